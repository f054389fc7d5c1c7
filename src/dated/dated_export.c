/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated_export.h"

#include "core/outfile.h"
#include "dated/dated_sheet.h"

enum { PROGRESS_ROWS = 1000 };

struct exporting {
	struct store			*st;
	const struct dated_export	*what;
	struct dated_sheet		 form;
	struct dated_names		 names;
	struct rowsink			*sink;
	int64_t				 rows;
};

static enum err
row_put(void *arg, struct arena *a, const struct dated_row *row,
    struct note *note)
{
	struct exporting *x = arg;
	struct value v[FIELDS_MAX];
	enum err r;

	if ((r = dated_sheet_row(x->st, a, &x->form, &x->names, row, v,
	    note)) != ERR_OK ||
	    (r = rowsink_row(x->sink, v, note)) != ERR_OK)
		return r;
	if (++x->rows % PROGRESS_ROWS == 0 && x->what->progress != NULL &&
	    (r = x->what->progress(x->what->arg, x->rows)) != ERR_OK)
		return NOTE(note, r, M("Stopped; no file was written."));
	return ERR_OK;
}

static enum err
rows_put(struct exporting *x, struct note *note)
{
	const struct dated_query q = { .since = INT64_MIN, .until = INT64_MAX,
	    .known = DATED_NOW };
	enum err r;

	if ((r = rowsink_begin(x->sink, x->form.form, note)) != ERR_OK ||
	    (r = dated_each(x->st, x->form.t, &q, row_put, x,
	    note)) != ERR_OK)
		return r;
	return rowsink_end(x->sink, note);
}

enum err
dated_export(struct store *st, const struct dated *t,
    const struct dated_export *what, int64_t *ret_rows, struct note *note)
{
	struct exporting x = { .st = st, .what = what };
	struct arena *a = arena_new();
	struct rowfile file;
	enum err r;

	if (a == NULL)
		return note_memory(note);
	if ((r = dated_sheet_view(a, t, what->voice.lang, &x.form,
	    note)) == ERR_OK && (r = rowfile_open(&file, a, what->voice,
	    what->path, note)) == ERR_OK) {
		x.sink = file.sink;
		r = rowfile_close(&file, rows_put(&x, note), note);
	}
	if (r == ERR_OK)
		*ret_rows = x.rows;
	arena_free(x.names.a);
	arena_free(a);
	return r;
}
