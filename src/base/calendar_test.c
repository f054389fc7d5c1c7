/* SPDX-License-Identifier: Apache-2.0 */
#include "base/calendar.h"

#include "base/fault.h"
#include "base/file.h"
#include "base/hash.h"
#include "test/lib/test.h"

#define HEAD	"date,kind,name\n"

struct bench {
	struct arena		*a;
	struct note		 note;
	const struct calendar	*c;
};

static void
bench_open(struct bench *b)
{
	*b = (struct bench){ arena_new(), NOTE_INIT, NULL };
	assert_non_null(b->a);
}

/* The calendar that the program ships. */
static struct str
shipped(struct bench *b)
{
	struct str text;

	CHECK_OK(file_read(b->a, TEST_SOURCE "/packs/calendar-cn.csv",
	    1 << 20, &text, &b->note), &b->note);
	return text;
}

static void
bench_open_cn(struct bench *b)
{
	bench_open(b);
	CHECK_OK(calendar_parse(b->a, shipped(b), &b->c, &b->note), &b->note);
}

static void
bench_close(struct bench *b)
{
	arena_free(b->a);
}

static int64_t
day(const char *text)
{
	int64_t d = 0;

	assert_true(day_parse(str_of(text), &d));
	return d;
}

static void
check_works(const struct calendar *c, const char *text, enum truth want)
{
	enum truth got = calendar_works(c, day(text));

	if (got != want)
		print_error("%s\n", text);
	CHECK_INT(got, want);
}

TEST("days off, days made up for and the week between them are told apart")
{
	struct bench b;

	bench_open_cn(&b);
	/* 2026: seven days off for the National Day, 20 September and
	 * 10 October are worked instead. */
	check_works(b.c, "2026-10-01", TRUTH_NO);
	check_works(b.c, "2026-10-07", TRUTH_NO);
	check_works(b.c, "2026-10-08", TRUTH_YES);
	check_works(b.c, "2026-10-10", TRUTH_YES);	/* a Saturday */
	check_works(b.c, "2026-10-11", TRUTH_NO);	/* a Sunday */
	check_works(b.c, "2026-09-20", TRUTH_YES);	/* a Sunday */
	check_works(b.c, "2026-11-23", TRUTH_YES);
	/* 2020: the spring holidays were made longer. */
	check_works(b.c, "2020-01-31", TRUTH_NO);
	check_works(b.c, "2020-02-03", TRUTH_YES);
	check_works(b.c, "2020-01-19", TRUTH_YES);
	/* 2017 begins with the first Monday off. */
	check_works(b.c, "2017-01-02", TRUTH_NO);
	check_works(b.c, "2017-01-03", TRUTH_YES);
	check_works(b.c, "2023-01-01", TRUTH_NO);
	check_works(b.c, "2025-01-26", TRUTH_YES);
	bench_close(&b);
}

TEST("a listed day has its name, others have none")
{
	struct bench b;

	bench_open_cn(&b);
	CHECK_STR(str_of(calendar_name(b.c, day("2026-10-01"))), "国庆节");
	CHECK_STR(str_of(calendar_name(b.c, day("2026-10-10"))), "国庆节");
	CHECK(calendar_name(b.c, day("2026-11-23")) == NULL);
	CHECK(calendar_name(b.c, day("2027-01-01")) == NULL);
	CHECK(calendar_name(b.c, day("2016-12-31")) == NULL);
	bench_close(&b);
}

TEST("beyond the published years the answer is open, also on a Monday")
{
	struct bench b;

	bench_open_cn(&b);
	CHECK_INT(calendar_first_year(b.c), 2017);
	CHECK_INT(calendar_last_year(b.c), 2026);
	check_works(b.c, "2026-12-31", TRUTH_YES);
	check_works(b.c, "2027-01-01", TRUTH_OPEN);
	check_works(b.c, "2027-01-04", TRUTH_OPEN);	/* a Monday */
	check_works(b.c, "2027-01-02", TRUTH_OPEN);	/* a Saturday */
	check_works(b.c, "2016-12-30", TRUTH_OPEN);
	CHECK_INT(calendar_works(b.c, INT64_MAX), TRUTH_OPEN);
	CHECK_INT(calendar_works(b.c, INT64_MIN), TRUTH_OPEN);
	bench_close(&b);
}

static void
check_after(const struct calendar *c, const char *from, int n,
    enum truth want, const char *want_day)
{
	int64_t got = 0;

	CHECK_INT(calendar_after(c, day(from), n, &got), want);
	CHECK_INT(got, day(want_day));
}

TEST("the n-th working day does not count the day it starts from")
{
	struct bench b;

	bench_open_cn(&b);
	check_after(b.c, "2026-11-23", 1, TRUTH_YES, "2026-11-24");
	check_after(b.c, "2026-11-23", 5, TRUTH_YES, "2026-11-30");
	check_after(b.c, "2026-11-28", 1, TRUTH_YES, "2026-11-30");
	/* Over the National Day of 2026, with Saturday 10 October worked. */
	check_after(b.c, "2026-09-30", 1, TRUTH_YES, "2026-10-08");
	check_after(b.c, "2026-09-30", 3, TRUTH_YES, "2026-10-10");
	check_after(b.c, "2026-09-30", 4, TRUTH_YES, "2026-10-12");
	check_after(b.c, "2026-10-03", 1, TRUTH_YES, "2026-10-08");
	/* From the last day that is not covered the first one is. */
	check_after(b.c, "2016-12-31", 1, TRUTH_YES, "2017-01-03");
	bench_close(&b);
}

TEST("a term that leads into a year not published is open from there")
{
	struct bench b;

	bench_open_cn(&b);
	check_after(b.c, "2026-12-30", 1, TRUTH_YES, "2026-12-31");
	check_after(b.c, "2026-12-30", 2, TRUTH_OPEN, "2027-01-01");
	check_after(b.c, "2026-12-31", 1, TRUTH_OPEN, "2027-01-01");
	check_after(b.c, "2027-03-01", 1, TRUTH_OPEN, "2027-03-02");
	check_after(b.c, "2016-12-30", 1, TRUTH_OPEN, "2016-12-31");
	check_after(b.c, "2017-01-01", INT32_MAX, TRUTH_OPEN, "2027-01-01");
	bench_close(&b);
}

static void
check_between(const struct calendar *c, const char *from, const char *to,
    enum truth want, int want_n)
{
	int n = -1;

	CHECK_INT(calendar_between(c, day(from), day(to), &n), want);
	CHECK_INT(n, want_n);
}

TEST("working days are counted behind the first day up to the last")
{
	struct bench b;

	bench_open_cn(&b);
	check_between(b.c, "2026-11-23", "2026-11-24", TRUTH_YES, 1);
	check_between(b.c, "2026-11-23", "2026-11-23", TRUTH_YES, 0);
	check_between(b.c, "2026-11-24", "2026-11-23", TRUTH_YES, 0);
	check_between(b.c, "2026-11-20", "2026-11-23", TRUTH_YES, 1);
	check_between(b.c, "2026-09-30", "2026-10-12", TRUTH_YES, 4);
	check_between(b.c, "2026-12-30", "2027-01-01", TRUTH_OPEN, -1);
	check_between(b.c, "2016-12-30", "2017-01-05", TRUTH_OPEN, -1);
	check_between(b.c, "2016-12-31", "2017-01-03", TRUTH_YES, 1);
	check_between(b.c, "2016-12-31", "2026-12-31", TRUTH_YES, 2493);
	bench_close(&b);
}

TEST("the three questions agree on every day of ten years")
{
	struct bench b;
	int worked = 0;

	bench_open_cn(&b);
	for (int64_t d = day("2017-01-01"); d <= day("2026-12-31"); d++) {
		int64_t found;
		int n;

		if (calendar_works(b.c, d) == TRUTH_YES) {
			worked++;
			CHECK_INT(calendar_after(b.c, day("2016-12-31"), worked,
			    &found), TRUTH_YES);
			CHECK_INT(found, d);
		}
		CHECK_INT(calendar_between(b.c, day("2016-12-31"), d, &n),
		    TRUTH_YES);
		CHECK_INT(n, worked);
	}
	bench_close(&b);
}

TEST("the calendar is named by the hash of its text")
{
	struct bench b;
	struct hash h;
	struct str text;

	bench_open_cn(&b);
	text = shipped(&b);
	h = hash_of(text.p, text.n);
	CHECK_STR(str_of(calendar_hash(b.c)), str_hex(b.a, h.b,
	    sizeof h.b).p);
	bench_close(&b);
}

TEST("the lines may come in any order and with the ends that Windows writes")
{
	struct bench b;

	bench_open(&b);
	CHECK_OK(calendar_parse(b.a, S("\xEF\xBB\xBF" "date,kind,name\r\n"
	    "2025-01-01,holiday,元旦\r\n2024-10-12,workday,\"国庆节\"\r\n"),
	    &b.c, &b.note), &b.note);
	CHECK_INT(calendar_first_year(b.c), 2024);
	CHECK_INT(calendar_last_year(b.c), 2025);
	check_works(b.c, "2024-10-12", TRUTH_YES);
	check_works(b.c, "2025-01-01", TRUTH_NO);
	bench_close(&b);
}

TEST("a calendar that is none says which line and what to do")
{
	static const struct {
		const char	*text;
		int64_t		 line, column;
	} rows[] = {
		{ "", 0, 0 },
		{ HEAD, 0, 0 },
		{ "date,kind\n", 1, 0 },
		{ "day,kind,name\n2026-01-01,holiday,元旦\n", 1, 0 },
		{ HEAD "2026-01-01,holiday\n", 2, 0 },
		{ HEAD "2026-01-01,holiday,元旦,x\n", 2, 0 },
		{ HEAD "2026-02-29,holiday,春节\n", 2, 1 },
		{ HEAD "2026/01/01,holiday,元旦\n", 2, 1 },
		{ HEAD "2026-01-01,holiday,元旦\n2026-01-02,off,元旦\n", 3, 2 },
		{ HEAD "2026-01-01,Holiday,元旦\n", 2, 2 },
		{ HEAD "2026-01-05,workday,元旦\n", 2, 1 },	/* a Monday */
		{ HEAD "2026-01-01,holiday,\n", 2, 3 },
		{ HEAD "2026-01-01,holiday,"
		    "一二三四五六七八九十一二三四五六七八九十"
		    "一二三四五六七八九十一二三四五六七八九十"
		    "一二三四五六七八九十一二三四五六七八九十一\n", 2, 3 },
		/* Twice, and with a year missing. */
		{ HEAD "2026-01-03,holiday,元旦\n2026-01-03,workday,元旦\n",
		    0, 0 },
		{ HEAD "2024-01-01,holiday,元旦\n2026-01-01,holiday,元旦\n",
		    0, 0 },
		{ HEAD "0001-01-01,holiday,元旦\n9999-12-31,holiday,元旦\n",
		    0, 0 },
		{ HEAD "2026-01-01,holiday,\"元旦\n", 0, 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct bench b;

		bench_open(&b);
		CHECK_ERR(calendar_parse(b.a, str_of(rows[i].text), &b.c,
		    &b.note), ERR_INVALID, &b.note);
		CHECK(b.c == NULL && b.note.msg != NULL);
		if (rows[i].line != 0) {
			CHECK_INT(b.note.where.line, rows[i].line);
			CHECK_INT(b.note.where.column, rows[i].column);
		}
		bench_close(&b);
	}
}

TEST("the most days that may be listed fit, one more does not")
{
	struct buf text = BUF_INIT;
	struct bench b;
	int64_t first = day("2000-01-01");

	bench_open(&b);
	buf_text(&text, HEAD);
	for (int i = 0; i < CALENDAR_DAYS_MAX; i++) {
		day_put(&text, first + i);
		buf_text(&text, ",holiday,x\n");
	}
	CHECK_OK(calendar_parse(b.a, buf_view(&text), &b.c, &b.note), &b.note);
	CHECK_INT(calendar_works(b.c, first + CALENDAR_DAYS_MAX - 1), TRUTH_NO);
	day_put(&text, first + CALENDAR_DAYS_MAX);
	buf_text(&text, ",holiday,x\n");
	b.c = NULL;
	CHECK_ERR(calendar_parse(b.a, buf_view(&text), &b.c, &b.note),
	    ERR_LIMIT, &b.note);
	CHECK(b.c == NULL);
	buf_free(&text);
	bench_close(&b);
}

TEST("a calendar covers as many years as people may look back on, no more")
{
	struct buf text = BUF_INIT;
	struct bench b;

	bench_open(&b);
	buf_text(&text, HEAD);
	for (int i = 0; i < CALENDAR_YEARS_MAX; i++)
		buf_fmt(&text, "%d-01-01,holiday,元旦\n", 1900 + i);
	CHECK_OK(calendar_parse(b.a, buf_view(&text), &b.c, &b.note), &b.note);
	CHECK_INT(calendar_last_year(b.c), 1900 + CALENDAR_YEARS_MAX - 1);
	buf_fmt(&text, "%d-01-01,holiday,元旦\n", 1900 + CALENDAR_YEARS_MAX);
	b.c = NULL;
	CHECK_ERR(calendar_parse(b.a, buf_view(&text), &b.c, &b.note),
	    ERR_LIMIT, &b.note);
	CHECK(b.c == NULL);
	buf_free(&text);
	bench_close(&b);
}

#ifdef ANZE_FAULTS
TEST("no memory is said, at every allocation")
{
	struct bench b;
	struct str text;

	bench_open(&b);
	text = str_part(shipped(&b), 0, 600);
	while (text.p[text.n - 1] != '\n')
		text.n--;
	for (long n = 1; ; n++) {
		struct arena *a = arena_new();
		const struct calendar *c = NULL;
		struct note note = NOTE_INIT;
		enum err r;

		assert_non_null(a);
		fault_arm(FAULT_ALLOC, n);
		r = calendar_parse(a, text, &c, &note);
		fault_arm(FAULT_ALLOC, 0);
		arena_free(a);
		if (r == ERR_OK)
			break;
		CHECK_ERR(r, ERR_MEMORY, &note);
		CHECK(c == NULL && note.msg != NULL);
		assert_true(n < 500);
	}
	bench_close(&b);
}
#endif
