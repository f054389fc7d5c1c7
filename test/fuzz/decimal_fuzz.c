/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two numbers, one a line: what is read can be written and read again, and
 * what is computed keeps the laws of arithmetic as far as rounding allows.
 */
#include <assert.h>

#include "base/decimal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
same(struct decimal a, struct decimal b)
{
	return a.coeff == b.coeff && a.exp == b.exp;
}

static void
sound(struct decimal d)
{
	struct decimal most = { 1, DECIMAL_DIGITS };

	assert(d.exp >= DECIMAL_EXP_MIN && d.exp <= DECIMAL_EXP_MAX);
	assert(decimal_cmp(decimal_abs((struct decimal){ d.coeff, 0 }),
	    most) < 0);
}

static void
round_trip(struct decimal d)
{
	struct buf b = BUF_INIT;
	struct decimal again = { 0, 0 };

	sound(d);
	decimal_put_scientific(&b, d);
	assert(decimal_read(buf_view(&b), DECIMAL_HALF_EVEN, &again));
	assert(same(d, again));
	buf_empty(&b);
	decimal_put(&b, d);
	assert(decimal_read(buf_view(&b), DECIMAL_HALF_EVEN, &again));
	assert(decimal_cmp(d, again) == 0);
	assert(same(decimal_reduce(d), decimal_reduce(again)));
	if (decimal_parse(buf_view(&b), &again))
		assert(decimal_cmp(d, again) == 0);
	buf_free(&b);
}

static void
sums(struct decimal a, struct decimal b)
{
	struct decimal one, two, low, high;

	if (decimal_add(a, b, DECIMAL_HALF_EVEN, &one)) {
		sound(one);
		assert(decimal_add(b, a, DECIMAL_HALF_EVEN, &two));
		assert(same(one, two));
		assert(decimal_sub(a, decimal_neg(b), DECIMAL_HALF_EVEN,
		    &two) && same(one, two));
		if (decimal_add(a, b, DECIMAL_FLOOR, &low) &&
		    decimal_add(a, b, DECIMAL_CEILING, &high))
			assert(decimal_cmp(low, one) <= 0 &&
			    decimal_cmp(one, high) <= 0);
	}
	if (decimal_sub(a, b, DECIMAL_HALF_EVEN, &one))
		assert(decimal_sign(one) == decimal_cmp(a, b));
	assert(decimal_sub(a, a, DECIMAL_UP, &one) && one.coeff == 0);
}

static void
products(struct decimal a, struct decimal b)
{
	struct decimal one, two, low, high;

	if (decimal_mul(a, b, DECIMAL_HALF_EVEN, &one)) {
		sound(one);
		assert(decimal_mul(b, a, DECIMAL_HALF_EVEN, &two));
		assert(same(one, two));
		assert(decimal_mul(decimal_neg(a), b, DECIMAL_HALF_EVEN,
		    &two) && same(two, decimal_neg(one)));
	}
	/* (a ÷ b) × b lies around a, when both ways are rounded apart. */
	a = decimal_abs(a);
	b = decimal_abs(b);
	if (decimal_div(a, b, DECIMAL_DOWN, &low) &&
	    decimal_mul(low, b, DECIMAL_DOWN, &low))
		assert(decimal_cmp(low, a) <= 0);
	if (decimal_div(a, b, DECIMAL_UP, &high) &&
	    decimal_mul(high, b, DECIMAL_UP, &high))
		assert(decimal_cmp(a, high) <= 0);
	if (decimal_mul(a, a, DECIMAL_HALF_EVEN, &one)) {
		assert(decimal_power(a, 2, &two));
		assert(decimal_cmp(one, two) == 0);
	}
}

static void
remainders(struct decimal a, struct decimal b)
{
	struct decimal q, left, back;

	if (decimal_remainder(a, b, &left)) {
		sound(left);
		assert(decimal_cmp(decimal_abs(left), decimal_abs(b)) < 0);
		assert(decimal_sign(left) * decimal_sign(a) >= 0);
		assert(decimal_div_whole(a, b, &q));
		/* q × b has more digits than fit now and then. */
		if (decimal_mul(q, b, DECIMAL_UP, &back) &&
		    decimal_mul(q, b, DECIMAL_DOWN, &q) && same(q, back) &&
		    decimal_add(back, left, DECIMAL_HALF_EVEN, &back))
			assert(decimal_cmp(back, a) == 0);
	}
	assert(decimal_modulo(a, b, &left) == (b.coeff != 0));
	if (b.coeff != 0) {
		sound(left);
		/* A rest next to the divisor may be rounded up to it. */
		assert(decimal_cmp(decimal_abs(left), decimal_abs(b)) <= 0);
		assert(decimal_sign(left) * decimal_sign(b) >= 0);
	}
}

static void
roundings(struct decimal a, struct decimal b)
{
	struct decimal one, two;

	for (int w = 0; w < DECIMAL_WAY__MAX; w++) {
		enum decimal_way way = (enum decimal_way)w;

		if (decimal_quantize(a, b.exp, way, &one)) {
			assert(one.exp == b.exp);
			assert(decimal_round(a, -(int64_t)b.exp, way, &two));
			assert(decimal_cmp(one, two) == 0);
		}
		one = decimal_integral(a, way);
		assert(decimal_is_whole(one) && one.exp >= 0);
	}
	one = decimal_integral(a, DECIMAL_FLOOR);
	two = decimal_integral(a, DECIMAL_CEILING);
	assert(decimal_cmp(one, a) <= 0 && decimal_cmp(a, two) <= 0);
	assert(decimal_is_whole(a) == (decimal_cmp(one, two) == 0));
	assert(decimal_cmp(decimal_min(a, b), decimal_max(a, b)) <= 0);
	assert(decimal_cmp(a, b) == -decimal_cmp(b, a));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data, size }, line;
	struct decimal n[2] = { { 0, 0 }, { 0, 0 } };
	int64_t whole;

	for (int i = 0; i < 2 && str_cut(&rest, '\n', &line); i++) {
		if (!decimal_read(line, DECIMAL_HALF_EVEN, &n[i]))
			return 0;
		round_trip(n[i]);
		if (decimal_int(n[i], &whole))
			assert(decimal_cmp(n[i], decimal_of_int(whole)) == 0);
	}
	sums(n[0], n[1]);
	products(n[0], n[1]);
	remainders(n[0], n[1]);
	roundings(n[0], n[1]);
	return 0;
}
