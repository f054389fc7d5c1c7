/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the commands about packs share?  A desk: with a store or without one,
 * the packs that were named before those in force and those offered; and a list
 * that can be sorted, cut and written to a file.
 */
#ifndef RULEBOOK_RULEBOOK_DESK_CMD_H
#define RULEBOOK_RULEBOOK_DESK_CMD_H

#include "cli/cli.h"
#include "rulebook/rulebook.h"

struct app;

struct desk {
	struct cmd		*c;
	struct arena		*a;
	struct app		*app;	/* NULL: there is no store */
	const struct zone	*zone;	/* of the house */
	int64_t			 now;	/* UTC ms */
	int64_t			 today;	/* day of the house */
	struct adoptions	 all;
	struct shelf		*shelf;
	size_t			 named;	/* so many of it were named */
	bool			 own;	/* it was opened here */
};

/* Run ${run} at a desk: with the store that is open, the one that is named, or
 * none. */
typedef enum err desk_fn(struct desk *d, struct note *note);
enum err desk_run(struct cmd *c, desk_fn *run, struct note *note);

/*
 * desk_name(d, word, note):
 * Put the pack on the shelf that ${word} means: a file (a path, or a name that
 * ends in .md), ID@VERSION, or ID: the version in force, else the newest that is
 * adopted, else the one that is offered.
 */
enum err desk_name(struct desk *d, struct str word, struct note *note);
/* All operands from the ${from}-th on; none: all that is in force and all that is
 * offered and has another text. */
enum err desk_name_all(struct desk *d, size_t from, struct note *note);

/* What judges on the day: with a store, what is in force; without one, what is
 * offered. */
enum err desk_name_judging(struct desk *d, int64_t day, struct note *note);

/* Behind those that were named: what is in force on ${day}, then what is offered,
 * for those that use them. */
enum err desk_fill(struct desk *d, int64_t day, struct note *note);

/* Read all that were named.  ERR_INVALID: some cannot be read; each is told. */
enum err desk_read(struct desk *d, struct note *note);

/* "id@version", or the path. */
struct str desk_called(struct desk *d, const struct shelf_text *t);

/* The day of the house at that moment. */
int64_t desk_day(const struct desk *d, int64_t ms);

/* ${zh} or ${en}, as the reader wishes; ${zh} where there is no English. */
struct str desk_words(const struct cmd *c, struct pack_words w);

/* A note in the reader's words, without the place, which stands beside it. */
struct str desk_note(struct desk *d, const struct note *note);

/* A path with its line and column: "x.md:3:4". */
struct str desk_place(struct desk *d, struct str called,
    struct pack_place at);

/* Print the lines of ${b}; nothing in them steers a terminal. */
enum err desk_tell(struct desk *d, const struct buf *b, struct note *note);

/* ---- lists ---- */

#define LISTED_OPTS \
	OPT_TEXT(0, "sort", "COLUMN[,-COLUMN]", M("in the order of these " \
	    "columns; a hyphen before one: backwards")), \
	OPT_INT('m', "most", "N", M("at most this many rows")), \
	OPT_TEXT(0, "to", "FILE", M("write the list to this file: CSV, or a " \
	    "workbook when it ends in .xlsx"))

struct listed;

/* ${fs}: a column "en" beside "title" or "name", and what is behind it, is for
 * machines on the terminals of Chinese readers, the Chinese one on others'. */
enum err listed_begin(struct cmd *c, const struct fields *fs,
    struct listed **ret, struct note *note);
enum err listed_put(struct listed *l, const struct value *row,
    struct note *note);
/* Give it; ${r} not ERR_OK: give it up, and return that. */
enum err listed_end(struct listed *l, enum err r, struct note *note);

/* A value of kind FIELD_LIST of texts. */
struct value listed_texts(struct arena *a, const struct str *t, size_t n);

/* A text that may be missing. */
struct value listed_text(struct str s);

#endif
