/* SPDX-License-Identifier: Apache-2.0 */
/* Rows as CSV that Excel and WPS open rightly. */
#include "base/csv.h"
#include "field/field_in.h"
#include "field/rowsink.h"

enum { CHUNK = 16 * 1024 };

struct csv_sink {
	struct rowsink		 head;
	struct voice		 voice;
	struct buf		 b;	/* heap: between rows the arena may be
					 * reset */
	struct buf		 cell;
	rowsink_write_fn	*to;
	void			*arg;
};

static enum err
flush(struct csv_sink *s, size_t from, struct note *note)
{
	enum err r;

	if (buf_failed(&s->b) || buf_failed(&s->cell))
		return note_memory(note);
	if (s->b.n < from)
		return ERR_OK;
	r = s->to(s->arg, buf_view(&s->b), note);
	buf_empty(&s->b);
	return r;
}

/* One cell; ${first} of its row no longer. */
static void
put(struct csv_sink *s, struct str cell, bool guard, bool *first)
{
	if (!*first)
		buf_char(&s->b, ',');
	*first = false;
	csv_put(&s->b, cell, guard);
}

static enum err
csv_begin(struct rowsink *head, const struct fields *fs, struct note *note)
{
	struct csv_sink *s = (struct csv_sink *)head;
	bool first = true;

	buf_empty(&s->b);
	buf_text(&s->b, "\xEF\xBB\xBF");
	for (size_t i = 0; i < fs->n; i++)
		if ((fs->field[i].flags & FIELD_MACHINE) == 0)
			put(s, str_of(say(s->voice.lang,
			    field_label(&fs->field[i]))), true, &first);
	buf_text(&s->b, "\r\n");
	return flush(s, CHUNK, note);
}

/* A negative number begins as a formula does, and is none. */
static bool
is_number(const struct field *f)
{
	return f->kind == FIELD_INT || f->kind == FIELD_DECIMAL;
}

static enum err
csv_row(struct rowsink *head, const struct value *values, struct note *note)
{
	struct csv_sink *s = (struct csv_sink *)head;
	const struct fields *fs = head->fields;
	bool first = true;

	for (size_t i = 0; i < fs->n; i++) {
		if ((fs->field[i].flags & FIELD_MACHINE) != 0)
			continue;
		buf_empty(&s->cell);
		field_put(&s->cell, &fs->field[i], &values[i]);
		put(s, buf_view(&s->cell), !is_number(&fs->field[i]), &first);
	}
	buf_text(&s->b, "\r\n");
	return flush(s, CHUNK, note);
}

static enum err
csv_end(struct rowsink *head, struct note *note)
{
	return flush((struct csv_sink *)head, 1, note);
}

static void
csv_drop(struct rowsink *head)
{
	struct csv_sink *s = (struct csv_sink *)head;

	buf_free(&s->b);
	buf_free(&s->cell);
}

static const struct rowsink_ops ops = {
	.begin = csv_begin, .row = csv_row, .end = csv_end, .drop = csv_drop,
};

struct rowsink *
rowsink_csv(struct arena *a, struct voice v, rowsink_write_fn *to, void *arg)
{
	struct csv_sink *s = NEW(a, struct csv_sink);

	if (s == NULL)
		return NULL;
	*s = (struct csv_sink){ .head.ops = &ops, .voice = v, .to = to,
	    .arg = arg };
	return &s->head;
}
