/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Powers with whole exponents.  The product is carried in four places of 19
 * digits: at least 57 digits count, and each multiplication cuts off less than
 * one part in 10^57.  Even 10^18 factors leave then an error below 10^-38 of
 * the result, which is a ten-thousandth of its 34th digit.
 */
#include "base/decimal_in.h"

enum {
	PLACES	= 4,
	/* So far beyond both ends nothing comes back, not even by 1 ÷ x. */
	FAR	= 2 * (DECIMAL_EXP_MAX + DECIMAL_DIGITS)
};

#define PLACE	UINT64_C(10000000000000000000)

/* Places ascending, × 10^exp; ${more}: something was cut off. */
struct carried {
	uint64_t	place[PLACES];
	int64_t		exp;
	bool		more;
};

static struct carried
carried_of(u128 m, int exp)
{
	return (struct carried){
		{ (uint64_t)(m % PLACE), (uint64_t)(m / PLACE) }, exp, false
	};
}

/* The upper four of eight places, if the product needs more than four. */
static struct carried
upper_places(const uint64_t product[2 * PLACES], int64_t exp, bool more)
{
	struct carried to = { .exp = exp, .more = more };
	int top = 2 * PLACES, from;

	while (top > PLACES && product[top - 1] == 0)
		top--;
	from = top - PLACES;
	for (int i = 0; i < from; i++)
		to.more = to.more || product[i] != 0;
	memcpy(to.place, product + from, sizeof to.place);
	to.exp += (int64_t)from * LIMB_DIGITS;
	return to;
}

static struct carried
carried_mul(const struct carried *a, const struct carried *b)
{
	uint64_t product[2 * PLACES] = { 0 };

	for (int i = 0; i < PLACES; i++) {
		u128 carry = 0;

		for (int k = 0; k < PLACES; k++) {
			carry += (u128)a->place[i] * b->place[k] +
			    product[i + k];
			product[i + k] = (uint64_t)(carry % PLACE);
			carry /= PLACE;
		}
		product[i + PLACES] = (uint64_t)carry;
	}
	return upper_places(product, a->exp + b->exp, a->more || b->more);
}

/* How many digits has ${c}?  It is not zero. */
static int
carried_digits(const struct carried *c)
{
	int top = PLACES - 1;

	while (top > 0 && c->place[top] == 0)
		top--;
	return top * LIMB_DIGITS + decimal_digits(c->place[top]);
}

static bool
too_far(const struct carried *c)
{
	int64_t first = c->exp + carried_digits(c);

	return first > FAR || first < -FAR;
}

/* ${*c} ÷ ${by}, which is below 10^19; returns what is left. */
static uint64_t
carried_div_small(struct carried *c, uint64_t by)
{
	u128 left = 0;

	for (int i = PLACES; i-- > 0;) {
		left = left * PLACE + c->place[i];
		c->place[i] = (uint64_t)(left / by);
		left %= by;
	}
	return (uint64_t)left;
}

static bool
carried_fit(bool minus, struct carried *c, struct decimal *ret)
{
	int drop = carried_digits(c) - 2 * LIMB_DIGITS, now;

	for (; drop > 0; drop -= now) {
		now = drop < LIMB_DIGITS ? drop : LIMB_DIGITS;
		if (carried_div_small(c, (uint64_t)decimal_ten[now]) != 0)
			c->more = true;
		c->exp += now;
	}
	return decimal_fit(minus, c->place[0] + (u128)PLACE * c->place[1],
	    c->exp, c->more, DECIMAL_HALF_EVEN, ret);
}

/* ${*a} < ${*b}, both with one place more on top. */
static bool
places_below(const uint64_t a[PLACES + 1], const uint64_t b[PLACES + 1])
{
	for (int i = PLACES + 1; i-- > 0;)
		if (a[i] != b[i])
			return a[i] < b[i];
	return false;
}

static void
places_sub(uint64_t a[PLACES + 1], const uint64_t b[PLACES + 1])
{
	uint64_t borrow = 0;

	for (int i = 0; i <= PLACES; i++) {
		uint64_t take = b[i] + borrow;	/* <= 10^19 */

		borrow = a[i] < take;
		a[i] = a[i] - take + (borrow ? PLACE : 0);
	}
}

static void
places_times_ten(uint64_t a[PLACES + 1])
{
	u128 carry = 0;

	for (int i = 0; i <= PLACES; i++) {
		carry += (u128)a[i] * 10;
		a[i] = (uint64_t)(carry % PLACE);
		carry /= PLACE;
	}
}

/* 1 ÷ ${*c}, digit by digit as on paper, to 37 or 38 digits. */
static bool
reciprocal_fit(bool minus, const struct carried *c, struct decimal *ret)
{
	uint64_t by[PLACES + 1] = { 0 }, left[PLACES + 1] = { 0 };
	int first = carried_digits(c) - 1;
	int64_t exp = -c->exp - first;
	bool more = c->more;
	u128 q = 0;

	memcpy(by, c->place, sizeof c->place);
	left[first / LIMB_DIGITS] =
	    (uint64_t)decimal_ten[first % LIMB_DIGITS];
	for (int i = 0; i < 2 * LIMB_DIGITS; i++) {
		for (q *= 10; !places_below(left, by); q++)
			places_sub(left, by);
		places_times_ten(left);
	}
	exp -= 2 * LIMB_DIGITS - 1;
	for (int i = 0; i <= PLACES; i++)
		more = more || left[i] != 0;
	if (!more)
		decimal_strip(&q, &exp, DECIMAL_EXP_MAX);
	return decimal_fit(minus, q, exp, more, DECIMAL_HALF_EVEN, ret);
}

/* 0, 1 and -1, however they are written, and the power 0. */
static bool
power_plain(struct decimal a, int64_t n, struct decimal *ret)
{
	struct decimal one = { 1, 0 };

	if (n == 0)
		*ret = one;
	else if (a.coeff == 0)
		*ret = (struct decimal){ 0, 0 };
	else if (decimal_cmp(decimal_abs(a), one) == 0)
		*ret = a.coeff < 0 && n % 2 != 0 ? decimal_neg(one) : one;
	else
		return false;
	return true;
}

static struct carried
carried_power(struct carried square, uint64_t n)
{
	struct carried product = carried_of(1, 0);

	for (;;) {
		if (n & 1)
			product = carried_mul(&product, &square);
		n >>= 1;
		if (n == 0)
			return product;
		/* The factors still to come are further off. */
		if (too_far(&square))
			return square;
		square = carried_mul(&square, &square);
	}
}

/* Give ${*d} the exponent ${exp}, as far as there is room for zeros. */
static void
pad(struct decimal *d, int64_t exp)
{
	int room = DECIMAL_DIGITS - decimal_digits(magnitude(*d));
	int64_t up = d->exp - exp < room ? d->exp - exp : room;

	if (up > d->exp - DECIMAL_EXP_MIN)
		up = d->exp - DECIMAL_EXP_MIN;
	if (up > 0 && d->coeff != 0)
		*d = (struct decimal){
			d->coeff * (__int128)decimal_ten[up], d->exp - (int)up
		};
}

bool
decimal_power(struct decimal a, int64_t n, struct decimal *ret)
{
	bool minus = a.coeff < 0 && n % 2 != 0;
	uint64_t times = n < 0 ? -(uint64_t)n : (uint64_t)n;
	struct decimal d = decimal_reduce(a);
	struct carried product;

	if (a.coeff == 0 && n < 0)
		return false;
	if (power_plain(a, n, ret))
		return true;
	if (times > DECIMAL_POWER_MAX)
		return false;
	/* Without the zeros at the end, which would only take up room. */
	product = carried_power(carried_of(magnitude(d), d.exp), times);
	if (n < 0)
		return reciprocal_fit(minus, &product, ret);
	if (!carried_fit(minus, &product, &d))
		return false;
	/* The standard's exponent; beyond FAR it is out of range anyway. */
	pad(&d, a.exp * (int64_t)(times < FAR ? times : FAR));
	*ret = d;
	return true;
}
