/* SPDX-License-Identifier: Apache-2.0 */
/* Rows as a workbook. */
#include "base/sheet.h"
#include "base/show.h"
#include "field/field_in.h"
#include "field/rowsink.h"

enum { EXACT_DIGITS = 15 };	/* that a spreadsheet's number keeps */

struct xlsx_sink {
	struct rowsink		 head;
	struct voice		 voice;
	struct str		 path;
	struct sheet_out	*out;
	struct buf		 cell;
};

/* "Known at (UTC+8)": the cells below show that zone's clock. */
static void
head_put(struct xlsx_sink *s, const struct field *f)
{
	const bool zh = s->voice.lang == LANG_ZH_CN;

	buf_empty(&s->cell);
	buf_text(&s->cell, say(s->voice.lang, field_label(f)));
	if (f->kind == FIELD_MOMENT) {
		buf_text(&s->cell, zh ? "（" : " (");
		show_zone(&s->cell, s->voice);
		buf_text(&s->cell, zh ? "）" : ")");
	}
	sheet_out_cell(s->out, SHEET_TEXT, buf_view(&s->cell));
}

static enum err
xlsx_begin(struct rowsink *head, const struct fields *fs, struct note *note)
{
	struct xlsx_sink *s = (struct xlsx_sink *)head;
	enum err r;

	if ((r = sheet_out_open(s->path.p, fs->name, &s->out,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < fs->n; i++)
		if ((fs->field[i].flags & FIELD_MACHINE) == 0)
			head_put(s, &fs->field[i]);
	sheet_out_row(s->out);
	return ERR_OK;
}

static size_t
digits_in(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] >= '0' && s.p[i] <= '9';
	return n;
}

/* Local, to the minute: what is known otherwise stands as text. */
static enum sheet_type
moment_cell(struct xlsx_sink *s, const struct value *v)
{
	struct civil c;

	if (v->prec >= PREC_DAY) {
		moment_put(&s->cell, (struct moment){ v->num, v->prec });
		return SHEET_TEXT;
	}
	c = zone_local(s->voice.zone, v->num);
	buf_fmt(&s->cell, "%04d-%02d-%02d %02d", c.year, c.month, c.day,
	    c.hour);
	if (v->prec <= PREC_MINUTE)
		buf_fmt(&s->cell, ":%02d", c.minute);
	if (v->prec <= PREC_SECOND)
		buf_fmt(&s->cell, ":%02d", c.second);
	if (v->prec == PREC_MS)
		buf_fmt(&s->cell, ".%03d", c.ms);
	return v->prec == PREC_MINUTE ? SHEET_MOMENT : SHEET_TEXT;
}

static enum sheet_type
cell_put(struct xlsx_sink *s, const struct field *f, const struct value *v)
{
	if (f->kind == FIELD_MOMENT && value_known(v))
		return moment_cell(s, v);
	field_put(&s->cell, f, v);
	if (!value_known(v))
		return SHEET_TEXT;
	if (f->kind == FIELD_DATE)
		return SHEET_DAY;
	if ((f->kind == FIELD_INT || f->kind == FIELD_DECIMAL) &&
	    digits_in(buf_view(&s->cell)) <= EXACT_DIGITS)
		return SHEET_NUMBER;
	return SHEET_TEXT;
}

static enum err
xlsx_row(struct rowsink *head, const struct value *values, struct note *note)
{
	struct xlsx_sink *s = (struct xlsx_sink *)head;
	const struct fields *fs = head->fields;

	for (size_t i = 0; i < fs->n; i++) {
		enum sheet_type type;

		if ((fs->field[i].flags & FIELD_MACHINE) != 0)
			continue;
		buf_empty(&s->cell);
		type = cell_put(s, &fs->field[i], &values[i]);
		sheet_out_cell(s->out, type, buf_view(&s->cell));
	}
	sheet_out_row(s->out);
	return buf_failed(&s->cell) ? note_memory(note) : ERR_OK;
}

static enum err
xlsx_end(struct rowsink *head, struct note *note)
{
	struct xlsx_sink *s = (struct xlsx_sink *)head;

	return sheet_out_close(&s->out, note);
}

static void
xlsx_drop(struct rowsink *head)
{
	struct xlsx_sink *s = (struct xlsx_sink *)head;

	sheet_out_drop(&s->out);
}

static const struct rowsink_ops ops = {
	.begin = xlsx_begin, .row = xlsx_row, .end = xlsx_end,
	.drop = xlsx_drop,
};

struct rowsink *
rowsink_xlsx(struct arena *a, struct voice v, const char *path)
{
	struct xlsx_sink *s = NEW(a, struct xlsx_sink);

	if (s == NULL)
		return NULL;
	*s = (struct xlsx_sink){ .head.ops = &ops, .voice = v,
	    .path = str_copy(a, str_of(path)), .cell = BUF_IN(a) };
	return arena_failed(a) ? NULL : &s->head;
}
