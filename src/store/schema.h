/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tables are there, and of what class?  Each subject's x.sql is compiled
 * into the program as a part.  Above each CREATE TABLE stands a comment whose
 * first word is its class; a column's comment stands behind it.
 *
 *	CANON	 the ledger itself: entries, tiles, checkpoints, blobs, vault
 *	DERIVED	 rebuilt from CANON, written only by apply-functions
 *	KEPT	 not derivable: backed up (credentials, jobs, idempotency …)
 *	SCRATCH	 may be emptied at any start; a "lasting" one, which takes long to
 *		 fill, is not when nothing asks for it
 *
 *	-- CANON, append only.  Every entry ever appended.
 *	CREATE TABLE ledger_entry (
 *	  seq   INTEGER NOT NULL PRIMARY KEY,  -- counts from 0
 *	  entry BYTES   NOT NULL               -- canonical JSON
 *	);
 *
 * "append only" behind the class: triggers refuse to change or delete a row
 * (NAME_no_update and NAME_no_delete in SQLite, NAME_append_only in
 * PostgreSQL), for which the caller sees ERR_INVALID.
 *
 * Type words, replaced per database: KEY16 MOMENT DAY BYTES TEXT; INTEGER is
 * 64 bits in both.  CREATE TABLE becomes STRICT in SQLite; "WITHOUT ROWID"
 * is left out for PostgreSQL; text there is compared by its bytes.  Nothing
 * else is said in a part but CREATE TABLE and, behind its table, CREATE INDEX; and
 * CREATE WORDS name, of class SCRATCH: an index of words (words.h).
 * Key columns are NOT NULL; a DERIVED table has no REFERENCES, since it is
 * dropped, remade and swapped alone.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "base/hash.h"
#include "store/store.h"

enum {
	TABLE_COLUMNS_MAX = STORE_BINDS_MAX,
	TABLE_KEYS_MAX	  = 8,
	TABLE_NAME_MAX	  = 48	/* so that PostgreSQL cuts no name made of it */
};

enum table_class { CLASS_NONE, CLASS_CANON, CLASS_DERIVED, CLASS_KEPT,
    CLASS_SCRATCH };

/* A numbered step for CANON and KEPT tables of a part. */
struct migration {
	int		 to;	/* from to-1 */
	const char	*sql;	/* statements in the schema's own words; no ';'
				 * within one (no triggers) */
};

struct part {
	const char		*name;		/* "ledger", "body" */
	const char		*sql;		/* x.sql */
	int			 version;	/* of its CANON and KEPT tables */
	const struct migration	*migrations;	/* versions 2..version */
};

/* What this folder itself keeps in a store; its part is named "store", and
 * each program's parts begin with it. */
extern const char store_sql[];

struct column {
	const char	*name;
	const char	*type;		/* KEY16 … INTEGER, as written */
	const char	*comment;	/* "" if it has none */
	bool		 not_null;
};

struct table {
	const char		*name;
	enum table_class	 class;
	bool			 append_only;
	bool			 lasting;
	bool			 words;		/* an index; has no columns */
	const struct part	*part;
	const struct column	*columns;
	size_t			 ncolumns;
	const char		*const *keys;	/* primary key columns */
	size_t			 nkeys;
	const char		*comment;	/* above it, without the class */
	const char		*create;	/* its statement, with indexes */
	struct hash		 shape;		/* of all that but comments */
};

struct schema;

/* Read all parts; a table without class or key is ERR_BUG with its name. */
enum err schema_read(struct arena *a, const struct part *parts, size_t nparts,
    const struct schema **ret, struct note *note);
size_t schema_tables(const struct schema *s, const struct table **ret);
const struct table *schema_table(const struct schema *s, struct str name);

/* "CANON" …; the word in the comment. */
const char *table_class_word(enum table_class c);

/* In a transaction of the caller's: make all tables of an empty store, or only
 * the DERIVED ones (a rebuild's second place). */
enum err schema_create(const struct schema *s, struct store *st,
    bool derived_only, struct note *note);

/*
 * schema_check(s, st, note):
 * Does the store fit this program?  ERR_VERSION when it is newer, when a
 * migration is due, when a DERIVED table has another shape or an upgrade was
 * interrupted before it was filled; the note names `anze upgrade`.
 * ERR_NOTFOUND when there are no tables of ours at all, ERR_CORRUPT when a
 * CANON or KEPT table is gone.
 */
enum err schema_check(const struct schema *s, struct store *st,
    struct note *note);

/*
 * Run due migrations of CANON and KEPT; drop and make anew DERIVED tables whose
 * shape changed and list their names (the caller replays, and then calls
 * schema_filled()); in a transaction of the caller's.  Until they are filled
 * schema_check() refuses the store, and the next upgrade lists them again.
 */
enum err schema_upgrade(struct arena *a, const struct schema *s,
    struct store *st, const char *const **ret_remade, size_t *ret_n,
    struct note *note);

/* All DERIVED tables say what the ledger says, and the indexes beside them are
 * to be filled anew; second_adopt() does this itself. */
enum err schema_filled(struct store *st, struct note *note);

/* Empty the SCRATCH tables but the lasting ones, in a transaction of the caller's:
 * what serves does so at its start. */
enum err schema_scratch(const struct schema *s, struct store *st,
    struct note *note);

/*
 * table_digest(t, st, ret, ret_rows, note):
 * SHA-256 over the rows in key order, each as a canonical array (NULL = [],
 * bytes = lower-case hex) and a line feed.  Never more than about 1 MiB of the
 * table is in memory.  Within the caller's transaction, else in one of its
 * own.
 */
enum err table_digest(const struct table *t, struct store *st,
    char ret_hex[65], int64_t *ret_rows, struct note *note);

#endif
