/* SPDX-License-Identifier: Apache-2.0 */
/* Packs that use others: what they take over, and what they say otherwise. */
#include "pack/read_fixture.h"

#include "test/lib/test.h"

#define BASE \
	"```yaml facts\n" \
	"- {id: n, name: 人数, en: persons, type: integer}\n" \
	"- {id: at, name: 发现时间, en: found, type: moment}\n" \
	"- {id: wide, name: 大面积, en: wide, type: boolean, judged: true}\n" \
	"- {id: many, name: 人多, en: many, type: boolean, " \
	"derived: 人数 > 9}\n" \
	"- {id: people, name: 人员们, type: list, element: 人员, " \
	"fields: [{id: name, name: 姓名, type: text}]}\n" \
	"```\n\n" \
	"```yaml clock\n{id: c, title: 报告, en: report, kind: initial, " \
	"by: 单位, to: [网信办], anchor: 发现时间, within: PT2H, " \
	"all: [{id: x, when: 人多}, {id: y, when: 人数 > 1}], " \
	"contents: [{id: k, name: 概况, when: 人多}], source: 书, " \
	"note: 原注}\n```\n\n" \
	"```yaml duty\n{id: d, title: 义务, en: duty, owed_by: [unit], " \
	"every: P1Y, evidence: [记录], parameters: " \
	"[{id: p, name: 次数, en: times, value: 2, unit: 次, off: true, " \
	"attested: memory}, {id: q, name: 占比, value: 5, unit: '%'}]}\n" \
	"```\n\n" \
	"```yaml role\n{id: r, title: 角色, en: role, capacity: head}\n" \
	"```\n\n" \
	"```yaml indicator\n{id: i, title: 指标, en: i, points: 10, " \
	"score: 人数}\n```\n\n" \
	"```yaml trigger\n{id: t, title: 情形, en: t, when: 人多}\n```\n"

#define LEVELS	"levels: [{id: o, name: 一般}, {id: m, name: 重大}]\n"

static void
base(struct page *p)
{
	page_begin(p);
	CHECK(page_body(p, "base", LEVELS, BASE) != NULL);
}

/* The fault of a pack that uses base. */
static void
one_said(const char *body, const char *what)
{
	struct page p;
	const char *got;

	base(&p);
	CHECK(page_body(&p, "local", "uses: base\n", body) == NULL);
	got = page_said(&p);
	if (strstr(got, what) == NULL || p.faults.n != 1)
		print_message("# %s", got);
	CHECK(strstr(got, what) != NULL);
	CHECK_INT(p.faults.n, 1);
	page_end(&p);
}

TEST("facts of a used pack are taken over, its levels' facts too")
{
	const struct pack *x;
	size_t slot;
	struct page p;

	base(&p);
	x = page_body(&p, "local", "uses: base\n", "```yaml facts\n"
	    "- {id: z, name: 余, en: z, type: boolean, "
	    "derived: 人多 and 达到重大}\n```\n");
	CHECK_SAID(&p, "");
	CHECK(page_fact(x, "人数") == page_fact(p.known[0], "人数"));
	CHECK(page_fact(x, "达到重大")->of == p.known[0]);
	/* Only what is its own is worked out with it. */
	CHECK_INT(x->norder, 1);
	CHECK(pack_slot(x, S("z"), &slot));
	CHECK_INT(x->order[0], slot);
	CHECK(feel_names(x->facts[slot]->derived, slot - 1));
	page_end(&p);
}

TEST("levels of one's own name go before those of a used pack")
{
	const struct pack *x;
	struct page p;

	base(&p);
	x = page_body(&p, "local", "uses: base\n" LEVELS, "");
	CHECK_SAID(&p, "");
	CHECK(page_fact(x, "达到重大")->of == x);
	page_end(&p);
}

TEST("two used packs that both mean something by a name cannot be used")
{
	struct page p;
	size_t slot;

	base(&p);
	CHECK(page_body(&p, "two", LEVELS, "```yaml facts\n"
	    "- {id: m, name: 人数, type: integer}\n```\n") != NULL);
	CHECK(page_body(&p, "both", "uses: [base, two]\n", "") == NULL);
	CHECK_SAID(&p, "11:7 The packs base and two both have a fact 人数. Use "
	    "only one of them.\n");
	/* What follows from levels is nobody's then, and no fault. */
	CHECK(page_body(&p, "three", LEVELS, "") != NULL);
	CHECK(page_body(&p, "four", "uses: [base, three]\n", "") != NULL);
	CHECK(!pack_slot(p.known[3], S("达到重大"), &slot));
	page_end(&p);
}

TEST("a fact that a used pack has cannot be declared again")
{
	one_said("```yaml facts\n- {id: n2, name: 人数, type: integer}\n"
	    "```\n", "The pack base, which this one uses, has a fact 人数 (n) "
	    "already.");
	one_said("```yaml table\n{id: u, title: 甲, gives: n}\n```\n\n"
	    "| 大面积 | → 人数 |\n|---|---|\n| - | 1 |\n",
	    "人数 is no fact that this pack declares");
}

TEST("an overriding clock repeats only what is different")
{
	const struct pack_rule *r;
	const struct pack *x;
	struct page p;

	base(&p);
	x = page_body(&p, "local", "uses: base\n", "```yaml facts\n"
	    "- {id: own, name: 自己的, type: integer}\n```\n\n"
	    "```yaml clock\n{id: c2, overrides: c, document: 文件, "
	    "title: 报告快些, within: PT1H}\n```\n");
	CHECK_SAID(&p, "");
	r = page_rule(x, "c2");
	CHECK(r->overrides == page_rule(p.known[0], "c"));
	CHECK(r->of == x);
	CHECK_STR(r->document, "文件");
	CHECK_STR(r->title.zh, "报告快些");
	CHECK_STR(r->clause->id, "1");
	CHECK_STR(r->source, "存档");
	CHECK_INT(r->note.zh.n, 0);
	CHECK_STR(r->clock.by.zh, "单位");
	CHECK_INT(r->clock.within.minutes, 60);
	CHECK_INT(r->clock.nanchor, 1);
	CHECK_INT(r->clock.ncontents, 1);
	/* Expressions are those of its own pack's slots. */
	CHECK_INT(r->nconds, 3);
	CHECK(r->cond != r->overrides->cond);
	CHECK(r->cond->first->when != r->overrides->cond->first->when);
	CHECK_STR(feel_text(r->cond->first->next->when), "人数 > 1");
	CHECK_INT(page_rule(p.known[0], "c")->clock.within.minutes, 120);
	page_end(&p);
}

TEST("an overriding duty changes some parameters, and what it names is on")
{
	const struct pack_duty *d;
	struct page p;

	base(&p);
	d = &page_rule(page_body(&p, "local", "uses: base\n", "```yaml duty\n"
	    "{id: d2, overrides: base/d, document: 文件, title: 义务, "
	    "parameters: [{id: p, value: 4}, {id: new, name: 新, "
	    "value: 1}]}\n```\n"), "d2")->duty;
	CHECK_SAID(&p, "");
	CHECK_STR(d->every, "P1Y");
	CHECK_INT(d->nevidence, 1);
	CHECK_INT(d->nparameters, 3);
	CHECK_STR(d->parameters[0].value, "4");
	CHECK_STR(d->parameters[0].name.zh, "次数");
	CHECK_STR(d->parameters[0].unit, "次");
	CHECK(!d->parameters[0].off);
	CHECK_INT(d->parameters[0].attested, ATTESTED_OFFICIAL);
	CHECK_STR(d->parameters[0].document, "文件");
	CHECK_STR(d->parameters[1].value, "5");
	CHECK_INT(d->parameters[1].document.n, 0);
	CHECK_STR(d->parameters[2].id, "new");
	page_end(&p);
}

TEST("an overriding role or indicator may say another thing")
{
	const struct pack *x;
	struct page p;

	base(&p);
	x = page_body(&p, "local", "uses: base\n", "```yaml role\n"
	    "- {id: r2, overrides: r, document: f, title: 甲, "
	    "several: true}\n"
	    "- {id: r3, overrides: r, document: f, title: 甲, body: unit}\n"
	    "```\n\n```yaml indicator\n{id: i2, overrides: i, document: f, "
	    "title: 甲, points: 20}\n```\n");
	CHECK_SAID(&p, "");
	CHECK(page_rule(x, "r2")->role.several);
	CHECK_STR(page_rule(x, "r2")->role.capacity, "head");
	CHECK_STR(page_rule(x, "r3")->role.body, "unit");
	CHECK_INT(page_rule(x, "r3")->role.capacity.n, 0);
	CHECK_STR(page_rule(x, "i2")->indicator.points, "20");
	CHECK(page_rule(x, "i2")->indicator.score != NULL);
	CHECK(page_rule(x, "i2")->indicator.score !=
	    page_rule(p.known[0], "i")->indicator.score);
	page_end(&p);
}

TEST("what overrides wants a document, a rule of its kind, and one that is")
{
	one_said("```yaml duty\n{id: d2, overrides: d, title: 甲}\n```\n",
	    "The key document is missing.");
	one_said("```yaml duty\n{id: d2, overrides: c, document: f, "
	    "title: 甲}\n```\n", "c is a clock and this is a duty.");
	one_said("```yaml clock\n{id: d2, overrides: cc, document: f, "
	    "title: 甲, within: PT1H}\n```\n",
	    "The packs used have no rule cc. Did you mean c?");
	one_said("```yaml trigger\n{id: t2, overrides: t, document: f, "
	    "title: 甲}\n```\n", "A trigger cannot override another.");
}

TEST("a rule that two used packs have is named with its pack")
{
	struct page p;

	base(&p);
	CHECK(page_body(&p, "two", "", "```yaml role\n{id: r, title: 甲, "
	    "en: a, body: x}\n```\n") != NULL);
	CHECK(page_body(&p, "bad", "uses: [base, two]\n", "```yaml role\n"
	    "{id: r2, overrides: r, document: f, title: 甲}\n```\n") == NULL);
	CHECK_SAID(&p, "21:21 base and two both have a rule r. Write base/r "
	    "or two/r.\n");
	CHECK(page_body(&p, "good", "uses: [base, two]\n", "```yaml role\n"
	    "{id: r2, overrides: two/r, document: f, title: 甲}\n```\n") !=
	    NULL);
	CHECK(page_rule(p.known[2], "r2")->overrides ==
	    page_rule(p.known[1], "r"));
	page_end(&p);
}

TEST("what is taken over and means something else here is told")
{
	struct page p;

	base(&p);
	CHECK(page_body(&p, "mid", "uses: base\n" LEVELS, "```yaml clock\n"
	    "{id: c, title: 报告, en: report, kind: initial, by: 单位, "
	    "to: 网信办, when: 达到重大}\n```\n") != NULL);
	CHECK(page_body(&p, "local", "uses: [base, mid]\n" LEVELS,
	    "```yaml clock\n{id: c2, overrides: mid/c, document: f, "
	    "title: 甲}\n```\n") == NULL);
	CHECK(strstr(page_said(&p), "names 达到重大 of the pack mid, and that "
	    "means something else here.") != NULL);
	CHECK_INT(p.faults.n, 1);
	page_end(&p);
}
