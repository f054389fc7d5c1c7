/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which facts may a rule of this pack name?  Those of the packs it uses, its
 * own, one for each level but the lowest, and the element of each list.
 */
#include "pack/read_in.h"

#define REACHED "达到"

/* Room in the arrays by slot. */
static bool
room(struct read *r)
{
	r->facts = NEW_ARRAY(r->a, const struct pack_fact *, FEEL_FACTS_MAX);
	r->own = NEW_ARRAY(r->a, struct pack_fact *, FEEL_FACTS_MAX);
	r->derived = NEW_ARRAY(r->a, const struct ynode *, FEEL_FACTS_MAX);
	r->tabled = NEW_ARRAY(r->a, bool, FEEL_FACTS_MAX);
	r->element = NEW_ARRAY(r->a, size_t, FEEL_FACTS_MAX);
	r->fact_names = names_new(r->a);
	r->scope = feel_scope_new(r->a);
	return !arena_failed(r->a);
}

/* Is one of its names taken?  Then by which. */
static bool
taken(const struct read *r, const struct pack_fact *f, size_t *ret)
{
	return names_find(r->fact_names, f->id, ret) ||
	    names_find(r->fact_names, f->name.zh, ret);
}

/* Put it into the scope; false and a fault at ${at} if that cannot be. */
static bool
declare(struct read *r, const struct pack_fact *f, struct pack_place at)
{
	struct note note = NOTE_INIT;
	size_t slot;

	if (r->nslots == PACK_FACTS_MAX) {
		FAULT(r, at,
		    M("The pack has more than {most} facts, with those of the "
		    "packs it uses. Put some together, or part it."),
		    A_INT("most", PACK_FACTS_MAX));
		r->blind = true;
		return false;
	}
	if (feel_scope_fact(r->scope, f->name.zh, f->feel, &slot, &note) !=
	    ERR_OK) {
		fault_note(&r->sink, at, &note);
		return false;
	}
	r->facts[slot] = f;
	r->nslots = slot + 1;
	(void)names_add(r->fact_names, f->id, slot);
	if (!str_eq(f->id, f->name.zh))
		(void)names_add(r->fact_names, f->name.zh, slot);
	return true;
}

/* ---- those of the packs used ---- */

/* Has the pack a level of that name, which its own 达到… is about? */
static bool
is_own_level(const struct read *r, const struct pack_fact *f)
{
	for (size_t i = 1; i < r->p->nlevels; i++)
		if (str_eq(r->p->levels[i].id, f->of->levels[f->level].id) ||
		    str_eq(r->p->levels[i].name.zh,
		    f->of->levels[f->level].name.zh))
			return true;
	return false;
}

/* Do two of the packs used mean different things by it? */
static bool
is_doubtful(const struct read *r, const struct pack_fact *f)
{
	for (size_t i = 0; i < r->p->nuses; i++) {
		const struct pack *u = r->p->uses[i];
		size_t slot;

		if ((pack_slot(u, f->id, &slot) || pack_slot(u, f->name.zh,
		    &slot)) && u->facts[slot] != f)
			return true;
	}
	return false;
}

static void
take_over(struct read *r, const struct pack_fact *f)
{
	size_t slot;
	struct pack_place at = r->uses != NULL ? r->uses->at : place(1, 1);

	if (f->level >= 0 && (is_own_level(r, f) || is_doubtful(r, f)))
		return;
	if (!taken(r, f, &slot)) {
		(void)declare(r, f, at);
		return;
	}
	if (r->facts[slot] == f)
		return;
	FAULT(r, at,
	    M("The packs {pack} and {other} both have a fact {name}. Use only "
	    "one of them."), A_TEXT("pack", r->facts[slot]->of->id),
	    A_TEXT("other", f->of->id), A_TEXT("name", f->name.zh));
}

/* ---- its own ---- */

static void
own_add(struct read *r, const struct entry *e)
{
	struct pack_fact *f = NEW(r->a, struct pack_fact);
	const struct ynode *derived = NULL;
	size_t slot;

	if (f == NULL)
		return;
	fact_decode(r, e->node, false, f, &derived);
	if (f->id.n == 0 || f->name.zh.n == 0) {
		r->blind = true;	/* others may name it */
		return;
	}
	if (f->clause == NULL)
		f->clause = e->clause;
	f->feel = fact_feel(r->a, f);
	if (taken(r, f, &slot)) {
		const struct pack_fact *g = r->facts[slot];

		if (g->of != r->p)
			FAULT(r, e->id_at,
			    M("The pack {pack}, which this one uses, has a "
			    "fact {name} ({id}) already. Use that, or give "
			    "this one another name and id."),
			    A_TEXT("pack", g->of->id),
			    A_TEXT("name", g->name.zh), A_TEXT("id", g->id));
		else if (!str_eq(g->id, f->id))	/* else it was told */
			FAULT(r, e->id_at,
			    M("The name {name} is there already, in line "
			    "{line}. Give it another."),
			    A_TEXT("name", f->name.zh),
			    A_INT("line", g->at.line));
		return;
	}
	if (!declare(r, f, e->node->at))
		return;
	slot = r->nslots - 1;
	r->own[slot] = f;
	r->derived[slot] = derived;
}

static void
level_add(struct read *r, size_t i)
{
	const struct pack_value *v = &r->p->levels[i];
	struct pack_fact *f = NEW(r->a, struct pack_fact);
	struct pack_place at = r->levels_at;
	size_t slot;

	if (f == NULL)
		return;
	*f = (struct pack_fact){ .type = PACK_BOOLEAN, .level = (int)i,
	    .feel = feel_type(FEEL_BOOLEAN), .of = r->p, .at = at,
	    .attested = ATTESTED_OFFICIAL, .source = r->source };
	f->id = str_fmt(r->a, "reached.%.*s", STR_ARG(v->id));
	f->name.zh = str_fmt(r->a, REACHED "%.*s", STR_ARG(v->name.zh));
	if (v->name.en.n > 0)
		f->name.en = str_fmt(r->a, "reached %.*s",
		    STR_ARG(v->name.en));
	if (taken(r, f, &slot))
		FAULT(r, at,
		    M("The fact {name} is there already, and it is what the "
		    "level gives. Give the fact another name."),
		    A_TEXT("name", f->name.zh));
	else if (declare(r, f, at))
		r->own[r->nslots - 1] = f;
}

/* What a rule calls one element of a list. */
static void
element_add(struct read *r, size_t list)
{
	const struct pack_fact *f = r->facts[list];
	const struct feel_type *type = f->feel->item;
	struct note note = NOTE_INIT;
	struct pack_place at = f->of == r->p ? f->at : r->uses != NULL ?
	    r->uses->at : place(1, 1);
	size_t slot;

	if (f->element.n == 0)
		return;
	if (feel_scope_fact(r->scope, f->element, type, &slot, &note) !=
	    ERR_OK) {
		fault_note(&r->sink, at, &note);
		return;
	}
	r->element[list] = slot;
	r->nslots = slot + 1;
}

/* Which of them will tables give?  Rules are read one after the other, and
 * some ask before that table is. */
static void
tables_look(struct read *r)
{
	const struct ynode *v;
	size_t slot;

	for (const struct entry *e = r->entries; e != NULL; e = e->next)
		if (e->kind == PACK_TABLE &&
		    (v = ynode_get(e->node, "gives")) != NULL &&
		    v->kind == Y_TEXT &&
		    names_find(r->fact_names, str_trim(v->text), &slot))
			r->tabled[slot] = true;
}

bool
fact_is_stated(const struct read *r, size_t slot)
{
	const struct pack_fact *f = r->facts[slot];

	return f->derived == NULL && f->table == NULL && f->level < 0 &&
	    !r->tabled[slot] && r->derived[slot] == NULL;
}

void
facts_read(struct read *r)
{
	if (!room(r))
		return;
	for (size_t i = 0; i < r->p->nuses; i++)
		for (size_t k = 0; k < r->p->uses[i]->nfacts; k++)
			if (r->p->uses[i]->facts[k] != NULL)
				take_over(r, r->p->uses[i]->facts[k]);
	for (const struct entry *e = r->entries; e != NULL; e = e->next)
		if (e->kind == PACK_FACTS)
			own_add(r, e);
	for (size_t i = 1; i < r->p->nlevels; i++)
		level_add(r, i);
	tables_look(r);
	r->first_element = r->nslots;
	for (size_t i = 0; i < r->first_element; i++)
		if (r->facts[i]->type == PACK_LIST)
			element_add(r, i);
	r->p->facts = r->facts;
	r->p->nfacts = r->nslots;
	r->p->scope = r->scope;
	r->p->fact_names = r->fact_names;
}

bool
fact_find(struct read *r, struct str s, struct pack_place at, size_t *ret)
{
	struct str near;

	if (names_find(r->fact_names, s, ret))
		return true;
	if (r->blind)
		return false;
	near = names_hint(r, r->fact_names, s);
	if (near.n > 0)
		FAULT(r, at,
		    M("There is no fact {name}. Did you mean {near}?"),
		    A_TEXT("name", s), A_TEXT("near", near));
	else
		FAULT(r, at,
		    M("There is no fact {name}. Declare it in a block yaml "
		    "facts, or take it over by uses."), A_TEXT("name", s));
	return false;
}

bool
fact_slot(struct read *r, const struct ynode *v, size_t *ret)
{
	struct str s;

	return text_of(r, v, &s) && fact_find(r, s, v->at, ret);
}
