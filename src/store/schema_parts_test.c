/* SPDX-License-Identifier: Apache-2.0 */
#include "store/schema_parts_test.h"
#include "test/lib/pg.h"

static const char thing_sql[] =
    "-- Things, for a test; this says nothing of a class.\n"
    "\n"
    "-- CANON, append only.  What was said,\n"
    "-- and stays said.\n"
    "CREATE TABLE said (\n"
    "  seq  INTEGER NOT NULL PRIMARY KEY,  -- from 0\n"
    "  body BYTES   NOT NULL               -- the bytes,\n"
    "                                      -- as they came\n"
    ");\n"
    "\n"
    "-- DERIVED.  One thing.\n"
    "CREATE TABLE thing (\n"
    "  code TEXT    NOT NULL,\n"
    "  id   KEY16   NOT NULL,  -- whose\n"
    "  n    INTEGER CHECK (n <> 13 AND n BETWEEN -5 AND 99),\n"
    "  at   MOMENT,\n"
    "  day  DAY,\n"
    "  raw  BYTES,\n"
    "  PRIMARY KEY (code, id),\n"
    "  UNIQUE (n)\n"
    ") WITHOUT ROWID;\n"
    "CREATE INDEX thing_at ON thing (at, day);\n"
    "CREATE UNIQUE INDEX thing_raw ON thing (raw);\n"
    "\n"
    "-- KEPT.  A remark.\n"
    "CREATE TABLE remark (\n"
    "  id   INTEGER NOT NULL PRIMARY KEY,\n"
    "  text TEXT    NOT NULL DEFAULT 'TEXT; it''s -- no comment'\n"
    ");\n"
    "\n"
    "-- SCRATCH.  Of the moment.\n"
    "CREATE TABLE moment (id INTEGER NOT NULL PRIMARY KEY);\n";

const struct part parts[PARTS] = {
	{ "store", store_sql, 1, NULL },
	{ "thing", thing_sql, 1, NULL },
};

const struct schema *
schema_of(struct arena *a, const struct part *p, size_t n)
{
	struct note note = NOTE_INIT;
	const struct schema *s = NULL;

	CHECK_OK(schema_read(a, p, n, &s, &note), &note);
	return s;
}

const struct table *
table_of(const struct schema *s, const char *name)
{
	const struct table *t = schema_table(s, str_of(name));

	CHECK(t != NULL);
	return t;
}

struct store *
store_of(struct test_place *t, const struct part *p, size_t n)
{
	struct store *st = pg_create(t);

	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(schema_create(schema_of(t->a, p, n), st, false, &t->note),
	    &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	return st;
}

enum err
checked(struct test_place *t, struct store *st, const struct part *p,
    size_t n)
{
	note_clear(&t->note);
	return schema_check(schema_of(t->a, p, n), st, &t->note);
}

const struct sql q_thing = {
	"INSERT INTO thing (code, id, n, at, day, raw)"
	" VALUES ($1, $2, $3, $4, $5, $6)", NULL
};
const struct sql q_said = {
	"INSERT INTO said (seq, body) VALUES ($1, $2)", NULL
};
const struct sql q_remark = {
	"INSERT INTO remark (id, text) VALUES ($1, $2)", NULL
};

void
thing_put(struct test_place *t, struct store *st, const char *code, int n)
{
	CHECK_OK(store_run(st, &q_thing, BINDS(BIND_CSTR(code),
	    BIND_KEY(KEY_NONE), BIND_INT(n), BIND_NULL, BIND_INT(7),
	    BIND_BYTES(&n, sizeof n)), &t->note), &t->note);
}

int64_t
count(struct store *st, const char *table)
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct rows *rows = NULL;
	int64_t n = -1;

	CHECK_OK(store_query_text(st, str_fmt(a, "SELECT COUNT(*) FROM %s",
	    table).p, &rows, &note), &note);
	if (rows_next(rows))
		n = rows_int(rows, 0);
	CHECK_OK(rows_end(&rows, &note), &note);
	arena_free(a);
	return n;
}
