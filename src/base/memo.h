/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was looked up before?  Rows of a sheet name the same few bodies and
 * divisions again and again; each is looked up once.
 */
#ifndef BASE_MEMO_H
#define BASE_MEMO_H

#include "base/str.h"

struct memo_slot {
	struct str	 first, second;	/* both together are the key */
	void		*value;		/* the caller's; NULL: nothing yet */
};

struct memo {
	struct arena		*a;	/* keys, and the table */
	struct memo_slot	*slot;
	size_t			 n, nslots;
};

/* Where the value for a key is, or goes: until the next call.  NULL when there
 * is no memory. */
void **memo_at(struct memo *m, struct str first, struct str second);

/* FNV-1a, mixed at its end so that the low bits are good. */
uint64_t memo_hash(struct str first, struct str second);

#endif
