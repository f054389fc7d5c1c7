/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sheet_in.h"

#include "base/fault.h"

/* What points from one part to another. */
struct relation {
	struct str	id;
	struct str	type;	/* its last word: "worksheet" */
	struct str	part;	/* the whole name of what it points to */
};

struct relations {
	struct relation	*rel;
	size_t		 n, room;
};

struct sheet_book {
	struct arena		*a;
	struct sheet_zip	*zip;
	struct str		 part;		/* the workbook's own */
	struct relations	 rels;		/* from it */
	bool			 from_1904;
	struct sheet_strings	 strings;
	unsigned char		*looks;
	struct sheet_merges	 merges;
	struct sheet_part	*sheet;
	struct sheet_rows	*rows;
};

/* Which sheet is wanted, and which was found. */
struct choice {
	const char	*name;		/* NULL: the first that is visible */
	bool		 is_book;
	struct str	 id;		/* of the relation; empty: none yet */
	bool		 exact;
	struct buf	 names;		/* of all that could be named */
	size_t		 n;
};

enum { ROOT, RELATIONS, RELATION };

static const struct sheet_rule relation_rules[] = {
	{ ROOT, RELATIONS, false, "Relationships" },
	{ RELATIONS, RELATION, false, "Relationship" },
	{ 0, 0, false, NULL }
};

enum { BOOK = 1, BOOK_SETTINGS, SHEETS, SHEET };

static const struct sheet_rule book_rules[] = {
	{ ROOT, BOOK, false, "workbook" },
	{ BOOK, BOOK_SETTINGS, false, "workbookPr" },
	{ BOOK, SHEETS, false, "sheets" },
	{ SHEETS, SHEET, false, "sheet" },
	{ 0, 0, false, NULL }
};

/* Files that are archives like a workbook, by a part that they hold. */
static const struct kin {
	const char	*part;
	const char	*words;
} kins[] = {
	{ "xl/workbook.bin", M("This is a binary workbook (.xlsb). Open it in "
	    "Excel, save it as xlsx or as CSV UTF-8, and hand in that file.") },
	{ "word/document.xml", M("This is a text document (.docx), not a table. "
	    "Put its table into a workbook (xlsx) or a text (CSV).") },
	{ "ppt/presentation.xml", M("This is a presentation (.pptx), not a table. "
	    "Put its table into a workbook (xlsx) or a text (CSV).") },
	{ "mimetype", M("This is an OpenDocument file (.ods). Open it in "
	    "LibreOffice or WPS, save it as xlsx or as CSV UTF-8, and hand in "
	    "that file.") },
};

/* The folder of a part, with its slash. */
static struct str
folder_of(struct str part)
{
	size_t n = part.n;

	while (n > 0 && part.p[n - 1] != '/')
		n--;
	return str_part(part, 0, n);
}

static bool
is_slash(char c)
{
	return c == '/' || c == '\\';
}

/* The whole name of ${target} as seen from ${folder}. */
static struct str
part_of(struct arena *a, struct str folder, struct str target)
{
	struct buf b = BUF_IN(a);
	struct str piece;
	size_t end;

	if (target.n == 0 || !is_slash(target.p[0]))
		buf_str(&b, folder);
	for (size_t at = 0; at < target.n; at = end + 1) {
		for (end = at; end < target.n && !is_slash(target.p[end]);)
			end++;
		piece = str_part(target, at, end);
		if (piece.n == 0 || str_is(piece, "."))
			continue;
		if (str_is(piece, "..")) {
			b.n = folder_of(str_part(buf_view(&b), 0,
			    b.n == 0 ? 0 : b.n - 1)).n;
			continue;
		}
		buf_str(&b, piece);
		if (end < target.n)
			buf_char(&b, '/');
	}
	return buf_view(&b);
}

static struct str
last_word(struct str uri)
{
	return str_part(uri, folder_of(uri).n, uri.n);
}

/* Keep the relation just entered; outside of the file there is nothing. */
static enum err
relation_add(struct arena *a, struct relations *r, struct str folder,
    const struct sheet_xml *x, struct note *note)
{
	size_t room = r->room == 0 ? 16 : r->room * 2;
	struct str id, type, target, mode;

	if (!sheet_xml_attr(x, "Id", &id) ||
	    !sheet_xml_attr(x, "Type", &type) ||
	    !sheet_xml_attr(x, "Target", &target) ||
	    (sheet_xml_attr(x, "TargetMode", &mode) &&
	    str_is(mode, "External")))
		return ERR_OK;
	if (r->n == SHEET_PARTS_MAX)
		return NOTE(note, ERR_LIMIT, M("The archive claims more than "
		    "{most} parts, which no workbook has. Save the table anew "
		    "as xlsx or as CSV UTF-8."),
		    A_INT("most", SHEET_PARTS_MAX));
	if (r->n == r->room) {
		r->rel = arena_grow(a, r->rel, r->n * sizeof *r->rel,
		    room * sizeof *r->rel);
		r->room = room;
	}
	if (r->rel == NULL)
		return note_memory(note);
	r->rel[r->n++] = (struct relation){ str_copy(a, id),
	    str_copy(a, last_word(type)), part_of(a, folder, target) };
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

/* What points away from ${part}; the empty name is the archive itself. */
static enum err
relations_load(struct sheet_book *b, struct str part, struct relations *rels,
    struct note *note)
{
	struct str folder = folder_of(part), name;
	struct sheet_part *p = NULL;
	struct sheet_xml *x = NULL;
	enum sheet_event event;
	unsigned state;
	int64_t which;
	enum err r;

	name = str_fmt(b->a, "%.*s_rels/%.*s.rels", STR_ARG(folder),
	    STR_ARG(last_word(part)));
	if (arena_failed(b->a))
		return note_memory(note);
	if ((which = sheet_zip_find(b->zip, name)) < 0)
		return ERR_OK;
	if ((r = sheet_part_open(b->zip, which, &p, note)) != ERR_OK ||
	    (r = sheet_xml_open(p, relation_rules, &x, note)) != ERR_OK)
		goto out;
	while ((r = sheet_xml_next(x, &event, &state, note)) == ERR_OK &&
	    event != SHEET_END)
		if (event == SHEET_ENTER && state == RELATION &&
		    (r = relation_add(b->a, rels, folder, x, note)) != ERR_OK)
			break;
out:
	sheet_xml_close(x);
	sheet_part_close(p);
	return r;
}

static const struct relation *
relation_by(const struct relations *rels, const char *type, struct str id)
{
	for (size_t i = 0; i < rels->n; i++)
		if (str_is(rels->rel[i].type, type) &&
		    (id.n == 0 || str_eq(rels->rel[i].id, id)))
			return &rels->rel[i];
	return NULL;
}

/* Open a part that must be there. */
static enum err
part_open(struct sheet_book *b, struct str name, struct sheet_part **ret,
    struct note *note)
{
	int64_t which = sheet_zip_find(b->zip, name);

	if (which < 0)
		return NOTE(note, ERR_INVALID, M("The workbook names {part}, which "
		    "it does not hold. Open it in Excel or WPS, save it anew as "
		    "xlsx, and hand in that file."), A_TEXT("part", name));
	return sheet_part_open(b->zip, which, ret, note);
}

/* Which part is the workbook? */
static enum err
book_find(struct sheet_book *b, struct note *note)
{
	struct relations rels = { 0 };
	const struct relation *rel;
	enum err r;

	for (size_t i = 0; i < sizeof kins / sizeof *kins; i++)
		if (sheet_zip_find(b->zip, str_of(kins[i].part)) >= 0)
			return NOTE(note, ERR_INVALID, kins[i].words);
	if ((r = relations_load(b, S(""), &rels, note)) != ERR_OK)
		return r;
	rel = relation_by(&rels, "officeDocument", S(""));
	b->part = rel == NULL ? S("xl/workbook.xml") : rel->part;
	if (sheet_zip_find(b->zip, b->part) < 0)
		return NOTE(note, ERR_INVALID, M("This archive holds no workbook. "
		    "Hand in a workbook (xlsx) or a text (CSV)."));
	return relations_load(b, b->part, &b->rels, note);
}

/* A sheet of the workbook: is it the one? */
static void
sheet_see(const struct sheet_book *b, struct choice *c,
    const struct sheet_xml *x)
{
	struct str name, id, state = S("");
	bool exact, visible;

	if (++c->n > SHEET_SHEETS_MAX || !sheet_xml_attr(x, "name", &name) ||
	    !sheet_xml_relation(x, "id", &id) || id.n == 0 ||
	    relation_by(&b->rels, "worksheet", id) == NULL)
		return;		/* a chart or a dialog is no table */
	(void)sheet_xml_attr(x, "state", &state);
	visible = !str_is(state, "hidden") && !str_is(state, "veryHidden");
	if (visible && c->names.n < NOTE_TEXT_MAX)
		buf_fmt(&c->names, "%s%.*s", c->names.n == 0 ? "" : ", ",
		    STR_ARG(name));
	exact = c->name != NULL && str_is(name, c->name);
	if (c->name == NULL ? c->id.n == 0 && visible :
	    (exact && !c->exact) || (c->id.n == 0 &&
	    str_eq_nocase(name, str_of(c->name)))) {
		c->id = str_copy(b->a, id);
		c->exact = exact;
	}
}

static enum err
sheets_read(struct sheet_book *b, struct choice *c, struct note *note)
{
	struct sheet_part *p = NULL;
	struct sheet_xml *x = NULL;
	enum sheet_event event;
	struct str value;
	unsigned state;
	enum err r;

	if ((r = part_open(b, b->part, &p, note)) != ERR_OK ||
	    (r = sheet_xml_open(p, book_rules, &x, note)) != ERR_OK)
		goto out;
	while ((r = sheet_xml_next(x, &event, &state, note)) == ERR_OK &&
	    event != SHEET_END) {
		if (event != SHEET_ENTER)
			continue;
		if (state == BOOK)
			c->is_book = true;
		else if (state == BOOK_SETTINGS)
			b->from_1904 = sheet_xml_attr(x, "date1904", &value) &&
			    sheet_xml_true(value);
		else if (state == SHEET)
			sheet_see(b, c, x);
	}
	if (r == ERR_OK && (arena_failed(b->a) || buf_failed(&c->names)))
		r = note_memory(note);
out:
	sheet_xml_close(x);
	sheet_part_close(p);
	return r;
}

/* Which part is the sheet that is wanted? */
static enum err
sheet_find(struct sheet_book *b, const char *name, struct str *ret_part,
    struct note *note)
{
	struct choice c = { .name = name };
	enum err r;

	if ((r = sheets_read(b, &c, note)) != ERR_OK)
		goto out;
	if (!c.is_book)
		r = NOTE(note, ERR_INVALID, M("This archive holds no workbook. "
		    "Hand in a workbook (xlsx) or a text (CSV)."));
	else if (c.id.n == 0 && name != NULL)
		r = NOTE(note, ERR_NOTFOUND, M("The workbook has no sheet "
		    "\"{name}\". It has: {names}. Name one of these."),
		    A_CSTR("name", name), A_TEXT("names", buf_view(&c.names)));
	else if (c.id.n == 0)
		r = NOTE(note, ERR_INVALID, M("The workbook has no sheet that can "
		    "be seen. Show the one that holds the table, or say its "
		    "name."));
	else
		*ret_part = relation_by(&b->rels, "worksheet", c.id)->part;
out:
	buf_free(&c.names);
	return r;
}

/* What the cells refer to; a workbook need have neither. */
static enum err
tables_load(struct sheet_book *b, struct note *note)
{
	const struct relation *strings, *styles;
	struct sheet_part *p = NULL;
	enum err r = ERR_OK;

	strings = relation_by(&b->rels, "sharedStrings", S(""));
	styles = relation_by(&b->rels, "styles", S(""));
	if (styles != NULL) {
		b->looks = fault_hit(FAULT_ALLOC) ? NULL :
		    calloc(1, SHEET_STYLES_MAX);
		if (b->looks == NULL)
			return note_memory(note);
		if ((r = part_open(b, styles->part, &p, note)) == ERR_OK)
			r = sheet_look_load(b->looks, p, note);
		sheet_part_close(p);
		p = NULL;
	}
	if (r == ERR_OK && strings != NULL) {
		if ((r = part_open(b, strings->part, &p, note)) == ERR_OK)
			r = sheet_strings_load(&b->strings, p, note);
		sheet_part_close(p);
	}
	return r;
}

/* The sheet is read twice: for what stands at its end, then for its rows. */
static enum err
sheet_start(struct sheet_book *b, struct str part, struct note *note)
{
	struct sheet_part *p = NULL;
	enum err r;

	if ((r = part_open(b, part, &p, note)) == ERR_OK)
		r = sheet_merges_load(&b->merges, p, note);
	sheet_part_close(p);
	if (r != ERR_OK ||
	    (r = part_open(b, part, &b->sheet, note)) != ERR_OK ||
	    (r = sheet_rows_open(b->sheet, &b->strings, &b->merges, &b->rows,
	    note)) != ERR_OK)
		return r;
	sheet_rows_looks(b->rows, b->looks, b->from_1904);
	return ERR_OK;
}

enum err
sheet_book_open(const struct sheet_from *from, const char *name,
    struct sheet_book **ret, struct note *note)
{
	struct sheet_book *b = fault_hit(FAULT_ALLOC) ? NULL :
	    calloc(1, sizeof *b);
	struct str part = S("");
	enum err r;

	if (b == NULL)
		return note_memory(note);
	if ((b->a = arena_new()) == NULL)
		r = note_memory(note);
	else if ((r = sheet_zip_open(from, &b->zip, note)) == ERR_OK &&
	    (r = book_find(b, note)) == ERR_OK &&
	    (r = sheet_find(b, name, &part, note)) == ERR_OK &&
	    (r = tables_load(b, note)) == ERR_OK)
		r = sheet_start(b, part, note);
	if (r != ERR_OK)
		sheet_book_close(b);
	else
		*ret = b;
	return r;
}

void
sheet_book_close(struct sheet_book *b)
{
	if (b == NULL)
		return;
	sheet_rows_close(b->rows);
	sheet_part_close(b->sheet);
	sheet_merges_free(&b->merges);
	sheet_strings_free(&b->strings);
	sheet_zip_close(b->zip);
	arena_free(b->a);
	free(b->looks);
	free(b);
}

struct sheet_rows *
sheet_book_rows(const struct sheet_book *b)
{
	return b->rows;
}

int
sheet_book_progress(const struct sheet_book *b)
{
	return sheet_part_progress(b->sheet);
}
