/* SPDX-License-Identifier: Apache-2.0 */
/* What the two halves of the analysis share. */
#ifndef FEEL_TABLE_CHECK_IN_H
#define FEEL_TABLE_CHECK_IN_H

#include "feel/table_check.h"
#include "feel/table_in.h"

enum { CELL_ANY = -1 };

/* What was looked at: a set of rules before a column. */
struct seen {
	uint64_t	*slot;		/* n × (1 + words): column + 1, set */
	size_t		 n, room;	/* room: a power of two */
};

struct checking {
	struct arena		*a;		/* for what is told */
	struct arena		*w;		/* for the work alone */
	const struct feel_table	*t;
	size_t			 words, ninputs, nrules;
	uint64_t		 work;		/* left */
	size_t			 told[FEEL_FLAW__MAX];
	struct feel_flaw	*first, **last;
	struct feel_check	 found;
	uint64_t		*always_may, *always;	/* before each column:
							 * rules that pass in
							 * all that follow */
	int			*at;		/* the cell chosen, or CELL_ANY */
	uint64_t		**where;	/* of each input, rule by rule:
							 * cells where it surely
							 * passes */
	int			*rank;		/* rule by rule, of each output;
							 * -1: not known */
};

/* False when there is no more work to be done. */
bool check_spend(struct checking *c, size_t words);

/* A flaw, if it may still be told; NULL otherwise. */
struct feel_flaw *check_tell(struct checking *c, enum feel_flaw_kind k,
    struct feel_cell cell, size_t other);
/* Its example: the cells that were chosen. */
void check_example(struct checking *c, struct feel_flaw *f);

/* How many cells has a column (1 without an axis); is it one that has values;
 * who passes there, surely or perhaps? */
size_t check_cells(const struct checking *c, size_t column);
bool check_cell(const struct checking *c, size_t column, size_t cell);
uint64_t check_pass(const struct checking *c, size_t column, size_t cell,
    size_t w, bool may);

/* ---- outputs: table_check_out.c ---- */

/* Find the ranks; false: no memory. */
bool check_ranks(struct checking *c);

/* Which of the listed values is the output?  -1: none is known to be. */
int check_rank(const struct checking *c, size_t rule, size_t column);

/* Do two rules say the same?  EQ_OPEN: that is known when they are
 * evaluated. */
enum eq check_same(const struct checking *c, size_t i, size_t j);

/* Constants that are none of the constants listed. */
void check_outputs(struct checking *c);

/* ---- table_check_search.c ---- */

/* Gaps of the table as a whole. */
void check_gaps(struct checking *c);
/* Is there a place where ${rule} counts, since none of ${before} applies?
 * Otherwise ${c->at} is one where it would, and ${*ret_by} goes before it. */
bool check_counts(struct checking *c, size_t rule, const uint64_t *before,
    size_t *ret_by);

#endif
