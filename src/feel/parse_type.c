/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Types, as "instance of" and parameters name them.
 */
#include "feel/parse_in.h"

/* The types that have a name and nothing more, the longest first. */
static const struct {
	const char	*name;
	int		 kind;
} plain[] = {
	{ "years and months duration", FEEL_MONTHS },
	{ "days and time duration", FEEL_SPAN },
	{ "date and time", FEEL_STAMP },
	{ "calendar", FEEL_CALENDAR }, { "boolean", FEEL_BOOLEAN },
	{ "function", FEEL_FUNCTION }, { "context", FEEL_CONTEXT },
	{ "number", FEEL_NUMBER }, { "string", FEEL_STRING },
	{ "range", FEEL_RANGE }, { "date", FEEL_DATE }, { "time", FEEL_TIME },
	{ "list", FEEL_LIST }, { "Null", FEEL_NULL }, { "Any", FEEL_ANY },
};

/* "list", "<", type, ">" */
static const struct feel_type *
type_of_items(struct parse *p, int kind)
{
	const struct feel_type *item;

	if (!parse_takes(p, '<'))
		return feel_type(kind);
	if ((item = parse_type(p)) == NULL ||
	    !parse_needs(p, '>', M("“>”")))
		return NULL;
	return type_list(p->a, kind, item);
}

/* "context", "<", name, ":", type, {",", name, ":", type}, ">" */
static const struct feel_type *
type_of_entries(struct parse *p)
{
	struct feel_type *t = NEW(p->a, struct feel_type);
	struct feel_field *f = NULL;
	size_t room = 0;

	if (t == NULL || !parse_takes(p, '<'))
		return t == NULL ? NULL : feel_type(FEEL_CONTEXT);
	t->kind = FEEL_CONTEXT;
	do {
		struct feel_field one;
		void *fields = f;

		if (!parse_new_name(p, NULL, &one.name) ||
		    !parse_needs(p, ':', M("“:” and the entry's type")) ||
		    (one.type = parse_type(p)) == NULL)
			return NULL;
		if (t->nfields == FEEL_FIELDS_MAX) {
			(void)parse_expected(p, M("“>”"));
			return NULL;
		}
		if (!build_room(p, &fields, sizeof *f, t->nfields, 1, &room))
			return NULL;
		f = fields;
		f[t->nfields++] = one;
	} while (parse_takes(p, ','));
	t->fields = f;
	return parse_needs(p, '>', M("“,” or “>”")) ? t : NULL;
}

/* "function", ["<", [type, {",", type}], ">", "->", type]: parameters and
 * result are read and not kept */
static const struct feel_type *
type_of_function(struct parse *p)
{
	if (!parse_takes(p, '<'))
		return feel_type(FEEL_FUNCTION);
	while (!parse_sees(p, '>'))
		if (parse_type(p) == NULL || (!parse_sees(p, '>') &&
		    !parse_needs(p, ',', M("“,” or “>”"))))
			return NULL;
	parse_next(p);
	if (!parse_needs(p, SIGN_ARROW, M("“->” and the type of the result")) ||
	    parse_type(p) == NULL)
		return NULL;
	return feel_type(FEEL_FUNCTION);
}

static const struct feel_type *
type_named(struct parse *p)
{
	size_t word = p->t.to - p->t.from, bytes = 0;
	const struct scope_name *declared = scope_type(p->s, p->text, p->t.from,
	    word, &bytes);

	if (declared != NULL) {
		parse_jump(p, p->t.from + bytes);
		return declared->type;
	}
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		bytes = name_match(str_of(plain[i].name), p->text, p->t.from);
		if (bytes == 0)
			continue;
		parse_jump(p, p->t.from + bytes);
		switch (plain[i].kind) {
		case FEEL_LIST:
		case FEEL_RANGE:
			return type_of_items(p, plain[i].kind);
		case FEEL_CONTEXT:
			return type_of_entries(p);
		case FEEL_FUNCTION:
			return type_of_function(p);
		default:
			return feel_type(plain[i].kind);
		}
	}
	(void)parse_expected(p, M("the name of a type"));
	return NULL;
}

/* 54. type = qualified name | "list", "<", type, ">" | … */
const struct feel_type *
parse_type(struct parse *p)
{
	const struct feel_type *t = NULL;

	if (p->t.kind != T_WORD)
		(void)parse_expected(p, M("the name of a type"));
	else if (parse_deeper(p))
		t = type_named(p);
	p->depth--;
	return t;
}
