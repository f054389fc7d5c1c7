/* SPDX-License-Identifier: Apache-2.0 */
/* Decision tables of packs. */
#include "pack/read_fixture.h"

#include "test/lib/test.h"

#define FACTS \
	"```yaml facts\n" \
	"- {id: n, name: 人数, en: persons, type: integer, least: 0}\n" \
	"- {id: p, name: 比例, en: share, type: number, least: 0, " \
	"most: 100}\n" \
	"- {id: kind, name: 种类, en: kind, type: choice, values: " \
	"[{id: s, name: 网站, en: s}, {id: a, name: '应\"用', en: a}]}\n" \
	"- {id: out, name: 结论, en: out, type: choice, values: " \
	"[{id: y, name: 可以, en: y}, {id: m, name: 只能建议, en: m}]}\n" \
	"- {id: all, name: 几项, en: all, type: choices, values: " \
	"[{id: y, name: 一, en: y}, {id: m, name: 二, en: m}]}\n" \
	"- {id: sum, name: 总和, en: sum, type: number}\n" \
	"- {id: wide, name: 大面积, en: wide, type: boolean, judged: true}\n" \
	"```\n\n"

#define TABLE(keys)	"```yaml table\n{id: t, title: 甲, en: a, " keys \
	"}\n```\n\n"

static void
said(const char *body, const char *what)
{
	struct page p;

	page_begin(&p);
	(void)page_body(&p, "t", "", str_fmt(p.a, FACTS "%s", body).p);
	CHECK_SAID(&p, what);
	page_end(&p);
}

TEST("a table gives a fact")
{
	const struct feel_table_text *t;
	const struct pack_rule *r;
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = page_body(&p, "t", "", FACTS TABLE("gives: out, hit: P")
	    "| 人数 | 种类 | 比例 * 2 | → 结论 |\n|---|---|---|---|\n"
	    "| < 5 | - | - | \"可以\" |\n"
	    "| >= 5 | \"网站\" | [0..10] | \"只能建议\" |\n");
	CHECK_SAID(&p, "");
	r = page_rule(x, "t");
	CHECK_STR(r->table.gives->id, "out");
	CHECK(r->table.advises == NULL);
	CHECK(page_fact(x, "结论")->table == r);
	t = feel_table_text(r->table.table);
	CHECK_INT(t->hit, FEEL_HIT_PRIORITY);
	CHECK_INT(t->ninputs, 3);
	CHECK_INT(t->nrules, 2);
	CHECK_STR(t->rules[1].in[1], "\"网站\"");
	CHECK_STR(t->rules[1].out[0], "\"只能建议\"");
	/* What a fact can be is known to the table. */
	CHECK_STR(t->inputs[0].allowed, ">= 0");
	CHECK_STR(t->inputs[1].allowed, "\"网站\", \"应\\\"用\"");
	CHECK_STR(t->inputs[2].allowed, "");
	CHECK_STR(t->outputs[0].values, "\"可以\", \"只能建议\"");
	CHECK(feel_table_names(r->table.table, 1));
	page_end(&p);
}

TEST("several may advise on one judged fact, and the output may come first")
{
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = page_body(&p, "t", "", FACTS
	    "```yaml table\n- {id: t, title: 甲, en: a, advises: 大面积}\n"
	    "```\n\n| → wide | 人数 |\n|---|---|\n| true | > 9 |\n\n"
	    "```yaml table\n{id: u, title: 甲, en: a, advises: wide, hit: A, "
	    "attested: memory}\n```\n\n"
	    "| 比例 | → 大面积 |\n|---|---|\n| > 50 | true |\n");
	CHECK_SAID(&p, "");
	CHECK_STR(page_rule(x, "t")->table.advises->id, "wide");
	CHECK(page_rule(x, "u")->table.gives == NULL);
	CHECK(page_fact(x, "大面积")->table == NULL);
	CHECK_STR(feel_table_text(page_rule(x, "t")->table.table)->
	    rules[0].in[0], "> 9");
	page_end(&p);
}

TEST("lists, sums and counts go to facts that can hold them")
{
	said(TABLE("gives: all, hit: C") "| 人数 | → 几项 |\n|---|---|\n"
	    "| > 1 | \"一\" |\n| > 2 | \"二\" |\n", "");
	said(TABLE("gives: sum, hit: C+") "| 人数 | → 总和 |\n|---|---|\n"
	    "| > 1 | 1 |\n| > 2 | 人数 |\n", "");
	said(TABLE("gives: sum, hit: 'C#'") "| 人数 | → 总和 |\n|---|---|\n"
	    "| > 1 | \"x\" |\n", "");
	said(TABLE("gives: out, hit: C") "| 人数 | → 结论 |\n|---|---|\n"
	    "| > 1 | \"可以\" |\n", "30:1 What comes out with hit policy C "
	    "is no choice, and 结论 is one. Change one of them.\n");
}

TEST("each cell that is wrong is told in its place")
{
	said(TABLE("gives: out") "| 人数 | 种类 | → 结论 |\n|---|---|---|\n"
	    "| < 5 | \"网占\" | 可以 |\n| x | - | \"可\" |\n"
	    "|  | \"s\" | 5 |\n",
	    "35:9 “网占” is no value of the facts that are named here. Did "
	    "you mean “网站”?\n"
	    "35:16 Nothing is called “可以”. Declare it, or use a name "
	    "that is declared.\n"
	    "36:3 Nothing is called “x”. Declare it, or use a name that "
	    "is declared.\n"
	    "36:11 “可” is no value of the facts that are named here. "
	    "Write the Chinese name of one.\n"
	    "37:2 The cell is empty. Write - for anything; in an output, null "
	    "for nothing.\n"
	    "37:6 “s” is the id of a value; conditions write its Chinese name. "
	    "Write “网站”.\n"
	    "37:12 The expression gives number, and string is needed here. "
	    "Change it so that it does.\n");
}

TEST("a table whose head is wrong is told")
{
	said(TABLE("gives: out, advises: wide") "| 人数 | → 结论 |\n"
	    "|---|---|\n| - | \"可以\" |\n", "30:1 A table either gives a "
	    "fact or advises on one. Write one of gives and advises.\n");
	said(TABLE("gives: out, hit: Z") "| 人数 | → 结论 |\n|---|---|\n"
	    "| - | \"可以\" |\n", "30:43 hit cannot be “Z”. It is one of U, A, "
	    "P, F, R, O, C, C+, C<, C>, C#.\n");
	said(TABLE("gives: out") "| 人数 | 结论 |\n|---|---|\n| - | - |\n",
	    "33:3 The table wants columns for what it asks, and one headed → … "
	    "for what it says. Add what is missing.\n");
	said(TABLE("gives: out") "| → 结论 | → 总和 |\n|---|---|\n"
	    "| \"可以\" | 1 |\n", "33:10 The table has two outputs. Write a "
	    "table for each.\n");
	said(TABLE("gives: out") "| 人数 | → 总和 |\n|---|---|\n"
	    "| - | \"可以\" |\n", "33:8 The output is headed 总和, and the "
	    "table is about 结论. Write → 结论.\n");
	said(TABLE("gives: out") "| 人数 | → 结论 |\n|---|---|\n",
	    "33:1 The table has no rows. Add one.\n");
	said(TABLE("gives: nought") "| 人数 | → 结论 |\n|---|---|\n"
	    "| - | 1 |\n", "30:33 There is no fact nought. Declare it in a "
	    "block yaml facts, or take it over by uses.\n");
}

TEST("a table that is missing, or is none, or belongs to nobody")
{
	said(TABLE("gives: out"), "29:1 The table itself is missing. Write it "
	    "directly behind the block, after an empty line.\n");
	said(TABLE("gives: out") "| 人数 | → 结论 |\n| - | \"可以\" |\n",
	    "33:1 This is no table. Below its heading belongs a line "
	    "|---|---| with as many cells as the heading has.\n");
	said("```yaml role\n{id: r, title: 甲, en: a, body: x}\n```\n\n"
	    "| 人数 | → 结论 |\n|---|---|\n| - | \"可以\" |\n",
	    "33:1 A table stands behind a block of kind role, which takes "
	    "none. Put a line of text between them.\n");
	said("```yaml table\n- {id: t, title: 甲, en: a, gives: out}\n"
	    "- {id: u, title: 甲, en: a, gives: sum}\n```\n\n"
	    "| 人数 | → 结论 |\n|---|---|\n| - | \"可以\" |\n",
	    "34:1 The block before the table is a list, so that it is not "
	    "clear to which it belongs. Write one block for each.\n");
}

TEST("two tables cannot give one fact")
{
	said(TABLE("gives: out") "| 人数 | → 结论 |\n|---|---|\n"
	    "| - | \"可以\" |\n\n```yaml table\n{id: u, title: 甲, en: a, "
	    "gives: out}\n```\n\n| 人数 | → 结论 |\n|---|---|\n"
	    "| - | \"可以\" |\n", "38:33 The table t gives 结论 already. Put "
	    "both together.\n");
}

TEST("a row too many or too few cells is told, and the rest is read on")
{
	said(TABLE("gives: out") "| 人数 | → 结论 |\n|---|---|\n"
	    "| - | \"可以\" | 1 |\n| 没有 | \"可以\" |\n",
	    "35:1 The row has 3 cells and the heading has 2. Give each column "
	    "a cell; a stroke within one is written \\|.\n"
	    "36:3 Nothing is called “没有”. Declare it, or use a name "
	    "that is declared.\n");
}
