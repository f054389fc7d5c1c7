/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/judge_fixture.h"

#include "test/lib/test.h"

static const char facts[] =
    "```yaml facts\n"
    "- {id: minutes, name: 分钟数, en: minutes, type: integer}\n"
    "- {id: attacked, name: 受到攻击, en: attacked, type: boolean}\n"
    "- {id: reported, name: 及时报告, en: reported, type: boolean}\n"
    "- {id: handled, name: 及时处置, en: handled, type: boolean}\n"
    "- {id: done_at, name: 行为时间, en: done, type: moment}\n"
    "```\n\n";

/* The facts above, then ${rules}. */
static void
begin(struct court *k, const char *attested, const char *head,
    const char *rules)
{
	court_begin(k);
	(void)court_pack(k, "t", attested, head, str_fmt(k->a, "%s%s", facts,
	    rules).p);
	court_open(k);
}

#define RULE(when) \
	"```yaml trigger\nid: r\ntitle: 情形\nen: situation\n" when "\n```\n"

#define SAME(got, want)	assert_string_equal((got), (want))

/* ---- what conditions come to ---- */

TEST("a condition is met, not met, or open with the fact that is missing")
{
	struct court k;

	begin(&k, "official", "", RULE("when: 分钟数 >= 360"));
	court_fact(&k, "minutes", "360");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	SAME(court_missing(&k, "r"), "");
	court_fact(&k, "minutes", "359");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_met");
	court_fact(&k, "minutes", "?");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "分钟数");
	court_end(&k);
}

TEST("what is settled already asks for nothing more")
{
	struct court k;

	begin(&k, "official", "", RULE("when: 分钟数 >= 360 and 受到攻击"));
	court_fact(&k, "attacked", "false");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_met");
	SAME(court_missing(&k, "r"), "");
	court_end(&k);
}

TEST("what is attested weakly advises and never decides, yes or no")
{
	struct court k;

	begin(&k, "one-source", "", RULE("when: 分钟数 >= 360"));
	court_fact(&k, "minutes", "400");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "advised");
	court_fact(&k, "minutes", "1");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "advised_not");
	court_fact(&k, "minutes", "?");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	court_end(&k);
}

static const char parts[] = RULE(
    "all:\n"
    "- {id: a, title: 甲, en: a, when: 受到攻击}\n"
    "- {id: b, title: 乙, en: b, when: 分钟数 >= 360, attested: memory}");

TEST("a weak part makes the whole advise, unless a good one settles it")
{
	struct court k;

	begin(&k, "official", "", parts);
	court_fact(&k, "attacked", "true");
	court_fact(&k, "minutes", "400");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "advised");
	court_fact(&k, "minutes", "1");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "advised_not");
	court_fact(&k, "attacked", "false");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_met");
	court_end(&k);
}

TEST("what is decided does not wait for what only advises")
{
	struct court k;

	begin(&k, "official", "", RULE(
	    "any:\n"
	    "- {id: a, title: 甲, en: a, when: 受到攻击}\n"
	    "- {id: b, title: 乙, en: b, when: 分钟数 >= 360, "
	    "attested: draft}"));
	court_fact(&k, "attacked", "true");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	court_fact(&k, "attacked", "?");
	court_fact(&k, "minutes", "400");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "advised");
	SAME(court_missing(&k, "r"), "受到攻击");
	court_end(&k);
}

static const char readings[] = RULE(
    "all:\n"
    "- {id: a, title: 受攻击, en: attacked, when: 受到攻击}\n"
    "- id: b\n  title: 没有及时报告和处置\n  en: not in time\n  readings:\n"
    "  - {id: both, title: 两者, en: both, "
    "when: not(及时报告) and not(及时处置)}\n"
    "  - {id: either, title: 其一, en: either, "
    "when: not(及时报告) or not(及时处置)}");

TEST("readings that come to the same decide")
{
	struct court k;

	begin(&k, "official", "", readings);
	court_fact(&k, "attacked", "true");
	court_fact(&k, "reported", "false");
	court_fact(&k, "handled", "false");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	court_fact(&k, "reported", "true");
	court_fact(&k, "handled", "true");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_met");
	court_end(&k);
}

TEST("readings that differ cannot be settled by machine")
{
	const struct verdict *v;
	struct court k;

	begin(&k, "official", "", readings);
	court_fact(&k, "attacked", "true");
	court_fact(&k, "reported", "false");
	court_fact(&k, "handled", "true");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "readings");
	v = court_verdict(&k, "r");
	CHECK(v->parts[0].split);
	CHECK(!v->parts[1].split);
	CHECK(v->parts[2].split);
	CHECK_INT(v->parts[3].decided, TRUTH_NO);
	CHECK_INT(v->parts[4].decided, TRUTH_YES);
	/* What is missing comes first: it may settle it after all. */
	court_fact(&k, "attacked", "?");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "受到攻击");
	court_fact(&k, "attacked", "false");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_met");
	court_end(&k);
}

TEST("a null is neither true nor false, and nothing is missing for it")
{
	struct court k;

	begin(&k, "official", "", RULE("when: 分钟数 >= 360"));
	court_fact(&k, "minutes", "null");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "");
	court_end(&k);
}

TEST("a situation that only a person opens is left to the person")
{
	struct court k;

	begin(&k, "official", "", RULE("person: true\nnames: 哪项职责"));
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "person");
	court_end(&k);
}

TEST("facts that were read are marked")
{
	const struct verdict *v;
	struct court k;

	begin(&k, "official", "", RULE("when: 分钟数 >= 360"));
	court_fact(&k, "minutes", "400");
	court_fact(&k, "attacked", "true");
	court_judge(&k);
	v = court_verdict(&k, "r");
	CHECK_INT(v->used[0], 1);
	court_end(&k);
}

TEST("all that is missing is named, however much it is, each once")
{
	struct buf text = BUF_IN(NULL), when = BUF_IN(NULL);
	const struct feel_missing *m;
	struct court k;
	size_t n = 0;

	court_begin(&k);
	text.in = when.in = k.a;
	buf_text(&text, "```yaml facts\n");
	for (int i = 0; i < 60; i++) {
		buf_fmt(&text, "- {id: f%d, name: 数%d, en: f%d, "
		    "type: integer}\n", i, i, i);
		buf_fmt(&when, "%s数%d >= %d and 数%d < 100", i > 0 ?
		    " and " : "", i, i, i);
	}
	(void)court_pack(&k, "t", "official", "", str_fmt(k.a,
	    "%s```\n\n" RULE("when: %s"), buf_view(&text).p,
	    buf_view(&when).p).p);
	court_open(&k);
	court_judge(&k);
	for (m = court_verdict(&k, "r")->missing; m != NULL; m = m->next)
		CHECK_STR(m->fact, str_fmt(k.a, "数%zu", n++).p);
	CHECK_INT(n, 60);
	court_end(&k);
}

/* ---- facts that follow from others ---- */

#define DERIVED(attested) \
	"```yaml facts\n- id: long\n  name: 时间长\n  en: long\n" \
	"  type: boolean\n  derived: 分钟数 >= 360\n" attested "```\n\n"

TEST("a derived fact is worked out, and names what it lacks")
{
	struct court k;

	begin(&k, "official", "", DERIVED("") RULE("when: 时间长"));
	court_fact(&k, "minutes", "400");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	court_fact(&k, "minutes", "?");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "分钟数");
	court_end(&k);
}

TEST("nobody can state what is derived")
{
	struct court k;

	begin(&k, "official", "", DERIVED("") RULE("when: 时间长"));
	court_fact(&k, "long", "true");
	court_fact(&k, "minutes", "1");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_met");
	court_end(&k);
}

TEST("what follows from a weak fact only advises, through several steps")
{
	struct court k;

	begin(&k, "official", "", DERIVED("  attested: practice\n")
	    "```yaml facts\n- {id: grave, name: 情况严重, en: grave, "
	    "type: boolean, derived: 时间长 and 受到攻击}\n```\n\n"
	    RULE("when: 情况严重"));
	court_fact(&k, "minutes", "400");
	court_fact(&k, "attacked", "true");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "advised");
	court_fact(&k, "attacked", "false");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_met");
	court_end(&k);
}

/* ---- tables ---- */

static const char given[] =
    "```yaml facts\n- id: size\n  name: 规模\n  en: size\n  type: choice\n"
    "  values: [{id: s, name: 小, en: small}, {id: l, name: 大, en: large}]\n"
    "```\n\n"
    "```yaml table\nid: sizes\ntitle: 规模表\nen: sizes\ngives: size\n"
    "hit: U\n```\n\n"
    "| 分钟数 | → 规模 |\n|---|---|\n| < 360 | \"小\" |\n"
    "| >= 360 | \"大\" |\n\n";

TEST("a table gives a fact that conditions read")
{
	struct court k;

	court_begin(&k);
	(void)court_pack(&k, "t", "official", "", str_fmt(k.a, "%s%s%s",
	    facts, given, RULE("when: 规模 = \"大\"")).p);
	court_open(&k);
	court_fact(&k, "minutes", "400");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	SAME(court_outcome(&k, "sizes"), "met");
	CHECK_STR(court_verdict(&k, "sizes")->table.value.text, "大");
	court_fact(&k, "minutes", "?");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "分钟数");
	SAME(court_outcome(&k, "sizes"), "open");
	court_end(&k);
}

static const char advising[] =
    "```yaml facts\n- {id: wide, name: 大面积, en: wide, type: boolean, "
    "judged: true}\n```\n\n"
    "```yaml table\nid: guide\ntitle: 参考表\nen: guide\nadvises: wide\n"
    "hit: U\n```\n\n"
    "| 分钟数 | → 大面积 |\n|---|---|\n| >= 360 | true |\n\n"
    RULE("when: 大面积");

TEST("a table that advises fills nothing: a person says it")
{
	struct court k;

	begin(&k, "official", "", advising);
	court_fact(&k, "minutes", "400");
	court_judge(&k);
	SAME(court_outcome(&k, "guide"), "advised");
	CHECK(court_verdict(&k, "guide")->table.value.truth);
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "大面积");
	court_fact(&k, "wide", "false");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_met");
	court_end(&k);
}

TEST("where no row of a table applies it says nothing")
{
	struct court k;

	begin(&k, "official", "", advising);
	court_fact(&k, "minutes", "1");
	court_judge(&k);
	SAME(court_outcome(&k, "guide"), "open");
	CHECK_INT(court_verdict(&k, "guide")->table.value.kind, FEEL_NULL);
	court_end(&k);
}

/* ---- bounds ---- */

TEST("a rule that takes too much ends the judgement with its name")
{
	struct note note = NOTE_INIT;
	struct court k;

	begin(&k, "official", "", RULE("when: some x in 1..100000 satisfies "
	    "some y in 1..100000 satisfies x + y < 分钟数"));
	court_fact(&k, "minutes", "0");
	CHECK_ERR(judge(k.a, k.b, &k.c, &k.j, &note), ERR_LIMIT, &note);
	CHECK_STR(note.args[0].text, "r");
	court_end(&k);
}
