/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does everything of one kind leave?  As the sheet that can be imported
 * again: all states of all records, CSV or, when the name ends in .xlsx, a
 * workbook.
 */
#ifndef DATED_DATED_EXPORT_H
#define DATED_DATED_EXPORT_H

#include "dated/dated.h"

struct dated_export {
	const char	*path;
	struct voice	 voice;
	/* Rows written so far; not ERR_OK stops, and no file is left. */
	enum err	(*progress)(void *arg, int64_t rows);
	void		*arg;
};

/* Within a transaction of the caller's: one snapshot. */
enum err dated_export(struct store *st, const struct dated *t,
    const struct dated_export *what, int64_t *ret_rows, struct note *note);

#endif
