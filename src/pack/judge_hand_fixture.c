/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/judge_hand_fixture.h"

#include "pack/read_in.h"
#include "test/lib/test.h"

void
hand_begin(struct hand *h, struct arena *a, const char *id)
{
	*h = (struct hand){ .a = a, .p = NEW(a, struct pack),
	    .scope = feel_scope_new(a), .names = names_new(a),
	    .ids = names_new(a),
	    .rules = NEW_ARRAY(a, struct pack_rule, HAND_RULES_MAX) };
	assert_true(!arena_failed(a));
	h->p->id = str_of(id);
	h->p->version = 1;
	h->p->title = (struct pack_words){ S("测试"), S("test") };
	h->p->from = day_from_civil(2026, 1, 1);
	h->p->to = DAY_OPEN;
	h->p->facts = h->facts;
	h->p->order = h->order;
	h->p->rules = h->rules;
	h->p->scope = h->scope;
	h->p->fact_names = h->names;
	h->p->rule_names = h->ids;
}

static const struct feel_type *
feel_of(enum pack_type type)
{
	return feel_type(type == PACK_BOOLEAN ? FEEL_BOOLEAN :
	    type == PACK_INTEGER ? FEEL_NUMBER : type == PACK_MOMENT ?
	    FEEL_STAMP : FEEL_STRING);
}

static struct pack_fact *
fact_add(struct hand *h, struct str name, enum pack_type type)
{
	struct pack_fact *f = NEW(h->a, struct pack_fact);
	struct note note = NOTE_INIT;
	size_t slot = 0;

	assert_non_null(f);
	assert_true(h->p->nfacts < HAND_FACTS_MAX);
	CHECK_OK(feel_scope_fact(h->scope, name, feel_of(type), &slot, &note),
	    &note);
	f->id = str_fmt(h->a, "f%zu", slot);
	f->name = (struct pack_words){ name, name };
	f->type = type;
	f->feel = feel_of(type);
	f->of = h->p;
	f->level = -1;
	h->facts[slot] = f;
	h->p->nfacts = slot + 1;
	CHECK(names_add(h->names, f->id, slot));
	CHECK(names_add(h->names, name, slot));
	return f;
}

size_t
hand_fact(struct hand *h, struct str name, enum pack_type type)
{
	(void)fact_add(h, name, type);
	return h->p->nfacts - 1;
}

size_t
hand_derived(struct hand *h, struct str name, struct str text,
    enum attested a)
{
	struct note note = NOTE_INIT;
	const struct feel_program *p = NULL;
	struct pack_fact *f;

	CHECK_OK(feel_compile(h->a, h->scope, text, NULL, &p, &note), &note);
	f = fact_add(h, name, PACK_BOOLEAN);
	f->derived = p;
	f->attested = a;
	h->order[h->p->norder++] = h->p->nfacts - 1;
	return h->p->nfacts - 1;
}

/* ---- conditions ---- */

struct pack_cond *
hand_when(struct hand *h, struct str text, enum attested a)
{
	struct pack_cond *c = NEW(h->a, struct pack_cond);
	struct note note = NOTE_INIT;

	assert_non_null(c);
	c->kind = COND_WHEN;
	c->attested = a;
	CHECK_OK(feel_compile(h->a, h->scope, text, NULL, &c->when, &note),
	    &note);
	return c;
}

struct pack_cond *
hand_join(struct hand *h, enum cond_kind kind, enum attested a)
{
	struct pack_cond *c = NEW(h->a, struct pack_cond);

	assert_non_null(c);
	c->kind = kind;
	c->attested = a;
	return c;
}

void
hand_part(struct pack_cond *whole, struct pack_cond *part)
{
	const struct pack_cond **last = &whole->first;

	/* They are ours, and not const yet. */
	while (*last != NULL)
		last = &((struct pack_cond *)(uintptr_t)*last)->next;
	*last = part;
}

static void
number(struct pack_cond *c, enum attested around, size_t *n)
{
	c->index = (*n)++;
	if (c->attested < around)
		c->attested = around;
	for (const struct pack_cond *k = c->first; k != NULL; k = k->next)
		number((struct pack_cond *)(uintptr_t)k, c->attested, n);
}

void
hand_rule(struct hand *h, const char *id, struct pack_cond *cond,
    enum attested a)
{
	struct pack_rule *r = &h->rules[h->p->nrules];

	assert_true(h->p->nrules < HAND_RULES_MAX);
	*r = (struct pack_rule){ .kind = PACK_TRIGGER, .id = str_of(id),
	    .title = { str_of(id), str_of(id) }, .of = h->p,
	    .from = h->p->from, .to = h->p->to, .attested = a, .cond = cond,
	    .level = -1 };
	number(cond, a, &r->nconds);
	CHECK(names_add(h->ids, r->id, h->p->nrules));
	h->p->nrules++;
}

const struct pack *
hand_end(struct hand *h)
{
	assert_true(!arena_failed(h->a));
	return h->p;
}
