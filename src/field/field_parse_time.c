/* SPDX-License-Identifier: Apache-2.0 */
/* Which day, which time?  As people and spreadsheets write it. */
#include "field/field_in.h"

enum { FRACTION_MAX = 9 };	/* digits behind a second's point */

/* What was read so far, and how far it goes. */
struct typed {
	struct str	s;
	size_t		at;
	struct civil	c;
	enum precision	prec;
	bool		zoned;		/* an offset was written */
	int		east;		/* minutes */
};

static bool
take(struct typed *t, const char *word)
{
	struct str w = str_of(word);

	if (!str_eq_nocase(str_part(t->s, t->at, t->at + w.n), w))
		return false;
	t->at += w.n;
	return true;
}

/* Between ${least} and ${most} digits, all that stand there. */
static bool
take_digits(struct typed *t, size_t least, size_t most, int *ret)
{
	size_t at = t->at, n = 0;
	int value = 0;

	for (; at < t->s.n && t->s.p[at] >= '0' && t->s.p[at] <= '9' &&
	    n <= most; at++, n++)
		value = value * 10 + (t->s.p[at] - '0');
	if (n < least || n > most)
		return false;
	t->at = at;
	*ret = value;
	return true;
}

static void
skip(struct typed *t)
{
	while (take(t, " "))
		continue;
}

/* A mark of Chinese writing, blanks around it aside. */
static bool
take_mark(struct typed *t, const char *mark)
{
	size_t from = t->at;

	skip(t);
	if (!take(t, mark)) {
		t->at = from;
		return false;
	}
	skip(t);
	return true;
}

static bool
at_end(const struct typed *t)
{
	return t->at == t->s.n;
}

/* date -> yyyymmdd | yyyy [ sep m [ sep d ] ] | yyyy年 [ m月 [ d日 ] ] */
static bool
take_date(struct typed *t)
{
	static const char *const parts[] = { "-", "/", "." };
	const char *sep = NULL;
	int n;

	if (take_digits(t, 8, 8, &n)) {
		t->c = (struct civil){ .year = n / 10000,
		    .month = n / 100 % 100, .day = n % 100 };
		t->prec = PREC_DAY;
		return true;
	}
	t->c = (struct civil){ .month = 1, .day = 1 };
	t->prec = PREC_YEAR;
	if (!take_digits(t, 4, 4, &t->c.year))
		return false;
	if (take_mark(t, "年")) {
		if (!take_digits(t, 1, 2, &t->c.month))
			return true;
		t->prec = PREC_MONTH;
		if (!take_mark(t, "月"))
			return false;
		if (!take_digits(t, 1, 2, &t->c.day))
			return true;
		t->prec = PREC_DAY;
		return take_mark(t, "日") || take_mark(t, "号");
	}
	for (size_t i = 0; i < 3 && sep == NULL; i++)
		if (take(t, parts[i]))
			sep = parts[i];
	if (sep == NULL)
		return true;
	t->prec = PREC_MONTH;
	if (!take_digits(t, 1, 2, &t->c.month))
		return false;
	if (!take(t, sep))
		return true;
	t->prec = PREC_DAY;
	return take_digits(t, 1, 2, &t->c.day);
}

/* '.' digits: a moment is kept to the millisecond, more digits are cut. */
static bool
take_fraction(struct typed *t)
{
	int digits = 0;

	if (!take(t, ".") && !take(t, ","))
		return true;
	t->prec = PREC_MS;
	for (int unit = 100; !at_end(t) && t->s.p[t->at] >= '0' &&
	    t->s.p[t->at] <= '9' && digits < FRACTION_MAX; unit /= 10) {
		t->c.ms += (t->s.p[t->at++] - '0') * unit;
		digits++;
	}
	return digits > 0;
}

/* An hour alone is shown as "14 h". */
static bool
take_hour_mark(struct typed *t)
{
	if (!take(t, "h"))
		(void)take(t, " h");
	return true;
}

/* time -> h [ ':' m [ ':' s [ fraction ] ] ] | h时 [ m分 [ s秒 ] ] | h 'h' */
static bool
take_time(struct typed *t)
{
	if (!take_digits(t, 1, 2, &t->c.hour))
		return false;
	t->prec = PREC_HOUR;
	if (take_mark(t, "时") || take_mark(t, "点")) {
		if (!take_digits(t, 1, 2, &t->c.minute))
			return true;
		t->prec = PREC_MINUTE;
		if (!take_mark(t, "分"))
			return false;
		if (!take_digits(t, 1, 2, &t->c.second))
			return true;
		t->prec = PREC_SECOND;
		return take_mark(t, "秒");
	}
	if (!take(t, ":"))
		return take_hour_mark(t);
	t->prec = PREC_MINUTE;
	if (!take_digits(t, 2, 2, &t->c.minute))
		return false;
	if (!take(t, ":"))
		return true;
	t->prec = PREC_SECOND;
	return take_digits(t, 2, 2, &t->c.second) && take_fraction(t);
}

/* clock -> sign h [ [ ':' ] mm ] */
static bool
take_clock(struct typed *t)
{
	int sign, h, m = 0;

	if (take(t, "+"))
		sign = 1;
	else if (take(t, "-"))
		sign = -1;
	else
		return false;
	if (take_digits(t, 4, 4, &h)) {
		m = h % 100;
		h /= 100;
	} else if (!take_digits(t, 1, 2, &h) ||
	    (take(t, ":") && !take_digits(t, 2, 2, &m)))
		return false;
	if (h > 23 || m > 59)
		return false;
	t->zoned = true;
	t->east = sign * (h * 60 + m);
	return true;
}

/* zone -> 'Z' | 'UTC' [ clock ] | clock | 北京时间, as moments are shown */
static bool
take_zone(struct typed *t)
{
	bool bracket;

	skip(t);
	if (at_end(t))
		return true;
	bracket = take(t, "(");
	if (take(t, "北京时间") || take(t, "Beijing time")) {
		t->zoned = true;
		t->east = 8 * 60;
	} else if (take(t, "Z"))
		t->zoned = true;
	else if (take(t, "UTC"))
		t->zoned = at_end(t) || t->s.p[t->at] == ')' ||
		    take_clock(t);
	else
		(void)take_clock(t);
	return t->zoned && (!bracket || take(t, ")")) && at_end(t);
}

/* The day ${c} is on must be one; ERR_INVALID says how long the month is. */
static enum err
check_day(const struct field *f, struct str text, const struct civil *c,
    struct note *note)
{
	if (civil_exists(c->year, c->month, c->day))
		return ERR_OK;
	if (!civil_exists(c->year, c->month, 1))
		return field_refuse(f, text, note);
	return NOTE(note, ERR_INVALID, M("The day {text} does not exist: that "
	    "month has {days} days. Correct {label}."), A_TEXT("text", text),
	    A_INT("days", civil_days_in(c->year, c->month)), A_LABEL(f));
}

/* gap -> 'T' | blanks | nothing behind 日; blanks may have been taken by it */
static bool
take_gap(struct typed *t)
{
	bool gap = t->at > 0 && (t->s.p[t->at - 1] == ' ' ||
	    (unsigned char)t->s.p[t->at - 1] >= 0x80);

	if (take(t, "T"))
		return true;
	while (take(t, " "))
		gap = true;
	return gap;
}

/* A spreadsheet's date may carry a time of day, which is then midnight. */
static bool
take_midnight(struct typed *t)
{
	if (at_end(t))
		return true;
	return take_gap(t) && take_time(t) && at_end(t) && t->c.hour == 0 &&
	    t->c.minute == 0 && t->c.second == 0 && t->c.ms == 0;
}

enum err
parse_date(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	struct typed t = { .s = text };
	enum err r;

	(void)a;
	(void)v;
	if (!take_date(&t) || t.prec != PREC_DAY || !take_midnight(&t))
		return field_refuse(f, text, note);
	if ((r = check_day(f, text, &t.c, note)) != ERR_OK)
		return r;
	*ret = (struct value)V_DAY(day_from_civil(t.c.year, t.c.month,
	    t.c.day));
	return ERR_OK;
}

/* moment -> date [ gap time [ zone ] ] */
static bool
take_moment(struct typed *t)
{
	if (!take_date(t))
		return false;
	if (at_end(t))
		return true;
	return t->prec == PREC_DAY && take_gap(t) && take_time(t) &&
	    take_zone(t);
}

/* 24:00 is the next day's beginning. */
static bool
clock_ok(struct civil *c)
{
	if (c->hour == 24 && c->minute == 0 && c->second == 0 && c->ms == 0) {
		int64_t day = day_from_civil(c->year, c->month, c->day) + 1;

		if (day > DAY_OPEN)
			return false;
		*c = civil_from_day(day);
		return true;
	}
	return c->hour < 24 && c->minute < 60 && c->second < 60;
}

/*
 * A moment is kept in UTC and cut at its precision.  An hour that is not one
 * of UTC (zones by the half hour) would be kept as another hour: refused.
 */
static enum err
check_cut(const struct field *f, struct str text, int64_t ms,
    enum precision prec, struct note *note)
{
	static const int64_t unit[PREC__MAX] = {
		[PREC_MS] = 1, [PREC_SECOND] = SECOND_MS,
		[PREC_MINUTE] = MINUTE_MS, [PREC_HOUR] = HOUR_MS,
		[PREC_DAY] = DAY_MS, [PREC_MONTH] = DAY_MS,
		[PREC_YEAR] = DAY_MS,
	};

	if (ms % unit[prec] == 0)
		return ERR_OK;
	return NOTE(note, ERR_INVALID, M("{text} is not a whole hour or minute "
	    "in UTC, since the clocks there differ by a part of one. Write "
	    "{label} with its minutes and seconds."), A_TEXT("text", text),
	    A_LABEL(f));
}

static enum err
moment_instant(const struct typed *t, const struct field *f,
    const struct zone *zone, int64_t *ret, struct note *note)
{
	int64_t ms = ms_from_civil(&t->c);

	/* Days, months and years are those of the calendar, in no zone. */
	if (t->prec >= PREC_DAY) {
		*ret = ms;
		return ERR_OK;
	}
	if (t->zoned)
		ms -= t->east * MINUTE_MS;
	else if (!zone_instant(zone, &t->c, &ms))
		return NOTE(note, ERR_INVALID, M("{text} did not occur in the zone "
		    "{zone}: the clocks were put forward over it. Write the "
		    "time that they showed, or add the offset, like +02:00."),
		    A_TEXT("text", t->s), A_CSTR("zone", zone_name(zone)));
	if (ms < DAY_LEAST * DAY_MS || ms >= (DAY_OPEN + 1) * DAY_MS)
		return field_refuse(f, t->s, note);
	*ret = ms;
	return check_cut(f, t->s, ms, t->prec, note);
}

static enum err
moment_read(const struct field *f, const struct zone *zone, bool sure,
    struct str text, struct value *ret, struct note *note)
{
	struct typed t = { .s = text };
	int64_t ms = 0;
	enum err r;

	if (!take_moment(&t))
		return field_refuse(f, text, note);
	if ((r = check_day(f, text, &t.c, note)) != ERR_OK)
		return r;
	if (!clock_ok(&t.c))
		return field_refuse(f, text, note);
	if (sure && t.prec < PREC_DAY && !t.zoned)
		return NOTE(note, ERR_INVALID, M("{text} does not say in which "
		    "zone it is. Write {label} with Z or an offset, like "
		    "+08:00."),
		    A_TEXT("text", text), A_LABEL(f));
	if ((r = moment_instant(&t, f, zone, &ms, note)) != ERR_OK)
		return r;
	*ret = (struct value){ .given = GIVEN_KNOWN, .prec = t.prec,
	    .num = ms };
	return ERR_OK;
}

enum err
parse_moment(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	(void)a;
	return moment_read(f, v.zone, false, text, ret, note);
}

enum err
parse_moment_sure(const struct field *f, struct str text, struct value *ret,
    struct note *note)
{
	return moment_read(f, NULL, true, text, ret, note);
}
