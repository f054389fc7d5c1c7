/* SPDX-License-Identifier: Apache-2.0 */
/* What system's own files share. */
#ifndef SYSTEM_SYSTEM_IN_H
#define SYSTEM_SYSTEM_IN_H

#include "system/system.h"

enum err system_check(const struct dated_claim *c, struct note *note);
enum err system_holds(struct store *st, struct arena *a,
    const struct value *v, struct str ret[DATED_HOLDS_MAX], size_t *ret_n,
    struct note *note);
enum err system_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note);

/* A classified one without a name gets the neutral one. */
void system_complete(struct arena *a, struct value *v);

/* Its name: of a classified one the neutral one. */
struct str system_name(struct arena *a, const struct value *v);

/* Another system of the same owner and name meanwhile.  ERR_NOTFOUND. */
enum err system_named(struct store *st, struct arena *a,
    const struct dated_claim *c, const struct value *v, int64_t since,
    int64_t until, struct key *ret, struct note *note);

/* Another system that is reached at the same URL meanwhile.  ERR_NOTFOUND. */
enum err system_reached(struct store *st, const struct dated_claim *c,
    struct str url, int64_t since, int64_t until, struct key *ret,
    struct note *note);

#endif
