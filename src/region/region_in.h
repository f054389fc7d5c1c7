/* SPDX-License-Identifier: Apache-2.0 */
/* What region's own files share. */
#ifndef REGION_REGION_IN_H
#define REGION_REGION_IN_H

#include "region/region_plan.h"

apply_fn region_apply_added, region_apply_ceded, region_apply_changed,
    region_apply_corrected, region_apply_ended;

extern const struct fields region_division_sheet;	/* also townships */
extern const struct fields region_history_sheet;

/* Their rows, as values. */
struct region_division_row {
	struct value	code, name, level, parent;
};
struct region_history_row {
	struct value	code, name, level, start_year, end_year, successors;
};

/* The regions there are, as runs: in order of code and year. */
enum err region_runs_load(struct store *st, struct arena *a,
    struct region_runs *ret, struct note *note);

/* The newest entry of any region; -1 without regions. */
enum err region_newest(struct store *st, int64_t *ret_rev, struct note *note);

/* A plan being carried out: change number i becomes an entry. */
struct region_appending {
	struct region_runs		*file;		/* ids are set as made */
	const struct region_runs	*store;
	const struct region_change	*change;
	int64_t				 seen;	/* newest entry judged by */
	int64_t				 part;	/* first change of the act */
	int64_t				 made;	/* newest entry of our own */
};
enum err region_change_append(struct tx *tx, void *arg, int64_t i,
    struct note *note);

#endif
