/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/judge_fixture.h"

#include "test/lib/test.h"

static const char body[] =
    "```yaml facts\n"
    "- {id: minutes, name: 分钟数, en: minutes, type: integer}\n"
    "- {id: found, name: 发现时间, en: found, type: moment}\n"
    "- {id: wide, name: 大面积, en: wide, type: boolean, judged: true}\n"
    "- {id: long, name: 时间长, en: long, type: boolean, "
    "derived: 分钟数 >= 60, attested: memory}\n"
    "- id: people\n  name: 人员们\n  en: people\n  type: list\n"
    "  element: 人员\n  fields:\n"
    "  - {id: name, name: 姓名, en: name, type: text}\n"
    "  - {id: acted, name: 行为人, en: acted, type: boolean}\n"
    "  - {id: told, name: 说明, en: told, type: boolean}\n"
    "```\n\n"
    "```yaml trigger\n"
    "- {id: r, title: 情形, en: r, when: 分钟数 >= 60}\n"
    "- {id: w, title: 弱, en: w, when: 分钟数 >= 60, attested: draft}\n"
    "- {id: p, title: 人提, en: p, person: true, names: 职责}\n"
    "- {id: j, title: 判断, en: j, when: 大面积 and 分钟数 >= 60}\n"
    "- {id: u, title: 时长, en: u, when: 时间长}\n"
    "```\n\n"
    "```yaml clock\n"
    "- {id: c, title: 报告, en: c, kind: initial, by: 单位, "
    "to: [网信办], when: 分钟数 >= 60, anchor: 发现时间, within: PT1H}\n"
    "- {id: d, title: 总结, en: d, kind: summary, by: 单位, "
    "to: [网信办], when: 分钟数 >= 60, anchor: 发现时间, within: P1D}\n"
    "- {id: e, title: 及时, en: e, kind: inform, by: 单位, "
    "to: [网信办], when: 分钟数 >= 60, anchor: 发现时间}\n"
    "```\n\n"
    "```yaml table\nid: g\ntitle: 参考\nen: g\nadvises: wide\nhit: U\n"
    "```\n\n| 分钟数 | → 大面积 |\n|---|---|\n| >= 60 | true |\n\n"
    "```yaml attribution\nid: a\ntitle: 直接责任\nen: a\n"
    "track: individual\ngives: direct_liability\neach: people\n"
    "when: 人员.行为人\ncircumstances:\n"
    "- {id: told, title: 主动说明, en: told, when: 人员.说明, "
    "favours: true}\n"
    "- {id: hid, title: 隐瞒, en: hid, when: not(人员.说明), "
    "favours: false}\n```\n\n";

/* What the examples of ${rows} come to: how many expectations fail. */
static struct pack_tested
tested(struct court *k, const char *examples)
{
	struct pack_tested r = { .examples = 0 };
	struct note note = NOTE_INIT;
	const struct pack *p;

	court_begin(k);
	p = court_pack(k, "t", "official", "", str_fmt(k->a, "%s%s", body,
	    examples).p);
	CHECK_OK(pack_test(k->a, p, k->c.zone, &r, &note), &note);
	for (const struct pack_failure *f = r.first; f != NULL; f = f->next)
		print_message("# %s: %s: %s, not %s\n", f->example->id.p,
		    f->expect->what.p, f->got.p, f->expect->outcome.p);
	return r;
}

#define EXAMPLE(facts, expect) \
	"```yaml example\nid: x\nfacts: {" facts "}\nexpect: {" expect \
	"}\n```\n"

static void
right(const char *example)
{
	struct pack_tested r;
	struct court k;

	r = tested(&k, example);
	CHECK(r.expectations > 0);
	CHECK_INT(r.failed, 0);
	court_end(&k);
}

/* One expectation, which fails with these words. */
static void
wrong(const char *example, const char *got)
{
	struct pack_tested r;
	struct court k;

	r = tested(&k, example);
	CHECK_INT(r.failed, 1);
	assert_non_null(r.first);
	CHECK_STR(r.first->got, got);
	court_end(&k);
}

TEST("outcomes of conditions are written as the page says")
{
	right(EXAMPLE("分钟数: 60", "r: 符合, w: 提示符合, p: 由人提出, "
	    "j: 暂不能判断"));
	right(EXAMPLE("分钟数: 59", "r: 不符合, w: 提示不符合, j: 不符合"));
	right(EXAMPLE("发现时间: 2026-03-02T08:00+08:00",
	    "r: 暂不能判断, w: 暂不能判断"));
}

TEST("an example that does not come out says what did")
{
	wrong(EXAMPLE("分钟数: 60", "r: 不符合"), "符合");
	wrong(EXAMPLE("分钟数: 60", "w: 符合"), "提示符合");
}

TEST("before the pack is in force everything is out of force")
{
	right("```yaml example\nid: x\nat: 2025-01-01T00:00+08:00\n"
	    "facts: {分钟数: 60}\nexpect: {r: 不适用, c: 不适用, g: 不适用, "
	    "a: 不适用}\n```\n");
}

#define AT "发现时间: 2026-03-02T08:00+08:00"

TEST("outcomes of clocks are local times, or words")
{
	right(EXAMPLE("分钟数: 60, " AT, "c: 2026-03-02T09:00, "
	    "d: 2026-03-03T24:00, e: 及时"));
	right(EXAMPLE("分钟数: 60, " AT, "d: 2026-03-04T00:00"));
	right(EXAMPLE("分钟数: 1, " AT, "c: 不要求, e: 不要求"));
	right(EXAMPLE(AT, "c: 提示 2026-03-02T09:00, e: 提示及时"));
	right(EXAMPLE(AT, "c: 提示2026-03-02T09:00"));
	right(EXAMPLE("分钟数: 60", "c: 起算点不明"));
	wrong(EXAMPLE("分钟数: 60, " AT, "c: 2026-03-02T09:01"),
	    "2026-03-02T09:00");
	wrong(EXAMPLE(AT, "c: 2026-03-02T09:00"), "提示2026-03-02T09:00");
}

TEST("facts are expected by value, by what is advised, or as unknown")
{
	right(EXAMPLE("分钟数: 60", "分钟数: 60, 大面积: '?', "
	    "时间长: 提示true"));
	right(EXAMPLE("分钟数: 60", "时间长: 提示是"));
	wrong(EXAMPLE("分钟数: 60", "时间长: true"), "提示true");
	wrong(EXAMPLE("分钟数: 60", "大面积: true"), "?");
}

TEST("a table is expected by its value, and ? where it gives none")
{
	right(EXAMPLE("分钟数: 60", "g: true"));
	right(EXAMPLE("分钟数: 59", "g: '?'"));
	right(EXAMPLE("大面积: true", "g: '?'"));
}

TEST("attributions are names; not settled ones say so")
{
	right(EXAMPLE("人员们: [{姓名: 甲, 行为人: true}, "
	    "{姓名: 乙, 行为人: false}, {姓名: 丙, 行为人: '?'}]",
	    "a: 甲、待定丙"));
	right(EXAMPLE("人员们: [{姓名: 乙, 行为人: false}]", "a: 无"));
	right(EXAMPLE("分钟数: 60", "a: 暂不能判断"));
}

TEST("circumstances are expected as name and id of those not left out")
{
	right(EXAMPLE("人员们: [{姓名: 甲, 行为人: true, 说明: true}, "
	    "{姓名: 乙, 行为人: false, 说明: true}, "
	    "{姓名: 丙, 行为人: true, 说明: false}, "
	    "{姓名: 丁, 行为人: true, 说明: '?'}]",
	    "情节 a: 丙:hid、甲:told"));
	right(EXAMPLE("人员们: [{姓名: 乙, 行为人: false, 说明: true}]",
	    "情节 a: 无"));
	right(EXAMPLE("分钟数: 60", "情节 a: 无"));
	wrong(EXAMPLE("人员们: [{姓名: 甲, 行为人: true, 说明: true}]",
	    "情节 a: 甲:hid"), "甲:told");
}

TEST("the condition of a clock is expected by itself")
{
	right(EXAMPLE("分钟数: 60", "条件 c: 符合, 条件 r: 符合"));
	right(EXAMPLE("分钟数: 1", "条件 c: 不符合"));
	wrong(EXAMPLE(AT, "条件 c: 符合"), "暂不能判断");
}

TEST("what is missing is named in any order, of a rule or of all")
{
	right(EXAMPLE("分钟数: 60", "缺 j: 大面积"));
	right(EXAMPLE(AT, "缺 j: 大面积、分钟数"));
	right(EXAMPLE(AT, "缺 j: 分钟数、大面积"));
	right(EXAMPLE(AT, "缺 j: 分钟数、wide"));
	right(EXAMPLE("分钟数: 60", "缺 r: 无, 缺 c: 发现时间"));
	right(EXAMPLE(AT, "r: 暂不能判断, c: 提示2026-03-02T09:00, "
	    "缺: 分钟数"));
	wrong(EXAMPLE(AT, "缺 j: 分钟数"), "大面积、分钟数");
}

TEST("rows of a table are examples that begin with the block's facts")
{
	struct pack_tested r;
	struct court k;

	r = tested(&k, "```yaml example\nid: x\nfacts: {" AT "}\n```\n\n"
	    "| 例 | 分钟数 | → r | → c |\n|---|---|---|---|\n"
	    "| 满 | 60 | 符合 | 2026-03-02T09:00 |\n"
	    "| 差一分 | 59 | 不符合 | 不要求 |\n"
	    "| 不明 | ? | 暂不能判断 | 提示2026-03-02T09:00 |\n");
	CHECK_INT(r.examples, 3);
	CHECK_INT(r.expectations, 6);
	CHECK_INT(r.failed, 0);
	court_end(&k);
}

/* ---- levels ---- */

TEST("levels are expected by name or id, decided or advised")
{
	struct pack_tested r = { .examples = 0 };
	struct note note = NOTE_INIT;
	const struct pack *p;
	struct court k;

	court_begin(&k);
	p = court_pack(&k, "t", "official",
	    "levels:\n- {id: o, name: 一般, en: o}\n"
	    "- {id: m, name: 重大, en: m}\n",
	    "```yaml facts\n- {id: n, name: 人数, en: n, type: integer}\n"
	    "- {id: l, name: 损失, en: l, type: integer}\n```\n\n"
	    "```yaml grade\n"
	    "- {id: go, title: 一人, en: o, level: o, when: 人数 >= 1}\n"
	    "- {id: gm, title: 百人, en: m, level: m, when: 人数 >= 100}\n"
	    "- {id: gw, title: 损失, en: w, level: m, when: 损失 >= 5, "
	    "attested: memory}\n```\n\n"
	    "```yaml example\nid: x\n```\n\n"
	    "| 例 | 人数 | 损失 | → 级别 | → 级别提示 | → 缺 |\n"
	    "|---|---|---|---|---|---|\n"
	    "| 一 | 100 | 0 | 重大 | 重大 | 无 |\n"
	    "| 二 | 1 | 5 | 一般 | 重大 | 无 |\n"
	    "| 三 | 1 | ? | o | o | 损失 |\n"
	    "| 四 | ? | 0 | 未定 | 未定 | 人数 |\n");
	CHECK_OK(pack_test(k.a, p, k.c.zone, &r, &note), &note);
	CHECK_INT(r.examples, 4);
	for (const struct pack_failure *f = r.first; f != NULL; f = f->next)
		print_message("# %s: %s\n", f->example->id.p, f->got.p);
	CHECK_INT(r.failed, 0);
	court_end(&k);
}

/* ---- with other packs ---- */

TEST("examples of a local pack may expect what it changes of another")
{
	struct pack_tested r = { .examples = 0 };
	struct note note = NOTE_INIT;
	const struct pack *p;
	struct court k;

	court_begin(&k);
	(void)court_pack(&k, "base", "official", "", body);
	p = court_pack(&k, "local", "official", "uses: [base]\n",
	    "```yaml clock\nid: local-e\noverrides: e\n"
	    "document: 某网信委〔2026〕1号\ntitle: 一日内\nen: one day\n"
	    "within: P1D\n```\n\n"
	    EXAMPLE("分钟数: 60, " AT, "e: 2026-03-03T24:00, "
	    "local-e: 2026-03-03T24:00, c: 2026-03-02T09:00"));
	CHECK_OK(pack_test(k.a, p, k.c.zone, &r, &note), &note);
	CHECK_INT(r.expectations, 3);
	for (const struct pack_failure *f = r.first; f != NULL; f = f->next)
		print_message("# %s: %s\n", f->expect->what.p, f->got.p);
	CHECK_INT(r.failed, 0);
	court_end(&k);
}
