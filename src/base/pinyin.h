/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a Chinese name typed by its sound?  Without tones, ü as v: 张某甲 by
 * "zhangmoujia" or by its initials "zmj".
 *
 * Many characters have several readings (银行 yinhang, 行动 xingdong), and as
 * surnames often one of their own (单 shan, 曾 zeng, 仇 qiu).  Which one holds
 * cannot be known from the name, so a name has all their combinations, up to
 * PINYIN_COMBINATIONS_MAX; those of the first characters come first, since that
 * is where people begin to type.
 */
#ifndef BASE_PINYIN_H
#define BASE_PINYIN_H

#include "base/str.h"

enum {
	PINYIN_CHARS_MAX	= 32,	/* of one name */
	PINYIN_READINGS_MAX	= 8,	/* of one character */
	PINYIN_COMBINATIONS_MAX	= 16,
	PINYIN_SYLLABLE_MAX	= 6,	/* letters */
	PINYIN_LETTERS_MAX	= PINYIN_SYLLABLE_MAX * PINYIN_CHARS_MAX
};

/* For how many characters does this program know readings?  0: it was built
 * without Unicode's table of them. */
size_t pinyin_known(void);

struct pinyin_reading {
	const char	*text;		/* "hang" */
	bool		 rare;		/* in names, and hardly elsewhere */
};

/* The readings of ${cp}, the usual one first; how many. */
size_t pinyin_readings(int32_t cp,
    struct pinyin_reading ret[PINYIN_READINGS_MAX]);

/* Has some character the reading ${s}; or, not ${whole}, one that begins so? */
bool pinyin_syllable(struct str s, bool whole);

/* The characters of a name and how far its combinations were handed out. */
struct pinyin {
	struct {
		unsigned char	n, at;
		uint16_t	entry[PINYIN_READINGS_MAX];
	}	 of[PINYIN_CHARS_MAX];
	size_t	 n;		/* characters that have a reading */
	int	 given;
	bool	 over;
};

/* The characters at the beginning of ${name}, up to the first without a
 * reading; ${rare}: rare readings too. */
void pinyin_begin(struct pinyin *p, struct str name, bool rare);

/* The same without the first ${from} of the characters of ${of}. */
void pinyin_within(struct pinyin *p, const struct pinyin *of, size_t from);

/* The next combination: all letters, or the ${initials} alone, in ${ret}, which is
 * emptied.  False when there are no more, or none at all.  Combinations that
 * differ in nothing that is asked for are handed out once. */
bool pinyin_next(struct pinyin *p, bool initials, struct buf *ret);

#endif
