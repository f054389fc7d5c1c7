/* SPDX-License-Identifier: Apache-2.0 */
/* Days, months and weeks of the years -999,999,999 to 999,999,999. */
#include "feel/feel_time.h"

enum { YEAR_MONTHS = 12, WEEK_DAYS = 7, THURSDAY = 4 };

bool
feel_civil_exists(int64_t year, int64_t month, int64_t day)
{
	return year >= -FEEL_YEAR_MAX && year <= FEEL_YEAR_MAX && month >= 1 &&
	    month <= YEAR_MONTHS && day >= 1 &&
	    day <= civil_days_in((int)year, (int)month);
}

bool
feel_day_fits(int64_t day)
{
	return day >= day_from_civil(-FEEL_YEAR_MAX, 1, 1) &&
	    day <= day_from_civil(FEEL_YEAR_MAX, 12, 31);
}

/* Months since the year 0. */
static int64_t
month_count(const struct civil *c)
{
	return (int64_t)c->year * YEAR_MONTHS + c->month - 1;
}

bool
feel_months_after(int64_t day, int64_t months, int64_t *ret_day)
{
	struct civil c = civil_from_day(day);
	int64_t count, year;
	int month, last;

	if (months > FEEL_MONTHS_MAX || months < -FEEL_MONTHS_MAX)
		return false;
	count = month_count(&c) + months;
	year = count / YEAR_MONTHS - (count % YEAR_MONTHS < 0);
	month = (int)(count - year * YEAR_MONTHS) + 1;
	if (year < -FEEL_YEAR_MAX || year > FEEL_YEAR_MAX)
		return false;
	last = civil_days_in((int)year, month);
	*ret_day = day_from_civil((int)year, month,
	    c.day < last ? c.day : last);
	return true;
}

int64_t
feel_months_between(int64_t from, int64_t to)
{
	struct civil a = civil_from_day(from), b = civil_from_day(to);
	int64_t n = month_count(&b) - month_count(&a);

	/* The last month is not yet full. */
	if (n > 0 && b.day < a.day)
		n--;
	else if (n < 0 && b.day > a.day)
		n++;
	return n;
}

int
feel_day_of_year(int64_t day)
{
	return (int)(day - day_from_civil(civil_from_day(day).year, 1, 1)) + 1;
}

int
feel_week_of_year(int64_t day)
{
	/* A week belongs to the year in which its Thursday lies. */
	int64_t thursday = day + THURSDAY - day_of_week(day);

	return (feel_day_of_year(thursday) - 1) / WEEK_DAYS + 1;
}
