/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do the rows of a list leave the program?  Piped, a line each, parted by
 * tabs; under --json as objects; on a terminal see table.c.  Row by row nothing
 * is allocated for good: whoever puts rows may reset the arena between them.
 */
#include "base/utf8.h"
#include "cli/cli_in.h"

enum { LINE_BYTES = 4 * 1024 };	/* room for one from the beginning */

struct str
rows_label(const struct rows *s, const struct field *f)
{
	return str_of(f->label == NULL ? f->name :
	    say(s->c->voice.lang, f->label));
}

enum err
rows_out(struct rows *s, struct note *note)
{
	enum err r = terminal_write(s->c->term, buf_view(&s->out), note);

	buf_empty(&s->out);
	return r;
}

enum err
rows_put(struct rows *s, struct str line, struct note *note)
{
	enum err r;

	if (s->out.n + line.n >= OUT_BYTES &&
	    (r = rows_out(s, note)) != ERR_OK)
		return r;
	if (line.n >= OUT_BYTES)
		return terminal_write(s->c->term, line, note);
	buf_str(&s->out, line);
	return ERR_OK;
}

static enum err
pipe_begin(struct rowsink *sink, const struct fields *fs, struct note *note)
{
	struct rows *s = (struct rows *)sink;

	for (size_t i = 0; i < fs->n; i++) {
		if (i > 0)
			buf_char(&s->out, '\t');
		visible_put(&s->out, rows_label(s, &fs->field[i]),
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
	    rows_put(s, buf_view(&line), note);
	arena_reset(s->c->a, mark);
	return r;
}

static enum err
pipe_end(struct rowsink *sink, struct note *note)
{
	struct rows *s = (struct rows *)sink;

	s->c->term->rows = NULL;
	return rows_out(s, note);
}

static enum err
json_begin(struct rowsink *sink, const struct fields *fs, struct note *note)
{
	struct rows *s = (struct rows *)sink;

	(void)fs;
	s->c->term->rows = s;
	return rows_put(s, S("{\"rows\":["), note);
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
		    rows_put(s, buf_view(&line), note);
	arena_reset(s->c->a, mark);
	return r;
}

static enum err
json_end(struct rowsink *sink, struct note *note)
{
	struct rows *s = (struct rows *)sink;
	enum err r;

	if ((r = rows_put(s, S("]}\n"), note)) != ERR_OK)
		return r;
	return pipe_end(sink, note);
}

void
rows_drop(struct rowsink *sink)
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
	enum err r = rows->nheld > 0 ? table_settle(rows, note) : ERR_OK;

	return r == ERR_OK ? rows_out(rows, note) : r;
}

struct rowsink *
cmd_rows(struct cmd *c)
{
	static const struct rowsink_ops
	    piped = { pipe_begin, pipe_row, pipe_end, rows_drop },
	    json = { json_begin, json_row, json_end, rows_drop };
	struct rows *s = NEW(c->a, struct rows);

	if (s == NULL)
		return NULL;
	*s = (struct rows){
		.head.ops = c->json ? &json :
		    c->term->out_tty ? &table_ops : &piped,
		.c = c,
		.out = BUF_IN(c->a),
	};
	buf_room(&s->out, OUT_BYTES);
	return buf_failed(&s->out) ? NULL : &s->head;
}
