/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/judge_fixture.h"

#include "test/lib/test.h"

#define SAME(got, want)	assert_string_equal((got), (want))

#define LEVELS \
	"levels:\n- {id: ordinary, name: 一般, en: ordinary}\n" \
	"- {id: major, name: 重大, en: major}\n" \
	"- {id: extreme, name: 特别重大, en: extreme}\n"
#define GRADED	LEVELS "graded_by: graded\n"

static const char body[] =
    "```yaml facts\n"
    "- {id: persons, name: 人数, en: persons, type: integer}\n"
    "- {id: minutes, name: 分钟数, en: minutes, type: integer}\n"
    "- {id: loss, name: 损失, en: loss, type: integer}\n"
    "- {id: incident, name: 是事件, en: incident, type: boolean}\n"
    "- id: graded\n  name: 研判定级\n  en: graded\n  type: choice\n"
    "  values:\n  - {id: ordinary, name: 一般, en: ordinary}\n"
    "  - {id: major, name: 重大, en: major}\n"
    "  - {id: extreme, name: 特别重大, en: extreme}\n"
    "```\n\n"
    "```yaml grade\n"
    "- {id: g.o, title: 是事件, en: any, level: ordinary, when: 是事件}\n"
    "- {id: g.m, title: 十万人, en: many, level: major, "
    "when: 人数 >= 100000}\n"
    "- {id: g.x, title: 百万人, en: millions, level: extreme, "
    "when: 人数 >= 1000000}\n"
    "- {id: g.t, title: 时间长, en: long, level: extreme, "
    "when: 分钟数 >= 60, attested: one-source}\n"
    "```\n\n"
    "```yaml trigger\n- id: r\n  title: 情形\n  en: situation\n"
    "  when: 达到重大 and 损失 >= 0\n```\n";

static const struct verdict_grade *
grade(struct court *k)
{
	court_judge(k);
	return &court_of(k, "t")->grade;
}

static void
begin(struct court *k, const char *head)
{
	court_begin(k);
	(void)court_pack(k, "t", "official", head, body);
	court_open(k);
	court_fact(k, "loss", "0");
	court_fact(k, "incident", "true");
	court_fact(k, "minutes", "1");
	court_fact(k, "persons", "1");
}

TEST("the level is the highest whose criterion is met")
{
	const struct verdict_grade *g;
	struct court k;

	begin(&k, LEVELS);
	court_fact(&k, "persons", "100000");
	g = grade(&k);
	CHECK_INT(g->least, 1);
	CHECK_INT(g->advised, 1);
	court_fact(&k, "persons", "1000000");
	CHECK_INT(grade(&k)->least, 2);
	court_fact(&k, "persons", "99999");
	CHECK_INT(grade(&k)->least, 0);
	court_end(&k);
}

TEST("a weak criterion raises what is advised, and keeps the level open")
{
	const struct verdict_grade *g;
	struct court k;

	begin(&k, LEVELS);
	court_fact(&k, "minutes", "60");
	g = grade(&k);
	CHECK_INT(g->least, 0);
	CHECK_INT(g->advised, 2);
	CHECK_INT(g->most, 2);
	court_end(&k);
}

TEST("what is unknown could raise it, and is named")
{
	const struct verdict_grade *g;
	struct court k;

	begin(&k, LEVELS);
	court_fact(&k, "persons", "?");
	g = grade(&k);
	CHECK_INT(g->least, 0);
	CHECK_INT(g->most, 2);
	SAME(court_names(&k, g->missing), "人数");
	/* What only advises no is no answer for the level. */
	court_fact(&k, "minutes", "?");
	g = grade(&k);
	SAME(court_names(&k, g->missing), "人数,分钟数");
	court_end(&k);
}

TEST("no level is decided as long as no criterion is")
{
	const struct verdict_grade *g;
	struct court k;

	begin(&k, LEVELS);
	court_fact(&k, "incident", "?");
	g = grade(&k);
	CHECK_INT(g->least, -1);
	CHECK_INT(g->most, 2);
	SAME(court_names(&k, g->missing), "是事件");
	court_fact(&k, "incident", "false");
	g = grade(&k);
	CHECK_INT(g->least, -1);
	court_end(&k);
}

TEST("a person who has decided goes before the criteria")
{
	const struct verdict_grade *g;
	struct court k;

	begin(&k, GRADED);
	court_fact(&k, "persons", "1000000");
	court_fact(&k, "graded", "\"重大\"");
	g = grade(&k);
	CHECK(g->graded);
	CHECK_INT(g->least, 1);
	SAME(court_outcome(&k, "g.x"), "met");
	SAME(court_outcome(&k, "r"), "met");
	court_fact(&k, "graded", "\"一般\"");
	CHECK_INT(grade(&k)->least, 0);
	SAME(court_outcome(&k, "r"), "not_met");
	court_fact(&k, "graded", "?");
	g = grade(&k);
	CHECK(!g->graded);
	CHECK_INT(g->least, 2);
	court_end(&k);
}

TEST("a level may be said by its id as well")
{
	struct court k;

	begin(&k, GRADED);
	court_fact(&k, "graded", "\"extreme\"");
	CHECK_INT(grade(&k)->least, 2);
	court_end(&k);
}

/* ---- facts about the level ---- */

TEST("whether a level is reached is a fact that conditions read")
{
	struct court k;

	begin(&k, LEVELS);
	court_fact(&k, "persons", "100000");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	court_fact(&k, "persons", "?");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "人数");
	court_end(&k);
}

TEST("a level that only a weak criterion reaches is reached as advised")
{
	struct court k;

	begin(&k, LEVELS);
	court_fact(&k, "minutes", "60");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "advised");
	/* Nor is it decided that it is not: the weak one may be right. */
	court_fact(&k, "minutes", "1");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "advised_not");
	court_end(&k);
}

TEST("criteria that are not in force do not count")
{
	const struct verdict_grade *g;
	struct court k;

	begin(&k, LEVELS);
	court_fact(&k, "persons", "1000000");
	k.c.at = day_from_civil(2025, 12, 31) * DAY_MS;
	g = grade(&k);
	CHECK_INT(g->least, -1);
	CHECK_INT(g->most, -1);
	SAME(court_outcome(&k, "g.x"), "not_in_force");
	court_end(&k);
}

TEST("as long as the day that governs is not known no level is decided")
{
	const struct verdict_grade *g;
	struct court k;

	court_begin(&k);
	(void)court_pack(&k, "t", "official", LEVELS
	    "governed_by: 发生时间\n", str_fmt(k.a, "```yaml facts\n"
	    "- {id: at, name: 发生时间, en: at, type: moment}\n```\n\n%s",
	    body).p);
	court_open(&k);
	court_fact(&k, "persons", "1000000");
	g = grade(&k);
	CHECK_INT(g->least, -1);
	CHECK_INT(g->most, 2);
	court_fact(&k, "at", "@\"2026-03-02T08:00:00+08:00\"");
	CHECK_INT(grade(&k)->least, 2);
	court_end(&k);
}
