/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

#include "base/decimal.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/moment.h"
#include "base/utf8.h"

enum {
	TEXT_UNITS_MAX	= 32767,	/* Excel's: UTF-16 units of a cell */
	COEFF_DIGITS	= 15,		/* that a double keeps exactly */
	POWER_MAX	= 22,		/* 10^22 is the last exact one */
	FALSE_LEAP	= 60,		/* the number of 1900-02-29 */
	WIDTH_LEAST	= 9,
	WIDTH_MOST	= 60,
	PIECE		= 64 * 1024
};

enum look { LOOK_DAY, LOOK_MINUTE, LOOK_SECOND, LOOK__MAX };

static const char *const looks[LOOK__MAX] = {
	[LOOK_DAY]	= "yyyy-mm-dd",
	[LOOK_MINUTE]	= "yyyy-mm-dd hh:mm",
	[LOOK_SECOND]	= "yyyy-mm-dd hh:mm:ss",
};

static const double powers[POWER_MAX + 1] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
	1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

struct sheet_out {
	lxw_workbook	*book;
	lxw_worksheet	*sheet;
	lxw_format	*format[LOOK__MAX];
	char		*path;
	char		*temporary;	/* beside it, until all is written */
	char		*folder;	/* of both; the library's own files */
	struct buf	 text;
	int64_t		 row, column;	/* of the next cell, from 0 */
	int64_t		 cells[SHEETS_OUT_MAX];	/* handed to the library */
	size_t		 sheets;
	struct note	 note;		/* the first failure */
	unsigned char	 width[SHEET_COLUMNS_MAX];
};

static void
out_free(struct sheet_out *o)
{
	if (o == NULL)
		return;
	lxw_workbook_free(o->book);
	if (o->temporary != NULL)
		(void)unlink(o->temporary);
	free(o->temporary);
	free(o->path);
	free(o->folder);
	buf_free(&o->text);
	free(o);
}

/* ${path} and ${tail} in memory of its own. */
static char *
path_make(const char *path, size_t n, const char *tail)
{
	size_t more = strlen(tail) + 1;
	char *p = fault_hit(FAULT_ALLOC) ? NULL : malloc(n + more);

	if (p != NULL) {
		memcpy(p, path, n);
		memcpy(p + n, tail, more);
	}
	return p;
}

static enum err
paths_set(struct sheet_out *o, const char *path, struct note *note)
{
	const char *slash = strrchr(path, '/');
	int fd;

	o->path = path_make(path, strlen(path), "");
	o->folder = slash == NULL ? path_make(".", 1, "") :
	    path_make(path, (size_t)(slash - path) + (slash == path), "");
	if (o->path == NULL || o->folder == NULL)
		return note_memory(note);
	if ((o->temporary = path_make(path, strlen(path), ".XXXXXX")) == NULL)
		return note_memory(note);
	if ((fd = mkstemp(o->temporary)) < 0) {
		free(o->temporary);
		o->temporary = NULL;
		return file_error(note, errno, path);
	}
	(void)close(fd);
	return ERR_OK;
}

static enum err
sheet_make(struct sheet_out *o, const char *name, struct note *note)
{
	if (name[0] == '\0' ||
	    workbook_validate_sheet_name(o->book, name) != LXW_NO_ERROR)
		return NOTE(note, ERR_INVALID, M("\"{name}\" cannot be the name "
		    "of a sheet. Use at most 31 characters and none of "
		    "[ ] : * ? / \\."), A_CSTR("name", name));
	errno = 0;
	if ((o->sheet = workbook_add_worksheet(o->book, name)) == NULL)
		return errno == 0 ? note_memory(note) :
		    file_error(note, errno, o->path);
	o->sheets++;
	o->row = o->column = 0;
	memset(o->width, 0, sizeof o->width);
	return ERR_OK;
}

/* One sheet, and a look for each kind of date. */
static enum err
book_make(struct sheet_out *o, const char *name, struct note *note)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE,
	    .tmpdir = o->folder };
	enum err r;

	if ((o->book = workbook_new_opt(o->temporary, &options)) == NULL)
		return note_memory(note);
	if ((r = sheet_make(o, name, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < LOOK__MAX; i++) {
		if ((o->format[i] = workbook_add_format(o->book)) == NULL)
			return note_memory(note);
		format_set_num_format(o->format[i], looks[i]);
	}
	return ERR_OK;
}

enum err
sheet_out_open(const char *path, const char *name, struct sheet_out **ret,
    struct note *note)
{
	struct sheet_out *o = fault_hit(FAULT_ALLOC) ? NULL :
	    calloc(1, sizeof *o);
	enum err r;

	if (o == NULL)
		return note_memory(note);
	if ((r = paths_set(o, path, note)) != ERR_OK ||
	    (r = book_make(o, name, note)) != ERR_OK) {
		out_free(o);
		return r;
	}
	*ret = o;
	return ERR_OK;
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') ||
	    (c >= 'a' && c <= 'f');
}

/* Would a spreadsheet take this underscore for the beginning of _x000D_? */
static bool
is_escape(struct str s, size_t at)
{
	return s.n - at >= 7 && s.p[at + 1] == 'x' && is_hex(s.p[at + 2]) &&
	    is_hex(s.p[at + 3]) && is_hex(s.p[at + 4]) &&
	    is_hex(s.p[at + 5]) && s.p[at + 6] == '_';
}

/*
 * Characters that XML does not hold are written as _x000D_, the way Excel does,
 * and with them what only looks so.  Return the count of UTF-16 units.
 */
static size_t
text_escape(struct buf *b, struct str s)
{
	size_t units = 0, from, at = 0;
	int32_t c;

	buf_empty(b);
	while (at < s.n) {
		from = at;
		c = utf8_next(s, &at);
		if (c < 0)
			break;
		units += c > 0xFFFF ? 2 : 1;
		if ((c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE ||
		    c == 0xFFFF)
			buf_fmt(b, "_x%04X_", (unsigned)c);
		else if (c == '_' && is_escape(s, from))
			buf_text(b, "_x005F_");
		else
			buf_put(b, s.p + from, at - from);
	}
	return units;
}

/*
 * The double nearest to ${s}, if a spreadsheet shows it with these very digits:
 * a coefficient and a power of ten that are both exact give it in one step.
 */
static bool
number_of(struct str s, double *ret)
{
	struct decimal d;
	int64_t most = 1, coeff;

	for (int i = 0; i < COEFF_DIGITS; i++)
		most *= 10;
	if (!decimal_parse(s, &d) || d.coeff <= -most || d.coeff >= most ||
	    d.exp > POWER_MAX || d.exp < -POWER_MAX)
		return false;
	coeff = (int64_t)d.coeff;
	*ret = d.exp < 0 ? (double)coeff / powers[-d.exp] :
	    (double)coeff * powers[d.exp];
	return true;
}

/* Excel's count of days, in which 1900 is a leap year. */
static bool
serial_of(struct str s, double *ret)
{
	int64_t day, serial;

	if (!day_parse(s, &day))
		return false;
	serial = day - day_from_civil(1899, 12, 30);
	if (serial <= FALSE_LEAP)
		serial--;
	*ret = (double)serial;
	return serial >= 1;
}

static bool
two_digits(const char *p, int most, int *ret)
{
	if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
		return false;
	*ret = (p[0] - '0') * 10 + p[1] - '0';
	return *ret <= most;
}

/* 2026-11-23 14:10, or with seconds; T is as good as the blank. */
static bool
moment_of(struct str s, double *ret, enum look *ret_look)
{
	int hour, minute, second = 0;
	double day;

	if ((s.n != 16 && s.n != 19) || (s.p[10] != ' ' && s.p[10] != 'T') ||
	    !serial_of(str_part(s, 0, 10), &day) ||
	    !two_digits(s.p + 11, 23, &hour) || s.p[13] != ':' ||
	    !two_digits(s.p + 14, 59, &minute) ||
	    (s.n == 19 && (s.p[16] != ':' ||
	    !two_digits(s.p + 17, 59, &second))))
		return false;
	*ret = day + (double)((hour * 60 + minute) * 60 + second) / 86400;
	*ret_look = s.n == 16 ? LOOK_MINUTE : LOOK_SECOND;
	return true;
}

/* Put a number with a look into the cell, if ${s} is one of that type. */
static bool
number_put(struct sheet_out *o, enum sheet_type type, struct str s)
{
	lxw_format *format = NULL;
	enum look look = LOOK_DAY;
	double number;
	bool is = false;

	if (type == SHEET_NUMBER) {
		is = number_of(s, &number);
	} else if (type == SHEET_DAY || type == SHEET_MOMENT) {
		is = type == SHEET_DAY ? serial_of(s, &number) :
		    moment_of(s, &number, &look);
		format = o->format[look];
	}
	if (is && worksheet_write_number(o->sheet, (lxw_row_t)o->row,
	    (lxw_col_t)o->column, number, format) != LXW_NO_ERROR)
		(void)note_memory(&o->note);
	return is;
}

static void
text_put(struct sheet_out *o, struct str s)
{
	if (text_escape(&o->text, s) > TEXT_UNITS_MAX)
		(void)NOTE(&o->note, ERR_LIMIT, M("The text in row {row}, column "
		    "{column} is longer than the {most} characters that a cell "
		    "of a workbook holds. Export it as CSV."),
		    A_INT("row", o->row + 1), A_INT("column", o->column + 1),
		    A_INT("most", TEXT_UNITS_MAX));
	else if (buf_failed(&o->text) || worksheet_write_string(o->sheet,
	    (lxw_row_t)o->row, (lxw_col_t)o->column, o->text.p, NULL) !=
	    LXW_NO_ERROR)
		(void)note_memory(&o->note);
}

/* The library does not look whether its rows reach its temporary file. */
static void
rows_check(struct sheet_out *o)
{
	if (o->note.err == ERR_OK && ferror(o->sheet->optimize_tmpfile))
		(void)file_error(&o->note, errno == 0 ? ENOSPC : errno,
		    o->path);
}

static void
width_see(struct sheet_out *o, struct str s)
{
	size_t columns = s.n <= WIDTH_LEAST ? s.n : utf8_columns(s) + 1;

	if (columns > WIDTH_MOST)
		columns = WIDTH_MOST;
	if (columns > o->width[o->column])
		o->width[o->column] = (unsigned char)columns;
}

void
sheet_out_cell(struct sheet_out *o, enum sheet_type type, struct str s)
{
	if (o->note.err == ERR_OK && o->column >= SHEET_COLUMNS_MAX)
		(void)NOTE(&o->note, ERR_LIMIT, M("A row has more than {most} "
		    "columns. Export it as CSV."),
		    A_INT("most", SHEET_COLUMNS_MAX));
	if (o->note.err == ERR_OK && o->row >= SHEET_ROWS_MAX)
		(void)NOTE(&o->note, ERR_LIMIT, M("There are more than {most} "
		    "rows, which is all that a sheet holds. Export them as CSV "
		    "or in parts."), A_INT("most", SHEET_ROWS_MAX));
	if (o->note.err == ERR_OK && s.n != 0) {
		errno = 0;
		if (!number_put(o, type, s))
			text_put(o, s);
		rows_check(o);
		width_see(o, s);
		o->cells[o->sheets - 1]++;
	}
	o->column++;
}

void
sheet_out_row(struct sheet_out *o)
{
	o->row++;
	o->column = 0;
}

/*
 * Nor does it look when it puts the parts together.  So we look at the result:
 * it holds every cell, and an end.
 */
static bool
part_whole(zip_file_t *part, int64_t cells)
{
	static const char end[] = "</worksheet>";
	char piece[PIECE], tail[sizeof end - 1] = "";
	int64_t seen = 0;
	zip_int64_t n;
	int at = 0;		/* how much of "<c " stands before */

	while ((n = zip_fread(part, piece, sizeof piece)) > 0) {
		size_t keep = (size_t)n < sizeof tail ? (size_t)n :
		    sizeof tail;

		for (zip_int64_t i = 0; i < n; i++) {
			seen += at == 2 && piece[i] == ' ';
			at = piece[i] == '<' ? 1 :
			    at == 1 && piece[i] == 'c' ? 2 : 0;
		}
		memmove(tail, tail + keep, sizeof tail - keep);
		memcpy(tail + sizeof tail - keep, piece + n - keep, keep);
	}
	return n == 0 && seen == cells && memcmp(tail, end, sizeof tail) == 0;
}

static bool
book_whole(const struct sheet_out *o)
{
	zip_t *zip = zip_open(o->temporary, ZIP_RDONLY, NULL);
	bool whole = zip != NULL;

	for (size_t i = 0; i < o->sheets && whole; i++) {
		zip_file_t *part;
		char name[64];

		(void)snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml",
		    i + 1);
		part = zip_fopen(zip, name, 0);
		whole = part != NULL && part_whole(part, o->cells[i]);
		if (part != NULL)
			(void)zip_fclose(part);
	}
	if (zip != NULL)
		zip_discard(zip);
	return whole;
}

/* Bring the whole file from its temporary name to its own. */
static enum err
book_place(struct sheet_out *o, struct note *note)
{
	int fd = open(o->temporary, O_RDONLY | O_CLOEXEC);
	enum err r = ERR_OK;

	if (fd < 0 || fsync(fd) != 0)
		r = file_error(note, errno, o->path);
	if (fd >= 0)
		(void)close(fd);
	if (r != ERR_OK)
		return r;
	if (rename(o->temporary, o->path) != 0)
		return file_error(note, errno, o->path);
	free(o->temporary);
	o->temporary = NULL;
	return file_sync_folder(o->path, note);
}

/* All rows of the sheet under way are there. */
static enum err
sheet_done(struct sheet_out *o, struct note *note)
{
	/* Better told here than by the library, which prints. */
	errno = 0;
	if (fflush(o->sheet->optimize_tmpfile) != 0)
		return file_error(note, errno, o->path);
	for (size_t i = 0; i < SHEET_COLUMNS_MAX; i++)
		if (o->width[i] > WIDTH_LEAST)
			(void)worksheet_set_column(o->sheet, (lxw_col_t)i,
			    (lxw_col_t)i, o->width[i], NULL);
	return ERR_OK;
}

enum err
sheet_out_next(struct sheet_out *o, const char *name, struct note *note)
{
	enum err r;

	if (o->note.err != ERR_OK) {
		note_copy(note, &o->note);
		return o->note.err;
	}
	if (o->sheets == SHEETS_OUT_MAX)
		return NOTE(note, ERR_LIMIT, M("A workbook is written with at "
		    "most {most} sheets. Write what is left to another one."),
		    A_INT("most", SHEETS_OUT_MAX));
	r = sheet_done(o, note);
	return r != ERR_OK ? r : sheet_make(o, name, note);
}

static enum err
book_close(struct sheet_out *o, struct note *note)
{
	lxw_workbook *book = o->book;
	int failed = 0;
	enum err r;

	if ((r = sheet_done(o, note)) != ERR_OK)
		return r;
	o->book = NULL;
	errno = 0;
	if (workbook_close(book) != LXW_NO_ERROR)
		failed = errno == 0 ? EIO : errno;
	if (failed == 0 && !book_whole(o))
		failed = ENOSPC;
	if (failed != 0)
		return file_error(note, failed, o->path);
	return book_place(o, note);
}

enum err
sheet_out_close(struct sheet_out **o, struct note *note)
{
	struct sheet_out *out = *o;
	enum err r;

	*o = NULL;
	if (out == NULL)
		return ERR_OK;
	if ((r = out->note.err) == ERR_OK)
		r = book_close(out, note);
	else if (note != NULL && note->err == ERR_OK)
		note_copy(note, &out->note);
	out_free(out);
	return r;
}

void
sheet_out_drop(struct sheet_out **o)
{
	out_free(*o);
	*o = NULL;
}
