/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <utf8proc.h>

#include "base/fault.h"
#include "test/lib/test.h"

/* Behind the last plane with text there are only private characters. */
enum { CODE_POINTS = 0x110000, ASSIGNED_LAST = 0x323AF };

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

TEST("text is made NFC")
{
	static const char *const pairs[][2] = {
		{ "e\xCC\x81", "\xC3\xA9" },
		{ "\xE2\x84\xAB", "\xC3\x85" },		/* Angstrom sign */
		{ "\xE2\x84\xA6", "\xCE\xA9" },		/* Ohm sign */
		{ "\xE2\x80\x80", "\xE2\x80\x82" },	/* en quad */
		{ "\xEF\xA4\x80", "\xE8\xB1\x88" },	/* U+F900 豈 */
		{ "\xF0\xAF\xA0\x80", "\xE4\xB8\xBD" },	/* U+2F800 丽 */
		{ "\xE3\x81\x8B\xE3\x82\x99", "\xE3\x81\x8C" },	/* か + voice */
		{ "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8",
		  "\xEA\xB0\x81" },			/* Hangul 각 */
		{ "\xEA\xB0\x80\xE1\x86\xA8", "\xEA\xB0\x81" },
		/* Two marks in the wrong order. */
		{ "a\xCC\x81\xCC\xA3", "\xE1\xBA\xA1\xCC\x81" },
		{ "中e\xCC\x81文", "中\xC3\xA9文" },
		/* Excluded from composing. */
		{ "\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC" },
		{ "x\xCC\x81", "x\xCC\x81" },
		{ "ﬁ①Ａ", "ﬁ①Ａ" },			/* only NFKC takes them */
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct str s = str_of(pairs[i][0]);

		CHECK_STR(utf8_nfc(a, s), pairs[i][1]);
		CHECK_INT(utf8_is_nfc(s), strcmp(pairs[i][0],
		    pairs[i][1]) == 0);
		CHECK(utf8_is_nfc(str_of(pairs[i][1])));
	}
	CHECK(!arena_failed(a));
	arena_free(a);
}

TEST("what is NFC already is given back as it is")
{
	static const char *const good[] = {
		"", "abc", "网络安全工作责任制", "“双重领导”——①", "x\xCC\x81",
		"Ελλάδα", "\xF0\x9F\x98\x80",
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK(utf8_nfc(a, str_of(good[i])).p == good[i]);
	arena_free(a);
}

/* utf8proc's own NFC, by its own way. */
static bool
nfc_by_library(struct str s, char *ret, size_t *ret_n)
{
	utf8proc_uint8_t *got = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p,
	    (utf8proc_ssize_t)s.n, &got, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	if (n >= 0) {
		memcpy(ret, got, (size_t)n);
		*ret_n = (size_t)n;
	}
	free(got);
	return n >= 0;
}

static void
check_nfc(struct arena *a, struct str s)
{
	struct arena_mark mark = arena_mark(a);
	struct str got = utf8_nfc(a, s);
	char want[256];
	size_t n = 0;

	CHECK(nfc_by_library(s, want, &n));
	if (!str_eq(got, (struct str){ want, n }))
		fail_msg("\"%.*s\"", STR_ARG(s));
	CHECK_INT(utf8_is_nfc(s), got.p == s.p);
	arena_reset(a, mark);
}

TEST("each code point between a letter and a mark is NFC as the library says")
{
	struct arena *a = arena_new();
	struct buf b = BUF_INIT;

	for (int32_t cp = 1; cp <= ASSIGNED_LAST; cp++) {
		if (!is_scalar(cp))
			continue;
		buf_empty(&b);
		buf_text(&b, "a");
		utf8_put(&b, cp);
		buf_text(&b, "\xCC\x81");
		check_nfc(a, buf_view(&b));
	}
	buf_free(&b);
	arena_free(a);
}

TEST("whatever can be taken apart is put together as the library does")
{
	struct arena *a = arena_new();
	struct buf b = BUF_INIT;

	for (int32_t cp = 1; cp <= ASSIGNED_LAST; cp++) {
		int32_t parts[8];
		int class_before = 0;
		utf8proc_ssize_t n;

		if (!is_scalar(cp))
			continue;
		n = utf8proc_decompose_char(cp, parts, 8,
		    UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, &class_before);
		if (n == 1 && parts[0] == cp)
			continue;
		buf_empty(&b);
		for (utf8proc_ssize_t i = 0; i < n; i++)
			utf8_put(&b, parts[i]);
		check_nfc(a, buf_view(&b));
		buf_empty(&b);
		utf8_put(&b, cp);
		check_nfc(a, buf_view(&b));
	}
	buf_free(&b);
	arena_free(a);
}

TEST("texts of letters, marks and Hangul come out as the library has them")
{
	static const int32_t pool[] = {
		'a', 'e', 0x4E2D, 0x300, 0x301, 0x323, 0x327, 0x345, 0x3B1,
		0x1100, 0x1161, 0x11A8, 0xAC00, 0x3099, 0x304B, 0x309A, 0x302A,
		0x0F71, 0x0F72, 0x0F74, 0x0FB5, 0x1F600, 0x212B, 0xF900,
		0x2F800, 0x0958, 0x093C, 0x0915, 0x1D15E, 0x1D165, 0x5B0,
		0x5B4, 0x20D0, 0x0334, 0x09C7, 0x09BE, 0x200D, 0xFE0F,
	};
	struct test_chance seed = { 11 };
	struct chance c = test_chance_of(&seed);
	struct arena *a = arena_new();
	struct buf b = BUF_INIT;

	for (int round = 0; round < 20000; round++) {
		unsigned char pick[24];

		chance_bytes(&c, pick, sizeof pick);
		buf_empty(&b);
		for (size_t i = 0; i < pick[0] % sizeof pick; i++)
			utf8_put(&b, pool[pick[i] % (sizeof pool /
			    sizeof *pool)]);
		check_nfc(a, buf_view(&b));
	}
	buf_free(&b);
	arena_free(a);
}

/* The library itself would take hours for this. */
TEST("a text of a million marks out of order is put in order")
{
	enum { MARKS = 500000 };
	struct arena *a = arena_new();
	struct buf b = BUF_INIT;
	struct str s;
	size_t at = 0;

	buf_text(&b, "x");
	for (int i = 0; i < MARKS; i++)
		buf_text(&b, "\xCC\x81\xCC\xA3");	/* 230, then 220 */
	CHECK(!utf8_is_nfc(buf_view(&b)));
	s = utf8_nfc(a, buf_view(&b));
	CHECK_INT(utf8_next(s, &at), 'x');
	for (int i = 0; i < MARKS; i++)
		CHECK_INT(utf8_next(s, &at), 0x323);
	for (int i = 0; i < MARKS; i++)
		CHECK_INT(utf8_next(s, &at), 0x301);
	CHECK_INT(at, s.n);
	buf_free(&b);
	arena_free(a);
}

TEST("for finding, width, case and what cannot be seen are taken away")
{
	static const char *const pairs[][2] = {
		{ "", "" }, { "ABC", "abc" }, { "ＡＢＣ１２３", "abc123" },
		{ "①", "1" }, { "ﬁ", "fi" }, { "Straße", "strasse" },
		{ "网络安全", "网络安全" }, { "ｶﾞ", "ガ" },
		{ "网\xE2\x80\x8B络", "网络" },		/* zero width space */
		{ "so\xC2\xADup", "soup" },		/* soft hyphen */
		{ "\xEF\xB7\xBA",	/* U+FDFA: one becomes eighteen */
		  "\xD8\xB5\xD9\x84\xD9\x89 \xD8\xA7\xD9\x84\xD9\x84\xD9\x87 "
		  "\xD8\xB9\xD9\x84\xD9\x8A\xD9\x87 "
		  "\xD9\x88\xD8\xB3\xD9\x84\xD9\x85" },
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		CHECK_STR(utf8_fold(a, str_of(pairs[i][0])), pairs[i][1]);
	CHECK(!arena_failed(a));
	arena_free(a);
}

TEST("a text of nothing but the longest expansions is folded whole")
{
	struct arena *a = arena_new();
	struct buf b = BUF_INIT;

	for (int i = 0; i < 1000; i++)
		buf_text(&b, "\xEF\xB7\xBA");
	CHECK_INT(utf8_count(utf8_fold(a, buf_view(&b))), 18000);
	buf_free(&b);
	arena_free(a);
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
		"\x81\x39\x20\x20", "\xD6\x20", "a\xFF" "b",
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

#ifdef ANZE_FAULTS
TEST("no memory fails the arena, wherever it lacks")
{
	for (long n = 1;; n++) {
		struct arena *a = arena_new();
		struct str s, gb = S("");
		bool read;

		fault_arm(FAULT_ALLOC, n);
		s = utf8_nfc(a, S("a\xCC\x81\xCC\xA3"));
		read = gb18030_to_utf8(a, S("\xCD\xF8"), &gb);
		if (fault_seen(FAULT_ALLOC) < n) {
			fault_arm(FAULT_ALLOC, 0);
			CHECK(!arena_failed(a) && read);
			CHECK_STR(s, "\xE1\xBA\xA1\xCC\x81");
			arena_free(a);
			break;
		}
		fault_arm(FAULT_ALLOC, 0);
		CHECK(arena_failed(a));
		CHECK(!read && gb.n == 0);
		arena_free(a);
	}
}
#endif
