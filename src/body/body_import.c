/* SPDX-License-Identifier: Apache-2.0 */
/* Reading and judging; body_import_plan.c makes entries of it. */
#include "body/body_import_in.h"

void
body_import_fault(struct importing *im, struct body_line *l,
    const char *field, struct note *found)
{
	if (l->faulty) {	/* one fault a row is told */
		note_clear(found);
		return;
	}
	l->faulty = true;
	import_rows_fault(&im->in, l->row, field, found);
}

/* The several codes of a cell, as one text: bodies are many. */
static struct str
joined(struct arena *a, const struct value *v)
{
	struct buf b = BUF_IN(a);

	if (!value_known(v))
		return S("");
	for (size_t i = 0; i < v->list.n; i++) {
		if (i > 0)
			buf_char(&b, '|');
		buf_str(&b, v->list.v[i].text);
	}
	return buf_view(&b);
}

static struct str
text_of(const struct value *v)
{
	return value_known(v) ? v->text : S("");
}

/* Move the line's texts into one block: the row's own memory goes. */
static bool
texts_keep(struct arena *a, struct body_line *l)
{
	struct str *const text[] = { &l->code, &l->name, &l->superior,
	    &l->guided_by, &l->region, &l->industry };
	size_t n = 0;
	char *to;

	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		n += text[i]->n + 1;
	if ((to = arena_alloc(a, n)) == NULL)
		return false;
	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		if (text[i]->n != 0)
			memcpy(to, text[i]->p, text[i]->n);
		text[i]->p = to;
		to += text[i]->n + 1;
	}
	return true;
}

/* Sources are few: one that is the last line's is not kept again. */
static struct str
source_keep(struct importing *im, struct str source)
{
	if (source.n == 0)
		source = im->what->source;
	if (!str_eq(source, im->source))
		im->source = str_copy(im->a, source);
	return im->source;
}

static struct body_line
line_from(struct importing *im, const struct body_sheet_row *row, int64_t at)
{
	const bool dated = value_known(&row->from);

	return (struct body_line){
		.source = source_keep(im, text_of(&row->source)),
		.code = text_of(&row->code),
		.name = text_of(&row->name),
		.kind = text_of(&row->kind).p,
		.superior = text_of(&row->superior),
		.guided_by = joined(im->scratch, &row->guided_by),
		.region = text_of(&row->region),
		.industry = text_of(&row->industry),
		/* An undated line has a fault, and comes first. */
		.from = dated ? (int32_t)row->from.num : INT32_MIN,
		.to = value_known(&row->to) ? (int32_t)row->to.num : DAY_OPEN,
		.row = (uint32_t)at,
	};
}

static bool
room_for_one(struct importing *im)
{
	struct body_lines *l = &im->lines;
	size_t room = im->room == 0 ? 1024 : im->room * 2;

	if (l->n < im->room)
		return true;
	l->line = arena_grow(im->a, l->line, l->n * sizeof *l->line,
	    room * sizeof *l->line);
	im->room = room;
	return l->line != NULL;
}

static enum err
row_take(void *arg, int64_t row, const struct value *values, bool sound,
    struct note *note)
{
	struct importing *im = arg;
	struct body_lines *ls = &im->lines;
	const struct body_sheet_row *cells = (const void *)values;
	const char *field = "source";
	struct note found = NOTE_INIT;
	struct body_line l;
	enum err r;

	if (ls->n == BODY_ROWS_MAX)
		return NOTE(note, ERR_LIMIT, M("The file has more than {most} "
		    "rows. Split it."), A_INT("most", BODY_ROWS_MAX));
	if (!value_known(&cells->code))
		return ERR_OK;		/* nobody can name this row */
	l = line_from(im, cells, row);
	l.faulty = !sound;
	if (sound && (r = body_source_check(l.source, &found)) == ERR_OK) {
		field = "to";
		r = body_days_check(l.name, l.from, l.to, &found);
	}
	if (found.err != ERR_OK)
		body_import_fault(im, &l, field, &found);
	if (!room_for_one(im) || !texts_keep(im->a, &l))
		return note_memory(note);
	ls->line[ls->n++] = l;
	arena_reset(im->scratch, (struct arena_mark){ 0 });
	return ERR_OK;
}
