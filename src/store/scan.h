/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a table read that is larger than memory?  Row by row: SQLite streams
 * by itself; PostgreSQL is asked for a page at a time by a cursor, which lives
 * in a transaction of the caller's.  A page has as many rows as make about
 * an eighth of a MiB.  One scan at a time on one store.
 */
#ifndef STORE_SCAN_H
#define STORE_SCAN_H

#include "store/schema.h"

struct scan {
	struct store	*st;
	struct rows	*rows;	/* of the page under way */
	int64_t		 want;	/* rows asked for in it */
	int64_t		 n;	/* rows of it so far */
	size_t		 bytes;	/* and their texts and bytes, about */
	enum err	 err;
	struct note	 note;
};

/* Begin to read what ${text} selects. */
enum err scan_open(struct scan *s, struct store *st, const char *text,
    struct note *note);

/* The same by a statement with values, whose text for PostgreSQL (there must be
 * one) begins with SCAN_PG. */
#define SCAN_PG	"DECLARE anze_scan NO SCROLL CURSOR FOR "
enum err scan_query(struct scan *s, struct store *st, const struct sql *q,
    const struct bind *binds, size_t n, struct note *note);

/* The next row, for rows_int() and its like on ${s->rows}; false at the end or
 * at an error. */
bool scan_next(struct scan *s);
/* Always called; says whether all was read. */
enum err scan_end(struct scan *s, struct note *note);

/*
 * table_copy(t, keep, src, dst, ret_rows, note):
 * Append all rows of ${t} in ${src} to the same table in ${dst}, in
 * transactions of its own; ${src} has one begun.  ${keep} must live until
 * ${dst} is closed.
 */
enum err table_copy(const struct table *t, struct arena *keep,
    struct store *src, struct store *dst, int64_t *ret_rows,
    struct note *note);

#endif
