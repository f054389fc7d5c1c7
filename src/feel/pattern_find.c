/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All ways through a pattern at once.
 */
#include "feel/pattern_in.h"

#include <utf8proc.h>

#include "base/utf8.h"

/* The ways that are open at one place of the text, the best first. */
struct ways {
	uint32_t	*part;
	size_t		*from;		/* where each began */
	size_t		 n;
};

struct search {
	const struct pattern	*p;
	struct str		 s;
	size_t			*seen;		/* by part: place + 1 */
	uint32_t		*stack;
};

static bool
here(const struct search *q, const struct part *part, size_t at)
{
	if (part->kind == P_BEGIN)
		return at == 0 || (q->p->lines && q->s.p[at - 1] == '\n');
	return at == q->s.n || (q->p->lines && q->s.p[at] == '\n');
}

/* Follow all that takes no character. */
static void
way_add(struct search *q, struct ways *w, uint32_t part, size_t from,
    size_t at)
{
	size_t top = 0;

	q->stack[top++] = part;
	while (top > 0) {
		uint32_t i = q->stack[--top];
		const struct part *t = &q->p->parts[i];

		if (q->seen[i] == at + 1)
			continue;
		q->seen[i] = at + 1;
		if (t->kind == P_JUMP) {
			q->stack[top++] = t->a;
		} else if (t->kind == P_SPLIT) {
			q->stack[top++] = t->b;
			q->stack[top++] = t->a;
		} else if (t->kind == P_BEGIN || t->kind == P_END) {
			if (here(q, t, at))
				q->stack[top++] = i + 1;
		} else {
			w->part[w->n] = i;
			w->from[w->n++] = from;
		}
	}
}

static bool
fits(const struct pattern *p, const struct part *t, int32_t cp)
{
	bool in = false;

	if (t->kind == P_ANY)
		return p->dotall || (cp != '\n' && cp != '\r');
	if (t->kind == P_CHAR)
		return (p->nocase ? utf8proc_tolower(cp) : cp) == t->cp;
	for (uint32_t i = t->a; i < t->b && !in; i++)
		in = (cp >= p->pairs[i][0] && cp <= p->pairs[i][1]) ||
		    (p->nocase && ((utf8proc_tolower(cp) >= p->pairs[i][0] &&
		    utf8proc_tolower(cp) <= p->pairs[i][1]) ||
		    (utf8proc_toupper(cp) >= p->pairs[i][0] &&
		    utf8proc_toupper(cp) <= p->pairs[i][1])));
	return in != t->not;
}

static bool
search_begin(struct feel_run *r, struct search *q, struct ways *a,
    struct ways *b)
{
	size_t n = q->p->n;

	q->seen = feel_take(r, n * sizeof *q->seen);
	q->stack = feel_take(r, (2 * n + 2) * sizeof *q->stack);
	a->part = feel_take(r, n * sizeof *a->part);
	a->from = feel_take(r, n * sizeof *a->from);
	b->part = feel_take(r, n * sizeof *b->part);
	b->from = feel_take(r, n * sizeof *b->from);
	return q->seen != NULL && q->stack != NULL && a->part != NULL &&
	    a->from != NULL && b->part != NULL && b->from != NULL;
}

bool
pattern_find(struct feel_run *r, const struct pattern *p, struct str s,
    size_t at, struct pattern_hit *ret)
{
	struct search q = { .p = p, .s = s };
	struct ways now = { NULL, NULL, 0 }, then = { NULL, NULL, 0 }, swap;
	bool hit = false;

	if (!search_begin(r, &q, &now, &then))
		return false;
	for (;;) {
		size_t before = at;
		int32_t cp;

		if (!hit)
			way_add(&q, &now, 0, at, at);
		if (now.n == 0 && hit)
			break;
		cp = utf8_next(s, &at);
		then.n = 0;
		for (size_t i = 0; i < now.n; i++) {
			const struct part *t = &p->parts[now.part[i]];

			if (t->kind == P_FOUND) {
				*ret = (struct pattern_hit){ now.from[i],
				    before };
				hit = true;
				break;	/* those behind are worse */
			}
			if (cp >= 0 && fits(p, t, cp))
				way_add(&q, &then, now.part[i] + 1,
				    now.from[i], at);
		}
		if (cp < 0 || !feel_spend(r, now.n / 4 + 1))
			break;
		swap = now;
		now = then;
		then = swap;
	}
	return hit;
}
