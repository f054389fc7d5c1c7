/* SPDX-License-Identifier: Apache-2.0 */
#include "base/decimal.h"

static int
digits_of(__int128 magnitude)
{
	int n = 0;

	for (; magnitude != 0; magnitude /= 10)
		n++;
	return n;
}

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

void
decimal_put(struct buf *b, struct decimal d)
{
	char text[DECIMAL_DIGITS + 6], *p = text + sizeof text;
	__int128 left = d.coeff < 0 ? -d.coeff : d.coeff;
	int n, whole;

	if (left == 0) {
		buf_char(b, '0');
		return;
	}
	for (; d.exp < 0 && left % 10 == 0; d.exp++)
		left /= 10;
	for (; left != 0; left /= 10)
		*--p = (char)('0' + (int)(left % 10));
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

/* Both greater than zero. */
static int
magnitude_cmp(struct decimal a, struct decimal b)
{
	int na = digits_of(a.coeff), nb = digits_of(b.coeff);

	if (na + a.exp != nb + b.exp)
		return na + a.exp < nb + b.exp ? -1 : 1;
	/* The same first place: the shorter one is filled with zeros, and
	 * has then as many digits as the longer one. */
	for (; na < nb; na++)
		a.coeff *= 10;
	for (; nb < na; nb++)
		b.coeff *= 10;
	return a.coeff < b.coeff ? -1 : a.coeff > b.coeff;
}

static int
sign(__int128 n)
{
	return n < 0 ? -1 : n > 0;
}

int
decimal_cmp(struct decimal a, struct decimal b)
{
	int s = sign(a.coeff);

	if (s != sign(b.coeff))
		return s < sign(b.coeff) ? -1 : 1;
	if (s == 0)
		return 0;
	if (s > 0)
		return magnitude_cmp(a, b);
	a.coeff = -a.coeff;
	b.coeff = -b.coeff;
	return magnitude_cmp(b, a);
}
