/* SPDX-License-Identifier: Apache-2.0 */
#include "store/second.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define SECOND_SCHEMA	"anze_rebuild"

struct second {
	struct arena		*a;
	const struct place	*place;		/* of the store itself */
	const struct schema	*schema;
	struct place		 there;		/* SQLite: the second file */
	struct store		*st;
	int			 lock;		/* SQLite: on that file; -1 */
	struct store		*guard;		/* PostgreSQL: has the lock … */
	bool			 mine;		/* … if it got it */
};

static const char drop_schema[] = "DROP SCHEMA IF EXISTS " SECOND_SCHEMA
    " CASCADE";

static const struct sql q_size = {
	"SELECT size FROM ledger_head WHERE id = 1",
	"SELECT size FROM ledger_head WHERE id = 1 FOR UPDATE"
};

static void
file_remove(const struct second *s)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		(void)unlink(str_fmt(s->a, "%s%s", s->there.name, ends[i]).p);
}

/*
 * Two rebuilds must not take each other's place away: who makes it keeps a lock
 * until it is closed.  Not SQLite's own, which go when the file is let go.
 */
static enum err
say_taken(const struct second *s, struct note *note)
{
	return NOTE(note, ERR_BUSY, M("Another rebuild of {store} is under "
	    "way. Wait until it ends."),
	    A_TEXT("store", place_shown(s->a, s->place)));
}

/* Lock the file that lies there; ${*ret_fd} -1: there is none. */
static enum err
file_lock(const struct second *s, int *ret_fd, struct note *note)
{
	int fd = open(s->there.name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	struct stat named, opened;

	if (fd < 0 && errno != ENOENT)
		return file_error(note, errno, s->there.name);
	if (fd >= 0 && (flock(fd, LOCK_EX | LOCK_NB) != 0 ||
	    stat(s->there.name, &named) != 0 || fstat(fd, &opened) != 0 ||
	    named.st_ino != opened.st_ino)) {
		(void)close(fd);
		return say_taken(s, note);
	}
	*ret_fd = fd;
	return ERR_OK;
}

static enum err
file_place(struct second *s, struct note *note)
{
	int left = -1;
	enum err r;

	if ((r = file_lock(s, &left, note)) != ERR_OK)
		return r;
	if (left >= 0) {
		file_remove(s);
		(void)close(left);
	}
	r = store_open(&s->there, STORE_CREATE, NULL, &s->st, note);
	if (r == ERR_OK)
		r = file_lock(s, &s->lock, note);
	if (r == ERR_EXISTS || (r == ERR_OK && s->lock < 0)) {
		note_clear(note);
		r = say_taken(s, note);
	}
	return r;
}

static enum err
schema_place(struct second *s, struct note *note)
{
	static const struct sql q_lock = { "SELECT 0",
	    "SELECT pg_try_advisory_lock(1634630245, 1)" };	/* "anze" */
	int64_t mine = 0;
	enum err r;

	if ((r = store_open(s->place, STORE_WRITE, NULL, &s->guard,
	    note)) != ERR_OK || (r = store_int(s->guard, &q_lock, NO_BINDS, 0,
	    &mine, note)) != ERR_OK)
		return r;
	if (mine == 0)
		return say_taken(s, note);
	s->mine = true;
	if ((r = store_exec(s->guard, drop_schema, note)) != ERR_OK)
		return r;
	return store_open(&s->there, STORE_CREATE, SECOND_SCHEMA, &s->st,
	    note);
}

static enum err
second_make(struct second *s, struct note *note)
{
	enum err r = s->place->postgres ? schema_place(s, note) :
	    file_place(s, note);

	if (r != ERR_OK || (r = store_begin(s->st, note)) != ERR_OK)
		return r;
	if ((r = schema_create(s->schema, s->st, true, note)) == ERR_OK)
		r = store_commit(s->st, note);
	store_rollback(s->st);
	return r;
}

enum err
second_open(const struct place *p, const struct schema *schema,
    struct second **ret, struct note *note)
{
	struct arena *a = arena_new();
	struct second *s = a == NULL ? NULL : NEW(a, struct second);
	enum err r;

	if (s == NULL) {
		arena_free(a);
		return note_memory(note);
	}
	*s = (struct second){ .a = a, .place = p, .schema = schema,
	    .there = *p, .lock = -1 };
	if (!p->postgres)
		s->there.name = str_fmt(a, "%s.rebuild", p->name).p;
	r = arena_failed(a) ? note_memory(note) : second_make(s, note);
	if (r == ERR_OK)
		*ret = s;
	else
		second_close(s);
	return r;
}

struct store *
second_store(struct second *s)
{
	return s->st;
}

/* SQLite: the store's tables are emptied and filled from the other file. */
static enum err
table_copy(struct store *st, struct arena *a, const struct table *t,
    struct note *note)
{
	enum err r;

	if ((r = store_exec(st, str_fmt(a, "DELETE FROM main.%s", t->name).p,
	    note)) != ERR_OK)
		return r;
	return store_exec(st, str_fmt(a, "INSERT INTO main.%s SELECT * FROM "
	    "second.%s", t->name, t->name).p, note);
}

/* PostgreSQL: the tables themselves move. */
static enum err
table_move(struct store *st, struct arena *a, const struct table *t,
    struct note *note)
{
	enum err r;

	if ((r = store_exec(st, str_fmt(a, "DROP TABLE %s", t->name).p,
	    note)) != ERR_OK)
		return r;
	return store_exec(st, str_fmt(a, "ALTER TABLE " SECOND_SCHEMA ".%s SET "
	    "SCHEMA anze", t->name).p, note);
}

static enum err
tables_adopt(struct second *s, struct store *st, int64_t size,
    struct note *note)
{
	const struct table *tables;
	size_t n = schema_tables(s->schema, &tables);
	int64_t now;
	enum err r;

	if ((r = store_int(st, &q_size, NO_BINDS, -1, &now, note)) != ERR_OK)
		return r;
	if (now != size)
		return NOTE(note, ERR_CONFLICT, M("The ledger grew from {then} to "
		    "{now} entries while its tables were rebuilt. Nothing was "
		    "replaced; stop the server and try again."),
		    A_INT("then", size), A_INT("now", now));
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		if (tables[i].class == CLASS_DERIVED)
			r = (s->place->postgres ? table_move : table_copy)(st,
			    s->a, &tables[i], note);
	return r;
}

/* 'text' with its quotes doubled, for ATTACH. */
static struct str
sql_quoted(struct arena *a, const char *text)
{
	struct buf b = BUF_IN(a);

	buf_char(&b, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			buf_char(&b, '\'');
		buf_char(&b, *text);
	}
	buf_char(&b, '\'');
	return buf_view(&b);
}

enum err
second_adopt(struct second *s, int64_t size, struct note *note)
{
	struct store *st = NULL;
	enum err r;

	/* The file is attached, or the tables are taken: nobody else has it. */
	store_close(s->st);
	s->st = NULL;
	if ((r = store_open(s->place, STORE_WRITE, NULL, &st, note)) != ERR_OK)
		return r;
	if (!s->place->postgres && (r = store_exec(st, str_fmt(s->a,
	    "ATTACH DATABASE %s AS second",
	    sql_quoted(s->a, s->there.name).p).p, note)) != ERR_OK)
		goto out;
	if ((r = store_begin(st, note)) == ERR_OK &&
	    (r = tables_adopt(s, st, size, note)) == ERR_OK &&
	    (r = schema_filled(st, note)) == ERR_OK)
		/* A statement that could not be made was an empty one. */
		r = arena_failed(s->a) ? note_memory(note) :
		    store_commit(st, note);
	store_rollback(st);
out:
	store_close(st);
	return r;
}

void
second_close(struct second *s)
{
	if (s == NULL)
		return;
	store_close(s->st);
	if (s->mine)
		(void)store_exec(s->guard, drop_schema, NULL);
	store_close(s->guard);
	if (s->lock >= 0) {
		file_remove(s);
		(void)close(s->lock);
	}
	arena_free(s->a);
}
