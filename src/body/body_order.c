/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which order can bodies be entered, so that whoever is named is there
 * already?  Tarjan's strongly connected components over superiors and guides:
 * a component is left when all that it leads to were left.
 */
#include "body/body_lines.h"

enum { UNSEEN, WALKING, DONE };

/* A body on the way from the root, and which of its names come next. */
struct frame {
	uint32_t	first;
	uint32_t	line;		/* its first sound one, or LINE_NONE */
	int		next;		/* -1: the superior; then guides */
};

struct ordering {
	struct body_lines	*l;
	struct frame		*frame;
	size_t			 nframes;
	uint32_t		*stack;		/* bodies not yet in a group */
	size_t			 nstack;
	uint32_t		*seen;		/* 1 + when, by first line */
	uint32_t		*low;		/* the earliest it leads back to */
	uint32_t		 clock;
};

/* The line that says whom the body names when it begins. */
static uint32_t
sound_first(const struct body_lines *l, uint32_t first)
{
	for (size_t i = first; i < l->n && l->first[i] == first; i++)
		if (!l->line[i].faulty)
			return (uint32_t)i;
	return LINE_NONE;
}

static void
enter(struct ordering *o, uint32_t first)
{
	o->seen[first] = o->low[first] = ++o->clock;
	o->stack[o->nstack++] = first;
	o->l->line[first].mark = WALKING;
	o->frame[o->nframes++] = (struct frame){ first,
	    sound_first(o->l, first), -1 };
}

/* The next body that this one names in the file, or LINE_NONE. */
static uint32_t
next_named(const struct body_lines *l, struct frame *f)
{
	const struct body_line *line;

	if (f->line == LINE_NONE)
		return LINE_NONE;
	line = &l->line[f->line];
	if (f->next++ == -1 && line->above != LINE_NONE)
		return l->first[line->above];
	if (f->next == 0)
		f->next = 1;
	return f->next <= line->nguides ? line->guide[f->next - 1] :
	    LINE_NONE;
}

/* Write the members of one group down, superiors first. */
static void
group_put(struct ordering *o, const uint32_t *member, size_t n)
{
	struct body_lines *l = o->l;
	const uint32_t begin = (uint32_t)l->norder;
	uint32_t way[BODY_DEPTH_MAX];

	for (size_t i = 0; i < n; i++) {
		uint32_t at = member[i];
		size_t up = 0;

		while (at != LINE_NONE && l->line[at].mark == WALKING &&
		    up < BODY_DEPTH_MAX) {
			uint32_t line = sound_first(l, at);

			l->line[at].mark = DONE;
			way[up++] = at;
			at = line == LINE_NONE ? LINE_NONE :
			    l->line[line].above;
			at = at == LINE_NONE ? LINE_NONE : l->first[at];
		}
		while (up > 0) {
			l->group[l->norder] = begin;
			l->order[l->norder++] = way[--up];
		}
	}
}

/* All named by it were entered: is it the first of a group? */
static void
leave(struct ordering *o, const struct frame *f)
{
	size_t from = o->nstack;

	if (o->nframes > 0) {
		uint32_t below = o->frame[o->nframes - 1].first;

		if (o->low[f->first] < o->low[below])
			o->low[below] = o->low[f->first];
	}
	if (o->low[f->first] != o->seen[f->first])
		return;
	while (o->stack[--from] != f->first)
		;
	group_put(o, o->stack + from, o->nstack - from);
	o->nstack = from;
}

static void
walk(struct ordering *o, uint32_t root)
{
	enter(o, root);
	while (o->nframes > 0) {
		struct frame *f = &o->frame[o->nframes - 1];
		uint32_t to = next_named(o->l, f);

		if (to == LINE_NONE) {
			struct frame left = *f;

			o->nframes--;
			leave(o, &left);
		} else if (o->seen[to] == 0)
			enter(o, to);
		else if (o->l->line[to].mark == WALKING &&
		    o->seen[to] < o->low[f->first])
			o->low[f->first] = o->seen[to];
	}
}

enum err
body_lines_order(struct arena *a, struct body_lines *l)
{
	struct ordering o = { .l = l };

	l->order = NEW_ARRAY(a, uint32_t, l->n + 1);
	l->group = NEW_ARRAY(a, uint32_t, l->n + 1);
	o.frame = NEW_ARRAY(a, struct frame, l->n + 1);
	o.stack = NEW_ARRAY(a, uint32_t, l->n + 1);
	o.seen = NEW_ARRAY(a, uint32_t, l->n + 1);
	o.low = NEW_ARRAY(a, uint32_t, l->n + 1);
	if (arena_failed(a))
		return ERR_MEMORY;
	for (uint32_t i = 0; i < l->n; i++)
		if (l->first[i] == i && o.seen[i] == 0)
			walk(&o, i);
	return ERR_OK;
}
