/* SPDX-License-Identifier: Apache-2.0 */
#include "base/duration.h"

#include "base/moment.h"
#include "test/lib/test.h"

static void
check(struct duration d, const char *want)
{
	struct buf b = BUF_INIT;

	duration_put(&b, d);
	CHECK_STR(buf_view(&b), want);
	buf_free(&b);
}

TEST("a duration is read and written in its normal form")
{
	static const struct {
		const char	*text;
		bool		 months;
		int64_t		 n;
		const char	*normal;
	} rows[] = {
		{ "P1Y2M", true, 14, "P1Y2M" },
		{ "P14M", true, 14, "P1Y2M" },
		{ "P2Y", true, 24, "P2Y" },
		{ "P24M", true, 24, "P2Y" },
		{ "P0M", true, 0, "P0M" },
		{ "P0Y", true, 0, "P0M" },
		{ "-P0Y", true, 0, "P0M" },
		{ "-P1Y", true, -12, "-P1Y" },
		{ "P1Y0M", true, 12, "P1Y" },
		{ "P3DT4H", false, 3 * DAY_MS + 4 * HOUR_MS, "P3DT4H" },
		{ "-PT30M", false, -30 * MINUTE_MS, "-PT30M" },
		{ "PT0.5S", false, 500, "PT0.5S" },
		{ "PT0.50S", false, 500, "PT0.5S" },
		{ "PT0.050S", false, 50, "PT0.05S" },
		{ "PT1.001S", false, 1001, "PT1.001S" },
		{ "PT0S", false, 0, "PT0S" },
		{ "-PT0S", false, 0, "PT0S" },
		{ "P0D", false, 0, "PT0S" },
		{ "PT0.000S", false, 0, "PT0S" },
		{ "PT24H", false, DAY_MS, "P1D" },
		{ "PT25H", false, DAY_MS + HOUR_MS, "P1DT1H" },
		{ "PT90M", false, 90 * MINUTE_MS, "PT1H30M" },
		{ "PT3600S", false, HOUR_MS, "PT1H" },
		{ "P1DT1S", false, DAY_MS + SECOND_MS, "P1DT1S" },
		{ "P1DT1H1M1.5S", false, DAY_MS + HOUR_MS + MINUTE_MS + 1500,
		  "P1DT1H1M1.5S" },
		{ "PT007M", false, 7 * MINUTE_MS, "PT7M" },
		{ "P400D", false, 400 * DAY_MS, "P400D" },
		{ "P0DT0H0M0.001S", false, 1, "PT0.001S" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct duration d = { false, -1 };

		if (!duration_parse(str_of(rows[i].text), &d))
			fail_msg("\"%s\" is not read", rows[i].text);
		CHECK_INT(d.months, rows[i].months);
		CHECK_INT(d.n, rows[i].n);
		check(d, rows[i].normal);
	}
}

TEST("mixtures and other forms are refused and nothing is set")
{
	static const char *const bad[] = {
		"", "P", "-P", "PT", "-PT", "P1", "PT1", "1D", "T1H", "--P1D",
		"+P1D", "P+1D", "P-1D", "p1d", "P1d", "P1DT", "P1Y2MT",
		"P1Y1D", "P1M1D", "P1MT1H", "P1YT1M", "P0Y0D", "P1D1Y",
		"P2M1Y", "P1D1D", "PT1M1H", "PT1S1M", "PT1H1H", "PT1HT1M",
		"P1H", "P1S", "PT1D", "PT1Y", "P1W", "P1DT1W", "P1.5D",
		"PT1.5H", "PT1.5M", "PT.5S", "PT1.S", "PT1.2345S", "PT1,5S",
		"P 1D", " P1D", "P1D ", "PT1.5", "P1Y2M3", "P1DT1H30",
		"PT\xEF\xBC\x91S",
	};
	struct duration d = { true, 42 };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (duration_parse(str_of(bad[i]), &d))
			fail_msg("\"%s\" is read", bad[i]);
	CHECK(!duration_parse((struct str){ NULL, 0 }, &d));
	CHECK(d.months);
	CHECK_INT(d.n, 42);
}

TEST("what does not fit 64 bits is refused")
{
	static const char *const much[] = {
		"P9223372036854775808M", "P768614336404564651Y",
		"P768614336404564650Y8M", "P106751991168D",
		"P106751991167DT7H12M55.808S", "PT9223372036854776S",
		"PT99999999999999999999S",
	};
	struct duration d;

	for (size_t i = 0; i < sizeof much / sizeof *much; i++)
		if (duration_parse(str_of(much[i]), &d))
			fail_msg("\"%s\" is read", much[i]);
	CHECK(duration_parse(S("P768614336404564650Y7M"), &d));
	CHECK_INT(d.n, INT64_MAX);
	CHECK(duration_parse(S("P106751991167DT7H12M55.807S"), &d));
	CHECK_INT(d.n, INT64_MAX);
}

TEST("every duration there is can be written and read again")
{
	static const int64_t some[] = {
		INT64_MAX, -INT64_MAX, 1, -1, 11, 12, 13, 999, 1000, 1001,
		DAY_MS, DAY_MS - 1, DAY_MS + 1, -HOUR_MS, 100 * DAY_MS + 10,
	};

	for (size_t i = 0; i < 2 * sizeof some / sizeof *some; i++) {
		struct duration d = { i % 2 == 0, some[i / 2] }, again;
		struct buf b = BUF_INIT;

		duration_put(&b, d);
		CHECK(duration_parse(buf_view(&b), &again));
		CHECK_INT(again.months, d.months);
		CHECK_INT(again.n, d.n);
		buf_free(&b);
	}
	check((struct duration){ true, INT64_MIN }, "-P768614336404564650Y8M");
	check((struct duration){ false, INT64_MIN },
	    "-P106751991167DT7H12M55.808S");
}
