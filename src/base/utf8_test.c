/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include "test/lib/test.h"

enum { CODE_POINTS = 0x110000 };

static bool
is_scalar(int32_t cp)
{
	return cp > 0 && cp < CODE_POINTS && (cp < 0xD800 || cp > 0xDFFF);
}

TEST("text of every length of character is UTF-8")
{
	static const char *const good[] = {
		"", "a", "plain ASCII, longer than eight bytes", "\x7F",
		"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
		"\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
		"\xF4\x8F\xBF\xBF", "网络安全工作责任制", "a中b文c",
		"12345678中12345678", "𠮷野家",
	};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!utf8_ok(str_of(good[i])))
			fail_msg("row %zu", i);
	CHECK(utf8_ok((struct str){ NULL, 0 }));
}

TEST("the first byte that is not UTF-8 is found")
{
	static const struct {
		const char	*bytes;
		size_t		 n, at;
	} bad[] = {
		{ "\0", 1, 0 }, { "abc\0def", 7, 3 }, { "\x80", 1, 0 },
		{ "\xBF", 1, 0 }, { "\xC0\x80", 2, 0 }, { "\xC1\xBF", 2, 0 },
		{ "\xC2", 1, 0 }, { "\xC2\x41", 2, 0 }, { "\xC2\xC2", 2, 0 },
		{ "\xE0\x9F\xBF", 3, 0 }, { "\xE0\xA0", 2, 0 },
		{ "\xED\xA0\x80", 3, 0 }, { "\xED\xBF\xBF", 3, 0 },
		{ "\xE4\xB8", 2, 0 }, { "\xE4\x41\xAD", 3, 0 },
		{ "\xE4\xB8\x41", 3, 0 }, { "\xF0\x8F\xBF\xBF", 4, 0 },
		{ "\xF4\x90\x80\x80", 4, 0 }, { "\xF5\x80\x80\x80", 4, 0 },
		{ "\xF8\x88\x80\x80\x80", 5, 0 }, { "\xFE", 1, 0 },
		{ "\xFF", 1, 0 }, { "\xF0\x90\x80", 3, 0 },
		{ "\xF0\x90\x41\x80", 4, 0 }, { "\xF0\x90\x80\x41", 4, 0 },
		{ "12345678\x80", 9, 8 }, { "1234567\x80", 8, 7 },
		{ "中文\xE4\xB8", 8, 6 }, { "中\xFF文", 7, 3 },
		{ "12345678123456781234\0", 21, 20 },
		{ "\xD6\xD0\xCE\xC4", 4, 0 },	/* 中文 in GB18030 */
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str s = { bad[i].bytes, bad[i].n };

		if (utf8_bad_at(s) != bad[i].at || utf8_ok(s))
			fail_msg("row %zu: %zu", i, utf8_bad_at(s));
	}
}

TEST("a NUL or a broken byte is found wherever it stands")
{
	char bytes[40];

	for (size_t n = 1; n <= sizeof bytes; n++)
		for (size_t at = 0; at < n; at++) {
			memset(bytes, 'x', n);
			bytes[at] = '\0';
			CHECK_INT(utf8_bad_at((struct str){ bytes, n }), at);
			bytes[at] = (char)0x9C;
			CHECK_INT(utf8_bad_at((struct str){ bytes, n }), at);
			bytes[at] = '\x7F';
			CHECK(utf8_ok((struct str){ bytes, n }));
		}
}

TEST("every code point is written, read and counted, surrogates are not")
{
	struct buf b = BUF_INIT;
	int bad = 0;

	for (int32_t cp = 1; cp < CODE_POINTS; cp++) {
		int32_t want = is_scalar(cp) ? cp : 0xFFFD;
		size_t at = 0;

		buf_empty(&b);
		utf8_put(&b, cp);
		bad += !utf8_ok(buf_view(&b)) ||
		    utf8_next(buf_view(&b), &at) != want || at != b.n ||
		    utf8_next(buf_view(&b), &at) != -1 || at != b.n ||
		    utf8_count(buf_view(&b)) != 1;
	}
	CHECK_INT(bad, 0);
	buf_empty(&b);
	utf8_put(&b, 0);
	utf8_put(&b, -1);
	utf8_put(&b, CODE_POINTS);
	CHECK_STR(buf_view(&b), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	buf_free(&b);
}

/* Unicode's table 3-7 by its words. */
static bool
is_char(const unsigned char *p, size_t n)
{
	unsigned low = 0x80, high = 0xBF;

	if (n == 1)
		return p[0] >= 1 && p[0] <= 0x7F;
	if (n == 2 ? p[0] < 0xC2 || p[0] > 0xDF :
	    n == 3 ? p[0] < 0xE0 || p[0] > 0xEF : p[0] < 0xF0 || p[0] > 0xF4)
		return false;
	low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : low;
	high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : high;
	if (p[1] < low || p[1] > high)
		return false;
	for (size_t i = 2; i < n; i++)
		if (p[i] < 0x80 || p[i] > 0xBF)
			return false;
	return true;
}

TEST("every pair of bytes, and every edge of longer ones, is judged rightly")
{
	static const unsigned char edges[] = {
		0x01, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF,
	};
	enum { EDGES = sizeof edges };
	int bad = 0;

	for (unsigned i = 0; i < 0x10000; i++) {
		unsigned char p[] = { (unsigned char)(i >> 8),
		    (unsigned char)i };
		bool want = is_char(p, 2) || (is_char(p, 1) &&
		    is_char(p + 1, 1));

		bad += utf8_ok((struct str){ (char *)p, 2 }) != want;
	}
	for (unsigned i = 0; i < 0x40 * EDGES * EDGES * EDGES; i++) {
		unsigned char p[] = { (unsigned char)(0xC0 + i % 0x40),
		    edges[i / 0x40 % EDGES], edges[i / 0x40 / EDGES % EDGES],
		    edges[i / 0x40 / EDGES / EDGES] };

		bad += utf8_ok((struct str){ (char *)p, 3 }) !=
		    (is_char(p, 3) || (is_char(p, 2) && is_char(p + 2, 1)));
		bad += utf8_ok((struct str){ (char *)p, 4 }) !=
		    (is_char(p, 4) || (is_char(p, 3) && is_char(p + 3, 1)) ||
		    (is_char(p, 2) && (is_char(p + 2, 2) || (is_char(p + 2,
		    1) && is_char(p + 3, 1)))));
	}
	CHECK_INT(bad, 0);
}

TEST("reading on through broken text gives replacements and ends")
{
	struct str s = { "a\xFF\xE4\xB8", 4 };
	size_t at = 0;

	CHECK_INT(utf8_next(s, &at), 'a');
	CHECK_INT(utf8_next(s, &at), 0xFFFD);
	CHECK_INT(utf8_next(s, &at), 0xFFFD);
	CHECK_INT(utf8_next(s, &at), 0xFFFD);
	CHECK_INT(utf8_next(s, &at), -1);
	CHECK_INT(at, 4);
}

TEST("characters are counted")
{
	CHECK_INT(utf8_count(S("")), 0);
	CHECK_INT(utf8_count(S("abc")), 3);
	CHECK_INT(utf8_count(S("a中𠮷\xCC\x81")), 4);
}

TEST("columns are those of a terminal")
{
	static const struct {
		const char	*text;
		size_t		 columns;
	} rows[] = {
		{ "", 0 }, { "abc", 3 }, { "网信办", 6 }, { "a中b", 4 },
		{ "，。、；：？！（）《》【】", 26 }, { "ＡＢ１", 6 },
		{ "“”‘’—…·", 7 },	/* ambiguous: one each */
		{ "e\xCC\x81", 1 }, { "\xE3\x81\x8B\xE3\x82\x99", 2 },
		{ "𠮷", 2 }, { "\xF0\xB1\x8D\x90", 2 },	/* U+31350 */
		{ "\xE2\x80\x8B", 0 }, { "\xEF\xB8\x8F", 0 },
		{ "\xF0\x9F\x98\x80", 2 }, { "한글", 4 }, { "ｶﾅ", 2 },
		{ "\t\n", 0 }, { "　", 2 }, { "é", 1 }, { "①", 1 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (utf8_columns(str_of(rows[i].text)) != rows[i].columns)
			fail_msg("\"%s\" takes %zu", rows[i].text,
			    utf8_columns(str_of(rows[i].text)));
}

TEST("a head is cut to columns and never through a character")
{
	CHECK_STR(utf8_head(S("网信办"), 6), "网信办");
	CHECK_STR(utf8_head(S("网信办"), 5), "网信");
	CHECK_STR(utf8_head(S("网信办"), 1), "");
	CHECK_STR(utf8_head(S("abc"), 0), "");
	CHECK_STR(utf8_head(S("abc"), 9), "abc");
	CHECK_STR(utf8_head(S("ae\xCC\x81z"), 2), "ae\xCC\x81");
	CHECK_STR(utf8_head(S(""), 3), "");
}

TEST("control characters are found, line feeds and tabs allowed")
{
	CHECK(!utf8_has_control(S("")));
	CHECK(!utf8_has_control(S("两行\n\t制表")));
	CHECK(!utf8_has_control(S("\xC2\xA0\xC3\x80")));
	CHECK(utf8_has_control(S("a\rb")));
	CHECK(utf8_has_control(S("\x1B[31m")));
	CHECK(utf8_has_control(S("\x7F")));
	CHECK(utf8_has_control(S("a\xC2\x80")));
	CHECK(utf8_has_control(S("\xC2\x9F")));
	CHECK(utf8_has_control((struct str){ "\0", 1 }));
}

TEST("GB18030 of one, two and four bytes is read")
{
	struct arena *a = arena_new();
	struct str s;

	CHECK(gb18030_to_utf8(a, S(""), &s));
	CHECK_STR(s, "");
	CHECK(gb18030_to_utf8(a, S("plain"), &s));
	CHECK_STR(s, "plain");
	CHECK(gb18030_to_utf8(a, S("\xCD\xF8\xC2\xE7"), &s));
	CHECK_STR(s, "网络");
	CHECK(gb18030_to_utf8(a, S("\xA2\xE3"), &s));
	CHECK_STR(s, "€");
	CHECK(gb18030_to_utf8(a, S("\x81\x39\xEE\x39"), &s));
	CHECK_STR(s, "㐀");
	CHECK(gb18030_to_utf8(a, S("\x95\x32\x82\x36"), &s));
	CHECK_STR(s, "𠀀");
	arena_free(a);
}

TEST("what is not GB18030 is refused and nothing is set")
{
	static const char *const bad[] = {
		"\xFF", "\x80", "\xCD", "\xCD\xF8\xC2", "\x81\x39\xEE",
		"\x81\x39\x20\x20", "\xD6\x20", ("a\xFF" "b"),
	};
	struct arena *a = arena_new();
	struct str s = S("before");

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (gb18030_to_utf8(a, str_of(bad[i]), &s))
			fail_msg("row %zu", i);
	CHECK(!gb18030_to_utf8(a, (struct str){ "a\0b", 3 }, &s));
	CHECK_STR(s, "before");
	CHECK(!arena_failed(a));
	arena_free(a);
}

TEST("a long GB18030 text is not torn at any place")
{
	for (size_t before = 0; before < 4; before++) {
		struct arena *a = arena_new();
		struct buf gb = BUF_INIT, want = BUF_INIT;
		struct str s = S("");

		for (size_t i = 0; i < before; i++) {
			buf_char(&gb, 'x');
			buf_char(&want, 'x');
		}
		for (int i = 0; i < 20000; i++) {
			buf_text(&gb, "\xCD\xF8\x95\x32\x82\x36");
			buf_text(&want, "网𠀀");
		}
		CHECK(gb18030_to_utf8(a, buf_view(&gb), &s));
		CHECK(str_eq(s, buf_view(&want)));
		buf_free(&gb);
		buf_free(&want);
		arena_free(a);
	}
}
