/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the text become?  A flat array of nodes that point at each other by
 * number, the lists of their kids, and nothing to be looked up by name but
 * entries of contexts.
 */
#ifndef FEEL_PROGRAM_IN_H
#define FEEL_PROGRAM_IN_H

#include "feel/builtin.h"
#include "feel/feel.h"

enum {
	FEEL_HEIGHT_MAX	= 1000,	/* from the root to the deepest leaf */
	FEEL_DEEP_MAX	= 3000	/* the same at work, through functions */
};

/*
 * ${a}, ${b} and kids are nodes; ${kids} is where the ${n} kids begin.  ${slot}
 * is the first local that the node fills.
 */
enum op {
	OP_CONST,	/* value */
	OP_FACT,	/* slot */
	OP_LOCAL,	/* slot */
	OP_AND, OP_OR,	/* kids, two or more */
	OP_NOT,		/* a */
	OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_POWER,	/* a, b */
	OP_NEGATE,	/* a */
	OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE,	/* a, b */
	OP_BETWEEN,	/* kids: what, from, to */
	OP_IN,		/* kids: what, then the tests */
	OP_TRUE,	/* a: as a test, passes if it is true */
	OP_RANGE,	/* how: enum feel_ends; kids: one or two ends */
	OP_LIST,	/* kids */
	OP_CONTEXT,	/* kids; names; slots for the entries */
	OP_PATH,	/* a, name */
	OP_FILTER,	/* a, b; slot for the element */
	OP_SPAN,	/* a, b: iterated, never made */
	OP_FOR,		/* kids: n - 1 domains, body; slots, the last partial */
	OP_SOME, OP_EVERY,	/* the same, without partial */
	OP_IF,		/* kids: condition, then, else */
	OP_CALL,	/* builtin; kids */
	OP_APPLY,	/* kids: function, arguments */
	OP_FUNCTION,	/* a: body; how: parameters; slot of the first */
	OP_INSTANCE,	/* a, type */
	OP__MAX
};

struct node {
	uint8_t		op;
	uint8_t		how;
	uint16_t	n;
	uint32_t	from, to;	/* bytes of the text */
	union {
		uint32_t	a, kids;
	};
	union {
		uint32_t	b, slot;
	};
	uint32_t	part;		/* OP_FILTER: slot of the element */
	union {
		const struct feel_value		*value;
		const struct str		*name;	/* or n names */
		const struct feel_builtin	*builtin;
		const struct feel_type		*type;
	};
};

/* How many kids has a node, and which is the ${i}-th?  build.c */
size_t build_kid_count(const struct node *n);
uint32_t build_kid(const uint32_t *kids, const struct node *n, size_t i);

struct feel_program {
	struct str			 text;
	const struct node		*nodes;
	const uint32_t			*kids;
	uint32_t			 root;
	uint32_t			 nlocals;
	const struct feel_type		*type;
	bool				 tests;	/* slot 0 is what is tested */
	bool				 negated;
	uint64_t			 names[FEEL_FACTS_MAX / 64];
	const struct note		*findings;
	size_t				 nfindings;
};

#endif
