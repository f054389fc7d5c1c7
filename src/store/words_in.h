/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of the word index share? */
#ifndef STORE_WORDS_IN_H
#define STORE_WORDS_IN_H

#include "base/pinyin.h"
#include "store/store_in.h"
#include "store/words.h"

enum {
	WORDS_RUN_MAX	= 256,	/* bytes of a word of ASCII; more is cut off */
	WORDS_NAME_MAX	= 4,	/* characters of a run that may be a name */
	WORDS_SOUNDS_MAX = 4,	/* initials from one character of a longer one */
	WORDS_SOUNDED_MAX = 1024 /* characters of a record that are looked for
				  * by their sound; words of PostgreSQL's take
				  * at most 1 MiB */
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

/* How is ${cp} read, where ${name} is a run that may be a name, with its rare
 * readings?  How many. */
size_t words_readings(int32_t cp, bool name,
    struct pinyin_reading ret[PINYIN_READINGS_MAX]);

/*
 * Words of sounds.  From each character on its reading and that of the next one,
 * if it has any, are a word, all readings with all; the first letter is made
 * a capital.  Typed letters are cut into the same pairs wherever a syllable must
 * begin in them, however they are read; of those of one point one must be in a
 * text.  ${begins}: a word that begins so will do.
 */
static inline void
words_sound_put(struct buf *b, struct str letters)
{
	buf_char(b, (char)(letters.p[0] - 'a' + 'A'));
	buf_str(b, str_part(letters, 1, letters.n));
}

typedef void words_spelt_fn(void *arg, size_t point, struct str letters,
    bool begins);
enum words_spelt {
	WORDS_SOUNDLESS,	/* that is no sound */
	WORDS_BEGIN,		/* the words asked for say it all */
	WORDS_HEAR		/* what has them must also be heard */
};
enum words_spelt words_spell(struct str typed, words_spelt_fn *word,
    void *arg);

/* Is what was typed, which is one run of ASCII, found in folded text: does a word
 * begin so, or the sound or the initials of its characters from one on? */
bool words_hear(struct str text, struct str typed);

/* SQLite: give a connection our words, before any statement of an index. */
enum err words_register(struct store *st, struct note *note);

#endif
