/* SPDX-License-Identifier: Apache-2.0 */
/* Reading and judging; body_import_plan.c makes entries of it. */
#include "body/body_import_in.h"

enum { PROGRESS_ROWS = 1000 };

void
body_import_fault(struct importing *im, struct note *found,
    struct where where)
{
	note_where(found, where);
	import_fault(im->report, im->watch, found);
}

static enum err
row_parse(struct importing *im, const struct cell *cells, size_t n,
    struct value *values, struct note *found)
{
	enum err r = ERR_OK;

	memset(values, 0, body_sheet.n * sizeof *values);
	for (size_t i = 0; i < n && i < HEADS_MAX && r == ERR_OK; i++)
		if (im->map[i] >= 0 && (r = field_parse(im->a,
		    &body_sheet.field[im->map[i]], im->voice, cells[i].text,
		    &values[im->map[i]], found)) != ERR_OK)
			note_where(found, (struct where){
			    .column = (int64_t)i + 1 });
	return r == ERR_OK ? fields_check(&body_sheet, values, found) : r;
}

static struct str
text_or(const struct value *v, struct str otherwise)
{
	return value_known(v) ? v->text : otherwise;
}

/* The several codes of a cell, kept as one text: bodies are many. */
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

static struct body_line
line_from(const struct importing *im, const struct body_sheet_row *row)
{
	return (struct body_line){
		.source = text_or(&row->source, im->what->source),
		.code = row->code.text,
		.name = row->name.text,
		.kind = row->kind.text,
		.superior = text_or(&row->superior, S("")),
		.guided_by = joined(im->a, &row->guided_by),
		.region = text_or(&row->region, S("")),
		.industry = text_or(&row->industry, S("")),
		.from = row->from.num,
		.to = value_known(&row->to) ? row->to.num : DAY_OPEN,
		.row = sheet_row(im->sheet),
	};
}

static enum err
line_check(const struct body_line *l, struct note *found)
{
	if (str_find(l->source, ':') != l->source.n)
		return NOTE(found, ERR_INVALID, M("The source \"{source}\" holds a "
		    "colon, which parts a source from its code. Write it "
		    "otherwise."), A_TEXT("source", l->source));
	if (l->to <= l->from)
		return NOTE(found, ERR_INVALID, M("{name} would end on {to}, not "
		    "later than it begins ({from})."), A_TEXT("name", l->name),
		    A_DAY("to", l->to), A_DAY("from", l->from));
	return ERR_OK;
}

static enum err
row_take(struct importing *im, const struct cell *cells, size_t n,
    struct note *note)
{
	const struct where here = { .row = sheet_row(im->sheet) };
	struct value values[FIELDS_MAX];
	struct note found = NOTE_INIT;
	struct body_lines *l = &im->lines;
	struct body_line line;

	im->report->rows++;
	if (l->n == BODY_ROWS_MAX)
		return NOTE(note, ERR_LIMIT, M("The file has more than {most} "
		    "rows. Split it."), A_INT("most", BODY_ROWS_MAX));
	if (row_parse(im, cells, n, values, &found) != ERR_OK) {
		body_import_fault(im, &found, here);
		return ERR_OK;
	}
	line = line_from(im, (const void *)values);
	if (line_check(&line, &found) != ERR_OK) {
		body_import_fault(im, &found, here);
		return ERR_OK;
	}
	if (l->n == im->room) {
		size_t room = im->room == 0 ? 1024 : im->room * 2;

		if ((l->line = arena_grow(im->a, l->line,
		    l->n * sizeof line, room * sizeof line)) == NULL)
			return note_memory(note);
		im->room = room;
	}
	l->line[l->n++] = line;
	return ERR_OK;
}

static enum err
heading_read(struct importing *im, struct note *note)
{
	struct str heads[HEADS_MAX];
	const struct cell *cells;
	size_t n;
	enum err r;

	if ((r = sheet_next(im->sheet, &cells, &n, note)) != ERR_OK)
		return r;
	if (n == 0)
		return NOTE(note, ERR_INVALID, M("{file} is empty: it has no "
		    "heading and no rows."), A_CSTR("file", im->what->path));
	if (n > HEADS_MAX)
		n = HEADS_MAX;
	for (size_t i = 0; i < n; i++)
		heads[i] = cells[i].text;
	for (size_t i = n; i < HEADS_MAX; i++)
		im->map[i] = -1;
	return fields_heads(&body_sheet, heads, n, im->map, note);
}

static enum err
rows_read(struct importing *im, struct note *note)
{
	const struct cell *cells;
	size_t n;
	enum err r;

	if ((r = heading_read(im, note)) != ERR_OK)
		return r;
	for (;;) {
		struct note found = NOTE_INIT;

		r = sheet_next(im->sheet, &cells, &n, &found);
		if (r == ERR_INVALID && found.where.row != 0) {
			body_import_fault(im, &found, (struct where){ 0 });
			continue;
		}
		if (r != ERR_OK) {
			note_copy(note, &found);
			return r;
		}
		if (n == 0)
			return arena_failed(im->a) ? note_memory(note) :
			    ERR_OK;
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
overlap_fault(void *arg, const struct body_line *line,
    const struct body_line *other)
{
	struct importing *im = arg;
	struct note found = NOTE_INIT;

	(void)NOTE(&found, ERR_INVALID, M("{code} is there twice for the same "
	    "days: see row {row}."), A_TEXT("code", line->code),
	    A_INT("row", other->row));
	body_import_fault(im, &found, (struct where){ .row = line->row });
}

static void
cycle_fault(void *arg, const struct body_line *line,
    const struct body_line *other)
{
	struct importing *im = arg;
	struct note found = NOTE_INIT;

	(void)NOTE(&found, ERR_INVALID, M("{name} stands under itself: going up "
	    "from row to row leads back to it by row {row}."),
	    A_TEXT("name", line->name), A_INT("row", other->row));
	body_import_fault(im, &found, (struct where){ .row = line->row,
	    .field = "superior" });
}

static enum err
judge(struct importing *im, struct note *note)
{
	enum err r;

	if (body_lines_index(im->a, &im->lines, overlap_fault, im) != ERR_OK)
		return note_memory(note);
	if ((r = body_import_resolve(im, note)) != ERR_OK)
		return r;
	if (body_lines_order(im->a, &im->lines, cycle_fault, im) != ERR_OK)
		return note_memory(note);
	return body_import_plan(im, note);
}

enum err
body_import(struct app *app, const struct actor *who,
    const struct body_import *what, struct voice voice,
    const struct import_watch *watch, struct import_report *ret,
    struct note *note)
{
	struct importing im = { .app = app, .what = what, .watch = watch,
	    .report = ret, .voice = voice };
	struct import_plan plan = { .what = "body", .name = what->path };
	enum err r;

	*ret = (struct import_report){ 0 };
	if ((im.a = arena_new()) == NULL)
		return note_memory(note);
	if ((r = app_may(app, who, "body.import", KEY_NONE,
	    note)) != ERR_OK || (r = import_open(what->path, what->sheet,
	    &plan.file, &im.sheet, note)) != ERR_OK ||
	    (r = rows_read(&im, note)) != ERR_OK ||
	    (r = judge(&im, note)) != ERR_OK || what->dry)
		goto out;
	if (ret->faults > 0) {
		r = NOTE(note, ERR_INVALID, M("{n} rows of {file} cannot be taken, "
		    "so nothing was recorded. Correct them and import the file "
		    "again."), A_INT("n", ret->faults),
		    A_CSTR("file", what->path));
		goto out;
	}
	plan.planned = ret->planned;
	plan.append = body_import_append;
	plan.arg = &im;
	r = import_run(app, who, &plan, watch, ret, note);
out:
	sheet_close(im.sheet);
	arena_free(im.a);
	return r;
}
