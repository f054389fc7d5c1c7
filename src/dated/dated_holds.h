/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do rows of one sheet want the same thing at the same time: a seat, a staff
 * number?  What each record holds is noted, and compared at the end.
 */
#ifndef DATED_DATED_HOLDS_H
#define DATED_DATED_HOLDS_H

#include "base/note.h"

struct hold {
	uint64_t	 thing[2];	/* a hash of what it is */
	int64_t		 since, until;
	uint32_t	 record;	/* holds of one record never meet */
	uint32_t	 row;		/* 0: of the store, not of the sheet */
	uint32_t	 room;		/* how many may hold it at once */
};

struct holds {
	struct hold	*hold;
	size_t		 n, room;
};

/* ${one}'s thing is ${thing}.  False without memory. */
bool holds_put(struct holds *h, struct str thing, const struct hold *one);

/* ${meet} is told of each row that finds no room, and of one that has it (0: only
 * the store's have it).  False without memory. */
bool holds_meet(struct holds *h, void (*meet)(void *arg, uint32_t row,
    uint32_t other, uint32_t room), void *arg);
void holds_free(struct holds *h);

#endif
