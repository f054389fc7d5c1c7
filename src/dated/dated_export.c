/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated_export.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "dated/dated_sheet.h"
#include "field/rowsink.h"

enum { PROGRESS_ROWS = 1000 };

struct exporting {
	struct store			*st;
	const struct dated_export	*what;
	struct dated_sheet		 form;
	struct dated_names		 names;
	struct rowsink			*sink;
	int64_t				 rows;
	int				 fd;
	const char			*temp;
};

static enum err
bytes_write(void *arg, struct str bytes, struct note *note)
{
	const struct exporting *x = arg;
	size_t done = 0;

	while (done < bytes.n) {
		ssize_t n = write(x->fd, bytes.p + done, bytes.n - done);

		if (n < 0 && errno != EINTR)
			return file_error(note, errno, x->temp);
		done += n < 0 ? 0 : (size_t)n;
	}
	return ERR_OK;
}

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

/* A text appears under its name when all of it is on the disk. */
static enum err
text_put(struct exporting *x, struct arena *a, struct note *note)
{
	enum err r;

	x->temp = str_fmt(a, "%s.writing", x->what->path).p;
	if (arena_failed(a))
		return note_memory(note);
	x->fd = open(x->temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (x->fd < 0)
		return file_error(note, errno, x->temp);
	x->sink = rowsink_csv(a, x->what->voice, bytes_write, x);
	if ((r = rows_put(x, note)) == ERR_OK && fsync(x->fd) != 0)
		r = file_error(note, errno, x->temp);
	(void)close(x->fd);
	if (r == ERR_OK && rename(x->temp, x->what->path) != 0)
		r = file_error(note, errno, x->what->path);
	if (r != ERR_OK) {
		rowsink_drop(x->sink);
		(void)unlink(x->temp);
	}
	return r;
}

enum err
dated_export(struct store *st, const struct dated *t,
    const struct dated_export *what, int64_t *ret_rows, struct note *note)
{
	struct exporting x = { .st = st, .what = what };
	struct arena *a = arena_new();
	enum err r;

	if (a == NULL)
		return note_memory(note);
	if ((r = dated_sheet_view(a, t, what->voice.lang, &x.form,
	    note)) == ERR_OK) {
		if (str_ends(str_of(what->path), ".xlsx")) {
			x.sink = rowsink_xlsx(a, what->voice, what->path);
			if ((r = rows_put(&x, note)) != ERR_OK)
				rowsink_drop(x.sink);
		} else
			r = text_put(&x, a, note);
	}
	if (r == ERR_OK)
		*ret_rows = x.rows;
	arena_free(x.names.a);
	arena_free(a);
	return r;
}
