/* SPDX-License-Identifier: Apache-2.0 */
#include "core/import_errors.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/csv.h"
#include "base/file.h"
#include "core/outfile.h"

#define HEAD	M("What is wrong")

enum {
	FIRST		= 256,
	CHUNK		= 64 * 1024,
	CELL_MAX	= 30000	/* bytes of faults in one cell */
};

/* Faults are told in any order, and may be as many as the rows: their words lie in
 * a file without a name, where they stand is remembered. */
struct fault {
	int64_t		row;
	int64_t		at;
	uint32_t	n;
};

struct import_errors {
	struct voice	 voice;
	FILE		*words;
	int64_t		 end;
	struct fault	*fault;
	size_t		 n, room;
	struct buf	 text;
	struct note	 note;		/* the first failure */
};

enum err
import_errors_new(struct voice v, struct import_errors **ret,
    struct note *note)
{
	struct import_errors *e = calloc(1, sizeof *e);

	if (e == NULL)
		return note_memory(note);
	e->voice = v;
	if ((e->words = tmpfile()) == NULL) {
		free(e);
		return file_error(note, errno, P_tmpdir);
	}
	*ret = e;
	return ERR_OK;
}

void
import_errors_free(struct import_errors *e)
{
	if (e == NULL)
		return;
	(void)fclose(e->words);
	free(e->fault);
	buf_free(&e->text);
	free(e);
}

static bool
fault_room(struct import_errors *e)
{
	const size_t room = e->room == 0 ? FIRST : 2 * e->room;
	struct fault *fault;

	if (e->n < e->room)
		return true;
	if ((fault = realloc(e->fault, room * sizeof *fault)) == NULL)
		return false;
	e->fault = fault;
	e->room = room;
	return true;
}

void
import_errors_put(struct import_errors *e, const struct note *fault)
{
	const int64_t row = fault->where.row != 0 ? fault->where.row :
	    fault->where.line;
	struct note said;

	/* In its own row it need not say which. */
	note_copy(&said, fault);
	said.where.row = said.where.line = 0;
	/* The copy has one column more: its name tells. */
	if (said.where.label != NULL)
		said.where.column = 0;
	buf_empty(&e->text);
	say_note(&e->text, e->voice, &said);
	if (e->note.err != ERR_OK)
		return;
	if (buf_failed(&e->text) || !fault_room(e)) {
		(void)note_memory(&e->note);
		return;
	}
	if (fwrite(e->text.p, 1, e->text.n, e->words) != e->text.n) {
		(void)file_error(&e->note, errno, P_tmpdir);
		return;
	}
	e->fault[e->n++] = (struct fault){ row, e->end, (uint32_t)e->text.n };
	e->end += (int64_t)e->text.n;
}

int64_t
import_errors_count(const struct import_errors *e)
{
	return (int64_t)e->n;
}

static int
order(const void *x, const void *y)
{
	const struct fault *a = x, *b = y;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

/* Where the copy goes: one of the two. */
struct copy {
	struct import_errors	*e;
	struct sheet_out	*book;
	struct outfile		*text;
	struct buf		 b;
	size_t			 next;	/* fault to be told */
	bool			 drop;	/* the first column is an old copy's */
	bool			 headed;
	size_t			 width;	/* columns of the heading */
};

static void
cell_put(struct copy *c, bool first, struct str text)
{
	if (c->book != NULL) {
		sheet_out_cell(c->book, SHEET_TEXT, text);
		return;
	}
	if (!first)
		buf_char(&c->b, ',');
	csv_put(&c->b, text, false);
}

/* All that was said of rows up to ${row}, a line each. */
static enum err
faults_say(struct copy *c, int64_t row, struct buf *to, struct note *note)
{
	struct import_errors *e = c->e;

	for (; c->next < e->n && e->fault[c->next].row <= row; c->next++) {
		const struct fault *f = &e->fault[c->next];
		char text[NOTE_BYTES_MAX * 2];
		const size_t n = f->n < sizeof text ? f->n : sizeof text;

		if (to->n + n > CELL_MAX)
			continue;
		if (fseeko(e->words, (off_t)f->at, SEEK_SET) != 0 ||
		    fread(text, 1, n, e->words) != n)
			return file_error(note, errno == 0 ? EIO : errno,
			    P_tmpdir);
		if (to->n > 0)
			buf_char(to, '\n');
		buf_put(to, text, n);
	}
	return ERR_OK;
}

/* Does the sheet come from here? */
static bool
is_copy(struct str head)
{
	bool is = false;

	for (int l = 0; l < LANG__MAX; l++)
		is = is || str_is(head, say((enum lang)l, HEAD));
	return is;
}

static enum err
row_put(struct copy *c, int64_t row, const struct cell *cells, size_t n,
    struct note *note)
{
	struct buf *said = &c->e->text;
	enum err r = ERR_OK;

	buf_empty(said);
	if (!c->headed) {
		c->drop = n > 0 && is_copy(cells[0].text);
		buf_text(said, say(c->e->voice.lang, HEAD));
		c->headed = true;
		c->width = n;
	} else
		r = faults_say(c, row, said, note);
	cell_put(c, true, buf_view(said));
	for (size_t i = c->drop; i < n || i < c->width; i++)
		cell_put(c, false, i < n ? cells[i].text : S(""));
	if (c->book != NULL) {
		sheet_out_row(c->book);
		return r;
	}
	buf_text(&c->b, "\r\n");
	if (buf_failed(&c->b) || buf_failed(said))
		return note_memory(note);
	if (r == ERR_OK && c->b.n >= CHUNK) {
		r = outfile_write(c->text, buf_view(&c->b), note);
		buf_empty(&c->b);
	}
	return r;
}

static enum err
rows_copy(struct copy *c, struct sheet *sheet, struct note *note)
{
	const struct cell *cells;
	int64_t broken = 0;
	size_t n;
	enum err r;

	for (;;) {
		struct note found = NOTE_INIT;

		r = sheet_next(sheet, &cells, &n, &found);
		/* Of a row that cannot be read there are only the words. */
		if (r == ERR_INVALID && sheet_row(sheet) > broken) {
			broken = sheet_row(sheet);
			n = 0;
			r = ERR_OK;
		} else if (r != ERR_OK)
			note_copy(note, &found);
		else if (n == 0)
			break;
		if (r != ERR_OK || (r = row_put(c, sheet_row(sheet), cells, n,
		    note)) != ERR_OK)
			return r;
	}
	/* What was said of rows that are not there any more. */
	return c->next < c->e->n ? row_put(c, INT64_MAX, cells, 0, note) :
	    ERR_OK;
}

static enum err
sheet_copy(struct copy *c, struct sheet *sheet, const char *to,
    struct note *note)
{
	enum err r;

	if (sheet_is_workbook(sheet))
		r = sheet_out_open(to, say(c->e->voice.lang, HEAD), &c->book,
		    note);
	else {
		buf_text(&c->b, "\xEF\xBB\xBF");
		r = outfile_open(to, &c->text, note);
	}
	if (r != ERR_OK)
		return r;
	r = rows_copy(c, sheet, note);
	if (c->book != NULL) {
		if (r == ERR_OK)
			return sheet_out_close(&c->book, note);
		sheet_out_drop(&c->book);
		return r;
	}
	if (r == ERR_OK && (r = outfile_write(c->text, buf_view(&c->b),
	    note)) == ERR_OK)
		return outfile_close(&c->text, note);
	outfile_drop(&c->text);
	return r;
}

enum err
import_errors_write(struct import_errors *e, const char *from,
    const char *sheet, const char *to, struct note *note)
{
	struct copy c = { .e = e, .b = BUF_INIT };
	struct sheet *in = NULL;
	struct stat old, new;
	enum err r;

	if (e->note.err != ERR_OK) {
		note_copy(note, &e->note);
		return e->note.err;
	}
	if (stat(from, &old) == 0 && stat(to, &new) == 0 &&
	    old.st_dev == new.st_dev && old.st_ino == new.st_ino)
		return NOTE(note, ERR_USAGE, M("{file} is the file that is "
		    "imported. Give the copy with the faults another name."),
		    A_CSTR("file", to));
	if (fflush(e->words) != 0)
		return file_error(note, errno, P_tmpdir);
	if (e->n > 0)
		qsort(e->fault, e->n, sizeof *e->fault, order);
	if ((r = sheet_open(from, sheet, &in, note)) == ERR_OK)
		r = sheet_copy(&c, in, to, note);
	sheet_close(in);
	buf_free(&c.b);
	return r;
}
