/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do two rows of one sheet want the same thing at the same time: a seat, a
 * staff number?  What each record holds is noted, and compared at the end.
 */
#ifndef DATED_DATED_HOLDS_H
#define DATED_DATED_HOLDS_H

#include "base/note.h"

struct hold {
	uint64_t	 thing[2];	/* a hash of what it is */
	int64_t		 since, until;
	uint32_t	 record;	/* holds of one record never meet */
	uint32_t	 row;
};

struct holds {
	struct hold	*hold;
	size_t		 n, room;
};

/* False without memory. */
bool holds_put(struct holds *h, struct str thing, int64_t since,
    int64_t until, uint32_t record, uint32_t row);

/* ${meet} is told of each later row that wants what another has. */
void holds_meet(struct holds *h, void (*meet)(void *arg, uint32_t row,
    uint32_t other), void *arg);
void holds_free(struct holds *h);

#endif
