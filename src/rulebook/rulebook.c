/* SPDX-License-Identifier: Apache-2.0 */
/* Of all that was adopted, what judges? */
#include "rulebook/rulebook.h"

/* The first adoption whose id is not before ${id}. */
static size_t
first_of(const struct adoptions *all, struct str id)
{
	size_t from = 0, to = all->n;

	while (from < to) {
		const size_t at = from + (to - from) / 2;

		if (str_cmp(all->a[at].id, id) < 0)
			from = at + 1;
		else
			to = at;
	}
	return from;
}

const struct adoption *
adoption_in_force(const struct adoptions *all, struct str id, int64_t day)
{
	const struct adoption *found = NULL;

	/* They come by version: the last that fits is the greatest. */
	for (size_t i = first_of(all, id); i < all->n &&
	    str_eq(all->a[i].id, id); i++)
		if (all->a[i].retired < 0 && all->a[i].since <= day)
			found = &all->a[i];
	return found;
}

const struct adoption *
adoption_newest(const struct adoptions *all, struct str id)
{
	return adoption_in_force(all, id, INT64_MAX);
}

const struct adoption *
adoption_of(const struct adoptions *all, struct str id, int64_t version)
{
	const struct adoption *found = NULL;

	for (size_t i = first_of(all, id); i < all->n &&
	    str_eq(all->a[i].id, id); i++)
		if (all->a[i].version == version)
			found = &all->a[i];
	return found;
}

bool
pack_is_local(const struct pack *p)
{
	if (p->territory.n > 0)
		return true;
	for (size_t i = 0; i < p->nrules; i++)
		if (p->rules[i].overrides != NULL)
			return true;
	return false;
}

static bool
table_reads(const struct pack_rule *rule, size_t slot)
{
	return rule->kind == PACK_TABLE &&
	    feel_table_names(rule->table.table, slot);
}

static bool
clock_reads(const struct pack_rule *rule, size_t slot)
{
	bool reads = false;

	if (rule->kind != PACK_CLOCK)
		return false;
	for (size_t i = 0; i < rule->clock.nanchor && !reads; i++)
		reads = feel_names(rule->clock.anchor[i], slot);
	return reads;
}

static bool
attribution_reads(const struct pack *p, const struct pack_rule *rule,
    size_t slot)
{
	bool reads;

	if (rule->kind != PACK_ATTRIBUTION)
		return false;
	reads = p->facts[slot] != NULL &&
	    p->facts[slot] == rule->attribution.each;
	for (size_t i = 0; i < rule->attribution.ncircumstances &&
	    !reads; i++)
		reads = feel_names(rule->attribution.circumstances[i].when,
		    slot);
	return reads;
}

static bool
score_reads(const struct pack_rule *rule, size_t slot)
{
	return rule->kind == PACK_INDICATOR && rule->indicator.score != NULL &&
	    feel_names(rule->indicator.score, slot);
}

static bool
cond_reads(const struct pack_cond *c, size_t slot, int depth)
{
	bool reads = c->kind == COND_WHEN && feel_names(c->when, slot);

	/* The reader allows no deeper ones. */
	for (const struct pack_cond *part = c->first; part != NULL && !reads &&
	    depth <= PACK_COND_DEPTH_MAX; part = part->next)
		reads = cond_reads(part, slot, depth + 1);
	return reads;
}

bool
rule_reads(const struct pack *p, const struct pack_rule *rule, size_t slot)
{
	const bool working = rule->kind == PACK_CLOCK &&
	    rule->clock.working != NULL &&
	    rule->clock.working == p->facts[slot];

	return working || table_reads(rule, slot) || clock_reads(rule, slot) ||
	    attribution_reads(p, rule, slot) || score_reads(rule, slot) ||
	    cond_reads(rule->cond, slot, 0);
}
