/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which rules were in force, by which day?
 */
#include "pack/judge_fixture.h"

#include "test/lib/test.h"

static const char facts[] =
    "```yaml facts\n"
    "- {id: attacked, name: 受到攻击, en: attacked, type: boolean}\n"
    "- {id: done_at, name: 行为时间, en: done, type: moment}\n"
    "```\n\n";

/* The facts above, then ${rules}. */
static void
begin(struct court *k, const char *attested, const char *head,
    const char *rules)
{
	court_begin(k);
	(void)court_pack(k, "t", attested, head, str_fmt(k->a, "%s%s", facts,
	    rules).p);
	court_open(k);
}

#define RULE(when) \
	"```yaml trigger\nid: r\ntitle: 情形\nen: situation\n" when "\n```\n"

#define SAME(got, want)	assert_string_equal((got), (want))

TEST("a rule counts from its first day to the day before its last")
{
	struct court k;

	begin(&k, "official", "", RULE(
	    "from: 2026-02-01\nto: 2026-03-02\nwhen: 受到攻击"));
	court_fact(&k, "attacked", "true");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_in_force");
	/* 2026-03-01, a minute before midnight in Shanghai. */
	k.c.at -= 12 * HOUR_MS + MINUTE_MS;
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	k.c.at = day_from_civil(2026, 1, 31) * DAY_MS + 16 * HOUR_MS;
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	k.c.at -= 1;
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_in_force");
	court_end(&k);
}

TEST("the day of the conduct governs, in the time of the house")
{
	struct court k;

	begin(&k, "official", "governed_by: 行为时间\n",
	    RULE("from: 2026-02-01\nwhen: 受到攻击"));
	court_fact(&k, "attacked", "true");
	court_fact(&k, "done_at", "@\"2026-01-31T15:59:59Z\"");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_in_force");
	court_fact(&k, "done_at", "@\"2026-01-31T16:00:00Z\"");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	court_end(&k);
}

TEST("as long as the day is not known nothing is settled by it")
{
	struct court k;

	begin(&k, "official", "governed_by: 行为时间\n",
	    RULE("when: 受到攻击"));
	court_fact(&k, "attacked", "true");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "行为时间");
	court_fact(&k, "attacked", "?");
	court_judge(&k);
	SAME(court_missing(&k, "r"), "行为时间,受到攻击");
	/* Whichever day it was, this does not meet it. */
	court_fact(&k, "attacked", "false");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_met");
	SAME(court_missing(&k, "r"), "");
	court_fact(&k, "attacked", "true");
	court_fact(&k, "done_at", "null");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "行为时间");
	court_end(&k);
}

TEST("of several days the earliest that is known governs")
{
	struct court k;

	begin(&k, "official", "governed_by: [行为时间, 获知时间]\n",
	    "```yaml facts\n- {id: told, name: 获知时间, en: told, "
	    "type: moment}\n```\n\n"
	    RULE("from: 2026-02-01\nwhen: 受到攻击"));
	court_fact(&k, "attacked", "true");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "行为时间,获知时间");
	court_fact(&k, "done_at", "@\"2026-02-03T08:00:00+08:00\"");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	court_fact(&k, "told", "null");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	court_fact(&k, "told", "@\"2026-01-30T08:00:00+08:00\"");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_in_force");
	court_end(&k);
}

TEST("a weak condition that does not hold only advises so without the day")
{
	struct court k;

	begin(&k, "one-source", "governed_by: 行为时间\n",
	    RULE("when: 受到攻击"));
	court_fact(&k, "attacked", "false");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "advised_not");
	SAME(court_missing(&k, "r"), "行为时间");
	court_fact(&k, "attacked", "true");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	court_end(&k);
}

static const char dated[] =
    "```yaml facts\n- {id: day, name: 所属日期, en: day, type: date, "
    "derived: date(行为时间)}\n```\n\n";

TEST("a day that follows from other facts governs as well")
{
	struct court k;

	court_begin(&k);
	(void)court_pack(&k, "t", "official", "governed_by: 所属日期\n",
	    str_fmt(k.a, "%s%s%s", facts, dated,
	    RULE("from: 2026-02-01\nwhen: 受到攻击")).p);
	court_open(&k);
	court_fact(&k, "attacked", "true");
	court_fact(&k, "done_at", "@\"2026-02-01T09:00:00+08:00\"");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	court_fact(&k, "done_at", "@\"2026-01-31T09:00:00+08:00\"");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_in_force");
	court_fact(&k, "done_at", "?");
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "行为时间");
	court_end(&k);
}

static const char table[] =
    "```yaml facts\n- {id: big, name: 大, en: big, type: boolean}\n"
    "```\n\n"
    "```yaml table\nid: t\ntitle: 表\nen: table\ngives: big\nhit: U\n"
    "from: 2026-02-01\n```\n\n"
    "| 受到攻击 | → 大 |\n|---|---|\n| true | true |\n"
    "| false | false |\n\n"
    RULE("when: 大");

TEST("a table that was not in force, or may not have been, gives nothing")
{
	struct court k;

	begin(&k, "official", "governed_by: 行为时间\n", table);
	court_fact(&k, "attacked", "false");
	court_judge(&k);
	SAME(court_outcome(&k, "t"), "open");
	SAME(court_missing(&k, "t"), "行为时间");
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "行为时间");
	court_fact(&k, "done_at", "@\"2026-01-31T09:00:00+08:00\"");
	court_judge(&k);
	SAME(court_outcome(&k, "t"), "not_in_force");
	SAME(court_outcome(&k, "r"), "open");
	SAME(court_missing(&k, "r"), "大");
	court_fact(&k, "done_at", "@\"2026-02-01T09:00:00+08:00\"");
	court_judge(&k);
	SAME(court_outcome(&k, "t"), "not_met");
	SAME(court_outcome(&k, "r"), "not_met");
	court_end(&k);
}

/* ---- now ---- */

TEST("today is the day of judging in the house, whatever the day is now")
{
	struct court k;

	begin(&k, "official", "",
	    RULE("when: today() = date(\"2026-03-02\")"));
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "met");
	k.c.at += 12 * HOUR_MS;
	court_judge(&k);
	SAME(court_outcome(&k, "r"), "not_met");
	court_end(&k);
}
