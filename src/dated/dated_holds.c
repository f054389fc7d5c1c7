/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated_holds.h"

#include <stdlib.h>

#include "base/memo.h"

enum { HOLDS_FIRST = 1024 };

bool
holds_put(struct holds *h, struct str thing, const struct hold *one)
{
	const size_t room = h->room == 0 ? HOLDS_FIRST : 2 * h->room;
	struct hold *hold;

	if (h->n == h->room) {
		if ((hold = realloc(h->hold, room * sizeof *hold)) == NULL)
			return false;
		h->hold = hold;
		h->room = room;
	}
	hold = &h->hold[h->n++];
	*hold = *one;
	hold->thing[0] = memo_hash(thing, S(""));
	hold->thing[1] = memo_hash(S("2"), thing);
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

static bool
same_thing(const struct hold *a, const struct hold *b)
{
	return a->thing[0] == b->thing[0] && a->thing[1] == b->thing[1];
}

/* Who holds the thing under way: at most as many as there is room for. */
struct there {
	const struct hold	**hold;
	size_t			  n;
};

/* Those who hold it no longer when ${one} begins leave. */
static void
leave(struct there *t, const struct hold *one)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->hold[i]->until > one->since)
			t->hold[n++] = t->hold[i];
	t->n = n;
}

/* The later row of ${one} and of those that are there; and who has it otherwise. */
static void
blame(const struct there *t, const struct hold *one, uint32_t *ret_row,
    uint32_t *ret_other)
{
	uint32_t row = one->row, other = 0;

	for (size_t i = 0; i < t->n; i++) {
		const uint32_t there = t->hold[i]->row;

		if (there > row) {
			other = row;
			row = there;
		} else if (there > other)
			other = there;
	}
	*ret_row = row;
	*ret_other = other;
}

/* There is no room for ${one}: it takes that of whoever goes first, if it stays
 * longer, so that whoever comes later is seen, too. */
static void
displace(struct there *t, const struct hold *one)
{
	size_t first = 0;

	for (size_t i = 1; i < t->n; i++)
		if (t->hold[i]->until < t->hold[first]->until)
			first = i;
	if (t->n > 0 && one->until > t->hold[first]->until)
		t->hold[first] = one;
}

static bool
is_there(const struct there *t, uint32_t record)
{
	bool is = false;

	for (size_t i = 0; i < t->n && !is; i++)
		is = t->hold[i]->record == record;
	return is;
}

bool
holds_meet(struct holds *h, void (*meet)(void *arg, uint32_t row,
    uint32_t other, uint32_t room), void *arg)
{
	struct there t = { .hold = NULL };
	uint32_t most = 1, row, other;

	for (size_t i = 0; i < h->n; i++)
		most = h->hold[i].room > most ? h->hold[i].room : most;
	if ((t.hold = calloc(most, sizeof *t.hold)) == NULL)
		return false;
	if (h->n > 0)
		qsort(h->hold, h->n, sizeof *h->hold, order);
	for (size_t i = 0; i < h->n; i++) {
		const struct hold *one = &h->hold[i];

		if (i > 0 && !same_thing(one, one - 1))
			t.n = 0;
		leave(&t, one);
		if (t.n < one->room && t.n < most) {
			t.hold[t.n++] = one;
			continue;
		}
		if (!is_there(&t, one->record)) {
			blame(&t, one, &row, &other);
			if (row != 0)
				meet(arg, row, other, one->room);
		}
		displace(&t, one);
	}
	free(t.hold);
	return true;
}

void
holds_free(struct holds *h)
{
	free(h->hold);
	*h = (struct holds){ .n = 0 };
}
