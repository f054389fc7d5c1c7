/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which level, which situation, who bears what, who is meant, and what may
 * follow?
 */
#include "pack/read_in.h"

enum { CIRCUMSTANCES_MAX = 32 };

#define AT(field)	offsetof(struct draft, field)

/* ---- levels ---- */

static const struct key grade_keys[] = {
	{ "level",	take_node, AT(level), .needed = true },
	{ NULL }
};

static void
level_find(struct read *r, const struct ynode *v, struct pack_rule *rule)
{
	const struct pack *p = r->p;
	struct str s;
	struct near near;

	if (!text_of(r, v, &s))
		return;
	near_start(&near, s);
	for (size_t i = 0; i < p->nlevels; i++) {
		if (str_eq(s, p->levels[i].id) ||
		    str_eq(s, p->levels[i].name.zh)) {
			rule->level = (int)i;
			return;
		}
		near_try(&near, p->levels[i].id);
	}
	if (p->nlevels == 0)
		FAULT(r, v->at,
		    M("The pack has no levels. List them in the front matter, "
		    "the lowest first, under levels."), { 0 });
	else if (near.found.n > 0)
		FAULT(r, v->at,
		    M("There is no level {level}. Did you mean {near}?"),
		    A_TEXT("level", s), A_TEXT("near", near.found));
	else
		FAULT(r, v->at,
		    M("There is no level {level}. The front matter lists them "
		    "under levels."), A_TEXT("level", s));
}

static void
grade_settle(struct read *r, struct draft *d)
{
	if (d->level != NULL)
		level_find(r, d->level, &d->r);
	cond_needed(r, d);
}

const struct rule_way grade_way = { grade_keys, grade_settle, true, false };

/* ---- situations ---- */

static const struct key trigger_keys[] = {
	{ "person",	take_bool, AT(r.trigger.person) },
	{ "names",	take_words, AT(r.trigger.names) },
	{ NULL }
};

static void
trigger_settle(struct read *r, struct draft *d)
{
	const struct pack_trigger *t = &d->r.trigger;
	struct pack_place at = d->entry->node->at;

	if (!t->person) {
		cond_needed(r, d);
		if (t->names.zh.n > 0)
			FAULT(r, at,
			    M("names says what a person must name who opens "
			    "it. Add person: true, or take names out."),
			    { 0 });
		return;
	}
	if (cond_given(&d->cond))
		FAULT(r, at,
		    M("Only a person opens it, and a condition stands there "
		    "too. Take one of them out."), { 0 });
	if (t->names.zh.n == 0)
		FAULT(r, at, M("The key {key} is missing. Add it."),
		    A_CSTR("key", "names"));
}

const struct rule_way trigger_way = { trigger_keys, trigger_settle, true,
    false };

/* ---- who bears what ---- */

static const char *const tracks[] = { "collective", "individual", NULL };
static const char *const gifts[] = { "main_leadership",
    "important_leadership", "overall_leadership", "direct_liability", NULL };

static const struct key attribution_keys[] = {
	{ "track",	take_word, AT(r.attribution.track), .needed = true,
	    .words = tracks },
	{ "gives",	take_word, AT(r.attribution.gives), .needed = true,
	    .words = gifts },
	{ "each",	take_node, AT(each), .needed = true },
	{ "circumstances", take_node, AT(circumstances) },
	{ NULL }
};

struct circumstance {
	struct pack_circumstance c;
	const struct ynode	*when;
};

#define OF(field)	offsetof(struct circumstance, field)

static const struct key circumstance_keys[] = {
	{ "id",		take_id, OF(c.id), .needed = true },
	{ "title",	take_zh, OF(c.title), .needed = true },
	{ "en",		take_en, OF(c.title) },
	{ "when",	take_node, OF(when), .needed = true },
	{ "favours",	take_bool, OF(c.favours), .needed = true },
	{ NULL }
};

static void
circumstances_read(struct read *r, const struct ynode *list,
    struct pack_attribution *to)
{
	const struct key *tables[] = { circumstance_keys, NULL };
	struct expr when = { .want = WANT_TRUTH, .element = to->slot };
	struct names *ids = names_new(r->a);
	struct pack_circumstance *all;
	size_t n = 0;

	if (!list_of(r, list))
		return;
	if (list->n == 0 || list->n > CIRCUMSTANCES_MAX) {
		FAULT(r, list->at,
		    M("{key} has {n} elements. Give it from 1 to {most}."),
		    A_TEXT("key", list->key), A_INT("n", (int64_t)list->n),
		    A_INT("most", CIRCUMSTANCES_MAX));
		return;
	}
	all = NEW_ARRAY(r->a, struct pack_circumstance, list->n);
	if (all == NULL)
		return;
	for (const struct ynode *v = list->first; v != NULL; v = v->next) {
		struct circumstance x = { .when = NULL };

		if (!keys_take(r, v, tables, &x, false))
			continue;
		if (x.c.id.n > 0 && !names_add(ids, x.c.id, 0))
			FAULT(r, v->at,
			    M("Two parts of the rule have the id {id}. Give "
			    "one another."), A_TEXT("id", x.c.id));
		if (x.when != NULL)
			x.c.when = expr_read(r, x.when, &when);
		all[n++] = x.c;
	}
	to->circumstances = all;
	to->ncircumstances = n;
}

static void
attribution_settle(struct read *r, struct draft *d)
{
	struct pack_attribution *to = &d->r.attribution;
	size_t slot;

	if (d->each != NULL && fact_slot(r, d->each, &slot)) {
		to->each = r->facts[slot];
		to->slot = r->element[slot];
		if (to->each->type != PACK_LIST)
			FAULT(r, d->each->at,
			    M("{name} is no list. Name a fact of type list, "
			    "of whose elements it is said."),
			    A_TEXT("name", to->each->name.zh));
	}
	if (d->circumstances != NULL)
		circumstances_read(r, d->circumstances, to);
	cond_needed(r, d);
}

const struct rule_way attribution_way = { attribution_keys,
    attribution_settle, true, false };

/* ---- who is meant ---- */

static const struct key role_keys[] = {
	{ "capacity",	take_id, AT(r.role.capacity) },
	{ "body",	take_id, AT(r.role.body) },
	{ "several",	take_bool, AT(r.role.several) },
	{ NULL }
};

static void
role_settle(struct read *r, struct draft *d)
{
	const struct ynode *node = d->entry->node;
	const struct ynode *capacity = ynode_get(node, "capacity");
	const struct ynode *body = ynode_get(node, "body");

	/* What is said goes before what is taken over. */
	if (capacity != NULL && body == NULL)
		d->r.role.body = S("");
	if (body != NULL && capacity == NULL)
		d->r.role.capacity = S("");
	if (capacity != NULL && body != NULL)
		FAULT(r, body->key_at,
		    M("{key} and {other} stand beside each other. Take one "
		    "out."), A_CSTR("key", "body"),
		    A_CSTR("other", "capacity"));
	else if (capacity == NULL && body == NULL && d->overrides == NULL)
		FAULT(r, node->at,
		    M("Nothing says who is meant. Add capacity, or body."),
		    { 0 });
}

const struct rule_way role_way = { role_keys, role_settle, false, true };

/* ---- what may follow ---- */

static const char *const layers[] = { "management", "accountability",
    "discipline", "penalty", "criminal", NULL };
static const char *const targets[] = { "organisation", "person", NULL };

static const struct key measure_keys[] = {
	{ "layer",	take_word, AT(r.measure.layer), .needed = true,
	    .words = layers },
	{ "on",		take_word, AT(r.measure.on), .needed = true,
	    .words = targets },
	{ "decided_by",	take_words, AT(r.measure.decided_by) },
	{ "effect",	take_duration, AT(r.measure.effect) },
	{ NULL }
};

static void
measure_settle(struct read *r, struct draft *d)
{
	(void)r;
	(void)d;
}

const struct rule_way measure_way = { measure_keys, measure_settle, true,
    true };
