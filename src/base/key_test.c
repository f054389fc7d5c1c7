/* SPDX-License-Identifier: Apache-2.0 */
#include "base/key.h"

#include "test/lib/test.h"

#define MS_MAX	((INT64_C(1) << 48) - 1)

/* RFC 9562, appendix A.6: 2022-02-22 14:22:22-05:00. */
#define EXAMPLE		"017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
#define EXAMPLE_MS	INT64_C(0x017F22E279B0)

/* Chance that says one byte for ever. */
static void
same_byte(void *arg, void *to, size_t n)
{
	memset(to, *(const unsigned char *)arg, n);
}

static struct chance
always(unsigned char *byte)
{
	return (struct chance){ same_byte, byte };
}

static struct key
key_of(const char *text)
{
	struct key k;

	CHECK(key_parse(str_of(text), &k));
	return k;
}

static void
check(struct key k, const char *want)
{
	struct arena *a = arena_new();

	CHECK_STR(key_text(a, k), want);
	arena_free(a);
}

static int64_t
ms_of(struct key k)
{
	int64_t ms = 0;

	for (size_t i = 0; i < 6; i++)
		ms = ms << 8 | k.b[i];
	return ms;
}

static bool
is_v7(struct key k)
{
	return k.b[6] >> 4 == 7 && k.b[8] >> 6 == 2;
}

TEST("the example of RFC 9562 is read and written")
{
	struct key k = key_of(EXAMPLE);

	CHECK_INT(ms_of(k), EXAMPLE_MS);
	CHECK(is_v7(k));
	check(k, EXAMPLE);
}

TEST("capital letters are read, small ones written")
{
	check(key_of("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), EXAMPLE);
}

TEST("what is not quite a key is refused and nothing is set")
{
	static const char *const bad[] = {
		"", "017f22e2", (EXAMPLE " "), (" " EXAMPLE),
		"017f22e279b07cc398c4dc0c0c07398f",
		"017f22e2-79b0-7cc3-98c4-dc0c0c07398",
		"017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
		"017f22e2-79b0-7cc3-98c4_dc0c0c07398f",
		"017f22e27-9b0-7cc3-98c4-dc0c0c07398f",
		"{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
		"-17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
		"017f22e2-79b0-7cc3-98c4-dc0c0c0739+f",
	};
	struct key k = key_of(EXAMPLE);

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!key_parse(str_of(bad[i]), &k));
	check(k, EXAMPLE);
}

TEST("no key is all zeros and less than any other")
{
	struct key none = KEY_NONE, some = key_of(EXAMPLE);

	CHECK(key_none(none));
	CHECK(!key_none(some));
	CHECK(key_eq(none, KEY_NONE));
	CHECK(!key_eq(none, some));
	CHECK(key_cmp(none, some) < 0);
	CHECK(key_cmp(some, none) > 0);
	CHECK_INT(key_cmp(some, some), 0);
	check(none, "00000000-0000-0000-0000-000000000000");
}

TEST("a key fits a buffer that has just its room")
{
	char room[37];
	struct buf b = { .p = room, .room = sizeof room };

	key_put(&b, key_of(EXAMPLE));
	CHECK(b.p == room && !buf_failed(&b));
	CHECK_STR(buf_view(&b), EXAMPLE);
}

TEST("a later millisecond brings fresh chance")
{
	unsigned char ones = 0xFF, zeros = 0;
	struct chance c = always(&ones), d = always(&zeros);

	check(key_next(KEY_NONE, EXAMPLE_MS, &c),
	    "017f22e2-79b0-7fff-bfff-ffffffffffff");
	check(key_next(key_of(EXAMPLE), EXAMPLE_MS + 1, &d),
	    "017f22e2-79b1-7000-8000-000000000000");
}

TEST("within a millisecond a key is the last plus a step of 1 to 65536")
{
	unsigned char ones = 0xFF, zeros = 0;
	struct chance c = always(&ones), d = always(&zeros);

	check(key_next(key_of(EXAMPLE), EXAMPLE_MS, &d),
	    "017f22e2-79b0-7cc3-98c4-dc0c0c073990");
	check(key_next(key_of(EXAMPLE), EXAMPLE_MS, &c),
	    "017f22e2-79b0-7cc3-98c4-dc0c0c08398f");
}

TEST("a clock that goes back does not take the keys with it")
{
	unsigned char zeros = 0;
	struct chance c = always(&zeros);

	check(key_next(key_of(EXAMPLE), EXAMPLE_MS - 5000, &c),
	    "017f22e2-79b0-7cc3-98c4-dc0c0c073990");
	check(key_next(key_of(EXAMPLE), -1, &c),
	    "017f22e2-79b0-7cc3-98c4-dc0c0c073990");
}

TEST("the step carries through the random bits into the millisecond")
{
	unsigned char zeros = 0;
	struct chance c = always(&zeros);

	check(key_next(key_of("017f22e2-79b0-7cc3-bfff-ffffffffffff"), 0, &c),
	    "017f22e2-79b0-7cc4-8000-000000000000");
	check(key_next(key_of("017f22e2-79b0-7fff-bfff-ffffffffffff"), 0, &c),
	    "017f22e2-79b1-7000-8000-000000000000");
}

TEST("a last key of another version is still followed by a greater one")
{
	static const char *const foreign[] = {
		"017f22e2-79b0-ffff-ffff-ffffffffffff",
		"017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
		"017f22e2-79b0-8cc3-98c4-dc0c0c07398f",
		"017f22e2-79b0-7cc3-d8c4-dc0c0c07398f",
		"017f22e2-79b0-7fff-ffff-ffffffffffff",
		"00000000-0000-0000-0000-000000000001",
	};
	struct test_chance seed = { 1 };
	struct chance c = test_chance_of(&seed);

	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		struct key last = key_of(foreign[i]);
		struct key k = key_next(last, 0, &c);

		CHECK(key_cmp(last, k) < 0);
		CHECK(is_v7(k));
	}
}

TEST("a hundred thousand keys rise, whatever the clock does")
{
	struct test_chance seed = { 7 };
	struct chance c = test_chance_of(&seed);
	struct key last = KEY_NONE, k;
	int64_t now = EXAMPLE_MS;

	for (int i = 0; i < 100000; i++) {
		now += i % 5 == 0 ? 1 : i % 977 == 0 ? -3000 : 0;
		k = key_next(last, now, &c);
		CHECK(key_cmp(last, k) < 0);
		CHECK(is_v7(k));
		last = k;
	}
}

TEST("times that do not fit into 48 bits are cut to what does")
{
	struct test_chance seed = { 3 };
	struct chance c = test_chance_of(&seed);

	CHECK_INT(ms_of(key_random(-1, &c)), 0);
	CHECK_INT(ms_of(key_random(INT64_MIN, &c)), 0);
	CHECK_INT(ms_of(key_random(MS_MAX, &c)), MS_MAX);
	CHECK_INT(ms_of(key_random(INT64_MAX, &c)), MS_MAX);
}

TEST("random keys are of version 7 and differ")
{
	struct key a, b;
	int64_t now = timesource_now(&timesource_machine);

	a = key_random(now, &chance_machine);
	b = key_random(now, &chance_machine);
	CHECK(is_v7(a) && is_v7(b));
	CHECK_INT(ms_of(a), now);
	CHECK(!key_eq(a, b));
}

TEST("the machine's chance fills all of a large piece")
{
	enum { LARGE = 100000 };
	unsigned char *bytes = calloc(1, LARGE);
	size_t zeros = 0;

	assert_non_null(bytes);
	chance_bytes(&chance_machine, bytes, LARGE);
	for (size_t i = LARGE - 1024; i < LARGE; i++)
		zeros += bytes[i] == 0;
	free(bytes);
	CHECK(zeros < 100);	/* 4 are likely */
}

static int64_t
clock_ms(void)
{
	struct timespec t;

	CHECK_INT(clock_gettime(CLOCK_REALTIME, &t), 0);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

TEST("the machine's time is what its clock shows, in milliseconds")
{
	int64_t before = clock_ms();
	int64_t now = timesource_now(&timesource_machine);
	int64_t after = clock_ms();

	if (after < before) {
		SKIP("somebody set the clock back just now");
		return;
	}
	CHECK(before <= now && now <= after);
}
