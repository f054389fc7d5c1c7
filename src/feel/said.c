/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which texts does a program hold?
 */
#include "feel/program_in.h"

struct saying {
	struct feel_said	*said;
	size_t			 n, room;
	struct arena		*a;
};

static void
put(struct saying *s, const struct node *at, struct str text)
{
	if (s->n == s->room) {
		size_t room = s->room == 0 ? 8 : 2 * s->room;
		void *more = arena_grow(s->a, s->said,
		    s->room * sizeof *s->said, room * sizeof *s->said);

		if (more == NULL)
			return;
		s->said = more;
		s->room = room;
	}
	s->said[s->n++] = (struct feel_said){ text, at->from, at->to };
}

/* A list of constants is one constant. */
static void
value_put(struct saying *s, const struct node *at, const struct feel_value *v,
    int depth)
{
	if (v->kind == FEEL_STRING)
		put(s, at, v->text);
	else if (v->kind == FEEL_LIST && depth < FEEL_VALUE_DEPTH)
		for (size_t i = 0; i < v->list.n; i++)
			value_put(s, at, &v->list.v[i], depth + 1);
}

size_t
feel_said(struct arena *a, const struct feel_program *p,
    const struct feel_said **ret)
{
	struct saying s = { .a = a };
	bool *reached = NEW_ARRAY(a, bool, (size_t)p->root + 1);

	if (reached == NULL)
		return 0;
	/* Kids come before what is made of them; what was computed beforehand
	 * left nodes that nobody reaches. */
	reached[p->root] = true;
	for (size_t i = (size_t)p->root + 1; i-- > 0;) {
		const struct node *n = &p->nodes[i];

		if (!reached[i])
			continue;
		if (n->op == OP_CONST)
			value_put(&s, n, n->value, 0);
		for (size_t k = 0; k < build_kid_count(n); k++)
			reached[build_kid(p->kids, n, k)] = true;
	}
	*ret = s.said;
	return s.n;
}
