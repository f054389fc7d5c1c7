/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do divisions come in?  From a sheet (CSV, xlsx) of one of three forms,
 * told apart by its headings:
 *
 *	code,name,level,start_year[,end_year,successors]   the history
 *	code,name,level,parent				   the state of one year
 *	the same with level 4				   townships
 */
#ifndef REGION_REGION_IMPORT_H
#define REGION_REGION_IMPORT_H

#include "core/import.h"
#include "region/region.h"

struct region_import {
	const char	*path;
	const char	*sheet;		/* NULL: the first */
	int		 year;		/* of a file that tells one year's state;
					 * 0: not said */
	bool		 dry;		/* judge only */
};

enum err region_import(struct app *app, const struct actor *who,
    const struct region_import *what, struct voice voice,
    const struct import_watch *watch, struct import_report *ret,
    struct note *note);

#endif
