/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions of lists: those that add up, order, and find equal elements.
 */
#include "feel/builtin_in.h"
#include "feel/run_in.h"

/* ---- sums ---- */

/* All of them numbers, and at least one? */
static bool
numbers(struct feel_run *r, const struct feel_list *l, struct feel_value *ret)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].kind != FEEL_NUMBER) {
			feel_fail(r, FEEL_WHY_ARGUMENT, ret);
			return false;
		}
	if (l->n == 0)
		*ret = feel_null();
	return l->n > 0 && feel_spend(r, l->n);
}

static bool
total(const struct feel_list *l, struct decimal *ret)
{
	struct decimal d = decimal_of_int(0);

	for (size_t i = 0; i < l->n; i++)
		if (!decimal_add(d, l->v[i].number, DECIMAL_HALF_EVEN, &d))
			return false;
	*ret = d;
	return true;
}

static void
number_or_fail(struct feel_run *r, bool fine, struct decimal d,
    struct feel_value *ret)
{
	if (fine)
		*ret = feel_number(d);
	else
		feel_fail(r, FEEL_WHY_RANGE, ret);
}

static void
sum(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct decimal d = { 0, 0 };

	(void)n;
	if (numbers(r, &arg[0].list, ret))
		number_or_fail(r, total(&arg[0].list, &d), d, ret);
}

static void
mean(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct decimal d = { 0, 0 };

	(void)n;
	if (numbers(r, &arg[0].list, ret))
		number_or_fail(r, total(&arg[0].list, &d) && decimal_div(d,
		    decimal_of_int((int64_t)arg[0].list.n), DECIMAL_HALF_EVEN,
		    &d), d, ret);
}

static void
product(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	const struct feel_list *l = &arg[0].list;
	struct decimal d = decimal_of_int(1);
	bool fine = true;

	(void)n;
	if (!numbers(r, l, ret))
		return;
	for (size_t i = 0; i < l->n && fine; i++)
		fine = decimal_mul(d, l->v[i].number, DECIMAL_HALF_EVEN, &d);
	number_or_fail(r, fine, d, ret);
}

static void
median(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	const struct feel_list *l = &arg[0].list;
	struct feel_value sorted;
	struct decimal d;
	size_t half = l->n / 2;

	(void)n;
	if (!numbers(r, l, ret) || !sort_list(r, l, NULL, &sorted))
		return;
	d = sorted.list.v[half].number;
	number_or_fail(r, l->n % 2 == 1 || (decimal_add(d,
	    sorted.list.v[half - 1].number, DECIMAL_HALF_EVEN, &d) &&
	    decimal_div(d, decimal_of_int(2), DECIMAL_HALF_EVEN, &d)), d, ret);
}

static void
extreme(struct feel_run *r, const struct feel_list *l, int sign,
    struct feel_value *ret)
{
	const struct feel_value *best = l->v;
	enum feel_code code;
	int c;

	if (l->n == 0 || !feel_spend(r, l->n))
		return;
	for (size_t i = 0; i < l->n; i++) {
		code = run_cmp_paid(r, &l->v[i], best, &c);
		if (code != FEEL_WHY_NOT) {
			feel_fail(r, code == FEEL_WHY_KIND ?
			    FEEL_WHY_ARGUMENT : code, ret);
			return;
		}
		if (c * sign > 0)
			best = &l->v[i];
	}
	*ret = *best;
}

static void
min(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)n;
	extreme(r, &arg[0].list, -1, ret);
}

static void
max(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)n;
	extreme(r, &arg[0].list, 1, ret);
}

static void
sort(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct feel_value sorted;

	if (sort_list(r, &arg[0].list, n > 1 && arg[1].kind == FEEL_FUNCTION ?
	    arg[1].function : NULL, &sorted))
		*ret = sorted;
	else
		*ret = sorted.kind == FEEL_NULL ? sorted : feel_null();
}

/* ---- equal elements ---- */

/* Equal values have equal hashes.  Times are equal by their moment, so that of
 * those only the kind counts. */
static uint64_t
value_hash(const struct feel_value *v)
{
	uint64_t h = 1469598103934665603U ^ v->kind;
	struct decimal d;

	switch ((enum feel_kind)v->kind) {
	case FEEL_BOOLEAN:
		return h + v->truth;
	case FEEL_NUMBER:
		d = decimal_reduce(v->number);
		return (h ^ (uint64_t)d.coeff ^ (uint64_t)(d.coeff >> 64) ^
		    (uint64_t)d.exp << 32) * 1099511628211U;
	case FEEL_STRING:
		for (size_t i = 0; i < v->text.n; i++)
			h = (h ^ (unsigned char)v->text.p[i]) * 1099511628211U;
		return h;
	case FEEL_DATE:
		return (h ^ (uint64_t)v->day) * 1099511628211U;
	case FEEL_MONTHS:
		return (h ^ (uint64_t)v->months) * 1099511628211U;
	case FEEL_LIST:
		for (size_t i = 0; i < v->list.n && i < 8; i++)
			h = (h ^ value_hash(&v->list.v[i])) * 1099511628211U;
		return h + v->list.n;
	case FEEL_CONTEXT:
		return h + v->context->n;
	default:
		return h;
	}
}

/* A set of the elements of ${l}, as indices from 1. */
struct set {
	const struct feel_value	*v;
	uint32_t		*index;
	size_t			 mask;
};

static bool
set_begin(struct feel_run *r, const struct feel_value *v, size_t n,
    struct set *s)
{
	size_t size = 16;

	while (size < 2 * n)
		size *= 2;
	s->v = v;
	s->mask = size - 1;
	s->index = feel_take(r, size * sizeof *s->index);
	return s->index != NULL;
}

/* Is an element equal to the ${i}-th in the set?  If not, it is put there. */
static bool
set_has(struct feel_run *r, struct set *s, size_t i)
{
	uint64_t h;
	size_t at;

	if (!feel_spend(r, feel_weight(&s->v[i])))
		return true;
	h = value_hash(&s->v[i]);
	at = (size_t)(h ^ h >> 29) & s->mask;
	for (; s->index[at] != 0; at = (at + 1) & s->mask)
		if (!feel_spend(r, 1) || run_eq(r, &s->v[s->index[at] - 1],
		    &s->v[i]) == EQ_YES)
			return true;
	s->index[at] = (uint32_t)(i + 1);
	return false;
}

static void
distinct(struct feel_run *r, const struct feel_value *v, size_t n,
    struct feel_value *ret)
{
	struct run_list made = { NULL, 0, 0 };
	struct set s;

	if (!set_begin(r, v, n, &s))
		return;
	for (size_t i = 0; i < n && r->stopped == ERR_OK; i++)
		if (!set_has(r, &s, i) && !run_list_add(r, &made, &v[i]))
			return;
	*ret = feel_list(made.v, made.n);
}

static void
distinct_values(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)n;
	distinct(r, arg[0].list.v, arg[0].list.n, ret);
}

static void
union_of(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct run_list all = { NULL, 0, 0 };

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < arg[i].list.n; j++)
			if (!feel_spend(r, 1) ||
			    !run_list_add(r, &all, &arg[i].list.v[j]))
				return;
	distinct(r, all.v, all.n, ret);
}

static void
index_of(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct run_list made = { NULL, 0, 0 };

	(void)n;
	for (size_t i = 0; i < arg[0].list.n && feel_spend(r, 1); i++) {
		struct feel_value at;

		if (run_eq(r, &arg[0].list.v[i], &arg[1]) != EQ_YES)
			continue;
		at = feel_int((int64_t)i + 1);
		if (!run_list_add(r, &made, &at))
			return;
	}
	*ret = feel_list(made.v, made.n);
}

#define MANY	UINT8_MAX

const struct feel_builtin feel_builtins_sum[] = {
	{ "sum", { "list" }, 1, 1, FEEL_SPREAD, "l", "n", sum },
	{ "mean", { "list" }, 1, 1, FEEL_SPREAD, "l", "n", mean },
	{ "product", { "list" }, 1, 1, FEEL_SPREAD, "l", "n", product },
	{ "median", { "list" }, 1, 1, FEEL_SPREAD, "l", "n", median },
	{ "min", { "list" }, 1, 1, FEEL_SPREAD, "l", "e", min },
	{ "max", { "list" }, 1, 1, FEEL_SPREAD, "l", "e", max },
	{ "sort", { "list", "precedes" }, 1, 2, 0, "lf?", "=", sort },
	{ "distinct values", { "list" }, 1, 1, 0, "l", "=", distinct_values },
	{ "union", { "list" }, 1, MANY, 0, "l", "l", union_of },
	{ "index of", { "list", "match" }, 2, 2, 0, "l*", "l", index_of },
	{ NULL, { NULL }, 0, 0, 0, NULL, NULL, NULL }
};
