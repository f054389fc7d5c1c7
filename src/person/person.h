/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is this?  A natural person, known by a key: two people may bear one
 * name.  A person that was entered twice is merged: what the one held is then
 * the other's, and the first key goes on to mean the second.
 *
 *	person.merged	this person is that one
 */
#ifndef PERSON_PERSON_H
#define PERSON_PERSON_H

#include "dated/dated_events.h"

enum { PERSON_NAME_MAX = 60, PERSON_STAFF_NO_MAX = 40 };

DATED_DECLARE(person);
extern const struct dated_ref person_ref;

/* Where its fields are. */
enum { PERSON_NAME, PERSON_STAFF_NO, PERSON__MAX };

struct person_merged {
	struct value	into, reason;
};
extern const struct event_type person_event_merged;

/* Whom the key means now: itself, or the one that it was merged into. */
enum err person_now(struct store *st, struct key id, struct key *ret,
    struct note *note);

/* The keys that mean ${id}, itself first: at most PERSON_KEYS_MAX, which merging
 * keeps to. */
enum { PERSON_KEYS_MAX = DATED_KEYS_MAX };
enum err person_keys(struct store *st, struct key id,
    struct key ret[PERSON_KEYS_MAX], size_t *ret_n, struct note *note);

/*
 * person_name(st, a, id, on, known, ret, note):
 * Its name on a day as known at an entry; the nearest when nothing is said of
 * the day.
 */
enum err person_name(struct store *st, struct arena *a, struct key id,
    int64_t on, int64_t known, struct str *ret, struct note *note);

/* Pairs of persons in the register that may be one: the same name, and not both
 * with a staff number.  In order of names; each is held against a few dozen namesakes.
 * ${row} may ask the store. */
struct person_pair {
	struct str	name;
	struct key	id[2];
	struct str	staff_no[2];
};
enum err person_pairs(struct store *st, enum err (*row)(void *arg,
    const struct person_pair *p, struct note *note), void *arg,
    struct note *note);

/*
 * Within a tx: ${id} was found to be ${into}.  What later subjects know against it
 * they have asked before (tenure_merge()).
 */
struct person_merge {
	struct key	id, into;
	struct str	reason;		/* needed */
};
enum err person_append_merged(struct tx *tx, const struct person_merge *in,
    int64_t *ret_seq, struct note *note);

/* May ${id} be merged into ${into}, as far as the two records tell? */
enum err person_merge_check(const struct dated_head *id,
    const struct dated_head *into, bool id_merged, bool into_merged,
    struct note *note);

#endif
