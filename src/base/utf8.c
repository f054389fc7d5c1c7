/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <utf8proc.h>

enum {
	REPLACEMENT	= 0xFFFD,
	HAN_FIRST	= 0x4E00,	/* the block most of our text is in */
	HAN_LAST	= 0x9FFF,
	LATIN_LAST	= 0x02FF	/* no mark and no part of one below */
};

#define EACH_BYTE(b)	(UINT64_C(0x0101010101010101) * (b))

/* How many of the first bytes are ASCII and not NUL, by whole words? */
static size_t
ascii_span(const char *p, size_t n)
{
	size_t at = 0;
	uint64_t w;

	for (; n - at >= sizeof w; at += sizeof w) {
		memcpy(&w, p + at, sizeof w);
		if (((w | (w - EACH_BYTE(1))) & EACH_BYTE(0x80)) != 0)
			break;
	}
	return at;
}

static bool
follows(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Bytes of the valid character at ${p} (Unicode, table 3-7); 0 if none is. */
static size_t
char_bytes(const unsigned char *p, size_t n)
{
	unsigned char c = p[0];

	if (c < 0x80)
		return c != 0;
	if (c < 0xC2 || c > 0xF4)
		return 0;
	if (c < 0xE0)
		return n >= 2 && follows(p[1]) ? 2 : 0;
	if (c < 0xF0) {
		if (n < 3 || !follows(p[1]) || !follows(p[2]) ||
		    (c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F))
			return 0;
		return 3;
	}
	if (n < 4 || !follows(p[1]) || !follows(p[2]) || !follows(p[3]) ||
	    (c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F))
		return 0;
	return 4;
}

size_t
utf8_bad_at(struct str s)
{
	size_t at = 0, n;

	while (at < s.n) {
		if ((unsigned char)s.p[at] < 0x80 &&
		    (n = ascii_span(s.p + at, s.n - at)) != 0) {
			at += n;
			continue;
		}
		if ((n = char_bytes((const unsigned char *)s.p + at,
		    s.n - at)) == 0)
			return at;
		at += n;
	}
	return at;
}

bool
utf8_ok(struct str s)
{
	return utf8_bad_at(s) == s.n;
}

int32_t
utf8_next(struct str s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.p + *at;

	if (*at >= s.n)
		return -1;
	if (p[0] < 0x80) {
		(*at)++;
		return p[0];
	}
	switch (char_bytes(p, s.n - *at)) {
	case 2:
		*at += 2;
		return (p[0] & 0x1F) << 6 | (p[1] & 0x3F);
	case 3:
		*at += 3;
		return (p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 |
		    (p[2] & 0x3F);
	case 4:
		*at += 4;
		return (p[0] & 0x07) << 18 | (p[1] & 0x3F) << 12 |
		    (p[2] & 0x3F) << 6 | (p[3] & 0x3F);
	}
	(*at)++;
	return REPLACEMENT;
}

void
utf8_put(struct buf *b, int32_t cp)
{
	utf8proc_uint8_t bytes[4];

	if (cp == 0 || !utf8proc_codepoint_valid(cp))
		cp = REPLACEMENT;
	buf_put(b, bytes, (size_t)utf8proc_encode_char(cp, bytes));
}

/*
 * Code points that are NFC wherever they stand: no mark, not taken apart by
 * NFC, and never joined to what stands before (NFC_Quick_Check=Yes and
 * Canonical_Combining_Class=0; Unicode promises that this stays).
 * Only the blocks that our text is made of; others are looked at closely.
 */
static const struct {
	int32_t	first, last;
} nfc_always[] = {
	{ 0x2002, 0x20CF }, { 0x2100, 0x2125 }, { 0x212C, 0x2328 },
	{ 0x232B, 0x2ADB }, { 0x2E80, 0x3029 }, { 0x3030, 0x3098 },
	{ 0x309B, 0xA48F }, { 0xAC00, 0xD7A3 }, { 0xE000, 0xF8FF },
	{ 0xFE00, 0xFE1F }, { 0xFE30, 0xFFEF }, { 0x1F000, 0x1FAFF },
	{ 0x20000, 0x2F7FF },
};

static bool
nfc_surely(struct str s)
{
	size_t at = 0, n, i;
	int32_t cp;

	while (at < s.n) {
		if ((unsigned char)s.p[at] < 0x80 &&
		    (n = ascii_span(s.p + at, s.n - at)) != 0) {
			at += n;
			continue;
		}
		cp = utf8_next(s, &at);
		if (cp <= LATIN_LAST || (cp >= HAN_FIRST && cp <= HAN_LAST))
			continue;
		n = sizeof nfc_always / sizeof *nfc_always;
		for (i = 0; i < n && cp > nfc_always[i].last; i++)
			;
		if (i == n || cp < nfc_always[i].first)
			return false;
	}
	return true;
}

/* Code points in an arena. */
struct points {
	int32_t	*p;
	size_t	 n;
	size_t	 room;
};

static bool
points_room(struct arena *a, struct points *ps, size_t more)
{
	size_t room = ps->room * 2 + more;
	int32_t *p;

	if (ps->room - ps->n >= more)
		return true;
	if (room > SIZE_MAX / 4 / sizeof *p ||
	    (p = arena_grow(a, ps->p, ps->room * sizeof *p,
	    room * sizeof *p)) == NULL)
		return false;
	ps->p = p;
	ps->room = room;
	return true;
}

static int
mark_class(int32_t cp)
{
	return utf8proc_get_property(cp)->combining_class;
}

/*
 * Bring the marks behind one character into the order of their classes, equal
 * ones staying as they are.  Counted, since a text may be nothing but marks
 * and utf8proc's own way takes the square of their number.
 */
static bool
marks_sort(struct arena *a, int32_t *p, size_t n)
{
	size_t start[257] = { 0 };
	int32_t *to = NEW_ARRAY(a, int32_t, n);

	if (to == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		start[mark_class(p[i]) + 1]++;
	for (size_t i = 1; i < 257; i++)
		start[i] += start[i - 1];
	for (size_t i = 0; i < n; i++)
		to[start[mark_class(p[i])]++] = p[i];
	memcpy(p, to, n * sizeof *p);
	return true;
}

static bool
points_sort(struct arena *a, struct points *ps)
{
	size_t from = 0, to;

	for (; from < ps->n; from = to + 1) {
		bool sorted = true;

		for (to = from; to < ps->n && mark_class(ps->p[to]) != 0; to++)
			if (to > from && mark_class(ps->p[to - 1]) >
			    mark_class(ps->p[to]))
				sorted = false;
		if (!sorted && !marks_sort(a, ps->p + from, to - from))
			return false;
	}
	return true;
}

/* Take ${s} apart, order it, and put it together again. */
static bool
points_of(struct arena *a, struct str s, utf8proc_option_t how,
    struct points *ret)
{
	enum { MORE = 32 };	/* the most that one becomes is 18 */
	struct points ps = { 0 };
	utf8proc_ssize_t n;
	int class_before = 0;
	size_t at = 0;

	if (!points_room(a, &ps, s.n < SIZE_MAX / 64 ? s.n + MORE : s.n))
		return false;
	while (at < s.n) {
		if (!points_room(a, &ps, MORE))
			return false;
		n = utf8proc_decompose_char(utf8_next(s, &at), ps.p + ps.n,
		    (utf8proc_ssize_t)(ps.room - ps.n), how, &class_before);
		if (n > 0 && n <= (utf8proc_ssize_t)(ps.room - ps.n))
			ps.n += (size_t)n;
	}
	if (!points_sort(a, &ps))
		return false;
	n = utf8proc_normalize_utf32(ps.p, (utf8proc_ssize_t)ps.n, how);
	ps.n = n < 0 ? 0 : (size_t)n;
	*ret = ps;
	return true;
}

static struct str
remade(struct arena *a, struct str s, utf8proc_option_t how)
{
	struct buf b = BUF_IN(a);
	struct points ps;

	if (!points_of(a, s, how, &ps))
		return S("");
	buf_room(&b, s.n);
	for (size_t i = 0; i < ps.n; i++)
		utf8_put(&b, ps.p[i]);
	if (buf_failed(&b))
		return S("");
	return str_eq(buf_view(&b), s) ? s : buf_view(&b);
}

struct str
utf8_nfc(struct arena *a, struct str s)
{
	return nfc_surely(s) ? s : remade(a, s,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

bool
utf8_is_nfc(struct str s)
{
	struct arena *a;
	bool is;

	if (nfc_surely(s))
		return true;
	if ((a = arena_new()) == NULL)
		return false;
	is = utf8_nfc(a, s).p == s.p;
	arena_free(a);
	return is;
}

struct str
utf8_fold(struct arena *a, struct str s)
{
	return remade(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE |
	    UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}

size_t
utf8_count(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += !follows((unsigned char)s.p[i]);
	return n;
}

/*
 * Unicode calls the width of some characters ambiguous, among them Chinese
 * quotation marks, the dash and the ellipsis; terminals and the C library's
 * wcwidth() give them one column, and so do we.
 */
static size_t
columns_of(int32_t cp)
{
	int n;

	if (cp >= HAN_FIRST && cp <= HAN_LAST)
		return 2;
	/* Planes 2 and 3 are wide throughout, also what is not yet assigned
	 * in the tables of the library. */
	if (cp >= 0x20000 && cp <= 0x3FFFD)
		return 2;
	n = utf8proc_charwidth(cp);
	return n < 0 ? 0 : (size_t)n;
}

size_t
utf8_columns(struct str s)
{
	size_t at = 0, n = 0;

	while (at < s.n)
		n += columns_of(utf8_next(s, &at));
	return n;
}

struct str
utf8_head(struct str s, size_t columns)
{
	size_t at = 0, end = 0, n = 0;

	while (at < s.n) {
		n += columns_of(utf8_next(s, &at));
		if (n > columns)
			break;
		end = at;
	}
	return str_part(s, 0, end);
}

bool
utf8_has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
			return true;
		if (c == 0xC2 && i + 1 < s.n &&
		    (unsigned char)s.p[i + 1] < 0xA0)
			return true;
	}
	return false;
}

/* All of ${s} through ${cd} into ${b}; false if it is not that encoding. */
static bool
converted(iconv_t cd, struct str s, struct buf *b)
{
	enum { PIECE = 4096 };
	char piece[PIECE], *out, *in = NULL;
	size_t left = s.n, room, n;

	/* iconv() takes char **, but only reads. */
	memcpy(&in, &s.p, sizeof in);
	do {
		out = piece;
		room = sizeof piece;
		n = iconv(cd, &in, &left, &out, &room);
		buf_put(b, piece, sizeof piece - room);
		if (n == (size_t)-1 && errno != E2BIG)
			return false;
	} while (left > 0 && !buf_failed(b));
	return !buf_failed(b);
}

bool
gb18030_to_utf8(struct arena *a, struct str s, struct str *ret)
{
	struct buf b = BUF_IN(a);
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	bool is;

	if (cd == (iconv_t)-1) {
		if (errno == ENOMEM)
			arena_fail(a);
		return false;
	}
	buf_room(&b, s.n / 2 * 3);
	is = converted(cd, s, &b) && utf8_ok(buf_view(&b));
	(void)iconv_close(cd);
	if (is)
		*ret = buf_view(&b);
	return is;
}
