/* SPDX-License-Identifier: Apache-2.0 */
/* What was reported, as it is kept? */
#include "incident/incident_rows_in.h"
#include "incident/report_in.h"

#define COLS \
	"SELECT r.id, r.incident, r.number, r.kind, r.replaces, r.channel," \
	" r.sent, r.sent_prec, r.body, r.person, r.addressee, r.to_words," \
	" r.entered_for, l.text, w.text, r.proved, r.arrived," \
	" r.arrived_prec, r.receipt, r.state, r.entered, r.seq, r.rev," \
	" r.arrival" \
	" FROM report r LEFT JOIN vault l ON l.hash = r.late_reason" \
	" LEFT JOIN vault w ON w.hash = r.reason"
static const struct sql q_get = {
	COLS " WHERE r.id = $1", NULL
};
static const struct sql q_of = {
	COLS " WHERE r.incident = $1 ORDER BY r.number", NULL
};
static const struct sql q_inbox = {
	COLS " WHERE r.addressee = $1 AND r.id > $2 AND r.state = 'sent'"
	" ORDER BY r.id LIMIT $3", NULL
};
static const struct sql q_numbered = {
	"SELECT id FROM report WHERE incident = $1 AND number = $2", NULL
};
static const struct sql q_clocks = {
	"SELECT clock FROM report_clock WHERE report = $1"
	" ORDER BY entry, place", NULL
};
static const struct sql q_clocks_of = {
	"SELECT c.clock, c.report FROM report_clock c JOIN report r"
	" ON r.id = c.report WHERE r.incident = $1"
	" ORDER BY r.number, c.entry, c.place", NULL
};
static const struct sql q_items = {
	"SELECT c.item, v.text FROM report_content c LEFT JOIN vault v"
	" ON v.hash = c.text WHERE c.report = $1 ORDER BY c.place", NULL
};
static const struct sql q_proofs = {
	"SELECT entry, text, name, file FROM report_proof WHERE report = $1"
	" ORDER BY entry", NULL
};
static const struct sql q_replies = {
	"SELECT x.entry, x.at, x.answer, x.body, x.person, v.text"
	" FROM report_answer x LEFT JOIN vault v ON v.hash = x.text"
	" WHERE x.report = $1 ORDER BY x.entry", NULL
};
static const struct sql q_comments = {
	"SELECT x.item, v.text, x.entry FROM report_comment x"
	" LEFT JOIN vault v ON v.hash = x.comment WHERE x.report = $1"
	" ORDER BY x.entry, x.place", NULL
};
static const struct sql q_receipt = {
	"SELECT MAX(number) FROM report_arrival WHERE year = $1", NULL
};

static struct str
copied(struct arena *a, const struct rows *rows, int column)
{
	return str_copy(a, rows_text(rows, column));
}

/* A word that this program wrote; one that it does not know is the first. */
static int
word_read(const struct choice *choices, const struct rows *rows, int column)
{
	const int at = incident_word(choices, rows_text(rows, column));

	return at < 0 ? 0 : at;
}

static void
report_read(struct arena *a, const struct rows *rows, void *ret)
{
	*(struct report *)ret = (struct report){
		.id = rows_key(rows, 0),
		.incident = rows_key(rows, 1),
		.number = rows_int(rows, 2),
		.kind = (enum pack_clock_kind)word_read(deadline_kinds, rows,
		    3),
		.replaces = rows_key(rows, 4),
		.channel = (enum report_channel)word_read(report_channels,
		    rows, 5),
		.sent = { rows_int(rows, 6), (enum precision)rows_int(rows,
		    7) },
		.by = rows_key(rows, 8),
		.person = rows_key(rows, 9),
		.to = rows_key(rows, 10),
		.to_words = copied(a, rows, 11),
		.entered_for = rows_key(rows, 12),
		.late_reason = copied(a, rows, 13),
		.reason = copied(a, rows, 14),
		.proved = rows_int(rows, 15) != 0,
		.arrived = { rows_null(rows, 16) ? DEADLINE_NEVER :
		    rows_int(rows, 16), (enum precision)rows_int(rows, 17) },
		.receipt = copied(a, rows, 18),
		.state = (enum report_state)word_read(report_states, rows,
		    19),
		.entered = rows_int(rows, 20),
		.seq = rows_int(rows, 21),
		.rev = rows_int(rows, 22),
		.arrival = rows_null(rows, 23) ? -1 : rows_int(rows, 23),
	};
}

static void
clock_read(struct arena *a, const struct rows *rows, void *ret)
{
	*(struct str *)ret = copied(a, rows, 0);
}

enum err
report_get(struct store *st, struct arena *a, struct key id,
    struct report *ret, struct note *note)
{
	struct incident_rows clocks = { .a = a, .size = sizeof(struct str) };
	struct incident_rows found = { .a = a, .size = sizeof *ret };
	enum err r;

	if ((r = incident_rows_load(st, &found, &q_get, id, report_read,
	    note)) != ERR_OK)
		return r;
	if (found.n == 0)
		return NOTE(note, ERR_NOTFOUND, M("There is no such report. "
		    "anze incident reports lists those of an incident."));
	if ((r = incident_rows_load(st, &clocks, &q_clocks, id, clock_read,
	    note)) != ERR_OK)
		return r;
	*ret = *(const struct report *)found.p;
	ret->clocks = clocks.p;
	ret->nclocks = clocks.n;
	return ERR_OK;
}

/* INC-2026-0042/1 */
static enum err
numbered_find(struct store *st, struct arena *a, struct str text,
    size_t slash, struct key *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct key incident;
	int64_t number;
	bool found;
	enum err r;

	if (!str_int(str_part(text, slash + 1, text.n), &number))
		return NOTE(note, ERR_INVALID, M("“{text}” names no report. "
		    "Write INCIDENT/NUMBER, such as INC-2026-0042/1."),
		    A_TEXT("text", text));
	if ((r = incident_find(st, a, str_copy(a, str_part(text, 0, slash)),
	    &incident, note)) != ERR_OK ||
	    (r = store_query(st, &q_numbered, BINDS(BIND_KEY(incident),
	    BIND_INT(number)), &rows, note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		*ret = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return found ? ERR_OK : NOTE(note, ERR_NOTFOUND, M("There is no report "
	    "{text}. anze incident reports lists those of an incident."),
	    A_TEXT("text", text));
}

enum err
report_find(struct store *st, struct arena *a, struct str text,
    struct key *ret, struct note *note)
{
	struct report found;
	size_t slash = text.n;
	struct key id;
	enum err r;

	while (slash > 0 && text.p[slash - 1] != '/')
		slash--;
	if (slash > 1)
		return numbered_find(st, a, text, slash - 1, ret, note);
	if (!key_parse(text, &id))
		return NOTE(note, ERR_INVALID, M("“{text}” names no report. "
		    "Write INCIDENT/NUMBER, such as INC-2026-0042/1."),
		    A_TEXT("text", text));
	if ((r = report_get(st, a, id, &found, note)) == ERR_OK)
		*ret = id;
	return r;
}

/* ---- lists ---- */

/* Both lists stand in the order of the reports. */
static enum err
clocks_share(struct store *st, struct arena *a, struct key incident,
    struct report *list, size_t n, struct note *note)
{
	struct incident_rows g = { .a = a, .size = sizeof(struct str) };
	struct rows *rows = NULL;
	struct str *at;
	size_t i = 0;
	enum err r;

	if ((r = store_query(st, &q_clocks_of, BINDS(BIND_KEY(incident)),
	    &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows) && (at = incident_rows_next(&g)) != NULL) {
		const struct key of = rows_key(rows, 1);

		*at = copied(a, rows, 0);
		while (i < n && !key_eq(list[i].id, of))
			i++;
		if (i < n)
			list[i].nclocks++;
	}
	r = rows_end(&rows, note);
	if ((r = note_arena(a, r, note)) != ERR_OK)
		return r;
	/* The list has moved while it grew. */
	at = g.p;
	for (i = 0; i < n; i++) {
		if (list[i].nclocks == 0)
			continue;
		list[i].clocks = at;
		at += list[i].nclocks;
	}
	return ERR_OK;
}

enum err
report_list(struct store *st, struct arena *a, struct key incident,
    const struct report **ret, size_t *ret_n, struct note *note)
{
	struct incident_rows g = { .a = a, .size = sizeof(struct report) };
	enum err r;

	if ((r = incident_rows_load(st, &g, &q_of, incident, report_read,
	    note)) != ERR_OK || (g.n > 0 && (r = clocks_share(st, a, incident,
	    g.p, g.n, note)) != ERR_OK))
		return r;
	*ret = g.p;
	*ret_n = g.n;
	return ERR_OK;
}

static void
item_read(struct arena *a, const struct rows *rows, void *ret)
{
	*(struct report_item *)ret = (struct report_item){
		copied(a, rows, 0), copied(a, rows, 1)
	};
}

enum err
report_items(struct store *st, struct arena *a, struct key id,
    const struct report_item **ret, size_t *ret_n, struct note *note)
{
	struct incident_rows g = { .a = a,
	    .size = sizeof(struct report_item) };
	enum err r;

	if ((r = incident_rows_load(st, &g, &q_items, id, item_read,
	    note)) != ERR_OK)
		return r;
	*ret = g.p;
	*ret_n = g.n;
	return ERR_OK;
}

static void
proof_read(struct arena *a, const struct rows *rows, void *ret)
{
	const struct str hash = rows_bytes(rows, 3);
	struct report_proof *p = ret;

	*p = (struct report_proof){ .entry = rows_int(rows, 0),
	    .text = copied(a, rows, 1), .file = copied(a, rows, 2) };
	if (hash.n == HASH_BYTES)
		memcpy(p->hash.b, hash.p, HASH_BYTES);
}

enum err
report_proofs(struct store *st, struct arena *a, struct key id,
    const struct report_proof **ret, size_t *ret_n, struct note *note)
{
	struct incident_rows g = { .a = a,
	    .size = sizeof(struct report_proof) };
	enum err r;

	if ((r = incident_rows_load(st, &g, &q_proofs, id, proof_read,
	    note)) != ERR_OK)
		return r;
	*ret = g.p;
	*ret_n = g.n;
	return ERR_OK;
}

static void
reply_read(struct arena *a, const struct rows *rows, void *ret)
{
	*(struct report_reply *)ret = (struct report_reply){
		.entry = rows_int(rows, 0),
		.at = rows_int(rows, 1),
		.accepted = str_is(rows_text(rows, 2), "accepted"),
		.body = rows_key(rows, 3),
		.person = rows_key(rows, 4),
		.text = copied(a, rows, 5),
	};
}

/* Both in the order of entries. */
static enum err
comments_share(struct store *st, struct arena *a, struct key id,
    struct report_reply *list, size_t n, struct note *note)
{
	struct incident_rows g = { .a = a,
	    .size = sizeof(struct report_item) };
	struct rows *rows = NULL;
	struct report_item *at;
	size_t i = 0;
	enum err r;

	if ((r = store_query(st, &q_comments, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows) && (at = incident_rows_next(&g)) != NULL) {
		item_read(a, rows, at);
		while (i < n && list[i].entry != rows_int(rows, 2))
			i++;
		if (i < n)
			list[i].n++;
	}
	r = rows_end(&rows, note);
	if ((r = note_arena(a, r, note)) != ERR_OK)
		return r;
	at = g.p;
	for (i = 0; i < n; i++) {
		if (list[i].n == 0)
			continue;
		list[i].comments = at;
		at += list[i].n;
	}
	return ERR_OK;
}

enum err
report_replies(struct store *st, struct arena *a, struct key id,
    const struct report_reply **ret, size_t *ret_n, struct note *note)
{
	struct incident_rows g = { .a = a,
	    .size = sizeof(struct report_reply) };
	enum err r;

	if ((r = incident_rows_load(st, &g, &q_replies, id, reply_read,
	    note)) != ERR_OK || (g.n > 0 && (r = comments_share(st, a, id,
	    g.p, g.n, note)) != ERR_OK))
		return r;
	*ret = g.p;
	*ret_n = g.n;
	return ERR_OK;
}

enum err
report_inbox(struct store *st, struct arena *a, struct key body,
    struct key after, size_t most, struct report *ret, size_t *ret_n,
    struct note *note)
{
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if ((r = store_query(st, &q_inbox, BINDS(BIND_KEY(body),
	    BIND_KEY(after), BIND_INT((int64_t)most)), &rows,
	    note)) != ERR_OK)
		return r;
	while (n < most && rows_next(rows))
		report_read(a, rows, &ret[n++]);
	r = rows_end(&rows, note);
	if ((r = note_arena(a, r, note)) == ERR_OK)
		*ret_n = n;
	return r;
}

enum err
report_receipt_last(struct store *st, int year, int64_t *ret,
    struct note *note)
{
	return store_int(st, &q_receipt, BINDS(BIND_INT(year)), 0, ret, note);
}
