/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How are the words for a msgid found?  In the bytes of a .mo file as msgfmt
 * writes them: a sorted table of msgids beside one of translations.  Nothing is
 * unpacked and nothing kept; each look-up stays within the bytes, so that a
 * table which was not made by msgfmt finds nothing instead of something else.
 */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include "base/str.h"

struct catalogue {
	const char	*bytes;
	size_t		 n;
};

/* How many strings?  The header, msgid "", counts; 0 if it is no .mo file. */
size_t catalogue_count(const struct catalogue *c);

/* The ${i}-th msgid and its translation, both followed by NUL. */
bool catalogue_at(const struct catalogue *c, size_t i, struct str *ret_msgid,
    struct str *ret_words);

/* The words for ${msgid}; false when there are none.  Not for msgid "". */
bool catalogue_find(const struct catalogue *c, struct str msgid,
    struct str *ret_words);

#endif
