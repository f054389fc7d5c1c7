/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens when there is no memory, at any one allocation of a judgement,
 * its telling, and the examples?
 */
#include "base/fault.h"
#include "pack/judge_fixture.h"
#include "pack/tell.h"

#include "test/lib/test.h"

static const char body[] =
    "```yaml facts\n"
    "- {id: n, name: 人数, en: persons, type: integer, unit: 人}\n"
    "- {id: a, name: 受到攻击, en: attacked, type: boolean}\n"
    "- {id: w, name: 大面积, en: wide, type: boolean, judged: true}\n"
    "- {id: at, name: 发现时间, en: found, type: moment}\n"
    "- {id: many, name: 人多, en: many, type: boolean, "
    "derived: 人数 >= 100, attested: memory}\n"
    "- id: size\n  name: 规模\n  en: size\n  type: choice\n"
    "  values: [{id: s, name: 小, en: small}, {id: l, name: 大, "
    "en: large}]\n"
    "- id: people\n  name: 人员们\n  en: people\n  type: list\n"
    "  element: 人员\n  fields:\n"
    "  - {id: name, name: 姓名, en: name, type: text}\n"
    "  - {id: acted, name: 行为人, en: acted, type: boolean}\n"
    "```\n\n"
    "```yaml grade\n"
    "- {id: go, title: 一, en: one, level: o, when: 人数 >= 1}\n"
    "- {id: gm, title: 弱, en: weak, level: m, when: 人多}\n"
    "- {id: gx, title: 大, en: wide, level: m, when: 大面积}\n"
    "```\n\n"
    "```yaml table\nid: sizes\ntitle: 规模表\nen: sizes\ngives: size\n"
    "hit: U\n```\n\n"
    "| 人数 | → 规模 |\n|---|---|\n| < 100 | \"小\" |\n"
    "| >= 100 | \"大\" |\n\n"
    "```yaml table\nid: guide\ntitle: 参考\nen: guide\nadvises: w\n"
    "hit: U\n```\n\n"
    "| 人数 | → 大面积 |\n|---|---|\n| >= 10 | true |\n\n"
    "```yaml trigger\nid: t\ntitle: 情形\nen: situation\nany:\n"
    "- {id: p, title: 大, en: large, when: 规模 = \"大\" and 大面积}\n"
    "- id: q\n  title: 读法\n  en: words\n  readings:\n"
    "  - {id: x, title: 甲, en: x, when: 受到攻击}\n"
    "  - {id: y, title: 乙, en: y, when: 达到重大}\n```\n\n"
    "```yaml clock\nid: c\ntitle: 报告\nen: report\nkind: initial\n"
    "by: 单位\nto: [网信办]\nwhen: 受到攻击\nanchor: 发现时间\n"
    "within: P3D\ncontents: [{id: k, name: 概况, en: what, "
    "when: 人多}]\n```\n\n"
    "```yaml attribution\nid: who\ntitle: 责任\nen: who\n"
    "track: individual\ngives: direct_liability\neach: people\n"
    "when: 人员.行为人 and 受到攻击\ncircumstances:\n"
    "- {id: s, title: 大, en: s, when: 大面积, favours: true}\n```\n\n"
    "```yaml example\nid: x\nfacts: {人数: 120, "
    "人员们: [{姓名: 甲, 行为人: true}]}\n"
    "expect: {t: 暂不能判断, who: 待定甲, 级别: 一般, "
    "级别提示: 重大, 缺 t: 大面积、受到攻击, sizes: 大, "
    "c: 起算点不明, 情节 who: 无, size: l}\n```\n";

static enum err
tell_all(const struct tell *t, struct note *note)
{
	struct told told;
	enum err e;

	for (size_t i = 0; i < t->j->n; i++) {
		const struct judged_pack *p = &t->j->packs[i];

		if ((e = tell_grade(t, p, &told, note)) != ERR_OK)
			return e;
		for (size_t k = 0; k < p->nverdicts; k++)
			if ((e = tell_verdict(t, &p->verdicts[k], &told,
			    note)) != ERR_OK)
				return e;
	}
	return ERR_OK;
}

static enum err
all(struct court *k, struct note *note)
{
	struct feel_value *facts = NULL;
	struct pack_tested tested;
	struct tell t;
	size_t i;
	enum err e;

	if ((e = book_new(k->a, k->packs, 1, &k->b, note)) != ERR_OK ||
	    (e = book_blank(k->a, k->b, &facts, note)) != ERR_OK)
		return e;
	CHECK(book_find(k->b, S("n"), &i));
	facts[i] = feel_int(120);
	k->c.facts = facts;
	if ((e = judge(k->a, k->b, &k->c, &k->j, note)) != ERR_OK)
		return e;
	t = (struct tell){ .a = k->a, .voice = { LANG_EN, NULL },
	    .c = &k->c, .j = &k->j };
	if ((e = tell_all(&t, note)) != ERR_OK ||
	    (e = pack_test(k->a, k->packs[0], k->c.zone, &tested, note)) !=
	    ERR_OK)
		return e;
	for (struct pack_failure *f = tested.first; f != NULL; f = f->next)
		print_message("# %s: %s\n", f->expect->what.p, f->got.p);
	CHECK_INT(tested.failed, 0);
	CHECK_INT(tested.expectations, 9);
	return note_arena(k->a, ERR_OK, note);
}

static void
world(struct court *k)
{
	court_begin(k);
	(void)court_pack(k, "t", "official", "levels:\n"
	    "- {id: o, name: 一般, en: ordinary}\n"
	    "- {id: m, name: 重大, en: major}\n", body);
}

TEST("with enough memory all of it is done")
{
	struct note note = NOTE_INIT;
	struct court k;

	world(&k);
	CHECK_OK(all(&k, &note), &note);
	court_end(&k);
}

#ifdef ANZE_FAULTS
static bool
fails_at(long n)
{
	struct note note = NOTE_INIT;
	struct court k;
	enum err e;
	bool hit;

	world(&k);
	fault_arm(FAULT_ALLOC, n);
	e = all(&k, &note);
	hit = fault_seen(FAULT_ALLOC) >= n;
	fault_arm(FAULT_ALLOC, 0);
	if (hit) {
		CHECK_INT(e, ERR_MEMORY);
		CHECK_INT(note.err, ERR_MEMORY);
	}
	court_end(&k);
	return hit;
}

TEST("without memory at any one place the answer is that, and nothing leaks")
{
	long n = 1;

	while (fails_at(n))
		n++;
	CHECK(n > 100);
}
#endif
