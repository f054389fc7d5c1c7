/* SPDX-License-Identifier: Apache-2.0 */
#include "core/import_rows.h"

enum { PROGRESS_ROWS = 1000 };

/* Rows and lines are one number; which it is, the kind of file says. */
struct where
import_rows_where(const struct import_rows *in, int64_t row,
    const char *field)
{
	struct where w = { .field = field };
	int f = field == NULL ? -1 : field_find(in->form, str_of(field));

	if (sheet_is_workbook(in->sheet))
		w.row = row;
	else
		w.line = row;
	if (f < 0)
		return w;
	w.label = in->form->field[f].label;
	for (int i = 0; i < IMPORT_HEADS_MAX && w.column == 0; i++)
		if (in->map[i] == f)
			w.column = i + 1;
	return w;
}

/* Who parsed a cell may have named its field, but does not know the rest. */
static void
place(const struct import_rows *in, int64_t row, const char *field,
    struct note *found)
{
	const struct where w = import_rows_where(in, row, field);

	note_where(found, w);
	if (found->where.label == NULL)
		found->where.label = w.label;
}

void
import_rows_fault(struct import_rows *in, int64_t row, const char *field,
    struct note *found)
{
	const bool counted = in->faulty == row;

	in->faulty = row;
	place(in, row, field, found);
	import_fault(in->report, in->watch, counted, found);
}

void
import_rows_fault_more(struct import_rows *in, int64_t row,
    const char *field, struct note *found)
{
	place(in, row, field, found);
	import_fault(in->report, in->watch, true, found);
}

void
import_rows_remark(struct import_rows *in, int64_t row, const char *field,
    struct note *found)
{
	place(in, row, field, found);
	if (in->watch->remark != NULL)
		in->watch->remark(in->watch->arg, found);
	note_clear(found);
}

enum err
import_rows_heading(struct import_rows *in, const struct fields *const *forms,
    struct note *note)
{
	struct str heads[IMPORT_HEADS_MAX];
	const struct cell *cells;
	size_t n;
	enum err r;

	if ((r = sheet_next(in->sheet, &cells, &n, note)) != ERR_OK)
		return r;
	if (n == 0)
		return NOTE(note, ERR_INVALID, M("{file} is empty: it has no "
		    "heading and no rows."), A_CSTR("file", in->path));
	if (n > IMPORT_HEADS_MAX)
		n = IMPORT_HEADS_MAX;
	for (size_t i = 0; i < n; i++)
		heads[i] = cells[i].text;
	for (size_t i = n; i < IMPORT_HEADS_MAX; i++)
		in->map[i] = -1;
	for (;; forms++) {
		struct note found = NOTE_INIT;

		in->form = *forms;
		r = fields_heads(in->form, heads, n, in->map, &found);
		if (r == ERR_OK)
			return r;
		if (r != ERR_INVALID || forms[1] == NULL) {
			note_copy(note, &found);
			return r;
		}
	}
}

/* Does the cell hold what its author saw? */
static enum err
cell_check(const struct cell *c, struct note *found)
{
	if (c->error && c->text.n != 0)
		return NOTE(found, ERR_INVALID, M("The cell holds {text}: its "
		    "formula failed. Correct it in the workbook and import the "
		    "file again."), A_TEXT("text", c->text));
	if (c->error)
		return NOTE(found, ERR_INVALID, M("The cell is a formula whose "
		    "result is not in the file. Open it in Excel or WPS, save "
		    "it, and import it again."));
	if (c->merged)
		return NOTE(found, ERR_INVALID, M("The cell is merged with "
		    "another, so that nobody can say whether it has the same "
		    "value. Undo the merging, fill in each cell, and import "
		    "the file again."));
	return ERR_OK;
}

/* Our own lists guard what a spreadsheet would take for a formula by a ' before
 * it (csv_put), which is taken off again. */
static struct str
cell_text(const struct import_rows *in, const struct cell *c)
{
	const struct str s = c->text;

	if (sheet_is_workbook(in->sheet) || s.n < 2 || s.p[0] != '\'' ||
	    memchr("=+-@\t\r", s.p[1], 6) == NULL)
		return s;
	return str_part(s, 1, s.n);
}

/* What its form asks of each field; ${bad}: of those nothing is known. */
static void
fields_tell(struct import_rows *in, int64_t at, const struct value *values,
    const bool *bad, bool *sound)
{
	struct note found = NOTE_INIT;

	for (size_t i = 0; i < in->form->n; i++) {
		const struct fields one = { in->form->name, in->form->version,
		    &in->form->field[i], 1, NULL };

		if (bad[i] || fields_check(&one, &values[i],
		    &found) == ERR_OK)
			continue;
		*sound = false;
		import_rows_fault(in, at, found.where.field, &found);
	}
}

/* Every fault of the row is told; ${*ret_sound}: there was none. */
static void
row_parse(struct import_rows *in, struct arena *a, int64_t at,
    const struct cell *cells, size_t n, struct value *values,
    bool *ret_sound)
{
	bool bad[FIELDS_MAX] = { false };
	struct note found = NOTE_INIT;

	*ret_sound = true;
	memset(values, 0, in->form->n * sizeof *values);
	for (size_t i = 0; i < n && i < IMPORT_HEADS_MAX; i++) {
		const int f = in->map[i];
		struct value v = { 0 };

		if (f < 0)
			continue;
		if (cell_check(&cells[i], &found) == ERR_OK &&
		    field_parse(a, &in->form->field[f], in->voice,
		    cell_text(in, &cells[i]), &v, &found) == ERR_OK) {
			values[f] = v;
			continue;
		}
		if (arena_failed(a))
			return;
		note_where(&found, (struct where){
		    .column = (int64_t)i + 1,
		    .field = in->form->field[f].name });
		bad[f] = true;
		*ret_sound = false;
		import_rows_fault(in, at, found.where.field, &found);
	}
	if (!*ret_sound || fields_check(in->form, values, NULL) != ERR_OK)
		fields_tell(in, at, values, bad, ret_sound);
}

static enum err
row_take(struct import_rows *in, struct arena *a, const struct cell *cells,
    size_t n, import_row_fn *row, void *arg, struct note *note)
{
	const struct arena_mark mark = arena_mark(a);
	const int64_t at = sheet_row(in->sheet);
	struct value values[FIELDS_MAX];
	bool sound;
	enum err r;

	in->report->rows++;
	row_parse(in, a, at, cells, n, values, &sound);
	if (arena_failed(a))
		return note_memory(note);
	r = row(arg, at, values, sound, note);
	arena_reset(a, mark);
	return r;
}

static enum err
progress(const struct import_rows *in, struct note *note)
{
	enum err r = ERR_OK;

	if (in->watch->progress != NULL &&
	    in->report->rows % PROGRESS_ROWS == 0)
		r = in->watch->progress(in->watch->arg, M("read"),
		    sheet_progress(in->sheet), 1000);
	return r == ERR_OK ? r : NOTE(note, r,
	    M("Stopped before anything was recorded."));
}

enum err
import_rows_read(struct import_rows *in, import_row_fn *row, void *arg,
    struct note *note)
{
	struct arena *a = arena_new();
	const struct cell *cells;
	int64_t broken = 0;
	size_t n = 0;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	while (r == ERR_OK) {
		struct note found = NOTE_INIT;

		r = sheet_next(in->sheet, &cells, &n, &found);
		/* A row that cannot be read; the next call goes on behind. */
		if (r == ERR_INVALID && sheet_row(in->sheet) > broken) {
			broken = sheet_row(in->sheet);
			in->report->rows++;
			import_rows_fault(in, broken, NULL, &found);
			r = ERR_OK;
			continue;
		}
		if (r != ERR_OK)
			note_copy(note, &found);
		if (r != ERR_OK || n == 0)
			break;
		if ((r = row_take(in, a, cells, n, row, arg, note)) == ERR_OK)
			r = progress(in, note);
	}
	arena_free(a);
	return r;
}
