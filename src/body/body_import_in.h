/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the import of bodies share. */
#ifndef BODY_BODY_IMPORT_IN_H
#define BODY_BODY_IMPORT_IN_H

#include "body/body_import.h"
#include "body/body_in.h"
#include "body/body_lines.h"

enum { HEADS_MAX = 64 };

struct importing {
	struct app			*app;
	const struct body_import	*what;
	const struct import_watch	*watch;
	struct import_report		*report;
	struct arena			*a;
	struct voice			 voice;
	struct sheet			*sheet;
	int				 map[HEADS_MAX];
	struct body_lines		 lines;
	size_t				 room;
	size_t				*step;		/* lines, as planned */
};

/* Count and tell of a fault; clears ${found}. */
void body_import_fault(struct importing *im, struct note *found,
    struct where where);

/* Join lines to superiors and divisions, in the file and in the store. */
enum err body_import_resolve(struct importing *im, struct note *note);

/* What is to be done with each line; ${im->step}, ${report->planned}. */
enum err body_import_plan(struct importing *im, struct note *note);

/* import_plan.append: change number ${i}. */
enum err body_import_append(struct tx *tx, void *arg, int64_t i,
    struct note *note);

#endif
