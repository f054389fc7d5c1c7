/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does SQLite run our statements?  At once, and what is prepared stays
 * prepared.
 */
#include "store/sqlite_in.h"

#include <errno.h>

/* A prepared statement and where its values go. */
struct stmt {
	sqlite3_stmt	*h;
	bool		 busy;		/* an iterator stands in it */
	bool		 once;		/* not kept: finalize when done */
	unsigned char	 nplaces;
	unsigned char	 wants;		/* the highest number of a $ */
	unsigned char	 place[STORE_BINDS_MAX];	/* -> which value */
};

struct sqlite_rows {
	struct rows	 rows;
	struct stmt	*s;
	bool		 here;		/* on a row */
	bool		 over;		/* stepping again would start anew */
};

/* The extended codes matter only where their class does not say enough. */
static enum err
sqlite_err(sqlite3 *db, int rc)
{
	int errnum;

	switch (rc & 0xff) {
	case SQLITE_CONSTRAINT:
		return rc == SQLITE_CONSTRAINT_UNIQUE ||
		    rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
		    rc == SQLITE_CONSTRAINT_ROWID ? ERR_EXISTS : ERR_INVALID;
	case SQLITE_MISMATCH:
		return ERR_INVALID;
	case SQLITE_TOOBIG:
		return ERR_LIMIT;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return ERR_BUSY;
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_NOMEM:
		return ERR_MEMORY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return ERR_CORRUPT;
	case SQLITE_IOERR:
		if (rc == SQLITE_IOERR_NOMEM)
			return ERR_MEMORY;
		if (rc == SQLITE_IOERR_DATA || rc == SQLITE_IOERR_CORRUPTFS)
			return ERR_CORRUPT;
		errnum = sqlite3_system_errno(db);
		return errnum == ENOSPC || errnum == EDQUOT ? ERR_FULL :
		    ERR_STORE;
	default:
		return ERR_STORE;
	}
}

enum err
sqlite_say(const struct sqlite *sq, const char *text, struct note *note)
{
	int rc = sqlite3_extended_errcode(sq->db);

	return store_say(&sq->st, sqlite_err(sq->db, rc),
	    sqlite3_errmsg(sq->db), text, note);
}

static enum err
stmt_bug(const struct sqlite *sq, const char *words, const char *text,
    struct note *note)
{
	return store_say(&sq->st, ERR_BUG, words, text, note);
}

/* Number the $1, $2 … by their names, in whatever order they stand. */
static bool
stmt_number(struct stmt *s)
{
	int count = sqlite3_bind_parameter_count(s->h);
	const char *name;
	int64_t n;

	if (count > STORE_BINDS_MAX)
		return false;
	for (int i = 0; i < count; i++) {
		name = sqlite3_bind_parameter_name(s->h, i + 1);
		if (name == NULL || name[0] != '$' ||
		    !str_int(str_of(name + 1), &n) || n < 1 ||
		    n > STORE_BINDS_MAX)
			return false;
		s->place[i] = (unsigned char)(n - 1);
		if (n > s->wants)
			s->wants = (unsigned char)n;
	}
	s->nplaces = (unsigned char)count;
	return true;
}

/* Does anything but blanks and comments stand behind the statement? */
static bool
has_more(sqlite3 *db, const char *tail)
{
	sqlite3_stmt *h = NULL;
	bool more;

	if (tail == NULL || tail[0] == '\0')
		return false;
	more = sqlite3_prepare_v2(db, tail, -1, &h, NULL) != SQLITE_OK ||
	    h != NULL;
	(void)sqlite3_finalize(h);
	return more;
}

static void
stmt_free(struct stmt *s)
{
	if (s == NULL)
		return;
	(void)sqlite3_finalize(s->h);
	free(s);
}

/* NULL: it failed, and ${*r} says how. */
static struct stmt *
stmt_make(struct sqlite *sq, const char *text, bool once, enum err *r,
    struct note *note)
{
	struct stmt *s = store_alloc(sizeof *s);
	const char *tail = NULL;

	if (s == NULL) {
		*r = note_memory(note);
		return NULL;
	}
	s->once = once;
	if (sqlite3_prepare_v3(sq->db, text, -1,
	    once ? 0 : SQLITE_PREPARE_PERSISTENT, &s->h, &tail) != SQLITE_OK)
		*r = sqlite_say(sq, text, note);
	else if (has_more(sq->db, tail))
		*r = stmt_bug(sq, "two statements at once", text, note);
	else if (!stmt_number(s))
		*r = stmt_bug(sq, "values are not $1, $2 …", text, note);
	else
		return s;
	stmt_free(s);
	return NULL;
}

/* The prepared statement for ${q}; a second one while an iterator is in it. */
static struct stmt *
stmt_get(struct sqlite *sq, const struct sql *q, enum err *r,
    struct note *note)
{
	struct stmt *s = store_kept(&sq->st, q);

	if (s != NULL && !s->busy)
		return s;
	if ((s = stmt_make(sq, q->text, s != NULL, r, note)) == NULL)
		return NULL;
	if (!s->once && !store_keep(&sq->st, q, s)) {
		stmt_free(s);
		*r = note_memory(note);
		return NULL;
	}
	return s;
}

static void
stmt_done(struct stmt *s)
{
	if (s->once) {
		stmt_free(s);
		return;
	}
	(void)sqlite3_reset(s->h);
	s->busy = false;
}

/* A NULL pointer would bind NULL, not the empty value. */
static int
bind_one(sqlite3_stmt *h, int at, const struct bind *b,
    sqlite3_destructor_type life)
{
	const char *p = b->s.p == NULL ? "" : b->s.p;

	switch (b->kind) {
	case BIND_K_INT:
		return sqlite3_bind_int64(h, at, b->num);
	case BIND_K_TEXT:
		return sqlite3_bind_text64(h, at, p, b->s.n, life,
		    SQLITE_UTF8);
	case BIND_K_BYTES:
		return sqlite3_bind_blob64(h, at, p, b->s.n, life);
	case BIND_K_NULL:
	default:
		return sqlite3_bind_null(h, at);
	}
}

static enum err
stmt_bind(struct sqlite *sq, struct stmt *s, const struct bind *binds,
    size_t n, sqlite3_destructor_type life, struct note *note)
{
	if (n != s->wants)
		return stmt_bug(sq, "another number of values than $ places",
		    sqlite3_sql(s->h), note);
	for (int i = 0; n > 0 && i < s->nplaces; i++)
		if (bind_one(s->h, i + 1, &binds[s->place[i]], life) !=
		    SQLITE_OK)
			return sqlite_say(sq, sqlite3_sql(s->h), note);
	return ERR_OK;
}

/* Step to the end; rows, if any, are of no interest. */
static enum err
stmt_run(struct sqlite *sq, struct stmt *s, struct note *note)
{
	int rc;

	if (s->h == NULL)	/* an empty text */
		return ERR_OK;
	while ((rc = sqlite3_step(s->h)) == SQLITE_ROW)
		;
	return rc == SQLITE_DONE ? ERR_OK :
	    sqlite_say(sq, sqlite3_sql(s->h), note);
}

static enum err
sqlite_run(struct store *st, const struct sql *q, const struct bind *binds,
    size_t n, struct note *note)
{
	struct sqlite *sq = sqlite_of(st);
	struct stmt *s;
	enum err r = ERR_OK;

	if ((s = stmt_get(sq, q, &r, note)) == NULL)
		return r;
	if ((r = stmt_bind(sq, s, binds, n, SQLITE_STATIC, note)) == ERR_OK)
		r = stmt_run(sq, s, note);
	stmt_done(s);
	return r;
}

static enum err
sqlite_exec(struct store *st, const char *text, struct note *note)
{
	struct sqlite *sq = sqlite_of(st);
	struct stmt *s;
	enum err r = ERR_OK;

	if ((s = stmt_make(sq, text, true, &r, note)) == NULL)
		return r;
	if ((r = stmt_bind(sq, s, NULL, 0, SQLITE_STATIC, note)) == ERR_OK)
		r = stmt_run(sq, s, note);
	stmt_done(s);
	return r;
}

static enum err
sqlite_flush(struct store *st, struct note *note)
{
	(void)st;
	(void)note;
	return ERR_OK;
}

static enum err
sqlite_fail(struct store *st, struct note *note)
{
	return store_say(st, ERR_STORE, "a test made this statement fail",
	    NULL, note);
}

static enum err
rows_start(struct sqlite_rows *sr, struct stmt *s, const struct bind *binds,
    size_t n, struct note *note)
{
	enum err r;

	/* The caller's values may be gone before the first step. */
	if ((r = stmt_bind(sqlite_of(sr->rows.st), s, binds, n,
	    SQLITE_TRANSIENT, note)) != ERR_OK) {
		stmt_done(s);
		return r;
	}
	s->busy = true;
	sr->s = s;
	sr->here = false;
	sr->over = s->h == NULL;
	sr->rows.columns = (size_t)sqlite3_column_count(s->h);
	return ERR_OK;
}

static enum err
sqlite_query(struct store *st, const struct sql *q, const struct bind *binds,
    size_t n, struct rows *rows, struct note *note)
{
	struct stmt *s;
	enum err r = ERR_OK;

	if ((s = stmt_get(sqlite_of(st), q, &r, note)) == NULL)
		return r;
	return rows_start((struct sqlite_rows *)rows, s, binds, n, note);
}

static enum err
sqlite_query_text(struct store *st, const char *text, struct rows *rows,
    struct note *note)
{
	struct stmt *s;
	enum err r = ERR_OK;

	if ((s = stmt_make(sqlite_of(st), text, true, &r, note)) == NULL)
		return r;
	return rows_start((struct sqlite_rows *)rows, s, NO_BINDS, note);
}

static bool
sqlite_next(struct rows *rows)
{
	struct sqlite_rows *sr = (struct sqlite_rows *)rows;
	struct sqlite *sq = sqlite_of(rows->st);
	int rc;

	if (sr->over)
		return false;
	rc = sqlite3_step(sr->s->h);
	sr->here = rc == SQLITE_ROW;
	sr->over = !sr->here;
	if (sr->over && rc != SQLITE_DONE)
		rows->err = sqlite_say(sq, sqlite3_sql(sr->s->h),
		    &rows->note);
	return sr->here;
}

static const char *
sqlite_column(const struct rows *rows, int column)
{
	return sqlite3_column_name(((const struct sqlite_rows *)rows)->s->h,
	    column);
}

/* A zero length comes with a NULL pointer. */
static struct bind
value_of(enum bind_kind kind, const void *p, int n)
{
	struct bind b = { kind, 0, S("") };

	if (p != NULL && n > 0)
		b.s = (struct str){ p, (size_t)n };
	return b;
}

static struct bind
sqlite_value(const struct rows *rows, int column)
{
	const struct sqlite_rows *sr = (const struct sqlite_rows *)rows;
	struct bind none = BIND_NULL;
	sqlite3_stmt *h = sr->s->h;
	const void *p;

	if (!sr->here)
		return none;
	switch (sqlite3_column_type(h, column)) {
	case SQLITE_INTEGER:
		return (struct bind)BIND_INT(sqlite3_column_int64(h, column));
	case SQLITE_TEXT:
		p = sqlite3_column_text(h, column);
		return value_of(BIND_K_TEXT, p,
		    sqlite3_column_bytes(h, column));
	case SQLITE_BLOB:
		p = sqlite3_column_blob(h, column);
		return value_of(BIND_K_BYTES, p,
		    sqlite3_column_bytes(h, column));
	case SQLITE_NULL:
		return none;
	default:
		rows_wrong(rows, column);
		return none;
	}
}

static void
sqlite_end(struct rows *rows)
{
	stmt_done(((struct sqlite_rows *)rows)->s);
}

static void
sqlite_close(struct store *st)
{
	for (size_t i = 0; i < st->nslots; i++)
		stmt_free(st->slots[i].kept);
	(void)sqlite3_close(sqlite_of(st)->db);
}

static enum err
sqlite_begin(struct store *st, struct note *note)
{
	static const struct sql q_read = { "BEGIN", NULL };
	static const struct sql q_write = { "BEGIN IMMEDIATE", NULL };

	return sqlite_run(st, st->mode == STORE_READ ? &q_read : &q_write,
	    NO_BINDS, note);
}

static enum err
sqlite_commit(struct store *st, struct note *note)
{
	static const struct sql q = { "COMMIT", NULL };

	return sqlite_run(st, &q, NO_BINDS, note);
}

static void
sqlite_rollback(struct store *st)
{
	static const struct sql q = { "ROLLBACK", NULL };

	/* A full disk and its like have rolled back already. */
	if (sqlite3_get_autocommit(sqlite_of(st)->db) ||
	    sqlite_run(st, &q, NO_BINDS, NULL) == ERR_OK)
		return;
	/* Without memory to keep the statement; and a transaction that cannot
	 * be left would go on showing what was, so then the connection goes. */
	if (sqlite3_exec(sqlite_of(st)->db, q.text, NULL, NULL, NULL) !=
	    SQLITE_OK)
		st->lost = true;
}

static enum err
sqlite_mark(struct store *st, struct note *note)
{
	static const struct sql q = { "SAVEPOINT m", NULL };

	return sqlite_run(st, &q, NO_BINDS, note);
}

static enum err
sqlite_release(struct store *st, struct note *note)
{
	static const struct sql q = { "RELEASE m", NULL };

	return sqlite_run(st, &q, NO_BINDS, note);
}

static bool
sqlite_undo(struct store *st)
{
	static const struct sql q = { "ROLLBACK TO m", NULL };

	return !sqlite3_get_autocommit(sqlite_of(st)->db) &&
	    sqlite_run(st, &q, NO_BINDS, NULL) == ERR_OK &&
	    sqlite_release(st, NULL) == ERR_OK;
}

const struct store_ops store_sqlite = {
	.name = "sqlite",
	.size = sizeof(struct sqlite),
	.rows_size = sizeof(struct sqlite_rows),
	.open = sqlite_open,
	.close = sqlite_close,
	.run = sqlite_run,
	.flush = sqlite_flush,
	.query = sqlite_query,
	.exec = sqlite_exec,
	.query_text = sqlite_query_text,
	.fail = sqlite_fail,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.mark = sqlite_mark,
	.release = sqlite_release,
	.undo = sqlite_undo,
	.next = sqlite_next,
	.column = sqlite_column,
	.value = sqlite_value,
	.end = sqlite_end,
};
