/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sheet_in.h"

#include "base/fault.h"

enum {
	ROOT, SHEET, ROWS, ROW, CELL, VALUE, FORMULA, INLINE, PLAIN, RUN,
	RUN_TEXT
};

static const struct sheet_rule rules[] = {
	{ CELL, VALUE, true, "v" },
	{ ROW, CELL, false, "c" },
	{ ROWS, ROW, false, "row" },
	{ CELL, FORMULA, false, "f" },
	{ CELL, INLINE, false, "is" },
	{ INLINE, PLAIN, true, "t" },
	{ INLINE, RUN, false, "r" },
	{ RUN, RUN_TEXT, true, "t" },
	{ SHEET, ROWS, false, "sheetData" },
	{ ROOT, SHEET, false, "worksheet" },
	{ 0, 0, false, NULL }
};

enum type {
	TYPE_NUMBER, TYPE_SHARED, TYPE_TEXT, TYPE_INLINE, TYPE_BOOL, TYPE_ERROR,
	TYPE_DATE, TYPE__MAX
};

static const char *const types[TYPE__MAX] = {
	[TYPE_NUMBER]	= "n",
	[TYPE_SHARED]	= "s",
	[TYPE_TEXT]	= "str",
	[TYPE_INLINE]	= "inlineStr",
	[TYPE_BOOL]	= "b",
	[TYPE_ERROR]	= "e",
	[TYPE_DATE]	= "d",
};

enum wrong {
	WRONG_NOT, WRONG_NAME, WRONG_ORDER, WRONG_COLUMN, WRONG_STRING,
	WRONG_LONG, WRONG_ROW, WRONG__MAX
};

static const struct wrong_row {
	const char	*words;
	int64_t		 most;
} wrongs[WRONG__MAX] = {
	[WRONG_NAME] = { M("The name of a cell behind this one is none. Open the "
	    "workbook in Excel or WPS, save it anew, and hand in that file."),
	    0 },
	[WRONG_ORDER] = { M("The cell stands behind one of a later column. Open "
	    "the workbook in Excel or WPS, save it anew, and hand in that "
	    "file."), 0 },
	[WRONG_COLUMN] = { M("Something stands beyond column {most}. Remove the "
	    "columns that are not needed."), SHEET_COLUMNS_MAX },
	[WRONG_STRING] = { M("The cell refers to a text that the workbook does not "
	    "hold. Open the workbook in Excel or WPS, save it anew, and hand in "
	    "that file."), 0 },
	[WRONG_LONG] = { M("The text is longer than {most} bytes. Shorten it."),
	    SHEET_CELL_MAX },
	[WRONG_ROW] = { M("The row is longer than {most} bytes. Shorten its "
	    "cells."), SHEET_ROW_BYTES_MAX },
};

/* The merge that covers a column, while it does. */
struct cover {
	uint32_t	top, bottom;	/* bottom 0: none */
	uint16_t	left;
};

struct sheet_rows {
	const struct sheet_strings	*strings;
	const struct sheet_merges	*merges;
	size_t				 merge;		/* the next to come */
	int64_t				 covered_to;	/* row and column that */
	int64_t				 covered_by;	/* merges reach */
	const unsigned char		*looks;
	bool				 from_1904;
	struct sheet_xml		*xml;
	int64_t				 row, column;	/* at hand, from 1 */
	size_t				 n;		/* cells of the row */
	bool				 filled;	/* with something */
	enum wrong			 wrong;		/* the first of the row */
	int64_t				 wrong_column;
	enum type			 type;		/* of the cell at hand */
	unsigned			 look;
	bool				 valued, formula;
	bool				 shared;	/* its text is */
	struct str			 text;		/* then this one */
	struct buf			 bytes;		/* other texts of the row */
	size_t				 from;		/* the cell's, in bytes */
	size_t				 at[SHEET_COLUMNS_MAX]; /* all texts' */
	struct cell			 cells[SHEET_COLUMNS_MAX];
	struct cover			 covers[SHEET_COLUMNS_MAX];
};

enum err
sheet_rows_open(struct sheet_part *p, const struct sheet_strings *t,
    const struct sheet_merges *m, struct sheet_rows **ret, struct note *note)
{
	struct sheet_rows *s = fault_hit(FAULT_ALLOC) ? NULL :
	    calloc(1, sizeof *s);
	enum err r;

	if (s == NULL)
		return note_memory(note);
	s->strings = t;
	s->merges = m;
	if ((r = sheet_xml_open(p, rules, &s->xml, note)) != ERR_OK) {
		sheet_rows_close(s);
		return r;
	}
	*ret = s;
	return ERR_OK;
}

void
sheet_rows_looks(struct sheet_rows *s, const unsigned char *looks,
    bool from_1904)
{
	s->looks = looks;
	s->from_1904 = from_1904;
}

void
sheet_rows_close(struct sheet_rows *s)
{
	if (s == NULL)
		return;
	sheet_xml_close(s->xml);
	buf_free(&s->bytes);
	free(s);
}

int64_t
sheet_rows_row(const struct sheet_rows *s)
{
	return s->row;
}

static void
row_wrong(struct sheet_rows *s, enum wrong wrong)
{
	if (s->wrong != WRONG_NOT)
		return;
	s->wrong = wrong;
	s->wrong_column = s->column;
}

/* Let the merges that begin with this row or before it cover their columns. */
static void
merges_see(struct sheet_rows *s)
{
	const struct sheet_merge *m;

	for (; s->merge < s->merges->n; s->merge++) {
		m = &s->merges->merge[s->merge];
		if (m->top > s->row)
			return;
		if (m->bottom < s->row)
			continue;
		for (size_t i = m->left; i <= m->right; i++)
			s->covers[i - 1] = (struct cover){ m->top, m->bottom,
			    m->left };
		if (m->bottom > s->covered_to)
			s->covered_to = m->bottom;
		if (m->right > s->covered_by)
			s->covered_by = m->right;
	}
}

/* Is the column merged into another cell than its own? */
static bool
is_covered(const struct sheet_rows *s, int64_t column)
{
	const struct cover *c = &s->covers[column - 1];

	return s->row <= c->bottom && (s->row != c->top || column != c->left);
}

static enum err
row_begin(struct sheet_rows *s, struct note *note)
{
	int64_t row = s->row + 1;
	struct str name = S("");

	if (sheet_xml_attr(s->xml, "r", &name) && !str_int(name, &row))
		row = 0;
	if (row > SHEET_ROWS_MAX)
		return NOTE(note, ERR_LIMIT, M("The sheet has more than {most} "
		    "rows. Split it, or save it as CSV UTF-8."),
		    A_INT("most", SHEET_ROWS_MAX));
	if (row <= s->row)
		return NOTE(note, ERR_INVALID, M("Behind row {row} the sheet goes "
		    "on with row {name}, where a later one must follow. Open "
		    "the workbook in Excel or WPS, save it anew as xlsx, and "
		    "hand in that file."), A_INT("row", s->row),
		    A_TEXT("name", name));
	s->row = row;
	s->column = 0;
	s->n = 0;
	s->filled = false;
	s->wrong = WRONG_NOT;
	buf_empty(&s->bytes);
	merges_see(s);
	return ERR_OK;
}

static void
cell_begin(struct sheet_rows *s)
{
	int64_t column = s->column + 1, row, style;
	struct str name;

	if (sheet_xml_attr(s->xml, "r", &name) &&
	    !sheet_merge_cell(name, &column, &row)) {
		row_wrong(s, WRONG_NAME);
	} else if (column <= s->column) {
		row_wrong(s, WRONG_ORDER);
	} else {
		s->column = column;
	}
	s->type = TYPE_NUMBER;
	if (sheet_xml_attr(s->xml, "t", &name))
		for (enum type i = 0; i < TYPE__MAX; i++)
			if (str_is(name, types[i]))
				s->type = i;
	s->look = 0;
	if (s->looks != NULL && sheet_xml_attr(s->xml, "s", &name) &&
	    str_int(name, &style) && style >= 0 && style < SHEET_STYLES_MAX)
		s->look = s->looks[style];
	s->valued = false;
	s->formula = false;
	s->shared = false;
	s->from = s->bytes.n;
}

/* A number, or what its format makes of it; what is none stays as it is. */
static void
number_put(struct sheet_rows *s, struct str text)
{
	struct sheet_number n;

	if (sheet_number_parse(text, &n)) {
		if (s->look != 0 && sheet_look_put(&s->bytes, s->look,
		    s->from_1904, &n))
			return;
		sheet_number_clean(&n);
		if (sheet_number_put(&s->bytes, &n))
			return;
	}
	buf_str(&s->bytes, str_trim(text));
}

/* Is there room in the cell and in the row?  What is too long is told once. */
static bool
has_room(struct sheet_rows *s)
{
	if (s->bytes.n - s->from > SHEET_CELL_MAX)
		row_wrong(s, WRONG_LONG);
	else if (s->bytes.n > SHEET_ROW_BYTES_MAX)
		row_wrong(s, WRONG_ROW);
	return s->wrong == WRONG_NOT;
}

static void
text_take(struct sheet_rows *s)
{
	if (has_room(s))
		sheet_xml_put(&s->bytes, sheet_xml_text(s->xml));
}

static void
value_take(struct sheet_rows *s)
{
	struct str text = sheet_xml_text(s->xml);
	int64_t i;

	s->valued = true;
	if (text.n == 0 || !has_room(s))
		return;
	switch (s->type) {
	case TYPE_NUMBER:
		number_put(s, text);
		break;
	case TYPE_SHARED:
		s->shared = str_int(str_trim(text), &i) && i >= 0 &&
		    sheet_strings_get(s->strings, (uint64_t)i, &s->text);
		if (!s->shared)
			row_wrong(s, WRONG_STRING);
		break;
	case TYPE_BOOL:
		buf_text(&s->bytes, sheet_xml_true(text) ? "true" : "false");
		break;
	case TYPE_DATE:
		if (!sheet_look_iso(&s->bytes, s->look, str_trim(text)))
			buf_str(&s->bytes, text);
		break;
	default:
		text_take(s);
		break;
	}
}

/* The cells between the last one and ${n} are empty. */
static void
cells_fill(struct sheet_rows *s, size_t n)
{
	for (; s->n < n; s->n++)
		s->cells[s->n] = (struct cell){ .text = S(""),
		    .merged = is_covered(s, (int64_t)s->n + 1) };
}

static void
cell_end(struct sheet_rows *s)
{
	struct str text = s->shared ? s->text :
	    str_part(buf_view(&s->bytes), s->from, s->bytes.n);
	struct cell *c;

	if (has_room(s) && text.n > SHEET_CELL_MAX)
		row_wrong(s, WRONG_LONG);
	if (s->column > SHEET_COLUMNS_MAX) {
		if (text.n != 0)
			row_wrong(s, WRONG_COLUMN);
		return;
	}
	if (s->wrong != WRONG_NOT || (size_t)s->column <= s->n) {
		/* The row is not shown: nor is it kept. */
		s->bytes.n = s->from;
		return;
	}
	cells_fill(s, (size_t)s->column);
	c = &s->cells[s->n - 1];
	s->at[s->n - 1] = s->from;
	if (c->merged)
		return;
	if (text.n != 0)
		c->text = (struct str){ s->shared ? text.p : NULL, text.n };
	c->formula = s->formula;
	c->error = s->type == TYPE_ERROR || (s->formula && !s->valued);
	/* A formula without its result is no empty cell. */
	if (text.n != 0 || (s->formula && !s->valued))
		s->filled = true;
}

/* Nothing that is empty stands at the end, unless it is merged. */
static void
row_end(struct sheet_rows *s)
{
	if (s->row <= s->covered_to && s->n < (size_t)s->covered_by)
		cells_fill(s, (size_t)s->covered_by);
	while (s->n > 0 && s->cells[s->n - 1].text.n == 0 &&
	    !s->cells[s->n - 1].merged && !s->cells[s->n - 1].formula)
		s->n--;
	for (size_t i = 0; i < s->n; i++)
		/* These texts stay where they are only now. */
		if (s->cells[i].text.p == NULL)
			s->cells[i].text.p = s->bytes.p + s->at[i];
}

/* Read to the end of a row; false at the end of all. */
static enum err
row_read(struct sheet_rows *s, bool *ret_more, struct note *note)
{
	enum sheet_event event;
	unsigned state;
	enum err r;

	for (;;) {
		if ((r = sheet_xml_next(s->xml, &event, &state, note)) !=
		    ERR_OK)
			return r;
		if (event == SHEET_END) {
			*ret_more = false;
			return ERR_OK;
		}
		if (event == SHEET_ENTER) {
			if (state == CELL)
				cell_begin(s);
			else if (state == FORMULA)
				s->formula = true;
			else if (state == ROW &&
			    (r = row_begin(s, note)) != ERR_OK)
				return r;
			continue;
		}
		if (state == VALUE) {
			value_take(s);
		} else if (state == PLAIN || state == RUN_TEXT) {
			text_take(s);
		} else if (state == CELL) {
			cell_end(s);
		} else if (state == ROW) {
			row_end(s);
			*ret_more = true;
			return ERR_OK;
		}
	}
}

enum err
sheet_rows_next(struct sheet_rows *s, const struct cell **ret_cells,
    size_t *ret_n, struct note *note)
{
	const struct wrong_row *w;
	bool more;
	enum err r;

	do {
		if ((r = row_read(s, &more, note)) != ERR_OK)
			return r;
		if (buf_failed(&s->bytes))
			return note_memory(note);
	} while (more && !s->filled && s->wrong == WRONG_NOT);
	if (more && s->wrong != WRONG_NOT) {
		w = &wrongs[s->wrong];
		note_where(note, (struct where){ .row = s->row,
		    .column = s->wrong_column });
		return NOTE(note, ERR_INVALID, w->words,
		    A_INT("most", w->most));
	}
	*ret_cells = s->cells;
	*ret_n = more ? s->n : 0;
	return ERR_OK;
}
