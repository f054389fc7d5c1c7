/* SPDX-License-Identifier: Apache-2.0 */
#include "base/moment.h"

enum {
	YEAR_DAYS	= 365,
	FOUR_DAYS	= 4 * YEAR_DAYS + 1,
	CENTURY_DAYS	= 25 * FOUR_DAYS - 1,
	CYCLE_DAYS	= 4 * CENTURY_DAYS + 1,	/* 400 years */
	TEXT_MAX	= sizeof "2026-11-23T06:10:05.123Z"
};

static const short days_before[13] = {
	0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
};

static int64_t
floor_div(int64_t n, int64_t by)
{
	return n / by - (n % by < 0);
}

static bool
leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* How many days of ${year} lie before the first of ${month} (1..13)? */
static int
month_start(int year, int month)
{
	return days_before[month - 1] + (month > 2 && leap(year));
}

int
civil_days_in(int year, int month)
{
	return month_start(year, month + 1) - month_start(year, month);
}

bool
civil_exists(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 &&
	    day >= 1 && day <= civil_days_in(year, month);
}

int64_t
day_from_civil(int year, int month, int day)
{
	int64_t before = (int64_t)year - 1;	/* whole years since 0001 */

	return DAY_LEAST + before * YEAR_DAYS + floor_div(before, 4) -
	    floor_div(before, 100) + floor_div(before, 400) +
	    month_start(year, month) + day - 1;
}

/* How many of ${left}'s days are whole pieces of ${size}, at most ${most}? */
static int
pieces(int *left, int size, int most)
{
	int n = *left / size;

	if (n > most)
		n = most;
	*left -= n * size;
	return n;
}

struct civil
civil_from_day(int64_t day)
{
	int64_t cycle = floor_div(day - DAY_LEAST, CYCLE_DAYS);
	int left = (int)(day - DAY_LEAST - cycle * CYCLE_DAYS);
	struct civil c = { .month = 1 };

	/* The last century and the last year of a span are a day longer. */
	c.year = (int)cycle * 400 + 1;
	c.year += 100 * pieces(&left, CENTURY_DAYS, 3);
	c.year += 4 * pieces(&left, FOUR_DAYS, 24);
	c.year += pieces(&left, YEAR_DAYS, 3);
	while (left >= month_start(c.year, c.month + 1))
		c.month++;
	c.day = left - month_start(c.year, c.month) + 1;
	return c;
}

int
day_of_week(int64_t day)
{
	/* 1970-01-01 was a Thursday. */
	return (int)(day + 3 - 7 * floor_div(day + 3, 7)) + 1;
}

int64_t
day_of_ms(int64_t ms)
{
	return floor_div(ms, DAY_MS);
}

struct civil
civil_from_ms(int64_t ms)
{
	int64_t day = day_of_ms(ms), left = ms - day * DAY_MS;
	struct civil c = civil_from_day(day);

	c.hour = (int)(left / HOUR_MS);
	c.minute = (int)(left / MINUTE_MS % 60);
	c.second = (int)(left / SECOND_MS % 60);
	c.ms = (int)(left % SECOND_MS);
	return c;
}

int64_t
ms_from_civil(const struct civil *c)
{
	return day_from_civil(c->year, c->month, c->day) * DAY_MS +
	    c->hour * HOUR_MS + c->minute * MINUTE_MS +
	    c->second * SECOND_MS + c->ms;
}

/* The two points at which a date is cut, and those of a time after it. */
static const size_t cut_at[PREC__MAX] = {
	[PREC_YEAR]	= sizeof "2026" - 1,
	[PREC_MONTH]	= sizeof "2026-11" - 1,
	[PREC_DAY]	= sizeof "2026-11-23" - 1,
	[PREC_HOUR]	= sizeof "2026-11-23T06" - 1,
	[PREC_MINUTE]	= sizeof "2026-11-23T06:10" - 1,
	[PREC_SECOND]	= sizeof "2026-11-23T06:10:05" - 1,
	[PREC_MS]	= sizeof "2026-11-23T06:10:05.123" - 1,
};

/* What stands between the numbers of the canonical form; 'd' is a digit. */
static const char form[] = "dddd-dd-ddTdd:dd:dd.ddd";

/* The ${n} digits at ${p} as a number. */
static int
digits_at(const char *p, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (p[i] - '0');
	return value;
}

static bool
formed(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (form[i] == 'd' ? s.p[i] < '0' || s.p[i] > '9' :
		    s.p[i] != form[i])
			return false;
	return true;
}

bool
moment_parse(struct str s, struct moment *ret_m)
{
	struct civil c = { .month = 1, .day = 1 };
	struct moment m = { 0, PREC_YEAR };

	if (str_ends(s, "Z")) {
		s = str_part(s, 0, s.n - 1);
		m.prec = PREC_HOUR;
	}
	/* Down to the hour a form ends in Z; up from the day none does. */
	while (m.prec != PREC_MS && m.prec != PREC_DAY && s.n > cut_at[m.prec])
		m.prec--;
	if (s.n != cut_at[m.prec] || !formed(s))
		return false;
	c.year = digits_at(s.p, 4);
	if (m.prec <= PREC_MONTH)
		c.month = digits_at(s.p + 5, 2);
	if (m.prec <= PREC_DAY)
		c.day = digits_at(s.p + 8, 2);
	if (m.prec <= PREC_HOUR)
		c.hour = digits_at(s.p + 11, 2);
	if (m.prec <= PREC_MINUTE)
		c.minute = digits_at(s.p + 14, 2);
	if (m.prec <= PREC_SECOND)
		c.second = digits_at(s.p + 17, 2);
	if (m.prec == PREC_MS)
		c.ms = digits_at(s.p + 20, 3);
	if (!civil_exists(c.year, c.month, c.day) || c.hour > 23 ||
	    c.minute > 59 || c.second > 59)
		return false;
	m.ms = ms_from_civil(&c);
	*ret_m = m;
	return true;
}

/* ${mark}, then ${n} in ${width} digits. */
static char *
digits_put(char *p, char mark, int n, int width)
{
	*p++ = mark;
	for (int i = width; i-- > 0; n /= 10)
		p[i] = (char)('0' + n % 10);
	return p + width;
}

void
moment_put(struct buf *b, struct moment m)
{
	struct civil c = civil_from_ms(m.ms);
	char text[TEXT_MAX + 32];	/* years beyond 9999 are longer */
	int n = snprintf(text, sizeof text, "%04d", c.year);
	char *p = text + n;

	p = digits_put(p, '-', c.month, 2);
	p = digits_put(p, '-', c.day, 2);
	p = digits_put(p, 'T', c.hour, 2);
	p = digits_put(p, ':', c.minute, 2);
	p = digits_put(p, ':', c.second, 2);
	(void)digits_put(p, '.', c.ms, 3);
	buf_put(b, text, cut_at[m.prec] + (size_t)n - cut_at[PREC_YEAR]);
	if (m.prec <= PREC_HOUR)
		buf_char(b, 'Z');
}

bool
day_parse(struct str s, int64_t *ret_day)
{
	struct moment m;

	if (!moment_parse(s, &m) || m.prec != PREC_DAY)
		return false;
	*ret_day = day_of_ms(m.ms);
	return true;
}

void
day_put(struct buf *b, int64_t day)
{
	moment_put(b, (struct moment){ day * DAY_MS, PREC_DAY });
}

static const int64_t span[PREC__MAX] = {
	[PREC_MS]	= 1,
	[PREC_SECOND]	= SECOND_MS,
	[PREC_MINUTE]	= MINUTE_MS,
	[PREC_HOUR]	= HOUR_MS,
	[PREC_DAY]	= DAY_MS,
};

int64_t
moment_first(struct moment m)
{
	struct civil c;

	if (m.prec <= PREC_DAY)
		return floor_div(m.ms, span[m.prec]) * span[m.prec];
	c = civil_from_ms(m.ms);
	return day_from_civil(c.year, m.prec == PREC_MONTH ? c.month : 1, 1) *
	    DAY_MS;
}

int64_t
moment_past(struct moment m)
{
	struct civil c;

	if (m.prec <= PREC_DAY)
		return moment_first(m) + span[m.prec];
	c = civil_from_ms(m.ms);
	if (m.prec == PREC_YEAR || c.month == 12)
		return day_from_civil(c.year + 1, 1, 1) * DAY_MS;
	return day_from_civil(c.year, c.month + 1, 1) * DAY_MS;
}

enum truth
moment_before(struct moment a, struct moment b)
{
	if (moment_past(a) <= moment_first(b))
		return TRUTH_YES;
	/* The earliest that ${a} may be is not before the latest of ${b}. */
	if (moment_first(a) >= moment_past(b) - 1)
		return TRUTH_NO;
	return TRUTH_OPEN;
}
