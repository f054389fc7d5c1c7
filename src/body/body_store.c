/* SPDX-License-Identifier: Apache-2.0 */
/* How are bodies found again? */
#include "base/canonical.h"
#include "body/body_in.h"

#define COLS	"b.id, a.source, a.code, w.name, w.kind, w.superior," \
		" w.region, r.code, w.industry, w.from_day, w.to_day," \
		" b.withdrawn, b.merged, b.rev"
/* A body's first alias is the least; a region's code stands in its row. */
#define FROM	" FROM body b JOIN body_row w ON w.body = b.id" \
		" LEFT JOIN body_alias a ON a.body = b.id AND NOT EXISTS" \
		" (SELECT 1 FROM body_alias s WHERE s.body = b.id AND" \
		" (s.source < a.source OR (s.source = a.source AND" \
		" s.code < a.code)))" \
		" LEFT JOIN region r ON r.id = w.region"
#define OPEN	" AND w.rec_end = 9007199254740991"
#define ON_DAY	" AND w.from_day <= $1 AND w.to_day > $1"

static const struct sql q_alias = {
	"SELECT body FROM body_alias WHERE source = $1 AND code = $2", NULL
};
static const struct sql q_code = {
	"SELECT source, body FROM body_alias WHERE code = $1"
	" ORDER BY source LIMIT 2", NULL
};
static const struct sql q_known = {
	"SELECT COUNT(*) FROM body WHERE id = $1", NULL
};
/* The state on the day, else the nearest before, else the first after. */
static const struct sql q_get = {
	"SELECT " COLS FROM " WHERE b.id = $1" OPEN
	" ORDER BY CASE WHEN w.from_day <= $2 THEN 0 ELSE 1 END,"
	" CASE WHEN w.from_day <= $2 THEN -w.from_day ELSE w.from_day END"
	" LIMIT 1", NULL
};
static const struct sql q_guides = {
	"SELECT guide FROM body_guide WHERE body = $1 AND from_day <= $2"
	" AND to_day > $2 AND rec_end = 9007199254740991 ORDER BY guide", NULL
};
static const struct sql q_superior = {
	"SELECT superior FROM body_row WHERE body = $1 AND from_day <= $2"
	" AND to_day > $2 AND rec_end = 9007199254740991", NULL
};
static const struct sql q_count_in = {
	"SELECT COUNT(*) FROM body_row w JOIN body b ON b.id = w.body"
	" WHERE w.region = $1 AND w.to_day = $2 AND b.withdrawn = 0" OPEN, NULL
};

enum { LIST_ALL, LIST_UNDER, LIST_IN, LIST_TOPS, LIST_DUE, LIST__MAX };

#define LIST_WHERE	" WHERE b.withdrawn = 0" OPEN ON_DAY \
			" AND ($2 = '' OR w.kind = $2) AND b.id > $3"

static const struct sql q_list[LIST__MAX] = {
	[LIST_ALL] = { "SELECT " COLS FROM LIST_WHERE " ORDER BY b.id", NULL },
	[LIST_UNDER] = { "SELECT " COLS FROM LIST_WHERE
	    " AND w.superior = $4 ORDER BY b.id", NULL },
	[LIST_IN] = { "SELECT " COLS FROM LIST_WHERE
	    " AND w.region = $4 ORDER BY b.id", NULL },
	[LIST_TOPS] = { "SELECT " COLS FROM LIST_WHERE
	    " AND w.superior IS NULL ORDER BY b.id", NULL },
	[LIST_DUE] = { "SELECT " COLS FROM " JOIN body_due d ON d.body = b.id"
	    LIST_WHERE " ORDER BY b.id", NULL },
};

enum err
body_alias(struct store *st, struct str source, struct str code,
    struct key *ret, struct note *note)
{
	struct rows *rows = NULL;
	bool found = false;
	struct key id;
	enum err r;

	if ((r = store_query(st, &q_alias, BINDS(BIND_TEXT(source),
	    BIND_TEXT(code)), &rows, note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		id = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!found)
		return ERR_NOTFOUND;
	*ret = id;
	return ERR_OK;
}

static enum err
find_by_code(struct store *st, struct arena *a, struct str code,
    struct key *ret, struct note *note)
{
	struct str source[2] = { { NULL, 0 }, { NULL, 0 } };
	struct rows *rows = NULL;
	struct key id = KEY_NONE;
	int n = 0;
	enum err r;

	if ((r = store_query(st, &q_code, BINDS(BIND_TEXT(code)), &rows,
	    note)) != ERR_OK)
		return r;
	for (; n < 2 && rows_next(rows); n++) {
		source[n] = str_copy(a, rows_text(rows, 0));
		id = rows_key(rows, 1);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (n == 2)
		return NOTE(note, ERR_INVALID, M("The code {code} is used by "
		    "several sources. Say which: {first}:{code} or "
		    "{second}:{code}."), A_TEXT("code", code),
		    A_TEXT("first", source[0]), A_TEXT("second", source[1]));
	if (n == 0)
		return NOTE(note, ERR_NOTFOUND, M("No body has the code {code}. anze "
		    "body list shows those there are."), A_TEXT("code", code));
	*ret = id;
	return ERR_OK;
}

enum err
body_find(struct store *st, struct arena *a, struct str name, struct key *ret,
    struct note *note)
{
	size_t colon = str_find(name, ':');
	struct key id;
	int64_t n;
	enum err r;

	if (key_parse(name, &id)) {
		if ((r = store_int(st, &q_known, BINDS(BIND_KEY(id)), 0, &n,
		    note)) != ERR_OK)
			return r;
		if (n == 0)
			return NOTE(note, ERR_NOTFOUND, M("No body has the key "
			    "{key}."), A_TEXT("key", name));
		*ret = id;
		return ERR_OK;
	}
	if (colon == name.n)
		return find_by_code(st, a, name, ret, note);
	r = body_alias(st, str_part(name, 0, colon),
	    str_part(name, colon + 1, name.n), ret, note);
	return r != ERR_NOTFOUND ? r : NOTE(note, ERR_NOTFOUND,
	    M("No body is called {name}. anze body list shows those there are."),
	    A_TEXT("name", name));
}

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
		.region = rows_key(rows, 6),
		.region_code = str_copy(a, rows_text(rows, 7)),
		.industry = str_copy(a, rows_text(rows, 8)),
		.from = rows_int(rows, 9),
		.to = rows_int(rows, 10),
		.withdrawn = rows_int(rows, 11) != 0,
		.merged = rows_key(rows, 12),
		.rev = rows_int(rows, 13),
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
		return NOTE(note, ERR_NOTFOUND, M("There is no such body."));
	*ret = b;
	return ERR_OK;
}

enum err
body_guides(struct store *st, struct arena *a, struct key id, int64_t day,
    const struct key **ret, size_t *ret_n, struct note *note)
{
	struct key *list = NEW_ARRAY(a, struct key, BODY_GUIDES_MAX);
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if (list == NULL)
		return note_memory(note);
	if ((r = store_query(st, &q_guides, BINDS(BIND_KEY(id),
	    BIND_INT(day)), &rows, note)) != ERR_OK)
		return r;
	while (n < BODY_GUIDES_MAX && rows_next(rows))
		list[n++] = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}

enum err
body_under(struct store *st, struct key id, struct key above, int64_t day,
    bool *ret, struct note *note)
{
	bool under = key_eq(id, above);

	for (int depth = 0; !under && !key_none(id); depth++) {
		struct rows *rows = NULL;
		enum err r;

		if (depth == BODY_DEPTH_MAX)
			return NOTE(note, ERR_LIMIT, M("More than {most} bodies "
			    "stand above one another. Check their superiors."),
			    A_INT("most", BODY_DEPTH_MAX));
		if ((r = store_query(st, &q_superior, BINDS(BIND_KEY(id),
		    BIND_INT(day)), &rows, note)) != ERR_OK)
			return r;
		id = rows_next(rows) ? rows_key(rows, 0) : KEY_NONE;
		if ((r = rows_end(&rows, note)) != ERR_OK)
			return r;
		under = key_eq(id, above);
	}
	*ret = under;
	return ERR_OK;
}

enum err
body_count_in(struct store *st, struct key region, int64_t *ret,
    struct note *note)
{
	return store_int(st, &q_count_in, BINDS(BIND_KEY(region),
	    BIND_INT(DAY_OPEN)), 0, ret, note);
}

enum err
body_each(struct store *st, const struct body_query *q,
    enum err (*row)(void *arg, const struct body *b, struct note *note),
    void *arg, struct note *note)
{
	const bool under = !key_none(q->superior), in = !key_none(q->region);
	const int which = under ? LIST_UNDER : in ? LIST_IN :
	    q->tops ? LIST_TOPS : q->due ? LIST_DUE : LIST_ALL;
	const struct key *key = under ? &q->superior : &q->region;
	const struct bind binds[] = { BIND_INT(q->day),
	    BIND_TEXT(q->kind.p == NULL ? S("") : q->kind),
	    BIND_BYTES(q->after.b, 16), BIND_BYTES(key->b, 16) };
	struct arena *a = arena_new();
	struct rows *rows = NULL;
	struct body one;
	size_t n = 0;
	enum err r, end;

	if (a == NULL)
		return note_memory(note);
	r = store_query(st, &q_list[which], binds, under || in ? 4 : 3, &rows,
	    note);
	while (r == ERR_OK && (q->most == 0 || n < q->most) &&
	    rows_next(rows)) {
		struct arena_mark mark = arena_mark(a);

		body_read(rows, a, &one);
		if (q->name.n == 0 || memmem(one.name.p, one.name.n,
		    q->name.p, q->name.n) != NULL) {
			r = row(arg, &one, note);
			n++;
		}
		arena_reset(a, mark);
	}
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	arena_free(a);
	return r != ERR_OK ? r : end;
}
