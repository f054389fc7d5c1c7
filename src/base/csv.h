/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands in a CSV file?  RFC 4180 as Excel and WPS write it: UTF-8 with or
 * without a BOM, GB18030 detected when the bytes are not UTF-8 (csv_text.c says
 * how), UTF-16 with a BOM; comma, semicolon or tab (the one that the first line
 * has most of, outside quotes, or that Excel's own line sep=; names); CR LF, LF
 * or CR; quotes doubled inside quotes, line breaks in them kept as they are; a
 * quote inside a cell that does not begin with one is text.  Streamed: one row
 * at a time is in memory.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/note.h"
#include "base/str.h"

enum {
	CSV_CELL_MAX	= 64 * 1024,	/* bytes of one cell */
	CSV_COLUMNS_MAX	= 1024,
	CSV_ROW_MAX	= 1024 * 1024	/* bytes of one row */
};

struct csv;

/* Where the bytes come from: fill ${to}, return the count; 0 at the end,
 * -1 when it cannot be read (the reader then says so). */
struct csv_source {
	long	(*read)(void *arg, void *to, size_t n);
	void	*arg;
};

enum err csv_open(const struct csv_source *from, struct csv **ret,
    struct note *note);
void csv_close(struct csv *c);

/*
 * csv_next(c, ret_cells, ret_n, note):
 * The next row; ${*ret_n} 0 at the end.  Empty lines are skipped; a line that
 * is "" is a row of one empty cell.  Cells are UTF-8 and live until the next
 * call.  A quote never closed, text behind a closing one, a cell or row too long,
 * too many columns, bytes that are no text: ERR_INVALID with line and column
 * (that of the cell), and the next call goes on behind that row; behind a quote
 * never closed there is only the end.
 */
enum err csv_next(struct csv *c, const struct str **ret_cells, size_t *ret_n,
    struct note *note);

/* The line (from 1) on which the last row began; which encoding was found. */
int64_t csv_line(const struct csv *c);
const char *csv_encoding(const struct csv *c);

/* Write one cell; quoted where needed, also when it is empty and begins a row,
 * which would be an empty line without.  ${guard}: put ' before a first = + - @,
 * tab or CR so that no spreadsheet takes it for a formula. */
void csv_put(struct buf *b, struct str cell, bool guard);

#endif
