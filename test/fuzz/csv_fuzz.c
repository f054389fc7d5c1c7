/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CSV: whatever comes in, rows are within their limits and are text; what is
 * read does not depend on how the bytes arrive; rows that are written are read
 * back as they were.
 */
#include <assert.h>

#include "base/csv.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct pieces {
	struct str	bytes;
	size_t		step;
};

static long
pieces_read(void *arg, void *to, size_t n)
{
	struct pieces *p = arg;

	if (n > p->step)
		n = p->step;
	if (n > p->bytes.n)
		n = p->bytes.n;
	if (n != 0)
		memcpy(to, p->bytes.p, n);
	p->bytes = str_part(p->bytes, n, p->bytes.n);
	return (long)n;
}

/* A row as count and lengths, so that nothing looks like something else. */
static void
row_note(struct buf *b, const struct str *cells, size_t n)
{
	buf_fmt(b, "%zu:", n);
	for (size_t i = 0; i < n; i++) {
		buf_fmt(b, "%zu:", cells[i].n);
		buf_str(b, cells[i]);
	}
	buf_char(b, '\n');
}

/* Read all rows: what they say to ${seen}, with faults when these are ${told};
 * and write them anew to ${again}, if it is wanted. */
static void
read_all(struct str bytes, size_t step, bool told, struct buf *seen,
    struct buf *again)
{
	struct pieces from = { bytes, step };
	const struct csv_source source = { pieces_read, &from };
	const struct str *cells = NULL;
	struct csv *csv = NULL;
	int64_t line = 0;
	size_t n = 0, total;
	enum err r;

	if (csv_open(&source, &csv, NULL) != ERR_OK)
		return;
	for (;;) {
		struct note note = NOTE_INIT;

		r = csv_next(csv, &cells, &n, &note);
		assert(r == ERR_OK || r == ERR_INVALID);
		if (r == ERR_OK && n == 0)
			break;
		assert(csv_line(csv) > line);
		line = csv_line(csv);
		if (r == ERR_INVALID) {
			assert(note.msg != NULL && note.where.line >= line &&
			    note.where.column >= 1);
			if (told)
				buf_fmt(seen, "!%lld:%lld\n",
				    (long long)note.where.line,
				    (long long)note.where.column);
			continue;
		}
		assert(n <= CSV_COLUMNS_MAX);
		total = 0;
		for (size_t i = 0; i < n; i++) {
			assert(cells[i].n <= CSV_CELL_MAX && utf8_ok(cells[i]));
			total += cells[i].n;
			if (again == NULL)
				continue;
			if (i > 0)
				buf_char(again, ',');
			csv_put(again, cells[i], false);
		}
		assert(total <= CSV_ROW_MAX);
		row_note(seen, cells, n);
		if (again != NULL)
			buf_text(again, "\r\n");
	}
	csv_close(csv);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };
	struct buf whole = BUF_INIT, pieces = BUF_INIT, again = BUF_INIT;
	struct buf back = BUF_INIT;
	size_t step = size == 0 ? 1 : 1 + data[size - 1] % 7;

	read_all(in, SIZE_MAX, true, &whole, NULL);
	read_all(in, step, true, &pieces, NULL);
	assert(str_eq(buf_view(&whole), buf_view(&pieces)));

	buf_empty(&whole);
	buf_text(&again, "\xEF\xBB\xBF");
	read_all(in, SIZE_MAX, false, &whole, &again);
	read_all(buf_view(&again), SIZE_MAX, true, &back, NULL);
	assert(str_eq(buf_view(&whole), buf_view(&back)));

	buf_free(&whole);
	buf_free(&pieces);
	buf_free(&again);
	buf_free(&back);
	return 0;
}
