/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do the bytes of a text file become UTF-8, block by block?  For csv.c only.
 */
#ifndef BASE_CSV_IN_H
#define BASE_CSV_IN_H

#include <iconv.h>

#include "base/csv.h"

enum {
	CSV_RAW_MAX	= 64 * 1024,
	CSV_TEXT_MAX	= 2 * CSV_RAW_MAX, /* at most three bytes from two */
	CSV_BROKEN	= 0xFF	/* in the text, for a byte that is none */
};

enum csv_coding {
	CODING_OPEN,		/* nothing but ASCII so far */
	CODING_UTF8,
	CODING_GB18030,
	CODING_UTF16LE,
	CODING_UTF16BE,
	CODING__MAX
};

struct csv_text {
	struct csv_source	 from;
	enum csv_coding		 coding;
	iconv_t			 conv;
	bool			 converts;	/* conv is open */
	bool			 ended;		/* the source has */
	const unsigned char	*at, *end;	/* the block, as far as left */
	size_t			 raw_at, raw_n;	/* of raw, not yet text */
	unsigned char		 raw[CSV_RAW_MAX];
	unsigned char		 text[CSV_TEXT_MAX];
};

/* The first block: what a BOM says, the BOM gone.  ${t->at} .. ${t->end} are the
 * bytes as they are, or converted when the encoding is UTF-16; in both, commas,
 * quotes and line breaks can be looked for.  ${skip} of them are then dropped. */
enum err csv_text_start(struct csv_text *t, struct note *note);
void csv_text_skip(struct csv_text *t, size_t skip);

/* The next block when the last is used up; ${t->at} == ${t->end} at the end.
 * ${line}: how far it came, for the note. */
enum err csv_text_more(struct csv_text *t, int64_t line, struct note *note);
void csv_text_end(struct csv_text *t);

/* "UTF-8" and so on. */
const char *csv_text_encoding(const struct csv_text *t);

#endif
