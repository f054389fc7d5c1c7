/* SPDX-License-Identifier: Apache-2.0 */
#include "base/zone_set.h"
#include "feel/feel.h"

#include "test/lib/test.h"

/* 2026-10-01 is a Thursday; the Saturday of 10-10 is worked instead. */
#define CALENDAR \
	"date,kind,name\n" \
	"2026-01-01,holiday,元旦\n" \
	"2026-10-01,holiday,国庆节\n2026-10-02,holiday,国庆节\n" \
	"2026-10-05,holiday,国庆节\n2026-10-06,holiday,国庆节\n" \
	"2026-10-07,holiday,国庆节\n2026-10-10,workday,国庆节\n" \
	"2027-01-01,holiday,元旦\n"

enum { SLOTS = 4 };

struct world {
	struct arena		*a;
	struct feel_zones	 zones;
	struct feel_scope	*scope;
	struct feel_value	 facts[SLOTS];
};

static void
fact(struct world *w, struct str name, int kind, struct feel_value v)
{
	struct note note = NOTE_INIT;
	size_t slot;

	CHECK_OK(feel_scope_fact(w->scope, name, feel_type(kind), &slot,
	    &note), &note);
	assert_true(slot < SLOTS);
	w->facts[slot] = v;
}

static struct world
world_new(void)
{
	struct world w = { .a = arena_new() };
	const struct calendar *c = NULL;
	struct note note = NOTE_INIT;

	assert_non_null(w.a);
	w.zones = (struct feel_zones){ zone_set_find, zone_set_new(w.a) };
	w.scope = feel_scope_new(w.a);
	CHECK_OK(calendar_parse(w.a, S(CALENDAR), &c, &note), &note);
	fact(&w, S("日历"), FEEL_CALENDAR, feel_calendar(c));
	fact(&w, S("seconds"), FEEL_NUMBER,
	    feel_number((struct decimal){ 13, -1 }));
	fact(&w, S("收到日"), FEEL_DATE,
	    feel_unknown(w.a, S("收到日"), S("not said")));
	fact(&w, S("没有"), FEEL_CALENDAR, feel_null());
	return w;
}

static const char *const codes[FEEL_WHY__MAX] = {
	[FEEL_WHY_NULL]		= "NULL",
	[FEEL_WHY_KIND]		= "KIND",
	[FEEL_WHY_ARGUMENT]	= "ARGUMENT",
	[FEEL_WHY_COUNT]	= "COUNT",
	[FEEL_WHY_FORM]		= "FORM",
};

/* Its text; of a null its reason; of what is not known the facts missing. */
static void
shown(struct world *w, struct buf *b, const struct feel_value *v)
{
	const struct feel_missing *m;

	if (v->kind != FEEL_NULL) {
		feel_put(b, v);
	} else if (feel_is_unknown(v)) {
		for (m = feel_missing(w->a, v); m != NULL; m = m->next) {
			buf_char(b, '?');
			buf_str(b, m->fact);
		}
	} else {
		assert_non_null(v->why);
		buf_text(b, codes[v->why->code]);
	}
}

struct row {
	const char	*text, *want;
};

static void
check_rows(const struct row *rows, size_t n)
{
	struct world w = world_new();
	struct feel_env env = { .facts = w.facts, .zones = &w.zones };

	for (size_t i = 0; i < n; i++) {
		const struct feel_program *p = NULL;
		struct feel_answer ans;
		struct note note = NOTE_INIT;
		struct buf b = BUF_INIT;

		CHECK_OK(feel_compile(w.a, w.scope, str_of(rows[i].text),
		    &w.zones, &p, &note), &note);
		CHECK_OK(feel_eval(w.a, p, &env, &ans, &note), &note);
		shown(&w, &b, &ans.value);
		if (!str_is(buf_view(&b), rows[i].want))
			fail_msg("%s: %s, not %s", rows[i].text, b.p,
			    rows[i].want);
		buf_free(&b);
	}
	arena_free(w.a);
}
#define CHECK_ROWS(rows)	check_rows((rows), sizeof (rows) / sizeof *(rows))

TEST("dates are made of text, of parts and of dates and times")
{
	static const struct row rows[] = {
		{ "date(\"2017-01-01\")", "@\"2017-01-01\"" },
		{ "date(\"-2017-12-31\")", "@\"-2017-12-31\"" },
		{ "date(2017,12,31)", "@\"2017-12-31\"" },
		{ "date(-2017,01,31)", "@\"-2017-01-31\"" },
		{ "date(month: 2, year: 2020, day: 29)", "@\"2020-02-29\"" },
		{ "date(999999999,12,31)", "@\"999999999-12-31\"" },
		{ "date(-999999999,1,1)", "@\"-999999999-01-01\"" },
		{ "date(date and time(\"2017-08-03T10:15:30+01:00\"))",
		  "@\"2017-08-03\"" },
		{ "date(from: @\"2017-08-30\")", "@\"2017-08-30\"" },
		{ "date(2017,2,29)", "ARGUMENT" },
		{ "date(2017.5,2,2)", "ARGUMENT" },
		{ "date(1000000000,1,1)", "ARGUMENT" },
		{ "date(1E+30,1,1)", "ARGUMENT" },
		{ "date(\"2012-12-25T\")", "FORM" }, { "date(\"\")", "FORM" },
		{ "date(1)", "ARGUMENT" }, { "date(null)", "NULL" },
		{ "date(2017,null,1)", "NULL" },
	};

	CHECK_ROWS(rows);
}

TEST("times are made of text, of parts and of what has a time")
{
	static const struct row rows[] = {
		{ "time(\"11:22:33.444\")", "@\"11:22:33.444\"" },
		{ "time(\"00:01:00@Etc/UTC\")", "@\"00:01:00@Etc/UTC\"" },
		{ "time(11, 59, 45, duration(\"PT2H\"))",
		  "@\"11:59:45+02:00\"" },
		{ "time(11, 59, 45, @\"-PT2H\")", "@\"11:59:45-02:00\"" },
		{ "time(11, 59, 45, @\"PT2H45M55S\")",
		  "@\"11:59:45+02:45:55\"" },
		{ "time(12, 59, seconds, @\"-PT1H\")",
		  "@\"12:59:01.3-01:00\"" },
		{ "time(12, 00, 00, null)", "@\"12:00:00\"" },
		{ "time(12, 00, 00)", "@\"12:00:00\"" },
		{ "time(hour: 11, minute: 59, second: 0, "
		  "offset: @\"PT2H1M0S\")", "@\"11:59:00+02:01\"" },
		{ "time(@\"2017-08-10T10:20:00-00:00\")", "@\"10:20:00Z\"" },
		{ "time(@\"2017-08-10T10:20:00@Europe/Paris\")",
		  "@\"10:20:00@Europe/Paris\"" },
		{ "time(@\"2017-08-10\")", "@\"00:00:00Z\"" },
		{ "time(@\"10:20:00\")", "@\"10:20:00\"" },
		{ "time(24, 0, 0)", "ARGUMENT" },
		{ "time(-1, 0, 0)", "ARGUMENT" },
		{ "time(0, 60, 0)", "ARGUMENT" },
		{ "time(0, 0, 60)", "ARGUMENT" },
		{ "time(0, 0, 59.9999999999)", "ARGUMENT" },
		{ "time(0, 0, 1E+6144)", "ARGUMENT" },
		{ "time(0, 0, 0, @\"PT18H1S\")", "ARGUMENT" },
		{ "time(0, 0, 0, @\"PT0.5S\")", "ARGUMENT" },
		{ "time(0, 0, 0, @\"P1M\")", "ARGUMENT" },
		{ "time(12, null, 45, @\"P0D\")", "NULL" },
		{ "time(\"23:59:60\")", "FORM" }, { "time(\"\")", "FORM" },
	};

	CHECK_ROWS(rows);
}

TEST("dates and times are made of text, and of a date and a time")
{
	static const struct row rows[] = {
		{ "date and time(\"2018-12-10\")",
		  "@\"2018-12-10T00:00:00\"" },
		{ "date and time(\"2017-12-31T11:22:33.567Z\")",
		  "@\"2017-12-31T11:22:33.567Z\"" },
		{ "date and time(@\"2017-01-01\", @\"23:59:01@Europe/Paris\")",
		  "@\"2017-01-01T23:59:01@Europe/Paris\"" },
		{ "date and time(@\"2017-08-10T10:20:00+02:00\", "
		  "@\"23:59:01\")", "@\"2017-08-10T23:59:01\"" },
		{ "date and time(date: @\"2017-01-01\", time: @\"23:59:01\")",
		  "@\"2017-01-01T23:59:01\"" },
		{ "date and time(@\"2017-08-10\", null)", "NULL" },
		{ "date and time(2017)", "ARGUMENT" },
		{ "date and time(\"2011-12-0310:15:30\")", "FORM" },
	};

	CHECK_ROWS(rows);
}

TEST("durations are made of text and of two dates")
{
	static const struct row rows[] = {
		{ "duration(\"PT1000M\")", "@\"PT16H40M\"" },
		{ "duration(from: \"P26M\")", "@\"P2Y2M\"" },
		{ "duration(\"P1S\")", "FORM" }, { "duration(null)", "NULL" },
		{ "years and months duration(@\"2011-12-22\", "
		  "@\"2013-08-24\")", "@\"P1Y8M\"" },
		{ "years and months duration(@\"2014-12-31T23:59:59\", "
		  "@\"2016-12-31T00:00:01\")", "@\"P2Y\"" },
		{ "years and months duration("
		  "@\"2017-09-05T10:20:00-01:00\", "
		  "@\"-2019-10-01T12:32:59+02:00\")", "@\"-P4035Y11M\"" },
		{ "years and months duration(@\"2013-08-24\", "
		  "@\"2017-12-15T00:59:59\")", "@\"P4Y3M\"" },
		{ "years and months duration(to: @\"2013-08-24\", "
		  "from: @\"2011-12-22\")", "@\"P1Y8M\"" },
		{ "years and months duration(@\"2013-08-24\", null)", "NULL" },
	};

	CHECK_ROWS(rows);
}

TEST("a date has its day, week and month of the year")
{
	static const struct row rows[] = {
		{ "day of year(@\"2020-12-31\")", "366" },
		{ "day of year(date: @\"2019-09-17T10:10:10\")", "260" },
		{ "day of week(@\"2019-09-17\")", "\"Tuesday\"" },
		{ "day of week(@\"2026-11-22\")", "\"Sunday\"" },
		{ "month of year(date: @\"2019-09-17T10:10:10\")",
		  "\"September\"" },
		{ "week of year(@\"2003-12-29\")", "1" },
		{ "week of year(@\"2021-01-03\")", "53" },
		{ "day of year(\"foo\")", "ARGUMENT" },
		{ "week of year(null)", "NULL" },
	};

	CHECK_ROWS(rows);
}

TEST("working days are those of the calendar that is given")
{
	static const struct row rows[] = {
		{ "is working day(@\"2026-10-01\", 日历)", "false" },
		{ "is working day(@\"2026-10-10\", 日历)", "true" },
		{ "is working day(@\"2026-10-11T09:00:00Z\", 日历)", "false" },
		{ "is working day(@\"2026-09-30\", 日历)", "true" },
		{ "working days after(@\"2026-09-30\", 1, 日历)",
		  "@\"2026-10-08\"" },
		{ "working days after(@\"2026-09-30\", 3, 日历)",
		  "@\"2026-10-10\"" },
		{ "working days after(@\"2026-10-03T10:00:00+08:00\", 1, "
		  "日历)", "@\"2026-10-08\"" },
		{ "working days after(date: @\"2026-09-30\", n: 4, "
		  "calendar: 日历)", "@\"2026-10-12\"" },
		{ "working days between(@\"2026-09-30\", @\"2026-10-12\", "
		  "日历)", "4" },
		{ "working days between(@\"2026-10-12\", @\"2026-09-30\", "
		  "日历)", "-4" },
		{ "working days between(@\"2026-10-12\", @\"2026-10-12\", "
		  "日历)", "0" },
		{ "working days after(@\"2026-09-30\", 0, 日历)", "ARGUMENT" },
		{ "working days after(@\"2026-09-30\", -1, 日历)",
		  "ARGUMENT" },
		{ "working days after(@\"2026-09-30\", 1.5, 日历)",
		  "ARGUMENT" },
		{ "working days after(@\"2026-09-30\", 1, \"日历\")",
		  "ARGUMENT" },
		{ "working days after(@\"2026-09-30\", 1, 没有)", "NULL" },
	};

	CHECK_ROWS(rows);
}

TEST("beyond the published years nothing is guessed: a calendar is missing")
{
	static const struct row rows[] = {
		{ "is working day(@\"2028-01-03\", 日历)", "?calendar 2028" },
		{ "is working day(@\"2025-12-31\", 日历)", "?calendar 2025" },
		{ "working days after(@\"2027-12-30\", 1, 日历)",
		  "@\"2027-12-31\"" },
		{ "working days after(@\"2027-12-30\", 2, 日历)",
		  "?calendar 2028" },
		{ "working days after(@\"2027-12-30\", 999999999999, 日历)",
		  "?calendar 2028" },
		{ "working days after(@\"999999999-12-30\", 1, 日历)",
		  "?calendar 999999999" },
		{ "working days between(@\"2027-12-30\", @\"2028-01-04\", "
		  "日历)", "?calendar 2028" },
		{ "working days between(@\"2028-01-04\", @\"2027-12-30\", "
		  "日历)", "?calendar 2028" },
		{ "working days between(@\"2024-12-30\", @\"2026-01-04\", "
		  "日历)", "?calendar 2024" },
		{ "working days after(@\"2027-12-30\", 2, 日历) < "
		  "@\"2027-01-01\"", "?calendar 2028" },
		{ "working days after(@\"2027-12-30\", 2, 日历) < "
		  "@\"2027-01-01\" and false", "false" },
		{ "working days after(收到日, 10, 日历)", "?收到日" },
	};

	CHECK_ROWS(rows);
}
