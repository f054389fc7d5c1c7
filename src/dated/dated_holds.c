/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated_holds.h"

#include <stdlib.h>

#include "core/memo.h"

enum { HOLDS_FIRST = 1024 };

bool
holds_put(struct holds *h, struct str thing, int64_t since, int64_t until,
    uint32_t record, uint32_t row)
{
	const size_t room = h->room == 0 ? HOLDS_FIRST : 2 * h->room;
	struct hold *hold;

	if (h->n == h->room) {
		if ((hold = realloc(h->hold, room * sizeof *hold)) == NULL)
			return false;
		h->hold = hold;
		h->room = room;
	}
	h->hold[h->n++] = (struct hold){
		.thing = { memo_hash(thing, S("")), memo_hash(S("2"), thing) },
		.since = since, .until = until, .record = record, .row = row,
	};
	return true;
}

static int
order(const void *x, const void *y)
{
	const struct hold *a = x, *b = y;

	for (int i = 0; i < 2; i++)
		if (a->thing[i] != b->thing[i])
			return a->thing[i] < b->thing[i] ? -1 : 1;
	if (a->since != b->since)
		return a->since < b->since ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

void
holds_meet(struct holds *h, void (*meet)(void *arg, uint32_t row,
    uint32_t other), void *arg)
{
	const struct hold *last = NULL;	/* which ends last so far */

	qsort(h->hold, h->n, sizeof *h->hold, order);
	for (size_t i = 0; i < h->n; i++) {
		const struct hold *one = &h->hold[i];
		const bool same = last != NULL &&
		    last->thing[0] == one->thing[0] &&
		    last->thing[1] == one->thing[1];

		if (same && one->since < last->until &&
		    one->record != last->record)
			meet(arg, one->row > last->row ? one->row : last->row,
			    one->row > last->row ? last->row : one->row);
		if (!same || one->until > last->until)
			last = one;
	}
}

void
holds_free(struct holds *h)
{
	free(h->hold);
	*h = (struct holds){ .n = 0 };
}
