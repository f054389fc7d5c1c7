/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filters, "for", "some" and "every".
 */
#include "feel/run_in.h"

/* ---- filters ---- */

/* The element by its number: from 1, or from the end below 0. */
static const struct feel_value *
by_number(struct feel_run *r, const struct node *n, const struct feel_list *l,
    struct decimal d, struct feel_value *at)
{
	int64_t i;

	if (decimal_int(d, &i)) {
		if (i > 0 && (uint64_t)i <= l->n)
			return &l->v[i - 1];
		if (i < 0 && i >= -(int64_t)l->n)
			return &l->v[(int64_t)l->n + i];
	}
	return run_null(r, n, FEEL_WHY_INDEX, at);
}

/* What is filtered, as a list; its element of a scalar is put in ${one}. */
static struct feel_list
as_list(const struct feel_value *of, struct feel_value *one)
{
	if (of->kind == FEEL_LIST)
		return of->list;
	*one = *of;
	return (struct feel_list){ one, 1 };
}

/* Of an empty list only whether it is filtered by a number matters. */
static const struct feel_value *
of_nothing(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_value v;
	const struct feel_value *by;

	r->locals[n->part] = feel_null();
	by = run_node(r, n->b, &v);
	if (by->kind == FEEL_NUMBER)
		return run_null(r, n, FEEL_WHY_INDEX, at);
	*at = feel_list(NULL, 0);
	return at;
}

/* Those elements for which the condition holds.  If for one it is not known,
 * neither is the list. */
static const struct feel_value *
filtered(struct feel_run *r, const struct node *n, const struct feel_list *l,
    struct feel_value *at)
{
	struct run_list kept = { NULL, 0, 0 };
	const struct feel_why *sum = NULL;

	for (size_t i = 0; i < l->n && r->stopped == ERR_OK; i++) {
		struct run_mark mark = run_mark(r);
		struct feel_value v;
		const struct feel_value *by;

		r->locals[n->part] = l->v[i];
		by = run_node(r, n->b, &v);
		if (by != &v)
			v = *by;	/* it may lie in what is thrown away */
		if (v.kind == FEEL_NUMBER)
			return by_number(r, n, l, v.number, at);
		if (feel_is_unknown(&v))
			run_open(r, &v, &sum);
		run_reset(r, mark, &v);
		if (v.kind == FEEL_BOOLEAN && v.truth &&
		    !run_list_add(r, &kept, &l->v[i]))
			break;
	}
	if (sum != NULL)
		return run_open_null(sum, at);
	return run_made_list(r, kept.v, kept.n, at);
}

const struct feel_value *
run_filter(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_value whole;
	const struct feel_value *of = run_node(r, n->a, &whole);
	const struct node *by = &r->nodes[n->b];
	struct feel_value *one = NULL;
	struct feel_list l;

	if (of->kind == FEEL_NULL)
		return run_null_of(r, n, of, at);
	if (of->kind != FEEL_LIST && (one = feel_take(r, sizeof *one)) == NULL)
		return run_null(r, n, FEEL_WHY_NULL, at);
	l = as_list(of, one);
	if (by->op == OP_CONST && by->value->kind == FEEL_NUMBER)
		return by_number(r, n, &l, by->value->number, at);
	if (l.n == 0)
		return of_nothing(r, n, at);
	return filtered(r, n, &l, at);
}

/* ---- loops ---- */

static bool iterate(struct loop *l, size_t level);

static bool
fault(struct loop *l, const struct feel_value *v)
{
	l->fault = *v;
	l->failed = true;
	return false;
}

static bool
over_list(struct loop *l, size_t level, const struct feel_value *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		l->r->locals[l->n->slot + level] = v[i];
		if (!iterate(l, level + 1))
			return false;
	}
	return true;
}

/* From one whole number or day to another, upwards or downwards. */
static bool
over_span(struct loop *l, size_t level, int64_t from, int64_t to, bool days)
{
	int64_t step = from <= to ? 1 : -1;

	for (int64_t i = from;; i += step) {
		struct feel_value *v = &l->r->locals[l->n->slot + level];

		*v = days ? feel_date(i) : feel_int(i);
		if (!iterate(l, level + 1))
			return false;
		if (i == to)
			return true;
	}
}

static bool
ends_span(const struct feel_value *from, const struct feel_value *to,
    int64_t *ret_from, int64_t *ret_to)
{
	if (from->kind == FEEL_DATE && to->kind == FEEL_DATE) {
		*ret_from = from->day;
		*ret_to = to->day;
		return true;
	}
	return from->kind == FEEL_NUMBER && to->kind == FEEL_NUMBER &&
	    decimal_int(from->number, ret_from) &&
	    decimal_int(to->number, ret_to);
}

static bool
over_ends(struct loop *l, size_t level, const struct feel_value *from,
    const struct feel_value *to)
{
	struct feel_value v;
	int64_t first, last;

	if (from->kind == FEEL_NULL || to->kind == FEEL_NULL)
		return fault(l, run_null_two(l->r, l->n, from, to, &v));
	if (!ends_span(from, to, &first, &last))
		return fault(l, run_null(l->r, l->n, FEEL_WHY_KIND, &v));
	return over_span(l, level, first, last, from->kind == FEEL_DATE);
}

/* A range as a value goes upwards, and without the ends it leaves out. */
static bool
over_range(struct loop *l, size_t level, const struct feel_range *range)
{
	bool after = range->ends == FEEL_OPEN_OPEN ||
	    range->ends == FEEL_OPEN_CLOSED;
	bool before = range->ends == FEEL_OPEN_OPEN ||
	    range->ends == FEEL_CLOSED_OPEN;
	struct feel_value v;
	int64_t first, last;

	if (range->ends > FEEL_CLOSED_CLOSED)
		return fault(l, run_null(l->r, l->n, FEEL_WHY_KIND, &v));
	if (range->from->kind == FEEL_NULL || range->to->kind == FEEL_NULL)
		return fault(l, run_null_two(l->r, l->n, range->from,
		    range->to, &v));
	if (!ends_span(range->from, range->to, &first, &last))
		return fault(l, run_null(l->r, l->n, FEEL_WHY_KIND, &v));
	if (first > last || (after && first++ == last) ||
	    (before && last-- == first))
		return true;
	return over_span(l, level, first, last,
	    range->from->kind == FEEL_DATE);
}

static bool
iterate(struct loop *l, size_t level)
{
	struct feel_run *r = l->r;
	const struct node *domain;
	struct feel_value a, b;
	const struct feel_value *v;

	if (!feel_spend(r, 1))
		return false;
	if (level == l->domains)
		return l->each(l);
	domain = &r->nodes[r->kids[l->n->kids + level]];
	if (domain->op == OP_SPAN) {
		v = run_node(r, domain->a, &a);
		return over_ends(l, level, v, run_node(r, domain->b, &b));
	}
	v = run_kid(r, l->n, level, &a);
	switch ((enum feel_kind)v->kind) {
	case FEEL_NULL:
		return fault(l, run_null_of(r, l->n, v, &b));
	case FEEL_LIST:
		return over_list(l, level, v->list.v, v->list.n);
	case FEEL_RANGE:
		return over_range(l, level, v->range);
	default:
		return over_list(l, level, v, 1);
	}
}

void
run_loop(struct loop *l)
{
	l->domains = (size_t)l->n->n - 1;
	(void)iterate(l, 0);
}

static bool
for_each(struct loop *l)
{
	struct feel_run *r = l->r;
	struct run_list *list = l->of;
	struct feel_value v, *partial = &r->locals[l->n->slot + l->domains];
	const struct feel_value *made;

	made = run_kid(r, l->n, l->domains, &v);
	if (r->stopped != ERR_OK || !run_list_add(r, list, made))
		return false;
	feel_holds(partial, made);
	partial->list = (struct feel_list){ list->v, list->n };
	(void)run_made(r, partial);
	return r->stopped == ERR_OK;
}

const struct feel_value *
run_for(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct run_list made = { NULL, 0, 0 };
	struct loop l = { .r = r, .n = n, .each = for_each, .of = &made };

	r->locals[n->slot + n->n - 1U] = feel_list(NULL, 0);
	run_loop(&l);
	if (l.failed) {
		*at = l.fault;
		return at;
	}
	return run_made_list(r, made.v, made.n, at);
}

static bool
judge_each(struct loop *l)
{
	struct run_mark mark = run_mark(l->r);
	struct feel_value v;
	const struct feel_value *is = run_kid(l->r, l->n, l->domains, &v);
	bool go_on = kleene_add(l->r, l->of, is);

	run_reset(l->r, mark, is);
	return go_on;
}

const struct feel_value *
run_quantified(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct kleene k = { .stop = n->op == OP_SOME };
	struct loop l = { .r = r, .n = n, .each = judge_each, .of = &k };

	run_loop(&l);
	if (l.failed && !k.decided)
		(void)kleene_add(r, &k, &l.fault);
	return kleene_end(r, n, &k, at);
}
