/* SPDX-License-Identifier: Apache-2.0 */
/*
 * By when must who tell whom what?
 */
#include "pack/read_in.h"

enum { ANCHORS_MAX = 16, CONTENTS_MAX = 64 };

#define AT(field)	offsetof(struct draft, field)

static const char *const clock_words[] = {
#define X(name, word) word,
	PACK_CLOCK_TABLE(X)
#undef X
	NULL
};

static const struct key clock_keys[] = {
	{ "kind",	take_index, AT(kind), .needed = true,
	    .words = clock_words },
	{ "by",		take_words, AT(r.clock.by), .needed = true },
	{ "to",		take_node, AT(whom), .needed = true },
	{ "sent",	take_node, AT(sent) },
	{ "partial",	take_node, AT(partial) },
	{ "anchor",	take_node, AT(anchor) },
	{ "within",	take_node, AT(within) },
	{ "working",	take_node, AT(working) },
	{ "contents",	take_node, AT(contents) },
	{ NULL }
};

/* ---- to whom ---- */

struct addressee {
	struct pack_words	 name;
	struct str		 body;
	const struct ynode	*arrival;
};

#define TO(field)	offsetof(struct addressee, field)

static const struct key addressee_keys[] = {
	{ "zh",		take_zh, TO(name), .needed = true },
	{ "en",		take_en, TO(name) },
	{ "body",	take_id, TO(body) },
	{ "arrival",	take_node, TO(arrival) },
	{ NULL }
};

/* A fact that somebody states, of the type; NULL: there was a fault. */
static const struct pack_fact *
stated_of(struct read *r, const struct ynode *v, enum pack_type type)
{
	const struct pack_fact *f;
	size_t slot;

	if (v == NULL || !fact_slot(r, v, &slot))
		return NULL;
	f = r->facts[slot];
	if (f->type == type && fact_is_stated(r, slot))
		return f;
	if (f->type != PACK_TYPE__MAX)
		FAULT(r, v->at,
		    M("{name} cannot say this. Name a fact of type {type} that "
		    "somebody states and that follows from no other."),
		    A_TEXT("name", f->name.zh),
		    A_CSTR("type", pack_type_word(type)));
	return NULL;
}

static void
to_read(struct read *r, const struct ynode *v, struct pack_clock *clock)
{
	const struct key *tables[] = { addressee_keys, NULL };
	size_t n = v->kind == Y_LIST ? v->n : 1, i = 0;
	const struct ynode *x = v->kind == Y_LIST ? v->first : v;
	struct pack_words *to = NEW_ARRAY(r->a, struct pack_words, n + 1);
	struct str *kind = NEW_ARRAY(r->a, struct str, n + 1);
	const struct pack_fact **arrival = NEW_ARRAY(r->a,
	    const struct pack_fact *, n + 1);
	bool kinds = false, arrivals = false;

	if (arena_failed(r->a))
		return;
	for (; i < n; x = x->next, i++) {
		struct addressee one = { .body = S("") };

		if (x->kind == Y_MAP)
			(void)keys_take(r, x, tables, &one, false);
		else
			(void)text_of(r, x, &one.name.zh);
		to[i] = one.name;
		kind[i] = one.body;
		arrival[i] = stated_of(r, one.arrival, PACK_MOMENT);
		kinds |= one.body.n > 0;
		arrivals |= arrival[i] != NULL;
	}
	clock->to = to;
	clock->nto = n;
	clock->to_kind = kinds ? kind : NULL;
	clock->arrival = arrivals ? arrival : NULL;
}

/* ---- contents ---- */

struct content {
	struct pack_content	 c;
	const struct ynode	*when;
};

static const struct key content_keys[] = {
	{ "id",		take_id, offsetof(struct content, c.id),
	    .needed = true },
	{ "name",	take_zh, offsetof(struct content, c.name),
	    .needed = true },
	{ "en",		take_en, offsetof(struct content, c.name) },
	{ "first",	take_bool, offsetof(struct content, c.first) },
	{ "when",	take_node, offsetof(struct content, when) },
	{ NULL }
};

static void
contents_read(struct read *r, const struct ynode *list,
    struct pack_clock *clock)
{
	const struct key *tables[] = { content_keys, NULL };
	struct expr when = { .want = WANT_TRUTH };
	struct names *ids = names_new(r->a);
	struct pack_content *all;
	size_t n = 0;

	if (!list_of(r, list))
		return;
	if (list->n > CONTENTS_MAX) {
		FAULT(r, list->at,
		    M("{key} has {n} elements. Give it from 1 to {most}."),
		    A_TEXT("key", list->key), A_INT("n", (int64_t)list->n),
		    A_INT("most", CONTENTS_MAX));
		return;
	}
	if ((all = NEW_ARRAY(r->a, struct pack_content, list->n + 1)) == NULL)
		return;
	for (const struct ynode *v = list->first; v != NULL; v = v->next) {
		struct content x = { .when = NULL };

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
	clock->contents = all;
	clock->ncontents = n;
}

/* Those of the pack whose rule is overridden, read anew in this one. */
static void
contents_again(struct read *r, const struct pack_rule *from,
    struct pack_clock *clock, struct pack_place at)
{
	struct pack_content *all = NEW_ARRAY(r->a, struct pack_content,
	    from->clock.ncontents + 1);

	if (all == NULL)
		return;
	for (size_t i = 0; i < from->clock.ncontents; i++) {
		all[i] = from->clock.contents[i];
		all[i].when = expr_again(r, all[i].when, from->of, at);
	}
	clock->contents = all;
}

/* ---- anchors ---- */

static void
anchors_read(struct read *r, const struct ynode *v, struct pack_clock *clock)
{
	struct expr x = { .want = WANT_MOMENT };
	size_t n = v->kind == Y_LIST ? v->n : 1;
	const struct ynode *each = v->kind == Y_LIST ? v->first : v;
	const struct feel_program **all;

	clock->nanchor = 0;
	if (n == 0 || n > ANCHORS_MAX) {
		FAULT(r, v->at,
		    M("{key} has {n} elements. Give it from 1 to {most}."),
		    A_TEXT("key", v->key), A_INT("n", (int64_t)n),
		    A_INT("most", ANCHORS_MAX));
		return;
	}
	if ((all = NEW_ARRAY(r->a, const struct feel_program *, n)) == NULL)
		return;
	for (size_t i = 0; i < n; i++, each = each->next)
		all[i] = expr_read(r, each, &x);
	clock->anchor = all;
	clock->nanchor = n;
}

static void
anchors_again(struct read *r, const struct pack_rule *from,
    struct pack_clock *clock, struct pack_place at)
{
	const struct feel_program **all = NEW_ARRAY(r->a,
	    const struct feel_program *, from->clock.nanchor + 1);

	if (all == NULL)
		return;
	for (size_t i = 0; i < from->clock.nanchor; i++)
		all[i] = expr_again(r, from->clock.anchor[i], from->of, at);
	clock->anchor = all;
}

/* ---- the rest ---- */

/* The calendar by whose days is counted. */
static void
working_read(struct read *r, const struct ynode *v, struct pack_clock *clock)
{
	size_t slot;

	if (!fact_slot(r, v, &slot))
		return;
	if (r->facts[slot] != NULL && r->facts[slot]->type == PACK_CALENDAR) {
		clock->working = r->facts[slot];
		return;
	}
	FAULT(r, v->at,
	    M("{name} is no calendar. Name a fact of type calendar."),
	    A_TEXT("name", v->text));
}

static void
limit_settle(struct read *r, struct draft *d)
{
	struct pack_clock *clock = &d->r.clock;
	struct pack_place at = d->entry->node->at;
	struct key whole = { .at = 0 };

	if (d->within != NULL) {
		take_within(r, d->within, &whole, &clock->within);
		clock->timed = true;
	}
	/* What it may take over is not there: that was told. */
	if (clock->timed && clock->nanchor == 0 && d->anchor == NULL &&
	    (d->overrides == NULL || d->r.overrides != NULL))
		FAULT(r, at,
		    M("The clock has a limit and nothing from which it counts. "
		    "Add anchor."), { 0 });
	if (clock->working != NULL && clock->timed && clock->within.days == 0 &&
	    d->within != NULL)
		FAULT(r, d->within->at,
		    M("Working days are counted in days. Write P3D, or take "
		    "working out."), { 0 });
}

static void
clock_settle(struct read *r, struct draft *d)
{
	struct pack_clock *clock = &d->r.clock;
	const struct pack_rule *from = d->r.overrides;
	struct pack_place at = d->entry->node->at;

	if (d->kind >= 0)
		clock->kind = (enum pack_clock_kind)d->kind;
	if (d->whom != NULL)
		to_read(r, d->whom, clock);
	if (d->sent != NULL)
		clock->sent = stated_of(r, d->sent, PACK_MOMENT);
	if (d->partial != NULL)
		clock->partial = stated_of(r, d->partial, PACK_BOOLEAN);
	if (d->anchor != NULL)
		anchors_read(r, d->anchor, clock);
	else if (from != NULL)
		anchors_again(r, from, clock, at);
	if (d->contents != NULL)
		contents_read(r, d->contents, clock);
	else if (from != NULL)
		contents_again(r, from, clock, at);
	if (d->working != NULL)
		working_read(r, d->working, clock);
	limit_settle(r, d);
	cond_needed(r, d);
}

const struct rule_way clock_way = { clock_keys, clock_settle, true, true };
