/* SPDX-License-Identifier: Apache-2.0 */
/* What is a clause's number? */
#ifndef PACK_CLAUSE_IN_H
#define PACK_CLAUSE_IN_H

#include "pack/read_in.h"

enum { CLAUSE_BYTES_MAX = 40 };

/* The number a heading begins with; false: it has none. */
bool clause_number(struct str s, struct str *ret);
/* Which comes first?  8.2 before 8.10 and before 8.2.1; annexes last. */
int clause_cmp(struct str a, struct str b);
/* Is ${id} a part of ${whole}, as 8.2.1 of 8.2? */
bool clause_within(struct str id, struct str whole);

#endif
