/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The evaluation: its beginning and end, what bounds it, and how nulls and
 * what is not known pass through it.
 */
#include "feel/run_in.h"

enum {
	FOLD_STEPS	= 10 * 1000,
	FOLD_BYTES	= 64 * 1024
};

node_of *const feel_ops[OP__MAX] = {
	[OP_FACT]	= run_fact,
	[OP_LOCAL]	= run_local,
	[OP_AND]	= run_and,
	[OP_OR]		= run_or,
	[OP_NOT]	= run_not,
	[OP_ADD]	= run_arith,
	[OP_SUB]	= run_arith,
	[OP_MUL]	= run_arith,
	[OP_DIV]	= run_arith,
	[OP_POWER]	= run_arith,
	[OP_NEGATE]	= run_negate,
	[OP_EQ]		= run_equal,
	[OP_NE]		= run_equal,
	[OP_LT]		= run_order,
	[OP_LE]		= run_order,
	[OP_GT]		= run_order,
	[OP_GE]		= run_order,
	[OP_BETWEEN]	= run_between,
	[OP_IN]		= run_in_tests,
	[OP_TRUE]	= run_true,
	[OP_RANGE]	= run_range,
	[OP_LIST]	= run_list_of,
	[OP_CONTEXT]	= run_context,
	[OP_PATH]	= run_path,
	[OP_FILTER]	= run_filter,
	[OP_FOR]	= run_for,
	[OP_SOME]	= run_quantified,
	[OP_EVERY]	= run_quantified,
	[OP_IF]		= run_if,
	[OP_CALL]	= run_call,
	[OP_APPLY]	= run_apply_node,
	[OP_FUNCTION]	= run_function,
	[OP_INSTANCE]	= run_instance,
};

/* ---- what bounds it ---- */

const struct feel_value *
run_stop(struct feel_run *r, enum err e, const char *msg,
    struct feel_value *at)
{
	if (r->stopped == ERR_OK) {
		r->stopped = e;
		r->stopped_by = msg;
	}
	r->steps = 0;			/* nothing more is begun */
	*at = feel_null();
	return at;
}

const struct feel_value *
run_tired(struct feel_run *r, struct feel_value *at)
{
	return run_stop(r, ERR_LIMIT, r->deep >= FEEL_DEEP_MAX ?
	    M("The rule calls functions within functions too deeply. Make it "
	    "simpler.") :
	    M("The rule takes too many steps. Let it look at fewer things, or "
	    "make it simpler."), at);
}

bool
feel_spend(struct feel_run *r, size_t n)
{
	struct feel_value none;

	if (r->steps > n) {
		r->steps -= n;
		return true;
	}
	(void)run_tired(r, &none);
	return false;
}

bool
feel_charge(struct feel_run *r, size_t n)
{
	struct feel_value none;

	if (r->bytes >= n && r->stopped == ERR_OK) {
		r->bytes -= n;
		return true;
	}
	(void)run_stop(r, ERR_LIMIT,
	    M("The rule makes too much at once. Let it look at fewer things, "
	    "or make it simpler."), &none);
	return false;
}

void *
feel_take(struct feel_run *r, size_t n)
{
	struct feel_value none;
	void *p;

	if (!feel_charge(r, n))
		return NULL;
	if ((p = arena_alloc(r->a, n)) == NULL)
		(void)run_stop(r, ERR_MEMORY, NULL, &none);
	return p;
}

struct arena *
feel_run_arena(struct feel_run *r)
{
	return r->a;
}

const struct feel_zones *
feel_run_zones(const struct feel_run *r)
{
	return r->env->zones;
}

const struct feel_value *
run_keep(struct feel_run *r, const struct feel_value *v)
{
	struct feel_value *kept = feel_take(r, sizeof *kept);

	if (kept != NULL)
		*kept = *v;
	return kept;
}

bool
run_list_add(struct feel_run *r, struct run_list *l,
    const struct feel_value *v)
{
	if (l->n == l->room) {
		size_t room = l->room == 0 ? 8 : 2 * l->room;
		struct feel_value *more, none;

		if (l->n >= FEEL_LIST_MAX) {
			(void)run_stop(r, ERR_LIMIT,
			    M("The rule makes a list that is too long. Let it "
			    "look at fewer things."), &none);
			return false;
		}
		if ((more = feel_take(r, room * sizeof *more)) == NULL)
			return false;
		for (size_t i = 0; i < l->n; i++)
			more[i] = l->v[i];
		l->v = more;
		l->room = room;
	}
	l->v[l->n++] = *v;
	return true;
}

const struct feel_value *
run_made(struct feel_run *r, struct feel_value *at)
{
	if (at->depth > 0 && at->weight > FEEL_WEIGHT_MAX)
		return run_stop(r, ERR_LIMIT,
		    M("The rule makes too much at once. Let it look at fewer "
		    "things, or make it simpler."), at);
	if (at->depth > FEEL_VALUE_DEPTH)
		return run_stop(r, ERR_LIMIT,
		    M("The rule puts lists into lists too deeply. Make it "
		    "simpler."), at);
	return at;
}

const struct feel_value *
run_made_list(struct feel_run *r, const struct feel_value *v, size_t n,
    struct feel_value *at)
{
	*at = feel_list(v, n);
	return run_made(r, at);
}

struct run_mark
run_mark(const struct feel_run *r)
{
	return (struct run_mark){ arena_mark(r->a), r->bytes };
}

void
run_reset(struct feel_run *r, struct run_mark m, const struct feel_value *v)
{
	if (v->kind != FEEL_BOOLEAN && v->kind != FEEL_NUMBER &&
	    (v->kind != FEEL_NULL || v->why != NULL))
		return;
	arena_reset(r->a, m.mark);
	r->bytes = m.bytes;
}

/* ---- nulls ---- */

const struct feel_value *
run_null(struct feel_run *r, const struct node *n, enum feel_code code,
    struct feel_value *at)
{
	struct feel_why *why = feel_take(r, sizeof *why);

	*at = feel_null();
	if (why == NULL)
		return at;
	why->code = code;
	why->from = n->from;
	why->to = n->to;
	at->why = why;
	return at;
}

const struct feel_value *
run_null_of(struct feel_run *r, const struct node *n,
    const struct feel_value *v, struct feel_value *at)
{
	const struct feel_why *why = v->why;

	if (why == NULL)
		return run_null(r, n, FEEL_WHY_NULL, at);
	at->open = v->open;
	at->kind = FEEL_NULL;
	at->depth = 0;
	at->why = why;
	return at;
}

void
feel_fail(struct feel_run *r, enum feel_code code, struct feel_value *ret)
{
	(void)run_null(r, r->call, code, ret);
}

static void
open_join(struct feel_run *r, const struct feel_why *why,
    const struct feel_why **sum)
{
	struct feel_why *both;

	if (*sum == NULL || *sum == why || why == NULL) {
		*sum = *sum == NULL ? why : *sum;
		return;
	}
	if ((both = feel_take(r, sizeof *both)) == NULL)
		return;
	both->code = FEEL_WHY_MISSING;
	both->left = *sum;
	both->right = why;
	*sum = both;
}

void
run_open(struct feel_run *r, const struct feel_value *v,
    const struct feel_why **sum)
{
	if (!v->open)
		return;
	if (v->kind == FEEL_NULL)
		open_join(r, v->why, sum);
	if (v->kind == FEEL_LIST && feel_spend(r, v->list.n))
		for (size_t i = 0; i < v->list.n; i++)
			run_open(r, &v->list.v[i], sum);
	if (v->kind == FEEL_CONTEXT && feel_spend(r, v->context->n))
		for (size_t i = 0; i < v->context->n; i++)
			run_open(r, &v->context->e[i].value, sum);
	if (v->kind == FEEL_RANGE) {
		if (v->range->from != NULL)
			run_open(r, v->range->from, sum);
		if (v->range->to != NULL)
			run_open(r, v->range->to, sum);
	}
}

const struct feel_value *
run_open_null(const struct feel_why *sum, struct feel_value *at)
{
	*at = feel_null();
	at->open = true;
	at->why = sum;
	return at;
}

const struct feel_value *
run_null_two(struct feel_run *r, const struct node *n,
    const struct feel_value *x, const struct feel_value *y,
    struct feel_value *at)
{
	const struct feel_why *sum = NULL;

	if (x->kind == FEEL_NULL && !x->open)
		return run_null_of(r, n, x, at);
	if (y != NULL && y->kind == FEEL_NULL && !y->open)
		return run_null_of(r, n, y, at);
	run_open(r, x, &sum);
	if (y != NULL)
		run_open(r, y, &sum);
	return run_open_null(sum, at);
}

/* ---- the evaluation as a whole ---- */

enum err
run_end(struct feel_run *r, struct note *note)
{
	if (arena_failed(r->a))
		return note_memory(note);
	if (r->stopped == ERR_LIMIT)
		return note_set(note, ERR_LIMIT, r->stopped_by,
		    (const struct arg[NOTE_ARGS_MAX + 1]){ { 0 } });
	return ERR_OK;
}

bool
run_fold(struct arena *a, const struct node *nodes, const uint32_t *kids,
    uint32_t node, const struct feel_zones *zones, struct feel_value *ret)
{
	const struct feel_env env = { .zones = zones };
	uint64_t used[FEEL_FACTS_MAX / 64] = { 0 };
	struct feel_run r = { .nodes = nodes, .kids = kids, .env = &env,
	    .a = a, .steps = FOLD_STEPS, .bytes = FOLD_BYTES, .used = used };
	struct feel_value at = feel_null();

	*ret = *run_node(&r, node, &at);
	return r.stopped == ERR_OK && !arena_failed(a);
}

enum err
run_begin(struct feel_run *r, struct arena *a, const struct feel_program *p,
    const struct feel_env *env, const struct feel_value *input,
    uint64_t *used, struct note *note)
{
	*r = (struct feel_run){ .nodes = p->nodes, .kids = p->kids,
	    .env = env, .a = a, .nlocals = p->nlocals, .used = used,
	    .steps = env->steps != 0 ? env->steps : FEEL_STEPS_MAX,
	    .bytes = env->bytes != 0 ? env->bytes : FEEL_BYTES_MAX };
	if (p->nlocals == 0)
		return ERR_OK;
	if ((r->locals = NEW_ARRAY(a, struct feel_value, p->nlocals)) == NULL)
		return note_memory(note);
	if (p->tests && input != NULL)
		r->locals[0] = *input;
	return ERR_OK;
}

enum err
feel_eval_tests(struct arena *a, const struct feel_program *p,
    const struct feel_env *env, const struct feel_value *input,
    struct feel_answer *ret, struct note *note)
{
	uint64_t used[FEEL_FACTS_MAX / 64] = { 0 };
	struct feel_value at = feel_null();
	const struct feel_value *v;
	struct feel_run r;
	uint64_t steps, bytes;
	enum err e;

	if ((e = run_begin(&r, a, p, env, input, used, note)) != ERR_OK)
		return e;
	steps = r.steps;
	bytes = r.bytes;
	v = run_node(&r, p->root, &at);
	if ((e = run_end(&r, note)) != ERR_OK)
		return e;
	ret->value = *v;
	for (size_t i = 0; i < FEEL_FACTS_MAX / 64; i++)
		ret->used[i] = used[i];
	ret->steps = steps - r.steps;
	ret->bytes = bytes - r.bytes;
	return ERR_OK;
}

enum err
feel_eval(struct arena *a, const struct feel_program *p,
    const struct feel_env *env, struct feel_answer *ret, struct note *note)
{
	return feel_eval_tests(a, p, env, NULL, ret, note);
}

bool
feel_used(const struct feel_answer *ans, size_t slot)
{
	return (ans->used[slot / 64] >> slot % 64 & 1) != 0;
}
