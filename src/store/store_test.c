/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include "base/fault.h"
#include "test/lib/pg.h"

static const struct sql q_put = {
	"INSERT INTO t (id, n, s, b) VALUES ($1, $2, $3, $4)", NULL };
static const struct sql q_all = {
	"SELECT id, n, s, b FROM t ORDER BY id", NULL };
static const struct sql q_count = { "SELECT COUNT(*) FROM t", NULL };
static const struct sql q_one = { "SELECT n FROM t WHERE id = $1", NULL };

/* The same table in both dialects. */
static const char *
table_text(const struct test_place *t)
{
	return t->postgres ?
	    "CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY,"
	    " n BIGINT CHECK (n <> 13), s TEXT UNIQUE, b BYTEA)" :
	    "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY,"
	    " n INTEGER CHECK (n <> 13), s TEXT UNIQUE, b BLOB) STRICT";
}

static struct store *
store_with_table(struct test_place *t)
{
	struct store *st = pg_create(t);

	CHECK_OK(store_exec(st, table_text(t), &t->note), &t->note);
	return st;
}

static enum err
put(struct store *st, int64_t id, int64_t n, struct note *note)
{
	return store_run(st, &q_put, BINDS(BIND_INT(id), BIND_INT(n),
	    BIND_NULL, BIND_NULL), note);
}

static int64_t
count(struct store *st)
{
	struct note note = NOTE_INIT;
	int64_t n = -1;

	CHECK_OK(store_int(st, &q_count, NO_BINDS, -2, &n, &note), &note);
	return n;
}

/* Run and wait for the answer. */
static enum err
put_now(struct store *st, int64_t id, int64_t n, struct note *note)
{
	enum err r = put(st, id, n, note);

	return r == ERR_OK ? store_flush(st, note) : r;
}

BOTH("values come back as they went")
{
	static const unsigned char bytes[] = { 0, 255, 0, 'x' };
	struct store *st = store_with_table(t);
	struct rows *rows = NULL;

	CHECK_OK(store_run(st, &q_put, BINDS(BIND_INT(INT64_MIN),
	    BIND_INT(INT64_MAX), BIND_TEXT(S("\xE8\xB4\xA3\xE4\xBB\xBB'\"")),
	    BIND_BYTES(bytes, sizeof bytes)), &t->note), &t->note);
	CHECK_OK(store_run(st, &q_put, BINDS(BIND_INT(0), BIND_INT(-1),
	    BIND_CSTR(NULL), BIND_BYTES(NULL, 0)), &t->note), &t->note);
	CHECK_OK(store_run(st, &q_put, BINDS(BIND_INT(1), BIND_NULL,
	    BIND_NULL, BIND_NULL), &t->note), &t->note);
	CHECK_OK(store_query(st, &q_all, NO_BINDS, &rows, &t->note),
	    &t->note);
	CHECK_INT(rows_columns(rows), 4);
	CHECK_STR(str_of(rows_name(rows, 2)), "s");

	CHECK(rows_next(rows));
	CHECK_INT(rows_int(rows, 0), INT64_MIN);
	CHECK_INT(rows_int(rows, 1), INT64_MAX);
	CHECK_STR(rows_text(rows, 2), "\xE8\xB4\xA3\xE4\xBB\xBB'\"");
	CHECK_INT(rows_kind(rows, 3), BIND_K_BYTES);
	CHECK_INT(rows_bytes(rows, 3).n, sizeof bytes);
	assert_memory_equal(rows_bytes(rows, 3).p, bytes, sizeof bytes);

	CHECK(rows_next(rows));
	CHECK_INT(rows_int(rows, 1), -1);
	CHECK_INT(rows_kind(rows, 2), BIND_K_TEXT);
	CHECK_STR(rows_text(rows, 2), "");
	CHECK_INT(rows_kind(rows, 3), BIND_K_BYTES);
	CHECK_INT(rows_bytes(rows, 3).n, 0);

	CHECK(rows_next(rows));
	for (int i = 1; i < 4; i++)
		CHECK(rows_null(rows, i));
	CHECK_INT(rows_int(rows, 1), 0);
	CHECK_STR(rows_text(rows, 2), "");
	CHECK(key_none(rows_key(rows, 3)));

	CHECK(!rows_next(rows));
	CHECK(!rows_next(rows));
	CHECK_OK(rows_end(&rows, &t->note), &t->note);
	CHECK(rows == NULL);
	CHECK_OK(rows_end(&rows, &t->note), &t->note);
	store_close(st);
}

BOTH("a key comes back; bytes of another length are a mistake")
{
	static const struct sql q = { "SELECT b FROM t ORDER BY id", NULL };
	struct key k = { { 1, 2, 0, 4 } };
	struct store *st = store_with_table(t);
	struct rows *rows = NULL;

	CHECK_OK(store_run(st, &q_put, BINDS(BIND_INT(1), BIND_NULL,
	    BIND_NULL, BIND_KEY(k)), &t->note), &t->note);
	CHECK_OK(store_run(st, &q_put, BINDS(BIND_INT(2), BIND_NULL,
	    BIND_NULL, BIND_BYTES("short", 5)), &t->note), &t->note);
	CHECK_OK(store_query(st, &q, NO_BINDS, &rows, &t->note), &t->note);
	CHECK(rows_next(rows));
	assert_memory_equal(rows_key(rows, 0).b, k.b, sizeof k.b);
	CHECK(rows_next(rows));
	CHECK(key_none(rows_key(rows, 0)));
	CHECK(!rows_next(rows));
	CHECK_INT(rows_end(&rows, &t->note), ERR_BUG);
	store_close(st);
}

BOTH("numbers are bound by name, in any order and twice")
{
	static const struct sql q = { "SELECT CAST($2 AS BIGINT),"
	    " CAST($1 AS BIGINT), CAST($2 AS BIGINT) + CAST($1 AS BIGINT)",
	    "SELECT $2, $1, $2 + $1" };
	struct store *st = pg_create(t);
	struct rows *rows = NULL;

	CHECK_OK(store_query(st, &q, BINDS(BIND_INT(1), BIND_INT(20)), &rows,
	    &t->note), &t->note);
	CHECK(rows_next(rows));
	CHECK_INT(rows_int(rows, 0), 20);
	CHECK_INT(rows_int(rows, 1), 1);
	CHECK_INT(rows_int(rows, 2), 21);
	CHECK_OK(rows_end(&rows, &t->note), &t->note);
	store_close(st);
}

BOTH("one statement takes NULL and values in turn")
{
	struct store *st = store_with_table(t);
	int64_t n = 0;

	CHECK_OK(store_run(st, &q_put, BINDS(BIND_INT(1), BIND_NULL,
	    BIND_NULL, BIND_NULL), &t->note), &t->note);
	CHECK_OK(store_run(st, &q_put, BINDS(BIND_INT(2), BIND_INT(5),
	    BIND_TEXT(S("a")), BIND_NULL), &t->note), &t->note);
	CHECK_OK(store_run(st, &q_put, BINDS(BIND_INT(3), BIND_NULL,
	    BIND_TEXT(S("b")), BIND_BYTES("z", 1)), &t->note), &t->note);
	CHECK_OK(store_run(st, &q_put, BINDS(BIND_INT(4), BIND_INT(6),
	    BIND_NULL, BIND_NULL), &t->note), &t->note);
	CHECK_OK(store_int(st, &q_one, BINDS(BIND_INT(2)), -1, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 5);
	CHECK_OK(store_int(st, &q_one, BINDS(BIND_INT(4)), -1, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 6);
	store_close(st);
}

BOTH("no row and NULL give the number that was named")
{
	static const struct sql q_max = { "SELECT MAX(n) FROM t", NULL };
	struct store *st = store_with_table(t);
	int64_t n = 0;

	CHECK_OK(store_int(st, &q_one, BINDS(BIND_INT(7)), -5, &n, &t->note),
	    &t->note);
	CHECK_INT(n, -5);
	CHECK_OK(store_int(st, &q_max, NO_BINDS, -6, &n, &t->note), &t->note);
	CHECK_INT(n, -6);
	store_close(st);
}

BOTH("sums are whole numbers, and a fraction is a mistake")
{
	static const struct sql q_sum = { "SELECT SUM(n) FROM t", NULL };
	static const struct sql q_half = { "SELECT AVG(n) FROM t", NULL };
	static const int64_t values[] = { 0, 9999, 10000, -10000, 100000000,
	    INT64_MAX - 200000000, -100010000 };
	struct store *st = store_with_table(t);
	struct rows *rows = NULL;
	int64_t n, want = 0;

	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		CHECK_OK(put(st, (int64_t)i, values[i], &t->note), &t->note);
		want += values[i];
		CHECK_OK(store_int(st, &q_sum, NO_BINDS, -1, &n, &t->note),
		    &t->note);
		CHECK_INT(n, want);
	}
	CHECK_OK(store_exec(st, "DELETE FROM t", &t->note), &t->note);
	CHECK_OK(put(st, 1, INT64_MIN, &t->note), &t->note);
	CHECK_OK(store_int(st, &q_sum, NO_BINDS, -1, &n, &t->note), &t->note);
	CHECK_INT(n, INT64_MIN);
	CHECK_OK(store_exec(st, "DELETE FROM t", &t->note), &t->note);
	CHECK_OK(put(st, 1, 1, &t->note), &t->note);
	CHECK_OK(put(st, 2, 2, &t->note), &t->note);
	CHECK_OK(store_query(st, &q_half, NO_BINDS, &rows, &t->note),
	    &t->note);
	CHECK(rows_next(rows));
	CHECK_INT(rows_int(rows, 0), 0);
	CHECK(!rows_next(rows));
	CHECK_INT(rows_end(&rows, &t->note), ERR_BUG);
	CHECK(t->note.msg != NULL);
	store_close(st);
}

BOTH("text read as a number is a mistake, not 0")
{
	static const struct sql q = { "SELECT CAST('7' AS TEXT)", NULL };
	struct store *st = pg_create(t);
	int64_t n = -1;

	CHECK_INT(store_int(st, &q, NO_BINDS, 0, &n, &t->note), ERR_BUG);
	CHECK_INT(n, -1);
	store_close(st);
}

BOTH("statements run while rows are open, even the same statement")
{
	struct store *st = store_with_table(t);
	struct rows *outer = NULL, *inner = NULL;
	int64_t pairs = 0;

	for (int64_t i = 0; i < 5; i++)
		CHECK_OK(put(st, i, i, &t->note), &t->note);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(store_query(st, &q_all, NO_BINDS, &outer, &t->note),
	    &t->note);
	while (rows_next(outer)) {
		CHECK_OK(store_query(st, &q_all, NO_BINDS, &inner, &t->note),
		    &t->note);
		for (int64_t id = 0; id < 3 && rows_next(inner); id++) {
			CHECK_INT(rows_int(inner, 0), id);
			pairs++;
		}
		CHECK_OK(rows_end(&inner, &t->note), &t->note);
		CHECK_OK(put(st, -1 - rows_int(outer, 0), 0, &t->note),
		    &t->note);
		CHECK_INT(pairs, 3 * (rows_int(outer, 0) + 1));
		if (rows_int(outer, 0) == 0)
			break;
	}
	CHECK_OK(rows_end(&outer, &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	CHECK_INT(count(st), 6);
	store_close(st);
}

BOTH("a key that is taken is told from a rule that is broken")
{
	static const struct sql q_text = {
		"INSERT INTO t (id, s) VALUES ($1, $2)", NULL };
	static const struct sql q_null = {
		"INSERT INTO t (id) VALUES ($1)", NULL };
	struct store *st = store_with_table(t);
	struct note note = NOTE_INIT;

	CHECK_OK(store_run(st, &q_text, BINDS(BIND_INT(1),
	    BIND_TEXT(S("a"))), &t->note), &t->note);
	CHECK_INT(put_now(st, 1, 0, &note), ERR_EXISTS);
	CHECK_INT(note.err, ERR_EXISTS);
	CHECK_STR(str_of(note.args[0].name), "store");
	CHECK(note.args[1].text.n != 0);
	note_clear(&note);
	CHECK_INT(store_run(st, &q_text, BINDS(BIND_INT(2),
	    BIND_TEXT(S("a"))), &note), ERR_EXISTS);
	CHECK_INT(put_now(st, 3, 13, NULL), ERR_INVALID);
	CHECK_INT(store_run(st, &q_null, BINDS(BIND_NULL), NULL),
	    t->postgres ? ERR_INVALID : ERR_OK);
	store_close(st);
}

BOTH("a foreign key holds")
{
	struct store *st = store_with_table(t);

	CHECK_OK(store_exec(st, "CREATE TABLE u (t BIGINT NOT NULL"
	    " REFERENCES t (id))", &t->note), &t->note);
	CHECK_INT(store_exec(st, "INSERT INTO u VALUES (1)", &t->note),
	    ERR_INVALID);
	store_close(st);
}

BOTH("a text with a zero byte is refused before the database sees it")
{
	struct store *st = store_with_table(t);

	CHECK_INT(store_run(st, &q_put, BINDS(BIND_INT(1), BIND_NULL,
	    BIND_TEXT(S("a\0b")), BIND_NULL), &t->note), ERR_INVALID);
	CHECK_INT(count(st), 0);
	store_close(st);
}

BOTH("after a failure a transaction is of no use until it is undone")
{
	struct store *st = store_with_table(t);
	struct note note = NOTE_INIT;

	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(put(st, 1, 1, &t->note), &t->note);
	CHECK_INT(put_now(st, 1, 1, &note), ERR_EXISTS);
	CHECK_INT(put(st, 2, 2, NULL), ERR_EXISTS);
	CHECK_INT(store_flush(st, NULL), ERR_EXISTS);
	note_clear(&note);
	CHECK_INT(store_commit(st, &note), ERR_EXISTS);
	CHECK(note.msg != NULL);
	store_rollback(st);
	CHECK_INT(count(st), 0);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(put(st, 1, 1, &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	CHECK_INT(count(st), 1);
	store_close(st);
}

BOTH("a queued failure shows at the commit at the latest")
{
	struct store *st = store_with_table(t);
	enum err r;

	CHECK_OK(put(st, 1, 1, &t->note), &t->note);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(put(st, 2, 2, &t->note), &t->note);
	r = put(st, 1, 1, NULL);
	CHECK(r == ERR_OK || r == ERR_EXISTS);
	(void)put(st, 3, 3, NULL);
	CHECK_INT(store_commit(st, NULL), ERR_EXISTS);
	store_rollback(st);
	CHECK_INT(count(st), 1);
	store_close(st);
}

BOTH("undo goes back to the mark and no further")
{
	struct store *st = store_with_table(t);

	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(put(st, 1, 1, &t->note), &t->note);
	for (int64_t i = 0; i < 3; i++) {
		CHECK_OK(store_mark(st, &t->note), &t->note);
		CHECK_OK(put(st, 10 + i, 1, &t->note), &t->note);
		if (i == 1)
			CHECK_INT(put_now(st, 1, 1, NULL), ERR_EXISTS);
		if (i == 2)
			(void)put(st, 1, 1, NULL);
		if (i == 0)
			CHECK_OK(store_release(st, &t->note), &t->note);
		else
			store_undo(st);
	}
	CHECK_OK(store_mark(st, &t->note), &t->note);
	(void)put(st, 1, 1, NULL);
	CHECK_INT(store_release(st, NULL), ERR_EXISTS);
	store_undo(st);
	CHECK_OK(store_mark(st, &t->note), &t->note);
	CHECK_OK(put(st, 20, 1, &t->note), &t->note);
	CHECK_OK(store_release(st, &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	CHECK_INT(count(st), 3);
	store_close(st);
}

BOTH("a failure before the mark is not healed by undoing to it")
{
	struct store *st = store_with_table(t);
	enum err r;

	CHECK_OK(put(st, 1, 1, &t->note), &t->note);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	(void)put(st, 1, 1, NULL);
	(void)store_mark(st, NULL);
	(void)put(st, 2, 2, NULL);
	store_undo(st);
	r = store_commit(st, NULL);
	CHECK(r == ERR_EXISTS || r == ERR_STORE);
	store_rollback(st);
	CHECK_INT(count(st), 1);
	store_close(st);
}

BOTH("what is committed outlives the connection, the rest does not")
{
	struct store *st = store_with_table(t);

	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(put(st, 1, 1, &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(put(st, 2, 2, &t->note), &t->note);
	store_rollback(st);
	store_rollback(st);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(put_now(st, 3, 3, &t->note), &t->note);
	store_close(st);
	st = pg_open(t, STORE_READ);
	CHECK_INT(count(st), 1);
	store_close(st);
}

BOTH("outside a transaction each statement stands for itself")
{
	struct store *st = store_with_table(t);

	CHECK_OK(put(st, 1, 1, &t->note), &t->note);
	CHECK_INT(put(st, 1, 1, NULL), ERR_EXISTS);
	CHECK_OK(put(st, 2, 2, &t->note), &t->note);
	CHECK_INT(count(st), 2);
	store_close(st);
}

BOTH("a reader cannot write, not even inside a transaction")
{
	struct store *st = store_with_table(t);

	store_close(st);
	st = pg_open(t, STORE_READ);
	CHECK_INT(put_now(st, 1, 1, NULL), ERR_STORE);
	CHECK_INT(store_exec(st, "DROP TABLE t", NULL), ERR_STORE);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_INT(put_now(st, 1, 1, NULL), ERR_STORE);
	store_rollback(st);
	CHECK_INT(count(st), 0);
	store_close(st);
}

BOTH("a read transaction sees one moment")
{
	struct store *w = store_with_table(t), *r = pg_open(t, STORE_READ);

	CHECK_OK(put(w, 1, 1, &t->note), &t->note);
	CHECK_OK(store_begin(r, &t->note), &t->note);
	CHECK_INT(count(r), 1);
	CHECK_OK(put(w, 2, 2, &t->note), &t->note);
	CHECK_INT(count(r), 1);
	CHECK_OK(store_commit(r, &t->note), &t->note);
	CHECK_INT(count(r), 2);
	CHECK_OK(store_begin(r, &t->note), &t->note);
	CHECK_INT(count(r), 2);
	store_rollback(r);
	for (int i = 0; i < 1000; i++) {
		CHECK_OK(store_begin(r, &t->note), &t->note);
		store_rollback(r);
	}
	CHECK_OK(put(w, 3, 3, &t->note), &t->note);
	CHECK_INT(count(r), 3);
	store_close(r);
	store_close(w);
}

BOTH("what is locked too long is busy, and the lock goes with its holder")
{
	static const struct sql q_lock = { "SELECT n FROM t WHERE id = 1",
	    "SELECT n FROM t WHERE id = 1 FOR UPDATE" };
	struct store *a = store_with_table(t), *b = pg_open(t, STORE_WRITE);
	int64_t n;
	enum err r;

	CHECK_OK(put(a, 1, 7, &t->note), &t->note);
	CHECK_OK(store_exec(b, t->postgres ? "SET lock_timeout TO 20" :
	    "PRAGMA busy_timeout = 20", &t->note), &t->note);
	CHECK_OK(store_begin(a, &t->note), &t->note);
	CHECK_OK(store_int(a, &q_lock, NO_BINDS, -1, &n, &t->note), &t->note);
	if ((r = store_begin(b, &t->note)) == ERR_OK)
		r = store_int(b, &q_lock, NO_BINDS, -1, &n, &t->note);
	CHECK_INT(r, ERR_BUSY);
	CHECK_INT(t->note.err, ERR_BUSY);
	store_rollback(b);
	CHECK_OK(store_exec(b, t->postgres ? "SET lock_timeout TO 5000" :
	    "PRAGMA busy_timeout = 5000", NULL), NULL);
	store_rollback(a);
	CHECK_OK(store_begin(b, NULL), NULL);
	CHECK_OK(store_int(b, &q_lock, NO_BINDS, -1, &n, NULL), NULL);
	CHECK_INT(n, 7);
	store_close(b);
	store_close(a);
}

BOTH("a store is made once, and must be there to be opened")
{
	struct store *st = NULL;
	struct note note = NOTE_INIT;

	CHECK_INT(store_open(&t->place, STORE_WRITE, NULL, &st, &note),
	    ERR_NOTFOUND);
	CHECK(note.msg != NULL && st == NULL);
	CHECK_INT(store_open(&t->place, STORE_READ, NULL, &st, NULL),
	    ERR_NOTFOUND);
	st = store_with_table(t);
	CHECK_INT(store_is_postgres(st), t->postgres);
	CHECK_STR(str_of(store_place(st)->name), t->place.name);
	CHECK(store_alive(st));
	store_close(st);
	CHECK_INT(store_open(&t->place, STORE_CREATE, NULL, &st, NULL),
	    ERR_EXISTS);
	st = pg_open(t, STORE_WRITE);
	CHECK_INT(count(st), 0);
	store_close(st);
	store_close(NULL);
}

BOTH("a mistake of the program is told as one")
{
	static const struct sql q_wrong = { "SELECT nonsense FROM t", NULL };
	static const struct bind many[STORE_BINDS_MAX + 1];
	struct store *st = store_with_table(t);

	CHECK_INT(store_run(st, &q_put, many, STORE_BINDS_MAX + 1, NULL),
	    ERR_BUG);
	CHECK_INT(store_run(st, &q_put, BINDS(BIND_INT(1)), NULL), ERR_BUG);
	CHECK_INT(store_commit(st, NULL), ERR_BUG);
	CHECK_INT(store_mark(st, NULL), ERR_BUG);
	CHECK_INT(store_release(st, NULL), ERR_BUG);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_INT(store_begin(st, NULL), ERR_BUG);
	CHECK_INT(store_release(st, NULL), ERR_BUG);
	CHECK_OK(store_mark(st, &t->note), &t->note);
	CHECK_INT(store_mark(st, NULL), ERR_BUG);
	CHECK_INT(store_commit(st, NULL), ERR_BUG);
	store_rollback(st);
	CHECK_INT(store_run(st, &q_wrong, NO_BINDS, &t->note), ERR_STORE);
	CHECK_STR(str_of(t->note.args[2].name), "sql");
	CHECK_STR(t->note.args[2].text, q_wrong.text);
	CHECK_INT(count(st), 0);
	store_close(st);
}

BOTH("text made at run time is one statement, with rows or without")
{
	struct store *st = store_with_table(t);
	struct rows *rows = NULL;

	CHECK_OK(store_exec(st, "INSERT INTO t (id) VALUES (1); -- one",
	    &t->note), &t->note);
	CHECK(store_exec(st, "DELETE FROM t; DELETE FROM t", NULL) != ERR_OK);
	CHECK_OK(store_exec(st, "", &t->note), &t->note);
	CHECK_OK(store_query_text(st, "SELECT id AS x FROM t", &rows,
	    &t->note), &t->note);
	CHECK_STR(str_of(rows_name(rows, 0)), "x");
	CHECK(rows_next(rows));
	CHECK_INT(rows_int(rows, 0), 1);
	CHECK_OK(rows_end(&rows, &t->note), &t->note);
	CHECK(store_query_text(st, "SELECT", &rows, NULL) != ERR_OK ||
	    t->postgres);
	CHECK_OK(rows_end(&rows, &t->note), &t->note);
	store_close(st);
}

BOTH("thousands of queued statements arrive, large ones too")
{
	struct store *st = store_with_table(t);
	char *large = calloc(1, 300000);

	CHECK(large != NULL);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	for (int64_t i = 0; i < 2000; i++)
		CHECK_OK(put(st, i, 0, &t->note), &t->note);
	for (int64_t i = 0; i < 20; i++)
		CHECK_OK(store_run(st, &q_put, BINDS(BIND_INT(-1 - i),
		    BIND_NULL, BIND_NULL, BIND_BYTES(large, 300000)),
		    &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	CHECK_INT(count(st), 2020);
	free(large);
	store_close(st);
}

/* End the server process of ${st}, and wait until it is gone. */
static void
backend_kill(struct test_place *t, struct store *st)
{
	static const struct sql q_pid = { "SELECT 0",
	    "SELECT pg_backend_pid()" };
	static const struct sql q_kill = { "SELECT 0",
	    "SELECT pg_terminate_backend($1::int, 10000)::int" };
	struct store *by = pg_open(t, STORE_WRITE);
	int64_t pid = 0, killed = 0;

	CHECK_OK(store_int(st, &q_pid, NO_BINDS, 0, &pid, &t->note),
	    &t->note);
	CHECK_OK(store_int(by, &q_kill, BINDS(BIND_INT(pid)), 0, &killed,
	    &t->note), &t->note);
	CHECK_INT(killed, 1);
	store_close(by);
}

ON_SERVER("a lost connection is lost for good, and what was begun is gone")
{
	struct store *st = store_with_table(t);
	struct rows *rows = NULL;
	int64_t n;

	CHECK_OK(put(st, 1, 1, &t->note), &t->note);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(put_now(st, 2, 2, &t->note), &t->note);
	backend_kill(t, st);
	CHECK(store_alive(st));		/* nobody has noticed */
	(void)put(st, 3, 3, NULL);
	CHECK_ERR(store_query(st, &q_all, NO_BINDS, &rows, &t->note),
	    ERR_STORE, &t->note);
	CHECK_STR(str_of(t->note.args[0].name), "store");
	CHECK(!store_alive(st));
	CHECK_INT(store_mark(st, NULL), ERR_STORE);
	CHECK_INT(store_commit(st, NULL), ERR_STORE);
	store_undo(st);
	store_rollback(st);
	CHECK_INT(store_begin(st, NULL), ERR_STORE);
	CHECK_INT(store_int(st, &q_count, NO_BINDS, 0, &n, NULL), ERR_STORE);
	store_close(st);
	st = pg_open(t, STORE_READ);
	CHECK_INT(count(st), 1);
	store_close(st);
}

ON_SERVER("a connection lost at the commit leaves it unsure")
{
	struct store *st = store_with_table(t);

	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(put_now(st, 1, 1, &t->note), &t->note);
	backend_kill(t, st);
	CHECK_ERR(store_commit(st, &t->note), ERR_UNSURE, &t->note);
	CHECK(!store_alive(st));
	store_rollback(st);
	store_close(st);

	st = pg_open(t, STORE_WRITE);
	backend_kill(t, st);
	CHECK_INT(put(st, 2, 2, NULL), ERR_UNSURE);
	CHECK_INT(put(st, 2, 2, NULL), ERR_STORE);
	store_close(st);
}

BOTH("the costs are counted")
{
	struct store *st = store_with_table(t);
	struct store_costs from, to;

	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(put(st, 0, 0, &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	from = store_costs(st);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	for (int64_t i = 1; i <= 10; i++)
		CHECK_OK(put(st, i, i, &t->note), &t->note);
	CHECK_INT(count(st), 11);
	CHECK_OK(store_mark(st, &t->note), &t->note);
	CHECK_OK(put(st, 11, 11, &t->note), &t->note);
	CHECK_OK(store_release(st, &t->note), &t->note);
	CHECK_OK(put(st, 12, 12, &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	to = store_costs(st);
	CHECK_INT(to.trips - from.trips, t->postgres ? 3 : 0);
	CHECK_INT(to.statements - from.statements, 17);
	CHECK_INT(to.commits - from.commits, 1);
	CHECK(to.commit_ns > from.commit_ns);
	store_close(st);
}

/* One act with all that a transaction can have in it. */
static enum err
story(struct store *st, struct note *note)
{
	struct rows *rows = NULL;
	int64_t n = 0;
	enum err r;

	if ((r = store_begin(st, note)) != ERR_OK ||
	    (r = store_int(st, &q_count, NO_BINDS, 0, &n, note)) != ERR_OK ||
	    (r = put(st, n, 0, note)) != ERR_OK ||
	    (r = store_mark(st, note)) != ERR_OK ||
	    (r = put(st, n + 1, 0, note)) != ERR_OK ||
	    (r = store_release(st, note)) != ERR_OK ||
	    (r = store_query(st, &q_all, NO_BINDS, &rows, note)) != ERR_OK)
		goto out;
	while (rows_next(rows))
		n++;
	if ((r = rows_end(&rows, note)) != ERR_OK ||
	    (r = store_exec(st, "DELETE FROM t WHERE id < 0", note)) !=
	    ERR_OK || (r = put(st, n + 1, 0, note)) != ERR_OK)
		goto out;
	r = store_commit(st, note);
out:
	store_rollback(st);
	return r;
}

static void
fail_each(struct test_place *t, enum fault f, enum err want)
{
	struct store *st = store_with_table(t);
	struct note note = NOTE_INIT;
	long n;
	enum err r;

	for (n = 1; ; n++) {
		store_close(st);
		st = pg_open(t, STORE_WRITE);
		CHECK_INT(count(st), 0);
		note_clear(&note);
		fault_arm(f, n);
		r = story(st, &note);
		if (fault_seen(f) < n)
			break;
		fault_arm(f, 0);
		CHECK_ERR(r, want, &note);
		CHECK(note.msg != NULL);
		CHECK(store_alive(st));
		CHECK_INT(count(st), 0);
	}
	fault_arm(f, 0);
	CHECK_OK(r, &note);
	CHECK(n > 5);
	CHECK_INT(count(st), 3);
	store_close(st);
}

BOTH("whichever statement fails, nothing is half done")
{
	fail_each(t, FAULT_STATEMENT, ERR_STORE);
}

BOTH("whichever allocation fails, nothing is half done")
{
	fail_each(t, FAULT_ALLOC, ERR_MEMORY);
}

BOTH("whichever allocation fails, opening leaves nothing behind")
{
	struct store *st = NULL;
	struct note note = NOTE_INIT;
	enum err r;

	for (long n = 1; ; n++) {
		note_clear(&note);
		fault_arm(FAULT_ALLOC, n);
		r = store_open(&t->place, STORE_CREATE, NULL, &st, &note);
		fault_arm(FAULT_ALLOC, 0);
		if (r == ERR_OK)
			break;
		CHECK_ERR(r, ERR_MEMORY, &note);
		CHECK(st == NULL);
	}
	CHECK_OK(store_exec(st, table_text(t), &t->note), &t->note);
	store_close(st);
}
