/* SPDX-License-Identifier: Apache-2.0 */
/* What does the store hold of the tree?  Tiles, roots and entries, read. */
#ifndef LEDGER_TILES_H
#define LEDGER_TILES_H

#include "ledger/export.h"
#include "store/store.h"

/* The store's tiles, for merkle_prove(). */
struct tile_reader tiles_of(struct store *st);

/* The root of the tree when it had ${size} entries; from the tiles alone. */
enum err tiles_root(struct store *st, struct hasher *h, uint64_t size,
    struct hash *ret, struct note *note);

/* The bytes of one entry, in ${a}.  ERR_NOTFOUND. */
enum err entry_get(struct store *st, struct arena *a, int64_t seq,
    struct str *ret, struct note *note);

/*
 * ledger_export(st, checkpoint, folder, progress, arg, note):
 * tiles_export() of a store, from one state of it.  ERR_CORRUPT also when an
 * entry is missing.
 */
enum err ledger_export(struct store *st, struct str checkpoint,
    const char *folder, enum err (*progress)(void *arg, uint64_t done,
	uint64_t of, struct note *note), void *arg, struct note *note);

#endif
