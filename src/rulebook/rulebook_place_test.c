/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_place.h"

#include "test/lib/test.h"

static const char text[] =
    "{ \"plain\": 1,\n"
    "  \"名称\": \"say \\\"}]\\\\\",\n"
    "  \"a.b\": {\"a\": 1}, \"a\": {\"b\": 2, \"c\": [ [1, 2], \"]\", {\"d\" :"
    "3}]}, \"last\":[true]}\n";

/* What stands there, to the end of the line or text. */
static void
stands(const char *path, const char *there)
{
	size_t at = 0;

	CHECK(json_place(str_of(text), str_of(path), &at));
	CHECK(str_starts(str_part(str_of(text), at, sizeof text - 1), there));
}

static bool
is_nowhere(const char *in, const char *path)
{
	size_t at;

	return !json_place(str_of(in), str_of(path), &at);
}

TEST("a member stands where its key begins")
{
	stands("plain", "\"plain\": 1");
	stands("名称", "\"名称\"");
	stands("last", "\"last\":[true]");
}

TEST("what is in objects and lists is found by its path")
{
	stands("a.c", "\"c\"");
	stands("a.c[1]", "[1, 2]");
	stands("a.c[1][2]", "2]");
	stands("a.c[2]", "\"]\"");
	stands("a.c[3].d", "\"d\" :3");
	stands("last[1]", "true");
}

TEST("a key that has the signs of a path in it goes before a shorter one")
{
	stands("a.b", "\"a.b\": {");
	stands("a.b.a", "\"a\": 1");
}

TEST("what is not there is nowhere")
{
	CHECK(is_nowhere(text, ""));
	CHECK(is_nowhere(text, "plai"));
	CHECK(is_nowhere(text, "plainer"));
	CHECK(is_nowhere(text, "plain[1]"));
	CHECK(is_nowhere(text, "last[0]"));
	CHECK(is_nowhere(text, "last[2]"));
	CHECK(is_nowhere(text, "last[x]"));
	CHECK(is_nowhere(text, "a.c[4]"));
	CHECK(is_nowhere("", "a"));
	CHECK(is_nowhere("[]", "[1]"));
	CHECK(is_nowhere("{\"a\"", "b"));
}
