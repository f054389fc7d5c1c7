/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where can the two passes differ?  Only in what is attested weakly, and in
 * what reads a value that came from such.  Rules without are judged once.
 */
#include "pack/judge_in.h"

struct looking {
	struct arena		*a;
	struct book		*b;
	struct book_pack	*bp;
	size_t			 pack;
	bool			 graded;	/* grades were looked at */
};

/* ---- rules ---- */

static bool
has_verdict(const struct pack_rule *r)
{
	switch (r->kind) {
	case PACK_CLOCK:
	case PACK_GRADE:
	case PACK_TRIGGER:
	case PACK_ATTRIBUTION:
	case PACK_TABLE:
		return true;
	case PACK_MEASURE:
		return r->cond->kind != COND_NONE;
	case PACK_NONE:
	case PACK_FACTS:
	case PACK_DUTY:
	case PACK_ROLE:
	case PACK_INDICATOR:
	case PACK_EXAMPLE:
	case PACK_KIND__MAX:
		break;
	}
	return false;
}

static bool
reads_differing(const struct looking *l, const struct feel_program *p)
{
	for (size_t s = 0; s < l->bp->p->nfacts; s++)
		if (l->bp->differs[s] && feel_names(p, s))
			return true;
	return false;
}

/* Conditions are no deeper than PACK_COND_DEPTH_MAX. */
static void
cond_look(const struct looking *l, const struct pack_cond *c,
    struct book_rule *br, bool *at)
{
	if (!attested_decides(c->attested))
		br->twice = true;
	if (c->kind == COND_WHEN && reads_differing(l, c->when)) {
		br->twice = true;
		br->twice_at = at;
		at[c->index] = true;
	}
	for (const struct pack_cond *k = c->first; k != NULL; k = k->next)
		cond_look(l, k, br, at);
}

/* An element of a list whose passes differ does so itself. */
static void
element_look(struct looking *l, const struct pack_rule *r)
{
	size_t slot;

	if (r->kind == PACK_ATTRIBUTION && pack_slot(l->bp->p,
	    r->attribution.each->id, &slot) && l->bp->differs[slot])
		l->bp->differs[r->attribution.slot] = true;
}

static bool
table_reads(const struct looking *l, const struct pack_rule *r)
{
	for (size_t s = 0; s < l->bp->p->nfacts; s++)
		if (l->bp->differs[s] &&
		    feel_table_names(r->table.table, s))
			return true;
	return false;
}

static bool
rule_look(struct looking *l, const struct pack_rule *r, struct book_rule *br)
{
	bool *at = NEW_ARRAY(l->a, bool, r->nconds + 1);

	if (at == NULL)
		return false;
	br->twice = !attested_decides(r->attested);
	element_look(l, r);
	if (r->kind == PACK_TABLE)
		br->twice = table_reads(l, r);
	else
		cond_look(l, r->cond, br, at);
	return true;
}

/* ---- facts ---- */

/* Do the passes differ in the level?  Then in every fact about it. */
static bool
grades_look(struct looking *l)
{
	const struct pack *p = l->bp->p;

	for (size_t i = 0; i < p->nrules; i++) {
		struct book_rule *br = &l->bp->rules[i];

		if (p->rules[i].kind != PACK_GRADE)
			continue;
		if (!rule_look(l, &p->rules[i], br))
			return false;
		if (!br->twice)
			continue;
		for (size_t k = 0; k < p->nlevels; k++)
			for (size_t s = 0; s < p->nfacts; s++)
				if (p->facts[s] != NULL &&
				    l->bp->home[s] == l->bp->levels[k])
					l->bp->differs[s] = true;
	}
	l->graded = true;
	return true;
}

static bool
fact_look(struct looking *l, size_t slot)
{
	const struct pack_fact *f = l->bp->p->facts[slot];

	if (f == NULL || l->b->owner[l->bp->home[slot]] != l->pack)
		return true;
	if (f->level >= 0)
		return l->graded || grades_look(l);
	if (f->table != NULL)
		l->bp->differs[slot] = !attested_decides(f->table->attested) ||
		    table_reads(l, f->table);
	else if (f->derived != NULL)
		l->bp->differs[slot] = !attested_decides(f->attested) ||
		    reads_differing(l, f->derived);
	return true;
}

/* What other packs made of theirs; these were looked at before. */
static void
taken_look(struct looking *l)
{
	const struct book *b = l->b;

	for (size_t s = 0; s < l->bp->p->nfacts; s++) {
		size_t fact = l->bp->home[s], slot;
		const struct book_pack *of;

		if (fact == NOWHERE || b->owner[fact] == l->pack ||
		    !fact_is_derived(b->facts[fact]))
			continue;
		of = &b->all[b->owner[fact]];
		if (pack_slot(of->p, b->facts[fact]->id, &slot))
			l->bp->differs[s] = of->differs[slot];
	}
}

static bool
facts_look(struct looking *l)
{
	const struct pack *p = l->bp->p;

	taken_look(l);
	for (size_t i = 0; i < p->norder; i++)
		if (!fact_look(l, p->order[i]))
			return false;
	if (!l->graded && !grades_look(l))
		return false;
	return true;
}

static bool
cond_names(const struct pack_cond *c, size_t slot)
{
	bool names = c->kind == COND_WHEN && feel_names(c->when, slot);

	for (const struct pack_cond *k = c->first; !names && k != NULL;
	    k = k->next)
		names = cond_names(k, slot);
	return names;
}

/* Does the fact follow from another?  A level, from what its criteria read. */
static bool
fact_names(const struct looking *l, const struct pack_fact *f, size_t slot)
{
	const struct pack *p = l->bp->p;
	bool names = false;

	if (f->table != NULL)
		return feel_table_names(f->table->table.table, slot);
	if (f->level < 0)
		return f->derived != NULL && feel_names(f->derived, slot);
	for (size_t i = 0; !names && i < p->nrules; i++)
		names = p->rules[i].kind == PACK_GRADE &&
		    cond_names(p->rules[i].cond, slot);
	return names;
}

/* Which derived facts must be there before one knows what was in force?  Each
 * stands behind those it reads. */
static bool
early_look(struct looking *l)
{
	const struct pack *p = l->bp->p;
	bool *early = NEW_ARRAY(l->a, bool, p->nfacts + 1);

	if (early == NULL)
		return false;
	l->bp->early = early;
	for (size_t i = p->norder; p->ngoverned > 0 && i > 0; i--) {
		size_t slot = p->order[i - 1];

		for (size_t k = 0; !early[slot] && k < p->ngoverned; k++)
			early[slot] = feel_names(p->governed_by[k], slot);
		l->bp->dates = l->bp->dates || early[slot];
		for (size_t k = 0; early[slot] && k + 1 < i; k++)
			if (fact_names(l, p->facts[slot], p->order[k]))
				early[p->order[k]] = true;
	}
	return true;
}

/* ---- who replaces whom ---- */

static bool
over_look(struct looking *l, size_t rule)
{
	const struct pack_rule *r = &l->bp->p->rules[rule], *base;
	struct book_over *over = NULL;

	if (r->overrides == NULL || l->bp->listed == NOWHERE)
		return true;
	for (size_t i = 0; i < l->pack; i++) {
		struct book_pack *of = &l->b->all[i];

		if (!str_eq(of->p->id, r->overrides->of->id) ||
		    (base = pack_rule(of->p, r->overrides->id)) == NULL)
			continue;
		if ((over = NEW(l->a, struct book_over)) == NULL)
			return false;
		over->pack = l->pack;
		over->rule = rule;
		/* The pack that stands last goes before the others. */
		over->next = of->rules[base - of->p->rules].over;
		of->rules[base - of->p->rules].over = over;
		l->bp->rules[rule].replaces = of->listed != NOWHERE;
	}
	return true;
}

static bool
rules_look(struct looking *l)
{
	const struct pack *p = l->bp->p;
	size_t *grades = NEW_ARRAY(l->a, size_t, p->nrules + 1);

	if (grades == NULL)
		return false;
	l->bp->grades = grades;
	for (size_t i = 0; i < p->nrules; i++) {
		const struct pack_rule *r = &p->rules[i];
		struct book_rule *br = &l->bp->rules[i];

		if (r->kind == PACK_GRADE)
			grades[l->bp->ngrades++] = i;
		else if (!rule_look(l, r, br))
			return false;
		if (!over_look(l, i))
			return false;
		br->judged = has_verdict(r);
		br->place = l->bp->nverdicts;
		br->parts = l->bp->nparts;
		l->bp->nverdicts += br->judged;
		if (br->judged && r->kind != PACK_ATTRIBUTION)
			l->bp->nparts += r->nconds;
	}
	return true;
}

enum err
book_look(struct arena *a, struct book *b, size_t pack, struct note *note)
{
	struct looking l = { .a = a, .b = b, .bp = &b->all[pack],
	    .pack = pack };
	const struct pack *p = l.bp->p;

	l.bp->differs = NEW_ARRAY(a, bool, p->nfacts + 1);
	l.bp->rules = NEW_ARRAY(a, struct book_rule, p->nrules + 1);
	if (l.bp->differs == NULL || l.bp->rules == NULL || !facts_look(&l) ||
	    !early_look(&l) || !rules_look(&l))
		return note_memory(note);
	l.bp->graded = NOWHERE;
	if (p->graded_by != NULL &&
	    !pack_slot(p, p->graded_by->id, &l.bp->graded))
		l.bp->graded = NOWHERE;
	for (size_t s = 0; s < p->nfacts; s++)
		l.bp->twice = l.bp->twice || l.bp->differs[s];
	b->twice = b->twice || l.bp->twice;
	return ERR_OK;
}
