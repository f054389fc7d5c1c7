/* SPDX-License-Identifier: Apache-2.0 */
/* Where does a clock hang, and what does UTC show then? */
#include <assert.h>

#include "feel/feel_time.h"

enum { CYCLE_DAYS = 146097 };	/* 400 years: whole weeks, too */

/* 2020-01-01: from here on a zone must have kept its clock for a time without
 * a date to have an offset. */
#define STEADY_FROM	(INT64_C(18262) * DAY_MS)

static int64_t
floor_days(__int128 nano)
{
	return (int64_t)(nano / FEEL_DAY - (nano % FEEL_DAY < 0));
}

/*
 * Zones reckon in milliseconds of the years 1..9999.  Rules repeat every 400
 * years, and nothing is recorded of clocks before 1800 or after 9600: other
 * years are as those of the cycle at that end.
 */
static int64_t
day_near(int64_t day)
{
	const int64_t most = DAY_OPEN - 1, least = DAY_LEAST + 1;

	if (day > most)
		return most - CYCLE_DAYS + 1 + (day - most - 1) % CYCLE_DAYS;
	if (day < least)
		return least + CYCLE_DAYS - 1 - (least - day - 1) % CYCLE_DAYS;
	return day;
}

/* Seconds east when the wall shows that. */
static int32_t
wall_offset(const struct zone *z, int64_t day, int64_t nano)
{
	int64_t wall = day_near(day) * DAY_MS + nano / FEEL_MILLI, ms;
	struct civil c = civil_from_ms(wall);

	if (zone_instant(z, &c, &ms))
		return (int32_t)((wall - ms) / SECOND_MS);
	/* Skipped: the clock of the time before runs on.  No clock was put
	 * forward by more than a day, none twice in two. */
	return zone_offset(z, wall - 2 * DAY_MS);
}

int32_t
feel_stamp_offset(const struct feel_stamp *s)
{
	assert(s->place.hang != FEEL_LOCAL);
	if (s->place.hang == FEEL_OFFSET)
		return s->place.offset;
	return wall_offset(s->place.zone, s->day, s->nano);
}

bool
feel_time_offset(const struct feel_time *t, int32_t *ret)
{
	int offset;

	if (t->place.hang == FEEL_LOCAL)
		return false;
	if (t->place.hang == FEEL_OFFSET) {
		*ret = t->place.offset;
		return true;
	}
	if (!zone_steady(t->place.zone, STEADY_FROM, &offset))
		return false;
	*ret = offset;
	return true;
}

__int128
feel_stamp_wall(const struct feel_stamp *s)
{
	return (__int128)s->day * FEEL_DAY + s->nano;
}

__int128
feel_stamp_instant(const struct feel_stamp *s)
{
	return feel_stamp_wall(s) - feel_stamp_offset(s) * FEEL_SECOND;
}

bool
feel_stamp_of_wall(__int128 wall, const struct feel_place *place,
    struct feel_stamp *ret)
{
	/* Twice the largest span fits: no day overflows here. */
	int64_t day = floor_days(wall);

	if (!feel_day_fits(day))
		return false;
	*ret = (struct feel_stamp){
		day, (int64_t)(wall - (__int128)day * FEEL_DAY), *place
	};
	return true;
}

bool
feel_stamp_at(__int128 instant, const struct feel_place *place,
    struct feel_stamp *ret)
{
	int64_t day = floor_days(instant), nano;
	int32_t offset = place->offset;

	assert(place->hang != FEEL_LOCAL);
	if (place->hang == FEEL_ZONED) {
		nano = (int64_t)(instant - (__int128)day * FEEL_DAY);
		offset = zone_offset(place->zone,
		    day_near(day) * DAY_MS + nano / FEEL_MILLI);
	}
	return feel_stamp_of_wall(instant + offset * FEEL_SECOND, place, ret);
}

bool
feel_place_is(const struct feel_place *a, const struct feel_place *b)
{
	if (a->hang != b->hang)
		return false;
	if (a->hang == FEEL_OFFSET)
		return a->offset == b->offset;
	return a->hang == FEEL_LOCAL || a->zone == b->zone ||
	    str_is(str_of(zone_name(a->zone)), zone_name(b->zone));
}
