/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who bears it?  The condition is judged for each element of the list by
 * itself, and beside each stands what speaks for and against: circumstances
 * drop nobody.
 */
#include "pack/judge_in.h"

struct bearing {
	struct judging		*j;
	struct desk		*d;
	const struct pack_rule	*r;
	const struct book_rule	*br;
	struct verdict		*v;
	enum truth		 force;
	struct fold		 decided, advised;	/* of all elements */
};

/* The ${i}-th, for the pass of ${list}; unknown where that has it not. */
static struct feel_value
element_of(const struct feel_value *list, size_t i)
{
	if (list->kind == FEEL_LIST && i < list->list.n)
		return list->list.v[i];
	return list->kind == FEEL_NULL ? *list : feel_null();
}

static enum err
circumstances_judge(struct bearing *x, struct verdict_bearer *b)
{
	const struct pack_attribution *at = &x->r->attribution;
	struct feel_value v;
	enum truth *t;
	enum err e = ERR_OK;

	t = judge_take(x->j, at->ncircumstances + 1, sizeof *t, &e);
	if (t == NULL)
		return e;
	for (size_t i = 0; i < at->ncircumstances; i++) {
		if ((e = judge_eval(x->j, x->d->facts,
		    at->circumstances[i].when, &v, x->v->used)) != ERR_OK)
			return e;
		t[i] = seen_truth(seen_of(&v).as);
	}
	b->circumstances = t;
	return ERR_OK;
}

static enum err
bearer_judge(struct bearing *x, size_t i, struct verdict_bearer *b)
{
	struct cond_run run = { .j = x->j, .facts = x->d->facts,
	    .decided = x->d->decided, .rule = x->r, .br = x->br,
	    .used = x->v->used };
	struct seen decided, advised;
	struct verdict one = { .rule = x->r };
	enum err e = ERR_OK;

	run.parts = judge_take(x->j, x->r->nconds + 1, sizeof *run.parts, &e);
	if (run.parts == NULL)
		return e;
	if ((e = cond_run(&run, &decided, &advised)) != ERR_OK)
		return e;
	fold_add(x->j, &x->decided, &decided);
	fold_add(x->j, &x->advised, &advised);
	verdict_close(x->j, x->d, x->force, &one, &decided, &advised);
	*b = (struct verdict_bearer){ .element = i, .outcome = one.outcome,
	    .decided = one.decided, .advised = one.advised,
	    .parts = run.parts, .missing = one.missing };
	return circumstances_judge(x, b);
}

static enum err
bearers_judge(struct bearing *x, size_t slot)
{
	size_t at = x->r->attribution.slot;
	const struct feel_value *list = &x->d->facts[slot];
	struct verdict_bearer *b;
	enum err e = ERR_OK;

	b = judge_take(x->j, list->list.n + 1, sizeof *b, &e);
	if (b == NULL)
		return e;
	for (size_t i = 0; i < list->list.n; i++) {
		x->d->facts[at] = list->list.v[i];
		if (x->d->bp->twice)
			x->d->decided[at] = element_of(&x->d->decided[slot],
			    i);
		if ((e = bearer_judge(x, i, &b[i])) != ERR_OK)
			return e;
	}
	x->d->facts[at] = x->d->decided[at] = feel_null();
	x->v->bearers.b = b;
	x->v->bearers.n = list->list.n;
	return ERR_OK;
}

static void
used_mark(uint64_t *used, size_t slot)
{
	used[slot / 64] |= UINT64_C(1) << slot % 64;
}

enum err
attribution_judge(struct judging *j, struct desk *d, size_t rule,
    struct verdict *v)
{
	struct bearing x = { .j = j, .d = d, .r = &d->bp->p->rules[rule],
	    .br = &d->bp->rules[rule], .v = v,
	    .force = desk_in_force(d, rule) };
	struct seen decided, advised;
	size_t slot;
	enum err e;

	*v = (struct verdict){ .rule = x.r, .decided = TRUTH_OPEN,
	    .advised = TRUTH_OPEN };
	v->outcome = x.force == TRUTH_NO ? OUTCOME_NOT_IN_FORCE :
	    OUTCOME_OPEN;
	if (x.force == TRUTH_NO || !pack_slot(d->bp->p,
	    x.r->attribution.each->id, &slot))
		return ERR_OK;
	if (d->facts[slot].kind != FEEL_LIST) {
		/* Who there is is not known, so nobody is named. */
		decided = advised = seen_of(&d->facts[slot]);
		verdict_close(j, d, x.force, v, &decided, &advised);
		return ERR_OK;
	}
	used_mark(v->used, slot);
	if ((e = bearers_judge(&x, slot)) != ERR_OK)
		return e;
	decided = fold_end(&x.decided, COND_ANY);
	advised = fold_end(&x.advised, COND_ANY);
	verdict_close(j, d, x.force, v, &decided, &advised);
	return ERR_OK;
}
