/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a record named inside?  By a UUIDv7 (RFC 9562): 16 bytes whose byte
 * order is the order in which they were made.
 */
#ifndef BASE_KEY_H
#define BASE_KEY_H

#include <stdbool.h>

#include "base/str.h"
#include "base/timesource.h"

struct key {
	unsigned char	b[16];
};

#define KEY_NONE	((struct key){ { 0 } })

bool key_none(struct key k);
bool key_eq(struct key a, struct key b);
int key_cmp(struct key a, struct key b);

/* 8-4-4-4-12 lower-case hex; parsing accepts upper case too. */
void key_put(struct buf *b, struct key k);
struct str key_text(struct arena *a, struct key k);
bool key_parse(struct str s, struct key *ret_key);

/*
 * key_next(last, now, chance):
 * Make the key after ${last} at ${now} (UTC ms): fresh random bits when the
 * millisecond is a later one than ${last}'s, otherwise ${last} plus a random
 * step of 1..2^16 in its 74 free bits, carrying into the millisecond when they
 * run over.  Always greater than ${last}.
 */
struct key key_next(struct key last, int64_t now, const struct chance *chance);

/* A key that need not follow another: request ids, vault salts' names. */
struct key key_random(int64_t now, const struct chance *chance);

#endif
