/* SPDX-License-Identifier: Apache-2.0 */
/* Sums, differences, multiples and quotients of values of time. */
#include "feel/temporal.h"

/* One pair of kinds. */
typedef enum feel_code pair_of(const struct feel_value *a,
    const struct feel_value *b, struct feel_value *ret);

static enum feel_code
months_made(__int128 months, struct feel_value *ret)
{
	if (months > FEEL_MONTHS_MAX || months < -FEEL_MONTHS_MAX)
		return FEEL_WHY_RANGE;
	*ret = feel_months_value((int64_t)months);
	return FEEL_WHY_NOT;
}

static enum feel_code
span_made(__int128 nano, struct feel_value *ret)
{
	if (nano > FEEL_SPAN_MAX || nano < -FEEL_SPAN_MAX)
		return FEEL_WHY_RANGE;
	*ret = feel_span_value(nano);
	return FEEL_WHY_NOT;
}

static enum feel_code
date_and_months(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	int64_t day;

	if (!feel_months_after(a->day, b->months, &day))
		return FEEL_WHY_RANGE;
	*ret = feel_date(day);
	return FEEL_WHY_NOT;
}

/* From midnight on; what is left of a day is dropped, downwards. */
static enum feel_code
date_and_span(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	struct feel_place local = { .hang = FEEL_LOCAL };
	struct feel_stamp s;

	if (!feel_stamp_of_wall((__int128)a->day * FEEL_DAY + b->nano, &local,
	    &s))
		return FEEL_WHY_RANGE;
	*ret = feel_date(s.day);
	return FEEL_WHY_NOT;
}

static enum feel_code
stamp_and_months(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	struct feel_stamp s = a->stamp;

	if (!feel_months_after(s.day, b->months, &s.day))
		return FEEL_WHY_RANGE;
	*ret = feel_stamp_value(&s);
	return FEEL_WHY_NOT;
}

static enum feel_code
stamp_and_span(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	const struct feel_stamp *from = &a->stamp;
	struct feel_stamp s;
	bool fits;

	if (from->place.hang == FEEL_ZONED)
		fits = feel_stamp_at(feel_stamp_instant(from) + b->nano,
		    &from->place, &s);
	else
		fits = feel_stamp_of_wall(feel_stamp_wall(from) + b->nano,
		    &from->place, &s);
	if (!fits)
		return FEEL_WHY_RANGE;
	*ret = feel_stamp_value(&s);
	return FEEL_WHY_NOT;
}

/* Around the clock. */
static enum feel_code
time_and_span(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	struct feel_time t = a->time;

	t.nano = (t.nano + (int64_t)(b->nano % FEEL_DAY) + FEEL_DAY) %
	    FEEL_DAY;
	*ret = feel_time_value(&t);
	return FEEL_WHY_NOT;
}

static enum feel_code
months_and_months(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	return months_made((__int128)a->months + b->months, ret);
}

static enum feel_code
span_and_span(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	return span_made(a->nano + b->nano, ret);
}

static pair_of *const sums[FEEL_KIND__MAX][FEEL_KIND__MAX] = {
	[FEEL_DATE][FEEL_MONTHS]	= date_and_months,
	[FEEL_DATE][FEEL_SPAN]		= date_and_span,
	[FEEL_STAMP][FEEL_MONTHS]	= stamp_and_months,
	[FEEL_STAMP][FEEL_SPAN]		= stamp_and_span,
	[FEEL_TIME][FEEL_SPAN]		= time_and_span,
	[FEEL_MONTHS][FEEL_MONTHS]	= months_and_months,
	[FEEL_SPAN][FEEL_SPAN]		= span_and_span,
};

/* No such pair: why? */
static enum feel_code
no_pair(const struct feel_value *a, const struct feel_value *b)
{
	return a->kind == FEEL_NULL || b->kind == FEEL_NULL ? FEEL_WHY_NULL :
	    FEEL_WHY_KIND;
}

enum feel_code
feel_temporal_add(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	if (sums[a->kind][b->kind] != NULL)
		return sums[a->kind][b->kind](a, b, ret);
	if (sums[b->kind][a->kind] != NULL)
		return sums[b->kind][a->kind](b, a, ret);
	return no_pair(a, b);
}

static enum feel_code
date_from_date(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	return span_made((__int128)(a->day - b->day) * FEEL_DAY, ret);
}

static enum feel_code
stamp_from_stamp(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	const struct feel_stamp *x = &a->stamp, *y = &b->stamp;
	bool local = x->place.hang == FEEL_LOCAL;

	if (local != (y->place.hang == FEEL_LOCAL))
		return FEEL_WHY_PLACES;
	if (local)
		return span_made(feel_stamp_wall(x) - feel_stamp_wall(y), ret);
	return span_made(feel_stamp_instant(x) - feel_stamp_instant(y), ret);
}

/* The beginning of a date in UTC. */
static struct feel_value
date_begins(const struct feel_value *date)
{
	struct feel_stamp s = {
		.day = date->day, .place = { .hang = FEEL_OFFSET }
	};

	return feel_stamp_value(&s);
}

static enum feel_code
date_from_stamp(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	struct feel_value begins = date_begins(b);

	return stamp_from_stamp(a, &begins, ret);
}

static enum feel_code
stamp_from_date(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	struct feel_value begins = date_begins(a);

	return stamp_from_stamp(&begins, b, ret);
}

static enum feel_code
time_from_time(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	const struct feel_time *x = &a->time, *y = &b->time;
	int64_t apart = x->nano - y->nano;
	int32_t ox, oy;

	if (!feel_place_is(&x->place, &y->place)) {
		if (!feel_time_offset(x, &ox) || !feel_time_offset(y, &oy))
			return FEEL_WHY_PLACES;
		apart -= (ox - oy) * FEEL_SECOND;
	}
	return span_made(apart, ret);
}

static pair_of *const differences[FEEL_KIND__MAX][FEEL_KIND__MAX] = {
	[FEEL_DATE][FEEL_DATE]		= date_from_date,
	[FEEL_STAMP][FEEL_STAMP]	= stamp_from_stamp,
	[FEEL_STAMP][FEEL_DATE]		= date_from_stamp,
	[FEEL_DATE][FEEL_STAMP]		= stamp_from_date,
	[FEEL_TIME][FEEL_TIME]		= time_from_time,
};

enum feel_code
feel_temporal_negate(const struct feel_value *a, struct feel_value *ret)
{
	if (a->kind == FEEL_MONTHS)
		*ret = feel_months_value(-a->months);
	else if (a->kind == FEEL_SPAN)
		*ret = feel_span_value(-a->nano);
	else
		return FEEL_WHY_KIND;
	return FEEL_WHY_NOT;
}

enum feel_code
feel_temporal_sub(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	struct feel_value back;

	if (differences[a->kind][b->kind] != NULL)
		return differences[a->kind][b->kind](a, b, ret);
	if (sums[a->kind][b->kind] == NULL ||
	    feel_temporal_negate(b, &back) != FEEL_WHY_NOT)
		return no_pair(a, b);
	return sums[a->kind][b->kind](a, &back, ret);
}

static bool
is_duration(const struct feel_value *v)
{
	return v->kind == FEEL_MONTHS || v->kind == FEEL_SPAN;
}

/* The length in its unit: 33 digits at most. */
static struct decimal
length_of(const struct feel_value *v)
{
	return (struct decimal){
		v->kind == FEEL_MONTHS ? v->months : v->nano, 0
	};
}

/* A duration of the kind of ${like} and the length ${d}, cut to its unit. */
static enum feel_code
length_made(const struct feel_value *like, struct decimal d,
    struct feel_value *ret)
{
	struct decimal whole;

	if (!decimal_quantize(d, 0, DECIMAL_DOWN, &whole))
		return FEEL_WHY_RANGE;
	return like->kind == FEEL_MONTHS ? months_made(whole.coeff, ret) :
	    span_made(whole.coeff, ret);
}

enum feel_code
feel_temporal_mul(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	const struct feel_value *length = is_duration(a) ? a : b;
	const struct feel_value *times = is_duration(a) ? b : a;
	struct decimal d;

	if (!is_duration(length) || times->kind != FEEL_NUMBER)
		return no_pair(a, b);
	if (!decimal_mul(length_of(length), times->number, DECIMAL_DOWN, &d))
		return FEEL_WHY_RANGE;
	return length_made(length, d, ret);
}

enum feel_code
feel_temporal_div(const struct feel_value *a, const struct feel_value *b,
    struct feel_value *ret)
{
	bool ratio = is_duration(a) && b->kind == a->kind;
	struct decimal by, d;

	if (!ratio && (!is_duration(a) || b->kind != FEEL_NUMBER))
		return no_pair(a, b);
	by = ratio ? length_of(b) : b->number;
	if (by.coeff == 0)
		return FEEL_WHY_ZERO;
	if (!decimal_div(length_of(a), by,
	    ratio ? DECIMAL_HALF_EVEN : DECIMAL_DOWN, &d))
		return FEEL_WHY_RANGE;
	if (!ratio)
		return length_made(a, d, ret);
	*ret = feel_number(d);
	return FEEL_WHY_NOT;
}
