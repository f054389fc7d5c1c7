/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is a point in time?  UTC milliseconds with the precision in which it is
 * known; two moments are compared in three values, since "March" is neither
 * before nor after "14 March".  A date is a count of days in the proleptic
 * Gregorian calendar, day 0 = 1970-01-01; it knows no zone.
 *
 * A moment known to the day, month or year is one of the calendar of the
 * house's zone; its ${ms} is the first millisecond of that span in UTC, and its
 * text is cut at its precision (2026-11-23T06:10Z, 2026-11-23, 2026-11, 2026).
 * Spans are taken in UTC: who needs the local one converts with zone.h.
 */
#ifndef BASE_MOMENT_H
#define BASE_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define SECOND_MS	INT64_C(1000)
#define MINUTE_MS	(60 * SECOND_MS)
#define HOUR_MS		(60 * MINUTE_MS)
#define DAY_MS		(24 * HOUR_MS)

enum {
	DAY_OPEN	= 2932896,	/* 9999-12-31: an end not known yet */
	DAY_LEAST	= -719162	/* 0001-01-01 */
};

enum precision {
	PREC_MS, PREC_SECOND, PREC_MINUTE, PREC_HOUR, PREC_DAY, PREC_MONTH,
	PREC_YEAR, PREC__MAX
};

struct moment {
	int64_t		ms;
	enum precision	prec;
};

struct civil {
	int	year, month, day;		/* 1..9999, 1..12, 1..31 */
	int	hour, minute, second, ms;
};

/* Three-valued truth, Kleene; used by everything that decides. */
enum truth { TRUTH_NO, TRUTH_YES, TRUTH_OPEN };

/* The next four also hold for years from -999,999,999 to 999,999,999 (0 being
 * the year before 1); civil_exists() knows 1..9999 only. */
bool civil_exists(int year, int month, int day);
int civil_days_in(int year, int month);
int64_t day_from_civil(int year, int month, int day);	/* must exist */
struct civil civil_from_day(int64_t day);
int day_of_week(int64_t day);			/* 1 Monday .. 7 Sunday */
struct civil civil_from_ms(int64_t ms);		/* in UTC */
int64_t ms_from_civil(const struct civil *c);	/* in UTC */
int64_t day_of_ms(int64_t ms);			/* floor, also before 1970 */

/* "2026-11-23"; false for any other form or a date that does not exist. */
bool day_parse(struct str s, int64_t *ret_day);
void day_put(struct buf *b, int64_t day);

/*
 * The canonical form: UTC with Z down to the hour, cut at the precision:
 * "2026", "2026-11", "2026-11-23", "2026-11-23T06Z", "2026-11-23T06:10Z",
 * "2026-11-23T06:10:05Z", "2026-11-23T06:10:05.123Z".  moment_parse() accepts
 * exactly these (no offsets) and nothing else.
 */
bool moment_parse(struct str s, struct moment *ret_m);
void moment_put(struct buf *b, struct moment m);

/* First and one past the last millisecond that ${m} may mean. */
int64_t moment_first(struct moment m);
int64_t moment_past(struct moment m);

/* Is ${a} before ${b}?  Open when their spans leave room for both answers. */
enum truth moment_before(struct moment a, struct moment b);

#endif
