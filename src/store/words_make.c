/* SPDX-License-Identifier: Apache-2.0 */
/* Of which tables is an index of words made? */
#include "store/words_in.h"

/* One statement with the index's name wherever $ stands. */
static enum err
named(struct store *st, const char *text, const char *name,
    struct note *note)
{
	struct buf b = BUF_INIT;
	enum err r;

	for (; *text != '\0'; text++)
		if (*text == '$')
			buf_text(&b, name);
		else
			buf_char(&b, *text);
	r = buf_failed(&b) ? note_memory(note) : store_exec(st, b.p, note);
	buf_free(&b);
	return r;
}

static enum err
all_named(struct store *st, const char *const *text, const char *name,
    struct note *note)
{
	enum err r = ERR_OK;

	for (; *text != NULL && r == ERR_OK; text++)
		r = named(st, *text, name, note);
	return r;
}

enum err
words_make(struct store *st, const char *name, struct note *note)
{
	static const char *const lite[] = {
		"CREATE TABLE $ (place INTEGER PRIMARY KEY, id BLOB NOT NULL"
		    " UNIQUE, kind TEXT NOT NULL, texts TEXT NOT NULL) STRICT",
		"CREATE VIRTUAL TABLE $_fts USING fts5 (kind, texts,"
		    " content = '', columnsize = 0, tokenize = 'anze')",
		/* Parts are joined when there are many, not with each act,
		 * and an import makes few of them. */
		"INSERT INTO $_fts ($_fts, rank) VALUES ('automerge', 0)",
		"INSERT INTO $_fts ($_fts, rank) VALUES ('crisismerge', 64)",
		"INSERT INTO $_fts ($_fts, rank) VALUES ('hashsize', 16777216)",
		NULL
	};
	static const char *const pg[] = {
		"CREATE TABLE $ (place BIGINT GENERATED ALWAYS AS IDENTITY"
		    " UNIQUE, id BYTEA NOT NULL PRIMARY KEY,"
		    " kind TEXT COLLATE \"C\" NOT NULL,"
		    " texts TEXT COLLATE \"C\" NOT NULL,"
		    " words TSVECTOR NOT NULL)",
		"CREATE INDEX $_words ON $ USING gin (words)",
		NULL
	};

	return all_named(st, store_is_postgres(st) ? pg : lite, name, note);
}

enum err
words_unmake(struct store *st, const char *name, struct note *note)
{
	static const char *const lite[] = { "DROP TABLE IF EXISTS $_fts",
	    "DROP TABLE IF EXISTS $", NULL };

	return all_named(st, store_is_postgres(st) ? lite + 1 : lite, name,
	    note);
}

enum err
words_clear(struct store *st, const char *name, struct note *note)
{
	static const char *const lite[] = {
	    "INSERT INTO $_fts ($_fts) VALUES ('delete-all')",
	    "DELETE FROM $", NULL };

	return all_named(st, store_is_postgres(st) ? lite + 1 : lite, name,
	    note);
}
