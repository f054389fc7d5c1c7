/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is an administrative division, and which one does a code mean on a day?
 *
 * A region is one code in one unbroken run of years.  A new name is a dated
 * row of the same region; a new code ends it, with successors, and begins
 * another.  The sources know only years: [from_year, to_year) are the years at
 * whose end the code was in use, so in the years of change a code is accepted
 * although it may not have been in use on that day, with a remark.
 *
 *	region.added	 a code came into use
 *	region.ceded	 a part of its territory went to another code
 *	region.changed	 another name or division above it, from a year on
 *	region.corrected it was in use for longer than was known
 *	region.ended	 it is no longer in use, and what came after it
 */
#ifndef REGION_REGION_H
#define REGION_REGION_H

#include "dated/dated.h"

enum {
	REGION_YEAR_OPEN  = 9999,
	REGION_YEAR_LEAST = 1949,
	REGION_LEVELS	  = 4,
	REGION_CODE	  = 6,		/* digits */
	REGION_TOWNSHIP	  = 9,
	REGION_AFTER_MAX  = 16,		/* divisions followed one another */
	REGION_ROWS_MAX	  = 200000	/* of one file */
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

/* How sure is it that a code means this region on a day? */
enum region_doubt {
	REGION_SURE,
	REGION_CHANGES,	/* its year is one of change: perhaps not that day */
	REGION_BEFORE,	/* before the first year known of its level */
	REGION_FOLLOWS	/* the code had ended: this came after it, alone */
};

/* Judge a year in which the code is in use or was at one end of it. */
enum region_doubt region_doubt(const struct region *r, int year,
    int least_year);

/* What a code means on a day. */
struct region_meant {
	struct region		region;
	enum region_doubt	doubt;
	struct region		ended;	/* REGION_FOLLOWS: the code's own */
};

/*
 * region_on(st, a, code, day, ret, note):
 * The region that ${code} means on ${day}.  When the code had ended and one
 * division came after it, that one.  ERR_NOTFOUND: no such code was ever in
 * use; ERR_INVALID: not on that day, and the note names what came after, or that
 * nothing did, and asks to choose.
 */
enum err region_on(struct store *st, struct arena *a, struct str code,
    int64_t day, struct region_meant *ret, struct note *note);

/* The remark that goes with a doubt, as a note of ERR_OK; false if none does. */
bool region_remark(const struct region_meant *m, int64_t day,
    struct note *ret);

/*
 * region_next(st, a, r, ret, ret_one, note):
 * What came after ${r} when it ended: ${*ret_one} tells whether that is one
 * division, and ${*ret} is it then.
 */
enum err region_next(struct store *st, struct arena *a, const struct region *r,
    struct region *ret, bool *ret_one, struct note *note);

/* The first day on which ${r}, which ended, was certainly not in use: the
 * last of the year.  DAY_OPEN for one that goes on. */
int64_t region_gone(const struct region *r);

/* Say in ${note} that ${r} ended, what came after it, and that somebody must
 * choose the division that holds in ${year}. */
enum err region_choose(struct store *st, struct arena *a,
    const struct region *r, int year, struct note *note);

/* One region as it was in ${year}; its last state when it ended before. */
enum err region_get(struct store *st, struct arena *a, struct key id, int year,
    struct region *ret, struct note *note);

/* The newest region with this code that had begun in ${year}.  ERR_NOTFOUND. */
enum err region_find(struct store *st, struct arena *a, struct str code,
    int year, struct region *ret, struct note *note);

/* A list's question; unset parts do not cut. */
struct region_query {
	int		year;
	int		level;		/* 0: all */
	struct key	parent;		/* directly below; KEY_NONE: all */
	struct key	under;		/* anywhere below; KEY_NONE: all */
	struct str	name;		/* part of the name */
	struct str	after;		/* codes behind this one */
	size_t		most;		/* 0: all */
};

/* Rows in order of codes, handed out one by one; stops on not ERR_OK. */
enum err region_each(struct store *st, const struct region_query *q,
    enum err (*row)(void *arg, const struct region *r, struct note *note),
    void *arg, struct note *note);

/* Where a region's territory went, or where it came from: in order of years. */
struct region_successor {
	struct str	code;
	int		year;
	bool		part;		/* only a part of it */
};

enum err region_successors(struct store *st, struct arena *a, struct key id,
    const struct region_successor **ret, size_t *ret_n, struct note *note);

/* The codes whose territory, or a part of it, went to ${r}. */
enum err region_predecessors(struct store *st, struct arena *a,
    const struct region *r, const struct region_successor **ret,
    size_t *ret_n, struct note *note);

/* Its names and the divisions above it, through the years. */
struct region_name_row {
	int		from_year, to_year;
	struct str	name;
	struct str	parent_code;
};
enum err region_names(struct store *st, struct arena *a, struct key id,
    const struct region_name_row **ret, size_t *ret_n, struct note *note);

/* What the list and the API show of a region. */
extern const struct fields region_fields;
struct region_view {
	struct value	id, code, name, level, parent, from_year, to_year;
};
void region_view(const struct region *r, struct region_view *ret);

extern const struct choice region_levels[];
extern const struct dated_ref region_ref;

/* Which division lies in which, kept ready (store/scope.h). */
extern const struct scope region_scope;

/* Its events. */
struct region_added {
	struct value	code, level, from_year, name, parent;
};
/* Until the next year from which something else is known. */
struct region_changed {
	struct value	from_year, name, parent;
};
struct region_ceded {
	struct value	year, code;
};
/* Name and parent are those of the years before the first one known. */
struct region_corrected {
	struct value	from_year, to_year, name, parent;
};
struct region_ended {
	struct value	to_year, successors;
};

extern const struct event_type region_event_added;
extern const struct event_type region_event_ceded;
extern const struct event_type region_event_changed;
extern const struct event_type region_event_corrected;
extern const struct event_type region_event_ended;

#endif
