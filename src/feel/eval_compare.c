/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Are two values equal, and which comes first?
 */
#include "feel/run_in.h"
#include "feel/temporal.h"

enum { LONG_TEXT = 64 };		/* bytes that are compared in a step */

/* Long texts take their time. */
static bool
long_spend(struct feel_run *r, const struct feel_value *x,
    const struct feel_value *y)
{
	size_t n = x->text.n < y->text.n ? x->text.n : y->text.n;

	return n < LONG_TEXT || feel_spend(r, n / LONG_TEXT);
}

/* Elements of lists and entries: one that is of another kind is unequal; the
 * first that differs decides, else what is open. */
static bool
part_eq(struct feel_run *r, const struct feel_value *x,
    const struct feel_value *y, enum eq *sum)
{
	enum eq e = run_eq(r, x, y);

	if (e == EQ_NO || e == EQ_KIND)
		*sum = EQ_NO;
	else if (e == EQ_OPEN)
		*sum = EQ_OPEN;
	return *sum != EQ_NO;
}

static enum eq
lists_eq(struct feel_run *r, const struct feel_value *x,
    const struct feel_value *y)
{
	enum eq sum = EQ_YES;

	if (x->list.n != y->list.n)
		return EQ_NO;
	if (!feel_spend(r, x->list.n))
		return EQ_NO;
	for (size_t i = 0; i < x->list.n; i++)
		if (!part_eq(r, &x->list.v[i], &y->list.v[i], &sum))
			break;
	return sum;
}

static enum eq
contexts_eq(struct feel_run *r, const struct feel_context *x,
    const struct feel_context *y)
{
	enum eq sum = EQ_YES;

	if (x->n != y->n || !feel_spend(r, x->n))
		return EQ_NO;
	for (size_t i = 0; i < x->n; i++) {
		const struct feel_value *other = feel_get(y, x->e[i].key);

		if (other == NULL)
			return EQ_NO;
		if (!part_eq(r, &x->e[i].value, other, &sum))
			break;
	}
	return sum;
}

static enum eq
ranges_eq(struct feel_run *r, const struct feel_range *x,
    const struct feel_range *y)
{
	enum eq sum = EQ_YES;

	if (x->ends != y->ends)
		return EQ_NO;
	if (x->from != NULL && !part_eq(r, x->from, y->from, &sum))
		return EQ_NO;
	if (x->to != NULL)
		(void)part_eq(r, x->to, y->to, &sum);
	return sum;
}

static enum eq
nulls_eq(const struct feel_value *x, const struct feel_value *y)
{
	if (feel_is_unknown(x) || feel_is_unknown(y))
		return EQ_OPEN;
	return x->kind == y->kind ? EQ_YES : EQ_NO;
}

static enum eq
temporal_eq(const struct feel_value *x, const struct feel_value *y)
{
	bool is;

	return feel_temporal_eq(x, y, &is) != FEEL_WHY_NOT ? EQ_KIND :
	    is ? EQ_YES : EQ_NO;
}

enum eq
run_eq(struct feel_run *r, const struct feel_value *x,
    const struct feel_value *y)
{
	bool is;

	if (x->kind == FEEL_NULL || y->kind == FEEL_NULL)
		return nulls_eq(x, y);
	if (x->kind != y->kind)
		return EQ_KIND;
	switch ((enum feel_kind)x->kind) {
	case FEEL_BOOLEAN:
		is = x->truth == y->truth;
		break;
	case FEEL_NUMBER:
		is = decimal_cmp(x->number, y->number) == 0;
		break;
	case FEEL_STRING:
		is = x->text.n == y->text.n && long_spend(r, x, y) &&
		    str_eq(x->text, y->text);
		break;
	case FEEL_LIST:
		return lists_eq(r, x, y);
	case FEEL_CONTEXT:
		return contexts_eq(r, x->context, y->context);
	case FEEL_RANGE:
		return ranges_eq(r, x->range, y->range);
	case FEEL_FUNCTION:
		is = x->function == y->function;
		break;
	case FEEL_CALENDAR:
		is = x->calendar == y->calendar;
		break;
	default:
		return temporal_eq(x, y);
	}
	return is ? EQ_YES : EQ_NO;
}

const struct feel_value *
run_eq_value(struct feel_run *r, const struct node *n,
    const struct feel_value *x, const struct feel_value *y,
    struct feel_value *at)
{
	const struct feel_why *sum = NULL;

	switch (run_eq(r, x, y)) {
	case EQ_NO:
		return run_truth(at, false);
	case EQ_YES:
		return run_truth(at, true);
	case EQ_OPEN:
		run_open(r, x, &sum);
		run_open(r, y, &sum);
		return run_open_null(sum, at);
	case EQ_KIND:
		break;
	}
	return run_null(r, n, FEEL_WHY_KIND, at);
}

enum feel_code
run_cmp(const struct feel_value *x, const struct feel_value *y, int *ret_order)
{
	if (x->kind == FEEL_NUMBER && y->kind == FEEL_NUMBER) {
		*ret_order = decimal_cmp(x->number, y->number);
		return FEEL_WHY_NOT;
	}
	if (x->kind == FEEL_STRING && y->kind == FEEL_STRING) {
		*ret_order = str_cmp(x->text, y->text);
		return FEEL_WHY_NOT;
	}
	if (x->kind < FEEL_DATE || x->kind > FEEL_SPAN || y->kind < FEEL_DATE ||
	    y->kind > FEEL_SPAN)
		return FEEL_WHY_KIND;
	return feel_temporal_cmp(x, y, ret_order);
}

enum feel_code
run_cmp_paid(struct feel_run *r, const struct feel_value *x,
    const struct feel_value *y, int *ret_order)
{
	if (x->kind == FEEL_STRING && y->kind == FEEL_STRING)
		(void)long_spend(r, x, y);
	return run_cmp(x, y, ret_order);
}

const struct feel_value *
run_cmp_value(struct feel_run *r, const struct node *n, enum op op,
    const struct feel_value *x, const struct feel_value *y,
    struct feel_value *at)
{
	enum feel_code code;
	int c = 0;

	if (x->kind == FEEL_NULL || y->kind == FEEL_NULL)
		return run_null_two(r, n, x, y, at);
	if ((code = run_cmp_paid(r, x, y, &c)) != FEEL_WHY_NOT)
		return run_null(r, n, code, at);
	switch (op) {
	case OP_LT:
		return run_truth(at, c < 0);
	case OP_LE:
		return run_truth(at, c <= 0);
	case OP_GT:
		return run_truth(at, c > 0);
	default:
		return run_truth(at, c >= 0);
	}
}

const struct feel_value *
run_order(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_value a, b;
	const struct feel_value *x = run_node(r, n->a, &a),
	    *y = run_node(r, n->b, &b);

	return run_cmp_value(r, n, (enum op)n->op, x, y, at);
}

const struct feel_value *
run_equal(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_value a, b;
	const struct feel_value *x = run_node(r, n->a, &a),
	    *y = run_node(r, n->b, &b), *is;

	is = run_eq_value(r, n, x, y, at);
	if (n->op == OP_NE && is->kind == FEEL_BOOLEAN)
		return run_truth(at, !is->truth);
	return is;
}
