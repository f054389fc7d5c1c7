/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values and types by themselves.
 */
#include "feel/feel_fixture.h"

#include "test/lib/test.h"

TEST("a context of many entries finds each, and refuses one that is twice")
{
	enum { MANY = 3000 };
	struct arena *a = arena_new();
	struct feel_entry *e = NEW_ARRAY(a, struct feel_entry, MANY);
	struct feel_value v;

	for (int n = 1; n <= MANY; n *= 7) {
		for (int i = 0; i < n; i++)
			e[i] = (struct feel_entry){ str_fmt(a, "key %d", i),
			    feel_int(i) };
		CHECK(feel_context(a, e, (size_t)n, &v));
		for (int i = 0; i < n; i++) {
			const struct feel_value *got = feel_get(v.context,
			    e[i].key);
			int64_t is = -1;

			assert_non_null(got);
			CHECK(decimal_int(got->number, &is));
			CHECK_INT(is, i);
		}
		CHECK(feel_get(v.context, S("key")) == NULL);
		e[n] = e[n / 2];
		CHECK(!feel_context(a, e, (size_t)n + 1, &v));
	}
	arena_free(a);
}

TEST("what is not known is seen through lists and contexts, and how deep")
{
	struct arena *a = arena_new();
	struct feel_value one[2] = { feel_int(1), feel_unknown(a, S("f"),
	    S("")) };
	struct feel_value list = feel_list(one, 2), outer = feel_list(&list, 1);
	struct feel_value known = feel_list(one, 1);

	CHECK(feel_is_unknown(&one[1]) && !feel_is_unknown(&list));
	CHECK(list.open && outer.open && !known.open);
	CHECK_INT(list.depth, 1);
	CHECK_INT(outer.depth, 2);
	CHECK_INT(feel_list(NULL, 0).depth, 1);
	assert_non_null(feel_missing(a, &outer));
	CHECK_STR(feel_missing(a, &outer)->fact, "f");
	CHECK(feel_missing(a, &known) == NULL);
	arena_free(a);
}

/* ${text} as a type, written again. */
static const char *
type_again(struct feel_world *w, const char *text)
{
	const struct feel_type *t = NULL;
	struct note note = NOTE_INIT;
	struct buf b = BUF_IN(w->a);

	if (feel_type_parse(w->a, w->scope, str_of(text), &t, &note) != ERR_OK)
		return world_note(w, &note);
	feel_type_put(&b, t);
	return buf_view(&b).p;
}

TEST("types are read and written")
{
	static const char *const rows[][2] = {
		{ "number", "number" },
		{ "list<  string >", "list<string>" },
		{ "list<Any>", "list" },
		{ "context<a: number, b c: list<date and time>>",
		    "context<a: number, b c: list<date and time>>" },
		{ "range<days and time duration>",
		    "range<days and time duration>" },
		{ "function<number, string> -> boolean", "function" },
		{ "calendar", "calendar" },
		{ "委员", "context<姓名: string>" },
		{ "list<委员>", "list<context<姓名: string>>" },
		{ "list<", "1:6 The text ends where the name of a type is "
		    "expected. Complete it." },
		{ "number number", "1:8 “number” was found where the end is "
		    "expected. Correct it here or just before." },
	};
	struct feel_world w;
	const struct feel_type *t = NULL;
	struct note note = NOTE_INIT;

	world_begin(&w);
	CHECK_OK(feel_type_parse(w.a, w.scope, S("context<姓名: string>"), &t,
	    &note), &note);
	CHECK_OK(feel_scope_type(w.scope, S("委员"), t, &note), &note);
	CHECK_INT(feel_scope_type(w.scope, S("委员"), t, NULL), ERR_EXISTS);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		world_check(rows[i][0], type_again(&w, rows[i][0]),
		    rows[i][1]);
	world_end(&w);
}

TEST("a value is made to conform to a type, or does not")
{
	static const struct {
		const char	*value, *type, *want;
	} rows[] = {
		{ "1", "number", "1" },
		{ "[1]", "number", "1" },
		{ "[1, 2]", "number", NULL },
		{ "1", "list<number>", "[1]" },
		{ "\"a\"", "list<number>", NULL },
		{ "null", "number", "null" },
		{ "@\"2026-11-23\"", "date and time",
		    "@\"2026-11-23T00:00:00Z\"" },
		{ "{a: 1, b: 2}", "context<a: number>", "{a: 1, b: 2}" },
		{ "{b: 2}", "context<a: number>", NULL },
		{ "{a: null}", "context<a: number>", "{a: null}" },
		{ "[1, null]", "list<number>", "[1, null]" },
		{ "1", "string", NULL },
	};
	struct feel_world w;

	world_begin(&w);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct feel_program *p = NULL;
		const struct feel_type *t = NULL;
		struct note note = NOTE_INIT;
		struct buf b = BUF_IN(w.a);
		struct feel_answer ans;
		struct feel_value v;

		CHECK_OK(feel_type_parse(w.a, w.scope, str_of(rows[i].type),
		    &t, &note), &note);
		CHECK_OK(feel_compile(w.a, w.scope, str_of(rows[i].value),
		    NULL, &p, &note), &note);
		CHECK_OK(feel_eval(w.a, p, &w.env, &ans, &note), &note);
		CHECK(feel_conform(w.a, t, &ans.value, &v) ==
		    (rows[i].want != NULL));
		if (rows[i].want == NULL)
			continue;
		feel_put(&b, &v);
		world_check(rows[i].value, buf_view(&b).p, rows[i].want);
	}
	world_end(&w);
}

TEST("the type of an expression is known from its text")
{
	static const char *const rows[][2] = {
		{ "1 + 2", "number" },
		{ "1 < 2", "boolean" },
		{ "[1, 2]", "list<number>" },
		{ "[1, \"a\"]", "list" },
		{ "{a: 1, b: {c: \"x\"}}",
		    "context<a: number, b: context<c: string>>" },
		{ "[{a: 1}, {b: 2}]",
		    "list<context<a: number, b: number>>" },
		{ "for i in 1..3 return string(i)", "list<string>" },
		{ "if true then 1 else null", "number" },
		{ "if true then 1 else \"a\"", "Any" },
		{ "@\"2026-01-01\" - @\"2025-01-01\"",
		    "days and time duration" },
		{ "[{a: 1}][a = 1].a", "list<number>" },
		{ "[{a: 1}][1].a", "number" },
		{ "function(x) x", "function" },
		{ "now() instance of date and time", "boolean" },
		{ "sort([3, 1])", "list<number>" },
		{ "max([3, 1])", "number" },
		{ "[1..2]", "range<number>" },
	};
	struct feel_world w;

	world_begin(&w);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct feel_program *p = NULL;
		struct note note = NOTE_INIT;
		struct buf b = BUF_IN(w.a);

		CHECK_OK(feel_compile(w.a, w.scope, str_of(rows[i][0]), NULL,
		    &p, &note), &note);
		feel_type_put(&b, feel_type_of(p));
		world_check(rows[i][0], buf_view(&b).p, rows[i][1]);
	}
	world_end(&w);
}

/* What is written is read again as the same. */
TEST("values are written as the language reads them")
{
	static const char *const rows[] = {
		"1E+40", "-0.5", "\"a\\\"\\\\\\n\\t\\u0001\"", "[]", "{}",
		"{a b: 1, \"if\": 2, \"\": 3}", "[1..2)", "(< 5)", "(!= \"a\")",
		"@\"2026-11-23T08:00:00+08:00\"", "@\"P1Y2M\"", "@\"PT0.5S\"",
		"null", "[null, [true], {x: @\"12:00:00\"}]",
	};
	struct feel_world w;

	world_begin(&w);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		world_check(rows[i], world_eval(&w, rows[i]), rows[i]);
	world_end(&w);
}
