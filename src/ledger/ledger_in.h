/* SPDX-License-Identifier: Apache-2.0 */
/* What the ledger's own files share; nobody else includes this. */
#ifndef LEDGER_LEDGER_IN_H
#define LEDGER_LEDGER_IN_H

#include "ledger/ledger.h"
#include "ledger/merkle.h"

/* The edge at which the ledger grows, as the locked row has it. */
struct head {
	struct frontier	edge;
	int64_t		last_at;
	struct key	last_key;
	bool		moved;		/* the row must be written */
};

struct ledger {
	const struct event_table	*events;
	struct timesource		 clock;
	struct chance			 chance;
	struct hasher			*hasher;
	struct head			 head;
	struct head			 kept;	/* at the act's mark */
	struct buf			 bytes;	/* of the entry being made */
};

/* Read the head's row; ${lock}: and hold it until the transaction ends. */
enum err head_load(struct store *st, bool lock, struct head *ret,
    struct note *note);
enum err head_save(struct store *st, const struct head *h, struct note *note);

/* Store the tiles that the leaf before ${size} filled. */
enum err tiles_fill(struct store *st, struct hasher *h, uint64_t size,
    struct note *note);

/* Derive rows from one event: touches, then the apply-functions in order, or
 * in reverse (a test's question: it must make no difference). */
enum err event_derive(struct store *st, struct arena *a,
    const struct event *ev, bool reversed, struct note *note);

#endif
