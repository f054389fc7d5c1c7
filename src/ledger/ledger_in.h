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

/* The last leaves' hashes, so that a full tile need not be read back: leaf i,
 * ${from} <= i < ${to}, stands at i modulo MERKLE_TILE. */
struct leaves {
	uint64_t	from, to;
	struct hash	hash[MERKLE_TILE];
};

struct ledger {
	const struct event_table	*events;
	struct timesource		 clock;
	struct chance			 source;
	struct chance			 chance;	/* the same, pooled */
	unsigned char			 pool[256];	/* from the source */
	size_t				 pooled;	/* not handed out yet */
	struct hasher			*hasher;
	struct head			 head;
	struct head			 kept;	/* at the act's mark */
	struct leaves			 leaves;
	struct buf			 bytes;	/* of the entry being made */
	struct kept {
		const void	*whose;
		void		*p;
		void		(*free)(void *kept);
	}				 keep[LEDGER_KEEP_MAX];
};

/* Free what subjects keep. */
void keep_free(struct ledger *l);

/* Read the head's row; ${lock}: and hold it until the transaction ends. */
enum err head_load(struct store *st, bool lock, struct head *ret,
    struct note *note);
enum err head_save(struct store *st, const struct head *h, struct note *note);

/* The leaves of a tree of ${size} are those known; others are forgotten. */
void leaves_cut(struct leaves *l, uint64_t size);
void leaves_add(struct leaves *l, uint64_t seq, const struct hash *leaf);

/* Store the ${n} tiles, with these roots, that the leaf before ${size} filled,
 * from level 0 upwards. */
enum err tiles_fill(struct store *st, const struct leaves *known,
    uint64_t size, const struct hash *roots, int n, struct note *note);

/* Derive rows from one event: touches, then the apply-functions in order, or
 * in reverse (a test's question: it must make no difference). */
enum err event_derive(struct store *st, struct arena *a,
    const struct event *ev, bool reversed, struct note *note);

#endif
