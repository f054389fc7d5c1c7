/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sheet_in.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/fault.h"
#include "base/file.h"

enum {
	LOOK	= 512,		/* first bytes that tell what it is */
	OLE_SECTOR_AT = 30,	/* in the head of a compound file: its */
	OLE_FOLDER_AT = 48	/* sectors' size, and where its folder is */
};

struct sheet {
	struct sheet_from	 from;
	struct sheet_book	*book;		/* one of these two */
	struct csv		*csv;
	int64_t			 at;		/* bytes that csv has read */
	int64_t			 row;
	struct note		 found;		/* what the last row failed by */
	bool			 dead;		/* there is no going on */
	struct cell		 cells[CSV_COLUMNS_MAX];
};

/* Files that are often taken for tables, by their first bytes. */
static const struct shape {
	const char	*magic;
	size_t		 n;
	const char	*what;
} shapes[] = {
	{ "%PDF-", 5, M("a PDF document") },
	{ "{\\rtf", 5, M("a text document (RTF)") },
	{ "MIME-Version:", 13, M("a web archive (MHT)") },
	{ "\x89PNG", 4, M("a picture") },
	{ "\xFF\xD8\xFF", 3, M("a picture") },
	{ "Rar!\x1A\x07", 6, M("a packed archive") },
	{ "7z\xBC\xAF\x27\x1C", 6, M("a packed archive") },
	{ "\x1F\x8B\x08", 3, M("a packed archive") },
	{ "SQLite format 3", 15, M("a database") },
};

/* How web pages and XML begin, behind blanks and without regard to case. */
static const char *const markups[] = {
	"<!doctype", "<html", "<head", "<meta", "<table", "<style", "<body",
	"<script", "<div", "<!--", "<?xml", "<xml",
};

long
sheet_from_read(const struct sheet_from *from, int64_t at, void *to, size_t n)
{
	size_t done = 0;
	ssize_t r;

	if (at < 0 || at >= from->size)
		return 0;
	if ((int64_t)n > from->size - at)
		n = (size_t)(from->size - at);
	if (from->fd < 0) {
		memcpy(to, from->bytes.p + at, n);
		return (long)n;
	}
	while (done < n) {
		r = pread(from->fd, (char *)to + done, n - done,
		    at + (int64_t)done);
		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return -1;
		if (r == 0)
			break;
		done += (size_t)r;
	}
	return (long)done;
}

static bool
is_markup(struct str head)
{
	if (str_starts(head, "\xEF\xBB\xBF"))
		head = str_part(head, 3, head.n);
	head = str_trim(head);
	for (size_t i = 0; i < sizeof markups / sizeof *markups; i++)
		if (str_eq_nocase(str_part(head, 0, strlen(markups[i])),
		    str_of(markups[i])))
			return true;
	return false;
}

/*
 * A compound file is an old workbook, or a new one that Excel has encrypted:
 * then a name in its folder says so.  Only the folder's first sector is looked
 * at, where programs write that name; the sentence alone depends on it.
 */
static enum err
ole_refuse(const struct sheet_from *from, struct str head, struct note *note)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a";
	const unsigned char *p = (const unsigned char *)head.p;
	char folder[4096];
	int64_t sector;
	long n = 0;

	if (head.n == LOOK && (p[OLE_SECTOR_AT] == 9 ||
	    p[OLE_SECTOR_AT] == 12)) {
		sector = p[OLE_FOLDER_AT] | p[OLE_FOLDER_AT + 1] << 8 |
		    p[OLE_FOLDER_AT + 2] << 16;
		n = sheet_from_read(from, (sector + 1) << p[OLE_SECTOR_AT],
		    folder, sizeof folder);
	}
	if (n > 0 && memmem(folder, (size_t)n, name, sizeof name) != NULL)
		return NOTE(note, ERR_INVALID, M("The workbook is protected by "
		    "a password. Open it in Excel or WPS, save it without the "
		    "password and hand in that file."));
	return NOTE(note, ERR_INVALID, M("This is a workbook of the old kind "
	    "(.xls or .et). Open it in Excel or WPS, save it as xlsx or as CSV "
	    "UTF-8, and hand in that file."));
}

/* Refuse what is neither a workbook nor a text. */
static enum err
shape_check(const struct sheet_from *from, struct str head, struct note *note)
{
	if (str_starts(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
		return ole_refuse(from, head, note);
	if (is_markup(head))
		return NOTE(note, ERR_INVALID, M("This is a web page or an XML "
		    "file, even if its name ends in .xls. Open it in Excel or "
		    "WPS, save it as xlsx or as CSV UTF-8, and hand in that "
		    "file."));
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (head.n >= shapes[i].n &&
		    memcmp(head.p, shapes[i].magic, shapes[i].n) == 0)
			return NOTE(note, ERR_INVALID, M("This file is {what}, "
			    "not a table. Hand in a workbook (xlsx) or a text "
			    "(CSV)."), A_WORD("what", shapes[i].what));
	return ERR_OK;
}

static long
text_read(void *arg, void *to, size_t n)
{
	struct sheet *s = arg;
	long got = sheet_from_read(&s->from, s->at, to, n);

	if (got > 0)
		s->at += got;
	return got;
}

static enum err
text_open(struct sheet *s, const char *name, struct note *note)
{
	const struct csv_source source = { text_read, s };

	if (s->from.size > SHEET_TEXT_MAX)
		return NOTE(note, ERR_LIMIT, M("The file has {bytes} bytes, more "
		    "than {most}. Split it."), A_INT("bytes", s->from.size),
		    A_INT("most", SHEET_TEXT_MAX));
	if (name != NULL)
		return NOTE(note, ERR_INVALID, M("This file is a text and has no "
		    "sheet \"{name}\". Leave the sheet's name out."),
		    A_CSTR("name", name));
	return csv_open(&source, &s->csv, note);
}

/* Look at the first bytes and open what they promise. */
static enum err
sheet_begin(struct sheet *s, const char *name, struct note *note)
{
	char head[LOOK];
	long n = sheet_from_read(&s->from, 0, head, sizeof head);
	enum err r;

	if (n < 0)
		return NOTE(note, ERR_IO, M("The file cannot be read. See whether "
		    "the disk or the connection is in order, and try again."));
	if (n == 0)
		return NOTE(note, ERR_INVALID, M("The file is empty: it has 0 "
		    "bytes. Save the table again and hand in that file."));
	if ((r = shape_check(&s->from, (struct str){ head, (size_t)n },
	    note)) != ERR_OK)
		return r;
	/* An archive: any that has parts, or none. */
	if (n >= 4 && head[0] == 'P' && head[1] == 'K' &&
	    (memcmp(head + 2, "\3\4", 2) == 0 ||
	    memcmp(head + 2, "\5\6", 2) == 0 ||
	    memcmp(head + 2, "\7\x08", 2) == 0))
		return sheet_book_open(&s->from, name, &s->book, note);
	return text_open(s, name, note);
}

static struct sheet *
sheet_new(void)
{
	struct sheet *s = fault_hit(FAULT_ALLOC) ? NULL : calloc(1, sizeof *s);

	if (s != NULL)
		s->from.fd = -1;
	return s;
}

enum err
sheet_open(const char *path, const char *name, struct sheet **ret,
    struct note *note)
{
	struct sheet *s = sheet_new();
	struct stat st;
	enum err r;

	if (s == NULL)
		return note_memory(note);
	/* Not to wait for ever where ${path} is a pipe. */
	s->from.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (s->from.fd < 0 || fstat(s->from.fd, &st) != 0) {
		r = file_error(note, errno, path);
	} else if (!S_ISREG(st.st_mode)) {
		r = NOTE(note, ERR_INVALID, M("{file} is a folder or a device, "
		    "not a file. Name the file that holds the table."),
		    A_CSTR("file", path));
	} else {
		s->from.size = st.st_size;
		r = sheet_begin(s, name, note);
	}
	if (r != ERR_OK)
		sheet_close(s);
	else
		*ret = s;
	return r;
}

enum err
sheet_from_bytes(struct str bytes, const char *name, struct sheet **ret,
    struct note *note)
{
	struct sheet *s = sheet_new();
	enum err r;

	if (s == NULL)
		return note_memory(note);
	s->from.bytes = bytes;
	s->from.size = (int64_t)bytes.n;
	if ((r = sheet_begin(s, name, note)) != ERR_OK)
		sheet_close(s);
	else
		*ret = s;
	return r;
}

void
sheet_close(struct sheet *s)
{
	if (s == NULL)
		return;
	csv_close(s->csv);
	sheet_book_close(s->book);
	if (s->from.fd >= 0)
		(void)close(s->from.fd);
	free(s);
}

/* The next line with something in it; what is empty at its end is left out. */
static enum err
text_next(struct sheet *s, const struct cell **ret_cells, size_t *ret_n)
{
	const struct str *texts = NULL;
	size_t n, filled;
	enum err r;

	do {
		r = csv_next(s->csv, &texts, &n, &s->found);
		s->row = csv_line(s->csv);
		if (r == ERR_INVALID)
			s->found.where = (struct where){ .line = s->row,
			    .column = s->found.where.column };
		if (r != ERR_OK)
			return r;
		filled = 0;
		for (size_t i = 0; i < n; i++) {
			s->cells[i] = (struct cell){ .text = texts[i] };
			if (texts[i].n != 0)
				filled = i + 1;
		}
	} while (n != 0 && filled == 0);
	*ret_cells = s->cells;
	*ret_n = filled;
	return ERR_OK;
}

static enum err
book_next(struct sheet *s, const struct cell **ret_cells, size_t *ret_n)
{
	struct sheet_rows *rows = sheet_book_rows(s->book);
	enum err r = sheet_rows_next(rows, ret_cells, ret_n, &s->found);

	s->row = sheet_rows_row(rows);
	return r;
}

enum err
sheet_next(struct sheet *s, const struct cell **ret_cells, size_t *ret_n,
    struct note *note)
{
	enum err r;

	if (!s->dead) {
		note_clear(&s->found);
		r = s->csv != NULL ? text_next(s, ret_cells, ret_n) :
		    book_next(s, ret_cells, ret_n);
		if (r == ERR_OK)
			return ERR_OK;
		s->dead = r != ERR_INVALID || (s->found.where.row == 0 &&
		    s->found.where.line == 0);
	}
	if (note != NULL && note->err == ERR_OK)
		note_copy(note, &s->found);
	return s->found.err;
}

int64_t
sheet_row(const struct sheet *s)
{
	return s->row;
}

bool
sheet_is_workbook(const struct sheet *s)
{
	return s->book != NULL;
}

int
sheet_progress(const struct sheet *s)
{
	return s->book != NULL ? sheet_book_progress(s->book) :
	    (int)(s->at * 1000 / s->from.size);
}
