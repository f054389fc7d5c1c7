/* SPDX-License-Identifier: Apache-2.0 */
#include "phone/phone.h"

enum { DIGITS_LEAST = 3, DIGITS_MOST = 20, EXTENSION_MOST = 8 };

#define EXTENSION	"转"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many digits stand from ${*at} on, parted as they may be?  ${*at} moves behind
 * them. */
static int
digits(struct str s, size_t *at, bool parted)
{
	int n = 0;

	while (*at < s.n) {
		const bool part = parted && n > 0 && *at + 1 < s.n &&
		    (s.p[*at] == ' ' || s.p[*at] == '-') &&
		    is_digit(s.p[*at + 1]);

		if (!part && !is_digit(s.p[*at]))
			break;
		n += !part;
		(*at)++;
	}
	return n;
}

static void
blanks(struct str s, size_t *at)
{
	while (*at < s.n && s.p[*at] == ' ')
		(*at)++;
}

static bool
number_ok(struct str s)
{
	size_t at = s.n > 0 && s.p[0] == '+' ? 1 : 0;
	int n = digits(s, &at, true);

	if (n < DIGITS_LEAST || n > DIGITS_MOST)
		return false;
	if (at == s.n)
		return true;
	blanks(s, &at);
	if (!str_starts(str_part(s, at, s.n), EXTENSION))
		return false;
	at += sizeof EXTENSION - 1;
	blanks(s, &at);
	n = digits(s, &at, false);
	return n > 0 && n <= EXTENSION_MOST && at == s.n;
}

enum err
phone_number_check(struct str number, const char *field, struct note *note)
{
	enum err r;

	if (number_ok(number))
		return ERR_OK;
	r = NOTE(note, ERR_INVALID, M("\"{text}\" is no telephone number. Write "
	    "its digits, parted by blanks or hyphens, with + before the code "
	    "of a country and 转 before an extension: 0513-85123456转801."),
	    A_TEXT("text", number));
	note_where(note, (struct where){ .field = field });
	return r;
}

struct str
phone_number_bare(struct arena *a, struct str number)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < number.n; i++)
		if (number.p[i] != ' ' && number.p[i] != '-')
			buf_char(&b, number.p[i]);
	return b.n == 0 ? S("") : buf_view(&b);
}
