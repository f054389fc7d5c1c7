/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv_in.h"

#include "base/fault.h"

/* Where in a row does the next byte stand? */
enum at {
	AT_CELL,		/* at the beginning of a cell */
	AT_PLAIN,
	AT_QUOTED,
	AT_QUOTE,		/* behind a quote within quotes */
	AT_BEHIND		/* behind the closing one, where nothing may be */
};

enum wrong {
	WRONG_NOT,
	WRONG_BROKEN,
	WRONG_STRAY,
	WRONG_UNCLOSED,
	WRONG_CELL,
	WRONG_ROW,
	WRONG_COLUMNS,
	WRONG__MAX
};

static const struct wrong_row {
	const char	*words;
	int64_t		 most;
} wrongs[WRONG__MAX] = {
	[WRONG_BROKEN] = { M("The cell holds bytes that are no text in "
	    "{encoding}, as which the file is read. Save it as CSV UTF-8 and "
	    "hand it in again."), 0 },
	[WRONG_STRAY] = { M("Text stands behind a closing quote. Put quotes "
	    "around the whole cell and double those within it."), 0 },
	[WRONG_UNCLOSED] = { M("The quote opened here is never closed, so that "
	    "the rest of the file is one cell. Close it, or double it if it "
	    "belongs to the text."), 0 },
	[WRONG_CELL] = { M("The cell is longer than {most} bytes. Shorten it."), CSV_CELL_MAX },
	[WRONG_ROW] = { M("The row is longer than {most} bytes. Shorten its "
	    "cells."), CSV_ROW_MAX },
	[WRONG_COLUMNS] = { M("There are more than {most} columns. Remove those "
	    "that are not needed."), CSV_COLUMNS_MAX },
};

/* Bytes at which a run of a cell's text ends. */
enum { STOP_PLAIN = 1, STOP_QUOTED = 2 };

static const char bom[] = "\xEF\xBB\xBF";

struct csv {
	bool			 started;
	enum at			 in;
	bool			 after_cr;
	int64_t			 line;		/* of the next byte */
	int64_t			 row_line;
	int64_t			 quote_line;
	struct buf		 row;		/* the cells, one behind another */
	size_t			 n;		/* whole cells */
	enum wrong		 wrong;		/* the first of this row */
	int64_t			 wrong_line;
	size_t			 wrong_cell;
	unsigned char		 stop[256];
	unsigned char		 separator;
	size_t			 past[CSV_COLUMNS_MAX];	/* ends in row */
	struct str		 cells[CSV_COLUMNS_MAX];
	struct csv_text		 text;
};

enum err
csv_open(const struct csv_source *from, struct csv **ret, struct note *note)
{
	struct csv *c = fault_hit(FAULT_ALLOC) ? NULL : calloc(1, sizeof *c);

	if (c == NULL)
		return note_memory(note);
	c->text.from = *from;
	c->line = 1;
	*ret = c;
	return ERR_OK;
}

void
csv_close(struct csv *c)
{
	if (c == NULL)
		return;
	csv_text_end(&c->text);
	buf_free(&c->row);
	free(c);
}

int64_t
csv_line(const struct csv *c)
{
	return c->row_line;
}

const char *
csv_encoding(const struct csv *c)
{
	return csv_text_encoding(&c->text);
}

static bool
is_separator(unsigned char c)
{
	return c == ',' || c == ';' || c == '\t';
}

static bool
is_break(unsigned char c)
{
	return c == '\r' || c == '\n';
}

/* Of the three separators, the one the first line has most of. */
static unsigned char
separator_of(const unsigned char *p, size_t n)
{
	size_t seen[256] = { 0 }, i = 0;
	unsigned char best = ',';
	bool quoted = false, first = true;

	while (i < n && is_break(p[i]))
		i++;
	for (; i < n && (quoted || !is_break(p[i])); i++) {
		if (p[i] == '"' && (quoted || first))
			quoted = !quoted;
		else if (!quoted && is_separator(p[i]))
			seen[p[i]]++;
		/* Behind a closing quote a second one opens again. */
		first = is_separator(p[i]) || p[i] == '"';
	}
	if (seen[';'] > seen[best])
		best = ';';
	return seen['\t'] > seen[best] ? '\t' : best;
}

/* Excel's own line "sep=;", which it does not show: how many bytes are it? */
static size_t
separator_line(const unsigned char *p, size_t n, unsigned char *ret_separator)
{
	if (n < 5 || memcmp(p, "sep=", 4) != 0 || !is_separator(p[4]) ||
	    (n > 5 && !is_break(p[5])))
		return 0;
	*ret_separator = p[4];
	return 5;
}

static void
separator_set(struct csv *c, unsigned char separator)
{
	c->separator = separator;
	c->stop[separator] |= STOP_PLAIN;
	c->stop['\r'] |= STOP_PLAIN | STOP_QUOTED;
	c->stop['\n'] |= STOP_PLAIN | STOP_QUOTED;
	c->stop[CSV_BROKEN] |= STOP_PLAIN | STOP_QUOTED;
	c->stop['"'] |= STOP_QUOTED;
}

/* Find the separator in the first block. */
static enum err
csv_start(struct csv *c, struct note *note)
{
	unsigned char separator;
	size_t n;
	enum err r;

	if ((r = csv_text_start(&c->text, note)) != ERR_OK)
		return r;
	n = (size_t)(c->text.end - c->text.at);
	separator = separator_of(c->text.at, n);
	n = separator_line(c->text.at, n, &separator);
	csv_text_skip(&c->text, n);
	separator_set(c, separator);
	c->started = true;
	return ERR_OK;
}

/* See to it that there is text, unless it has ended. */
static enum err
text_need(struct csv *c, struct note *note)
{
	return c->text.at != c->text.end ? ERR_OK :
	    csv_text_more(&c->text, c->line, note);
}

/* The first fault of a row is told; a quote never closed explains others. */
static void
row_wrong(struct csv *c, enum wrong wrong, int64_t line)
{
	if (c->wrong != WRONG_NOT && wrong != WRONG_UNCLOSED)
		return;
	c->wrong = wrong;
	c->wrong_line = line;
	c->wrong_cell = c->n + 1;
}

static void
cell_put(struct csv *c, const void *p, size_t n)
{
	size_t from = c->n == 0 ? 0 : c->past[c->n - 1];

	if (c->wrong != WRONG_NOT)
		return;		/* the row will not be shown */
	if (c->row.n - from + n > CSV_CELL_MAX)
		row_wrong(c, WRONG_CELL, c->line);
	else if (c->row.n + n > CSV_ROW_MAX)
		row_wrong(c, WRONG_ROW, c->line);
	else
		buf_put(&c->row, p, n);
}

static void
cell_end(struct csv *c)
{
	if (c->n == CSV_COLUMNS_MAX)
		row_wrong(c, WRONG_COLUMNS, c->line);
	else
		c->past[c->n++] = c->row.n;
	c->in = AT_CELL;
}

/* Take all up to a byte of ${stop}; false if the block ended before one. */
static bool
run_take(struct csv *c, unsigned char stop)
{
	const unsigned char *from = c->text.at, *p = from;

	while (p < c->text.end && (c->stop[*p] & stop) == 0)
		p++;
	if (p != from) {
		cell_put(c, from, (size_t)(p - from));
		c->after_cr = false;
		c->text.at = p;
	}
	return p < c->text.end;
}

/* Count the line break at hand, CR LF once. */
static void
break_take(struct csv *c)
{
	bool cr = *c->text.at++ == '\r';

	if (cr || !c->after_cr)
		c->line++;
	c->after_cr = cr;
}

static void
broken_take(struct csv *c)
{
	row_wrong(c, WRONG_BROKEN, c->line);
	c->after_cr = false;
	c->text.at++;
}

/* At what ends a cell that is not quoted; true if it ends the row. */
static bool
plain_end(struct csv *c)
{
	if (*c->text.at == CSV_BROKEN) {
		broken_take(c);
		return false;
	}
	cell_end(c);
	if (*c->text.at != c->separator) {
		break_take(c);
		return true;
	}
	c->after_cr = false;
	c->text.at++;
	return false;
}

static void
quoted_take(struct csv *c)
{
	if (!run_take(c, STOP_QUOTED))
		return;
	if (*c->text.at == CSV_BROKEN) {
		broken_take(c);
	} else if (*c->text.at == '"') {
		c->after_cr = false;
		c->in = AT_QUOTE;
		c->text.at++;
	} else {
		cell_put(c, c->text.at, 1);
		break_take(c);
	}
}

/* Behind a quote within quotes: a second one, or the end of the cell. */
static bool
quote_take(struct csv *c)
{
	if (*c->text.at == '"') {
		cell_put(c, c->text.at++, 1);
		c->in = AT_QUOTED;
		return false;
	}
	if ((c->stop[*c->text.at] & STOP_PLAIN) != 0)
		return plain_end(c);
	row_wrong(c, WRONG_STRAY, c->line);
	c->in = AT_BEHIND;
	return false;
}

/* Take a piece of the row; true when that was its last. */
static bool
row_take(struct csv *c)
{
	switch (c->in) {
	case AT_CELL:
		c->in = *c->text.at == '"' ? AT_QUOTED : AT_PLAIN;
		if (c->in == AT_QUOTED) {
			c->quote_line = c->line;
			c->after_cr = false;
			c->text.at++;
		}
		return false;
	case AT_QUOTED:
		quoted_take(c);
		return false;
	case AT_QUOTE:
		return quote_take(c);
	case AT_PLAIN:
	case AT_BEHIND:
		break;
	}
	return run_take(c, STOP_PLAIN) && plain_end(c);
}

/* The source has ended: so has the row. */
static void
row_last(struct csv *c)
{
	if (c->in == AT_QUOTED)
		row_wrong(c, WRONG_UNCLOSED, c->quote_line);
	if (c->in != AT_CELL || c->n != 0)
		cell_end(c);
}

/* Skip empty lines; the row then begins. */
static enum err
row_begin(struct csv *c, struct note *note)
{
	enum err r;

	buf_empty(&c->row);
	c->n = 0;
	c->wrong = WRONG_NOT;
	c->in = AT_CELL;
	for (;;) {
		if ((r = text_need(c, note)) != ERR_OK)
			return r;
		if (c->text.at == c->text.end || !is_break(*c->text.at))
			break;
		break_take(c);
	}
	c->row_line = c->line;
	return ERR_OK;
}

enum err
csv_next(struct csv *c, const struct str **ret_cells, size_t *ret_n,
    struct note *note)
{
	const struct wrong_row *f;
	size_t from = 0;
	enum err r;

	if (buf_failed(&c->row))
		return note_memory(note);
	if ((!c->started && (r = csv_start(c, note)) != ERR_OK) ||
	    (r = row_begin(c, note)) != ERR_OK)
		return r;
	do {
		if ((r = text_need(c, note)) != ERR_OK)
			return r;
		if (c->text.at == c->text.end) {
			row_last(c);
			break;
		}
	} while (!row_take(c));
	if (buf_failed(&c->row))
		return note_memory(note);
	if (c->wrong != WRONG_NOT) {
		f = &wrongs[c->wrong];
		note_where(note, (struct where){ .line = c->wrong_line,
		    .column = (int64_t)c->wrong_cell });
		return NOTE(note, ERR_INVALID, f->words,
		    A_INT("most", f->most),
		    A_CSTR("encoding", csv_text_encoding(&c->text)));
	}
	for (size_t i = 0; i < c->n; i++) {
		c->cells[i] = str_part(buf_view(&c->row), from, c->past[i]);
		from = c->past[i];
	}
	*ret_cells = c->cells;
	*ret_n = c->n;
	return ERR_OK;
}

/* Does a row begin behind what was written? */
static bool
row_begins(const struct buf *b)
{
	return b->n == 0 || b->p[b->n - 1] == '\n' ||
	    str_is(buf_view(b), bom);
}

void
csv_put(struct buf *b, struct str cell, bool guard)
{
	static const char special[] = ",;\t\"\r\n";
	/* What would be taken for the beginning of the file. */
	bool quote = str_starts(cell, bom) || str_is(cell, "sep="), guarded;

	guarded = guard && cell.n > 0 && memchr("=+-@\t\r", cell.p[0], 6) != NULL;
	for (size_t i = 0; i < cell.n && !quote; i++)
		quote = memchr(special, cell.p[i], sizeof special - 1) != NULL;
	/* An empty line would be no row. */
	if (cell.n == 0 && row_begins(b))
		quote = true;
	if (quote)
		buf_char(b, '"');
	if (guarded)
		buf_char(b, '\'');
	for (size_t n; quote && (n = str_find(cell, '"')) < cell.n;
	    cell = str_part(cell, n + 1, cell.n)) {
		buf_put(b, cell.p, n);
		buf_text(b, "\"\"");
	}
	buf_str(b, cell);
	if (quote)
		buf_char(b, '"');
}
