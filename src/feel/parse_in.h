/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is the text read?  By one function for each rule of the grammar, from
 * left to right with one token in view.  A function returns the node it made,
 * or NONE when an error was noted; then there is no token but the end.
 *
 * Names, types and places of locals are settled on the way, so that nothing is
 * gone over twice.
 */
#ifndef FEEL_PARSE_IN_H
#define FEEL_PARSE_IN_H

#include "feel/lex_in.h"
#include "feel/program_in.h"
#include "feel/scope_in.h"
#include "feel/type_in.h"

#define NONE	UINT32_MAX

enum { PARSE_WORK_MAX = 4 * 1000 * 1000 };	/* names compared */

enum local_how {
	LOCAL_NAME,	/* a name of its own */
	LOCAL_ENTRIES,	/* the entries of the context in the slot */
	LOCAL_ANY	/* the same, when nobody knows what they are called */
};

struct local {
	enum local_how		 how;
	struct str		 name;
	const struct feel_type	*type;
	uint32_t		 slot;
};

/* What is known of a node only while the text is read. */
struct about {
	const struct feel_type	*type;
	uint32_t		 height;
};

struct parse {
	struct arena		*a;
	const struct feel_scope	*s;
	const struct feel_zones	*zones;
	struct str		 text;
	struct token		 t;		/* the one in view */
	size_t			 past;		/* end of the one before */
	int			 depth;
	size_t			 work;
	enum err		 err;
	struct note		*note;

	struct node		*nodes;
	struct about		*about;
	size_t			 n, room;
	uint32_t		*kids;
	size_t			 nkids, kids_room;
	uint32_t		*stack;		/* kids of lists being read */
	size_t			 top, stack_room;

	struct local		*locals;
	size_t			 nlocals, locals_room;
	uint32_t		 slots, slots_most;
	const struct feel_type	*tested;	/* type of "?", or NULL */
	bool			 saw_tested;	/* "?" was read */
	bool			 in_range;	/* the upper end is being read */

	struct note		*findings;
	size_t			 nfindings;
	uint64_t		 names[FEEL_FACTS_MAX / 64];
};

/* ---- tokens: parse.c ---- */

void parse_next(struct parse *p);
bool parse_sees(const struct parse *p, int sign);
bool parse_sees_word(const struct parse *p, const char *word);
bool parse_takes(struct parse *p, int sign);
bool parse_takes_word(struct parse *p, const char *word);
/* The same, but it must be there; ${expected} is a msgid. */
bool parse_needs(struct parse *p, int sign, const char *expected);
bool parse_needs_word(struct parse *p, const char *word, const char *expected);
void parse_jump(struct parse *p, size_t to);	/* the next token is there */
uint32_t parse_expected(struct parse *p, const char *expected);
uint32_t parse_error(struct parse *p, enum err e, size_t at, const char *msg,
    const struct arg *args);
/* Note a full-width sign in the token in view, if there is one. */
bool parse_full_width(struct parse *p);
uint32_t parse_memory(struct parse *p);
#define PARSE_ERROR(p, e, at, msg, ...) \
	parse_error((p), (e), (at), (msg), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })
bool parse_deeper(struct parse *p);		/* p->depth-- when done */

/* ---- nodes: build.c ---- */

/* Make room in an array for ${more} things beyond ${n}. */
bool build_room(struct parse *p, void **array, size_t size, size_t n,
    size_t more, size_t *have);

uint32_t build(struct parse *p, struct node n, const struct feel_type *type);
uint32_t build_const(struct parse *p, size_t from, const struct feel_value *v);
uint32_t build_one(struct parse *p, enum op op, size_t from, uint32_t a,
    const struct feel_type *type);
uint32_t build_two(struct parse *p, enum op op, uint32_t a, uint32_t b,
    const struct feel_type *type);
/* The kids are what lies on the stack above ${base}; they are taken off. */
uint32_t build_kids(struct parse *p, struct node n, size_t base,
    const struct feel_type *type);
bool build_push(struct parse *p, uint32_t node);
uint32_t build_null(struct parse *p, size_t from, enum feel_code code);

static inline const struct feel_type *
type_of(const struct parse *p, uint32_t node)
{
	return node == NONE ? feel_type(FEEL_ANY) : p->about[node].type;
}

/* ---- what can never be right: check.c ---- */

void check_finding(struct parse *p, size_t from, const char *msg,
    const struct arg *args);
#define CHECK_FINDING(p, from, msg, ...) \
	check_finding((p), (from), (msg), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })
const struct feel_type *check_arith(struct parse *p, enum op op, size_t at,
    uint32_t a, uint32_t b);
void check_compare(struct parse *p, enum op op, size_t at, uint32_t a,
    uint32_t b);
void check_boolean(struct parse *p, uint32_t node);
const struct feel_type *check_path(struct parse *p, const struct feel_type *of,
    struct str name, size_t at);
const struct feel_type *check_call(struct parse *p,
    const struct feel_builtin *b, const uint32_t *args, size_t n);
const struct feel_type *check_iterated(struct parse *p, uint32_t domain);

/* ---- the grammar ---- */

uint32_t parse_expression(struct parse *p);
uint32_t parse_arithmetic(struct parse *p);	/* no comparison, no logic */
uint32_t parse_primary(struct parse *p);
uint32_t parse_name(struct parse *p);
uint32_t parse_path(struct parse *p, uint32_t of);
uint32_t parse_filter(struct parse *p, uint32_t of);
uint32_t parse_if(struct parse *p);
uint32_t parse_for(struct parse *p);
uint32_t parse_quantified(struct parse *p, enum op op);
uint32_t parse_function(struct parse *p);
uint32_t parse_context(struct parse *p);
uint32_t parse_call(struct parse *p, const struct feel_builtin *b,
    size_t from);
uint32_t parse_apply(struct parse *p, uint32_t f);
uint32_t parse_bracket(struct parse *p);	/* [ ( ] : lists, ranges, … */
uint32_t parse_in(struct parse *p, uint32_t what);
uint32_t parse_tests(struct parse *p, uint32_t what, bool *ret_negated);
uint32_t parse_span(struct parse *p);		/* of a loop */
const struct feel_type *parse_type(struct parse *p);

bool parse_name_push(struct parse *p, struct local l);
uint32_t parse_name_slot(struct parse *p);

/* A name that is made here and ends before the word ${stop} (NULL: before what
 * is no part of names); in NFC. */
bool parse_new_name(struct parse *p, const char *stop, struct str *ret);

/* A local by its slot, as a node. */
uint32_t parse_local(struct parse *p, const struct local *l);

#endif
