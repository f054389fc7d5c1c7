/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From what do derived facts follow, and in which order can they be worked out?
 * An expression, a table, or, for 达到…, the criteria of that level and of those
 * above it.
 */
#include "pack/read_in.h"

enum { WORDS = FEEL_FACTS_MAX / 64 };

struct reads {
	uint64_t	bits[WORDS];
};

enum colour { WHITE, GREY, BLACK };

/* One fact whose sources are being gone through. */
struct step {
	size_t		slot, next;
};

struct ordering {
	struct read	*r;
	struct reads	*reads;		/* by slot */
	uint8_t		*colour;
	struct step	*stack;
	size_t		 depth;
	size_t		*order;
	size_t		 norder;
};

/* ---- expressions ---- */

void
facts_derive(struct read *r)
{
	for (size_t i = 0; i < r->first_element; i++) {
		struct pack_fact *f = r->own[i];
		struct expr want = { .want = WANT_FACT, .of = f };

		if (f == NULL || r->derived[i] == NULL)
			continue;
		if (f->judged)
			FAULT(r, r->derived[i]->key_at,
			    M("{name} is derived, and judged by a person too. "
			    "Only one of these can be."),
			    A_TEXT("name", f->name.zh));
		f->derived = expr_read(r, r->derived[i], &want);
	}
}

/* ---- what each follows from ---- */

static void
program_add(const struct read *r, const struct feel_program *p,
    struct reads *to)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < r->first_element; i++)
		if (feel_names(p, i))
			to->bits[i / 64] |= UINT64_C(1) << i % 64;
}

static void
governed_add(const struct read *r, struct reads *to)
{
	for (size_t i = 0; i < r->p->ngoverned; i++)
		program_add(r, r->p->governed_by[i], to);
}

static void
table_add(const struct read *r, const struct pack_rule *x, struct reads *to)
{
	if (x->table.table == NULL)
		return;
	for (size_t i = 0; i < r->first_element; i++)
		if (feel_table_names(x->table.table, i))
			to->bits[i / 64] |= UINT64_C(1) << i % 64;
}

/* Depth is bounded by PACK_COND_DEPTH_MAX. */
static void
cond_add(const struct read *r, const struct pack_cond *c, struct reads *to)
{
	for (; c != NULL; c = c->next) {
		program_add(r, c->when, to);
		cond_add(r, c->first, to);
	}
}

static void
reads_add(struct reads *to, const struct reads *more)
{
	for (size_t w = 0; w < WORDS; w++)
		to->bits[w] |= more->bits[w];
}

/* What has to be known for the levels, the lowest first; each holds what those
 * above it hold. */
static void
levels_fill(const struct read *r, struct reads level[PACK_LEVELS_MAX])
{
	const struct pack *p = r->p;
	size_t slot;

	for (size_t i = 0; i < p->nrules; i++) {
		const struct pack_rule *x = &p->rules[i];

		if (x->kind == PACK_GRADE && x->level >= 0)
			cond_add(r, x->cond, &level[x->level]);
	}
	for (size_t i = 0; i < p->nlevels; i++) {
		if (p->graded_by != NULL && names_find(r->fact_names,
		    p->graded_by->id, &slot))
			level[i].bits[slot / 64] |= UINT64_C(1) << slot % 64;
		/* Without the date nobody knows which are in force. */
		governed_add(r, &level[i]);
	}
	for (size_t i = p->nlevels; i-- > 1;)
		reads_add(&level[i - 1], &level[i]);
}

static void
reads_fill(struct ordering *o)
{
	struct read *r = o->r;
	struct reads level[PACK_LEVELS_MAX] = { 0 };

	levels_fill(r, level);
	for (size_t i = 0; i < r->first_element; i++) {
		const struct pack_fact *f = r->own[i];

		if (f == NULL)
			continue;
		program_add(r, f->derived, &o->reads[i]);
		if (f->table != NULL) {
			table_add(r, f->table, &o->reads[i]);
			governed_add(r, &o->reads[i]);
		}
		if (f->level >= 0)
			reads_add(&o->reads[i], &level[f->level]);
	}
}

/* ---- the order ---- */

/* Is it worked out when this pack is judged? */
static bool
is_derived(const struct pack_fact *f)
{
	return f != NULL && (f->derived != NULL || f->table != NULL ||
	    f->level >= 0);
}

/* The way from ${slot} back to itself, which stands on the stack. */
static void
cycle_tell(struct ordering *o, size_t slot)
{
	struct read *r = o->r;
	struct buf b = BUF_IN(r->a);
	size_t i = o->depth;

	while (i > 0 && o->stack[i - 1].slot != slot)
		i--;
	for (; i > 0 && i <= o->depth; i++) {
		buf_str(&b, r->own[o->stack[i - 1].slot]->name.zh);
		buf_text(&b, " ← ");
	}
	buf_str(&b, r->own[slot]->name.zh);
	FAULT(r, r->own[slot]->at,
	    M("{name} follows from itself: {way}. Take one of these out."),
	    A_TEXT("name", r->own[slot]->name.zh),
	    A_TEXT("way", buf_view(&b)));
}

static void
step_into(struct ordering *o, size_t slot)
{
	o->colour[slot] = GREY;
	o->stack[o->depth++] = (struct step){ slot, 0 };
}

/* The next source of the fact on top that is itself derived here. */
static bool
step_next(struct ordering *o, size_t *ret)
{
	struct step *s = &o->stack[o->depth - 1];
	const struct reads *from = &o->reads[s->slot];

	while (s->next < o->r->first_element) {
		uint64_t rest = from->bits[s->next / 64] >> s->next % 64;

		if (rest == 0) {
			s->next = (s->next / 64 + 1) * 64;
			continue;
		}
		s->next += (size_t)__builtin_ctzll(rest);
		*ret = s->next++;
		if (is_derived(o->r->own[*ret]))
			return true;
	}
	return false;
}

static void
order_from(struct ordering *o, size_t slot)
{
	size_t next;

	step_into(o, slot);
	while (o->depth > 0) {
		if (!step_next(o, &next)) {
			slot = o->stack[--o->depth].slot;
			o->colour[slot] = BLACK;
			o->order[o->norder++] = slot;
		} else if (o->colour[next] == GREY) {
			cycle_tell(o, next);
		} else if (o->colour[next] == WHITE) {
			step_into(o, next);
		}
	}
}

void
facts_order(struct read *r)
{
	size_t n = r->first_element + 1;
	struct ordering o = { .r = r,
	    .reads = NEW_ARRAY(r->a, struct reads, n),
	    .colour = NEW_ARRAY(r->a, uint8_t, n),
	    .stack = NEW_ARRAY(r->a, struct step, n),
	    .order = NEW_ARRAY(r->a, size_t, n) };

	if (arena_failed(r->a))
		return;
	reads_fill(&o);
	for (size_t i = 0; i < r->first_element; i++)
		if (o.colour[i] == WHITE && is_derived(r->own[i]))
			order_from(&o, i);
	r->p->order = o.order;
	r->p->norder = o.norder;
}
