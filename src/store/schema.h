/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tables are there, and of what class?  Each subject's x.sql is compiled
 * into the program as a part.  Above each CREATE TABLE stands a comment whose
 * first word is its class; a column's comment stands behind it.
 *
 *	CANON	 the ledger itself: entries, tiles, checkpoints, blobs, vault
 *	DERIVED	 rebuilt from CANON, written only by apply-functions
 *	KEPT	 not derivable: backed up (credentials, jobs, idempotency …)
 *	SCRATCH	 may be emptied at any start
 *
 * Type words, replaced per database: KEY16 MOMENT DAY BYTES TEXT; INTEGER is
 * 64 bits in both.  CREATE TABLE becomes STRICT in SQLite; "WITHOUT ROWID"
 * is left out for PostgreSQL.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "store/store.h"

enum table_class { CLASS_NONE, CLASS_CANON, CLASS_DERIVED, CLASS_KEPT,
    CLASS_SCRATCH };

/* A numbered step for CANON and KEPT tables of a part. */
struct migration {
	int		 to;	/* from to-1 */
	const char	*sql;	/* statements in the schema's own words */
};

struct part {
	const char		*name;		/* "ledger", "body" */
	const char		*sql;		/* x.sql */
	int			 version;	/* of its CANON and KEPT tables */
	const struct migration	*migrations;	/* versions 2..version */
};

struct table {
	const char		*name;
	enum table_class	 class;
	const struct part	*part;
	const char		*const *keys;	/* primary key columns */
	size_t			 nkeys;
	const char		*create;	/* its statement, with indexes */
};

struct schema;

/* Read all parts; a table without class or key is ERR_BUG with its name. */
enum err schema_read(struct arena *a, const struct part *parts, size_t nparts,
    const struct schema **ret, struct note *note);
size_t schema_tables(const struct schema *s, const struct table **ret);
const struct table *schema_table(const struct schema *s, struct str name);

/* In a transaction of the caller's: make all tables of an empty store, or only
 * the DERIVED ones (a rebuild's second place). */
enum err schema_create(const struct schema *s, struct store *st,
    bool derived_only, struct note *note);

/*
 * schema_check(s, st, ret_stale, note):
 * Does the store fit this program?  ERR_VERSION when it is newer, when a
 * migration is due or a DERIVED table has another shape; the note names
 * `anze upgrade`.  ERR_NOTFOUND when there are no tables of ours at all.
 */
enum err schema_check(const struct schema *s, struct store *st,
    struct note *note);

/* Run due migrations of CANON and KEPT; drop and make anew DERIVED tables whose
 * shape changed and list their names (the caller replays); in a transaction. */
enum err schema_upgrade(struct arena *a, const struct schema *s,
    struct store *st, const char *const **ret_remade, size_t *ret_n,
    struct note *note);

/*
 * table_digest(t, st, ret, ret_rows, note):
 * SHA-256 over the rows in key order, each as a canonical array (NULL = [],
 * bytes = lower-case hex) and a line feed.
 */
enum err table_digest(const struct table *t, struct store *st,
    char ret_hex[65], int64_t *ret_rows, struct note *note);

#endif
