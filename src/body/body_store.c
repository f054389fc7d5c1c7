/* SPDX-License-Identifier: Apache-2.0 */
/* How are bodies found again, and in what order are they listed? */
#include "base/canonical.h"
#include "body/body_in.h"
#include "store/index.h"
#include "store/scan.h"

enum { PAGE = 500 };

/* As a sheet of the source of ${b} would call the body ${al}. */
#define CALLED(al, key_text) \
	"CASE WHEN " al ".id IS NULL THEN NULL" \
	" WHEN " al ".source IS NULL THEN " key_text \
	" WHEN " al ".source = b.source THEN " al ".code" \
	" ELSE " al ".source || ':' || " al ".code END"
#define LITE_KEY(k) \
	"lower(substr(hex(" k "), 1, 8) || '-' || substr(hex(" k "), 9, 4)" \
	" || '-' || substr(hex(" k "), 13, 4) || '-' ||" \
	" substr(hex(" k "), 17, 4) || '-' || substr(hex(" k "), 21))"
#define PG_KEY(k)	"CAST(CAST(encode(" k ", 'hex') AS uuid) AS text)"
/* A row's guides go with the entry that wrote both. */
#define GUIDES \
	" FROM body_guide g JOIN body gb ON gb.id = g.guide" \
	" WHERE g.body = b.id AND g.from_day = w.from_day AND g.rec = w.rec"

#define COLS_BEFORE \
	"b.id, b.source, b.code, w.name, w.kind, w.superior, "
#define LITE_COLS \
	CALLED("sb", LITE_KEY("sb.id")) \
	", (SELECT group_concat(x, '|') FROM (SELECT " \
	CALLED("gb", LITE_KEY("gb.id")) " AS x" GUIDES " ORDER BY g.guide))"
#define PG_COLS \
	CALLED("sb", PG_KEY("sb.id")) \
	", (SELECT string_agg(" CALLED("gb", PG_KEY("gb.id")) \
	", '|' ORDER BY g.guide)" GUIDES ")"
#define COLS_BEHIND \
	", w.region, r.code, w.industry, w.from_day, w.to_day, b.withdrawn," \
	" b.merged, b.rev"
#define FROM \
	" FROM body b JOIN body_row w ON w.body = b.id" \
	" LEFT JOIN body sb ON sb.id = w.superior" \
	" LEFT JOIN region r ON r.id = w.region" \
	" WHERE w.rec_end = 9007199254740991"
#define BODIES(rest) \
	{ "SELECT " COLS_BEFORE LITE_COLS COLS_BEHIND FROM rest, \
	  "SELECT " COLS_BEFORE PG_COLS COLS_BEHIND FROM rest }

/* The state on the day, else the nearest before, else the first after. */
static const struct sql q_get = BODIES(" AND b.id = $1"
    " ORDER BY CASE WHEN w.from_day <= $2 THEN 0 ELSE 1 END,"
    " CASE WHEN w.from_day <= $2 THEN -w.from_day ELSE w.from_day END"
    " LIMIT 1");

enum { LIST_ALL, LIST_UNDER, LIST_IN, LIST_TOPS, LIST_DUE, LIST__MAX };

#define LIST_WHERE \
	" AND b.withdrawn = 0 AND w.from_day <= $1 AND w.to_day > $1" \
	" AND ($2 = '' OR w.kind = $2) AND ($3 = '' OR w.industry = $3)"
/* Said of both tables: a page begins behind the last one in whichever comes
 * first in the plan. */
#define LIST_PAGE \
	" AND b.id > $4 AND w.body > $4 ORDER BY b.id LIMIT $5"

/*
 * Lists of all are paged, so that they never are in memory whole.  Those of one
 * superior or division are not: a limit would tempt a planner that knows
 * nothing of the tables yet to look for their few bodies among all.
 */
static const struct sql q_list[LIST__MAX] = {
	[LIST_ALL] = BODIES(LIST_WHERE LIST_PAGE),
	[LIST_UNDER] = BODIES(LIST_WHERE " AND w.superior = $4 ORDER BY b.id"),
	[LIST_IN] = BODIES(LIST_WHERE " AND w.region = $4 ORDER BY b.id"),
	/* Led by nobody, or by one that is not there on the day. */
	[LIST_TOPS] = BODIES(LIST_WHERE " AND (w.superior IS NULL OR NOT EXISTS"
	    " (SELECT 1 FROM body_row t JOIN body tb ON tb.id = t.body"
	    " WHERE t.body = w.superior AND t.rec_end = 9007199254740991"
	    " AND t.from_day <= $1 AND t.to_day > $1 AND tb.withdrawn = 0))"
	    LIST_PAGE),
	[LIST_DUE] = BODIES(LIST_WHERE " AND EXISTS (SELECT 1 FROM body_due d"
	    " WHERE d.body = b.id)" LIST_PAGE),
};

/* Those under one body: a look into its scope, which is as of one day … */
#define UNDER_REST \
	" LEFT JOIN body sb ON sb.id = w.superior" \
	" LEFT JOIN region r ON r.id = w.region" \
	" WHERE w.rec_end = 9007199254740991" LIST_WHERE
#define IN_SCOPE(join) \
	" FROM body_scope u " join " body b ON b.id = u.id " join \
	" body_row w ON w.body = b.id" UNDER_REST \
	" AND u.scope = $4 AND u.id > $5 AND u.id <> $4" \
	" ORDER BY u.id LIMIT $6"
static const struct sql q_scope = {
	"SELECT " COLS_BEFORE LITE_COLS COLS_BEHIND IN_SCOPE("CROSS JOIN"),
	"SELECT " COLS_BEFORE PG_COLS COLS_BEHIND IN_SCOPE("JOIN")
};
/* … and as of any other, one walk down the tree. */
#define BELOW \
	"WITH RECURSIVE u (id) AS (SELECT r.body FROM body_row r" \
	" JOIN body h ON h.id = r.body AND h.withdrawn = 0" \
	" WHERE r.superior = $4 AND r.rec_end = 9007199254740991" \
	" AND r.from_day <= $1 AND r.to_day > $1 UNION" \
	" SELECT r.body FROM u JOIN body_row r ON r.superior = u.id" \
	" JOIN body h ON h.id = r.body AND h.withdrawn = 0" \
	" WHERE r.rec_end = 9007199254740991" \
	" AND r.from_day <= $1 AND r.to_day > $1) "
#define IN_TREE(join) \
	" FROM u " join " body b ON b.id = u.id " join \
	" body_row w ON w.body = b.id" UNDER_REST \
	" AND u.id > $5 AND u.id <> $4 ORDER BY b.id"
static const struct sql q_tree = {
	BELOW "SELECT " COLS_BEFORE LITE_COLS COLS_BEHIND
	    IN_TREE("CROSS JOIN"),
	SCAN_PG BELOW "SELECT " COLS_BEFORE PG_COLS COLS_BEHIND IN_TREE("JOIN")
};

static void
body_read(const struct rows *rows, struct arena *a, struct body *ret)
{
	*ret = (struct body){
		.id = rows_key(rows, 0),
		.source = str_copy(a, rows_text(rows, 1)),
		.code = str_copy(a, rows_text(rows, 2)),
		.name = str_copy(a, rows_text(rows, 3)),
		.kind = str_copy(a, rows_text(rows, 4)),
		.superior = rows_key(rows, 5),
		.superior_called = str_copy(a, rows_text(rows, 6)),
		.guided_by = str_copy(a, rows_text(rows, 7)),
		.region = rows_key(rows, 8),
		.region_code = str_copy(a, rows_text(rows, 9)),
		.industry = str_copy(a, rows_text(rows, 10)),
		.from = rows_int(rows, 11),
		.to = rows_int(rows, 12),
		.withdrawn = rows_int(rows, 13) != 0,
		.merged = rows_key(rows, 14),
		.rev = rows_int(rows, 15),
	};
}

enum err
body_get(struct store *st, struct arena *a, struct key id, int64_t day,
    struct body *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct body b;
	bool found;
	enum err r;

	if ((r = store_query(st, &q_get, BINDS(BIND_KEY(id), BIND_INT(day)),
	    &rows, note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		body_read(rows, a, &b);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!found)
		return NOTE(note, ERR_NOTFOUND, M("There is no such body. anze body "
		    "list shows those there are."));
	if (arena_failed(a))
		return note_memory(note);
	*ret = b;
	return ERR_OK;
}

/* Bodies in an arena. */
struct bodies {
	struct body	*list;
	size_t		 n, room;
	bool		 last;		/* nothing comes behind them */
};

static enum err
bodies_read(struct arena *a, struct rows **rows, struct bodies *ret,
    struct note *note)
{
	enum err r;

	while (rows_next(*rows)) {
		if (ret->n == ret->room) {
			size_t room = ret->room == 0 ? 16 : 2 * ret->room;

			ret->list = arena_grow(a, ret->list,
			    ret->n * sizeof *ret->list,
			    room * sizeof *ret->list);
			if (ret->list == NULL)
				break;
			ret->room = room;
		}
		body_read(*rows, a, &ret->list[ret->n++]);
	}
	if ((r = rows_end(rows, note)) != ERR_OK)
		return r;
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

#define UNDER_BINDS(q, after) \
	BIND_INT((q)->day), \
	BIND_TEXT((q)->kind.p == NULL ? S("") : (q)->kind), \
	BIND_TEXT((q)->industry.p == NULL ? S("") : (q)->industry), \
	BIND_KEY((q)->under), BIND_KEY(after)

/* A page of those under a body on the day of the scopes. */
static enum err
scope_load(struct store *st, struct arena *a, const struct body_query *q,
    struct key after, struct bodies *ret, struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	*ret = (struct bodies){ .list = NULL };
	if ((r = store_query(st, &q_scope, BINDS(UNDER_BINDS(q, after),
	    BIND_INT(PAGE)), &rows, note)) != ERR_OK ||
	    (r = bodies_read(a, &rows, ret, note)) != ERR_OK)
		return r;
	ret->last = ret->n < PAGE;
	return ERR_OK;
}

/* The bodies behind ${after}: a page of them, or all that there are. */
static enum err
bodies_load(struct store *st, struct arena *a, const struct body_query *q,
    struct key after, struct bodies *ret, struct note *note)
{
	const bool under = !key_none(q->superior), in = !key_none(q->region);
	const int which = under ? LIST_UNDER : in ? LIST_IN :
	    q->tops ? LIST_TOPS : q->due ? LIST_DUE : LIST_ALL;
	const struct key *key = under ? &q->superior : in ? &q->region :
	    &after;
	const struct bind binds[] = { BIND_INT(q->day),
	    BIND_TEXT(q->kind.p == NULL ? S("") : q->kind),
	    BIND_TEXT(q->industry.p == NULL ? S("") : q->industry),
	    BIND_BYTES(key->b, sizeof key->b), BIND_INT(PAGE) };
	struct rows *rows = NULL;
	enum err r;

	if (!key_none(q->under))
		return scope_load(st, a, q, after, ret, note);
	*ret = (struct bodies){ .list = NULL };
	if ((r = store_query(st, &q_list[which], binds, under || in ? 4 : 5,
	    &rows, note)) != ERR_OK ||
	    (r = bodies_read(a, &rows, ret, note)) != ERR_OK)
		return r;
	ret->last = under || in || ret->n < PAGE;
	return ERR_OK;
}

/* Are the scopes kept as of the day that is asked for? */
static enum err
scope_fits(struct store *st, int64_t day, bool *ret, struct note *note)
{
	struct index_state state;
	bool there = false;
	enum err r;

	if ((r = index_state_get(st, "scopes", &state, &there, note)) == ERR_OK)
		*ret = there && state.filled && state.day == day;
	return r;
}

static bool
name_fits(const struct body_query *q, const struct body *b)
{
	return q->name.n == 0 || memmem(b->name.p, b->name.n, q->name.p,
	    q->name.n) != NULL;
}

/* Those under a body on a day for which no scope is kept. */
static enum err
tree_each(struct store *st, struct arena *a, const struct body_query *q,
    enum err (*row)(void *arg, const struct body *b, struct note *note),
    void *arg, struct note *note)
{
	struct arena_mark mark = arena_mark(a);
	struct scan s = { .st = NULL };
	size_t given = 0;
	enum err r, end;

	r = scan_query(&s, st, &q_tree, BINDS(UNDER_BINDS(q, q->after)), note);
	while (r == ERR_OK && (q->most == 0 || given < q->most) &&
	    scan_next(&s)) {
		struct body b;

		body_read(s.rows, a, &b);
		if (name_fits(q, &b)) {
			r = arena_failed(a) ? note_memory(note) :
			    row(arg, &b, note);
			given++;
		}
		arena_reset(a, mark);
	}
	end = scan_end(&s, r == ERR_OK ? note : NULL);
	return r != ERR_OK ? r : end;
}

enum err
body_each(struct store *st, const struct body_query *q,
    enum err (*row)(void *arg, const struct body *b, struct note *note),
    void *arg, struct note *note)
{
	struct arena *a = arena_new();
	struct key after = q->after;
	struct bodies page = { .last = false };
	size_t given = 0;
	bool kept = true;
	enum err r = ERR_OK;

	if (a == NULL)
		return note_memory(note);
	if (!key_none(q->under) && (r = scope_fits(st, q->day, &kept,
	    note)) == ERR_OK && !kept) {
		r = tree_each(st, a, q, row, arg, note);
		page.last = true;
	}
	while (r == ERR_OK && !page.last &&
	    (q->most == 0 || given < q->most)) {
		struct arena_mark mark = arena_mark(a);

		r = bodies_load(st, a, q, after, &page, note);
		for (size_t i = 0; r == ERR_OK && i < page.n &&
		    (q->most == 0 || given < q->most); i++) {
			const struct body *b = &page.list[i];

			after = b->id;
			if (!name_fits(q, b))
				continue;
			r = row(arg, b, note);
			given++;
		}
		arena_reset(a, mark);
	}
	arena_free(a);
	return r;
}

enum err
body_below(struct store *st, struct arena *a, struct key superior,
    int64_t day, const struct body **ret, size_t *ret_n, struct note *note)
{
	const struct body_query q = { .day = day, .superior = superior,
	    .tops = key_none(superior) };
	struct bodies all = { .list = NULL }, page;
	struct key after = KEY_NONE;
	enum err r;

	do {
		if ((r = bodies_load(st, a, &q, after, &page, note)) != ERR_OK)
			return r;
		all.list = arena_grow(a, all.list, all.n * sizeof *all.list,
		    (all.n + page.n) * sizeof *all.list);
		if (all.list == NULL)
			return note_memory(note);
		if (page.n > 0) {
			memcpy(all.list + all.n, page.list,
			    page.n * sizeof *page.list);
			after = page.list[page.n - 1].id;
		}
		all.n += page.n;
	} while (!page.last);
	*ret = all.list;
	*ret_n = all.n;
	return ERR_OK;
}
