/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of regions follow from their events? */
#include "base/canonical.h"
#include "region/region_in.h"

#define REC_OPEN	CANON_INT_MAX

static const struct sql q_put = {
	"INSERT INTO region (id, code, level, from_year, to_year, rev)"
	" VALUES ($1, $2, $3, $4, $5, $6)", NULL
};
static const struct sql q_years_put = {
	"UPDATE region SET from_year = $2, to_year = $3, rev = $4"
	" WHERE id = $1", NULL
};
static const struct sql q_rev = {
	"UPDATE region SET rev = $2 WHERE id = $1", NULL
};
static const struct sql q_years = {
	"SELECT from_year, to_year FROM region WHERE id = $1", NULL
};
/* From which year on is something else known than in ${$2}? */
static const struct sql q_next_row = {
	"SELECT MIN(from_year) FROM region_row WHERE region = $1"
	" AND from_year > $2 AND rec_end = 9007199254740991", NULL
};
static const struct sql q_row_put = {
	"INSERT INTO region_row (region, from_year, to_year, rec, rec_end, name,"
	" parent) VALUES ($1, $2, $3, $4, $5, $6, $7)", NULL
};

/*
 * Cutting [from, to) out of what is current: rows that overlap it are
 * superseded, and the part before it is written again under this entry.  (What
 * is cut always reaches the end of a row.)
 */
static const struct sql q_cut[] = {
	{ "UPDATE region_row SET rec_end = $4 WHERE region = $1"
	    " AND rec_end = $5 AND from_year < $3 AND to_year > $2", NULL },
	{ "INSERT INTO region_row (region, from_year, to_year, rec, rec_end,"
	    " name, parent) SELECT region, from_year, $2, $4, $5, name, parent"
	    " FROM region_row WHERE region = $1 AND rec_end = $4"
	    " AND from_year < $2 AND to_year > $2 AND $3 > $2", NULL },
};

/* The last row goes on until ${$2} instead of ${$3}. */
static const struct sql q_extend[] = {
	{ "UPDATE region_row SET rec_end = $4 WHERE region = $1"
	    " AND rec_end = $5 AND to_year = $3 AND $2 > $3", NULL },
	{ "INSERT INTO region_row (region, from_year, to_year, rec, rec_end,"
	    " name, parent) SELECT region, from_year, $2, $4, $5, name, parent"
	    " FROM region_row WHERE region = $1 AND rec_end = $4"
	    " AND to_year = $3", NULL },
};

static const struct sql q_successor_put = {
	"INSERT INTO region_successor (region, code, year, part)"
	" VALUES ($1, $2, $3, $4) ON CONFLICT (region, code, year)"
	" DO UPDATE SET part = excluded.part", NULL
};
static const struct sql q_successors_drop = {
	"DELETE FROM region_successor WHERE region = $1 AND part = 0", NULL
};

static enum err
row_put(struct store *st, const struct event *ev, int64_t from, int64_t to,
    const struct value *name, const struct value *parent, struct note *note)
{
	const struct bind none = BIND_NULL, some = BIND_KEY(parent->key);

	return store_run(st, &q_row_put, BINDS(BIND_KEY(ev->on),
	    BIND_INT(from), BIND_INT(to), BIND_INT(ev->seq),
	    BIND_INT(REC_OPEN), BIND_TEXT(name->text),
	    value_known(parent) ? some : none), note);
}

/* Both statements of a pair, which take the same values. */
static enum err
rows_move(struct store *st, const struct sql pair[2], const struct event *ev,
    int64_t from, int64_t to, struct note *note)
{
	enum err r = ERR_OK;

	for (int i = 0; i < 2 && r == ERR_OK; i++)
		r = store_run(st, &pair[i], BINDS(BIND_KEY(ev->on),
		    BIND_INT(from), BIND_INT(to), BIND_INT(ev->seq),
		    BIND_INT(REC_OPEN)), note);
	return r;
}

static enum err
years_get(struct store *st, const struct event *ev, int64_t *ret_from,
    int64_t *ret_to, struct note *note)
{
	struct rows *rows = NULL;
	bool found = false;
	enum err r;

	if ((r = store_query(st, &q_years, BINDS(BIND_KEY(ev->on)), &rows,
	    note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows))) {
		*ret_from = rows_int(rows, 0);
		*ret_to = rows_int(rows, 1);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return found ? ERR_OK : NOTE(note, ERR_CORRUPT,
	    M("Entry {seq} changes a division that no entry before it brought "
	    "in. Run anze ledger verify."), A_INT("seq", ev->seq));
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
	    &d->parent, note);
}

enum err
region_apply_ceded(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct region_ceded *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_successor_put, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(d->code.text), BIND_INT(d->year.num), BIND_INT(1)),
	    note)) != ERR_OK)
		return r;
	return store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}

enum err
region_apply_changed(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct region_changed *d = (const void *)ev->data;
	int64_t from, to, until, year = d->from_year.num;
	enum err r;

	(void)a;
	if ((r = years_get(st, ev, &from, &to, note)) != ERR_OK ||
	    (r = store_int(st, &q_next_row, BINDS(BIND_KEY(ev->on),
	    BIND_INT(year)), to, &until, note)) != ERR_OK ||
	    (r = rows_move(st, q_cut, ev, year, until, note)) != ERR_OK ||
	    (r = row_put(st, ev, year, until, &d->name, &d->parent,
	    note)) != ERR_OK)
		return r;
	return store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}

enum err
region_apply_corrected(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct region_corrected *d = (const void *)ev->data;
	int64_t from, to, new_from = d->from_year.num, new_to =
	    value_known(&d->to_year) ? d->to_year.num : REGION_YEAR_OPEN;
	enum err r;

	(void)a;
	if ((r = years_get(st, ev, &from, &to, note)) != ERR_OK ||
	    (r = rows_move(st, q_extend, ev, new_to, to, note)) != ERR_OK ||
	    (new_to != to && (r = store_run(st, &q_successors_drop,
	    BINDS(BIND_KEY(ev->on)), note)) != ERR_OK) ||
	    (new_from < from && (r = row_put(st, ev, new_from, from, &d->name,
	    &d->parent, note)) != ERR_OK))
		return r;
	return store_run(st, &q_years_put, BINDS(BIND_KEY(ev->on),
	    BIND_INT(new_from), BIND_INT(new_to), BIND_INT(ev->seq)), note);
}

enum err
region_apply_ended(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct region_ended *d = (const void *)ev->data;
	const struct value *code = d->successors.list.v;
	size_t n = value_known(&d->successors) ? d->successors.list.n : 0;
	int64_t from, to, year = d->to_year.num;
	enum err r;

	(void)a;
	if ((r = years_get(st, ev, &from, &to, note)) != ERR_OK ||
	    (r = rows_move(st, q_cut, ev, year, REGION_YEAR_OPEN,
	    note)) != ERR_OK ||
	    (r = store_run(st, &q_successors_drop, BINDS(BIND_KEY(ev->on)),
	    note)) != ERR_OK ||
	    (r = store_run(st, &q_years_put, BINDS(BIND_KEY(ev->on),
	    BIND_INT(from), BIND_INT(year), BIND_INT(ev->seq)),
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = store_run(st, &q_successor_put, BINDS(BIND_KEY(ev->on),
		    BIND_TEXT(code[i].text), BIND_INT(year), BIND_INT(0)),
		    note);
	return r;
}
