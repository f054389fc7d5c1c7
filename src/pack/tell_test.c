/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/judge_fixture.h"
#include "pack/tell.h"

#include "test/lib/test.h"

static const char body[] =
    "```yaml facts\n"
    "- {id: persons, name: 受影响人数, en: persons affected, "
    "type: integer, unit: 人}\n"
    "- {id: attacked, name: 受到攻击, en: attacked, type: boolean}\n"
    "- {id: reported, name: 及时报告, en: reported in time, "
    "type: boolean, judged: true}\n"
    "- {id: handled, name: 及时处置, en: handled in time, "
    "type: boolean}\n"
    "- {id: wide, name: 大面积, en: wide spread, type: boolean, "
    "judged: true}\n"
    "- {id: found, name: 发现时间, en: time of discovery, type: moment}\n"
    "- {id: learned, name: 获知时间, en: time of being told, "
    "type: moment}\n"
    "- id: kind\n  name: 类别\n  en: kind\n  type: choice\n"
    "  values: [{id: portal, name: 门户, en: portal}, "
    "{id: news, name: 新闻, en: news site}]\n"
    "- id: people\n  name: 人员们\n  en: people\n  type: list\n"
    "  element: 人员\n  fields:\n"
    "  - {id: name, name: 姓名, en: name, type: text}\n"
    "  - {id: acted, name: 行为人, en: acted, type: boolean}\n"
    "  - {id: dissent, name: 反对, en: dissent, type: boolean}\n"
    "```\n\n"
    "```yaml trigger\n"
    "- {id: r, title: 影响面大, en: many affected, "
    "when: 受影响人数 >= 1000000}\n"
    "- {id: w, title: 门户被攻击, en: portal attacked, "
    "when: '类别 = \"门户\" and 受到攻击', attested: one-source}\n"
    "- {id: p, title: 未履职, en: duty unfulfilled, person: true, "
    "names: {zh: 哪项职责, en: which duty}}\n"
    "- id: s\n  title: 不及时\n  en: not in time\n  all:\n"
    "  - {id: a, title: 受攻击, en: there was an attack, when: 受到攻击}\n"
    "  - id: b\n    title: 没有及时报告和处置\n    en: no timely report "
    "and handling\n    readings:\n"
    "    - {id: both, title: 两者均不及时, en: neither was in time, "
    "when: not(及时报告) and not(及时处置)}\n"
    "    - {id: either, title: 其一不及时, en: one was not in time, "
    "when: not(及时报告) or not(及时处置)}\n"
    "- {id: g, title: 扩散, en: spread, when: 大面积}\n"
    "```\n\n"
    "```yaml clock\n"
    "- id: c\n  title: 初次报告\n  en: first report\n  kind: initial\n"
    "  by: {zh: 单位, en: the unit}\n"
    "  to: [{zh: 网信办, en: the office}, {zh: 公安, en: the police}]\n"
    "  when: 受到攻击\n  anchor: [发现时间, 获知时间]\n  within: PT1H\n"
    "  contents:\n"
    "  - {id: what, name: 概况, en: what happened, first: true}\n"
    "  - {id: ransom, name: 赎金, en: ransom, when: '类别 = \"新闻\"'}\n"
    "  - {id: cause, name: 原因, en: cause}\n"
    "- {id: d, title: 总结, en: summary, kind: summary, by: 单位, "
    "to: [网信办], when: 受到攻击, "
    "anchor: 发现时间, within: P30D}\n"
    "- {id: e, title: 通报, en: notice, kind: inform, by: 单位, "
    "to: [网信办], when: 受到攻击, "
    "anchor: 发现时间}\n"
    "```\n\n"
    "```yaml table\nid: t\ntitle: 参考表\nen: reference table\n"
    "advises: wide\nhit: U\nattested: one-source\n```\n\n"
    "| 受影响人数 | → 大面积 |\n|---|---|\n| >= 10000 | true |\n\n"
    "```yaml attribution\nid: a\ntitle: 直接责任\nen: direct liability\n"
    "track: individual\ngives: direct_liability\neach: people\n"
    "when: 人员.行为人\ncircumstances:\n"
    "- {id: d, title: 曾书面反对, en: dissented in writing, "
    "when: 人员.反对, favours: true}\n```\n\n"
    "```yaml measure\nid: m\ntitle: 通报批评\nen: public criticism\n"
    "layer: management\non: organisation\n"
    "decided_by: {zh: 上级, en: the body above}\nwhen: 受到攻击\n```\n";

struct told_court {
	struct court	 k;
	struct tell	 t;
	struct told	 told;
};

static void
begin(struct told_court *c)
{
	court_begin(&c->k);
	(void)court_pack(&c->k, "t", "official", "", body);
	court_open(&c->k);
	c->t = (struct tell){ .a = c->k.a, .voice = { LANG_EN, NULL },
	    .c = &c->k.c, .j = &c->k.j };
}

static void
end(struct told_court *c)
{
	court_end(&c->k);
}

static void
tell(struct told_court *c, const char *rule)
{
	struct note note = NOTE_INIT;

	court_judge(&c->k);
	CHECK_OK(tell_verdict(&c->t, court_verdict(&c->k, rule), &c->told,
	    &note), &note);
}

/* Is there such a line? */
static void
line(const struct told_court *c, int depth, const char *text)
{
	for (size_t i = 0; i < c->told.n; i++)
		if (c->told.lines[i].depth == depth &&
		    str_is(c->told.lines[i].text, text))
			return;
	for (size_t i = 0; i < c->told.n; i++)
		print_message("# %d %.*s\n", c->told.lines[i].depth,
		    STR_ARG(c->told.lines[i].text));
	fail_msg("no line: %s", text);
}

static bool
has(struct str s, const char *part)
{
	size_t n = strlen(part);

	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, part, n) == 0)
			return true;
	return false;
}

/* ---- conditions ---- */

TEST("a situation that is met is told with its place and the facts")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "persons", "1000000");
	tell(&c, "r");
	CHECK_STR(c.told.sentence, "Meets the situation: many affected.");
	CHECK_STR(c.told.source, "Rules of a test, Article 1 (t, version 1; "
	    "official page read)");
	line(&c, 0, "the condition: yes (persons affected: "
	    "1 000 000 persons)");
	end(&c);
}

TEST("what cannot be said yet is told with what is missing")
{
	struct told_court c;

	begin(&c);
	tell(&c, "r");
	CHECK_STR(c.told.sentence, "It cannot be said yet whether the "
	    "situation is met: many affected. Missing: persons affected.");
	court_fact(&c.k, "persons", "?");
	tell(&c, "r");
	CHECK(has(c.told.sentence, "persons affected (尚未查明)"));
	end(&c);
}

TEST("what only advises says so")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "kind", "\"门户\"");
	court_fact(&c.k, "attacked", "true");
	tell(&c, "w");
	CHECK_STR(c.told.sentence, "Advised only, a person decides: meets "
	    "the situation: portal attacked.");
	CHECK(has(c.told.source, "one source"));
	line(&c, 0, "the condition: yes (kind: portal; attacked: yes)");
	end(&c);
}

TEST("readings that differ are told side by side")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "attacked", "true");
	court_fact(&c.k, "reported", "true");
	court_fact(&c.k, "handled", "false");
	tell(&c, "s");
	CHECK(has(c.told.sentence, "cannot be settled by machine"));
	line(&c, 0, "no timely report and handling: the readings differ");
	line(&c, 1, "neither was in time: no (reported in time: yes)");
	line(&c, 1, "one was not in time: yes (handled in time: no)");
	end(&c);
}

TEST("of what is not met the parts that fail are told")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "attacked", "false");
	tell(&c, "s");
	CHECK_INT(c.told.n, 1);
	line(&c, 0, "there was an attack: no (attacked: no)");
	end(&c);
}

TEST("only a person opens some, and has to name what they want")
{
	struct told_court c;

	begin(&c);
	tell(&c, "p");
	CHECK_STR(c.told.sentence, "Only a person with authority opens it: "
	    "duty unfulfilled. To be named: which duty.");
	end(&c);
}

TEST("what a table advises stands beside the fact that a person must say")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "persons", "20000");
	tell(&c, "g");
	CHECK(has(c.told.sentence, "Missing: wide spread"));
	line(&c, 0, "A table advises, a person decides: wide spread: yes "
	    "(reference table; one source)");
	tell(&c, "t");
	CHECK_STR(c.told.sentence, "The table advises, a person decides: "
	    "wide spread: yes (reference table).");
	end(&c);
}

TEST("a measure is told with who decides it")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "attacked", "true");
	tell(&c, "m");
	CHECK_STR(c.told.sentence, "Meets the condition of the measure: "
	    "public criticism.");
	line(&c, 0, "Decided by: the body above.");
	end(&c);
}

/* ---- clocks ---- */

TEST("a clock is told with its outer limit, its zone and who tells whom")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "attacked", "true");
	court_fact(&c.k, "found", "@\"2025-12-01T17:10:00+08:00\"");
	c.k.c.at = day_from_civil(2026, 3, 2) * DAY_MS;
	tell(&c, "c");
	CHECK_STR(c.told.sentence, "To be reported in time, at the latest "
	    "2025-12-01 18:10 (Beijing time): first report.");
	line(&c, 0, "By: the unit. To: the office · the police.");
	line(&c, 0, "May not be missing: what happened.");
	line(&c, 0, "It runs from 2025-12-01 17:10 (Beijing time).");
	line(&c, 0, "It may have begun earlier; missing: time of being "
	    "told.");
	end(&c);
}

TEST("the last of so many days ends at 24:00")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "attacked", "true");
	court_fact(&c.k, "found", "@\"2025-12-01T17:10:00+08:00\"");
	tell(&c, "d");
	CHECK(has(c.told.sentence, "2025-12-31 24:00 (Beijing time)"));
	tell(&c, "e");
	CHECK_STR(c.told.sentence, "To be passed on in time: notice. No "
	    "figure is given.");
	end(&c);
}

TEST("contents that do not apply here are not asked for")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "attacked", "true");
	court_fact(&c.k, "kind", "\"门户\"");
	tell(&c, "c");
	line(&c, 0, "May follow: cause.");
	/* As long as it is not known, it is asked for. */
	court_fact(&c.k, "kind", "?");
	tell(&c, "c");
	line(&c, 0, "May follow: ransom · cause.");
	end(&c);
}

TEST("a precaution says why, and what is not required is told as such")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "found", "@\"2025-12-01T17:10:00+08:00\"");
	tell(&c, "c");
	CHECK_STR(c.told.sentence, "As a precaution: To be reported in time, "
	    "at the latest 2025-12-01 18:10 (Beijing time): first report. "
	    "It cannot be said yet whether this is required. Missing: "
	    "attacked.");
	court_fact(&c.k, "attacked", "false");
	tell(&c, "c");
	CHECK_STR(c.told.sentence, "Not required: first report.");
	end(&c);
}

TEST("without an anchor the limit is told, and what is missing for it")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "attacked", "true");
	tell(&c, "d");
	CHECK(has(c.told.sentence, "The limit is 30 days; from when it runs "
	    "is not known. Missing for it: time of discovery."));
	end(&c);
}

/* ---- people ---- */

TEST("an attribution names each, with what speaks for and what is open")
{
	struct told_court c;

	begin(&c);
	court_fact(&c.k, "people", "[{姓名: \"甲\", 行为人: true, "
	    "反对: true}, {姓名: \"乙\", 行为人: false, 反对: false}, "
	    "{姓名: \"丙\", 行为人: null, 反对: false}]");
	tell(&c, "a");
	CHECK_STR(c.told.sentence, "Concerns 甲: direct liability. It cannot "
	    "be said yet whether it concerns 丙: direct liability.");
	line(&c, 0, "甲: met");
	line(&c, 1, "In favour: dissented in writing.");
	line(&c, 0, "乙: not met");
	court_fact(&c.k, "people", "[]");
	tell(&c, "a");
	CHECK_STR(c.told.sentence, "Concerns nobody in the list: direct "
	    "liability.");
	court_fact(&c.k, "people", "?");
	tell(&c, "a");
	CHECK(has(c.told.sentence, "Missing: people"));
	end(&c);
}

/* ---- languages ---- */

TEST("the reader's language is the one of the voice, also for the rule")
{
	struct told_court c;

	begin(&c);
	c.t.voice.lang = LANG_ZH_CN;
	court_fact(&c.k, "persons", "?");
	tell(&c, "r");
	CHECK(has(c.told.sentence, "影响面大"));
	CHECK(has(c.told.sentence, "受影响人数"));
	CHECK(has(c.told.source, "测试规定"));
	CHECK(has(c.told.source, "第一条"));
	CHECK(!has(c.told.sentence, "many affected"));
	court_fact(&c.k, "attacked", "true");
	court_fact(&c.k, "found", "@\"2025-12-01T17:10:00+08:00\"");
	tell(&c, "c");
	CHECK(has(c.told.sentence, "最迟 2025-12-01 18:10（北京时间）"));
	end(&c);
}

TEST("what was not in force is told as such and nothing more")
{
	struct told_court c;

	begin(&c);
	c.k.c.at = day_from_civil(2025, 3, 2) * DAY_MS;
	tell(&c, "r");
	CHECK_STR(c.told.sentence, "Was not in force: many affected.");
	CHECK_INT(c.told.n, 0);
	end(&c);
}

/* ---- levels ---- */

static const char levels[] =
    "levels:\n- {id: o, name: 一般, en: ordinary}\n"
    "- {id: m, name: 重大, en: major}\n"
    "- {id: x, name: 特别重大, en: extreme}\n"
    "graded_by: graded\n";

static const char criteria[] =
    "```yaml facts\n"
    "- {id: n, name: 人数, en: persons, type: integer}\n"
    "- {id: l, name: 损失, en: loss, type: integer}\n"
    "- id: graded\n  name: 定级\n  en: grade\n  type: choice\n"
    "  values: [{id: o, name: 一般, en: ordinary}, "
    "{id: m, name: 重大, en: major}, {id: x, name: 特别重大, "
    "en: extreme}]\n```\n\n"
    "```yaml grade\n"
    "- {id: go, title: 一人, en: one person, level: o, when: 人数 >= 1}\n"
    "- {id: gm, title: 百人, en: a hundred, level: m, when: 人数 >= 100}\n"
    "- {id: gx, title: 损失大, en: heavy loss, level: x, "
    "when: 损失 >= 5, attested: memory}\n```\n";

TEST("a level is told as at least, with what could still raise it")
{
	struct note note = NOTE_INIT;
	struct told_court c;

	court_begin(&c.k);
	(void)court_pack(&c.k, "g", "official", levels, criteria);
	court_open(&c.k);
	c.t = (struct tell){ .a = c.k.a, .voice = { LANG_EN, NULL },
	    .c = &c.k.c, .j = &c.k.j };
	court_fact(&c.k, "n", "100");
	court_judge(&c.k);
	CHECK_OK(tell_grade(&c.t, court_of(&c.k, "g"), &c.told, &note),
	    &note);
	CHECK_STR(c.told.sentence, "At least major. Possibly extreme, if: "
	    "heavy loss. Missing: loss.");
	line(&c, 0, "extreme, if it is met: heavy loss (cannot be said yet; "
	    "to be checked)");
	court_fact(&c.k, "l", "6");
	court_judge(&c.k);
	CHECK_OK(tell_grade(&c.t, court_of(&c.k, "g"), &c.told, &note),
	    &note);
	CHECK_STR(c.told.sentence, "At least major. What is attested too "
	    "weakly to decide says extreme. Possibly extreme, if: heavy "
	    "loss.");
	court_fact(&c.k, "graded", "\"一般\"");
	court_judge(&c.k);
	CHECK_OK(tell_grade(&c.t, court_of(&c.k, "g"), &c.told, &note),
	    &note);
	CHECK(has(c.told.sentence, "A person decided the level: ordinary. "
	    "By the criteria it is at least major."));
	end(&c);
}

TEST("a rule of a local pack is told with its document and what it replaces")
{
	struct told_court c;

	begin(&c);
	(void)court_pack(&c.k, "local", "official", "uses: [t]\n",
	    "```yaml clock\nid: local-e\noverrides: e\n"
	    "document: 某网信委〔2026〕1号\ntitle: 三日内\n"
	    "en: within three days\nwithin: P3D\n```\n");
	court_open(&c.k);
	court_fact(&c.k, "attacked", "true");
	court_fact(&c.k, "found", "@\"2026-03-02T17:10:00+08:00\"");
	tell(&c, "e");
	CHECK(has(c.told.sentence, "2026-03-05 24:00 (Beijing time): within "
	    "three days."));
	CHECK(has(c.told.source, "local, version 1"));
	line(&c, 0, "By the document: 某网信委〔2026〕1号.");
	/* Its condition is that of the other, and so is the clause of it. */
	line(&c, 0, "the condition: yes (attacked: yes)");
	line(&c, 0, "It goes before: Rules of a test, Article 1 (t, version "
	    "1; official page read).");
	end(&c);
}
