/* SPDX-License-Identifier: Apache-2.0 */
/* Which regions are there, all of them at once, as an import compares them? */
#include "region/region_in.h"

static const struct sql q_all = {
	"SELECT r.id, r.code, r.level, r.from_year, r.to_year, w.from_year,"
	" w.to_year, w.name, p.code FROM region r"
	" JOIN region_row w ON w.region = r.id AND w.rec_end = 9007199254740991"
	" LEFT JOIN region p ON p.id = w.parent"
	" ORDER BY r.code, r.from_year, w.from_year", NULL
};
static const struct sql q_went = {
	"SELECT r.id, s.code, s.year, s.part FROM region_successor s"
	" JOIN region r ON r.id = s.region"
	" ORDER BY r.code, r.from_year, s.year, s.code", NULL
};
static const struct sql q_newest = { "SELECT MAX(rev) FROM region", NULL };

/* Lists that grow by doubling; NULL once the arena has failed. */
static void *
list_room(struct arena *a, void *list, size_t n, size_t *room, size_t size)
{
	size_t more = *room == 0 ? 1024 : 2 * *room;

	if (n < *room)
		return list;
	list = arena_grow(a, list, n * size, more * size);
	*room = list == NULL ? 0 : more;
	return list;
}

/* What the runs hold, in one list each until all is read. */
struct loading {
	struct arena			*a;
	struct region_run		*run;
	struct region_name		*name;
	struct region_successor		*went;
	size_t				 n, names, nwent;
	size_t				 room, names_room, went_room;
};

static bool
row_load(struct loading *l, const struct rows *rows)
{
	struct key id = rows_key(rows, 0);

	l->run = list_room(l->a, l->run, l->n, &l->room, sizeof *l->run);
	l->name = list_room(l->a, l->name, l->names, &l->names_room,
	    sizeof *l->name);
	if (l->run == NULL || l->name == NULL)
		return false;
	if (l->n == 0 || !key_eq(l->run[l->n - 1].id, id))
		l->run[l->n++] = (struct region_run){
			.id = id,
			.code = str_copy(l->a, rows_text(rows, 1)),
			.level = (int)rows_int(rows, 2),
			.from = (int)rows_int(rows, 3),
			.to = (int)rows_int(rows, 4),
		};
	l->run[l->n - 1].nnames++;
	l->name[l->names++] = (struct region_name){
		.name = str_copy(l->a, rows_text(rows, 7)),
		.parent = str_copy(l->a, rows_text(rows, 8)),
		.from = (int)rows_int(rows, 5),
		.to = (int)rows_int(rows, 6),
	};
	return true;
}

static enum err
names_load(struct store *st, struct loading *l, struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query(st, &q_all, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows) && row_load(l, rows))
		;
	return rows_end(&rows, note);
}

/* They come in the order of the runs, so one walk meets all. */
static enum err
went_load(struct store *st, struct loading *l, struct note *note)
{
	struct rows *rows = NULL;
	size_t at = 0;
	enum err r;

	if ((r = store_query(st, &q_went, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		struct key id = rows_key(rows, 0);

		l->went = list_room(l->a, l->went, l->nwent, &l->went_room,
		    sizeof *l->went);
		if (l->went == NULL)
			break;
		while (at < l->n && !key_eq(l->run[at].id, id))
			at++;
		if (at == l->n)
			break;
		l->run[at].nwent++;
		l->went[l->nwent++] = (struct region_successor){
			.code = str_copy(l->a, rows_text(rows, 1)),
			.year = (int)rows_int(rows, 2),
			.part = rows_int(rows, 3) != 0,
		};
	}
	return rows_end(&rows, note);
}

enum err
region_runs_load(struct store *st, struct arena *a, struct region_runs *ret,
    struct note *note)
{
	struct loading l = { .a = a };
	size_t name = 0, went = 0;
	enum err r;

	if ((r = names_load(st, &l, note)) != ERR_OK ||
	    (r = went_load(st, &l, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	for (size_t i = 0; i < l.n; i++) {
		l.run[i].names = l.name + name;
		l.run[i].went = l.went + went;
		name += l.run[i].nnames;
		went += l.run[i].nwent;
	}
	*ret = (struct region_runs){ .run = l.run, .n = l.n };
	return ERR_OK;
}

enum err
region_newest(struct store *st, int64_t *ret_rev, struct note *note)
{
	return store_int(st, &q_newest, NO_BINDS, -1, ret_rev, note);
}
