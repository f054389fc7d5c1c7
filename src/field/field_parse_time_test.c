/* SPDX-License-Identifier: Apache-2.0 */
#include "field/field_fixture.h"

TEST("dates are read as people and spreadsheets write them")
{
	static const char *const same[] = { "2026-11-03", "2026/11/3",
	    "2026/11/03", "2026.11.3", "2026年11月3日", "2026年11月03日",
	    "2026 年 11 月 3 日", "20261103", "２０２６－１１－０３",
	    "2026／11／3", "2026-11-03 0:00", "2026/11/3 0:00:00",
	    "2026-11-03T00:00", "2026年11月3号" };
	struct reading r = reading();

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		READS(FIELD_DATE, same[i], "2026-11-03");
	READS(FIELD_DATE, "9999-12-31", "9999-12-31");
	READS(FIELD_DATE, "0001-01-01", "0001-01-01");
	READS(FIELD_DATE, "2024-02-29", "2024-02-29");
	arena_free(r.a);
}

TEST("what is no date, or only part of one, is refused")
{
	static const char *const bad[] = { "2026", "2026-11", "2026年11月",
	    "11/3/2026", "3.11.2026", "2026-11/03", "2026-11-03 14:10",
	    "2026-11-03x", "26-11-03", "2026-13-01", "2026-00-01",
	    "0000-01-01", "202611", "2026-11-03T", "2026-1-001", "45000" };
	struct reading r = reading();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		REFUSES(FIELD_DATE, bad[i]);
	arena_free(r.a);
}

TEST("a day that its month does not have is said to be one")
{
	struct reading r = reading();

	REFUSES(FIELD_DATE, "2026-02-29");
	CHECK_STR(str_of(r.note.msg), "The day {text} does not exist: that month "
	    "has {days} days. Correct {label}.");
	CHECK_INT(r.note.args[1].num, 28);
	REFUSES(FIELD_DATE, "20260431");
	CHECK_INT(r.note.args[1].num, 30);
	REFUSES(FIELD_DATE, "2026-11-00");
	REFUSES(FIELD_MOMENT, "2026-02-30 10:00");
	CHECK_INT(r.note.args[1].num, 28);
	arena_free(r.a);
}

TEST("a moment is kept as far as it was said")
{
	struct reading r = reading();

	READS(FIELD_MOMENT, "2026", "2026");
	READS(FIELD_MOMENT, "2026年", "2026");
	READS(FIELD_MOMENT, "2026-11", "2026-11");
	READS(FIELD_MOMENT, "2026年11月", "2026-11");
	READS(FIELD_MOMENT, "2026/11/3", "2026-11-03");
	READS(FIELD_MOMENT, "20261103", "2026-11-03");
	READS(FIELD_MOMENT, "2026-11-03 14", "2026-11-03T14Z");
	READS(FIELD_MOMENT, "2026年11月3日14时", "2026-11-03T14Z");
	READS(FIELD_MOMENT, "2026-11-03 14 h", "2026-11-03T14Z");
	READS(FIELD_MOMENT, "2026-11-03 14:10", "2026-11-03T14:10Z");
	READS(FIELD_MOMENT, "2026-11-03T14:10", "2026-11-03T14:10Z");
	READS(FIELD_MOMENT, "20261103 14:10", "2026-11-03T14:10Z");
	READS(FIELD_MOMENT, "2026年11月3日 14点10分", "2026-11-03T14:10Z");
	READS(FIELD_MOMENT, "2026/11/3 9:05:07", "2026-11-03T09:05:07Z");
	READS(FIELD_MOMENT, "2026年11月3日9时5分7秒", "2026-11-03T09:05:07Z");
	READS(FIELD_MOMENT, "2026-11-03 14:10:05.5",
	    "2026-11-03T14:10:05.500Z");
	READS(FIELD_MOMENT, "2026-11-03 14:10:05.123456",
	    "2026-11-03T14:10:05.123Z");
	READS(FIELD_MOMENT, "２０２６-11-03　14：10", "2026-11-03T14:10Z");
	READS(FIELD_MOMENT, "2026-11-03 24:00", "2026-11-04T00:00Z");
	READS(FIELD_MOMENT, "2026-12-31 24时", "2027-01-01T00Z");
	arena_free(r.a);
}

TEST("a moment without offset is one of the reader's zone")
{
	struct reading r = reading();

	CHECK_OK(zone_load(r.a, S("Asia/Shanghai"), &r.voice.zone, &r.note),
	    &r.note);
	READS(FIELD_MOMENT, "2026-11-03 14:10", "2026-11-03T06:10Z");
	READS(FIELD_MOMENT, "2026-11-03 07", "2026-11-02T23Z");
	READS(FIELD_MOMENT, "2026-11-03", "2026-11-03");
	READS(FIELD_MOMENT, "2026-11", "2026-11");
	READS(FIELD_MOMENT, "2026-11-03T06:10Z", "2026-11-03T06:10Z");
	arena_free(r.a);
}

TEST("an offset is obeyed, however it is written")
{
	static const char *const same[] = { "2026-11-03T14:10+08:00",
	    "2026-11-03 14:10 +8", "2026-11-03 14:10+0800",
	    "2026-11-03 14:10 UTC+8", "2026-11-03 14:10（北京时间）",
	    "2026-11-03 14:10 (Beijing time)", "2026-11-03 14:10 北京时间",
	    "2026-11-03 06:10Z", "2026-11-03 06:10 UTC", "2026-11-03 06:10 (UTC)",
	    "2026-11-03 02:40 -03:30", "2026-11-03 2:40 UTC-3:30",
	    "2026-11-03t06:10z" };
	struct reading r = reading();

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		READS(FIELD_MOMENT, same[i], "2026-11-03T06:10Z");
	REFUSES(FIELD_MOMENT, "2026-11-03 14:10 +24:00");
	REFUSES(FIELD_MOMENT, "2026-11-03 14:10 +08:60");
	REFUSES(FIELD_MOMENT, "2026-11-03 14:10 (UTC+8");
	REFUSES(FIELD_MOMENT, "2026-11-03 14:10 Mars");
	REFUSES(FIELD_MOMENT, "2026-11-03Z");
	REFUSES(FIELD_MOMENT, "2026-11Z");
	arena_free(r.a);
}

TEST("an hour that the clocks skipped is refused in a sentence")
{
	struct reading r = reading();
	enum err e = zone_load(r.a, S("Europe/Zurich"), &r.voice.zone, &r.note);

	CHECK_OK(e, &r.note);
	REFUSES(FIELD_MOMENT, "2026-03-29 02:30");
	CHECK(strstr(r.note.msg, "clocks were put forward") != NULL);
	CHECK_STR(r.note.args[1].text, "Europe/Zurich");
	READS(FIELD_MOMENT, "2026-03-29 01:59", "2026-03-29T00:59Z");
	READS(FIELD_MOMENT, "2026-03-29 03:00", "2026-03-29T01:00Z");
	READS(FIELD_MOMENT, "2026-10-25 02:30", "2026-10-25T00:30Z");
	READS(FIELD_MOMENT, "2026-10-25 02:30 +01:00", "2026-10-25T01:30Z");
	arena_free(r.a);
}

TEST("an hour that is none of UTC is refused rather than moved")
{
	struct reading r = reading();

	REFUSES(FIELD_MOMENT, "2026-11-03 14 +05:30");
	READS(FIELD_MOMENT, "2026-11-03 14:00 +05:30", "2026-11-03T08:30Z");
	arena_free(r.a);
}

TEST("what is no moment is refused")
{
	static const char *const bad[] = { "14:10", "2026-11-03 25:00",
	    "2026-11-03 14:60", "2026-11-03 14:10:60", "2026-11-03 24:01",
	    "2026-11-0314:10", "2026-11 14:10", "2026 14:10",
	    "2026-11-03 14:1", "2026-11-03 14:10:5", "2026-11-03 14:10:05.",
	    "2026-11-03 2:10 pm", "2026-11-03 -1:00", "0001-01-01 00:00+08:00",
	    "9999-12-31 23:59 -01:00", "9999-12-31 24:00", "2026-11-03 14时10",
	    "yesterday", "2026-11-03T" };
	struct reading r = reading();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		REFUSES(FIELD_MOMENT, bad[i]);
	arena_free(r.a);
}

TEST("lengths of time are read in ISO form and in words")
{
	struct reading r = reading();

	READS(FIELD_DURATION, "P1DT2H", "P1DT2H");
	READS(FIELD_DURATION, "p1dt2h", "P1DT2H");
	READS(FIELD_DURATION, "PT90M", "PT1H30M");
	READS(FIELD_DURATION, "P14M", "P1Y2M");
	READS(FIELD_DURATION, "-PT30M", "-PT30M");
	READS(FIELD_DURATION, "24 hours", "P1D");
	READS(FIELD_DURATION, "24h", "P1D");
	READS(FIELD_DURATION, "1 hour", "PT1H");
	READS(FIELD_DURATION, "30 min", "PT30M");
	READS(FIELD_DURATION, "3天", "P3D");
	READS(FIELD_DURATION, "３ 天 ２ 小时", "P3DT2H");
	READS(FIELD_DURATION, "2个小时", "PT2H");
	READS(FIELD_DURATION, "1.5小时", "PT1H30M");
	READS(FIELD_DURATION, "2周", "P14D");
	READS(FIELD_DURATION, "1年2个月", "P1Y2M");
	READS(FIELD_DURATION, "1 year 2 months", "P1Y2M");
	READS(FIELD_DURATION, "90分钟", "PT1H30M");
	READS(FIELD_DURATION, "0.5 s", "PT0.5S");
	arena_free(r.a);
}

TEST("lengths that mix months and days, or say no unit, are refused")
{
	static const char *const bad[] = { "24", "1个月3天", "3天1年", "P1M1D",
	    "P", "hours", "1.0001 s", "1. h", "-3天", "3 fortnights", "0.5年",
	    "99999999999天", "3m", "3天abc", "1.5个月" };
	struct reading r = reading();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (str_is(str_of(bad[i]), "0.5年"))
			READS(FIELD_DURATION, bad[i], "P6M");
		else
			REFUSES(FIELD_DURATION, bad[i]);
	}
	arena_free(r.a);
}
