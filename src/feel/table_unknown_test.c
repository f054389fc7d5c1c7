/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decision tables of which facts are missing.
 */
#include "feel/table_fixture.h"

#include "test/lib/test.h"

static void
unknown(const char *x, const char *y, const char *text, const char *want)
{
	struct feel_world w;

	world_begin(&w);
	world_fact(&w, "x", "number", x);
	world_fact(&w, "y", "string", y);
	world_check(text, table_says(&w, text), want);
	world_end(&w);
}

#define TWO(hit) hit "\nin x\nin y | string | 'a','b','c'\n" \
	"out | string | 'high','low'\n" \
	"< 10 | 'a' => 'low'\n" \
	">= 10 | 'a' => 'high'\n" \
	"- | 'b' => 'low'\n"

TEST("a missing fact leaves the answer open and is named")
{
	unknown(NULL, "\"a\"", TWO("U"), "? x open 1,2");
	unknown("5", NULL, TWO("U"), "? y open 1,3");
	unknown(NULL, NULL, TWO("U"), "? x, y open 1,2,3");
}

TEST("a missing fact that cannot change the answer is not asked for")
{
	unknown(NULL, "\"b\"", TWO("U"), "\"low\" hit 3");
	unknown(NULL, "\"b\"", TWO("A"), "\"low\" hit 3");
	unknown(NULL, "\"b\"", TWO("C"), "[\"low\"] hit 3");
	unknown(NULL, "\"c\"", TWO("U"), "null NONE");
}

TEST("an answer that is the same for every value of the fact stands")
{
	unknown(NULL, "\"a\"", "U\nin x\nin y\nout\n"
	    "< 10 | - => 'same'\n>= 10 | - => 'same'\n",
	    "\"same\" open 1,2");
	unknown(NULL, "\"a\"", "U\nin x\nin y\nout\n"
	    "< 10 | - => 'same'\n> 10 | - => 'same'\n",
	    "? x open 1,2");
	unknown(NULL, "\"a\"", "U\nin x\nin y\nout | | | 'same'\n"
	    "< 10 | - => 'same'\n> 10 | - => 'same'\n",
	    "\"same\" open 1,2");
	unknown("5", NULL, "U\nin x\nin y | string | 'a','b'\nout\n"
	    "- | 'a' => 1\n- | 'b' => 1\n", "1 open 1,2");
	unknown("5", NULL, "U\nin x\nin y\nout\n"
	    "- | 'a' => 1\n- | 'b' => 1\n", "? y open 1,2");
	unknown(NULL, NULL, "C#\nin x\nin y | string | 'a','b'\nout\n"
	    "< 1 | 'a' => 1\n>= 1 | 'a' => 2\n"
	    "<= 7 | 'b' => 3\n> 7 | 'b' => 4\n", "1 open 1,2,3,4");
}

TEST("a test that every allowed value passes needs no fact")
{
	unknown("5", NULL, "U\nin x\nin y | string | 'a','b'\nout\n"
	    "- | 'a','b','c' => 1\n", "1 hit 1");
	unknown("5", NULL, "U\nin x\nin y | string | 'a','b'\nout\n"
	    "- | 'c' => 1\n- | not('c') => 2\n", "2 hit 2");
}

TEST("an expression over a missing fact may be null, and is not tried")
{
	unknown(NULL, "\"a\"", "U\nin 10 / x\nout\n"
	    "< 10 => 'same'\n>= 10 => 'same'\n", "? x open 1,2");
}

TEST("under F only rules before the first that applies count")
{
	unknown(NULL, "\"a\"", "F\nin x\nin y\nout\n"
	    "- | 'a' => 1\n< 5 | - => 2\n", "1 hit 1 open 2");
	unknown(NULL, "\"a\"", "F\nin x\nin y\nout\n"
	    "< 5 | - => 2\n- | 'a' => 1\n", "? x hit 2 open 1");
	unknown(NULL, "\"a\"", "F\nin x\nin y\nout\n"
	    "< 5 | - => 1\n- | 'a' => 1\n", "1 hit 2 open 1");
}

TEST("under P only rules that would go first count")
{
	unknown(NULL, "\"a\"", "P\nin x\nin y\nout | | 'h','m','l'\n"
	    "< 5 | - => 'l'\n- | 'a' => 'm'\n", "\"m\" hit 2 open 1");
	unknown(NULL, "\"a\"", "P\nin x\nin y\nout | | 'h','m','l'\n"
	    "< 5 | - => 'h'\n- | 'a' => 'm'\n", "? x hit 2 open 1");
}

TEST("under A rules that might apply may agree")
{
	unknown(NULL, "\"a\"", "A\nin x\nin y\nout\n"
	    "< 5 | - => 1\n- | 'a' => 1\n", "1 hit 2 open 1");
	unknown(NULL, "\"a\"", "A\nin x\nin y\nout\n"
	    "< 5 | - => 2\n- | 'a' => 1\n", "? x hit 2 open 1");
	unknown(NULL, "\"a\"", "A\nin x\nin y\nout\n"
	    "- | - => 2\n- | 'a' => 1\n< 5 | - => 2\n",
	    "null DIFFER hit 1,2 open 3");
}

TEST("two rules that apply under U are wrong whatever is missing")
{
	unknown(NULL, "\"a\"", "U\nin x\nin y\nout\n"
	    "- | - => 2\n- | 'a' => 1\n< 5 | - => 2\n",
	    "null SEVERAL hit 1,2 open 3");
}

TEST("what cannot be less than the least is not asked for under C<")
{
	unknown(NULL, "\"a\"", "C<\nin x\nout\n- => 3\n< 5 => 4\n",
	    "3 hit 1 open 2");
	unknown(NULL, "\"a\"", "C<\nin x\nout\n- => 3\n< 5 => 2\n",
	    "? x hit 1 open 2");
	unknown(NULL, "\"a\"", "C>\nin x\nout\n- => 3\n< 5 => 2\n",
	    "3 hit 1 open 2");
	unknown(NULL, "\"a\"", "C+\nin x\nout\n- => 3\n< 5 => 0\n",
	    "3 hit 1 open 2");
	unknown(NULL, "\"a\"", "C+\nin x\nout\n- => 3\n< 5 => 1\n",
	    "? x hit 1 open 2");
	unknown(NULL, "\"a\"", "C#\nin x\nout\n- => 3\n< 5 => 1\n",
	    "? x hit 1 open 2");
}

TEST("an output over a missing fact is open where it is needed")
{
	unknown(NULL, "\"a\"", "F\nin y\nout\n'a' => x + 1\n- => 2\n",
	    "? x hit 1,2");
	unknown(NULL, "\"b\"", "F\nin y\nout\n'a' => x + 1\n- => 2\n",
	    "2 hit 2");
	unknown(NULL, "\"a\"", "C\nin y\nout\n'a' => x + 1\n- => 2\n",
	    "[null, 2] ? x hit 1,2");
	unknown(NULL, "\"a\"", "C+\nin y\nout\n'a' => x + 1\n- => 2\n",
	    "? x hit 1,2");
	unknown(NULL, "\"a\"", "A\nin y\nout\n'a' => x + 1\n- => 2\n",
	    "? x hit 1,2");
	unknown(NULL, "\"a\"", "P\nin y\nout | | 1,2\n'a' => x + 1\n"
	    "- => 2\n", "? x hit 1,2");
	unknown(NULL, "\"a\"", "O\nin y\nout | | 1,2\n'a' => x + 1\n"
	    "- => 2\n", "? x hit 1,2");
}

TEST("a test that speaks of a missing fact is open")
{
	unknown(NULL, "\"a\"", "U\nin y\nout\n"
	    "if x > 5 then 'a' else 'b' => 1\n", "? x open 1");
	unknown(NULL, "\"a\"", "F\nin y\nout\n"
	    "'b' => 0\nif x > 5 then 'a' else 'b' => 1\n- => 2\n",
	    "? x hit 3 open 2");
}

TEST("many unknown inputs are not tried without end")
{
	struct feel_world w;
	struct buf b = BUF_INIT;

	world_begin(&w);
	buf_text(&b, "U\n");
	for (int i = 0; i < 20; i++) {
		world_fact(&w, str_fmt(w.a, "f%d", i).p, "number", NULL);
		buf_fmt(&b, "in f%d\n", i);
	}
	buf_text(&b, "out\n");
	for (int i = 0; i < 20; i++)
		buf_fmt(&b, "%s< %d%s", i > 0 ? "| " : "", i, i == 19 ?
		    " => 1\n" : " ");
	for (int i = 0; i < 20; i++)
		buf_fmt(&b, "%s>= %d%s", i > 0 ? "| " : "", i, i == 19 ?
		    " => 1\n" : " ");
	CHECK(strncmp(table_says(&w, b.p), "? f0, f1, f2", 12) == 0);
	buf_free(&b);
	world_end(&w);
}
