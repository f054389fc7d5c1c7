/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a list look on a terminal?  In columns.  The first rows are held
 * back to find out how wide these must be; then they and all others are
 * written with these widths, which still grow while there is room.
 */
#include "base/show.h"
#include "base/utf8.h"
#include "cli/cli_in.h"

enum {
	COLUMN_LEAST	= 8,	/* no column is squeezed below this */
	GAP		= 2
};

/* May a cell of this kind be shortened?  Half a number or date misleads. */
static bool
can_shorten(enum field_kind kind)
{
	switch (kind) {
	case FIELD_INT:
	case FIELD_DECIMAL:
	case FIELD_BOOL:
	case FIELD_DATE:
	case FIELD_MOMENT:
	case FIELD_DURATION:
		return false;
	default:
		return true;
	}
}

static bool
to_the_right(enum field_kind kind)
{
	return kind == FIELD_INT || kind == FIELD_DECIMAL;
}

static const struct field *
field_at(const struct rows *s, size_t column)
{
	return &s->head.fields->field[s->field[column]];
}

static void
cell_put(const struct rows *s, struct buf *b, size_t column, struct str text,
    size_t columns)
{
	const bool last = column + 1 == s->n;
	const bool right = to_the_right(field_at(s, column)->kind);
	const size_t width = s->width[column];

	if (columns > width && can_shorten(field_at(s, column)->kind)) {
		text = utf8_head(text, width - 1);
		columns = utf8_columns(text) + 1;
		buf_str(b, text);
		buf_text(b, "…");
		text = S("");
	}
	if (right && columns < width)
		pad_put(b, width - columns);
	buf_str(b, text);
	if (!right && !last && columns < width)
		pad_put(b, width - columns);
	if (!last)
		pad_put(b, GAP);
}

static enum err
line_put(struct rows *s, const struct cell *cells, struct note *note)
{
	struct arena_mark mark = arena_mark(s->c->a);
	struct buf b = BUF_IN(s->c->a);
	enum err r;

	for (size_t i = 0; i < s->n; i++)
		cell_put(s, &b, i, cells[i].text, cells[i].columns);
	while (b.n > 0 && b.p[b.n - 1] == ' ')
		b.n--;
	buf_char(&b, '\n');
	r = buf_failed(&b) ? note_memory(note) :
	    rows_put(s, buf_view(&b), note);
	arena_reset(s->c->a, mark);
	return r;
}

static size_t
total(const struct rows *s)
{
	size_t n = GAP * (s->n - 1);

	for (size_t i = 0; i < s->n; i++)
		n += s->width[i];
	return n;
}

/* Take from the widest that can be shortened until all fit, or none can. */
static void
squeeze(struct rows *s)
{
	size_t over = total(s) > s->room ? total(s) - s->room : 0;

	while (over > 0) {
		size_t widest = s->n;

		for (size_t i = 0; i < s->n; i++)
			if (can_shorten(field_at(s, i)->kind) &&
			    s->width[i] > COLUMN_LEAST && (widest == s->n ||
			    s->width[i] > s->width[widest]))
				widest = i;
		if (widest == s->n)
			break;
		s->width[widest]--;
		over--;
	}
}

/* Of times the heading names the zone, so that the cells need not. */
static struct str
heading_of(const struct rows *s, const struct field *f)
{
	struct buf zone = BUF_IN(s->c->a), b = BUF_IN(s->c->a);

	if (f->kind != FIELD_MOMENT)
		return rows_label(s, f);
	show_zone(&zone, s->c->voice);
	say_into(&b, s->c->voice, M("{label} ({zone})"),
	    (const struct arg[]){ A_TEXT("label", rows_label(s, f)),
	    A_TEXT("zone", buf_view(&zone)), { 0 } });
	return buf_view(&b);
}

static enum err
heading_put(struct rows *s, struct note *note)
{
	struct cell cells[FIELDS_MAX];

	for (size_t i = 0; i < s->n; i++) {
		cells[i].text = heading_of(s, field_at(s, i));
		cells[i].columns = utf8_columns(cells[i].text);
	}
	return line_put(s, cells, note);
}

enum err
table_settle(struct rows *s, struct note *note)
{
	struct arena_mark mark = arena_mark(s->c->a);
	enum err r;

	if (s->settled)
		return ERR_OK;
	s->settled = true;
	for (size_t i = 0; i < s->n; i++) {
		s->width[i] = utf8_columns(heading_of(s, field_at(s, i)));
		for (size_t row = 0; row < s->nheld; row++)
			if (s->cell[row * s->n + i].columns > s->width[i])
				s->width[i] = s->cell[row * s->n + i].columns;
	}
	squeeze(s);
	r = heading_put(s, note);
	for (size_t row = 0; row < s->nheld && r == ERR_OK; row++)
		r = line_put(s, &s->cell[row * s->n], note);
	arena_reset(s->c->a, mark);
	return r == ERR_OK ? rows_out(s, note) : r;
}

static enum err
table_begin(struct rowsink *sink, const struct fields *fs, struct note *note)
{
	struct rows *s = (struct rows *)sink;

	s->n = 0;
	for (size_t i = 0; i < fs->n; i++)
		if ((fs->field[i].flags & FIELD_MACHINE) == 0)
			s->field[s->n++] = i;
	s->room = terminal_width(s->c->term->out);
	s->held = (struct buf)BUF_IN(s->c->a);
	buf_room(&s->held, LOOK_BYTES);
	s->cell = NEW_ARRAY(s->c->a, struct cell, LOOK_ROWS * s->n);
	if (s->cell == NULL || buf_failed(&s->held))
		return note_memory(note);
	s->c->term->rows = s;
	return ERR_OK;
}

/* No column is wider than the terminal: more of a cell is never shown. */
static struct cell
cell_make(struct rows *s, size_t column, const struct value *v)
{
	struct buf shown = BUF_IN(s->c->a), b = BUF_IN(s->c->a);
	const struct field *f = field_at(s, column);
	struct cell cell;

	if (f->kind == FIELD_MOMENT && value_known(v))
		show_moment_short(&shown, s->c->voice,
		    (struct moment){ v->num, v->prec });
	else
		field_show(&shown, f, s->c->voice, v);
	visible_put(&b, buf_view(&shown), VISIBLE_CELL);
	cell.text = buf_view(&b);
	cell.columns = utf8_columns(cell.text);
	if (cell.columns > s->room + 1) {
		cell.text = utf8_head(cell.text, s->room + 1);
		cell.columns = utf8_columns(cell.text);
	}
	return cell;
}

/* Keep a row; false when there is no more room for it. */
static bool
hold(struct rows *s, const struct cell *cells)
{
	size_t bytes = 0;

	for (size_t i = 0; i < s->n; i++)
		bytes += cells[i].text.n;
	if (s->nheld == LOOK_ROWS || s->held.n + bytes >= LOOK_BYTES)
		return false;
	for (size_t i = 0; i < s->n; i++) {
		struct cell *to = &s->cell[s->nheld * s->n + i];

		to->text = (struct str){ s->held.p + s->held.n,
		    cells[i].text.n };
		to->columns = cells[i].columns;
		buf_str(&s->held, cells[i].text);
	}
	s->nheld++;
	return true;
}

/* A later cell is wider than those looked at: take room that is still free. */
static void
widen(struct rows *s, const struct cell *cells)
{
	for (size_t i = 0; i < s->n; i++) {
		size_t all = total(s), more;

		if (cells[i].columns <= s->width[i] || all >= s->room)
			continue;
		more = cells[i].columns - s->width[i];
		s->width[i] += more < s->room - all ? more : s->room - all;
	}
}

static enum err
table_row(struct rowsink *sink, const struct value *values, struct note *note)
{
	struct rows *s = (struct rows *)sink;
	struct arena_mark mark = arena_mark(s->c->a);
	struct cell cells[FIELDS_MAX] = { { { NULL, 0 }, 0 } };
	enum err r = ERR_OK;

	if (stop_wanted())
		return note_stopped(note);
	for (size_t i = 0; i < s->n; i++)
		cells[i] = cell_make(s, i, &values[s->field[i]]);
	if (arena_failed(s->c->a))
		r = note_memory(note);
	else if (s->settled || !hold(s, cells)) {
		if ((r = table_settle(s, note)) == ERR_OK) {
			widen(s, cells);
			r = line_put(s, cells, note);
		}
		if (r == ERR_OK)
			r = rows_out(s, note);
	}
	arena_reset(s->c->a, mark);
	return r;
}

static enum err
table_end(struct rowsink *sink, struct note *note)
{
	struct rows *s = (struct rows *)sink;
	struct buf b = BUF_INIT;
	enum err r;

	s->c->term->rows = NULL;
	if (sink->rows > 0)
		return table_settle(s, note);
	buf_text(&b, say(s->c->voice.lang, M("There is nothing to show.")));
	buf_char(&b, '\n');
	r = buf_failed(&b) ? note_memory(note) :
	    terminal_write(s->c->term, buf_view(&b), note);
	buf_free(&b);
	return r;
}

const struct rowsink_ops table_ops = {
	.begin = table_begin, .row = table_row, .end = table_end,
	.drop = rows_drop,
};
