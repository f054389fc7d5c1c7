/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is a rule, of whatever kind?  What all kinds have in common stands here,
 * and which pack's rule it takes the place of.
 */
#include "pack/read_in.h"

#include <assert.h>

#define AT(field)	offsetof(struct draft, field)

static_assert(AT(cond) == 0, "cond_keys fill it too");

static const struct key common_keys[] = {
	{ "id",		take_node, AT(id) },	/* block.c takes it */
	{ "title",	take_zh, AT(r.title), .needed = true },
	{ "en",		take_en, AT(r.title) },
	{ "clause",	take_node, AT(clause) },
	{ "from",	take_day, AT(r.from) },
	{ "source",	take_source, AT(r.source) },
	{ "attested",	take_node, AT(attested) },
	{ "note",	take_words, AT(r.note) },
	{ "overrides",	take_node, AT(overrides) },
	{ "document",	take_text, AT(r.document) },
	{ NULL }
};

/* Of a clock to says to whom, and its last day is called until. */
static const struct key to_keys[] = {
	{ "to",		take_day, AT(r.to) },
	{ NULL }
};
static const struct key until_keys[] = {
	{ "until",	take_day, AT(r.to) },
	{ NULL }
};

static const struct key no_keys[] = { { NULL } };

static const struct rule_way *const ways[PACK_KIND__MAX] = {
	[PACK_CLOCK]		= &clock_way,
	[PACK_GRADE]		= &grade_way,
	[PACK_TRIGGER]		= &trigger_way,
	[PACK_ATTRIBUTION]	= &attribution_way,
	[PACK_DUTY]		= &duty_way,
	[PACK_ROLE]		= &role_way,
	[PACK_MEASURE]		= &measure_way,
	[PACK_INDICATOR]	= &indicator_way,
	[PACK_TABLE]		= &table_way,
};

/* ---- overriding ---- */

static void
overridden_unknown(struct read *r, const struct ynode *v, struct str s,
    struct str rule)
{
	struct near near;

	near_start(&near, rule);
	for (size_t i = 0; i < r->p->nuses; i++) {
		struct str like = names_hint(r, r->p->uses[i]->rule_names,
		    rule);

		if (like.n > 0)
			near_try(&near, like);
	}
	if (near.found.n > 0)
		FAULT(r, v->at,
		    M("The packs used have no rule {rule}. Did you mean "
		    "{near}?"), A_TEXT("rule", s),
		    A_TEXT("near", near.found));
	else
		FAULT(r, v->at,
		    M("The packs used have no rule {rule}. Name one of "
		    "theirs, and the pack under uses."), A_TEXT("rule", s));
}

/* "RULE" or "PACK/RULE"; NULL and a fault if there is none, or two. */
static const struct pack_rule *
overridden_find(struct read *r, const struct ynode *v)
{
	const struct pack_rule *found = NULL, *x;
	struct str s, pack = S(""), rule;
	size_t cut;

	if (!text_of(r, v, &s))
		return NULL;
	cut = str_find(s, '/');
	rule = cut < s.n ? str_part(s, cut + 1, s.n) : s;
	pack = cut < s.n ? str_part(s, 0, cut) : pack;
	for (size_t i = 0; i < r->p->nuses; i++) {
		const struct pack *u = r->p->uses[i];

		if ((cut < s.n && !str_eq(u->id, pack)) ||
		    (x = pack_rule(u, rule)) == NULL)
			continue;
		if (found != NULL) {
			FAULT(r, v->at,
			    M("{pack} and {other} both have a rule {rule}. "
			    "Write {pack}/{rule} or {other}/{rule}."),
			    A_TEXT("pack", found->of->id),
			    A_TEXT("other", u->id), A_TEXT("rule", rule));
			return NULL;
		}
		found = x;
	}
	if (found == NULL && !r->blind)
		overridden_unknown(r, v, s, rule);
	return found;
}

/* What the rule takes over where it says nothing else. */
static void
overridden_take(struct read *r, struct draft *d, const struct ynode *v)
{
	const struct pack_rule *from = overridden_find(r, v);
	enum pack_kind kind = d->entry->kind;

	if (from == NULL)
		return;
	if (from->kind != kind) {
		FAULT(r, v->at,
		    M("{rule} is a {other} and this is a {kind}. Override it "
		    "in a block of its kind."), A_TEXT("rule", from->id),
		    A_CSTR("other", pack_kind_word(from->kind)),
		    A_CSTR("kind", pack_kind_word(kind)));
		return;
	}
	d->r = *from;
	d->r.overrides = from;
	d->r.document = S("");
	d->r.source = S("");
	d->r.note = (struct pack_words){ { NULL, 0 }, { NULL, 0 } };
	d->r.nexamples = 0;
}

static void
overrides_check(struct read *r, const struct draft *d)
{
	if (d->overrides == NULL)
		return;
	if (!ways[d->entry->kind]->overridable)
		FAULT(r, d->overrides->key_at,
		    M("A {kind} cannot override another. Only duties, clocks, "
		    "roles, measures and indicators can."),
		    A_CSTR("kind", pack_kind_word(d->entry->kind)));
	if (d->r.document.n == 0)
		FAULT(r, d->entry->node->at,
		    M("The key {key} is missing. Name the document that asks "
		    "for what is different here."), A_CSTR("key", "document"));
}

/* ---- what all have ---- */

static void
dates_check(struct read *r, const struct draft *d)
{
	const struct pack *p = r->p;
	const struct pack_rule *x = &d->r;
	struct pack_place at = d->entry->node->at;

	if (p->from == DAY_NONE)
		return;		/* told */
	if (x->from < p->from || x->to > p->to)
		FAULT(r, at,
		    M("The rule holds from {from} to {to}, which is not within "
		    "the pack's time. Change its dates, or the pack's."),
		    A_DAY("from", x->from), A_DAY("to", x->to));
	else if (x->to <= x->from)
		FAULT(r, at,
		    M("It ends on {to} and begins on {from} only. to is the "
		    "first day on which it holds no more."),
		    A_DAY("to", x->to), A_DAY("from", x->from));
}

static void
common_settle(struct read *r, struct draft *d)
{
	const struct entry *e = d->entry;
	struct key at = { .at = 0 };
	struct pack_rule *x = &d->r;

	x->id = e->id;
	x->clause = e->clause;
	if (d->clause != NULL)
		take_clause(r, d->clause, &at, &x->clause);
	else if (x->clause == NULL)
		FAULT(r, e->node->at,
		    M("The block stands under no clause. A clause begins with "
		    "a heading such as ## 8.2 …"), { 0 });
	x->attested = r->attested;
	if (d->attested != NULL)
		take_attested(r, d->attested, &at, &x->attested);
	else if (!r->marked)
		FAULT(r, e->node->at,
		    M("Nobody says how well it is attested. Add attested here "
		    "or in the front matter."), { 0 });
	if (x->source.n == 0)
		x->source = r->source;
	dates_check(r, d);
	overrides_check(r, d);
}

void
cond_needed(struct read *r, const struct draft *d)
{
	if (!cond_given(&d->cond) && d->overrides == NULL)
		FAULT(r, d->entry->node->at,
		    M("The rule has no condition. Add when, all, any or "
		    "readings; when: true holds always."), { 0 });
}

static void
cond_settle(struct read *r, struct draft *d)
{
	size_t element = d->r.kind == PACK_ATTRIBUTION ?
	    d->r.attribution.slot : 0;

	if (d->r.overrides != NULL && !cond_given(&d->cond))
		cond_again(r, d->r.overrides, &d->r);
	else
		cond_read(r, &d->cond, &d->r, element);
}

static void
rule_read(struct read *r, const struct entry *e, struct pack_rule *ret)
{
	const struct rule_way *way = ways[e->kind];
	const struct key *tables[] = { common_keys, e->kind == PACK_CLOCK ?
	    until_keys : to_keys, way->keys, way->conditioned ? cond_keys :
	    no_keys, NULL };
	const struct ynode *over = ynode_get(e->node, "overrides");
	struct draft *d = NEW(r->a, struct draft);

	if (d == NULL)
		return;
	d->entry = e;
	d->kind = -1;
	if (over != NULL)
		overridden_take(r, d, over);
	d->r.kind = e->kind;
	d->r.of = r->p;
	d->r.from = r->p->from;
	d->r.to = r->p->to;
	d->r.at = e->node->at;
	if (over == NULL)
		d->r.level = -1;
	(void)keys_take(r, e->node, tables, d, over != NULL);
	common_settle(r, d);
	way->settle(r, d);
	cond_settle(r, d);
	*ret = d->r;
}

void
rules_read(struct read *r)
{
	struct pack *p = r->p;
	struct pack_rule *rules = NEW_ARRAY(r->a, struct pack_rule,
	    r->nrules + 1);

	r->rule_names = names_new(r->a);
	if (rules == NULL || r->rule_names == NULL)
		return;
	r->rules = rules;
	p->rules = rules;
	p->rule_names = r->rule_names;
	if (r->nrules > PACK_RULES_MAX) {
		FAULT(r, place(1, 1),
		    M("The pack has {n} rules, more than {most}. Part it in "
		    "several packs."), A_INT("n", (int64_t)r->nrules),
		    A_INT("most", PACK_RULES_MAX));
		return;
	}
	for (const struct entry *e = r->entries; e != NULL; e = e->next) {
		if (e->kind == PACK_NONE || e->kind == PACK_FACTS ||
		    e->kind == PACK_EXAMPLE)
			continue;
		rule_read(r, e, &rules[p->nrules]);
		if (rules[p->nrules].clause != NULL)
			r->clauses[rules[p->nrules].clause -
			    p->clauses].nrules++;
		(void)names_add(r->rule_names, rules[p->nrules].id,
		    p->nrules);
		p->nrules++;
	}
}
