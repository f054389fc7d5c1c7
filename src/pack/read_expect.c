/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Of what does an example expect something, and for which rule does it speak?
 */
#include "pack/example_in.h"

#define LEVEL		"级别"
#define LEVEL_ADVISED	"级别提示"
#define MISSING		"缺"
#define CONDITION	"条件"
#define CIRCUMSTANCES	"情节"

/* Also those that are used by those that are used. */
static void
packs_collect(struct heads *h)
{
	struct read *r = h->r;

	for (size_t i = 0; i < r->p->nuses; i++)
		h->packs[h->npacks++] = r->p->uses[i];
	for (size_t i = 0; i < h->npacks; i++)
		for (size_t k = 0; k < h->packs[i]->nuses; k++) {
			const struct pack *p = h->packs[i]->uses[k];
			size_t j = 0;

			while (j < h->npacks && h->packs[j] != p)
				j++;
			if (j == h->npacks && j <= r->nknown)
				h->packs[h->npacks++] = p;
		}
}

bool
heads_begin(struct heads *h, struct read *r)
{
	*h = (struct heads){ .r = r, .levels = r->p->nlevels > 0,
	    .packs = NEW_ARRAY(r->a, const struct pack *,
	    r->nknown + PACK_USES_MAX + 1),
	    .overridden = names_new(r->a),
	    .counted = NEW_ARRAY(r->a, size_t, r->p->nrules + 1) };
	if (arena_failed(r->a))
		return false;
	packs_collect(h);
	for (size_t i = 0; i < h->npacks; i++)
		h->levels |= h->packs[i]->nlevels > 0;
	for (size_t i = 0; i < r->p->nrules; i++)
		if (r->rules[i].overrides != NULL)
			(void)names_add(h->overridden,
			    r->rules[i].overrides->id, i);
	return true;
}

/* A rule: one of this pack goes before one of another. */
static bool
rule_find(struct heads *h, struct str id, ptrdiff_t *ret)
{
	size_t i;

	if (names_find(h->r->rule_names, id, &i) ||
	    names_find(h->overridden, id, &i)) {
		*ret = (ptrdiff_t)i;
		return true;
	}
	*ret = NOWHERE;
	for (i = 0; i < h->npacks; i++)
		if (pack_rule(h->packs[i], id) != NULL)
			return true;
	return false;
}

/* A fact speaks for the table that gives it. */
static bool
fact_head(struct heads *h, struct str name, ptrdiff_t *ret)
{
	const struct pack_rule *table;
	size_t slot;

	if (!names_find(h->r->fact_names, name, &slot))
		return false;
	table = h->r->facts[slot]->table;
	*ret = NOWHERE;
	if (table != NULL && h->r->facts[slot]->of == h->r->p)
		*ret = table - h->r->rules;
	return true;
}

static void
unknown_tell(struct heads *h, struct str s, struct pack_place at)
{
	struct read *r = h->r;
	struct str like[2] = { names_hint(r, r->rule_names, s),
	    names_hint(r, r->fact_names, s) };
	struct near near;

	near_start(&near, s);
	for (size_t i = 0; i < COUNT(like); i++)
		if (like[i].n > 0)
			near_try(&near, like[i]);
	for (size_t i = 0; i < h->npacks; i++) {
		like[0] = names_hint(r, h->packs[i]->rule_names, s);
		if (like[0].n > 0)
			near_try(&near, like[0]);
	}
	if (near.found.n > 0)
		FAULT(r, at,
		    M("There is no rule or fact {name}. Did you mean {near}?"),
		    A_TEXT("name", s), A_TEXT("near", near.found));
	else
		FAULT(r, at,
		    M("There is no rule or fact {name}. Write the id of a "
		    "rule, a fact, {level} or {missing}."), A_TEXT("name", s),
		    A_CSTR("level", LEVEL), A_CSTR("missing", MISSING));
}

/* "缺 RULE", "条件 RULE", "情节 RULE": the rule; false: it is not that. */
static bool
of_rule(struct str s, struct head *ret)
{
	static const char *const words[] = { MISSING, CONDITION,
	    CIRCUMSTANCES };

	for (size_t i = 0; i < COUNT(words); i++) {
		struct str w = str_of(words[i]);

		if (!str_starts(s, words[i]) || s.n == w.n || s.p[w.n] != ' ')
			continue;
		*ret = (struct head){ w, str_trim(str_part(s, w.n, s.n)),
		    NOWHERE };
		return true;
	}
	return false;
}

bool
head_read(struct heads *h, struct str s, struct pack_place at,
    struct head *ret)
{
	struct head x = { s, S(""), NOWHERE };

	if (h->r->blind)
		return false;
	if (of_rule(s, &x))
		s = x.of;
	if (str_is(s, LEVEL) || str_is(s, LEVEL_ADVISED)) {
		if (!h->levels) {
			FAULT(h->r, at,
			    M("Neither this pack nor one that it uses has "
			    "levels. Take {level} out."), A_TEXT("level", s));
			return false;
		}
	} else if (!str_is(s, MISSING) && !rule_find(h, s, &x.rule) &&
	    !fact_head(h, s, &x.rule)) {
		unknown_tell(h, s, at);
		return false;
	}
	*ret = x;
	return true;
}

void
head_count(struct heads *h, const struct head *x, size_t nth)
{
	if (x->rule == NOWHERE || h->counted[x->rule] == nth)
		return;
	h->counted[x->rule] = nth;
	h->r->rules[x->rule].nexamples++;
}
