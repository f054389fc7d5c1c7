/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a database need beside its statements?  A look at its own health,
 * and that what was deleted is really gone.
 */
#ifndef STORE_CARE_H
#define STORE_CARE_H

#include "store/store.h"

/*
 * store_inspect(st, note):
 * Let the database look at its own files.  ERR_CORRUPT with its first
 * complaint.  PostgreSQL looks at its pages when it reads them, so there this
 * only asks whether it answers.
 */
enum err store_inspect(struct store *st, struct note *note);

/* Bytes that the store takes on the database's disk. */
enum err store_bytes(struct store *st, int64_t *ret, struct note *note);

/*
 * store_learn(st, table, note):
 * Much was written to ${table}: let the database look at how it is filled, by
 * which it plans its ways.  (SQLite plans without.)
 */
enum err store_learn(struct store *st, const char *table, struct note *note);

/*
 * store_shred(p, table, note):
 * Let nothing that was deleted from ${table} remain in free pages or in the
 * write-ahead log (PostgreSQL's archived log is its administrator's to remove).
 * ERR_BUSY when a reader still holds an older state: try again.
 */
enum err store_shred(const struct place *p, const char *table,
    struct note *note);

#endif
