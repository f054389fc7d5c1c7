/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the rows of a sheet of bodies say of one another?  Found by
 * (source, code), joined to their superiors, and put in an order in which every
 * superior comes first.  Pure.
 */
#ifndef BODY_BODY_LINES_H
#define BODY_BODY_LINES_H

#include "body/body.h"

#define LINE_NONE	SIZE_MAX

/* What is to be done with a row. */
enum body_do { BODY_DO_NOTHING, BODY_DO_ADD, BODY_DO_CHANGE, BODY_DO_CORRECT };

struct body_line {
	struct str	source, code;
	struct str	name, kind, superior, guided_by, region, industry;
	int64_t		from, to;
	int64_t		row;		/* of the sheet */
	struct key	region_id;
	size_t		next;		/* the same code's next state */
	size_t		above;		/* line of the superior, or LINE_NONE */
	enum body_do	todo;
	unsigned char	mark;		/* of the walk upwards */
};

struct body_lines {
	struct body_line	*line;
	size_t			 n;
	uint32_t		*slot;		/* 1 + index of first lines */
	size_t			 nslots;	/* a power of two */
	struct key		*id;		/* of line i's body, first lines */
	size_t			*order;		/* superiors first */
	size_t			 norder;
};

/* Parts of "source:code"; ${source} where there is none. */
void body_name_cut(struct str name, struct str source, struct str *ret_source,
    struct str *ret_code);

/*
 * body_lines_index(a, lines, fault, arg):
 * Sort by (source, code, from), chain the states of one body, build the index.
 * ${fault} is told of a line whose days overlap the one before.
 */
enum err body_lines_index(struct arena *a, struct body_lines *lines,
    void (*fault)(void *arg, const struct body_line *line,
	const struct body_line *other), void *arg);

/* The first line of a body, or LINE_NONE. */
size_t body_lines_find(const struct body_lines *lines, struct str source,
    struct str code);

/*
 * body_lines_order(a, lines, fault, arg):
 * Walk upwards from each line; ${fault} is told of a line that stands under
 * itself.  ${order} holds all first lines, superiors first.
 */
enum err body_lines_order(struct arena *a, struct body_lines *lines,
    void (*fault)(void *arg, const struct body_line *line,
	const struct body_line *other), void *arg);

#endif
