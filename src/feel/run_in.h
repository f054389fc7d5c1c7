/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a program evaluated?  Each kind of node has a function here, found in
 * one table.  It returns its value: ${at}, filled, or one that stays where it
 * is at least until the names of the same part are filled anew.
 *
 * The functions of nodes call each other as deep as the program is high; that
 * is counted, and bounded, so is what they make and how long it takes.
 */
#ifndef FEEL_RUN_IN_H
#define FEEL_RUN_IN_H

#include "feel/program_in.h"

struct feel_function {
	const struct feel_builtin	*builtin;	/* or: */
	const struct node		*node;
	const struct feel_value		*captured;	/* the locals then */
};

struct feel_run {
	const struct node		*nodes;
	const uint32_t			*kids;
	const struct feel_env		*env;
	struct arena			*a;
	struct feel_value		*locals;
	uint32_t			 nlocals;
	const struct node		*call;		/* at work, for feel_fail() */
	uint64_t			 steps;		/* left */
	uint64_t			 bytes;		/* left */
	int				 deep, calls;
	enum err			 stopped;	/* ERR_OK: going on */
	const char			*stopped_by;	/* msgid */
	uint64_t			*used;
};

typedef const struct feel_value *node_of(struct feel_run *r,
    const struct node *n, struct feel_value *at);

/* The table, and what nodes of several files need. */
extern node_of *const feel_ops[OP__MAX];

const struct feel_value *run_stop(struct feel_run *r, enum err e,
    const char *msg, struct feel_value *at);
const struct feel_value *run_tired(struct feel_run *r, struct feel_value *at);

static inline const struct feel_value *
run_node(struct feel_run *r, uint32_t i, struct feel_value *at)
{
	const struct node *n = r->nodes + i;
	const struct feel_value *v;

	if (n->op == OP_CONST)
		return n->value;
	if (r->steps == 0 || r->deep >= FEEL_DEEP_MAX)
		return run_tired(r, at);
	r->steps--;
	r->deep++;
	v = feel_ops[n->op](r, n, at);
	r->deep--;
	return v;
}

static inline const struct feel_value *
run_kid(struct feel_run *r, const struct node *n, size_t k,
    struct feel_value *at)
{
	return run_node(r, r->kids[n->kids + k], at);
}

static inline const struct feel_value *
run_truth(struct feel_value *at, bool b)
{
	at->kind = FEEL_BOOLEAN;
	at->open = false;
	at->truth = b;
	return at;
}

/* Null at ${n} for the reason ${code}. */
const struct feel_value *run_null(struct feel_run *r, const struct node *n,
    enum feel_code code, struct feel_value *at);

/* Null, because ${v}, a part of ${n}, is null; its own reason is kept. */
const struct feel_value *run_null_of(struct feel_run *r, const struct node *n,
    const struct feel_value *v, struct feel_value *at);

/*
 * ${x} or ${y} (NULL: none) is null or not wholly known, and the result of
 * ${n} cannot be told: open if that may change, else null for the reason of
 * the one that is null.
 */
const struct feel_value *run_null_two(struct feel_run *r,
    const struct node *n, const struct feel_value *x,
    const struct feel_value *y, struct feel_value *at);

/* What is open in ${v}, at any depth, put to ${*sum} (an unknown or NULL). */
void run_open(struct feel_run *r, const struct feel_value *v,
    const struct feel_why **sum);
const struct feel_value *run_open_null(const struct feel_why *sum,
    struct feel_value *at);

/* Values, by themselves. */
enum eq { EQ_NO, EQ_YES, EQ_KIND, EQ_OPEN };

/*
 * Three-valued "and" (${stop} false) and "or" (${stop} true) of any number of
 * values, with the reasons for what is open and what is neither.
 */
struct kleene {
	bool			 stop, decided, null;
	const struct feel_why	*open, *why;
};
/* False when the rest cannot change the result. */
bool kleene_add(struct feel_run *r, struct kleene *k,
    const struct feel_value *v);
const struct feel_value *kleene_end(struct feel_run *r, const struct node *n,
    const struct kleene *k, struct feel_value *at);

enum eq run_eq(struct feel_run *r, const struct feel_value *x,
    const struct feel_value *y);
/* The same as a boolean or null. */
const struct feel_value *run_eq_value(struct feel_run *r,
    const struct node *n, const struct feel_value *x,
    const struct feel_value *y, struct feel_value *at);
const struct feel_value *run_cmp_value(struct feel_run *r,
    const struct node *n, enum op op, const struct feel_value *x,
    const struct feel_value *y, struct feel_value *at);
enum feel_code run_cmp(const struct feel_value *x, const struct feel_value *y,
    int *ret_order);
/* The same, charged, for texts may be long. */
enum feel_code run_cmp_paid(struct feel_run *r, const struct feel_value *x,
    const struct feel_value *y, int *ret_order);

/* Is ${x} in ${set} (a list, range or value)?  A boolean or null in ${at}. */
const struct feel_value *run_in(struct feel_run *r, const struct node *n,
    const struct feel_value *x, const struct feel_value *set,
    struct feel_value *at);
const struct feel_value *run_in_range(struct feel_run *r,
    const struct node *n, const struct feel_value *x,
    const struct feel_range *range, struct feel_value *at);

/*
 * One loop at work: ${each} is called for every combination of the elements of
 * its domains, which are the locals then, and returns false to end it.
 */
struct loop {
	struct feel_run		*r;
	const struct node	*n;
	size_t			 domains;
	bool			(*each)(struct loop *l);
	void			*of;		/* for use by each */
	struct feel_value	 fault;		/* a domain that is none */
	bool			 failed;
};
void run_loop(struct loop *l);

/* Call ${f} with ${n} arguments. */
void run_apply(struct feel_run *r, const struct feel_function *f,
    const struct feel_value *arg, size_t n, struct feel_value *ret);
void run_builtin(struct feel_run *r, const struct node *n,
    const struct feel_builtin *b, struct feel_value *arg, size_t count,
    struct feel_value *ret);

/* The value of a node all of whose kids are constants; false: not to be had. */
bool run_fold(struct arena *a, const struct node *nodes, const uint32_t *kids,
    uint32_t node, const struct feel_zones *zones, struct feel_value *ret);

/*
 * The kinds (as bits) that the next parameter of ${*takes} allows, moving on;
 * the last one stands for all that follow.  check.c
 */
unsigned check_takes(const char **takes, bool *ret_null);

/* An evaluation begins: its locals, what is tested among them. */
enum err run_begin(struct feel_run *r, struct arena *a,
    const struct feel_program *p, const struct feel_env *env,
    const struct feel_value *input, uint64_t *used, struct note *note);

/* What stopped it, if anything did. */
enum err run_end(struct feel_run *r, struct note *note);

/* A growing list of values, charged. */
struct run_list {
	struct feel_value	*v;
	size_t			 n, room;
};
bool run_list_add(struct feel_run *r, struct run_list *l,
    const struct feel_value *v);

/* A list or context that was made: neither too long nor too deep. */
const struct feel_value *run_made(struct feel_run *r, struct feel_value *at);
const struct feel_value *run_made_list(struct feel_run *r,
    const struct feel_value *v, size_t n, struct feel_value *at);

/* A copy of ${v} that stays; NULL when there is no memory. */
const struct feel_value *run_keep(struct feel_run *r,
    const struct feel_value *v);

/* What was made since ${mark} is thrown away, if ${v} can do without. */
struct run_mark {
	struct arena_mark	mark;
	uint64_t		bytes;
};
struct run_mark run_mark(const struct feel_run *r);
void run_reset(struct feel_run *r, struct run_mark m,
    const struct feel_value *v);

node_of run_fact, run_local, run_and, run_or, run_not, run_arith, run_negate,
    run_equal, run_order, run_between, run_in_tests, run_true, run_range,
    run_list_of, run_context, run_path, run_filter, run_for,
    run_quantified, run_if, run_call, run_apply_node, run_function,
    run_instance;

#endif
