/* SPDX-License-Identifier: Apache-2.0 */
/* Which divisions lie in which, in the year of the index? */
#include "store/scope.h"

#include "region/region_in.h"

static int64_t
year_of(int64_t day)
{
	return civil_from_day(day).year;
}

#define WANTED \
	"SELECT region AS id, parent AS above FROM region_row" \
	" WHERE rec_end = 9007199254740991 AND from_year <= $1" \
	" AND to_year > $1"
#define TURNING \
	"SELECT region AS id FROM region_row" \
	" WHERE rec_end = 9007199254740991" \
	" AND ((from_year > $1 AND from_year <= $2)" \
	" OR (to_year > $1 AND to_year <= $2))"

const struct scope region_scope = {
	.when = year_of,
	SCOPE_TREE("region", "region", WANTED, TURNING)
};
