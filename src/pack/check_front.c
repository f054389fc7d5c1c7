/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a pack say what it is, and do the packs go together that it uses?
 */
#include "pack/check_in.h"

static const struct pack_place top = { 1, 1 };

static void
said_check(struct checking *x)
{
	const struct pack *p = x->p;

	if (!x->english && !x->local)
		ASIDE(x, top,
		    M("The pack has no English title. Add en; its clauses and "
		    "rules are then looked over for English too."), { 0 });
	if (p->interpretation.n == 0)
		ASIDE(x, top,
		    M("Nobody is named who may interpret the instrument. Add "
		    "interpretation."), { 0 });
	if (p->published == DAY_NONE)
		ASIDE(x, top,
		    M("It is not said when the instrument was issued. Add "
		    "published."), { 0 });
	else if (p->published > p->from)
		ASIDE(x, top,
		    M("The instrument is in force from {from}, before it was "
		    "issued on {published}. Look whether both days are "
		    "right."), A_DAY("from", p->from),
		    A_DAY("published", p->published));
}

/* ---- packs that are used ---- */

/* Does ${p} name a fact, or override a rule, of ${u}? */
static bool
is_used(const struct checking *x, const struct pack *u)
{
	const struct pack *p = x->p;

	for (size_t s = 0; s < p->nfacts; s++)
		if (x->named[s] && p->facts[s] != NULL && p->facts[s]->of == u)
			return true;
	for (size_t i = 0; i < p->nrules; i++)
		if (p->rules[i].overrides != NULL &&
		    p->rules[i].overrides->of == u)
			return true;
	return false;
}

static void
uses_check(struct checking *x)
{
	const struct pack *p = x->p;

	for (size_t i = 0; i < p->nuses; i++) {
		const struct pack *u = p->uses[i];

		if (p->to <= u->from || u->to <= p->from)
			FAULT(x, top,
			    M("The pack {pack}, which this one uses, is never "
			    "in force at the same time. Look at the dates of "
			    "both, or take it out of uses."),
			    A_TEXT("pack", u->id));
		else if (!is_used(x, u))
			ASIDE(x, top,
			    M("Nothing here reads a fact of {pack} or overrides "
			    "a rule of it. Take it out of uses."),
			    A_TEXT("pack", u->id));
	}
}

/* ---- levels ---- */

static void
levels_check(struct checking *x)
{
	const struct pack *p = x->p;
	bool said[PACK_LEVELS_MAX] = { false };

	for (size_t i = 0; i < p->nrules; i++)
		if (p->rules[i].kind == PACK_GRADE && p->rules[i].level >= 0)
			said[p->rules[i].level] = true;
	for (size_t i = 1; i < p->nlevels; i++)
		if (!said[i])
			ASIDE(x, top,
			    M("No block says when an incident has the level "
			    "{level}. Add a block grade, if the instrument "
			    "says it."),
			    A_TEXT("level", p->levels[i].name.zh));
}

void
check_front(struct checking *x)
{
	said_check(x);
	uses_check(x);
	levels_check(x);
}
