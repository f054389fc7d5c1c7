/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which days are working days?  A calendar is data (packs/calendar-cn.csv:
 * date,kind,name with holiday | workday, which is a Saturday or Sunday worked
 * instead of another day): listed days are what they are called, others follow
 * the week, and beyond the last published year the answer is unknown (the
 * arrangement is not published yet), never Monday to Friday.
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include "base/moment.h"
#include "base/note.h"

enum { CALENDAR_DAYS_MAX = 20000, CALENDAR_YEARS_MAX = 200 };

struct calendar;

/*
 * Read a calendar from CSV text.  The years covered are those from the first
 * to the last listed date; each year between must list at least one day.
 */
enum err calendar_parse(struct arena *a, struct str csv,
    const struct calendar **ret, struct note *note);

int calendar_first_year(const struct calendar *c);
int calendar_last_year(const struct calendar *c);
const char *calendar_hash(const struct calendar *c);	/* hex SHA-256 of text */

/* Is ${day} a working day?  TRUTH_OPEN outside the years covered. */
enum truth calendar_works(const struct calendar *c, int64_t day);

/* The holiday or make-up day's name, or NULL. */
const char *calendar_name(const struct calendar *c, int64_t day);

/*
 * calendar_after(c, day, n, ret_day):
 * The ${n}-th working day after ${day}, which itself is not counted (n >= 1).
 * TRUTH_OPEN when the way leads through days not published, and ${*ret_day} is
 * then the first such day.
 */
enum truth calendar_after(const struct calendar *c, int64_t day, int n,
    int64_t *ret_day);

/* How many working days lie in (from, to]?  Open as above. */
enum truth calendar_between(const struct calendar *c, int64_t from, int64_t to,
    int *ret_n);

#endif
