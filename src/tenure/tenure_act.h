/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done when a person leaves?  All that he holds ends on a day, and is
 * handed on, or left open for all to see; history keeps his name.
 */
#ifndef TENURE_TENURE_ACT_H
#define TENURE_TENURE_ACT_H

#include "core/act.h"
#include "person/person.h"
#include "tenure/tenure.h"

/* What goes with one tenure, handed to somebody. */
struct tenure_hand {
	struct key	to;
	int64_t		on;
	struct str	document, note;		/* "" if none */
};
enum err tenure_hand_over(struct app *app, const struct actor *who,
    const struct request *rq, struct key tenure, const struct tenure_hand *in,
    struct answer *ret, struct note *note);

/* ${to} KEY_NONE: to nobody yet. */
struct tenure_leave {
	struct key		person, to;
	int64_t			on;
	struct str		document, reason;	/* reason needed */
};
enum { TENURE_LEAVE_MAX = 100 };	/* tenures that end in one act */

/* ${*ret_ended}: how many tenures ended; one entry each, and one for each that was
 * handed on, all or none. */
enum err tenure_leave(struct app *app, const struct actor *who,
    const struct request *rq, const struct tenure_leave *in,
    size_t *ret_ended, struct answer *ret, struct note *note);

/* Two records are one person; not if both hold one seat at once. */
enum err tenure_merge(struct app *app, const struct actor *who,
    const struct request *rq, const struct person_merge *in,
    struct answer *ret, struct note *note);

#endif
