/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do tests come by workbooks?  They make them here: real archives, whose
 * parts are the XML that is to be read, and defaults for the rest.
 */
#ifndef BASE_SHEET_MADE_H
#define BASE_SHEET_MADE_H

#include "base/sheet.h"

struct made_part {
	const char	*name;
	const char	*text;
	size_t		 n;		/* 0: up to the NUL */
	bool		 stored;	/* not packed */
};

enum { MADE_PARTS_MAX = 16 };

/* An archive in ${a}, always the same for the same parts; empty if it failed. */
struct str made_zip(struct arena *a, const struct made_part *parts, size_t n);

struct made_book {
	const char	*rows;		/* within sheetData */
	const char	*behind;	/* within worksheet, behind the rows */
	const char	*strings;	/* within sst; NULL: no such part */
	const char	*styles;	/* within styleSheet; NULL: no such part */
	/* Whole parts instead of the usual ones. */
	const char	*sheet;
	const char	*book;
	const char	*book_relations;
	const char	*relations;	/* "": none */
	/* More of them. */
	struct made_part more[MADE_PARTS_MAX];
	/* The name of the sheet's part instead of the usual one. */
	const char	*sheet_name;
};

#define MADE_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define MADE_LINKS "http://schemas.openxmlformats.org/package/2006/relationships"
#define MADE_KINDS \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"

struct str made_book(struct arena *a, const struct made_book *b);

/*
 * All that a sheet holds, a row a line: its number, and each cell in brackets;
 * [=x] is a formula's, [!x] an error, [~] merged.  A row that cannot be read is
 * its number, "!" and the column; what ends it before its end is an error's
 * name.  The last failure is in ${note}.
 */
struct str made_read(struct arena *a, struct sheet *s, struct note *note);

#endif
