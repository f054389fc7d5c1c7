/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "body/body.h"
#include "industry/industry_in.h"
#include "region/region.h"

#define COLS	"industry, region, body, basis"

const struct dated_sql regulator_sql = DATED_SQL("regulator", COLS,
    "$7, $8, $9, $10");
const struct dated_list regulator_lists[] = {
	{ "body", DATED_LIST_BY("regulator", COLS, "body") },
	{ "industry", DATED_LIST_BY("regulator", COLS, "industry") },
	{ "region", DATED_LIST_BY("regulator", COLS, "region") },
	{ .field = NULL }
};

/* The same body for the same industry in the same division; no division is
 * bound as a key that none has. */
static const struct sql q_same = {
	"SELECT id FROM regulator_row WHERE industry = $1 AND body = $3"
	" AND (region = $2 OR (region IS NULL AND $7 = 1))"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $5 AND until > $4"
	" AND id <> $6 ORDER BY id, since", NULL
};

/* The industry and those above it, each with its regulators along the chain of
 * divisions; an industry without one there still says whether it has any. */
#define THEN(w) \
	w ".since <= $2 AND " w ".until > $2 AND " w ".rec <= $3" \
	" AND " w ".rec_end > $3"
static const struct sql q_nearest = {
	"WITH RECURSIVE up(id, depth) AS ("
	"SELECT h.id, 0 FROM industry h WHERE h.id = $1"
	" UNION ALL SELECT w.parent, up.depth + 1 FROM up"
	" JOIN industry_row w ON w.id = up.id WHERE " THEN("w")
	" AND w.parent IS NOT NULL AND up.depth < 16)"
	" SELECT up.depth, up.id, CASE WHEN EXISTS (SELECT 1"
	" FROM regulator_row x WHERE x.industry = up.id AND " THEN("x")
	") THEN 1 ELSE 0 END, r.id, r.body, r.region, r.basis"
	" FROM up LEFT JOIN regulator_row r ON r.industry = up.id AND "
	THEN("r") " AND (r.region IS NULL OR r.region IN ($4, $5, $6, $7, $8,"
	" $9)) ORDER BY up.depth, r.id", NULL
};
static_assert(INDUSTRY_DEPTH_MAX == 16 && REGULATOR_REGIONS_MAX == 6,
    "q_nearest says them");

static enum err
same(struct store *st, const struct dated_claim *c, const struct value *v,
    int64_t since, int64_t until, struct key *ret, struct note *note)
{
	const bool nation = !value_known(&v[REGULATOR_REGION]);

	return dated_other(st, c, &q_same, BINDS(
	    BIND_KEY(v[REGULATOR_INDUSTRY].key),
	    BIND_KEY(nation ? KEY_NONE : v[REGULATOR_REGION].key),
	    BIND_KEY(v[REGULATOR_BODY].key), BIND_INT(since),
	    BIND_INT(until), BIND_KEY(c == NULL ? KEY_NONE : c->id),
	    BIND_INT(nation ? 1 : 0)), ret, note);
}

/* The record that is named was withdrawn. */
static enum err
gone(const char *field, struct str name, struct note *note)
{
	enum err r;

	r = NOTE(note, ERR_INVALID, M("{name} was withdrawn and counts nowhere. "
	    "Choose another one."), A_TEXT("name", name));
	note_where(note, (struct where){ .field = field });
	return r;
}

enum err
regulator_check(const struct dated_claim *c, struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	struct str code, industry;
	struct body b;
	struct key other;
	enum err r;

	if ((r = dated_near(c->st, c->a, &industry_dated,
	    c->v[REGULATOR_INDUSTRY].key, c->since, &head, &s,
	    note)) != ERR_OK ||
	    (r = industry_ref.called(c->st, c->a, head.id, c->since, &code,
	    &industry, note)) != ERR_OK ||
	    (r = body_get(c->st, c->a, c->v[REGULATOR_BODY].key, c->since, &b,
	    note)) != ERR_OK)
		return r;
	if (head.withdrawn >= 0)
		return gone("industry", industry, note);
	if (b.withdrawn)
		return gone("body", b.name, note);
	r = same(c->st, c, c->v, c->since, c->until, &other, note);
	if (r == ERR_NOTFOUND)
		return ERR_OK;
	if (r != ERR_OK)
		return r;
	r = NOTE(note, ERR_EXISTS, M("{body} regulates {industry} there "
	    "already ({key}). Change that record, or let it end first."),
	    A_TEXT("body", b.name), A_TEXT("industry", industry),
	    A_TEXT("key", key_text(c->a, other)));
	note_where(note, (struct where){ .field = "body" });
	return r;
}

enum err
regulator_holds(struct store *st, struct arena *a, const struct value *v,
    struct str ret[DATED_HOLDS_MAX], size_t *ret_n, struct note *note)
{
	const struct value *region = &v[REGULATOR_REGION];

	(void)st;
	(void)note;
	ret[0] = str_fmt(a, "%.*s %.*s %.*s",
	    STR_ARG(key_text(a, v[REGULATOR_INDUSTRY].key)),
	    STR_ARG(value_known(region) ? key_text(a, region->key) : S("-")),
	    STR_ARG(key_text(a, v[REGULATOR_BODY].key)));
	*ret_n = 1;
	return ERR_OK;
}

enum err
regulator_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note)
{
	(void)a;
	return same(st, NULL, v, since, DAY_OPEN, ret, note);
}

/* Rows of q_nearest, until its industry is known. */
struct nearest {
	const struct regulator_where	*where;
	struct regulator_near		 near;
	struct regulator_one		*one;
	int64_t				 depth;	/* of the industry; -1: none */
	size_t				 rank;	/* of the region */
};

/* How far is the region?  The nation comes behind all of them. */
static size_t
rank_of(const struct regulator_where *w, struct key region)
{
	size_t i = 0;

	while (i < w->nregions && !key_eq(w->region[i], region))
		i++;
	return i;
}

static enum err
row_take(struct nearest *n, struct arena *a, const struct rows *rows,
    struct note *note)
{
	const int64_t depth = rows_int(rows, 0);
	struct key region;
	size_t rank;

	n->near.any = n->near.any || rows_int(rows, 2) != 0;
	if (rows_null(rows, 3) || (n->depth >= 0 && depth != n->depth))
		return ERR_OK;
	region = rows_key(rows, 5);
	rank = key_none(region) ? n->where->nregions : rank_of(n->where,
	    region);
	if (n->depth >= 0 && rank > n->rank)
		return ERR_OK;
	if (n->depth < 0 || rank < n->rank) {
		n->depth = depth;
		n->rank = rank;
		n->near.industry = rows_key(rows, 1);
		n->near.region = region;
		n->near.n = 0;
	}
	if (n->near.n == REGULATOR_NEAREST_MAX)
		return NOTE(note, ERR_LIMIT, M("More than {most} bodies regulate "
		    "one industry at one level. Withdraw those that do not."),
		    A_INT("most", REGULATOR_NEAREST_MAX));
	n->one[n->near.n++] = (struct regulator_one){ rows_key(rows, 3),
	    rows_key(rows, 4), str_copy(a, rows_text(rows, 6)) };
	return ERR_OK;
}

enum err
regulator_nearest(struct store *st, struct arena *a,
    const struct regulator_where *where, struct regulator_near *ret,
    struct note *note)
{
	struct key region[REGULATOR_REGIONS_MAX] = { { { 0 } } };
	struct nearest n = { .where = where, .depth = -1,
	    .one = NEW_ARRAY(a, struct regulator_one, REGULATOR_NEAREST_MAX) };
	struct rows *rows = NULL;
	enum err r, end;

	assert(where->nregions <= REGULATOR_REGIONS_MAX);
	if (n.one == NULL)
		return note_memory(note);
	for (size_t i = 0; i < where->nregions; i++)
		region[i] = where->region[i];
	r = store_query(st, &q_nearest, BINDS(BIND_KEY(where->industry),
	    BIND_INT(where->on), BIND_INT(where->known), BIND_KEY(region[0]),
	    BIND_KEY(region[1]), BIND_KEY(region[2]), BIND_KEY(region[3]),
	    BIND_KEY(region[4]), BIND_KEY(region[5])), &rows, note);
	while (r == ERR_OK && rows_next(rows))
		r = row_take(&n, a, rows, note);
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	if (r != ERR_OK || (r = end) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	n.near.one = n.one;
	*ret = n.near;
	return ERR_OK;
}

static enum err
ref_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	enum err r;

	(void)on;
	(void)within;
	if ((r = dated_find(st, a, &regulator_dated, text, ret,
	    note)) != ERR_NOTFOUND)
		return r;
	return NOTE(note, ERR_NOTFOUND, M("There is no regulator {text}. Name "
	    "it by its key or its code: anze regulator list --industry … "
	    "shows them."), A_TEXT("text", text));
}

/* As its body and its industry. */
static enum err
ref_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	struct str code, industry;
	struct body b;
	enum err r;

	if ((r = dated_near(st, a, &regulator_dated, id, on, &head, &s,
	    note)) != ERR_OK)
		return r;
	*ret_code = dated_head_text(a, &head);
	*ret_name = *ret_code;
	if (s == NULL)
		return ERR_OK;
	if ((r = body_get(st, a, s->v[REGULATOR_BODY].key, on, &b,
	    note)) != ERR_OK ||
	    (r = industry_ref.called(st, a, s->v[REGULATOR_INDUSTRY].key, on,
	    &code, &industry, note)) != ERR_OK)
		return r;
	*ret_name = str_fmt(a, "%.*s, %.*s", STR_ARG(b.name),
	    STR_ARG(industry));
	return ERR_OK;
}

const struct dated_ref regulator_ref = { "regulator", ref_find, ref_called };
