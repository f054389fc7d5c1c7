/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the parts of the decimals share?  Magnitudes of 128 and of 256 bits,
 * powers of ten, and the one place in which a result is rounded.
 */
#ifndef BASE_DECIMAL_IN_H
#define BASE_DECIMAL_IN_H

#include "base/decimal.h"

typedef unsigned __int128 u128;

enum {
	TENS		= 39,	/* 10^0 .. 10^38 fit in 128 bits */
	LIMB_DIGITS	= 19,	/* a power of ten that fits in 64 bits */
	LIMBS		= 4
};

extern const u128 decimal_ten[TENS];
#define TEN_34		(decimal_ten[DECIMAL_DIGITS])

/* 256 bits, the lowest first. */
struct wide {
	uint64_t	limb[LIMBS];
};

/* How many digits has ${m}?  None for zero. */
int decimal_digits(u128 m);

static inline u128
magnitude(struct decimal d)
{
	return d.coeff < 0 ? -(u128)d.coeff : (u128)d.coeff;
}

static inline struct decimal
signed_decimal(bool minus, u128 m, int exp)
{
	return (struct decimal){ minus ? -(__int128)m : (__int128)m, exp };
}

struct wide decimal_wide_mul(u128 a, u128 b);

/* ${n} ÷ ${by}, which must be below 2^128; what is left in ${*ret_left}. */
u128 decimal_wide_div(struct wide n, u128 by, u128 *ret_left);

/*
 * ${m} without its last digits, 36 or 37 of them left, if it does not fit in
 * 128 bits; ${*exp} grows by what was cut and ${*more} tells if that was not
 * zero.
 */
u128 decimal_wide_narrow(struct wide m, int64_t *exp, bool *more);

/* ${m} ÷ 10^drop, rounded.  ${more}: the true value is a little larger; then
 * ${drop} is at least 1. */
u128 decimal_cut(bool minus, u128 m, int64_t drop, bool more,
    enum decimal_way way);

/* Zeros at the end of ${*m} go into ${*exp}, up to ${most}. */
void decimal_strip(u128 *m, int64_t *exp, int64_t most);

/*
 * decimal_fit(minus, m, exp, more, way, ret):
 * Round ${m} × 10^exp into a decimal.  With ${more} the true magnitude lies
 * between that and ${m} + 1; ${m} has then at least 35 digits.
 */
bool decimal_fit(bool minus, u128 m, int64_t exp, bool more,
    enum decimal_way way, struct decimal *ret);

#endif
