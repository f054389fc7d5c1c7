/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the import of dated records share. */
#ifndef DATED_DATED_IMPORT_IN_H
#define DATED_DATED_IMPORT_IN_H

#include "dated/dated_act.h"
#include "dated/dated_holds.h"
#include "dated/dated_import.h"
#include "dated/dated_sheet.h"
#include "dated/dated_spool.h"

/* A record that the sheet speaks of. */
struct dated_said {
	uint32_t	fresh;	/* STEP_NO_FRESH: it is in the store */
	uint32_t	row;	/* its first */
	struct key	id;
};

struct dated_importing {
	struct app			*app;
	const struct dated		*t;
	const struct dated_import	*what;
	struct arena			*a;	/* as long as the import */
	struct import_rows		 in;
	struct dated_sheet		 form;
	struct dated_names		 names;
	struct spool			*spool;
	uint32_t			 blank;	/* fields whose column is
						 * there: empty means empty */

	/* The last row read, held back until the next one tells whether it is
	 * its record's last. */
	struct arena			*held_in, *next_in;
	struct dated_step		 held;
	bool				 holding;

	/* Which records are said?  By identity (source and code, or the
	 * key's bytes). */
	struct memo			 said;
	uint32_t			 nfresh;

	/* What is to be done: numbers of steps. */
	uint32_t			*todo;
	size_t				 ntodo;
	struct holds			 holds;

	/* While it is recorded. */
	struct key			*made;	/* of the new ones */
	int64_t				 part, part_size, size;
	bool				 trusted;
};

/* Tell of a row's fault; clears ${found}. */
void dated_import_fault(struct dated_importing *im, uint32_t row,
    const char *field, struct note *found);

/* Which steps change something, and can be?  Fills ${im->todo}. */
enum err dated_import_judge(struct dated_importing *im, struct note *note);

/* import_plan.append */
enum err dated_import_append(struct tx *tx, void *arg, int64_t i,
    struct note *note);

#endif
