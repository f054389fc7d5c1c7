/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where do the rows of a large sheet wait until they are recorded?  In a file
 * without a name, one step behind the other, so that a million rows do not
 * lie in memory; where each begins is remembered.
 */
#ifndef DATED_DATED_SPOOL_H
#define DATED_DATED_SPOOL_H

#include "dated/dated.h"

#define STEP_NO_FRESH	UINT32_MAX

/* One row of a sheet, understood. */
struct dated_step {
	uint32_t		 row;
	uint32_t		 fresh;	/* which of the sheet's new records, or
					 * STEP_NO_FRESH: ${id} is there */
	bool			 add;	/* its first row */
	struct key		 id;
	struct str		 source, code;
	int64_t			 since, until;
	int64_t			 began, ended;	/* as in struct dated_change */
	uint32_t		 clear;
	const struct value	*v;
};

struct spool;

struct spool *spool_new(const struct dated *t, struct note *note);
void spool_free(struct spool *s);	/* NULL is allowed */

enum err spool_put(struct spool *s, const struct dated_step *step,
    struct note *note);
size_t spool_steps(const struct spool *s);
/* Step number ${i}, in ${a}. */
enum err spool_get(struct spool *s, struct arena *a, size_t i,
    struct dated_step *ret, struct note *note);

#endif
