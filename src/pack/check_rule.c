/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can a rule be looked up, can it ever hold, and does it say what it needs to?
 */
#include "pack/check_in.h"

/* ---- where it comes from ---- */

static void
source_check(struct checking *x, const struct pack_rule *r)
{
	if (r->source.n == 0 && r->document.n == 0)
		FAULT(x, r->at,
		    M("It is not said where {rule} was read. Add source here "
		    "or in the front matter."), A_TEXT("rule", r->id));
}

/* A rule that goes before another one must meet it. */
static void
dates_check(struct checking *x, const struct pack_rule *r)
{
	const struct pack_rule *o = r->overrides;

	if (o != NULL && (r->to <= o->from || o->to <= r->from))
		FAULT(x, r->at,
		    M("{rule} overrides {other}, and both are never in force "
		    "at the same time. Look at the dates of both."),
		    A_TEXT("rule", r->id), A_TEXT("other", o->id));
}

/* ---- what it needs to say ---- */

static void
duty_check(struct checking *x, const struct pack_rule *r)
{
	if (r->duty.nevidence == 0)
		ASIDE(x, r->at,
		    M("Nobody can show that {rule} was done: it has no "
		    "evidence. Say which papers show it."),
		    A_TEXT("rule", r->id));
}

static void
measure_check(struct checking *x, const struct pack_rule *r)
{
	if (r->measure.decided_by.zh.n == 0)
		ASIDE(x, r->at,
		    M("It is not said who decides on {rule}. Add decided_by."),
		    A_TEXT("rule", r->id));
}

static void
indicator_check(struct checking *x, const struct pack_rule *r)
{
	if (r->indicator.nevidence == 0)
		ASIDE(x, r->at,
		    M("It is not said by which papers {rule} is scored. Add "
		    "evidence."), A_TEXT("rule", r->id));
}

typedef void kind_check(struct checking *x, const struct pack_rule *r);
static kind_check *const kinds[PACK_KIND__MAX] = {
	[PACK_DUTY]		= duty_check,
	[PACK_MEASURE]		= measure_check,
	[PACK_INDICATOR]	= indicator_check,
};

/* ---- its condition ---- */

/* Without a fact it is the same for all; "true" was meant so. */
static void
constant_check(struct checking *x, const struct pack_cond *c)
{
	size_t s = 0;

	while (s < x->p->nfacts && !feel_names(c->when, s))
		s++;
	if (s == x->p->nfacts && !str_is(feel_text(c->when), "true"))
		ASIDE(x, c->at,
		    M("The condition reads no fact, so that it is always the "
		    "same. Name the fact that is meant."), { 0 });
}

/* Two that stand beside each other and say the same. */
static void
twins_check(struct checking *x, const struct pack_cond *c)
{
	struct names *met = names_new(x->a);

	for (const struct pack_cond *k = c->first; k != NULL; k = k->next)
		if (k->kind == COND_WHEN && !names_add(met,
		    feel_text(k->when), 0) && !arena_failed(x->a))
			ASIDE(x, k->at,
			    M("This part says the same as one before it. Look "
			    "what was meant, or take it out."), { 0 });
}

static void
part_check(void *arg, const struct pack_cond *c)
{
	struct checking *x = arg;

	if (c->kind == COND_WHEN && c->when != NULL)
		constant_check(x, c);
	if (c->first != NULL)
		twins_check(x, c);
	for (const struct pack_cond *k = c->first; c->kind == COND_READINGS &&
	    k != NULL; k = k->next)
		if (k->title.zh.n == 0)
			ASIDE(x, k->at,
			    M("The reading has no title, so that nobody is "
			    "told how the words are read. Add title."),
			    { 0 });
}

/* ---- English ---- */

struct wordless {
	struct str	first;		/* said in Chinese alone; or empty */
};

static void
words_look(struct wordless *l, const struct pack_words *w, size_t n)
{
	for (size_t i = 0; i < n && l->first.n == 0; i++)
		if (w[i].zh.n > 0 && w[i].en.n == 0)
			l->first = w[i].zh;
}

static void
part_words(void *arg, const struct pack_cond *c)
{
	words_look(arg, &c->title, 1);
}

static void
clock_words(struct wordless *l, const struct pack_clock *k)
{
	words_look(l, &k->by, 1);
	words_look(l, k->to, k->nto);
	for (size_t i = 0; i < k->ncontents; i++)
		words_look(l, &k->contents[i].name, 1);
}

static void
duty_words(struct wordless *l, const struct pack_duty *d)
{
	words_look(l, &d->owed_to, 1);
	words_look(l, &d->on, 1);
	words_look(l, d->evidence, d->nevidence);
	for (size_t i = 0; i < d->nparameters; i++)
		words_look(l, &d->parameters[i].name, 1);
}

/* The first thing of the rule that is not said in English; or empty. */
static struct str
wordless(const struct pack_rule *r)
{
	struct wordless l = { S("") };

	words_look(&l, &r->title, 1);
	conds_each(r->cond, part_words, &l);
	if (r->kind == PACK_CLOCK)
		clock_words(&l, &r->clock);
	else if (r->kind == PACK_DUTY)
		duty_words(&l, &r->duty);
	else if (r->kind == PACK_MEASURE)
		words_look(&l, &r->measure.decided_by, 1);
	else if (r->kind == PACK_INDICATOR)
		words_look(&l, r->indicator.evidence, r->indicator.nevidence);
	else if (r->kind == PACK_TRIGGER)
		words_look(&l, &r->trigger.names, 1);
	for (size_t i = 0; r->kind == PACK_ATTRIBUTION &&
	    i < r->attribution.ncircumstances; i++)
		words_look(&l, &r->attribution.circumstances[i].title, 1);
	return l.first;
}

static void
english_check(struct checking *x, const struct pack_rule *r)
{
	struct str first = wordless(r);

	if (first.n > 0)
		ASIDE(x, r->at,
		    M("“{words}” has no English. Add en."),
		    A_TEXT("words", first));
}

void
check_rules(struct checking *x)
{
	for (size_t i = 0; i < x->p->nrules; i++) {
		const struct pack_rule *r = &x->p->rules[i];

		source_check(x, r);
		dates_check(x, r);
		if (kinds[r->kind] != NULL)
			kinds[r->kind](x, r);
		/* What was taken over was looked at where it stands. */
		if (r->overrides == NULL)
			conds_each(r->cond, part_check, x);
		if (x->english)
			english_check(x, r);
	}
}
