/* SPDX-License-Identifier: Apache-2.0 */
/* What a pack is once it was read: clauses, facts, conditions, rules. */
#include "pack/read_fixture.h"

#include "test/lib/test.h"

/* Facts that most tests name. */
#define FACTS \
	"```yaml facts\n" \
	"- {id: n, name: 人数, en: persons, type: integer, unit: 人}\n" \
	"- {id: hit, name: 受到攻击, en: attacked, type: boolean}\n" \
	"- {id: wide, name: 大面积, en: wide, type: boolean, judged: true}\n" \
	"- {id: at, name: 发现时间, en: found, type: moment}\n" \
	"- {id: day, name: 公布日, en: day, type: date}\n" \
	"- {id: kind, name: 种类, en: kind, type: choice, values: " \
	"[{id: site, name: 网站, en: site}, {id: app, name: 应用, en: app}]}\n" \
	"- {id: cal, name: 工作日历, en: calendar, type: calendar}\n" \
	"- id: people\n  name: 人员们\n  en: people\n  type: list\n" \
	"  element: 人员\n  fields:\n" \
	"  - {id: name, name: 姓名, en: name, type: text}\n" \
	"  - {id: acted, name: 行为人, en: acted, type: boolean}\n" \
	"```\n\n"

#define T	"title: 甲, en: a"

/* What is wrong with rules that stand behind FACTS. */
static void
said(const char *head, const char *body, const char *what)
{
	struct page p;

	page_begin(&p);
	(void)page_body(&p, "t", head, str_fmt(p.a, "%s%s", FACTS, body).p);
	CHECK_SAID(&p, what);
	page_end(&p);
}

static void
one_said(const char *head, const char *body, const char *what)
{
	struct page p;
	const char *got;

	page_begin(&p);
	CHECK(page_body(&p, "t", head, str_fmt(p.a, "%s%s", FACTS, body).p) ==
	    NULL);
	got = page_said(&p);
	if (strstr(got, what) == NULL || p.faults.n != 1)
		print_message("# %s", got);
	CHECK_INT(p.faults.n, 1);
	CHECK(strstr(got, what) != NULL);
	page_end(&p);
}

/* ---- clauses ---- */

TEST("headings with a number open clauses, and what stands below is theirs")
{
	const struct pack_clause *c;
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = page_body(&p, "t", "", "## 2 *乙*\n\n一。\n\n### 说明\n\n二。\n\n"
	    "> One.\n\n- 单\n\n## 2.1 丙\n\n```yaml none\nreason: 没有\n"
	    "en: None\n```\n\n## A.1 附\n");
	CHECK_SAID(&p, "");
	CHECK_INT(x->nclauses, 4);
	c = pack_clause(x, S("2"));
	CHECK_STR(c->heading, "乙");
	CHECK_STR(c->gist.zh, "一。\n\n二。");
	CHECK_STR(c->gist.en, "One.");
	CHECK_STR(c->markdown, "一。\n\n### 说明\n\n二。\n\n> One.\n\n- 单\n");
	CHECK_STR(pack_clause(x, S("2.1"))->none.zh, "没有");
	CHECK_STR(pack_clause(x, S("2.1"))->none.en, "None");
	CHECK(pack_clause(x, S("3")) == NULL);
	CHECK_STR(x->clauses[3].id, "A.1");
	page_end(&p);
}

TEST("clauses rise, by figures and not by letters, and are there once")
{
	said("", "## 8.2\n\n## 8.10\n\n## 21\n\n## 21a\n\n## A.1\n", "");
	one_said("", "## 8.10\n\n## 8.2\n", "Clause 8.2 stands behind 8.10.");
	one_said("", "## 2\n\n## 2\n", "Clause 2 is there already, in line");
}

TEST("a clause is cited as people cite it")
{
	static const struct { const char *id, *zh, *en; } cites[] = {
		{ "1", "第一条", "Article 1" },
		{ "2.1", "第二条", "Article 2" },
		{ "8.2.1", "第八条第二款第（一）项", "Article 8(2)(1)" },
		{ "10", "第十条", "Article 10" },
		{ "12.1.3", "第十二条第（三）项", "Article 12(3)" },
		{ "205", "第二百零五条", "Article 205" },
		{ "A.1.2", "附件A.1.2", "Annex A.1.2" },
	};
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = page_body(&p, "t", "", "## 2.1\n\n## 8.1\n\n## 8.2.1\n\n## 10\n\n"
	    "## 12.1.3\n\n## 205\n\n## A.1.2\n");
	for (size_t i = 0; i < COUNT(cites); i++) {
		struct pack_words w = pack_cite(p.a, x, pack_clause(x,
		    str_of(cites[i].id)));

		CHECK_STR(w.zh, cites[i].zh);
		CHECK_STR(w.en, cites[i].en);
	}
	page_end(&p);
}

/* ---- facts ---- */

TEST("a fact is declared with its type, its bounds and who may say it")
{
	const struct pack_fact *f;
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = page_body(&p, "t", "", "```yaml facts\n- id: share\n"
	    "  name: 比例\n  en: share\n  type: number\n  unit: '%'\n"
	    "  least: 0\n  most: 100\n  asserted_by: [unit, office]\n"
	    "  note: 说明\n  attested: one-source\n  source: [x, y]\n```\n");
	CHECK_SAID(&p, "");
	f = page_fact(x, "share");
	CHECK(f == page_fact(x, "比例"));
	CHECK_INT(f->type, PACK_NUMBER);
	CHECK_INT(f->feel->kind, FEEL_NUMBER);
	CHECK_STR(f->unit, "%");
	CHECK(f->least_set && f->most_set);
	CHECK_INT(decimal_cmp(f->most, decimal_of_int(100)), 0);
	CHECK_INT(f->asserted_by.n, 2);
	CHECK_STR(f->note.zh, "说明");
	CHECK_INT(f->attested, ATTESTED_ONE);
	CHECK_STR(f->source, "x; y");
	CHECK(f->clause == &x->clauses[0]);
	CHECK(f->of == x);
	CHECK_INT(f->level, -1);
	page_end(&p);
}

TEST("each type is one of the rule language")
{
	static const struct { const char *name; int kind; } types[] = {
		{ "人数", FEEL_NUMBER }, { "受到攻击", FEEL_BOOLEAN },
		{ "发现时间", FEEL_STAMP }, { "公布日", FEEL_DATE },
		{ "种类", FEEL_STRING }, { "工作日历", FEEL_CALENDAR },
		{ "人员们", FEEL_LIST },
	};
	const struct pack_fact *f;
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = page_body(&p, "t", "", FACTS);
	CHECK_SAID(&p, "");
	for (size_t i = 0; i < COUNT(types); i++)
		CHECK_INT(page_fact(x, types[i].name)->feel->kind,
		    types[i].kind);
	f = page_fact(x, "人员们");
	CHECK_INT(f->feel->item->kind, FEEL_CONTEXT);
	CHECK_INT(f->feel->item->nfields, 2);
	CHECK_STR(f->feel->item->fields[0].name, "姓名");
	CHECK_STR(f->element, "人员");
	/* The element of the list has a slot, and no fact. */
	CHECK_INT(x->nfacts, 9);
	CHECK(x->facts[8] == NULL);
	CHECK_STR(feel_scope_name(x->scope, 8), "人员");
	f = page_fact(x, "种类");
	CHECK_STR(pack_value(f, S("app"))->name.zh, "应用");
	CHECK_STR(pack_value(f, S("网站"))->id, "site");
	CHECK(pack_value(f, S("x")) == NULL);
	page_end(&p);
}

TEST("what goes with no type of that kind, and what is missing, is told")
{
	one_said("", "```yaml facts\n- {id: x, name: 甲, en: x, type: number, "
	    "values: [{id: a, name: 乙}]}\n```\n",
	    "values is only said of facts of type choice, choices.");
	one_said("", "```yaml facts\n- {id: x, name: 甲, en: x, "
	    "type: choice}\n```\n", "The key values is missing.");
	one_said("", "```yaml facts\n- {id: x, name: 甲, en: x, "
	    "type: bolean}\n```\n", "Did you mean boolean?");
	one_said("", "```yaml facts\n- {id: x, name: 甲, en: x, "
	    "type: integer, least: 5, most: 4}\n```\n",
	    "The most is less than the least.");
	one_said("", "```yaml facts\n- {id: x, name: 甲, type: list, "
	    "element: 乙, fields: [{id: y, name: 丙, type: list}]}\n```\n",
	    "A field of a list cannot be a list.");
	one_said("", "```yaml facts\n- {id: x, name: 甲, type: choice, "
	    "values: [{id: a, name: 乙}, {id: b, name: 乙}]}\n```\n",
	    "“乙” is there already");
}

TEST("ids and names are there once, and words of the language are no names")
{
	one_said("", "```yaml facts\n- {id: n2, name: 人数, type: integer}\n"
	    "```\n", "The name 人数 is there already, in line 20.");
	one_said("", "```yaml facts\n- {id: n, name: 新, type: integer}\n"
	    "```\n", "The id n is there already, in line 20.");
	one_said("", "```yaml facts\n- {id: x, name: and, type: integer}\n"
	    "```\n", "and");
}

TEST("levels but the lowest have a fact of their own")
{
	const struct pack_fact *f;
	const struct pack *x;
	size_t slot;
	struct page p;

	page_begin(&p);
	x = page_body(&p, "t", "levels:\n- {id: o, name: 一般, en: ordinary}\n"
	    "- {id: m, name: 重大, en: major}\n", FACTS
	    "```yaml grade\n- {id: g, " T ", level: m, when: 人数 > 9}\n"
	    "```\n");
	CHECK_SAID(&p, "");
	f = page_fact(x, "达到重大");
	CHECK_STR(f->id, "reached.m");
	CHECK_STR(f->name.en, "reached major");
	CHECK_INT(f->level, 1);
	CHECK(!pack_slot(x, S("达到一般"), &slot));
	CHECK_INT(page_rule(x, "g")->level, 1);
	CHECK_INT(x->norder, 1);
	page_end(&p);
}

TEST("derived facts stand behind those they read")
{
	size_t at[3] = { 9, 9, 9 }, slot;
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = page_body(&p, "t", "", FACTS "```yaml facts\n"
	    "- {id: c, name: 丙, type: integer, derived: 乙 + 1}\n"
	    "- {id: b, name: 乙, type: integer, derived: 甲 + 1}\n"
	    "- {id: a, name: 甲, type: integer}\n```\n\n"
	    "```yaml table\n- {id: t, " T ", gives: 甲}\n```\n\n"
	    "| 人数 | → 甲 |\n|---|---|\n| - | 1 |\n");
	CHECK_SAID(&p, "");
	CHECK_INT(x->norder, 3);
	for (size_t i = 0; i < 3; i++) {
		CHECK(pack_slot(x, x->facts[x->order[i]]->id, &slot));
		at[x->facts[slot]->id.p[0] - 'a'] = i;
	}
	CHECK(at[0] < at[1] && at[1] < at[2]);
	CHECK(page_fact(x, "甲")->table == page_rule(x, "t"));
	CHECK(page_fact(x, "丙")->derived != NULL);
	page_end(&p);
}

TEST("what follows from itself is told with its way")
{
	said("", "```yaml facts\n"
	    "- {id: a, name: 甲, type: integer, derived: 乙 + 1}\n"
	    "- {id: b, name: 乙, type: integer, derived: 丙}\n"
	    "- {id: c, name: 丙, type: integer, derived: 甲 - 人数}\n```\n",
	    "38:3 甲 follows from itself: 甲 ← 乙 ← 丙 ← 甲. Take one of "
	    "these out.\n");
	said("", "```yaml facts\n"
	    "- {id: a, name: 甲, type: integer, derived: 甲 + 1}\n```\n",
	    "38:3 甲 follows from itself: 甲 ← 甲. Take one of these out.\n");
	said("levels: [{id: o, name: 一般}, {id: m, name: 重大}]\n",
	    "```yaml grade\n- {id: g, " T ", level: m, when: 达到重大}\n"
	    "```\n", "11:9 达到重大 follows from itself: 达到重大 ← 达到重大. "
	    "Take one of these out.\n");
}

TEST("a fact is derived, given or judged, never two of these")
{
	one_said("", "```yaml facts\n- {id: a, name: 甲, type: boolean, "
	    "judged: true, derived: 受到攻击}\n```\n", "and judged by a "
	    "person too");
	one_said("", "```yaml table\n- {id: t, " T ", gives: wide}\n```\n\n"
	    "| 人数 | → 大面积 |\n|---|---|\n| - | true |\n",
	    "is derived or judged, and a table gives it too");
	one_said("", "```yaml table\n- {id: t, " T ", advises: hit}\n```\n\n"
	    "| 人数 | → 受到攻击 |\n|---|---|\n| - | true |\n",
	    "is not judged, so that nobody needs advice on it");
}

/* ---- conditions ---- */

TEST("a condition is a tree, counted from its top")
{
	const struct pack_cond *c;
	const struct pack_rule *r;
	struct page p;

	page_begin(&p);
	r = page_rule(page_body(&p, "t", "", FACTS "## 2 乙\n\n"
	    "```yaml trigger\nid: t\ntitle: 甲\nen: a\nattested: two-sources\n"
	    "all:\n- {id: x, title: 一, en: one, when: 受到攻击}\n"
	    "- id: y\n  title: 二\n  en: two\n  attested: memory\n"
	    "  clause: 1\n  readings:\n"
	    "  - {id: y1, when: 人数 > 1, attested: official}\n"
	    "  - {id: y2, any: [{when: 人数 > 2}, {when: 大面积}]}\n```\n"),
	    "t");
	CHECK_SAID(&p, "");
	CHECK_INT(r->nconds, 7);
	c = r->cond;
	CHECK_INT(c->kind, COND_ALL);
	CHECK_INT(c->index, 0);
	CHECK_STR(c->first->id, "x");
	CHECK_INT(c->first->kind, COND_WHEN);
	CHECK_STR(feel_text(c->first->when), "受到攻击");
	CHECK_INT(c->first->attested, ATTESTED_TWO);
	CHECK_STR(c->first->clause->id, "2");
	c = c->first->next;
	CHECK_INT(c->kind, COND_READINGS);
	CHECK_INT(c->attested, ATTESTED_MEMORY);
	CHECK_STR(c->clause->id, "1");
	/* Never stronger than what it is part of. */
	CHECK_INT(c->first->attested, ATTESTED_MEMORY);
	CHECK_INT(c->first->next->kind, COND_ANY);
	CHECK_INT(c->first->next->index, 4);
	CHECK_INT(c->first->next->first->next->index, 6);
	CHECK(c->next == NULL);
	page_end(&p);
}

TEST("a condition that is none, or two at once, is told")
{
	one_said("", "```yaml trigger\n{id: t, " T "}\n```\n",
	    "The rule has no condition.");
	one_said("", "```yaml trigger\n{id: t, " T ", when: 受到攻击, "
	    "any: [{when: 大面积}]}\n```\n",
	    "any and when stand beside each other.");
	one_said("", "```yaml trigger\n{id: t, " T ", all: [{title: 乙}]}\n"
	    "```\n", "The part has no condition.");
	one_said("", "```yaml trigger\n{id: t, " T ", readings: "
	    "[{when: 大面积}]}\n```\n", "1 parts stand under readings.");
	one_said("", "```yaml trigger\n{id: t, " T ", all: "
	    "[{id: x, when: 大面积}, {id: x, when: 受到攻击}]}\n```\n",
	    "Two parts of the rule have the id x.");
}

TEST("expressions are looked at where they stand")
{
	static const struct { const char *when, *what; } wrong[] = {
		{ "人数 > ", "38:" },
		{ "人头 > 3", "38:32 Nothing is called “人头”. Did you mean "
		    "“人员”?" },
		{ "人数", "The expression gives number, and boolean is needed "
		    "here." },
		{ "人数 > \"x\"", "This is always null" },
		{ "人数 > 3 and （大面积)", "The full-width sign （" },
		{ "'种类 = \"网占\"'", "38:38 “网占” is no value of the facts "
		    "that are named here. Did you mean “网站”?" },
		{ "'种类 = \"site\"'", "Write “网站”." },
		{ "人员.行为人", "人员 is one element of a list" },
	};

	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct arena *a = arena_new();

		one_said("", str_fmt(a, "```yaml trigger\n{id: t, " T
		    ", when: %s}\n```\n", wrong[i].when).p, wrong[i].what);
		arena_free(a);
	}
}

TEST("a value of a choice is known wherever it can stand")
{
	said("", "```yaml trigger\n"
	    "- {id: a, " T ", when: '种类 in (\"网站\", \"应用\")'}\n"
	    "- {id: b, " T ", when: 'some 某 in 人员们 satisfies 某.姓名 = "
	    "\"任何\"'}\n"
	    "- {id: c, " T ", when: '人员们[1].姓名 = \"甲\" and 种类 = "
	    "\"网站\"'}\n```\n", "");
}

/* ---- rules of each kind ---- */

TEST("a clock has its words, its anchors and its limit")
{
	const struct pack_clock *c;
	const struct pack_rule *r;
	struct page p;

	page_begin(&p);
	r = page_rule(page_body(&p, "t", "", FACTS "```yaml clock\n"
	    "id: c\ntitle: 报告\nen: report\nkind: supplement\nby: 单位\n"
	    "to: [网信办, {zh: 公安, en: police}]\nwhen: 受到攻击\n"
	    "anchor: [发现时间, 发现时间]\nwithin: P3D\nworking: 工作日历\n"
	    "from: 2026-02-01\nuntil: 2026-03-01\ncontents:\n"
	    "- {id: x, name: 概况, en: what, first: true}\n"
	    "- {id: y, name: 赎金, en: ransom, when: 大面积}\n```\n"), "c");
	CHECK_SAID(&p, "");
	c = &r->clock;
	CHECK_INT(c->kind, CLOCK_SUPPLEMENT);
	CHECK_STR(c->by.zh, "单位");
	CHECK_INT(c->nto, 2);
	CHECK_STR(c->to[1].en, "police");
	CHECK_INT(c->nanchor, 2);
	CHECK(c->timed);
	CHECK_INT(c->within.days, 3);
	CHECK_INT(c->within.minutes, 0);
	CHECK_STR(c->working->id, "cal");
	CHECK_INT(c->ncontents, 2);
	CHECK(c->contents[0].first && c->contents[0].when == NULL);
	CHECK(!c->contents[1].first && c->contents[1].when != NULL);
	CHECK_INT(r->from, day_from_civil(2026, 2, 1));
	CHECK_INT(r->to, day_from_civil(2026, 3, 1));
	page_end(&p);
}

TEST("a clock may name the facts that a report itself says")
{
	const struct pack_clock *c;
	struct page p;

	page_begin(&p);
	c = &page_rule(page_body(&p, "t", "", FACTS "```yaml clock\n"
	    "{id: c, " T ", kind: initial, by: x, to: [网信办, {zh: 公安, "
	    "body: police, arrival: at}], when: true, sent: 发现时间, "
	    "partial: hit}\n```\n"), "c")->clock;
	CHECK_SAID(&p, "");
	CHECK_INT(c->nto, 2);
	CHECK_INT(c->to_kind[0].n, 0);
	CHECK_STR(c->to_kind[1], "police");
	CHECK(c->arrival[0] == NULL);
	CHECK_STR(c->arrival[1]->id, "at");
	CHECK_STR(c->sent->id, "at");
	CHECK_STR(c->partial->id, "hit");
	page_end(&p);
	one_said("", "```yaml clock\n{id: c, " T ", kind: initial, by: x, "
	    "to: y, when: true, sent: hit}\n```\n",
	    "受到攻击 cannot say this. Name a fact of type moment");
	one_said("", "```yaml facts\n- {id: d, name: 余, type: boolean}\n"
	    "```\n\n```yaml clock\n{id: c, " T ", kind: initial, by: x, "
	    "to: y, when: true, partial: 余}\n```\n\n"
	    "```yaml table\n{id: t, " T ", gives: d}\n```\n\n"
	    "| 人数 | → 余 |\n|---|---|\n| - | true |\n",
	    "余 cannot say this.");
}

TEST("limits are hours, days or months, and not mixed")
{
	static const struct { const char *within; int32_t m, d, months; }
	    right[] = { { "PT1H", 60, 0, 0 }, { "PT90M", 90, 0, 0 },
		{ "P30D", 0, 30, 0 }, { "P1M", 0, 0, 1 },
		{ "P1Y", 0, 0, 12 } };
	static const char *const wrong[] = { "P1DT1H", "PT0S", "PT1S", "P0D",
	    "1H", "P100Y", "-P1D" };
	struct arena *a = arena_new();
	struct page p;

	for (size_t i = 0; i < COUNT(right); i++) {
		const struct pack_duration *d;

		page_begin(&p);
		d = &page_rule(page_body(&p, "t", "", str_fmt(p.a,
		    FACTS "```yaml clock\n{id: c, " T ", kind: initial, "
		    "by: x, to: y, when: true, anchor: 发现时间, "
		    "within: %s}\n```\n", right[i].within).p), "c")->
		    clock.within;
		CHECK_INT(d->minutes, right[i].m);
		CHECK_INT(d->days, right[i].d);
		CHECK_INT(d->months, right[i].months);
		page_end(&p);
	}
	for (size_t i = 0; i < COUNT(wrong); i++)
		one_said("", str_fmt(a, "```yaml clock\n{id: c, " T
		    ", kind: initial, by: x, to: y, when: true, "
		    "anchor: 发现时间, within: %s}\n```\n", wrong[i]).p,
		    wrong[i]);
	arena_free(a);
}

TEST("a limit without an anchor, and working days of none, are told")
{
	one_said("", "```yaml clock\n{id: c, " T ", kind: initial, by: x, "
	    "to: y, when: true, within: PT1H}\n```\n",
	    "nothing from which it counts");
	one_said("", "```yaml clock\n{id: c, " T ", kind: initial, by: x, "
	    "to: y, when: true, anchor: 发现时间, within: PT1H, "
	    "working: 工作日历}\n```\n", "Working days are counted in days");
	one_said("", "```yaml clock\n{id: c, " T ", kind: initial, by: x, "
	    "to: y, when: true, anchor: 公布日, within: PT1H}\n```\n",
	    "The expression gives date, and date and time is needed here.");
	one_said("", "```yaml clock\n{id: c, " T ", kind: initial, by: x, "
	    "to: y, when: true, working: 人数}\n```\n",
	    "人数 is no calendar");
}

TEST("a situation has a condition, or a person opens it and names something")
{
	const struct pack_rule *r;
	struct page p;

	page_begin(&p);
	r = page_rule(page_body(&p, "t", "", "```yaml trigger\n"
	    "{id: t, " T ", person: true, names: 哪项责任}\n```\n"), "t");
	CHECK(r->trigger.person);
	CHECK_STR(r->trigger.names.zh, "哪项责任");
	CHECK_INT(r->cond->kind, COND_NONE);
	CHECK_INT(r->nconds, 0);
	page_end(&p);
	one_said("", "```yaml trigger\n{id: t, " T ", person: true}\n```\n",
	    "The key names is missing.");
	one_said("", "```yaml trigger\n{id: t, " T ", person: true, "
	    "names: x, when: 受到攻击}\n```\n", "Only a person opens it");
	one_said("", "```yaml trigger\n{id: t, " T ", names: x, "
	    "when: 受到攻击}\n```\n", "Add person: true");
}

TEST("an attribution speaks of each element of a list")
{
	const struct pack_attribution *x;
	struct page p;

	page_begin(&p);
	x = &page_rule(page_body(&p, "t", "", FACTS "```yaml attribution\n"
	    "id: a\ntitle: 责任\nen: who\ntrack: individual\n"
	    "gives: direct_liability\neach: people\n"
	    "when: 人员.行为人 and 受到攻击\ncircumstances:\n"
	    "- {id: c, title: 甲, en: a, when: 人员.行为人, favours: true}\n"
	    "```\n"), "a")->attribution;
	CHECK_SAID(&p, "");
	CHECK_STR(x->track, "individual");
	CHECK_STR(x->each->id, "people");
	CHECK_INT(x->slot, 8);
	CHECK_INT(x->ncircumstances, 1);
	CHECK(x->circumstances[0].favours);
	page_end(&p);
	one_said("", "```yaml attribution\n{id: a, " T ", track: collective, "
	    "gives: main_leadership, each: 人数, when: 受到攻击}\n```\n",
	    "人数 is no list.");
	one_said("", "```yaml attribution\n{id: a, " T ", track: both, "
	    "gives: main_leadership, each: 人员们, when: 受到攻击}\n```\n",
	    "track cannot be “both”.");
}

TEST("a role, a measure and an indicator say what they say")
{
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = page_body(&p, "t", "", FACTS
	    "```yaml role\n- {id: r, " T ", capacity: head, several: true}\n"
	    "- {id: s, " T ", body: unit}\n```\n\n"
	    "```yaml measure\n{id: m, " T ", layer: discipline, on: person, "
	    "decided_by: 上级, effect: P6M, when: 受到攻击}\n```\n\n"
	    "```yaml indicator\n- {id: i, " T ", points: 12.5, "
	    "score: 人数 / 2, evidence: [甲, {zh: 乙, en: b}]}\n"
	    "- {id: v, " T ", veto: true, score: 受到攻击}\n```\n");
	CHECK_SAID(&p, "");
	CHECK_STR(page_rule(x, "r")->role.capacity, "head");
	CHECK(page_rule(x, "r")->role.several);
	CHECK_STR(page_rule(x, "s")->role.body, "unit");
	CHECK_STR(page_rule(x, "m")->measure.layer, "discipline");
	CHECK_STR(page_rule(x, "m")->measure.effect, "P6M");
	CHECK_INT(page_rule(x, "m")->cond->kind, COND_WHEN);
	CHECK_STR(page_rule(x, "i")->indicator.points, "12.5");
	CHECK_INT(page_rule(x, "i")->indicator.nevidence, 2);
	CHECK(page_rule(x, "i")->indicator.score != NULL);
	CHECK(page_rule(x, "v")->indicator.veto);
	page_end(&p);
	one_said("", "```yaml role\n{id: r, " T "}\n```\n",
	    "Nothing says who is meant.");
	one_said("", "```yaml role\n{id: r, " T ", capacity: a, body: b}\n"
	    "```\n", "body and capacity stand beside each other.");
	one_said("", "```yaml indicator\n{id: i, " T "}\n```\n",
	    "no points and is no veto");
	one_said("", "```yaml indicator\n{id: i, " T ", points: 5, "
	    "score: 受到攻击}\n```\n", "and number is needed here");
}

TEST("a level that there is not is told")
{
	one_said("levels: [{id: low, name: 一般}]\n", "```yaml grade\n"
	    "{id: g, " T ", level: lov, when: 受到攻击}\n```\n",
	    "There is no level lov. Did you mean low?");
	one_said("", "```yaml grade\n{id: g, " T ", level: low, "
	    "when: 受到攻击}\n```\n", "The pack has no levels.");
}

TEST("a rule holds within its pack's time, under a clause, attested")
{
	one_said("", "```yaml role\n{id: r, " T ", body: x, "
	    "from: 2025-12-31}\n```\n", "not within the pack's time");
	one_said("", "```yaml role\n{id: r, " T ", body: x, "
	    "from: 2026-02-01, to: 2026-02-01}\n```\n",
	    "It ends on 2026-02-01 and begins on 2026-02-01 only.");
	one_said("", "```yaml role\n{id: r, " T ", body: x, clause: 7}\n```\n",
	    "The pack has no clause 7.");
	one_said("", "```yaml role\n{id: r, " T ", body: x, attested: guess}\n"
	    "```\n", "attested cannot be “guess”.");
	one_said("", "```yaml role\n- {id: r, " T ", body: x}\n"
	    "- {id: r, " T ", body: y}\n```\n",
	    "The id r is there already, in line 38.");
}

TEST("without a mark in the front matter each rule needs its own")
{
	struct page p;

	page_begin(&p);
	CHECK(page_pack(&p, "---\npack: t\nversion: 1\ntitle: 甲\nissuer: 乙\n"
	    "from: 2026-01-01\n---\n\n## 1 总则\n\n```yaml facts\n"
	    "- {id: n, name: 人数, type: integer}\n"
	    "- {id: m, name: 人多, type: boolean, derived: 人数 > 9}\n```\n\n"
	    "```yaml role\n- {id: r, title: 甲, body: x}\n"
	    "- {id: s, title: 甲, body: x, attested: draft}\n```\n") == NULL);
	CHECK_SAID(&p,
	    "13:3 Nobody says how well it is attested. Add attested here or "
	    "in the front matter.\n"
	    "17:3 Nobody says how well it is attested. Add attested here or "
	    "in the front matter.\n");
	page_end(&p);
}

TEST("blocks of a kind that there is not make the rest wait")
{
	one_said("", "```yaml triger\n{id: t}\n```\n\n```yaml trigger\n"
	    "{id: u, " T ", when: 没有 = 1}\n```\n",
	    "Did you mean yaml trigger?");
}

TEST("a pack of more than a mebibyte is refused as a whole")
{
	const struct pack *ret = NULL;
	struct page p;
	struct str text;
	char *s;

	page_begin(&p);
	s = arena_alloc(p.a, PACK_BYTES_MAX + 1);
	memset(s, 'a', PACK_BYTES_MAX + 1);
	text = (struct str){ s, PACK_BYTES_MAX + 1 };
	CHECK_INT(pack_read(p.a, text, NULL, 0, &ret, &p.faults, &p.note),
	    ERR_LIMIT);
	CHECK_INT(p.faults.n, 0);
	CHECK(ret == NULL);
	page_end(&p);
}

TEST("faults stand in the order of lines, and end at two hundred")
{
	struct page p;
	struct buf b = BUF_INIT;
	int32_t line = 0;

	page_begin(&p);
	buf_text(&b, "```yaml role\n");
	for (int i = 0; i < 300; i++)
		buf_fmt(&b, "- {id: r%d, title: x, body: y, wrong: z}\n", i);
	buf_text(&b, "```\n");
	CHECK(page_body(&p, "t", "nothing: x\n", buf_view(&b).p) == NULL);
	CHECK_INT(p.faults.n, PACK_FAULTS_MAX);
	CHECK(p.faults.more);
	for (struct pack_fault *f = p.faults.first; f != NULL; f = f->next) {
		CHECK(f->at.line >= line);
		line = f->at.line;
	}
	buf_free(&b);
	page_end(&p);
}
