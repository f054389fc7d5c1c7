/* SPDX-License-Identifier: Apache-2.0 */
/* What responsibility's own files share: how a statement asks of a day. */
#ifndef RESPONSIBILITY_RESPONSIBILITY_IN_H
#define RESPONSIBILITY_RESPONSIBILITY_IN_H

#include "responsibility/responsibility.h"

/* On the day $1 as known at entry $2: a state of a body, of a dated record. */
#define ON_DAY(w) \
	w ".rec <= $2 AND " w ".rec_end > $2 AND " w ".from_day <= $1" \
	" AND " w ".to_day > $1"
#define ON_SPAN(w) \
	w ".rec <= $2 AND " w ".rec_end > $2 AND " w ".since <= $1" \
	" AND " w ".until > $1"

/*
 * As many keys behind $1 day and $2 known; those that are too many are NULL.
 * SQLite would build a table for an IN of so many, each time: there they are rows
 * of a join, with their places.  A server's planner knows best what to do with an
 * IN.
 */
enum { KEY_BINDS = 2 + RESP_BODIES_MAX };
#define KEY_LIST "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15," \
		" $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26," \
		" $27, $28, $29, $30, $31, $32, $33, $34"
#define KEYS	"(" KEY_LIST ")"
#define KEY_ROWS \
	"(VALUES ($3, 1), ($4, 2), ($5, 3), ($6, 4), ($7, 5), ($8, 6)," \
	" ($9, 7), ($10, 8), ($11, 9), ($12, 10), ($13, 11)," \
	" ($14, 12), ($15, 13), ($16, 14), ($17, 15), ($18, 16)," \
	" ($19, 17), ($20, 18), ($21, 19), ($22, 20), ($23, 21)," \
	" ($24, 22), ($25, 23), ($26, 24), ($27, 25), ($28, 26)," \
	" ($29, 27), ($30, 28), ($31, 29), ($32, 30), ($33, 31)," \
	" ($34, 32))"

/* The values of such a statement: ${n} keys, which live until it was run. */
void resp_binds(struct bind binds[KEY_BINDS], const struct resp_facts *f,
    const struct key *keys, size_t n);

/* Behind the others, unless it is none, there already, or too much. */
void resp_key_add(struct key ret[RESP_BODIES_MAX], size_t *n, struct key key);

#endif
