/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/table_check.h"
#include "feel/table_fixture.h"

#include "test/lib/test.h"

static const char *const kinds[FEEL_FLAW__MAX] = {
#define X(name, fault, words) [name] = #name,
	FEEL_FLAW_TABLE(X)
#undef X
};

/* A line for each flaw: kind, rules or cell, example. */
static const char *
flaws(struct feel_world *w, const char *text)
{
	const struct feel_table *t = table_compiled(w, text);
	struct feel_check check = { .n = 0 };
	struct note note = NOTE_INIT;
	struct buf b = BUF_IN(w->a);
	size_t n = 0;

	CHECK_OK(feel_table_check(w->a, t, &check, &note), &note);
	for (const struct feel_flaw *f = check.first; f != NULL; f = f->next) {
		n++;
		buf_fmt(&b, "%s %zu.%zu/%zu", kinds[f->kind] +
		    strlen("FEEL_FLAW_"), f->cell.rule, f->cell.column,
		    f->other);
		for (size_t i = 0; f->example != NULL && i <
		    feel_table_text(t)->ninputs; i++) {
			buf_text(&b, i == 0 ? ": " : ", ");
			if (f->example[i].kind == FEEL_NULL)
				buf_char(&b, '*');
			else
				feel_put(&b, &f->example[i]);
		}
		buf_char(&b, '\n');
	}
	CHECK_INT(n, check.n);
	if (!check.whole)
		buf_text(&b, "part\n");
	return b.n == 0 ? "" : buf_view(&b).p;
}

static void
found(const char *text, const char *want)
{
	struct feel_world w;

	world_begin(&w);
	world_fact(&w, "x", "number", "1");
	world_fact(&w, "y", "string", "\"a\"");
	world_fact(&w, "b", "boolean", "true");
	world_fact(&w, "d", "date", "@\"2026-11-25\"");
	world_check(text, flaws(&w, text), want);
	world_end(&w);
}

TEST("a table that says one thing for every input has no flaw")
{
	found("U\nin x\nout\n< 18 => 1\n[18..65) => 2\n>= 65 => 3\n", "");
	found("U\nin x\nin b\nout\n< 18 | - => 1\n>= 18 | true => 2\n"
	    ">= 18 | false => 3\n", "");
	found("U\nin y | string | 'a','b','c'\nout\n'a','b' => 1\n"
	    "not('a','b') => 2\n", "");
	found("U\nin d\nout\n<= @'2026-01-01' => 1\n>= @'2026-01-02' => 2\n",
	    "");
	found("U\nin b\nout\ntrue => 1\nfalse => 2\n", "");
	found("F\nin x\nout\n< 18 => 1\n- => 2\n", "");
	found("C\nin x\nout\n< 18 => 1\n< 20 => 2\n", "");
}

TEST("a gap is shown by an input that no rule takes")
{
	found("U\nin x\nout\n< 18 => 1\n> 18 => 2\n", "GAP 0.0/0: 18\n");
	found("U\nin x\nout\n[0..17] => 1\n[18..150] => 2\n",
	    "GAP 0.0/0: -1\n");
	found("U\nin x | number | [0..150]\nout\n[0..17] => 1\n[18..150] => 2\n",
	    "GAP 0.0/0: 17.5\n");
	found("U\nin x\nin b\nout\n< 18 | - => 1\n>= 18 | true => 2\n",
	    "GAP 0.0/0: 18, false\n");
	found("U\nin y\nout\n'a' => 1\n'b' => 2\n", "GAP 0.0/0: \"…\"\n");
	found("U\nin d\nout\n< @'2026-01-01' => 1\n> @'2026-01-02' => 2\n",
	    "GAP 0.0/0: @\"2026-01-01\"\n");
	found("U\nin x\nout\n", "GAP 0.0/0: *\n");
	found("U\nin x\nout | | | 0\n< 18 => 1\n> 18 => 2\n", "");
}

TEST("two rules at once are an overlap under U, a contradiction if they differ")
{
	found("U\nin x\nout\n< 18 => 1\n>= 10 => 1\n",
	    "OVERLAP 0.0/1: 10\n");
	found("U\nin x\nout\n< 18 => 1\n>= 10 => 2\n",
	    "CONTRADICTION 0.0/1: 10\n");
	found("A\nin x\nout\n< 18 => 1\n>= 10 => 2\n",
	    "CONTRADICTION 0.0/1: 10\n");
	found("A\nin x\nout\n< 18 => 1\n>= 10 => 1.0\n", "");
	found("A\nin x\nout\n< 18 => x + 1\n>= 10 => x + 2\n",
	    "OVERLAP 0.0/1: 10\n");
	found("A\nin x\nout\n< 18 => x + 1\n>= 10 => x + 1\n", "");
	found("U\nin x\nin b\nout\n< 18 | true => 1\n>= 10 | false => 2\n"
	    "- | - => 3\n",
	    "CONTRADICTION 0.0/2: 9, true\nCONTRADICTION 1.0/2: 10, false\n");
}

TEST("a rule that others always go before never counts")
{
	found("F\nin x\nout\n< 18 => 1\n< 10 => 2\n- => 3\n",
	    "UNREACHABLE 1.0/0: 9\n");
	found("F\nin x\nin b\nout\n< 18 | - => 1\n- | true => 2\n"
	    "- | false => 3\n- | - => 4\n", "UNREACHABLE 3.0/0: 17, false\n");
	found("P\nin x\nout | | 'h','l'\n< 18 => 'l'\n- => 'h'\n",
	    "UNREACHABLE 0.0/1: 17\n");
	found("P\nin x\nout | | 'h','l'\n< 18 => 'h'\n- => 'l'\n", "");
}

TEST("a test that no allowed value passes makes its rule never count")
{
	found("U\nin y | string | 'a','b'\nout\n'a','b' => 1\n'c' => 2\n",
	    "UNREACHABLE 1.0/1\n");
	found("U\nin x | number | >= 0\nout\n>= 0 => 1\n< 0 => 2\n",
	    "UNREACHABLE 1.0/1\n");
	found("U\nin d\nout\n- => 1\n"
	    "(@'2026-01-01'..@'2026-01-02') => 2\n", "UNREACHABLE 1.0/1\n");
}

TEST("an output that is not among its values is told")
{
	found("U\nin x\nout | | 'a','b'\n< 1 => 'c'\n>= 1 => 'a'\n",
	    "OUTPUT 0.0/0\n");
}

TEST("what is known only when it is evaluated is listed, and not judged")
{
	found("U\nin x\nout\n< 18 => 1\n? * 2 > 40 => 2\n",
	    "UNDECIDED 1.0/1\npart\n");
	found("F\nin x\nout\n? > 3 => 1\n- => 2\n- => 3\n",
	    "UNREACHABLE 2.0/1: *\nUNDECIDED 0.0/0\npart\n");
	found("U\nin x | number | even(?)\nout\n< 18 => 1\n>= 18 => 2\n",
	    "UNDECIDED 0.0/0\npart\n");
}

TEST("inputs that look at one fact are named")
{
	found("U\nin x\nin x * 2\nout\n< 18 | - => 1\n>= 18 | >= 36 => 2\n",
	    "GAP 0.0/0: 18, 35\nLINKED 0.0/1\n");
}

/* ${n} inputs of two kinds of value, all combinations but one covered by rules
 * that look at one input each. */
TEST("many inputs do not blow up")
{
	struct feel_world w;
	struct buf b = BUF_INIT;

	world_begin(&w);
	buf_text(&b, "U\n");
	for (int i = 0; i < 40; i++) {
		world_fact(&w, str_fmt(w.a, "f%d", i).p, "number", "1");
		buf_fmt(&b, "in f%d\n", i);
	}
	buf_text(&b, "out\n");
	for (int r = 0; r < 40; r++)
		for (int i = 0; i < 40; i++)
			buf_fmt(&b, "%s%s%s", i > 0 ? " | " : "", i == r ?
			    "> 5" : i < r ? "<= 5" : "-", i == 39 ? " => 1\n" :
			    "");
	world_check("diagonal", flaws(&w, b.p), str_fmt(w.a, "GAP 0.0/0: %s\n",
	    "4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, "
	    "4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4").p);
	buf_free(&b);
	world_end(&w);
}

/* Tests without order among them: every search has to end by its bound. */
TEST("what is too much to look at ends, and says so")
{
	struct feel_world w;
	struct buf b = BUF_INIT;
	uint64_t seed = 1;

	world_begin(&w);
	buf_text(&b, "F\n");
	for (int i = 0; i < 24; i++) {
		world_fact(&w, str_fmt(w.a, "f%d", i).p, "number", "1");
		buf_fmt(&b, "in f%d\n", i);
	}
	buf_text(&b, "out\n");
	for (int r = 0; r < 300; r++)
		for (int i = 0; i < 24; i++) {
			seed = seed * UINT64_C(6364136223846793005) + 1;
			buf_fmt(&b, "%s%s %d%s", i > 0 ? " | " : "",
			    (seed >> 60) % 2 == 0 ? "<" : ">=",
			    (int)(seed >> 40) % 90, i == 23 ? " => 1\n" : "");
		}
	CHECK(strstr(flaws(&w, b.p), "part") != NULL);
	buf_free(&b);
	world_end(&w);
}
