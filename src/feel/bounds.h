/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much may a rule cost?  Every number that bounds the language stands here.
 */
#ifndef FEEL_BOUNDS_H
#define FEEL_BOUNDS_H

enum {
	FEEL_TEXT_MAX	= 64 * 1024,	/* bytes of one expression */
	FEEL_DEPTH_MAX	= 200,		/* nesting of brackets and of parts */
	FEEL_CALLS_MAX	= 100,		/* functions within functions at work */
	FEEL_NODES_MAX	= 64 * 1024,	/* parts of one expression */
	FEEL_FACTS_MAX	= 1024,		/* declared names of one scope */
	FEEL_LOCALS_MAX	= 512,		/* names of loops and contexts at once */
	FEEL_NAME_MAX	= 200,		/* bytes of a name */
	FEEL_ARGS_MAX	= 16,		/* named arguments, parameters */
	FEEL_FINDINGS_MAX = 20,		/* remarks about one text */
	FEEL_FIELDS_MAX	= 1024,		/* entries of a context's type */
	FEEL_TYPE_DEPTH	= 16,		/* lists of lists of lists… */
	FEEL_VALUE_DEPTH = 64,		/* the same of values that are made */
	FEEL_WEIGHT_MAX	= 2 * 1000 * 1000,	/* values in one, all told */
	FEEL_LIST_MAX	= 100 * 1000,	/* elements of one list */
	FEEL_STRING_MAX	= 1024 * 1024,	/* bytes of a string that is made */
	FEEL_STEPS_MAX	= 10 * 1000 * 1000,	/* of one evaluation */
	FEEL_BYTES_MAX	= 64 * 1024 * 1024	/* that one evaluation makes */
};

#endif
