/* SPDX-License-Identifier: Apache-2.0 */
/* Reading and judging; body_import_plan.c makes entries of it. */
#include "body/body_import_in.h"

void
body_import_fault(struct importing *im, struct body_line *l,
    const char *field, struct note *found)
{
	if (l->faulty) {	/* one fault a row is told */
		note_clear(found);
		return;
	}
	l->faulty = true;
	import_rows_fault(&im->in, l->row, field, found);
}

/* The several codes of a cell, as one text: bodies are many. */
static struct str
joined(struct arena *a, const struct value *v)
{
	struct buf b = BUF_IN(a);

	if (!value_known(v))
		return S("");
	for (size_t i = 0; i < v->list.n; i++) {
		if (i > 0)
			buf_char(&b, '|');
		buf_str(&b, v->list.v[i].text);
	}
	return buf_view(&b);
}

static struct str
text_of(const struct value *v)
{
	return value_known(v) ? v->text : S("");
}

/* Move the line's texts into one block: the row's own memory goes. */
static bool
texts_keep(struct arena *a, struct body_line *l)
{
	struct str *const text[] = { &l->code, &l->name, &l->superior,
	    &l->guided_by, &l->region, &l->industry };
	size_t n = 0;
	char *to;

	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		n += text[i]->n + 1;
	if ((to = arena_alloc(a, n)) == NULL)
		return false;
	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		if (text[i]->n != 0)
			memcpy(to, text[i]->p, text[i]->n);
		text[i]->p = to;
		to += text[i]->n + 1;
	}
	return true;
}

/* Sources are few: one that is the last line's is not kept again. */
static struct str
source_keep(struct importing *im, struct str source)
{
	if (source.n == 0)
		source = im->what->source;
	if (!str_eq(source, im->source))
		im->source = str_copy(im->a, source);
	return im->source;
}

static struct body_line
line_from(struct importing *im, const struct body_sheet_row *row, int64_t at)
{
	const bool dated = value_known(&row->from);

	return (struct body_line){
		.source = source_keep(im, text_of(&row->source)),
		.code = text_of(&row->code),
		.name = text_of(&row->name),
		.kind = text_of(&row->kind).p,
		.superior = text_of(&row->superior),
		.guided_by = joined(im->scratch, &row->guided_by),
		.region = text_of(&row->region),
		.industry = text_of(&row->industry),
		/* An undated line has a fault, and comes first. */
		.from = dated ? (int32_t)row->from.num : INT32_MIN,
		.to = value_known(&row->to) ? (int32_t)row->to.num : DAY_OPEN,
		.row = (uint32_t)at,
	};
}

static bool
line_put(struct importing *im, const struct body_line *l)
{
	struct body_lines *ls = &im->lines;
	const size_t room = im->room == 0 ? 1024 : 2 * im->room;

	if (ls->n == im->room) {
		ls->line = arena_grow(im->rows, ls->line,
		    ls->n * sizeof *ls->line, room * sizeof *ls->line);
		if (ls->line == NULL)
			return false;
		im->room = room;
	}
	ls->line[ls->n++] = *l;
	return true;
}

static enum err
row_take(void *arg, int64_t row, const struct value *values, bool sound,
    struct note *note)
{
	struct importing *im = arg;
	struct body_lines *ls = &im->lines;
	const struct body_sheet_row *cells = (const void *)values;
	const char *field = NULL;
	struct note found = NOTE_INIT;
	struct body_line l;

	if (ls->n == BODY_ROWS_MAX)
		return NOTE(note, ERR_LIMIT, M("The file has more than {most} "
		    "rows. Split it."), A_INT("most", BODY_ROWS_MAX));
	if (!value_known(&cells->code))
		return ERR_OK;		/* nobody can name this row */
	l = line_from(im, cells, row);
	l.faulty = !sound;
	if (sound && body_source_check(l.source, &found) != ERR_OK)
		field = "source";
	else if (sound && body_days_check(l.name, l.from, l.to, &found) !=
	    ERR_OK)
		field = "to";
	if (field != NULL)
		body_import_fault(im, &l, field, &found);
	if (!texts_keep(im->a, &l) || !line_put(im, &l))
		return note_memory(note);
	arena_reset(im->scratch, im->empty);
	return ERR_OK;
}

static void
overlap_fault(void *arg, const struct body_line *line,
    const struct body_line *other)
{
	struct importing *im = arg;
	struct note found = NOTE_INIT;

	(void)NOTE(&found, ERR_INVALID, M("{code} is there twice for the same "
	    "days: see row {row}. Let the earlier one end, or remove one of "
	    "the two."), A_TEXT("code", line->code),
	    A_INT("row", other->row));
	import_rows_fault(&im->in, line->row, "from", &found);
}

static void
circle_fault(void *arg, const uint32_t *line, size_t n, uint32_t from)
{
	struct importing *im = arg;
	struct body_line *l = &im->lines.line[from];
	struct str names[BODY_CYCLE_MAX + 1];
	struct note found = NOTE_INIT;
	size_t some = n < BODY_CYCLE_MAX + 1 ? n : BODY_CYCLE_MAX + 1;

	for (size_t i = 0; i < some; i++)
		names[i] = im->lines.line[line[i]].name;
	if (n == 0)
		(void)NOTE(&found, ERR_LIMIT, M("More than {most} bodies would "
		    "stand above {name}. Check its superior."),
		    A_INT("most", BODY_DEPTH_MAX), A_TEXT("name", l->name));
	else
		(void)body_cycle(im->scratch, names, some, &found);
	body_import_fault(im, l, "superior", &found);
}

/* All that is asked of the store is one snapshot of it. */
static enum err
judge(struct importing *im, struct note *note)
{
	struct store *st = im->app->read;
	enum err r;

	if (body_lines_index(im->a, &im->lines, overlap_fault, im) != ERR_OK)
		return note_memory(note);
	if ((r = store_begin(st, note)) != ERR_OK)
		return r;
	if ((r = ledger_size(st, &im->next, note)) != ERR_OK ||
	    (r = body_import_known(im, note)) != ERR_OK ||
	    (r = body_import_resolve(im, note)) != ERR_OK)
		goto out;
	body_lines_circles(&im->lines, circle_fault, im);
	if (body_lines_order(im->a, &im->lines) != ERR_OK)
		r = note_memory(note);
	if (r == ERR_OK)
		r = body_import_plan(im, note);
	if (r == ERR_OK && (arena_failed(im->a) || arena_failed(im->scratch)))
		r = note_memory(note);
out:
	store_rollback(st);
	return r;
}

static enum err
file_read(struct importing *im, struct hash *ret_file, struct note *note)
{
	static const struct fields *const forms[] = { &body_sheet, NULL };
	enum err r;

	if ((r = body_source_check(im->what->source, note)) != ERR_OK ||
	    (r = import_open(im->what->path, im->what->sheet, ret_file,
	    &im->in.sheet, note)) != ERR_OK ||
	    (r = import_rows_heading(&im->in, forms, note)) != ERR_OK)
		return r;
	return import_rows_read(&im->in, row_take, im, note);
}

static enum err
judge_and_record(struct importing *im, const struct actor *who,
    struct note *note)
{
	const struct body_import *what = im->what;
	struct import_report *report = im->in.report;
	struct import_plan plan = { .what = "body", .name = what->path,
	    .append = body_import_append, .cut = body_import_cut,
	    .arg = im };
	enum err r;

	if ((r = app_may(im->app, who, "body.import", KEY_NONE,
	    note)) != ERR_OK ||
	    (r = file_read(im, &plan.file, note)) != ERR_OK ||
	    (r = judge(im, note)) != ERR_OK || what->dry)
		return r;
	if (report->faults > 0)
		return NOTE(note, ERR_INVALID, M("{n} rows of {file} cannot be "
		    "taken, so nothing was recorded. Correct them and import "
		    "the file again."), A_INT("n", report->faults),
		    A_CSTR("file", what->path));
	plan.planned = report->planned;
	return import_run(im->app, who, &plan, im->in.watch, report, note);
}

enum err
body_import(struct app *app, const struct actor *who,
    const struct body_import *what, struct voice voice,
    const struct import_watch *watch, struct import_report *ret,
    struct note *note)
{
	struct body_import copy = *what;
	struct importing im = { .app = app, .what = &copy, .in = {
	    .path = what->path, .voice = voice, .watch = watch,
	    .report = ret }, .source = S(""), .trusted = true, .part = -1 };
	enum err r;

	*ret = (struct import_report){ 0 };
	if (copy.source.n == 0)
		copy.source = S(BODY_SOURCE);
	im.a = arena_new_spilling();
	im.rows = arena_new_spilling();
	im.scratch = arena_new();
	/* Something stays in it, so that its first chunk does. */
	if (im.a == NULL || im.rows == NULL || im.scratch == NULL ||
	    arena_alloc(im.scratch, 1) == NULL) {
		r = note_memory(note);
		goto out;
	}
	im.empty = arena_mark(im.scratch);
	im.places.a = im.names.a = im.a;
	r = judge_and_record(&im, who, note);
out:
	sheet_close(im.in.sheet);
	arena_free(im.scratch);
	arena_free(im.rows);
	arena_free(im.a);
	return r;
}
