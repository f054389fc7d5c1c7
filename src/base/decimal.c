/* SPDX-License-Identifier: Apache-2.0 */
/* How is a decimal read and written? */
#include "base/decimal_in.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Take the digits at the beginning of ${*s} into ${d}; how many were there?
 * -1 when they are more than a decimal has. */
static int64_t
take_digits(struct str *s, struct decimal *d, int *significant)
{
	size_t i = 0;

	for (; i < s->n && is_digit(s->p[i]); i++) {
		if (*significant == 0 && s->p[i] == '0')
			continue;
		if (++*significant > DECIMAL_DIGITS)
			return -1;
		d->coeff = d->coeff * 10 + (s->p[i] - '0');
	}
	*s = str_part(*s, i, s->n);
	return (int64_t)i;
}

bool
decimal_parse(struct str s, struct decimal *ret)
{
	struct decimal d = { 0, 0 };
	bool minus = s.n > 0 && s.p[0] == '-', zero;
	int significant = 0;
	int64_t n;

	s = str_part(s, minus, s.n);
	zero = s.n > 0 && s.p[0] == '0';
	n = take_digits(&s, &d, &significant);
	if (n < 1 || (zero && n > 1))
		return false;
	if (s.n > 0) {
		if (s.p[0] != '.')
			return false;
		s = str_part(s, 1, s.n);
		n = take_digits(&s, &d, &significant);
		if (n < 1 || n > -DECIMAL_EXP_MIN || s.n > 0)
			return false;
		d.exp = -(int)n;
	}
	if (minus)
		d.coeff = -d.coeff;
	*ret = d;
	return true;
}

static void
zeros_put(struct buf *b, int n)
{
	for (; n > 0; n--)
		buf_char(b, '0');
}

/* The digits of ${m} before ${end}; where do they begin? */
static char *
digits_before(char *end, u128 m)
{
	char *p = end, *stop;
	uint64_t low;

	/* In two halves: dividing 64 bits is several times as fast. */
	if (m >= decimal_ten[LIMB_DIGITS]) {
		low = (uint64_t)(m % decimal_ten[LIMB_DIGITS]);
		m /= decimal_ten[LIMB_DIGITS];
		for (stop = p - LIMB_DIGITS; p > stop; low /= 10)
			*--p = (char)('0' + low % 10);
	}
	low = (uint64_t)m;
	do
		*--p = (char)('0' + low % 10);
	while ((low /= 10) != 0);
	return p;
}

void
decimal_put(struct buf *b, struct decimal d)
{
	char text[DECIMAL_DIGITS], *p;
	u128 m = magnitude(d);
	int64_t exp = d.exp;
	int n, whole;

	if (m == 0) {
		buf_char(b, '0');
		return;
	}
	if (d.exp < 0)
		decimal_strip(&m, &exp, 0);
	d.exp = (int)exp;
	p = digits_before(text + sizeof text, m);
	n = (int)(text + sizeof text - p);
	whole = n + d.exp;	/* digits before the point */
	if (d.coeff < 0)
		buf_char(b, '-');
	if (d.exp >= 0) {
		buf_put(b, p, (size_t)n);
		zeros_put(b, d.exp);
	} else if (whole > 0) {
		buf_put(b, p, (size_t)whole);
		buf_char(b, '.');
		buf_put(b, p + whole, (size_t)(n - whole));
	} else {
		buf_text(b, "0.");
		zeros_put(b, -whole);
		buf_put(b, p, (size_t)n);
	}
}

/* The digits at the beginning of ${*s} into ${*n}, which stays below ten times
 * ${most}; false if there are none. */
static bool
take_number(struct str *s, int64_t most, int64_t *n)
{
	size_t i = 0;

	for (*n = 0; i < s->n && is_digit(s->p[i]); i++)
		if (*n < most)
			*n = *n * 10 + (s->p[i] - '0');
	*s = str_part(*s, i, s->n);
	return i > 0;
}

/* A sign, if there is one; is it a minus? */
static bool
take_sign(struct str *s)
{
	bool minus = s->n > 0 && s->p[0] == '-';

	if (minus || (s->n > 0 && s->p[0] == '+'))
		*s = str_part(*s, 1, s->n);
	return minus;
}

/* Any number of digits around a point: as many as fit, and whether the others
 * are more than zeros.  False if there is no digit. */
static bool
take_coefficient(struct str *s, u128 *m, int64_t *exp, bool *more)
{
	bool any = false, point = false;
	size_t i = 0;

	for (; i < s->n; i++) {
		char c = s->p[i];

		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (!is_digit(c))
			break;
		any = true;
		*exp -= point;
		if (*m < decimal_ten[TENS - 2]) {
			*m = *m * 10 + (unsigned)(c - '0');
		} else {
			*more = *more || c != '0';
			++*exp;
		}
	}
	*s = str_part(*s, i, s->n);
	return any;
}

bool
decimal_read(struct str s, enum decimal_way way, struct decimal *ret)
{
	bool minus = take_sign(&s), lower, more = false;
	int64_t exp = 0, n = 0;
	u128 m = 0;

	if (!take_coefficient(&s, &m, &exp, &more))
		return false;
	if (s.n > 0 && (s.p[0] == 'e' || s.p[0] == 'E')) {
		s = str_part(s, 1, s.n);
		lower = take_sign(&s);
		if (!take_number(&s, INT64_MAX / 100, &n))
			return false;
		exp += lower ? -n : n;
	}
	return s.n == 0 && decimal_fit(minus, m, exp, more, way, ret);
}

void
decimal_put_scientific(struct buf *b, struct decimal d)
{
	char text[DECIMAL_DIGITS], *p;
	int n, point;	/* digits before the point */

	p = digits_before(text + sizeof text, magnitude(d));
	n = (int)(text + sizeof text - p);
	/* To Scientific String: no exponent down to 0.000001. */
	point = n + d.exp;
	if (d.exp > 0 || point < -5)
		point = 1;
	if (d.coeff < 0)
		buf_char(b, '-');
	if (point <= 0) {
		buf_text(b, "0.");
		zeros_put(b, -point);
		buf_put(b, p, (size_t)n);
	} else {
		buf_put(b, p, (size_t)point);
		if (n > point) {
			buf_char(b, '.');
			buf_put(b, p + point, (size_t)(n - point));
		}
	}
	if (d.exp > 0 || n + d.exp < -5)
		buf_fmt(b, "E%+d", n + d.exp - 1);
}
