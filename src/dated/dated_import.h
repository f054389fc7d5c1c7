/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do many records come in?  From a sheet (dated_sheet.h).  A row means the
 * record of its id, else of its code, else what the subject takes for the same
 * (a post of that title in that body).  Rows of one record follow one another in
 * order of days and say its states; its last row says when it ends.  Columns
 * that the sheet has not are left as they are.
 */
#ifndef DATED_DATED_IMPORT_H
#define DATED_DATED_IMPORT_H

#include "core/import_rows.h"
#include "dated/dated.h"

/* What to do with a record that is there already and says something else. */
enum dated_conflict { DATED_STOP, DATED_SKIP, DATED_UPDATE };

enum { DATED_ROWS_MAX = 1048576 };

struct dated_import {
	const char		*path;
	const char		*sheet;		/* NULL: the first */
	struct str		 source;	/* of codes in rows without one */
	enum dated_conflict	 conflict;
	bool			 dry;
};

enum err dated_import(struct app *app, const struct actor *who,
    const struct dated *t, const struct dated_import *what,
    struct voice voice, const struct import_watch *watch,
    struct import_report *ret, struct note *note);

#endif
