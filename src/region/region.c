/* SPDX-License-Identifier: Apache-2.0 */
/* What do the digits of a code say? */
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
