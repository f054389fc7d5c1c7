/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Zone files and rules for later years: whatever is read, every moment is
 * shown by an offset that the zone has, and what the wall shows is found again.
 */
#include <assert.h>

#include "base/zone_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Moments of all ages, and those around the zone's own changes. */
static const int64_t moments[] = {
	-62135596800000, -2208988800000, -1, 0, 1, 536454000000, 1795414205123,
	4102444800000, 253402300799999
};
enum {
	MOMENTS = sizeof moments / sizeof *moments,
	CHANGES_TRIED = 64
};
#define SECONDS_MOST	(INT64_C(1) << 40)	/* 35,000 years */

/* Years beyond 1 to 9999 are not shown to anybody. */
static bool
shown(int64_t ms)
{
	return ms >= moments[0] + 2 * DAY_MS &&
	    ms <= moments[MOMENTS - 1] - 2 * DAY_MS;
}

static void
moment_try(const struct zone *z, int64_t ms)
{
	int offset = zone_offset(z, ms);
	struct civil c;
	int64_t again;
	size_t i = 0;

	while (i < z->noffsets && z->offsets[i] != offset)
		i++;
	assert(i < z->noffsets);
	if (!shown(ms))
		return;
	c = zone_local(z, ms);
	assert(ms_from_civil(&c) == ms + offset * SECOND_MS);
	assert(zone_instant(z, &c, &again) && again <= ms);
	assert(again + zone_offset(z, again) * SECOND_MS ==
	    ms_from_civil(&c));
}

static void
zone_try(struct arena *a, const uint8_t *data, size_t size)
{
	const struct zone *z = NULL;
	struct note note = NOTE_INIT;

	if (zone_parse(a, S("Fuzz/Zone"), data, size, &z, &note) != ERR_OK) {
		assert(z == NULL && note.msg != NULL);
		return;
	}
	for (size_t i = 1; i < z->noffsets; i++)
		assert(z->offsets[i] < z->offsets[i - 1]);
	for (size_t i = 0; i < MOMENTS; i++)
		moment_try(z, moments[i]);
	for (size_t i = 0; i < z->n && i < CHANGES_TRIED; i++)
		if (z->at[i] > -SECONDS_MOST && z->at[i] < SECONDS_MOST) {
			moment_try(z, z->at[i] * SECOND_MS - 1);
			moment_try(z, z->at[i] * SECOND_MS);
		}
}

static void
rule_try(struct str s)
{
	struct zone_rule r;

	if (!rule_parse(s, &r))
		return;
	for (size_t i = 0; i < MOMENTS; i++) {
		int32_t offset = rule_offset(&r, moments[i] / SECOND_MS);

		assert(offset == r.standard ||
		    (r.has_summer && offset == r.summer));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();

	if (a == NULL)
		return 0;
	zone_try(a, data, size);
	rule_try((struct str){ (const char *)data, size });
	arena_free(a);
	return 0;
}
