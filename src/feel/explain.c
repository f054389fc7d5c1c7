/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why did it come out so?  The condition is gone through once more from its
 * root, and of each part only the kids that decided are told.
 */
#include "feel/run_in.h"

enum { LEVELS_MAX = FEEL_DEPTH_MAX };

struct telling {
	struct feel_run	r;
	size_t		parts;
	int		level;
};

/* A list of parts on its way. */
struct parts {
	struct feel_part	*first, **last;
};

static struct feel_part *explain(struct telling *t, uint32_t i);

static struct feel_value
value_of(struct telling *t, uint32_t i)
{
	struct feel_value at = feel_null();

	return *run_node(&t->r, i, &at);
}

static struct feel_part *
part(struct telling *t, enum feel_part_kind kind, const struct node *n,
    const struct feel_value *v)
{
	struct feel_part *p = NULL;

	if (t->parts < FEEL_PARTS_MAX)
		p = feel_take(&t->r, sizeof *p);
	if (p == NULL)
		return NULL;
	t->parts++;
	p->kind = kind;
	p->from = n->from;
	p->to = n->to;
	p->value = *v;
	return p;
}

static void
parts_add(struct parts *list, struct feel_part *p)
{
	if (p == NULL)
		return;
	*list->last = p;
	list->last = &p->next;
}

static const struct node *
node(const struct telling *t, uint32_t i)
{
	return &t->r.nodes[i];
}

/* ---- operands ---- */

/* A fact, a local, or a way into one? */
static bool
names_thing(const struct telling *t, const struct node *n)
{
	while (n->op == OP_PATH)
		n = node(t, n->a);
	return n->op == OP_FACT || n->op == OP_LOCAL;
}

/* The things named in an operand, outside of what makes names of its own. */
static void
things(struct telling *t, uint32_t i, struct parts *list)
{
	const struct node *n = node(t, i);
	size_t kids = build_kid_count(n);

	if (names_thing(t, n)) {
		struct feel_value v = value_of(t, i);

		parts_add(list, part(t, FEEL_PART_VALUE, n, &v));
		return;
	}
	if (n->op == OP_FUNCTION || ++t->level > LEVELS_MAX)
		kids = 0;
	if (n->op == OP_FILTER || n->op == OP_FOR || n->op == OP_SOME ||
	    n->op == OP_EVERY || n->op == OP_CONTEXT)
		kids = kids < 1 ? kids : 1;
	for (size_t k = 0; k < kids; k++)
		if (node(t, build_kid(t->r.kids, n, k))->op != OP_SPAN)
			things(t, build_kid(t->r.kids, n, k), list);
	t->level -= n->op != OP_FUNCTION;
}

/* One side of a comparison; a constant explains nothing. */
static void
operand(struct telling *t, uint32_t i, struct parts *list)
{
	const struct node *n = node(t, i);
	struct feel_value v;
	struct feel_part *p;
	struct parts inner;

	if (n->op == OP_CONST)
		return;
	v = value_of(t, i);
	if ((p = part(t, FEEL_PART_VALUE, n, &v)) == NULL)
		return;
	parts_add(list, p);
	inner = (struct parts){ NULL, &p->first };
	if (!names_thing(t, n))
		things(t, i, &inner);
}

static void
operands(struct telling *t, const struct node *n, struct parts *list)
{
	if (n->op == OP_FACT || n->op == OP_LOCAL || n->op == OP_FUNCTION ||
	    n->op == OP_FOR || n->op == OP_FILTER || n->op == OP_CONTEXT)
		return;
	for (size_t k = 0; k < build_kid_count(n); k++)
		operand(t, build_kid(t->r.kids, n, k), list);
}

/* ---- conditions ---- */

static bool
is(const struct feel_value *v, bool truth)
{
	return v->kind == FEEL_BOOLEAN && v->truth == truth;
}

/* Those kids of "and" or "or" that made it what it is. */
static void
deciders(struct telling *t, const struct node *n,
    const struct feel_value *whole, struct parts *list)
{
	bool stop = n->op == OP_OR;

	for (size_t k = 0; k < n->n; k++) {
		uint32_t i = t->r.kids[n->kids + k];
		struct feel_value v = value_of(t, i);

		if (whole->kind != FEEL_BOOLEAN ? v.kind == FEEL_BOOLEAN :
		    is(whole, stop) && !is(&v, stop))
			continue;
		parts_add(list, explain(t, i));
		if (n->op == OP_OR && is(whole, true))
			break;
	}
}

/* The elements that decided "some" or "every". */
struct elements {
	struct telling		*t;
	const struct feel_value	*whole;
	struct parts		*list;
};

static bool
element(struct loop *l)
{
	struct elements *e = l->of;
	bool stop = l->n->op == OP_SOME;
	uint32_t body = l->r->kids[l->n->kids + l->domains];
	struct feel_value v = value_of(e->t, body);
	struct feel_part *p, *first = NULL, **last = &first;

	if (e->whole->kind != FEEL_BOOLEAN ? v.kind == FEEL_BOOLEAN :
	    !is(&v, stop))
		return true;
	for (size_t i = 0; i < l->domains; i++) {
		const struct node *domain = node(e->t,
		    l->r->kids[l->n->kids + i]);

		if ((p = part(e->t, FEEL_PART_ELEMENT, domain,
		    &l->r->locals[l->n->slot + i])) == NULL)
			return false;
		*last = p;
		last = &p->first;
	}
	*last = explain(e->t, body);
	parts_add(e->list, first);
	return e->whole->kind != FEEL_BOOLEAN;
}

static void
elements(struct telling *t, const struct node *n,
    const struct feel_value *whole, struct parts *list)
{
	struct elements e = { t, whole, list };
	struct loop l = { .r = &t->r, .n = n, .each = element, .of = &e };

	/* That none is, or all are, is seen by no single one. */
	if (whole->kind != FEEL_BOOLEAN || is(whole, n->op == OP_SOME))
		run_loop(&l);
	else if (node(t, t->r.kids[n->kids])->op != OP_SPAN)
		operand(t, t->r.kids[n->kids], list);
}

static const enum feel_part_kind kinds[OP__MAX] = {
	[OP_AND]	= FEEL_PART_AND,
	[OP_OR]		= FEEL_PART_OR,
	[OP_NOT]	= FEEL_PART_NOT,
	[OP_IF]		= FEEL_PART_IF,
	[OP_SOME]	= FEEL_PART_SOME,
	[OP_EVERY]	= FEEL_PART_EVERY,
};

static void
inside(struct telling *t, const struct node *n, const struct feel_value *v,
    struct parts *list)
{
	struct feel_value cond;

	switch ((enum op)n->op) {
	case OP_AND:
	case OP_OR:
		deciders(t, n, v, list);
		return;
	case OP_NOT:
	case OP_TRUE:
		parts_add(list, explain(t, n->a));
		return;
	case OP_IF:
		cond = value_of(t, t->r.kids[n->kids]);
		parts_add(list, explain(t, t->r.kids[n->kids]));
		if (!feel_is_unknown(&cond))
			parts_add(list, explain(t, t->r.kids[n->kids +
			    (is(&cond, true) ? 1 : 2)]));
		return;
	case OP_SOME:
	case OP_EVERY:
		elements(t, n, v, list);
		return;
	default:
		operands(t, n, list);
	}
}

static struct feel_part *
explain(struct telling *t, uint32_t i)
{
	const struct node *n = node(t, i);
	struct feel_value v = value_of(t, i);
	enum feel_part_kind kind = kinds[n->op];
	struct feel_part *p;
	struct parts list;

	/* What is true or false without more is a test; so is what should
	 * be, and is not known. */
	if (kind == FEEL_PART_VALUE && (v.kind == FEEL_BOOLEAN ||
	    (n->op >= OP_EQ && n->op <= OP_IN)))
		kind = FEEL_PART_TEST;
	if ((p = part(t, kind, n, &v)) == NULL)
		return NULL;
	list = (struct parts){ NULL, &p->first };
	if (++t->level <= LEVELS_MAX)
		inside(t, n, &v, &list);
	t->level--;
	return p;
}

enum err
feel_explain(struct arena *a, const struct feel_program *p,
    const struct feel_env *env, const struct feel_part **ret,
    struct note *note)
{
	uint64_t used[FEEL_FACTS_MAX / 64] = { 0 };
	const struct feel_part *whole;
	struct telling t = { .parts = 0 };
	enum err e;

	if ((e = run_begin(&t.r, a, p, env, NULL, used, note)) != ERR_OK)
		return e;
	whole = explain(&t, p->root);
	if ((e = run_end(&t.r, note)) != ERR_OK)
		return e;
	*ret = whole;
	return ERR_OK;
}
