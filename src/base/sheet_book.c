/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sheet_in.h"

#include "base/fault.h"

/* What points from one part to another. */
struct relation {
	struct str	id;
	struct str	type;	/* its last word: "worksheet" */
	struct str	part;	/* the whole name of what it points to */
};

struct relations {
	struct relation	*rel;
	size_t		 n, room;
};

struct sheet_book {
	struct arena		*a;
	struct sheet_zip	*zip;
	struct str		 part;		/* the workbook's own */
	struct relations	 rels;		/* from it */
	bool			 from_1904;
	struct sheet_strings	 strings;
	unsigned char		*looks;
	struct sheet_merges	 merges;
	struct sheet_part	*sheet;
	struct sheet_rows	*rows;
};

/* Which sheet is wanted, and which was found. */
struct choice {
	const char	*name;		/* NULL: the first that is visible */
	bool		 is_book;
	struct str	 id;		/* of the relation; empty: none yet */
	bool		 exact;
	struct buf	 names;		/* of all that could be named */
	size_t		 n;
};

enum { ROOT, RELATIONS, RELATION };

static const struct sheet_rule relation_rules[] = {
	{ ROOT, RELATIONS, false, "Relationships" },
	{ RELATIONS, RELATION, false, "Relationship" },
	{ 0, 0, false, NULL }
};

enum { BOOK = 1, BOOK_SETTINGS, SHEETS, SHEET };

static const struct sheet_rule book_rules[] = {
	{ ROOT, BOOK, false, "workbook" },
	{ BOOK, BOOK_SETTINGS, false, "workbookPr" },
	{ BOOK, SHEETS, false, "sheets" },
	{ SHEETS, SHEET, false, "sheet" },
	{ 0, 0, false, NULL }
};

/* Files that are archives like a workbook, by a part that they hold. */
static const struct kin {
	const char	*part;
	const char	*words;
} kins[] = {
	{ "xl/workbook.bin", M("This is a binary workbook (.xlsb). Open it in "
	    "Excel, save it as xlsx or as CSV UTF-8, and hand in that file.") },
	{ "word/document.xml", M("This is a text document (.docx), not a table. "
	    "Put its table into a workbook (xlsx) or a text (CSV).") },
	{ "ppt/presentation.xml", M("This is a presentation (.pptx), not a table. "
	    "Put its table into a workbook (xlsx) or a text (CSV).") },
	{ "mimetype", M("This is an OpenDocument file (.ods). Open it in "
	    "LibreOffice or WPS, save it as xlsx or as CSV UTF-8, and hand in "
	    "that file.") },
};

/* The folder of a part, with its slash. */
static struct str
folder_of(struct str part)
{
	size_t n = part.n;

	while (n > 0 && part.p[n - 1] != '/')
		n--;
	return str_part(part, 0, n);
}

/* The whole name of ${target} as seen from ${folder}. */
static struct str
part_of(struct arena *a, struct str folder, struct str target)
{
	bool whole = str_starts(target, "/") || str_starts(target, "\\");
	struct buf b = BUF_IN(a);
	struct str piece, rest;

	for (size_t i = 0; !whole && i < folder.n; i++)
		buf_char(&b, folder.p[i]);
	rest = str_copy(a, target);
	for (size_t i = 0; i < rest.n; i++)
		if (rest.p[i] == '\\')
			((char *)(uintptr_t)rest.p)[i] = '/';
	while (str_cut(&rest, '/', &piece)) {
		if (piece.n == 0 || str_is(piece, "."))
			continue;
		if (str_is(piece, "..")) {
			struct str up = buf_view(&b);

			up = folder_of(str_part(up, 0, up.n == 0 ? 0 :
			    up.n - 1));
			b.n = up.n;
			continue;
		}
		buf_str(&b, piece);
		if (rest.p != NULL)
			buf_char(&b, '/');
	}
	return buf_view(&b);
}
