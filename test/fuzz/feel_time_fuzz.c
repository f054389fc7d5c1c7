/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two values of time, one a line: what is read is written in a form that is
 * read again as the same, and arithmetic keeps its laws.
 */
#include <assert.h>

#include "base/zone_set.h"
#include "feel/temporal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
	"year", "month", "day", "weekday", "hour", "minute", "second",
	"time offset", "timezone", "years", "months", "days", "hours",
	"minutes", "seconds",
};

static void
round_trip(const struct feel_value *v, const struct feel_zones *zones)
{
	struct feel_value again, part;
	struct buf b = BUF_INIT;
	size_t parts = 0;

	assert(feel_is_temporal(v));
	feel_temporal_put(&b, v);
	assert(feel_at(buf_view(&b), zones, &again) == FEEL_WHY_NOT);
	assert(feel_temporal_is(v, &again));
	buf_free(&b);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		parts += feel_temporal_property(v, str_of(names[i]),
		    &part) == FEEL_WHY_NOT;
	assert(parts == (v->kind == FEEL_STAMP ? 9 : v->kind == FEEL_TIME ? 5 :
	    v->kind == FEEL_MONTHS ? 2 : 4));
}

static void
orders(const struct feel_value *a, const struct feel_value *b)
{
	int one = 0, two = 0;

	assert(feel_temporal_cmp(a, b, &one) == feel_temporal_cmp(b, a, &two));
	assert(one == -two);
	if (feel_temporal_is(a, b))
		assert(one == 0);
	assert(feel_temporal_cmp(a, a, &one) == FEEL_WHY_NOT && one == 0);
}

/* Does what the wall shows tell the moment? */
static bool
plain(const struct feel_value *v)
{
	return v->kind != FEEL_STAMP || v->stamp.place.hang != FEEL_ZONED;
}

static void
sums(const struct feel_value *a, const struct feel_value *b)
{
	struct feel_value sum, back, minus;
	bool same;

	if (feel_temporal_add(a, b, &sum) == FEEL_WHY_NOT) {
		assert(feel_temporal_add(b, a, &back) == FEEL_WHY_NOT);
		assert(feel_temporal_is(&sum, &back));
	}
	if (feel_temporal_negate(b, &minus) != FEEL_WHY_NOT)
		return;
	assert(feel_temporal_negate(&minus, &back) == FEEL_WHY_NOT);
	assert(feel_temporal_is(&back, b));
	if (feel_temporal_sub(a, b, &sum) != FEEL_WHY_NOT)
		return;
	assert(feel_temporal_add(a, &minus, &back) == FEEL_WHY_NOT);
	assert(feel_temporal_is(&sum, &back));
	if (a->kind == FEEL_STAMP && b->kind == FEEL_SPAN && plain(a)) {
		assert(feel_temporal_sub(a, &sum, &back) == FEEL_WHY_NOT);
		assert(feel_temporal_eq(&back, b, &same) == FEEL_WHY_NOT &&
		    same);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data, size }, line;
	struct arena *a = arena_new();
	struct feel_zones zones = { zone_set_find, NULL };
	struct feel_value v[2];
	int n = 0;

	if (a == NULL || (zones.of = zone_set_new(a)) == NULL)
		goto out;
	for (; n < 2 && str_cut(&rest, '\n', &line); n++) {
		if (feel_at(line, &zones, &v[n]) != FEEL_WHY_NOT)
			goto out;
		round_trip(&v[n], &zones);
	}
	if (n == 2) {
		orders(&v[0], &v[1]);
		sums(&v[0], &v[1]);
		sums(&v[1], &v[0]);
	}
out:
	arena_free(a);
	return 0;
}
