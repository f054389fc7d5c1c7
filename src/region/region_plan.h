/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which changes make the store say what a file of divisions says?  Pure: rows
 * and the regions there are go in, a list of changes comes out.
 */
#ifndef REGION_REGION_PLAN_H
#define REGION_REGION_PLAN_H

#include "region/region.h"

/* A row of a file, judged well-formed. */
struct region_line {
	struct str	code, name;
	struct str	successors;	/* "320613;341202[2019]" */
	int		level;
	int		from, to;	/* years; to 9999: still in use */
	int64_t		row;		/* of the file, for faults */
	struct str	parent;		/* code, where the file gives it */
	size_t		run;		/* index into runs */
};

/* A dated name of one region. */
struct region_name {
	struct str	name;
	struct str	parent;		/* code; known of the store's runs only */
	int		from, to;
};

/* One code in one unbroken run of years, from the file or the store. */
struct region_run {
	struct str		 code;
	int			 level;
	int			 from, to;
	struct region_name	*names;		/* in order of years */
	size_t			 nnames;
	struct str		 successors;
	struct key		 id;		/* KEY_NONE: not in the store */
	struct str		 parent_code;	/* given by the file, or "" */
	int64_t			 row;		/* 0: not in the file */
};

enum region_change_kind {
	REGION_ADD,
	REGION_CHANGE,
	REGION_END,
	REGION_CORRECT
};

struct region_change {
	enum region_change_kind	 kind;
	size_t			 run;		/* whom it is about */
	int			 year;
	struct str		 name;
	struct str		 parent;	/* code; "" none */
};

struct region_runs {
	struct region_run	*run;
	size_t			 n;
	int			 newest;	/* the last year any of them names */
};

/*
 * region_runs_make(a, lines, n, ret, fault, arg):
 * Join the lines of one code that follow one another without a gap into runs.
 * Two lines for the same code and year are faults.
 */
enum err region_runs_make(struct arena *a, struct region_line *lines, size_t n,
    struct region_runs *ret,
    void (*fault)(void *arg, const struct region_line *line,
	const struct region_line *other), void *arg);

/* The run of ${code} that is in use at the end of ${year}; NULL if none. */
const struct region_run *region_run_at(const struct region_runs *runs,
    struct str code, int year);

/*
 * region_plan(a, file, store, ret, ret_n, ret_same):
 * The changes that bring ${store} (runs as they are kept) to ${file}, in an
 * order in which each division's parent comes first; ids of runs that the
 * store has are set in ${file}.  What only the store has is left alone.
 */
enum err region_plan(struct arena *a, struct region_runs *file,
    const struct region_runs *store, const struct region_change **ret,
    size_t *ret_n, int64_t *ret_same);

#endif
