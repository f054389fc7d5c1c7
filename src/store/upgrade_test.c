/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "store/schema_parts_test.h"
#include "test/lib/pg.h"

/* What a later version of the program brings. */
static const char later_sql[] =
    "-- CANON, append only.  What was said.\n"
    "CREATE TABLE said (\n"
    "  seq  INTEGER NOT NULL PRIMARY KEY,\n"
    "  body BYTES   NOT NULL\n"
    ");\n"
    "-- DERIVED.  One thing.\n"
    "CREATE TABLE thing (\n"
    "  code TEXT    NOT NULL PRIMARY KEY,\n"
    "  n    INTEGER NOT NULL,\n"
    "  of   TEXT    NOT NULL\n"
    ");\n"
    "-- DERIVED.  New.\n"
    "CREATE TABLE fresh (id INTEGER NOT NULL PRIMARY KEY);\n"
    "-- KEPT.  A remark.\n"
    "CREATE TABLE remark (\n"
    "  id    INTEGER NOT NULL PRIMARY KEY,\n"
    "  by    TEXT,\n"
    "  text  TEXT    NOT NULL DEFAULT 'TEXT; it''s -- no comment',\n"
    "  stars INTEGER NOT NULL DEFAULT 0\n"
    ");\n"
    "-- KEPT.  New too, and made by no migration.\n"
    "CREATE TABLE list (id KEY16 NOT NULL PRIMARY KEY);\n"
    "-- KEPT.  Made by one.\n"
    "CREATE TABLE archive (\n"
    "  id INTEGER NOT NULL,\n"
    "  s  TEXT    NOT NULL,\n"
    "  PRIMARY KEY (id, s)\n"
    ") WITHOUT ROWID;\n"
    "-- SCRATCH.  Of another moment.\n"
    "CREATE TABLE moment (id TEXT NOT NULL PRIMARY KEY);\n";

static const struct migration later_steps[] = {
	{ 2, "ALTER TABLE remark ADD COLUMN stars INTEGER NOT NULL DEFAULT 0;"
	    "\n-- Who said it.\nALTER TABLE remark ADD COLUMN by TEXT;" },
	{ 3, "CREATE TABLE archive (\n  id INTEGER NOT NULL, -- as it was\n"
	    "  s TEXT NOT NULL,\n  PRIMARY KEY (id, s)\n) WITHOUT ROWID;\n"
	    "INSERT INTO archive SELECT id, CAST(id + 1 AS TEXT) FROM remark;"
	    "UPDATE remark SET by = 'a;b' WHERE stars = 0" },
};

static const char other_sql[] =
    "-- DERIVED.  Of a new part.\n"
    "CREATE TABLE other (id INTEGER NOT NULL PRIMARY KEY);\n"
    "-- KEPT.  Also.\n"
    "CREATE TABLE other_kept (id INTEGER NOT NULL PRIMARY KEY);\n";

static const struct part later[] = {
	{ "store", store_sql, 1, NULL },
	{ "thing", later_sql, 3, later_steps },
	{ "other", other_sql, 1, NULL },
};

/* The remade tables, joined; the transaction is the caller's. */
static struct str
upgraded(struct test_place *t, struct store *st, const struct part *p,
    size_t n)
{
	struct buf b = BUF_IN(t->a);
	const char *const *names;
	size_t count;

	note_clear(&t->note);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(schema_upgrade(t->a, schema_of(t->a, p, n), st, &names,
	    &count, &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	for (size_t i = 0; i < count; i++)
		buf_fmt(&b, "%s%s", i == 0 ? "" : " ", names[i]);
	return buf_view(&b);
}

BOTH("a store fits the program that made it")
{
	struct store *st = store_of(t, parts, PARTS);

	CHECK_OK(checked(t, st, parts, PARTS), &t->note);
	CHECK_STR(upgraded(t, st, parts, PARTS), "");
	CHECK_OK(checked(t, st, parts, PARTS), &t->note);
	store_close(st);
	st = pg_open(t, STORE_READ);
	CHECK_OK(checked(t, st, parts, PARTS), &t->note);
	store_close(st);
}

BOTH("an empty database is no store")
{
	struct store *st = pg_create(t);
	const char *const *names;
	size_t n;

	CHECK_INT(checked(t, st, parts, PARTS), ERR_NOTFOUND);
	note_clear(&t->note);
	CHECK_INT(schema_upgrade(t->a, schema_of(t->a, parts, PARTS),
	    st, &names, &n, &t->note), ERR_NOTFOUND);
	CHECK(strstr(t->note.msg, "anze init") != NULL);
	store_close(st);
}

BOTH("an older store is refused until it is upgraded, and keeps its rows")
{
	struct store *st = store_of(t, parts, PARTS);
	struct rows *rows = NULL;

	thing_put(t, st, "a", 1);
	CHECK_OK(store_run(st, &q_said, BINDS(BIND_INT(0),
	    BIND_BYTES("x", 1)), &t->note), &t->note);
	CHECK_OK(store_run(st, &q_remark, BINDS(BIND_INT(5),
	    BIND_CSTR("kept")), &t->note), &t->note);
	CHECK_INT(checked(t, st, later, COUNT(later)), ERR_VERSION);
	CHECK(strstr(t->note.msg, "anze upgrade") != NULL);

	CHECK_STR(upgraded(t, st, later, COUNT(later)), "thing fresh other");
	CHECK_INT(count(st, "said"), 1);
	CHECK_INT(count(st, "thing"), 0);
	CHECK_INT(count(st, "other_kept"), 0);
	CHECK_OK(store_query_text(st, "SELECT r.text, r.stars, r.by, a.s FROM"
	    " remark r JOIN archive a ON a.id = r.id", &rows, &t->note),
	    &t->note);
	CHECK(rows_next(rows));
	CHECK_STR(rows_text(rows, 0), "kept");
	CHECK_INT(rows_int(rows, 1), 0);
	CHECK_STR(rows_text(rows, 2), "a;b");
	CHECK_STR(rows_text(rows, 3), "6");
	CHECK(!rows_next(rows));
	CHECK_OK(rows_end(&rows, &t->note), &t->note);
	CHECK_INT(store_exec(st, "DELETE FROM said", NULL), ERR_INVALID);

	/* Not yet filled: interrupted here, it is upgraded again. */
	CHECK_INT(checked(t, st, later, COUNT(later)), ERR_VERSION);
	CHECK(strstr(t->note.msg, "interrupted") != NULL);
	CHECK_STR(upgraded(t, st, later, COUNT(later)), "thing fresh other");
	CHECK_OK(schema_filled(st, &t->note), &t->note);
	CHECK_OK(checked(t, st, later, COUNT(later)), &t->note);
	CHECK_STR(upgraded(t, st, later, COUNT(later)), "");
	store_close(st);
}

BOTH("a newer store is refused and stays as it is")
{
	struct store *st = store_of(t, parts, PARTS);
	const char *const *names = NULL;
	size_t n;

	(void)upgraded(t, st, later, COUNT(later));
	CHECK_OK(schema_filled(st, &t->note), &t->note);
	for (size_t k = 2; k <= PARTS + 1; k++) {
		/* One with a newer version, and one with an unknown part. */
		const struct part *p = k == 2 ? parts : later;

		CHECK_INT(checked(t, st, p, 2), ERR_VERSION);
		CHECK(strstr(t->note.msg, "newer") != NULL);
		note_clear(&t->note);
		CHECK_OK(store_begin(st, &t->note), &t->note);
		CHECK_INT(schema_upgrade(t->a, schema_of(t->a, p, 2), st,
		    &names, &n, &t->note), ERR_VERSION);
		store_rollback(st);
	}
	CHECK(names == NULL);
	CHECK_OK(checked(t, st, later, COUNT(later)), &t->note);
	store_close(st);
}

static const char less_sql[] =
    "-- CANON, append only.  What was said.\n"
    "CREATE TABLE said (\n"
    "  seq INTEGER NOT NULL PRIMARY KEY, body BYTES NOT NULL\n"
    ");\n"
    "-- KEPT.  A remark.\n"
    "CREATE TABLE remark (\n"
    "  id   INTEGER NOT NULL PRIMARY KEY,\n"
    "  text TEXT    NOT NULL DEFAULT 'TEXT; it''s -- no comment'\n"
    ");\n";

BOTH("tables that a version no longer has go, if they can be made again")
{
	const struct part less[] = { parts[0], { "thing", less_sql, 1,
	    NULL } };
	struct store *st = store_of(t, parts, PARTS);

	CHECK_INT(checked(t, st, less, 2), ERR_VERSION);
	CHECK_STR(upgraded(t, st, less, 2), "");
	CHECK_OK(checked(t, st, less, 2), &t->note);
	CHECK_INT(store_exec(st, "SELECT * FROM thing", NULL), ERR_STORE);
	CHECK_INT(store_exec(st, "SELECT * FROM moment", NULL), ERR_STORE);
	store_close(st);
}

BOTH("a CANON or KEPT table that changes without a version is a mistake")
{
	const struct part changed[] = { parts[0], { "thing", later_sql, 1,
	    NULL } };
	const struct part missing[] = { parts[0], { "thing", later_sql, 3,
	    NULL } };
	struct store *st = store_of(t, parts, PARTS);
	const char *const *names;
	size_t n;

	for (int i = 0; i < 2; i++) {
		note_clear(&t->note);
		CHECK_OK(store_begin(st, &t->note), &t->note);
		CHECK_ERR(schema_upgrade(t->a, schema_of(t->a, i == 0 ?
		    changed : missing, 2), st, &names, &n, &t->note), ERR_BUG,
		    &t->note);
		store_rollback(st);
	}
	CHECK_OK(checked(t, st, parts, PARTS), &t->note);
	store_close(st);
}

BOTH("a table that is gone is told from one that can be made anew")
{
	struct store *st = store_of(t, parts, PARTS);

	CHECK_OK(store_exec(st, "DROP TABLE thing", &t->note), &t->note);
	CHECK_INT(checked(t, st, parts, PARTS), ERR_VERSION);
	CHECK_STR(upgraded(t, st, parts, PARTS), "thing");
	CHECK_OK(schema_filled(st, &t->note), &t->note);
	CHECK_OK(checked(t, st, parts, PARTS), &t->note);

	CHECK_OK(store_exec(st, "DROP TABLE said", &t->note), &t->note);
	CHECK_INT(checked(t, st, parts, PARTS), ERR_CORRUPT);
	CHECK_STR(t->note.args[0].text, "said");
	store_close(st);
}

BOTH("whichever statement of an upgrade fails, nothing is half done")
{
	struct store *st = store_of(t, parts, PARTS);
	const struct schema *s = schema_of(t->a, later, COUNT(later));
	const char *const *names;
	size_t count_n;
	enum err r = ERR_STORE;

	CHECK_OK(store_run(st, &q_remark, BINDS(BIND_INT(5),
	    BIND_CSTR("kept")), &t->note), &t->note);
	for (long n = 1; r != ERR_OK; n++) {
		note_clear(&t->note);
		fault_arm(FAULT_STATEMENT, n);
		if ((r = store_begin(st, &t->note)) == ERR_OK &&
		    (r = schema_upgrade(t->a, s, st, &names, &count_n,
		    &t->note)) == ERR_OK)
			r = store_commit(st, &t->note);
		fault_arm(FAULT_STATEMENT, 0);
		store_rollback(st);
		if (r == ERR_OK)
			break;
		CHECK_ERR(r, ERR_STORE, &t->note);
		CHECK_OK(checked(t, st, parts, PARTS), &t->note);
		CHECK(n < 1000);
	}
	CHECK_INT(count_n, 3);
	CHECK_OK(schema_filled(st, &t->note), &t->note);
	CHECK_OK(checked(t, st, later, COUNT(later)), &t->note);
	store_close(st);
}
