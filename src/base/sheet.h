/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands in the table that somebody handed in?  CSV and xlsx read through
 * one door, row by row, told apart by their first bytes, never by the name.
 *
 * xlsx: the first visible sheet, or the named one, which may be hidden; inline
 * and shared strings, rich text joined, numbers as their shortest decimal text,
 * booleans as true and false, dates (by number format, both date systems) as
 * 2026-11-23 or 2026-11-23T14:10, with :05 when the format shows seconds, times
 * alone as 14:10, hours that are counted as 36:00; merged cells: the value in
 * the first, the others empty with ${merged}; a formula gives its cached value
 * with ${formula}, an empty one when it was never computed.  Guards: archive,
 * part, ratio, shared strings, cells, columns (constants below); no document
 * types, no entities, tags with few attributes and little nesting.
 */
#ifndef BASE_SHEET_H
#define BASE_SHEET_H

#include "base/note.h"
#include "base/str.h"

enum {
	SHEET_FILE_MAX	   = 64 * 1024 * 1024,	/* a workbook as handed in */
	SHEET_TEXT_MAX	   = 1024 * 1024 * 1024, /* a text, which is streamed */
	SHEET_PART_MAX	   = 512 * 1024 * 1024,	/* one part, unpacked */
	SHEET_RATIO_MAX	   = 200,		/* unpacked : packed, beyond 1 MiB */
	SHEET_STRINGS_MAX  = 4 * 1024 * 1024,	/* shared strings */
	SHEET_STRINGS_BYTES_MAX = 256 * 1024 * 1024,
	SHEET_ROWS_MAX	   = 1048576,
	SHEET_COLUMNS_MAX  = 1024,
	SHEET_CELL_MAX	   = 64 * 1024
};

struct cell {
	struct str	text;		/* UTF-8; empty when there is nothing */
	bool		formula;	/* the text is a cached result */
	bool		merged;		/* covered by a cell above or before */
	bool		error;		/* #REF! and its like; without a text:
					 * a formula without its result */
};

struct sheet;

/* ${name}: which sheet of a workbook; NULL the first visible one. */
enum err sheet_open(const char *path, const char *name, struct sheet **ret,
    struct note *note);
enum err sheet_from_bytes(struct str bytes, const char *name,
    struct sheet **ret, struct note *note);	/* ${bytes} must stay */
void sheet_close(struct sheet *s);

/* The next row that is not empty, without what is empty at its end; ${*ret_n} 0
 * at the end.  Cells live until the next call.  A row that cannot be read is
 * ERR_INVALID with row and column, and the next call goes on behind it; any other
 * failure has no row, ends the reading and is told again by each call. */
enum err sheet_next(struct sheet *s, const struct cell **ret_cells,
    size_t *ret_n, struct note *note);

/* Row number (sheet) or line number (text) of the last row, from 1. */
int64_t sheet_row(const struct sheet *s);
bool sheet_is_workbook(const struct sheet *s);

/* How much of the file was read, in thousandths, for progress. */
int sheet_progress(const struct sheet *s);

/*
 * The writer, over libxlsxwriter in constant memory: rows in order.  The file
 * appears at ${path} when sheet_out_close() has written and checked all of it,
 * readable by its owner alone; until then what was there before stays.
 */
struct sheet_out;
enum sheet_type { SHEET_TEXT, SHEET_NUMBER, SHEET_DAY, SHEET_MOMENT };

enum err sheet_out_open(const char *path, const char *name,
    struct sheet_out **ret, struct note *note);
/* Behind all rows of a sheet: another one in the same workbook. */
enum { SHEETS_OUT_MAX = 4 };
enum err sheet_out_next(struct sheet_out *o, const char *name,
    struct note *note);
/* SHEET_NUMBER wants a decimal text, SHEET_DAY 2026-11-23, SHEET_MOMENT local
 * civil text 2026-11-23 14:10; what is no such text is written as text. */
void sheet_out_cell(struct sheet_out *o, enum sheet_type type, struct str s);
void sheet_out_row(struct sheet_out *o);	/* end of this row */
/* Close and say whether all was written; ${*o} is NULL afterwards. */
enum err sheet_out_close(struct sheet_out **o, struct note *note);
/* Give it up: nothing is written; ${*o} is NULL afterwards. */
void sheet_out_drop(struct sheet_out **o);

#endif
