/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a decision table say?  Inputs across the top, rules below, a hit
 * policy that tells what becomes of several rules that apply (DMN 1.5, 8).  A
 * table is compiled once against a declared scope and evaluated as often as
 * wanted, as pure as an expression.
 *
 * Logic is three-valued here too: a rule of which a fact is missing neither
 * applies nor does not.  If that can make a difference the answer is open and
 * names the facts; if it cannot, the answer stands.
 */
#ifndef FEEL_TABLE_H
#define FEEL_TABLE_H

#include "feel/feel.h"

enum {
	FEEL_TABLE_RULES_MAX	= 1000,
	FEEL_TABLE_INPUTS_MAX	= 64,
	FEEL_TABLE_OUTPUTS_MAX	= 32,
	FEEL_TABLE_TRIES_MAX	= 2048	/* values tried for unknown inputs */
};

/*	name			letters	in the kit's words	several rules */
#define FEEL_HIT_TABLE(X) \
	X(FEEL_HIT_UNIQUE,	"U",	"UNIQUE",	false) \
	X(FEEL_HIT_ANY,		"A",	"ANY",		false) \
	X(FEEL_HIT_PRIORITY,	"P",	"PRIORITY",	false) \
	X(FEEL_HIT_FIRST,	"F",	"FIRST",	false) \
	X(FEEL_HIT_RULES,	"R",	"RULE ORDER",	true) \
	X(FEEL_HIT_OUTPUTS,	"O",	"OUTPUT ORDER",	true) \
	X(FEEL_HIT_COLLECT,	"C",	"COLLECT",	true) \
	X(FEEL_HIT_SUM,		"C+",	"COLLECT SUM",	true) \
	X(FEEL_HIT_MIN,		"C<",	"COLLECT MIN",	true) \
	X(FEEL_HIT_MAX,		"C>",	"COLLECT MAX",	true) \
	X(FEEL_HIT_COUNT,	"C#",	"COLLECT COUNT", true)

enum feel_hit {
#define X(name, letters, words, several) name,
	FEEL_HIT_TABLE(X)
#undef X
	FEEL_HIT__MAX
};

const char *feel_hit_letters(enum feel_hit h);
/* By its letters or its words; false: no such policy. */
bool feel_hit_parse(struct str s, enum feel_hit *ret);

/* ---- the table as it is written ---- */

struct feel_table_input {
	struct str		 text;		/* an expression */
	const struct feel_type	*type;		/* NULL: the expression's */
	struct str		 allowed;	/* unary tests; "": any value */
};

struct feel_table_output {
	struct str		 name;		/* "" where it is the only one */
	const struct feel_type	*type;		/* NULL: any */
	struct str		 values;	/* unary tests, the first in order
						 * has priority; "": any */
	struct str		 otherwise;	/* an expression: when no rule
						 * applies; "": none */
};

struct feel_table_rule {
	const struct str	*in;		/* a test for each input; "" is
						 * "-" */
	const struct str	*out;		/* an expression for each output */
};

struct feel_table_text {
	enum feel_hit			 hit;
	const struct feel_table_input	*inputs;
	size_t				 ninputs;
	const struct feel_table_output	*outputs;
	size_t				 noutputs;
	const struct feel_table_rule	*rules;
	size_t				 nrules;
};

/* One cell of it. */
enum feel_cell_kind {
	FEEL_CELL_TABLE,	/* the table as a whole */
	FEEL_CELL_INPUT, FEEL_CELL_ALLOWED, FEEL_CELL_TEST,
	FEEL_CELL_OUTPUT, FEEL_CELL_VALUES, FEEL_CELL_DEFAULT,
	FEEL_CELL__MAX
};

struct feel_cell {
	enum feel_cell_kind	kind;
	size_t			rule, column;	/* from 0, where they apply */
};

const char *feel_cell_words(enum feel_cell_kind k);	/* msgid */
/* What is written in it; "" of the table as a whole. */
struct str feel_cell_text(const struct feel_table_text *t, struct feel_cell c);

/* ---- compiled ---- */

struct feel_table;	/* never changes; may be used by many threads */

/*
 * feel_table_compile(a, s, text, zones, ret, ret_cell, note):
 * The table lives in ${a}; texts and types are kept where they are, the scope
 * is not.  ERR_INVALID, ERR_LIMIT: ${*ret_cell} (also set on failure) is the
 * cell and the note's line and column are those in its text.
 */
enum err feel_table_compile(struct arena *a, const struct feel_scope *s,
    const struct feel_table_text *text, const struct feel_zones *zones,
    const struct feel_table **ret, struct feel_cell *ret_cell,
    struct note *note);

const struct feel_table_text *feel_table_text(const struct feel_table *t);

/* Does the table name the fact anywhere? */
bool feel_table_names(const struct feel_table *t, size_t slot);

/* The ${i}-th remark on what can never be right; NULL after the last. */
const struct note *feel_table_finding(const struct feel_table *t, size_t i,
    struct feel_cell *ret_cell);

/* ---- evaluation ---- */

enum feel_row {
	FEEL_ROW_NOT,		/* the rule does not apply */
	FEEL_ROW_HIT,
	FEEL_ROW_OPEN		/* that depends on a missing fact */
};

/*	What keeps the table from an answer; ${column} says of which. */
#define FEEL_TROUBLE_TABLE(X) \
	X(FEEL_TROUBLE_NOT,	M("nothing is wrong")) \
	X(FEEL_TROUBLE_KIND,	M("an input is of another type than declared")) \
	X(FEEL_TROUBLE_INPUT,	M("an input is not among the allowed values")) \
	X(FEEL_TROUBLE_NONE,	M("no rule applies, and there is no default")) \
	X(FEEL_TROUBLE_SEVERAL,	M("several rules apply where one may")) \
	X(FEEL_TROUBLE_DIFFER,	M("rules that apply say different things")) \
	X(FEEL_TROUBLE_OUTPUT,	M("an output is of another type, or not among " \
	    "its values")) \
	X(FEEL_TROUBLE_SUM,	M("the outputs cannot be added up or compared"))

enum feel_trouble {
#define X(name, words) name,
	FEEL_TROUBLE_TABLE(X)
#undef X
	FEEL_TROUBLE__MAX
};

const char *feel_trouble_words(enum feel_trouble t);	/* English; msgid */

struct feel_table_answer {
	struct feel_value	 value;		/* open: it cannot be settled;
						 * feel_missing() says why */
	uint64_t		 used[FEEL_FACTS_MAX / 64];
	uint64_t		 steps;
	uint64_t		 bytes;		/* that it made and kept */
	enum feel_trouble	 trouble;	/* why it is null */
	size_t			 column;	/* of the input or output */
	const struct feel_value	*inputs;	/* the value of each */
	const uint64_t		*hit, *open;	/* rules, as bits */
};

/*
 * feel_table_eval(a, t, env, ret, note):
 * As feel_eval().  The value is that of the one output, a context of several,
 * or a list of these; null, with its reason, when ${trouble} is set.
 *
 * An unknown input that is a fact by itself is tried with every kind of value
 * that the cells tell apart, as far as its type and its allowed values go: if
 * the answer is always the same, it stands.
 */
enum err feel_table_eval(struct arena *a, const struct feel_table *t,
    const struct feel_env *env, struct feel_table_answer *ret,
    struct note *note);

enum feel_row feel_table_row(const struct feel_table_answer *ans,
    size_t rule);

/* ---- explanation ---- */

/* Of a rule: the inputs whose tests decided.  For one that does not apply, the
 * first that fails; for one that is open, the first that is. */
struct feel_table_row {
	enum feel_row		 state;
	size_t			 column;	/* ninputs: none */
	struct feel_value	 test;		/* what the test said */
};

/*
 * feel_table_explain(a, t, env, ret_answer, ret_rows, note):
 * The answer once more, and a row for each rule.
 */
enum err feel_table_explain(struct arena *a, const struct feel_table *t,
    const struct feel_env *env, struct feel_table_answer *ret_answer,
    const struct feel_table_row **ret_rows, struct note *note);

#endif
