/* SPDX-License-Identifier: Apache-2.0 */
/* Which parts has a value of time? */
#include "feel/temporal.h"

enum { NANO_DIGITS = 9 };

typedef struct feel_value part_of(const struct feel_value *v);

static struct civil
civil_of(const struct feel_value *v)
{
	return civil_from_day(v->kind == FEEL_DATE ? v->day : v->stamp.day);
}

static struct feel_value
part_year(const struct feel_value *v)
{
	return feel_int(civil_of(v).year);
}

static struct feel_value
part_month(const struct feel_value *v)
{
	return feel_int(civil_of(v).month);
}

static struct feel_value
part_day(const struct feel_value *v)
{
	return feel_int(civil_of(v).day);
}

static struct feel_value
part_weekday(const struct feel_value *v)
{
	return feel_int(day_of_week(v->kind == FEEL_DATE ? v->day :
	    v->stamp.day));
}

static int64_t
clock_of(const struct feel_value *v)
{
	return v->kind == FEEL_TIME ? v->time.nano : v->stamp.nano;
}

/* Nanoseconds as seconds, with no more digits than there are. */
static struct feel_value
seconds(__int128 nano)
{
	struct decimal d = { nano, -NANO_DIGITS };

	d = decimal_reduce(d);
	if (d.exp > 0)
		(void)decimal_quantize(d, 0, DECIMAL_DOWN, &d);
	return feel_number(d);
}

static struct feel_value
part_hour(const struct feel_value *v)
{
	return feel_int(clock_of(v) / FEEL_HOUR);
}

static struct feel_value
part_minute(const struct feel_value *v)
{
	return feel_int(clock_of(v) / FEEL_MINUTE % 60);
}

static struct feel_value
part_second(const struct feel_value *v)
{
	return seconds(clock_of(v) % FEEL_MINUTE);
}

static struct feel_value
part_offset(const struct feel_value *v)
{
	int32_t offset;

	if (v->kind == FEEL_TIME) {
		if (!feel_time_offset(&v->time, &offset))
			return feel_null();
	} else if (v->stamp.place.hang == FEEL_LOCAL) {
		return feel_null();
	} else {
		offset = feel_stamp_offset(&v->stamp);
	}
	return feel_span_value(offset * FEEL_SECOND);
}

static struct feel_value
part_zone(const struct feel_value *v)
{
	const struct feel_place *p = v->kind == FEEL_TIME ? &v->time.place :
	    &v->stamp.place;

	if (p->hang != FEEL_ZONED)
		return feel_null();
	return feel_string(str_of(zone_name(p->zone)));
}

static struct feel_value
part_years(const struct feel_value *v)
{
	return feel_int(v->months / 12);
}

static struct feel_value
part_months(const struct feel_value *v)
{
	return feel_int(v->months % 12);
}

static struct feel_value
part_days(const struct feel_value *v)
{
	return feel_int((int64_t)(v->nano / FEEL_DAY));
}

static struct feel_value
part_hours(const struct feel_value *v)
{
	return feel_int((int64_t)(v->nano % FEEL_DAY / FEEL_HOUR));
}

static struct feel_value
part_minutes(const struct feel_value *v)
{
	return feel_int((int64_t)(v->nano % FEEL_HOUR / FEEL_MINUTE));
}

static struct feel_value
part_seconds(const struct feel_value *v)
{
	return seconds(v->nano % FEEL_MINUTE);
}

#define OF(kind)	(1U << (kind))
#define WITH_DATE	(OF(FEEL_DATE) | OF(FEEL_STAMP))
#define WITH_CLOCK	(OF(FEEL_TIME) | OF(FEEL_STAMP))

static const struct {
	const char	*name;
	unsigned	 kinds;
	part_of		*of;
} parts[] = {
	{ "year",	 WITH_DATE,		part_year },
	{ "month",	 WITH_DATE,		part_month },
	{ "day",	 WITH_DATE,		part_day },
	{ "weekday",	 WITH_DATE,		part_weekday },
	{ "hour",	 WITH_CLOCK,		part_hour },
	{ "minute",	 WITH_CLOCK,		part_minute },
	{ "second",	 WITH_CLOCK,		part_second },
	{ "time offset", WITH_CLOCK,		part_offset },
	{ "timezone",	 WITH_CLOCK,		part_zone },
	{ "years",	 OF(FEEL_MONTHS),	part_years },
	{ "months",	 OF(FEEL_MONTHS),	part_months },
	{ "days",	 OF(FEEL_SPAN),		part_days },
	{ "hours",	 OF(FEEL_SPAN),		part_hours },
	{ "minutes",	 OF(FEEL_SPAN),		part_minutes },
	{ "seconds",	 OF(FEEL_SPAN),		part_seconds },
};

enum feel_code
feel_temporal_property(const struct feel_value *v, struct str name,
    struct feel_value *ret)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if ((parts[i].kinds & OF(v->kind)) != 0 &&
		    str_is(name, parts[i].name)) {
			*ret = parts[i].of(v);
			return FEEL_WHY_NOT;
		}
	return FEEL_WHY_ENTRY;
}
