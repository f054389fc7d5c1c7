/* SPDX-License-Identifier: Apache-2.0 */
#include "region/region_import.h"

#include "core/import_rows.h"
#include "region/region_in.h"

/* What one import has in its hands. */
struct importing {
	struct app			*app;
	const struct region_import	*what;
	struct arena			*a;
	struct import_rows		 in;
	struct region_line		*line;
	size_t				 n, room;
	struct region_runs		 file, store;
	struct region_planned		 plan;
};

/* Does every part of "320613;341202[2019]" name a code? */
static enum err
successors_check(const struct region_line *l, struct note *found)
{
	struct str rest = l->successors, one, code;
	int year;

	while (rest.n != 0 && str_cut(&rest, ';', &one)) {
		if (!region_successor_parse(one, &code, &year))
			return NOTE(found, ERR_INVALID, M("\"{text}\" is no list "
			    "of successors: codes parted by semicolons, each "
			    "with a year in brackets if it is another."),
			    A_TEXT("text", l->successors));
		if (year == 0 && l->to == REGION_YEAR_OPEN)
			return NOTE(found, ERR_INVALID, M("{code} {name} is still "
			    "in use, but a part of it went to {whereto}: write "
			    "the year behind it in brackets."),
			    A_TEXT("code", l->code), A_TEXT("name", l->name),
			    A_TEXT("whereto", code));
	}
	return ERR_OK;
}

static enum err
line_check(const struct region_line *l, const char **ret_field,
    struct note *found)
{
	*ret_field = "code";
	if (!region_code_ok(l->code))
		return NOTE(found, ERR_INVALID, M("\"{code}\" is no division code: "
		    "six digits, or nine for townships."),
		    A_TEXT("code", l->code));
	*ret_field = "level";
	if ((l->level == REGION_LEVELS) != (l->code.n == REGION_TOWNSHIP))
		return NOTE(found, ERR_INVALID, M("{code} does not fit level "
		    "{level}: townships have nine digits, others six."),
		    A_TEXT("code", l->code), A_INT("level", l->level));
	*ret_field = "end_year";
	if (l->from >= l->to)
		return NOTE(found, ERR_INVALID, M("{code} {name} ends in {to}, "
		    "not later than it begins ({from})."),
		    A_TEXT("code", l->code), A_TEXT("name", l->name),
		    A_INT("to", l->to), A_INT("from", l->from));
	*ret_field = "successors";
	return successors_check(l, found);
}

static struct str
text_kept(struct arena *a, const struct value *v)
{
	return value_known(v) && v->text.n != 0 ? str_copy(a, v->text) : S("");
}

static struct region_line
line_from(const struct importing *im, const struct value *values, int64_t row)
{
	const struct region_history_row *h = (const void *)values;
	const struct region_division_row *d = (const void *)values;

	if (im->in.form == &region_history_sheet)
		return (struct region_line){
			.code = text_kept(im->a, &h->code),
			.name = text_kept(im->a, &h->name),
			.level = (int)h->level.num,
			.from = (int)h->start_year.num,
			.to = value_known(&h->end_year) ?
			    (int)h->end_year.num : REGION_YEAR_OPEN,
			.successors = text_kept(im->a, &h->successors),
			.parent = S(""),
			.row = row,
		};
	return (struct region_line){
		.code = text_kept(im->a, &d->code),
		.name = text_kept(im->a, &d->name),
		.level = (int)d->level.num,
		.from = im->what->year,
		.to = REGION_YEAR_OPEN,
		.successors = S(""),
		.parent = text_kept(im->a, &d->parent),
		.row = row,
	};
}

static enum err
row_take(void *arg, int64_t row, const struct value *values, bool sound,
    struct note *note)
{
	struct importing *im = arg;
	struct note found = NOTE_INIT;
	struct region_line l;
	const char *field;

	if (im->n == REGION_ROWS_MAX)
		return NOTE(note, ERR_LIMIT, M("The file has more than {most} "
		    "rows. Split it."), A_INT("most", REGION_ROWS_MAX));
	if (!sound)
		return ERR_OK;
	l = line_from(im, values, row);
	if (line_check(&l, &field, &found) != ERR_OK) {
		import_rows_fault(&im->in, row, field, &found);
		return ERR_OK;
	}
	if (im->n == im->room) {
		size_t room = im->room == 0 ? 1024 : im->room * 2;

		im->line = arena_grow(im->a, im->line, im->n * sizeof l,
		    room * sizeof l);
		im->room = room;
	}
	if (arena_failed(im->a))
		return note_memory(note);
	im->line[im->n++] = l;
	return ERR_OK;
}

static void
joining_fault(void *arg, const struct region_fault *f)
{
	struct importing *im = arg;
	struct note found = NOTE_INIT;

	switch (f->kind) {
	case REGION_TWICE:
		(void)NOTE(&found, ERR_INVALID, M("{code} {name} is in use from "
		    "{from}, but row {row} has the same code until {to}."),
		    A_TEXT("code", f->code), A_TEXT("name", f->name),
		    A_INT("from", f->from), A_INT("row", f->other_row),
		    A_INT("to", f->other_to));
		break;
	case REGION_OTHER_LEVEL:
		(void)NOTE(&found, ERR_INVALID, f->other_row == 0 ?
		    M("{code} {name} has another level in the store. One of "
		    "the two is wrong; correct the file.") :
		    M("{code} {name} has another level in row {row}. Correct "
		    "one of the two."), A_TEXT("code", f->code),
		    A_TEXT("name", f->name), A_INT("row", f->other_row));
		break;
	case REGION_BROKEN:
		(void)NOTE(&found, ERR_INVALID, M("{code} {name} is in use without "
		    "a break from {from} here, but the store knows it in "
		    "several runs of years, the last from {to}. They cannot be "
		    "joined; split the row as the store has it."),
		    A_TEXT("code", f->code), A_TEXT("name", f->name),
		    A_INT("from", f->from), A_INT("to", f->other_to));
		break;
	}
	import_rows_fault(&im->in, f->row, NULL, &found);
}

/* A parent that the file names must be above it, in use or in the file. */
static void
parents_check(struct importing *im)
{
	for (size_t i = 0; i < im->file.n; i++) {
		const struct region_run *r = &im->file.run[i], *above;
		const struct str name = r->names[0].name;
		struct note found = NOTE_INIT;

		if (r->parent_code.n == 0)
			continue;
		above = region_run_at(&im->file, r->parent_code, r->from);
		if (above == NULL)
			above = region_run_at(&im->store, r->parent_code,
			    r->from);
		if (above != NULL && above->level < r->level)
			continue;
		(void)NOTE(&found, ERR_INVALID, above == NULL ?
		    M("The division above {code} {name} would be {parent}, "
		    "which was not in use in {year}.") :
		    M("The division above {code} {name} would be {parent}, "
		    "which is not of a higher level."),
		    A_TEXT("code", r->code), A_TEXT("name", name),
		    A_TEXT("parent", r->parent_code), A_INT("year", r->from));
		import_rows_fault(&im->in, r->row, "parent", &found);
	}
}

/* All reading is one snapshot, which newest entry the plan will remember. */
static enum err
plan_make(struct importing *im, int64_t *ret_seen, struct note *note)
{
	struct store *st = im->app->read;
	enum err r;

	if ((r = store_begin(st, note)) != ERR_OK)
		return r;
	if ((r = region_newest(st, ret_seen, note)) == ERR_OK)
		r = region_runs_load(st, im->a, &im->store, note);
	store_rollback(st);
	if (r != ERR_OK)
		return r;
	if (region_runs_make(im->a, im->line, im->n, &im->file, joining_fault,
	    im) != ERR_OK)
		return note_memory(note);
	parents_check(im);
	if (region_plan(im->a, &im->file, &im->store, joining_fault, im,
	    &im->plan) != ERR_OK)
		return note_memory(note);
	im->in.report->planned = (int64_t)im->plan.n;
	im->in.report->same = im->plan.same;
	return ERR_OK;
}

static enum err
file_read(struct importing *im, struct hash *ret_file, struct note *note)
{
	static const struct fields *const forms[] = {
		&region_history_sheet, &region_division_sheet, NULL
	};
	const int year = im->what->year;
	enum err r;

	if (year != 0 && (year < REGION_YEAR_LEAST || year >= REGION_YEAR_OPEN))
		return NOTE(note, ERR_USAGE, M("{year} is no year of which "
		    "divisions are known: {least} or later."),
		    A_INT("year", year), A_INT("least", REGION_YEAR_LEAST));
	if ((r = import_open(im->what->path, im->what->sheet, ret_file,
	    &im->in.sheet, note)) != ERR_OK ||
	    (r = import_rows_heading(&im->in, forms, note)) != ERR_OK)
		return r;
	if (im->in.form == &region_division_sheet && year == 0)
		return NOTE(note, ERR_USAGE, M("{file} tells the divisions of one "
		    "year and does not say which. Give it: --year 2024."),
		    A_CSTR("file", im->what->path));
	return import_rows_read(&im->in, row_take, im, note);
}

enum err
region_import(struct app *app, const struct actor *who,
    const struct region_import *what, struct voice voice,
    const struct import_watch *watch, struct import_report *ret,
    struct note *note)
{
	struct importing im = { .app = app, .what = what, .in = {
	    .path = what->path, .voice = voice, .watch = watch,
	    .report = ret } };
	struct import_plan plan = { .what = "region", .name = what->path };
	struct region_appending ap = { .file = &im.file, .store = &im.store,
	    .part = -1, .made = -1 };
	enum err r;

	*ret = (struct import_report){ 0 };
	if ((im.a = arena_new()) == NULL)
		return note_memory(note);
	if ((r = app_may(app, who, "region.import", KEY_NONE,
	    note)) != ERR_OK ||
	    (r = file_read(&im, &plan.file, note)) != ERR_OK ||
	    (r = plan_make(&im, &ap.seen, note)) != ERR_OK || what->dry)
		goto out;
	if (ret->faults > 0) {
		r = NOTE(note, ERR_INVALID, M("{n} rows of {file} cannot be taken, "
		    "so nothing was recorded. Correct them and import the file "
		    "again."), A_INT("n", ret->faults),
		    A_CSTR("file", what->path));
		goto out;
	}
	ap.change = im.plan.change;
	plan.planned = (int64_t)im.plan.n;
	plan.append = region_change_append;
	plan.arg = &ap;
	r = import_run(app, who, &plan, watch, ret, note);
out:
	sheet_close(im.in.sheet);
	arena_free(im.a);
	return r;
}
