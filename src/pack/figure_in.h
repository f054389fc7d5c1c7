/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where does an expression turn?  Comparisons of a fact by itself with a
 * constant, found in the text.
 */
#ifndef PACK_FIGURE_IN_H
#define PACK_FIGURE_IN_H

#include "pack/check_in.h"

struct figure_turn {
	struct feel_value	at;
	bool			up;	/* the other side begins above it; else
					 * below */
	int			exp;	/* of a number: its last digit */
};

typedef void each_turn(void *arg, size_t slot, const struct figure_turn *t);

/* Can it be a little more or less: a number, a length of time, a day? */
bool figure_is(const struct feel_value *v);

/* Of the expression ${text}; ${p} says which names are facts, and ${none} is a
 * scope without any, for constants. */
void figures_each(struct arena *a, const struct pack *p,
    const struct feel_scope *none, struct str text, each_turn *fn, void *arg);

/* Of a cell of a table that tests the fact ${slot}. */
void figures_of_cell(struct arena *a, const struct pack *p, size_t slot,
    struct str cell, each_turn *fn, void *arg);

/* The nearest value on the other side: one of the last digit written, a
 * minute, a day.  False: there is none. */
bool figure_beside(const struct pack_fact *f, const struct figure_turn *t,
    struct feel_value *ret);

#endif
