/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Facts that are not known; which ones were read, and what is explained.
 */
#include "feel/feel_fixture.h"

#include "test/lib/test.h"

struct row {
	const char	*text, *want;
};

/* X, Y, 原因 and 名单 are not known. */
static void
world(struct feel_world *w)
{
	world_begin(w);
	world_fact(w, "X", "number", NULL);
	world_fact(w, "Y", "boolean", NULL);
	world_fact(w, "原因", "string", NULL);
	world_fact(w, "名单", "list<string>", NULL);
	world_fact(w, "yes", "boolean", "true");
	world_fact(w, "no", "boolean", "false");
	world_fact(w, "n", "number", "5");
	world_fact(w, "级别", "string", "\"重大\"");
	world_fact(w, "members", "list<context<role: string, age: number>>",
	    "[{role: \"clerk\", age: 30}, {role: \"chair\", age: X}]");
}

static void
check(const struct row *rows, size_t n)
{
	struct feel_world w;

	world(&w);
	for (size_t i = 0; i < n; i++)
		world_check(rows[i].text, world_eval(&w, rows[i].text),
		    rows[i].want);
	world_end(&w);
}
#define CHECK_ROWS(rows)	check((rows), sizeof (rows) / sizeof *(rows))

TEST("what is not known stays open unless the rest decides")
{
	static const struct row rows[] = {
		{ "X", "? X" },
		{ "false and Y", "false" },
		{ "Y and false", "false" },
		{ "no and X > 1", "false" },
		{ "yes or Y", "true" },
		{ "Y or yes", "true" },
		{ "Y and yes", "? Y" },
		{ "Y or no", "? Y" },
		{ "Y and X > 1", "? Y, X" },
		{ "not(Y)", "? Y" },
		{ "Y and null", "? Y" },
		{ "null and Y", "? Y" },
		{ "not(Y) or 原因 = \"a\" and yes", "? Y, 原因" },
		{ "not(Y) or X > 1 and no", "? Y" },
	};

	CHECK_ROWS(rows);
}

TEST("operations pass on what is missing, but not what nothing can change")
{
	static const struct row rows[] = {
		{ "X + 1", "? X" },
		{ "X + null", "null NULL" },
		{ "X + 1/0", "null ZERO" },
		{ "X * X - n", "? X" },
		{ "-X", "? X" },
		{ "X > 1", "? X" },
		{ "X = 1", "? X" },
		{ "X = null", "? X" },
		{ "X != null", "? X" },
		{ "X between 1 and 3", "? X" },
		{ "n between X and 3", "false" },
		{ "n between X and 9", "? X" },
		{ "n in [1..X]", "? X" },
		{ "n in [9..X]", "? X" },
		{ "n in [null..X]", "? X" },
		{ "n in (< X)", "? X" },
		{ "true = [1..X]", "? X" },
		{ "X in [1..2]", "? X" },
		{ "n in (1, X)", "? X" },
		{ "n in (5, X)", "true" },
		{ "原因 + \"!\"", "? 原因" },
		{ "X instance of number", "? X" },
		{ "原因.a", "? 原因" },
		{ "名单[1]", "? 名单" },
		{ "[1, 2][X]", "? X" },
	};

	CHECK_ROWS(rows);
}

TEST("both branches are looked at when the condition is open")
{
	static const struct row rows[] = {
		{ "if Y then 1 else 1", "1" },
		{ "if Y then 1 else 1.0", "1" },
		{ "if Y then 1 else 2", "? Y" },
		{ "if Y then X else 2", "? Y, X" },
		{ "if Y then \"a\" else null", "? Y" },
		{ "if yes then n else X", "5" },
	};

	CHECK_ROWS(rows);
}

TEST("lists with parts that are not known")
{
	static const struct row rows[] = {
		{ "[1, X, 3]", "[1, null, 3] ? X" },
		{ "count([1, X, 3])", "3" },
		{ "[1, X, 3][3]", "3" },
		{ "[1, X, 3][2]", "? X" },
		{ "sum([1, X, 3])", "? X" },
		{ "max(1, X)", "? X" },
		{ "list contains([1, X], 1)", "true" },
		{ "list contains([1, X], 2)", "? X" },
		{ "all([no, Y])", "false" },
		{ "all([yes, Y])", "? Y" },
		{ "any([yes, Y])", "true" },
		{ "any([no, Y])", "? Y" },
		{ "append([1], X)", "[1, null] ? X" },
		{ "concatenate([1], [X])", "[1, null] ? X" },
		{ "reverse([X, 1])[1]", "1" },
		{ "flatten([1, X])", "? X" },
		{ "distinct values([1, X])", "? X" },
		{ "index of([1, X], 1)", "? X" },
		{ "sort([2, X, 1])", "? X" },
		{ "[1, X] = [2, X]", "false" },
		{ "[1, X] = [1, 2]", "? X" },
		{ "[1, X] = [1]", "false" },
		{ "{a: X, b: 1}.b", "1" },
		{ "{a: X, b: 1}.a", "? X" },
		{ "{a: X} = {a: 1, b: 2}", "false" },
		{ "get value({a: X, b: 2}, \"b\")", "2" },
		{ "for i in [X, 2] return i * 2", "[null, 4] ? X" },
		{ "string(X)", "? X" },
		{ "string join([\"a\", 原因])", "? 原因" },
	};

	CHECK_ROWS(rows);
}

TEST("filters, some and every over elements that are not wholly known")
{
	static const struct row rows[] = {
		{ "count(members)", "2" },
		{ "count(members[role = \"clerk\"])", "1" },
		{ "count(members[age > 20])", "? X" },
		{ "some m in members satisfies m.age > 20", "true" },
		{ "some m in members satisfies m.age > 40", "? X" },
		{ "every m in members satisfies m.age > 40", "false" },
		{ "every m in members satisfies m.age > 20", "? X" },
		{ "some m in members satisfies m.role = \"chair\" and "
		    "m.age > 60", "? X" },
		{ "every 名 in 名单 satisfies 名 != \"\"", "? 名单" },
		{ "for 名 in 名单 return 名", "? 名单" },
		{ "members.age", "[30, null] ? X" },
	};

	CHECK_ROWS(rows);
}

TEST("the facts that were read are told, unknown ones and unread ones not")
{
	struct feel_world w;

	world(&w);
	world_check("short", world_used(&w, "no and n > 1"), "no");
	world_check("both", world_used(&w, "yes and n > 1"), "yes, n");
	world_check("unknown", world_used(&w, "X > n"), "n");
	world_check("branch", world_used(&w, "if yes then 级别 else n"),
	    "yes, 级别");
	world_end(&w);
}

TEST("a missing fact says why it is not known")
{
	struct feel_world w;
	const struct feel_program *p = NULL;
	const struct feel_missing *m;
	struct note note = NOTE_INIT;
	struct feel_answer ans;

	world(&w);
	CHECK_OK(feel_compile(w.a, w.scope, S("X > 1 or X > 2 or X + n > 3"),
	    NULL, &p, &note), &note);
	CHECK_OK(feel_eval(w.a, p, &w.env, &ans, &note), &note);
	m = feel_missing(w.a, &ans.value);
	assert_non_null(m);
	CHECK_STR(m->fact, "X");
	CHECK_STR(m->said, "nobody said");
	CHECK(m->next == NULL);
	world_end(&w);
}

TEST("a reason says where in the text")
{
	struct feel_world w;
	const struct feel_program *p = NULL;
	struct note note = NOTE_INIT;
	struct feel_answer ans;

	world(&w);
	CHECK_OK(feel_compile(w.a, w.scope, S("n > 3 and n / (5 - n) > 1"),
	    NULL, &p, &note), &note);
	CHECK_OK(feel_eval(w.a, p, &w.env, &ans, &note), &note);
	CHECK_INT(ans.value.kind, FEEL_NULL);
	assert_non_null(ans.value.why);
	CHECK_INT(ans.value.why->code, FEEL_WHY_ZERO);
	CHECK_STR(str_part(feel_text(p), ans.value.why->from,
	    ans.value.why->to), "n / (5 - n)");
	world_end(&w);
}

static void
explains(const char *text, const char *want)
{
	struct feel_world w;

	world(&w);
	world_check(text, world_explain(&w, text), want);
	world_end(&w);
}

TEST("a false \"and\" is explained by what is false, with both sides' values")
{
	explains("yes and n > 7 and 级别 = \"一般\"",
	    "and: yes and n > 7 and 级别 = \"一般\" = false\n"
	    "\ttest: n > 7 = false\n"
	    "\t\tvalue: n = 5\n"
	    "\ttest: 级别 = \"一般\" = false\n"
	    "\t\tvalue: 级别 = \"重大\"\n");
}

TEST("a true \"or\" is explained by the first that is true")
{
	explains("no or n > 3 or yes",
	    "or: no or n > 3 or yes = true\n"
	    "\ttest: n > 3 = true\n"
	    "\t\tvalue: n = 5\n");
}

TEST("what is open is explained by what is open")
{
	explains("yes and (Y or n > 7 or X > 2)",
	    "and: yes and (Y or n > 7 or X > 2) = ? Y, X\n"
	    "\tor: Y or n > 7 or X > 2 = ? Y, X\n"
	    "\t\tvalue: Y = ? Y\n"
	    "\t\ttest: X > 2 = ? X\n"
	    "\t\t\tvalue: X = ? X\n");
}

TEST("an operand that is computed is told with what it is computed of")
{
	explains("n * 2 + 1 >= count(members) * 3",
	    "test: n * 2 + 1 >= count(members) * 3 = true\n"
	    "\tvalue: n * 2 + 1 = 11\n"
	    "\t\tvalue: n = 5\n"
	    "\tvalue: count(members) * 3 = 6\n"
	    "\t\tvalue: members = [{role: \"clerk\", age: 30}, "
	    "{role: \"chair\", age: null}] ? X\n");
}

TEST("if, not, in and quantifiers are explained by their deciding parts")
{
	explains("if not(n > 7) then n in [1..5] else yes",
	    "if: if not(n > 7) then n in [1..5] else yes = true\n"
	    "\tnot: not(n > 7) = true\n"
	    "\t\ttest: n > 7 = false\n"
	    "\t\t\tvalue: n = 5\n"
	    "\ttest: n in [1..5] = true\n"
	    "\t\tvalue: n = 5\n");
	explains("some m in members satisfies m.role = \"chair\"",
	    "some: some m in members satisfies m.role = \"chair\" = true\n"
	    "\telement: members = {role: \"chair\", age: null} ? X\n"
	    "\t\ttest: m.role = \"chair\" = true\n"
	    "\t\t\tvalue: m.role = \"chair\"\n");
	explains("every m in members satisfies m.age > 29",
	    "every: every m in members satisfies m.age > 29 = ? X\n"
	    "\telement: members = {role: \"chair\", age: null} ? X\n"
	    "\t\ttest: m.age > 29 = ? X\n"
	    "\t\t\tvalue: m.age = ? X\n");
	explains("some i in [1, 2] satisfies i > n",
	    "some: some i in [1, 2] satisfies i > n = false\n");
}
