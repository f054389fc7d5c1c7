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

/* A step that changes something. */
struct dated_todo {
	uint32_t	step;
	uint32_t	record;		/* those of one record have one number */
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
	uint32_t			 row;	/* under way */
	bool				 told;	/* of it */

	/* Which records are said?  By identity (source and code, or the
	 * key's bytes). */
	struct memo			 said;
	uint32_t			 nfresh;
	struct memo			 called;	/* how: its number + 1 */

	/* What is to be done. */
	struct dated_todo		*todo;
	size_t				 ntodo;
	struct holds			 holds;
	uint32_t			 nothers;	/* of the store, in it */
	uint8_t				*faulty;	/* a bit a row */
	size_t				 nfaulty;

	/* While it is recorded. */
	struct key			*made;	/* of the new ones */
	int64_t				 part, part_size, size;
	bool				 trusted;
};

/* Tell of a row's fault; clears ${found}. */
void dated_import_fault(struct dated_importing *im, uint32_t row,
    const char *field, struct note *found);

/* The record of the store that a row means, into ${step->id}; KEY_NONE: none. */
enum err dated_import_identify(struct dated_importing *im, struct arena *a,
    const struct value *row, struct dated_step *step, const char **ret_field,
    struct note *note);

/* What the sheet said of the record so far is kept there: by its key, its code,
 * or, when nothing names it, by all that the row says. */
enum err dated_import_said(struct dated_importing *im, struct arena *a,
    const struct dated_step *step, struct dated_said ***ret,
    struct note *note);

/* A record that was found to be another one is that one's by now: what an older
 * list says of it is passed over. */
enum err dated_import_passed(struct dated_importing *im, struct arena *a,
    const struct dated_step *step, bool *ret, struct note *note);

/* For types whose records name one another: remember how the new record of
 * ${step} is called; is one called so?; put the keys of records that were made
 * by now where others stand for them (true if any record is named). */
enum err dated_import_called(struct dated_importing *im, struct arena *a,
    const struct dated_step *step, struct note *note);
bool dated_import_earlier(void *arg, struct str text, struct key *ret);
bool dated_import_real(const struct dated_importing *im,
    struct dated_step *step);

/* Which steps change something, and can be?  Fills ${im->todo}. */
enum err dated_import_judge(struct dated_importing *im, struct note *note);

/* import_plan.cut: what is said of one record is one act, so that an
 * interrupted import leaves none half entered. */
int64_t dated_import_cut(void *arg, int64_t from, int64_t to);

/* import_plan.append */
enum err dated_import_append(struct tx *tx, void *arg, int64_t i,
    struct note *note);

#endif
