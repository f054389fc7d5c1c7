/* SPDX-License-Identifier: Apache-2.0 */
/* Examples: which facts, and what is expected. */
#include "pack/read_fixture.h"

#include "test/lib/test.h"

#define BODY \
	"```yaml facts\n" \
	"- {id: n, name: 人数, en: n, type: integer, least: 0, most: 500}\n" \
	"- {id: hit, name: 受到攻击, en: hit, type: boolean}\n" \
	"- {id: at, name: 发现时间, en: at, type: moment}\n" \
	"- {id: day, name: 公布日, en: day, type: date}\n" \
	"- {id: len, name: 时长, en: len, type: duration}\n" \
	"- {id: s, name: 说明, en: s, type: text}\n" \
	"- {id: kind, name: 种类, en: kind, type: choice, values: " \
	"[{id: site, name: 网站, en: s}, {id: app, name: 应用, en: a}]}\n" \
	"- {id: kinds, name: 几种, en: kinds, type: choices, values: " \
	"[{id: site, name: 网站, en: s}, {id: app, name: 应用, en: a}]}\n" \
	"- {id: cal, name: 工作日历, en: cal, type: calendar}\n" \
	"- {id: people, name: 人员们, en: p, type: list, element: 人员, " \
	"fields: [{id: name, name: 姓名, type: text}, " \
	"{id: age, name: 年龄, type: integer}]}\n" \
	"- {id: many, name: 人多, en: many, type: boolean, " \
	"derived: 人数 > 9}\n" \
	"- {id: g, name: 结论, en: g, type: boolean}\n" \
	"```\n\n" \
	"```yaml trigger\n- {id: t, title: 甲, en: t, when: 受到攻击}\n" \
	"- {id: u, title: 乙, en: u, when: 人多}\n```\n\n" \
	"```yaml table\n{id: tab, title: 表, en: tab, gives: g}\n```\n\n" \
	"| 人数 | → 结论 |\n|---|---|\n| - | true |\n\n"

static const struct pack *
read(struct page *p, const char *examples)
{
	return page_body(p, "t", "", str_fmt(p->a, BODY "%s", examples).p);
}

static void
one_said(const char *examples, const char *what)
{
	struct page p;
	const char *got;

	page_begin(&p);
	CHECK(read(&p, examples) == NULL);
	got = page_said(&p);
	if (strstr(got, what) == NULL || p.faults.n != 1)
		print_message("# %s", got);
	CHECK(strstr(got, what) != NULL);
	CHECK_INT(p.faults.n, 1);
	page_end(&p);
}

/* What the example ${id} states of the fact: as the language writes it, "?" if
 * nothing. */
static const char *
given(struct page *p, const struct pack *x, const char *id, const char *fact)
{
	struct buf b = BUF_IN(p->a);
	size_t slot = 0, i = 0;

	CHECK(pack_slot(x, str_of(fact), &slot));
	while (i < x->nexamples && !str_is(x->examples[i].id, id))
		i++;
	CHECK(i < x->nexamples);
	for (size_t k = 0; k < x->examples[i].ngiven; k++)
		if (x->examples[i].given[k].slot == slot)
			feel_put(&b, &x->examples[i].given[k].value);
	if (b.n == 0)
		buf_text(&b, "?");
	return b.p;
}

#define CHECK_GIVEN(p, x, id, fact, want) \
	CHECK_STR(str_of(given((p), (x), (id), (fact))), (want))

TEST("values are written as people write them")
{
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = read(&p, "```yaml example\nid: e\nfacts:\n  人数: 12\n"
	    "  hit: 是\n  发现时间: 2026-03-02T08:00+08:00\n"
	    "  公布日: 2026-03-02\n  时长: PT2H\n  说明: 5\n  种类: app\n"
	    "  几种: [网站, app]\n"
	    "  人员们: [{姓名: 甲, age: 30}, {name: 乙, 年龄: \"?\"}]\n"
	    "  工作日历: ['2026-10-01,holiday,国庆节']\n"
	    "expect: {t: 符合}\n```\n");
	CHECK_SAID(&p, "");
	CHECK_INT(x->nexamples, 1);
	CHECK_GIVEN(&p, x, "e", "人数", "12");
	CHECK_GIVEN(&p, x, "e", "受到攻击", "true");
	CHECK_GIVEN(&p, x, "e", "发现时间",
	    "@\"2026-03-02T08:00:00+08:00\"");
	CHECK_GIVEN(&p, x, "e", "公布日", "@\"2026-03-02\"");
	CHECK_GIVEN(&p, x, "e", "时长", "@\"PT2H\"");
	CHECK_GIVEN(&p, x, "e", "说明", "\"5\"");
	CHECK_GIVEN(&p, x, "e", "种类", "\"应用\"");
	CHECK_GIVEN(&p, x, "e", "几种", "[\"网站\", \"应用\"]");
	CHECK_GIVEN(&p, x, "e", "人员们", "[{姓名: \"甲\", 年龄: 30}, "
	    "{姓名: \"乙\", 年龄: null}]");
	CHECK(strcmp(given(&p, x, "e", "工作日历"), "?") != 0);
	page_end(&p);
}

TEST("a field that nobody said is unknown, by its element's name")
{
	const struct feel_value *v;
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = read(&p, "```yaml example\nid: e\nfacts: {人员们: "
	    "[{姓名: 甲}]}\nexpect: {t: 符合}\n```\n");
	v = &x->examples[0].given[0].value;
	CHECK_INT(v->kind, FEEL_LIST);
	CHECK(v->open);
	CHECK_STR(feel_missing(p.a, feel_get(v->list.v[0].context,
	    S("年龄")))->fact, "人员们[1].年龄");
	page_end(&p);
}

TEST("a row adds to what the block states; ? takes back, null is no value")
{
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = read(&p, "```yaml example\nid: e\n"
	    "facts: {人数: 1, 种类: 网站, 受到攻击: true}\n"
	    "at: 2026-03-02T08:00Z\nexpect: {t: 符合}\n```\n\n"
	    "| 例 | 人数 | 种类 | at | → u | → 结论 |\n"
	    "|---|---|---|---|---|---|\n"
	    "| 一 | 2 |  |  | 不符合 | true |\n"
	    "| 二 | ? | null | 2026-03-03T00:00+08:00 |  | ? |\n");
	CHECK_SAID(&p, "");
	CHECK_INT(x->nexamples, 2);
	CHECK_GIVEN(&p, x, "e/一", "人数", "2");
	CHECK_GIVEN(&p, x, "e/一", "种类", "\"网站\"");
	CHECK_GIVEN(&p, x, "e/二", "人数", "?");
	CHECK_GIVEN(&p, x, "e/二", "种类", "null");
	CHECK_GIVEN(&p, x, "e/二", "受到攻击", "true");
	CHECK_INT(x->examples[0].nexpect, 3);
	CHECK_STR(x->examples[0].expect[0].what, "u");
	CHECK_STR(x->examples[0].expect[0].outcome, "不符合");
	CHECK_STR(x->examples[0].expect[2].what, "t");
	CHECK_INT(x->examples[1].nexpect, 2);
	CHECK_INT(x->examples[0].when, INT64_C(1772438400000));
	CHECK_INT(x->examples[1].when, INT64_C(1772467200000));
	CHECK_INT(page_rule(x, "t")->nexamples, 2);
	CHECK_INT(page_rule(x, "u")->nexamples, 1);
	CHECK_INT(page_rule(x, "tab")->nexamples, 2);
	CHECK_INT(x->clauses[0].nexamples, 2);
	page_end(&p);
}

TEST("an example is like another, or like a row of one, wherever it stands")
{
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = read(&p, "```yaml example\n"
	    "- {id: c, like: b, facts: {人数: 3}, expect: {t: 符合}}\n"
	    "- {id: b, like: a/二, facts: {种类: app}, expect: {t: 符合}}\n"
	    "- {id: d, like: a, expect: {t: 符合}}\n"
	    "```\n\n```yaml example\nid: a\nfacts: {人数: 1, 受到攻击: true, "
	    "说明: x}\n```\n\n| 例 | 人数 | 说明 | → t |\n|---|---|---|---|\n"
	    "| 一 | 7 | y | 符合 |\n| 二 | 8 | ? | 符合 |\n");
	CHECK_SAID(&p, "");
	CHECK_INT(x->nexamples, 5);
	CHECK_STR(x->examples[0].id, "c");
	CHECK_GIVEN(&p, x, "c", "人数", "3");
	CHECK_GIVEN(&p, x, "c", "种类", "\"应用\"");
	CHECK_GIVEN(&p, x, "c", "说明", "?");
	CHECK_GIVEN(&p, x, "c", "受到攻击", "true");
	CHECK_GIVEN(&p, x, "b", "人数", "8");
	CHECK_GIVEN(&p, x, "d", "人数", "1");
	CHECK_GIVEN(&p, x, "d", "说明", "\"x\"");
	page_end(&p);
}

TEST("an example that is like itself, or like none, is told")
{
	one_said("```yaml example\n- {id: a, like: b, expect: {t: 符合}}\n"
	    "- {id: b, like: a, expect: {t: 符合}}\n```\n",
	    "The example is like itself, perhaps through others.");
	one_said("```yaml example\n- {id: first, expect: {t: 符合}}\n"
	    "- {id: b, like: frst, expect: {t: 符合}}\n```\n",
	    "There is no example frst. Did you mean first?");
	one_said("```yaml example\n- {id: a, expect: {t: 符合}}\n"
	    "- {id: b, like: a/三, expect: {t: 符合}}\n```\n",
	    "There is no example a/三.");
}

TEST("a value that is none of its fact is told")
{
	static const struct { const char *facts, *what; } wrong[] = {
		{ "人数: 1.5", "“1.5” is no value of 人数. It is a whole "
		    "number" },
		{ "人数: 501", "501 lies outside the bounds of 人数." },
		{ "人数: -1", "-1 lies outside the bounds of 人数." },
		{ "受到攻击: yes", "“yes” is no value of 受到攻击." },
		{ "发现时间: 2026-03-02T08:00", "a date and time with its "
		    "offset" },
		{ "发现时间: 2026-02-30T08:00Z", "is no value of 发现时间" },
		{ "公布日: 2026-02-30", "is no value of 公布日" },
		{ "时长: P1Y", "is no value of 时长" },
		{ "种类: 网占", "“网占” is no value of 种类. Did you mean "
		    "“网站”?" },
		{ "几种: 网站、应甲乙丙", "is no value of 几种" },
		{ "人员们: 甲", "It is a list of elements" },
		{ "人员们: [甲]", "“甲” is no value of 人员们" },
		{ "人员们: [{姓: 甲}]", "人员们 has no field 姓" },
		{ "人员们: [{年龄: x}]", "“x” is no value of 年龄" },
		{ "工作日历: [x]", "A day of the calendar is three cells" },
		{ "人数: [1]", "“…” is no value of 人数." },
		{ "人多: true", "人多 follows from other facts and is not "
		    "stated." },
		{ "结论: true", "结论 follows from other facts" },
		{ "人头: 1", "There is no fact 人头. Did you mean 人多?" },
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < COUNT(wrong); i++)
		one_said(str_fmt(a, "```yaml example\nid: e\nfacts: {%s}\n"
		    "expect: {t: 符合}\n```\n", wrong[i].facts).p,
		    wrong[i].what);
	arena_free(a);
}

TEST("what is expected is of a rule, a fact, a level, or what is missing")
{
	const struct pack_example *e;
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = page_body(&p, "t", "levels: [{id: o, name: 一般}]\n",
	    str_fmt(p.a, BODY "```yaml example\nid: e\nexpect: {t: 符合, "
	    "many: true, 级别: 一般, 级别提示: 一般, 缺: 人数, 缺 t: 受到攻击, "
	    "条件 u: 符合, 情节 u: 无}\n```\n").p);
	CHECK_SAID(&p, "");
	e = &x->examples[0];
	CHECK_INT(e->nexpect, 8);
	CHECK_STR(e->expect[4].what, "缺");
	CHECK_INT(e->expect[4].of.n, 0);
	CHECK_STR(e->expect[5].what, "缺");
	CHECK_STR(e->expect[5].of, "t");
	CHECK_STR(e->expect[6].what, "条件");
	CHECK_STR(e->expect[6].of, "u");
	CHECK_INT(page_rule(x, "t")->nexamples, 1);
	CHECK_INT(page_rule(x, "u")->nexamples, 1);
	page_end(&p);
	one_said("```yaml example\n{id: e, expect: {级别: 一般}}\n```\n",
	    "Neither this pack nor one that it uses has levels.");
	one_said("```yaml example\n{id: e, expect: {tabb: 一}}\n```\n",
	    "There is no rule or fact tabb. Did you mean tab?");
	one_said("```yaml example\n{id: e, expect: {缺 tabb: 一}}\n```\n",
	    "There is no rule or fact tabb. Did you mean tab?");
	one_said("```yaml example\n{id: e, expect: [t]}\n```\n",
	    "Keys with their values belong here");
}

TEST("a table of examples names its rows, and expects something")
{
	one_said("```yaml example\nid: e\n```\n\n| 例 | 人数 |\n|---|---|\n"
	    "| 一 | 1 |\n", "The table expects nothing.");
	one_said("```yaml example\nid: e\n```\n\n| 例 | → t |\n|---|---|\n"
	    "| 一 | 符合 |\n| 一 | 符合 |\n", "A row 一 is there already.");
	one_said("```yaml example\nid: e\n```\n\n| 例 | → t |\n|---|---|\n"
	    "|  | 符合 |\n", "The row has no name.");
	one_said("```yaml example\nid: e\n```\n\n"
	    "| 例 | 人数 | n | → t |\n|---|---|---|---|\n"
	    "| 一 | 1 | 1 | 符合 |\n", "Two columns are about 人数.");
	one_said("```yaml example\nid: e\n```\n\n| 例 | at | → t |\n"
	    "|---|---|---|\n| 一 | 2026-03-02 | 符合 |\n",
	    "“2026-03-02” is no moment.");
}

TEST("an example that expects nothing is there for others only")
{
	struct page p;

	page_begin(&p);
	CHECK_INT(read(&p, "```yaml example\n- {id: a, facts: {人数: 1}}\n"
	    "- {id: b, like: a, expect: {t: 符合}}\n```\n")->nexamples, 1);
	page_end(&p);
}

TEST("more facts than a pack's examples may state are refused")
{
	struct page p;
	struct buf b = BUF_INIT;

	page_begin(&p);
	buf_text(&b, "```yaml facts\n");
	for (int i = 0; i < 100; i++)
		buf_fmt(&b, "- {id: f%d, name: 事实%d, type: integer}\n", i,
		    i);
	buf_text(&b, "```\n\n```yaml example\n- id: base\n  facts:\n");
	for (int i = 0; i < 100; i++)
		buf_fmt(&b, "    f%d: 1\n", i);
	for (int i = 0; i < 2001; i++)
		buf_fmt(&b, "- {id: e%d, like: base, expect: {t: 符合}}\n", i);
	buf_text(&b, "```\n");
	CHECK(read(&p, buf_view(&b).p) == NULL);
	CHECK_SAID(&p, "1:1 The examples state more than 200 000 facts. Part "
	    "the pack, or write shorter examples.\n");
	buf_free(&b);
	page_end(&p);
}

TEST("a row may speak of a rule that an own rule overrides")
{
	const struct pack *x;
	struct page p;

	page_begin(&p);
	CHECK(page_body(&p, "base", "", "```yaml measure\n{id: m, title: 甲, "
	    "en: m, layer: penalty, on: person, when: true}\n```\n") != NULL);
	x = page_body(&p, "local", "uses: base\n", "```yaml measure\n"
	    "{id: m2, title: 乙, overrides: m, document: f}\n```\n\n"
	    "```yaml example\n{id: e, expect: {m: 符合}}\n```\n");
	CHECK_SAID(&p, "");
	CHECK_INT(page_rule(x, "m2")->nexamples, 1);
	page_end(&p);
}
