/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the import of bodies share. */
#ifndef BODY_BODY_IMPORT_IN_H
#define BODY_BODY_IMPORT_IN_H

#include "body/body_import.h"
#include "body/body_in.h"
#include "body/body_lines.h"
#include "base/memo.h"
#include "core/import_rows.h"

/* A body that the store had when the file was judged. */
struct import_known {
	struct key	id;
	uint32_t	line;		/* its first in the file */
	bool		withdrawn;
	bool		merged;
};

/* One entry to be made: of a line, or of a part of its days. */
struct import_step {
	uint32_t	line;
	uint8_t		part;		/* of line->place */
	uint8_t		todo;		/* enum body_do */
	bool		joined;		/* names what the step before it, or
					 * it after, adds: one act for both */
};

struct importing {
	struct app			*app;
	const struct body_import	*what;
	struct arena			*a;		/* these two spill */
	struct arena			*rows;		/* of the lines alone, which
							 * grow */
	struct arena			*scratch;	/* emptied per line */
	struct arena_mark		 empty;
	struct import_rows		 in;
	struct body_lines		 lines;
	size_t				 room;		/* of the lines */
	struct str			 source;	/* of the last line */
	struct memo			 places;	/* code, year */
	struct memo			 names;		/* source, name */
	struct import_known		*known;		/* in order of keys */
	size_t				 nknown, known_room;
	struct import_step		*step;
	size_t				 nsteps, nadds;

	/* While it is recorded: is the store still as it was judged? */
	bool				 trusted;
	int64_t				 part;		/* first of the act */
	int64_t				 base, next;	/* entries expected */
	uint32_t			*fresh;		/* keys made in the act */
	size_t				 nfresh, fresh_room;
};

/* Tell of a line's fault, once; clears ${found}. */
void body_import_fault(struct importing *im, struct body_line *l,
    const char *field, struct note *found);

/* Which bodies of the file are there?  Fills ${im->known} and their ids. */
enum err body_import_known(struct importing *im, struct note *note);

/* Does the store know any code of this source; and who is behind one? */
enum err body_import_source(struct store *st, struct str source, bool *ret,
    struct note *note);
enum err body_import_alias(struct store *st, struct str source,
    struct str code, struct import_known *ret, bool *ret_found,
    struct note *note);

/* The one whose key it is, or NULL. */
const struct import_known *body_import_known_find(const struct importing *im,
    struct key id);

/* Join lines to superiors, guides and divisions, in file and store. */
enum err body_import_resolve(struct importing *im, struct note *note);

/*
 * body_import_name(im, l, text, ret, note):
 * Whom does ${text} mean in line ${l}?  A line of the file, else a key of the
 * store; ERR_NOTFOUND or ERR_INVALID say why nobody.
 */
struct import_name {
	uint32_t	line;	/* first line, or LINE_NONE */
	struct key	id;	/* of the store; KEY_NONE: not there yet */
	int64_t		from, to;	/* a state of it in the store was seen */
};
enum err body_import_name(struct importing *im, const struct body_line *l,
    struct str text, struct import_name **ret, struct note *note);

/* What is to be done with each line; ${im->step}, ${report->planned}. */
enum err body_import_plan(struct importing *im, struct note *note);

/* import_plan.cut: bodies that guide one another are added in one act, so that
 * an interrupted import names nobody who is not there. */
int64_t body_import_cut(void *arg, int64_t from, int64_t to);

/* import_plan.append: change number ${i}. */
enum err body_import_append(struct tx *tx, void *arg, int64_t i,
    struct note *note);

/*
 * body_import_state(im, tx, a, l, part, ret, note):
 * The state that the line asks for.  With ${tx}, keys of bodies that are still
 * to be added are made; without, they are KEY_NONE.
 */
enum err body_import_state(struct importing *im, struct tx *tx,
    struct arena *a, const struct body_line *l, size_t part,
    struct body_state *ret, struct note *note);

#endif
