/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be said of a table's outputs before they are evaluated?  That of
 * constants.
 */
#include "feel/table_check_in.h"

/* The constant that an output is, or NULL. */
static const struct feel_value *
constant(const struct feel_program *p)
{
	const struct node *n = &p->nodes[p->root];

	return n->op == OP_CONST ? n->value : NULL;
}

static const struct feel_program *
output(const struct checking *c, size_t rule, size_t column)
{
	return c->t->outputs[rule * c->t->text->noutputs + column];
}

/* Two constants; nothing that they are made of is evaluated. */
static enum eq
constants_eq(const struct checking *c, const struct feel_value *x,
    const struct feel_value *y)
{
	const struct feel_env env = { .facts = NULL };
	struct feel_run r = { .env = &env, .a = c->w, .steps = FEEL_STEPS_MAX,
	    .bytes = FEEL_BYTES_MAX };

	return run_eq(&r, x, y);
}

/* Do two rules say the same?  EQ_OPEN: that is known when they are evaluated. */
enum eq
check_same(const struct checking *c, size_t i, size_t j)
{
	enum eq sum = EQ_YES;

	for (size_t k = 0; k < c->t->text->noutputs; k++) {
		const struct feel_program *p = output(c, i, k),
		    *q = output(c, j, k);
		const struct feel_value *x = constant(p), *y = constant(q);

		if (x != NULL && y != NULL) {
			enum eq e = constants_eq(c, x, y);

			if (e == EQ_NO || e == EQ_KIND)
				return EQ_NO;
		} else if (!str_eq(p->text, q->text)) {
			sum = EQ_OPEN;
		}
	}
	return sum;
}

/* Which of the listed values is it?  -1: none is known to be. */
static int
rank_of(const struct checking *c, size_t rule, size_t column)
{
	const struct feel_value *v = constant(output(c, rule, column));
	struct feel_test test;

	if (v == NULL || c->t->values[column] == NULL)
		return -1;
	for (size_t i = 0; feel_test_at(c->t->values[column], i, &test); i++) {
		if (test.kind != FEEL_TEST_POINT)
			return -1;
		if (constants_eq(c, v, &test.value) == EQ_YES)
			return (int)i;
	}
	return -1;
}

bool
check_ranks(struct checking *c)
{
	const size_t n = c->t->text->noutputs;

	c->rank = NEW_ARRAY(c->w, int, c->nrules * n + 1);
	for (size_t i = 0; c->rank != NULL && i < c->nrules * n; i++)
		c->rank[i] = rank_of(c, i / n, i % n);
	return c->rank != NULL;
}

int
check_rank(const struct checking *c, size_t rule, size_t column)
{
	return c->rank[rule * c->t->text->noutputs + column];
}

/* A constant that is none of the constants listed. */
void
check_outputs(struct checking *c)
{
	for (size_t k = 0; k < c->t->text->noutputs; k++) {
		const struct feel_program *p = c->t->values[k];
		struct feel_test test;
		size_t n = 0;

		while (p != NULL && feel_test_at(p, n, &test) &&
		    test.kind == FEEL_TEST_POINT)
			n++;
		if (p == NULL || n == 0 || feel_tests_negated(p) ||
		    feel_test_at(p, n, &test))
			continue;
		for (size_t i = 0; i < c->nrules; i++) {
			const struct feel_value *v = constant(output(c, i, k));

			if (v == NULL || v->kind == FEEL_NULL ||
			    check_rank(c, i, k) >= 0)
				continue;
			if (!check_spend(c, n) || check_tell(c,
			    FEEL_FLAW_OUTPUT, (struct feel_cell){
			    FEEL_CELL_OUTPUT, i, k }, i) == NULL)
				return;
		}
	}
}
