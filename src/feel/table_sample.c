/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which value could stand for those below, above or between the points of an
 * input?  A plain one where there is a choice: a whole number, a date.
 */
#include "feel/table_in.h"

#include "feel/temporal.h"

#define LAST_OF_DAY	(FEEL_DAY - FEEL_SECOND)

/* The next whole number below (${by} < 0) or above; where numbers lie further
 * apart than 1, one much smaller or greater. */
static bool
number_step(const struct feel_value *p, int by, struct feel_value *ret)
{
	struct decimal d;

	if (!decimal_add(p->number, decimal_of_int(by), DECIMAL_HALF_EVEN, &d))
		return false;
	d = decimal_integral(d, by < 0 ? DECIMAL_CEILING : DECIMAL_FLOOR);
	if (decimal_cmp(d, p->number) == 0) {
		if (decimal_sign(p->number) != by)
			d = decimal_of_int(0);
		else if (!decimal_mul(p->number, decimal_of_int(2),
		    DECIMAL_HALF_EVEN, &d))
			return false;
	}
	*ret = feel_number(d);
	return true;
}

/* ${p} and so many days, months or ones more; false: that is out of range. */
static bool
step(const struct feel_value *p, int by, struct feel_value *ret)
{
	struct feel_value day = feel_span_value((__int128)by * FEEL_DAY);

	switch ((enum feel_kind)p->kind) {
	case FEEL_NUMBER:
		return number_step(p, by, ret);
	case FEEL_MONTHS:
		*ret = feel_months_value(p->months + by);
		return p->months > -FEEL_MONTHS_MAX && p->months <
		    FEEL_MONTHS_MAX;
	default:
		return feel_temporal_add(p, &day, ret) == FEEL_WHY_NOT;
	}
}

/* The first and the last moment of a day, as the clock of ${p} hangs. */
static struct feel_value
time_at(const struct feel_value *p, int64_t nano)
{
	struct feel_time t = p->time;

	t.nano = nano;
	return feel_time_value(&t);
}

/* Set only if it keeps the order. */
static bool
between(const struct feel_value *p, const struct feel_value *v,
    const struct feel_value *q, struct feel_value *ret)
{
	if ((p != NULL && sample_cmp(p, v) >= 0) ||
	    (q != NULL && sample_cmp(v, q) >= 0))
		return false;
	*ret = *v;
	return true;
}

bool
sample_below(const struct feel_value *p, struct feel_value *ret)
{
	struct feel_value v = feel_string(S(""));

	if (p->kind == FEEL_TIME)
		v = time_at(p, 0);
	else if (p->kind != FEEL_STRING && !step(p, -1, &v))
		return false;
	return between(NULL, &v, p, ret);
}

bool
sample_above(struct arena *a, const struct feel_value *p,
    struct feel_value *ret)
{
	struct feel_value v;

	if (p->kind == FEEL_STRING)
		v = feel_string(str_fmt(a, "%.*s~", STR_ARG(p->text)));
	else if (p->kind == FEEL_TIME)
		v = time_at(p, p->time.nano < LAST_OF_DAY ? LAST_OF_DAY :
		    FEEL_DAY - 1);
	else if (!step(p, 1, &v))
		return false;
	return between(p, &v, NULL, ret);
}

/* The middle of two numbers, a whole one if there is one between. */
static bool
number_between(const struct feel_value *p, const struct feel_value *q,
    struct feel_value *ret)
{
	struct feel_value v;
	struct decimal d;

	if (!decimal_sub(q->number, p->number, DECIMAL_HALF_EVEN, &d) ||
	    !decimal_mul(d, (struct decimal){ 5, -1 }, DECIMAL_HALF_EVEN, &d) ||
	    !decimal_add(p->number, d, DECIMAL_HALF_EVEN, &d))
		return false;
	v = feel_number(decimal_integral(d, DECIMAL_FLOOR));
	if (between(p, &v, q, ret))
		return true;
	v = feel_number(d);
	return between(p, &v, q, ret);
}

/* Times and dates: half of what lies between, to the second, or to the
 * nanosecond where that is too coarse. */
static bool
moment_between(const struct feel_value *p, const struct feel_value *q,
    struct feel_value *ret)
{
	struct feel_value gap, v;
	__int128 half;

	if (feel_temporal_sub(q, p, &gap) != FEEL_WHY_NOT ||
	    gap.kind != FEEL_SPAN)
		return false;
	half = gap.nano / 2;
	if (half > FEEL_DAY)
		half -= half % FEEL_DAY;
	else if (half > FEEL_SECOND && p->kind != FEEL_DATE)
		half -= half % FEEL_SECOND;
	if (p->kind == FEEL_DATE)
		half -= half % FEEL_DAY;
	gap = feel_span_value(half);
	return feel_temporal_add(p, &gap, &v) == FEEL_WHY_NOT &&
	    between(p, &v, q, ret);
}

bool
sample_between(struct arena *a, const struct feel_value *p,
    const struct feel_value *q, struct feel_value *ret)
{
	struct feel_value v;

	switch ((enum feel_kind)p->kind) {
	case FEEL_NUMBER:
		return number_between(p, q, ret);
	case FEEL_STRING:
		/* The next after ${p} that can be shown, else the very next. */
		v = feel_string(str_fmt(a, "%.*s!", STR_ARG(p->text)));
		if (between(p, &v, q, ret))
			return true;
		v = feel_string(str_fmt(a, "%.*s\001", STR_ARG(p->text)));
		return between(p, &v, q, ret);
	case FEEL_MONTHS:
		v = feel_months_value(p->months + (q->months - p->months) / 2);
		return between(p, &v, q, ret);
	case FEEL_SPAN:
	case FEEL_DATE:
	case FEEL_TIME:
	case FEEL_STAMP:
		return moment_between(p, q, ret);
	default:
		return false;
	}
}

bool
sample_other(struct arena *a, const struct axis *x, struct feel_value *ret)
{
	struct buf b = BUF_IN(a);
	size_t at;

	/* One more sign each time: at most as often as there are points. */
	do {
		buf_text(&b, b.n == 0 ? "…" : ".");
		*ret = feel_string(buf_view(&b));
	} while (!buf_failed(&b) && axis_find(x, ret, &at) && at % 2 == 1);
	return !buf_failed(&b);
}
