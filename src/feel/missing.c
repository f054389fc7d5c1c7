/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which facts are missing?  The reasons of nulls form a graph whose branches
 * meet again; each node is visited once, each fact told once.
 */
#include "feel/feel.h"

/* Pointers, or the names of facts, that were met. */
struct met {
	const void	**slot;
	size_t		  n, size;	/* a power of two */
};

struct search {
	struct arena		 *a;
	struct met		  whys, facts;
	const struct feel_why	**stack;
	size_t			  top, room;
	struct feel_missing	 *first, **last;
};

static size_t
spot(const void **slot, size_t size, const void *p, bool facts)
{
	const struct feel_missing *f = p;
	size_t at = facts ? feel_key_hash(f->fact) :
	    (size_t)((uintptr_t)p >> 4) * 2654435761U;

	for (at &= size - 1; slot[at] != NULL; at = (at + 1) & (size - 1)) {
		const struct feel_missing *g = slot[at];

		if (facts ? str_eq(f->fact, g->fact) : p == slot[at])
			break;
	}
	return at;
}

/* False if it was met before, or there is no memory. */
static bool
meet(struct arena *a, struct met *m, const void *p, bool facts)
{
	size_t size = m->size == 0 ? 16 : 2 * m->size, at;
	const void **slot;

	if (2 * m->n >= m->size) {
		if ((slot = NEW_ARRAY(a, const void *, size)) == NULL)
			return false;
		for (size_t i = 0; i < m->size; i++)
			if (m->slot[i] != NULL)
				slot[spot(slot, size, m->slot[i], facts)] =
				    m->slot[i];
		m->slot = slot;
		m->size = size;
	}
	at = spot(m->slot, m->size, p, facts);
	if (m->slot[at] != NULL)
		return false;
	m->slot[at] = p;
	m->n++;
	return true;
}

static void
push(struct search *s, const struct feel_why *why)
{
	if (why == NULL || !meet(s->a, &s->whys, why, false))
		return;
	if (s->top == s->room) {
		size_t room = s->room == 0 ? 16 : 2 * s->room;
		void *more = arena_grow(s->a, s->stack,
		    s->room * sizeof *s->stack, room * sizeof *s->stack);

		if (more == NULL)
			return;
		s->stack = more;
		s->room = room;
	}
	s->stack[s->top++] = why;
}

static void
follow(struct search *s, const struct feel_why *why)
{
	push(s, why);
	while (s->top > 0) {
		const struct feel_why *w = s->stack[--s->top];
		struct feel_missing *f;

		if (w->left != NULL || w->right != NULL) {
			push(s, w->right);
			push(s, w->left);
			continue;
		}
		if ((f = NEW(s->a, struct feel_missing)) == NULL)
			return;
		f->fact = w->fact;
		f->said = w->said;
		if (!meet(s->a, &s->facts, f, true))
			continue;
		*s->last = f;
		s->last = &f->next;
	}
}

static void
look(struct search *s, const struct feel_value *v, int depth)
{
	if (!v->open || depth > FEEL_VALUE_DEPTH)
		return;
	if (v->kind == FEEL_NULL)
		follow(s, v->why);
	for (size_t i = 0; v->kind == FEEL_LIST && i < v->list.n; i++)
		look(s, &v->list.v[i], depth + 1);
	for (size_t i = 0; v->kind == FEEL_CONTEXT && i < v->context->n; i++)
		look(s, &v->context->e[i].value, depth + 1);
	if (v->kind == FEEL_RANGE && v->range->from != NULL)
		look(s, v->range->from, depth + 1);
	if (v->kind == FEEL_RANGE && v->range->to != NULL)
		look(s, v->range->to, depth + 1);
}

const struct feel_missing *
feel_missing(struct arena *a, const struct feel_value *v)
{
	struct search s = { .a = a };

	s.last = &s.first;
	look(&s, v, 0);
	return arena_failed(a) ? NULL : s.first;
}
