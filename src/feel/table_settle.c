/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inputs that are not known: is the answer the same whatever they are?  Each is
 * given every kind of value that the cells tell apart, all combinations of
 * them, as far as the bound goes.
 */
#include "feel/table_in.h"

/* A fact by itself: it has every value of its type, and is never null. */
static bool
plain_fact(const struct feel_program *p)
{
	return p->nodes[p->root].op == OP_FACT;
}

/* A time may be local or of a place, so that it compares or not, and no cell
 * stands for that. */
bool
table_tried(const struct table_run *tr, size_t column)
{
	const struct axis *x = &tr->t->axes[column];

	return x->ncells > 0 && x->kind != FEEL_TIME && x->kind !=
	    FEEL_STAMP && x->kind == table_input_type(tr->t, column)->kind &&
	    feel_is_unknown(&tr->inputs[column]) &&
	    plain_fact(tr->t->inputs[column]);
}

/* The different sets of rules that pass, over the cells of an unknown input. */
struct tried {
	size_t		 column;
	const uint64_t	**sets;
	size_t		 n, at;
};

struct trying {
	struct tried	of[FEEL_TABLE_INPUTS_MAX];
	size_t		n, tries;
};

static bool
sets_find(struct table_run *tr, struct tried *d)
{
	const struct feel_table *t = tr->t;
	const struct axis *x = &t->axes[d->column];

	if (!feel_spend(&tr->r, x->ncells) || (d->sets = feel_take(&tr->r,
	    x->ncells * sizeof *d->sets)) == NULL)
		return false;
	for (size_t k = 0; k < x->ncells; k++) {
		const uint64_t *in = axis_pass(t, x, k);
		size_t j = 0;

		if (x->sample[k].kind == FEEL_NULL)
			continue;
		while (j < d->n && memcmp(d->sets[j], in, t->words *
		    sizeof *in) != 0)
			j++;
		if (j == d->n)
			d->sets[d->n++] = in;
		if (d->n > FEEL_TABLE_TRIES_MAX)
			return false;
	}
	return d->n > 0;
}

/* Which inputs are to be tried?  False if none, or that takes too many. */
static bool
trying_begin(struct table_run *tr, struct trying *y)
{
	*y = (struct trying){ .tries = 1 };
	for (size_t i = 0; i < tr->t->text->ninputs; i++) {
		struct tried *d = &y->of[y->n];

		if (!table_tried(tr, i))
			continue;
		d->column = i;
		if (!sets_find(tr, d) ||
		    (y->tries *= d->n) > FEEL_TABLE_TRIES_MAX)
			return false;
		y->n++;
	}
	return y->n > 0;
}

/* The next choice of one set for each; false after the last. */
static bool
trying_next(struct trying *y)
{
	for (size_t i = 0; i < y->n; i++) {
		if (++y->of[i].at < y->of[i].n)
			return true;
		y->of[i].at = 0;
	}
	return false;
}

/* Rules that apply and that might, with the choice made for inputs tried. */
static void
meet(struct table_run *tr, const struct trying *y, uint64_t *hit,
    uint64_t *open)
{
	const struct feel_table *t = tr->t;
	size_t next = 0;

	bits_all(hit, t->words, t->text->nrules);
	bits_all(open, t->words, t->text->nrules);
	for (size_t i = 0; i < t->text->ninputs; i++) {
		const uint64_t *pass = tr->pass + i * t->words;
		const uint64_t *may = tr->may + i * t->words;
		const struct tried *d = y != NULL && next < y->n &&
		    y->of[next].column == i ? &y->of[next++] : NULL;

		for (size_t w = 0; w < t->words; w++) {
			uint64_t free = t->axes[i].free[w];
			uint64_t yes = d == NULL ? pass[w] :
			    (d->sets[d->at][w] & ~free) | (pass[w] & free);
			uint64_t maybe = d == NULL ? may[w] : may[w] & free;

			hit[w] &= yes;
			open[w] &= yes | maybe;
		}
	}
	for (size_t w = 0; w < t->words; w++)
		open[w] &= ~hit[w];
}

void
table_meet(struct table_run *tr, uint64_t *hit, uint64_t *open)
{
	meet(tr, NULL, hit, open);
}

bool
table_settles(struct table_run *tr, struct verdict *ret)
{
	uint64_t hit[FEEL_TABLE_RULES_MAX / 64 + 1] = { 0 };
	uint64_t open[FEEL_TABLE_RULES_MAX / 64 + 1] = { 0 };
	struct verdict first = { .open = false }, v;
	struct trying y;
	bool begun = false;

	if (!trying_begin(tr, &y))
		return false;
	do {
		if (!feel_spend(&tr->r, y.n * tr->t->words +
		    tr->t->text->nrules))
			return false;
		meet(tr, &y, hit, open);
		v = (struct verdict){ .open = false };
		table_decide(tr, hit, open, &v);
		if (v.open || v.value.open || (begun && (v.trouble !=
		    first.trouble || !table_same(tr, &v.value,
		    &first.value))))
			return false;
		first = v;
		begun = true;
	} while (trying_next(&y));
	*ret = first;
	return true;
}
