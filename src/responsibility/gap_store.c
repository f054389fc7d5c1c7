/* SPDX-License-Identifier: Apache-2.0 */
#include "responsibility/gap.h"

#include "store/scan.h"

#define BASIS_POSTS	M("Measures of 2017, Art. 2")
#define BASIS_PROOF	M("who was responsible must be provable later")
#define BASIS_ANSWERS	M("an unanswered question is itself a finding")
#define BASIS_OWN	M("a rule of the house, not of the Measures")

/* Kind, word, msgid, why it matters, what its subject is. */
#define KINDS(X) \
	X(GAP_VACANT, "vacant", M("vacant post"), BASIS_POSTS, "post") \
	X(GAP_CROWDED, "crowded", \
	    M("more holders than seats"), BASIS_PROOF, "post") \
	X(GAP_ABSENT, "absent", \
	    M("absent, and nobody stands in"), BASIS_PROOF, "post") \
	X(GAP_OVERDUE, "overdue", \
	    M("acting longer than was to be"), BASIS_PROOF, "tenure") \
	X(GAP_NO_DIRECT, "no_direct", \
	    M("no post is directly responsible"), BASIS_POSTS, "body") \
	X(GAP_NO_FIRST, "no_first", \
	    M("no post is first responsible"), BASIS_POSTS, "body") \
	X(GAP_NO_DOCUMENT, "no_document", \
	    M("tenure without a document"), BASIS_PROOF, "tenure") \
	X(GAP_NOT_HANDED, "not_handed", \
	    M("left without a hand-over"), BASIS_OWN, "tenure") \
	X(GAP_BODY_GONE, "body_gone", \
	    M("post of a body that is no more"), BASIS_PROOF, "post") \
	X(GAP_POST_ENDED, "post_ended", \
	    M("holder of a post that has ended"), BASIS_PROOF, "tenure") \
	X(GAP_BLANK, "blank", \
	    M("unanswered question of a system"), BASIS_ANSWERS, "system") \
	X(GAP_URL_UNOWNED, "url_unowned", \
	    M("address that nobody owns"), BASIS_ANSWERS, "system") \
	X(GAP_LEVEL_UNPROVED, "level_unproved", \
	    M("level without a document"), BASIS_PROOF, "system") \
	X(GAP_CONTRACT, "contract", \
	    M("contract without the clause or the duty"), BASIS_OWN, "contract") \
	X(GAP_PHONE, "phone", \
	    M("duty telephone not tested lately"), BASIS_OWN, "phone")

#define KIND_ROW(kind, word, label, basis, ref) \
	[kind] = { { word, label }, basis, ref },
const struct gap_kind_row gap_kinds[GAP__MAX] = { KINDS(KIND_ROW) };

#define KIND_WORD(kind, word, label, basis, ref) [kind] = { word, label },
const struct choice gap_words[GAP__MAX + 1] = { KINDS(KIND_WORD)
    [GAP__MAX] = { NULL, NULL } };

/* In these texts :D is the day, :P the day before which a test is old, and :H
 * that before which nobody asks for a hand-over any more. */
#define REC_OPEN	"9007199254740991"
#define CURRENT(w) \
	w ".rec_end = " REC_OPEN " AND " w ".since <= :D AND " w \
	".until > :D"
#define BODY_CURRENT(w) \
	w ".rec_end = " REC_OPEN " AND " w ".from_day <= :D AND " w \
	".to_day > :D"
/* Body, subject, name, detail, since. */
#define POST_ROW(since) \
	"SELECT p.body, p.id, p.title, COALESCE(p.capacities, ''), " since \
	" FROM post_row p"
#define TENURE_ROW(detail, since) \
	"SELECT p.body, t.id, COALESCE(n.name, ''), p.title || " detail ", " \
	since " FROM tenure_row t JOIN post_row p ON p.id = t.post AND " \
	CURRENT("p") " LEFT JOIN person_row n ON n.id = t.person AND " \
	CURRENT("n")
#define HOLDER(more) \
	"(SELECT 1 FROM tenure_row t WHERE t.post = p.id AND " CURRENT("t") \
	more ")"
#define WITH_POST(capacity, body) \
	"(SELECT 1 FROM post_row p WHERE p.body = " body " AND " CURRENT("p") \
	" AND p.capacities LIKE '%" capacity "%')"
/* Art. 2 binds committees and groups; every body that has a leading group of
 * its own answers for its department.  A leading body is one of members. */
#define BODY_WITHOUT(capacity) \
	"SELECT b.body, b.body, b.name, b.kind, b.from_day FROM body_row b" \
	" WHERE " BODY_CURRENT("b") " AND b.kind NOT IN ('leading_body'," \
	" 'notification_body') AND NOT EXISTS " WITH_POST(capacity, "b.body") \
	" AND NOT EXISTS (SELECT 1 FROM body_row g WHERE g.superior = b.body" \
	" AND g.kind = 'party_group' AND " BODY_CURRENT("g") " AND EXISTS " \
	WITH_POST(capacity, "g.body") ")"
#define SYSTEM_ROW(owner, detail) \
	"SELECT " owner ", s.id, s.name, " detail ", s.since FROM system_row s" \
	" WHERE " CURRENT("s") " AND s.kind <> 'classified'"
#define ANSWER(column) \
	SYSTEM_ROW("s.owner", "'" column "'") " AND s." column " IS NULL"

static const char *const texts[GAP__MAX] = {
	[GAP_VACANT] = POST_ROW("p.since") " WHERE " CURRENT("p")
	    " AND p.capacities IS NOT NULL AND NOT EXISTS " HOLDER(""),
	[GAP_CROWDED] = "SELECT p.body, p.id, p.title, '', MAX(t.since)"
	    " FROM tenure_row t JOIN post_row p ON p.id = t.post AND "
	    CURRENT("p") " WHERE " CURRENT("t") " AND t.kind IN ("
	    "'substantive', 'concurrent') GROUP BY p.body, p.id, p.title,"
	    " p.seats HAVING COUNT(*) > COALESCE(p.seats, 1)",
	[GAP_ABSENT] = POST_ROW("p.since") " WHERE " CURRENT("p")
	    " AND p.capacities IS NOT NULL AND EXISTS "
	    HOLDER(" AND t.absent = 1") " AND NOT EXISTS "
	    HOLDER(" AND COALESCE(t.absent, 0) = 0"),
	[GAP_OVERDUE] = TENURE_ROW("''", "t.due") " WHERE " CURRENT("t")
	    " AND t.kind IN ('acting', 'presiding') AND t.due < :D",
	[GAP_NO_DIRECT] = BODY_WITHOUT("directly_responsible"),
	[GAP_NO_FIRST] = BODY_WITHOUT("first_responsible"),
	[GAP_NO_DOCUMENT] = TENURE_ROW("''", "t.since") " WHERE " CURRENT("t")
	    " AND t.document IS NULL",
	[GAP_NOT_HANDED] = TENURE_ROW("''", "t.until") " WHERE t.rec_end = "
	    REC_OPEN " AND t.until <= :D AND t.until >= :H"
	    " AND p.capacities IS NOT NULL"
	    " AND NOT EXISTS (SELECT 1 FROM tenure_row l WHERE l.id = t.id"
	    " AND l.rec_end = " REC_OPEN " AND l.since >= t.until)"
	    " AND NOT EXISTS (SELECT 1 FROM tenure_handover h"
	    " WHERE h.tenure = t.id)",
	[GAP_BODY_GONE] = POST_ROW("p.since") " WHERE " CURRENT("p")
	    " AND NOT EXISTS (SELECT 1 FROM body_row b WHERE b.body = p.body"
	    " AND " BODY_CURRENT("b") ")",
	/* The post's last state is over, and the tenure is not. */
	[GAP_POST_ENDED] = "SELECT p.body, t.id, COALESCE(n.name, ''),"
	    " p.title, CASE WHEN t.since > p.until THEN t.since"
	    " ELSE p.until END FROM tenure_row t JOIN post_row p"
	    " ON p.id = t.post AND p.rec_end = " REC_OPEN
	    " AND p.until <= :D LEFT JOIN person_row n ON n.id = t.person"
	    " AND " CURRENT("n") " WHERE " CURRENT("t") " AND NOT EXISTS"
	    " (SELECT 1 FROM post_row l WHERE l.id = p.id AND l.rec_end = "
	    REC_OPEN " AND l.since > p.since)",
	[GAP_BLANK] = ANSWER("owner") " UNION ALL " ANSWER("supervisor")
	    " UNION ALL " ANSWER("operator") " UNION ALL " ANSWER("users")
	    " UNION ALL " ANSWER("region"),
	[GAP_URL_UNOWNED] = SYSTEM_ROW("s.owner", "s.urls")
	    " AND s.urls IS NOT NULL AND (s.owner IS NULL OR NOT EXISTS"
	    " (SELECT 1 FROM body_row b WHERE b.body = s.owner AND "
	    BODY_CURRENT("b") "))",
	[GAP_LEVEL_UNPROVED] = SYSTEM_ROW("s.owner", "s.level")
	    " AND s.level IS NOT NULL AND s.level_document IS NULL",
	[GAP_CONTRACT] = "SELECT c.body, c.id, c.vendor,"
	    " COALESCE(c.number, ''), c.since FROM contract_row c WHERE "
	    CURRENT("c") " AND (COALESCE(c.security_clause, 0) = 0"
	    " OR COALESCE(c.report_duty, 0) = 0)",
	[GAP_PHONE] = "SELECT f.body, f.id, f.number,"
	    " COALESCE(f.test_result, ''), COALESCE(f.tested_on, f.since)"
	    " FROM phone_row f WHERE " CURRENT("f") " AND f.kind <> 'fax'"
	    " AND (f.tested_on IS NULL OR f.tested_on < :P"
	    " OR f.test_result <> 'answered')",
};

/* Day numbers stand in the text: a scan takes no values. */
static void
text_fill(struct buf *b, const char *text, const struct gap_query *q)
{
	for (const char *p = text; *p != '\0'; p++) {
		int64_t days = p[1] == 'P' ? q->phone_days :
		    p[1] == 'H' ? q->hand_days : 0;

		if (*p != ':' || strchr("DPH", p[1]) == NULL) {
			buf_char(b, *p);
			continue;
		}
		buf_int(b, q->day - days);
		p++;
	}
}

/* A key as both databases write it in a text. */
static void
key_put_sql(struct buf *b, const struct store *st, struct key key)
{
	buf_text(b, store_is_postgres(st) ? "decode('" : "X'");
	buf_hex(b, key.b, sizeof key.b);
	buf_text(b, store_is_postgres(st) ? "', 'hex')" : "'");
}

/* Around a kind's text: the body's last name by then, and only what is wanted. */
static void
text_make(struct buf *b, const struct store *st, enum gap_kind kind,
    const struct gap_query *q)
{
	buf_text(b, "WITH RECURSIVE g (body, subject, name, detail, since) AS (");
	text_fill(b, texts[kind], q);
	buf_text(b, ")");
	if (!key_none(q->under)) {
		buf_text(b, ", under (body) AS (SELECT ");
		key_put_sql(b, st, q->under);
		text_fill(b, " UNION SELECT w.body FROM under JOIN body_row w"
		    " ON w.superior = under.body AND " BODY_CURRENT("w") ")",
		    q);
	}
	text_fill(b, " SELECT g.body, (SELECT n.name FROM body_row n"
	    " WHERE n.body = g.body AND n.rec_end = " REC_OPEN
	    " AND n.from_day <= :D ORDER BY n.from_day DESC LIMIT 1),"
	    " g.subject, g.name, g.detail, g.since FROM g", q);
	if (!key_none(q->under))
		buf_text(b, " WHERE g.body IN (SELECT body FROM under)");
}

static enum err
kind_each(struct store *st, enum gap_kind kind, const struct gap_query *q,
    enum err (*row)(void *arg, const struct gap *g, struct note *note),
    void *arg, struct note *note)
{
	struct buf text = BUF_INIT;
	struct scan s = { .st = NULL };
	enum err r, end;

	text_make(&text, st, kind, q);
	r = buf_failed(&text) ? note_memory(note) :
	    scan_open(&s, st, text.p, note);
	while (r == ERR_OK && scan_next(&s)) {
		const struct gap g = {
			.kind = kind,
			.body = rows_key(s.rows, 0),
			.body_name = rows_text(s.rows, 1),
			.subject = rows_key(s.rows, 2),
			.name = rows_text(s.rows, 3),
			.detail = rows_text(s.rows, 4),
			.since = rows_int(s.rows, 5),
		};

		r = row(arg, &g, note);
	}
	end = scan_end(&s, r == ERR_OK ? note : NULL);
	buf_free(&text);
	return r == ERR_OK ? end : r;
}

enum err
gap_each(struct store *st, const struct gap_query *q,
    enum err (*row)(void *arg, const struct gap *g, struct note *note),
    void *arg, struct note *note)
{
	enum err r = ERR_OK;

	for (int k = 0; k < GAP__MAX && r == ERR_OK; k++)
		if ((q->kinds >> k & 1) != 0)
			r = kind_each(st, (enum gap_kind)k, q, row, arg, note);
	return r;
}
