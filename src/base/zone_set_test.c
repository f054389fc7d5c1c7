/* SPDX-License-Identifier: Apache-2.0 */
#include "base/zone_set.h"

#include "test/lib/test.h"

TEST("a zone is read once and found again")
{
	struct arena *a = arena_new();
	struct zone_set *set = zone_set_new(a);
	const struct zone *berlin = zone_set_find(set, S("Europe/Berlin"));
	const struct zone *paris = zone_set_find(set, S("Europe/Paris"));

	assert_non_null(berlin);
	assert_non_null(paris);
	CHECK_STR(str_of(zone_name(berlin)), "Europe/Berlin");
	CHECK(zone_set_find(set, S("Europe/Berlin")) == berlin);
	CHECK(zone_set_find(set, S("Europe/Paris")) == paris);
	CHECK(zone_set_find(set, S("Etc/UTC")) == zone_built_in(S("Etc/UTC")));
	arena_free(a);
}

TEST("what is no zone stays none, and a full set takes no more")
{
	struct arena *a = arena_new();
	struct zone_set *set = zone_set_new(a);

	CHECK(zone_set_find(set, S("../../etc/passwd")) == NULL);
	CHECK(zone_set_find(set, S("")) == NULL);
	for (int i = 0; i < 2 * ZONE_SET_MAX; i++)
		CHECK(zone_set_find(set, str_fmt(a, "No/Such%d", i)) == NULL);
	CHECK(zone_set_find(set, S("Europe/Paris")) == NULL);
	arena_free(a);
}

TEST("an offset is steady where no change is to come")
{
	struct arena *a = arena_new();
	struct zone_set *set = zone_set_new(a);
	struct civil c = { 2020, 1, 1, 0, 0, 0, 0 };
	int64_t from = ms_from_civil(&c);
	int offset = 42;

	CHECK(!zone_steady(zone_set_find(set, S("Europe/Paris")), from,
	    &offset));
	/* Its rule has no summer, but its Ramadan is listed to 2087. */
	CHECK(!zone_steady(zone_set_find(set, S("Africa/Casablanca")), from,
	    &offset));
	CHECK_INT(offset, 42);
	CHECK(zone_steady(zone_set_find(set, S("Asia/Dhaka")), from, &offset));
	CHECK_INT(offset, 6 * 3600);
	CHECK(!zone_steady(zone_set_find(set, S("Asia/Dhaka")), 0, &offset));
	CHECK(zone_steady(zone_built_in(S("Asia/Shanghai")), from, &offset));
	CHECK_INT(offset, 8 * 3600);
	CHECK(zone_steady(NULL, from, &offset));
	CHECK_INT(offset, 0);
	arena_free(a);
}
