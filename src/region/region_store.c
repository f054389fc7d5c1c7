/* SPDX-License-Identifier: Apache-2.0 */
/* How are regions found again? */
#include "region/region_in.h"

#define COLS	"r.id, r.code, w.name, r.level, r.from_year, r.to_year," \
		" w.parent, p.code, r.rev"
#define FROM	" FROM region r JOIN region_row w ON w.region = r.id" \
		" LEFT JOIN region p ON p.id = w.parent"
#define OPEN	" AND w.rec_end = 9007199254740991"

static const struct sql q_get = {
	"SELECT " COLS FROM " WHERE r.id = $1 AND w.from_year <= $2" OPEN
	" ORDER BY w.from_year DESC LIMIT 1", NULL
};
/*
 * One run of a code, then one of its rows: said in two steps, so that a planner
 * which knows nothing of the tables yet does not read the rows of all divisions.
 */
#define RUN(which, row) \
	{ "SELECT " COLS " FROM (SELECT * FROM region WHERE code = $1 AND " \
	  which " LIMIT 1) r JOIN region_row w ON w.region = r.id" \
	  " LEFT JOIN region p ON p.id = w.parent WHERE " row " LIMIT 1", NULL }
#define AS_IT_WAS	"w.from_year <= $2" OPEN " ORDER BY w.from_year DESC"

/* The newest that had begun. */
static const struct sql q_find = RUN("from_year <= $2"
    " ORDER BY from_year DESC", AS_IT_WAS);
/* The first of the code, as it began. */
static const struct sql q_first = RUN("from_year >= $2 ORDER BY from_year",
    "w.from_year >= $2" OPEN " ORDER BY w.from_year");
/* In use at the end of the year, or of the year before. */
static const struct sql q_on = RUN("from_year <= $2 AND to_year >= $2"
    " ORDER BY to_year DESC", AS_IT_WAS);
/* In use at the end of the year. */
static const struct sql q_at = RUN("from_year <= $2 AND to_year > $2"
    " ORDER BY from_year DESC", AS_IT_WAS);
/* The first year of which divisions of this level are known. */
static const struct sql q_least = {
	"SELECT from_year FROM region WHERE level = $1"
	" ORDER BY from_year LIMIT 1", NULL
};

enum { LIST_ALL, LIST_DIRECT, LIST_UNDER, LIST__MAX };

#define LIST_WHERE	" WHERE w.from_year <= $1 AND w.to_year > $1" \
			" AND ($2 = 0 OR r.level = $2) AND r.code > $3" OPEN
#define LIST_ORDER	" ORDER BY r.code"

static const struct sql q_list[LIST__MAX] = {
	[LIST_ALL] = { "SELECT " COLS FROM LIST_WHERE LIST_ORDER, NULL },
	[LIST_DIRECT] = { "SELECT " COLS FROM LIST_WHERE
	    " AND w.parent = $4" LIST_ORDER, NULL },
	[LIST_UNDER] = { "WITH RECURSIVE below (id) AS (SELECT id FROM region"
	    " WHERE id = $4 UNION SELECT d.region FROM below b"
	    " JOIN region_row d ON d.parent = b.id"
	    " AND d.rec_end = 9007199254740991"
	    " AND d.from_year <= $1 AND d.to_year > $1)"
	    " SELECT " COLS FROM " JOIN below u ON u.id = r.id AND r.id <> $4"
	    LIST_WHERE LIST_ORDER, NULL },
};

static const struct sql q_successors = {
	"SELECT code, year, part FROM region_successor WHERE region = $1"
	" ORDER BY year, code", NULL
};
static const struct sql q_predecessors = {
	"SELECT r.code, s.year, s.part FROM region_successor s"
	" JOIN region r ON r.id = s.region WHERE s.code = $1 AND s.year >= $2"
	" AND s.year < $3 AND r.code <> $1 ORDER BY s.year, r.code", NULL
};
static const struct sql q_names = {
	"SELECT w.from_year, w.to_year, w.name, p.code FROM region_row w"
	" LEFT JOIN region p ON p.id = w.parent WHERE w.region = $1" OPEN
	" ORDER BY w.from_year", NULL
};

static void
region_read(const struct rows *rows, struct arena *a, struct region *ret)
{
	*ret = (struct region){
		.id = rows_key(rows, 0),
		.code = str_copy(a, rows_text(rows, 1)),
		.name = str_copy(a, rows_text(rows, 2)),
		.level = (int)rows_int(rows, 3),
		.from_year = (int)rows_int(rows, 4),
		.to_year = (int)rows_int(rows, 5),
		.parent = rows_key(rows, 6),
		.parent_code = str_copy(a, rows_text(rows, 7)),
		.rev = rows_int(rows, 8),
	};
}

/* The first row of a query, if there is one. */
static enum err
region_first(struct store *st, struct arena *a, const struct sql *q,
    const struct bind binds[2], struct region *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct region got;
	bool found = false;
	enum err r;

	if ((r = store_query(st, q, binds, 2, &rows, note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		region_read(rows, a, &got);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!found)
		return ERR_NOTFOUND;
	*ret = got;
	return ERR_OK;
}

static enum err
by_code(struct store *st, struct arena *a, const struct sql *q,
    struct str code, int year, struct region *ret, struct note *note)
{
	const struct bind binds[] = { BIND_TEXT(code), BIND_INT(year) };

	return region_first(st, a, q, binds, ret, note);
}

enum err
region_get(struct store *st, struct arena *a, struct key id, int year,
    struct region *ret, struct note *note)
{
	const struct bind binds[] = { BIND_KEY(id), BIND_INT(year) };
	enum err r = region_first(st, a, &q_get, binds, ret, note);

	return r != ERR_NOTFOUND ? r : NOTE(note, ERR_NOTFOUND,
	    M("There was no such division in {year}."), A_INT("year", year));
}

static enum err
not_yet(const struct region *first, int year, struct note *note)
{
	return NOTE(note, ERR_INVALID, M("The division {code} {name} is in use "
	    "only from {from}, not yet in {year}."),
	    A_TEXT("code", first->code), A_TEXT("name", first->name),
	    A_INT("from", first->from_year), A_INT("year", year));
}

static enum err
never(struct str code, struct note *note)
{
	return NOTE(note, ERR_NOTFOUND, M("No division has the code {code}. anze "
	    "region list shows those there are; anze region import brings in "
	    "others."), A_TEXT("code", code));
}

enum err
region_find(struct store *st, struct arena *a, struct str code, int year,
    struct region *ret, struct note *note)
{
	struct region first;
	enum err r;

	if ((r = by_code(st, a, &q_find, code, year, ret, note)) !=
	    ERR_NOTFOUND)
		return r;
	r = by_code(st, a, &q_first, code, 0, &first, note);
	if (r == ERR_NOTFOUND)
		return never(code, note);
	return r != ERR_OK ? r : not_yet(&first, year, note);
}

enum err
region_choose(struct store *st, struct arena *a, const struct region *r,
    int year, struct note *note)
{
	const struct region_successor *s;
	struct buf codes = BUF_IN(a);
	size_t n, after = 0;
	enum err e;

	if ((e = region_successors(st, a, r->id, &s, &n, note)) != ERR_OK)
		return e;
	for (size_t i = 0; i < n; i++)
		if (!s[i].part)
			buf_fmt(&codes, "%s%.*s", after++ == 0 ? "" : ", ",
			    STR_ARG(s[i].code));
	if (after == 0)
		return NOTE(note, ERR_INVALID, M("The division {code} {name} ended "
		    "in {to}, and nothing is recorded as its successor. Choose "
		    "the division that holds in {year}."),
		    A_TEXT("code", r->code), A_TEXT("name", r->name),
		    A_INT("to", r->to_year), A_INT("year", year));
	return NOTE(note, ERR_INVALID, M("The division {code} {name} ended in "
	    "{to}. After it came {codes}: choose the one that holds in "
	    "{year}."), A_TEXT("code", r->code), A_TEXT("name", r->name),
	    A_INT("to", r->to_year), A_TEXT("codes", buf_view(&codes)),
	    A_INT("year", year));
}

enum err
region_next(struct store *st, struct arena *a, const struct region *r,
    struct region *ret, bool *ret_one, struct note *note)
{
	const struct region_successor *s, *only = NULL;
	size_t n, after = 0;
	enum err e;

	if ((e = region_successors(st, a, r->id, &s, &n, note)) != ERR_OK)
		return e;
	for (size_t i = 0; i < n; i++)
		if (!s[i].part) {
			only = &s[i];
			after++;
		}
	*ret_one = false;
	if (after != 1)
		return ERR_OK;
	e = by_code(st, a, &q_at, only->code, r->to_year, ret, note);
	if (e == ERR_NOTFOUND)	/* named, but never brought in */
		return ERR_OK;
	*ret_one = e == ERR_OK;
	return e;
}

/* ${ended} ended before ${year}: what came after it alone, and so on. */
static enum err
region_follow(struct store *st, struct arena *a, struct region ended,
    int year, struct region_meant *ret, struct note *note)
{
	struct region at = ended, next;
	bool one = false;
	enum err r;

	for (int i = 0; i < REGION_AFTER_MAX && at.to_year < year; i++) {
		if ((r = region_next(st, a, &at, &next, &one,
		    note)) != ERR_OK)
			return r;
		if (!one)
			return region_choose(st, a, &at, year, note);
		at = next;
	}
	if (at.to_year < year)
		return region_choose(st, a, &at, year, note);
	*ret = (struct region_meant){ at, REGION_FOLLOWS, ended };
	return ERR_OK;
}

enum err
region_on(struct store *st, struct arena *a, struct str code, int64_t day,
    struct region_meant *ret, struct note *note)
{
	const int year = civil_from_day(day).year;
	struct region got;
	int64_t least = REGION_YEAR_LEAST;
	enum err r;

	if ((r = by_code(st, a, &q_on, code, year, &got,
	    note)) == ERR_NOTFOUND) {
		r = by_code(st, a, &q_find, code, year, &got, note);
		if (r == ERR_OK)
			return region_follow(st, a, got, year, ret, note);
	}
	if (r == ERR_NOTFOUND && (r = by_code(st, a, &q_first, code, 0, &got,
	    note)) == ERR_NOTFOUND)
		return never(code, note);
	/* Only where a division begins does it matter where records do. */
	if (r == ERR_OK && year <= got.from_year)
		r = store_int(st, &q_least, BINDS(BIND_INT(got.level)),
		    REGION_YEAR_LEAST, &least, note);
	if (r != ERR_OK)
		return r;
	if (year < got.from_year && got.from_year > least)
		return not_yet(&got, year, note);
	*ret = (struct region_meant){ .region = got,
	    .doubt = region_doubt(&got, year, (int)least) };
	return ERR_OK;
}

enum err
region_each(struct store *st, const struct region_query *q,
    enum err (*row)(void *arg, const struct region *r, struct note *note),
    void *arg, struct note *note)
{
	const bool under = !key_none(q->under), direct = !key_none(q->parent);
	const struct key *top = under ? &q->under : &q->parent;
	const struct bind binds[] = { BIND_INT(q->year), BIND_INT(q->level),
	    BIND_TEXT(q->after.p == NULL ? S("") : q->after),
	    BIND_BYTES(top->b, sizeof top->b) };
	struct arena *a = arena_new();
	struct rows *rows = NULL;
	struct region one;
	size_t n = 0;
	enum err r, end;

	if (a == NULL)
		return note_memory(note);
	r = store_query(st, &q_list[under ? LIST_UNDER : direct ? LIST_DIRECT :
	    LIST_ALL], binds, under || direct ? 4 : 3, &rows, note);
	while (r == ERR_OK && (q->most == 0 || n < q->most) &&
	    rows_next(rows)) {
		struct arena_mark mark = arena_mark(a);

		region_read(rows, a, &one);
		if (arena_failed(a))
			r = note_memory(note);
		else if (q->name.n == 0 || memmem(one.name.p, one.name.n,
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

/* Rows of (code, year, part), whose query is done. */
static enum err
successors_read(struct rows **rows, struct arena *a,
    const struct region_successor **ret, size_t *ret_n, struct note *note)
{
	struct region_successor *list = NULL;
	size_t n = 0, room = 0;
	enum err r;

	while (rows_next(*rows)) {
		if (n == room) {
			room = room == 0 ? 4 : 2 * room;
			list = arena_grow(a, list, n * sizeof *list,
			    room * sizeof *list);
			if (list == NULL)
				break;
		}
		list[n++] = (struct region_successor){
		    str_copy(a, rows_text(*rows, 0)),
		    (int)rows_int(*rows, 1), rows_int(*rows, 2) != 0 };
	}
	if ((r = rows_end(rows, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}

enum err
region_successors(struct store *st, struct arena *a, struct key id,
    const struct region_successor **ret, size_t *ret_n, struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query(st, &q_successors, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	return successors_read(&rows, a, ret, ret_n, note);
}

enum err
region_predecessors(struct store *st, struct arena *a, const struct region *r,
    const struct region_successor **ret, size_t *ret_n, struct note *note)
{
	struct rows *rows = NULL;
	enum err e;

	if ((e = store_query(st, &q_predecessors, BINDS(BIND_TEXT(r->code),
	    BIND_INT(r->from_year), BIND_INT(r->to_year)), &rows,
	    note)) != ERR_OK)
		return e;
	return successors_read(&rows, a, ret, ret_n, note);
}

enum err
region_names(struct store *st, struct arena *a, struct key id,
    const struct region_name_row **ret, size_t *ret_n, struct note *note)
{
	struct region_name_row *list = NULL;
	struct rows *rows = NULL;
	size_t n = 0, room = 0;
	enum err r;

	if ((r = store_query(st, &q_names, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		if (n == room) {
			room = room == 0 ? 4 : 2 * room;
			list = arena_grow(a, list, n * sizeof *list,
			    room * sizeof *list);
			if (list == NULL)
				break;
		}
		list[n++] = (struct region_name_row){
		    (int)rows_int(rows, 0), (int)rows_int(rows, 1),
		    str_copy(a, rows_text(rows, 2)),
		    str_copy(a, rows_text(rows, 3)) };
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}

void
region_view(const struct region *r, struct region_view *ret)
{
	static const char *const levels[] = { "", "1", "2", "3", "4" };

	*ret = (struct region_view){
		.id = V_KEY(r->id),
		.code = V_TEXT(r->code),
		.name = V_TEXT(r->name),
		.level = V_TEXT(str_of(levels[r->level])),
		.from_year = V_INT(r->from_year),
	};
	if (r->parent_code.n != 0)
		ret->parent = (struct value)V_TEXT(r->parent_code);
	if (r->to_year != REGION_YEAR_OPEN)
		ret->to_year = (struct value)V_INT(r->to_year);
}
