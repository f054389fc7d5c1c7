/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is missing or contradictory in the register on a day?  Each kind of gap
 * is one question to the tables, answered row by row; nothing is judged of
 * anybody: a gap is a task of whoever keeps the register.
 */
#ifndef RESPONSIBILITY_GAP_H
#define RESPONSIBILITY_GAP_H

#include "ledger/ledger.h"

enum gap_kind {
	GAP_VACANT,		/* a post with a capacity that nobody holds */
	GAP_CROWDED,		/* more hold it than it has seats */
	GAP_ABSENT,		/* its holder is away, and nobody stands in */
	GAP_OVERDUE,		/* an acting or presiding term that was to end */
	GAP_NO_DIRECT,		/* a body without a directly responsible member */
	GAP_NO_FIRST,		/* a body without a first responsible */
	GAP_NO_DOCUMENT,	/* a tenure that no document gives */
	GAP_NOT_HANDED,		/* a tenure that ended without a hand-over */
	GAP_BODY_GONE,		/* a post of a body that is no more */
	GAP_POST_ENDED,		/* a tenure that outlasts its post */
	GAP_BLANK,		/* one of a system's five answers */
	GAP_URL_UNOWNED,	/* addresses of a system that nobody owns */
	GAP_LEVEL_UNPROVED,	/* a system's level without a document */
	GAP_CONTRACT,		/* a contract without the clause or the duty */
	GAP_PHONE,		/* a duty telephone that was not tested lately */
	GAP__MAX
};

struct gap_kind_row {
	struct choice	 word;		/* and its msgid */
	const char	*basis;		/* msgid: why it matters */
	const char	*ref;		/* what its subject is */
};
extern const struct gap_kind_row gap_kinds[GAP__MAX];
extern const struct choice gap_words[GAP__MAX + 1];

struct gap {
	enum gap_kind	kind;
	struct key	body;		/* KEY_NONE: none is known */
	struct str	body_name;
	struct key	subject;	/* of the kind's ref */
	struct str	name;		/* its title or name */
	struct str	detail;		/* which answer; which capacities */
	int64_t		since;		/* the day from which it is so, about */
};

struct gap_query {
	int64_t		day;
	unsigned	kinds;		/* bits by enum gap_kind */
	struct key	under;		/* only of bodies under this one */
	int64_t		phone_days;	/* a test is recent for so long */
	int64_t		hand_days;	/* a hand-over is asked for so long */
};

/* Within a transaction of the caller's; by kinds, handed out one by one. */
enum err gap_each(struct store *st, const struct gap_query *q,
    enum err (*row)(void *arg, const struct gap *g, struct note *note),
    void *arg, struct note *note);

#endif
