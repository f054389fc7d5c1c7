/* SPDX-License-Identifier: Apache-2.0 */
/* What do the writer and the reader of canonical JSON share? */
#ifndef BASE_CANONICAL_IN_H
#define BASE_CANONICAL_IN_H

#include "base/canonical.h"

/* One and the highest bit in each byte of a word. */
#define BYTES_ONE	UINT64_C(0x0101010101010101)
#define BYTES_TOP	UINT64_C(0x8080808080808080)

/* The highest bit of some byte is set if one of them is 0, and only then. */
static inline uint64_t
has_zero(uint64_t word)
{
	return (word - BYTES_ONE) & ~word & BYTES_TOP;
}

/* Does the byte stand for itself in a string? */
static inline bool
is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

/*
 * How many bytes from ${p} on stand for themselves?  Eight at a time: entries
 * are mostly such text.  ${*all}: has also the bits of these bytes.
 */
static inline size_t
plain_run(const char *p, const char *end, uint64_t *all)
{
	const char *from = p;

	for (uint64_t word; end - p >= (ptrdiff_t)sizeof word;
	    p += sizeof word) {
		memcpy(&word, p, sizeof word);
		if ((has_zero(word ^ BYTES_ONE * '"') |
		    has_zero(word ^ BYTES_ONE * '\\') |
		    ((word - BYTES_ONE * 0x20) & ~word & BYTES_TOP)) != 0)
			break;
		*all |= word;
	}
	for (; p < end && is_plain(*p); p++)
		*all |= (unsigned char)*p;
	return (size_t)(p - from);
}

#endif
