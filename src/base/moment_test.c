/* SPDX-License-Identifier: Apache-2.0 */
#include "base/moment.h"

#include "test/lib/test.h"

static struct moment
moment(const char *text)
{
	struct moment m = { 0 };

	if (!moment_parse(str_of(text), &m)) {
		print_error("\"%s\" was not read\n", text);
		fail();
	}
	return m;
}

static int64_t
day(const char *text)
{
	int64_t d = 0;

	if (!day_parse(str_of(text), &d)) {
		print_error("\"%s\" was not read\n", text);
		fail();
	}
	return d;
}

TEST("the calendar's own days have the numbers everybody gives them")
{
	CHECK_INT(day_from_civil(1970, 1, 1), 0);
	CHECK_INT(day_from_civil(1969, 12, 31), -1);
	CHECK_INT(day_from_civil(2000, 3, 1), 11017);
	CHECK_INT(day_from_civil(2026, 11, 23), 20780);
	CHECK_INT(day_from_civil(1, 1, 1), DAY_LEAST);
	CHECK_INT(day_from_civil(9999, 12, 31), DAY_OPEN);
	/* What others use as the beginning of their days. */
	CHECK_INT(day_from_civil(1858, 11, 17), -40587);
	CHECK_INT(day_from_civil(1899, 12, 30), -25569);
}

TEST("every day from year 1 to year 9999 goes out and comes back")
{
	struct civil before = { 0 };

	for (int64_t d = DAY_LEAST; d <= DAY_OPEN; d++) {
		struct civil c = civil_from_day(d);
		bool next = c.day == before.day + 1 && c.month == before.month &&
		    c.year == before.year;

		if (!civil_exists(c.year, c.month, c.day) ||
		    day_from_civil(c.year, c.month, c.day) != d ||
		    (!next && c.day != 1) || (next && c.day == 1)) {
			print_error("day %lld\n", (long long)d);
			fail();
		}
		before = c;
	}
	CHECK_INT(before.year, 9999);
	CHECK_INT(before.month, 12);
	CHECK_INT(before.day, 31);
}

TEST("the week goes on through every change of century")
{
	CHECK_INT(day_of_week(day("1970-01-01")), 4);
	CHECK_INT(day_of_week(day("1969-12-31")), 3);
	CHECK_INT(day_of_week(day("2026-11-23")), 1);
	CHECK_INT(day_of_week(day("2000-02-29")), 2);
	CHECK_INT(day_of_week(day("1900-03-01")), 4);
	CHECK_INT(day_of_week(DAY_LEAST), 1);
	CHECK_INT(day_of_week(DAY_OPEN), 5);
	for (int64_t d = -1000; d < 1000; d++)
		CHECK_INT(day_of_week(d) % 7 + 1, day_of_week(d + 1));
}

TEST("a date that does not exist is none")
{
	CHECK(civil_exists(2024, 2, 29));
	CHECK(civil_exists(2000, 2, 29));
	CHECK(!civil_exists(2026, 2, 29));
	CHECK(!civil_exists(1900, 2, 29));
	CHECK(!civil_exists(2026, 4, 31));
	CHECK(!civil_exists(2026, 0, 1));
	CHECK(!civil_exists(2026, 13, 1));
	CHECK(!civil_exists(2026, 1, 0));
	CHECK(!civil_exists(2026, 1, -1));
	CHECK(!civil_exists(0, 1, 1));
	CHECK(!civil_exists(10000, 1, 1));
	CHECK_INT(civil_days_in(2024, 2), 29);
	CHECK_INT(civil_days_in(2100, 2), 28);
	CHECK_INT(civil_days_in(2026, 12), 31);
}

TEST("a millisecond before 1970 belongs to 1969")
{
	struct civil c = civil_from_ms(-1);

	CHECK_INT(c.year, 1969);
	CHECK_INT(c.month, 12);
	CHECK_INT(c.day, 31);
	CHECK_INT(c.hour, 23);
	CHECK_INT(c.minute, 59);
	CHECK_INT(c.second, 59);
	CHECK_INT(c.ms, 999);
	CHECK_INT(ms_from_civil(&c), -1);
	CHECK_INT(day_of_ms(-1), -1);
	CHECK_INT(day_of_ms(-DAY_MS), -1);
	CHECK_INT(day_of_ms(-DAY_MS - 1), -2);
	CHECK_INT(day_of_ms(0), 0);
}

TEST("every precision has its one form")
{
	static const struct {
		const char	*text;
		enum precision	 prec;
		int64_t		 ms;
	} forms[] = {
		{ "2026",			PREC_YEAR, 1767225600000 },
		{ "2026-11",			PREC_MONTH, 1793491200000 },
		{ "2026-11-23",			PREC_DAY, 1795392000000 },
		{ "2026-11-23T06Z",		PREC_HOUR, 1795413600000 },
		{ "2026-11-23T06:10Z",		PREC_MINUTE, 1795414200000 },
		{ "2026-11-23T06:10:05Z",	PREC_SECOND, 1795414205000 },
		{ "2026-11-23T06:10:05.123Z",	PREC_MS, 1795414205123 },
		{ "1969-12-31T23:59:59.999Z",	PREC_MS, -1 },
		{ "0001-01-01T00:00:00.000Z",	PREC_MS, -62135596800000 },
		{ "9999-12-31T23:59:59.999Z",	PREC_MS, 253402300799999 },
		{ "0001",			PREC_YEAR, -62135596800000 },
		{ "9999-12",			PREC_MONTH, 253399622400000 },
	};

	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		struct moment m = moment(forms[i].text);
		struct buf b = BUF_INIT;

		CHECK_INT(m.prec, forms[i].prec);
		CHECK_INT(m.ms, forms[i].ms);
		moment_put(&b, m);
		CHECK_STR(buf_view(&b), forms[i].text);
		buf_free(&b);
	}
}

TEST("what is finer than the precision is cut off")
{
	struct buf b = BUF_INIT;

	for (enum precision p = PREC__MAX; p-- > PREC_MS; ) {
		moment_put(&b, (struct moment){ 1795414205123, p });
		buf_char(&b, ' ');
	}
	CHECK_STR(buf_view(&b), "2026 2026-11 2026-11-23 2026-11-23T06Z "
	    "2026-11-23T06:10Z 2026-11-23T06:10:05Z 2026-11-23T06:10:05.123Z ");
	buf_free(&b);
}

TEST("any other form is refused and nothing set")
{
	static const char *const others[] = {
		"", "Z", "2", "202", "20261", "2026Z", "2026-", "2026-1",
		"2026-11Z", "2026-11-", "2026-11-23Z", "2026-11-23T",
		"2026-11-23TZ", "2026-11-23T6Z", "2026-11-23T06",
		"2026-11-23T06:10", "2026-11-23T06:10:05",
		"2026-11-23T06:10:05.123", "2026-11-23T06:10:05.12Z",
		"2026-11-23T06:10:05.1234Z", "2026-11-23T06:10:05,123Z",
		"2026-11-23 06:10Z", "2026-11-23t06:10z", "2026/11/23",
		"20261123", "2026-11-23T06:10+08:00", "2026-11-23T06:10ZZ",
		"+026-11-23", "-026-11-23", "2026-1123", " 2026", "2026 ",
		"2026-11-23T24Z", "2026-11-23T06:60Z", "2026-11-23T06:10:60Z",
		"2026-02-29", "2026-00-01", "2026-13", "2026-00", "2026-11-00",
		"2026-11-31", "0000", "0000-01-01", "２０２６", "2026-11-2३",
	};
	struct moment m = { 42, PREC_HOUR };

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (moment_parse(str_of(others[i]), &m)) {
			print_error("\"%s\" was read\n", others[i]);
			fail();
		}
	CHECK(!moment_parse((struct str){ "2026\0", 5 }, &m));
	CHECK_INT(m.ms, 42);
	CHECK_INT(m.prec, PREC_HOUR);
}

TEST("a day is read from its one form only")
{
	struct buf b = BUF_INIT;
	int64_t d = 42;

	CHECK_INT(day("2026-11-23"), 20780);
	CHECK_INT(day("0001-01-01"), DAY_LEAST);
	CHECK_INT(day("9999-12-31"), DAY_OPEN);
	CHECK(!day_parse(S("2026-11"), &d));
	CHECK(!day_parse(S("2026-11-23T00Z"), &d));
	CHECK(!day_parse(S("2026-11-3"), &d));
	CHECK(!day_parse(S("2025-02-29"), &d));
	CHECK_INT(d, 42);
	day_put(&b, -1);
	CHECK_STR(buf_view(&b), "1969-12-31");
	buf_free(&b);
}

TEST("a moment spans all that its precision leaves open")
{
	static const struct {
		const char	*text, *first, *past;
	} spans[] = {
		{ "2026-11-23T06:10:05.123Z", "2026-11-23T06:10:05.123Z",
		    "2026-11-23T06:10:05.124Z" },
		{ "2026-11-23T06:10:05Z", "2026-11-23T06:10:05.000Z",
		    "2026-11-23T06:10:06.000Z" },
		{ "2026-11-23T06:59Z", "2026-11-23T06:59:00.000Z",
		    "2026-11-23T07:00:00.000Z" },
		{ "2026-11-23T23Z", "2026-11-23T23:00:00.000Z",
		    "2026-11-24T00:00:00.000Z" },
		{ "2024-02-28", "2024-02-28T00:00:00.000Z",
		    "2024-02-29T00:00:00.000Z" },
		{ "2024-02", "2024-02-01T00:00:00.000Z",
		    "2024-03-01T00:00:00.000Z" },
		{ "2026-12", "2026-12-01T00:00:00.000Z",
		    "2027-01-01T00:00:00.000Z" },
		{ "1969", "1969-01-01T00:00:00.000Z",
		    "1970-01-01T00:00:00.000Z" },
	};

	for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
		struct moment m = moment(spans[i].text);

		CHECK_INT(moment_first(m), moment(spans[i].first).ms);
		CHECK_INT(moment_past(m), moment(spans[i].past).ms);
	}
	/* The last year ends where no text reaches any more. */
	CHECK_INT(moment_past(moment("9999")), 253402300800000);
	CHECK_INT(moment_past(moment("9999-12")), 253402300800000);
}

TEST("the span is the same wherever in it the milliseconds stand")
{
	for (enum precision p = PREC_MS; p < PREC__MAX; p++) {
		struct moment a = { -123456789, p }, b = a;

		b.ms = moment_past(a) - 1;
		CHECK_INT(moment_first(b), moment_first(a));
		CHECK_INT(moment_past(b), moment_past(a));
		CHECK(moment_first(a) <= a.ms && a.ms < moment_past(a));
	}
}

TEST("before is yes, no or open")
{
	static const struct {
		const char	*a, *b;
		enum truth	 before;
	} pairs[] = {
		{ "2026-03", "2026-04-14", TRUTH_YES },
		{ "2026-04-14", "2026-03", TRUTH_NO },
		{ "2026-03", "2026-03-14", TRUTH_OPEN },
		{ "2026-03-14", "2026-03", TRUTH_OPEN },
		{ "2026", "2026", TRUTH_OPEN },
		{ "2025", "2026", TRUTH_YES },
		{ "2026", "2025", TRUTH_NO },
		{ "2026-03-31", "2026-04", TRUTH_YES },
		{ "2026-11-23T06:10Z", "2026-11-23T06:10Z", TRUTH_OPEN },
		{ "2026-11-23T06:10Z", "2026-11-23T06:11Z", TRUTH_YES },
		{ "2026-11-23T06:10Z", "2026-11-23T06Z", TRUTH_OPEN },
		{ "2026-11-23T06Z", "2026-11-23T07:00:00.000Z", TRUTH_YES },
		{ "2026-11-23T06:10:05.123Z", "2026-11-23T06:10:05.123Z",
		    TRUTH_NO },
		{ "2026-11-23T06:10:05.123Z", "2026-11-23T06:10:05.124Z",
		    TRUTH_YES },
		{ "2026-11-23T06:10:05.124Z", "2026-11-23T06:10:05.123Z",
		    TRUTH_NO },
		{ "2026-11-23T06:10:05.123Z", "2026-11-23T06:10:05Z",
		    TRUTH_OPEN },
		/* Nothing of that second lies after its last millisecond. */
		{ "2026-11-23T06:10:05.999Z", "2026-11-23T06:10:05Z",
		    TRUTH_NO },
		{ "1969", "1970-01-01T00:00:00.000Z", TRUTH_YES },
		{ "0001", "9999", TRUTH_YES },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		enum truth got = moment_before(moment(pairs[i].a),
		    moment(pairs[i].b));

		if (got != pairs[i].before)
			print_error("%s before %s\n", pairs[i].a, pairs[i].b);
		CHECK_INT(got, pairs[i].before);
	}
}

TEST("before agrees with every millisecond that two spans may mean")
{
	static const struct moment a = { 1000, PREC_SECOND };

	for (int64_t at = 0; at < 3500; at += 1) {
		struct moment b = { at, PREC_MS };
		enum truth want = at > 1999 ? TRUTH_YES : at <= 1000 ?
		    TRUTH_NO : TRUTH_OPEN;

		CHECK_INT(moment_before(a, b), want);
	}
}
