/* SPDX-License-Identifier: Apache-2.0 */
/* What person's own files share. */
#ifndef PERSON_PERSON_IN_H
#define PERSON_PERSON_IN_H

#include "person/person.h"

apply_fn person_apply_merged;

enum err person_check(const struct dated_claim *c, struct note *note);
enum err person_holds(struct store *st, struct arena *a,
    const struct value *v, struct str ret[DATED_HOLDS_MAX], size_t *ret_n,
    struct note *note);
enum err person_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note);

#endif
