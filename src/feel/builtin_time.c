/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The built-in functions about time.  None knows what day it is: the calendar
 * of working days is an argument, and now() and today() are inputs.
 */
#include <limits.h>

#include "feel/builtin.h"
#include "feel/temporal.h"

static int64_t
day_of(const struct feel_value *v)
{
	return v->kind == FEEL_DATE ? v->day : v->stamp.day;
}

/* Whole and an int64_t? */
static bool
whole(const struct feel_value *v, int64_t *ret)
{
	return decimal_int(v->number, ret);
}

/* date(from) */
static void
run_date(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	int64_t day;

	(void)n;
	if (arg[0].kind != FEEL_STRING)
		*ret = feel_date(day_of(&arg[0]));
	else if (feel_date_parse(arg[0].text, &day))
		*ret = feel_date(day);
	else
		feel_fail(r, FEEL_WHY_FORM, ret);
}

/* date(year, month, day) */
static void
run_date_of(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	int64_t year, month, day;

	(void)n;
	if (whole(&arg[0], &year) && whole(&arg[1], &month) &&
	    whole(&arg[2], &day) && feel_civil_exists(year, month, day))
		*ret = feel_date(day_from_civil((int)year, (int)month,
		    (int)day));
	else
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
}

/* time(from); a date begins at midnight of UTC */
static void
run_time(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct feel_time t = { .place = { .hang = FEEL_OFFSET } };

	(void)n;
	if (arg[0].kind == FEEL_STRING) {
		if (!feel_time_parse(arg[0].text, feel_run_zones(r), &t)) {
			feel_fail(r, FEEL_WHY_FORM, ret);
			return;
		}
	} else if (arg[0].kind == FEEL_TIME) {
		t = arg[0].time;
	} else if (arg[0].kind == FEEL_STAMP) {
		t.nano = arg[0].stamp.nano;
		t.place = arg[0].stamp.place;
	}
	*ret = feel_time_value(&t);
}

/* Seconds with their fraction, in nanoseconds: 0 to below 60, no finer. */
static bool
second_nano(struct decimal d, int64_t *ret)
{
	struct decimal nano = { 0, 0 };

	return decimal_mul(d, decimal_of_int(FEEL_SECOND), DECIMAL_DOWN,
	    &nano) && decimal_int(nano, ret) && *ret >= 0 &&
	    *ret < FEEL_MINUTE;
}

/* A duration of whole seconds that can be an offset. */
static bool
offset_of(const struct feel_value *v, struct feel_place *ret)
{
	const __int128 most = (__int128)FEEL_OFFSET_MAX * FEEL_SECOND;

	if (v->nano % FEEL_SECOND != 0 || v->nano > most || v->nano < -most)
		return false;
	*ret = (struct feel_place){
		.hang = FEEL_OFFSET, .offset = (int32_t)(v->nano / FEEL_SECOND)
	};
	return true;
}

/* time(hour, minute, second, offset); the offset may be left out, or null */
static void
run_time_of(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct feel_time t = { .place = { .hang = FEEL_LOCAL } };
	int64_t hour, minute, second;

	if (!whole(&arg[0], &hour) || hour < 0 || hour > 23 ||
	    !whole(&arg[1], &minute) || minute < 0 || minute > 59 ||
	    !second_nano(arg[2].number, &second) ||
	    (n > 3 && arg[3].kind == FEEL_SPAN &&
	    !offset_of(&arg[3], &t.place))) {
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
		return;
	}
	t.nano = hour * FEEL_HOUR + minute * FEEL_MINUTE + second;
	*ret = feel_time_value(&t);
}

/* date and time(from) */
static void
run_stamp(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct feel_stamp s;

	(void)n;
	if (arg[0].kind == FEEL_STAMP)
		*ret = arg[0];
	else if (feel_stamp_parse(arg[0].text, feel_run_zones(r), &s))
		*ret = feel_stamp_value(&s);
	else
		feel_fail(r, FEEL_WHY_FORM, ret);
}

/* date and time(date, time): of a date and time only its date counts */
static void
run_stamp_of(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct feel_stamp s = {
		day_of(&arg[0]), arg[1].time.nano, arg[1].time.place
	};

	(void)r;
	(void)n;
	*ret = feel_stamp_value(&s);
}

/* duration(from) */
static void
run_duration(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	__int128 length;
	bool months;

	(void)n;
	if (!feel_duration_parse(arg[0].text, &months, &length))
		feel_fail(r, FEEL_WHY_FORM, ret);
	else
		*ret = months ? feel_months_value((int64_t)length) :
		    feel_span_value(length);
}

/* years and months duration(from, to): by the dates on the wall */
static void
run_months(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)r;
	(void)n;
	*ret = feel_months_value(feel_months_between(day_of(&arg[0]),
	    day_of(&arg[1])));
}

static void
run_day_of_year(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)r;
	(void)n;
	*ret = feel_int(feel_day_of_year(day_of(&arg[0])));
}

static void
run_day_of_week(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	static const char *const names[] = {
		"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
		"Saturday", "Sunday"
	};

	(void)r;
	(void)n;
	*ret = feel_string(str_of(names[day_of_week(day_of(&arg[0])) - 1]));
}

static void
run_month_of_year(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	static const char *const names[] = {
		"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"
	};

	(void)r;
	(void)n;
	*ret = feel_string(str_of(
	    names[civil_from_day(day_of(&arg[0])).month - 1]));
}

static void
run_week_of_year(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)r;
	(void)n;
	*ret = feel_int(feel_week_of_year(day_of(&arg[0])));
}

/*
 * The calendar does not say: its year is a fact that is missing.  The State
 * Council publishes each year's arrangement in the year before; until then
 * nobody knows, and nothing is guessed.
 */
static void
unpublished(struct feel_run *r, int64_t day, struct feel_value *ret)
{
	struct arena *a = feel_run_arena(r);

	*ret = feel_unknown(a, str_fmt(a, "calendar %d",
	    civil_from_day(day).year),
	    S(M("the working days of that year are not in the calendar")));
}

/* is working day(date, calendar) */
static void
run_works(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	int64_t day = day_of(&arg[0]);
	enum truth works = calendar_works(arg[1].calendar, day);

	(void)n;
	if (works == TRUTH_OPEN)
		unpublished(r, day, ret);
	else
		*ret = feel_boolean(works == TRUTH_YES);
}

/* working days after(date, n, calendar): the n-th, the date not counted */
static void
run_days_after(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	int64_t days, day;

	(void)n;
	if (!whole(&arg[1], &days) || days < 1) {
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
		return;
	}
	/* No calendar has so many that this could be reached. */
	if (days > INT_MAX)
		days = INT_MAX;
	if (calendar_after(arg[2].calendar, day_of(&arg[0]), (int)days,
	    &day) == TRUTH_OPEN)
		unpublished(r, day, ret);
	else
		*ret = feel_date(day);
}

/* working days between(from, to, calendar): in (from, to], negative backwards */
static void
run_days_between(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	const struct calendar *c = arg[2].calendar;
	int64_t from = day_of(&arg[0]), to = day_of(&arg[1]);
	bool back = to < from;
	int days = 0;

	(void)n;
	if (back) {
		from = to;
		to = day_of(&arg[0]);
	}
	if (calendar_between(c, from, to, &days) != TRUTH_OPEN)
		*ret = feel_int(back ? -days : days);
	else if (calendar_works(c, from + 1) == TRUTH_OPEN)
		unpublished(r, from + 1, ret);
	else
		unpublished(r, to, ret);
}

const struct feel_builtin feel_builtins_time[] = {
	{ "date", { "from" }, 1, 1, 0, "[sdD]", "d", run_date },
	{ "date", { "year", "month", "day" }, 3, 3, 0, "nnn", "d",
	  run_date_of },
	{ "time", { "from" }, 1, 1, 0, "[stDd]", "t", run_time },
	{ "time", { "hour", "minute", "second", "offset" }, 3, 4, 0, "nnny?",
	  "t", run_time_of },
	{ "date and time", { "from" }, 1, 1, 0, "[sD]", "D", run_stamp },
	{ "date and time", { "date", "time" }, 2, 2, 0, "[dD]t", "D",
	  run_stamp_of },
	{ "duration", { "from" }, 1, 1, 0, "s", "p", run_duration },
	{ "years and months duration", { "from", "to" }, 2, 2, 0, "[dD][dD]",
	  "m", run_months },
	{ "day of year", { "date" }, 1, 1, 0, "[dD]", "n", run_day_of_year },
	{ "day of week", { "date" }, 1, 1, 0, "[dD]", "s", run_day_of_week },
	{ "month of year", { "date" }, 1, 1, 0, "[dD]", "s",
	  run_month_of_year },
	{ "week of year", { "date" }, 1, 1, 0, "[dD]", "n",
	  run_week_of_year },
	{ "is working day", { "date", "calendar" }, 2, 2, 0, "[dD]k", "b",
	  run_works },
	{ "working days after", { "date", "n", "calendar" }, 3, 3, 0,
	  "[dD]nk", "d", run_days_after },
	{ "working days between", { "from", "to", "calendar" }, 3, 3, 0,
	  "[dD][dD]k", "n", run_days_between },
	{ .name = NULL }
};
