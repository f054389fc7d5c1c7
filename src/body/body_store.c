/* SPDX-License-Identifier: Apache-2.0 */
/* How are bodies found again, and in what order are they listed? */
#include "base/canonical.h"
#include "body/body_in.h"

enum { PAGE = 500 };

/* A body's first alias is the least. */
#define FIRST(al) \
	" NOT EXISTS (SELECT 1 FROM body_alias s WHERE s.body = " al ".body" \
	" AND (s.source < " al ".source OR (s.source = " al ".source" \
	" AND s.code < " al ".code)))"
/* As a sheet of the source of ${a} would call the body ${key}. */
#define CALLED(al, key, key_text) \
	"CASE WHEN " key " IS NULL THEN NULL WHEN " al ".source IS NULL THEN " \
	key_text " WHEN " al ".source = a.source THEN " al ".code" \
	" ELSE " al ".source || ':' || " al ".code END"
#define LITE_KEY(k) \
	"lower(substr(hex(" k "), 1, 8) || '-' || substr(hex(" k "), 9, 4)" \
	" || '-' || substr(hex(" k "), 13, 4) || '-' ||" \
	" substr(hex(" k "), 17, 4) || '-' || substr(hex(" k "), 21))"
#define PG_KEY(k)	"CAST(CAST(encode(" k ", 'hex') AS uuid) AS text)"
/* A row's guides go with the entry that wrote both. */
#define GUIDES \
	" FROM body_guide g LEFT JOIN body_alias ga ON ga.body = g.guide AND" \
	FIRST("ga") " WHERE g.body = b.id AND g.from_day = w.from_day" \
	" AND g.rec = w.rec"

#define COLS_BEFORE \
	"b.id, a.source, a.code, w.name, w.kind, w.superior, "
#define LITE_COLS \
	CALLED("sa", "w.superior", LITE_KEY("w.superior")) \
	", (SELECT group_concat(x, '|') FROM (SELECT " \
	CALLED("ga", "g.guide", LITE_KEY("g.guide")) " AS x" GUIDES \
	" ORDER BY g.guide))"
#define PG_COLS \
	CALLED("sa", "w.superior", PG_KEY("w.superior")) \
	", (SELECT string_agg(" CALLED("ga", "g.guide", PG_KEY("g.guide")) \
	", '|' ORDER BY g.guide)" GUIDES ")"
#define COLS_BEHIND \
	", w.region, r.code, w.industry, w.from_day, w.to_day, b.withdrawn," \
	" b.merged, b.rev"
#define FROM \
	" FROM body b JOIN body_row w ON w.body = b.id" \
	" LEFT JOIN body_alias a ON a.body = b.id AND" FIRST("a") \
	" LEFT JOIN body_alias sa ON sa.body = w.superior AND" FIRST("sa") \
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
	" AND ($2 = '' OR w.kind = $2) AND ($3 = '' OR w.industry = $3)" \
	" AND b.id > $4"
#define LIST_ORDER	" ORDER BY b.id LIMIT $5"

static const struct sql q_list[LIST__MAX] = {
	[LIST_ALL] = BODIES(LIST_WHERE LIST_ORDER),
	[LIST_UNDER] = BODIES(LIST_WHERE " AND w.superior = $6" LIST_ORDER),
	[LIST_IN] = BODIES(LIST_WHERE " AND w.region = $6" LIST_ORDER),
	/* Led by nobody, or by one that is not there on the day. */
	[LIST_TOPS] = BODIES(LIST_WHERE " AND (w.superior IS NULL OR NOT EXISTS"
	    " (SELECT 1 FROM body_row t JOIN body tb ON tb.id = t.body"
	    " WHERE t.body = w.superior AND t.rec_end = 9007199254740991"
	    " AND t.from_day <= $1 AND t.to_day > $1 AND tb.withdrawn = 0))"
	    LIST_ORDER),
	[LIST_DUE] = BODIES(LIST_WHERE " AND EXISTS (SELECT 1 FROM body_due d"
	    " WHERE d.body = b.id)" LIST_ORDER),
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

/* One page behind ${after}, in ${a}. */
static enum err
page_load(struct store *st, struct arena *a, const struct body_query *q,
    struct key after, struct body list[PAGE], size_t *ret_n,
    struct note *note)
{
	const bool under = !key_none(q->superior), in = !key_none(q->region);
	const int which = under ? LIST_UNDER : in ? LIST_IN :
	    q->tops ? LIST_TOPS : q->due ? LIST_DUE : LIST_ALL;
	const struct key *key = under ? &q->superior : &q->region;
	const struct bind binds[] = { BIND_INT(q->day),
	    BIND_TEXT(q->kind.p == NULL ? S("") : q->kind),
	    BIND_TEXT(q->industry.p == NULL ? S("") : q->industry),
	    BIND_BYTES(after.b, sizeof after.b), BIND_INT(PAGE),
	    BIND_BYTES(key->b, sizeof key->b) };
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if ((r = store_query(st, &q_list[which], binds, under || in ? 6 : 5,
	    &rows, note)) != ERR_OK)
		return r;
	while (n < PAGE && rows_next(rows))
		body_read(rows, a, &list[n++]);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	*ret_n = n;
	return ERR_OK;
}

enum err
body_each(struct store *st, const struct body_query *q,
    enum err (*row)(void *arg, const struct body *b, struct note *note),
    void *arg, struct note *note)
{
	struct arena *a = arena_new();
	struct body *list = a == NULL ? NULL : NEW_ARRAY(a, struct body, PAGE);
	struct arena_mark mark;
	struct key after = q->after;
	size_t n = PAGE, given = 0;
	enum err r = ERR_OK;

	if (list == NULL) {
		arena_free(a);
		return note_memory(note);
	}
	mark = arena_mark(a);
	while (r == ERR_OK && n == PAGE && (q->most == 0 || given < q->most)) {
		r = page_load(st, a, q, after, list, &n, note);
		for (size_t i = 0; r == ERR_OK && i < n &&
		    (q->most == 0 || given < q->most); i++) {
			const struct body *b = &list[i];

			after = b->id;
			if (q->name.n != 0 && memmem(b->name.p, b->name.n,
			    q->name.p, q->name.n) == NULL)
				continue;
			r = row(arg, b, note);
			given++;
		}
		arena_reset(a, mark);
	}
	arena_free(a);
	return r;
}

/* What body_below() gathers. */
struct gathering {
	struct arena	*a;
	struct body	*list;
	size_t		 n, room;
};

static enum err
gather(void *arg, const struct body *b, struct note *note)
{
	struct gathering *g = arg;

	if (g->n == g->room) {
		size_t room = g->room == 0 ? 16 : 2 * g->room;

		g->list = arena_grow(g->a, g->list, g->n * sizeof *g->list,
		    room * sizeof *g->list);
		if (g->list == NULL)
			return note_memory(note);
		g->room = room;
	}
	g->list[g->n++] = (struct body){
		.id = b->id,
		.source = str_copy(g->a, b->source),
		.code = str_copy(g->a, b->code),
		.name = str_copy(g->a, b->name),
		.kind = str_copy(g->a, b->kind),
		.superior = b->superior,
		.superior_called = str_copy(g->a, b->superior_called),
		.guided_by = str_copy(g->a, b->guided_by),
		.region = b->region,
		.region_code = str_copy(g->a, b->region_code),
		.industry = str_copy(g->a, b->industry),
		.from = b->from,
		.to = b->to,
		.withdrawn = b->withdrawn,
		.merged = b->merged,
		.rev = b->rev,
	};
	return arena_failed(g->a) ? note_memory(note) : ERR_OK;
}

enum err
body_below(struct store *st, struct arena *a, struct key superior,
    int64_t day, const struct body **ret, size_t *ret_n, struct note *note)
{
	const struct body_query q = { .day = day, .superior = superior,
	    .tops = key_none(superior) };
	struct gathering g = { .a = a };
	enum err r;

	if ((r = body_each(st, &q, gather, &g, note)) != ERR_OK)
		return r;
	*ret = g.list;
	*ret_n = g.n;
	return ERR_OK;
}
