/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where are tables rebuilt without disturbing anyone?  In a second place: a
 * file beside the store, or the schema anze_rebuild of the same database.
 */
#ifndef STORE_SECOND_H
#define STORE_SECOND_H

#include "store/schema.h"

struct second;

/* Make the second place of ${p} with empty DERIVED tables; one left by an
 * interrupted rebuild is removed first. */
enum err second_open(const struct place *p, const struct schema *s,
    struct second **ret, struct note *note);

struct store *second_store(struct second *s);	/* STORE_WRITE */

/*
 * second_adopt(s, size, note):
 * In one transaction under the head's lock, let the second place's DERIVED
 * tables take the place of the store's.  ERR_CONFLICT if the ledger has not
 * ${size} entries any more.
 */
enum err second_adopt(struct second *s, int64_t size, struct note *note);

/* Remove the second place.  NULL is allowed. */
void second_close(struct second *s);

#endif
