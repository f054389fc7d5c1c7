/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is an exact number with a fraction?  A whole coefficient times a power
 * of ten, up to 34 digits, as decimal128 has it.  Never a double.
 * (This file reads, writes and compares; arithmetic comes with the rules.)
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/str.h"

enum { DECIMAL_DIGITS = 34, DECIMAL_EXP_MAX = 6111, DECIMAL_EXP_MIN = -6176 };

struct decimal {
	__int128	coeff;		/* |coeff| < 10^34 */
	int		exp;		/* value = coeff × 10^exp */
};

/* "-12.50", "0.001"; no exponent, no '+', no leading zeros but "0."; at most
 * 34 digits: false otherwise. */
bool decimal_parse(struct str s, struct decimal *ret);

/* The one normal form: no trailing zeros after the point, no "-0". */
void decimal_put(struct buf *b, struct decimal d);
int decimal_cmp(struct decimal a, struct decimal b);

#endif
