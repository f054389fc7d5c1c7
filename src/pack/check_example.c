/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Would somebody notice if a rule were wrong?  Its examples must show it met,
 * not met, and still open.
 */
#include "pack/check_in.h"

/* What an example may show of a rule. */
enum shown {
	SHOWN_MET, SHOWN_NOT, SHOWN_OPEN, SHOWN_SPLIT, SHOWN_OTHER,
	SHOWN__MAX
};

struct tally {
	size_t	n[SHOWN__MAX];
};

struct tallying {
	struct checking	*x;
	struct tally	*of;		/* by rule */
	size_t		*slot;		/* expectations, by slot */
	struct names	*overridden;	/* of other packs → rule */
};

/* ---- what is expected ---- */

static enum shown
shown_of(const struct pack_rule *r, struct str outcome)
{
	static const struct {
		const char	*word;
		enum shown	 shown;
	} words[] = {
		{ "符合",	SHOWN_MET },
		{ "提示符合",	SHOWN_MET },
		{ "不符合",	SHOWN_NOT },
		{ "提示不符合",	SHOWN_NOT },
		{ "暂不能判断",	SHOWN_OPEN },
		{ "两可",	SHOWN_SPLIT },
		{ "不要求",	SHOWN_NOT },
		{ "起算点不明",	SHOWN_OPEN },
		{ "不适用",	SHOWN_OTHER },
		{ "由人提出",	SHOWN_OTHER },
		{ "期限不明",	SHOWN_OPEN },
	};

	outcome = str_trim(outcome);
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is(outcome, words[i].word))
			return words[i].shown;
	/* Of a clock it is the time, or 及时. */
	return r->kind == PACK_CLOCK ? SHOWN_MET : SHOWN_OTHER;
}

static void
expect_tally(struct tallying *t, const struct pack_expect *e)
{
	const struct pack *p = t->x->p;
	bool by_itself = str_is(e->what, "条件");
	struct str what = by_itself ? e->of : e->what;
	const struct pack_rule *r = pack_rule(p, what);
	enum shown shown;
	size_t i;

	if (r == NULL && names_find(t->overridden, what, &i))
		r = &p->rules[i];
	if (r == NULL) {
		if (pack_slot(p, e->what, &i))
			t->slot[i]++;
		return;
	}
	shown = shown_of(r, e->outcome);
	/* That its condition holds says not by when a clock wants it. */
	if (by_itself && shown == SHOWN_MET)
		shown = SHOWN_OTHER;
	t->of[r - p->rules].n[shown]++;
}

static bool
tally(struct tallying *t)
{
	const struct pack *p = t->x->p;

	t->of = NEW_ARRAY(t->x->a, struct tally, p->nrules + 1);
	t->slot = NEW_ARRAY(t->x->a, size_t, p->nfacts + 1);
	t->overridden = names_new(t->x->a);
	if (arena_failed(t->x->a))
		return false;
	/* Examples name a rule as its own pack does, too. */
	for (size_t i = 0; i < p->nrules; i++)
		if (p->rules[i].overrides != NULL)
			(void)names_add(t->overridden,
			    p->rules[i].overrides->id, i);
	for (size_t i = 0; i < p->nexamples; i++)
		for (size_t k = 0; k < p->examples[i].nexpect; k++)
			expect_tally(t, &p->examples[i].expect[k]);
	return true;
}

/* ---- what is wanted ---- */

static void
constant_look(void *arg, const struct pack_cond *c)
{
	bool *constant = arg;

	if (c->kind == COND_WHEN && c->when != NULL &&
	    !str_is(feel_text(c->when), "true"))
		*constant = false;
}

struct splits {
	const struct pack_cond	*at;
};

/* Readings that decide: where they differ it is told. */
static void
readings_look(void *arg, const struct pack_cond *c)
{
	struct splits *s = arg;

	if (s->at == NULL && c->kind == COND_READINGS &&
	    attested_decides(c->attested))
		s->at = c;
}

/* Met, not met, and open; told one by one, as far as they are missing. */
static void
three_check(struct tallying *t, const struct pack_rule *r,
    const struct tally *n, const char *what)
{
	bool constant = true;
	struct splits s = { NULL };

	conds_each(r->cond, constant_look, &constant);
	conds_each(r->cond, readings_look, &s);
	if (s.at != NULL && n->n[SHOWN_SPLIT] == 0)
		ASIDE(t->x, s.at->at,
		    M("No example shows facts on which the readings differ. "
		    "Add one whose outcome is 两可."), { 0 });
	if (n->n[SHOWN_MET] + n->n[SHOWN_NOT] + n->n[SHOWN_OPEN] == 0 &&
	    !constant) {
		FAULT(t->x, r->at,
		    M("No example tries {kind} {rule}. Add three: one that "
		    "meets it (符合), one that does not (不符合), and one in "
		    "which a fact is missing (暂不能判断)."),
		    A_WORD("kind", what), A_TEXT("rule", r->id));
		return;
	}
	if (n->n[SHOWN_MET] == 0)
		FAULT(t->x, r->at,
		    M("No example shows that {kind} {rule} is met. Add one "
		    "whose outcome is 符合 (提示符合 if it only advises)."),
		    A_WORD("kind", what), A_TEXT("rule", r->id));
	if (n->n[SHOWN_NOT] == 0 && !constant)
		FAULT(t->x, r->at,
		    M("No example shows that {kind} {rule} is not met. Add one "
		    "whose outcome is 不符合 (提示不符合 if it only "
		    "advises)."), A_WORD("kind", what), A_TEXT("rule", r->id));
	if (n->n[SHOWN_OPEN] == 0 && !constant)
		FAULT(t->x, r->at,
		    M("No example shows {kind} {rule} while a fact is missing. "
		    "Add one whose outcome is 暂不能判断."),
		    A_WORD("kind", what), A_TEXT("rule", r->id));
}

/* One that runs, and one that is not required. */
static void
clock_check(struct tallying *t, const struct pack_rule *r,
    const struct tally *n)
{
	bool constant = true;

	conds_each(r->cond, constant_look, &constant);
	if (n->n[SHOWN_MET] == 0)
		FAULT(t->x, r->at,
		    M("No example shows by when clock {rule} wants it. Add one "
		    "whose outcome is a time (及时 where there is no "
		    "limit)."), A_TEXT("rule", r->id));
	/* What only advises is never decided not to hold. */
	if (n->n[SHOWN_NOT] == 0 && !constant && r->overrides == NULL &&
	    attested_decides(r->attested))
		FAULT(t->x, r->at,
		    M("No example shows that clock {rule} is not required. Add "
		    "one whose outcome is 不要求."), A_TEXT("rule", r->id));
}

static size_t
sum(const struct tally *n)
{
	size_t all = 0;

	for (size_t i = 0; i < SHOWN__MAX; i++)
		all += n->n[i];
	return all;
}

static void
one_check(struct tallying *t, const struct pack_rule *r,
    const struct tally *n)
{
	size_t slot, of_fact = 0;

	if (r->kind == PACK_TABLE && r->table.gives != NULL &&
	    pack_slot(t->x->p, r->table.gives->id, &slot))
		of_fact = t->slot[slot];
	if (sum(n) + of_fact == 0)
		FAULT(t->x, r->at,
		    M("No example expects anything of {kind} {rule}. Add at "
		    "least one."),
		    A_WORD("kind", pack_kind_said(r->kind)),
		    A_TEXT("rule", r->id));
}

static void
rule_check(struct tallying *t, const struct pack_rule *r,
    const struct tally *n)
{
	switch (r->kind) {
	case PACK_TRIGGER:
		if (!r->trigger.person)
			three_check(t, r, n, pack_kind_said(r->kind));
		break;
	case PACK_GRADE:
		three_check(t, r, n, pack_kind_said(r->kind));
		break;
	case PACK_CLOCK:
		clock_check(t, r, n);
		break;
	case PACK_MEASURE:
		if (r->cond->kind != COND_NONE)
			one_check(t, r, n);
		break;
	case PACK_TABLE:
	case PACK_ATTRIBUTION:
		one_check(t, r, n);
		break;
	case PACK_NONE:
	case PACK_FACTS:
	case PACK_DUTY:
	case PACK_ROLE:
	case PACK_INDICATOR:
	case PACK_EXAMPLE:
	case PACK_KIND__MAX:
		break;
	}
}

void
check_examples(struct checking *x)
{
	struct tallying t = { .x = x };

	if (!tally(&t))
		return;
	for (size_t i = 0; i < x->p->nrules; i++)
		rule_check(&t, &x->p->rules[i], &t.of[i]);
}
