/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files that read, make and check the schema share? */
#ifndef STORE_SCHEMA_IN_H
#define STORE_SCHEMA_IN_H

#include "store/schema.h"

struct named {
	const char		*name;
	const struct table	*table;
};

struct schema {
	const struct part	*parts;
	size_t			 nparts;
	struct table		*tables;	/* as they stand in the parts */
	size_t			 ntables;
	struct named		*by_name;	/* the same, sorted */
};

/* schema_words.c: SQL as a row of words. */
enum word_kind {
	WORD_END,
	WORD_NAME,	/* names, words of SQL, numbers */
	WORD_SIGN,	/* one of ( ) , ;  or an operator */
	WORD_STRING,	/* '…' */
	WORD_COMMENT,	/* -- … */
	WORD_BAD	/* a string without an end, or what we do not write */
};

struct word {
	enum word_kind	 kind;
	struct str	 text;
	int64_t		 line;
};

struct words {
	struct str	 text;
	size_t		 at;
	int64_t		 line;
};

struct words words_of(struct str text);
struct word words_next(struct words *w);
bool word_is(const struct word *w, const char *text);

/* The next statement of ${*rest}, without its ';'; false at the end. */
bool words_statement(struct words *rest, struct str *ret);

/* Is this one of the six type words? */
bool words_type(struct str word);

/* Put ${statement} into ${b} as the database wants it. */
void words_translate(struct buf *b, struct str statement, bool postgres);

/* Put ${text} in its one form: no comments, one blank between words. */
void words_normal(struct buf *b, struct str text);

/* schema.c */

/* Run each statement of ${text}, translated. */
enum err schema_statements(struct store *st, struct str text,
    struct note *note);

/* Make one table with its indexes and triggers. */
enum err table_make(const struct table *t, struct store *st,
    struct note *note);

/* Remember how ${t} looks. */
enum err table_remember(const struct table *t, struct store *st, bool filled,
    struct note *note);
enum err part_remember(const struct part *p, struct store *st,
    struct note *note);

/* schema_check.c: what the store says of itself, beside what we know. */
struct seen {
	bool	kept;		/* its shape is remembered */
	bool	same;		/* and is ours */
	bool	filled;
	bool	there;		/* the database has it */
};

/* A table that is remembered and that no part names. */
struct stranger {
	const char		*name;
	enum table_class	 class;
	const struct stranger	*next;
};

struct survey {
	struct seen		*tables;	/* one for each of the schema */
	const struct stranger	*strangers;
	int64_t			*versions;	/* one for each part; 0: new */
};

/* Nothing is known yet; false: no memory. */
bool survey_new(struct arena *a, const struct schema *s, struct survey *ret);
/* Fill in the versions; ERR_NOTFOUND: no store of ours; ERR_VERSION: a newer
 * one. */
enum err survey_parts(struct arena *a, const struct schema *s,
    struct store *st, struct survey *v, struct note *note);
/* Fill in the rest. */
enum err survey_tables(struct arena *a, const struct schema *s,
    struct store *st, struct survey *v, struct note *note);

/* A CANON or KEPT table that should be there is not. */
enum err schema_lost(const struct table *t, struct store *st,
    struct note *note);

#endif
