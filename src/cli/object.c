/* SPDX-License-Identifier: Apache-2.0 */
/* How does one thing look?  A line per field. */
#include "base/utf8.h"
#include "cli/cli_in.h"

/* Labels that are longer do not push all values to the right. */
enum { LABEL_MOST = 24, GAP = 2 };

static struct str
label_of(const struct cmd *c, const struct field *f)
{
	return str_of(f->label == NULL ? f->name :
	    say(c->voice.lang, f->label));
}

/* Further lines of a text stand below its first. */
static void
lines_put(struct buf *b, struct str text, size_t indent)
{
	struct str line;
	bool first = true;

	while (str_cut(&text, '\n', &line)) {
		if (!first && line.n > 0)
			pad_put(b, indent);
		first = false;
		visible_put(b, line, 0);
		buf_char(b, '\n');
	}
}

/* What was not said has no line: the rest is easier to read. */
static void
show_put(struct buf *b, const struct cmd *c, const struct fields *fs,
    const struct value *values)
{
	size_t width = 0;

	for (size_t i = 0; i < fs->n; i++) {
		size_t n = utf8_columns(label_of(c, &fs->field[i]));

		if (values[i].given != GIVEN_NOT && n > width &&
		    n <= LABEL_MOST)
			width = n;
	}
	for (size_t i = 0; i < fs->n; i++) {
		struct str label = label_of(c, &fs->field[i]);
		size_t n = utf8_columns(label);
		struct buf shown = BUF_IN(c->a);

		if (values[i].given == GIVEN_NOT)
			continue;
		field_show(&shown, &fs->field[i], c->voice, &values[i]);
		buf_str(b, label);
		pad_put(b, (n < width ? width - n : 0) + GAP);
		lines_put(b, buf_view(&shown), width + GAP);
		b->failed = b->failed || buf_failed(&shown);
	}
}

/* Every field has its line, in order: programs count on it. */
static void
pipe_put(struct buf *b, const struct cmd *c, const struct fields *fs,
    const struct value *values)
{
	for (size_t i = 0; i < fs->n; i++) {
		struct buf one = BUF_IN(c->a);

		field_put(&one, &fs->field[i], &values[i]);
		visible_put(b, label_of(c, &fs->field[i]),
		    VISIBLE_CELL | VISIBLE_PIPE);
		buf_char(b, '\t');
		visible_put(b, buf_view(&one), VISIBLE_CELL | VISIBLE_PIPE);
		buf_char(b, '\n');
		b->failed = b->failed || buf_failed(&one);
	}
}

static enum err
keep(void *arg, struct str bytes, struct note *note)
{
	struct buf *b = arg;

	buf_str(b, bytes);
	return buf_failed(b) ? note_memory(note) : ERR_OK;
}

/* The object is cut out of a list of one row, so that both always agree; and
 * nothing of the sink is left in the arena, as it would be if all rows went
 * through one sink while others reset the arena. */
enum err
object_json(struct buf *b, struct arena *a, const struct fields *fs,
    const struct value *values, struct note *note)
{
	static const char before[] = "{\"rows\":[", behind[] = "]}";
	struct buf list = BUF_IN(a);
	struct rowsink *sink = rowsink_json(a, keep, &list);
	struct str row;
	enum err r;

	if ((r = rowsink_begin(sink, fs, note)) != ERR_OK ||
	    (r = rowsink_row(sink, values, note)) != ERR_OK ||
	    (r = rowsink_end(sink, note)) != ERR_OK)
		goto out;
	row = buf_view(&list);
	if (str_starts(row, before) && str_ends(row, behind))
		buf_str(b, str_part(row, sizeof before - 1,
		    row.n - (sizeof behind - 1)));
	else
		r = NOTE(note, ERR_BUG, M("The list of one record does not "
		    "look like a list. Please report this as a fault of the "
		    "program."));
out:
	rowsink_drop(sink);
	return r;
}

enum err
cmd_object(struct cmd *c, const struct fields *fs, const struct value *values,
    struct note *note)
{
	struct arena_mark mark = arena_mark(c->a);
	struct buf b = BUF_INIT;
	enum err r = ERR_OK;

	if (c->json) {
		r = object_json(&b, c->a, fs, values, note);
		buf_char(&b, '\n');
	} else if (c->term->out_tty) {
		show_put(&b, c, fs, values);
	} else {
		pipe_put(&b, c, fs, values);
	}
	if (r == ERR_OK)
		r = buf_failed(&b) ? note_memory(note) :
		    terminal_put(c->term, buf_view(&b), note);
	buf_free(&b);
	arena_reset(c->a, mark);
	return r;
}
