/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which characters make names and blanks?  DMN 1.5, rules 27 to 31 and 61; the
 * words of the language; and the full-width signs that are none of it.
 */
#ifndef FEEL_WORD_IN_H
#define FEEL_WORD_IN_H

#include "base/str.h"

bool feel_name_starts(int32_t cp);
bool feel_name_goes_on(int32_t cp);
bool feel_is_blank(int32_t cp);

/* Bytes of the longest run of name characters at ${at}; 0 if none starts. */
size_t feel_word(struct str s, size_t at);

/* Bytes of blanks and comments at ${at}; ${*ret_bad}: a comment never ends. */
size_t feel_gap(struct str s, size_t at, bool *ret_bad);

/* Words parted by one blank, that a context's key can be without quotes? */
bool feel_is_name(struct str s);
bool feel_is_reserved(struct str word);

/* "(" for U+FF08 and so on; NULL if ${cp} is no such sign. */
const char *feel_half_width(int32_t cp);
bool feel_has_full_width(struct str s);

#endif
