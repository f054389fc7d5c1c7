/* SPDX-License-Identifier: Apache-2.0 */
#include <glob.h>

#include "base/fault.h"
#include "base/file.h"
#include "store/schema_parts_test.h"
#include "test/lib/pg.h"

TEST("a part is read with its classes, keys, columns and comments")
{
	struct arena *a = arena_new();
	const struct schema *s = schema_of(a, parts, PARTS);
	const struct table *all, *t;

	CHECK_INT(schema_tables(s, &all), 9);
	CHECK_STR(str_of(all[5].name), "said");
	t = table_of(s, "said");
	CHECK(t == &all[5]);
	CHECK_INT(t->class, CLASS_CANON);
	CHECK(t->append_only);
	CHECK_STR(str_of(t->part->name), "thing");
	CHECK_STR(str_of(t->comment), "What was said, and stays said.");
	CHECK_INT(t->ncolumns, 2);
	CHECK_STR(str_of(t->columns[0].comment), "from 0");
	CHECK_STR(str_of(t->columns[1].name), "body");
	CHECK_STR(str_of(t->columns[1].type), "BYTES");
	CHECK_STR(str_of(t->columns[1].comment), "the bytes, as they came");

	t = table_of(s, "thing");
	CHECK_INT(t->class, CLASS_DERIVED);
	CHECK(!t->append_only);
	CHECK_INT(t->ncolumns, 6);
	CHECK_INT(t->nkeys, 2);
	CHECK_STR(str_of(t->keys[0]), "code");
	CHECK_STR(str_of(t->keys[1]), "id");
	CHECK(t->columns[0].not_null && !t->columns[3].not_null);
	CHECK_STR(str_of(t->columns[0].comment), "");
	CHECK_STR(str_of(t->columns[1].comment), "whose");
	CHECK(strstr(t->create, "thing_raw") != NULL);
	CHECK(strstr(t->create, "remark") == NULL);

	CHECK_INT(table_of(s, "remark")->class, CLASS_KEPT);
	CHECK_STR(str_of(table_of(s, "remark")->keys[0]), "id");
	CHECK_INT(table_of(s, "moment")->class, CLASS_SCRATCH);
	CHECK_STR(str_of(table_class_word(CLASS_SCRATCH)), "SCRATCH");
	CHECK(schema_table(s, S("things")) == NULL);
	CHECK(schema_table(s, S("")) == NULL);
	arena_free(a);
}

/* A part with this text is refused, and the note names ${what}. */
static void
refused(const char *sql, const char *what)
{
	const struct part p = { "wrong", sql, 1, NULL };
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	const struct schema *s = NULL;

	CHECK_ERR(schema_read(a, &p, 1, &s, &note), ERR_BUG, &note);
	CHECK(s == NULL);
	CHECK_STR(note.args[0].text, "wrong");
	CHECK_STR(note.args[2].text, what);
	arena_free(a);
}

#define TABLE(class, columns)	"-- " class "\nCREATE TABLE x (" columns ");"
#define ID			"id INTEGER NOT NULL PRIMARY KEY"

TEST("a table without class or key, or with either wrong, is a mistake")
{
	refused("CREATE TABLE x (" ID ");", "TABLE");
	refused("-- DERIVED.\n\nCREATE TABLE x (" ID ");", "TABLE");
	refused(TABLE("derived.", ID), "TABLE");
	refused(TABLE("DERIVEDLY.", ID), "TABLE");
	refused(TABLE("KEPT, append only.", ID), "TABLE");
	refused(TABLE("KEPT.", "id INTEGER NOT NULL"), "x");
	refused(TABLE("KEPT.", "id INTEGER PRIMARY KEY"), "id");
	refused(TABLE("KEPT.", "id INTEGER NOT NULL, PRIMARY KEY (di)"), "di");
	refused(TABLE("KEPT.", "a DAY NOT NULL, b DAY, PRIMARY KEY (a, b)"),
	    "b");
}

TEST("what is no word of the schema is a mistake")
{
	refused(TABLE("KEPT.", "id BIGINT NOT NULL PRIMARY KEY"), "BIGINT");
	refused(TABLE("KEPT.", "id integer NOT NULL PRIMARY KEY"), "integer");
	refused(TABLE("KEPT.", "Id INTEGER NOT NULL PRIMARY KEY"), "Id");
	refused(TABLE("KEPT.", ID ", id TEXT"), "id");
	refused(TABLE("KEPT.", ID) " DROP TABLE y;", "DROP");
	refused(TABLE("KEPT.", ID) " CREATE INDEX i ON y (id);", "y");
	refused("CREATE INDEX i ON x (id);", "x");
	refused(TABLE("KEPT.", ID) "\n" TABLE("KEPT.", ID), "x");
	refused("-- KEPT.\nCREATE TABLE x (" ID, "");
	refused("-- KEPT.\nCREATE TABLE x (" ID ")", "");
	refused(TABLE("KEPT.", ID " CHECK (id <> 'x)"), "'x));");
	refused(TABLE("DERIVED.", ID " REFERENCES y (id)"), "id");
	refused("/* KEPT. */ CREATE TABLE x (" ID ");", "/*");
}

TEST("a table is no wider than a statement has places")
{
	struct buf b = BUF_INIT;

	buf_text(&b, "-- KEPT.\nCREATE TABLE x (" ID);
	for (int i = 1; i < TABLE_COLUMNS_MAX; i++)
		buf_fmt(&b, ", c%d TEXT", i);
	buf_text(&b, ", last TEXT);");
	refused(b.p, "last");
	buf_free(&b);
}

TEST("a shape is what a table is, not how it is written down")
{
	static const char *const same[] = {
		TABLE("KEPT.", ID ", s TEXT DEFAULT '--'"),
		"-- KEPT.  Words.\nCREATE TABLE x\n(\n  " ID ",  -- key\n"
		"  s TEXT DEFAULT   '--'  -- no comment\n)\n;",
	};
	static const char *const other[] = {
		TABLE("DERIVED.", ID ", s TEXT DEFAULT '--'"),
		TABLE("CANON.", ID ", s TEXT DEFAULT '--'"),
		TABLE("CANON, append only.", ID ", s TEXT DEFAULT '--'"),
		TABLE("KEPT.", ID ", s TEXT DEFAULT ' --'"),
		TABLE("KEPT.", ID ", s TEXT DEFAULT '--', t TEXT"),
		TABLE("KEPT.", ID ", s TEXT DEFAULT '--'")
		    "CREATE INDEX i ON x (s);",
	};
	struct arena *a = arena_new();
	struct part p = { "p", NULL, 1, NULL };
	struct hash shapes[COUNT(same) + COUNT(other)];

	for (size_t i = 0; i < COUNT(shapes); i++) {
		p.sql = i < COUNT(same) ? same[i] : other[i - COUNT(same)];
		shapes[i] = table_of(schema_of(a, &p, 1), "x")->shape;
	}
	CHECK(hash_eq(&shapes[0], &shapes[1]));
	for (size_t i = 1; i < COUNT(shapes); i++)
		for (size_t k = i + 1; k < COUNT(shapes); k++)
			CHECK(!hash_eq(&shapes[i], &shapes[k]));
	arena_free(a);
}

TEST("whichever allocation fails, reading says so")
{
	struct note note = NOTE_INIT;
	const struct schema *s = NULL;
	enum err r = ERR_MEMORY;

	for (long n = 1; r != ERR_OK; n++) {
		struct arena *a = arena_new();

		note_clear(&note);
		fault_arm(FAULT_ALLOC, n);
		r = schema_read(a, parts, PARTS, &s, &note);
		fault_arm(FAULT_ALLOC, 0);
		if (r != ERR_OK)
			CHECK_ERR(r, ERR_MEMORY, &note);
		arena_free(a);
	}
}

BOTH("tables are made, and hold what their columns say and nothing else")
{
	struct store *st = store_of(t, parts, PARTS);
	struct rows *rows = NULL;

	thing_put(t, st, "a", 1);
	CHECK_INT(store_run(st, &q_thing, BINDS(BIND_CSTR("b"),
	    BIND_KEY(KEY_NONE), BIND_INT(13), BIND_NULL, BIND_NULL,
	    BIND_NULL), NULL), ERR_INVALID);
	CHECK_INT(store_run(st, &q_thing, BINDS(BIND_CSTR("b"),
	    BIND_KEY(KEY_NONE), BIND_INT(1), BIND_NULL, BIND_NULL,
	    BIND_NULL), NULL), ERR_EXISTS);
	CHECK(store_run(st, &q_thing, BINDS(BIND_CSTR("b"),
	    BIND_KEY(KEY_NONE), BIND_CSTR("text"), BIND_NULL, BIND_NULL,
	    BIND_NULL), NULL) != ERR_OK);
	CHECK_INT(count(st, "thing"), 1);
	CHECK_OK(store_exec(st, "INSERT INTO remark (id) VALUES (1)",
	    &t->note), &t->note);
	CHECK_OK(store_query_text(st, "SELECT text FROM remark", &rows,
	    &t->note), &t->note);
	CHECK(rows_next(rows));
	CHECK_STR(rows_text(rows, 0), "TEXT; it's -- no comment");
	CHECK_OK(rows_end(&rows, &t->note), &t->note);
	store_close(st);
}

BOTH("text is ordered by its bytes, whatever the database's language")
{
	static const char *const codes[] = { "\xE4\xBA\x8C", "b", "B", "a",
	    "\xE4\xB8\x80", "_", "10", "9", "" };
	static const char *const want[] = { "", "10", "9", "B", "_", "a", "b",
	    "\xE4\xB8\x80", "\xE4\xBA\x8C" };
	struct store *st = store_of(t, parts, PARTS);
	struct rows *rows = NULL;

	for (int i = 0; i < (int)COUNT(codes); i++)
		thing_put(t, st, codes[i], i);
	CHECK_OK(store_query_text(st, "SELECT code FROM thing ORDER BY code",
	    &rows, &t->note), &t->note);
	for (size_t i = 0; i < COUNT(want); i++) {
		CHECK(rows_next(rows));
		CHECK_STR(rows_text(rows, 0), want[i]);
	}
	CHECK_OK(rows_end(&rows, &t->note), &t->note);
	store_close(st);
}

BOTH("what is append only refuses to be changed or deleted")
{
	static const char *const tries[] = {
		"UPDATE said SET body = body",
		"UPDATE said SET seq = 2 WHERE seq = 1",
		"DELETE FROM said",
		"DELETE FROM said WHERE seq = 1",
	};
	struct store *st = store_of(t, parts, PARTS);

	CHECK_OK(store_run(st, &q_said, BINDS(BIND_INT(1),
	    BIND_BYTES("x", 1)), &t->note), &t->note);
	for (size_t i = 0; i < COUNT(tries); i++) {
		note_clear(&t->note);
		CHECK_ERR(store_exec(st, tries[i], &t->note), ERR_INVALID,
		    &t->note);
		CHECK(strstr(t->note.args[1].text.p, "said is append only") !=
		    NULL);
	}
	CHECK_INT(store_exec(st, t->postgres ? "TRUNCATE said" :
	    "REPLACE INTO said (seq, body) VALUES (1, x'00')", NULL),
	    ERR_INVALID);
	CHECK_INT(count(st, "said"), 1);
	CHECK_OK(store_exec(st, "DELETE FROM remark", &t->note), &t->note);
	store_close(st);
}

BOTH("a second place has the DERIVED tables and no others")
{
	struct store *st = pg_create(t);
	const struct schema *s = schema_of(t->a, parts, PARTS);

	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(schema_create(s, st, true, &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	CHECK_INT(count(st, "thing"), 0);
	CHECK_INT(store_exec(st, "SELECT * FROM said", NULL), ERR_STORE);
	CHECK_ERR(schema_check(s, st, &t->note), ERR_NOTFOUND, &t->note);
	store_close(st);
}

BOTH("SCRATCH tables are emptied, the others not")
{
	struct store *st = store_of(t, parts, PARTS);

	thing_put(t, st, "a", 1);
	CHECK_OK(store_exec(st, "INSERT INTO moment VALUES (1)", &t->note),
	    &t->note);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(schema_scratch(schema_of(t->a, parts, PARTS), st,
	    &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	CHECK_INT(count(st, "moment"), 0);
	CHECK_INT(count(st, "thing"), 1);
	store_close(st);
}

/* Every x.sql of the house, as it lies in the tree. */
static size_t
parts_of_tree(struct arena *a, struct part *ret, size_t most)
{
	struct note note = NOTE_INIT;
	struct str text, path;
	glob_t g;
	size_t n = 0;

	CHECK_INT(glob(TEST_SOURCE "/src/*/*.sql", 0, NULL, &g), 0);
	for (; n < g.gl_pathc && n < most; n++) {
		path = str_of(g.gl_pathv[n]);
		CHECK_OK(file_read(a, path.p, 1 << 20, &text, &note), &note);
		ret[n] = (struct part){ str_copy(a, path).p, text.p, 1,
		    NULL };
	}
	globfree(&g);
	return n;
}

BOTH("all tables of the house are made and checked")
{
	struct part all[64];
	size_t n = parts_of_tree(t->a, all, COUNT(all));
	struct store *st;

	CHECK(n >= 5);
	st = store_of(t, all, n);
	CHECK_OK(checked(t, st, all, n), &t->note);
	store_close(st);
}
