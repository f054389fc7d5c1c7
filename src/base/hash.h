/* SPDX-License-Identifier: Apache-2.0 */
/* What is the fingerprint of these bytes?  SHA-256 by OpenSSL, reused. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

enum { HASH_BYTES = 32 };

struct hash {
	unsigned char	b[HASH_BYTES];
};

struct hasher;	/* one reusable context; one thread at a time */

struct hasher *hasher_new(void);	/* NULL: no memory */
void hasher_free(struct hasher *h);
void hasher_start(struct hasher *h);
void hasher_put(struct hasher *h, const void *bytes, size_t n);
struct hash hasher_end(struct hasher *h);

/* In one go, for the odd hash. */
struct hash hash_of(const void *bytes, size_t n);
bool hash_eq(const struct hash *a, const struct hash *b);

#endif
