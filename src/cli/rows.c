/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do the rows of a list look?  Piped, a line each, parted by tabs.  On a
 * terminal the first ones are held back to find out how wide the columns must
 * be; then they and all others are written with these widths, which still grow
 * while there is room.  Row by row nothing is allocated for good: whoever puts
 * rows may reset the arena between them.
 */
#include "base/utf8.h"
#include "cli/cli_in.h"

enum {
	LOOK_ROWS	= 100,		/* held back to find the widths */
	LOOK_BYTES	= 64 * 1024,	/* at most so much of them */
	OUT_BYTES	= 32 * 1024,	/* written at once into a pipe */
	LINE_BYTES	= 4 * 1024,	/* room for one from the beginning */
	COLUMN_LEAST	= 8,		/* no column is squeezed below this */
	GAP		= 2
};

struct cell {
	struct str	text;
	size_t		columns;
};

struct rows {
	struct rowsink	 head;
	struct cmd	*c;
	struct buf	 out;
	/* Only on a terminal: */
	size_t		 n;			/* columns shown */
	size_t		 field[FIELDS_MAX];	/* which field is the column */
	size_t		 width[FIELDS_MAX];
	size_t		 room;			/* columns of the terminal */
	struct buf	 held;			/* text of the cells held */
	struct cell	*cell;			/* LOOK_ROWS × n */
	size_t		 nheld;			/* rows; */
	bool		 settled;		/* the widths are known */
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

static struct str
label_of(const struct rows *s, const struct field *f)
{
	return str_of(f->label == NULL ? f->name :
	    say(s->c->voice.lang, f->label));
}

static enum err
out_flush(struct rows *s, struct note *note)
{
	enum err r = terminal_write(s->c->term, buf_view(&s->out), note);

	buf_empty(&s->out);
	return r;
}

/* The buffer has its room from the beginning and is never grown, since it
 * lies in an arena that others reset. */
static enum err
out_put(struct rows *s, struct str line, struct note *note)
{
	enum err r;

	if (s->out.n + line.n >= OUT_BYTES &&
	    (r = out_flush(s, note)) != ERR_OK)
		return r;
	if (line.n >= OUT_BYTES)
		return terminal_write(s->c->term, line, note);
	buf_str(&s->out, line);
	return ERR_OK;
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
	    out_put(s, buf_view(&b), note);
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

static enum err
heading_put(struct rows *s, struct note *note)
{
	struct cell cells[FIELDS_MAX];

	for (size_t i = 0; i < s->n; i++) {
		cells[i].text = label_of(s, field_at(s, i));
		cells[i].columns = utf8_columns(cells[i].text);
	}
	return line_put(s, cells, note);
}

/* Find the widths, write the heading and what was held back. */
static enum err
settle(struct rows *s, struct note *note)
{
	enum err r;

	if (s->settled)
		return ERR_OK;
	s->settled = true;
	for (size_t i = 0; i < s->n; i++) {
		s->width[i] = utf8_columns(label_of(s, field_at(s, i)));
		for (size_t row = 0; row < s->nheld; row++)
			if (s->cell[row * s->n + i].columns > s->width[i])
				s->width[i] = s->cell[row * s->n + i].columns;
	}
	squeeze(s);
	r = heading_put(s, note);
	for (size_t row = 0; row < s->nheld && r == ERR_OK; row++)
		r = line_put(s, &s->cell[row * s->n], note);
	return r == ERR_OK ? out_flush(s, note) : r;
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
	struct cell cell;

	field_show(&shown, field_at(s, column), s->c->voice, v);
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
	struct cell cells[FIELDS_MAX];
	enum err r = ERR_OK;

	if (stop_wanted())
		return note_stopped(note);
	for (size_t i = 0; i < s->n; i++)
		cells[i] = cell_make(s, i, &values[s->field[i]]);
	if (arena_failed(s->c->a))
		r = note_memory(note);
	else if (s->settled || !hold(s, cells)) {
		if ((r = settle(s, note)) == ERR_OK) {
			widen(s, cells);
			r = line_put(s, cells, note);
		}
		if (r == ERR_OK)
			r = out_flush(s, note);
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
		return settle(s, note);
	buf_text(&b, say(s->c->voice.lang, M("There is nothing to show.")));
	buf_char(&b, '\n');
	r = buf_failed(&b) ? note_memory(note) :
	    terminal_write(s->c->term, buf_view(&b), note);
	buf_free(&b);
	return r;
}

static enum err
pipe_begin(struct rowsink *sink, const struct fields *fs, struct note *note)
{
	struct rows *s = (struct rows *)sink;

	for (size_t i = 0; i < fs->n; i++) {
		if (i > 0)
			buf_char(&s->out, '\t');
		visible_put(&s->out, label_of(s, &fs->field[i]),
		    VISIBLE_CELL | VISIBLE_PIPE);
	}
	buf_char(&s->out, '\n');
	if (buf_failed(&s->out))
		return note_memory(note);
	s->c->term->rows = s;
	return ERR_OK;
}

static enum err
pipe_row(struct rowsink *sink, const struct value *values, struct note *note)
{
	struct rows *s = (struct rows *)sink;
	struct arena_mark mark = arena_mark(s->c->a);
	struct buf one = BUF_IN(s->c->a), line = BUF_IN(s->c->a);
	enum err r;

	if (stop_wanted())
		return note_stopped(note);
	buf_room(&line, LINE_BYTES);
	for (size_t i = 0; i < sink->fields->n; i++) {
		if (i > 0)
			buf_char(&line, '\t');
		buf_empty(&one);
		field_put(&one, &sink->fields->field[i], &values[i]);
		visible_put(&line, buf_view(&one),
		    VISIBLE_CELL | VISIBLE_PIPE);
	}
	buf_char(&line, '\n');
	r = buf_failed(&one) || buf_failed(&line) ? note_memory(note) :
	    out_put(s, buf_view(&line), note);
	arena_reset(s->c->a, mark);
	return r;
}

static enum err
pipe_end(struct rowsink *sink, struct note *note)
{
	struct rows *s = (struct rows *)sink;

	s->c->term->rows = NULL;
	return out_flush(s, note);
}

static enum err
json_begin(struct rowsink *sink, const struct fields *fs, struct note *note)
{
	struct rows *s = (struct rows *)sink;

	(void)fs;
	s->c->term->rows = s;
	return out_put(s, S("{\"rows\":["), note);
}

static enum err
json_row(struct rowsink *sink, const struct value *values, struct note *note)
{
	struct rows *s = (struct rows *)sink;
	struct arena_mark mark = arena_mark(s->c->a);
	struct buf line = BUF_IN(s->c->a);
	enum err r;

	if (stop_wanted())
		return note_stopped(note);
	buf_room(&line, LINE_BYTES);
	if (sink->rows > 0)
		buf_char(&line, ',');
	if ((r = object_json(&line, s->c->a, sink->fields, values,
	    note)) == ERR_OK)
		r = buf_failed(&line) ? note_memory(note) :
		    out_put(s, buf_view(&line), note);
	arena_reset(s->c->a, mark);
	return r;
}

static enum err
json_end(struct rowsink *sink, struct note *note)
{
	struct rows *s = (struct rows *)sink;
	enum err r;

	if ((r = out_put(s, S("]}\n"), note)) != ERR_OK)
		return r;
	return pipe_end(sink, note);
}

static void
drop(struct rowsink *sink)
{
	struct rows *s = (struct rows *)sink;

	if (s->c->term->rows == s)
		s->c->term->rows = NULL;
}

/* What was held back is written now; of a table the widths are settled by what
 * was seen so far. */
enum err
rows_flush(struct rows *rows, struct note *note)
{
	enum err r = rows->nheld > 0 ? settle(rows, note) : ERR_OK;

	return r == ERR_OK ? out_flush(rows, note) : r;
}

struct rowsink *
cmd_rows(struct cmd *c)
{
	static const struct rowsink_ops table = { table_begin, table_row,
	    table_end, drop }, piped = { pipe_begin, pipe_row, pipe_end, drop },
	    json = { json_begin, json_row, json_end, drop };
	struct rows *s = NEW(c->a, struct rows);

	if (s == NULL)
		return NULL;
	*s = (struct rows){
		.head.ops = c->json ? &json :
		    c->term->out_tty ? &table : &piped,
		.c = c,
		.out = BUF_IN(c->a),
	};
	buf_room(&s->out, OUT_BYTES);
	return buf_failed(&s->out) ? NULL : &s->head;
}
