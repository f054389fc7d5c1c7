/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/feel_time.h"

#include "base/zone_set.h"

#include "test/lib/test.h"

/* Zones of the system, for one test. */
struct world {
	struct arena		*a;
	struct feel_zones	 zones;
};

static struct world
world_new(void)
{
	struct world w = { .a = arena_new() };

	assert_non_null(w.a);
	w.zones = (struct feel_zones){ zone_set_find, zone_set_new(w.a) };
	return w;
}

static int64_t
day(const char *text)
{
	int64_t d = 0;

	if (!feel_date_parse(str_of(text), &d))
		fail_msg("\"%s\" is no date", text);
	return d;
}

static struct feel_stamp
stamp(struct world *w, const char *text)
{
	struct feel_stamp s = { .day = 0 };

	if (!feel_stamp_parse(str_of(text), &w->zones, &s))
		fail_msg("\"%s\" is no date and time", text);
	return s;
}

TEST("the first and the last day, and those around the year 0")
{
	int64_t first = day("-999999999-01-01"), last = day("999999999-12-31");

	CHECK_INT(last, INT64_C(365241780471));
	CHECK_INT(first, INT64_C(-365243219162));
	CHECK(feel_day_fits(first) && !feel_day_fits(first - 1));
	CHECK(feel_day_fits(last) && !feel_day_fits(last + 1));
	CHECK_INT(day("1970-01-01"), 0);
	CHECK_INT(day("0001-01-01"), DAY_LEAST);
	CHECK_INT(day("0001-01-01") - day("0000-12-31"), 1);
	CHECK_INT(day("0000-01-01") - day("-0001-12-31"), 1);
	CHECK_INT(day("0000-03-01") - day("0000-02-28"), 2);
	CHECK_INT(day("-0004-03-01") - day("-0004-02-28"), 2);
	CHECK_INT(day("-0100-03-01") - day("-0100-02-28"), 1);
	CHECK_INT(day("-0400-03-01") - day("-0400-02-28"), 2);
}

TEST("every day of 800 years around 0, and of the ends, is that day again")
{
	const int64_t from[] = { day("-0401-01-01"), day("-999999999-01-01"),
	    day("999999199-01-01") };

	for (size_t i = 0; i < sizeof from / sizeof *from; i++)
		for (int64_t d = from[i]; d < from[i] + 292000; d++) {
			struct civil c = civil_from_day(d), next;

			CHECK_INT(day_from_civil(c.year, c.month, c.day), d);
			next = civil_from_day(d + 1);
			CHECK(next.day == c.day + 1 ||
			    (next.day == 1 && c.day ==
			    civil_days_in(c.year, c.month)));
		}
}

TEST("dates in other forms, or that do not exist, are refused")
{
	static const char *const bad[] = {
		"", "2012-12-25T", "2012/12/25", "9999999999-12-25",
		"2017-13-10", "2017-00-10", "2017-12-32", "2017-12-00",
		"01211-12-31", "211-12-31", "+2012-12-25", "-0000-12-25",
		"2017-02-29", "1900-02-29", "2017-1-01", "2017-01-1",
		"2017-001-01", "--2017-01-01", "2017-01-01 ", " 2017-01-01",
		"2017-01-01Z", "２０１７-01-01", "2017-01", "2017",
		"1000000000-01-01",
	};
	int64_t d = 42;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (feel_date_parse(str_of(bad[i]), &d))
			fail_msg("\"%s\" is read", bad[i]);
	CHECK(!feel_date_parse((struct str){ NULL, 0 }, &d));
	CHECK_INT(d, 42);
	CHECK_INT(day("2000-02-29"), 11016);
}

/* Text, and its normal form, or NULL where it is refused. */
struct form {
	const char	*text, *normal;
};

static void
check_forms(const struct form *forms, size_t n, bool (*read)(struct world *,
    struct str, struct buf *))
{
	struct world w = world_new();

	for (size_t i = 0; i < n; i++) {
		struct buf b = BUF_INIT, again = BUF_INIT;
		bool is = read(&w, str_of(forms[i].text), &b);

		if (is != (forms[i].normal != NULL))
			fail_msg("\"%s\" is %s", forms[i].text,
			    is ? "read" : "refused");
		if (is) {
			CHECK_STR(buf_view(&b), forms[i].normal);
			CHECK(read(&w, buf_view(&b), &again));
			CHECK(str_eq(buf_view(&b), buf_view(&again)));
		}
		buf_free(&b);
		buf_free(&again);
	}
	arena_free(w.a);
}

static bool
read_time(struct world *w, struct str s, struct buf *b)
{
	struct feel_time t;

	if (!feel_time_parse(s, &w->zones, &t))
		return false;
	feel_time_put(b, &t);
	return true;
}

static bool
read_stamp(struct world *w, struct str s, struct buf *b)
{
	struct feel_stamp t;

	if (!feel_stamp_parse(s, &w->zones, &t))
		return false;
	feel_stamp_put(b, &t);
	return true;
}

static bool
read_duration(struct world *w, struct str s, struct buf *b)
{
	__int128 n;
	bool months;

	(void)w;
	if (!feel_duration_parse(s, &months, &n))
		return false;
	if (months)
		feel_months_put(b, (int64_t)n);
	else
		feel_span_put(b, n);
	return true;
}

TEST("times are read in their forms and written in one")
{
	static const struct form forms[] = {
		{ "01:02:03", "01:02:03" }, { "00:00:00", "00:00:00" },
		{ "11:22:33.444", "11:22:33.444" },
		{ "11:22:33.440", "11:22:33.44" },
		{ "11:22:33.000", "11:22:33" },
		{ "11:22:33.123456789", "11:22:33.123456789" },
		{ "11:22:33.000000001", "11:22:33.000000001" },
		{ "23:59:00Z", "23:59:00Z" }, { "23:59:00+00:00", "23:59:00Z" },
		{ "23:59:00-00:00", "23:59:00Z" },
		{ "10:30:11+11:00", "10:30:11+11:00" },
		{ "10:30:11-03:30", "10:30:11-03:30" },
		{ "11:59:45+02:45:55", "11:59:45+02:45:55" },
		{ "11:59:45-00:00:01", "11:59:45-00:00:01" },
		{ "11:59:45+18:00", "11:59:45+18:00" },
		{ "24:00:00", "00:00:00" }, { "24:00:00Z", "00:00:00Z" },
		{ "00:01:00@Etc/UTC", "00:01:00@Etc/UTC" },
		{ "08:00:00@Asia/Shanghai", "08:00:00@Asia/Shanghai" },
		{ "10:30:11@Australia/Melbourne",
		  "10:30:11@Australia/Melbourne" },
		{ "", NULL }, { "23:59:60", NULL }, { "24:01:00", NULL },
		{ "24:00:00.1", NULL }, { "25:00:00", NULL },
		{ "00:00:61", NULL }, { "7:00:00", NULL }, { "07:1:00", NULL },
		{ "07:2", NULL }, { "07:20", NULL }, { "13:20:00+19:00", NULL },
		{ "13:20:00+18:00:01", NULL }, { "13:20:00+5", NULL },
		{ "13:20:00+05", NULL }, { "13:20:00+05:0", NULL },
		{ "13:20:00+02:00@Europe/Paris", NULL },
		{ "13:20:00@Europe/Atlantis", NULL }, { "13:20:00@", NULL },
		{ "13:20:00@/etc/passwd", NULL }, { "13:20:00z", NULL },
		{ "13:20:00 Z", NULL }, { "13:20:00.", NULL },
		{ "13:20:00.Z", NULL }, { "13:20:00.1234567890", NULL },
		{ "T13:20:00", NULL }, { "-13:20:00", NULL },
		{ "2017-08-10T10:20:00", NULL },
	};

	check_forms(forms, sizeof forms / sizeof *forms, read_time);
}

TEST("dates and times are read in their forms and written in one")
{
	static const struct form forms[] = {
		{ "2018-12-10", "2018-12-10T00:00:00" },
		{ "2017-12-31T24:00:00", "2018-01-01T00:00:00" },
		{ "2018-12-08T10:30:11@Australia/Melbourne",
		  "2018-12-08T10:30:11@Australia/Melbourne" },
		{ "999999999-12-31T23:59:59.999999999@Europe/Paris",
		  "999999999-12-31T23:59:59.999999999@Europe/Paris" },
		{ "-99999-12-31T11:22:33", "-99999-12-31T11:22:33" },
		{ "-0004-02-29T11:22:33Z", "-0004-02-29T11:22:33Z" },
		{ "2017-12-31T11:22:33.456+01:35",
		  "2017-12-31T11:22:33.456+01:35" },
		{ "2011-12-0310:15:30", NULL },
		{ "9999999999-12-27T11:22:33", NULL },
		{ "2017-00-10T11:22:33", NULL },
		{ "+99999-12-01T11:22:33", NULL },
		{ "2017-12-31T24:00:01", NULL },
		{ "2017-12-31T13:20:00-19:00", NULL },
		{ "2017-12-31T13:20:00+5:00", NULL },
		{ "2017-12-31T07:2", NULL }, { "2017-12-31T", NULL },
		{ "2017-12-31Z", NULL }, { "2017-12-31t11:22:33", NULL },
		{ "2017-12-31 11:22:33", NULL },
		{ "999999999-12-31T24:00:00", NULL },
	};

	check_forms(forms, sizeof forms / sizeof *forms, read_stamp);
}

TEST("durations are read in their forms and written in one")
{
	static const struct form forms[] = {
		{ "PT2H", "PT2H" }, { "PT0.999S", "PT0.999S" },
		{ "PT0.S", "PT0S" }, { "PT0M", "PT0S" }, { "P0D", "PT0S" },
		{ "-P0D", "PT0S" }, { "PT1000M", "PT16H40M" },
		{ "PT1000M0.999999999S", "PT16H40M0.999999999S" },
		{ "PT24H", "P1D" }, { "P0Y", "P0M" }, { "-P0M", "P0M" },
		{ "P26M", "P2Y2M" }, { "P100M", "P8Y4M" },
		{ "-P999999999M", "-P83333333Y3M" }, { "-P1Y", "-P1Y" },
		{ "P1DT2H3M4.5S", "P1DT2H3M4.5S" }, { "P1DT1S", "P1DT1S" },
		{ "-PT36H", "-P1DT12H" }, { "PT3600S", "PT1H" },
		{ "P999999999999999999D", "P999999999999999999D" },
		{ "", NULL }, { "P", NULL }, { "PT", NULL }, { "P1DT", NULL },
		{ "P0", NULL }, { "P1S", NULL }, { "P1H", NULL },
		{ "PT1D", NULL }, { "PT1Y", NULL }, { "P1M1Y", NULL },
		{ "P1Y1Y", NULL }, { "PT1S1M", NULL }, { "P1YT", NULL },
		{ "P1Y1D", NULL }, { "P1MT1M", NULL }, { "P1W", NULL },
		{ "1D", NULL }, { "+P1D", NULL }, { "P-1D", NULL },
		{ "--P1D", NULL }, { "P1.5D", NULL }, { "PT1.5H", NULL },
		{ "PT.5S", NULL }, { "PT1,5S", NULL }, { "p1d", NULL },
		{ "P1D ", NULL }, { "PT1.0000000001S", NULL },
		{ "PTT1S", NULL }, { "P1DTT1S", NULL },
		{ "P9999999999999999999D", NULL },
		{ "P999999999999999999Y", NULL },
		{ "P999999999999999999DT999999H", NULL },
		{ "2012T-12-2511:00:00Z", NULL },
	};

	check_forms(forms, sizeof forms / sizeof *forms, read_duration);
}

TEST("what is refused sets nothing")
{
	struct feel_time t = { .nano = 42 };
	struct feel_stamp s = { .day = 42 };
	__int128 n = 42;
	bool months = true;

	CHECK(!feel_time_parse(S("10:00:00+1"), NULL, &t) && t.nano == 42);
	CHECK(!feel_stamp_parse(S("2018-01-01T1"), NULL, &s) && s.day == 42);
	CHECK(!feel_duration_parse(S("P1Y1D"), &months, &n) && n == 42);
	/* Without zones those that are built in are known. */
	CHECK(!feel_time_parse(S("10:00:00@Europe/Paris"), NULL, &t));
	CHECK(feel_time_parse(S("10:00:00@Asia/Shanghai"), NULL, &t));
}

TEST("months are added to the wall, and the day is cut to the month")
{
	static const struct {
		const char	*from;
		int64_t		 months;
		const char	*to;
	} rows[] = {
		{ "2021-01-31", 1, "2021-02-28" },
		{ "2020-01-31", 1, "2020-02-29" },
		{ "2020-02-29", 12, "2021-02-28" },
		{ "2020-02-29", 48, "2024-02-29" },
		{ "2021-03-31", -1, "2021-02-28" },
		{ "2021-01-15", -1, "2020-12-15" },
		{ "0001-01-01", -1, "0000-12-01" },
		{ "-2021-01-01", 12, "-2020-01-01" },
		{ "-2021-01-01", -1, "-2022-12-01" },
		{ "-0001-01-31", 13, "0000-02-29" },
	};
	int64_t d = 42;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK(feel_months_after(day(rows[i].from), rows[i].months,
		    &d));
		CHECK_INT(d, day(rows[i].to));
	}
	d = 42;
	CHECK(!feel_months_after(day("999999999-12-01"), 1, &d));
	CHECK(!feel_months_after(day("-999999999-01-01"), -1, &d));
	CHECK(!feel_months_after(0, INT64_MAX, &d));
	CHECK(!feel_months_after(0, INT64_MIN, &d));
	CHECK_INT(d, 42);
}

TEST("months between two days are whole ones")
{
	static const struct {
		const char	*from, *to;
		int64_t		 months;
	} rows[] = {
		{ "2011-12-22", "2013-08-24", 20 },
		{ "2013-08-24", "2011-12-22", -20 },
		{ "2015-01-21", "2016-01-21", 12 },
		{ "2015-01-21", "2016-01-20", 11 },
		{ "2016-01-21", "2015-01-22", -11 },
		{ "2014-12-31", "2019-10-01", 57 },
		{ "2017-09-05", "-2019-10-01", -48431 },
		{ "2021-01-31", "2021-02-28", 0 },
		{ "2021-01-01", "2021-01-01", 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_INT(feel_months_between(day(rows[i].from),
		    day(rows[i].to)), rows[i].months);
}

TEST("weeks belong to the year of their Thursday")
{
	static const struct {
		const char	*day;
		int		 week, of_year;
	} rows[] = {
		{ "2003-12-29", 1, 363 }, { "2003-12-31", 1, 365 },
		{ "2019-09-17", 38, 260 }, { "1970-01-01", 1, 1 },
		{ "2020-12-31", 53, 366 }, { "2021-01-03", 53, 3 },
		{ "2021-01-04", 1, 4 }, { "2005-01-01", 53, 1 },
		{ "2010-01-03", 53, 3 }, { "2012-01-01", 52, 1 },
		{ "-0004-12-31", 1, 366 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK_INT(feel_week_of_year(day(rows[i].day)), rows[i].week);
		CHECK_INT(feel_day_of_year(day(rows[i].day)),
		    rows[i].of_year);
	}
}

TEST("the offset of a zone is that of its wall on that day, in any year")
{
	static const struct {
		const char	*stamp;
		int		 seconds;
	} rows[] = {
		{ "2018-10-08T00:00:00@Europe/Paris", 7200 },
		{ "2018-02-08T00:00:00@Europe/Paris", 3600 },
		/* Summer time begins at 02:00, which is not shown; it ends at
		 * 03:00, and the hour before is shown twice. */
		{ "2021-03-28T01:59:59@Europe/Paris", 3600 },
		{ "2021-03-28T02:30:00@Europe/Paris", 3600 },
		{ "2021-03-28T03:00:00@Europe/Paris", 7200 },
		{ "2021-10-31T02:30:00@Europe/Paris", 7200 },
		{ "2021-10-31T03:00:00@Europe/Paris", 3600 },
		/* A whole day that was left out. */
		{ "2011-12-29T12:00:00@Pacific/Apia", -36000 },
		{ "2011-12-30T12:00:00@Pacific/Apia", -36000 },
		{ "2011-12-31T12:00:00@Pacific/Apia", 50400 },
		{ "9999-07-01T00:00:00@Europe/Paris", 7200 },
		{ "10000-01-01T00:00:00@Europe/Paris", 3600 },
		{ "10000-07-01T00:00:00@Europe/Paris", 7200 },
		{ "999999999-12-31T23:59:59@Europe/Paris", 3600 },
		{ "999999999-07-31T23:59:59@Europe/Paris", 7200 },
		{ "0001-01-01T00:00:00@Europe/Paris", 561 },
		{ "-999999999-07-01T00:00:00@Europe/Paris", 561 },
		{ "-2021-01-01T10:10:10@Australia/Melbourne", 34792 },
		{ "1988-07-01T00:00:00@Asia/Shanghai", 32400 },
		{ "2026-11-23T00:00:00@Asia/Shanghai", 28800 },
		{ "2026-11-23T00:00:00Z", 0 },
		{ "2026-11-23T00:00:00-03:30", -12600 },
	};
	struct world w = world_new();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct feel_stamp s = stamp(&w, rows[i].stamp);

		if (feel_stamp_offset(&s) != rows[i].seconds)
			fail_msg("%s: %d", rows[i].stamp,
			    feel_stamp_offset(&s));
	}
	arena_free(w.a);
}

TEST("a moment is shown on the wall, and is that moment again")
{
	static const char *const places[] = {
		"Z", "+08:00", "-12:30", "@Europe/Paris", "@Asia/Shanghai",
		"@America/New_York", "@Australia/Lord_Howe", "@Asia/Dhaka",
	};
	struct world w = world_new();

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct feel_place p;

		CHECK(feel_place_parse(str_of(places[i]), &w.zones, &p));
		/* 55 hours and a bit apart, from 1890 far into the rules. */
		for (int64_t t = INT64_C(-2524608000); t < 6000000000;
		    t += 199933) {
			__int128 moment = (__int128)t * FEEL_SECOND + 7;
			struct feel_stamp s, second;

			CHECK(feel_stamp_at(moment, &p, &s));
			if (feel_stamp_instant(&s) == moment)
				continue;
			/* The second showing of an hour: the first is that
			 * much earlier, and shows the same. */
			CHECK(feel_stamp_instant(&s) < moment);
			CHECK(feel_stamp_at(feel_stamp_instant(&s), &p,
			    &second));
			CHECK(feel_stamp_wall(&s) == feel_stamp_wall(&second));
		}
	}
	arena_free(w.a);
}

TEST("a time has the offset of a zone that keeps its clock")
{
	static const struct {
		const char	*time;
		bool		 has;
		int		 offset;
	} rows[] = {
		{ "10:00:00", false, 0 },
		{ "10:00:00Z", true, 0 }, { "10:00:00+02:00", true, 7200 },
		{ "10:00:00@Etc/UTC", true, 0 },
		{ "10:00:00@Asia/Shanghai", true, 28800 },
		{ "10:00:00@Asia/Dhaka", true, 21600 },
		{ "10:00:00@Europe/Paris", false, 0 },
		{ "10:00:00@Australia/Melbourne", false, 0 },
	};
	struct world w = world_new();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct feel_time t;
		int32_t offset = 0;

		CHECK(feel_time_parse(str_of(rows[i].time), &w.zones, &t));
		CHECK_INT(feel_time_offset(&t, &offset), rows[i].has);
		CHECK_INT(offset, rows[i].offset);
	}
	arena_free(w.a);
}

TEST("a moment beyond the years there are is shown nowhere")
{
	struct feel_place z = { .hang = FEEL_OFFSET };
	struct feel_stamp s = { .day = 42 };
	__int128 past = (__int128)(day("999999999-12-31") + 1) * FEEL_DAY;

	CHECK(feel_stamp_at(past - 1, &z, &s));
	CHECK_INT(s.nano, FEEL_DAY - 1);
	s.day = 42;
	CHECK(!feel_stamp_at(past, &z, &s));
	CHECK(!feel_stamp_at(past + FEEL_SPAN_MAX, &z, &s));
	CHECK(!feel_stamp_of_wall(-past - FEEL_SPAN_MAX, &z, &s));
	z.offset = 3600;
	CHECK(!feel_stamp_at(past - 1, &z, &s));
	CHECK_INT(s.day, 42);
}
