/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do many bodies come in?  From a sheet with the columns
 *	source,code,name,kind,superior,guided_by,region,industry,from,to
 * Rows are found again by (source, code).  Several rows of one code tell how it
 * changed; an open one ends where the next begins.  superior and guided_by name a
 * body by its code, of the same source unless written source:code, by its key,
 * or by a name that only one body bears; it may stand anywhere in the file or in
 * the store.  guided_by holds several, parted by '|'.
 */
#ifndef BODY_BODY_IMPORT_H
#define BODY_BODY_IMPORT_H

#include "body/body.h"
#include "core/import.h"

/* What to do with a row whose body is there already, with another state. */
enum body_conflict { BODY_STOP, BODY_SKIP, BODY_UPDATE };

struct body_import {
	const char		*path;
	const char		*sheet;		/* NULL: the first */
	struct str		 source;	/* of codes in rows without one */
	enum body_conflict	 conflict;
	bool			 dry;
};

enum err body_import(struct app *app, const struct actor *who,
    const struct body_import *what, struct voice voice,
    const struct import_watch *watch, struct import_report *ret,
    struct note *note);

#endif
