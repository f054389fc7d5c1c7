/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happened, in which order, and can it be changed behind our back?
 *
 * The ledger is an append-only list of entries, one canonical JSON object each,
 * under an RFC 6962 Merkle tree.  Every change to a record is an entry; the
 * tables are derived from the entries by apply-functions.  Sequence numbers
 * count from 0 and are the leaves' indexes.
 *
 * An act runs under the head's lock (writer.h) and gets a struct tx: it reads
 * through ${tx->st}, decides, and appends.  Time stands still within an act.
 */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "field/field.h"
#include "store/schema.h"
#include "store/writer.h"

enum {
	LEDGER_REACT_DEPTH_MAX	= 4,
	LEDGER_ACT_EVENTS_MAX	= 256,	/* one act, reactions included; imports
					 * lift it by tx_bulk() */
	LEDGER_APPLY_MAX	= 8,
	LEDGER_KEEP_MAX		= 8
};

/* Who did it, as each entry says.  Empty or KEY_NONE parts are left out. */
struct actor {
	struct key	account;
	struct str	person;		/* until accounts: as --as asserted */
	struct str	acting_for;
	struct str	face;		/* console, web, api, job */
	struct key	request;
};

struct tx;
struct event;

/*
 * An apply-function derives the rows of its own subject from one event: it
 * reads its event and its subject's tables, and writes only these.  No clock,
 * no ids, no configuration, no chance; ${a} is emptied after each event.
 */
typedef enum err apply_fn(struct store *st, struct arena *a,
    const struct event *ev, struct note *note);

/*
 * A reaction is what an event causes in another subject: it runs once, after
 * all apply-functions, decides, and appends its own events (with ${cause} set
 * by the ledger).  Replay never reacts.
 */
typedef enum err react_fn(struct tx *tx, const struct event *ev,
    struct note *note);

/* An event kind and version: what it says and who derives from it. */
struct event_type {
	const char		*kind;		/* "body.added" */
	int			 version;
	const struct fields	*fields;
	apply_fn		*apply[LEDGER_APPLY_MAX];	/* NULL ends */
	const char		*gist;		/* msgid with {field} places: one
						 * line of a record's history */
	const char		*what;		/* msgid: the place {what}, or NULL */
};

/*
 * An older version of a kind and how its values become those of the next
 * version.  ${lift} sets ${ret_values} (fields of version + 1, zeroed).
 */
struct upcast {
	const char		*kind;
	int			 version;
	const struct fields	*fields;
	enum err		(*lift)(struct arena *a,
				    const struct value *old,
				    struct value *ret_values);
};

/* A kind, and what it causes in later subjects, which its own cannot know. */
struct event_row {
	const struct event_type	*type;
	react_fn		*react[LEDGER_APPLY_MAX];	/* NULL ends */
};

/* All kinds of the house (src/tables/events.c), sorted by kind. */
struct event_table {
	const struct event_row	*rows;
	size_t			 nrows;
	const struct upcast	*upcasts;
	size_t			 nupcasts;
	/* What stands beside the tables (SCRATCH): ${seen} runs behind the
	 * reactions of each event, ${settle} once at the end of each act; they
	 * append nothing.  NULL: nothing does. */
	react_fn		*seen;
	enum err		(*settle)(struct tx *tx, struct note *note);
};

const struct event_row *event_row_find(const struct event_table *t,
    struct str kind);

/* An entry, read. */
struct event {
	int64_t			 seq;
	int64_t			 at;		/* UTC ms */
	const struct event_type	*type;
	struct actor		 actor;
	struct key		 on;		/* the record it is about */
	int64_t			 cause;		/* seq of the event that caused
						 * it; -1 if none did */
	const struct value	*data;		/* type->fields->n values */
};

/* The tree's size and right edge, as it stands under the lock. */
struct ledger;

struct tx {
	struct store		*st;
	struct arena		*a;
	const struct actor	*who;
	int64_t			 now;		/* UTC ms, never before the last
						 * entry's */
	struct ledger		*ledger;	/* the ledger's own */
	int64_t			 cause;
	int			 depth;
	int			 appended;
	int			 most;		/* events allowed */
	int64_t			 noted;		/* by ${seen}, for ${settle} */
};

/* A ledger for one writer.  ${events} and ${schema} must outlive it. */
struct ledger *ledger_new(const struct event_table *events,
    const struct timesource *clock, const struct chance *chance);
void ledger_free(struct ledger *l);

/* The writer's hooks; ${landed} asks the idempotency table and is core's. */
struct writer_hooks ledger_hooks(struct ledger *l);

/* Within a writer's closure: begin an act on ${st} with the head locked. */
void tx_begin(struct tx *tx, struct ledger *l, struct store *st,
    struct arena *a, const struct actor *who);
void tx_bulk(struct tx *tx);

/* The next key: greater than all made before in this store. */
struct key tx_key(struct tx *tx);

/*
 * tx_keep(tx, whose, free):
 * Where a subject keeps something from act to act that is dear to make, such as
 * packs that were read: NULL at first; freed with the ledger.  ${whose} is an
 * address that nobody else has.  It may only be what can be made again at any time
 * from the store, and whoever finds it looks first whether it still is that.
 * NULL: no room.
 */
void **tx_keep(struct tx *tx, const void *whose, void (*free)(void *kept));

/* How many entries are there by now, this act's own included? */
int64_t tx_size(const struct tx *tx);

/*
 * ledger_append(tx, type, on, values, ret_seq, note):
 * Check ${values} against the type's fields, encode, hash, store, apply, react.
 * ${ret_seq} may be NULL.  On failure the act is over: its savepoint is undone.
 * ERR_INVALID: a value is not what its field allows; ERR_LIMIT: the entry, or
 * the act, is too large; ERR_BUG: a kind not in the table, text not in NFC,
 * reactions without end.
 */
enum err ledger_append(struct tx *tx, const struct event_type *type,
    struct key on, const struct value *values, int64_t *ret_seq,
    struct note *note);

/* The head without the lock, for reading: how many entries are there? */
enum err ledger_size(struct store *st, int64_t *ret_size, struct note *note);

/* Read one entry's event, lifted to the present version. */
enum err ledger_event(struct store *st, struct arena *a,
    const struct event_table *t, int64_t seq, struct event *ret,
    struct note *note);

/*
 * The same from its bytes, into which texts may point.  ERR_CORRUPT: not as we
 * write entries; ERR_VERSION: a kind, a version or a member that a later
 * program wrote.
 */
enum err event_decode(struct arena *a, const struct event_table *t,
    struct str entry, struct event *ret, struct note *note);

/*
 * ledger_known(st, a, t, ms, ret_seq, note):
 * The last entry made at or before ${ms}, -1 when there was none: what was known
 * then.  Times never go back, so a few entries are looked at.
 */
enum err ledger_known(struct store *st, struct arena *a,
    const struct event_table *t, int64_t ms, int64_t *ret_seq,
    struct note *note);

/*
 * history_load(st, a, t, on, after, most, ret, ret_n, note):
 * The events that touch ${on}, oldest first, at most ${most} behind ${after}
 * (-1: from the first).
 */
enum err history_load(struct store *st, struct arena *a,
    const struct event_table *t, struct key on, int64_t after, size_t most,
    const struct event **ret, size_t *ret_n, struct note *note);

#endif
