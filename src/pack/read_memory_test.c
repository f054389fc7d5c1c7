/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens when there is no memory, at any one allocation of reading a
 * pack?
 */
#include "base/fault.h"
#include "pack/read_fixture.h"

#include "test/lib/test.h"

static const char text[] =
    "---\npack: t\nversion: 1\ntitle: 规定\nen: Rules\nissuer: 某县\n"
    "from: 2026-01-01\nattested: official\nsource: [x, y]\nuses: base\n"
    "basis: [a]\nlevels: [{id: o, name: 一般}, {id: m, name: 重大}]\n---\n\n"
    "## 1 总则\n\n规*定*。\n\n> Rules.\n\n"
    "```yaml facts\n"
    "- {id: many, name: 人多, type: boolean, derived: 人数 >= 100}\n"
    "- {id: size, name: 规模, type: choice, values: "
    "[{id: s, name: 小}, {id: l, name: 大}]}\n"
    "- {id: people, name: 人员们, type: list, element: 人员, "
    "fields: [{id: name, name: 姓名, type: text}]}\n```\n\n"
    "```yaml grade\n{id: g, title: 一, level: m, any: "
    "[{id: a, when: 人多}, {id: b, when: '规模 = \"大\"'}]}\n```\n\n"
    "```yaml table\n{id: sizes, title: 规模表, gives: size, hit: U}\n```\n\n"
    "| 人数 | → 规模 |\n|---|---|\n| < 100 | \"小\" |\n| >= 100 | \"大\" |\n\n"
    "```yaml clock\n{id: c2, overrides: c, document: f, title: 快, "
    "contents: [{id: k, name: 概况, when: 人多}]}\n```\n\n"
    "```yaml duty\n{id: d, title: 甲, owed_by: [u], evidence: [a], "
    "parameters: [{id: p, name: 次数, value: 1}]}\n```\n\n"
    "```yaml attribution\n{id: w, title: 甲, track: individual, "
    "gives: direct_liability, each: people, when: 人员.姓名 = \"甲\", "
    "circumstances: [{id: s, title: 甲, when: 人多, favours: true}]}\n"
    "```\n\n"
    "```yaml example\nid: e\nfacts: {人数: 1, 人员们: [{姓名: 甲}], "
    "发现时间: 2026-03-02T08:00Z}\n```\n\n"
    "| 例 | 人数 | → g | → 规模 |\n|---|---|---|---|\n| 一 | 2 | 符合 | s |\n";

static const char wrong[] =
    "---\npack: t\nversion: 1\ntitle: 规定\nissuer: 某县\n"
    "from: 2026-01-01\nattested: official\n---\n\n## 1 总则\n\n"
    "```yaml facts\n- {id: n, name: 人数, type: integer}\n```\n\n"
    "```yaml trigger\n- {id: t, title: 甲, when: 人头 > 1}\n"
    "- {id: t, titl: 甲, when: '人数 > \"x\"'}\n```\n\n"
    "```yaml example\n{id: e, facts: {人头: x}, expect: {tt: x}}\n```\n";

static void
world(struct page *p)
{
	page_begin(p);
	(void)page_body(p, "base", "", "```yaml facts\n"
	    "- {id: n, name: 人数, type: integer}\n"
	    "- {id: at, name: 发现时间, type: moment}\n```\n\n"
	    "```yaml clock\n{id: c, title: 报告, kind: initial, by: 单位, "
	    "to: [x], when: 人数 > 1, anchor: 发现时间, within: PT1H}\n"
	    "```\n");
	CHECK_SAID(p, "");
}

static enum err
read(struct page *p, const char *what)
{
	const struct pack *x = NULL;

	return pack_read(p->a, str_of(what), p->known, p->nknown, &x,
	    &p->faults, &p->note);
}

TEST("with enough memory all of it is read")
{
	struct page p;

	world(&p);
	CHECK_OK(read(&p, text), &p.note);
	CHECK_SAID(&p, "");
	CHECK_INT(read(&p, wrong), ERR_INVALID);
	CHECK_INT(p.faults.n, 7);
	page_end(&p);
}

#ifdef ANZE_FAULTS
static bool
fails_at(const char *what, enum err good, long n)
{
	struct page p;
	enum err e;
	bool hit;

	world(&p);
	p.note = (struct note)NOTE_INIT;
	fault_arm(FAULT_ALLOC, n);
	e = read(&p, what);
	hit = fault_seen(FAULT_ALLOC) >= n;
	fault_arm(FAULT_ALLOC, 0);
	CHECK_INT(e, hit ? ERR_MEMORY : good);
	CHECK_INT(p.note.err, e);
	page_end(&p);
	return hit;
}

TEST("without memory at any one place the answer is that, and nothing leaks")
{
	long n = 1;

	while (fails_at(text, ERR_OK, n))
		n++;
	CHECK(n > 100);
	n = 1;
	while (fails_at(wrong, ERR_INVALID, n))
		n++;
	CHECK(n > 50);
}
#endif
