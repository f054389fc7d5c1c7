/* SPDX-License-Identifier: Apache-2.0 */
/* Sums and products of decimals, and what needs neither. */
#include "base/decimal_in.h"

enum { SUM_DIGITS = 37 };	/* a sum of two such fits in 127 bits */

struct decimal
decimal_of_int(int64_t n)
{
	return (struct decimal){ n, 0 };
}

int
decimal_sign(struct decimal d)
{
	return d.coeff < 0 ? -1 : d.coeff > 0;
}

struct decimal
decimal_neg(struct decimal d)
{
	return (struct decimal){ -d.coeff, d.exp };
}

struct decimal
decimal_abs(struct decimal d)
{
	return d.coeff < 0 ? decimal_neg(d) : d;
}

struct decimal
decimal_reduce(struct decimal d)
{
	u128 m = magnitude(d);
	int64_t exp = d.exp;

	if (m == 0)
		return (struct decimal){ 0, 0 };
	decimal_strip(&m, &exp, DECIMAL_EXP_MAX);
	return signed_decimal(d.coeff < 0, m, (int)exp);
}

bool
decimal_is_whole(struct decimal d)
{
	if (d.exp >= 0 || d.coeff == 0)
		return true;
	return -d.exp < DECIMAL_DIGITS &&
	    magnitude(d) % decimal_ten[-d.exp] == 0;
}

bool
decimal_int(struct decimal d, int64_t *ret_n)
{
	struct decimal whole;

	if (!decimal_is_whole(d) ||
	    !decimal_quantize(d, 0, DECIMAL_DOWN, &whole) ||
	    whole.coeff < INT64_MIN || whole.coeff > INT64_MAX)
		return false;
	*ret_n = (int64_t)whole.coeff;
	return true;
}

/* Both greater than zero. */
static int
magnitude_cmp(struct decimal a, struct decimal b)
{
	u128 ma = magnitude(a), mb = magnitude(b);
	int na, nb;

	if (a.exp != b.exp) {
		na = decimal_digits(ma);
		nb = decimal_digits(mb);
		if (na + a.exp != nb + b.exp)
			return na + a.exp < nb + b.exp ? -1 : 1;
		/* The same first place: the shorter one is filled with zeros,
		 * and has then as many digits as the longer one. */
		if (na < nb)
			ma *= decimal_ten[nb - na];
		else
			mb *= decimal_ten[na - nb];
	}
	return ma < mb ? -1 : ma > mb;
}

int
decimal_cmp(struct decimal a, struct decimal b)
{
	int s = decimal_sign(a);

	if (s != decimal_sign(b))
		return s < decimal_sign(b) ? -1 : 1;
	if (s == 0)
		return 0;
	return s > 0 ? magnitude_cmp(a, b) : magnitude_cmp(b, a);
}

/* The standard's total order, without its negative zero. */
static int
total_cmp(struct decimal a, struct decimal b)
{
	int order = decimal_cmp(a, b);

	if (order != 0 || a.exp == b.exp)
		return order;
	order = a.exp < b.exp ? -1 : 1;
	return a.coeff < 0 ? -order : order;
}

struct decimal
decimal_max(struct decimal a, struct decimal b)
{
	return total_cmp(a, b) >= 0 ? a : b;
}

struct decimal
decimal_min(struct decimal a, struct decimal b)
{
	return total_cmp(a, b) <= 0 ? a : b;
}

static bool
sum_fit(__int128 sum, int exp, enum decimal_way way, struct decimal *ret)
{
	return decimal_fit(sum < 0, sum < 0 ? -(u128)sum : (u128)sum, exp,
	    false, way, ret);
}

/*
 * ${a} lies so far above ${b} that they do not meet in 128 bits: ${a} is given
 * all digits there are room for, and of ${b} the rest only matters in so far
 * as it is there.
 */
static bool
add_far(struct decimal a, struct decimal b, enum decimal_way way,
    struct decimal *ret)
{
	int up = SUM_DIGITS - decimal_digits(magnitude(a));
	int64_t down = (int64_t)a.exp - up - b.exp;
	bool minus = a.coeff < 0, less = minus != (b.coeff < 0), more;
	u128 sum = magnitude(a) * decimal_ten[up], tail = 0;

	if (down < TENS)
		tail = magnitude(b) / decimal_ten[down];
	more = b.coeff != 0 &&
	    (down >= TENS || tail * decimal_ten[down] != magnitude(b));
	/* The whole part of a difference is one less if something is left. */
	sum = less ? sum - tail - more : sum + tail;
	return decimal_fit(minus, sum, (int64_t)a.exp - up, more, way, ret);
}

bool
decimal_add(struct decimal a, struct decimal b, enum decimal_way way,
    struct decimal *ret)
{
	int apart = a.exp - b.exp;

	if (apart == 0)
		return sum_fit(a.coeff + b.coeff, a.exp, way, ret);
	if (apart < 0) {
		struct decimal lower = a;

		a = b;
		b = lower;
		apart = -apart;
	}
	if (a.coeff == 0)
		return sum_fit(b.coeff, b.exp, way, ret);
	if (decimal_digits(magnitude(a)) + apart <= SUM_DIGITS)
		return sum_fit(a.coeff * (__int128)decimal_ten[apart] +
		    b.coeff, b.exp, way, ret);
	return add_far(a, b, way, ret);
}

bool
decimal_sub(struct decimal a, struct decimal b, enum decimal_way way,
    struct decimal *ret)
{
	return decimal_add(a, decimal_neg(b), way, ret);
}

bool
decimal_mul(struct decimal a, struct decimal b, enum decimal_way way,
    struct decimal *ret)
{
	u128 ma = magnitude(a), mb = magnitude(b), m;
	bool minus = (a.coeff < 0) != (b.coeff < 0), more = false;
	int64_t exp = (int64_t)a.exp + b.exp;

	if ((ma | mb) >> 64 == 0)
		m = (u128)(uint64_t)ma * (uint64_t)mb;
	else
		m = decimal_wide_narrow(decimal_wide_mul(ma, mb), &exp, &more);
	return decimal_fit(minus, m, exp, more, way, ret);
}
