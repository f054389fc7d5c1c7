/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with a text, and what would cost too much.
 */
#include "feel/feel_fixture.h"

#include "test/lib/test.h"

struct row {
	const char	*text, *want;
};

static void
world(struct feel_world *w)
{
	world_begin(w);
	world_fact(w, "赞成票", "number", "67");
	world_fact(w, "应到人数", "number", "100");
	world_fact(w, "income", "number", "100");
	world_fact(w, "甲，乙", "number", "1");
	world_fact(w, "incident", "context<level: string, hours: number>",
	    "{level: \"a\", hours: 2}");
}

static void
check(const char *(*of)(struct feel_world *, const char *),
    const struct row *rows, size_t n)
{
	struct feel_world w;

	world(&w);
	for (size_t i = 0; i < n; i++)
		world_check(rows[i].text, of(&w, rows[i].text), rows[i].want);
	world_end(&w);
}
#define CHECK_ROWS(of, rows) \
	check((of), (rows), sizeof (rows) / sizeof *(rows))

TEST("an error says line, column, what was found and what was expected")
{
	static const struct row rows[] = {
		{ "", "! 1:1 The text ends where a value, a name or a bracket "
		    "is expected. Complete it." },
		{ "1 +\n  * 2", "! 2:3 “*” was found where a value, a name or "
		    "a bracket is expected. Correct it here or just before." },
		{ "(1 + 2", "! 1:7 The text ends where a bracket “)” is "
		    "expected. Complete it." },
		{ "赞成票 应到人数", "! 1:5 “应到人数” was found where an "
		    "operator or the end is expected. Correct it here or just "
		    "before." },
		{ "if true then 1", "! 1:15 The text ends where “else” is "
		    "expected. Complete it." },
		{ "some x in [1] return x", "! 1:15 “return” was found where "
		    "“,” or “satisfies” is expected. Correct it here or just "
		    "before." },
		{ "1 between 2 or 3", "! 1:13 “or” was found where “and” is "
		    "expected. Correct it here or just before." },
		{ "[1, 2", "! 1:6 The text ends where “,” or the end of the "
		    "list, “]” is expected. Complete it." },
		{ "{a 1}", "! 1:5 “}” was found where “:” and the entry's "
		    "value is expected. Correct it here or just before." },
		{ "1 /* x", "! 1:7 A comment has no end. Close it with */." },
		{ "1 # 2", "! 1:3 “#” was found where an operator or the end "
		    "is expected. Correct it here or just before." },
		{ "then", "! 1:1 “then” was found where a value, a name or a "
		    "bracket is expected. Correct it here or just before." },
		{ "1e9999", "! 1:1 This number is too large. Numbers reach to "
		    "about 10 to the power of 6144." },
		{ "function(x) external {}", "! 1:13 Functions of other "
		    "languages cannot be called. Write the function in this "
		    "one." },
	};

	CHECK_ROWS(world_eval, rows);
}

TEST("an unknown name is refused, and the nearest one suggested")
{
	static const struct row rows[] = {
		{ "incmoe > 1", "! 1:1 Nothing is called “incmoe”. Did you "
		    "mean “income”?" },
		{ "赞同票 > 1", "! 1:1 Nothing is called “赞同票”. Did you "
		    "mean “赞成票”?" },
		{ "1 + 应道人数", "! 1:5 Nothing is called “应道人数”. Did "
		    "you mean “应到人数”?" },
		{ "strin length(\"a\")", "! 1:1 Nothing is called “strin "
		    "length”. Did you mean “string length”?" },
		{ "for member in [1] return membre", "! 1:26 Nothing is called "
		    "“membre”. Did you mean “member”?" },
		{ "zzz", "! 1:1 Nothing is called “zzz”. Declare it, or use a "
		    "name that is declared." },
	};

	CHECK_ROWS(world_eval, rows);
}

TEST("full-width signs are refused with the half-width form")
{
	static const struct row rows[] = {
		{ "max(1，2)", "! 1:6 The full-width sign ， stands here. "
		    "Write , instead." },
		{ "赞成票＞1", "! 1:4 The full-width sign ＞ stands here. "
		    "Write > instead." },
		{ "（1 + 2）", "! 1:1 The full-width sign （ stands here. "
		    "Write ( instead." },
		{ "赞成票 = “a”", "! 1:7 The full-width sign “ stands here. "
		    "Write \" instead." },
		{ "[1、2]", "! 1:3 The full-width sign 、 stands here. Write "
		    ", instead." },
		{ "1 ≥ 2", "! 1:3 The full-width sign ≥ stands here. Write "
		    ">= instead." },
		{ "if 赞成票 > 1 then 2 else 3。", "! 1:25 The full-width "
		    "sign 。 stands here. Write . instead." },
		{ "甲，乙 + 1", "2" },
		{ "\"甲，乙。\"", "\"甲，乙。\"" },
		{ "1 /* ，、 */ + 1", "2" },
	};

	CHECK_ROWS(world_eval, rows);
}

TEST("the linter tells all full-width signs at once")
{
	struct feel_world w;
	const struct note *notes = NULL;

	world(&w);
	CHECK_INT(feel_lint(w.a, w.scope, S("max（赞成票，2） ＞ 1 and\n"
	    "甲，乙 = 1 and \"，\" = 丙；丁 // ，"), &notes), 5);
	world_check("1", world_note(&w, &notes[0]), "1:4 The full-width sign "
	    "（ stands here. Write ( instead.");
	world_check("2", world_note(&w, &notes[1]), "1:8 The full-width sign "
	    "， stands here. Write , instead.");
	world_check("4", world_note(&w, &notes[3]), "1:12 The full-width sign "
	    "＞ stands here. Write > instead.");
	world_check("5", world_note(&w, &notes[4]), "2:20 The full-width sign "
	    "； stands here. Write ; instead.");
	CHECK_INT(feel_lint(w.a, w.scope, S("赞成票 > 1"), &notes), 0);
	world_end(&w);
}

TEST("what can never be right is found beforehand")
{
	static const struct row rows[] = {
		{ "1 + \"a\"", "1:3 number and string are not added. This is "
		    "always null; convert one of them." },
		{ "赞成票 > \"a\"", "1:5 number and string are not compared. "
		    "This is always null; convert one of them." },
		{ "赞成票 and true", "1:1 This is a number, where something "
		    "true or false is expected. Compare it with a value." },
		{ "incident.levle", "1:10 A context here has no entry "
		    "“levle”. This is always null; use a name that it has." },
		{ "upper case(1)", "1:12 upper case does not take a number "
		    "here. This is always null; convert it." },
		{ "substring(\"a\")", "1:1 substring takes 2 to 3 arguments, "
		    "not 1." },
		{ "modulo(1)", "1:1 modulo takes 2 arguments, not 1." },
		{ "floor(n: 1, scal: 2)", "1:13 floor has no parameter "
		    "“scal”. It has: n, scale." },
		{ "@\"2026-02-30\"", "1:1 “2026-02-30” is no date, time, date "
		    "and time or duration. Write it like 2026-11-23, 08:00:00, "
		    "2026-11-23T08:00:00 or P1D." },
		{ "incident.hours in [\"a\"..\"b\"]", "" },
		{ "-\"a\"", "1:1 string and string have no negative. This is "
		    "always null; convert one of them." },
		{ "@\"P1D\" + @\"2026-01-01\"", "" },
		{ "[1, 2][item = \"a\"]", "1:13 number and string are not "
		    "compared. This is always null; convert one of them." },
		{ "if 1 > 0 then 1 else \"a\"", "" },
		{ "min(赞成票, 应到人数) > 1", "" },
	};

	CHECK_ROWS(world_finding, rows);
}

/* ${times} × ${what}, between ${before} and ${after}. */
static struct str
repeated(struct arena *a, const char *before, const char *what, size_t times,
    const char *after)
{
	struct buf b = BUF_IN(a);

	buf_text(&b, before);
	for (size_t i = 0; i < times; i++)
		buf_text(&b, what);
	buf_text(&b, after);
	assert_false(buf_failed(&b));
	return buf_view(&b);
}

static enum err
compiles(struct feel_world *w, struct str text)
{
	const struct feel_program *p = NULL;
	struct note note = NOTE_INIT;
	enum err e = feel_compile(w->a, w->scope, text, NULL, &p, &note);

	CHECK((e == ERR_OK) == (p != NULL));
	CHECK(e == note.err);
	return e;
}

TEST("nesting without end is refused")
{
	static const struct row opens[] = {
		{ "(", ")" }, { "[", "]" }, { "{a:", "}" }, { "-", "" },
		{ "not(", ")" }, { "if true then ", "" },
		{ "for i in ", "" }, { "f(", ")" }, { "abs(", ")" },
		{ "function() ", "" }, { "1[", "]" }, { "a.", "" },
		{ "1 in (", ")" }, { "[1..", "]" }, { "x instance of list<",
		">" }, { "some x in [", "" },
	};
	struct feel_world w;

	world(&w);
	for (size_t i = 0; i < sizeof opens / sizeof *opens; i++) {
		CHECK(compiles(&w, repeated(w.a, "", opens[i].text, 5000,
		    "")) != ERR_OK);
		CHECK(compiles(&w, repeated(w.a, "", opens[i].text, 100000,
		    "")) == ERR_LIMIT);
	}
	CHECK(compiles(&w, repeated(w.a, "", "(", 150, "1")) == ERR_INVALID);
	world_end(&w);
}

TEST("long texts are read up to a limit, and long chains too")
{
	struct feel_world w;

	world(&w);
	CHECK_INT(compiles(&w, repeated(w.a, "1", " + 1", 900, "")), ERR_OK);
	CHECK_INT(compiles(&w, repeated(w.a, "1", " + 1", 10000, "")), ERR_OK);
	CHECK_INT(compiles(&w, repeated(w.a, "income", " + income", 5000, "")),
	    ERR_LIMIT);
	CHECK_INT(compiles(&w, repeated(w.a, "income > 1", " or income > 2",
	    4000, "")), ERR_OK);
	CHECK_INT(compiles(&w, repeated(w.a, "[1", ",1", 30000, "]")), ERR_OK);
	CHECK_INT(compiles(&w, repeated(w.a, "\"", "x", 10 * 1000 * 1000,
	    "\"")), ERR_LIMIT);
	CHECK_INT(compiles(&w, repeated(w.a, "", "a ", 30000, "")),
	    ERR_INVALID);
	CHECK_INT(compiles(&w, repeated(w.a, "income", " // x\n", 10000, "")),
	    ERR_OK);
	world_end(&w);
}

TEST("what is no text is refused")
{
	static const struct row rows[] = {
		{ "1 + \xFF", "! 1:5 This byte is no character of UTF-8. Save "
		    "the text as UTF-8." },
		{ "\"\xC3\"", "! 1:2 This byte is no character of UTF-8. Save "
		    "the text as UTF-8." },
		{ "\n\xED\xA0\x80", "! 2:1 This byte is no character of UTF-8. "
		    "Save the text as UTF-8." },
	};
	struct feel_world w;

	CHECK_ROWS(world_eval, rows);
	world(&w);
	CHECK_INT(compiles(&w, (struct str){ "1\0", 2 }), ERR_INVALID);
	world_end(&w);
}

TEST("evaluation without end is stopped")
{
	static const struct row rows[] = {
		{ "for i in 1..10**18 return i", "! The rule makes a list that "
		    "is too long. Let it look at fewer things." },
		{ "every i in 1..10**18 satisfies i > 0", "! The rule takes "
		    "too many steps. Let it look at fewer things, or make it "
		    "simpler." },
		{ "sum(for i in 1..1000, j in 1..1000000 return j)",
		    "! The rule makes a list that is too long. Let it look at "
		    "fewer things." },
		{ "{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r",
		    "! The rule calls functions within functions too deeply. "
		    "Make it simpler." },
		{ "for i in 1..100 return if i = 1 then [] else [partial[-1]]",
		    "! The rule puts lists into lists too deeply. Make it "
		    "simpler." },
		{ "count(for i in 1..60 return if i = 1 then [1] else "
		    "[partial[-1], partial[-1]])", "! The rule makes too much "
		    "at once. Let it look at fewer things, or make it "
		    "simpler." },
		{ "string(for i in 1..60 return if i = 1 then {a: 1} else "
		    "{a: partial[-1], b: partial[-1]})", "! The rule makes "
		    "too much at once. Let it look at fewer things, or make "
		    "it simpler." },
		{ "count(for i in 1..5000 return split(\"a,b\", \",\"))",
		    "5000" },
		{ "{big: for i in 1..50000 return i, r: every i in 1..100000 "
		    "satisfies big instance of list<number>}.r", "! The rule "
		    "takes too many steps. Let it look at fewer things, or "
		    "make it simpler." },
		{ "count(for i in 1..30 return if i = 1 then \"0123456789\" "
		    "else partial[-1] + partial[-1])", "! The rule makes a "
		    "text that is too long. Let it put fewer things "
		    "together." },
	};

	CHECK_ROWS(world_eval, rows);
}

TEST("functions that are high and call themselves are stopped too")
{
	struct feel_world w;
	struct str text;

	world(&w);
	text = repeated(w.a, "{f: function(g, n) g(g, n + 1)", " + n", 900,
	    ", r: f(f, 0)}.r");
	world_check("high", world_eval(&w, text.p), "! The rule calls "
	    "functions within functions too deeply. Make it simpler.");
	world_end(&w);
}

TEST("the limits can be set lower")
{
	struct feel_world w;

	world(&w);
	w.env.steps = 100;
	world_check("steps", world_eval(&w, "every i in 1..1000 satisfies i > "
	    "0"), "! The rule takes too many steps. Let it look at fewer "
	    "things, or make it simpler.");
	w.env.steps = 0;
	w.env.bytes = 1000;
	world_check("bytes", world_eval(&w, "count(for i in 1..1000 return "
	    "i)"), "! The rule makes too much at once. Let it look at fewer "
	    "things, or make it simpler.");
	world_end(&w);
}

TEST("names are declared once, and only what can be a name")
{
	struct feel_world w;
	struct note note = NOTE_INIT;
	size_t slot;

	world(&w);
	CHECK_INT(feel_scope_fact(w.scope, S("income"), feel_type(FEEL_ANY),
	    &slot, &note), ERR_EXISTS);
	note_clear(&note);
	CHECK_INT(feel_scope_fact(w.scope, S("9a"), feel_type(FEEL_ANY), &slot,
	    &note), ERR_INVALID);
	note_clear(&note);
	CHECK_INT(feel_scope_fact(w.scope, S("if it rains"),
	    feel_type(FEEL_ANY), &slot, &note), ERR_INVALID);
	world_check("word", world_note(&w, &note), "0:0 “if it rains” cannot "
	    "be a name, for “if” is a word of the language. Give it "
	    "another.");
	CHECK_INT(feel_scope_fact(w.scope, S(" new \t name "),
	    feel_type(FEEL_ANY), &slot, NULL), ERR_OK);
	CHECK_STR(feel_scope_name(w.scope, slot), "new name");
	CHECK_INT(feel_scope_fact(w.scope, S(""), feel_type(FEEL_ANY), &slot,
	    NULL), ERR_INVALID);
	CHECK_INT(feel_scope_fact(w.scope, S("a\xFF"), feel_type(FEEL_ANY),
	    &slot, NULL), ERR_INVALID);
	for (size_t i = feel_scope_facts(w.scope); i < FEEL_FACTS_MAX; i++)
		CHECK_OK(feel_scope_fact(w.scope, str_fmt(w.a, "f%zu", i),
		    feel_type(FEEL_ANY), &slot, NULL), NULL);
	CHECK_INT(feel_scope_fact(w.scope, S("one more"), feel_type(FEEL_ANY),
	    &slot, NULL), ERR_LIMIT);
	world_end(&w);
}
