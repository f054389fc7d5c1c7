/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a rule say about these facts?  An expression of the language FEEL
 * (OMG DMN 1.5) is compiled once against a closed scope of declared names and
 * evaluated as often as wanted.  Both are pure: no clock, no files, no chance;
 * the same text, facts and environment give the same answer.
 *
 * Names are resolved when the text is read, by the longest match among what is
 * declared; they may contain blanks and signs, and any script.  Texts and names
 * are taken in NFC.  Logic is three-valued; see value.h for what is unknown.
 *
 * A left-out value is null, with a reason.  What is wrong with the text itself
 * is an error, with line and column; operands whose kinds can never go together
 * are findings: the program runs, gives null there, and says so beforehand.
 */
#ifndef FEEL_FEEL_H
#define FEEL_FEEL_H

#include "base/note.h"
#include "feel/value.h"

/* ---- types ---- */

struct feel_field;

struct feel_type {
	int			 kind;	/* enum feel_kind; FEEL_ANY */
	const struct feel_type	*item;	/* of a list or range; NULL: any */
	const struct feel_field	*fields;	/* of a context */
	size_t			 nfields;	/* 0: any context */
};

enum { FEEL_ANY = FEEL_KIND__MAX };

struct feel_field {
	struct str		 name;
	const struct feel_type	*type;
};

/* The type that is nothing but its kind; FEEL_ANY too. */
const struct feel_type *feel_type(int kind);

/* "number", "date and time", "list<string>", "context<name: string, age:
 * number>", "range<date>", or a name declared by feel_scope_type(). */
struct feel_scope;
enum err feel_type_parse(struct arena *a, const struct feel_scope *s,
    struct str text, const struct feel_type **ret, struct note *note);

/*
 * feel_conform(a, t, v, ret):
 * ${v} as one of the type: as it is, the one element of a list for itself, a
 * list of itself, or a date for its beginning in UTC.  A null is a null.  False
 * if it can be none of these.
 */
bool feel_conform(struct arena *a, const struct feel_type *t,
    const struct feel_value *v, struct feel_value *ret);
void feel_type_put(struct buf *b, const struct feel_type *t);

/* Is ${v} of the type?  A null is of none. */
bool feel_type_has(const struct feel_type *t, const struct feel_value *v);

/* ---- the scope: which names there are ---- */

struct feel_scope *feel_scope_new(struct arena *a);	/* NULL: no memory */

/*
 * feel_scope_fact(s, name, type, ret_slot, note):
 * Declare a fact.  Slots are given in order from 0 and name the place of its
 * value in struct feel_env.  ERR_INVALID: no name, or a word of the language;
 * ERR_EXISTS; ERR_LIMIT.
 */
enum err feel_scope_fact(struct feel_scope *s, struct str name,
    const struct feel_type *type, size_t *ret_slot, struct note *note);
enum err feel_scope_type(struct feel_scope *s, struct str name,
    const struct feel_type *type, struct note *note);
size_t feel_scope_facts(const struct feel_scope *s);
struct str feel_scope_name(const struct feel_scope *s, size_t slot);

/* ---- programs ---- */

struct feel_program;	/* never changes; may be used by many threads */

/*
 * feel_compile(a, s, text, zones, ret, note):
 * Read ${text}.  The program lives in ${a} and keeps the scope's types and
 * names, not the scope.  ${zones} (NULL: none but UTC) serve times written in
 * the text.  ERR_INVALID, ERR_LIMIT: the note says what was found, what was
 * expected, and where.
 */
enum err feel_compile(struct arena *a, const struct feel_scope *s,
    struct str text, const struct feel_zones *zones,
    const struct feel_program **ret, struct note *note);

/*
 * The same for unary tests, the cells of a decision table: "-", "< 10, > 20",
 * "not(\"a\", \"b\")", "[1..5]", or an expression about "?", which is the
 * value that is tested and of the type ${input}.
 */
enum err feel_compile_tests(struct arena *a, const struct feel_scope *s,
    struct str text, const struct feel_type *input,
    const struct feel_zones *zones, const struct feel_program **ret,
    struct note *note);

struct str feel_text(const struct feel_program *p);	/* NFC */
const struct feel_type *feel_type_of(const struct feel_program *p);

/* Which facts does the text name, whether or not they come to be used? */
bool feel_names(const struct feel_program *p, size_t slot);

/* A constant text of a program, and where it, or the list it is in, stands. */
struct feel_said {
	struct str	text;
	uint32_t	from, to;
};

/* All of them, in ${a}, from the last to the first; how many there are. */
size_t feel_said(struct arena *a, const struct feel_program *p,
    const struct feel_said **ret);

/* Remarks on what can never be right; NULL after the last. */
const struct note *feel_finding(const struct feel_program *p, size_t i);

/* Where does byte ${at} of the text stand?  Columns count characters, from 1. */
struct where feel_where(struct str text, size_t at);

/*
 * feel_lint(a, s, text, ret):
 * Look for full-width signs that a Chinese input method put where the language
 * wants the half-width ones; return how many notes are in ${*ret}, at most
 * FEEL_FINDINGS_MAX.  Signs in strings, in comments and in declared names are
 * right where they are.
 */
size_t feel_lint(struct arena *a, const struct feel_scope *s, struct str text,
    const struct note **ret);

/* ---- evaluation ---- */

struct feel_env {
	const struct feel_value	*facts;	/* one for each slot */
	const struct feel_zones	*zones;	/* NULL: none but UTC */
	struct feel_value	 now;	/* date and time, or null: not given */
	struct feel_value	 today;	/* date, or null */
	uint64_t		 steps;	/* 0: FEEL_STEPS_MAX */
	uint64_t		 bytes;	/* 0: FEEL_BYTES_MAX */
};

struct feel_answer {
	struct feel_value	value;
	uint64_t		used[FEEL_FACTS_MAX / 64];	/* known facts
								that were read */
	uint64_t		steps;
	uint64_t		bytes;	/* that it made and kept */
};

/*
 * feel_eval(a, p, env, ret, note):
 * ERR_LIMIT: it takes more steps or memory than allowed; ERR_MEMORY.  Whatever
 * else goes wrong is a null with its reason in ${ret->value}.  That may point
 * into ${a}, the program and the facts.
 */
enum err feel_eval(struct arena *a, const struct feel_program *p,
    const struct feel_env *env, struct feel_answer *ret, struct note *note);

/* For unary tests: does ${input} pass?  A boolean, or a null. */
enum err feel_eval_tests(struct arena *a, const struct feel_program *p,
    const struct feel_env *env, const struct feel_value *input,
    struct feel_answer *ret, struct note *note);

bool feel_used(const struct feel_answer *ans, size_t slot);

struct feel_missing {
	struct str			 fact;
	struct str			 said;	/* why it is not known */
	struct feel_missing		*next;
};

/*
 * feel_missing(a, v):
 * The unknown facts on which ${v} depends, each once, in the order in which
 * they were met; NULL if none does, or ${a} failed.  A fact that is not listed
 * cannot change ${v}, whatever it turns out to be.
 */
const struct feel_missing *feel_missing(struct arena *a,
    const struct feel_value *v);

/* ---- explanation ---- */

enum feel_part_kind {
	FEEL_PART_VALUE,	/* an operand and its value */
	FEEL_PART_TEST,		/* a comparison, or whatever is true or false */
	FEEL_PART_AND, FEEL_PART_OR, FEEL_PART_NOT,
	FEEL_PART_IF,		/* its condition, then the branch taken */
	FEEL_PART_SOME, FEEL_PART_EVERY,	/* the elements that decided */
	FEEL_PART_ELEMENT	/* one of those: a name and its value */
};

struct feel_part {
	enum feel_part_kind	 kind;
	uint32_t		 from, to;	/* of the text */
	struct feel_value	 value;
	struct feel_part	*first, *next;
};

enum { FEEL_PARTS_MAX = 1000 };		/* of one explanation */

/*
 * feel_explain(a, p, env, ret, note):
 * The smallest parts that decided: of a false "and" the false ones, of a true
 * "or" the first true one, of what is open the open ones, and of a comparison
 * the values of both sides.
 */
enum err feel_explain(struct arena *a, const struct feel_program *p,
    const struct feel_env *env, const struct feel_part **ret,
    struct note *note);

/* ---- what a unary test is, for those who analyse tables ---- */

enum feel_test_kind {
	FEEL_TEST_ANY,		/* "-" */
	FEEL_TEST_POINT,	/* equal to a constant */
	FEEL_TEST_RANGE,	/* in a constant range, "< 5" included */
	FEEL_TEST_OTHER		/* known only when it is evaluated */
};

struct feel_test {
	enum feel_test_kind	 kind;
	uint32_t		 from, to;
	struct feel_value	 value;	/* the point, or the range */
};

/* The ${i}-th of the alternatives; false when there are no more. */
bool feel_test_at(const struct feel_program *p, size_t i,
    struct feel_test *ret);
bool feel_tests_negated(const struct feel_program *p);	/* not(…) */

#endif
