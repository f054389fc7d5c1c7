/* SPDX-License-Identifier: Apache-2.0 */
/* Where may a line of Chinese or English end? */
#include "base/utf8.h"
#include "cli/cli_in.h"

const char *
list_comma(enum lang lang)
{
	return lang == LANG_ZH_CN ? "、" : ", ";
}

void
pad_put(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_char(b, ' ');
}

/* Han, kana, hangul, full-width forms and the punctuation that goes with
 * them. */
static bool
is_wide(int32_t cp)
{
	return (cp >= 0x2E80 && cp <= 0xA4CF) ||
	    (cp >= 0xAC00 && cp <= 0xD7A3) ||
	    (cp >= 0xF900 && cp <= 0xFAFF) ||
	    (cp >= 0xFE30 && cp <= 0xFE4F) ||
	    (cp >= 0xFF00 && cp <= 0xFFE6) || (cp >= 0x20000 && cp <= 0x3FFFF);
}

static bool
among(int32_t cp, const char *set)
{
	struct str s = str_of(set);
	size_t at = 0;
	int32_t c;

	while ((c = utf8_next(s, &at)) >= 0)
		if (c == cp)
			return true;
	return false;
}

static bool
opens(int32_t cp)
{
	return among(cp, "（「『《〈【〔“‘([{");
}

static bool
closes(int32_t cp)
{
	return among(cp, "，。、；：？！）」』》〉】〕”’…,.;:?!)]}%");
}

bool
wrap_between(int32_t before, int32_t after)
{
	return (is_wide(before) || is_wide(after)) && !opens(before) &&
	    !closes(after);
}

/* The next piece that stays whole, and its first blank if it ends with one. */
static struct str
piece(struct str s, size_t from)
{
	size_t at = from, was;
	int32_t before, cp = utf8_next(s, &at);

	for (;;) {
		before = cp;
		was = at;
		if (before == ' ' || before == '\n' ||
		    (cp = utf8_next(s, &at)) < 0 || cp == ' ' || cp == '\n' ||
		    wrap_between(before, cp))
			return str_part(s, from, was);
	}
}

void
wrap_put(struct buf *b, struct str text, size_t at, size_t indent, size_t width)
{
	size_t blanks = 0;
	bool fresh = true;	/* nothing stands on this line yet */

	for (size_t i = 0; i < text.n;) {
		struct str p = piece(text, i);
		size_t columns = utf8_columns(p);

		i += p.n;
		if (str_is(p, "\n")) {
			buf_char(b, '\n');
			at = blanks = 0;
			fresh = true;
			continue;
		}
		if (str_is(p, " ")) {
			blanks++;
			continue;
		}
		if (!fresh && at + blanks + columns > width) {
			buf_char(b, '\n');
			at = 0;
			fresh = true;
		}
		if (at < indent) {
			pad_put(b, indent - at);
			at = indent;
		} else if (!fresh) {
			pad_put(b, blanks);
			at += blanks;
		}
		buf_str(b, p);
		at += columns;
		blanks = 0;
		fresh = false;
	}
}
