/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the verification share. */
#ifndef LEDGER_VERIFY_IN_H
#define LEDGER_VERIFY_IN_H

#include "ledger/ledger_in.h"
#include "ledger/verify.h"

/* An entry's time as it stands in its bytes. */
enum { VERIFY_AT = sizeof "0000-00-00T00:00:00.000Z" - 1 };

/*
 * Which vault keys were seen?  How many, and their sum: two heaps with the same
 * of both hold the same keys, in whatever order they came.
 */
struct keys_seen {
	int64_t		n;
	uint64_t	sum[HASH_BYTES / 8];
};

struct verify {
	struct store			*st;
	const struct verify_options	*o;
	struct verify_report		 report;
	struct note			*first;
	struct arena			*a;
	struct arena_mark		 mark;
	struct hasher			*h;
	struct head			 head;		/* as it is recorded */
	bool				 no_head;	/* or not */
	struct frontier			 edge;		/* of what was read */
	struct hash			(*tile)[MERKLE_TILE];	/* at its edge,
						 * MERKLE_TILE_LEVELS of them */
	struct rows			*ahead;		/* stored tiles of leaves */
	int64_t				 ahead_n;	/* which it stands on */
	int64_t				 ahead_end;	/* asked for up to here */
	char				 at[VERIFY_AT];	/* of the last entry */
	bool				 gap;		/* nothing behind it */
	struct keys_seen		 named;		/* by entries */
	int64_t				 next_size;	/* checkpoint's; -1 */
	struct str			 next_note;
	int64_t				 against_size;	/* -1: none */
	bool				 against_done;
};

/* Count and pass on one finding. */
#define FOUND(v, msg, ...) \
	verify_found((v), (msg), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })
void verify_found(struct verify *v, const char *msg, const struct arg *args);

/* Are there so many findings that more would help nobody? */
static inline bool
verify_enough(const struct verify *v)
{
	return v->report.findings >= VERIFY_FINDINGS_MAX;
}

/* verify_tree.c */

/* Read the checkpoint from elsewhere and the first of our own. */
enum err verify_begin(struct verify *v, struct note *note);
/* One more leaf: its tiles, and the checkpoints of this size. */
enum err verify_leaf(struct verify *v, const struct hash *leaf,
    struct note *note);
/* No more leaves come. */
void verify_leave(struct verify *v);
/* What was recorded and is not there, or is there and was not recorded. */
enum err verify_edge(struct verify *v, struct note *note);

/* verify_kept.c */

/* Texts and files that the entry names: count the ones, look for the others. */
enum err verify_named(struct verify *v, int64_t seq, struct str entry,
    struct note *note);
/* Texts against their vault keys; files against their hashes. */
enum err verify_vault(struct verify *v, struct note *note);
enum err verify_files(struct verify *v, struct note *note);

#endif
