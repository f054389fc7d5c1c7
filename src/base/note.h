/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why did it fail, in words a person can act on?  A note carries the kind of
 * error, a message id (the English sentence, with {named} places) and its
 * arguments.  It is made where the failure is understood and put into words at
 * the edge (say.h).  Libraries never print.
 *
 * A note owns what it says: arguments are copied into it, long ones cut at
 * NOTE_TEXT_MAX.  The first failure is kept: nothing below overwrites it
 * unless note_clear() is called.
 */
#ifndef BASE_NOTE_H
#define BASE_NOTE_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum {
	NOTE_ARGS_MAX	= 8,
	NOTE_BYTES_MAX	= 2048,	/* all texts of one note */
	NOTE_TEXT_MAX	= 600	/* one text; a longer one ends in an ellipsis */
};

enum arg_kind {
	ARG_NONE,
	ARG_TEXT,	/* shown as it is */
	ARG_WORD,	/* a msgid itself: shown translated */
	ARG_INT,	/* shown grouped: 184 006 */
	ARG_DAY,	/* days since 1970-01-01 */
	ARG_MOMENT	/* UTC ms, shown with the zone of the house */
};

struct arg {
	const char	*name;	/* static; the place {name} in the message */
	enum arg_kind	 kind;
	struct str	 text;
	int64_t		 num;
};

#define A_TEXT(name, s)		{ (name), ARG_TEXT, (s), 0 }
#define A_CSTR(name, c)		{ (name), ARG_TEXT, str_of(c), 0 }
#define A_WORD(name, msgid)	{ (name), ARG_WORD, str_of(msgid), 0 }
#define A_INT(name, n)		{ (name), ARG_INT, { NULL, 0 }, (n) }
#define A_DAY(name, d)		{ (name), ARG_DAY, { NULL, 0 }, (d) }
#define A_MOMENT(name, ms)	{ (name), ARG_MOMENT, { NULL, 0 }, (ms) }

/* Marks a string for translation where it is not said at once. */
#define M(msgid)		msgid

/* Where in what was given?  Each part 0 or NULL when it does not apply. */
struct where {
	const char	*field;	/* name of a field of a field table */
	const char	*label;	/* msgid: what people call that field */
	int64_t		 line;	/* of a text file, from 1 */
	int64_t		 row;	/* of a sheet, from 1, header included */
	int64_t		 column;/* from 1 */
};

struct note {
	enum err	 err;		/* ERR_OK: nothing was said */
	const char	*msg;		/* msgid, static */
	struct arg	 args[NOTE_ARGS_MAX + 1];
	struct where	 where;
	size_t		 used;		/* of bytes */
	char		 bytes[NOTE_BYTES_MAX];
};

#define NOTE_INIT	{ 0 }

/*
 * NOTE(note, code, msg, args...):
 * Say ${msg} in ${note} (NULL: nobody listens) and return ${code}, so that
 *	return NOTE(note, ERR_NOTFOUND, M("No region has the code {code}."),
 *	    A_TEXT("code", code));
 * reads as one thought.  xgettext collects the third argument.
 */
#define NOTE(note, code, msg, ...) \
	((void)note_set((note), (code), (msg), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ }), \
	    (enum err)(code))

enum err note_set(struct note *note, enum err e, const char *msg,
    const struct arg *args);

/* Say where: only what is not yet known there is filled in. */
void note_where(struct note *note, struct where where);

/* Out of memory: the sentence for it.  What a function returns must be visible
 * to a checker that reads one file at a time. */
void note_memory_say(struct note *note);
static inline enum err
note_memory(struct note *note)
{
	note_memory_say(note);
	return ERR_MEMORY;
}

/*
 * note_arena(a, r, note):
 * What was found out with an arena that has failed since is not to be believed,
 * good or bad, for a text in it may have been lost on the way: if ${a} has
 * failed return ERR_MEMORY with its sentence instead, otherwise ${r}.
 */
enum err note_arena(const struct arena *a, enum err r, struct note *note);

void note_clear(struct note *note);
void note_copy(struct note *to, const struct note *from);

#endif
