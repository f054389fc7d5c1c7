/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nodes are made here, and what can be computed beforehand is.
 */
#include "feel/parse_in.h"
#include "feel/run_in.h"

/* Where has each kind of node its kids? */
enum { HAS_A = 1, HAS_B = 2, HAS_KIDS = 4, FOLDS = 8 };

static const uint8_t shapes[OP__MAX] = {
	[OP_AND]	= HAS_KIDS,
	[OP_OR]		= HAS_KIDS,
	[OP_NOT]	= HAS_A,
	[OP_ADD]	= HAS_A | HAS_B | FOLDS,
	[OP_SUB]	= HAS_A | HAS_B | FOLDS,
	[OP_MUL]	= HAS_A | HAS_B | FOLDS,
	[OP_DIV]	= HAS_A | HAS_B | FOLDS,
	[OP_POWER]	= HAS_A | HAS_B | FOLDS,
	[OP_NEGATE]	= HAS_A | FOLDS,
	[OP_EQ]		= HAS_A | HAS_B,
	[OP_NE]		= HAS_A | HAS_B,
	[OP_LT]		= HAS_A | HAS_B,
	[OP_LE]		= HAS_A | HAS_B,
	[OP_GT]		= HAS_A | HAS_B,
	[OP_GE]		= HAS_A | HAS_B,
	[OP_BETWEEN]	= HAS_KIDS,
	[OP_IN]		= HAS_KIDS,
	[OP_TRUE]	= HAS_A,
	[OP_RANGE]	= HAS_KIDS | FOLDS,
	[OP_LIST]	= HAS_KIDS | FOLDS,
	[OP_CONTEXT]	= HAS_KIDS,
	[OP_PATH]	= HAS_A,
	[OP_FILTER]	= HAS_A | HAS_B,
	[OP_SPAN]	= HAS_A | HAS_B,
	[OP_FOR]	= HAS_KIDS,
	[OP_SOME]	= HAS_KIDS,
	[OP_EVERY]	= HAS_KIDS,
	[OP_IF]		= HAS_KIDS,
	[OP_CALL]	= HAS_KIDS | FOLDS,
	[OP_APPLY]	= HAS_KIDS,
	[OP_FUNCTION]	= HAS_A,
	[OP_INSTANCE]	= HAS_A,
};

bool
build_room(struct parse *p, void **array, size_t size, size_t n, size_t more,
    size_t *have)
{
	size_t want = *have == 0 ? 32 : *have;
	void *q;

	if (n + more < *have)
		return true;
	while (want <= n + more)
		want *= 2;
	if ((q = arena_grow(p->a, *array, *have * size, want * size)) == NULL) {
		(void)parse_memory(p);
		return false;
	}
	*array = q;
	*have = want;
	return true;
}

static bool
nodes_room(struct parse *p)
{
	size_t have = p->room;
	void *nodes = p->nodes, *about = p->about;

	if (p->n < have)
		return true;
	if (p->n >= FEEL_NODES_MAX) {
		(void)PARSE_ERROR(p, ERR_LIMIT, p->t.from,
		    M("The rule has more than "
		    "{most} parts. Take it apart into several."),
		    A_INT("most", FEEL_NODES_MAX));
		return false;
	}
	if (!build_room(p, &nodes, sizeof *p->nodes, p->n, 1,
	    &have))
		return false;
	p->nodes = nodes;
	have = p->room;
	if (!build_room(p, &about, sizeof *p->about, p->n, 1,
	    &have))
		return false;
	p->about = about;
	p->room = have;
	return true;
}

bool
build_push(struct parse *p, uint32_t node)
{
	void *stack = p->stack;

	if (node == NONE || !build_room(p, &stack, sizeof *p->stack,
	    p->top, 1, &p->stack_room))
		return false;
	p->stack = stack;
	p->stack[p->top++] = node;
	return true;
}

uint32_t
build_kid(const uint32_t *kids, const struct node *n, size_t i)
{
	if ((shapes[n->op] & HAS_KIDS) != 0)
		return kids[n->kids + i];
	return i == 0 ? n->a : n->b;
}

size_t
build_kid_count(const struct node *n)
{
	uint8_t s = shapes[n->op];

	return (s & HAS_KIDS) != 0 ? n->n :
	    (s & HAS_B) != 0 ? 2 : (s & HAS_A) != 0;
}

/* Compute a node whose kids are known, unless it is null: then where it stands
 * matters. */
static void
fold(struct parse *p, uint32_t i)
{
	struct node *n = &p->nodes[i];
	struct feel_value v, *kept;

	if ((shapes[n->op] & FOLDS) == 0 ||
	    (n->op == OP_CALL && (n->builtin->flags & FEEL_IMPURE) != 0))
		return;
	for (size_t k = 0; k < build_kid_count(n); k++)
		if (p->nodes[build_kid(p->kids, n, k)].op != OP_CONST)
			return;
	if (!run_fold(p->a, p->nodes, p->kids, i, p->zones, &v) ||
	    v.kind == FEEL_NULL)
		return;
	if ((kept = NEW(p->a, struct feel_value)) == NULL) {
		(void)parse_memory(p);
		return;
	}
	*kept = v;
	n->op = OP_CONST;
	n->value = kept;
	p->about[i].height = 1;
}

uint32_t
build(struct parse *p, struct node n, const struct feel_type *type)
{
	uint32_t height = 0, i;

	if (p->err != ERR_OK || !nodes_room(p))
		return NONE;
	for (size_t k = 0; k < build_kid_count(&n); k++) {
		uint32_t h = p->about[build_kid(p->kids, &n, k)].height;

		height = h > height ? h : height;
	}
	if (height >= FEEL_HEIGHT_MAX)
		return PARSE_ERROR(p, ERR_LIMIT, n.from,
		    M("More than {most} "
		    "operations follow on each other. Take the rule apart "
		    "into several."), A_INT("most", FEEL_HEIGHT_MAX));
	n.to = (uint32_t)p->past;
	i = (uint32_t)p->n++;
	p->nodes[i] = n;
	p->about[i] = (struct about){ type, height + 1 };
	fold(p, i);
	return p->err == ERR_OK ? i : NONE;
}

uint32_t
build_const(struct parse *p, size_t from, const struct feel_value *v)
{
	struct feel_value *kept = NEW(p->a, struct feel_value);
	const struct feel_type *type = feel_type(v->kind);
	struct node n = { .op = OP_CONST, .from = (uint32_t)from,
	    .value = kept };

	if (kept == NULL)
		return parse_memory(p);
	*kept = *v;
	return build(p, n, type);
}

/* A null, with its reason, that stands for what cannot be right. */
uint32_t
build_null(struct parse *p, size_t from, enum feel_code code)
{
	struct feel_why *why = NEW(p->a, struct feel_why);
	struct feel_value v = { .kind = FEEL_NULL, .why = why };

	if (why == NULL)
		return parse_memory(p);
	why->code = code;
	why->from = (uint32_t)from;
	why->to = (uint32_t)p->past;
	return build_const(p, from, &v);
}

uint32_t
build_one(struct parse *p, enum op op, size_t from, uint32_t a,
    const struct feel_type *type)
{
	struct node n = { .op = (uint8_t)op, .from = (uint32_t)from, .a = a };

	return a == NONE ? NONE : build(p, n, type);
}

uint32_t
build_two(struct parse *p, enum op op, uint32_t a, uint32_t b,
    const struct feel_type *type)
{
	struct node n = { .op = (uint8_t)op, .a = a, .b = b };

	if (a == NONE || b == NONE)
		return NONE;
	n.from = p->nodes[a].from;
	return build(p, n, type);
}

uint32_t
build_kids(struct parse *p, struct node n, size_t base,
    const struct feel_type *type)
{
	void *kids = p->kids;
	size_t count = p->top - base;

	if (p->err != ERR_OK || !build_room(p, &kids, sizeof *p->kids,
	    p->nkids, count, &p->kids_room))
		return NONE;
	p->kids = kids;
	if (count > UINT16_MAX)
		return PARSE_ERROR(p, ERR_LIMIT, n.from,
		    M("More than {most} parts "
		    "stand in one list. Take it apart into several."),
		    A_INT("most", UINT16_MAX));
	n.kids = (uint32_t)p->nkids;
	n.n = (uint16_t)count;
	for (size_t i = base; i < p->top; i++)
		p->kids[p->nkids++] = p->stack[i];
	p->top = base;
	return build(p, n, type);
}
