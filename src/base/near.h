/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which word was meant?  The one of a list that differs from what was written
 * in so few characters that a slip of the hand explains it.
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include "base/str.h"

/* How many characters must change to make ${b} of ${a}?  ${most} + 1 if more.
 * The change of two neighbours is one. */
size_t near_distance(struct str a, struct str b, size_t most);

struct near {
	struct str	word;	/* what was written */
	struct str	found;	/* the nearest so far; empty: none is near */
	size_t		best;
};

void near_start(struct near *n, struct str word);
/* Of two as near the first in order of bytes is kept. */
void near_try(struct near *n, struct str candidate);

#endif
