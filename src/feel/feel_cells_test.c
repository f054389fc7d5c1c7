/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cells of decision tables.
 */
#include "feel/feel_fixture.h"

#include "test/lib/test.h"

TEST("unary tests")
{
	static const struct {
		const char	*tests, *type, *input, *want;
	} rows[] = {
		{ "-", "number", "1", "true" },
		{ "-", "number", "null", "true" },
		{ "< 5", "number", "3", "true" },
		{ "< 5, > 10", "number", "12", "true" },
		{ "< 5, > 10", "number", "7", "false" },
		{ "[1..5]", "number", "5", "true" },
		{ "]1..5[", "number", "5", "false" },
		{ "(1..5]", "number", "5", "true" },
		{ "3", "number", "3.0", "true" },
		{ "-3", "number", "-3", "true" },
		{ "- 3, 4", "number", "-3", "true" },
		{ "not(3)", "number", "3", "false" },
		{ "not(3, [5..9])", "number", "4", "true" },
		{ "not(< 3)", "number", "2", "false" },
		{ "\"a\", \"b\"", "string", "\"b\"", "true" },
		{ "\"a\", \"b\"", "string", "\"c\"", "false" },
		{ "not(\"a\", \"b\")", "string", "\"c\"", "true" },
		{ "true", "boolean", "true", "true" },
		{ "false", "boolean", "true", "false" },
		{ "null", "number", "null", "true" },
		{ "null", "number", "1", "false" },
		{ "< 5", "number", "null", "null NULL" },
		{ "? > 5", "number", "7", "true" },
		{ "? > limit", "number", "7", "false" },
		{ "> limit", "number", "7", "false" },
		{ "limit", "number", "10", "true" },
		{ "? * 2 = limit, 1", "number", "5", "true" },
		{ "not(? > 5)", "number", "7", "false" },
		{ "not(? > 5) or ? < 9", "number", "7", "true" },
		{ "contains(?, \"市\")", "string", "\"上海市\"", "true" },
		{ "list contains([1, 2], ?)", "number", "2", "true" },
		{ "some x in ? satisfies x > 2", "list<number>", "[1, 3]",
		    "true" },
		{ "[1, 2]", "number", "2", "true" },
		{ "@\"2026-01-01\"", "date", "@\"2026-01-01\"", "true" },
		{ "< date(\"2026-01-01\")", "date", "@\"2025-01-01\"",
		    "true" },
		{ "> @\"PT24H\"", "days and time duration", "@\"P2D\"",
		    "true" },
		{ "< 5", "number", NULL, "? input" },
		{ "-", "number", NULL, "true" },
		{ "< 5, >= 5", "number", NULL, "? input" },
		{ "not(< 5)", "number", NULL, "? input" },
		{ "? > 5 or true", "number", NULL, "true" },
		{ "< 5,", "number", "1", "! 1:5 The text ends where a value, a "
		    "name or a bracket is expected. Complete it." },
		{ "", "number", "1", "! 1:1 The text ends where a value, a "
		    "name or a bracket is expected. Complete it." },
		{ "＜5", "number", "1", "! 1:1 The full-width sign ＜ stands "
		    "here. Write < instead." },
		{ "not(1", "number", "1", "! 1:6 The text ends where a "
		    "bracket “)” is expected. Complete it." },
	};
	struct feel_world w;

	world_begin(&w);
	world_fact(&w, "limit", "number", "10");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		world_check(rows[i].tests, world_test(&w, rows[i].tests,
		    rows[i].type, rows[i].input), rows[i].want);
	world_end(&w);
}

static const char *
shapes(struct feel_world *w, const char *tests)
{
	static const char *const kinds[] = {
		[FEEL_TEST_ANY] = "any", [FEEL_TEST_POINT] = "point",
		[FEEL_TEST_RANGE] = "range", [FEEL_TEST_OTHER] = "other",
	};
	const struct feel_program *p = NULL;
	struct note note = NOTE_INIT;
	struct buf b = BUF_IN(w->a);
	struct feel_test t;

	CHECK_OK(feel_compile_tests(w->a, w->scope, str_of(tests),
	    feel_type(FEEL_NUMBER), NULL, &p, &note), &note);
	if (feel_tests_negated(p))
		buf_text(&b, "not ");
	for (size_t i = 0; feel_test_at(p, i, &t); i++) {
		buf_fmt(&b, "%s%s", i > 0 ? ", " : "", kinds[t.kind]);
		if (t.kind == FEEL_TEST_POINT || t.kind == FEEL_TEST_RANGE) {
			buf_char(&b, ' ');
			feel_put(&b, &t.value);
		}
	}
	return buf_view(&b).p;
}

TEST("the shape of a test is told to those who analyse tables")
{
	static const struct {
		const char	*tests, *want;
	} rows[] = {
		{ "-", "any" },
		{ "< 5", "range (< 5)" },
		{ "[1..5), 7", "range [1..5), point 7" },
		{ "-3", "point -3" },
		{ "1 + 1", "point 2" },
		{ "not(3, > 5)", "not point 3, range (> 5)" },
		{ "> limit", "other" },
		{ "? > 5", "other" },
		{ "[1, 2]", "other" },
		{ "null", "point null" },
		{ "!= 4", "range (!= 4)" },
	};
	struct feel_world w;

	world_begin(&w);
	world_fact(&w, "limit", "number", "10");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		world_check(rows[i].tests, shapes(&w, rows[i].tests),
		    rows[i].want);
	world_end(&w);
}
