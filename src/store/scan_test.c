/* SPDX-License-Identifier: Apache-2.0 */
#include "store/scan.h"

#include "base/fault.h"
#include "store/schema_parts_test.h"
#include "test/lib/pg.h"

/* Rows of all sizes, among them some that fill pages by themselves. */
static void
said_fill(struct test_place *t, struct store *st, int64_t n)
{
	static char large[50000];

	CHECK_OK(store_begin(st, &t->note), &t->note);
	for (int64_t i = 0; i < n; i++)
		CHECK_OK(store_run(st, &q_said, BINDS(BIND_INT(i),
		    BIND_BYTES(large, i % 500 == 499 ? sizeof large :
		    (size_t)i % 50)), &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
}

BOTH("a scan sees each row once, in its order")
{
	static const int64_t sizes[] = { 0, 1, 63, 64, 65, 3000 };
	struct store *st = store_of(t, parts, PARTS);
	struct scan s;
	int64_t n;

	said_fill(t, st, 3000);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		CHECK_OK(store_begin(st, &t->note), &t->note);
		CHECK_OK(scan_open(&s, st, str_fmt(t->a, "SELECT seq, body"
		    " FROM said WHERE seq < %lld ORDER BY seq",
		    (long long)sizes[i]).p, &t->note), &t->note);
		for (n = 0; scan_next(&s); n++) {
			CHECK_INT(rows_int(s.rows, 0), n);
			CHECK_INT(rows_bytes(s.rows, 1).n,
			    n % 500 == 499 ? 50000 : n % 50);
		}
		CHECK(!scan_next(&s));
		CHECK_OK(scan_end(&s, &t->note), &t->note);
		CHECK_OK(scan_end(&s, &t->note), &t->note);
		CHECK_INT(n, sizes[i]);
		store_rollback(st);
	}
	store_close(st);
}

BOTH("a scan that is left early, or cannot begin, ends all the same")
{
	struct store *st = store_of(t, parts, PARTS);
	struct scan s;

	said_fill(t, st, 200);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	for (int i = 0; i < 3; i++) {
		CHECK_OK(scan_open(&s, st, "SELECT seq FROM said", &t->note),
		    &t->note);
		CHECK(scan_next(&s));
		CHECK_OK(scan_end(&s, &t->note), &t->note);
	}
	CHECK_OK(store_commit(st, &t->note), &t->note);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_ERR(scan_open(&s, st, "SELECT nothing FROM said", &t->note),
	    ERR_STORE, &t->note);
	CHECK_OK(scan_end(&s, NULL), NULL);
	store_rollback(st);
	CHECK_INT(count(st, "said"), 200);
	store_close(st);
}

static struct store *
copy_of(struct test_place *t, const char *name)
{
	struct test_place to = { .a = t->a };

	CHECK_OK(place_parse(t->a, test_path(t->a, name), NULL, &to.place,
	    &t->note), &t->note);
	return store_of(&to, parts, PARTS);
}

BOTH("a table that was copied says the same")
{
	struct store *src = store_of(t, parts, PARTS);
	struct store *dst = copy_of(t, t->postgres ? "from-pg" : "copied");
	const struct schema *s = schema_of(t->a, parts, PARTS);
	const struct table *tables;
	size_t n = schema_tables(s, &tables);
	char here[65], there[65];
	int64_t rows, copied;

	said_fill(t, src, 11000);
	for (int i = 0; i < 90; i++)
		if (i != 13)
			thing_put(t, src, str_fmt(t->a, "c%d", i).p, i);
	CHECK_OK(store_begin(src, &t->note), &t->note);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(tables[i].part->name, "store") == 0)
			continue;
		CHECK_OK(table_copy(&tables[i], t->a, src, dst, &copied,
		    &t->note), &t->note);
		CHECK_OK(table_digest(&tables[i], src, here, &rows, &t->note),
		    &t->note);
		CHECK_INT(copied, rows);
		CHECK_OK(table_digest(&tables[i], dst, there, &rows,
		    &t->note), &t->note);
		CHECK_STR(str_of(there), here);
		CHECK_INT(copied, rows);
	}
	store_rollback(src);
	CHECK_INT(count(dst, "said"), 11000);
	store_close(dst);
	store_close(src);
}

BOTH("whichever statement of a copy fails is told")
{
	struct store *src = store_of(t, parts, PARTS), *dst;
	const struct table *thing = table_of(schema_of(t->a, parts, PARTS),
	    "thing");
	int64_t copied = -1;
	enum err r = ERR_STORE;

	for (int i = 0; i < 5; i++)
		thing_put(t, src, str_fmt(t->a, "c%d", i).p, i);
	for (long n = 1; r != ERR_OK; n++) {
		dst = copy_of(t, str_fmt(t->a, "to-%s-%ld", t->postgres ?
		    "pg" : "sqlite", n).p);
		note_clear(&t->note);
		CHECK_OK(store_begin(src, &t->note), &t->note);
		fault_arm(FAULT_STATEMENT, n);
		r = table_copy(thing, t->a, src, dst, &copied, &t->note);
		fault_arm(FAULT_STATEMENT, 0);
		store_rollback(src);
		if (r != ERR_OK)
			CHECK_ERR(r, ERR_STORE, &t->note);
		CHECK_INT(copied, r == ERR_OK ? 5 : -1);
		store_close(dst);
		CHECK(n < 100);
	}
	store_close(src);
}
