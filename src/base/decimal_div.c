/* SPDX-License-Identifier: Apache-2.0 */
/* Quotients of decimals and what they leave. */
#include "base/decimal_in.h"

enum { QUOTIENT_DIGITS = DECIMAL_DIGITS + 1 };

/* ${m} × 10^up ÷ ${by}; the quotient must fit in 128 bits. */
static u128
div_scaled(u128 m, int up, u128 by, u128 *ret_left)
{
	/* Beyond 10^38 the number is so short that it has room for more. */
	if (up >= TENS) {
		m *= decimal_ten[up - TENS + 1];
		up = TENS - 1;
	}
	return decimal_wide_div(decimal_wide_mul(m, decimal_ten[up]), by,
	    ret_left);
}

bool
decimal_div(struct decimal a, struct decimal b, enum decimal_way way,
    struct decimal *ret)
{
	u128 ma = magnitude(a), mb = magnitude(b), q, left;
	bool minus = (a.coeff < 0) != (b.coeff < 0);
	int64_t exp = (int64_t)a.exp - b.exp, best = exp;
	int up;

	if (mb == 0)
		return false;
	q = (ma | mb) >> 64 == 0 ? (uint64_t)ma / (uint64_t)mb : ma / mb;
	if (q * mb == ma)
		return decimal_fit(minus, q, exp, false, way, ret);
	/* 35 or 36 digits, and whether anything is left behind them. */
	up = QUOTIENT_DIGITS + decimal_digits(mb) - decimal_digits(ma);
	q = div_scaled(ma, up, mb, &left);
	exp -= up;
	if (left == 0)
		decimal_strip(&q, &exp, best);
	return decimal_fit(minus, q, exp, left != 0, way, ret);
}

/*
 * The whole part of |a| ÷ |b| and what is left of |a| in units of the lower
 * exponent.  False if that part has more than 34 digits.
 */
static bool
whole_part(struct decimal a, struct decimal b, u128 *q, u128 *left)
{
	u128 ma = magnitude(a), mb = magnitude(b);
	int64_t up = (int64_t)a.exp - b.exp;

	*q = 0;
	*left = ma;
	if (ma == 0)
		return true;
	if (up < 0) {
		if (decimal_digits(mb) - up > decimal_digits(ma))
			return true;
		mb *= decimal_ten[-up];
		*q = ma / mb;
		*left = ma % mb;
		return true;
	}
	if (decimal_digits(ma) + up > DECIMAL_DIGITS + decimal_digits(mb))
		return false;
	*q = div_scaled(ma, (int)up, mb, left);
	return *q < TEN_34;
}

static int
lower_exp(struct decimal a, struct decimal b)
{
	return a.exp < b.exp ? a.exp : b.exp;
}

bool
decimal_div_whole(struct decimal a, struct decimal b, struct decimal *ret)
{
	u128 q, left;

	if (b.coeff == 0 || !whole_part(a, b, &q, &left))
		return false;
	*ret = signed_decimal((a.coeff < 0) != (b.coeff < 0), q, 0);
	return true;
}

bool
decimal_remainder(struct decimal a, struct decimal b, struct decimal *ret)
{
	u128 q, left;

	if (b.coeff == 0 || !whole_part(a, b, &q, &left))
		return false;
	*ret = signed_decimal(a.coeff < 0, left, lower_exp(a, b));
	return true;
}

/* What is left of ${m} × 10^up after division by ${by} < 10^34, for an ${up}
 * of any size: at most 360 steps. */
static u128
left_after(u128 m, int64_t up, u128 by)
{
	for (m %= by; up > 0 && m != 0; up -= DECIMAL_DIGITS) {
		int step = up < DECIMAL_DIGITS ? (int)up : DECIMAL_DIGITS;

		(void)div_scaled(m, step, by, &m);
	}
	return m;
}

bool
decimal_modulo(struct decimal a, struct decimal b, struct decimal *ret)
{
	struct decimal left;
	u128 m;

	if (b.coeff == 0)
		return false;
	if (a.exp >= b.exp) {
		m = left_after(magnitude(a), (int64_t)a.exp - b.exp,
		    magnitude(b));
		left = signed_decimal(a.coeff < 0, m, b.exp);
	} else if (!decimal_remainder(a, b, &left)) {
		return false;
	}
	if (left.coeff != 0 && (left.coeff < 0) != (b.coeff < 0))
		return decimal_add(left, b, DECIMAL_HALF_EVEN, ret);
	*ret = left;
	return true;
}
