/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this store whole, or what an interrupted restore left?  While it is made
 * it names a part that no program knows, so that none opens it.
 */
#ifndef STORE_UNFINISHED_H
#define STORE_UNFINISHED_H

#include "store/store.h"

enum err unfinished_put(struct store *st, struct note *note);
enum err unfinished_drop(struct store *st, struct note *note);
enum err unfinished_count(struct store *st, int64_t *ret, struct note *note);

#endif
