/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does one test run on both databases?  Written with BOTH instead of TEST:
 *
 *	BOTH("what is committed can be read")
 *	{
 *		struct store *st = pg_create(t);
 *		…
 *		store_close(st);
 *	}
 *
 * It runs twice, each time with a ${t} whose place nobody else uses: a file in
 * the scratch folder, and a database of its own on the server that ANZE_TEST_PG
 * names (script/with-postgres sets it).  Without a server the second is
 * skipped.
 */
#ifndef TEST_LIB_PG_H
#define TEST_LIB_PG_H

#include "store/store.h"
#include "test/lib/test.h"

struct test_place {
	struct arena	*a;	/* freed after the test */
	struct place	 place;
	bool		 postgres;
	struct note	 note;	/* free to use */
};

/* Is there a server?  Its connection string, or NULL. */
const char *pg_server(void);

/* A database of this test's own on it, as a connection string; skips the test
 * without a server.  It goes with the server. */
const char *pg_database(struct arena *a);

/* Make the store of ${t}, or open it; a failure fails the test. */
struct store *pg_create(struct test_place *t);
struct store *pg_open(struct test_place *t, enum store_mode mode);

void pg_both(void (*body)(struct test_place *t), bool postgres);

#define BOTH_NAMED(id, sentence) \
	static void TEST_JOIN(id, _body)(struct test_place *t); \
	TEST_NAMED(TEST_JOIN(id, _sqlite), sentence " (SQLite)") \
	{ \
		pg_both(TEST_JOIN(id, _body), false); \
	} \
	TEST_NAMED(TEST_JOIN(id, _pg), sentence " (PostgreSQL)") \
	{ \
		pg_both(TEST_JOIN(id, _body), true); \
	} \
	static void \
	TEST_JOIN(id, _body)(struct test_place *t)
#define BOTH(sentence)	BOTH_NAMED(TEST_JOIN(both_, __LINE__), sentence)

/* The same only on the server, for what SQLite has not: lost connections. */
#define ON_SERVER_NAMED(id, sentence) \
	static void TEST_JOIN(id, _body)(struct test_place *t); \
	TEST_NAMED(TEST_JOIN(id, _pg), sentence " (PostgreSQL)") \
	{ \
		pg_both(TEST_JOIN(id, _body), true); \
	} \
	static void \
	TEST_JOIN(id, _body)(struct test_place *t)
#define ON_SERVER(sentence) \
	ON_SERVER_NAMED(TEST_JOIN(server_, __LINE__), sentence)

#endif
