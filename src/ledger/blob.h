/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where do a file's bytes lie?  In STORE.d/blob/ab/abcdef…, named by their
 * SHA-256.  Written under a temporary name, synced, renamed, the folder synced,
 * all before the entry that names them; what no row names after a crash is
 * swept.
 */
#ifndef LEDGER_BLOB_H
#define LEDGER_BLOB_H

#include "base/hash.h"
#include "store/store.h"

enum { BLOB_MAX = 200 * 1024 * 1024 };	/* bytes of one file */

const char *blob_path(struct arena *a, const char *files,
    const struct hash *hash);

/*
 * blob_put(files, fd, ret_hash, ret_size, note):
 * Copy all that ${fd} gives into the blob folder under its hash.  Done before
 * the act that records it; harmless if the act fails (blob_sweep()).
 */
enum err blob_put(const char *files, int fd, struct hash *ret_hash,
    int64_t *ret_size, struct note *note);

/* Within the act: the row that says the file is wanted. */
enum err blob_keep(struct store *st, const struct hash *hash, int64_t size,
    struct key owner, struct note *note);

/* Remove temporary files and blobs older than ${older_ms} (UTC ms of their
 * change) that no row names; how many. */
enum err blob_sweep(struct store *st, const char *files, int64_t older_ms,
    int64_t *ret_n, struct note *note);

/* Within the act that removes a file: the row stays and names the document.
 * ERR_NOTFOUND when no row names the file. */
enum err blob_strike(struct store *st, const struct hash *hash,
    struct str document, struct note *note);

/* After that act's commit: the bytes.  Gone already is no error. */
enum err blob_unlink(const char *files, const struct hash *hash,
    struct note *note);

/* Does a row name the file, not removed? */
enum err blob_there(struct store *st, const struct hash *hash, bool *ret,
    struct note *note);

#endif
