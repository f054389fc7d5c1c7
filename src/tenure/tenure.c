/* SPDX-License-Identifier: Apache-2.0 */
#include "tenure/tenure.h"

#include <assert.h>

const struct choice tenure_kinds[] = {
	[TENURE_SUBSTANTIVE] = { "substantive", M("substantive") },
	[TENURE_PRESIDING] = { "presiding", M("presiding") },
	[TENURE_ACTING] = { "acting", M("acting") },
	[TENURE_CONCURRENT] = { "concurrent", M("concurrent") },
	[TENURE_TEMPORARY] = { "temporary", M("temporary posting") },
	[TENURE_KIND__MAX] = { NULL, NULL }
};

enum tenure_kind
tenure_kind_of(const struct value *kind)
{
	int k = 0;

	while (!str_is(kind->text, tenure_kinds[k].word)) {
		k++;
		assert(k < TENURE_KIND__MAX);
	}
	return (enum tenure_kind)k;
}

bool
tenure_fills(const struct value *v)
{
	const enum tenure_kind kind = tenure_kind_of(&v[TENURE_KIND]);

	return kind == TENURE_SUBSTANTIVE || kind == TENURE_CONCURRENT;
}

bool
tenure_seat_free(int64_t seats, const struct tenure_held *held, size_t n,
    int64_t since, int64_t until, size_t *ret_at)
{
	/* Most are there at once on a day on which one of them begins. */
	for (size_t i = 0; i < n; i++) {
		const int64_t day = held[i].since > since ? held[i].since :
		    since;
		int64_t there = 0;

		for (size_t k = 0; k < n; k++)
			there += held[k].since <= day && day < held[k].until;
		if (day < until && day < held[i].until && there >= seats) {
			*ret_at = i;
			return false;
		}
	}
	return true;
}
