/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a name stand for?  The longest that is declared, the innermost of
 * those as long.
 */
#include "feel/parse_in.h"

#include "base/near.h"
#include "base/utf8.h"
#include "feel/run_in.h"
#include "feel/word_in.h"

/* Names of properties that have several words. */
static const char *const properties[] = {
	"time offset", "start included", "end included",
};

bool
parse_name_push(struct parse *p, struct local l)
{
	void *locals = p->locals;

	if (p->nlocals >= FEEL_LOCALS_MAX) {
		(void)PARSE_ERROR(p, ERR_LIMIT, p->t.from,
		    M("More than {most} names "
		    "are made here at once. Take the rule apart into several."),
		    A_INT("most", FEEL_LOCALS_MAX));
		return false;
	}
	if (!build_room(p, &locals, sizeof *p->locals, p->nlocals, 1,
	    &p->locals_room))
		return false;
	p->locals = locals;
	p->locals[p->nlocals++] = l;
	return true;
}

uint32_t
parse_name_slot(struct parse *p)
{
	uint32_t slot = p->slots++;

	if (p->slots > p->slots_most)
		p->slots_most = p->slots;
	return slot;
}

bool
parse_new_name(struct parse *p, const char *stop, struct str *ret)
{
	size_t from = p->t.from, to = from;

	while ((p->t.kind == T_WORD && (to == from || stop == NULL ||
	    !parse_sees_word(p, stop))) || (to > from &&
	    (p->t.kind == T_NUMBER || (p->t.kind == T_SIGN &&
	    p->t.sign < 256 && strchr("./-+*", p->t.sign) != NULL)))) {
		to = p->t.to;
		parse_next(p);
	}
	if (to == from) {
		(void)parse_expected(p, M("a name"));
		return false;
	}
	if (!name_normal(p->a, str_part(p->text, from, to), ret)) {
		(void)PARSE_ERROR(p, ERR_INVALID, from,
		    M("This cannot be a name. "
		    "Names have at most {most} bytes."),
		    A_INT("most", FEEL_NAME_MAX));
		return false;
	}
	if (arena_failed(p->a))
		(void)parse_memory(p);
	return p->err == ERR_OK;
}

uint32_t
parse_local(struct parse *p, const struct local *l)
{
	struct node n = { .op = OP_LOCAL, .from = (uint32_t)p->t.from,
	    .slot = l->slot };

	return build(p, n, l->type);
}

static uint32_t
entry(struct parse *p, uint32_t of, struct str name,
    const struct feel_type *type)
{
	struct str *kept = NEW(p->a, struct str);
	struct node n = { .op = OP_PATH, .a = of, .name = kept };

	if (of == NONE)
		return NONE;
	if (kept == NULL)
		return parse_memory(p);
	*kept = name;
	n.from = p->nodes[of].from;
	return build(p, n, type);
}

/* What was found among the locals. */
struct found {
	const struct local	*local;
	const struct feel_field	*field;		/* LOCAL_ENTRIES */
	size_t			 bytes;
};

static void
field_find(const struct parse *p, const struct local *l, struct found *f)
{
	for (size_t i = 0; i < l->type->nfields; i++) {
		size_t n = name_match(l->type->fields[i].name, p->text,
		    p->t.from);

		if (n > f->bytes)
			*f = (struct found){ l, &l->type->fields[i], n };
	}
}

static struct found
local_find(struct parse *p)
{
	struct found f = { NULL, NULL, 0 };

	for (size_t i = p->nlocals; i-- > 0;) {
		const struct local *l = &p->locals[i];
		size_t n;

		p->work++;
		if (l->how == LOCAL_ENTRIES) {
			p->work += l->type->nfields;
			field_find(p, l, &f);
		} else if (l->how == LOCAL_NAME &&
		    (n = name_match(l->name, p->text, p->t.from)) > f.bytes) {
			f = (struct found){ l, NULL, n };
		}
	}
	return f;
}

/* The words in view up to one of the language, as one name. */
static struct str
words_here(const struct parse *p)
{
	struct token t = p->t;
	size_t to = t.to;

	while (t.kind == T_WORD && t.to - p->t.from <= FEEL_NAME_MAX &&
	    !feel_is_reserved(str_part(p->text, t.from, t.to))) {
		to = t.to;
		t = lex(p->text, to);
	}
	return str_part(p->text, p->t.from, to);
}

static struct str
local_nearest(const struct parse *p, struct str word)
{
	size_t chars = utf8_count(word);

	for (size_t i = p->nlocals; i-- > 0;)
		if (p->locals[i].how == LOCAL_NAME && near_distance(word,
		    p->locals[i].name, chars / 3 > 3 ? 3 : chars / 3) <=
		    (chars / 3 > 3 ? 3 : chars / 3))
			return p->locals[i].name;
	return S("");
}

static uint32_t
unknown(struct parse *p)
{
	struct str words = words_here(p), near;

	if (parse_full_width(p))
		return NONE;
	if ((near = scope_nearest(p->s, words)).n == 0 &&
	    (near = local_nearest(p, words)).n == 0)
		near = scope_nearest(p->s, str_part(p->text, p->t.from,
		    p->t.to));
	if (near.n > 0)
		return PARSE_ERROR(p, ERR_INVALID, p->t.from,
		    M("Nothing is called "
		    "“{name}”. Did you mean “{near}”?"), A_TEXT("name", words),
		    A_TEXT("near", near));
	return PARSE_ERROR(p, ERR_INVALID, p->t.from,
	    M("Nothing is called “{name}”. "
	    "Declare it, or use a name that is declared."),
	    A_TEXT("name", words));
}

/* A word that is not declared: an entry of the innermost element whose entries
 * nobody has declared, if there is one. */
static uint32_t
undeclared(struct parse *p)
{
	struct str word = str_part(p->text, p->t.from, p->t.to);

	for (size_t i = p->nlocals; i-- > 0;)
		if (p->locals[i].how == LOCAL_ANY &&
		    !feel_has_full_width(word)) {
			uint32_t of = parse_local(p, &p->locals[i]);

			parse_next(p);
			return entry(p, of, word, feel_type(FEEL_ANY));
		}
	return unknown(p);
}

static uint32_t
builtin_value(struct parse *p, const struct feel_builtin *b, size_t from)
{
	struct feel_function *f = NEW(p->a, struct feel_function);
	struct feel_value v = { .kind = FEEL_FUNCTION, .function = f };

	if (f == NULL)
		return parse_memory(p);
	f->builtin = b;
	return build_const(p, from, &v);
}

static uint32_t
global(struct parse *p, const struct scope_name *g, size_t bytes)
{
	size_t from = p->t.from;
	struct node n = { .op = OP_FACT, .from = (uint32_t)from,
	    .slot = (uint32_t)g->slot };

	parse_jump(p, from + bytes);
	if (g->builtin == NULL) {
		p->names[g->slot / 64] |= UINT64_C(1) << g->slot % 64;
		return build(p, n, g->type);
	}
	return parse_sees(p, '(') ? parse_call(p, g->builtin, from) :
	    builtin_value(p, g->builtin, from);
}

/* 25. name = name start, {name part | additional name symbols} */
uint32_t
parse_name(struct parse *p)
{
	size_t from = p->t.from, word = p->t.to - from, bytes = 0;
	const struct scope_name *g;
	struct found f;
	uint32_t n;

	if (feel_is_reserved(str_part(p->text, from, p->t.to)))
		return parse_expected(p, M("a value, a name or a bracket"));
	f = local_find(p);
	if (p->work > PARSE_WORK_MAX)
		return PARSE_ERROR(p, ERR_LIMIT, from,
		    M("Too many names have been "
		    "looked up by now. Take the rule apart into several."),
		    { 0 });
	g = scope_find(p->s, p->text, from, word, &bytes);
	if (g != NULL && bytes > f.bytes)
		return global(p, g, bytes);
	if (f.bytes == 0)
		return undeclared(p);
	p->saw_tested |= p->tested != NULL && f.local->slot == 0;
	n = parse_local(p, f.local);
	parse_jump(p, from + f.bytes);
	if (n == NONE)
		return NONE;
	p->nodes[n].to = (uint32_t)p->past;
	return f.field == NULL ? n : entry(p, n, f.field->name, f.field->type);
}

/* A name of several words behind the dot, when no type tells them. */
static size_t
words_end(const struct parse *p)
{
	size_t to = p->t.to;
	struct token t = lex(p->text, to);

	while (t.kind == T_WORD &&
	    !feel_is_reserved(str_part(p->text, t.from, t.to))) {
		to = t.to;
		t = lex(p->text, to);
	}
	return to;
}

static size_t
entry_end(const struct parse *p, const struct feel_type *of)
{
	size_t best = 0, n;

	if (of->kind == FEEL_LIST && of->item != NULL)
		of = of->item;
	for (size_t i = 0; i < of->nfields; i++)
		if ((n = name_match(of->fields[i].name, p->text, p->t.from)) >
		    best)
			best = n;
	for (size_t i = 0; best == 0 && of->kind != FEEL_CONTEXT &&
	    i < sizeof properties / sizeof *properties; i++)
		best = name_match(str_of(properties[i]), p->text, p->t.from);
	return best > 0 ? p->t.from + best : words_end(p);
}

/* 45. path = expression, ".", name */
uint32_t
parse_path(struct parse *p, uint32_t of)
{
	const struct feel_type *type = type_of(p, of);
	struct str name;
	size_t to, at;

	parse_next(p);
	if (p->t.kind != T_WORD)
		return parse_expected(p, M("the name of an entry"));
	at = p->t.from;
	to = entry_end(p, type);
	if (!name_normal(p->a, str_part(p->text, at, to), &name))
		return parse_expected(p, M("the name of an entry"));
	parse_jump(p, to);
	return entry(p, of, name, check_path(p, type, name, at));
}
