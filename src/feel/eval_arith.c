/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arithmetic: numbers here, dates, times and durations in temporal.h, strings
 * put together.
 */
#include "feel/run_in.h"
#include "feel/temporal.h"

enum { POWER_STEPS = 50 };		/* what one takes, more or less */

static enum feel_code
power(struct decimal a, struct decimal b, struct decimal *ret)
{
	int64_t n;

	if (!decimal_int(b, &n))
		return decimal_is_whole(b) ? FEEL_WHY_RANGE :
		    FEEL_WHY_ARGUMENT;
	return decimal_power(a, n, ret) ? FEEL_WHY_NOT : FEEL_WHY_RANGE;
}

static enum feel_code
numbers(enum op op, struct decimal a, struct decimal b, struct decimal *ret)
{
	const enum decimal_way way = DECIMAL_HALF_EVEN;
	bool fine = false;

	switch (op) {
	case OP_ADD:
		fine = decimal_add(a, b, way, ret);
		break;
	case OP_SUB:
		fine = decimal_sub(a, b, way, ret);
		break;
	case OP_MUL:
		fine = decimal_mul(a, b, way, ret);
		break;
	case OP_DIV:
		if (decimal_sign(b) == 0)
			return FEEL_WHY_ZERO;
		fine = decimal_div(a, b, way, ret);
		break;
	default:
		return power(a, b, ret);
	}
	return fine ? FEEL_WHY_NOT : FEEL_WHY_RANGE;
}

static const struct feel_value *
strings(struct feel_run *r, const struct node *n, struct str a, struct str b,
    struct feel_value *at)
{
	char *p;

	if (a.n + b.n > FEEL_STRING_MAX)
		return run_stop(r, ERR_LIMIT,
		    M("The rule makes a text that is too long. Let it put "
		    "fewer things together."), at);
	if ((p = feel_take(r, a.n + b.n + 1)) == NULL)
		return run_null(r, n, FEEL_WHY_NULL, at);
	if (a.n > 0)
		memcpy(p, a.p, a.n);
	if (b.n > 0)
		memcpy(p + a.n, b.p, b.n);
	*at = feel_string((struct str){ p, a.n + b.n });
	return at;
}

static bool
temporal(const struct feel_value *v)
{
	return v->kind >= FEEL_DATE && v->kind <= FEEL_SPAN;
}

static enum feel_code
temporals(enum op op, const struct feel_value *x, const struct feel_value *y,
    struct feel_value *ret)
{
	switch (op) {
	case OP_ADD:
		return feel_temporal_add(x, y, ret);
	case OP_SUB:
		return feel_temporal_sub(x, y, ret);
	case OP_MUL:
		return feel_temporal_mul(x, y, ret);
	case OP_DIV:
		return feel_temporal_div(x, y, ret);
	default:
		return FEEL_WHY_KIND;
	}
}

const struct feel_value *
run_arith(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_value a, b;
	const struct feel_value *x = run_node(r, n->a, &a),
	    *y = run_node(r, n->b, &b);
	enum feel_code code = FEEL_WHY_KIND;
	struct decimal d;

	if (n->op == OP_POWER && !feel_spend(r, POWER_STEPS))
		return run_tired(r, at);
	if (x->kind == FEEL_NUMBER && y->kind == FEEL_NUMBER) {
		code = numbers((enum op)n->op, x->number, y->number, &d);
		if (code != FEEL_WHY_NOT)
			return run_null(r, n, code, at);
		at->kind = FEEL_NUMBER;
		at->open = false;
		at->depth = 0;
		at->number = d;
		return at;
	}
	if (x->kind == FEEL_NULL || y->kind == FEEL_NULL)
		return run_null_two(r, n, x, y, at);
	if (x->kind == FEEL_STRING && y->kind == FEEL_STRING &&
	    n->op == OP_ADD)
		return strings(r, n, x->text, y->text, at);
	if (temporal(x) || temporal(y)) {
		struct feel_value sum = feel_null();

		code = temporals((enum op)n->op, x, y, &sum);
		*at = sum;
	}
	return code == FEEL_WHY_NOT ? at : run_null(r, n, code, at);
}

const struct feel_value *
run_negate(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_value a, sum = feel_null();
	const struct feel_value *x = run_node(r, n->a, &a);
	enum feel_code code = FEEL_WHY_KIND;

	if (x->kind == FEEL_NULL)
		return run_null_of(r, n, x, at);
	if (x->kind == FEEL_NUMBER) {
		*at = feel_number(decimal_neg(x->number));
		return at;
	}
	if (temporal(x))
		code = feel_temporal_negate(x, &sum);
	*at = sum;
	return code == FEEL_WHY_NOT ? at : run_null(r, n, code, at);
}
