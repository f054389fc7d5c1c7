/* SPDX-License-Identifier: Apache-2.0 */
/* What does tools/pinyin.c make, and pinyin.c read? */
#ifndef BASE_PINYIN_IN_H
#define BASE_PINYIN_IN_H

#include <stddef.h>
#include <stdint.h>

enum {
	PINYIN_SYLLABLE	= 8,		/* bytes of one, with its NUL */
	PINYIN_RARE	= 0x8000	/* set in an entry */
};

/* Of one character: its entries end where the next one's begin. */
struct pinyin_char {
	uint32_t	cp;
	uint32_t	first;
};

extern const char pinyin_syllables[][PINYIN_SYLLABLE];	/* sorted */
extern const size_t pinyin_nsyllables;
extern const uint16_t pinyin_entries[];		/* numbers of syllables */
extern const struct pinyin_char pinyin_chars[];	/* by cp, and one more */
extern const size_t pinyin_nchars;

#endif
