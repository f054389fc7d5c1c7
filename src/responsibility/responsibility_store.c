/* SPDX-License-Identifier: Apache-2.0 */
/* What must be known to say who is responsible? */
#include <assert.h>

#include "body/body.h"
#include "responsibility/responsibility_in.h"

static_assert(RESP_BODIES_MAX == 32, "KEYS has as many");
static_assert((int)KEY_BINDS <= (int)STORE_BINDS_MAX, "one statement's");

#define BODY_COLS \
	"SELECT b.id, b.source, b.code, b.merged, w.name, w.kind, w.industry," \
	" w.superior, w.region FROM "
#define BODY_STATE \
	" LEFT JOIN body_row w ON w.body = b.id AND " ON_DAY("w")
static const struct sql q_bodies = {
	"WITH k (body, n) AS " KEY_ROWS BODY_COLS
	" k CROSS JOIN body b ON b.id = k.body" BODY_STATE,
	BODY_COLS "body b" BODY_STATE " WHERE b.id IN " KEYS
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

/* One step of it; a server would answer each. */
static const struct sql q_led = {
	"SELECT w.superior FROM body_row w WHERE w.body = $3 AND " ON_DAY("w"),
	NULL
};

/* Of the committees that lie in a division its own is the one whose superior
 * lies elsewhere; the others are those of units there. */
static const struct sql q_territory = {
	"SELECT w.body, w.kind FROM body_row w"
	" WHERE w.region = $3 AND " ON_DAY("w")
	/* Said as the index says it. */
	" AND w.kind IN ('party_committee', 'leading_body', 'office')"
	" AND (w.kind <> 'party_committee' OR NOT EXISTS (SELECT 1"
	" FROM body_row s WHERE s.body = w.superior AND s.region = $3 AND "
	ON_DAY("s") ")) ORDER BY w.body",
	NULL
};

void
resp_binds(struct bind binds[KEY_BINDS], const struct resp_facts *f,
    const struct key *keys, size_t n)
{
	assert(n <= RESP_BODIES_MAX);
	binds[0] = (struct bind)BIND_INT(f->day);
	binds[1] = (struct bind)BIND_INT(f->known);
	for (size_t i = 0; i < RESP_BODIES_MAX; i++)
		binds[2 + i] = i < n ?
		    (struct bind)BIND_BYTES(keys[i].b, sizeof keys[i].b) :
		    (struct bind)BIND_NULL;
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

		resp_binds(binds, f, &merged, 1);
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

/* They stand in the order in which they were asked for. */
static enum err
states_load(struct store *st, struct arena *a, const struct key *keys,
    size_t n, const struct resp_facts *f, struct resp_body *list,
    struct key *merged, struct note *note)
{
	struct bind binds[KEY_BINDS];
	struct rows *rows = NULL;
	struct resp_body got;
	struct key into;
	enum err r;

	resp_binds(binds, f, keys, n);
	if ((r = store_query(st, &q_bodies, binds, KEY_BINDS, &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		body_read(a, rows, &got, &into);
		got.asked = got.id;
		for (size_t i = 0; i < n; i++)
			if (key_eq(keys[i], got.id)) {
				list[i] = got;
				merged[i] = into;
			}
	}
	return rows_end(&rows, note);
}

enum err
resp_bodies_load(struct store *st, struct arena *a, const struct key *keys,
    size_t n, struct resp_facts *f, struct note *note)
{
	struct key once[RESP_BODIES_MAX], merged[RESP_BODIES_MAX];
	size_t nonce = 0, found = 0;
	struct resp_body *list;
	enum err r;

	for (size_t i = 0; i < n; i++)
		resp_key_add(once, &nonce, keys[i]);
	if ((list = NEW_ARRAY(a, struct resp_body, nonce + 1)) == NULL)
		return note_memory(note);
	if ((r = states_load(st, a, once, nonce, f, list, merged,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < nonce && r == ERR_OK; i++) {
		if (key_none(list[i].id))
			continue;
		list[found] = list[i];
		if (!list[found].there)
			r = body_follow(st, a, f, &list[found], merged[i],
			    note);
		found++;
	}
	if (r != ERR_OK)
		return r;
	f->bodies = list;
	f->nbodies = found;
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

/* Who led ${id} on the day; ${*ret_there}: it was there. */
static enum err
led_by(struct store *st, struct key id, int64_t day, int64_t known,
    struct key *ret, bool *ret_there, struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query(st, &q_led, BINDS(BIND_INT(day), BIND_INT(known),
	    BIND_KEY(id)), &rows, note)) != ERR_OK)
		return r;
	if ((*ret_there = rows_next(rows)))
		*ret = rows_key(rows, 0);
	return rows_end(&rows, note);
}

/* Step by step from a body that was there; none is set when it was not. */
static enum err
above_climb(struct store *st, struct key id, int64_t day, int64_t known,
    struct key ret[RESP_RUNGS_MAX], size_t *ret_n, bool *ret_there,
    struct note *note)
{
	struct key up = KEY_NONE, at = KEY_NONE;
	size_t n = 0;
	bool there;
	enum err r;

	r = led_by(st, id, day, known, &up, ret_there, note);
	there = *ret_there;
	while (r == ERR_OK && there && !key_none(up) && n < RESP_RUNGS_MAX) {
		at = up;
		r = led_by(st, at, day, known, &up, &there, note);
		if (r == ERR_OK && there)
			ret[n++] = at;
	}
	*ret_n = n;
	return r;
}

enum err
resp_above_load(struct store *st, struct key id, int64_t day, int64_t known,
    struct key ret[RESP_RUNGS_MAX], size_t *ret_n, struct note *note)
{
	struct rows *rows = NULL;
	bool there = false;
	size_t n = 0;
	enum err r;

	if (!store_is_postgres(st) && ((r = above_climb(st, id, day, known, ret,
	    ret_n, &there, note)) != ERR_OK || there))
		return r;
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
	/* The owner and the operator come first. */
	struct resp_answer answer = { .facts = { .day = day, .known = known,
	    .wanted = { .all = key_none(q->operator) ||
	    key_eq(q->owner, q->operator) ? 1 : 2,
	    .direct = RESP_BODIES_MAX } } };
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
	size_t n = 0, nkeys = 0;
	enum err r;

	if (!key_none(q->owner) && (r = resp_above_load(st, q->owner, f->day,
	    f->known, above, &n, note)) != ERR_OK)
		return r;
	resp_key_add(keys, &nkeys, q->owner);
	for (size_t i = 0; i < n; i++)
		resp_key_add(keys, &nkeys, above[i]);
	f->wanted = (struct resp_wanted){ .security = 1, .direct = nkeys };
	/* Apart, for their heads alone. */
	resp_key_add(keys, &nkeys, q->office);
	for (size_t i = 0; i < q->nregulators; i++)
		resp_key_add(keys, &nkeys, q->regulator[i]);
	if (q->nregulators == 0 && q->unregulated)
		resp_key_add(keys, &nkeys, q->leading);
	if ((r = resp_bodies_load(st, a, keys, nkeys, f, note)) != ERR_OK ||
	    (r = resp_holders_load(st, a, f, note)) != ERR_OK)
		return r;
	return resp_ladder_make(a, q, f, above, n, ret, ret_n) ? ERR_OK :
	    note_memory(note);
}
