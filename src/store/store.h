/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where do the rows live, and how are they reached?  One door over SQLite and
 * PostgreSQL: a struct store is one connection with its cache of prepared
 * statements, used by one thread at a time.  No type of a driver passes it.
 *
 * SQL.  A statement is a static struct sql; its text serves both databases
 * wherever the dialects agree, with $1, $2 … bound by name (a number may occur
 * twice), no "::", BIGINT for every integer, NULLS FIRST or LAST said, text
 * compared by its bytes (the C collation).  Where they do not agree ${pg}
 * holds the other text.
 *
 * Running.  store_run() wants no rows and only queues: on PostgreSQL it
 * travels with the next query, flush or commit, and so may its failure.  The
 * caller that must know asks store_flush().  After a failed statement only
 * store_undo() or store_rollback() make the transaction usable again.
 *
 * Errors.  ERR_EXISTS: a unique or primary key is taken.  ERR_INVALID: another
 * constraint.  ERR_BUSY: locked longer than STORE_BUSY_MS.  ERR_FULL: the disk.
 * ERR_CORRUPT: the file is damaged.  ERR_STORE: the connection is lost or
 * anything else.  ERR_UNSURE: the answer to a commit was lost.  The note says
 * which place and what to do.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/key.h"
#include "base/note.h"

enum {
	STORE_BUSY_MS	= 5000,
	STORE_BINDS_MAX	= 40
};

/* Which store is meant: what --store or ANZE_STORE says, understood. */
struct place {
	const char	*name;	/* path of the file, or the connection string */
	const char	*files;	/* folder with blob/ and key/: NAME.d or --files */
	bool		 postgres;
};

/* "postgres://…", "postgresql://…" or a path.  ${files} NULL: NAME.d, and for
 * PostgreSQL ERR_USAGE (--files is needed there). */
enum err place_parse(struct arena *a, const char *name, const char *files,
    struct place *ret, struct note *note);

/* The place without passwords, fit to be shown and logged. */
struct str place_shown(struct arena *a, const struct place *p);

enum store_mode {
	STORE_READ,	/* read-only: the database itself refuses writes */
	STORE_WRITE,
	STORE_CREATE	/* must not be there yet (ERR_EXISTS) */
};

struct store;

/*
 * store_open(p, mode, schema, ret, note):
 * Connect.  ${schema} is the PostgreSQL schema ("anze"; NULL the same), used
 * also for the second place of a rebuild; for SQLite it is ignored.
 */
enum err store_open(const struct place *p, enum store_mode mode,
    const char *schema, struct store **ret, struct note *note);
void store_close(struct store *st);		/* NULL is allowed */
bool store_is_postgres(const struct store *st);
const struct place *store_place(const struct store *st);

/* Is the connection still of use?  After a loss, false; open another. */
bool store_alive(const struct store *st);

struct sql {
	const char	*text;
	const char	*pg;	/* NULL: the same text */
};

enum bind_kind { BIND_K_NULL, BIND_K_INT, BIND_K_TEXT, BIND_K_BYTES };

struct bind {
	enum bind_kind	 kind;
	int64_t		 num;
	struct str	 s;	/* only until the call returns */
};

#define BIND_NULL	{ BIND_K_NULL, 0, { NULL, 0 } }
#define BIND_INT(n)	{ BIND_K_INT, (n), { NULL, 0 } }
#define BIND_TEXT(t)	{ BIND_K_TEXT, 0, (t) }
#define BIND_CSTR(c)	{ BIND_K_TEXT, 0, str_of(c) }
#define BIND_BYTES(q, len) { BIND_K_BYTES, 0, \
			    { (const char *)(q), (len) } }
#define BIND_KEY(k)	{ BIND_K_BYTES, 0, { (const char *)(k).b, 16 } }
#define BIND_HASH(h)	{ BIND_K_BYTES, 0, { (const char *)(h).b, 32 } }

/* All values of one statement: BINDS(BIND_KEY(id), BIND_INT(7)). */
#define BINDS(...) \
	(const struct bind[]){ __VA_ARGS__ }, \
	sizeof((const struct bind[]){ __VA_ARGS__ }) / sizeof(struct bind)
#define NO_BINDS	NULL, 0

enum err store_run(struct store *st, const struct sql *q,
    const struct bind *binds, size_t n, struct note *note);
enum err store_flush(struct store *st, struct note *note);

/*
 * Rows.  store_query() hands out an iterator; rows_next() moves to the next
 * row and is false at the end or at an error; rows_end() (always called, sets
 * NULL, NULL is allowed) says which.  Text and bytes live until the next row.
 *
 *	if ((r = store_query(st, &q, BINDS(…), &rows, note)) != ERR_OK)
 *		goto out;
 *	while (rows_next(rows))
 *		…
 *	r = rows_end(&rows, note);
 */
struct rows;

enum err store_query(struct store *st, const struct sql *q,
    const struct bind *binds, size_t n, struct rows **ret, struct note *note);
bool rows_next(struct rows *rows);
enum err rows_end(struct rows **rows, struct note *note);

size_t rows_columns(const struct rows *rows);
const char *rows_name(const struct rows *rows, int column);
enum bind_kind rows_kind(const struct rows *rows, int column);
bool rows_null(const struct rows *rows, int column);
int64_t rows_int(const struct rows *rows, int column);	/* NULL: 0 */
struct str rows_text(const struct rows *rows, int column);
struct str rows_bytes(const struct rows *rows, int column);
struct key rows_key(const struct rows *rows, int column); /* NULL: KEY_NONE */

/* The first column of the one row as a number; ${otherwise} without a row or
 * for NULL (a MAX over nothing). */
enum err store_int(struct store *st, const struct sql *q,
    const struct bind *binds, size_t n, int64_t otherwise, int64_t *ret,
    struct note *note);

/* Text made at run time (schema, digest): one statement, no rows, at once. */
enum err store_exec(struct store *st, const char *text, struct note *note);
/* The same with rows; prepared afresh. */
enum err store_query_text(struct store *st, const char *text,
    struct rows **ret, struct note *note);

/*
 * Transactions.  store_begin(): in STORE_READ one snapshot for all reads; in
 * STORE_WRITE the write lock at once (SQLite BEGIN IMMEDIATE; PostgreSQL BEGIN,
 * the lock is the head's row).  One level of savepoint within.
 */
enum err store_begin(struct store *st, struct note *note);
enum err store_commit(struct store *st, struct note *note);
void store_rollback(struct store *st);		/* without one: nothing */
enum err store_mark(struct store *st, struct note *note);
enum err store_release(struct store *st, struct note *note);	/* flushes */
void store_undo(struct store *st);		/* back to the mark */

/* For the bench: how many answers of a server were waited for, and for how
 * long commits took, since the store was opened. */
struct store_costs {
	int64_t	trips;		/* round trips; SQLite: 0 */
	int64_t	statements;
	int64_t	commits;
	int64_t	commit_ns;	/* waiting for commits (fsync) */
};
struct store_costs store_costs(const struct store *st);

#endif
