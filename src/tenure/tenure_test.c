/* SPDX-License-Identifier: Apache-2.0 */
#include "tenure/tenure.h"

#include "post/post.h"
#include "test/lib/test.h"

/* Is there a seat on [since, until), beside holders "1-5 3-9"? */
static bool
free_seat(int seats, const char *holders, int64_t since, int64_t until,
    size_t *ret_at)
{
	struct tenure_held held[16];
	struct str rest = str_of(holders), one, from;
	size_t n = 0;

	while (rest.n != 0 && str_cut(&rest, ' ', &one)) {
		CHECK(str_cut(&one, '-', &from));
		CHECK(str_int(from, &held[n].since));
		CHECK(str_int(one, &held[n].until));
		n++;
	}
	return tenure_seat_free(seats, held, n, since, until, ret_at);
}

TEST("an empty post has a seat, and one that is free all the time")
{
	size_t at = 9;

	CHECK(free_seat(1, "", 1, 5, &at));
	CHECK(free_seat(1, "1-5", 5, 9, &at));
	CHECK(free_seat(1, "5-9", 1, 5, &at));
	CHECK(free_seat(1, "1-3 7-9", 3, 7, &at));
	CHECK_INT(at, 9);
}

TEST("a seat that is taken for a day is not free, and the holder is told")
{
	size_t at = 9;

	CHECK(!free_seat(1, "1-5", 4, 9, &at));
	CHECK_INT(at, 0);
	CHECK(!free_seat(1, "1-3 6-9", 4, 7, &at));
	CHECK_INT(at, 1);
	CHECK(!free_seat(1, "4-5", 1, 9, &at));
	CHECK(!free_seat(1, "1-9", 4, 5, &at));
	CHECK(!free_seat(1, "1-5", 1, 5, &at));
}

TEST("of several seats those that are taken at one time count")
{
	size_t at = 9;

	CHECK(free_seat(2, "1-9", 1, 9, &at));
	CHECK(!free_seat(2, "1-9 1-9", 1, 9, &at));
	CHECK(!free_seat(2, "1-9 3-5", 1, 9, &at));
	/* Never two at once. */
	CHECK(free_seat(2, "1-3 3-5 5-9", 1, 9, &at));
	CHECK(free_seat(2, "1-4 4-9", 2, 8, &at));
	CHECK(!free_seat(2, "1-5 4-9", 2, 8, &at));
	CHECK_INT(at, 1);
	CHECK(free_seat(3, "1-5 4-9", 2, 8, &at));
}

TEST("substantive and concurrent holders fill a seat, others stand beside it")
{
	static const bool fills[TENURE_KIND__MAX] = {
		[TENURE_SUBSTANTIVE] = true, [TENURE_CONCURRENT] = true };

	for (int k = 0; k < TENURE_KIND__MAX; k++) {
		struct value v[TENURE__MAX] = { [TENURE_KIND] =
		    V_TEXT(str_of(tenure_kinds[k].word)) };

		CHECK_INT(tenure_kind_of(&v[TENURE_KIND]), k);
		CHECK(tenure_fills(v) == fills[k]);
	}
}

TEST("a post says how many seats it has, and which capacities")
{
	struct value words[] = { V_TEXT(S("contact")),
	    V_TEXT(S("security_head")) };
	struct value v[POST__MAX] = { { 0 } };

	CHECK_INT(post_seats(v), 1);
	v[POST_SEATS] = (struct value)V_INT(6);
	CHECK_INT(post_seats(v), 6);
	CHECK(!post_has(&v[POST_CAPACITIES], CAPACITY_CONTACT));
	v[POST_CAPACITIES] = (struct value){ .given = GIVEN_KNOWN,
	    .list = { words, 2 } };
	CHECK(post_has(&v[POST_CAPACITIES], CAPACITY_CONTACT));
	CHECK(post_has(&v[POST_CAPACITIES], CAPACITY_SECURITY));
	CHECK(!post_has(&v[POST_CAPACITIES], CAPACITY_FIRST));
}

TEST("states are put together to tenures, each as it is on a day")
{
	struct arena *a = arena_new();
	const struct tenure_state s[] = {
		{ .id = { { 1 } }, .since = 1, .until = 5 },
		{ .id = { { 1 } }, .since = 5, .until = 9, .absent = true },
		{ .id = { { 2 } }, .since = 20, .until = 30 },
	};
	const struct tenure_holding *h;
	struct note note = NOTE_INIT;
	size_t n;

	CHECK_OK(tenure_holdings(a, s, 3, 6, &h, &n, &note), &note);
	CHECK_INT(n, 2);
	CHECK_INT(h[0].began, 1);
	CHECK_INT(h[0].ended, 9);
	CHECK(h[0].at.absent);
	CHECK_INT(h[1].began, 20);
	CHECK_INT(h[1].ended, 30);
	CHECK_OK(tenure_holdings(a, s, 3, 4, &h, &n, &note), &note);
	CHECK(!h[0].at.absent);
	CHECK_OK(tenure_holdings(a, s, 0, 4, &h, &n, &note), &note);
	CHECK_INT(n, 0);
	arena_free(a);
}
