/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables: whatever comes in, rows ascend, are within their limits and are text;
 * what ends the reading ends it for good; what was read can be written as CSV
 * and is read back the same.
 *
 * What begins with PK is a file as it is.  Anything else is the parts of a
 * workbook, parted by NUL, which is made of them here, since no chance finds
 * the checksums of an archive: sheet, styles, shared strings, workbook, its
 * relations.  An empty one is the usual one.
 */
#include <assert.h>

#include "base/csv.h"
#include "base/sheet_made.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str
made(struct arena *a, struct str in)
{
	const char *parts[5] = { NULL };
	struct made_book b = { 0 };
	struct str piece;

	for (size_t i = 0; i < 5 && str_cut(&in, '\0', &piece); i++)
		if (piece.n != 0)
			parts[i] = str_copy(a, piece).p;
	b.sheet = parts[0];
	b.styles = parts[1];
	b.strings = parts[2];
	b.book = parts[3];
	b.book_relations = parts[4];
	return made_book(a, &b);
}

static void
row_check(const struct cell *cells, size_t n, bool workbook)
{
	assert(n <= SHEET_COLUMNS_MAX);
	for (size_t i = 0; i < n; i++) {
		assert(cells[i].text.n <= SHEET_CELL_MAX);
		assert(utf8_ok(cells[i].text));
		assert(!cells[i].merged || cells[i].text.n == 0);
		assert(workbook || (!cells[i].merged && !cells[i].formula &&
		    !cells[i].error));
	}
	assert(cells[n - 1].text.n != 0 || cells[n - 1].merged ||
	    cells[n - 1].formula);
}

/* What is empty at the end of a row is left out, as the reader does. */
static void
row_put(struct buf *b, const struct cell *cells, size_t n)
{
	while (n > 0 && cells[n - 1].text.n == 0)
		n--;
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_char(b, ',');
		csv_put(b, cells[i].text, false);
	}
	buf_char(b, '\n');
}

/* Read all rows, writing them as CSV.  Rows too long for that are left out, as
 * are those that are empty but for formulas and merged cells. */
static void
read_all(struct sheet *s, struct buf *as_csv)
{
	const struct cell *cells = NULL;
	int64_t row = 0;
	size_t n = 0;
	enum err r;

	for (;;) {
		struct note note = NOTE_INIT;
		size_t bytes = 0;

		r = sheet_next(s, &cells, &n, &note);
		assert(sheet_progress(s) >= 0 && sheet_progress(s) <= 1000);
		if (r == ERR_INVALID && note.where.row != 0) {
			assert(note.where.column >= 0 && note.msg != NULL);
			continue;
		}
		if (r != ERR_OK) {
			assert(note.msg != NULL);
			assert(sheet_next(s, &cells, &n, NULL) == r);
		}
		if (r != ERR_OK || n == 0)
			return;
		assert(sheet_row(s) > row);
		row = sheet_row(s);
		row_check(cells, n, sheet_is_workbook(s));
		for (size_t i = 0; i < n; i++)
			bytes += cells[i].text.n;
		if (bytes != 0 && bytes <= CSV_ROW_MAX)
			row_put(as_csv, cells, n);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };
	struct arena *a = arena_new();
	struct buf once = BUF_INIT, again = BUF_INIT;
	struct sheet *s = NULL;

	if (a == NULL)
		return 0;
	if (!str_starts(in, "PK") && in.n != 0)
		in = made(a, in);
	/* A heading, so that no row makes a web page of it. */
	buf_text(&once, "\xEF\xBB\xBFx\n");
	buf_text(&again, "\xEF\xBB\xBF");
	if (sheet_from_bytes(in, NULL, &s, NULL) == ERR_OK)
		read_all(s, &once);
	sheet_close(s);
	s = NULL;
	if (sheet_from_bytes(buf_view(&once), NULL, &s, NULL) == ERR_OK)
		read_all(s, &again);
	sheet_close(s);
	assert(str_eq(buf_view(&once), buf_view(&again)));
	buf_free(&once);
	buf_free(&again);
	arena_free(a);
	return 0;
}
