/* SPDX-License-Identifier: Apache-2.0 */
#include "core/import_template.h"

#include "base/csv.h"
#include "base/sheet.h"
#include "core/outfile.h"

/* What is written there, by its kind. */
static const char *const forms[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = M("text"),
	[FIELD_LINES]	 = M("text, of several lines if need be"),
	[FIELD_INT]	 = M("whole number"),
	[FIELD_DECIMAL]	 = M("number"),
	[FIELD_BOOL]	 = M("yes or no"),
	[FIELD_DATE]	 = M("date, like 2024-03-01"),
	[FIELD_MOMENT]	 = M("date and time of the house, like 2024-03-01 "
			    "08:30"),
	[FIELD_DURATION] = M("length of time, like 2 days or P2D"),
	[FIELD_CHOICE]	 = M("one of the words"),
	[FIELD_REF]	 = M("another record: its key, SOURCE:CODE, its code, or "
			    "a name that only one bears"),
	[FIELD_FILE]	 = M("file"),
	[FIELD_TABLE]	 = M("table"),
};

static const char *const examples_of[FIELD_KIND__MAX] = {
	[FIELD_INT]	 = "1",
	[FIELD_DECIMAL]	 = "1.5",
	[FIELD_DATE]	 = "2024-03-01",
	[FIELD_MOMENT]	 = "2024-03-01 08:30",
	[FIELD_DURATION] = "P2D",
	[FIELD_REF]	 = "local:1001",
};

/* What one value of the column is: of a list, what it is made of; a ref that
 * people write as text is one all the same. */
static enum field_kind
kind_of(const struct field *f)
{
	const enum field_kind kind = f->kind == FIELD_LIST ? f->of : f->kind;

	return f->ref != NULL ? FIELD_REF : kind;
}

static bool
needed(const struct field *f)
{
	return (f->flags & FIELD_REQUIRED) != 0;
}

static void
head_put(struct buf *b, const struct field *f, enum lang lang)
{
	buf_empty(b);
	buf_text(b, say(lang, f->label == NULL ? f->name : f->label));
	if (needed(f))
		buf_text(b, lang == LANG_ZH_CN ? "（必填）" : " (required)");
}

static void
form_put(struct buf *b, const struct field *f, enum lang lang)
{
	buf_empty(b);
	buf_text(b, say(lang, forms[kind_of(f)]));
	if (f->kind == FIELD_LIST) {
		buf_text(b, lang == LANG_ZH_CN ? "；" : "; ");
		buf_text(b, say(lang, M("several are parted by |")));
	}
	if ((f->flags & FIELD_OPEN) != 0) {
		buf_text(b, lang == LANG_ZH_CN ? "；" : "; ");
		buf_text(b, say(lang, M("? when it is not known")));
	}
	if (f->kind == FIELD_INT && f->min < f->max)
		buf_fmt(b, lang == LANG_ZH_CN ? "（%lld–%lld）" :
		    " (%lld–%lld)", (long long)f->min, (long long)f->max);
}

/* "acting 代理, concurrent 兼任": either is understood. */
static void
words_put(struct buf *b, const struct field *f, enum lang lang)
{
	buf_empty(b);
	for (const struct choice *c = f->choices; c != NULL && c->word != NULL;
	    c++) {
		if (c != f->choices)
			buf_text(b, lang == LANG_ZH_CN ? "，" : ", ");
		buf_text(b, c->word);
		buf_char(b, ' ');
		buf_text(b, say(lang, c->label));
	}
}

static void
example_put(struct buf *b, const struct field *f,
    const struct import_example *own, enum lang lang)
{
	const char *text = examples_of[kind_of(f)];

	if (f->kind == FIELD_BOOL)
		text = lang == LANG_ZH_CN ? "是" : "yes";
	if (f->choices != NULL)
		text = f->choices[0].word;
	for (; own != NULL && own->field != NULL; own++)
		if (strcmp(own->field, f->name) == 0)
			text = own->text;
	buf_empty(b);
	buf_text(b, text == NULL ? "" : text);
	if (f->kind == FIELD_LIST && f->choices != NULL &&
	    f->choices[1].word != NULL)
		buf_fmt(b, "|%s", f->choices[1].word);
}

static bool
shown(const struct field *f)
{
	return (f->flags & FIELD_MACHINE) == 0;
}

static enum err
text_template(const char *path, const struct fields *fs, struct voice v,
    struct note *note)
{
	struct buf line = BUF_INIT, head = BUF_INIT;
	struct outfile *out = NULL;
	bool first = true;
	enum err r;

	buf_text(&line, "\xEF\xBB\xBF");
	for (size_t i = 0; i < fs->n; i++) {
		if (!shown(&fs->field[i]))
			continue;
		if (!first)
			buf_char(&line, ',');
		first = false;
		head_put(&head, &fs->field[i], v.lang);
		csv_put(&line, buf_view(&head), true);
	}
	buf_text(&line, "\r\n");
	if (buf_failed(&line) || buf_failed(&head))
		r = note_memory(note);
	else if ((r = outfile_open(path, &out, note)) == ERR_OK &&
	    (r = outfile_write(out, buf_view(&line), note)) == ERR_OK)
		r = outfile_close(&out, note);
	outfile_drop(&out);
	buf_free(&line);
	buf_free(&head);
	return r;
}

static void
cell_put(struct sheet_out *o, const char *text)
{
	sheet_out_cell(o, SHEET_TEXT, str_of(text));
}

/* One line a column. */
static void
notes_put(struct sheet_out *o, const struct fields *fs,
    const struct import_example *examples, struct voice v, struct buf *b)
{
	static const char *const heads[] = { M("Column"), M("Name in programs"),
	    M("Needed"), M("What is written there"), M("Words"),
	    M("Example") };

	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		cell_put(o, say(v.lang, heads[i]));
	sheet_out_row(o);
	for (size_t i = 0; i < fs->n; i++) {
		const struct field *f = &fs->field[i];

		if (!shown(f))
			continue;
		cell_put(o, say(v.lang, f->label == NULL ? f->name :
		    f->label));
		cell_put(o, f->name);
		cell_put(o, say(v.lang, needed(f) ? M("yes") : M("no")));
		form_put(b, f, v.lang);
		sheet_out_cell(o, SHEET_TEXT, buf_view(b));
		words_put(b, f, v.lang);
		sheet_out_cell(o, SHEET_TEXT, buf_view(b));
		example_put(b, f, examples, v.lang);
		sheet_out_cell(o, SHEET_TEXT, buf_view(b));
		sheet_out_row(o);
	}
}

static enum err
book_template(const char *path, const struct fields *fs,
    const struct import_example *examples, struct voice v, struct note *note)
{
	struct sheet_out *o = NULL;
	struct buf b = BUF_INIT;
	enum err r;

	if ((r = sheet_out_open(path, fs->name, &o, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < fs->n; i++)
		if (shown(&fs->field[i])) {
			head_put(&b, &fs->field[i], v.lang);
			sheet_out_cell(o, SHEET_TEXT, buf_view(&b));
		}
	sheet_out_row(o);
	if ((r = sheet_out_next(o, say(v.lang, M("Notes")),
	    note)) == ERR_OK) {
		notes_put(o, fs, examples, v, &b);
		if (buf_failed(&b))
			r = note_memory(note);
	}
	if (r == ERR_OK)
		r = sheet_out_close(&o, note);
	sheet_out_drop(&o);
	buf_free(&b);
	return r;
}

enum err
import_template(const char *path, const struct fields *fs,
    const struct import_example *examples, struct voice v, struct note *note)
{
	return outfile_is_workbook(path) ?
	    book_template(path, fs, examples, v, note) :
	    text_template(path, fs, v, note);
}
