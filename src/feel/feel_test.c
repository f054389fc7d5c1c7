/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/feel_fixture.h"

#include "test/lib/test.h"

struct row {
	const char	*text, *want;
};

static void
world(struct feel_world *w)
{
	world_begin(w);
	world_fact(w, "age", "number", "42");
	world_fact(w, "a-b", "number", "7");
	world_fact(w, "a", "number", "5");
	world_fact(w, "b", "number", "3");
	world_fact(w, "name", "string", "\"Li\"");
	world_fact(w, "赞成票", "number", "67");
	world_fact(w, "应到人数", "number", "100");
	world_fact(w, "年龄-工龄", "number", "30");
	world_fact(w, "甲，乙", "number", "1");
	world_fact(w, "votes for", "number", "2");
	world_fact(w, "votes", "number", "9");
	world_fact(w, "委员",
	    "list<context<姓名: string, 任期: number, 职务: string>>",
	    "[{姓名: \"甲\", 任期: 2, 职务: \"委员\"}, "
	    "{姓名: \"乙\", 任期: 5, 职务: \"书记\"}, "
	    "{姓名: \"丙\", 任期: 4, 职务: \"委员\"}]");
	world_fact(w, "loose", "Any", "[{x: 1}, {x: 2, y: 3}]");
	world_fact(w, "empty", "list<number>", "[]");
	world_fact(w, "count of things", "number", "8");
	world_fact(w, "date", "date", "@\"2026-11-23\"");
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

TEST("decimals are exact")
{
	static const struct row rows[] = {
		{ "0.1 + 0.2 = 0.3", "true" },
		{ "100 * 1.005", "100.5" },
		{ "1/3*3", "0.9999999999999999999999999999999999" },
		{ "2/3", "0.6666666666666666666666666666666667" },
		{ "10 ** 20 + 1", "100000000000000000001" },
		{ "0.1 ** 2", "0.01" },
		{ "2 ** -2", "0.25" },
		{ "-2 ** 2", "4" },
		{ "2 ** 3 ** 2", "64" },
		{ "1 / 0", "null ZERO" },
		{ "10 ** 7000", "null RANGE" },
		{ "2 ** 0.5", "null ARGUMENT" },
		{ "1e40", "1E+40" },
		{ "--5", "5" },
		{ "5 - -3", "8" },
		{ "(1 + 2) * 3 - 4 / 2", "7" },
		{ ".5 + 1.50", "2" },
	};

	CHECK_ROWS(rows);
}

TEST("the longest declared name is meant, blanks and signs included")
{
	static const struct row rows[] = {
		{ "a-b", "7" },
		{ "a - b", "2" },
		{ "a-b + a", "12" },
		{ "votes for", "2" },
		{ "votes  \n for + votes", "11" },
		{ "count of things + count([1])", "9" },
		{ "date + @\"P1D\"", "@\"2026-11-24\"" },
		{ "date(\"2026-01-01\") < date", "true" },
	};

	CHECK_ROWS(rows);
}

TEST("Chinese names")
{
	static const struct row rows[] = {
		{ "赞成票 / 应到人数 >= 2/3", "true" },
		{ "赞成票/应到人数", "0.67" },
		{ "年龄-工龄 + 1", "31" },
		{ "甲，乙", "1" },
		{ "count(委员[任期 > 3])", "2" },
		{ "委员[职务 = \"书记\"].姓名", "[\"乙\"]" },
		{ "委员[1].姓名", "\"甲\"" },
		{ "some 某 in 委员 satisfies 某.任期 > 4", "true" },
		{ "every 某 in 委员 satisfies 某.任期 > 4", "false" },
		{ "for 某 in 委员 return 某.任期 * 2", "[4, 10, 8]" },
		{ "{人数: count(委员), 过半: 人数 / 2}.过半", "1.5" },
		{ "string length(\"横綱🐎\")", "3" },
		/* é as two characters in the text, as one in the name. */
		{ "{\"e\xCC\x81\": 1}.\xC3\xA9", "1" },
		{ "赞成票　＞", "! 1:5 The full-width sign ＞ stands here. "
		    "Write > instead." },
	};

	CHECK_ROWS(rows);
}

TEST("three-valued logic")
{
	static const struct row rows[] = {
		{ "true and null", "null LOGIC" },
		{ "false and null", "false" },
		{ "null and false", "false" },
		{ "true or null", "true" },
		{ "null or false", "null LOGIC" },
		{ "not(null)", "null LOGIC" },
		{ "not(1)", "null ARGUMENT" },
		{ "true and 1/0 > 1", "null ZERO" },
		{ "false and 1/0 > 1", "false" },
		{ "a > 1 and b > 1 and age > 100", "false" },
		{ "a > 9 or b > 9 or age > 40", "true" },
		{ "null = null", "true" },
		{ "1 = null", "false" },
		{ "1 = \"1\"", "null KIND" },
		{ "1 < \"1\"", "null KIND" },
		{ "1 < null", "null NULL" },
	};

	CHECK_ROWS(rows);
}

TEST("if")
{
	static const struct row rows[] = {
		{ "if age > 40 then \"old\" else \"young\"", "\"old\"" },
		{ "if null then 1 else 2", "2" },
		{ "if 1 then 1 else 2", "2" },
		{ "if 1/0 > 1 then 1 else 2", "2" },
		{ "if false then 1 else if true then 2 else 3", "2" },
		{ "1 + if true then 1 else 2", "2" },
		{ "(if true then [1,2] else [3])[2]", "2" },
	};

	CHECK_ROWS(rows);
}

TEST("some and every")
{
	static const struct row rows[] = {
		{ "some x in [1, 2, 3] satisfies x > 2", "true" },
		{ "every x in [1, 2, 3] satisfies x > 2", "false" },
		{ "some x in [] satisfies x > 2", "false" },
		{ "every x in [] satisfies x > 2", "true" },
		{ "some x in [1, 2], y in [3, 4] satisfies x + y = 6", "true" },
		{ "every x in [1, 2], y in [x, 2] satisfies x <= y", "true" },
		{ "some x in [null, 3] satisfies x > 2", "true" },
		{ "some x in [null, 1] satisfies x > 2", "null NULL" },
		{ "every x in [null, 1] satisfies x > 2", "false" },
		{ "every x in 1..5 satisfies x < 6", "true" },
		{ "some x in [1..5] satisfies x = 5", "true" },
		{ "some x in (1..5) satisfies x = 5", "false" },
		{ "some x in 7 satisfies x = 7", "true" },
		{ "some x in null satisfies x = 7", "null NULL" },
		{ "some x in 1..1000000000000000000 satisfies x > 5", "true" },
		{ "some x in [{y: 1}] satisfies some y in [2] "
		    "satisfies x.y < y", "true" },
	};

	CHECK_ROWS(rows);
}

TEST("for")
{
	static const struct row rows[] = {
		{ "for i in 3..1 return i", "[3, 2, 1]" },
		{ "for i in [1, 2], j in [i..3] return 10 * i + j",
		    "[11, 12, 13, 22, 23]" },
		{ "for i in 1..5 return if i = 1 then 1 else i * partial[-1]",
		    "[1, 2, 6, 24, 120]" },
		{ "for i in 1..3 return count(partial)", "[0, 1, 2]" },
		{ "for i in (1..4) return i", "[2, 3]" },
		{ "for i in [4..1] return i", "[]" },
		{ "for i in [] return i", "[]" },
		{ "for i in 5 return i", "[5]" },
		{ "for d in @\"2026-02-28\"..@\"2026-03-01\" return d.day",
		    "[28, 1]" },
		{ "for i in 1..2.5 return i", "null KIND" },
		{ "for i in \"a\"..\"c\" return i", "null KIND" },
		{ "for i in 1..2 return for j in 1..i return j",
		    "[[1], [1, 2]]" },
	};

	CHECK_ROWS(rows);
}

TEST("filters")
{
	static const struct row rows[] = {
		{ "[1, 2, 3][item > 1]", "[2, 3]" },
		{ "[1, 2, 3][-1]", "3" },
		{ "[1, 2, 3][4]", "null INDEX" },
		{ "[1, 2, 3][0]", "null INDEX" },
		{ "[1, 2, 3][1.5]", "null INDEX" },
		{ "[1, 2, 3][a - 3]", "2" },
		{ "loose[x = 2].y", "[3]" },
		{ "loose[y = 3].x", "[2]" },
		{ "loose[item.x > 1]", "[{x: 2, y: 3}]" },
		{ "[{x: 1, y: 2}, {x: 2, y: 3}][x > 1 and y > 1].y", "[3]" },
		{ "[{item: 1}, {item: 2}][item > 1]", "[{item: 2}]" },
		{ "[[1, 2], [3]][count(item) = 1]", "[[3]]" },
		{ "委员[任期 > 3][职务 = \"委员\"].姓名", "[\"丙\"]" },
		{ "empty[item > 1]", "[]" },
		{ "empty[1]", "null INDEX" },
		{ "5[item > 1]", "[5]" },
		{ "null[1]", "null NULL" },
		{ "sort(委员, function(p, q) p.任期 < q.任期)[1].姓名",
		    "\"甲\"" },
		{ "count(委员[职务=\"委员\"])*100/count(委员)<60", "false" },
	};

	CHECK_ROWS(rows);
}

TEST("contexts see their earlier entries, functions what they were made in")
{
	static const struct row rows[] = {
		{ "{x: 1, y: x + 1, z: {w: y * 10}}.z.w", "20" },
		{ "{f: function(n) n * 2, r: f(4)}.r", "8" },
		{ "(function(x, y) x - y)(5, 3)", "2" },
		{ "{k: 10, f: function(n) n + k, r: f(1)}.r", "11" },
		{ "for f in [function(x) x + 1, function(x) x * 2] "
		    "return f(10)", "[11, 20]" },
		{ "(function(x) x)(1, 2)", "null COUNT" },
		{ "1(2)", "null CALL" },
		{ "for f in [abs, floor] return f(-1.5)", "[1.5, -2]" },
		{ "{\"a b\": 1}", "{a b: 1}" },
		{ "{a+b: 1}", "{\"a+b\": 1}" },
		{ "{a: 1}.c", "null ENTRY" },
		{ "{}", "{}" },
		{ "{a: {b: 1}} = {a: {b: 1.0}}", "true" },
		{ "{a: 1, a: 2}", "! 1:1 An entry of this context is there "
		    "twice. Give each its own name." },
	};

	CHECK_ROWS(rows);
}

TEST("ranges")
{
	static const struct row rows[] = {
		{ "5 in [1..10[", "true" },
		{ "10 in [1..10[", "false" },
		{ "1 in ]1..10]", "false" },
		{ "[1..10[ = [1..10)", "true" },
		{ "5 in [1..10[ and true", "true" },
		{ "if 5 in [1..10[ then 1 else 2", "1" },
		{ "[1..[2, 9][2]]", "[1..9]" },
		{ "[1..10].start included", "true" },
		{ "(1..10].start", "1" },
		{ "(<5).end", "5" },
		{ "(>= 5)", "(>= 5)" },
		{ "before([1..5), 5)", "true" },
		{ "during(3, [1..5])", "true" },
		{ "includes([1..5], (1..5))", "true" },
		{ "overlaps([1..5], [5..9])", "true" },
		{ "overlaps([1..5), [5..9])", "false" },
		{ "meets([1..5], [5..9])", "true" },
		{ "range(\"(1..5]\")", "(1..5]" },
		{ "[1..\"a\"]", "null KIND" },
		{ "@\"2026-05-01\" in [@\"2026-01-01\"..@\"2026-12-31\"]",
		    "true" },
		{ "5 in (< 3, > 4)", "true" },
		{ "5 in not", "! 1:9 The text ends where a bracket “(” is "
		    "expected. Complete it." },
	};

	CHECK_ROWS(rows);
}

TEST("instance of")
{
	static const struct row rows[] = {
		{ "1 instance of number", "true" },
		{ "[1, 2] instance of list<number>", "true" },
		{ "[1, \"a\"] instance of list<number>", "false" },
		{ "{a: 1} instance of context<a: number>", "true" },
		{ "{a: 1} instance of context<a: string>", "false" },
		{ "[1..2] instance of range<number>", "true" },
		{ "abs instance of function", "true" },
		{ "(function(x) x) instance of function<number> -> number",
		    "true" },
		{ "date instance of date", "true" },
		{ "null instance of Any", "false" },
		{ "1 instance of nonsense", "! 1:15 “nonsense” was found "
		    "where the name of a type is expected. Correct it here or "
		    "just before." },
	};

	CHECK_ROWS(rows);
}

TEST("now and today are inputs")
{
	struct feel_world w;

	world(&w);
	world_check("today()", world_eval(&w, "today()"), "null NULL");
	w.env.today = feel_date(20780);
	world_check("today()", world_eval(&w, "today() + @\"P1D\""),
	    "@\"2026-11-24\"");
	w.env.now = feel_unknown(w.a, S("now"), S(""));
	world_check("now()", world_eval(&w, "now()"), "? now");
	world_end(&w);
}

TEST("strings")
{
	static const struct row rows[] = {
		{ "\"a\\\"b\\\\c\\n\"", "\"a\\\"b\\\\c\\n\"" },
		{ "\"\\uD83D\\uDC0E\" = \"🐎\"", "true" },
		{ "\"\\U01F40E\" = \"🐎\"", "true" },
		{ "\"\\uD83D\"", "! 1:2 \\u and \\U are followed by the 4 or 6 "
		    "hexadecimal digits of a character." },
		{ "\"a\" + \"b\"", "\"ab\"" },
		{ "\"a\" < \"b\"", "true" },
		{ "name + \"!\"", "\"Li!\"" },
		{ "\"no end", "! 1:1 The string that begins here has no end. "
		    "Close it with \"." },
	};

	CHECK_ROWS(rows);
}
