/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memo.h"

#include "test/lib/test.h"

TEST("what was kept under a key is there again, and only there")
{
	struct memo m = { .a = arena_new() };
	int one = 1, two = 2;

	CHECK(m.a != NULL);
	CHECK(*memo_at(&m, S("a"), S("bc")) == NULL);
	*memo_at(&m, S("a"), S("bc")) = &one;
	CHECK(*memo_at(&m, S("ab"), S("c")) == NULL);
	*memo_at(&m, S("ab"), S("c")) = &two;
	CHECK(*memo_at(&m, S("a"), S("bc")) == &one);
	CHECK(*memo_at(&m, S("ab"), S("c")) == &two);
	CHECK(*memo_at(&m, S(""), S("")) == NULL);
	CHECK_INT(m.n, 3);
	arena_free(m.a);
}

TEST("it grows, and keeps what it has")
{
	enum { MANY = 5000 };
	struct memo m = { .a = arena_new() };
	int value[MANY];

	CHECK(m.a != NULL);
	for (int i = 0; i < MANY; i++)
		*memo_at(&m, S("k"), str_fmt(m.a, "%d", i)) = &value[i];
	for (int i = 0; i < MANY; i++)
		CHECK(*memo_at(&m, S("k"), str_fmt(m.a, "%d", i)) ==
		    &value[i]);
	CHECK_INT(m.n, MANY);
	arena_free(m.a);
}
