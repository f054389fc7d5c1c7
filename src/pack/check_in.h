/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the files share that look a pack over?  Each looks at one side of it.
 *
 * An error is what makes the pack say too little or something else than it
 * seems to: a clause nobody answered for, a rule without example or source, a
 * table with a hole.  A remark is what a reader would want to know.  Remarks
 * are kept aside until the errors are told, so that they cannot crowd them out.
 */
#ifndef PACK_CHECK_IN_H
#define PACK_CHECK_IN_H

#include "pack/read_in.h"

struct checking {
	struct sink		 sink;		/* errors */
	struct {
		struct sink	 sink;
	}			 aside;		/* remarks */
	struct arena		*a;
	const struct pack	*p;
	const size_t		*line;		/* where each begins, from 0 */
	size_t			 nlines;
	const bool		*named;		/* by slot: read by something */
	bool			 local;		/* it overrides another's rule */
	bool			 english;	/* it promises to speak it */
};

/* Something that may be better, at ${at}. */
#define ASIDE(x, at, msg, ...)	REMARK(&(x)->aside, at, msg, __VA_ARGS__)

void check_front(struct checking *x);
void check_clauses(struct checking *x);
void check_rules(struct checking *x);
void check_examples(struct checking *x);
void check_facts(struct checking *x);
void check_figures(struct checking *x);
/* ERR_MEMORY alone can fail. */
enum err check_tables(struct checking *x, struct note *note);

/* The line of row ${row} (from 0) of the table behind a block; 0: not found. */
struct pack_place check_row(const struct checking *x,
    const struct pack_rule *table, size_t row);

/* ---- every expression of a rule: check_each.c ---- */

typedef void each_cond(void *arg, const struct pack_cond *c);
void conds_each(const struct pack_cond *c, each_cond *fn, void *arg);

typedef void each_program(void *arg, const struct feel_program *p,
    struct pack_place at);
/* Of its conditions and of all else; a table's cells are none of them. */
void programs_each(const struct pack_rule *r, each_program *fn, void *arg);

/* By slot: which facts does something of the pack read?  NULL: no memory. */
const bool *named_collect(struct arena *a, const struct pack *p);

#endif
