/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Under which condition does a rule hold?  An expression, or parts joined by all
 * or any, or the readings that words may have.
 */
#include "pack/read_in.h"

#include <assert.h>

struct part {
	struct cond_nodes	 nodes;
	struct str		 id;
	struct pack_words	 title, note;
	const struct ynode	*attested, *clause;
};

const struct key cond_keys[] = {
	{ "when",	take_node, offsetof(struct cond_nodes, when) },
	{ "all",	take_node, offsetof(struct cond_nodes, all) },
	{ "any",	take_node, offsetof(struct cond_nodes, any) },
	{ "readings",	take_node, offsetof(struct cond_nodes, readings) },
	{ NULL }
};
static_assert(offsetof(struct part, nodes) == 0, "cond_keys fill it too");

static const struct key part_keys[] = {
	{ "id",		take_id, offsetof(struct part, id) },
	{ "title",	take_zh, offsetof(struct part, title) },
	{ "en",		take_en, offsetof(struct part, title) },
	{ "attested",	take_node, offsetof(struct part, attested) },
	{ "clause",	take_node, offsetof(struct part, clause) },
	{ "note",	take_words, offsetof(struct part, note) },
	{ NULL }
};

/* What one condition needs to know of those around it. */
struct around {
	struct read		*r;
	struct pack_rule	*rule;
	size_t			 element, depth;
	struct names		*ids;		/* of parts of this rule */
};

static void cond_fill(struct around *x, const struct cond_nodes *c,
    struct pack_cond *to);

bool
cond_given(const struct cond_nodes *c)
{
	return c->when != NULL || c->all != NULL || c->any != NULL ||
	    c->readings != NULL;
}

static void
id_check(struct around *x, const struct ynode *node, struct str id)
{
	if (id.n == 0)
		return;
	if (x->ids == NULL)
		x->ids = names_new(x->r->a);
	if (!names_add(x->ids, id, 0) && !arena_failed(x->r->a))
		FAULT(x->r, node->at,
		    M("Two parts of the rule have the id {id}. Give one "
		    "another."), A_TEXT("id", id));
}

/* One of those that stand beside each other; NULL: it cannot be read. */
static struct pack_cond *
part_read(struct around *x, const struct ynode *node,
    const struct pack_cond *above)
{
	const struct key *tables[] = { cond_keys, part_keys, NULL };
	struct part *d = NEW(x->r->a, struct part);
	struct pack_cond *to = NEW(x->r->a, struct pack_cond);
	struct key at = { .at = 0 };
	enum attested mark;

	if (d == NULL || to == NULL ||
	    !keys_take(x->r, node, tables, d, false))
		return NULL;
	id_check(x, node, d->id);
	*to = (struct pack_cond){ .id = d->id, .title = d->title,
	    .note = d->note, .attested = above->attested,
	    .clause = above->clause, .at = node->at };
	if (d->attested != NULL) {
		mark = above->attested;
		take_attested(x->r, d->attested, &at, &mark);
		/* Never stronger than what it is part of. */
		if (mark > to->attested)
			to->attested = mark;
	}
	if (d->clause != NULL)
		take_clause(x->r, d->clause, &at, &to->clause);
	if (!cond_given(&d->nodes))
		FAULT(x->r, node->at,
		    M("The part has no condition. Add when, all, any or "
		    "readings."), { 0 });
	cond_fill(x, &d->nodes, to);
	return to;
}

static void
parts_read(struct around *x, const struct ynode *list, struct pack_cond *to)
{
	const struct pack_cond **last = &to->first;
	size_t least = to->kind == COND_READINGS ? 2 : 1;

	if (!list_of(x->r, list))
		return;
	if (list->n < least || list->n > PACK_PARTS_MAX) {
		FAULT(x->r, list->at,
		    M("{n} parts stand under {key}. Give it from {least} to "
		    "{most}."), A_INT("n", (int64_t)list->n),
		    A_TEXT("key", list->key), A_INT("least", (int64_t)least),
		    A_INT("most", PACK_PARTS_MAX));
		return;
	}
	if (x->depth == PACK_COND_DEPTH_MAX) {
		FAULT(x->r, list->at,
		    M("Conditions stand in each other more than {most} deep. "
		    "Write it flatter."), A_INT("most", PACK_COND_DEPTH_MAX));
		return;
	}
	x->depth++;
	for (const struct ynode *v = list->first; v != NULL; v = v->next) {
		struct pack_cond *part = part_read(x, v, to);

		if (part == NULL)
			continue;
		*last = part;
		last = &part->next;
	}
	x->depth--;
}

/* Exactly one of the four ways. */
static bool
one_way(struct around *x, const struct cond_nodes *c)
{
	const struct ynode *ways[] = { c->when, c->all, c->any, c->readings };
	const struct ynode *first = NULL;

	for (size_t i = 0; i < COUNT(ways); i++) {
		if (ways[i] == NULL)
			continue;
		if (first != NULL) {
			FAULT(x->r, ways[i]->key_at,
			    M("{key} and {other} stand beside each other. Put "
			    "one below the other."),
			    A_TEXT("key", ways[i]->key),
			    A_TEXT("other", first->key));
			return false;
		}
		first = ways[i];
	}
	return first != NULL;
}

static void
cond_fill(struct around *x, const struct cond_nodes *c, struct pack_cond *to)
{
	struct expr when = { .want = WANT_TRUTH, .element = x->element };

	to->index = x->rule->nconds++;
	if (!one_way(x, c))
		return;
	if (c->when != NULL) {
		to->kind = COND_WHEN;
		to->when = expr_read(x->r, c->when, &when);
		return;
	}
	to->kind = c->all != NULL ? COND_ALL : c->any != NULL ? COND_ANY :
	    COND_READINGS;
	parts_read(x, c->all != NULL ? c->all : c->any != NULL ? c->any :
	    c->readings, to);
}

static struct pack_cond *
root_new(struct read *r, struct pack_rule *rule)
{
	struct pack_cond *to = NEW(r->a, struct pack_cond);

	rule->nconds = 0;
	if (to == NULL)
		return NULL;
	*to = (struct pack_cond){ .kind = COND_NONE,
	    .attested = rule->attested, .clause = rule->clause,
	    .at = rule->at };
	rule->cond = to;
	return to;
}

void
cond_read(struct read *r, const struct cond_nodes *c, struct pack_rule *rule,
    size_t element)
{
	struct around x = { .r = r, .rule = rule, .element = element };
	struct pack_cond *to = root_new(r, rule);

	if (to != NULL && cond_given(c))
		cond_fill(&x, c, to);
}

/* A copy of ${from} and what is below it, beside ${around}'s own. */
static struct pack_cond *
copy(struct around *x, const struct pack_cond *from, struct pack_place at,
    const struct pack *of)
{
	struct pack_cond *to = NEW(x->r->a, struct pack_cond);
	const struct pack_cond **last;

	if (to == NULL)
		return NULL;
	*to = *from;
	to->at = at;
	to->first = to->next = NULL;
	x->rule->nconds++;
	if (from->kind == COND_WHEN)
		to->when = expr_again(x->r, from->when, of, at);
	last = &to->first;
	for (from = from->first; from != NULL; from = from->next) {
		struct pack_cond *part = copy(x, from, at, of);

		if (part == NULL)
			return NULL;
		*last = part;
		last = &part->next;
	}
	return to;
}

void
cond_again(struct read *r, const struct pack_rule *from,
    struct pack_rule *rule)
{
	struct around x = { .r = r, .rule = rule };
	struct pack_cond *to;

	rule->nconds = 0;
	rule->cond = from->cond;
	if (from->cond->kind == COND_NONE)
		return;
	if ((to = copy(&x, from->cond, rule->at, from->of)) != NULL)
		rule->cond = to;
}
