/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/temporal.h"

#include "base/zone_set.h"

#include "test/lib/test.h"

enum { KINDS = 8 };

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

/* A value of time, a number, "null" or "text". */
static struct feel_value
value(struct world *w, const char *text)
{
	struct feel_value v = feel_null();
	struct decimal d;

	if (str_is(str_of(text), "null"))
		return v;
	if (str_is(str_of(text), "text"))
		return feel_string(S("text"));
	if (decimal_read(str_of(text), DECIMAL_HALF_EVEN, &d))
		return feel_number(d);
	if (feel_at(str_of(text), &w->zones, &v) != FEEL_WHY_NOT)
		fail_msg("\"%s\" is nothing", text);
	return v;
}

static const char *const codes[FEEL_WHY__MAX] = {
	[FEEL_WHY_NULL]		= "NULL",
	[FEEL_WHY_KIND]		= "KIND",
	[FEEL_WHY_ZERO]		= "ZERO",
	[FEEL_WHY_RANGE]	= "RANGE",
	[FEEL_WHY_PLACES]	= "PLACES",
	[FEEL_WHY_ENTRY]	= "ENTRY",
};

static void
shown(struct buf *b, enum feel_code c, const struct feel_value *v)
{
	if (c != FEEL_WHY_NOT)
		buf_text(b, codes[c] != NULL ? codes[c] : "?");
	else if (v->kind == FEEL_NUMBER)
		decimal_put(b, v->number);
	else if (v->kind == FEEL_STRING)
		buf_str(b, v->text);
	else if (v->kind == FEEL_NULL)
		buf_text(b, "null");
	else
		feel_temporal_put(b, v);
}

static enum feel_code
apply(char op, const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	switch (op) {
	case '+':
		return feel_temporal_add(a, b, ret);
	case '-':
		return feel_temporal_sub(a, b, ret);
	case '*':
		return feel_temporal_mul(a, b, ret);
	}
	return feel_temporal_div(a, b, ret);
}

struct row {
	const char	*a;
	char		 op;
	const char	*b, *want;
};

static void
check_rows(const struct row *rows, size_t n)
{
	struct world w = world_new();

	for (size_t i = 0; i < n; i++) {
		const struct row *r = rows + i;
		struct feel_value a = value(&w, r->a), b = value(&w, r->b);
		struct feel_value got = feel_int(-42);
		struct buf text = BUF_INIT;
		enum feel_code c = apply(r->op, &a, &b, &got);

		shown(&text, c, &got);
		if (!str_is(buf_view(&text), r->want))
			fail_msg("%s %c %s: %s, not %s", r->a, r->op, r->b,
			    text.p, r->want);
		if (c != FEEL_WHY_NOT)
			CHECK(got.kind == FEEL_NUMBER &&
			    got.number.coeff == -42);
		buf_free(&text);
	}
	arena_free(w.a);
}
#define CHECK_ROWS(rows)	check_rows((rows), sizeof (rows) / sizeof *(rows))

TEST("durations are added to dates, times and each other")
{
	static const struct row rows[] = {
		{ "2021-01-01", '+', "P1M", "2021-02-01" },
		{ "P1Y", '+', "2021-01-01", "2022-01-01" },
		{ "PT36H", '+', "2021-01-01", "2021-01-02" },
		{ "2021-01-02", '-', "PT1S", "2021-01-01" },
		{ "2021-01-02", '-', "-PT1H", "2021-01-02" },
		{ "2021-01-02", '-', "PT25H", "2020-12-31" },
		{ "2020-03-01", '-', "PT24H", "2020-02-29" },
		{ "2020-02-29", '-', "P1Y", "2019-02-28" },
		{ "2021-01-01T10:10:10", '+', "P1M", "2021-02-01T10:10:10" },
		{ "-2021-01-01T10:10:10+11:00", '+', "P1Y",
		  "-2020-01-01T10:10:10+11:00" },
		{ "P1M", '+', "-2021-01-01T10:10:10@Australia/Melbourne",
		  "-2021-02-01T10:10:10@Australia/Melbourne" },
		{ "-2021-01-01T10:10:10@Australia/Melbourne", '+', "-PT1H",
		  "-2021-01-01T09:10:10@Australia/Melbourne" },
		{ "2021-01-12T10:10:10+11:00", '+', "P1DT1H",
		  "2021-01-13T11:10:10+11:00" },
		{ "2021-01-01T24:00:00", '-', "PT1S", "2021-01-01T23:59:59" },
		{ "PT1S", '+', "2021-01-01T24:00:00", "2021-01-02T00:00:01" },
		{ "10:15:00", '+', "PT1H", "11:15:00" },
		{ "10:15:00+11:00", '+', "P1D", "10:15:00+11:00" },
		{ "10:15:00@Australia/Melbourne", '+', "-PT11H",
		  "23:15:00@Australia/Melbourne" },
		{ "23:00:00", '+', "PT1H", "00:00:00" },
		{ "00:00:00", '-', "PT0.000000001S", "23:59:59.999999999" },
		{ "P1Y", '+', "-P2M", "P10M" }, { "P1Y", '-', "P2M", "P10M" },
		{ "-P1Y", '-', "-P2M", "-P10M" },
		{ "PT24H", '+', "P1D", "P2D" },
		{ "-P1D", '-', "PT2H", "-P1DT2H" },
	};

	CHECK_ROWS(rows);
}

TEST("a day in a zone is 24 hours, a month is one of the wall")
{
	static const struct row rows[] = {
		{ "2021-03-27T12:00:00@Europe/Paris", '+', "P1D",
		  "2021-03-28T13:00:00@Europe/Paris" },
		{ "2021-02-28T12:00:00@Europe/Paris", '+', "P1M",
		  "2021-03-28T12:00:00@Europe/Paris" },
		{ "2021-10-31T00:00:00@Europe/Paris", '+', "PT4H",
		  "2021-10-31T03:00:00@Europe/Paris" },
		{ "2021-03-28T12:00:00@Europe/Paris", '-',
		  "2021-03-27T12:00:00@Europe/Paris", "PT23H" },
		{ "2026-11-23T12:00:00@Asia/Shanghai", '+', "P10D",
		  "2026-12-03T12:00:00@Asia/Shanghai" },
	};

	CHECK_ROWS(rows);
}

TEST("dates and times are subtracted by the moment")
{
	static const struct row rows[] = {
		{ "2021-01-02", '-', "2021-01-01", "P1D" },
		{ "2021-01-01", '-', "2021-01-02", "-P1D" },
		{ "2021-01-02T10:10:10", '-', "2021-01-01T10:10:10", "P1D" },
		{ "2021-01-02T00:00:00Z", '-', "2021-01-02", "PT0S" },
		{ "2021-01-02", '-', "2021-01-02T00:00:00Z", "PT0S" },
		{ "2021-01-02T10:10:10@Europe/Paris", '-',
		  "1995-01-01T10:10:10@Asia/Dhaka", "P9498DT5H" },
		{ "2021-01-02T10:10:10@Europe/Paris", '-', "1995-01-01",
		  "P9498DT9H10M10S" },
		{ "2021-01-02T10:10:10+01:00", '-', "1995-01-01",
		  "P9498DT9H10M10S" },
		{ "10:10:10", '-', "09:10:10", "PT1H" },
		{ "09:10:10", '-', "10:10:10", "-PT1H" },
		{ "10:10:10+11:00", '-', "09:10:10+11:00", "PT1H" },
		{ "10:10:10+11:00", '-', "09:10:10+10:00", "PT0S" },
		{ "10:10:10@Australia/Melbourne", '-',
		  "09:10:10@Australia/Melbourne", "PT1H" },
		{ "10:10:10@Asia/Shanghai", '-', "02:10:10Z", "PT0S" },
		{ "10:10:10@Australia/Melbourne", '-', "09:10:10Z", "PLACES" },
		{ "10:10:10", '-', "09:10:10Z", "PLACES" },
		{ "2021-01-02T10:10:10", '-',
		  "2021-01-01T10:10:10@Europe/Paris", "PLACES" },
		{ "2021-01-02", '-', "2021-01-01T10:10:10", "PLACES" },
		{ "2021-01-02T10:10:10", '-', "2021-01-01", "PLACES" },
		{ "999999999-12-31T00:00:00Z", '-',
		  "-999999999-01-01T00:00:00Z", "P730484999633D" },
	};

	CHECK_ROWS(rows);
}

TEST("durations are multiplied and divided, and cut to whole units")
{
	static const struct row rows[] = {
		{ "10", '*', "P1D", "P10D" }, { "-10", '*', "-P1D", "P10D" },
		{ "24", '*', "PT1H", "P1D" }, { "0", '*', "P1D", "PT0S" },
		{ "2.5", '*', "PT23H", "P2DT9H30M" },
		{ "P4DT1H", '*', "1.5", "P6DT1H30M" },
		{ "12", '*', "P1M", "P1Y" }, { "0", '*', "P1M", "P0M" },
		{ "P1Y11M", '*', "-2.5", "-P4Y9M" },
		{ "P10Y11M", '/', "-2.5", "-P4Y4M" },
		{ "P10Y", '/', "P5Y", "2" }, { "P1D", '/', "PT1H", "24" },
		{ "P1M", '/', "P3M", "0.3333333333333333333333333333333333" },
		{ "P1D", '/', "7", "PT3H25M42.857142857S" },
		{ "-P1D", '/', "7", "-PT3H25M42.857142857S" },
		{ "P1D", '/', "1E+30", "PT0S" },
		{ "P10Y", '/', "0", "ZERO" }, { "P10D", '/', "0.00", "ZERO" },
		{ "P10D", '/', "P0D", "ZERO" }, { "P10Y", '/', "P0Y", "ZERO" },
		{ "P10D", '*', "1E+30", "RANGE" },
		{ "P10D", '*', "1E+6000", "RANGE" },
		{ "P10D", '/', "1E-6176", "RANGE" },
		{ "P10Y", '*', "1E+15", "RANGE" },
		{ "P999999999999999999D", '+', "P1DT1S", "RANGE" },
		{ "999999999-12-31", '+', "P1D", "RANGE" },
		{ "999999999-12-31T23:59:59Z", '+', "PT1S", "RANGE" },
		{ "-999999999-01-01", '-', "P1M", "RANGE" },
	};

	CHECK_ROWS(rows);
}

TEST("what does not go together says so")
{
	static const char *const all[KINDS] = {
		"2021-01-01", "2021-01-01T10:10:10Z", "10:10:10", "P1D", "P1Y",
		"10", "text", "null",
	};
	/* Which operations has each pair, in that order? */
	static const char *const may[KINDS][KINDS] = {
		{ "-", "-", "", "+-", "+-", "", "", "" },
		{ "-", "-", "", "+-", "+-", "", "", "" },
		{ "", "", "-", "+-", "", "", "", "" },
		{ "+", "+", "+", "+-/", "", "*/", "", "" },
		{ "+", "+", "", "", "+-/", "*/", "", "" },
		{ "", "", "", "*", "*", "", "", "" },
		{ "", "", "", "", "", "", "", "" },
		{ "", "", "", "", "", "", "", "" },
	};
	struct world w = world_new();

	for (size_t i = 0; i < KINDS; i++)
		for (size_t k = 0; k < KINDS; k++)
			for (const char *op = "+-*/"; *op != '\0'; op++) {
				bool null = i == KINDS - 1 || k == KINDS - 1;
				struct feel_value a = value(&w, all[i]);
				struct feel_value b = value(&w, all[k]), got;

				if (!feel_is_temporal(&a) &&
				    !feel_is_temporal(&b))
					continue;
				CHECK_INT(apply(*op, &a, &b, &got),
				    strchr(may[i][k], *op) != NULL ?
				    FEEL_WHY_NOT : null ? FEEL_WHY_NULL :
				    FEEL_WHY_KIND);
			}
	arena_free(w.a);
}

/* '<', '=', '>', or why it cannot be said: 'p' places, 'k' kinds. */
static char
order_of(struct world *w, const char *x, const char *y)
{
	struct feel_value a = value(w, x), b = value(w, y);
	int order = 42;
	bool eq = false;
	enum feel_code c = feel_temporal_cmp(&a, &b, &order);

	CHECK_INT(feel_temporal_eq(&a, &b, &eq), c);
	if (c == FEEL_WHY_PLACES)
		return 'p';
	if (c == FEEL_WHY_KIND)
		return 'k';
	CHECK_INT(c, FEEL_WHY_NOT);
	CHECK_INT(eq, order == 0);
	return order < 0 ? '<' : order > 0 ? '>' : '=';
}

TEST("values of one kind are ordered by the moment, in milliseconds")
{
	static const struct row rows[] = {
		{ "2018-12-08", '=', "2018-12-08", "" },
		{ "2018-12-08", '<', "2018-12-09", "" },
		{ "-0001-12-31", '<', "0000-01-01", "" },
		{ "10:30:00.0001", '=', "10:30:00.0002", "" },
		{ "10:30:00.001", '<', "10:30:00.002", "" },
		{ "10:30:00", '<', "10:30:01", "" },
		{ "10:30:00@Europe/Paris", '=', "10:30:00@Europe/Paris", "" },
		{ "10:30:00@Europe/Paris", 'p', "10:30:00+02:00", "" },
		{ "10:30:00@Asia/Shanghai", '=', "02:30:00Z", "" },
		{ "10:30:00@Etc/UTC", '=', "10:30:00Z", "" },
		{ "10:30:00", 'p', "10:30:00Z", "" },
		{ "2018-12-08T00:00:00.0001", '=', "2018-12-08", "k" },
		{ "2018-12-08T00:00:00.0001", '=', "2018-12-08T00:00:00", "" },
		{ "2018-10-08T00:00:00+02:00", '=',
		  "2018-10-08T00:00:00@Europe/Paris", "" },
		{ "2018-02-08T00:00:00+01:00", '=',
		  "2018-02-08T00:00:00@Europe/Paris", "" },
		{ "2002-04-02T12:00:00-01:00", '=',
		  "2002-04-02T17:00:00+04:00", "" },
		{ "2002-04-02T12:00:00-01:00", '>',
		  "2002-04-02T12:00:00+04:00", "" },
		{ "2002-04-02T12:00:00", 'p', "2002-04-02T12:00:00Z", "" },
		{ "2002-04-02T12:00:00", 'p', "2020-04-02T12:00:00Z", "" },
		{ "P1D", '=', "PT24H", "" }, { "P1D", '>', "-P1D", "" },
		{ "P0D", '=', "-P0D", "" }, { "P1Y", '=', "P12M", "" },
		{ "P1Y", 'k', "P365D", "" }, { "P0D", 'k', "P0M", "" },
		{ "2002-04-02", 'k', "2002-04-02T00:00:00", "" },
		{ "2002-04-02", 'k', "1", "" },
	};
	struct world w = world_new();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char want = rows[i].want[0] != '\0' ? rows[i].want[0] :
		    rows[i].op;
		char back = want == '<' ? '>' : want == '>' ? '<' : want;

		if (order_of(&w, rows[i].a, rows[i].b) != want ||
		    order_of(&w, rows[i].b, rows[i].a) != back)
			fail_msg("%s %c %s", rows[i].a, want, rows[i].b);
	}
	arena_free(w.a);
}

TEST("the same is what has the same parts in the same place by name")
{
	static const struct {
		const char	*a, *b;
		bool		 same;
	} rows[] = {
		{ "2012-12-25", "2012-12-25", true },
		{ "2012-12-25", "2012-12-25T00:00:00Z", false },
		{ "23:00:50Z", "23:00:50+00:00", true },
		{ "23:00:50@Australia/Melbourne",
		  "23:00:50@Australia/Melbourne", true },
		{ "23:00:50@Australia/Melbourne", "23:00:50+10:00", false },
		{ "23:00:50@Australia/Melbourne", "23:00:50@Australia/Sydney",
		  false },
		{ "23:00:50@Etc/GMT", "23:00:50Z", false },
		{ "23:00:50", "23:00:50Z", false },
		{ "23:00:50.0001", "23:00:50", false },
		{ "2002-04-02T23:00:00+10:00", "2002-04-02T23:00:00+11:00",
		  false },
		{ "2002-04-02T23:00:00@Australia/Melbourne",
		  "2002-04-02T23:00:00@Australia/Sydney", false },
		{ "2002-04-02T23:00:00Z", "2002-04-03T00:00:00+01:00", false },
		{ "P1Y", "P12M", true }, { "P1D", "PT24H", true },
		{ "P0Y", "P0D", false },
	};
	struct world w = world_new();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct feel_value a = value(&w, rows[i].a);
		struct feel_value b = value(&w, rows[i].b);

		CHECK_INT(feel_temporal_is(&a, &b), rows[i].same);
		CHECK_INT(feel_temporal_is(&b, &a), rows[i].same);
	}
	arena_free(w.a);
}

TEST("every kind has its parts and no others")
{
	static const struct {
		const char	*value, *name, *want;
	} rows[] = {
		{ "2018-12-10", "year", "2018" },
		{ "-2018-12-10", "year", "-2018" },
		{ "2018-12-10", "month", "12" }, { "2018-12-10", "day", "10" },
		{ "2018-12-10", "weekday", "1" },
		{ "2018-12-16T10:00:00", "weekday", "7" },
		{ "2018-12-10", "hour", "ENTRY" },
		{ "2018-12-10", "time offset", "ENTRY" },
		{ "2018-12-10", "Year", "ENTRY" }, { "2018-12-10", "", "ENTRY" },
		{ "2018-12-10T00:00:00", "minute", "0" },
		{ "2018-12-10T10:30:00", "time offset", "null" },
		{ "2018-12-10T10:30:00", "timezone", "null" },
		{ "2018-12-10T10:30:00+05:00", "time offset", "PT5H" },
		{ "2018-12-10T10:30:00+05:00", "timezone", "null" },
		{ "2018-12-10T10:30:00@Europe/Paris", "time offset", "PT1H" },
		{ "2018-07-10T10:30:00@Europe/Paris", "time offset", "PT2H" },
		{ "2018-12-10T10:30:00@Etc/UTC", "timezone", "Etc/UTC" },
		{ "10:30:01", "hour", "10" }, { "10:30:01", "minute", "30" },
		{ "10:30:01", "second", "1" },
		{ "10:30:10.25", "second", "10.25" },
		{ "10:30:01", "year", "ENTRY" },
		{ "10:30:00", "time offset", "null" },
		{ "10:30:00-05:30", "time offset", "-PT5H30M" },
		{ "10:30:00@Asia/Shanghai", "time offset", "PT8H" },
		{ "10:30:00@Europe/Paris", "time offset", "null" },
		{ "10:30:00@Europe/Paris", "timezone", "Europe/Paris" },
		{ "P1Y2M", "years", "1" }, { "P2M", "years", "0" },
		{ "-P14M", "years", "-1" }, { "-P14M", "months", "-2" },
		{ "P1Y", "days", "ENTRY" }, { "P1Y", "hours", "ENTRY" },
		{ "P1DT2H3M4.5S", "days", "1" },
		{ "P1DT2H3M4.5S", "hours", "2" },
		{ "P1DT2H3M4.5S", "minutes", "3" },
		{ "P1DT2H3M4.5S", "seconds", "4.5" },
		{ "-P1DT2H3M40S", "seconds", "-40" },
		{ "PT2H", "days", "0" }, { "P1D", "years", "ENTRY" },
	};
	struct world w = world_new();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct feel_value v = value(&w, rows[i].value);
		struct feel_value got = feel_null();
		struct buf b = BUF_INIT;

		shown(&b, feel_temporal_property(&v, str_of(rows[i].name),
		    &got), &got);
		if (!str_is(buf_view(&b), rows[i].want))
			fail_msg("%s.%s: %s", rows[i].value, rows[i].name,
			    b.p);
		buf_free(&b);
	}
	arena_free(w.a);
}

TEST("the text of a value of time is that of none other")
{
	struct world w = world_new();
	struct feel_value v = feel_int(42);

	CHECK(feel_at(S("foo"), &w.zones, &v) == FEEL_WHY_FORM);
	CHECK(feel_at(S(""), NULL, &v) == FEEL_WHY_FORM);
	CHECK(v.kind == FEEL_NUMBER);
	CHECK(value(&w, "2018-12-10").kind == FEEL_DATE);
	CHECK(value(&w, "2018-12-10T00:00:00").kind == FEEL_STAMP);
	CHECK(value(&w, "10:00:00").kind == FEEL_TIME);
	CHECK(value(&w, "P1M").kind == FEEL_MONTHS);
	CHECK(value(&w, "PT1M").kind == FEEL_SPAN);
	v = value(&w, "PT1M");
	CHECK(feel_is_temporal(&v));
	v = feel_int(1);
	CHECK(!feel_is_temporal(&v));
	CHECK(feel_temporal_negate(&v, &v) == FEEL_WHY_KIND);
	arena_free(w.a);
}
