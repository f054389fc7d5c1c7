/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is an administrative division, and which one does a code mean on a day?
 *
 * A region is one code in one unbroken run of years.  A new name is a dated
 * row of the same region; a new code ends it, with successors, and begins
 * another.  The sources know only years: [from_year, to_year) are the years at
 * whose end the code was in use, so in the years of change a code is accepted
 * although it may not have been in use on that day, with a remark.
 */
#ifndef REGION_REGION_H
#define REGION_REGION_H

#include "ledger/ledger.h"

enum {
	REGION_YEAR_OPEN = 9999,
	REGION_YEAR_LEAST = 1949,
	REGION_LEVELS	 = 4,
	REGION_CODE	 = 6,		/* digits */
	REGION_TOWNSHIP	 = 9,
	REGION_ROWS_MAX	 = 200000	/* of one file */
};

struct region {
	struct key	id;
	struct str	code;
	struct str	name;		/* in the year asked for */
	int		level;
	int		from_year, to_year;
	struct key	parent;
	struct str	parent_code;	/* "" if there is none */
	int64_t		rev;
	bool		edge;		/* the year asked for is one of change */
};

/* Is this how a code looks?  Six digits, or nine for townships. */
bool region_code_ok(struct str code);

/*
 * region_parent_code(code, level, exists, arg, ret):
 * Which code is above ${code}?  A county lies in the prefecture of its first
 * four digits where there is one, otherwise in the province; a township in the
 * county of its first six.  ${exists} tells whether a code is in use.  Returns
 * the parent's length in ${ret}[7], 0 at the top or where none exists.
 */
size_t region_parent_code(struct str code, int level,
    bool (*exists)(void *arg, struct str code), void *arg, char ret[7]);

/*
 * region_on(st, a, code, day, ret, note):
 * The region that ${code} means on ${day}.  ${ret->edge} when the year is one
 * of change.  ERR_NOTFOUND: no such code was ever in use; ERR_INVALID: not in
 * that year; the note then names what came after, or that nothing did, and asks
 * to choose.
 */
enum err region_on(struct store *st, struct arena *a, struct str code,
    int64_t day, struct region *ret, struct note *note);

/* One region as it was in ${year}; its last state when it ended before. */
enum err region_get(struct store *st, struct arena *a, struct key id, int year,
    struct region *ret, struct note *note);

/* The newest region with this code.  ERR_NOTFOUND. */
enum err region_find(struct store *st, struct arena *a, struct str code,
    int year, struct region *ret, struct note *note);

/* A list's question; unset parts do not cut. */
struct region_query {
	int		year;
	int		level;		/* 0: all */
	struct key	parent;		/* KEY_NONE: all */
	struct str	name;		/* part of the name */
	struct str	after;		/* codes behind this one */
	size_t		most;		/* 0: all */
};

/* Rows in order of codes, handed out one by one; stops on not ERR_OK. */
enum err region_each(struct store *st, const struct region_query *q,
    enum err (*row)(void *arg, const struct region *r, struct note *note),
    void *arg, struct note *note);

struct region_successor {
	struct str	code;
	int		year;		/* 0: with the end */
};

enum err region_successors(struct store *st, struct arena *a, struct key id,
    const struct region_successor **ret, size_t *ret_n, struct note *note);

/* What the list and the API show of a region. */
extern const struct fields region_fields;
struct region_view {
	struct value	id, code, name, level, parent, from_year, to_year;
};
void region_view(const struct region *r, struct region_view *ret);

extern const struct choice region_levels[];

/* Its events. */
struct region_added {
	struct value	code, level, from_year, name, parent;
};
struct region_changed {
	struct value	from_year, name, parent;
};
struct region_ended {
	struct value	to_year, successors;
};
struct region_corrected {
	struct value	from_year, name, parent, document;
};
/* A row of region_ended.successors. */
struct region_successor_row {
	struct value	code, year;
};

extern const struct event_type region_event_added;
extern const struct event_type region_event_changed;
extern const struct event_type region_event_ended;
extern const struct event_type region_event_corrected;

#endif
