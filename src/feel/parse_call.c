/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calls of functions.
 */
#include <assert.h>

#include "feel/parse_in.h"

/* The arguments of one call as they were given. */
struct args {
	uint32_t	 node[FEEL_ARGS_MAX];	/* named ones */
	const char	*name[FEEL_ARGS_MAX];
	size_t		 named;
	size_t		 n;		/* all of them */
	bool		 wrong;		/* a name that no parameter has */
};

/* Functions that go by several lists of parameters stand in several rows. */
static const struct feel_builtin *
row_next(const struct feel_builtin *b)
{
	return b[1].name != NULL && strcmp(b->name, b[1].name) == 0 ? b + 1 :
	    NULL;
}

/* Is the sign ":" behind byte ${at}? */
static bool
colon_at(const struct parse *p, size_t at)
{
	struct token t = lex(p->text, at);

	return t.kind == T_SIGN && t.sign == ':';
}

/* Which parameter is named in view?  NULL if none; "" if one there is not. */
static const char *
named(const struct parse *p, const struct feel_builtin *b, size_t *ret_to)
{
	struct token t = p->t;

	if (t.kind != T_WORD)
		return NULL;
	for (; b != NULL; b = row_next(b))
		for (int i = 0; i < FEEL_PARAMS_MAX && b->params[i] != NULL;
		    i++) {
			size_t n = name_match(str_of(b->params[i]), p->text,
			    t.from);

			if (n > 0 && colon_at(p, *ret_to = t.from + n))
				return b->params[i];
		}
	while (t.kind == T_WORD && t.to - p->t.from <= FEEL_NAME_MAX) {
		*ret_to = t.to;
		t = lex(p->text, t.to);
	}
	return t.kind == T_SIGN && t.sign == ':' ? "" : NULL;
}

static void
wrong_name(struct parse *p, const struct feel_builtin *b, size_t to)
{
	struct buf params = BUF_IN(p->a);
	const char *name = b->name;

	for (; b != NULL; b = row_next(b))
		for (size_t i = 0; i < FEEL_PARAMS_MAX && b->params[i] != NULL;
		    i++) {
			buf_text(&params, params.n > 0 ? ", " : "");
			buf_text(&params, b->params[i]);
		}
	CHECK_FINDING(p, p->t.from,
	    M("{function} has no parameter "
	    "“{name}”. It has: {params}."), A_CSTR("function", name),
	    A_TEXT("name", str_part(p->text, p->t.from, to)),
	    A_TEXT("params", buf_view(&params)));
}

/* One argument; those without a name go on the stack. */
static bool
argument(struct parse *p, const struct feel_builtin *b, struct args *a)
{
	size_t to = 0;
	const char *name = named(p, b, &to);
	uint32_t value;

	if (name != NULL && name[0] == '\0') {
		wrong_name(p, b, to);
		a->wrong = true;
	}
	if (name != NULL) {
		parse_jump(p, to);
		parse_next(p);			/* the colon */
	}
	if ((value = parse_expression(p)) == NONE)
		return false;
	a->n++;
	if (name == NULL)
		return build_push(p, value);
	if (a->named == FEEL_ARGS_MAX) {
		a->wrong = true;
		return true;
	}
	a->node[a->named] = value;
	a->name[a->named++] = name;
	return true;
}

/* The place of ${name} among the parameters; FEEL_PARAMS_MAX if it has none. */
static size_t
param_at(const struct feel_builtin *b, const char *name)
{
	size_t i = 0;

	while (i < FEEL_PARAMS_MAX && b->params[i] != NULL &&
	    strcmp(b->params[i], name) != 0)
		i++;
	return i < FEEL_PARAMS_MAX && b->params[i] == NULL ? FEEL_PARAMS_MAX :
	    i;
}

static bool
has_all(const struct feel_builtin *b, const struct args *a)
{
	for (size_t i = 0; i < a->named; i++)
		if (param_at(b, a->name[i]) == FEEL_PARAMS_MAX)
			return false;
	return true;
}

/* The row that takes these arguments, or the first. */
static const struct feel_builtin *
row_for(const struct feel_builtin *b, const struct args *a)
{
	size_t n = a->n > 1 && a->named == 0 && (b->flags & FEEL_SPREAD) != 0 ?
	    1 : a->n;

	for (const struct feel_builtin *row = b; row != NULL;
	    row = row_next(row))
		if (a->named > 0 ? has_all(row, a) :
		    n >= row->least && n <= row->most)
			return row;
	return b;
}

/* Named arguments in the order of the parameters; null for one left out. */
static bool
arguments_sort(struct parse *p, const struct feel_builtin *b, struct args *a)
{
	uint32_t by[FEEL_PARAMS_MAX] = { NONE, NONE, NONE, NONE };
	struct feel_value none = feel_null();

	a->n = 0;
	for (size_t i = 0; i < a->named; i++) {
		size_t at = param_at(b, a->name[i]);

		if (at == FEEL_PARAMS_MAX || by[at] != NONE) {
			a->wrong = true;
			return true;
		}
		by[at] = a->node[i];
		a->n = a->n > at + 1 ? a->n : at + 1;
	}
	for (size_t i = 0; i < a->n; i++)
		if (!build_push(p, by[i] != NONE ? by[i] :
		    build_const(p, p->past, &none)))
			return false;
	return true;
}

static uint32_t
wrong_count(struct parse *p, const struct feel_builtin *b, size_t from,
    size_t n)
{
	if (b->least == b->most)
		CHECK_FINDING(p, from,
		    M("{function} takes {least} "
		    "arguments, not {n}."), A_CSTR("function", b->name),
		    A_INT("least", b->least), A_INT("n", (int64_t)n));
	else
		CHECK_FINDING(p, from,
		    M("{function} takes {least} "
		    "to {most} arguments, not {n}."),
		    A_CSTR("function", b->name), A_INT("least", b->least),
		    A_INT("most", b->most), A_INT("n", (int64_t)n));
	return build_null(p, from, FEEL_WHY_COUNT);
}

/* f(a, b, c) for f([a, b, c]) */
static bool
spread(struct parse *p, size_t base, size_t from)
{
	struct node n = { .op = OP_LIST, .from = (uint32_t)from };
	const struct feel_type *item = type_of(p, p->stack[base]);

	for (size_t i = base; i < p->top; i++)
		item = type_common(p->a, item, type_of(p, p->stack[i]), 0);
	return build_push(p, build_kids(p, n, base, type_list(p->a, FEEL_LIST,
	    item)));
}

/* All of them are read; the call they make. */
static uint32_t
call(struct parse *p, const struct feel_builtin *b, size_t from, size_t base,
    struct args *a)
{
	struct node n = { .op = OP_CALL, .from = (uint32_t)from };
	const struct feel_type *type;

	b = n.builtin = row_for(b, a);
	assert(b != NULL);
	a->wrong |= a->named > 0 && a->named < a->n;
	if (!a->wrong && a->named > 0 && !arguments_sort(p, b, a))
		return NONE;
	if (a->wrong) {
		p->top = base;
		return build_null(p, from, FEEL_WHY_COUNT);
	}
	if ((b->flags & FEEL_SPREAD) != 0 && a->n > 1 && a->named == 0) {
		if (!spread(p, base, from))
			return NONE;
		a->n = 1;
	}
	if (a->n < b->least || a->n > b->most) {
		p->top = base;
		return wrong_count(p, b, from, a->n);
	}
	type = check_call(p, b, a->n > 0 ? p->stack + base : NULL, a->n);
	return build_kids(p, n, base, type);
}

/* 38. function invocation = name, "(", [named parameters | positional
 * parameters], ")" */
uint32_t
parse_call(struct parse *p, const struct feel_builtin *b, size_t from)
{
	struct args a = { .n = 0 };
	size_t base = p->top;

	parse_next(p);
	while (!parse_sees(p, ')'))
		if ((a.n > 0 && !parse_needs(p, ',',
		    M("“,” or a bracket “)”"))) || !argument(p, b, &a))
			return NONE;
	parse_next(p);
	return call(p, b, from, base, &a);
}

/* The same of a function that is a value; its arguments come in order. */
uint32_t
parse_apply(struct parse *p, uint32_t f)
{
	struct node n = { .op = OP_APPLY, .from = p->nodes[f].from };
	size_t base = p->top;

	if (!build_push(p, f))
		return NONE;
	parse_next(p);
	while (!parse_sees(p, ')')) {
		if ((p->top > base + 1 && !parse_needs(p, ',',
		    M("“,” or a bracket “)”"))) ||
		    !build_push(p, parse_expression(p)))
			return NONE;
		if (p->top - base - 1 > FEEL_ARGS_MAX)
			return parse_expected(p, M("a bracket “)”"));
	}
	parse_next(p);
	return build_kids(p, n, base, feel_type(FEEL_ANY));
}
