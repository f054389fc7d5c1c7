/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdalign.h>

#include "base/fault.h"
#include "test/lib/test.h"

static bool
all(const void *p, size_t n, unsigned char byte)
{
	const unsigned char *c = p;

	for (size_t i = 0; i < n; i++)
		if (c[i] != byte)
			return false;
	return true;
}

TEST("memory is zeroed, aligned, and nobody else's")
{
	enum { MANY = 2000 };
	struct arena *a = arena_new();
	unsigned char *p[MANY];

	for (size_t i = 0; i < MANY; i++) {
		p[i] = arena_alloc(a, i % 301);
		assert_non_null(p[i]);
		CHECK_INT((uintptr_t)p[i] % alignof(max_align_t), 0);
		CHECK(all(p[i], i % 301, 0));
		memset(p[i], (int)(i % 251), i % 301);
	}
	for (size_t i = 0; i < MANY; i++)
		CHECK(all(p[i], i % 301, (unsigned char)(i % 251)));
	arena_free(a);
}

TEST("one thing may be larger than any chunk")
{
	struct arena *a = arena_new();
	size_t n = 3 * 1024 * 1024;
	unsigned char *before = arena_alloc(a, 10), *large, *after;

	memset(before, 1, 10);
	large = arena_alloc(a, n);
	assert_non_null(large);
	CHECK(all(large, n, 0));
	memset(large, 2, n);
	after = arena_alloc(a, 10);
	memset(after, 3, 10);
	CHECK(all(before, 10, 1) && all(large, n, 2) && all(after, 10, 3));
	arena_free(a);
}

TEST("a size that cannot be is a failure that stays")
{
	static const size_t much[] = {
		SIZE_MAX, SIZE_MAX - 1, SIZE_MAX / 2 + 1, SIZE_MAX - 4096,
	};

	for (size_t i = 0; i < sizeof much / sizeof *much; i++) {
		struct arena *a = arena_new();

		CHECK(!arena_failed(a));
		CHECK(arena_alloc(a, much[i]) == NULL);
		CHECK(arena_failed(a));
		CHECK(arena_alloc(a, 1) == NULL);
		arena_free(a);
	}
}

TEST("an array whose size overflows is a failure")
{
	struct arena *a = arena_new();

	CHECK(arena_array(a, 3, 0) != NULL);
	CHECK(arena_array(a, 0, 8) != NULL);
	CHECK(!arena_failed(a));
	CHECK(arena_array(a, SIZE_MAX / 8 + 2, 8) == NULL);
	CHECK(arena_failed(a));
	arena_free(a);
}

TEST("what is newest grows where it stands, the new part zeroed")
{
	struct arena *a = arena_new();
	unsigned char *p = arena_alloc(a, 10), *q;

	memset(p, 7, 10);
	q = arena_grow(a, p, 10, 100);
	CHECK(q == p);
	CHECK(all(q, 10, 7) && all(q + 10, 90, 0));
	memset(q, 8, 100);
	/* The next one begins behind it. */
	p = arena_alloc(a, 16);
	CHECK(p >= q + 100);
	memset(p, 9, 16);
	CHECK(all(q, 100, 8));
	arena_free(a);
}

TEST("what is not the newest moves, and what it held comes along")
{
	struct arena *a = arena_new();
	unsigned char *p = arena_alloc(a, 10), *other = arena_alloc(a, 10), *q;

	memset(p, 7, 10);
	memset(other, 5, 10);
	q = arena_grow(a, p, 10, 40);
	CHECK(q != p);
	memset(p, 1, 10);
	CHECK(all(q, 10, 7) && all(q + 10, 30, 0) && all(other, 10, 5));
	q = arena_grow(a, NULL, 0, 12);
	CHECK(all(q, 12, 0));
	arena_free(a);
}

TEST("growing step by step through many chunks loses nothing")
{
	struct arena *a = arena_new();
	unsigned char *p = NULL;
	size_t n = 0;

	while (n < 2 * 1024 * 1024) {
		size_t more = n / 3 + 17;

		p = arena_grow(a, p, n, n + more);
		assert_non_null(p);
		CHECK(all(p + n, more, 0));
		memset(p + n, 0x5A, more);
		n += more;
		CHECK(all(p, n, 0x5A));
	}
	arena_free(a);
}

TEST("growing to less leaves all as it is")
{
	struct arena *a = arena_new();
	unsigned char *p = arena_alloc(a, 100);

	memset(p, 4, 100);
	CHECK(arena_grow(a, p, 100, 10) == p);
	CHECK(all(p, 100, 4));
	arena_free(a);
}

TEST("going back to a mark frees what came after, and only that")
{
	struct arena *a = arena_new();
	unsigned char *kept = arena_alloc(a, 50), *p = NULL;
	struct arena_mark mark;

	memset(kept, 6, 50);
	mark = arena_mark(a);
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 1000; i++) {
			p = arena_alloc(a, 1000);
			CHECK(all(p, 1000, 0));
			memset(p, 0xFF, 1000);
		}
		arena_reset(a, mark);
		CHECK(all(kept, 50, 6));
	}
	p = arena_alloc(a, 16);
	CHECK(p == kept + 64 && all(p, 16, 0));
	arena_free(a);
}

TEST("a mark may be taken before anything was")
{
	struct arena *a = arena_new();
	struct arena_mark mark = arena_mark(a);

	CHECK(arena_alloc(a, 100000) != NULL);
	arena_reset(a, mark);
	arena_reset(a, mark);
	CHECK(arena_alloc(a, 10) != NULL);
	arena_free(a);
}

TEST("marks may be nested")
{
	struct arena *a = arena_new();
	struct arena_mark outer = arena_mark(a), inner;
	char *p;

	p = arena_alloc(a, 5000);
	memset(p, 3, 5000);
	inner = arena_mark(a);
	(void)arena_alloc(a, 90000);
	arena_reset(a, inner);
	CHECK(all(p, 5000, 3));
	arena_reset(a, outer);
	arena_free(a);
}

TEST("a failure stays through a reset")
{
	struct arena *a = arena_new();
	struct arena_mark mark = arena_mark(a);

	arena_fail(a);
	arena_reset(a, mark);
	CHECK(arena_failed(a));
	CHECK(arena_alloc(a, 1) == NULL);
	CHECK(arena_grow(a, NULL, 0, 1) == NULL);
	arena_free(a);
}

TEST("no arena is freed without harm")
{
	arena_free(NULL);
}

TEST("a failed allocation fails the arena")
{
#ifdef ANZE_FAULTS
	struct arena *a;

	fault_arm(FAULT_ALLOC, 1);
	CHECK(arena_new() == NULL);
	fault_arm(FAULT_ALLOC, 3);
	a = arena_new();
	CHECK(arena_alloc(a, 1) != NULL);
	CHECK(!arena_failed(a));
	CHECK(arena_alloc(a, 1) == NULL);
	CHECK(arena_failed(a));
	CHECK_INT(fault_seen(FAULT_ALLOC), 3);
	fault_arm(FAULT_ALLOC, 0);
	arena_free(a);
#else
	SKIP("this build has no faults");
#endif
}

TEST("a fault happens once, at the call it was armed for")
{
#ifdef ANZE_FAULTS
	fault_arm(FAULT_STATEMENT, 3);
	CHECK(!fault_hit(FAULT_STATEMENT));
	CHECK(!fault_hit(FAULT_ALLOC));		/* counted by itself */
	CHECK(!fault_hit(FAULT_STATEMENT));
	CHECK(fault_hit(FAULT_STATEMENT));
	CHECK(!fault_hit(FAULT_STATEMENT));
	CHECK_INT(fault_seen(FAULT_STATEMENT), 4);
	fault_arm(FAULT_STATEMENT, 0);
	for (int i = 0; i < 5; i++)
		CHECK(!fault_hit(FAULT_STATEMENT));
#else
	SKIP("this build has no faults");
#endif
}
