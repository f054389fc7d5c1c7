/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which encoding is it?  A BOM says so.  Without one, ASCII says nothing; the
 * CSV_RAW_MAX bytes that begin with the first byte beyond ASCII decide: UTF-8
 * when that reads them with no more errors than GB18030 does, or when it has
 * more characters of three bytes than errors, for GB18030 hardly ever looks like
 * these.  So whole UTF-8 is UTF-8, and damaged UTF-8, which often is GB18030 by
 * accident, does not come out as other words.  Bytes that contradict the
 * decision are a fault of their row.
 *
 * Bytes become UTF-8 in blocks; in the text, CSV_BROKEN stands for each byte
 * that is none.  Commas, quotes and line breaks are no part of a longer
 * character in UTF-8 or GB18030, so that they can be looked for before the
 * decision.
 */
#include "base/csv_in.h"

#include <errno.h>

#include "base/utf8.h"

static const struct coding_row {
	const char	*name;
	const char	*bom;
	size_t		 unit;	/* bytes of the least character */
} codings[CODING__MAX] = {
	[CODING_OPEN]		= { "UTF-8", NULL, 1 },
	[CODING_UTF8]		= { "UTF-8", "\xEF\xBB\xBF", 1 },
	[CODING_GB18030]	= { "GB18030", "\x84\x31\x95\x33", 1 },
	[CODING_UTF16LE]	= { "UTF-16LE", "\xFF\xFE", 2 },
	[CODING_UTF16BE]	= { "UTF-16BE", "\xFE\xFF", 2 },
};

/* Fill raw up to the brim or to the end of the source. */
static enum err
raw_fill(struct csv_text *t, int64_t line, struct note *note)
{
	size_t left = t->raw_n - t->raw_at;

	if (t->raw_at != 0 && left != 0)
		memmove(t->raw, t->raw + t->raw_at, left);
	t->raw_at = 0;
	t->raw_n = left;
	while (!t->ended && t->raw_n < CSV_RAW_MAX) {
		long n = t->from.read(t->from.arg, t->raw + t->raw_n,
		    CSV_RAW_MAX - t->raw_n);

		if (n < 0)
			return NOTE(note, ERR_IO, M("The file cannot be read "
			    "beyond line {line}. See whether the disk or the "
			    "connection is in order, and try again."),
			    A_INT("line", line));
		if (n == 0)
			t->ended = true;
		t->raw_n += (size_t)n;
	}
	return ERR_OK;
}

/* How many bytes has the character that begins so?  0: none begins so. */
static size_t
utf8_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first <= 0xDF)
		return 2;
	if (first >= 0xE0 && first <= 0xEF)
		return 3;
	return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

/* The same for GB18030, which the second byte tells. */
static size_t
gb18030_length(const unsigned char *p, size_t n)
{
	if (p[0] < 0x80)
		return 1;
	if (p[0] == 0x80 || p[0] == 0xFF)
		return 0;
	if (n < 2)
		return 2;
	if (p[1] >= 0x40 && p[1] != 0x7F && p[1] != 0xFF)
		return 2;
	return p[1] >= 0x30 && p[1] <= 0x39 ? 4 : 0;
}

static bool
is_gb18030(const unsigned char *p, size_t n)
{
	return n < 4 || (p[2] >= 0x81 && p[2] != 0xFF && p[3] >= 0x30 &&
	    p[3] <= 0x39);
}

struct reading {
	size_t	errors;		/* bytes that are in the way */
	size_t	longer;		/* whole characters of three bytes and more */
};

/* How would these bytes be read?  What the end cuts off is an error if it is
 * the end of all. */
static struct reading
reading_of(const unsigned char *p, size_t n, bool last, bool gb18030)
{
	struct reading r = { 0 };
	size_t len;

	for (size_t i = 0; i < n; i += len) {
		len = gb18030 ? gb18030_length(p + i, n - i) :
		    utf8_length(p[i]);
		if (len > n - i) {
			r.errors += last;
			break;
		}
		if (len != 0 && (gb18030 ? is_gb18030(p + i, len) :
		    utf8_ok((struct str){ (const char *)p + i, len }))) {
			r.longer += len > 2;
			continue;
		}
		/* NUL is no text, but it speaks for neither. */
		r.errors += p[i] != 0;
		len = 1;
	}
	return r;
}

static enum csv_coding
coding_guess(const unsigned char *p, size_t n, bool last)
{
	struct reading utf8 = reading_of(p, n, last, false);

	return utf8.longer > utf8.errors ||
	    utf8.errors <= reading_of(p, n, last, true).errors ?
	    CODING_UTF8 : CODING_GB18030;
}

static enum err
coding_set(struct csv_text *t, enum csv_coding coding, struct note *note)
{
	t->coding = coding;
	if (coding == CODING_OPEN || coding == CODING_UTF8)
		return ERR_OK;
	t->conv = iconv_open("UTF-8", codings[coding].name);
	if ((intptr_t)t->conv == -1)
		return errno == ENOMEM ? note_memory(note) :
		    NOTE(note, ERR_IO, M("This machine cannot read {encoding}: "
		    "the C library's conversion tables are missing. Save the "
		    "file as CSV UTF-8 and hand it in again."),
		    A_CSTR("encoding", codings[coding].name));
	t->converts = true;
	return ERR_OK;
}

/* Are these at most three last bytes the beginning of a character? */
static bool
utf8_unfinished(const unsigned char *p, size_t n)
{
	if (n == 0 || n >= utf8_length(p[0]))
		return false;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xC0) != 0x80)
			return false;
	return true;
}

/* Mark what is not UTF-8; return how many bytes end with a character. */
static size_t
utf8_mark(unsigned char *p, size_t n, bool last)
{
	size_t i = 0;

	for (;;) {
		i += utf8_bad_at((struct str){ (const char *)p + i, n - i });
		if (i == n || (!last && utf8_unfinished(p + i, n - i)))
			return i;
		p[i++] = CSV_BROKEN;
	}
}

/* Convert raw; CSV_BROKEN for what is no character, and for NUL. */
static void
text_convert(struct csv_text *t)
{
	size_t unit = codings[t->coding].unit;
	char *in = (char *)t->raw + t->raw_at, *out = (char *)t->text;
	size_t left = t->raw_n - t->raw_at, room = CSV_TEXT_MAX;
	unsigned char *nul = t->text;

	while (left > 0 &&
	    iconv(t->conv, &in, &left, &out, &room) == (size_t)-1) {
		if (errno == EINVAL && !t->ended)
			break;
		if (unit > left)
			unit = left;
		*out++ = (char)CSV_BROKEN;
		room--;
		in += unit;
		left -= unit;
	}
	t->raw_at = t->raw_n - left;
	t->at = t->text;
	t->end = (unsigned char *)out;
	while ((nul = memchr(nul, 0, (size_t)(t->end - nul))) != NULL)
		*nul++ = CSV_BROKEN;
}

/* How much of raw is ASCII? */
static size_t
raw_ascii(const struct csv_text *t)
{
	size_t i = t->raw_at;

	while (i < t->raw_n && t->raw[i] < 0x80)
		i++;
	return i - t->raw_at;
}

enum err
csv_text_more(struct csv_text *t, int64_t line, struct note *note)
{
	size_t n;
	enum err r;

	if ((r = raw_fill(t, line, note)) != ERR_OK)
		return r;
	n = t->coding == CODING_OPEN ? raw_ascii(t) : 0;
	if (n == 0 && t->coding == CODING_OPEN && t->raw_n != 0 &&
	    (r = coding_set(t, coding_guess(t->raw, t->raw_n, t->ended),
	    note)) != ERR_OK)
		return r;
	if (t->converts) {
		text_convert(t);
		return ERR_OK;
	}
	if (n == 0)
		n = t->raw_n;
	n = utf8_mark(t->raw, n, t->ended || t->coding == CODING_OPEN);
	t->at = t->raw;
	t->end = t->raw + n;
	t->raw_at = n;
	return ERR_OK;
}

enum err
csv_text_start(struct csv_text *t, struct note *note)
{
	enum err r;

	if ((r = raw_fill(t, 1, note)) != ERR_OK)
		return r;
	for (enum csv_coding i = CODING_UTF8; i < CODING__MAX; i++) {
		size_t n = strlen(codings[i].bom);

		if (t->raw_n < n || memcmp(t->raw, codings[i].bom, n) != 0)
			continue;
		t->raw_at = n;
		if ((r = coding_set(t, i, note)) != ERR_OK)
			return r;
		break;
	}
	if (t->converts) {
		text_convert(t);
	} else {
		t->at = t->raw + t->raw_at;
		t->end = t->raw + t->raw_n;
	}
	return ERR_OK;
}

void
csv_text_skip(struct csv_text *t, size_t skip)
{
	t->at += skip;
	if (t->converts)
		return;
	/* These bytes were looked at, not yet read. */
	t->raw_at += skip;
	t->at = t->end;
}

void
csv_text_end(struct csv_text *t)
{
	if (t->converts)
		(void)iconv_close(t->conv);
	t->converts = false;
}

const char *
csv_text_encoding(const struct csv_text *t)
{
	return codings[t->coding].name;
}
