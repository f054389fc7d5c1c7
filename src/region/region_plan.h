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
	struct region_successor	*went;		/* where its territory went */
	size_t			 nwent;
	struct key		 id;		/* KEY_NONE: not in the store */
	struct str		 parent_code;	/* given by the file, or "" */
	int64_t			 row;		/* 0: not in the file */
};

struct region_runs {
	struct region_run	*run;		/* in order of code and year */
	size_t			 n;
	int			 newest;	/* the last year any of them names */
};

/* What speaks against a row. */
enum region_fault_kind {
	REGION_TWICE,		/* the same code and year as another row */
	REGION_OTHER_LEVEL,	/* another row, or the store, has another */
	REGION_BROKEN		/* the store knows it in several runs */
};

struct region_fault {
	enum region_fault_kind	 kind;
	struct str		 code, name;
	int64_t			 row;
	int			 from;
	int64_t			 other_row;	/* 0: the store */
	int			 other_to;
};
typedef void region_fault_fn(void *arg, const struct region_fault *fault);

enum region_change_kind {
	REGION_ADD,
	REGION_CEDE,
	REGION_CHANGE,
	REGION_CORRECT,
	REGION_END
};

struct region_change {
	enum region_change_kind	 kind;
	size_t			 run;		/* whom it is about */
	int			 year;
	int			 to;		/* REGION_CORRECT */
	struct str		 name;
	struct str		 code;		/* of the parent, "" none; of
						 * REGION_CEDE: whereto */
};

/*
 * region_runs_make(a, lines, n, ret, fault, arg):
 * Join the lines of one code that follow one another without a gap into runs.
 * A line that cannot be joined is told to ${fault} and left out.
 */
enum err region_runs_make(struct arena *a, struct region_line *lines, size_t n,
    struct region_runs *ret, region_fault_fn *fault, void *arg);

/* The run of ${code} that is in use at the end of ${year}; NULL if none. */
const struct region_run *region_run_at(const struct region_runs *runs,
    struct str code, int year);

/*
 * region_plan(a, file, store, fault, arg, ret):
 * The changes that bring ${store} (runs as they are kept) to ${file}, in an
 * order in which each division's parent comes first and ends come last; ids of
 * runs that the store has are set in ${file}.  What only the store has is
 * left alone.
 */
struct region_planned {
	const struct region_change	*change;
	size_t				 n;
	int64_t				 same;	/* runs that are there */
};
enum err region_plan(struct arena *a, struct region_runs *file,
    const struct region_runs *store, region_fault_fn *fault, void *arg,
    struct region_planned *ret);

/* One piece of "320613;341202[2019]": its code, and its year or 0; false when
 * it is none. */
bool region_successor_parse(struct str one, struct str *ret_code,
    int *ret_year);

#endif
