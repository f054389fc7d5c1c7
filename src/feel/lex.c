/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/lex_in.h"

#include "base/utf8.h"
#include "feel/word_in.h"

static bool
digit(struct str s, size_t at)
{
	return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static size_t
digits(struct str s, size_t at)
{
	while (digit(s, at))
		at++;
	return at;
}

/* DMN 1.5, rule 37: numeric literal.  "1..3" are three tokens. */
static size_t
number_end(struct str s, size_t at)
{
	size_t e;

	at = digits(s, at);
	if (at < s.n && s.p[at] == '.' && digit(s, at + 1))
		at = digits(s, at + 1);
	if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
		e = at + 1;
		if (e < s.n && (s.p[e] == '+' || s.p[e] == '-'))
			e++;
		if (digit(s, e))
			at = digits(s, e);
	}
	return at;
}

/* One past the closing quote; the text's end if there is none. */
static size_t
string_end(struct str s, size_t at)
{
	for (at++; at < s.n; at++) {
		if (s.p[at] == '\\')
			at++;
		else if (s.p[at] == '"')
			return at + 1;
	}
	return s.n + 1;
}

static struct token
sign_of(struct str s, size_t at)
{
	static const struct {
		char	c[3];
		int	sign;
	} twos[] = { { "**", SIGN_POWER }, { "<=", SIGN_LE },
	    { ">=", SIGN_GE }, { "!=", SIGN_NE }, { "..", SIGN_DOTS },
	    { "->", SIGN_ARROW } };
	struct token t = { T_SIGN, s.p[at], at, at + 1 };

	for (size_t i = 0; at + 1 < s.n && i < 6; i++)
		if (s.p[at] == twos[i].c[0] && s.p[at + 1] == twos[i].c[1]) {
			t.sign = twos[i].sign;
			t.to++;
		}
	return t;
}

struct token
lex(struct str s, size_t at)
{
	struct token t = { T_BAD, 0, 0, 0 };
	bool bad = false;
	size_t n;
	char c;

	at += feel_gap(s, at, &bad);
	t.from = t.to = at;
	if (at >= s.n) {
		t.kind = bad ? T_BAD : T_END;
		return t;
	}
	c = s.p[at];
	if ((n = feel_word(s, at)) > 0) {
		t.kind = T_WORD;
		t.to = at + n;
	} else if (digit(s, at) || (c == '.' && digit(s, at + 1))) {
		t.kind = T_NUMBER;
		t.to = number_end(s, at);
	} else if (c == '"') {
		t.to = string_end(s, at);
		t.kind = t.to > s.n ? T_BAD : T_STRING;
		if (t.to > s.n)
			t.to = s.n;
	} else if (c == '@') {
		t.kind = T_AT;
		t.to = at + 1;
	} else if (strchr("+-*/()[]{}<>=!,:.", c) != NULL) {
		t = sign_of(s, at);
		if (t.sign == '!')
			t.kind = T_BAD;
	} else {
		(void)utf8_next(s, &t.to);
	}
	return t;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* ${n} hex digits at ${at}; -1 if they are not. */
static int32_t
hex(struct str s, size_t at, size_t n)
{
	int32_t cp = 0;

	for (size_t i = at; i < at + n; i++) {
		int d = i < s.n ? hex_digit(s.p[i]) : -1;

		if (d < 0)
			return -1;
		cp = cp * 16 + d;
	}
	return cp;
}

/* The character of \uXXXX or \UXXXXXX at ${*at}; pairs of surrogates joined. */
static int32_t
escaped(struct str s, size_t *at)
{
	size_t n = s.p[*at + 1] == 'u' ? 4 : 6;
	int32_t cp = hex(s, *at + 2, n), low;

	if (cp >= 0xD800 && cp <= 0xDBFF && *at + 12 <= s.n &&
	    s.p[*at + 6] == '\\' && s.p[*at + 7] == 'u' &&
	    (low = hex(s, *at + 8, 4)) >= 0xDC00 && low <= 0xDFFF) {
		cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
		n += 6;
	}
	if (cp <= 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		return -1;
	*at += n + 2;
	return cp;
}

/* One escape at ${*at}.  A backslash before another letter stands for itself,
 * so that patterns need not be escaped twice. */
static bool
unescape(struct buf *b, struct str s, size_t *at)
{
	static const char letters[] = "nrt\"\\'", as[] = "\n\r\t\"\\'";
	char c = *at + 1 < s.n ? s.p[*at + 1] : '\0';
	const char *found = c == '\0' ? NULL : strchr(letters, c);
	int32_t cp;

	if (c == 'u' || c == 'U') {
		if ((cp = escaped(s, at)) < 0)
			return false;
		utf8_put(b, cp);
		return true;
	}
	if (found != NULL) {
		buf_char(b, as[found - letters]);
		*at += 2;
	} else {
		buf_char(b, '\\');
		*at += 1;
	}
	return true;
}

bool
lex_string(struct arena *a, struct str text, struct token t, struct str *ret,
    size_t *ret_at)
{
	struct str s = str_part(text, t.from + 1, t.to - 1);
	struct buf b = BUF_IN(a);
	size_t at = str_find(s, '\\'), from = 0;

	if (at == s.n) {
		*ret = s;
		return true;
	}
	for (; from < s.n; at = from + str_find(str_part(s, from, s.n), '\\')) {
		buf_put(&b, s.p + from, at - from);
		from = at;
		if (at < s.n && !unescape(&b, s, &from)) {
			*ret_at = t.from + 1 + at;
			return false;
		}
	}
	*ret = buf_view(&b);
	return true;
}
