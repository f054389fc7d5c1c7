/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the files of the sheet reader know of each other?  For sheet*.c only.
 *
 *	sheet.c		what kind of file is it; the door of texts
 *	sheet_book.c	the door of workbooks: which parts, which sheet
 *	sheet_rows.c	the rows of that sheet
 *	sheet_merge.c	which of its cells are merged
 *	sheet_strings.c	the texts that all sheets share
 *	sheet_look.c	which numbers are dates, by their formats
 *	sheet_number.c	numbers, as they are written there
 *	sheet_xml.c	a part taken apart
 *	sheet_guard.c	what is not let to the parser
 *	sheet_zip.c	the archive and its parts
 */
#ifndef BASE_SHEET_IN_H
#define BASE_SHEET_IN_H

#include "base/sheet.h"

enum {
	SHEET_PARTS_MAX	  = 10000,		/* of an archive */
	SHEET_FOLDER_MAX  = 2 * 1024 * 1024,	/* bytes of its table of parts */
	SHEET_STYLES_MAX  = 65536,		/* cell formats; Excel's limit */
	SHEET_FORMATS_MAX = 65536,		/* ids of number formats */
	SHEET_MERGES_MAX  = 200000,
	SHEET_SHEETS_MAX  = 4096,
	SHEET_ROW_BYTES_MAX = 1024 * 1024	/* beside the shared strings */
};

/* A file or bytes in memory, read at any place. */
struct sheet_from {
	int		fd;		/* -1: memory */
	struct str	bytes;
	int64_t		size;
};

/* Up to ${n} bytes at ${at}; fewer only at the end, -1 when it fails. */
long sheet_from_read(const struct sheet_from *from, int64_t at, void *to,
    size_t n);

/* The archive, its table of parts checked before it is read. */
struct sheet_zip;
enum err sheet_zip_open(const struct sheet_from *from, struct sheet_zip **ret,
    struct note *note);
void sheet_zip_close(struct sheet_zip *z);

/* Which part has this name?  Case and the kind of slash do not matter; -1 if
 * there is none. */
int64_t sheet_zip_find(const struct sheet_zip *z, struct str name);

/* A part being unpacked, within the limits of sheet.h. */
struct sheet_part;
enum err sheet_part_open(struct sheet_zip *z, int64_t which,
    struct sheet_part **ret, struct note *note);
void sheet_part_close(struct sheet_part *p);
/* -1: sheet_part_failed() says why. */
long sheet_part_read(struct sheet_part *p, void *to, size_t n);
/* ERR_OK when nothing failed so far. */
enum err sheet_part_failed(const struct sheet_part *p, struct note *note);
struct str sheet_part_name(const struct sheet_part *p);
int sheet_part_progress(const struct sheet_part *p);	/* thousandths */

/* Looks at XML before a parser does, piece by piece; begins zeroed. */
enum sheet_guard_kind {
	SHEET_GUARD_FINE, SHEET_GUARD_CODING, SHEET_GUARD_TYPE,
	SHEET_GUARD_ATTRIBUTES, SHEET_GUARD_NESTED, SHEET_GUARD__MAX
};
struct sheet_guard {
	enum sheet_guard_kind	wrong;
	bool			begun;
	bool			declared;	/* its encoding, or it is not */
	int			in;		/* which kind of markup */
	int			matched;	/* of what is expected there */
	int			attributes;	/* of the tag */
	int			depth;
	char			quote, last;
	size_t			kept;
	char			head[256];	/* <?xml … ?> */
};
bool sheet_guard_see(struct sheet_guard *g, struct str piece);
/* Say what was wrong with ${part}; ERR_OK if nothing was. */
enum err sheet_guard_wrong(const struct sheet_guard *g, struct str part,
    struct note *note);

/*
 * A part taken apart: only the elements that its grammar names are told, each
 * when it begins and when it ends; others are skipped with all that is in them.
 * States are numbers below SHEET_STATES, 0 being outside of the root; each is
 * entered from one other only.
 */
enum { SHEET_STATES = 16 };

struct sheet_rule {
	unsigned char	 in, to;
	bool		 text;		/* its text is wanted */
	const char	*name;
};

enum sheet_event { SHEET_ENTER, SHEET_LEAVE, SHEET_END };

struct sheet_xml;
/* ${rules} ends with a name of NULL.  The part must stay. */
enum err sheet_xml_open(struct sheet_part *p, const struct sheet_rule *rules,
    struct sheet_xml **ret, struct note *note);
void sheet_xml_close(struct sheet_xml *x);
/* Which state was entered or left; a part that is not as it should be, or holds
 * a document type or an entity, is ERR_INVALID. */
enum err sheet_xml_next(struct sheet_xml *x, enum sheet_event *ret_event,
    unsigned *ret_state, struct note *note);
/* An attribute of the element just entered, until the next event. */
bool sheet_xml_attr(const struct sheet_xml *x, const char *name,
    struct str *ret);
/* The attribute ${name} of the namespace of relationships. */
bool sheet_xml_relation(const struct sheet_xml *x, const char *name,
    struct str *ret);
/* The text of the element just left; a longer one is cut at one byte beyond
 * SHEET_CELL_MAX. */
struct str sheet_xml_text(const struct sheet_xml *x);

/* Is an xsd:boolean true? */
bool sheet_xml_true(struct str s);
/* Text with _x000D_ and its like put right. */
void sheet_xml_put(struct buf *b, struct str s);

/* The texts that all sheets share. */
struct sheet_strings {
	struct buf	 bytes;
	uint32_t	*ends;
	size_t		 n, room;
};
enum err sheet_strings_load(struct sheet_strings *t, struct sheet_part *p,
    struct note *note);
bool sheet_strings_get(const struct sheet_strings *t, uint64_t i,
    struct str *ret);
void sheet_strings_free(struct sheet_strings *t);

/* How is a number shown?  0: as a number. */
enum {
	SHEET_LOOK_DATE		= 1,
	SHEET_LOOK_TIME		= 2,
	SHEET_LOOK_SECOND	= 4,
	SHEET_LOOK_FRACTION	= 8,	/* of a second */
	SHEET_LOOK_ELAPSED	= 16,	/* hours beyond 24 */
	SHEET_LOOK_EITHER	= 32	/* a date, or a time when below 1 */
};

/* By a number format; by one of those that every program knows. */
unsigned sheet_look_of_code(struct str code);
unsigned sheet_look_of_id(int64_t id);

/* The looks of a workbook's cell formats; ${looks} has SHEET_STYLES_MAX. */
enum err sheet_look_load(unsigned char *looks, struct sheet_part *p,
    struct note *note);

/* A number as it is written: digits × 10^exp, no zeros at either end. */
enum { SHEET_DIGITS_MAX = 40 };
struct sheet_number {
	bool	minus;
	size_t	n;			/* 0: zero */
	int	exp;
	char	digits[SHEET_DIGITS_MAX];
};

/* False: not a number, or with more digits than these. */
bool sheet_number_parse(struct str s, struct sheet_number *ret);
/* Plain, without exponent; false if that would be too long. */
bool sheet_number_put(struct buf *b, const struct sheet_number *n);
/*
 * A workbook holds doubles: 1.1 may be written as 1.1000000000000001, which is
 * the same one.  Take such digits away; those that say something stay.
 */
void sheet_number_clean(struct sheet_number *n);

/* The number as a date or time of that look; false if it is none. */
bool sheet_look_put(struct buf *b, unsigned look, bool from_1904,
    const struct sheet_number *n);
/* An ISO 8601 date or time of that look; false if it is none. */
bool sheet_look_iso(struct buf *b, unsigned look, struct str s);

/* Merged cells, by their first rows; rows and columns from 1. */
struct sheet_merge {
	uint32_t	top, bottom;
	uint16_t	left, right;
};
struct sheet_merges {
	struct sheet_merge	*merge;
	size_t			 n, room;
};
/* Reads the whole part once, so that its size and checksum are known too. */
enum err sheet_merges_load(struct sheet_merges *m, struct sheet_part *p,
    struct note *note);
void sheet_merges_free(struct sheet_merges *m);

/* "BC23": false if it is no such name.  ${*ret_row} 0 when there is none. */
bool sheet_merge_cell(struct str s, int64_t *ret_column, int64_t *ret_row);

/* The rows of one sheet. */
struct sheet_rows;
enum err sheet_rows_open(struct sheet_part *p, const struct sheet_strings *t,
    const struct sheet_merges *m, struct sheet_rows **ret, struct note *note);
/* What is known of the workbook: its looks, and where its days begin. */
void sheet_rows_looks(struct sheet_rows *rows, const unsigned char *looks,
    bool from_1904);
void sheet_rows_close(struct sheet_rows *rows);
enum err sheet_rows_next(struct sheet_rows *rows, const struct cell **ret_cells,
    size_t *ret_n, struct note *note);
int64_t sheet_rows_row(const struct sheet_rows *rows);

/* A workbook, opened at one of its sheets. */
struct sheet_book;
enum err sheet_book_open(const struct sheet_from *from, const char *name,
    struct sheet_book **ret, struct note *note);
void sheet_book_close(struct sheet_book *b);
struct sheet_rows *sheet_book_rows(const struct sheet_book *b);
int sheet_book_progress(const struct sheet_book *b);

#endif
