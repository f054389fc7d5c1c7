/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Facts, locals, and values put together and taken apart.
 */
#include "feel/run_in.h"
#include "feel/temporal.h"
#include "feel/type_in.h"

const struct feel_value *
run_fact(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	const struct feel_value *v = &r->env->facts[n->slot];

	if (v->depth > FEEL_VALUE_DEPTH ||
	    (v->depth > 0 && v->weight > FEEL_WEIGHT_MAX))
		return run_stop(r, ERR_LIMIT,
		    M("A fact is too large, or has lists in lists too deeply. "
		    "Give it as several facts."), at);
	if (!feel_is_unknown(v))
		r->used[n->slot / 64] |= UINT64_C(1) << n->slot % 64;
	return v;
}

const struct feel_value *
run_local(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	(void)at;
	return &r->locals[n->slot];
}

const struct feel_value *
run_list_of(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_value *v = feel_take(r, n->n * sizeof *v), one;

	if (v == NULL)
		return run_null(r, n, FEEL_WHY_NULL, at);
	for (size_t i = 0; i < n->n; i++)
		v[i] = *run_kid(r, n, i, &one);
	return run_made_list(r, v, n->n, at);
}

/* Each entry's value is also a local, for those that follow. */
const struct feel_value *
run_context(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_entry *e = feel_take(r, n->n * sizeof *e);
	struct feel_value one;

	if (e == NULL)
		return run_null(r, n, FEEL_WHY_NULL, at);
	for (size_t i = 0; i < n->n; i++) {
		e[i].key = n->name[i];
		e[i].value = *run_kid(r, n, i, &one);
		r->locals[n->slot + i] = e[i].value;
	}
	return feel_context(r->a, e, n->n, at) ? run_made(r, at) :
	    run_null(r, n, FEEL_WHY_ENTRY, at);
}

/* Ends that do not follow each other make no range. */
static bool
ends_fit(struct feel_run *r, const struct feel_value *from,
    const struct feel_value *to, enum feel_code *ret_code)
{
	int c;

	if (from->kind == FEEL_NULL || to->kind == FEEL_NULL) {
		*ret_code = FEEL_WHY_NULL;
		return from->kind != to->kind;
	}
	*ret_code = run_cmp_paid(r, from, to, &c);
	return *ret_code == FEEL_WHY_NOT;
}

const struct feel_value *
run_range(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_range *range = feel_take(r, sizeof *range);
	struct feel_value v, made = { .kind = FEEL_RANGE, .range = range,
	    .depth = 1, .weight = 1 };
	const struct feel_why *sum = NULL;
	enum feel_code code;

	if (range == NULL)
		return run_null(r, n, FEEL_WHY_NULL, at);
	range->ends = (enum feel_ends)n->how;
	for (size_t i = 0; i < n->n; i++) {
		const struct feel_value *end = run_kid(r, n, i, &v);

		feel_holds(&made, end);
		if ((end = run_keep(r, end)) == NULL)
			return run_null(r, n, FEEL_WHY_NULL, at);
		if (n->n == 1 && (n->how == FEEL_MORE || n->how == FEEL_LEAST))
			range->from = end;
		else if (n->n == 1 || i == 1)
			range->to = end;
		else
			range->from = end;
	}
	/* With an end that is not known there may be no range at all. */
	if (n->n == 2 && made.open) {
		run_open(r, range->from, &sum);
		run_open(r, range->to, &sum);
		return run_open_null(sum, at);
	}
	if (n->n == 2 && !ends_fit(r, range->from, range->to, &code))
		return run_null(r, n, code, at);
	*at = made;
	return run_made(r, at);
}

/* ---- paths ---- */

static const struct feel_value *
range_property(struct feel_run *r, const struct node *n,
    const struct feel_range *range, struct feel_value *at)
{
	struct str name = *n->name;
	bool first = range->ends == FEEL_CLOSED_OPEN ||
	    range->ends == FEEL_CLOSED_CLOSED || range->ends == FEEL_LEAST ||
	    range->ends == FEEL_EQUAL;
	bool last = range->ends == FEEL_OPEN_CLOSED ||
	    range->ends == FEEL_CLOSED_CLOSED || range->ends == FEEL_MOST ||
	    range->ends == FEEL_EQUAL;

	*at = feel_null();
	if (str_is(name, "start included"))
		return run_truth(at, first);
	if (str_is(name, "end included"))
		return run_truth(at, last);
	if (str_is(name, "start"))
		return range->ends == FEEL_EQUAL ? range->to :
		    range->from != NULL ? range->from : at;
	if (str_is(name, "end"))
		return range->to != NULL && range->ends != FEEL_UNEQUAL ?
		    range->to : at;
	return run_null(r, n, FEEL_WHY_ENTRY, at);
}

/* What ${name} is of one value. */
static const struct feel_value *
part_of(struct feel_run *r, const struct node *n, const struct feel_value *of,
    struct feel_value *at)
{
	const struct feel_value *v;
	enum feel_code code;

	if (of->kind == FEEL_CONTEXT) {
		v = feel_get(of->context, *n->name);
		return v != NULL ? v : run_null(r, n, FEEL_WHY_ENTRY, at);
	}
	if (of->kind == FEEL_NULL)
		return run_null_of(r, n, of, at);
	if (of->kind == FEEL_RANGE)
		return range_property(r, n, of->range, at);
	if (!feel_is_temporal(of))
		return run_null(r, n, FEEL_WHY_ENTRY, at);
	*at = feel_null();
	code = feel_temporal_property(of, *n->name, at);
	return code == FEEL_WHY_NOT ? at : run_null(r, n, code, at);
}

const struct feel_value *
run_path(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_value one, *v;
	struct feel_value whole;
	const struct feel_value *of = run_node(r, n->a, &whole);

	if (of->kind != FEEL_LIST)
		return part_of(r, n, of, at);
	if (!feel_spend(r, of->list.n) ||
	    (v = feel_take(r, of->list.n * sizeof *v)) == NULL)
		return run_null(r, n, FEEL_WHY_NULL, at);
	for (size_t i = 0; i < of->list.n; i++)
		v[i] = *part_of(r, n, &of->list.v[i], &one);
	return run_made_list(r, v, of->list.n, at);
}

const struct feel_value *
run_instance(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	const struct feel_value *v = run_node(r, n->a, at);
	const struct feel_why *sum = NULL;

	if (feel_is_unknown(v) || !feel_spend(r, feel_weight(v)))
		return v;
	/* A list of numbers stays one, whatever number is not known; only of
	 * what kind it is may not be taken for granted. */
	if (v->open && n->type->kind == v->kind) {
		run_open(r, v, &sum);
		return run_open_null(sum, at);
	}
	return run_truth(at, type_has(n->type, v, 0));
}
