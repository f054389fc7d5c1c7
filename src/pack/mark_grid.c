/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands in the cells of a table?  As it is written, since cells are
 * expressions and no Markdown; \| is a stroke that parts nothing.
 */
#include "pack/mark_in.h"

/* The next cell of the row, with what was left of it; false at the end. */
static bool
cell_next(struct str *rest, struct str *ret)
{
	size_t n = 0;

	if (rest->n == 0)
		return false;
	while (n < rest->n && rest->p[n] != '|')
		n += rest->p[n] == '\\' && n + 1 < rest->n ? 2 : 1;
	*ret = str_part(*rest, 0, n);
	*rest = str_part(*rest, n < rest->n ? n + 1 : n, rest->n);
	return true;
}

/* Without the strokes at its ends. */
static struct str
row_inner(struct str line)
{
	line = str_trim(line);
	return line.n > 0 && line.p[0] == '|' ? str_part(line, 1, line.n) :
	    line;
}

size_t
grid_cells(struct str line)
{
	struct str rest = row_inner(line), cell;
	size_t n = 0;

	while (cell_next(&rest, &cell))
		n++;
	return n;
}

/* ":---:" */
static bool
is_rule_cell(struct str s)
{
	size_t dashes = 0;

	s = str_trim(s);
	if (s.n > 0 && s.p[0] == ':')
		s = str_part(s, 1, s.n);
	while (dashes < s.n && s.p[dashes] == '-')
		dashes++;
	return dashes > 0 && (dashes == s.n || (dashes + 1 == s.n &&
	    s.p[dashes] == ':'));
}

size_t
grid_rule(struct str line)
{
	struct str rest = row_inner(line), cell;
	size_t n = 0;

	for (; cell_next(&rest, &cell); n++)
		if (!is_rule_cell(cell))
			return 0;
	return n;
}

static struct str
unescaped(struct arena *a, struct str s)
{
	struct buf b = BUF_IN(a);

	if (str_find(s, '\\') == s.n)
		return utf8_nfc(a, s);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == '|')
			i++;
		buf_char(&b, s.p[i]);
	}
	return utf8_nfc(a, buf_view(&b));
}

/* Cells of one line to ${to}, at most ${most}; how many there are. */
static size_t
row_read(struct read *r, size_t nth, struct cell *to, size_t most)
{
	struct str line = text_line(&r->text, nth), rest = row_inner(line);
	struct str cell;
	size_t n = 0, column = 1, counted = 0;

	for (; cell_next(&rest, &cell); n++) {
		struct str inner = str_trim(cell);
		size_t at;

		if (n >= most)
			continue;
		at = (size_t)(inner.n > 0 ? inner.p - line.p :
		    cell.p - line.p);
		column += utf8_count(str_part(line, counted, at));
		counted = at;
		to[n] = (struct cell){ unescaped(r->a, inner),
		    place(nth + 1, column) };
	}
	return n;
}

void
mark_grid(struct read *r, const struct piece *table, struct grid *ret)
{
	size_t columns = grid_cells(text_line(&r->text, table->from));
	size_t rows = table->to - table->from - 2;
	struct cell *cell = NEW_ARRAY(r->a, struct cell, (rows + 1) * columns);
	size_t kept = 0;

	*ret = (struct grid){ cell, columns, 0 };
	if (cell == NULL)
		return;
	(void)row_read(r, table->from, cell, columns);
	for (size_t i = 0; i < rows; i++) {
		size_t nth = table->from + 2 + i;
		size_t n = row_read(r, nth, cell + (kept + 1) * columns,
		    columns);

		if (n == columns)
			kept++;
		else
			FAULT(r, place(nth + 1, 1),
			    M("The row has {n} cells and the heading has "
			    "{columns}. Give each column a cell; a stroke "
			    "within one is written \\|."),
			    A_INT("n", (int64_t)n),
			    A_INT("columns", (int64_t)columns));
	}
	ret->rows = kept;
}
