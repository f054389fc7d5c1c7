/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/feel_fixture.h"

#include "base/say.h"
#include "base/zone_set.h"

#include "test/lib/test.h"

static const char *const code_names[FEEL_WHY__MAX] = {
#define X(name, error, words) [name] = #name,
	FEEL_WHY_TABLE(X)
#undef X
};

static const struct voice english = { LANG_EN, NULL };

void
world_begin(struct feel_world *w)
{
	*w = (struct feel_world){ .a = arena_new() };
	assert_non_null(w->a);
	w->scope = feel_scope_new(w->a);
	assert_non_null(w->scope);
	w->zones = (struct feel_zones){ zone_set_find, zone_set_new(w->a) };
	w->env = (struct feel_env){ .facts = w->facts, .zones = &w->zones };
}

void
world_end(struct feel_world *w)
{
	arena_free(w->a);
}

static struct feel_value
value_of(struct feel_world *w, const char *text)
{
	const struct feel_program *p = NULL;
	struct note note = NOTE_INIT;
	struct feel_answer ans;

	CHECK_OK(feel_compile(w->a, w->scope, str_of(text), &w->zones, &p,
	    &note), &note);
	CHECK_OK(feel_eval(w->a, p, &w->env, &ans, &note), &note);
	return ans.value;
}

void
world_fact(struct feel_world *w, const char *name, const char *type,
    const char *value)
{
	const struct feel_type *t = NULL;
	struct note note = NOTE_INIT;
	struct feel_value v;
	size_t slot = 0;

	v = value != NULL ? value_of(w, value) : feel_unknown(w->a,
	    str_of(name), S("nobody said"));
	CHECK_OK(feel_type_parse(w->a, w->scope, str_of(type), &t, &note),
	    &note);
	CHECK_OK(feel_scope_fact(w->scope, str_of(name), t, &slot, &note),
	    &note);
	assert_true(slot < WORLD_FACTS_MAX);
	w->facts[slot] = v;
}

const char *
world_note(struct feel_world *w, const struct note *note)
{
	struct buf b = BUF_IN(w->a);

	buf_int(&b, note->where.line);
	buf_char(&b, ':');
	buf_int(&b, note->where.column);
	buf_char(&b, ' ');
	say_into(&b, english, note->msg, note->args);
	return buf_view(&b).p;
}

static void
shown(struct feel_world *w, struct buf *b, const struct feel_value *v)
{
	const struct feel_missing *m = feel_missing(w->a, v);

	if (v->kind != FEEL_NULL)
		feel_put(b, v);
	else if (m == NULL)
		buf_text(b, "null");
	if (v->kind == FEEL_NULL && !v->open && v->why != NULL) {
		buf_char(b, ' ');
		buf_text(b, code_names[v->why->code] + strlen("FEEL_WHY_"));
	}
	for (const char *s = b->n > 0 ? " ? " : "? "; m != NULL; m = m->next) {
		buf_text(b, s);
		buf_str(b, m->fact);
		s = ", ";
	}
}

static const char *
answer(struct feel_world *w, const struct feel_program *p,
    const struct feel_value *input)
{
	struct buf b = BUF_IN(w->a);
	struct note note = NOTE_INIT;
	struct feel_answer ans;
	enum err e = feel_eval_tests(w->a, p, &w->env, input, &ans, &note);

	if (e != ERR_OK) {
		buf_text(&b, "! ");
		say_into(&b, english, note.msg, note.args);
	} else {
		shown(w, &b, &ans.value);
	}
	assert_false(arena_failed(w->a));
	return buf_view(&b).p;
}

static const char *
refused(struct feel_world *w, const struct note *note)
{
	return str_fmt(w->a, "! %s", world_note(w, note)).p;
}

const char *
world_eval(struct feel_world *w, const char *text)
{
	const struct feel_program *p = NULL;
	struct note note = NOTE_INIT;

	if (feel_compile(w->a, w->scope, str_of(text), &w->zones, &p,
	    &note) != ERR_OK)
		return refused(w, &note);
	return answer(w, p, NULL);
}

const char *
world_test(struct feel_world *w, const char *tests, const char *type,
    const char *input)
{
	const struct feel_program *p = NULL;
	const struct feel_type *t = NULL;
	struct note note = NOTE_INIT;
	struct feel_value v = input == NULL ? feel_unknown(w->a, S("input"),
	    S("")) : value_of(w, input);

	CHECK_OK(feel_type_parse(w->a, w->scope, str_of(type), &t, &note),
	    &note);
	if (feel_compile_tests(w->a, w->scope, str_of(tests), t, &w->zones, &p,
	    &note) != ERR_OK)
		return refused(w, &note);
	return answer(w, p, &v);
}

const char *
world_finding(struct feel_world *w, const char *text)
{
	const struct feel_program *p = NULL;
	struct note note = NOTE_INIT;
	const struct note *found;

	if (feel_compile(w->a, w->scope, str_of(text), &w->zones, &p,
	    &note) != ERR_OK)
		return refused(w, &note);
	found = feel_finding(p, 0);
	return found == NULL ? "" : world_note(w, found);
}

const char *
world_used(struct feel_world *w, const char *text)
{
	const struct feel_program *p = NULL;
	struct note note = NOTE_INIT;
	struct buf b = BUF_IN(w->a);
	struct feel_answer ans;

	CHECK_OK(feel_compile(w->a, w->scope, str_of(text), &w->zones, &p,
	    &note), &note);
	CHECK_OK(feel_eval(w->a, p, &w->env, &ans, &note), &note);
	for (size_t i = 0; i < feel_scope_facts(w->scope); i++)
		if (feel_used(&ans, i)) {
			assert_true(feel_names(p, i));
			buf_text(&b, b.n > 0 ? ", " : "");
			buf_str(&b, feel_scope_name(w->scope, i));
		}
	return buf_view(&b).p;
}

static void
part_put(struct feel_world *w, struct buf *b, struct str text,
    const struct feel_part *p, int depth)
{
	static const char *const kinds[] = {
		[FEEL_PART_VALUE] = "value", [FEEL_PART_TEST] = "test",
		[FEEL_PART_AND] = "and", [FEEL_PART_OR] = "or",
		[FEEL_PART_NOT] = "not", [FEEL_PART_IF] = "if",
		[FEEL_PART_SOME] = "some", [FEEL_PART_EVERY] = "every",
		[FEEL_PART_ELEMENT] = "element",
	};

	for (; p != NULL; p = p->next) {
		struct buf v = BUF_IN(w->a);

		for (int i = 0; i < depth; i++)
			buf_char(b, '\t');
		shown(w, &v, &p->value);
		buf_fmt(b, "%s: %.*s = %s\n", kinds[p->kind],
		    (int)(p->to - p->from), text.p + p->from, v.p);
		part_put(w, b, text, p->first, depth + 1);
	}
}

const char *
world_explain(struct feel_world *w, const char *text)
{
	const struct feel_program *p = NULL;
	const struct feel_part *part = NULL;
	struct note note = NOTE_INIT;
	struct buf b = BUF_IN(w->a);

	CHECK_OK(feel_compile(w->a, w->scope, str_of(text), &w->zones, &p,
	    &note), &note);
	CHECK_OK(feel_explain(w->a, p, &w->env, &part, &note), &note);
	part_put(w, &b, feel_text(p), part, 0);
	return buf_view(&b).p;
}

void
world_check(const char *text, const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		fail_msg("%s\n  got:  %s\n  want: %s", text, got, want);
}
