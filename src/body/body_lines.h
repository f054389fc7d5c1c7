/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the rows of a sheet of bodies say of one another?  Found by
 * (source, code) and by name, joined to their superiors, and put in an order in
 * which every superior comes first.  Pure.
 */
#ifndef BODY_BODY_LINES_H
#define BODY_BODY_LINES_H

#include "body/body.h"

#define LINE_NONE	UINT32_MAX

/* What is to be done with a row. */
enum body_do { BODY_DO_NOTHING, BODY_DO_ADD, BODY_DO_CHANGE, BODY_DO_CORRECT };

/* There are many of them, so their members are no wider than needed. */
struct body_line {
	struct str	source, code;
	struct str	name, superior, guided_by, region, industry;
	const char	*kind;		/* a word of body_kinds */
	struct key	region_id;
	const struct body_place *place;	/* when its division ended meanwhile:
					 * where it lies in turn; else NULL */
	int32_t		from, to;	/* days */
	uint32_t	row;		/* of the sheet */
	uint32_t	sound;		/* the body's last line up to this one
					 * that has no fault, or LINE_NONE */
	uint32_t	above;		/* first line of the superior */
	const uint32_t	*guide;		/* first lines of guides in the file */
	uint8_t		nguides;
	uint8_t		nplaces;
	bool		faulty;		/* told; others may name it */
	uint8_t		mark;		/* of a walk upwards */
	uint8_t		circle;		/* told as part of a circle */
};

struct body_lines {
	struct body_line	*line;		/* a body's states lie together */
	size_t			 n;
	uint32_t		*slot;		/* 1 + first line, by code */
	uint32_t		*named;		/* 1 + a line, by name */
	size_t			 nslots;	/* of each; a power of two */
	struct key		*id;		/* of line i's body, first lines */
	uint32_t		*first;		/* of line i's body */
	uint32_t		*order;		/* first lines, superiors first */
	uint32_t		*group;		/* where in order the group of
						 * order[i] begins */
	size_t			 norder;
};

/* Parts of "source:code"; false when there is no colon. */
bool body_name_cut(struct str name, struct str *ret_source,
    struct str *ret_code);

typedef void body_line_fault_fn(void *arg, const struct body_line *line,
    const struct body_line *other);

/*
 * body_lines_index(a, lines, fault, arg):
 * Sort by (source, code, from) and build the indexes.  An open state ends where
 * the body's next one begins.  ${fault} is told of a line whose days overlap the
 * one before.
 */
enum err body_lines_index(struct arena *a, struct body_lines *lines,
    body_line_fault_fn *fault, void *arg);

/* The first line of a body, or LINE_NONE. */
uint32_t body_lines_find(const struct body_lines *lines, struct str source,
    struct str code);

/*
 * body_lines_named(lines, name, ret_other):
 * The first line of a body that bears this name in the file, or LINE_NONE;
 * another body's first line in ${*ret_other} when several bear it.
 */
uint32_t body_lines_named(const struct body_lines *lines, struct str name,
    uint32_t *ret_other);

/* The line of the body of ${first} that holds on ${day}, or LINE_NONE. */
uint32_t body_lines_on(const struct body_lines *lines, uint32_t first,
    int64_t day);

/*
 * body_lines_order(a, lines):
 * All first lines into ${order}: superiors and guides before those whom they
 * lead and guide when they begin.  Bodies that guide one another in a circle
 * are one group, superiors first.
 */
enum err body_lines_order(struct arena *a, struct body_lines *lines);

/*
 * body_lines_circles(lines, fault, arg):
 * On the day on which each line begins, go up through the file.  ${fault} is
 * told of each circle once, with its lines, and of each line with more than
 * BODY_DEPTH_MAX above it (${n} 0).
 */
typedef void body_circle_fn(void *arg, const uint32_t *line, size_t n,
    uint32_t from);
void body_lines_circles(struct body_lines *lines, body_circle_fn *fault,
    void *arg);

#endif
