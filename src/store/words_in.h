/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of the word index share? */
#ifndef STORE_WORDS_IN_H
#define STORE_WORDS_IN_H

#include "store/store_in.h"
#include "store/words.h"

enum {
	WORDS_RUN_MAX	= 64,	/* bytes of a word of ASCII; more is cut off */
	WORDS_NAME_MAX	= 4,	/* characters of a run that may be a name */
	WORDS_SOUNDS_MAX = 4	/* of one character of a longer one */
};

enum words_class {
	WORDS_NONE,		/* blanks and signs */
	WORDS_ASCII,		/* letters and digits */
	WORDS_WIDE		/* any other writing */
};

/* The next run of one class of writing in folded text. */
struct words_run {
	enum words_class	class;
	size_t			from, to;	/* bytes */
	size_t			count;		/* characters */
};
bool words_run(struct str text, size_t *at, struct words_run *ret);

/*
 * A word, handed out.  ${beside}: it stands where the one before it stands.  Not
 * 0 stops, and is what words_cut() returns.
 */
typedef int words_fn(void *arg, struct str word, bool beside, size_t from,
    size_t to);

/* All words of folded text, its sounds too; or, ${asked}, those by which typed
 * text is looked for: pairs, and single characters only where they are alone. */
int words_cut(struct str text, bool asked, words_fn *word, void *arg);

/* SQLite: give a connection our words, before any statement of an index. */
enum err words_register(struct store *st, struct note *note);

#endif
