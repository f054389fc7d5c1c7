/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From text to program.
 */
#include "base/utf8.h"
#include "feel/parse_in.h"

/* Is the text one that can be read?  Its NFC, where that differs. */
static enum err
text_take(struct arena *a, struct str given, struct str *ret, struct note *note)
{
	size_t bad;

	if (given.n > FEEL_TEXT_MAX)
		return NOTE(note, ERR_LIMIT,
		    M("The rule has {n} bytes, more than {most}. Take it apart "
		    "into several."), A_INT("n", (int64_t)given.n),
		    A_INT("most", FEEL_TEXT_MAX));
	if ((bad = utf8_bad_at(given)) < given.n) {
		struct where w = feel_where(str_part(given, 0, bad), bad);

		note_where(note, w);
		return NOTE(note, ERR_INVALID,
		    M("This byte is no "
		    "character of UTF-8. Save the text as UTF-8."),
		    { 0 });
	}
	*ret = utf8_nfc(a, given);
	if (!arena_failed(a) && ret->p == given.p)
		*ret = str_copy(a, given);
	return note_arena(a, ERR_OK, note);
}

static void
begin(struct parse *p, struct arena *a, const struct feel_scope *s,
    const struct feel_zones *zones, struct note *note)
{
	*p = (struct parse){ .a = a, .s = s, .zones = zones, .note = note };
}

static enum err
finish(struct parse *p, uint32_t root, struct feel_program *g)
{
	if (root != NONE && p->t.kind != T_END)
		root = parse_expected(p, M("an operator or the end"));
	if (p->err != ERR_OK)
		return note_arena(p->a, p->err, p->note);
	g->text = p->text;
	g->nodes = p->nodes;
	g->kids = p->kids;
	g->root = root;
	g->nlocals = p->slots_most;
	g->type = type_of(p, root);
	g->findings = p->findings;
	g->nfindings = p->nfindings;
	for (size_t i = 0; i < FEEL_FACTS_MAX / 64; i++)
		g->names[i] = p->names[i];
	return note_arena(p->a, ERR_OK, p->note);
}

enum err
feel_compile(struct arena *a, const struct feel_scope *s, struct str text,
    const struct feel_zones *zones, const struct feel_program **ret,
    struct note *note)
{
	struct feel_program *g = NEW(a, struct feel_program);
	struct parse p;
	enum err r;

	begin(&p, a, s, zones, note);
	if (g == NULL)
		return note_memory(note);
	if ((r = text_take(a, text, &p.text, note)) != ERR_OK)
		return r;
	parse_jump(&p, 0);
	if ((r = finish(&p, parse_expression(&p), g)) == ERR_OK)
		*ret = g;
	return r;
}

enum err
feel_compile_tests(struct arena *a, const struct feel_scope *s,
    struct str text, const struct feel_type *input,
    const struct feel_zones *zones, const struct feel_program **ret,
    struct note *note)
{
	struct feel_program *g = NEW(a, struct feel_program);
	struct local tested = { .how = LOCAL_NAME, .name = S("?"),
	    .type = input };
	struct parse p;
	enum err r;

	begin(&p, a, s, zones, note);
	if (g == NULL)
		return note_memory(note);
	if ((r = text_take(a, text, &p.text, note)) != ERR_OK)
		return r;
	parse_jump(&p, 0);
	p.tested = input;
	g->tests = true;
	tested.slot = parse_name_slot(&p);
	if (parse_name_push(&p, tested))
		r = finish(&p, parse_tests(&p, parse_local(&p, &tested),
		    &g->negated), g);
	else
		r = p.err;
	if (r == ERR_OK)
		*ret = g;
	return r;
}

enum err
feel_type_parse(struct arena *a, const struct feel_scope *s, struct str text,
    const struct feel_type **ret, struct note *note)
{
	const struct feel_type *type;
	struct parse p;
	enum err r;

	begin(&p, a, s, NULL, note);
	if ((r = text_take(a, text, &p.text, note)) != ERR_OK)
		return r;
	parse_jump(&p, 0);
	type = parse_type(&p);
	if (type != NULL && p.t.kind != T_END)
		(void)parse_expected(&p, M("the end"));
	if ((r = note_arena(a, p.err, note)) == ERR_OK)
		*ret = type;
	return r;
}

struct str
feel_text(const struct feel_program *p)
{
	return p->text;
}

const struct feel_type *
feel_type_of(const struct feel_program *p)
{
	return p->type;
}

bool
feel_names(const struct feel_program *p, size_t slot)
{
	return (p->names[slot / 64] >> slot % 64 & 1) != 0;
}

const struct note *
feel_finding(const struct feel_program *p, size_t i)
{
	return i < p->nfindings ? &p->findings[i] : NULL;
}

/* The node behind "not", if the tests are negated. */
static const struct node *
tests_of(const struct feel_program *p)
{
	const struct node *n = &p->nodes[p->root];

	return p->negated ? &p->nodes[n->a] : n;
}

bool
feel_test_at(const struct feel_program *p, size_t i, struct feel_test *ret)
{
	const struct node *n = tests_of(p), *t;

	if (n->op == OP_CONST && i == 0) {
		*ret = (struct feel_test){ FEEL_TEST_ANY, n->from, n->to,
		    *n->value };
		return true;
	}
	if (n->op != OP_IN || i + 1 >= n->n)
		return false;
	t = &p->nodes[p->kids[n->kids + i + 1]];
	*ret = (struct feel_test){ FEEL_TEST_OTHER, t->from, t->to,
	    feel_null() };
	if (t->op != OP_CONST || t->value->kind == FEEL_LIST)
		return true;
	ret->value = *t->value;
	ret->kind = t->value->kind == FEEL_RANGE ? FEEL_TEST_RANGE :
	    FEEL_TEST_POINT;
	return true;
}

bool
feel_tests_negated(const struct feel_program *p)
{
	return p->negated;
}
