/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What becomes of the rules that apply?  That is the hit policy.
 */
#include "feel/table_in.h"

enum { RANK_NONE = 1 << 20, RANK_OPEN = -1 };

bool
table_same(struct table_run *tr, const struct feel_value *x,
    const struct feel_value *y)
{
	struct buf b = BUF_IN(tr->r.a), c = BUF_IN(tr->r.a);

	if (x->kind != y->kind || run_eq(&tr->r, x, y) != EQ_YES)
		return false;
	if (x->depth == 0 && x->kind != FEEL_STAMP && x->kind != FEEL_TIME)
		return true;
	feel_put(&b, x);
	feel_put(&c, y);
	return str_eq(buf_view(&b), buf_view(&c));
}

static void
say(struct verdict *v, const struct row_out *o)
{
	v->value = o->value;
	v->trouble = o->trouble;
	v->column = o->column;
}

static void
wrong(struct table_run *tr, struct verdict *v, enum feel_trouble t)
{
	v->value = table_null(tr, t == FEEL_TROUBLE_SUM ? FEEL_WHY_KIND :
	    FEEL_WHY_RULES);
	v->trouble = t;
}

/* It depends on the rules in ${of}: name what is missing in their tests.  What
 * is missing in outputs is named by whoever asked. */
static void
unsettled(struct table_run *tr, const uint64_t *of, struct verdict *v)
{
	const size_t n = tr->t->text->nrules;
	const struct feel_why *sum = NULL;

	for (size_t i = bits_next(of, 0, n); i < n; i = bits_next(of, i + 1, n))
		table_open(tr, i, &sum);
	v->open = true;
	(void)run_open_null(sum, &v->value);
}

/* ---- one rule is to apply ---- */

static void
unique(struct table_run *tr, const uint64_t *hit, const uint64_t *open,
    struct verdict *v)
{
	const struct feel_table *t = tr->t;
	size_t n = bits_count(hit, t->words);

	if (n > 1)
		wrong(tr, v, FEEL_TROUBLE_SEVERAL);
	else if (bits_any(open, t->words))
		unsettled(tr, open, v);
	else if (n == 1)
		say(v, table_out(tr, bits_next(hit, 0, t->text->nrules)));
	else
		table_otherwise(tr, v);
}

/* Do all rules of ${of} say what the first that applies says? */
static enum eq
agree(struct table_run *tr, const uint64_t *of, const struct row_out *first,
    bool strict)
{
	const size_t n = tr->t->text->nrules;
	enum eq sum = EQ_YES;

	for (size_t i = bits_next(of, 0, n); i < n; i = bits_next(of, i + 1,
	    n)) {
		const struct row_out *o = table_out(tr, i);
		enum eq e;

		if (o == first)
			continue;
		e = run_eq(&tr->r, &o->value, &first->value);
		if (o->trouble != first->trouble || (e == EQ_YES && strict &&
		    !table_same(tr, &o->value, &first->value)))
			e = EQ_NO;
		if (e == EQ_NO || e == EQ_KIND)
			return EQ_NO;
		if (e == EQ_OPEN)
			sum = EQ_OPEN;
	}
	return sum;
}

static void
any(struct table_run *tr, const uint64_t *hit, const uint64_t *open,
    struct verdict *v)
{
	const struct feel_table *t = tr->t;
	size_t first = bits_next(hit, 0, t->text->nrules);
	const struct row_out *o;
	enum eq e;

	if (first == t->text->nrules) {
		if (bits_any(open, t->words))
			unsettled(tr, open, v);
		else
			table_otherwise(tr, v);
		return;
	}
	o = table_out(tr, first);
	if ((e = agree(tr, hit, o, false)) == EQ_NO)
		wrong(tr, v, FEEL_TROUBLE_DIFFER);
	else if (e == EQ_OPEN || agree(tr, open, o, true) != EQ_YES)
		unsettled(tr, open, v);
	else
		say(v, o);
}

/* ---- order ---- */

/* Where does the value stand among those listed?  RANK_OPEN: not known. */
static int
rank_of(struct table_run *tr, size_t column, const struct feel_value *v)
{
	const struct feel_program *p = tr->t->values[column];
	struct feel_value at, is;
	struct feel_test test;

	if (v->open)
		return RANK_OPEN;
	for (size_t i = 0; feel_test_at(p, i, &test); i++) {
		is = feel_boolean(test.kind == FEEL_TEST_ANY);
		if (test.kind == FEEL_TEST_POINT)
			is = feel_boolean(run_eq(&tr->r, v, &test.value) ==
			    EQ_YES);
		else if (test.kind == FEEL_TEST_RANGE)
			is = *run_in_range(&tr->r, &p->nodes[p->root], v,
			    test.value.range, &at);
		if (is.kind == FEEL_BOOLEAN && is.truth)
			return (int)i;
	}
	return RANK_NONE;
}

/* Below 0 if rule ${i} goes before ${j} by its outputs; ${*open} if that is
 * not known.  What is wrong goes last. */
static int
rank_cmp(struct table_run *tr, size_t i, size_t j, bool *open)
{
	const struct row_out *x = table_out(tr, i), *y = table_out(tr, j);
	bool wrong_x = x->trouble != FEEL_TROUBLE_NOT;
	bool wrong_y = y->trouble != FEEL_TROUBLE_NOT;

	if (wrong_x || wrong_y)
		return (int)wrong_x - (int)wrong_y;
	for (size_t c = 0; c < tr->t->text->noutputs && x->each != NULL &&
	    y->each != NULL; c++) {
		int a, b;

		if (tr->t->values[c] == NULL)
			continue;
		a = rank_of(tr, c, &x->each[c]);
		b = rank_of(tr, c, &y->each[c]);
		if (a == RANK_OPEN || b == RANK_OPEN) {
			*open = true;
			return 0;
		}
		if (a != b)
			return a < b ? -1 : 1;
	}
	return 0;
}

/*
 * First, or of highest priority: the best of those that apply stands, unless
 * one that might apply would go before it and says something else.
 */
static void
best(struct table_run *tr, const uint64_t *hit, const uint64_t *open,
    bool ranked, struct verdict *v)
{
	const size_t n = tr->t->text->nrules;
	uint64_t before[FEEL_TABLE_RULES_MAX / 64 + 1] = { 0 };
	size_t top = bits_next(hit, 0, n);
	bool unranked = false;
	const struct row_out *o;

	if (top == n) {
		if (bits_any(open, tr->t->words))
			unsettled(tr, open, v);
		else
			table_otherwise(tr, v);
		return;
	}
	for (size_t i = top + 1; ranked && i < n; i++)
		if (bits_has(hit, i) && rank_cmp(tr, i, top, &unranked) < 0)
			top = i;
	for (size_t i = 0; i < n && (ranked || i < top); i++) {
		int c = ranked && bits_has(open, i) ?
		    rank_cmp(tr, i, top, &unranked) : 0;

		bits_put(before, i, bits_has(open, i) && (c < 0 ||
		    (c == 0 && (unranked || i < top))));
	}
	o = table_out(tr, top);
	if (unranked || agree(tr, before, o, true) != EQ_YES)
		unsettled(tr, unranked ? open : before, v);
	else
		say(v, o);
}

/* ---- several rules ---- */

/* The rules of ${hit} in order of their outputs: a merge sort, since rules
 * that rank alike stay as they stand. */
static void
rank_sort(struct table_run *tr, size_t *rule, size_t *spare, size_t n,
    bool *open)
{
	size_t half = n / 2, i = 0, j = half, k = 0;

	if (n < 2)
		return;
	rank_sort(tr, rule, spare, half, open);
	rank_sort(tr, rule + half, spare, n - half, open);
	while (i < half || j < n)
		spare[k++] = j == n || (i < half && rank_cmp(tr, rule[i],
		    rule[j], open) <= 0) ? rule[i++] : rule[j++];
	memcpy(rule, spare, n * sizeof *rule);
}

/* One of the outputs is wrong by itself: that goes before all else. */
static bool
faulty(struct table_run *tr, const uint64_t *hit, struct verdict *v)
{
	const size_t n = tr->t->text->nrules;

	for (size_t i = bits_next(hit, 0, n); i < n; i = bits_next(hit, i + 1,
	    n)) {
		const struct row_out *o = table_out(tr, i);

		if (o->trouble == FEEL_TROUBLE_NOT)
			continue;
		say(v, o);
		return true;
	}
	return false;
}

static void
list(struct table_run *tr, const uint64_t *hit, bool ranked,
    struct verdict *v)
{
	const size_t n = tr->t->text->nrules;
	size_t count = bits_count(hit, tr->t->words), k = 0;
	size_t *rule = feel_take(&tr->r, 2 * count * sizeof *rule);
	struct feel_value *out = feel_take(&tr->r, count * sizeof *out);
	bool open = false;

	if (rule == NULL || out == NULL || faulty(tr, hit, v))
		return;
	for (size_t i = bits_next(hit, 0, n); i < n; i = bits_next(hit, i + 1,
	    n))
		rule[k++] = i;
	if (ranked)
		rank_sort(tr, rule, rule + count, count, &open);
	for (size_t i = 0; i < count; i++)
		out[i] = table_out(tr, rule[i])->value;
	if (open)
		unsettled(tr, hit, v);
	else
		(void)run_made_list(&tr->r, out, count, &v->value);
}

/* The smallest or greatest of two; false: they do not compare. */
static bool
further(enum feel_hit h, const struct feel_value *x, struct feel_value *sum)
{
	struct decimal d;
	int order;

	if (h == FEEL_HIT_SUM) {
		if (x->kind != FEEL_NUMBER || sum->kind != FEEL_NUMBER ||
		    !decimal_add(sum->number, x->number, DECIMAL_HALF_EVEN,
		    &d))
			return false;
		*sum = feel_number(d);
		return true;
	}
	if (run_cmp(x, sum, &order) != FEEL_WHY_NOT)
		return false;
	if (h == FEEL_HIT_MIN ? order < 0 : order > 0)
		*sum = *x;
	return true;
}

/* Can none of the rules that might apply change the result? */
static bool
idle(struct table_run *tr, const uint64_t *open, const struct feel_value *sum)
{
	const size_t n = tr->t->text->nrules;

	for (size_t i = bits_next(open, 0, n); i < n; i = bits_next(open,
	    i + 1, n)) {
		const struct row_out *o = table_out(tr, i);
		struct feel_value v = *sum;

		if (o->trouble != FEEL_TROUBLE_NOT || o->value.open ||
		    !further(tr->t->text->hit, &o->value, &v) ||
		    !table_same(tr, &v, sum))
			return false;
	}
	return true;
}

static void
aggregate(struct table_run *tr, const uint64_t *hit, const uint64_t *open,
    struct verdict *v)
{
	const size_t n = tr->t->text->nrules;
	enum feel_hit h = tr->t->text->hit;
	struct feel_value sum = h == FEEL_HIT_SUM ? feel_int(0) : feel_null();
	bool lacks = false, begun = h == FEEL_HIT_SUM;

	if (faulty(tr, hit, v))
		return;
	for (size_t i = bits_next(hit, 0, n); i < n; i = bits_next(hit, i + 1,
	    n)) {
		const struct row_out *o = table_out(tr, i);

		lacks |= o->value.open;
		if (o->value.open)
			continue;
		if (!begun)
			sum = o->value;
		begun = true;
		if (!further(h, &o->value, &sum)) {
			wrong(tr, v, FEEL_TROUBLE_SUM);
			return;
		}
	}
	if (lacks || !begun || !idle(tr, open, &sum))
		unsettled(tr, open, v);
	else
		v->value = sum;
}

static void
several(struct table_run *tr, const uint64_t *hit, const uint64_t *open,
    struct verdict *v)
{
	const struct feel_table *t = tr->t;
	bool sums = t->text->hit >= FEEL_HIT_SUM && t->text->hit <=
	    FEEL_HIT_MAX;

	if (!bits_any(hit, t->words)) {
		if (bits_any(open, t->words))
			unsettled(tr, open, v);
		else if (t->text->hit == FEEL_HIT_COUNT && !t->complete)
			v->value = feel_int(0);
		else
			table_otherwise(tr, v);
	} else if (sums) {
		aggregate(tr, hit, open, v);
	} else if (bits_any(open, t->words)) {
		unsettled(tr, open, v);
	} else if (t->text->hit == FEEL_HIT_COUNT) {
		v->value = feel_int((int64_t)bits_count(hit, t->words));
	} else {
		list(tr, hit, t->text->hit == FEEL_HIT_OUTPUTS, v);
	}
}

void
table_decide(struct table_run *tr, const uint64_t *hit, const uint64_t *open,
    struct verdict *ret)
{
	enum feel_hit h = tr->t->text->hit;

	ret->value = feel_null();
	if (h == FEEL_HIT_UNIQUE)
		unique(tr, hit, open, ret);
	else if (h == FEEL_HIT_ANY)
		any(tr, hit, open, ret);
	else if (h == FEEL_HIT_PRIORITY || h == FEEL_HIT_FIRST)
		best(tr, hit, open, h == FEEL_HIT_PRIORITY, ret);
	else
		several(tr, hit, open, ret);
}
