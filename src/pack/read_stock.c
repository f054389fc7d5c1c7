/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which facts does an example state?  Those of what it is like, then its own;
 * what is said later goes before.
 */
#include "pack/example_in.h"

void
stock_put(struct sampling *s, size_t slot, const struct feel_value *v,
    bool known)
{
	size_t i = s->at[slot];

	if (i == 0)
		i = s->at[slot] = ++s->nwork;
	s->known[i - 1] = known;
	s->work[i - 1].slot = slot;
	if (known)
		s->work[i - 1].value = *v;
}

void
stock_take(struct sampling *s, const struct stock *from)
{
	for (size_t i = 0; i < from->n; i++)
		stock_put(s, from->given[i].slot, &from->given[i].value, true);
}

void
stock_end(struct sampling *s, struct stock *ret)
{
	struct pack_given *all;
	size_t n = 0;

	all = NEW_ARRAY(s->r->a, struct pack_given, s->nwork + 1);
	for (size_t i = 0; i < s->nwork; i++) {
		s->at[s->work[i].slot] = 0;
		if (all != NULL && s->known[i])
			all[n++] = s->work[i];
	}
	s->nwork = 0;
	s->total += n;
	ret->given = all;
	ret->n = n;
}

bool
stated_find(struct read *r, struct str name, struct pack_place at,
    size_t *ret)
{
	size_t slot;

	if (!fact_find(r, name, at, &slot))
		return false;
	if (!fact_is_stated(r, slot)) {
		FAULT(r, at,
		    M("{name} follows from other facts and is not stated. Put "
		    "it under expect, or behind {arrow}."),
		    A_TEXT("name", r->facts[slot]->name.zh),
		    A_CSTR("arrow", ARROW));
		return false;
	}
	*ret = slot;
	/* What is wrong with its type was told. */
	return r->facts[slot]->type != PACK_TYPE__MAX;
}

void
stock_facts(struct sampling *s, const struct ynode *map)
{
	struct feel_value v;
	size_t slot;
	bool known;

	if (map->kind != Y_MAP) {
		FAULT(s->r, map->at,
		    M("Keys with their values belong here (key: value). "
		    "Write them so."), { 0 });
		return;
	}
	for (const struct ynode *x = map->first; x != NULL; x = x->next)
		if (stated_find(s->r, x->key, x->key_at, &slot) &&
		    given_node(s->r, s->r->facts[slot], x, &v, &known))
			stock_put(s, slot, &v, known);
}

void
when_take(struct read *r, struct str text, struct pack_place at, int64_t *ret)
{
	struct feel_value v;

	if (!moment_of(text, ret, &v))
		FAULT(r, at,
		    M("“{text}” is no moment. Write it with its offset, as "
		    "2026-03-02T08:00+08:00."), A_TEXT("text", text));
}
