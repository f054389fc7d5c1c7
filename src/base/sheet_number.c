/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sheet_in.h"

enum {
	DOUBLE_MOST	= 17,	/* digits that tell one double from all others */
	DOUBLE_SURE	= 15,	/* digits that every double keeps */
	POWER_MAX	= 22,	/* 10^22 is the last exact one */
	EXP_MAX		= 4000
};

/* Count the digits from ${at} on into ${n}; those before the point move it. */
static size_t
digits_take(struct str s, size_t at, bool fraction, struct sheet_number *n,
    bool *fits)
{
	for (; at < s.n && s.p[at] >= '0' && s.p[at] <= '9'; at++) {
		if (n->n == 0 && s.p[at] == '0') {
			n->exp -= fraction;
			continue;
		}
		if (n->n == SHEET_DIGITS_MAX) {
			*fits = false;
			continue;
		}
		n->digits[n->n++] = s.p[at];
		n->exp -= fraction;
	}
	return at;
}

static void
zeros_drop(struct sheet_number *n)
{
	while (n->n > 0 && n->digits[n->n - 1] == '0') {
		n->n--;
		n->exp++;
	}
	if (n->n == 0) {
		n->exp = 0;
		n->minus = false;
	}
}

/* E+15 behind the digits. */
static bool
exponent_take(struct str s, struct sheet_number *n)
{
	int64_t exp;

	if (s.n < 2 || (s.p[0] != 'E' && s.p[0] != 'e'))
		return false;
	s = str_part(s, s.p[1] == '+' ? 2 : 1, s.n);
	if (!str_int(s, &exp) || exp > EXP_MAX || exp < -EXP_MAX)
		return false;
	n->exp += (int)exp;
	return true;
}

bool
sheet_number_parse(struct str s, struct sheet_number *ret)
{
	struct sheet_number n = { 0 };
	size_t at = 0, from;
	bool fits = true;

	s = str_trim(s);
	n.minus = s.n > 0 && s.p[0] == '-';
	from = s.n > 0 && (n.minus || s.p[0] == '+');
	at = digits_take(s, from, false, &n, &fits);
	if (at < s.n && s.p[at] == '.') {
		from++;
		at = digits_take(s, at + 1, true, &n, &fits);
	}
	if (!fits || at == from ||
	    (at < s.n && !exponent_take(str_part(s, at, s.n), &n)))
		return false;
	zeros_drop(&n);
	*ret = n;
	return true;
}

bool
sheet_number_put(struct buf *b, const struct sheet_number *n)
{
	int whole = (int)n->n + n->exp;		/* digits before the point */

	if (whole > SHEET_DIGITS_MAX || n->exp < -SHEET_DIGITS_MAX)
		return false;
	if (n->minus)
		buf_char(b, '-');
	if (whole <= 0)
		buf_char(b, '0');
	else
		buf_put(b, n->digits, n->exp < 0 ? (size_t)whole : n->n);
	for (int i = 0; i < n->exp; i++)
		buf_char(b, '0');
	if (n->exp >= 0)
		return true;
	buf_char(b, '.');
	for (int i = whole; i < 0; i++)
		buf_char(b, '0');
	whole = whole < 0 ? 0 : whole;
	buf_put(b, n->digits + whole, n->n - (size_t)whole);
	return true;
}

/* The first 15 digits, rounded. */
static void
round_sure(const struct sheet_number *n, struct sheet_number *ret)
{
	size_t i = DOUBLE_SURE;
	bool up = n->digits[DOUBLE_SURE] >= '5';

	*ret = *n;
	ret->n = DOUBLE_SURE;
	ret->exp += (int)(n->n - DOUBLE_SURE);
	while (up && i > 0) {
		up = ret->digits[--i] == '9';
		ret->digits[i] = up ? '0' : (char)(ret->digits[i] + 1);
	}
	if (up) {
		/* 9.99… became 10. */
		ret->digits[0] = '1';
		ret->n = 1;
		ret->exp += DOUBLE_SURE;
	}
	zeros_drop(ret);
}

/* The double nearest to ${n}, in one step from two exact ones; false if these
 * would not be exact. */
static bool
double_of(const struct sheet_number *n, double *ret)
{
	double coeff = 0, power = 1;

	if (n->exp > POWER_MAX || n->exp < -POWER_MAX)
		return false;
	for (size_t i = 0; i < n->n; i++)
		coeff = coeff * 10 + (n->digits[i] - '0');
	for (int i = n->exp; i != 0; i += i < 0 ? 1 : -1)
		power *= 10;
	*ret = n->exp < 0 ? coeff / power : coeff * power;
	return true;
}

void
sheet_number_clean(struct sheet_number *n)
{
	struct sheet_number sure;
	char text[DOUBLE_MOST + 16];
	double d;

	/* Whole numbers are codes: what other programs wrote stays. */
	if (n->n <= DOUBLE_SURE || n->n > DOUBLE_MOST || n->exp >= 0)
		return;
	round_sure(n, &sure);
	if (!double_of(&sure, &d))
		return;
	/* Are the digits those with which this double is written? */
	(void)snprintf(text, sizeof text, "%.*e", (int)n->n - 1, d);
	if (text[0] == n->digits[0] &&
	    memcmp(text + 2, n->digits + 1, n->n - 1) == 0)
		*n = sure;
}
