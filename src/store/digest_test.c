/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "store/schema_parts_test.h"
#include "test/lib/pg.h"

/* What a digest is of, by hand. */
static const char *
digest_by_hand(struct arena *a, struct str lines)
{
	struct hash h = hash_of(lines.p, lines.n);

	return str_hex(a, h.b, sizeof h.b).p;
}

static void
check_digest(struct test_place *t, struct store *st, const char *table,
    int64_t want_rows, struct str lines)
{
	char hex[65] = "";
	int64_t rows = -1;

	CHECK_OK(table_digest(table_of(schema_of(t->a, parts, PARTS),
	    table), st, hex, &rows, &t->note), &t->note);
	CHECK_INT(rows, want_rows);
	CHECK_STR(str_of(hex), digest_by_hand(t->a, lines));
}

BOTH("a digest is of the rows in key order, in their one form")
{
	static const struct key k1 = { { 0x01, 0xff } };
	static const struct key k2 = { { 0x80 } };
	struct store *st = store_of(t, parts, PARTS);

	check_digest(t, st, "thing", 0, S(""));
	CHECK_OK(store_run(st, &q_thing, BINDS(BIND_CSTR("\xE4\xB8\x80"),
	    BIND_KEY(k2), BIND_INT(-5), BIND_INT(INT64_MAX),
	    BIND_INT(INT64_MIN), BIND_BYTES("", 0)), &t->note), &t->note);
	CHECK_OK(store_run(st, &q_thing, BINDS(BIND_CSTR("\xE4\xB8\x80"),
	    BIND_KEY(k1), BIND_INT(0), BIND_NULL, BIND_NULL, BIND_NULL),
	    &t->note), &t->note);
	CHECK_OK(store_run(st, &q_thing, BINDS(
	    BIND_CSTR("Z\"\\/\b\f\n\r\t\x01\x1f\x7f"), BIND_KEY(k1),
	    BIND_INT(7), BIND_NULL, BIND_NULL, BIND_BYTES("\0\xAB", 2)),
	    &t->note), &t->note);
	for (int i = 0; i < 2; i++) {
		check_digest(t, st, "thing", 3, S(
		    "[\"Z\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\","
		    "\"01ff0000000000000000000000000000\",7,[],[],\"00ab\"]\n"
		    "[\"\xE4\xB8\x80\",\"01ff0000000000000000000000000000\","
		    "0,[],[],[]]\n"
		    "[\"\xE4\xB8\x80\",\"80000000000000000000000000000000\","
		    "-5,9223372036854775807,-9223372036854775808,\"\"]\n"));
		/* Once by itself, once within a transaction. */
		if (i == 0)
			CHECK_OK(store_begin(st, &t->note), &t->note);
		else
			CHECK_OK(store_commit(st, &t->note), &t->note);
	}
	store_close(st);
}

BOTH("a digest goes over many rows, small and large")
{
	enum { ROWS = 30000, LARGE = 40, BYTES = 60000 };
	struct store *st = store_of(t, parts, PARTS);
	struct buf lines = BUF_INIT;
	char *large = calloc(1, BYTES);

	CHECK(large != NULL);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	for (int64_t i = 0; i < ROWS; i++) {
		bool wide = i >= 10000 && i < 10000 + LARGE;

		CHECK_OK(store_run(st, &q_said, BINDS(BIND_INT(i),
		    BIND_BYTES(large, wide ? (size_t)BYTES : (size_t)i % 3)), &t->note),
		    &t->note);
		buf_fmt(&lines, "[%lld,\"", (long long)i);
		buf_hex(&lines, large, wide ? BYTES : (size_t)i % 3);
		buf_text(&lines, "\"]\n");
	}
	CHECK_OK(store_commit(st, &t->note), &t->note);
	check_digest(t, st, "said", ROWS, buf_view(&lines));
	buf_free(&lines);
	free(large);
	store_close(st);
}

TEST("a digest says what stands there, even if it is no text")
{
	struct test_place t = { .a = arena_new() };
	struct store *st;

	CHECK_OK(place_parse(t.a, test_path(t.a, "tampered"), NULL, &t.place,
	    &t.note), &t.note);
	st = store_of(&t, parts, PARTS);
	CHECK_OK(store_exec(st, "INSERT INTO remark VALUES"
	    " (1, CAST(x'ff22c3' AS TEXT))", &t.note), &t.note);
	check_digest(&t, st, "remark", 1, S("[1,\"\xff\\\"\xc3\"]\n"));
	store_close(st);
	arena_free(t.a);
}

BOTH("a digest that cannot be finished leaves nothing")
{
	struct store *st = store_of(t, parts, PARTS);
	const struct table *said = table_of(schema_of(t->a, parts,
	    PARTS), "said");
	char hex[65] = "untouched";
	int64_t rows = -1;
	enum err r = ERR_STORE;

	for (int64_t i = 0; i < 200; i++)
		CHECK_OK(store_run(st, &q_said, BINDS(BIND_INT(i),
		    BIND_BYTES("x", 1)), &t->note), &t->note);
	for (long n = 1; r != ERR_OK; n++) {
		note_clear(&t->note);
		fault_arm(FAULT_STATEMENT, n);
		r = table_digest(said, st, hex, &rows, &t->note);
		fault_arm(FAULT_STATEMENT, 0);
		if (r == ERR_OK)
			break;
		CHECK_ERR(r, ERR_STORE, &t->note);
		CHECK_STR(str_of(hex), "untouched");
		CHECK_INT(rows, -1);
		CHECK_INT(count(st, "said"), 200);
	}
	CHECK_INT(rows, 200);
	store_close(st);
}
