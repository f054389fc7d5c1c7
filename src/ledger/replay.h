/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do the tables say what the entries say?  All entries are applied again, into
 * a second place; the digests of both are compared; on request the second
 * place's tables take the first one's place.  Replay applies, never reacts, and
 * never judges: the conclusions stand in the events.
 */
#ifndef LEDGER_REPLAY_H
#define LEDGER_REPLAY_H

#include "ledger/ledger.h"

struct replay_options {
	const struct event_table	*events;
	const struct schema		*schema;
	bool				 reversed;	/* apply-functions of an
							 * event in reverse */
	bool				 replace;	/* swap if different */
	enum err			(*progress)(void *arg, int64_t done,
					    int64_t of);
	void				*arg;
};

/* One DERIVED table, compared. */
struct replay_table {
	const char	*name;
	int64_t		 rows;
	char		 stored[65];	/* digests, hex */
	char		 rebuilt[65];
	bool		 same;
};

struct replay_report {
	int64_t			 entries;
	const struct replay_table *tables;	/* in the arena */
	size_t			 ntables;
	size_t			 differ;
	bool			 replaced;
};

/*
 * ledger_rebuild(p, o, a, ret, note):
 * ERR_OK when all tables are the same or were replaced; ERR_CORRUPT when they
 * differ and ${replace} is false.  The second place is removed afterwards.
 */
enum err ledger_rebuild(const struct place *p, const struct replay_options *o,
    struct arena *a, struct replay_report *ret, struct note *note);

/* Apply the entries [from, to) of ${src}, which has a transaction begun, to the
 * tables of ${dst}, in transactions of their own. */
enum err ledger_replay(struct store *src, struct store *dst,
    const struct replay_options *o, int64_t from, int64_t to,
    struct note *note);

#endif
