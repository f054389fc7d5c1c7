/* SPDX-License-Identifier: Apache-2.0 */
/* Dates, times and durations as they are written: ISO 8601 in XML Schema's
 * forms, and zones by name. */
#include "feel/feel_time.h"

enum {
	YEAR_DIGITS	= 4,	/* at least; more begin with no zero */
	YEAR_DIGITS_MAX	= 9,
	FRACTION_DIGITS	= 9,
	NUMBER_DIGITS	= 18	/* of a part of a duration */
};

static bool
take(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = str_part(*s, 1, s->n);
	return true;
}

/* How many digits stand at the beginning? */
static size_t
digits_ahead(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

/* ${n} digits, at most 18. */
static int64_t
number_take(struct str *s, size_t n)
{
	int64_t value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (s->p[i] - '0');
	*s = str_part(*s, n, s->n);
	return value;
}

/* Two digits, and no third. */
static bool
two_take(struct str *s, int most, int *ret)
{
	if (digits_ahead(*s) != 2)
		return false;
	*ret = (int)number_take(s, 2);
	return *ret <= most;
}

/* date -> [ '-' ] year '-' MM '-' DD */
static bool
date_take(struct str *s, int64_t *ret_day)
{
	bool minus = take(s, '-');
	size_t n = digits_ahead(*s);
	int month, day;
	int64_t year;

	if (n < YEAR_DIGITS || n > YEAR_DIGITS_MAX ||
	    (n > YEAR_DIGITS && s->p[0] == '0'))
		return false;
	year = number_take(s, n);
	if (minus && year == 0)
		return false;
	if (minus)
		year = -year;
	if (!take(s, '-') || !two_take(s, 12, &month) || !take(s, '-') ||
	    !two_take(s, 31, &day) || !feel_civil_exists(year, month, day))
		return false;
	*ret_day = day_from_civil((int)year, month, day);
	return true;
}

/* Digits behind the point, as nanoseconds.  More than nine would be lost. */
static bool
fraction_take(struct str *s, size_t least, int64_t *ret)
{
	size_t n = digits_ahead(*s);
	int64_t nano;

	if (n < least || n > FRACTION_DIGITS)
		return false;
	nano = number_take(s, n);
	for (; n < FRACTION_DIGITS; n++)
		nano *= 10;
	*ret = nano;
	return true;
}

/* clock -> HH ':' MM ':' SS [ '.' digits ]; 24:00:00 is a day */
static bool
clock_take(struct str *s, int64_t *ret_nano)
{
	int hour, minute, second;
	int64_t fraction = 0;

	if (!two_take(s, 24, &hour) || !take(s, ':') ||
	    !two_take(s, 59, &minute) || !take(s, ':') ||
	    !two_take(s, 59, &second))
		return false;
	if (take(s, '.') && !fraction_take(s, 1, &fraction))
		return false;
	*ret_nano = hour * FEEL_HOUR + minute * FEEL_MINUTE +
	    second * FEEL_SECOND + fraction;
	return *ret_nano <= FEEL_DAY;
}

/* offset -> ( '+' | '-' ) HH ':' MM [ ':' SS ] */
static bool
offset_parse(struct str s, struct feel_place *ret)
{
	bool minus = take(&s, '-');
	int hour, minute, second = 0, offset;

	if ((!minus && !take(&s, '+')) || !two_take(&s, 18, &hour) ||
	    !take(&s, ':') || !two_take(&s, 59, &minute))
		return false;
	if (take(&s, ':') && !two_take(&s, 59, &second))
		return false;
	offset = hour * 60 * 60 + minute * 60 + second;
	if (s.n != 0 || offset > FEEL_OFFSET_MAX)
		return false;
	*ret = (struct feel_place){
		.hang = FEEL_OFFSET, .offset = minus ? -offset : offset
	};
	return true;
}

bool
feel_place_parse(struct str s, const struct feel_zones *zones,
    struct feel_place *ret)
{
	/* place -> [ 'Z' | offset | '@' name ] */
	struct feel_place place = { .hang = FEEL_LOCAL };

	if (str_is(s, "Z")) {
		place.hang = FEEL_OFFSET;
	} else if (take(&s, '@')) {
		place.hang = FEEL_ZONED;
		place.zone = zone_built_in(s);
		if (place.zone == NULL && zones != NULL)
			place.zone = zones->find(zones->of, s);
		if (place.zone == NULL)
			return false;
	} else if (s.n != 0) {
		return offset_parse(s, ret);
	}
	*ret = place;
	return true;
}

bool
feel_date_parse(struct str s, int64_t *ret_day)
{
	int64_t day;

	if (!date_take(&s, &day) || s.n != 0)
		return false;
	*ret_day = day;
	return true;
}

bool
feel_time_parse(struct str s, const struct feel_zones *zones,
    struct feel_time *ret)
{
	/* time -> clock place */
	struct feel_time t;

	if (!clock_take(&s, &t.nano) || !feel_place_parse(s, zones, &t.place))
		return false;
	t.nano %= FEEL_DAY;
	*ret = t;
	return true;
}

bool
feel_stamp_parse(struct str s, const struct feel_zones *zones,
    struct feel_stamp *ret)
{
	/* stamp -> date [ 'T' clock place ] */
	struct feel_stamp stamp = { .nano = 0 };

	if (!date_take(&s, &stamp.day))
		return false;
	if (s.n != 0 && (!take(&s, 'T') || !clock_take(&s, &stamp.nano) ||
	    !feel_place_parse(s, zones, &stamp.place)))
		return false;
	if (stamp.nano == FEEL_DAY) {
		stamp.nano = 0;
		if (!feel_day_fits(++stamp.day))
			return false;
	}
	*ret = stamp;
	return true;
}

/* The parts of a duration, in the order in which they stand. */
static const struct part {
	char		 sign;
	bool		 months;	/* counts months, not nanoseconds */
	bool		 clock;		/* stands behind the T */
	int64_t		 unit;
} parts[] = {
	{ 'Y', true, false, 12 },
	{ 'M', true, false, 1 },
	{ 'D', false, false, FEEL_DAY },
	{ 'H', false, true, FEEL_HOUR },
	{ 'M', false, true, FEEL_MINUTE },
	{ 'S', false, true, FEEL_SECOND },
};

enum { PARTS = sizeof parts / sizeof *parts };

/* A duration that is being read. */
struct reading {
	struct str	s;
	size_t		next;		/* the first part that may follow */
	bool		clock;		/* behind the T */
	bool		any, months;
	__int128	sum;
};

/* part -> digits sign | digits '.' [ digits ] 'S' */
static bool
part_take(struct reading *r)
{
	size_t n = digits_ahead(r->s), i;
	int64_t number, fraction = 0;
	bool point;

	if (n == 0 || n > NUMBER_DIGITS)
		return false;
	number = number_take(&r->s, n);
	point = take(&r->s, '.');
	if (point && !fraction_take(&r->s, 0, &fraction))
		return false;
	for (i = r->next; i < PARTS && (parts[i].clock != r->clock ||
	    r->s.n == 0 || parts[i].sign != r->s.p[0]); i++)
		;
	if (i == PARTS || (point && parts[i].sign != 'S') ||
	    (r->any && parts[i].months != r->months))
		return false;
	r->s = str_part(r->s, 1, r->s.n);
	r->next = i + 1;
	r->any = true;
	r->months = parts[i].months;
	r->sum += (__int128)number * parts[i].unit + fraction;
	return true;
}

bool
feel_duration_parse(struct str s, bool *ret_months, __int128 *ret)
{
	/* duration -> [ '-' ] 'P' { part } [ 'T' part { part } ] */
	bool minus = take(&s, '-');
	struct reading r = { .s = s };

	if (!take(&r.s, 'P'))
		return false;
	while (r.s.n > 0) {
		if (!r.clock && take(&r.s, 'T'))
			r.clock = true;
		if (!part_take(&r))
			return false;
	}
	if (!r.any ||
	    r.sum > (r.months ? (__int128)FEEL_MONTHS_MAX : FEEL_SPAN_MAX))
		return false;
	*ret_months = r.months;
	*ret = minus ? -r.sum : r.sum;
	return true;
}
