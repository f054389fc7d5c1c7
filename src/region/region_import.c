/* SPDX-License-Identifier: Apache-2.0 */
#include "region/region_import.h"

#include "region/region_in.h"

enum { HEADS_MAX = 64, PROGRESS_ROWS = 1000 };

static const struct sql q_all = {
	"SELECT r.id, r.code, r.level, r.from_year, r.to_year, w.from_year,"
	" w.to_year, w.name, p.code FROM region r"
	" JOIN region_row w ON w.region = r.id AND w.rec_end = 9007199254740991"
	" LEFT JOIN region p ON p.id = w.parent"
	" ORDER BY r.code, r.from_year, w.from_year", NULL
};

/* What one import has in its hands. */
struct importing {
	struct app			*app;
	const struct region_import	*what;
	const struct import_watch	*watch;
	struct import_report		*report;
	struct arena			*a;
	struct voice			 voice;
	struct sheet			*sheet;
	const struct fields		*form;
	int				 map[HEADS_MAX];
	struct region_line		*line;
	size_t				 n, room;
	struct region_runs		 file, store;
	const struct region_change	*change;
	size_t				 nchanges;
};

static void
fault(struct importing *im, struct note *found, struct where where)
{
	if (where.row == 0)
		where.row = sheet_row(im->sheet);
	note_where(found, where);
	import_fault(im->report, im->watch, found);
}

/* The heading tells which form the file has. */
static enum err
form_choose(struct importing *im, const struct cell *cells, size_t n,
    struct note *note)
{
	struct str heads[HEADS_MAX];
	bool history = false;

	if (n > HEADS_MAX)
		n = HEADS_MAX;
	for (size_t i = 0; i < HEADS_MAX; i++)
		im->map[i] = -1;
	for (size_t i = 0; i < n; i++) {
		heads[i] = cells[i].text;
		history = history || str_is(heads[i], "start_year");
	}
	im->form = history ? &region_history_sheet : &region_division_sheet;
	if (!history && im->what->year == 0)
		return NOTE(note, ERR_USAGE, M("{file} tells the divisions of one "
		    "year and does not say which. Give it: --year 2024."),
		    A_CSTR("file", im->what->path));
	return fields_heads(im->form, heads, n, im->map, note);
}

/* Cells into values, by the form's fields; the first fault ends the row. */
static enum err
row_parse(struct importing *im, const struct cell *cells, size_t n,
    struct value *values, struct note *found)
{
	enum err r = ERR_OK;

	memset(values, 0, im->form->n * sizeof *values);
	for (size_t i = 0; i < n && i < HEADS_MAX && r == ERR_OK; i++)
		if (im->map[i] >= 0 && (r = field_parse(im->a,
		    &im->form->field[im->map[i]], im->voice, cells[i].text,
		    &values[im->map[i]], found)) != ERR_OK)
			note_where(found, (struct where){
			    .column = (int64_t)i + 1 });
	if (r == ERR_OK)
		r = fields_check(im->form, values, found);
	return r;
}

/* Does every part of "320613;341202[2019]" name a code? */
static bool
successors_ok(struct str s)
{
	struct str one;

	if (s.n == 0)
		return true;
	while (str_cut(&s, ';', &one)) {
		int64_t year;
		size_t at = str_find(one, '[');

		if (!region_code_ok(str_part(one, 0, at)))
			return false;
		if (at != one.n && (one.p[one.n - 1] != ']' ||
		    !str_int(str_part(one, at + 1, one.n - 1), &year)))
			return false;
	}
	return true;
}

static enum err
line_check(const struct region_line *l, struct note *found)
{
	if (!region_code_ok(l->code))
		return NOTE(found, ERR_INVALID, M("\"{code}\" is no division code: "
		    "six digits, or nine for townships."),
		    A_TEXT("code", l->code));
	if ((l->level == REGION_LEVELS) != (l->code.n == REGION_TOWNSHIP))
		return NOTE(found, ERR_INVALID, M("{code} does not fit level "
		    "{level}: townships have nine digits, others six."),
		    A_TEXT("code", l->code), A_INT("level", l->level));
	if (l->from >= l->to)
		return NOTE(found, ERR_INVALID, M("{code} {name} ends in {to}, "
		    "not later than it begins ({from})."),
		    A_TEXT("code", l->code), A_TEXT("name", l->name),
		    A_INT("to", l->to), A_INT("from", l->from));
	if (!successors_ok(l->successors))
		return NOTE(found, ERR_INVALID, M("\"{text}\" is no list of "
		    "successors: codes parted by semicolons, each with a year "
		    "in brackets if it is another."),
		    A_TEXT("text", l->successors));
	return ERR_OK;
}

static struct str
text_or_none(const struct value *v)
{
	return value_known(v) ? v->text : S("");
}

static struct region_line
line_from(const struct importing *im, const struct value *values)
{
	const struct region_history_row *h = (const void *)values;
	const struct region_division_row *d = (const void *)values;

	if (im->form == &region_history_sheet)
		return (struct region_line){ .parent = S(""), .code = h->code.text,
		    .name = h->name.text, .level = (int)h->level.num,
		    .from = (int)h->start_year.num,
		    .to = value_known(&h->end_year) ? (int)h->end_year.num :
		    REGION_YEAR_OPEN,
		    .successors = text_or_none(&h->successors) };
	return (struct region_line){ .code = d->code.text,
	    .name = d->name.text, .level = (int)d->level.num,
	    .from = im->what->year, .to = REGION_YEAR_OPEN,
	    .successors = S(""), .parent = text_or_none(&d->parent) };
}

static bool
room_for_one(struct importing *im)
{
	size_t room = im->room == 0 ? 1024 : im->room * 2;

	if (im->n < im->room)
		return true;
	im->line = arena_grow(im->a, im->line, im->n * sizeof *im->line,
	    room * sizeof *im->line);
	im->room = room;
	return im->line != NULL;
}

static enum err
row_take(struct importing *im, const struct cell *cells, size_t n,
    struct note *note)
{
	struct value values[FIELDS_MAX];
	struct note found = NOTE_INIT;
	struct region_line l;

	im->report->rows++;
	if (im->n == REGION_ROWS_MAX)
		return NOTE(note, ERR_LIMIT, M("The file has more than {most} "
		    "rows. Split it."), A_INT("most", REGION_ROWS_MAX));
	if (row_parse(im, cells, n, values, &found) != ERR_OK) {
		fault(im, &found, (struct where){ 0 });
		return ERR_OK;
	}
	l = line_from(im, values);
	l.row = sheet_row(im->sheet);
	if (line_check(&l, &found) != ERR_OK) {
		fault(im, &found, (struct where){ 0 });
		return ERR_OK;
	}
	if (!room_for_one(im))
		return note_memory(note);
	im->line[im->n++] = l;
	return ERR_OK;
}

static enum err
rows_read(struct importing *im, struct note *note)
{
	const struct cell *cells;
	size_t n;
	enum err r;

	if ((r = sheet_next(im->sheet, &cells, &n, note)) != ERR_OK)
		return r;
	if (n == 0)
		return NOTE(note, ERR_INVALID, M("{file} is empty: it has no "
		    "heading and no rows."), A_CSTR("file", im->what->path));
	if ((r = form_choose(im, cells, n, note)) != ERR_OK)
		return r;
	for (;;) {
		struct note found = NOTE_INIT;

		r = sheet_next(im->sheet, &cells, &n, &found);
		if (r == ERR_INVALID && found.where.row != 0) {
			fault(im, &found, (struct where){ 0 });
			continue;
		}
		if (r != ERR_OK) {
			note_copy(note, &found);
			return r;
		}
		if (n == 0)
			return ERR_OK;
		if ((r = row_take(im, cells, n, note)) != ERR_OK)
			return r;
		if (im->watch->progress != NULL &&
		    im->report->rows % PROGRESS_ROWS == 0 &&
		    (r = im->watch->progress(im->watch->arg, M("read"),
		    sheet_progress(im->sheet), 1000)) != ERR_OK)
			return NOTE(note, r, M("Stopped before anything was "
			    "recorded."));
	}
}

static void
overlap_fault(void *arg, const struct region_line *line,
    const struct region_line *other)
{
	struct importing *im = arg;
	struct note found = NOTE_INIT;

	(void)NOTE(&found, ERR_INVALID, M("{code} {name} is in use from {from}, "
	    "but row {row} has the same code until {to}."),
	    A_TEXT("code", line->code), A_TEXT("name", line->name),
	    A_INT("from", line->from), A_INT("row", other->row),
	    A_INT("to", other->to));
	fault(im, &found, (struct where){ .row = line->row });
}

/* The regions there are, as runs: in order of code and year already. */
static enum err
store_load(struct importing *im, struct note *note)
{
	struct region_run *run = NULL;
	struct region_name *name = NULL;
	size_t n = 0, names = 0, room = 1024;
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query(im->app->read, &q_all, NO_BINDS, &rows,
	    note)) != ERR_OK)
		return r;
	name = NEW_ARRAY(im->a, struct region_name, room);
	run = NEW_ARRAY(im->a, struct region_run, room);
	while (run != NULL && name != NULL && rows_next(rows)) {
		struct key id = rows_key(rows, 0);

		if (names == room) {
			name = arena_grow(im->a, name, names * sizeof *name,
			    2 * room * sizeof *name);
			run = arena_grow(im->a, run, n * sizeof *run,
			    2 * room * sizeof *run);
			room *= 2;
			if (name == NULL || run == NULL)
				break;
		}
		if (n == 0 || !key_eq(run[n - 1].id, id))
			run[n++] = (struct region_run){ .id = id,
			    .code = str_copy(im->a, rows_text(rows, 1)),
			    .level = (int)rows_int(rows, 2),
			    .from = (int)rows_int(rows, 3),
			    .to = (int)rows_int(rows, 4),
			    .successors = S("") };
		run[n - 1].nnames++;
		name[names++] = (struct region_name){
		    .name = str_copy(im->a, rows_text(rows, 7)),
		    .parent = str_copy(im->a, rows_text(rows, 8)),
		    .from = (int)rows_int(rows, 5),
		    .to = (int)rows_int(rows, 6) };
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (arena_failed(im->a))
		return note_memory(note);
	for (size_t i = 0, at = 0; i < n; at += run[i++].nnames)
		run[i].names = name + at;
	im->store = (struct region_runs){ .run = run, .n = n };
	return ERR_OK;
}

/* A parent that the file names must be in use, or be in the file. */
static void
parents_check(struct importing *im)
{
	for (size_t i = 0; i < im->n; i++) {
		const struct region_line *l = &im->line[i];
		const struct region_run *run = &im->file.run[l->run];
		struct note found = NOTE_INIT;

		if (run->parent_code.n == 0 ||
		    region_run_at(&im->file, run->parent_code, l->from) !=
		    NULL || region_run_at(&im->store, run->parent_code,
		    l->from) != NULL)
			continue;
		(void)NOTE(&found, ERR_INVALID, M("The division above {code} "
		    "{name} would be {parent}, which was not in use in {year}."),
		    A_TEXT("code", l->code), A_TEXT("name", l->name),
		    A_TEXT("parent", run->parent_code),
		    A_INT("year", l->from));
		fault(im, &found, (struct where){ .row = l->row,
		    .field = "parent" });
	}
}

static enum err
plan_make(struct importing *im, struct note *note)
{
	enum err r;

	if ((r = store_load(im, note)) != ERR_OK)
		return r;
	if (region_runs_make(im->a, im->line, im->n, &im->file, overlap_fault,
	    im) != ERR_OK)
		return note_memory(note);
	parents_check(im);
	if (region_plan(im->a, &im->file, &im->store, &im->change,
	    &im->nchanges, &im->report->same) != ERR_OK)
		return note_memory(note);
	im->report->planned = (int64_t)im->nchanges;
	return ERR_OK;
}

enum err
region_import(struct app *app, const struct actor *who,
    const struct region_import *what, struct voice voice,
    const struct import_watch *watch, struct import_report *ret,
    struct note *note)
{
	struct importing im = { .app = app, .what = what, .watch = watch,
	    .report = ret, .voice = voice };
	struct import_plan plan = { .what = "region", .name = what->path };
	enum err r;

	*ret = (struct import_report){ 0 };
	if ((im.a = arena_new()) == NULL)
		return note_memory(note);
	if ((r = app_may(app, who, "region.import", KEY_NONE,
	    note)) != ERR_OK || (r = import_open(what->path, what->sheet,
	    &plan.file, &im.sheet, note)) != ERR_OK ||
	    (r = rows_read(&im, note)) != ERR_OK ||
	    (r = plan_make(&im, note)) != ERR_OK || what->dry)
		goto out;
	if (ret->faults > 0) {
		r = NOTE(note, ERR_INVALID, M("{n} rows of {file} cannot be taken, "
		    "so nothing was recorded. Correct them and import the file "
		    "again."), A_INT("n", ret->faults),
		    A_CSTR("file", what->path));
		goto out;
	}
	plan.planned = (int64_t)im.nchanges;
	plan.append = region_change_append;
	plan.arg = &(struct region_appending){ &im.file, &im.store,
	    im.change };
	r = import_run(app, who, &plan, watch, ret, note);
out:
	sheet_close(im.sheet);
	arena_free(im.a);
	return r;
}
