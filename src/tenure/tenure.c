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

enum err
tenure_holdings(struct arena *a, const struct tenure_state *s, size_t n,
    int64_t on, const struct tenure_holding **ret, size_t *ret_n,
    struct note *note)
{
	struct tenure_holding *h = NEW_ARRAY(a, struct tenure_holding, n + 1);
	size_t count = 0;

	if (h == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		struct tenure_holding *one = &h[count];

		if (count > 0 && key_eq(one[-1].at.id, s[i].id))
			one--;
		else {
			*one = (struct tenure_holding){ .at = s[i],
			    .began = s[i].since };
			count++;
		}
		one->ended = s[i].until;
		if (s[i].since <= on)
			one->at = s[i];
	}
	*ret = h;
	*ret_n = count;
	return ERR_OK;
}
