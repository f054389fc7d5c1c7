/* SPDX-License-Identifier: Apache-2.0 */
#include "deadline/deadline.h"

/* ---- has it changed? ---- */

static bool
missing_same(const struct deadline_claim *x, const struct deadline_claim *y)
{
	bool same = x->nmissing == y->nmissing;

	for (size_t i = 0; i < x->nmissing && same; i++)
		same = str_eq(x->missing[i], y->missing[i]);
	return same;
}

/*
 * What it rests on, not who says so: a newer version of the pack that comes to
 * the same changes nothing.
 */
static bool
claim_same(const struct deadline_claim *x, const struct deadline_claim *y)
{
	return x->state == y->state && key_eq(x->body, y->body) &&
	    x->anchor.ms == y->anchor.ms &&
	    (x->anchor.ms == DEADLINE_NEVER ||
	    x->anchor.prec == y->anchor.prec) && x->due == y->due &&
	    x->earlier == y->earlier &&
	    str_eq(x->anchor_fact, y->anchor_fact) &&
	    str_eq(x->within, y->within) &&
	    str_eq(x->calendar, y->calendar) && missing_same(x, y);
}

enum deadline_change
deadline_compare(const struct deadline_claim *old,
    const struct deadline_claim *claim)
{
	const bool drop = claim->state == DEADLINE_DROPPED;

	if (old == NULL)
		return drop ? DEADLINE_SAME : DEADLINE_SET;
	if (drop)
		return old->state == DEADLINE_DROPPED &&
		    str_eq(old->dropped, claim->dropped) ? DEADLINE_SAME :
		    DEADLINE_DROP;
	if (old->state == DEADLINE_DROPPED)
		return DEADLINE_SET;
	return claim_same(old, claim) ? DEADLINE_SAME : DEADLINE_MOVED;
}

/* ---- on time? ---- */

/*
 * Who met it in the minute in which it fell due was on time, whatever the
 * second.  A moment known more coarsely settles it only where all of it lies on
 * one side.
 */
enum deadline_outcome
deadline_judge(int64_t due, struct moment met, int64_t *ret_late)
{
	const int64_t first = moment_first(met), last = moment_past(met) - 1;
	int64_t over;

	*ret_late = 0;
	if (due == DEADLINE_NEVER)
		return DEADLINE_UNTIMED;
	over = due - (due % MINUTE_MS + MINUTE_MS) % MINUTE_MS + MINUTE_MS;
	if (last < over)
		return DEADLINE_ON_TIME;
	if (first < over)
		return DEADLINE_UNSURE;
	*ret_late = (first - over) / MINUTE_MS + 1;
	return DEADLINE_LATE;
}

/* ---- when to remind ---- */

/* Hundredths of the time between anchor and due. */
static const int parts[REMIND__MAX] = {
	[REMIND_HALF] = 50,
	[REMIND_MOST] = 80,
	[REMIND_DUE] = 100,
	[REMIND_CALLS] = 100,
	[REMIND_SUPERIOR] = 100,
};

/* Calls follow, so that whoever reports at the last moment is not called. */
static const int64_t behind[REMIND__MAX] = {
	[REMIND_CALLS] = 5 * MINUTE_MS,
	[REMIND_SUPERIOR] = 15 * MINUTE_MS,
};

void
deadline_schedule(int64_t anchor, int64_t due, int64_t now,
    int64_t ret[REMIND__MAX])
{
	int last = -1;

	for (int i = 0; i < REMIND__MAX; i++)
		ret[i] = DEADLINE_NEVER;
	if (due == DEADLINE_NEVER || anchor == DEADLINE_NEVER || due < anchor)
		return;
	for (int i = 0; i < REMIND__MAX; i++) {
		ret[i] = anchor + (due - anchor) / 100 * parts[i] +
		    (due - anchor) % 100 * parts[i] / 100 + behind[i];
		if (ret[i] <= now)
			last = i;
	}
	for (int i = 0; i < last; i++)
		ret[i] = DEADLINE_NEVER;
	if (last >= 0)
		ret[last] = now;
}
