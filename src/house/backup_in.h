/* SPDX-License-Identifier: Apache-2.0 */
/* What making a backup and restoring one share. */
#ifndef HOUSE_BACKUP_IN_H
#define HOUSE_BACKUP_IN_H

#include "house/backup.h"

#define BACKUP_STORE	"store.anze"

/* Remove the SQLite store ${name} with what lies beside it; it was no store
 * yet, or is none any more.  Needs no memory of the caller's. */
void backup_store_remove(const char *name);

/* Copy the tables that ${wanted} takes from ${src}, which has a transaction
 * begun, to ${dst}, whose tables are made and empty. */
enum err backup_tables(const struct schema *s, struct arena *keep,
    struct store *src, struct store *dst,
    bool (*wanted)(const struct table *t), const struct backup_watch *watch,
    int64_t *ret_rows, struct note *note);

/* Copy every file that ${st} names from the files folder ${from} to ${to}; what
 * is there already stays. */
enum err backup_files(struct store *st, const char *from, const char *to,
    const struct backup_watch *watch, int64_t *ret_n, struct note *note);

/* Does the copy at ${p} hold what its entries say, files included?  Those that
 * were removed may lie there still.  ${against}: a signed checkpoint that it
 * must contain; empty: none. */
enum err backup_look(const struct place *p, const struct schema *s,
    struct str against, const struct backup_watch *watch,
    int64_t *ret_entries, struct note *note);

#endif
