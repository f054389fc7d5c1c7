/* SPDX-License-Identifier: Apache-2.0 */
/* What is done with workbooks that mean harm, or were harmed? */
#include "base/sheet_made.h"
#include "test/lib/test.h"

#include <zip.h>

/* The error with which ${bytes} end, opened or read. */
static enum err
end_of(struct str bytes, struct note *note)
{
	const struct cell *cells;
	struct sheet *s = NULL;
	size_t n = 1;
	enum err r;

	note_clear(note);
	r = sheet_from_bytes(bytes, NULL, &s, note);
	while (r == ERR_OK && n != 0)
		r = sheet_next(s, &cells, &n, note);
	sheet_close(s);
	return r;
}

static void
check_end(struct str bytes, enum err want)
{
	struct note note = NOTE_INIT;

	CHECK_ERR(end_of(bytes, &note), want, &note);
	CHECK(want == ERR_OK || note.msg != NULL);
}

/* A sheet of ${n} bytes that packs well. */
static const char *
large_sheet(struct arena *a, size_t n)
{
	struct buf b = BUF_IN(a);

	buf_text(&b, "<worksheet xmlns=\"" MADE_MAIN "\"><sheetData>");
	buf_room(&b, n);
	while (b.n < n)
		buf_text(&b, "<row/>                                          ");
	buf_text(&b, "</sheetData></worksheet>");
	return b.p;
}

TEST("what unpacks to too much for its size is refused")
{
	struct arena *a = arena_new();

	check_end(made_book(a, &(struct made_book){
	    .sheet = large_sheet(a, 1000 * 1000) }), ERR_OK);
	check_end(made_book(a, &(struct made_book){
	    .sheet = large_sheet(a, 2000 * 1000) }), ERR_LIMIT);
	arena_free(a);
}

/* Put ${n} in place of the ${skip}-th 32-bit number ${old} in the archive. */
static struct str
patched(struct arena *a, struct str zip, uint32_t old, uint32_t new)
{
	struct str copy = str_copy(a, zip);
	char *p = arena_alloc(a, copy.n);
	size_t seen = 0;

	memcpy(p, copy.p, copy.n);
	for (size_t i = 0; i + 4 <= copy.n; i++) {
		uint32_t have = (uint32_t)(unsigned char)p[i] |
		    (uint32_t)(unsigned char)p[i + 1] << 8 |
		    (uint32_t)(unsigned char)p[i + 2] << 16 |
		    (uint32_t)(unsigned char)p[i + 3] << 24;

		if (have != old)
			continue;
		for (int k = 0; k < 4; k++)
			p[i + (size_t)k] = (char)(new >> (8 * k));
		seen++;
		i += 3;
	}
	CHECK_INT(seen, 2);	/* before the part, and in the table */
	return (struct str){ p, copy.n };
}

TEST("a part that claims too much is refused before it is unpacked")
{
	struct arena *a = arena_new();
	const char *sheet = large_sheet(a, 70001);
	struct str zip = made_book(a, &(struct made_book){ .sheet = sheet });

	check_end(zip, ERR_OK);
	check_end(patched(a, zip, (uint32_t)strlen(sheet),
	    SHEET_PART_MAX + 1U), ERR_LIMIT);
	arena_free(a);
}

TEST("a part that is longer than it claims is refused while it is unpacked")
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	const char *sheet = large_sheet(a, 70001);
	struct str zip = made_book(a, &(struct made_book){ .sheet = sheet });

	CHECK_ERR(end_of(patched(a, zip, (uint32_t)strlen(sheet), 69999),
	    &note), ERR_LIMIT, &note);
	CHECK(strstr(note.msg, "longer than") != NULL);
	check_end(patched(a, zip, (uint32_t)strlen(sheet), 80000),
	    ERR_INVALID);
	arena_free(a);
}

TEST("an archive of too many parts is refused before its table is read")
{
	enum { PARTS = 10001 };
	struct arena *a = arena_new();
	struct made_part *parts = NEW_ARRAY(a, struct made_part, PARTS);

	for (size_t i = 0; i < PARTS; i++)
		parts[i] = (struct made_part){ str_fmt(a, "%zu", i).p, "x", 1,
		    true };
	check_end(made_zip(a, parts, PARTS), ERR_LIMIT);
	check_end(made_zip(a, parts, PARTS - 1), ERR_INVALID);
	arena_free(a);
}

TEST("an archive in the 64-bit form, and one with a long table, are refused")
{
	struct arena *a = arena_new();
	struct str zip = made_book(a, &(struct made_book){ .rows = "" });
	struct buf b = BUF_IN(a);

	buf_put(&b, zip.p, zip.n - 22);
	buf_text(&b, "PK\6\7................");
	buf_put(&b, zip.p + zip.n - 22, 22);
	check_end(buf_view(&b), ERR_LIMIT);
	b.n = 0;
	buf_str(&b, zip);
	b.p[b.n - 22 + 15] = 0x7F;
	check_end(buf_view(&b), ERR_LIMIT);
	arena_free(a);
}

TEST("a workbook cut off at any place is refused or ends with an error")
{
	struct arena *a = arena_new();
	struct str zip = made_book(a, &(struct made_book){ .rows =
	    "<row><c><v>1</v></c></row>" });

	for (size_t n = 4; n < zip.n; n += 7)
		check_end(str_part(zip, 0, n), ERR_INVALID);
	check_end(str_part(zip, 0, zip.n - 1), ERR_INVALID);
	arena_free(a);
}

/* A copy that may be written to. */
static char *
writable(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	CHECK(p != NULL);
	if (p != NULL)
		memcpy(p, s.p, s.n);
	return p;
}

TEST("a flipped bit in a packed part is found by its checksum")
{
	struct arena *a = arena_new();
	struct made_book b = { .sheet = large_sheet(a, 50000) };
	struct str zip = made_book(a, &b);
	char *p = writable(a, zip), *sheet;
	const struct str flipped = { p, zip.n };
	struct note note = NOTE_INIT;

	sheet = memmem(p, zip.n, "sheet1.xml", 10);
	CHECK(sheet != NULL);
	for (size_t at = 40; sheet != NULL && at < 80; at++) {
		sheet[at] ^= 0x10;
		CHECK(end_of(flipped, &note) != ERR_OK);
		sheet[at] ^= 0x10;
	}
	CHECK_OK(end_of(flipped, &note), &note);
	arena_free(a);
}

TEST("an archive with a password is refused")
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	struct str zip = made_book(a, &(struct made_book){ .rows = "" });
	char *p = writable(a, zip);

	/* The bit for it, before each part and in the table of parts. */
	for (size_t i = 0; i + 10 < zip.n; i++) {
		if (memcmp(p + i, "PK\3\4", 4) == 0)
			p[i + 6] |= 1;
		if (memcmp(p + i, "PK\1\2", 4) == 0)
			p[i + 8] |= 1;
	}
	CHECK_ERR(end_of((struct str){ p, zip.n }, &note), ERR_INVALID, &note);
	CHECK(strstr(note.msg, "password") != NULL);
	arena_free(a);
}

static void
check_sheet(const char *sheet, enum err want)
{
	struct arena *a = arena_new();

	check_end(made_book(a, &(struct made_book){ .sheet = sheet }), want);
	arena_free(a);
}

#define AROUND(rows) "<worksheet xmlns=\"" MADE_MAIN "\"><sheetData>" rows \
	"</sheetData></worksheet>"

TEST("a document type and entities are refused, wherever they point")
{
	struct arena *a = arena_new();

	check_sheet("<!DOCTYPE worksheet>" AROUND(""), ERR_INVALID);
	check_sheet("<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">"
	    AROUND(""), ERR_INVALID);
	check_sheet("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
	    AROUND("<row><c t=\"str\"><v>&e;</v></c></row>"), ERR_INVALID);
	check_sheet("<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">"
	    "<!ENTITY c \"&b;&b;&b;\">]>"
	    AROUND("<row><c t=\"str\"><v>&c;</v></c></row>"), ERR_INVALID);
	check_sheet(AROUND("<row><c t=\"str\"><v>&e;</v></c></row>"),
	    ERR_INVALID);
	check_end(made_book(a, &(struct made_book){ .rows = "", .book =
	    "<!DOCTYPE workbook><workbook xmlns=\"" MADE_MAIN "\"/>" }),
	    ERR_INVALID);
	arena_free(a);
}

TEST("XML that is none is refused with its part and line")
{
	check_sheet("", ERR_INVALID);
	check_sheet("no xml", ERR_INVALID);
	check_sheet("<worksheet>", ERR_INVALID);
	check_sheet(AROUND("<row><c></row>"), ERR_INVALID);
	check_sheet(AROUND("<row r=\"1\" r=\"2\"/>"), ERR_INVALID);
	check_sheet(AROUND("<row><c t=\"str\"><v>\x01</v></c></row>"),
	    ERR_INVALID);
	check_sheet(AROUND("<row><c t=\"str\"><v>\xFF</v></c></row>"),
	    ERR_INVALID);
	check_sheet(AROUND("") "<more/>", ERR_INVALID);
}

TEST("XML that is nested without end is refused")
{
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);

	buf_text(&b, "<worksheet xmlns=\"" MADE_MAIN "\">");
	for (size_t i = 0; i < 100000; i++)
		buf_text(&b, "<a>");
	check_sheet(b.p, ERR_LIMIT);
	arena_free(a);
}

/* A tag of ${n} attributes, ${deep} deep. */
static const char *
tag_sheet(struct arena *a, int n, int deep)
{
	struct buf b = BUF_IN(a);

	buf_text(&b, "<worksheet xmlns=\"" MADE_MAIN "\">");
	for (int i = 1; i < deep; i++)
		buf_text(&b, "<a>");
	buf_text(&b, "<b");
	for (int i = 0; i < n; i++)
		buf_fmt(&b, " a%d = '>\"'", i);
	buf_text(&b, "/>");
	for (int i = 1; i < deep; i++)
		buf_text(&b, "</a>");
	buf_text(&b, "<sheetData/></worksheet>");
	return b.p;
}

TEST("a tag with too many attributes is refused, and nesting too deep")
{
	struct arena *a = arena_new();

	check_sheet(tag_sheet(a, 64, 1), ERR_OK);
	check_sheet(tag_sheet(a, 65, 1), ERR_LIMIT);
	check_sheet(tag_sheet(a, 200000, 1), ERR_LIMIT);
	check_sheet(tag_sheet(a, 1, 31), ERR_OK);
	check_sheet(tag_sheet(a, 1, 33), ERR_LIMIT);
	arena_free(a);
}

TEST("comments, CDATA and instructions neither hide a tag nor are one")
{
	static const char *const before[] = {
		"<!-- ' -->", "<!-- <b ' - -> -->", "<?x '?>",
		"<?x <b '?\?>",
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		check_sheet(str_fmt(a, "%s%s", before[i], tag_sheet(a, 65,
		    1)).p, ERR_LIMIT);
		check_sheet(str_fmt(a, "%s%s", before[i], tag_sheet(a, 1,
		    1)).p, ERR_OK);
	}
	check_sheet(AROUND("<row><c t=\"str\"><v><![CDATA[<b ']]]></v></c></row>"
	    "<!---->"), ERR_OK);
	check_sheet(AROUND("<row><c t=\"str\"><v><![CDATA[<!DOCTYPE]]></v></c>"
	    "</row><!-- <!DOCTYPE x> -->"), ERR_OK);
	check_sheet("<![CDATX[" AROUND(""), ERR_INVALID);
	check_sheet("<!-x->" AROUND(""), ERR_INVALID);
	arena_free(a);
}

TEST("an encoding that could hide something is refused")
{
	check_sheet("<?xml version=\"1.0\" encoding=\"UTF-7\"?>" AROUND(""),
	    ERR_INVALID);
	check_sheet("<?xml version='1.0' encoding = 'gb18030' ?>" AROUND(""),
	    ERR_INVALID);
	check_sheet("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>"
	    AROUND(""), ERR_OK);
	check_sheet("<?xml version='1.0' encoding='US-ASCII'?>" AROUND(""),
	    ERR_OK);
	check_sheet("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
	    AROUND(""), ERR_OK);
	check_sheet("<?xml version='1.0'?>" AROUND(""), ERR_OK);
}

TEST("a part that is not in UTF-8 is refused, for it could not be searched")
{
	static const char text[] = AROUND("");
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);
	struct made_part part = { "xl/wide.xml", NULL, 0, false };
	struct made_book book = { .rows = "", .book_relations =
	    "<Relationships xmlns=\"" MADE_LINKS "\"><Relationship Id=\"rId1\" "
	    "Type=\"" MADE_KINDS "/worksheet\" Target=\"wide.xml\"/>"
	    "</Relationships>" };

	buf_put(&b, "\xFF\xFE", 2);
	for (size_t i = 0; text[i] != '\0'; i++)
		buf_put(&b, &(const char[2]){ text[i], '\0' }, 2);
	part.text = b.p;
	part.n = b.n;
	book.more[0] = part;
	check_end(made_book(a, &book), ERR_INVALID);
	arena_free(a);
}

TEST("more texts than may be shared are refused")
{
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);

	buf_room(&b, 6 * (SHEET_STRINGS_MAX + 1));
	for (size_t i = 0; i <= SHEET_STRINGS_MAX; i++)
		buf_put(&b, i % 7 == 0 ? "<si/>\n\n" : "<si/>\n",
		    i % 7 == 0 ? 7 : 6);
	check_end(made_zip(a, (const struct made_part[]){
	    { "x", "x", 0, true } }, 1), ERR_INVALID);
	check_end(made_book(a, &(struct made_book){ .rows = "",
	    .strings = b.p }), ERR_LIMIT);
	arena_free(a);
}

TEST("more merged cells than can be are refused")
{
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);

	buf_text(&b, "<mergeCells>");
	for (size_t i = 0; i <= 200000; i++)
		buf_fmt(&b, "<mergeCell ref=\"A%zu:B%zu\"/>", i + 1, i + 1);
	buf_text(&b, "</mergeCells>");
	check_end(made_book(a, &(struct made_book){ .rows = "",
	    .behind = b.p }), ERR_LIMIT);
	arena_free(a);
}
