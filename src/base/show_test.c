/* SPDX-License-Identifier: Apache-2.0 */
#include "base/show.h"

#include "base/file.h"
#include "test/lib/test.h"

struct bench {
	struct arena	*a;
	struct voice	 zh, en;
};

static const struct zone *
zone(struct arena *a, const char *name)
{
	const struct zone *z = NULL;
	struct note note = NOTE_INIT;

	CHECK_OK(zone_load(a, str_of(name), &z, &note), &note);
	return z;
}

static void
bench_open(struct bench *b, const char *name)
{
	b->a = arena_new();
	assert_non_null(b->a);
	b->zh = (struct voice){ LANG_ZH_CN, zone(b->a, name) };
	b->en = (struct voice){ LANG_EN, b->zh.zone };
}

static void
bench_close(struct bench *b)
{
	arena_free(b->a);
}

static struct moment
moment(const char *text)
{
	struct moment m = { 0 };

	assert_true(moment_parse(str_of(text), &m));
	return m;
}

typedef void moment_fn(struct buf *b, struct voice v, struct moment m);

static void
check_moment(moment_fn *show, struct voice v, const char *text,
    const char *want)
{
	struct buf b = BUF_INIT;

	show(&b, v, moment(text));
	CHECK_STR(buf_view(&b), want);
	buf_free(&b);
}

TEST("a moment is shown in the house's time, which is named")
{
	struct bench b;

	bench_open(&b, "Asia/Shanghai");
	check_moment(show_moment, b.zh, "2026-11-23T06:10Z",
	    "2026-11-23 14:10（北京时间）");
	check_moment(show_moment, b.en, "2026-11-23T06:10Z",
	    "2026-11-23 14:10 (Beijing time)");
	/* Over midnight, over the year. */
	check_moment(show_moment, b.zh, "2026-12-31T16:00Z",
	    "2027-01-01 00:00（北京时间）");
	/* When Beijing had summer time its clocks were not Beijing time. */
	check_moment(show_moment, b.en, "1988-07-01T06:10Z",
	    "1988-07-01 15:10 (UTC+9)");
	bench_close(&b);
}

TEST("a moment is cut at its precision")
{
	static const struct {
		const char	*text, *zh, *en;
	} rows[] = {
		{ "2026-11-23T06:10:05.123Z", "2026-11-23 14:10:05.123",
		    "2026-11-23 14:10:05.123" },
		{ "2026-11-23T06:10:05Z", "2026-11-23 14:10:05",
		    "2026-11-23 14:10:05" },
		{ "2026-11-23T06:10Z", "2026-11-23 14:10",
		    "2026-11-23 14:10" },
		{ "2026-11-23T06Z", "2026-11-23 14 时", "2026-11-23 14 h" },
		{ "2026-11-23", "2026-11-23", "2026-11-23" },
		{ "2026-11", "2026-11", "2026-11" },
		{ "2026", "2026", "2026" },
		{ "0001", "0001", "0001" },
	};
	struct bench b;

	bench_open(&b, "Asia/Shanghai");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		check_moment(show_moment_short, b.zh, rows[i].text, rows[i].zh);
		check_moment(show_moment_short, b.en, rows[i].text, rows[i].en);
	}
	bench_close(&b);
}

TEST("a date is the same in every zone and needs none")
{
	struct bench b;

	bench_open(&b, "Asia/Shanghai");
	check_moment(show_moment, b.zh, "2026-11-23", "2026-11-23");
	check_moment(show_moment, b.zh, "2026-11", "2026-11");
	bench_close(&b);
	if (!file_exists("/usr/share/zoneinfo/America/New_York"))
		SKIP("the package tzdata is not installed");
	bench_open(&b, "America/New_York");
	check_moment(show_moment, b.en, "2026-11-23", "2026-11-23");
	check_moment(show_moment, b.en, "2026", "2026");
	bench_close(&b);
}

TEST("other zones are named by how far they are from UTC just then")
{
	static const struct {
		const char	*zone, *text, *want;
	} rows[] = {
		{ "UTC", "2026-11-23T06:10Z", "2026-11-23 06:10 (UTC)" },
		{ "Europe/Berlin", "2026-11-23T06:10Z",
		    "2026-11-23 07:10 (UTC+1)" },
		{ "Europe/Berlin", "2026-07-23T06:10Z",
		    "2026-07-23 08:10 (UTC+2)" },
		{ "America/St_Johns", "2026-11-23T06:10Z",
		    "2026-11-23 02:40 (UTC-3:30)" },
		{ "Asia/Kathmandu", "2026-11-23T06:10Z",
		    "2026-11-23 11:55 (UTC+5:45)" },
		/* An hour of ours is no hour there. */
		{ "Asia/Kathmandu", "2026-11-23T06Z",
		    "2026-11-23 11:45 – 12:45 (UTC+5:45)" },
		{ "Asia/Urumqi", "2026-11-23T06:10Z",
		    "2026-11-23 12:10 (UTC+6)" },
	};

	if (!file_exists("/usr/share/zoneinfo/Europe/Berlin"))
		SKIP("the package tzdata is not installed");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct bench b;

		bench_open(&b, rows[i].zone);
		check_moment(show_moment, b.en, rows[i].text, rows[i].want);
		bench_close(&b);
	}
}

TEST("a heading names the zone of its column")
{
	struct buf out = BUF_INIT;
	struct bench b;

	bench_open(&b, "Asia/Shanghai");
	show_zone(&out, b.zh);
	buf_char(&out, ' ');
	show_zone(&out, b.en);
	buf_char(&out, ' ');
	show_zone(&out, (struct voice){ LANG_ZH_CN, NULL });
	CHECK_STR(buf_view(&out), "北京时间 Beijing time UTC");
	buf_free(&out);
	bench_close(&b);
}

TEST("the open end of a span has a word")
{
	struct buf out = BUF_INIT;

	show_day(&out, (struct voice){ LANG_ZH_CN, NULL }, DAY_OPEN);
	buf_char(&out, ' ');
	show_day(&out, (struct voice){ LANG_EN, NULL }, DAY_OPEN);
	buf_char(&out, ' ');
	show_day(&out, (struct voice){ LANG_ZH_CN, NULL }, DAY_OPEN - 1);
	buf_char(&out, ' ');
	show_day(&out, (struct voice){ LANG_EN, NULL }, -1);
	CHECK_STR(buf_view(&out), "至今 open 9999-12-30 1969-12-31");
	buf_free(&out);
}

typedef void number_fn(struct buf *b, struct voice v, int64_t n);

struct number_row {
	int64_t		 n;
	const char	*zh, *en;
};

static void
check_numbers(number_fn *show, const struct number_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf b = BUF_INIT;

		show(&b, (struct voice){ LANG_ZH_CN, NULL }, rows[i].n);
		CHECK_STR(buf_view(&b), rows[i].zh);
		buf_empty(&b);
		show(&b, (struct voice){ LANG_EN, NULL }, rows[i].n);
		CHECK_STR(buf_view(&b), rows[i].en);
		buf_free(&b);
	}
}

TEST("numbers are grouped by threes from five digits on, years stay whole")
{
	static const struct number_row rows[] = {
		{ 0, "0", "0" },
		{ 999, "999", "999" },
		{ 2026, "2026", "2026" },
		{ -2026, "-2026", "-2026" },
		{ 10000, "10 000", "10 000" },
		{ 184006, "184 006", "184 006" },
		{ -184006, "-184 006", "-184 006" },
		{ 1234567, "1 234 567", "1 234 567" },
		{ INT64_MAX, "9 223 372 036 854 775 807",
		    "9 223 372 036 854 775 807" },
		{ INT64_MIN, "-9 223 372 036 854 775 808",
		    "-9 223 372 036 854 775 808" },
	};

	check_numbers(show_int, rows, sizeof rows / sizeof rows[0]);
}

TEST("a length of time is told in its two largest units")
{
	static const struct number_row rows[] = {
		{ 0, "0 秒", "0 s" },
		{ 1, "1 毫秒", "1 ms" },
		{ 999, "999 毫秒", "999 ms" },
		{ 1000, "1 秒", "1 s" },
		{ 1999, "1 秒", "1 s" },
		{ 59999, "59 秒", "59 s" },
		{ 60000, "1 分", "1 min" },
		{ 90500, "1 分 30 秒", "1 min 30 s" },
		{ 27 * MINUTE_MS, "27 分", "27 min" },
		{ 72 * MINUTE_MS, "1 小时 12 分", "1 h 12 min" },
		{ HOUR_MS + 30 * SECOND_MS, "1 小时", "1 h" },
		{ DAY_MS - 1, "23 小时 59 分", "23 h 59 min" },
		{ 3 * DAY_MS + 4 * HOUR_MS, "3 天 4 小时", "3 d 4 h" },
		{ 400 * DAY_MS, "400 天", "400 d" },
		{ 40000 * DAY_MS, "40 000 天", "40 000 d" },
		{ -72 * MINUTE_MS, "-1 小时 12 分", "-1 h 12 min" },
		{ INT64_MIN, "-106 751 991 167 天 7 小时",
		    "-106 751 991 167 d 7 h" },
	};

	check_numbers(show_duration_ms, rows, sizeof rows / sizeof rows[0]);
}

TEST("sizes of files are told in the unit that people know")
{
	static const struct number_row rows[] = {
		{ 0, "0 字节", "0 bytes" },
		{ 1023, "1023 字节", "1023 bytes" },
		{ 1024, "1.0 KB", "1.0 KB" },
		{ 1536, "1.5 KB", "1.5 KB" },
		{ 102348, "99.9 KB", "99.9 KB" },
		{ 102400, "100 KB", "100 KB" },
		{ 1023 * 1024, "1023 KB", "1023 KB" },
		{ 1024 * 1024 - 1, "1.0 MB", "1.0 MB" },
		{ 1024 * 1024, "1.0 MB", "1.0 MB" },
		{ INT64_C(20) << 30, "20.0 GB", "20.0 GB" },
		{ INT64_C(3) << 40, "3.0 TB", "3.0 TB" },
		{ INT64_MAX, "8192 PB", "8192 PB" },
		{ -1536, "-1.5 KB", "-1.5 KB" },
	};

	check_numbers(show_bytes, rows, sizeof rows / sizeof rows[0]);
}
