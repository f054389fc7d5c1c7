/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/word_in.h"

#include "base/utf8.h"

struct span {
	int32_t from, to;
};

/* DMN 1.5, rule 28 (name start char), without ASCII. */
static const struct span starts[] = {
	{ 0xC0, 0xD6 }, { 0xD8, 0xF6 }, { 0xF8, 0x2FF }, { 0x370, 0x37D },
	{ 0x37F, 0x1FFF }, { 0x200C, 0x200D }, { 0x2070, 0x218F },
	{ 0x2C00, 0x2FEF }, { 0x3001, 0xD7FF }, { 0xF900, 0xFDCF },
	{ 0xFDF0, 0xFFFD }, { 0x10000, 0xEFFFF },
};

/* Rule 29 (name part char), what is not in the above. */
static const struct span parts[] = {
	{ 0xB7, 0xB7 }, { 0x300, 0x36F }, { 0x203F, 0x2040 },
};

/* Rule 61 (white space), without ASCII. */
static const struct span blanks[] = {
	{ 0x85, 0x85 }, { 0xA0, 0xA0 }, { 0x1680, 0x1680 }, { 0x180E, 0x180E },
	{ 0x2000, 0x200B }, { 0x2028, 0x2029 }, { 0x202F, 0x202F },
	{ 0x205F, 0x205F }, { 0x3000, 0x3000 }, { 0xFEFF, 0xFEFF },
};

static const char *const reserved[] = {
	"and", "between", "else", "every", "external", "false", "for",
	"function", "if", "in", "instance", "not", "null", "of", "or",
	"return", "satisfies", "some", "then", "true",
};

/* What a Chinese input method writes for signs of the language. */
static const struct {
	int32_t		 cp;
	const char	*half;
} signs[] = {
	{ 0x2018, "\"" }, { 0x2019, "\"" }, { 0x201C, "\"" },
	{ 0x201D, "\"" }, { 0x2264, "<=" }, { 0x2265, ">=" }, { 0x2260, "!=" },
	{ 0xD7, "*" }, { 0xF7, "/" }, { 0x2212, "-" }, { 0x2026, ".." },
	{ 0x3001, "," }, { 0x3002, "." }, { 0x3010, "[" }, { 0x3011, "]" },
	{ 0x300A, "\"" }, { 0x300B, "\"" }, { 0x300C, "\"" }, { 0x300D, "\"" },
	{ 0xFF01, "!" }, { 0xFF02, "\"" }, { 0xFF08, "(" }, { 0xFF09, ")" },
	{ 0xFF0A, "*" }, { 0xFF0B, "+" }, { 0xFF0C, "," }, { 0xFF0D, "-" },
	{ 0xFF0E, "." }, { 0xFF0F, "/" }, { 0xFF1A, ":" }, { 0xFF1B, ";" },
	{ 0xFF1C, "<" }, { 0xFF1D, "=" }, { 0xFF1E, ">" }, { 0xFF1F, "?" },
	{ 0xFF20, "@" }, { 0xFF3B, "[" }, { 0xFF3D, "]" }, { 0xFF5B, "{" },
	{ 0xFF5D, "}" },
};

#define COUNT(t)	(sizeof (t) / sizeof *(t))

static bool
within(const struct span *spans, size_t n, int32_t cp)
{
	for (size_t i = 0; i < n && spans[i].from <= cp; i++)
		if (cp <= spans[i].to)
			return true;
	return false;
}

bool
feel_name_starts(int32_t cp)
{
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
		    cp == '_' || cp == '?';
	return within(starts, COUNT(starts), cp);
}

bool
feel_name_goes_on(int32_t cp)
{
	if (cp < 0x80)
		return feel_name_starts(cp) || (cp >= '0' && cp <= '9');
	return within(starts, COUNT(starts), cp) ||
	    within(parts, COUNT(parts), cp);
}

bool
feel_is_blank(int32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	return within(blanks, COUNT(blanks), cp);
}

size_t
feel_word(struct str s, size_t at)
{
	size_t from = at, next = at;

	while (next < s.n) {
		int32_t cp = (unsigned char)s.p[next];

		if (cp < 0x80)
			next++;
		else
			cp = utf8_next(s, &next);
		if (!(at == from ? feel_name_starts(cp) :
		    feel_name_goes_on(cp)))
			break;
		at = next;
	}
	return at - from;
}

static size_t
comment(struct str s, size_t at, bool *ret_bad)
{
	bool line = s.p[at + 1] == '/';

	for (size_t i = at + 2; i < s.n; i++) {
		if (line && s.p[i] == '\n')
			return i - at;
		if (!line && s.p[i] == '*' && i + 1 < s.n &&
		    s.p[i + 1] == '/')
			return i + 2 - at;
	}
	*ret_bad |= !line;
	return s.n - at;
}

size_t
feel_gap(struct str s, size_t at, bool *ret_bad)
{
	size_t from = at, next;

	while (at < s.n) {
		if (s.p[at] == ' ') {
			at++;
		} else if (s.p[at] == '/' && at + 1 < s.n &&
		    (s.p[at + 1] == '/' || s.p[at + 1] == '*')) {
			at += comment(s, at, ret_bad);
		} else {
			next = at;
			if (!feel_is_blank(utf8_next(s, &next)))
				break;
			at = next;
		}
	}
	return at - from;
}

bool
feel_is_name(struct str s)
{
	size_t at = 0, n;

	for (;;) {
		if ((n = feel_word(s, at)) == 0 ||
		    (at == 0 && feel_is_reserved(str_part(s, 0, n))))
			return false;
		if ((at += n) == s.n)
			return true;
		if (s.p[at++] != ' ')
			return false;
	}
}

bool
feel_is_reserved(struct str word)
{
	for (size_t i = 0; i < COUNT(reserved); i++)
		if (str_is(word, reserved[i]))
			return true;
	return false;
}

const char *
feel_half_width(int32_t cp)
{
	for (size_t i = 0; i < COUNT(signs); i++)
		if (signs[i].cp == cp)
			return signs[i].half;
	return NULL;
}

bool
feel_has_full_width(struct str s)
{
	size_t at = 0;

	while (at < s.n)
		if (feel_half_width(utf8_next(s, &at)) != NULL)
			return true;
	return false;
}
