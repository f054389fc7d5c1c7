/* SPDX-License-Identifier: Apache-2.0 */
/* Rows as {"rows":[{…},…]}, written as they come. */
#include "field/field_in.h"
#include "field/rowsink.h"

enum { CHUNK = 16 * 1024 };	/* bytes gathered before they are written */

struct json_sink {
	struct rowsink		 head;
	struct buf		 b;	/* heap: between rows the arena
					 * may be reset */
	rowsink_write_fn	*to;
	void			*arg;
};

static enum err
flush(struct json_sink *s, size_t from, struct note *note)
{
	enum err r;

	if (buf_failed(&s->b))
		return note_memory(note);
	if (s->b.n < from)
		return ERR_OK;
	r = s->to(s->arg, buf_view(&s->b), note);
	buf_empty(&s->b);
	return r;
}

static enum err
json_begin(struct rowsink *head, const struct fields *fs, struct note *note)
{
	struct json_sink *s = (struct json_sink *)head;

	(void)fs;
	buf_empty(&s->b);
	buf_text(&s->b, "{\"rows\":[");
	return flush(s, CHUNK, note);
}

static enum err
json_row(struct rowsink *head, const struct value *values, struct note *note)
{
	struct json_sink *s = (struct json_sink *)head;
	struct canon c;
	const struct writing w = { .c = &c, .open = true, .note = note };
	enum err r;

	if (head->rows > 0)
		buf_char(&s->b, ',');
	canon_start(&c, &s->b);
	if ((r = write_values(&w, head->fields, values, 0)) != ERR_OK)
		return r;
	return flush(s, CHUNK, note);
}

static enum err
json_end(struct rowsink *head, struct note *note)
{
	struct json_sink *s = (struct json_sink *)head;

	buf_text(&s->b, "]}");
	return flush(s, 0, note);
}

static void
json_drop(struct rowsink *head)
{
	buf_free(&((struct json_sink *)head)->b);
}

static const struct rowsink_ops ops = {
	.begin = json_begin, .row = json_row, .end = json_end,
	.drop = json_drop,
};

struct rowsink *
rowsink_json(struct arena *a, rowsink_write_fn *to, void *arg)
{
	struct json_sink *s = NEW(a, struct json_sink);

	if (s == NULL)
		return NULL;
	*s = (struct json_sink){ .head.ops = &ops, .to = to, .arg = arg };
	return &s->head;
}
