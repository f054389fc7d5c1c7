/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who was on duty at 02:10?  A shift is one person at one body from one minute
 * to another, as duty officer or as the leader of the shift (带班领导).  Half-open
 * as all that is dated: 02:10 belongs to the shift that begins then.  Several
 * may be on duty at once; nobody is twice.
 *
 *	roster.handed	the shift was handed over, perhaps to somebody
 */
#ifndef ROSTER_ROSTER_H
#define ROSTER_ROSTER_H

#include "dated/dated_events.h"

enum {
	ROSTER_PHONE_MAX	= 40,
	ROSTER_NOTE_MAX		= 4000,
	ROSTER_AT_MAX		= 100	/* on duty of one body at once */
};

/* A shift that lasts longer is a mistake; so a moment is looked up among few. */
#define ROSTER_SHIFT_MAX	(31 * DAY_MS)
/* Whoever is relieved late hands over behind the end of his shift. */
#define ROSTER_LATE_MAX		DAY_MS

DATED_DECLARE(roster);
extern const struct dated_ref roster_ref;

/* Where its fields are. */
enum { ROSTER_BODY, ROSTER_PERSON, ROSTER_ROLE, ROSTER_PHONE, ROSTER__MAX };

extern const struct choice roster_roles[];	/* duty_officer, leader */

/* roster.handed */
struct roster_handed {
	struct value	at, to, note;
};
extern const struct event_type roster_event_handed;

/* Somebody on duty. */
struct roster_duty {
	struct key	shift;
	struct key	person;		/* who really was: after a hand-over to
					 * somebody, that one */
	struct key	planned;	/* whose shift it is */
	struct str	role, phone;	/* phone "" if none is said */
	int64_t		since, until;
	int64_t		handed;		/* when it was handed over, by then;
					 * INT64_MIN: it was not */
};

/*
 * roster_at(st, a, body, at, known, ret, ret_n, note):
 * Who was on duty of ${body} at the moment ${at}, as known at entry ${known}?  In
 * order of shifts.  At most ROSTER_AT_MAX.  Persons as they were entered:
 * person_now() tells whom a key means now.
 */
enum err roster_at(struct store *st, struct arena *a, struct key body,
    int64_t at, int64_t known, const struct roster_duty **ret, size_t *ret_n,
    struct note *note);

/* How a shift was handed over, first to last. */
struct roster_handover {
	int64_t		seq, at;
	struct key	person;		/* KEY_NONE: not said */
	struct hash	note;		/* its vault key; zero: none */
};
enum err roster_handovers(struct store *st, struct arena *a, struct key shift,
    const struct roster_handover **ret, size_t *ret_n, struct note *note);

/*
 * roster_hand_check(shift, at, to, now, note):
 * May the shift ${shift} be handed over at ${at} to ${to} (KEY_NONE: nobody is
 * named), when it is ${now}?
 */
enum err roster_hand_check(const struct dated_span *shift, int64_t at,
    struct key to, int64_t now, struct note *note);

#endif
