/* SPDX-License-Identifier: Apache-2.0 */
/* What rulebook's own files share. */
#ifndef RULEBOOK_RULEBOOK_IN_H
#define RULEBOOK_RULEBOOK_IN_H

#include "rulebook/rulebook.h"

enum err rulebook_apply_adopted(struct store *st, struct arena *a,
    const struct event *ev, struct note *note);
enum err rulebook_apply_attached(struct store *st, struct arena *a,
    const struct event *ev, struct note *note);
enum err rulebook_apply_retired(struct store *st, struct arena *a,
    const struct event *ev, struct note *note);

/* The record of the pack ${id}; KEY_NONE: it was never adopted. */
enum err rulebook_key(struct store *st, struct str id, struct key *ret,
    struct note *note);

/* The last entry about any pack; -1: there is none. */
enum err rulebook_rev(struct store *st, int64_t *ret, struct note *note);

#endif
