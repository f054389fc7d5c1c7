/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is PostgreSQL reached, and what is agreed with it before anything else?
 * Text in UTF-8, our schema alone in the path, commits that are on the disk
 * when they are answered, and no waiting for a lock without an end.
 */
#include "store/postgres_in.h"

enum {
	VERSION_LEAST	= 150000,
	SCHEMA_MOST	= 63	/* bytes; PostgreSQL would cut what is longer */
};

/* libpq would print what the server remarks. */
static void
drop_notice(void *arg, const PGresult *res)
{
	(void)arg;
	(void)res;
}

static enum err
connect_to(struct postgres *pg, struct note *note)
{
	/* The place itself overrides what stands before it. */
	static const char *const names[] = { "connect_timeout", "keepalives",
	    "keepalives_idle", "keepalives_interval", "keepalives_count",
	    "tcp_user_timeout", "application_name", "dbname",
	    "client_encoding", NULL };
	const char *const values[] = { "10", "1", "30", "10", "3", "60000",
	    "anze", pg->st.place.name, "UTF8", NULL };
	PQconninfoOption *parsed;

	/* Its complaint may quote a password: it is not repeated. */
	if ((parsed = PQconninfoParse(pg->st.place.name, NULL)) == NULL)
		return NOTE(note, ERR_USAGE,
		    M("The connection string {store} is not understood. It "
		    "looks like postgres://USER@HOST/DATABASE; special "
		    "characters are written %XX."),
		    A_CSTR("store", pg->st.shown));
	PQconninfoFree(parsed);
	if ((pg->conn = PQconnectdbParams(names, values, 1)) == NULL)
		return note_memory(note);
	if (PQstatus(pg->conn) != CONNECTION_OK)
		return NOTE(note, ERR_STORE,
		    M("{store} cannot be reached. See that the database runs "
		    "and that the name and password are right. It says: "
		    "{words}"), A_CSTR("store", pg->st.shown),
		    A_TEXT("words", str_trim(str_of(
		    PQerrorMessage(pg->conn)))));
	(void)PQsetNoticeReceiver(pg->conn, drop_notice, NULL);
	return ERR_OK;
}

static enum err
check_server(const struct postgres *pg, struct note *note)
{
	const char *encoding = PQparameterStatus(pg->conn, "server_encoding");

	if (PQserverVersion(pg->conn) < VERSION_LEAST)
		return NOTE(note, ERR_VERSION,
		    M("{store} is PostgreSQL {version}; 15 or newer is "
		    "needed."), A_CSTR("store", pg->st.shown),
		    A_CSTR("version", PQparameterStatus(pg->conn,
		    "server_version")));
	if (!str_is(str_of(encoding), "UTF8"))
		return NOTE(note, ERR_USAGE,
		    M("The database {store} keeps its text as {encoding}. Make "
		    "a database with ENCODING 'UTF8' and use that."),
		    A_CSTR("store", pg->st.shown),
		    A_CSTR("encoding", encoding));
	return ERR_OK;
}

/* Statements that want no rows, answered before the pipeline begins. */
static enum err
ask(struct postgres *pg, const char *text, struct note *note)
{
	PGresult *res = PQexec(pg->conn, text);
	enum err r = ERR_OK;

	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		r = postgres_say(pg, res, text, note);
	PQclear(res);
	return r;
}

/* cursor_tuple_fraction: what a cursor reads here it reads to the end. */
static enum err
agree(struct postgres *pg, const char *quoted, struct note *note)
{
	bool reads = pg->st.mode == STORE_READ;
	struct buf b = BUF_INIT;
	enum err r;

	buf_fmt(&b, "SET search_path TO %s, pg_temp;", quoted);
	buf_fmt(&b, "SET default_transaction_read_only TO %s;"
	    "SET default_transaction_isolation TO '%s';",
	    reads ? "on" : "off", reads ? "repeatable read" :
	    "read committed");
	buf_fmt(&b, "SET lock_timeout TO %d; SET statement_timeout TO 0;"
	    "SET idle_in_transaction_session_timeout TO 0;"
	    "SET idle_session_timeout TO 0; SET synchronous_commit TO on;"
	    "SET standard_conforming_strings TO on; SET jit TO off;"
	    "SET timezone TO 'UTC'; SET cursor_tuple_fraction TO 1",
	    (int)STORE_BUSY_MS);
	r = buf_failed(&b) ? note_memory(note) : ask(pg, b.p, note);
	buf_free(&b);
	return r;
}

/* How many tables has the schema?  -1: there is no such schema. */
static enum err
count_tables(struct postgres *pg, const char *schema, int64_t *ret,
    struct note *note)
{
	static const char text[] =
	    "SELECT count(c.oid) FROM pg_catalog.pg_namespace n"
	    " LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid"
	    " WHERE n.nspname = $1 GROUP BY n.oid";
	PGresult *res = PQexecParams(pg->conn, text, 1, NULL,
	    (const char *const []){ schema }, NULL, NULL, 0);
	enum err r = ERR_OK;
	int64_t n = -1;

	if (PQresultStatus(res) != PGRES_TUPLES_OK)
		r = postgres_say(pg, res, text, note);
	else if (PQntuples(res) == 0 ||
	    str_int(str_of(PQgetvalue(res, 0, 0)), &n))
		*ret = n;
	PQclear(res);
	return r;
}

static enum err
schema_make(struct postgres *pg, const char *quoted, struct note *note)
{
	struct buf b = BUF_INIT;
	enum err r;

	buf_fmt(&b, "CREATE SCHEMA IF NOT EXISTS %s", quoted);
	r = buf_failed(&b) ? note_memory(note) : ask(pg, b.p, note);
	buf_free(&b);
	return r;
}

static enum err
schema_find(struct postgres *pg, const char *schema, const char *quoted,
    struct note *note)
{
	int64_t tables = -1;
	enum err r;

	if ((r = count_tables(pg, schema, &tables, note)) != ERR_OK)
		return r;
	if (pg->st.mode == STORE_CREATE && tables > 0)
		return NOTE(note, ERR_EXISTS,
		    M("{store} has a schema {schema} with tables already, "
		    "which stay as they are. Use another database for the new "
		    "store."), A_CSTR("store", pg->st.shown),
		    A_CSTR("schema", schema));
	if (pg->st.mode == STORE_CREATE)
		return tables == 0 ? ERR_OK : schema_make(pg, quoted, note);
	if (tables < 0)
		return NOTE(note, ERR_NOTFOUND,
		    M("There is no store in {store}: it has no schema "
		    "{schema}. Look at the name, or make a new store with "
		    "anze init."), A_CSTR("store", pg->st.shown),
		    A_CSTR("schema", schema));
	return ERR_OK;
}

enum err
postgres_open(struct store *st, const char *schema, struct note *note)
{
	struct postgres *pg = postgres_of(st);
	char *quoted = NULL;
	enum err r;

	if (strlen(schema) > SCHEMA_MOST)
		return NOTE(note, ERR_USAGE,
		    M("The name of the schema {schema} is too long."),
		    A_CSTR("schema", schema));
	if ((r = connect_to(pg, note)) != ERR_OK ||
	    (r = check_server(pg, note)) != ERR_OK)
		return r;
	quoted = PQescapeIdentifier(pg->conn, schema, strlen(schema));
	if (quoted == NULL)
		return postgres_say(pg, NULL, NULL, note);
	if ((r = schema_find(pg, schema, quoted, note)) == ERR_OK &&
	    (r = agree(pg, quoted, note)) == ERR_OK &&
	    !PQenterPipelineMode(pg->conn))
		r = postgres_say(pg, NULL, NULL, note);
	PQfreemem(quoted);
	return r;
}
