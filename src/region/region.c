/* SPDX-License-Identifier: Apache-2.0 */
/* What do the digits of a code say, and how far do years carry? */
#include "region/region.h"

bool
region_code_ok(struct str code)
{
	if (code.n != REGION_CODE && code.n != REGION_TOWNSHIP)
		return false;
	for (size_t i = 0; i < code.n; i++)
		if (code.p[i] < '0' || code.p[i] > '9')
			return false;
	return code.p[0] != '0';
}

size_t
region_parent_code(struct str code, int level,
    bool (*exists)(void *arg, struct str code), void *arg, char ret[7])
{
	/* How many digits of the code to try, nearest first. */
	static const size_t tries[REGION_LEVELS + 1][3] = {
		[2] = { 2 }, [3] = { 4, 2 }, [4] = { 6, 4, 2 },
	};

	if (level < 1 || level > REGION_LEVELS)
		return 0;
	for (size_t i = 0; i < 3 && tries[level][i] != 0; i++) {
		size_t n = tries[level][i];

		memcpy(ret, "000000", 7);
		memcpy(ret, code.p, n);
		if (exists(arg, (struct str){ ret, REGION_CODE }))
			return REGION_CODE;
	}
	return 0;
}

enum region_doubt
region_doubt(const struct region *r, int year, int least_year)
{
	if (year < r->from_year)
		return REGION_BEFORE;
	/* Where the records begin, nothing is known to have changed. */
	if (year == r->from_year && r->from_year > least_year)
		return REGION_CHANGES;
	return year == r->to_year ? REGION_CHANGES : REGION_SURE;
}

int64_t
region_gone(const struct region *r)
{
	return r->to_year == REGION_YEAR_OPEN ? DAY_OPEN :
	    day_from_civil(r->to_year, 12, 31);
}

bool
region_remark(const struct region_meant *m, int64_t day, struct note *ret)
{
	const struct region *r = &m->region, *old = &m->ended;
	int year = civil_from_day(day).year;

	note_clear(ret);
	switch (m->doubt) {
	case REGION_CHANGES:
		(void)NOTE(ret, ERR_OK, year == r->to_year ?
		    M("The division {code} {name} ended in {year}; on which "
		    "day is not known, so it is taken as given.") :
		    M("The division {code} {name} began in {year}; on which "
		    "day is not known, so it is taken as given."),
		    A_TEXT("code", r->code), A_TEXT("name", r->name),
		    A_INT("year", year));
		return true;
	case REGION_BEFORE:
		(void)NOTE(ret, ERR_OK, M("Nothing is known of the division "
		    "{code} {name} before {from}; it is taken to have been in "
		    "use in {year} too."), A_TEXT("code", r->code),
		    A_TEXT("name", r->name), A_INT("from", r->from_year),
		    A_INT("year", year));
		return true;
	case REGION_FOLLOWS:
		(void)NOTE(ret, ERR_OK, M("The division {old} {was} ended in "
		    "{to}; {code} {name}, which alone came after it, is taken."),
		    A_TEXT("old", old->code), A_TEXT("was", old->name),
		    A_INT("to", old->to_year), A_TEXT("code", r->code),
		    A_TEXT("name", r->name));
		return true;
	case REGION_SURE:
		break;
	}
	return false;
}
