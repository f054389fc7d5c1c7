/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands in a CSV file?  RFC 4180 as Excel and WPS write it: UTF-8 with or
 * without a BOM, GB18030 detected when the bytes are not UTF-8, UTF-16 with a
 * BOM; comma, semicolon or tab (the one that the first line has most of,
 * outside quotes); CR LF, LF or CR; quotes doubled inside quotes.  Streamed:
 * one row at a time is in memory.
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
 * The next row; ${*ret_n} 0 at the end (an empty line is a row of one empty
 * cell and is skipped).  Cells are UTF-8 and live until the next call.  An
 * unclosed quote, a cell too long, broken text: ERR_INVALID with line and
 * column; the reader goes on behind that row if it is called again, except
 * after an unclosed quote.
 */
enum err csv_next(struct csv *c, const struct str **ret_cells, size_t *ret_n,
    struct note *note);

/* The line (from 1) on which the last row began; which encoding was found. */
int64_t csv_line(const struct csv *c);
const char *csv_encoding(const struct csv *c);

/* Write one cell; quoted where needed.  ${guard}: put ' before a first
 * = + - @ or tab so that no spreadsheet takes it for a formula. */
void csv_put(struct buf *b, struct str cell, bool guard);

#endif
