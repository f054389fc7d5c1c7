/* SPDX-License-Identifier: Apache-2.0 */
/* How are regions kept, and found again? */
#include "base/canonical.h"
#include "region/region_in.h"

#define REC_OPEN	CANON_INT_MAX

static const struct sql q_put = {
	"INSERT INTO region (id, code, level, from_year, to_year, rev)"
	" VALUES ($1, $2, $3, $4, $5, $6)", NULL
};
static const struct sql q_row_put = {
	"INSERT INTO region_row (region, from_year, to_year, rec, rec_end, name,"
	" parent) VALUES ($1, $2, $3, $4, $5, $6, $7)", NULL
};
static const struct sql q_row_copy = {
	"INSERT INTO region_row (region, from_year, to_year, rec, rec_end, name,"
	" parent) SELECT region, from_year, $2, $3, $4, name, parent"
	" FROM region_row WHERE region = $1 AND rec_end = $3"
	" AND from_year < $2", NULL
};
static const struct sql q_row_supersede = {
	"UPDATE region_row SET rec_end = $3 WHERE region = $1 AND rec_end = $4"
	" AND to_year > $2", NULL
};
static const struct sql q_to_year = {
	"SELECT to_year FROM region WHERE id = $1", NULL
};
static const struct sql q_rev = {
	"UPDATE region SET rev = $2 WHERE id = $1", NULL
};
static const struct sql q_end = {
	"UPDATE region SET to_year = $2, rev = $3 WHERE id = $1", NULL
};
static const struct sql q_from = {
	"UPDATE region SET from_year = $2, rev = $3 WHERE id = $1", NULL
};
static const struct sql q_successor_put = {
	"INSERT INTO region_successor (region, code, year) VALUES ($1, $2, $3)"
	" ON CONFLICT DO NOTHING", NULL
};

#define COLS	"r.id, r.code, w.name, r.level, r.from_year, r.to_year," \
		" w.parent, p.code, r.rev"
#define FROM	" FROM region r JOIN region_row w ON w.region = r.id" \
		" LEFT JOIN region p ON p.id = w.parent"
#define OPEN	" AND w.rec_end = 9007199254740991"

static const struct sql q_get = {
	"SELECT " COLS FROM " WHERE r.id = $1 AND w.from_year <= $2" OPEN
	" ORDER BY w.from_year DESC LIMIT 1", NULL
};
static const struct sql q_find = {
	"SELECT " COLS FROM " WHERE r.code = $1 AND w.from_year <= $2" OPEN
	" ORDER BY r.from_year DESC, w.from_year DESC LIMIT 1", NULL
};
static const struct sql q_on = {
	"SELECT " COLS FROM " WHERE r.code = $1 AND r.from_year <= $2"
	" AND r.to_year >= $2 AND w.from_year <= $2" OPEN
	" ORDER BY r.to_year DESC, w.from_year DESC LIMIT 1", NULL
};
static const struct sql q_list = {
	"SELECT " COLS FROM " WHERE w.from_year <= $1 AND w.to_year > $1"
	" AND ($2 = 0 OR r.level = $2) AND r.code > $3" OPEN
	" ORDER BY r.code LIMIT $4", NULL
};
static const struct sql q_children = {
	"SELECT " COLS FROM " WHERE w.parent = $5 AND w.from_year <= $1"
	" AND w.to_year > $1 AND ($2 = 0 OR r.level = $2) AND r.code > $3" OPEN
	" ORDER BY r.code LIMIT $4", NULL
};
static const struct sql q_successors = {
	"SELECT code, year FROM region_successor WHERE region = $1"
	" ORDER BY code", NULL
};

static enum err
row_put(struct store *st, const struct event *ev, int64_t from, int64_t to,
    const struct value *name_parent, struct note *note)
{
	const struct value *name = &name_parent[0], *parent = &name_parent[1];
	const struct bind none = BIND_NULL, some = BIND_KEY(parent->key);

	return store_run(st, &q_row_put, BINDS(BIND_KEY(ev->on),
	    BIND_INT(from), BIND_INT(to), BIND_INT(ev->seq),
	    BIND_INT(REC_OPEN), BIND_TEXT(name->text),
	    value_known(parent) ? some : none), note);
}

/*
 * What holds from ${year} on is superseded; the part before it is written
 * again under this entry.  Nothing is updated but rec_end.
 */
static enum err
rows_cut(struct store *st, const struct event *ev, int64_t year,
    struct note *note)
{
	enum err r;

	if ((r = store_run(st, &q_row_supersede, BINDS(BIND_KEY(ev->on),
	    BIND_INT(year), BIND_INT(ev->seq), BIND_INT(REC_OPEN)),
	    note)) != ERR_OK)
		return r;
	return store_run(st, &q_row_copy, BINDS(BIND_KEY(ev->on),
	    BIND_INT(year), BIND_INT(ev->seq), BIND_INT(REC_OPEN)), note);
}

enum err
region_apply_added(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct region_added *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_put, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(d->code.text), BIND_INT(d->level.num),
	    BIND_INT(d->from_year.num), BIND_INT(REGION_YEAR_OPEN),
	    BIND_INT(ev->seq)), note)) != ERR_OK)
		return r;
	return row_put(st, ev, d->from_year.num, REGION_YEAR_OPEN, &d->name,
	    note);
}

enum err
region_apply_changed(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct region_changed *d = (const void *)ev->data;
	int64_t to;
	enum err r;

	(void)a;
	if ((r = store_int(st, &q_to_year, BINDS(BIND_KEY(ev->on)),
	    REGION_YEAR_OPEN, &to, note)) != ERR_OK ||
	    (r = rows_cut(st, ev, d->from_year.num, note)) != ERR_OK ||
	    (r = row_put(st, ev, d->from_year.num, to, &d->name,
	    note)) != ERR_OK)
		return r;
	return store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}

enum err
region_apply_ended(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct region_ended *d = (const void *)ev->data;
	const struct region_successor_row *row = (const void *)
	    d->successors.list.v;
	size_t n = value_known(&d->successors) ? d->successors.list.n : 0;
	enum err r;

	(void)a;
	if ((r = rows_cut(st, ev, d->to_year.num, note)) != ERR_OK ||
	    (r = store_run(st, &q_end, BINDS(BIND_KEY(ev->on),
	    BIND_INT(d->to_year.num), BIND_INT(ev->seq)), note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct bind none = BIND_NULL, some =
		    BIND_INT(row[i].year.num);

		r = store_run(st, &q_successor_put, BINDS(BIND_KEY(ev->on),
		    BIND_TEXT(row[i].code.text),
		    value_known(&row[i].year) ? some : none), note);
	}
	return r;
}

enum err
region_apply_corrected(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct region_corrected *d = (const void *)ev->data;
	int64_t to;
	enum err r;

	(void)a;
	if ((r = store_int(st, &q_to_year, BINDS(BIND_KEY(ev->on)),
	    REGION_YEAR_OPEN, &to, note)) != ERR_OK ||
	    (r = rows_cut(st, ev, 0, note)) != ERR_OK ||
	    (r = row_put(st, ev, d->from_year.num, to, &d->name,
	    note)) != ERR_OK)
		return r;
	return store_run(st, &q_from, BINDS(BIND_KEY(ev->on),
	    BIND_INT(d->from_year.num), BIND_INT(ev->seq)), note);
}

static void
region_read(const struct rows *rows, struct arena *a, int year,
    struct region *ret)
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
	ret->edge = year == ret->from_year || year == ret->to_year;
}

/* The first row of a query, if there is one. */
static enum err
region_first(struct store *st, struct arena *a, const struct sql *q,
    const struct bind *binds, size_t n, struct region *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct region got;
	bool found = false;
	enum err r;

	if ((r = store_query(st, q, binds, n, &rows, note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		region_read(rows, a, (int)binds[1].num, &got);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!found)
		return ERR_NOTFOUND;
	*ret = got;
	return ERR_OK;
}

enum err
region_get(struct store *st, struct arena *a, struct key id, int year,
    struct region *ret, struct note *note)
{
	enum err r = region_first(st, a, &q_get, BINDS(BIND_KEY(id),
	    BIND_INT(year)), ret, note);

	return r != ERR_NOTFOUND ? r : NOTE(note, ERR_NOTFOUND,
	    M("There was no such division in {year}."), A_INT("year", year));
}

enum err
region_find(struct store *st, struct arena *a, struct str code, int year,
    struct region *ret, struct note *note)
{
	enum err r = region_first(st, a, &q_find, BINDS(BIND_TEXT(code),
	    BIND_INT(year)), ret, note);

	return r != ERR_NOTFOUND ? r : NOTE(note, ERR_NOTFOUND,
	    M("No division has the code {code}. anze region list shows those "
	    "there are; anze region import brings in others."),
	    A_TEXT("code", code));
}

/* The code was in use, but not then: say what came after. */
static enum err
region_past(struct store *st, struct arena *a, const struct region *last,
    int year, struct note *note)
{
	const struct region_successor *s;
	struct buf codes = BUF_IN(a);
	size_t n;
	enum err r;

	if (year < last->from_year)
		return NOTE(note, ERR_INVALID, M("The division {code} {name} is in "
		    "use only from {from}, not yet in {year}."),
		    A_TEXT("code", last->code), A_TEXT("name", last->name),
		    A_INT("from", last->from_year), A_INT("year", year));
	if ((r = region_successors(st, a, last->id, &s, &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++)
		buf_fmt(&codes, "%s%.*s", i == 0 ? "" : ", ",
		    STR_ARG(s[i].code));
	if (n == 0)
		return NOTE(note, ERR_INVALID, M("The division {code} {name} ended "
		    "in {to}, and nothing is recorded as its successor. Choose "
		    "the division that holds in {year}."),
		    A_TEXT("code", last->code), A_TEXT("name", last->name),
		    A_INT("to", last->to_year), A_INT("year", year));
	return NOTE(note, ERR_INVALID, M("The division {code} {name} ended in "
	    "{to}. After it came {codes}: choose the one that holds in "
	    "{year}."), A_TEXT("code", last->code), A_TEXT("name", last->name),
	    A_INT("to", last->to_year), A_TEXT("codes", buf_view(&codes)),
	    A_INT("year", year));
}

enum err
region_on(struct store *st, struct arena *a, struct str code, int64_t day,
    struct region *ret, struct note *note)
{
	int year = civil_from_day(day).year;
	struct region last;
	enum err r = region_first(st, a, &q_on, BINDS(BIND_TEXT(code),
	    BIND_INT(year)), ret, note);

	if (r != ERR_NOTFOUND)
		return r;
	if ((r = region_find(st, a, code, REGION_YEAR_OPEN, &last,
	    note)) != ERR_OK)
		return r;
	return region_past(st, a, &last, year, note);
}

enum err
region_each(struct store *st, const struct region_query *q,
    enum err (*row)(void *arg, const struct region *r, struct note *note),
    void *arg, struct note *note)
{
	const bool below = !key_none(q->parent);
	struct bind binds[] = { BIND_INT(q->year), BIND_INT(q->level),
	    BIND_TEXT(q->after), BIND_INT(INT32_MAX), BIND_KEY(q->parent) };
	struct arena *a = arena_new();
	struct rows *rows = NULL;
	struct region one;
	size_t n = 0;
	enum err r, end;

	if (a == NULL)
		return note_memory(note);
	if (binds[2].s.p == NULL)
		binds[2].s = S("");
	r = store_query(st, below ? &q_children : &q_list, binds,
	    below ? 5 : 4, &rows, note);
	while (r == ERR_OK && (q->most == 0 || n < q->most) &&
	    rows_next(rows)) {
		struct arena_mark mark = arena_mark(a);

		region_read(rows, a, q->year, &one);
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

enum err
region_successors(struct store *st, struct arena *a, struct key id,
    const struct region_successor **ret, size_t *ret_n, struct note *note)
{
	struct region_successor *list = NULL;
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if ((r = store_query(st, &q_successors, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		list = arena_grow(a, list, n * sizeof *list,
		    (n + 1) * sizeof *list);
		if (list == NULL)
			break;
		list[n++] = (struct region_successor){
		    str_copy(a, rows_text(rows, 0)), (int)rows_int(rows, 1) };
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
