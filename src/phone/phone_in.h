/* SPDX-License-Identifier: Apache-2.0 */
/* What phone's own files share. */
#ifndef PHONE_PHONE_IN_H
#define PHONE_PHONE_IN_H

#include "phone/phone.h"

enum err phone_check(const struct dated_claim *c, struct note *note);
enum err phone_holds(struct store *st, struct arena *a,
    const struct value *v, struct str ret[DATED_HOLDS_MAX], size_t *ret_n,
    struct note *note);
enum err phone_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note);

#endif
