/* SPDX-License-Identifier: Apache-2.0 */
/* What tenure's own files share. */
#ifndef TENURE_TENURE_IN_H
#define TENURE_TENURE_IN_H

#include "tenure/tenure.h"

apply_fn tenure_apply_handed;

enum err tenure_check(const struct dated_claim *c, struct note *note);
enum err tenure_holds(struct store *st, struct arena *a,
    const struct value *v, struct str ret[DATED_HOLDS_MAX], size_t *ret_n,
    struct note *note);
enum err tenure_room(const struct dated_claim *c, size_t which,
    int64_t *ret_room, void (*held)(void *arg, struct key id, int64_t since,
    int64_t until), void *arg, struct note *note);
enum err tenure_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note);

#endif
