/* SPDX-License-Identifier: Apache-2.0 */
/* Built without Unicode's table: no character has a reading. */
#include "base/pinyin_in.h"

const char pinyin_syllables[][PINYIN_SYLLABLE] = { "" };
const size_t pinyin_nsyllables = 0;
const uint16_t pinyin_entries[] = { 0 };
const struct pinyin_char pinyin_chars[] = { { 0, 0 } };
const size_t pinyin_nchars = 0;
