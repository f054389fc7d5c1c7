/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is each fact wanted, and does whoever states it know what is meant?
 */
#include "pack/check_in.h"

static bool
is_stated(const struct pack_fact *f)
{
	return f->derived == NULL && f->table == NULL && f->level < 0;
}

static void
unread_check(struct checking *x, const struct pack_fact *f, size_t slot)
{
	if (is_stated(f) && !x->named[slot])
		ASIDE(x, f->at,
		    M("No rule of this pack reads {name}. Take it out, unless "
		    "a pack that uses this one reads it."),
		    A_TEXT("name", f->name.zh));
}

/* By slot: is there a table that advises it? */
static bool *
advised_collect(const struct checking *x)
{
	bool *advised = NEW_ARRAY(x->a, bool, x->p->nfacts + 1);
	size_t slot;

	for (size_t i = 0; advised != NULL && i < x->p->nrules; i++) {
		const struct pack_rule *r = &x->p->rules[i];

		if (r->kind == PACK_TABLE && r->table.advises != NULL &&
		    pack_slot(x->p, r->table.advises->id, &slot))
			advised[slot] = true;
	}
	return advised;
}

static void
judged_check(struct checking *x, const struct pack_fact *f, bool advised)
{
	if (f->judged && f->note.zh.n == 0 && !advised)
		ASIDE(x, f->at,
		    M("{name} is for a person to say, and nothing tells him "
		    "what to look at. Add a note, or a table that advises "
		    "it."), A_TEXT("name", f->name.zh));
}

static void
unit_check(struct checking *x, const struct pack_fact *f)
{
	bool number = f->type == PACK_INTEGER || f->type == PACK_NUMBER;

	if (number && f->unit.n == 0)
		ASIDE(x, f->at,
		    M("It is not said what {name} is counted in. Add unit."),
		    A_TEXT("name", f->name.zh));
}

/* A derived figure comes from somewhere, as a rule does. */
static void
source_check(struct checking *x, const struct pack_fact *f)
{
	if (f->derived != NULL && f->source.n == 0)
		FAULT(x, f->at,
		    M("It is not said where {rule} was read. Add source here "
		    "or in the front matter."), A_TEXT("rule", f->id));
}

/* ---- English ---- */

static bool
lacks(const struct pack_words *w)
{
	return w->zh.n > 0 && w->en.n == 0;
}

static struct str
wordless(const struct pack_fact *f)
{
	if (lacks(&f->name))
		return f->name.zh;
	for (size_t i = 0; i < f->nvalues; i++)
		if (lacks(&f->values[i].name))
			return f->values[i].name.zh;
	for (size_t i = 0; i < f->nfields; i++) {
		const struct pack_fact *g = &f->fields[i];

		if (lacks(&g->name))
			return g->name.zh;
		for (size_t k = 0; k < g->nvalues; k++)
			if (lacks(&g->values[k].name))
				return g->values[k].name.zh;
	}
	return S("");
}

static void
english_check(struct checking *x, const struct pack_fact *f)
{
	struct str first = wordless(f);

	if (first.n > 0)
		ASIDE(x, f->at, M("“{words}” has no English. Add en."),
		    A_TEXT("words", first));
}

void
check_facts(struct checking *x)
{
	const struct pack *p = x->p;
	const bool *advised = advised_collect(x);

	for (size_t s = 0; advised != NULL && s < p->nfacts; s++) {
		const struct pack_fact *f = p->facts[s];

		if (f == NULL || f->of != p || f->level >= 0)
			continue;
		unread_check(x, f, s);
		judged_check(x, f, advised[s]);
		unit_check(x, f);
		source_check(x, f);
		if (x->english)
			english_check(x, f);
	}
}
