/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which values of an input do the tests of a table tell apart?
 */
#include "feel/table_in.h"

struct making {
	struct arena			*a;
	const struct feel_table		*t;
	size_t				 column;
	struct axis			*x;
	struct feel_value		*point;
	size_t				 n, room;
	bool				 failed;
};

void
bits_all(uint64_t *b, size_t words, size_t n)
{
	for (size_t w = 0; w < words; w++)
		b[w] = n >= 64 * (w + 1) ? UINT64_MAX :
		    n > 64 * w ? (UINT64_C(1) << n % 64) - 1 : 0;
}

size_t
bits_count(const uint64_t *b, size_t words)
{
	size_t n = 0;

	for (size_t w = 0; w < words; w++)
		n += (size_t)__builtin_popcountll(b[w]);
	return n;
}

size_t
bits_next(const uint64_t *b, size_t i, size_t n)
{
	while (i < n) {
		uint64_t rest = b[i / 64] >> i % 64;

		if (rest != 0) {
			i += (size_t)__builtin_ctzll(rest);
			return i < n ? i : n;
		}
		i = (i / 64 + 1) * 64;
	}
	return n;
}

int
sample_cmp(const struct feel_value *p, const struct feel_value *q)
{
	int order = 0;

	if (p->kind == FEEL_BOOLEAN)
		return (int)p->truth - (int)q->truth;
	(void)run_cmp(p, q, &order);
	return order;
}

static int
points_cmp(const void *p, const void *q)
{
	return sample_cmp(p, q);
}

/* Of one kind with the others, and comparable with them? */
static bool
fits(const struct making *m, const struct feel_value *v)
{
	int order;

	if (v->kind == FEEL_BOOLEAN)
		return m->n == 0 || m->x->kind == FEEL_BOOLEAN;
	if (v->kind < FEEL_NUMBER || v->kind > FEEL_SPAN)
		return false;
	/* Those of a place go beyond a day in both directions. */
	if (v->kind == FEEL_TIME && v->time.place.hang != FEEL_LOCAL)
		return false;
	return run_cmp(v, v, &order) == FEEL_WHY_NOT && (m->n == 0 ||
	    (v->kind == m->x->kind && run_cmp(v, m->point, &order) ==
	    FEEL_WHY_NOT));
}

static void
point_add(struct making *m, const struct feel_value *v)
{
	if (m->n == m->room) {
		size_t room = m->room == 0 ? 16 : 2 * m->room;
		struct feel_value *more = arena_grow(m->a, m->point,
		    m->room * sizeof *more, room * sizeof *more);

		if (more == NULL) {
			m->failed = true;
			return;
		}
		m->point = more;
		m->room = room;
	}
	m->x->kind = v->kind;
	m->point[m->n++] = *v;
}

static bool
point_fits(struct making *m, const struct feel_value *v)
{
	if (!fits(m, v))
		return false;
	point_add(m, v);
	return !m->failed;
}

/* The points of one alternative; false if it is not constant or does not fit
 * the others. */
static bool
test_add(struct making *m, const struct feel_test *t)
{
	const struct feel_range *g;

	if (t->kind == FEEL_TEST_ANY)
		return true;
	if (t->kind == FEEL_TEST_POINT)
		return point_fits(m, &t->value);
	if (t->kind != FEEL_TEST_RANGE)
		return false;
	g = t->value.range;
	m->x->ordered |= g->ends < FEEL_EQUAL;
	return (g->from == NULL || point_fits(m, g->from)) &&
	    (g->to == NULL || point_fits(m, g->to));
}

/* False, and nothing is added, if the tests are not all constant, and fit. */
static bool
tests_add(struct making *m, const struct feel_program *p)
{
	const struct axis was = *m->x;
	struct feel_test t;
	size_t n = m->n, i = 0;

	while (feel_test_at(p, i, &t) && m->n <= 2 * AXIS_POINTS_MAX &&
	    test_add(m, &t))
		i++;
	if (i > 0 && !feel_test_at(p, i, &t))
		return true;
	*m->x = was;
	m->x->crowded |= m->n > 2 * AXIS_POINTS_MAX;
	m->n = n;
	return false;
}

/* In order, each once. */
static void
points_settle(struct making *m)
{
	size_t n = 0;

	if (m->n == 0)
		return;
	qsort(m->point, m->n, sizeof *m->point, points_cmp);
	for (size_t i = 0; i < m->n; i++)
		if (n == 0 || sample_cmp(&m->point[n - 1], &m->point[i]) != 0)
			m->point[n++] = m->point[i];
	m->n = n;
}

bool
axis_find(const struct axis *x, const struct feel_value *v, size_t *ret)
{
	size_t low = 0, high = x->npoints;

	if (v->kind != x->kind)
		return false;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order;

		if (v->kind == FEEL_BOOLEAN)
			order = sample_cmp(v, &x->point[mid]);
		else if (run_cmp(v, &x->point[mid], &order) != FEEL_WHY_NOT)
			return false;
		if (order == 0) {
			*ret = 2 * mid + 1;
			return true;
		}
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	*ret = 2 * low;
	return true;
}

/* The cells of one alternative: from ${*ret_from} to before ${*ret_to}, or all
 * but these. */
static void
test_cells(const struct axis *x, const struct feel_test *t, size_t *ret_from,
    size_t *ret_to, bool *ret_not)
{
	const struct feel_range *g = t->value.range;
	size_t at = 0;

	*ret_from = 0;
	*ret_to = x->ncells;
	*ret_not = false;
	if (t->kind == FEEL_TEST_ANY)
		return;
	if (t->kind == FEEL_TEST_POINT || g->ends >= FEEL_EQUAL) {
		(void)axis_find(x, t->kind == FEEL_TEST_POINT ? &t->value :
		    g->to, &at);
		*ret_from = at;
		*ret_to = at + 1;
		*ret_not = t->kind == FEEL_TEST_RANGE &&
		    g->ends == FEEL_UNEQUAL;
		return;
	}
	if (g->from != NULL && axis_find(x, g->from, &at))
		*ret_from = at + (g->ends == FEEL_OPEN_OPEN ||
		    g->ends == FEEL_OPEN_CLOSED || g->ends == FEEL_MORE);
	if (g->to != NULL && axis_find(x, g->to, &at))
		*ret_to = at + (g->ends == FEEL_CLOSED_CLOSED ||
		    g->ends == FEEL_OPEN_CLOSED || g->ends == FEEL_MOST);
}

/* In which cells do the tests pass?  A byte for each. */
static void
tests_cells(const struct axis *x, const struct feel_program *p,
    unsigned char *in)
{
	bool negated = p != NULL && feel_tests_negated(p), not;
	struct feel_test t;
	size_t from, to;

	for (size_t k = 0; k < x->ncells; k++)
		in[k] = p == NULL;
	for (size_t i = 0; p != NULL && feel_test_at(p, i, &t); i++) {
		test_cells(x, &t, &from, &to, &not);
		for (size_t k = 0; not && k < x->ncells; k++)
			in[k] |= k < from || k >= to;
		for (size_t k = from; !not && k < to; k++)
			in[k] = 1;
	}
	for (size_t k = 0; negated && k < x->ncells; k++)
		in[k] = !in[k];
}

/* One value for each cell, where there is one. */
static void
samples(struct making *m, struct feel_value *sample)
{
	const struct axis *x = m->x;

	for (size_t i = 0; i < x->npoints; i++)
		sample[2 * i + 1] = x->point[i];
	if (x->kind == FEEL_BOOLEAN) {
		/* Neither stands before or behind both. */
		if (x->npoints == 1)
			sample[x->point[0].truth ? 0 : 2] =
			    feel_boolean(!x->point[0].truth);
		return;
	}
	if (x->kind == FEEL_STRING && !x->ordered) {
		(void)sample_other(m->a, x, &sample[2 * x->npoints]);
		return;
	}
	(void)sample_below(&x->point[0], &sample[0]);
	for (size_t i = 1; i < x->npoints; i++)
		(void)sample_between(m->a, &x->point[i - 1], &x->point[i],
		    &sample[2 * i]);
	(void)sample_above(m->a, &x->point[x->npoints - 1],
	    &sample[2 * x->npoints]);
}

/* Which rules pass where, and which cells are not allowed. */
static bool
axis_fill(struct making *m, const uint64_t *free, bool allowed)
{
	const struct feel_table *t = m->t;
	struct axis *x = m->x;
	unsigned char *in = NEW_ARRAY(m->a, unsigned char, x->ncells);
	struct feel_value *sample = NEW_ARRAY(m->a, struct feel_value,
	    x->ncells);
	uint64_t *pass = NEW_ARRAY(m->a, uint64_t, x->ncells * t->words);

	if (in == NULL || sample == NULL || pass == NULL)
		return false;
	samples(m, sample);
	if (allowed)
		tests_cells(x, t->allowed[m->column], in);
	for (size_t k = 0; allowed && k < x->ncells; k++)
		if (!in[k])
			sample[k] = feel_null();
	for (size_t i = 0; i < t->text->nrules; i++) {
		if (bits_has(free, i))
			continue;
		tests_cells(x, table_test(t, i, m->column), in);
		for (size_t k = 0; k < x->ncells; k++)
			bits_put(pass + k * t->words, i, in[k] != 0);
	}
	x->sample = sample;
	x->pass = pass;
	x->free = free;
	return true;
}

/* Can the input be of that kind? */
static bool
typed(const struct feel_table *t, size_t column, int kind)
{
	int is = table_input_type(t, column)->kind;

	return is == FEEL_ANY || is == kind;
}

/* Every test that there is has to be asked. */
static void
tests_free(const struct feel_table *t, size_t column, uint64_t *free)
{
	for (size_t i = 0; i < t->text->nrules; i++)
		if (table_test(t, i, column) != NULL)
			bits_put(free, i, true);
}

bool
axis_build(struct arena *a, const struct feel_table *t, size_t column,
    size_t *bytes, struct axis *ret)
{
	struct making m = { .a = a, .t = t, .column = column, .x = ret };
	uint64_t *free = NEW_ARRAY(a, uint64_t, t->words);
	const struct feel_program *p;
	bool allowed;
	size_t size;

	*ret = (struct axis){ .kind = FEEL_NULL, .free = free };
	if (free == NULL)
		return false;
	p = t->allowed[column];
	allowed = p != NULL && tests_add(&m, p);
	for (size_t i = 0; i < t->text->nrules; i++)
		if ((p = table_test(t, i, column)) != NULL &&
		    !tests_add(&m, p))
			bits_put(free, i, true);
	points_settle(&m);
	size = (2 * m.n + 1) * (t->words * sizeof(uint64_t) +
	    sizeof(struct feel_value));
	if (m.n > AXIS_POINTS_MAX || size > *bytes)
		ret->crowded = true;
	if (m.failed || m.n == 0)
		return !m.failed;
	if (ret->crowded || !typed(t, column, ret->kind)) {
		tests_free(t, column, free);
		return true;
	}
	*bytes -= size;
	ret->limited = allowed;
	ret->point = m.point;
	ret->npoints = m.n;
	ret->ncells = 2 * m.n + 1;
	return axis_fill(&m, free, allowed);
}
