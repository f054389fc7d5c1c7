/* SPDX-License-Identifier: Apache-2.0 */
/* Values of time: made, read, written, ordered. */
#include "feel/temporal.h"

bool
feel_is_temporal(const struct feel_value *v)
{
	return v->kind >= FEEL_DATE && v->kind <= FEEL_SPAN;
}

struct feel_value
feel_time_value(const struct feel_time *t)
{
	return (struct feel_value){ .kind = FEEL_TIME, .time = *t };
}

struct feel_value
feel_stamp_value(const struct feel_stamp *s)
{
	return (struct feel_value){ .kind = FEEL_STAMP, .stamp = *s };
}

struct feel_value
feel_months_value(int64_t months)
{
	return (struct feel_value){ .kind = FEEL_MONTHS, .months = months };
}

struct feel_value
feel_span_value(__int128 nano)
{
	return (struct feel_value){ .kind = FEEL_SPAN, .nano = nano };
}

enum feel_code
feel_at(struct str s, const struct feel_zones *zones, struct feel_value *ret)
{
	struct feel_stamp stamp;
	struct feel_time time;
	__int128 length;
	int64_t day;
	bool months;

	if (feel_date_parse(s, &day))
		*ret = feel_date(day);
	else if (feel_stamp_parse(s, zones, &stamp))
		*ret = feel_stamp_value(&stamp);
	else if (feel_time_parse(s, zones, &time))
		*ret = feel_time_value(&time);
	else if (feel_duration_parse(s, &months, &length))
		*ret = months ? feel_months_value((int64_t)length) :
		    feel_span_value(length);
	else
		return FEEL_WHY_FORM;
	return FEEL_WHY_NOT;
}

void
feel_temporal_put(struct buf *b, const struct feel_value *v)
{
	if (v->kind == FEEL_DATE)
		feel_date_put(b, v->day);
	else if (v->kind == FEEL_TIME)
		feel_time_put(b, &v->time);
	else if (v->kind == FEEL_STAMP)
		feel_stamp_put(b, &v->stamp);
	else if (v->kind == FEEL_MONTHS)
		feel_months_put(b, v->months);
	else if (v->kind == FEEL_SPAN)
		feel_span_put(b, v->nano);
}

static int
order(__int128 a, __int128 b)
{
	return a < b ? -1 : a > b;
}

/* Whole milliseconds, downwards. */
static __int128
millis(__int128 nano)
{
	return nano / FEEL_MILLI - (nano % FEEL_MILLI < 0);
}

static enum feel_code
time_order(const struct feel_time *a, const struct feel_time *b, int *ret)
{
	__int128 na = a->nano, nb = b->nano;
	int32_t oa, ob;

	if (!feel_place_is(&a->place, &b->place)) {
		if (!feel_time_offset(a, &oa) || !feel_time_offset(b, &ob))
			return FEEL_WHY_PLACES;
		na -= oa * FEEL_SECOND;
		nb -= ob * FEEL_SECOND;
	}
	*ret = order(millis(na), millis(nb));
	return FEEL_WHY_NOT;
}

static enum feel_code
stamp_order(const struct feel_stamp *a, const struct feel_stamp *b, int *ret)
{
	bool local = a->place.hang == FEEL_LOCAL;

	if (local != (b->place.hang == FEEL_LOCAL))
		return FEEL_WHY_PLACES;
	if (local)
		*ret = order(millis(feel_stamp_wall(a)),
		    millis(feel_stamp_wall(b)));
	else
		*ret = order(millis(feel_stamp_instant(a)),
		    millis(feel_stamp_instant(b)));
	return FEEL_WHY_NOT;
}

enum feel_code
feel_temporal_cmp(const struct feel_value *a, const struct feel_value *b,
    int *ret_order)
{
	if (a->kind != b->kind)
		return FEEL_WHY_KIND;
	if (a->kind == FEEL_TIME)
		return time_order(&a->time, &b->time, ret_order);
	if (a->kind == FEEL_STAMP)
		return stamp_order(&a->stamp, &b->stamp, ret_order);
	if (a->kind == FEEL_DATE)
		*ret_order = order(a->day, b->day);
	else if (a->kind == FEEL_MONTHS)
		*ret_order = order(a->months, b->months);
	else if (a->kind == FEEL_SPAN)
		*ret_order = order(a->nano, b->nano);
	else
		return FEEL_WHY_KIND;
	return FEEL_WHY_NOT;
}

enum feel_code
feel_temporal_eq(const struct feel_value *a, const struct feel_value *b,
    bool *ret)
{
	int way = 0;
	enum feel_code c = feel_temporal_cmp(a, b, &way);

	if (c == FEEL_WHY_NOT)
		*ret = way == 0;
	return c;
}

bool
feel_temporal_is(const struct feel_value *a, const struct feel_value *b)
{
	bool same = false;

	if (a->kind != b->kind)
		return false;
	if (a->kind == FEEL_TIME)
		return a->time.nano == b->time.nano &&
		    feel_place_is(&a->time.place, &b->time.place);
	if (a->kind == FEEL_STAMP)
		return a->stamp.day == b->stamp.day &&
		    a->stamp.nano == b->stamp.nano &&
		    feel_place_is(&a->stamp.place, &b->stamp.place);
	return feel_temporal_eq(a, b, &same) == FEEL_WHY_NOT && same;
}
