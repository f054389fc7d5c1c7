/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which records does a word stand?  An index of words over both databases,
 * made for Chinese, which has no blanks between words.
 *
 * Text is folded (NFKC, case).  Letters and digits of ASCII are words as they
 * stand; of all other writing each pair of neighbours is a word, and each single
 * character.  Under Chinese characters lie their sounds (pinyin.h): from every
 * character on the initials of what follows, and each pair of neighbours as it
 * is spelt, in all its readings; rare ones in short runs only, as names are.
 *
 * Finding is exact: what is typed is parted at blanks, and a record is found
 * if it has all parts.  A part of Chinese stands in it as it is typed, a single
 * character too; a run of ASCII begins a word of it, or the sound of its
 * characters from any of them on, in full or by initials, as far as they are
 * among the first 1,024 of the record; where a part has both, or signs, it stands
 * in it as a whole.
 *
 * An index is declared in an x.sql (schema.h) as
 *
 *	-- SCRATCH.  Names.
 *	CREATE WORDS search_words;
 *
 * and is used through a static struct words_index of the same name.
 */
#ifndef STORE_WORDS_H
#define STORE_WORDS_H

#include "base/key.h"
#include "store/store.h"

enum {
	WORDS_VERSION	  = 2,		/* of how text becomes words */
	WORDS_TEXT_MAX	  = 16 * 1024,	/* bytes of a record, folded; the rest
					 * is not found */
	WORDS_QUERY_MAX	  = 1000,	/* bytes typed */
	WORDS_PARTS_MAX	  = 16,		/* runs of one query */
	WORDS_FIND_MAX	  = 1000,	/* hits of one page */
	WORDS_KIND_MAX	  = 32
};

/* One index; made by WORDS_INDEX("name"). */
struct words_index {
	const char	*name;
	struct sql	 put, at, fresh, enter, leave, change, drop;
	struct sql	 near, find, count, empty, clear;
};

/* Something found. */
struct words_hit {
	struct key	id;
	struct str	kind;
	int64_t		place;	/* in the order in which records came in */
};

struct words_query {
	struct str	text;	/* as typed */
	struct str	kind;	/* "": any */
	int64_t		after;	/* behind this place; 0: from the first */
	size_t		most;	/* at most WORDS_FIND_MAX */
};

/*
 * words_put(st, a, ix, id, kind, text, n, note):
 * Let ${id} be found by the words of its ${n} texts, and by no others; a record
 * that was there keeps its place.  ${kind}: small letters and _.  Uses ${a} for
 * the moment.
 */
enum err words_put(struct store *st, struct arena *a,
    const struct words_index *ix, struct key id, struct str kind,
    const struct str *text, size_t n, struct note *note);

/* Let it be found no more; nothing if it was not there. */
enum err words_drop(struct store *st, const struct words_index *ix,
    struct key id, struct note *note);

/* ERR_INVALID: no word was typed; ERR_LIMIT: too much was. */
enum err words_find(struct store *st, struct arena *a,
    const struct words_index *ix, const struct words_query *q,
    const struct words_hit **ret, size_t *ret_n, struct note *note);
enum err words_count(struct store *st, struct arena *a,
    const struct words_index *ix, const struct words_query *q, int64_t *ret,
    struct note *note);

/* Let nothing be found. */
enum err words_empty(struct store *st, const struct words_index *ix,
    struct note *note);

/* For the schema: the tables of the index ${name}.  Emptying and removing one
 * that is not there does nothing, as far as that can be told. */
enum err words_make(struct store *st, const char *name, struct note *note);
enum err words_unmake(struct store *st, const char *name, struct note *note);
enum err words_clear(struct store *st, const char *name, struct note *note);

#define WORDS_LITE_FIND(n) \
	" FROM " n "_fts CROSS JOIN " n " ON " n ".place = " n "_fts.rowid" \
	" WHERE " n "_fts MATCH $1 AND " n "_fts.rowid > $2" \
	" AND ($3 = '' OR words_hold(" n ".texts, $3) = 1)"
/* OFFSET 0: what is rare is taken out of the index of words, and not looked for
 * along the places, as a planner would that takes it for frequent. */
#define WORDS_PG_FIND(n) \
	" FROM (SELECT * FROM " n " WHERE words @@ CAST($1 AS tsquery)" \
	" AND place > $2 OFFSET 0) AS f" WORDS_PG_HOLD
#define WORDS_PG_HOLD \
	" WHERE NOT EXISTS (SELECT 1 FROM unnest(string_to_array($3," \
	" chr(10))) AS x (part) WHERE strpos(f.texts, x.part) = 0)"
/* What is frequent is there among the next few places. */
#define WORDS_PG_NEAR(n) \
	"SELECT id, kind, place, texts FROM (SELECT * FROM " n \
	" WHERE place > $2" \
	" ORDER BY place LIMIT 1000) AS f" WORDS_PG_HOLD \
	" AND f.words @@ CAST($1 AS tsquery) ORDER BY place LIMIT $4"

/* In SQLite the words stand in a table beside, ${n}_fts, which keeps no text: what
 * is taken out of it must be said as it was put in. */
#define WORDS_INDEX(n) { n, \
	.put = { "INSERT INTO " n " (id, kind, texts, words)" \
	    " VALUES ($1, $2, $3, array_to_tsvector(string_to_array($4," \
	    " ' '))) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind," \
	    " texts = excluded.texts, words = excluded.words" \
	    " WHERE " n ".kind <> excluded.kind" \
	    " OR " n ".texts <> excluded.texts", NULL }, \
	.at = { "SELECT place, kind = $2 AND texts = $3 FROM " n \
	    " WHERE id = $1", NULL }, \
	.fresh = { "INSERT INTO " n " (id, kind, texts) VALUES ($1, $2, $3)", \
	    NULL }, \
	.enter = { "INSERT INTO " n "_fts (rowid, kind, texts) VALUES" \
	    " ((SELECT place FROM " n " WHERE id = $1), $2, $3)", NULL }, \
	.leave = { "INSERT INTO " n "_fts (" n "_fts, rowid, kind, texts)" \
	    " SELECT 'delete', place, kind, texts FROM " n " WHERE id = $1", \
	    NULL }, \
	.change = { "UPDATE " n " SET kind = $2, texts = $3 WHERE id = $1", \
	    NULL }, \
	.drop = { "DELETE FROM " n " WHERE id = $1", NULL }, \
	.near = { WORDS_PG_NEAR(n), NULL }, \
	.find = { "SELECT " n ".id, " n ".kind, " n ".place, " n ".texts" \
	    WORDS_LITE_FIND(n) " ORDER BY " n "_fts.rowid LIMIT $4", \
	    "SELECT id, kind, place, texts" WORDS_PG_FIND(n) \
	    " ORDER BY place LIMIT $4" }, \
	.count = { "SELECT COUNT(*)" WORDS_LITE_FIND(n), \
	    "SELECT COUNT(*)" WORDS_PG_FIND(n) }, \
	.empty = { "DELETE FROM " n, NULL }, \
	.clear = { "INSERT INTO " n "_fts (" n "_fts) VALUES ('delete-all')", \
	    NULL } }

#endif
