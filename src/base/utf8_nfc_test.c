/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <utf8proc.h>

#include "base/fault.h"
#include "test/lib/test.h"

/* The last code point that was given a meaning, but for private ones. */
enum { ASSIGNED_LAST = 0x323AF };

static bool
is_scalar(int32_t cp)
{
	return cp > 0 && (cp < 0xD800 || cp > 0xDFFF);
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
		{ "\xE3\x81\x8B\xE3\x82\x99", "\xE3\x81\x8C" },	/* か, voiced */
		{ "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8",
		  "\xEA\xB0\x81" },			/* Hangul 각 */
		{ "\xEA\xB0\x80\xE1\x86\xA8", "\xEA\xB0\x81" },
		/* Two marks in the wrong order. */
		{ "a\xCC\x81\xCC\xA3", "\xE1\xBA\xA1\xCC\x81" },
		{ "中e\xCC\x81文", "中\xC3\xA9文" },
		/* Excluded from composing. */
		{ "\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC" },
		{ "x\xCC\x81", "x\xCC\x81" },
		{ "ﬁ①Ａ", "ﬁ①Ａ" },			/* NFKC only */
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
		{ "网\xE2\x80\x8B络", "网络" },		/* zero width */
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
