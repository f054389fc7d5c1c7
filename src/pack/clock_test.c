/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/judge_fixture.h"

#include "test/lib/test.h"

#define SAME(got, want)	assert_string_equal((got), (want))

static const char facts[] =
    "```yaml facts\n"
    "- {id: needed, name: 需要, en: needed, type: boolean}\n"
    "- {id: found, name: 发现时间, en: found, type: moment}\n"
    "- {id: learned, name: 获知时间, en: learned, type: moment}\n"
    "- {id: day, name: 送达日, en: day, type: date}\n"
    "- {id: weak, name: 推定时间, en: presumed, type: moment, "
    "derived: 发现时间, attested: memory}\n"
    "- {id: cal, name: 工作日历, en: calendar, type: calendar}\n"
    "```\n\n";

/* One clock of this limit from this anchor, which is needed. */
static void
begin(struct court *k, const char *anchor, const char *within)
{
	court_begin(k);
	(void)court_pack(k, "t", "official", "", str_fmt(k->a,
	    "%s```yaml clock\nid: c\ntitle: 报告\nen: report\n"
	    "kind: initial\nby: 单位\nto: [网信办]\nwhen: 需要\n"
	    "anchor: %s\n%s```\n\n"
	    "```yaml trigger\nid: r\ntitle: 情形\nen: situation\nwhen: "
	    "需要 and 送达日 = null and 获知时间 = null and 推定时间 = null\n"
	    "```\n", facts, anchor, within).p);
	court_open(k);
	court_fact(k, "needed", "true");
}

static const struct verdict_clock *
clock_of(struct court *k)
{
	court_judge(k);
	return &court_verdict(k, "c")->clock;
}

/* Found at ${found}, it is due then; "none" without a due time. */
static void
due(const char *within, const char *found, const char *want)
{
	const struct verdict_clock *c;
	struct court k;

	begin(&k, "发现时间", within);
	court_fact(&k, "found", found);
	c = clock_of(&k);
	CHECK_INT(c->state, CLOCK_RUNS);
	SAME(c->timed ? court_time(&k, c->due) : "none", want);
	court_end(&k);
}

TEST("within hours runs to the same minute")
{
	due("within: PT1H\n", "@\"2025-12-01T17:10:00+08:00\"",
	    "2025-12-01 18:10");
	due("within: PT30M\n", "@\"2025-12-31T23:50:00+08:00\"",
	    "2026-01-01 00:20");
	due("within: PT24H\n", "@\"2025-12-01T00:00:00Z\"",
	    "2025-12-02 08:00");
}

TEST("of days the first is not counted and the last ends at midnight")
{
	due("within: P30D\n", "@\"2025-12-01T00:00:00+08:00\"",
	    "2026-01-01 00:00");
	due("within: P30D\n", "@\"2025-12-01T23:59:00+08:00\"",
	    "2026-01-01 00:00");
	due("within: P1D\n", "@\"2026-02-28T08:00:00+08:00\"",
	    "2026-03-02 00:00");
}

TEST("days are those of the house, whatever the offset says")
{
	due("within: P1D\n", "@\"2026-03-01T17:00:00Z\"", "2026-03-04 00:00");
}

TEST("a month ends on the day of the same number, or the month's last")
{
	due("within: P1M\n", "@\"2026-01-15T08:00:00+08:00\"",
	    "2026-02-16 00:00");
	due("within: P1M\n", "@\"2026-01-31T08:00:00+08:00\"",
	    "2026-03-01 00:00");
	due("within: P1M\n", "@\"2028-01-31T08:00:00+08:00\"",
	    "2028-03-01 00:00");
}

TEST("a local time is one of the house")
{
	const struct verdict_clock *c;
	struct court k;

	begin(&k, "date and time(送达日, time(\"00:00:00\"))",
	    "within: PT2H\n");
	court_fact(&k, "day", "@\"2026-03-02\"");
	c = clock_of(&k);
	SAME(court_time(&k, c->due), "2026-03-02 02:00");
	court_end(&k);
}

TEST("in time, without a figure, has no due time")
{
	const struct verdict_clock *c;
	struct court k;

	begin(&k, "发现时间", "");
	court_fact(&k, "found", "@\"2026-03-02T08:00:00+08:00\"");
	c = clock_of(&k);
	CHECK_INT(c->state, CLOCK_RUNS);
	CHECK(c->anchored);
	CHECK(!c->timed);
	court_end(&k);
}

/* ---- states ---- */

TEST("not required when that is decided, and a precaution when it is open")
{
	const struct verdict_clock *c;
	struct court k;

	begin(&k, "发现时间", "within: PT1H\n");
	court_fact(&k, "found", "@\"2026-03-02T08:00:00+08:00\"");
	court_fact(&k, "needed", "?");
	c = clock_of(&k);
	CHECK_INT(c->state, CLOCK_PRECAUTION);
	SAME(court_time(&k, c->due), "2026-03-02 09:00");
	SAME(court_missing(&k, "c"), "需要");
	court_fact(&k, "needed", "false");
	c = clock_of(&k);
	CHECK_INT(c->state, CLOCK_NOT_REQUIRED);
	CHECK(!c->timed);
	court_end(&k);
}

TEST("a weakly attested condition never makes it not required")
{
	const struct verdict_clock *c;
	struct court k;

	court_begin(&k);
	(void)court_pack(&k, "t", "one-source", "", str_fmt(k.a,
	    "%s```yaml clock\nid: c\ntitle: 报告\nen: report\n"
	    "kind: initial\nby: 单位\nto: [网信办]\nwhen: 需要\n"
	    "anchor: 发现时间\nwithin: PT1H\n"
	    "```\n", facts).p);
	court_open(&k);
	court_fact(&k, "needed", "false");
	c = clock_of(&k);
	CHECK_INT(c->state, CLOCK_PRECAUTION);
	SAME(court_outcome(&k, "c"), "advised_not");
	court_end(&k);
}

/* ---- anchors ---- */

TEST("of several anchors the earliest that is known counts")
{
	const struct verdict_clock *c;
	struct court k;

	begin(&k, "[发现时间, 获知时间]", "within: PT1H\n");
	court_fact(&k, "found", "@\"2026-03-02T08:00:00+08:00\"");
	court_fact(&k, "learned", "@\"2026-03-02T07:30:00+08:00\"");
	c = clock_of(&k);
	SAME(court_time(&k, c->due), "2026-03-02 08:30");
	CHECK(!c->earlier);
	court_fact(&k, "learned", "?");
	c = clock_of(&k);
	SAME(court_time(&k, c->due), "2026-03-02 09:00");
	CHECK(c->earlier);
	SAME(court_names(&k, c->anchor_missing), "获知时间");
	/* One that is known not to be does not count. */
	court_fact(&k, "learned", "null");
	c = clock_of(&k);
	CHECK(!c->earlier);
	CHECK(c->timed);
	court_end(&k);
}

TEST("without a known anchor it runs, from when is not known")
{
	const struct verdict_clock *c;
	struct court k;

	begin(&k, "发现时间", "within: PT1H\n");
	c = clock_of(&k);
	CHECK_INT(c->state, CLOCK_RUNS);
	CHECK(!c->anchored);
	CHECK(!c->timed);
	SAME(court_names(&k, c->anchor_missing), "发现时间");
	court_end(&k);
}

TEST("from a moment that is attested weakly it runs as a precaution")
{
	const struct verdict_clock *c;
	struct court k;

	begin(&k, "推定时间", "within: PT1H\n");
	court_fact(&k, "found", "@\"2026-03-02T08:00:00+08:00\"");
	c = clock_of(&k);
	CHECK_INT(c->state, CLOCK_PRECAUTION);
	SAME(court_time(&k, c->due), "2026-03-02 09:00");
	court_end(&k);
}

/* ---- working days ---- */

static void
calendar_give(struct court *k)
{
	struct note note = NOTE_INIT;
	const struct calendar *c = NULL;
	size_t i = 0;

	CHECK_OK(calendar_parse(k->a, S("date,kind,name\n"
	    "2026-01-01,holiday,元旦\n2026-03-05,holiday,某日\n"
	    "2026-03-07,workday,调休\n"), &c, &note), &note);
	CHECK(book_find(k->b, S("cal"), &i));
	k->facts[i] = feel_calendar(c);
}

TEST("working days are those of the calendar that is a fact")
{
	const struct verdict_clock *c;
	struct court k;

	begin(&k, "发现时间", "within: P5D\nworking: 工作日历\n");
	/* Monday; Thursday is a holiday and Saturday is worked. */
	court_fact(&k, "found", "@\"2026-03-02T08:00:00+08:00\"");
	calendar_give(&k);
	c = clock_of(&k);
	CHECK(c->timed);
	SAME(court_time(&k, c->due), "2026-03-10 00:00");
	court_end(&k);
}

TEST("beyond the calendar it is not known when the limit ends")
{
	const struct verdict_clock *c;
	struct court k;

	begin(&k, "发现时间", "within: P5D\nworking: 工作日历\n");
	court_fact(&k, "found", "@\"2026-12-30T08:00:00+08:00\"");
	c = clock_of(&k);
	CHECK(c->anchored);
	CHECK(!c->timed);
	SAME(court_names(&k, c->anchor_missing), "工作日历");
	calendar_give(&k);
	c = clock_of(&k);
	CHECK(!c->timed);
	SAME(court_names(&k, c->anchor_missing), "calendar 2027");
	court_end(&k);
}
