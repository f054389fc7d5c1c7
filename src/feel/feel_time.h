/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What are a date, a time, a date and time and the two durations, for rules?
 * Proleptic Gregorian calendar, years ±999,999,999, nanoseconds.
 *
 * A clock hangs somewhere: nowhere that is known (local), at an offset from
 * UTC, or in a named zone.  Zones are handed in: this folder reads no files.
 *
 * A date and time of a zone is what the wall shows there.  An hour that occurs
 * twice means the first; one that is skipped means as much time after the last
 * moment before it.
 */
#ifndef FEEL_FEEL_TIME_H
#define FEEL_FEEL_TIME_H

#include "base/str.h"
#include "base/zone.h"

enum feel_hang { FEEL_LOCAL, FEEL_OFFSET, FEEL_ZONED };

struct feel_place {
	const struct zone	*zone;		/* FEEL_ZONED */
	int32_t			 offset;	/* FEEL_OFFSET: seconds east */
	enum feel_hang		 hang;
};

struct feel_time {
	int64_t			nano;		/* of the day */
	struct feel_place	place;
};

struct feel_stamp {			/* FEEL's "date and time" */
	int64_t			day;		/* 0 = 1970-01-01 */
	int64_t			nano;
	struct feel_place	place;
};

/* Where do zones come from?  NULL: none is known by that name. */
struct feel_zones {
	const struct zone	*(*find)(void *of, struct str name);
	void			*of;
};

enum {
	FEEL_YEAR_MAX	= 999999999,		/* and its negative */
	FEEL_OFFSET_MAX	= 18 * 60 * 60		/* seconds, east or west */
};

#define FEEL_SECOND	INT64_C(1000000000)	/* in nanoseconds */
#define FEEL_MINUTE	(60 * FEEL_SECOND)
#define FEEL_HOUR	(60 * FEEL_MINUTE)
#define FEEL_DAY	(24 * FEEL_HOUR)
#define FEEL_MILLI	(FEEL_SECOND / 1000)

/* Durations, in months and in nanoseconds, and their negatives. */
#define FEEL_MONTHS_MAX	INT64_C(1000000000000000)
#define FEEL_SPAN_MAX	((__int128)1000000000000000000 * FEEL_DAY)

/* ---- days ---- */

bool feel_civil_exists(int64_t year, int64_t month, int64_t day);
bool feel_day_fits(int64_t day);	/* within the years there are */

/* The day so many months later, the last of its month if that is shorter;
 * false when there is no such year. */
bool feel_months_after(int64_t day, int64_t months, int64_t *ret_day);

/* Whole months from one day to another, negative when it lies before. */
int64_t feel_months_between(int64_t from, int64_t to);

int feel_day_of_year(int64_t day);	/* 1..366 */
int feel_week_of_year(int64_t day);	/* ISO 8601: 1..53 */

/* ---- places ---- */

/* "" (local), "Z", "+08:00", "-03:30:15", "@Asia/Shanghai".  Zones that are
 * built in are known without ${zones} (NULL is allowed). */
bool feel_place_parse(struct str s, const struct feel_zones *zones,
    struct feel_place *ret);
void feel_place_put(struct buf *b, const struct feel_place *p);
bool feel_place_is(const struct feel_place *a, const struct feel_place *b);

/* Nanoseconds of UTC since 1970; not for a local one. */
__int128 feel_stamp_instant(const struct feel_stamp *s);

/* What a clock at ${place} shows then; false when that is out of range. */
bool feel_stamp_at(__int128 instant, const struct feel_place *place,
    struct feel_stamp *ret);

/* Nanoseconds the wall shows since 1970-01-01, wherever it is. */
__int128 feel_stamp_wall(const struct feel_stamp *s);
bool feel_stamp_of_wall(__int128 wall, const struct feel_place *place,
    struct feel_stamp *ret);

/* Seconds east at that moment; not for a local one. */
int32_t feel_stamp_offset(const struct feel_stamp *s);

/*
 * The same of a time, which has no date: false for a local one and for one in
 * a zone that has changed its clock since 2020 or will.
 */
bool feel_time_offset(const struct feel_time *t, int32_t *ret);

/* ---- texts ---- */

bool feel_date_parse(struct str s, int64_t *ret_day);
bool feel_time_parse(struct str s, const struct feel_zones *zones,
    struct feel_time *ret);

/* With a date alone: its beginning, local.  24:00:00 is the next day's. */
bool feel_stamp_parse(struct str s, const struct feel_zones *zones,
    struct feel_stamp *ret);

/* "P1Y2M" | "P3DT4H5M6.789S", signs before; ${*ret_months} tells which. */
bool feel_duration_parse(struct str s, bool *ret_months, __int128 *ret);

void feel_date_put(struct buf *b, int64_t day);
void feel_time_put(struct buf *b, const struct feel_time *t);
void feel_stamp_put(struct buf *b, const struct feel_stamp *s);
void feel_months_put(struct buf *b, int64_t months);	/* "P1Y2M", "P0M" */
void feel_span_put(struct buf *b, __int128 nano);	/* "P1DT1H", "PT0S" */

#endif
