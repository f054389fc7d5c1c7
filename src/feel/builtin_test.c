/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The functions of the language, but those of time.
 */
#include "feel/feel_fixture.h"

#include "test/lib/test.h"

struct row {
	const char	*text, *want;
};

static void
check(const struct row *rows, size_t n)
{
	struct feel_world w;

	world_begin(&w);
	world_fact(&w, "nums", "list<number>", "[3, 1, 2]");
	world_fact(&w, "anything", "Any", "[\"a\"]");
	for (size_t i = 0; i < n; i++)
		world_check(rows[i].text, world_eval(&w, rows[i].text),
		    rows[i].want);
	world_end(&w);
}
#define CHECK_ROWS(rows)	check((rows), sizeof (rows) / sizeof *(rows))

TEST("rounding")
{
	static const struct row rows[] = {
		{ "decimal(2.5, 0)", "2" },
		{ "decimal(1/3, 2)", "0.33" },
		{ "decimal(1234, -2)", "1200" },
		{ "floor(-1.5)", "-2" },
		{ "ceiling(-1.5)", "-1" },
		{ "round up(1.121, 2)", "1.13" },
		{ "round down(-1.126, 2)", "-1.12" },
		{ "round half up(-2.5, 0)", "-3" },
		{ "round half down(2.5, 0)", "2" },
		{ "round up(5.5, 6176)", "5.5" },
		{ "round up(5.5, 6177)", "null ARGUMENT" },
		{ "round up(5.5, -6112)", "null ARGUMENT" },
		{ "floor(\"1\")", "null ARGUMENT" },
		{ "abs(-4)", "4" },
		{ "abs(@\"-P1D\")", "@\"P1D\"" },
		{ "modulo(-12, 5)", "3" },
		{ "modulo(10.1, -4.5)", "-3.4" },
		{ "modulo(1, 0)", "null ZERO" },
		{ "even(-2)", "true" },
		{ "odd(3)", "true" },
		{ "even(2.5)", "false" },
		{ "odd(2.5)", "false" },
	};

	CHECK_ROWS(rows);
}

TEST("numbers from text")
{
	static const struct row rows[] = {
		{ "number(\"1,234.5\", \",\", \".\")", "1234.5" },
		{ "number(\"1.234,5\", \".\", \",\")", "1234.5" },
		{ "number(\"1 234\", \" \", null)", "1234" },
		{ "number(\"-.5\")", "-0.5" },
		{ "number(\"1e3\")", "1000" },
		{ "number(\"\")", "null FORM" },
		{ "number(\"-\")", "null FORM" },
		{ "number(\"+5\")", "null FORM" },
		{ "number(\"1.5.2\")", "null FORM" },
		{ "number(\"1.5\", null, \",\")", "null FORM" },
		{ "number(\"1\", \",\", \",\")", "null ARGUMENT" },
		{ "number(\"1\", \"x\", \".\")", "null ARGUMENT" },
	};

	CHECK_ROWS(rows);
}

TEST("strings by their characters")
{
	static const struct row rows[] = {
		{ "substring(\"foobar\", 3)", "\"obar\"" },
		{ "substring(\"foobar\", -2, 1)", "\"a\"" },
		{ "substring(\"网络安全\", 3, 2)", "\"安全\"" },
		{ "substring(\"🐎b\", 2)", "\"b\"" },
		{ "substring(\"a\", 0)", "null ARGUMENT" },
		{ "substring(\"a\", 2)", "null ARGUMENT" },
		{ "substring(\"abc\", 2, 99)", "\"bc\"" },
		{ "string length(\"网络\")", "2" },
		{ "upper case(\"abz é\")", "\"ABZ É\"" },
		{ "lower case(\"ÀB\")", "\"àb\"" },
		{ "substring before(\"foobar\", \"bar\")", "\"foo\"" },
		{ "substring before(\"foobar\", \"xyz\")", "\"\"" },
		{ "substring after(\"foobar\", \"ob\")", "\"ar\"" },
		{ "substring after(\"foobar\", \"\")", "\"foobar\"" },
		{ "contains(\"上海市\", \"海\")", "true" },
		{ "starts with(\"foobar\", \"foo\")", "true" },
		{ "starts with(\"fo\", \"foo\")", "false" },
		{ "ends with(\"foobar\", \"bar\")", "true" },
		{ "ends with(\"foobar\", \"\")", "true" },
		{ "string(1.50)", "\"1.5\"" },
		{ "string(true)", "\"true\"" },
		{ "string(@\"P1D\")", "\"P1D\"" },
		{ "string(\"a\")", "\"a\"" },
		{ "string([1, \"a\"])", "\"[1, \\\"a\\\"]\"" },
		{ "string(null)", "null" },
		{ "string join([\"a\", null, \"b\"], \", \")", "\"a, b\"" },
		{ "string join([1])", "null ARGUMENT" },
		{ "upper case([\"a\"])", "\"A\"" },
		{ "upper case(anything)", "\"A\"" },
		{ "upper case([\"a\", \"b\"])", "null ARGUMENT" },
	};

	CHECK_ROWS(rows);
}

TEST("patterns")
{
	static const struct row rows[] = {
		{ "split(\"John Doe\", \"\\s\")", "[\"John\", \"Doe\"]" },
		{ "split(\"a;b;;c\", \";\")", "[\"a\", \"b\", \"\", \"c\"]" },
		{ "split(\"a1b22c\", \"[0-9]+\")", "[\"a\", \"b\", \"c\"]" },
		{ "split(\"abc\", \"\")", "[\"abc\"]" },
		{ "split(\"\", \",\")", "[\"\"]" },
		{ "split(\"甲、乙，丙\", \"[、，]\")",
		    "[\"甲\", \"乙\", \"丙\"]" },
		{ "split(\"a.b\", \"\\.\")", "[\"a\", \"b\"]" },
		{ "matches(\"foobar\", \"^fo*b\")", "true" },
		{ "matches(\"foobar\", \"^b\")", "false" },
		{ "matches(\"abc\", \"a|b(c|d)|e\")", "true" },
		{ "matches(\"xbdx\", \"a|b(c|d)x|e\")", "true" },
		{ "matches(\"xbdy\", \"a|b(c|d)x|e\")", "false" },
		{ "matches(\"aaa\", \"^a{2}$\")", "false" },
		{ "matches(\"aaa\", \"^a{2,3}$\")", "true" },
		{ "matches(\"aaa\", \"^(a{1,2}){2}$\")", "true" },
		{ "matches(\"ABC\", \"b\", \"i\")", "true" },
		{ "matches(\"a\nb\", \"^b\", \"m\")", "true" },
		{ "matches(\"a\nb\", \"a.b\")", "false" },
		{ "matches(\"a\nb\", \"a.b\", \"s\")", "true" },
		{ "matches(\"ab\", \"a b\", \"x\")", "true" },
		{ "matches(\"hello world\", \"he ll o[ ]worl d\", \"x\")",
		    "true" },
		{ "matches(\"a-b\", \"[^\\w]\")", "true" },
		{ "matches(\"级别\", \"^\\w+$\")", "true" },
		{ "matches(\"a1\", \"^\\D\\d$\")", "true" },
		{ "matches(\"]\", \"[\\]]\")", "true" },
		{ "matches(\"a\", \"(\")", "null FORM" },
		{ "matches(\"a\", \"*\")", "null FORM" },
		{ "matches(\"a\", \"[z-a]\")", "null FORM" },
		{ "matches(\"a\", \"a\", \"q\")", "null FORM" },
		{ "matches(\"a\", \"((a{200}){200}){200}\")", "null FORM" },
		{ "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\", "
		    "\"^(a*)*$\")", "false" },
		{ "matches(\"\", \"(()*)*\")", "true" },
		{ "split(\"aXbXc\", \"X|Y\")[2]", "\"b\"" },
	};

	CHECK_ROWS(rows);
}

TEST("lists")
{
	static const struct row rows[] = {
		{ "list contains([1, null], null)", "true" },
		{ "list contains([1, 2.0], 2)", "true" },
		{ "count([])", "0" },
		{ "count(7)", "1" },
		{ "min(nums)", "1" },
		{ "max(3, 9, 4)", "9" },
		{ "max(\"a\", \"b\")", "\"b\"" },
		{ "max([1, \"a\"])", "null ARGUMENT" },
		{ "min([])", "null" },
		{ "sum(1, 2.5)", "3.5" },
		{ "sum([])", "null" },
		{ "mean(nums)", "2" },
		{ "median(8, 2, 5, 3)", "4" },
		{ "product(2, 3, 4)", "24" },
		{ "all([])", "true" },
		{ "any([])", "false" },
		{ "all(true, null)", "null LOGIC" },
		{ "sublist([1, 2, 3], 2)", "[2, 3]" },
		{ "sublist([1, 2, 3], -2, 1)", "[2]" },
		{ "sublist([1, 2, 3], 4)", "null ARGUMENT" },
		{ "append([1], 2, [3])", "[1, 2, [3]]" },
		{ "append(1, 2)", "[1, 2]" },
		{ "concatenate([1], [2, 3], 4)", "[1, 2, 3, 4]" },
		{ "insert before([1, 3], 2, 2)", "[1, 2, 3]" },
		{ "insert before([1], 2, 9)", "[1, 9]" },
		{ "insert before([1], 3, 9)", "null ARGUMENT" },
		{ "remove([1, 2, 3], -1)", "[1, 2]" },
		{ "remove([], 1)", "null ARGUMENT" },
		{ "reverse(nums)", "[2, 1, 3]" },
		{ "index of([1, 2, 1], 1)", "[1, 3]" },
		{ "index of([1], 2)", "[]" },
		{ "union([1, 2], [2.0, 3])", "[1, 2, 3]" },
		{ "distinct values([1, 1.0, \"1\", null, null])",
		    "[1, \"1\", null]" },
		{ "distinct values([[1], [1.0], {a: 1}, {a: 1}])",
		    "[[1], {a: 1}]" },
		{ "flatten([1, [2, [3]], []])", "[1, 2, 3]" },
		{ "sort(nums)", "[1, 2, 3]" },
		{ "sort(nums, function(a, b) a > b)", "[3, 2, 1]" },
		{ "sort([1, \"a\"])", "null KIND" },
		{ "sort(nums, function(a, b) 5)", "null ARGUMENT" },
		{ "sort(nums, function(a) true)", "null COUNT" },
		{ "sort([{k: 1, n: 1}, {k: 0, n: 2}, {k: 1, n: 3}], "
		    "function(a, b) a.k < b.k).n", "[2, 1, 3]" },
		{ "list replace([1, 2, 3], 2, 9)", "[1, 9, 3]" },
		{ "list replace([1, 2, 3], function(i, n) i > 1, 0)",
		    "[1, 0, 0]" },
		{ "list replace(list: [1], match: function(i, n) true, "
		    "newItem: 5)", "[5]" },
	};

	CHECK_ROWS(rows);
}

TEST("contexts")
{
	static const struct row rows[] = {
		{ "get value({a: 1}, \"a\")", "1" },
		{ "get value({a: 1}, \"b\")", "null ENTRY" },
		{ "get entries({a: 1, b: 2})[2].value", "2" },
		{ "context([{key: \"a\", value: 1}])", "{a: 1}" },
		{ "context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])",
		    "null ENTRY" },
		{ "context(get entries({x: 1, y: null}))",
		    "{x: 1, y: null}" },
		{ "context put({a: 1}, \"b\", 2)", "{a: 1, b: 2}" },
		{ "context put({a: {b: 1}}, [\"a\", \"b\"], 2)",
		    "{a: {b: 2}}" },
		{ "context put(context: {a: 1}, keys: [\"a\"], value: 3)",
		    "{a: 3}" },
		{ "context put({a: 1}, [], 2)", "null ARGUMENT" },
		{ "context merge([{a: 1, b: 2}, {b: 3, c: 4}])",
		    "{a: 1, b: 3, c: 4}" },
		{ "context merge([])", "{}" },
		{ "is(1, 1.0)", "true" },
		{ "is(1, \"1\")", "false" },
		{ "is(null, null)", "true" },
		{ "count(get entries(context(for i in 1..500 return "
		    "{key: string(i), value: i})))", "500" },
		{ "get value(context(for i in 1..500 return {key: string(i), "
		    "value: i}), \"321\")", "321" },
		{ "context(for i in 1..9 return {key: \"k\", value: 1})",
		    "null ENTRY" },
	};

	CHECK_ROWS(rows);
}

TEST("ranges and points")
{
	static const struct row rows[] = {
		{ "before(1, 2)", "true" },
		{ "before([1..3], [3..4])", "false" },
		{ "before([1..3], (3..4])", "true" },
		{ "after(5, [1..4])", "true" },
		{ "meets([1..3], [3..4])", "true" },
		{ "meets([1..3), [3..4])", "false" },
		{ "met by([3..4], [1..3])", "true" },
		{ "overlaps before([1..5], [4..9])", "true" },
		{ "overlaps after([4..9], [1..5])", "true" },
		{ "overlaps before([4..9], [1..5])", "false" },
		{ "finishes(5, [1..5])", "true" },
		{ "finishes(5, [1..5))", "false" },
		{ "finished by([1..5], (3..5])", "true" },
		{ "includes([1..5], 5)", "true" },
		{ "includes([1..5), 5)", "false" },
		{ "during([2..3], [1..5])", "true" },
		{ "starts(1, [1..5])", "true" },
		{ "starts([1..3], (1..5])", "false" },
		{ "started by([1..5], [1..3])", "true" },
		{ "coincides([1..5], [1..5])", "true" },
		{ "coincides([1..5], [1..5))", "false" },
		{ "coincides(1, 1.0)", "true" },
		{ "during(@\"2026-05-01\", [@\"2026-01-01\"..@\"2026-12-31\"])",
		    "true" },
		{ "before(1, \"a\")", "null KIND" },
		{ "meets(1, 2)", "null ARGUMENT" },
		{ "during(3, (> 2))", "true" },
		{ "range(\"[1..0]\")", "null FORM" },
		{ "range(\"[a..b]\")", "null FORM" },
		{ "range(\"[-3..-1)\")", "[-3..-1)" },
		{ "range(\"[date(\\\"2026-01-01\\\")..@\\\"2026-02-01\\\"]\")"
		    ".end.month", "2" },
	};

	CHECK_ROWS(rows);
}

TEST("arguments by name, in any order, some left out")
{
	static const struct row rows[] = {
		{ "modulo(divisor: 4, dividend: 10)", "2" },
		{ "substring(string: \"abc\", start position: 2)", "\"bc\"" },
		{ "sum(list: [1, 2])", "3" },
		{ "floor(scale: 1, n: 1.56)", "1.5" },
		/* The one that was left out is null. */
		{ "floor(scale: 1)", "null NULL" },
		{ "floor(n: 1, n: 2)", "null COUNT" },
		{ "floor(n: 1.5, 2)", "null COUNT" },
		{ "floor(m: 1)", "null COUNT" },
	};

	CHECK_ROWS(rows);
}
