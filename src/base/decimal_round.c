/* SPDX-License-Identifier: Apache-2.0 */
/* How is a decimal rounded? */
#include <assert.h>

#include "base/decimal_in.h"

enum { PLACES_LEAST = -(DECIMAL_EXP_MAX + DECIMAL_DIGITS + 1) };

/* What is cut off, measured in units of the last digit kept. */
enum rest { REST_NONE, REST_BELOW, REST_HALF, REST_ABOVE };

static bool
away_from_zero(enum decimal_way way, bool minus, u128 kept, enum rest rest)
{
	switch (way) {
	case DECIMAL_HALF_EVEN:
		return rest == REST_ABOVE || (rest == REST_HALF && kept & 1);
	case DECIMAL_HALF_UP:
		return rest >= REST_HALF;
	case DECIMAL_HALF_DOWN:
		return rest == REST_ABOVE;
	case DECIMAL_UP:
		return rest != REST_NONE;
	case DECIMAL_CEILING:
		return rest != REST_NONE && !minus;
	case DECIMAL_FLOOR:
		return rest != REST_NONE && minus;
	case DECIMAL_05UP:
		return rest != REST_NONE && kept % 5 == 0;
	case DECIMAL_DOWN:
	case DECIMAL_WAY__MAX:
		break;
	}
	return false;
}

static enum rest
rest_of(u128 left, u128 unit, bool more)
{
	if (left == 0)
		return more ? REST_BELOW : REST_NONE;
	if (left == unit / 2)
		return more ? REST_ABOVE : REST_HALF;
	return left < unit / 2 ? REST_BELOW : REST_ABOVE;
}

u128
decimal_cut(bool minus, u128 m, int64_t drop, bool more, enum decimal_way way)
{
	u128 kept = 0;
	enum rest rest;

	if (drop <= 0) {
		assert(!more);
		return m;
	}
	if (drop >= TENS) {
		/* 128 bits are less than half of 10^39. */
		rest = m != 0 || more ? REST_BELOW : REST_NONE;
	} else {
		kept = m / decimal_ten[drop];
		rest = rest_of(m - kept * decimal_ten[drop],
		    decimal_ten[drop], more);
	}
	return kept + away_from_zero(way, minus, kept, rest);
}

static int
exp_clamped(int64_t exp)
{
	if (exp > DECIMAL_EXP_MAX)
		return DECIMAL_EXP_MAX;
	return exp < DECIMAL_EXP_MIN ? DECIMAL_EXP_MIN : (int)exp;
}

bool
decimal_fit(bool minus, u128 m, int64_t exp, bool more, enum decimal_way way,
    struct decimal *ret)
{
	int64_t drop;

	if (m >= TEN_34 || more || exp < DECIMAL_EXP_MIN) {
		drop = decimal_digits(m) - DECIMAL_DIGITS;
		if (drop < DECIMAL_EXP_MIN - exp)
			drop = DECIMAL_EXP_MIN - exp;
		if (drop < 0)
			drop = 0;
		m = decimal_cut(minus, m, drop, more, way);
		exp += drop;
		if (m == TEN_34) {
			m /= 10;
			exp++;
		}
	}
	if (m == 0)
		exp = exp_clamped(exp);
	if (exp > DECIMAL_EXP_MAX) {
		/* An exponent beyond the last is taken into the digits. */
		int64_t up = exp - DECIMAL_EXP_MAX;

		if (decimal_digits(m) + up > DECIMAL_DIGITS)
			return false;
		m *= decimal_ten[up];
		exp = DECIMAL_EXP_MAX;
	}
	*ret = signed_decimal(minus, m, (int)exp);
	return true;
}

bool
decimal_quantize(struct decimal d, int exp, enum decimal_way way,
    struct decimal *ret)
{
	bool minus = d.coeff < 0;
	u128 m = magnitude(d);
	int64_t up = (int64_t)d.exp - exp;

	if (exp < DECIMAL_EXP_MIN || exp > DECIMAL_EXP_MAX)
		return false;
	if (up <= 0)
		m = decimal_cut(minus, m, -up, false, way);
	else if (m != 0 && decimal_digits(m) + up > DECIMAL_DIGITS)
		return false;
	else if (m != 0)
		m *= decimal_ten[up];
	if (m >= TEN_34)
		return false;
	*ret = signed_decimal(minus, m, exp);
	return true;
}

bool
decimal_round(struct decimal d, int64_t places, enum decimal_way way,
    struct decimal *ret)
{
	bool minus = d.coeff < 0;
	u128 m;

	if (places >= -(int64_t)d.exp) {
		*ret = d;
		return true;
	}
	/* From here up every number is less than half of 10^-places, and
	 * that itself is out of range. */
	if (places < PLACES_LEAST)
		places = PLACES_LEAST;
	m = decimal_cut(minus, magnitude(d), -places - d.exp, false, way);
	return decimal_fit(minus, m, -places, false, way, ret);
}

struct decimal
decimal_integral(struct decimal d, enum decimal_way way)
{
	bool minus = d.coeff < 0;

	if (d.exp >= 0)
		return d;
	return signed_decimal(minus, decimal_cut(minus, magnitude(d), -d.exp,
	    false, way), 0);
}
