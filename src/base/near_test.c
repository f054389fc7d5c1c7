/* SPDX-License-Identifier: Apache-2.0 */
#include "base/near.h"

#include "test/lib/test.h"

static struct str
nearest(const char *word, const char *const *list)
{
	struct near n;

	near_start(&n, str_of(word));
	for (; *list != NULL; list++)
		near_try(&n, str_of(*list));
	return n.found;
}

TEST("a letter changed, lost or added is one mistake, as is a swap of two")
{
	CHECK_INT(near_distance(S("clock"), S("cluck"), 3), 1);
	CHECK_INT(near_distance(S("clock"), S("clok"), 3), 1);
	CHECK_INT(near_distance(S("clock"), S("clocks"), 3), 1);
	CHECK_INT(near_distance(S("clock"), S("colck"), 3), 1);
	CHECK_INT(near_distance(S("网站类别"), S("网站级别"), 3), 1);
	CHECK_INT(near_distance(S(""), S("ab"), 3), 2);
	CHECK_INT(near_distance(S("same"), S("same"), 0), 0);
}

TEST("what differs more than was asked is one more than that")
{
	CHECK_INT(near_distance(S("abc"), S("xyz"), 2), 3);
	CHECK_INT(near_distance(S("a"), S("abcdefgh"), 2), 3);
}

TEST("the nearest of a list is found, of two as near the first in order")
{
	static const char *const words[] = { "trigger", "table", "cable",
	    NULL };

	CHECK_STR(nearest("triger", words), "trigger");
	CHECK_STR(nearest("fable", words), "cable");
	CHECK_STR(nearest("indicator", words), "");
}

TEST("words longer than 64 characters are not compared")
{
	char word[80];

	memset(word, 'a', sizeof word);
	CHECK_INT(near_distance((struct str){ word, 80 },
	    (struct str){ word, 80 }, 3), 4);
}
