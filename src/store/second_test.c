/* SPDX-License-Identifier: Apache-2.0 */
#include "store/second.h"

#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "store/schema_parts_test.h"
#include "test/lib/pg.h"

static const char head_sql[] =
    "-- KEPT.  As the ledger has it.\n"
    "CREATE TABLE ledger_head (\n"
    "  id INTEGER NOT NULL PRIMARY KEY, size INTEGER NOT NULL\n"
    ");\n";

/* A store with things, whose ledger is said to have seven entries. */
static struct store *
store_with_head(struct test_place *t, const struct schema **ret)
{
	struct part *p = NEW_ARRAY(t->a, struct part, PARTS + 1);
	struct store *st;

	memcpy(p, parts, PARTS * sizeof *p);
	p[PARTS] = (struct part){ "head", head_sql, 1, NULL };
	*ret = schema_of(t->a, p, PARTS + 1);
	st = store_of(t, p, PARTS + 1);
	CHECK_OK(store_exec(st, "INSERT INTO ledger_head VALUES (1, 7)",
	    &t->note), &t->note);
	CHECK_OK(store_exec(st, "INSERT INTO remark VALUES (1, 'kept')",
	    &t->note), &t->note);
	thing_put(t, st, "old", 1);
	thing_put(t, st, "older", 2);
	return st;
}

static struct second *
second_of(struct test_place *t, const struct schema *s)
{
	struct second *second = NULL;

	note_clear(&t->note);
	CHECK_OK(second_open(&t->place, s, &second, &t->note), &t->note);
	return second;
}

static bool
has_thing(struct store *st, const char *code)
{
	static const struct sql q = {
		"SELECT COUNT(*) FROM thing WHERE code = $1", NULL };
	int64_t n = 0;

	CHECK_OK(store_int(st, &q, BINDS(BIND_CSTR(code)), 0, &n, NULL),
	    NULL);
	return n == 1;
}

/* Is anything left of the second place? */
static bool
is_left(struct test_place *t, struct store *st)
{
	static const struct sql q = { "SELECT 0", "SELECT COUNT(*) FROM"
	    " pg_namespace WHERE nspname = 'anze_rebuild'" };
	static const char *const ends[] = { "", "-wal", "-shm" };
	int64_t n = 0;

	for (int i = 0; i < 3 && !t->postgres; i++)
		n += file_exists(str_fmt(t->a, "%s.rebuild%s", t->place.name,
		    ends[i]).p);
	if (t->postgres)
		CHECK_OK(store_int(st, &q, NO_BINDS, 0, &n, NULL), NULL);
	return n > 0;
}

BOTH("what is made in the second place disturbs nobody")
{
	const struct schema *s;
	struct store *st = store_with_head(t, &s);
	struct second *second = second_of(t, s);

	thing_put(t, second_store(second), "new", 1);
	CHECK_INT(count(second_store(second), "thing"), 1);
	CHECK(has_thing(st, "old") && !has_thing(st, "new"));
	thing_put(t, st, "meanwhile", 3);
	CHECK(is_left(t, st));
	second_close(second);
	CHECK(!is_left(t, st));
	CHECK_INT(count(st, "thing"), 3);
	second_close(NULL);
	store_close(st);
}

BOTH("the second place's tables take the place of the store's, and no others")
{
	const struct schema *s;
	struct store *st = store_with_head(t, &s);
	struct second *second = second_of(t, s);

	CHECK_OK(store_exec(st, "UPDATE table_shape SET filled = 0"
	    " WHERE name = 'thing'", &t->note), &t->note);
	CHECK_INT(schema_check(s, st, NULL), ERR_VERSION);
	for (int i = 0; i < 90; i++)
		thing_put(t, second_store(second), str_fmt(t->a, "new%d",
		    i).p, i == 13 ? -1 : i);
	CHECK_OK(second_adopt(second, 7, &t->note), &t->note);
	second_close(second);
	CHECK_INT(count(st, "thing"), 90);
	CHECK(has_thing(st, "new89") && !has_thing(st, "old"));
	CHECK_INT(count(st, "remark"), 1);
	CHECK_OK(schema_check(s, st, &t->note), &t->note);
	/* The rules came along. */
	CHECK_INT(store_exec(st, "UPDATE thing SET n = 5", NULL),
	    ERR_EXISTS);
	CHECK_INT(store_exec(st, "UPDATE thing SET n = 13 WHERE n = 5",
	    NULL), ERR_INVALID);
	CHECK(!is_left(t, st));
	store_close(st);
}

BOTH("nothing is replaced when the ledger has grown meanwhile")
{
	const struct schema *s;
	struct store *st = store_with_head(t, &s);
	struct second *second = second_of(t, s);

	thing_put(t, second_store(second), "new", 1);
	CHECK_ERR(second_adopt(second, 6, &t->note), ERR_CONFLICT, &t->note);
	second_close(second);
	CHECK(has_thing(st, "old") && !has_thing(st, "new"));
	CHECK(!is_left(t, st));
	store_close(st);
}

BOTH("what an interrupted rebuild left is removed by the next")
{
	const struct schema *s;
	struct store *st = store_with_head(t, &s), *left = NULL;
	struct second *second;
	struct place p = t->place;

	if (!t->postgres)
		p.name = str_fmt(t->a, "%s.rebuild", p.name).p;
	CHECK_OK(store_open(&p, STORE_CREATE, "anze_rebuild", &left,
	    &t->note), &t->note);
	CHECK_OK(store_exec(left, "CREATE TABLE thing (x TEXT)", &t->note),
	    &t->note);
	store_close(left);
	second = second_of(t, s);
	thing_put(t, second_store(second), "new", 1);
	second_close(second);
	store_close(st);
}

BOTH("two rebuilds at once: the second one waits for another time")
{
	const struct schema *s;
	struct store *st = store_with_head(t, &s);
	struct second *second = second_of(t, s), *other = NULL;

	thing_put(t, second_store(second), "new", 1);
	CHECK_ERR(second_open(&t->place, s, &other, &t->note), ERR_BUSY,
	    &t->note);
	CHECK(other == NULL);
	CHECK_INT(count(second_store(second), "thing"), 1);
	note_clear(&t->note);
	CHECK_OK(second_adopt(second, 7, &t->note), &t->note);
	CHECK_INT(second_open(&t->place, s, &other, NULL), ERR_BUSY);
	second_close(second);
	CHECK(has_thing(st, "new"));
	second_close(second_of(t, s));
	store_close(st);
}

BOTH("whichever statement fails, all is replaced or nothing")
{
	const struct schema *s;
	struct store *st = store_with_head(t, &s);
	struct second *second = NULL;
	enum err r = ERR_STORE;
	long n;

	for (n = 1; r != ERR_OK; n++) {
		second = NULL;
		note_clear(&t->note);
		fault_arm(FAULT_STATEMENT, n);
		if ((r = second_open(&t->place, s, &second, &t->note)) ==
		    ERR_OK && (r = store_run(second_store(second), &q_thing,
		    BINDS(BIND_CSTR("new"), BIND_KEY(KEY_NONE), BIND_NULL,
		    BIND_NULL, BIND_NULL, BIND_NULL), &t->note)) == ERR_OK)
			r = second_adopt(second, 7, &t->note);
		fault_arm(FAULT_STATEMENT, 0);
		second_close(second);
		CHECK_INT(has_thing(st, "new"), r == ERR_OK);
		CHECK_INT(has_thing(st, "old"), r != ERR_OK);
		CHECK(n < 100);
	}
	CHECK(!is_left(t, st));
	store_close(st);
}
