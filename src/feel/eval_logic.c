/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Three-valued logic (Kleene).  What is neither true nor false counts as null;
 * what is not known stays open unless the rest decides.
 */
#include "feel/run_in.h"

bool
kleene_add(struct feel_run *r, struct kleene *k, const struct feel_value *v)
{
	if (v->kind == FEEL_BOOLEAN) {
		k->decided |= v->truth == k->stop;
	} else if (v->kind == FEEL_NULL && v->open) {
		run_open(r, v, &k->open);
	} else if (!k->null) {
		k->null = true;
		k->why = v->kind == FEEL_NULL ? v->why : NULL;
	}
	return !k->decided && r->stopped == ERR_OK;
}

const struct feel_value *
kleene_end(struct feel_run *r, const struct node *n, const struct kleene *k,
    struct feel_value *at)
{
	if (k->decided)
		return run_truth(at, k->stop);
	if (k->open != NULL)
		return run_open_null(k->open, at);
	if (!k->null)
		return run_truth(at, !k->stop);
	if (k->why == NULL)
		return run_null(r, n, FEEL_WHY_LOGIC, at);
	*at = feel_null();
	at->why = k->why;
	return at;
}

static const struct feel_value *
logic(struct feel_run *r, const struct node *n, bool stop,
    struct feel_value *at)
{
	struct kleene k = { .stop = stop };

	for (size_t i = 0; i < n->n; i++)
		if (!kleene_add(r, &k, run_kid(r, n, i, at)))
			break;
	return kleene_end(r, n, &k, at);
}

const struct feel_value *
run_and(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	return logic(r, n, false, at);
}

const struct feel_value *
run_or(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	return logic(r, n, true, at);
}

const struct feel_value *
run_not(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	const struct feel_value *v = run_node(r, n->a, at);

	if (v->kind == FEEL_BOOLEAN)
		return run_truth(at, !v->truth);
	if (v->kind != FEEL_NULL)
		return run_null(r, n, FEEL_WHY_ARGUMENT, at);
	return v->why != NULL ? run_null_of(r, n, v, at) :
	    run_null(r, n, FEEL_WHY_LOGIC, at);
}

/* As a test: passes if it is true. */
const struct feel_value *
run_true(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	const struct feel_value *v = run_node(r, n->a, at);

	if (v->kind == FEEL_BOOLEAN)
		return run_truth(at, v->truth);
	if (v->kind == FEEL_NULL && v->open)
		return v;
	return run_truth(at, false);
}

/* The condition is not known: both branches are looked at, for they may agree
 * on the value, and then it does not matter. */
static const struct feel_value *
either(struct feel_run *r, const struct node *n, const struct feel_value *cond,
    struct feel_value *at)
{
	const struct feel_why *sum = NULL;
	struct feel_value yes, no;
	const struct feel_value *y = run_kid(r, n, 1, &yes), *x;

	yes = *y;
	x = run_kid(r, n, 2, &no);
	if (yes.kind == x->kind && run_eq(r, &yes, x) == EQ_YES &&
	    yes.kind != FEEL_STAMP && yes.kind != FEEL_TIME) {
		*at = yes;
		return at;
	}
	run_open(r, cond, &sum);
	run_open(r, &yes, &sum);
	run_open(r, x, &sum);
	return run_open_null(sum, at);
}

const struct feel_value *
run_if(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_value cond = feel_null();
	const struct feel_value *v = run_kid(r, n, 0, &cond);

	if (v->kind == FEEL_BOOLEAN)
		return run_kid(r, n, v->truth ? 1 : 2, at);
	if (v->kind == FEEL_NULL && v->open)
		return either(r, n, v, at);
	return run_kid(r, n, 2, at);
}

const struct feel_value *
run_between(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_value a, b, low, high;
	struct kleene k = { .stop = false };
	const struct feel_value *x = run_kid(r, n, 0, &a), *y;

	y = run_kid(r, n, 1, &b);
	if (kleene_add(r, &k, run_cmp_value(r, n, OP_GE, x, y, &low))) {
		y = run_kid(r, n, 2, &b);
		(void)kleene_add(r, &k, run_cmp_value(r, n, OP_LE, x, y,
		    &high));
	}
	return kleene_end(r, n, &k, at);
}

/* ---- in ---- */

/* The two comparisons that make up each kind of ends; OP__MAX: none. */
static const struct {
	enum op	from, to;
} ends[FEEL_ENDS__MAX] = {
	[FEEL_OPEN_OPEN]	= { OP_GT, OP_LT },
	[FEEL_OPEN_CLOSED]	= { OP_GT, OP_LE },
	[FEEL_CLOSED_OPEN]	= { OP_GE, OP_LT },
	[FEEL_CLOSED_CLOSED]	= { OP_GE, OP_LE },
	[FEEL_LESS]		= { OP__MAX, OP_LT },
	[FEEL_MOST]		= { OP__MAX, OP_LE },
	[FEEL_MORE]		= { OP_GT, OP__MAX },
	[FEEL_LEAST]		= { OP_GE, OP__MAX },
	[FEEL_EQUAL]		= { OP__MAX, OP_EQ },
	[FEEL_UNEQUAL]		= { OP__MAX, OP_NE },
};

const struct feel_value *
run_in_range(struct feel_run *r, const struct node *n,
    const struct feel_value *x, const struct feel_range *range,
    struct feel_value *at)
{
	struct kleene k = { .stop = false };
	struct feel_value v;

	if (range->ends >= FEEL_EQUAL) {
		const struct feel_value *is = run_eq_value(r, n, x, range->to,
		    at);

		if (is->kind == FEEL_BOOLEAN && range->ends == FEEL_UNEQUAL)
			return run_truth(at, !is->truth);
		return is;
	}
	if (ends[range->ends].from != OP__MAX)
		(void)kleene_add(r, &k, run_cmp_value(r, n,
		    ends[range->ends].from, x, range->from, &v));
	if (ends[range->ends].to != OP__MAX && !k.decided)
		(void)kleene_add(r, &k, run_cmp_value(r, n,
		    ends[range->ends].to, x, range->to, &v));
	return kleene_end(r, n, &k, at);
}

/* One of a list: a range it may lie in, a list it may be, or a value. */
static const struct feel_value *
in_one(struct feel_run *r, const struct node *n, const struct feel_value *x,
    const struct feel_value *of, struct feel_value *at)
{
	if (of->kind == FEEL_RANGE && x->kind != FEEL_RANGE)
		return run_in_range(r, n, x, of->range, at);
	return run_eq_value(r, n, x, of, at);
}

/* Not equal because of another kind is as good as not equal. */
static const struct feel_value *
lenient(const struct feel_value *v, struct feel_value *at)
{
	if (v->kind == FEEL_NULL && v->why != NULL &&
	    v->why->code == FEEL_WHY_KIND)
		return run_truth(at, false);
	return v;
}

const struct feel_value *
run_in(struct feel_run *r, const struct node *n, const struct feel_value *x,
    const struct feel_value *set, struct feel_value *at)
{
	struct kleene k = { .stop = true };
	struct feel_value one;

	if (set->kind != FEEL_LIST)
		return in_one(r, n, x, set, at);
	if (!feel_spend(r, set->list.n))
		return run_tired(r, at);
	for (size_t i = 0; i < set->list.n; i++)
		if (!kleene_add(r, &k, lenient(in_one(r, n, x,
		    &set->list.v[i], &one), &one)))
			break;
	/* A list may also be what is looked for as a whole. */
	if (!k.decided && x->kind == FEEL_LIST)
		(void)kleene_add(r, &k, lenient(run_eq_value(r, n, x, set,
		    &one), &one));
	return kleene_end(r, n, &k, at);
}

const struct feel_value *
run_in_tests(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct kleene k = { .stop = true };
	struct feel_value what, test, is;
	const struct feel_value *x = run_kid(r, n, 0, &what), *t;

	for (size_t i = 1; i < n->n; i++) {
		bool judged = r->nodes[r->kids[n->kids + i]].op == OP_TRUE;

		t = run_kid(r, n, i, &test);
		if (!judged)
			t = run_in(r, n, x, t, &is);
		if (!kleene_add(r, &k, n->n > 2 ? lenient(t, &is) : t))
			break;
	}
	return kleene_end(r, n, &k, at);
}
