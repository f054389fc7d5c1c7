/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is an exact number with a fraction?  A whole coefficient times a power
 * of ten, up to 34 digits, as decimal128 (IEEE 754-2008, General Decimal
 * Arithmetic) has it.  Never a double.
 *
 * Every operation gives the exact result rounded once.  There is no infinity,
 * no NaN and no negative zero: where the standard has one of the first two,
 * the function returns false and sets nothing.  That is so when the result is
 * beyond 9.99…E+6144 (in every way of rounding), when a divisor is zero, and
 * where a function below says so.  Results that are too small become subnormal
 * or zero, as in the standard.  The exponent of a result is the one the
 * standard prefers: 1.20 + 1 is 2.20.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/str.h"

enum { DECIMAL_DIGITS = 34, DECIMAL_EXP_MAX = 6111, DECIMAL_EXP_MIN = -6176 };

struct decimal {
	__int128	coeff;		/* |coeff| < 10^34 */
	int		exp;		/* value = coeff × 10^exp */
};

enum decimal_way {
	DECIMAL_HALF_EVEN,	/* what FEEL and we round by unless told */
	DECIMAL_HALF_UP,	/* up: away from zero */
	DECIMAL_HALF_DOWN,
	DECIMAL_UP,
	DECIMAL_DOWN,		/* down: towards zero */
	DECIMAL_CEILING,
	DECIMAL_FLOOR,
	DECIMAL_05UP,		/* up if the last digit kept is 0 or 5 */
	DECIMAL_WAY__MAX
};

/* "-12.50", "0.001"; no exponent, no '+', no leading zeros but "0."; at most
 * 34 digits: false otherwise. */
bool decimal_parse(struct str s, struct decimal *ret);

/*
 * decimal_read(s, way, ret):
 * Read what the standard calls a numeric string: "+1.5E+3", ".5", "5.",
 * "007".  Of more digits than 34 the rest is rounded.  False for other text
 * and for what is out of range.
 */
bool decimal_read(struct str s, enum decimal_way way, struct decimal *ret);

/* The one normal form: no trailing zeros after the point, no "-0". */
void decimal_put(struct buf *b, struct decimal d);

/* The standard's scientific string, digits and exponent kept: "1.20E+7". */
void decimal_put_scientific(struct buf *b, struct decimal d);

struct decimal decimal_of_int(int64_t n);

/* Is ${d} a whole number, and as an int64_t?  Sets only then. */
bool decimal_int(struct decimal d, int64_t *ret_n);
bool decimal_is_whole(struct decimal d);

/* Without trailing zeros; zero is 0E0.  The same value, in one form, so that
 * equal numbers have equal parts. */
struct decimal decimal_reduce(struct decimal d);

int decimal_cmp(struct decimal a, struct decimal b);
int decimal_sign(struct decimal d);		/* -1, 0, 1 */
struct decimal decimal_neg(struct decimal d);
struct decimal decimal_abs(struct decimal d);

/* Of two equal ones that which the standard's total order puts last, first. */
struct decimal decimal_max(struct decimal a, struct decimal b);
struct decimal decimal_min(struct decimal a, struct decimal b);

bool decimal_add(struct decimal a, struct decimal b, enum decimal_way way,
    struct decimal *ret);
bool decimal_sub(struct decimal a, struct decimal b, enum decimal_way way,
    struct decimal *ret);
bool decimal_mul(struct decimal a, struct decimal b, enum decimal_way way,
    struct decimal *ret);
bool decimal_div(struct decimal a, struct decimal b, enum decimal_way way,
    struct decimal *ret);

/*
 * The whole part of a ÷ b, cut towards zero, and what is left of ${a} (with the
 * sign of ${a}).  False also when the whole part has more than 34 digits.
 */
bool decimal_div_whole(struct decimal a, struct decimal b,
    struct decimal *ret);
bool decimal_remainder(struct decimal a, struct decimal b,
    struct decimal *ret);

/*
 * decimal_modulo(a, b, ret):
 * a − b × floor(a ÷ b), with the sign of ${b}, as FEEL has it.  It is computed
 * exactly however large the quotient is, and rounded half to even once.
 */
bool decimal_modulo(struct decimal a, struct decimal b, struct decimal *ret);

/*
 * decimal_power(a, n, ret):
 * ${a} to the power of ${n}, |n| <= DECIMAL_POWER_MAX unless ${a} is 0, 1 or
 * -1; a^0 is 1 for every ${a}.  False for 0 to a negative power.  The product
 * is carried with at least 57 digits and rounded half to even at its end: it
 * is exact if it has no more than 34 digits, and otherwise differs from the
 * true value by less than 0.501 units of the last place.
 */
#define DECIMAL_POWER_MAX	INT64_C(999999999999999999)
bool decimal_power(struct decimal a, int64_t n, struct decimal *ret);

/* With exactly this exponent; false if that needs more than 34 digits. */
bool decimal_quantize(struct decimal d, int exp, enum decimal_way way,
    struct decimal *ret);

/*
 * decimal_round(d, places, way, ret):
 * ${d} with at most ${places} digits after the point (below zero: a multiple
 * of 10^-places).  What has no more is left as it is.
 */
bool decimal_round(struct decimal d, int64_t places, enum decimal_way way,
    struct decimal *ret);

/* The standard's round-to-integral: never an exponent below 0. */
struct decimal decimal_integral(struct decimal d, enum decimal_way way);

#endif
