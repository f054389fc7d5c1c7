/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any expression over facts of which some are not known (the first byte says
 * which): it ends within its limits; a value that is written is read again as
 * the same; a fact that was not read, or that is unknown and not told as
 * missing, does not change the value whatever it is; and the explanation is of
 * that value.
 */
#include <assert.h>
#include <stdint.h>

#include "feel/feel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FACTS = 7, OTHERS = 3, STEPS = 20000, BYTES = 2 * 1024 * 1024 };

/* Its type, its value, and others that it might have. */
static const struct {
	const char	*name, *type, *is;
	const char	*others[OTHERS];
} facts[FACTS] = {
	{ "a", "number", "5", { "0", "-1.5", "100" } },
	{ "b", "boolean", "true", { "false", "true", "null" } },
	{ "s", "string", "\"市\"", { "\"\"", "\"abc\"", "\"级别\"" } },
	{ "d", "date", "@\"2026-11-23\"", { "@\"2024-02-29\"",
	    "@\"1999-12-31\"", "@\"2026-11-24\"" } },
	{ "l", "list<number>", "[3, 1, 2]", { "[]", "[7]", "[1, null]" } },
	{ "m", "list<context<x: number, y: string>>",
	    "[{x: 1, y: \"p\"}, {x: 2, y: \"q\"}]", { "[]",
	    "[{x: 9, y: \"p\"}]", "[{x: 0, y: \"\"}, {x: 1, y: \"q\"}]" } },
	{ "c", "context<x: number, y: number>", "{x: 1, y: 2}",
	    { "{x: 2, y: 1}", "{x: 0, y: 0}", "{x: 1, y: 1}" } },
};

struct world {
	struct arena		*a;
	struct feel_scope	*s;
	struct feel_value	 v[FACTS];
	struct feel_env		 env;
};

static bool
eval(struct world *w, const struct feel_program *p, struct feel_answer *ret)
{
	struct note note = NOTE_INIT;
	enum err e = feel_eval(w->a, p, &w->env, ret, &note);

	assert(e == ERR_OK || (e == ERR_LIMIT && note.msg != NULL));
	return e == ERR_OK;
}

static struct feel_value
literal(struct world *w, const char *text)
{
	const struct feel_program *p = NULL;
	struct feel_answer ans;

	assert(feel_compile(w->a, w->s, str_of(text), NULL, &p, NULL) ==
	    ERR_OK);
	assert(eval(w, p, &ans));
	return ans.value;
}

static void
world_new(struct world *w, uint8_t unknown)
{
	const struct feel_type *t;
	size_t slot;

	w->s = feel_scope_new(w->a);
	w->env = (struct feel_env){ .facts = w->v, .steps = STEPS,
	    .bytes = BYTES };
	for (size_t i = 0; i < FACTS; i++) {
		w->v[i] = (unknown >> i & 1) != 0 ? feel_unknown(w->a,
		    str_of(facts[i].name), S("")) : literal(w, facts[i].is);
	}
	for (size_t i = 0; i < FACTS; i++) {
		assert(feel_type_parse(w->a, w->s, str_of(facts[i].type), &t,
		    NULL) == ERR_OK);
		assert(feel_scope_fact(w->s, str_of(facts[i].name), t, &slot,
		    NULL) == ERR_OK);
	}
}

/* Values that are data: no functions, nothing that is not known. */
static bool
is_data(const struct feel_value *v)
{
	if (v->kind == FEEL_FUNCTION || v->kind == FEEL_CALENDAR || v->open)
		return false;
	for (size_t i = 0; v->kind == FEEL_LIST && i < v->list.n; i++)
		if (!is_data(&v->list.v[i]))
			return false;
	for (size_t i = 0; v->kind == FEEL_CONTEXT && i < v->context->n; i++)
		if (!is_data(&v->context->e[i].value))
			return false;
	return v->kind != FEEL_RANGE ||
	    ((v->range->from == NULL || is_data(v->range->from)) &&
	    (v->range->to == NULL || is_data(v->range->to)));
}

static void
read_again(struct world *w, const struct feel_value *v)
{
	const struct feel_program *p = NULL;
	struct buf x = BUF_IN(w->a), y = BUF_IN(w->a);
	struct feel_answer ans;
	struct note note = NOTE_INIT;
	enum err e;

	feel_put(&x, v);
	if (!is_data(v) || x.n > 20000)
		return;
	e = feel_compile(w->a, w->s, buf_view(&x), NULL, &p, &note);
	if (e == ERR_LIMIT)
		return;
	assert(e == ERR_OK);
	if (!eval(w, p, &ans))
		return;
	feel_put(&y, &ans.value);
	assert(str_eq(buf_view(&x), buf_view(&y)));
}

static bool
missing(struct world *w, const struct feel_value *v, const char *fact)
{
	const struct feel_missing *m = feel_missing(w->a, v);

	while (m != NULL && !str_is(m->fact, fact))
		m = m->next;
	return m != NULL;
}

/* Numbers are equal whatever zeros they carry; "if" may have taken either. */
static bool
same(struct world *w, const struct feel_value *x, const struct feel_value *y)
{
	struct buf b = BUF_IN(w->a), c = BUF_IN(w->a);

	feel_put(&b, x);
	feel_put(&c, y);
	return x->open == y->open && str_eq(buf_view(&b), buf_view(&c));
}

static void
others_try(struct world *w, const struct feel_program *p,
    const struct feel_answer *ans, size_t i)
{
	struct feel_value was = w->v[i];
	struct feel_answer other;

	if (feel_is_unknown(&was) ? missing(w, &ans->value, facts[i].name) :
	    feel_used(ans, i))
		return;
	for (size_t j = 0; j < OTHERS; j++) {
		w->v[i] = literal(w, facts[i].others[j]);
		if (eval(w, p, &other))
			assert(same(w, &ans->value, &other.value));
	}
	w->v[i] = was;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct world w = { .a = arena_new() };
	const struct feel_program *p = NULL;
	const struct feel_part *part = NULL;
	struct feel_answer ans;

	if (w.a == NULL || size == 0 || size > 2000) {
		arena_free(w.a);
		return 0;
	}
	world_new(&w, data[0]);
	if (feel_compile(w.a, w.s, (struct str){ (const char *)data + 1,
	    size - 1 }, NULL, &p, NULL) == ERR_OK && eval(&w, p, &ans)) {
		assert(ans.steps <= STEPS);
		read_again(&w, &ans.value);
		for (size_t i = 0; i < FACTS; i++)
			others_try(&w, p, &ans, i);
		if (feel_explain(w.a, p, &w.env, &part, NULL) == ERR_OK)
			assert(part == NULL || same(&w, &part->value,
			    &ans.value));
	}
	arena_free(w.a);
	return 0;
}
