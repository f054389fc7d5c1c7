/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which expressions has a rule, and which facts does a pack read?
 */
#include "pack/check_in.h"

/* No deeper than PACK_COND_DEPTH_MAX: that was looked at when it was read. */
void
conds_each(const struct pack_cond *c, each_cond *fn, void *arg)
{
	fn(arg, c);
	for (c = c->first; c != NULL; c = c->next)
		conds_each(c, fn, arg);
}

struct each {
	each_program	*fn;
	void		*arg;
};

static void
one(const struct each *e, const struct feel_program *p, struct pack_place at)
{
	if (p != NULL)
		e->fn(e->arg, p, at);
}

static void
cond_one(void *arg, const struct pack_cond *c)
{
	one(arg, c->when, c->at);
}

void
programs_each(const struct pack_rule *r, each_program *fn, void *arg)
{
	struct each e = { fn, arg };

	conds_each(r->cond, cond_one, &e);
	if (r->kind == PACK_CLOCK) {
		for (size_t i = 0; i < r->clock.nanchor; i++)
			one(&e, r->clock.anchor[i], r->at);
		for (size_t i = 0; i < r->clock.ncontents; i++)
			one(&e, r->clock.contents[i].when, r->at);
	} else if (r->kind == PACK_ATTRIBUTION) {
		for (size_t i = 0; i < r->attribution.ncircumstances; i++)
			one(&e, r->attribution.circumstances[i].when, r->at);
	} else if (r->kind == PACK_INDICATOR) {
		one(&e, r->indicator.score, r->at);
	}
}

/* ---- facts that are read ---- */

struct naming {
	const struct pack	*p;
	bool			*named;
};

static void
program_name(void *arg, const struct feel_program *prog, struct pack_place at)
{
	struct naming *n = arg;

	(void)at;
	for (size_t s = 0; prog != NULL && s < n->p->nfacts; s++)
		n->named[s] = n->named[s] || feel_names(prog, s);
}

static void
fact_name(struct naming *n, const struct pack_fact *f)
{
	size_t slot;

	if (f != NULL && pack_slot(n->p, f->id, &slot))
		n->named[slot] = true;
}

static void
rule_name(struct naming *n, const struct pack_rule *r)
{
	programs_each(r, program_name, n);
	if (r->kind == PACK_TABLE) {
		for (size_t s = 0; s < n->p->nfacts; s++)
			n->named[s] = n->named[s] ||
			    feel_table_names(r->table.table, s);
		fact_name(n, r->table.advises);
	} else if (r->kind == PACK_ATTRIBUTION) {
		fact_name(n, r->attribution.each);
	} else if (r->kind == PACK_CLOCK) {
		fact_name(n, r->clock.working);
		fact_name(n, r->clock.sent);
		fact_name(n, r->clock.partial);
		for (size_t i = 0; r->clock.arrival != NULL &&
		    i < r->clock.nto; i++)
			fact_name(n, r->clock.arrival[i]);
	}
}

const bool *
named_collect(struct arena *a, const struct pack *p)
{
	struct naming n = { p, NEW_ARRAY(a, bool, p->nfacts + 1) };

	if (n.named == NULL)
		return NULL;
	for (size_t i = 0; i < p->nrules; i++)
		rule_name(&n, &p->rules[i]);
	for (size_t s = 0; s < p->nfacts; s++)
		if (p->facts[s] != NULL && p->facts[s]->of == p)
			program_name(&n, p->facts[s]->derived, p->facts[s]->at);
	for (size_t i = 0; i < p->ngoverned; i++)
		program_name(&n, p->governed_by[i], place(1, 1));
	fact_name(&n, p->graded_by);
	return n.named;
}
