/* SPDX-License-Identifier: Apache-2.0 */
/* What roster's own files share. */
#ifndef ROSTER_ROSTER_IN_H
#define ROSTER_ROSTER_IN_H

#include "roster/roster.h"

apply_fn roster_apply_handed;

enum err roster_check(const struct dated_claim *c, struct note *note);
enum err roster_leave(struct store *st, struct arena *a, struct key id,
    int64_t on, struct note *note);
enum err roster_holds(struct store *st, struct arena *a,
    const struct value *v, struct str ret[DATED_HOLDS_MAX], size_t *ret_n,
    struct note *note);
enum err roster_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note);

/* Has a shift an end, at whole minutes, and not too late a one? */
enum err roster_span_check(int64_t since, int64_t until, struct note *note);

#endif
