/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What makes names of its own: loops, filters, contexts, functions; and "if".
 */
#include "feel/parse_in.h"

/* What names were there before, to return to. */
struct names {
	size_t		nlocals;
	uint32_t	slots;
};

static struct names
names_now(const struct parse *p)
{
	return (struct names){ p->nlocals, p->slots };
}

static void
names_back(struct parse *p, struct names n)
{
	p->nlocals = n.nlocals;
	p->slots = n.slots;
}

/* 43. if expression = "if", expression, "then", expression, "else",
 * expression */
uint32_t
parse_if(struct parse *p)
{
	struct node n = { .op = OP_IF, .n = 3, .from = (uint32_t)p->t.from };
	size_t base = p->top;
	uint32_t cond, yes, no;

	parse_next(p);
	if (!build_push(p, cond = parse_expression(p)) ||
	    !parse_needs_word(p, "then", M("“then”")) ||
	    !build_push(p, yes = parse_expression(p)) ||
	    !parse_needs_word(p, "else", M("“else”")) ||
	    !build_push(p, no = parse_expression(p)))
		return NONE;
	check_boolean(p, cond);
	return build_kids(p, n, base, type_common(p->a, type_of(p, yes),
	    type_of(p, no), 0));
}

/* name, "in", iteration domain, {",", name, "in", iteration domain} */
static bool
domains(struct parse *p)
{
	do {
		struct local l = { .how = LOCAL_NAME };
		uint32_t domain;

		if (!parse_new_name(p, "in", &l.name) ||
		    !parse_needs_word(p, "in", M("“in”")) ||
		    !build_push(p, domain = parse_span(p)))
			return false;
		l.type = check_iterated(p, domain);
		l.slot = parse_name_slot(p);
		if (!parse_name_push(p, l))
			return false;
	} while (parse_takes(p, ','));
	return true;
}

/* 42. for expression = "for", domains, "return", expression.  The body sees
 * what was made so far as "partial". */
uint32_t
parse_for(struct parse *p)
{
	struct node n = { .op = OP_FOR, .from = (uint32_t)p->t.from };
	struct local partial = { .how = LOCAL_NAME, .name = S("partial"),
	    .type = feel_type(FEEL_LIST) };
	struct names was = names_now(p);
	size_t base = p->top;
	uint32_t body;

	parse_next(p);
	n.slot = p->slots;
	if (!domains(p) ||
	    !parse_needs_word(p, "return", M("“,” or “return”")))
		return NONE;
	partial.slot = parse_name_slot(p);
	if (!parse_name_push(p, partial) ||
	    !build_push(p, body = parse_expression(p)))
		return NONE;
	names_back(p, was);
	return build_kids(p, n, base, type_list(p->a, FEEL_LIST,
	    type_of(p, body)));
}

/* 44. quantified expression = ("some" | "every"), domains, "satisfies",
 * expression */
uint32_t
parse_quantified(struct parse *p, enum op op)
{
	struct node n = { .op = (uint8_t)op, .from = (uint32_t)p->t.from };
	struct names was = names_now(p);
	size_t base = p->top;
	uint32_t body;

	parse_next(p);
	n.slot = p->slots;
	if (!domains(p) ||
	    !parse_needs_word(p, "satisfies", M("“,” or “satisfies”")) ||
	    !build_push(p, body = parse_expression(p)))
		return NONE;
	check_boolean(p, body);
	names_back(p, was);
	return build_kids(p, n, base, feel_type(FEEL_BOOLEAN));
}

static const struct feel_type *
element(const struct feel_type *of)
{
	if (of->kind != FEEL_LIST)
		return of;
	return of->item == NULL ? feel_type(FEEL_ANY) : of->item;
}

/* 46. filter expression = expression, "[", expression, "]" */
uint32_t
parse_filter(struct parse *p, uint32_t of)
{
	const struct feel_type *type = element(type_of(p, of)), *by;
	struct node n = { .op = OP_FILTER, .from = p->nodes[of].from, .a = of };
	struct names was = names_now(p);
	struct local item = { .how = LOCAL_NAME, .name = S("item"),
	    .type = type };

	parse_next(p);
	item.slot = n.part = parse_name_slot(p);
	if (!parse_name_push(p, item))
		return NONE;
	item.how = type->nfields > 0 ? LOCAL_ENTRIES : LOCAL_ANY;
	if ((type->kind == FEEL_CONTEXT || type->kind == FEEL_ANY) &&
	    !parse_name_push(p, item))
		return NONE;
	if ((n.b = parse_expression(p)) == NONE ||
	    !parse_needs(p, ']', M("the end of the filter, “]”")))
		return NONE;
	names_back(p, was);
	by = type_of(p, n.b);
	if (by->kind == FEEL_NUMBER)
		return build(p, n, type);
	return build(p, n, by->kind == FEEL_BOOLEAN ?
	    type_list(p->a, FEEL_LIST, type) : feel_type(FEEL_ANY));
}

/* 56. function definition = "function", "(", [parameter, {",", parameter}],
 * ")", expression; 58. parameter = name, [":", type] */
uint32_t
parse_function(struct parse *p)
{
	struct node n = { .op = OP_FUNCTION, .from = (uint32_t)p->t.from };
	struct names was = names_now(p);

	parse_next(p);
	if (!parse_needs(p, '(', M("a bracket “(”")))
		return NONE;
	n.slot = p->slots;
	while (!parse_sees(p, ')')) {
		struct local l = { .how = LOCAL_NAME,
		    .type = feel_type(FEEL_ANY) };

		if ((n.how > 0 && !parse_needs(p, ',', M("“,” or “)”"))) ||
		    !parse_new_name(p, NULL, &l.name) ||
		    (parse_takes(p, ':') &&
		    (l.type = parse_type(p)) == NULL))
			return NONE;
		l.slot = parse_name_slot(p);
		if (++n.how > FEEL_ARGS_MAX)
			return PARSE_ERROR(p, ERR_LIMIT, p->t.from,
			    M("A function has "
			    "at most {most} parameters."),
			    A_INT("most", FEEL_ARGS_MAX));
		if (!parse_name_push(p, l))
			return NONE;
	}
	parse_next(p);
	if (parse_sees_word(p, "external"))
		return PARSE_ERROR(p, ERR_INVALID, p->t.from,
		    M("Functions of other "
		    "languages cannot be called. Write the function in this "
		    "one."), { 0 });
	if ((n.a = parse_expression(p)) == NONE)
		return NONE;
	names_back(p, was);
	return build(p, n, feel_type(FEEL_FUNCTION));
}

/* The fields of a context while it is read. */
struct fields {
	struct feel_field	*f;
	size_t			 n, room;
};

static bool
field_add(struct parse *p, struct fields *f, struct str name,
    const struct feel_type *type)
{
	void *fields = f->f;

	if (!build_room(p, &fields, sizeof *f->f, f->n, 1, &f->room))
		return false;
	f->f = fields;
	f->f[f->n++] = (struct feel_field){ name, type };
	return true;
}

/* 60. context entry = key, ":", expression; 61. key = name | string literal */
static bool
context_entry(struct parse *p, struct fields *f)
{
	struct local l = { .how = LOCAL_NAME };
	size_t bad = 0;
	uint32_t value;

	if (p->t.kind == T_STRING) {
		if (!lex_string(p->a, p->text, p->t, &l.name, &bad)) {
			(void)parse_expected(p, M("the name of an entry"));
			return false;
		}
		parse_next(p);
	} else if (!parse_new_name(p, NULL, &l.name)) {
		return false;
	}
	if (!parse_needs(p, ':', M("“:” and the entry's value")) ||
	    !build_push(p, value = parse_expression(p)))
		return false;
	l.type = type_of(p, value);
	l.slot = parse_name_slot(p);
	return parse_name_push(p, l) && field_add(p, f, l.name, l.type);
}

/* The names for the node, none of them twice. */
static const struct str *
entry_names(struct parse *p, const struct fields *f, size_t from)
{
	struct feel_entry *e = NEW_ARRAY(p->a, struct feel_entry, f->n);
	struct str *names = NEW_ARRAY(p->a, struct str, f->n);
	struct feel_value v;

	if (e == NULL || names == NULL) {
		(void)parse_memory(p);
		return NULL;
	}
	for (size_t i = 0; i < f->n; i++)
		e[i].key = names[i] = f->f[i].name;
	if (!feel_context(p->a, e, f->n, &v)) {
		(void)PARSE_ERROR(p, ERR_INVALID, from,
		    M("An entry of this context "
		    "is there twice. Give each its own name."), { 0 });
		return NULL;
	}
	return names;
}

/* 59. context = "{", [context entry, {",", context entry}], "}" */
uint32_t
parse_context(struct parse *p)
{
	struct node n = { .op = OP_CONTEXT, .from = (uint32_t)p->t.from };
	struct names was = names_now(p);
	struct fields f = { NULL, 0, 0 };
	struct feel_type *type = NEW(p->a, struct feel_type);
	size_t base = p->top;

	if (type == NULL)
		return parse_memory(p);
	parse_next(p);
	n.slot = p->slots;
	while (!parse_sees(p, '}'))
		if ((f.n > 0 && !parse_needs(p, ',',
		    M("“,” or the end of the context, “}”"))) ||
		    !context_entry(p, &f))
			return NONE;
	parse_next(p);
	names_back(p, was);
	if ((n.name = entry_names(p, &f, n.from)) == NULL)
		return NONE;
	*type = (struct feel_type){ FEEL_CONTEXT, NULL, f.f, f.n };
	return build_kids(p, n, base, type);
}
