/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include <inttypes.h>

#include "base/fault.h"
#include "test/lib/test.h"

static const struct str nothing = { NULL, 0 };

TEST("a string knows its length, and NULL is the empty one")
{
	CHECK_INT(S("abc").n, 3);
	CHECK_INT(S("a\0b").n, 3);
	CHECK_STR(str_of("abc"), "abc");
	CHECK_INT(str_of(NULL).n, 0);
	CHECK(str_eq(str_of(NULL), S("")));
	CHECK(str_eq(nothing, S("")));
	CHECK(str_is(nothing, ""));
	CHECK(str_is(nothing, NULL));
}

TEST("a part is within the string, whatever is asked")
{
	struct str s = S("abcdef");

	CHECK_STR(str_part(s, 0, 6), "abcdef");
	CHECK_STR(str_part(s, 2, 4), "cd");
	CHECK_STR(str_part(s, 4, 99), "ef");
	CHECK_STR(str_part(s, 6, 6), "");
	CHECK_STR(str_part(s, 99, 99), "");
	CHECK_STR(str_part(s, 4, 2), "");
	CHECK(str_part(nothing, 0, 5).p == NULL);
	CHECK_INT(str_part(nothing, 3, 5).n, 0);
}

TEST("blanks are taken from both ends, not from within")
{
	CHECK_STR(str_trim(S(" \t\r\na b\n ")), "a b");
	CHECK_STR(str_trim(S("ab")), "ab");
	CHECK_STR(str_trim(S(" \n")), "");
	CHECK_STR(str_trim(S("")), "");
	CHECK_STR(str_trim(nothing), "");
	CHECK_STR(str_trim(S("　中　")), "　中　");	/* ASCII only */
}

TEST("strings are equal when their bytes are")
{
	CHECK(str_eq(S("中"), S("中")));
	CHECK(!str_eq(S("a"), S("ab")));
	CHECK(!str_eq(S("ab"), S("a")));
	CHECK(!str_eq(S("a"), S("A")));
	CHECK(!str_eq(S("a\0b"), S("a\0c")));
	CHECK(str_is(S("abc"), "abc"));
	CHECK(!str_is(S("abc"), "ab"));
}

TEST("case is overlooked for ASCII letters only")
{
	CHECK(str_eq_nocase(S("Content-TYPE"), S("content-type")));
	CHECK(!str_eq_nocase(S("a"), S("b")));
	CHECK(!str_eq_nocase(S("a"), S("aa")));
	CHECK(!str_eq_nocase(S("["), S("{")));
	CHECK(!str_eq_nocase(S("@"), S("`")));
	CHECK(!str_eq_nocase(S("É"), S("é")));
	CHECK(str_eq_nocase(nothing, S("")));
}

TEST("beginnings and ends are told")
{
	CHECK(str_starts(S("abc"), "ab") && str_starts(S("abc"), ""));
	CHECK(str_starts(S("abc"), "abc") && !str_starts(S("abc"), "abcd"));
	CHECK(!str_starts(S("abc"), "bc"));
	CHECK(str_ends(S("abc"), "bc") && str_ends(S("abc"), ""));
	CHECK(str_ends(S("abc"), "abc") && !str_ends(S("abc"), "xabc"));
	CHECK(!str_ends(S("abc"), "ab"));
	CHECK(str_starts(nothing, "") && str_ends(nothing, ""));
	CHECK(!str_starts(nothing, "a") && !str_ends(nothing, "a"));
}

TEST("the order is that of bytes, the shorter first")
{
	static const struct str rising[] = {
		{ NULL, 0 }, { "\0", 1 }, { "A", 1 }, { "a", 1 },
		{ "a\0", 2 }, { "aa", 2 }, { "ab", 2 }, { "b", 1 },
		{ "\x7F", 1 }, { "\x80", 1 }, { "\xFF", 1 },
	};
	size_t n = sizeof rising / sizeof *rising;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			int c = str_cmp(rising[i], rising[k]);

			CHECK_INT(c < 0, i < k);
			CHECK_INT(c > 0, i > k);
		}
}

TEST("a character is found where it first stands")
{
	CHECK_INT(str_find(S("a=b=c"), '='), 1);
	CHECK_INT(str_find(S("=a"), '='), 0);
	CHECK_INT(str_find(S("abc"), '='), 3);
	CHECK_INT(str_find(S("a\0b"), '\0'), 1);
	CHECK_INT(str_find(nothing, 'a'), 0);
}

/* The pieces of ${s}, each behind a '|'. */
static struct str
pieces(struct buf *b, struct str s, char at)
{
	struct str piece;

	buf_empty(b);
	while (str_cut(&s, at, &piece)) {
		buf_char(b, '|');
		buf_str(b, piece);
	}
	return buf_view(b);
}

TEST("a string is cut into pieces, the empty ones too")
{
	struct buf b = BUF_INIT;

	CHECK_STR(pieces(&b, S("a,b,c"), ','), "|a|b|c");
	CHECK_STR(pieces(&b, S("a"), ','), "|a");
	CHECK_STR(pieces(&b, S(",a,,b,"), ','), "||a||b|");
	CHECK_STR(pieces(&b, S(""), ','), "|");
	CHECK_STR(pieces(&b, S(","), ','), "||");
	CHECK_STR(pieces(&b, nothing, ','), "");
	buf_free(&b);
}

TEST("whole numbers are read up to the edges of 64 bits")
{
	static const struct {
		const char	*text;
		int64_t		 n;
	} good[] = {
		{ "0", 0 }, { "-0", 0 }, { "007", 7 }, { "-1", -1 },
		{ "9223372036854775807", INT64_MAX },
		{ "-9223372036854775808", INT64_MIN },
		{ "-9223372036854775807", -INT64_MAX },
		{ "000000000000000000000000000001", 1 },
	};
	static const char *const bad[] = {
		"", "-", "--1", "+1", " 1", "1 ", "1.0", "1a", "a", "0x1",
		"9223372036854775808", "-9223372036854775809",
		"99999999999999999999", "1-", "\xEF\xBC\x91", "1/", "1:",
	};
	int64_t n = 42;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (str_int(str_of(bad[i]), &n))
			fail_msg("\"%s\" is read", bad[i]);
	CHECK(!str_int(nothing, &n));
	CHECK(!str_int((struct str){ "1\0", 2 }, &n));
	CHECK_INT(n, 42);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(str_int(str_of(good[i].text), &n));
		CHECK_INT(n, good[i].n);
	}
}

TEST("copies and formatted text have a NUL behind them")
{
	struct arena *a = arena_new();
	char text[] = "abc";
	struct str s = str_copy(a, (struct str){ text, 2 });

	text[0] = 'x';
	CHECK_STR(s, "ab");
	CHECK_INT(s.p[2], 0);
	CHECK_STR(str_copy(a, nothing), "");
	s = str_fmt(a, "%s-%d-%.*s", "a", 5, STR_ARG(S("中")));
	CHECK_STR(s, "a-5-中");
	CHECK_INT(s.p[s.n], 0);
	CHECK_STR(str_fmt(a, "%s", ""), "");
	CHECK_INT(str_fmt(a, "%5000s", "x").n, 5000);
	arena_free(a);
}

TEST("bytes become hex and the other way round")
{
	static const unsigned char bytes[] = { 0x00, 0x9A, 0xFF, 0x10 };
	static const char *const bad[] = {
		"", "009aff1", "009aff100", "009AFF10", "009aff1g",
		"009aff1 ", "-09aff10", "009aff1\xEF",
	};
	unsigned char got[4] = { 1, 2, 3, 4 };
	struct arena *a = arena_new();
	struct buf b = BUF_INIT;

	CHECK_STR(str_hex(a, bytes, 4), "009aff10");
	CHECK_STR(str_hex(a, bytes, 0), "");
	buf_hex(&b, bytes, 4);
	buf_hex(&b, bytes, 0);
	buf_hex(&b, bytes, 1);
	CHECK_STR(buf_view(&b), "009aff1000");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!str_unhex(str_of(bad[i]), got, 4));
	CHECK_INT(got[3], 4);
	CHECK(str_unhex(S("009aff10"), got, 4));
	assert_memory_equal(got, bytes, 4);
	CHECK(str_unhex(S(""), got, 0));
	buf_free(&b);
	arena_free(a);
}

static void
fill(struct buf *b)
{
	CHECK_STR(buf_view(b), "");
	buf_put(b, "", 0);
	CHECK_INT(b->p[0], 0);
	buf_text(b, "text ");
	buf_str(b, S("s\0t"));
	buf_char(b, '!');
	buf_int(b, -12);
	buf_fmt(b, " %s=%d", "n", 7);
	CHECK(str_eq(buf_view(b), S("text s\0t!-12 n=7")));
	CHECK_INT(b->p[b->n], 0);
	for (int i = 0; i < 100000; i++)
		buf_char(b, (char)('a' + i % 26));
	CHECK_INT(buf_view(b).n, 16 + 100000);
	CHECK_INT(b->p[16 + 77777], 'a' + 77777 % 26);
	buf_fmt(b, "%1000d", 1);
	CHECK_INT(buf_view(b).n, 16 + 101000);
	CHECK(!buf_failed(b));
	buf_empty(b);
	CHECK_STR(buf_view(b), "");
	buf_text(b, "again");
	CHECK_STR(buf_view(b), "again");
}

TEST("a buffer grows on the heap and in an arena alike")
{
	struct arena *a = arena_new();
	struct buf heap = BUF_INIT, in = BUF_IN(a);

	fill(&heap);
	fill(&in);
	buf_free(&heap);
	buf_free(&in);
	CHECK_STR(buf_view(&heap), "");
	/* Both may be used again. */
	fill(&heap);
	fill(&in);
	CHECK(in.in == a);
	buf_free(&heap);
	buf_free(&in);
	arena_free(a);
}

TEST("room that was made ahead is used without moving")
{
	struct buf b = BUF_INIT;
	char *p;

	buf_room(&b, 1000);
	p = b.p;
	for (int i = 0; i < 1000; i++)
		buf_char(&b, 'x');
	CHECK(b.p == p);
	CHECK_INT(b.p[1000], 0);
	buf_free(&b);
}

TEST("integers are written as printf would")
{
	static const int64_t some[] = {
		0, 1, -1, 9, 10, -10, 99, 100, 12345678901, INT64_MAX,
		INT64_MIN, INT64_MIN + 1,
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
		struct buf b = BUF_INIT;

		buf_int(&b, some[i]);
		CHECK(str_eq(buf_view(&b), str_fmt(a, "%" PRId64, some[i])));
		buf_free(&b);
	}
	arena_free(a);
}

TEST("a size that cannot be fails the buffer, which stays as it was")
{
	struct buf b = BUF_INIT;

	buf_text(&b, "kept");
	buf_room(&b, SIZE_MAX);
	CHECK(buf_failed(&b));
	buf_text(&b, "dropped");
	buf_int(&b, 1);
	buf_hex(&b, "x", 1);
	buf_fmt(&b, "%d", 1);
	CHECK_STR(buf_view(&b), "kept");
	buf_free(&b);
	CHECK(!buf_failed(&b));
}

#ifdef ANZE_FAULTS
TEST("a failed allocation is remembered, on the heap and in an arena")
{
	struct arena *a = arena_new();
	struct buf heap = BUF_INIT, in = BUF_IN(a);

	fault_arm(FAULT_ALLOC, 1);
	buf_text(&heap, "x");
	fault_arm(FAULT_ALLOC, 1);
	buf_text(&in, "x");
	fault_arm(FAULT_ALLOC, 0);
	CHECK(buf_failed(&heap) && buf_failed(&in) && arena_failed(a));
	buf_text(&heap, "y");
	CHECK_STR(buf_view(&heap), "");
	CHECK_STR(str_copy(a, S("x")), "");
	CHECK_STR(str_fmt(a, "%d", 1), "");
	CHECK_STR(str_hex(a, "x", 1), "");
	CHECK_INT(str_fmt(a, "%d", 1).p[0], 0);
	buf_free(&heap);
	arena_free(a);
}
#endif
