/* SPDX-License-Identifier: Apache-2.0 */
/* What post's own files share. */
#ifndef POST_POST_IN_H
#define POST_POST_IN_H

#include "post/post.h"

enum err post_check(const struct dated_claim *c, struct note *note);
enum err post_holds(struct store *st, struct arena *a,
    const struct value *v, struct str ret[DATED_HOLDS_MAX], size_t *ret_n,
    struct note *note);
enum err post_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note);

#endif
