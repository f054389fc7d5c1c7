/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/table_fixture.h"

#include "test/lib/test.h"

/* Grades by age and status, under the policy. */
#define GRADES(hit) hit "\n" \
	"in age | number\n" \
	"in status | string | 'new','old','gone'\n" \
	"out grade | string | 'high','middle','low'\n" \
	"< 18 | - => 'low'\n" \
	">= 18 | 'new' => 'middle'\n" \
	"[30..60) | - => 'high'\n" \
	"> 50 | 'old','gone' => 'low'\n"

static void
grades(const char *age, const char *status, const char *text,
    const char *want)
{
	struct feel_world w;

	world_begin(&w);
	world_fact(&w, "age", "number", age);
	world_fact(&w, "status", "string", status);
	world_check(text, table_says(&w, text), want);
	world_end(&w);
}

TEST("under U one rule may apply")
{
	grades("12", "\"old\"", GRADES("U"), "\"low\" hit 1");
	grades("20", "\"new\"", GRADES("U"), "\"middle\" hit 2");
	grades("20", "\"old\"", GRADES("U"), "null NONE");
	grades("40", "\"new\"", GRADES("U"), "null SEVERAL hit 2,3");
}

TEST("under A rules that apply must say the same")
{
	grades("40", "\"old\"", GRADES("A"), "\"high\" hit 3");
	grades("40", "\"new\"", GRADES("A"), "null DIFFER hit 2,3");
	grades("70", "\"gone\"", GRADES("A"), "\"low\" hit 4");
	grades("12", "\"new\"", "A\nin age | number\nout\n"
	    "< 18 => 1\n< 20 => 1.0\n", "1 hit 1,2");
}

TEST("under P the output listed first goes first")
{
	grades("40", "\"new\"", GRADES("P"), "\"high\" hit 2,3");
	grades("55", "\"old\"", GRADES("P"), "\"high\" hit 3,4");
	grades("12", "\"old\"", GRADES("P"), "\"low\" hit 1");
}

TEST("under F the first rule counts")
{
	grades("40", "\"new\"", GRADES("F"), "\"middle\" hit 2,3");
	grades("55", "\"gone\"", GRADES("F"), "\"high\" hit 3,4");
}

TEST("R gives all outputs in the order of the rules, O in that of the values")
{
	grades("55", "\"new\"", GRADES("R"), "[\"middle\", \"high\"] hit 2,3");
	grades("55", "\"new\"", GRADES("O"), "[\"high\", \"middle\"] hit 2,3");
	grades("55", "\"new\"", GRADES("C"), "[\"middle\", \"high\"] hit 2,3");
	grades("20", "\"old\"", GRADES("R"), "null NONE");
}

#define POINTS(hit) hit "\nin age | number\nout | number\n" \
	"> 10 => 3\n> 20 => 1.5\n> 30 => 10\n"

TEST("C+ adds up, C< and C> take the least and the greatest, C# counts")
{
	grades("25", "\"new\"", POINTS("C+"), "4.5 hit 1,2");
	grades("25", "\"new\"", POINTS("C<"), "1.5 hit 1,2");
	grades("25", "\"new\"", POINTS("C>"), "3 hit 1,2");
	grades("35", "\"new\"", POINTS("C>"), "10 hit 1,2,3");
	grades("25", "\"new\"", POINTS("C#"), "2 hit 1,2");
	grades("5", "\"new\"", POINTS("C#"), "0");
	grades("5", "\"new\"", POINTS("C+"), "null NONE");
	grades("25", "\"new\"", POINTS("COLLECT MIN"), "1.5 hit 1,2");
}

TEST("what cannot be added up is told")
{
	grades("25", "\"new\"", "C+\nin age\nout\n- => 'a'\n- => 1\n",
	    "null SUM hit 1,2");
	grades("25", "\"new\"", "C<\nin age\nout\n- => 'a'\n- => 1\n",
	    "null SUM hit 1,2");
	grades("25", "\"new\"", "C<\nin age\nout\n- => 'b'\n- => 'a'\n",
	    "\"a\" hit 1,2");
}

TEST("several outputs make a context")
{
	grades("12", "\"new\"", "F\nin age | number\nout 等级 | string\n"
	    "out limit | number\n< 18 => '低' | 100\n- => '高' | age * 10\n",
	    "{等级: \"低\", limit: 100} hit 1,2");
	grades("30", "\"new\"", "R\nin age | number\nout 等级 | string\n"
	    "out limit | number\n< 18 => '低' | 100\n- => '高' | age * 10\n",
	    "[{等级: \"高\", limit: 300}] hit 2");
}

TEST("the default stands where no rule applies")
{
	grades("50", "\"new\"", "U\nin age | number\nout | string | | 'none'\n"
	    "< 18 => 'young'\n", "\"none\"");
	grades("50", "\"new\"", "C\nin age | number\nout | string | | 'none'\n"
	    "< 18 => 'young'\n", "[\"none\"]");
	grades("50", "\"new\"", "U\nin age | number\nout a | | | 1\nout b\n"
	    "< 18 => 2 | 3\n", "{a: 1, b: null}");
}

TEST("an input of another type, or that is not allowed, is an error as data")
{
	grades("40", "\"lost\"", GRADES("U"), "null INPUT");
	grades("40", "null", GRADES("U"), "null INPUT");
	grades("40", "\"new\"", "U\nin age | string\nout\n- => 1\n",
	    "null KIND");
	grades("1", "\"new\"", "U\nin [age, 2] | number\nout\n- => 1\n",
	    "null KIND");
	grades("1", "\"new\"", "U\nin [age] | number\nout\n1 => 5\n",
	    "5 hit 1");
}

TEST("an output that is not among its values, or of another type, is told")
{
	grades("1", "\"new\"", "U\nin age\nout | string | 'a','b'\n"
	    "- => 'c'\n", "null OUTPUT hit 1");
	grades("1", "\"new\"", "U\nin age\nout | string\n- => 5\n",
	    "null OUTPUT hit 1");
	grades("1", "\"new\"", "U\nin age\nout | number | [0..10]\n"
	    "- => age + 5\n", "6 hit 1");
}

TEST("an empty cell is as good as a dash; a table may have no rules")
{
	grades("1", "\"new\"", "U\nin age\nin status\nout\n | - => 1\n",
	    "1 hit 1");
	grades("1", "\"new\"", "U\nin age\nout\n", "null NONE");
	grades("1", "\"new\"", "U\nout\n => 7\n", "7 hit 1");
}

TEST("cells may be any unary tests, also about other facts")
{
	grades("7", "\"new\"", "C\nin age | number\nin status\nout\n"
	    "not(1, [5..6]) | - => 1\n"
	    "not(7) | - => 2\n"
	    "? * 2 = 14 | - => 3\n"
	    "- | if age > 5 then 'new' else 'x' => 4\n"
	    "- | != 'new' => 5\n"
	    "1, 7, 9 | contains(?, 'e') => 6\n",
	    "[1, 3, 4, 6] hit 1,3,4,6");
}

TEST("a function is no input, since it belongs to its own text")
{
	grades("7", "\"new\"", "U\nin [function(x) x + age]\nout\n"
	    "?[1](3) = 10 => 1\n", "null KIND");
}

TEST("dates, times, durations and booleans are found among points")
{
	struct feel_world w;

	world_begin(&w);
	world_fact(&w, "d", "date", "@\"2026-11-25\"");
	world_fact(&w, "p", "days and time duration", "@\"PT30H\"");
	world_fact(&w, "t", "date and time", "@\"2026-11-25T08:00:00+08:00\"");
	world_fact(&w, "b", "boolean", "true");
	world_check("all", table_says(&w, "C\nin d\nin p\nin t\nin b\nout\n"
	    "< @'2026-12-01' | - | - | true => 1\n"
	    "@'2026-11-25' | > @'P1D' | - | - => 2\n"
	    "- | - | @'2026-11-25T00:00:00Z' | not(false) => 3\n"
	    "- | - | > @'2026-11-25T00:00:00Z' | - => 4\n"
	    "- | - | - | false => 5\n"), "[1, 2, 3] hit 1,2,3");
	/* A local time does not compare with these, and passes none. */
	world_fact(&w, "l", "date and time", "@\"2026-11-25T08:00:00\"");
	world_check("local", table_says(&w, "C\nin l\nout\n"
	    "< @'2026-12-01T00:00:00Z' => 1\n- => 2\n"), "[2] hit 2");
	world_end(&w);
}

TEST("what is wrong in a cell is told with its place")
{
	grades("1", "\"new\"", "U\nin age\nin status\nout\n- | - => 1\n"
	    "- | 'new => 2\n", "! test 1:1 1:1 The string that begins here has no end. "
	    "Close it with \".");
	grades("1", "\"new\"", "U\nin age\nout a\nout a\n- => 1 | 2\n",
	    "! table 0:0 0:0 Two outputs are called a. Give each a name of "
	    "its own.");
	grades("1", "\"new\"", "P\nin age\nout\n- => 1\n",
	    "! table 0:0 0:0 Hit policy P goes by the order of the output's "
	    "values. List them, the most important first.");
	grades("1", "\"new\"", "C+\nin age\nout a\nout b\n- => 1 | 2\n",
	    "! table 0:0 0:0 Hit policy C+ makes one number: it needs one "
	    "output, and the table has 2.");
}

TEST("a finding of a cell is told with its place")
{
	struct feel_world w;
	const struct feel_table *t;
	struct feel_cell cell = { FEEL_CELL_TABLE, 0, 0 };

	world_begin(&w);
	world_fact(&w, "age", "number", "1");
	t = table_compiled(&w, "U\nin age\nout\n- => 1\n'a' => 2\n");
	CHECK(feel_table_finding(t, 0, &cell) != NULL);
	CHECK_INT(cell.kind, FEEL_CELL_TEST);
	CHECK_INT(cell.rule, 1);
	CHECK(feel_table_finding(t, 1, &cell) == NULL);
	CHECK(feel_table_names(t, 0));
	world_end(&w);
}

TEST("an explanation names the test that failed or is open")
{
	struct feel_world w;
	const struct feel_table *t;
	const struct feel_table_row *row = NULL;
	struct feel_table_answer ans;
	struct note note = NOTE_INIT;

	world_begin(&w);
	world_fact(&w, "age", "number", "40");
	world_fact(&w, "status", "string", NULL);
	t = table_compiled(&w, GRADES("U"));
	CHECK_OK(feel_table_explain(w.a, t, &w.env, &ans, &row, &note), &note);
	CHECK_INT(row[0].state, FEEL_ROW_NOT);
	CHECK_INT(row[0].column, 0);
	CHECK_INT(row[1].state, FEEL_ROW_OPEN);
	CHECK_INT(row[1].column, 1);
	CHECK(row[1].test.open);
	CHECK_INT(row[2].state, FEEL_ROW_HIT);
	CHECK_INT(row[3].column, 0);
	CHECK((ans.used[0] & 1) != 0);
	CHECK((ans.used[0] & 2) == 0);
	world_end(&w);
}

TEST("a table ends when it takes too many steps")
{
	struct feel_world w;

	world_begin(&w);
	world_fact(&w, "age", "number", "1");
	w.env.steps = 1000;
	world_check("steps", table_says(&w, "U\nin age\nout\n"
	    "count(for i in 1..10**18 return i) > ? => 1\n"),
	    "! 0:0 The rule takes too many steps. Let it look at fewer "
	    "things, or make it simpler.");
	world_end(&w);
}

TEST("under P an output that is wrong goes last, and is told if it is alone")
{
	grades("1", "\"new\"", "P\nin age\nout | | 1,2\n- => 3\n- => 2\n",
	    "2 hit 1,2");
	grades("1", "\"new\"", "P\nin age\nout | | 1,2\n- => 3\n2 => 2\n",
	    "null OUTPUT hit 1");
}
