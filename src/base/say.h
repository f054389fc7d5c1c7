/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is it said in the reader's language?  English is the language of the
 * message ids; po/zh_CN.po is the language of the screens and po/en.po holds
 * what the English shown should say otherwise.  msgfmt's tables are compiled
 * into the program, since a bare machine has no locales.
 */
#ifndef BASE_SAY_H
#define BASE_SAY_H

#include "base/note.h"
#include "base/zone.h"

enum lang { LANG_ZH_CN, LANG_EN, LANG__MAX };

/* How one reader wants to be spoken to; handed down, never kept. */
struct voice {
	enum lang		 lang;
	const struct zone	*zone;	/* NULL: UTC */
};

/*
 * say_lang(wish, ret_lang):
 * Understand a language as people and POSIX write it: zh_CN.UTF-8, zh, en_GB,
 * C (English).  False when it is neither Chinese nor English.
 */
bool say_lang(struct str wish, enum lang *ret_lang);

/* The words for ${msgid}; the msgid itself where the table has none. */
const char *say(enum lang lang, const char *msgid);
bool say_known(enum lang lang, const char *msgid);

/* Put ${msgid} with its {places} filled into ${b}; unknown places stay. */
void say_into(struct buf *b, struct voice v, const char *msgid,
    const struct arg *args);

/*
 * Put ${note} into ${b} as one or more sentences: where (row, line, column,
 * field) first when known, then what and what to do.  No line end.
 */
void say_note(struct buf *b, struct voice v, const struct note *note);

#endif
