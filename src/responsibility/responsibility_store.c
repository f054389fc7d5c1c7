/* SPDX-License-Identifier: Apache-2.0 */
/* What must be known to say who is responsible? */
#include <assert.h>

#include "body/body.h"
#include "person/person.h"
#include "responsibility/responsibility.h"

/* As many keys behind $1 day and $2 known. */
#define KEYS	"($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15," \
		" $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26," \
		" $27, $28, $29, $30, $31, $32, $33, $34)"
enum { KEY_BINDS = 2 + RESP_BODIES_MAX };
static_assert(RESP_BODIES_MAX == 32, "KEYS has as many");
static_assert((int)KEY_BINDS <= (int)STORE_BINDS_MAX, "one statement's");

#define ON_DAY(w) \
	w ".rec <= $2 AND " w ".rec_end > $2 AND " w ".from_day <= $1" \
	" AND " w ".to_day > $1"
#define ON_SPAN(w) \
	w ".rec <= $2 AND " w ".rec_end > $2 AND " w ".since <= $1" \
	" AND " w ".until > $1"

static const struct sql q_bodies = {
	"SELECT b.id, b.source, b.code, b.merged, w.name, w.kind, w.industry,"
	" w.superior, w.region FROM body b LEFT JOIN body_row w"
	" ON w.body = b.id AND " ON_DAY("w") " WHERE b.id IN " KEYS, NULL
};

/*
 * A person that was merged bears the name of the one that it was found to be,
 * unless that was not known yet.  Of the first two bodies every post with a
 * capacity is wanted, of the others those that Art. 2 names.
 */
static const struct sql q_holders = {
	"WITH b (serves, body) AS (SELECT id, id FROM body WHERE id IN " KEYS
	" UNION ALL SELECT w.superior, w.body FROM body_row w"
	" WHERE w.superior IN " KEYS
	" AND w.kind = 'party_group' AND " ON_DAY("w") ")"
	" SELECT b.serves, p.body, p.id, p.title, p.capacities, p.seats, t.id,"
	" t.person, COALESCE(n.name, (SELECT m.name FROM person h"
	" JOIN person_row m ON m.id = h.merged WHERE h.id = t.person AND "
	ON_SPAN("m") ")), t.kind, t.absent, t.document,"
	" t.document_date, t.due, t.since, t.until"
	" FROM b JOIN post_row p ON p.body = b.body AND " ON_SPAN("p")
	" AND p.capacities IS NOT NULL AND (b.serves IN ($3, $4)"
	" OR p.capacities LIKE '%first_responsible%'"
	" OR p.capacities LIKE '%directly_responsible%')"
	" LEFT JOIN tenure_row t ON t.post = p.id AND " ON_SPAN("t")
	" LEFT JOIN person_row n ON n.id = t.person AND " ON_SPAN("n")
	" ORDER BY b.serves, p.body, COALESCE(p.rank, 1000000), p.id, t.since,"
	" t.id", NULL
};

/* Whoever had gone into another by then stands where that one does. */
static const struct sql q_above = {
	"WITH RECURSIVE now (body, n) AS (SELECT id, 0 FROM body WHERE id = $3"
	" UNION ALL SELECT b.merged, now.n + 1 FROM now JOIN body b"
	" ON b.id = now.body WHERE b.merged IS NOT NULL AND now.n < $5"
	" AND NOT EXISTS (SELECT 1 FROM body_row w WHERE w.body = now.body AND "
	ON_DAY("w") ")),"
	" up (body, superior, n) AS (SELECT w.body, w.superior, 0"
	" FROM now JOIN body_row w ON w.body = now.body AND " ON_DAY("w")
	" UNION ALL SELECT w.body, w.superior, up.n + 1 FROM up"
	" JOIN body_row w ON w.body = up.superior AND " ON_DAY("w")
	" WHERE up.n < $4) SELECT body, n FROM up WHERE n > 0 ORDER BY n", NULL
};

/* Of the committees that lie in a division its own is the one whose superior
 * lies elsewhere; the others are those of units there. */
static const struct sql q_territory = {
	"SELECT w.body, w.kind, w.superior FROM body_row w"
	" LEFT JOIN body_row s ON s.body = w.superior AND " ON_DAY("s")
	" WHERE w.region = $3 AND " ON_DAY("w")
	/* Said as the index says it. */
	" AND w.kind IN ('party_committee', 'leading_body', 'office')"
	" AND (w.kind <> 'party_committee' OR s.region IS NULL"
	" OR s.region <> $3) ORDER BY w.kind, w.body",
	NULL
};

static void
key_binds(struct bind binds[KEY_BINDS], const struct resp_facts *f,
    const struct key *keys, size_t n)
{
	static const struct key none;

	assert(n <= RESP_BODIES_MAX);
	binds[0] = (struct bind)BIND_INT(f->day);
	binds[1] = (struct bind)BIND_INT(f->known);
	for (size_t i = 0; i < RESP_BODIES_MAX; i++) {
		const struct key *key = i < n ? &keys[i] : &none;

		binds[2 + i] = (struct bind)BIND_BYTES(key->b, sizeof key->b);
	}
}

/* What a body's row says, and what it went into. */
static void
body_read(struct arena *a, const struct rows *rows, struct resp_body *ret,
    struct key *ret_merged)
{
	const struct str source = rows_text(rows, 1), code = rows_text(rows, 2);

	*ret = (struct resp_body){ .id = rows_key(rows, 0),
	    .there = !rows_null(rows, 4) };
	if (code.n != 0)
		ret->code = str_fmt(a, "%.*s:%.*s", STR_ARG(source),
		    STR_ARG(code));
	*ret_merged = rows_key(rows, 3);
	if (!ret->there)
		return;
	ret->name = str_copy(a, rows_text(rows, 4));
	ret->kind = str_copy(a, rows_text(rows, 5));
	ret->industry = str_copy(a, rows_text(rows, 6));
	ret->superior = rows_key(rows, 7);
	ret->region = rows_key(rows, 8);
}

/* One that is not there is what it went into, and so on; or as it was last. */
static enum err
body_follow(struct store *st, struct arena *a, const struct resp_facts *f,
    struct resp_body *b, struct key merged, struct note *note)
{
	struct body last;
	enum err r;

	if ((r = body_get(st, a, b->id, f->day, &last, note)) != ERR_OK)
		return r;
	b->was = b->name = last.name;
	b->kind = last.kind;
	for (int i = 0; i < RESP_MERGES_MAX && !b->there && !key_none(merged);
	    i++) {
		struct bind binds[KEY_BINDS];
		struct rows *rows = NULL;
		struct resp_body next = { .there = false };

		key_binds(binds, f, &merged, 1);
		if ((r = store_query(st, &q_bodies, binds, KEY_BINDS, &rows,
		    note)) != ERR_OK)
			return r;
		if (rows_next(rows))
			body_read(a, rows, &next, &merged);
		if ((r = rows_end(&rows, note)) != ERR_OK)
			return r;
		if (next.there) {
			next.asked = b->asked;
			next.was = b->was;
			*b = next;
		}
	}
	return ERR_OK;
}

enum err
resp_bodies_load(struct store *st, struct arena *a, const struct key *keys,
    size_t n, struct resp_facts *f, struct note *note)
{
	struct resp_body *list = NEW_ARRAY(a, struct resp_body, n + 1);
	struct key merged[RESP_BODIES_MAX];
	struct bind binds[KEY_BINDS];
	struct rows *rows = NULL;
	size_t found = 0;
	enum err r;

	if (list == NULL)
		return note_memory(note);
	key_binds(binds, f, keys, n);
	if ((r = store_query(st, &q_bodies, binds, KEY_BINDS, &rows,
	    note)) != ERR_OK)
		return r;
	while (found < n && rows_next(rows)) {
		body_read(a, rows, &list[found], &merged[found]);
		list[found].asked = list[found].id;
		found++;
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < found && r == ERR_OK; i++)
		if (!list[i].there)
			r = body_follow(st, a, f, &list[i], merged[i], note);
	if (r != ERR_OK)
		return r;
	f->bodies = list;
	f->nbodies = found;
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

/* "first_responsible|contact" as bits. */
static unsigned
capacity_bits(struct str words)
{
	unsigned bits = 0;
	struct str one;

	while (str_cut(&words, '|', &one))
		for (int c = 0; c < CAPACITY__MAX; c++)
			if (str_is(one, post_capacities[c].word))
				bits |= 1U << c;
	return bits;
}

static void
holder_read(struct arena *a, const struct rows *rows, struct resp_holder *ret)
{
	const struct value kind = V_TEXT(rows_text(rows, 9));

	*ret = (struct resp_holder){
		.serves = rows_key(rows, 0),
		.body = rows_key(rows, 1),
		.post = rows_key(rows, 2),
		.title = str_copy(a, rows_text(rows, 3)),
		.capacities = capacity_bits(rows_text(rows, 4)),
		.seats = rows_null(rows, 5) ? 1 : rows_int(rows, 5),
		.held = !rows_null(rows, 6),
		.document_date = DAY_OPEN,
		.due = DAY_OPEN,
	};
	if (!ret->held)
		return;
	ret->tenure = rows_key(rows, 6);
	ret->person = rows_key(rows, 7);
	ret->name = str_copy(a, rows_text(rows, 8));
	ret->kind = tenure_kind_of(&kind);
	ret->absent = rows_int(rows, 10) != 0;
	ret->document = str_copy(a, rows_text(rows, 11));
	if (!rows_null(rows, 12))
		ret->document_date = rows_int(rows, 12);
	if (!rows_null(rows, 13))
		ret->due = rows_int(rows, 13);
	ret->since = rows_int(rows, 14);
	ret->until = rows_int(rows, 15);
}

/* Posts of ${n} bodies, behind those in ${f}. */
static enum err
posts_load(struct store *st, struct arena *a, struct resp_facts *f,
    const struct key *keys, size_t n, struct note *note)
{
	struct resp_holder *list = NULL;
	struct bind binds[KEY_BINDS];
	struct rows *rows = NULL;
	size_t room = 0;
	enum err r;

	key_binds(binds, f, keys, n);
	if ((r = store_query(st, &q_holders, binds, KEY_BINDS, &rows,
	    note)) != ERR_OK)
		return r;
	f->nholders = 0;
	while (rows_next(rows)) {
		if (f->nholders == room) {
			room = room == 0 ? 64 : 2 * room;
			list = arena_grow(a, list, f->nholders * sizeof *list,
			    room * sizeof *list);
			if (list == NULL)
				break;
		}
		holder_read(a, rows, &list[f->nholders++]);
	}
	f->holders = list;
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

/* One whose name is not known of the day bears the nearest. */
static enum err
names_fill(struct store *st, struct arena *a, struct resp_facts *f,
    struct note *note)
{
	struct resp_holder *h = (struct resp_holder *)(uintptr_t)f->holders;
	struct key now;
	enum err r = ERR_OK;

	for (size_t i = 0; i < f->nholders && r == ERR_OK; i++) {
		if (!h[i].held || h[i].name.n != 0)
			continue;
		if ((r = person_now(st, h[i].person, &now, note)) == ERR_OK)
			r = person_name(st, a, now, f->day, f->known,
			    &h[i].name, note);
	}
	return r;
}

enum err
resp_holders_load(struct store *st, struct arena *a, struct resp_facts *f,
    struct note *note)
{
	struct key keys[RESP_BODIES_MAX];
	size_t n = 0;
	enum err r;

	for (size_t i = 0; i < f->nbodies && n < RESP_BODIES_MAX; i++)
		keys[n++] = f->bodies[i].id;
	if ((r = posts_load(st, a, f, keys, n, note)) != ERR_OK)
		return r;
	return names_fill(st, a, f, note);
}

enum err
resp_above_load(struct store *st, struct key id, int64_t day, int64_t known,
    struct key ret[RESP_RUNGS_MAX], size_t *ret_n, struct note *note)
{
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if ((r = store_query(st, &q_above, BINDS(BIND_INT(day),
	    BIND_INT(known), BIND_KEY(id), BIND_INT(RESP_RUNGS_MAX),
	    BIND_INT(RESP_MERGES_MAX)), &rows,
	    note)) != ERR_OK)
		return r;
	while (n < RESP_RUNGS_MAX && rows_next(rows))
		ret[n++] = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret_n = n;
	return r;
}

static void
territory_put(struct key *list, size_t *n, struct key id)
{
	if (*n < RESP_MERGES_MAX)
		list[(*n)++] = id;
}

enum err
resp_territory_load(struct store *st, struct key region, int64_t day,
    int64_t known, struct resp_territory *ret, struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	*ret = (struct resp_territory){ .ncommittees = 0 };
	if ((r = store_query(st, &q_territory, BINDS(BIND_INT(day),
	    BIND_INT(known), BIND_KEY(region)), &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		const struct str kind = rows_text(rows, 1);
		struct key id = rows_key(rows, 0);

		if (str_is(kind, "party_committee"))
			territory_put(ret->committee, &ret->ncommittees, id);
		else if (str_is(kind, "leading_body"))
			territory_put(ret->leading, &ret->nleading, id);
		else
			territory_put(ret->office, &ret->noffices, id);
	}
	return rows_end(&rows, note);
}

enum err
resp_answer_load(struct store *st, struct arena *a,
    const struct resp_question *q, int64_t day, int64_t known,
    struct resp_answer *ret, struct note *note)
{
	struct resp_answer answer = { .facts = { .day = day,
	    .known = known } };
	struct key keys[RESP_BODIES_MAX];
	const size_t n = resp_question_keys(q, keys);
	enum err r;

	if ((r = resp_bodies_load(st, a, keys, n, &answer.facts,
	    note)) != ERR_OK ||
	    (r = resp_holders_load(st, a, &answer.facts, note)) != ERR_OK)
		return r;
	if (!resp_answer_make(a, q, &answer))
		return note_memory(note);
	*ret = answer;
	return ERR_OK;
}

enum err
resp_ladder_load(struct store *st, struct arena *a,
    const struct resp_question *q, struct resp_facts *f,
    const struct resp_rung **ret, size_t *ret_n, struct note *note)
{
	struct key above[RESP_RUNGS_MAX], keys[RESP_BODIES_MAX];
	struct resp_question some = *q;
	size_t n = 0, nkeys;
	enum err r;

	/* Of the answers a ladder has only these. */
	some.leader = some.operator = some.committee = KEY_NONE;
	some.nusers = 0;
	if (!key_none(q->owner) && (r = resp_above_load(st, q->owner, f->day,
	    f->known, above, &n, note)) != ERR_OK)
		return r;
	nkeys = resp_question_keys(&some, keys);
	for (size_t i = 0; i < n && nkeys < RESP_BODIES_MAX; i++)
		keys[nkeys++] = above[i];
	if ((r = resp_bodies_load(st, a, keys, nkeys, f, note)) != ERR_OK ||
	    (r = resp_holders_load(st, a, f, note)) != ERR_OK)
		return r;
	return resp_ladder_make(a, q, f, above, n, ret, ret_n) ? ERR_OK :
	    note_memory(note);
}
