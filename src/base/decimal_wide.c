/* SPDX-License-Identifier: Apache-2.0 */
/* Whole numbers of 128 and 256 bits, as far as decimals need them. */
#include <assert.h>

#include "base/decimal_in.h"

#define E10	((u128)10000000000)
#define E20	(E10 * E10)
#define E30	(E20 * E10)
#define TENS_FROM(e) \
	(e), (e) * 10, (e) * 100, (e) * 1000, (e) * 10000, (e) * 100000, \
	(e) * 1000000, (e) * 10000000, (e) * 100000000

const u128 decimal_ten[TENS] = {
	TENS_FROM((u128)1), E10 / 10, TENS_FROM(E10), E20 / 10, TENS_FROM(E20),
	E30 / 10, TENS_FROM(E30)
};

static int
bits_of(u128 m)
{
	uint64_t high = (uint64_t)(m >> 64), low = (uint64_t)m;

	if (high != 0)
		return 128 - __builtin_clzll(high);
	return low == 0 ? 0 : 64 - __builtin_clzll(low);
}

int
decimal_digits(u128 m)
{
	/* 1233/4096 is a little above log 2: one too many at most. */
	int n = bits_of(m) * 1233 >> 12;

	return n + (m >= decimal_ten[n]);
}

struct wide
decimal_wide_mul(u128 a, u128 b)
{
	uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64);
	uint64_t b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);
	u128 low = (u128)a0 * b0, high = (u128)a1 * b1;
	u128 one = (u128)a0 * b1, two = (u128)a1 * b0;
	u128 middle = (low >> 64) + (uint64_t)one + (uint64_t)two;

	high += (one >> 64) + (two >> 64) + (middle >> 64);
	return (struct wide){ { (uint64_t)low, (uint64_t)middle,
	    (uint64_t)high, (uint64_t)(high >> 64) } };
}

/* ${*m} becomes ${*m} ÷ ${by}; returns what is left. */
static uint64_t
wide_div_small(struct wide *m, uint64_t by)
{
	u128 left = 0;

	for (int i = LIMBS; i-- > 0;) {
		left = left << 64 | m->limb[i];
		m->limb[i] = (uint64_t)(left / by);
		left %= by;
	}
	return (uint64_t)left;
}

static struct wide
wide_shift(struct wide m, unsigned by)
{
	struct wide to = { { 0 } };
	unsigned limbs = by / 64, bits = by % 64;

	for (unsigned i = LIMBS; i-- > limbs;) {
		to.limb[i] = m.limb[i - limbs] << bits;
		if (bits != 0 && i > limbs)
			to.limb[i] |= m.limb[i - limbs - 1] >> (64 - bits);
	}
	return to;
}

/*
 * One limb of the quotient (Knuth, The Art of Computer Programming 4.3.1 D):
 * (*left, next) ÷ by, where *left < by and the highest bit of ${by} is set.
 */
static uint64_t
quotient_limb(u128 *left, uint64_t next, u128 by)
{
	uint64_t by1 = (uint64_t)(by >> 64), by0 = (uint64_t)by;
	uint64_t high = (uint64_t)(*left >> 64), q;
	u128 rest, product;

	q = high >= by1 ? UINT64_MAX : (uint64_t)(*left / by1);
	rest = *left - (u128)q * by1;
	product = (u128)q * by0;
	/* Too large by two at most. */
	while (rest >> 64 == 0 && product > (rest << 64 | next)) {
		q--;
		rest += by1;
		product -= by0;
	}
	*left = (rest << 64 | next) - product;
	return q;
}

u128
decimal_wide_div(struct wide n, u128 by, u128 *ret_left)
{
	unsigned shift = (unsigned)(128 - bits_of(by));
	u128 q, left;

	assert(by != 0);
	n = wide_shift(n, shift);
	by <<= shift;
	left = (u128)n.limb[3] << 64 | n.limb[2];
	assert(left < by);
	q = (u128)quotient_limb(&left, n.limb[1], by) << 64;
	q |= quotient_limb(&left, n.limb[0], by);
	*ret_left = left >> shift;
	return q;
}

u128
decimal_wide_narrow(struct wide m, int64_t *exp, bool *more)
{
	u128 high = (u128)m.limb[3] << 64 | m.limb[2];
	int drop, now;

	if (high != 0) {
		/* 77/256 is a little below log 2: 36 or 37 digits are left. */
		drop = ((bits_of(high) + 127) * 77 >> 8) + 1 - 36;
		*exp += drop;
		for (; drop > 0; drop -= now) {
			now = drop < LIMB_DIGITS ? drop : LIMB_DIGITS;
			if (wide_div_small(&m,
			    (uint64_t)decimal_ten[now]) != 0)
				*more = true;
		}
	}
	return (u128)m.limb[1] << 64 | m.limb[0];
}

void
decimal_strip(u128 *m, int64_t *exp, int64_t most)
{
	static const int steps[] = { 16, 8, 4, 2, 1 };

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		u128 ten = decimal_ten[steps[i]];

		while (*exp + steps[i] <= most && *m % ten == 0 && *m != 0) {
			*m /= ten;
			*exp += steps[i];
		}
	}
}
