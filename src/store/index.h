/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is kept beside the tables so that records are found fast, and is it up to
 * date?  Indexes (words.h, scope.h) are SCRATCH: they say nothing that the
 * DERIVED tables do not say, and can be filled from them at any time.
 *
 * Whoever changes a record notes that it is due; at the end of the act, in its
 * transaction, what is due is looked at again, once for each record.
 */
#ifndef STORE_INDEX_H
#define STORE_INDEX_H

#include "base/hash.h"
#include "store/store.h"

enum { INDEX_KINDS_MAX = 32 };

/* Queues only. */
enum err index_note(struct store *st, struct str kind, struct key id,
    struct note *note);

/*
 * index_note_some(st, q, kind, after, most, ret_last, note):
 * Note as due the records of a table behind the key ${after}, at most ${most}, by
 * a statement made with INDEX_EVERY(); ${*ret_last} KEY_NONE: there are none.
 */
enum err index_note_some(struct store *st, const struct sql *q,
    const char *kind, struct key after, int64_t most, struct key *ret_last,
    struct note *note);
#define INDEX_EVERY(kind, table) \
	{ "INSERT INTO index_due (kind, id) SELECT '" kind "', id FROM " \
	    table " WHERE id > $1 ORDER BY id LIMIT $2" \
	    " ON CONFLICT DO NOTHING", NULL }

/* Which kinds are due?  At most INDEX_KINDS_MAX. */
enum err index_kinds(struct store *st, struct arena *a, struct str *ret,
    size_t *ret_n, struct note *note);

/* All that was due is done. */
enum err index_done(struct store *st, struct note *note);

/* For what is an index filled? */
struct index_state {
	struct hash	stamp;	/* of what it was made by: another program
				 * finds another one, and does not trust it */
	int64_t		day;
	int64_t		until;	/* UTC milliseconds: the day is over */
	bool		filled;
};

/* ${*ret_there}: it was ever begun. */
enum err index_state_get(struct store *st, const char *name,
    struct index_state *ret, bool *ret_there, struct note *note);
enum err index_state_put(struct store *st, const char *name,
    const struct index_state *state, struct note *note);
enum err index_state_drop(struct store *st, const char *name,
    struct note *note);

/* Its day may be another one now: let the next act look. */
enum err index_state_doubt(struct store *st, const char *name,
    struct note *note);

#endif
