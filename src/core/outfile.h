/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a list become a file?  CSV or, when its name ends in .xlsx, a
 * workbook; it appears under its name when all of it is on the disk, readable
 * by its owner alone, and until then what was there before stays.
 */
#ifndef CORE_OUTFILE_H
#define CORE_OUTFILE_H

#include "field/rowsink.h"

/* Bytes written behind one another. */
struct outfile;
enum err outfile_open(const char *path, struct outfile **ret,
    struct note *note);
enum err outfile_write(void *of, struct str bytes, struct note *note);
/* Bring it to its place; ${*of} is NULL afterwards. */
enum err outfile_close(struct outfile **of, struct note *note);
void outfile_drop(struct outfile **of);	/* give it up; NULL is allowed */

/* Rows: into ${sink}, between its begin and its end. */
struct rowfile {
	struct rowsink	*sink;
	struct outfile	*text;		/* NULL: a workbook, the sink's own */
};
bool outfile_is_workbook(const char *path);
enum err rowfile_open(struct rowfile *f, struct arena *a, struct voice v,
    const char *path, struct note *note);
/* ${r}: how the putting ended; not ERR_OK gives the file up and is returned.  The
 * sink was ended before. */
enum err rowfile_close(struct rowfile *f, enum err r, struct note *note);

#endif
