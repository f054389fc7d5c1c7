/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A compiled table, as the files that evaluate and analyse it see it.
 *
 * The constant tests of an input cut its values into cells: below the first
 * point that is named, at it, between it and the next, and so on.  Which rules
 * pass in a cell is worked out once; then an input is one search, and the rules
 * that apply are the bits common to all inputs.
 */
#ifndef FEEL_TABLE_IN_H
#define FEEL_TABLE_IN_H

#include "feel/run_in.h"
#include "feel/table.h"

enum {
	TABLE_TEXT_MAX	= 4 * 1024 * 1024,	/* bytes of all cells */
	AXIS_POINTS_MAX	= 2048,			/* of one input */
	AXIS_BYTES_MAX	= 16 * 1024 * 1024	/* of all inputs */
};

/* Cell 2i is what lies before point i, cell 2i + 1 is point i. */
struct axis {
	int			 kind;		/* of all points */
	const struct feel_value	*point;		/* in order */
	size_t			 npoints;
	size_t			 ncells;	/* 0: there is no axis */
	const struct feel_value	*sample;	/* of each cell; a null: it is
						 * empty, or not allowed */
	const uint64_t		*pass;		/* of each cell: rules */
	const uint64_t		*free;		/* rules whose test is not
						 * constant */
	bool			 ordered;	/* some test asks for order */
	bool			 crowded;	/* too many points */
	bool			 limited;	/* samples are allowed values */
};

struct table_finding {
	struct feel_cell	 cell;
	const struct note	*note;
};

struct feel_table {
	const struct feel_table_text	*text;
	size_t				 words;	/* of a set of rules */
	const struct feel_program	**inputs, **allowed;	/* or NULL */
	const struct feel_program	**tests;	/* rule by rule; NULL:
							 * passes always */
	const struct feel_program	**outputs;	/* rule by rule */
	const struct feel_program	**values, **otherwise;	/* or NULL */
	struct axis			*axes;
	bool				 complete;	/* every output has a
							 * default */
	struct feel_program		 all;		/* only its locals */
	uint64_t			 names[FEEL_FACTS_MAX / 64];
	struct table_finding		*findings;
	size_t				 nfindings;
};

static inline const struct feel_program *
table_test(const struct feel_table *t, size_t rule, size_t column)
{
	return t->tests[rule * t->text->ninputs + column];
}

/* As declared, else as the expression's. */
static inline const struct feel_type *
table_input_type(const struct feel_table *t, size_t column)
{
	const struct feel_type *type = t->text->inputs[column].type;

	return type != NULL ? type : feel_type_of(t->inputs[column]);
}

/* ---- sets of rules ---- */

static inline bool
bits_has(const uint64_t *b, size_t i)
{
	return (b[i / 64] >> i % 64 & 1) != 0;
}

static inline void
bits_put(uint64_t *b, size_t i, bool on)
{
	const uint64_t bit = UINT64_C(1) << i % 64;

	b[i / 64] = on ? b[i / 64] | bit : b[i / 64] & ~bit;
}

static inline bool
bits_any(const uint64_t *b, size_t words)
{
	for (size_t w = 0; w < words; w++)
		if (b[w] != 0)
			return true;
	return false;
}

/* All of ${n} rules. */
void bits_all(uint64_t *b, size_t words, size_t n);
size_t bits_count(const uint64_t *b, size_t words);
/* The first from ${i} on, or ${n}. */
size_t bits_next(const uint64_t *b, size_t i, size_t n);

/* ---- axes: table_axis.c ---- */

/* Of one input; without cells when its tests are none that can be told apart
 * beforehand.  ${*bytes} are left for all.  False: no memory. */
bool axis_build(struct arena *a, const struct feel_table *t, size_t column,
    size_t *bytes, struct axis *ret);

/* The cell ${v} lies in; false when it cannot be told. */
bool axis_find(const struct axis *x, const struct feel_value *v, size_t *ret);

static inline const uint64_t *
axis_pass(const struct feel_table *t, const struct axis *x, size_t cell)
{
	return x->pass + cell * t->words;
}

/* A value below, above or between (NULL: no bound), if there is one: table_
 * sample.c */
bool sample_below(const struct feel_value *p, struct feel_value *ret);
bool sample_above(struct arena *a, const struct feel_value *p,
    struct feel_value *ret);
bool sample_between(struct arena *a, const struct feel_value *p,
    const struct feel_value *q, struct feel_value *ret);
/* A string that is none of the points. */
bool sample_other(struct arena *a, const struct axis *x,
    struct feel_value *ret);
int sample_cmp(const struct feel_value *p, const struct feel_value *q);

/* ---- one evaluation: table_eval.c ---- */

struct row_out {
	struct feel_value	 value;		/* of the rule as a whole */
	const struct feel_value	*each;		/* of its outputs */
	enum feel_trouble	 trouble;
	size_t			 column;
	bool			 done;
};

struct table_run {
	struct feel_run		 r;
	const struct feel_table	*t;
	struct feel_value	*inputs;
	uint64_t		*pass, *may;	/* of each input: rules that
						 * pass, rules that might */
	struct row_out		*outs;
	struct row_out		 otherwise;
};

/* What a set of rules comes to. */
struct verdict {
	struct feel_value	value;
	enum feel_trouble	trouble;
	size_t			column;
	bool			open;		/* cannot be settled */
};

/* A program of the table, about ${input} if it is a test. */
struct feel_value table_cell(struct table_run *tr,
    const struct feel_program *p, const struct feel_value *input);

/* Evaluate inputs and tests. Trouble of an input is told. */
bool table_inputs(struct table_run *tr, struct verdict *v);

/* What is open in the tests of a rule, put to ${*sum}. */
void table_open(struct table_run *tr, size_t rule,
    const struct feel_why **sum);

/* ---- unknown inputs: table_settle.c ---- */

/* Is the input not known, and may every kind of value be tried for it? */
bool table_tried(const struct table_run *tr, size_t column);

/* The rules that apply, and those that might. */
void table_meet(struct table_run *tr, uint64_t *hit, uint64_t *open);

/* Does the table say the same whatever the unknown inputs are?  Then what. */
bool table_settles(struct table_run *tr, struct verdict *ret);

/* ---- outputs: table_out.c ---- */

/* Those of a rule, evaluated once. */
const struct row_out *table_out(struct table_run *tr, size_t rule);

/* No rule applies: the default, or why there is none. */
void table_otherwise(struct table_run *tr, struct verdict *v);
struct feel_value table_null(struct table_run *tr, enum feel_code code);

/* ---- policies: table_hit.c ---- */

/* ${hit} apply, ${open} might. */
void table_decide(struct table_run *tr, const uint64_t *hit,
    const uint64_t *open, struct verdict *ret);
/* The very same, also in what is not compared by "=". */
bool table_same(struct table_run *tr, const struct feel_value *x,
    const struct feel_value *y);

#endif
