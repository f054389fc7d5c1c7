/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sheet_made.h"

#include <zip.h>

#define HEAD	"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static const char usual_relations[] = HEAD
    "<Relationships xmlns=\"" MADE_LINKS "\"><Relationship Id=\"rId1\" "
    "Type=\"" MADE_KINDS "/officeDocument\" Target=\"xl/workbook.xml\"/>"
    "</Relationships>";

static const char usual_book[] = HEAD
    "<workbook xmlns=\"" MADE_MAIN "\" xmlns:r=\"" MADE_KINDS "\"><sheets>"
    "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

static const char usual_book_relations[] = HEAD
    "<Relationships xmlns=\"" MADE_LINKS "\">"
    "<Relationship Id=\"rId1\" Type=\"" MADE_KINDS "/worksheet\" "
    "Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" MADE_KINDS "/%s\" "
    "Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" MADE_KINDS "/%s\" "
    "Target=\"sharedStrings.xml\"/></Relationships>";

/* Whole bytes of what a source holds. */
static struct str
source_take(struct arena *a, zip_source_t *source)
{
	struct str s = { NULL, 0 };
	zip_stat_t st;
	char *p;

	zip_stat_init(&st);
	if (zip_source_stat(source, &st) != 0 || zip_source_open(source) != 0)
		return S("");
	if ((p = arena_alloc(a, st.size + 1)) != NULL &&
	    zip_source_read(source, p, st.size) == (zip_int64_t)st.size)
		s = (struct str){ p, st.size };
	(void)zip_source_close(source);
	return s;
}

static bool
part_add(zip_t *zip, const struct made_part *part)
{
	size_t n = part->n == 0 ? strlen(part->text) : part->n;
	zip_source_t *source = zip_source_buffer(zip, part->text, n, 0);
	zip_int64_t which;

	if (source == NULL)
		return false;
	if ((which = zip_file_add(zip, part->name, source, 0)) < 0) {
		zip_source_free(source);
		return false;
	}
	/* 1980-01-01, where the time of an archive begins. */
	return zip_file_set_dostime(zip, (zip_uint64_t)which, 0, 0x21, 0) == 0 &&
	    (!part->stored || zip_set_file_compression(zip,
	    (zip_uint64_t)which, ZIP_CM_STORE, 0) == 0);
}

struct str
made_zip(struct arena *a, const struct made_part *parts, size_t n)
{
	zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, NULL);
	struct str made = S("");
	bool whole = true;
	zip_t *zip;

	if (to == NULL)
		return made;
	zip_source_keep(to);
	zip = zip_open_from_source(to, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	for (size_t i = 0; zip != NULL && i < n; i++)
		whole = whole && part_add(zip, &parts[i]);
	if (zip != NULL && (!whole || zip_close(zip) != 0)) {
		zip_discard(zip);
		zip = NULL;
	}
	if (zip != NULL)
		made = source_take(a, to);
	zip_source_free(to);
	return made;
}

static const char *
or_usual(const char *given, const char *usual)
{
	return given == NULL ? usual : given;
}

static const char *
within(struct arena *a, const char *root, const char *text)
{
	return str_fmt(a, HEAD "<%s xmlns=\"" MADE_MAIN "\">%s</%s>", root, text,
	    root).p;
}

struct str
made_book(struct arena *a, const struct made_book *b)
{
	struct made_part parts[MADE_PARTS_MAX * 2];
	size_t n = 0;

	if (b->relations == NULL || b->relations[0] != '\0')
		parts[n++] = (struct made_part){ "_rels/.rels",
		    or_usual(b->relations, usual_relations), 0, false };
	parts[n++] = (struct made_part){ "xl/workbook.xml",
	    or_usual(b->book, usual_book), 0, false };
	parts[n++] = (struct made_part){ "xl/_rels/workbook.xml.rels",
	    b->book_relations != NULL ? b->book_relations :
	    str_fmt(a, usual_book_relations,
	    b->styles == NULL ? "theme" : "styles",
	    b->strings == NULL ? "theme" : "sharedStrings").p, 0, false };
	if (b->styles != NULL)
		parts[n++] = (struct made_part){ "xl/styles.xml",
		    within(a, "styleSheet", b->styles), 0, false };
	if (b->strings != NULL)
		parts[n++] = (struct made_part){ "xl/sharedStrings.xml",
		    within(a, "sst", b->strings), 0, false };
	parts[n++] = (struct made_part){
	    or_usual(b->sheet_name, "xl/worksheets/sheet1.xml"),
	    b->sheet != NULL ? b->sheet : within(a, "worksheet", str_fmt(a,
	    "<sheetData>%s</sheetData>%s", or_usual(b->rows, ""),
	    or_usual(b->behind, "")).p), 0, false };
	for (size_t i = 0; i < MADE_PARTS_MAX && b->more[i].name != NULL; i++)
		parts[n++] = b->more[i];
	return arena_failed(a) ? S("") : made_zip(a, parts, n);
}

static void
cell_say(struct buf *b, const struct cell *c)
{
	buf_char(b, '[');
	if (c->merged)
		buf_char(b, '~');
	if (c->formula)
		buf_char(b, '=');
	if (c->error)
		buf_char(b, '!');
	buf_str(b, c->text);
	buf_char(b, ']');
}

struct str
made_read(struct arena *a, struct sheet *s, struct note *note)
{
	struct buf b = BUF_IN(a);
	const struct cell *cells;
	size_t n;
	enum err r;

	for (;;) {
		note_clear(note);
		r = sheet_next(s, &cells, &n, note);
		if (r == ERR_INVALID && note->where.row + note->where.line != 0) {
			buf_fmt(&b, "%d!%d\n", (int)(note->where.row +
			    note->where.line),
			    (int)note->where.column);
			continue;
		}
		if (r != ERR_OK)
			buf_text(&b, err_name(r));
		if (r != ERR_OK || n == 0)
			return buf_view(&b);
		buf_int(&b, sheet_row(s));
		for (size_t i = 0; i < n; i++)
			cell_say(&b, &cells[i]);
		buf_char(&b, '\n');
	}
}
