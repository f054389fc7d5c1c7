/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chance that repeats: SplitMix64, one stream a body, so that what one body
 * draws does not change what the next one gets.
 */
#include "sample/sample_in.h"

static uint64_t
mixed(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

void
dice_seed(struct dice *d, uint64_t seed, struct str name)
{
	uint64_t h = mixed(seed + UINT64_C(0x9e3779b97f4a7c15));

	for (size_t i = 0; i < name.n; i++)
		h = mixed(h ^ (unsigned char)name.p[i]);
	d->state = h;
}

/* The high half of the product: no division, and no ${n} favours small ones by
 * more than 2^-32. */
uint32_t
dice_below(struct dice *d, uint32_t n)
{
	d->state += UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)(((mixed(d->state) >> 32) * n) >> 32);
}

bool
dice_in(struct dice *d, uint32_t of_thousand)
{
	return dice_below(d, 1000) < of_thousand;
}

int64_t
dice_from(struct dice *d, int64_t least, int64_t most)
{
	if (most <= least)
		return least;
	return least + dice_below(d, (uint32_t)(most - least + 1));
}
