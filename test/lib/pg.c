/* SPDX-License-Identifier: Apache-2.0 */
#include "test/lib/pg.h"

#include <unistd.h>

/* Each test program counts the places it hands out. */
static unsigned places;

const char *
pg_server(void)
{
	const char *at = getenv("ANZE_TEST_PG");

	return at == NULL || at[0] == '\0' ? NULL : at;
}

/* The same server, another database: what stands between / and ?. */
static const char *
with_database(struct arena *a, struct str at, const char *name)
{
	size_t host = str_find(at, ':') + 3, end = str_find(at, '?');
	size_t slash = host + str_find(str_part(at, host, end), '/');

	return str_fmt(a, "%.*s/%s%.*s", STR_ARG(str_part(at, 0, slash)), name,
	    STR_ARG(str_part(at, end, at.n))).p;
}

/* A store in a schema of its own is the way in: the tests know no driver. */
static enum err
database_make(struct arena *a, const char *server, const char *name,
    struct note *note)
{
	const char *schema = str_fmt(a, "way_in_%s", name).p;
	struct store *st = NULL;
	struct place p;
	enum err r;

	if ((r = place_parse(a, server, test_folder(), &p, note)) != ERR_OK ||
	    (r = store_open(&p, STORE_CREATE, schema, &st, note)) != ERR_OK)
		return r;
	if ((r = store_exec(st, str_fmt(a, "CREATE DATABASE %s", name).p,
	    note)) == ERR_OK)
		r = store_exec(st, str_fmt(a, "DROP SCHEMA %s", schema).p,
		    note);
	store_close(st);
	return r;
}

const char *
pg_database(struct arena *a)
{
	struct note note = NOTE_INIT;
	const char *name;

	if (pg_server() == NULL) {
		SKIP("no PostgreSQL; script/with-postgres brings one");
		return NULL;
	}
	name = str_fmt(a, "t%d_%u", (int)getpid(), ++places).p;
	CHECK_OK(database_make(a, pg_server(), name, &note), &note);
	return with_database(a, str_of(pg_server()), name);
}

void
pg_both(void (*body)(struct test_place *t), bool postgres)
{
	struct test_place t = { .postgres = postgres };
	const char *name;

	if (postgres && pg_server() == NULL) {
		SKIP("no PostgreSQL; script/with-postgres brings one");
		return;
	}
	t.a = arena_new();
	CHECK(t.a != NULL);
	name = postgres ? pg_database(t.a) : test_path(t.a, str_fmt(t.a,
	    "store%u", ++places).p);
	CHECK_OK(place_parse(t.a, name, postgres ? test_path(t.a,
	    str_fmt(t.a, "files%u", places).p) : NULL, &t.place, &t.note),
	    &t.note);
	body(&t);
	arena_free(t.a);
}

struct store *
pg_create(struct test_place *t)
{
	return pg_open(t, STORE_CREATE);
}

struct store *
pg_open(struct test_place *t, enum store_mode mode)
{
	struct store *st = NULL;

	CHECK_OK(store_open(&t->place, mode, NULL, &st, &t->note), &t->note);
	return st;
}
