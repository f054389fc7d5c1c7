/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/judge_fixture.h"

#include "test/lib/test.h"

#define SAME(got, want)	assert_string_equal((got), (want))

static const char body[] =
    "```yaml facts\n"
    "- id: members\n  name: 成员们\n  en: members\n  type: list\n"
    "  element: 成员\n  fields:\n"
    "  - {id: name, name: 姓名, en: name, type: text}\n"
    "  - {id: duty, name: 分工, en: duty, type: text}\n"
    "  - {id: present, name: 到会, en: present, type: boolean}\n"
    "  - {id: dissent, name: 反对, en: dissent, type: boolean}\n"
    "- {id: opened, name: 已启动, en: opened, type: boolean}\n"
    "```\n\n"
    "```yaml attribution\n"
    "- id: main\n  title: 主要领导责任\n  en: main\n"
    "  track: collective\n  gives: main_leadership\n  each: members\n"
    "  all:\n"
    "  - {id: o, title: 已启动, en: opened, when: 已启动}\n"
    "  - {id: h, title: 主要负责人, en: head, when: 成员.分工 = \"主要\"}\n"
    "- id: other\n  title: 重要领导责任\n  en: important\n"
    "  track: collective\n  gives: important_leadership\n"
    "  each: members\n  when: 成员.到会\n"
    "  circumstances:\n"
    "  - {id: d, title: 曾经反对, en: dissented, when: 成员.反对, "
    "favours: true}\n"
    "- id: weak\n  title: 提示\n  en: advised\n"
    "  track: individual\n  gives: direct_liability\n  each: members\n"
    "  attested: memory\n  when: 成员.到会\n"
    "```\n";

#define ONE(name, duty, present, dissent) \
	"{姓名: \"" name "\", 分工: \"" duty "\", 到会: " present \
	", 反对: " dissent "}"

static void
begin(struct court *k, const char *members)
{
	court_begin(k);
	(void)court_pack(k, "t", "official", "", body);
	court_open(k);
	court_fact(k, "opened", "true");
	court_fact(k, "members", members);
	court_judge(k);
}

static const char two[] = "[" ONE("甲", "主要", "true", "false") ", "
    ONE("乙", "其他", "false", "true") "]";

TEST("the condition is judged for each of the list")
{
	const struct verdict *v;
	struct court k;

	begin(&k, two);
	v = court_verdict(&k, "main");
	CHECK_INT(v->bearers.n, 2);
	CHECK_INT(v->bearers.b[0].outcome, OUTCOME_MET);
	CHECK_INT(v->bearers.b[1].outcome, OUTCOME_NOT_MET);
	CHECK_INT(v->bearers.b[1].element, 1);
	CHECK_INT(v->bearers.b[1].parts[1].decided, TRUTH_YES);
	CHECK_INT(v->bearers.b[1].parts[2].decided, TRUTH_NO);
	SAME(court_outcome(&k, "main"), "met");
	court_end(&k);
}

TEST("one of whom a fact is missing is open, the others are not")
{
	const struct verdict *v;
	struct court k;

	begin(&k, two);
	court_fact(&k, "opened", "?");
	court_judge(&k);
	v = court_verdict(&k, "main");
	CHECK_INT(v->bearers.b[0].outcome, OUTCOME_OPEN);
	SAME(court_names(&k, v->bearers.b[0].missing), "已启动");
	CHECK_INT(v->bearers.b[1].outcome, OUTCOME_NOT_MET);
	CHECK(v->bearers.b[1].missing == NULL);
	SAME(court_outcome(&k, "main"), "open");
	court_end(&k);
}

TEST("circumstances are shown beside and drop nobody")
{
	const struct verdict *v;
	struct court k;

	begin(&k, "[" ONE("甲", "主要", "true", "true") ", "
	    ONE("乙", "其他", "true", "null") "]");
	v = court_verdict(&k, "other");
	CHECK_INT(v->bearers.b[0].outcome, OUTCOME_MET);
	CHECK_INT(v->bearers.b[0].circumstances[0], TRUTH_YES);
	CHECK_INT(v->bearers.b[1].outcome, OUTCOME_MET);
	CHECK_INT(v->bearers.b[1].circumstances[0], TRUTH_OPEN);
	court_end(&k);
}

TEST("what is attested weakly only advises whom it concerns")
{
	const struct verdict *v;
	struct court k;

	begin(&k, two);
	v = court_verdict(&k, "weak");
	CHECK_INT(v->bearers.b[0].outcome, OUTCOME_ADVISED);
	CHECK_INT(v->bearers.b[1].outcome, OUTCOME_ADVISED_NOT);
	SAME(court_outcome(&k, "weak"), "advised");
	court_end(&k);
}

TEST("of an empty list nobody is meant, of an unknown one nothing is said")
{
	struct court k;

	begin(&k, "[]");
	SAME(court_outcome(&k, "main"), "not_met");
	CHECK_INT(court_verdict(&k, "main")->bearers.n, 0);
	court_fact(&k, "members", "?");
	court_judge(&k);
	SAME(court_outcome(&k, "main"), "open");
	SAME(court_missing(&k, "main"), "成员们");
	court_end(&k);
}

TEST("before it was in force nobody is looked at")
{
	struct court k;

	begin(&k, two);
	k.c.at = day_from_civil(2025, 6, 1) * DAY_MS;
	court_judge(&k);
	SAME(court_outcome(&k, "main"), "not_in_force");
	CHECK_INT(court_verdict(&k, "main")->bearers.n, 0);
	court_end(&k);
}
