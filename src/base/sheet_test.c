/* SPDX-License-Identifier: Apache-2.0 */
/* Which files are taken, which sheet of them, and which are refused? */
#include "base/fault.h"
#include "base/file.h"
#include "base/sheet_made.h"
#include "test/lib/test.h"

/* What ${bytes} hold, or the error's name when they are refused. */
static struct str
read_all(struct arena *a, struct str bytes, const char *name,
    struct note *note)
{
	struct sheet *s = NULL;
	struct str got;
	enum err r;

	note_clear(note);
	if ((r = sheet_from_bytes(bytes, name, &s, note)) != ERR_OK) {
		CHECK(s == NULL && note->err == r && note->msg != NULL);
		return str_of(err_name(r));
	}
	got = made_read(a, s, note);
	CHECK_INT(note->err == ERR_OK ? sheet_progress(s) : 1000, 1000);
	sheet_close(s);
	return got;
}

static void
check_bytes(struct str bytes, const char *want)
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();

	CHECK_STR(read_all(a, bytes, NULL, &note), want);
	arena_free(a);
}

/* A book of one cell, changed by ${b}, opened at ${name}. */
static void
check_book(struct made_book b, const char *name, const char *want)
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();

	if (b.rows == NULL)
		b.rows = "<row><c t=\"str\"><v>a</v></c></row>";
	CHECK_STR(read_all(a, made_book(a, &b), name, &note), want);
	arena_free(a);
}

#define CHECK_BOOK(name, want, ...) \
	check_book((struct made_book){ __VA_ARGS__ }, (name), (want))

TEST("a text is read row by row, rows being named by their lines")
{
	check_bytes(S("编码,名称\r\n11,北京市\r\n"),
	    "1[编码][名称]\n2[11][北京市]\n");
	check_bytes(S("a\n\"b\nc\"\nd\n"), "1[a]\n2[b\nc]\n4[d]\n");
	check_bytes(S("\xB1\xE0\xC2\xEB;\xC3\xFB\n1;\xB1\xB1\n"),
	    "1[编码][名]\n2[1][北]\n");
}

TEST("what is empty at the end of a line, and empty lines, are left out")
{
	check_bytes(S("a,b,,\n,,,\n,c,,\n\"\"\n"), "1[a][b]\n3[][c]\n");
	check_bytes(S("\n"), "");
}

TEST("a fault of a text is told by row and column")
{
	check_bytes(S("a,b\nc,\"d\"x\ne,f\n"), "1[a][b]\n2!2\n3[e][f]\n");
	check_bytes(S("a\nb,\"c\nd\n"), "1[a]\n2!2\n");
}

TEST("a text has no sheets that could be named")
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();

	CHECK_STR(read_all(a, S("a,b\n"), "Sheet1", &note), "ERR_INVALID");
	arena_free(a);
}

TEST("files are told apart by their bytes, not by their names")
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	const char *path = test_path(a, "table.csv");
	struct sheet *s = NULL;

	CHECK_OK(file_write(path, made_book(a, &(struct made_book){ .rows =
	    "<row><c><v>1</v></c></row>" }), 0600, &note), &note);
	CHECK_OK(sheet_open(path, NULL, &s, &note), &note);
	CHECK(sheet_is_workbook(s));
	CHECK_STR(made_read(a, s, &note), "1[1]\n");
	sheet_close(s);
	path = test_path(a, "table.xlsx");
	CHECK_OK(file_write(path, S("a,b\n"), 0600, &note), &note);
	CHECK_OK(sheet_open(path, NULL, &s, &note), &note);
	CHECK(!sheet_is_workbook(s));
	CHECK_STR(made_read(a, s, &note), "1[a][b]\n");
	sheet_close(s);
	arena_free(a);
}

TEST("what is no file is refused")
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	struct sheet *s = NULL;

	CHECK_ERR(sheet_open(test_path(a, "nowhere"), NULL, &s, &note),
	    ERR_NOTFOUND, &note);
	note_clear(&note);
	CHECK_ERR(sheet_open(test_folder(), NULL, &s, &note), ERR_INVALID,
	    &note);
	note_clear(&note);
	CHECK_ERR(sheet_open("/dev/null", NULL, &s, &note), ERR_INVALID, &note);
	CHECK(s == NULL);
	arena_free(a);
}

/* The refusal of ${bytes} holds ${word}. */
static void
check_refused(struct str bytes, const char *word)
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();

	CHECK_STR(read_all(a, bytes, NULL, &note), "ERR_INVALID");
	if (strstr(note.msg, word) == NULL &&
	    strstr(note.args[0].text.p, word) == NULL)
		CHECK_STR(str_of(note.msg), word);
	arena_free(a);
}

TEST("files that are no tables are refused by name")
{
	check_refused(S(""), "0 bytes");
	check_refused(S("%PDF-1.7\n"), "PDF");
	check_refused(S("{\\rtf1 x}"), "RTF");
	check_refused(S("MIME-Version: 1.0\r\n"), "MHT");
	check_refused(S("\x89PNG\r\n\x1A\n"), "picture");
	check_refused(S("\xFF\xD8\xFF\xE0"), "picture");
	check_refused(S("Rar!\x1A\x07\x01"), "archive");
	check_refused(S("7z\xBC\xAF\x27\x1C"), "archive");
	check_refused(S("\x1F\x8B\x08\0"), "archive");
	check_refused(S("SQLite format 3\0"), "database");
}

TEST("web pages and XML that are called .xls are refused as such")
{
	static const char *const pages[] = {
		"<html><table><tr><td>a</td></tr></table></html>",
		"\xEF\xBB\xBF\r\n <HTML xmlns:o=\"urn:schemas\">",
		"<!DOCTYPE html>", "<table border=1>", "<meta charset=gbk>",
		"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>",
	};

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		check_refused(str_of(pages[i]), "web page");
	check_bytes(S("<x>,b\n"), "1[<x>][b]\n");
}

/* A compound file whose folder begins in sector ${sector} with ${name}. */
static void
ole_make(unsigned char *to, size_t n, unsigned sector, const char *name)
{
	memset(to, 0, n);
	memcpy(to, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	to[30] = 9;
	to[48] = (unsigned char)sector;
	for (size_t i = 0; name[i] != '\0'; i++)
		to[(sector + 1) * 512 + 128 + 2 * i] = (unsigned char)name[i];
}

TEST("old workbooks and those with a password are told apart and refused")
{
	unsigned char bytes[2560];
	const struct str all = { (char *)bytes, sizeof bytes };

	ole_make(bytes, sizeof bytes, 2, "Workbook");
	check_refused(all, ".xls or .et");
	ole_make(bytes, sizeof bytes, 2, "EncryptedPackage");
	check_refused(all, "password");
	check_refused(str_part(all, 0, 600), ".xls or .et");
	check_refused(str_part(all, 0, 20), ".xls or .et");
	memset(bytes + 48, 0xFF, 4);
	check_refused(all, ".xls or .et");
}

TEST("archives that hold no workbook are refused by what they hold")
{
	static const struct {
		const char	*name, *word;
	} kinds[] = {
		{ "mimetype", ".ods" }, { "word/document.xml", ".docx" },
		{ "ppt/presentation.xml", ".pptx" },
		{ "xl/workbook.bin", ".xlsb" }, { "readme.txt", "no workbook" },
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const struct made_part part = { kinds[i].name, "x", 0, true };

		check_refused(made_zip(a, &part, 1), kinds[i].word);
	}
	check_refused(made_book(a, &(struct made_book){ .book =
	    "<document xmlns=\"" MADE_MAIN "\"/>" }), "no workbook");
	arena_free(a);
}

#define SHEETS(sheets) \
	"<workbook xmlns=\"" MADE_MAIN "\" xmlns:r=\"" MADE_KINDS "\"><sheets>" \
	sheets "</sheets></workbook>"
#define TO_SHEETS(targets) \
	"<Relationships xmlns=\"" MADE_LINKS "\">" targets "</Relationships>"
#define TO_SHEET(id, target) \
	"<Relationship Id=\"" id "\" Type=\"" MADE_KINDS "/worksheet\" Target=\"" \
	target "\"/>"
#define A_SHEET(text) "<worksheet xmlns=\"" MADE_MAIN "\"><sheetData><row>" \
	"<c t=\"str\"><v>" text "</v></c></row></sheetData></worksheet>"

/* Four sheets: a chart, one hidden, one very hidden, two that can be seen. */
static const struct made_book four = {
	.book = SHEETS("<sheet name=\"图\" sheetId=\"9\" r:id=\"c1\"/>"
	    "<sheet name=\"old\" sheetId=\"1\" state=\"hidden\" r:id=\"r1\"/>"
	    "<sheet name=\"secret\" sheetId=\"2\" state=\"veryHidden\" "
	    "r:id=\"r2\"/><sheet name=\"机构\" sheetId=\"3\" r:id=\"r3\"/>"
	    "<sheet name=\"Last\" sheetId=\"4\" state=\"visible\" r:id=\"r4\"/>"),
	.book_relations = TO_SHEETS("<Relationship Id=\"c1\" Type=\"" MADE_KINDS
	    "/chartsheet\" Target=\"chartsheets/sheet1.xml\"/>"
	    TO_SHEET("r1", "worksheets/sheet1.xml")
	    TO_SHEET("r2", "worksheets/sheet2.xml")
	    TO_SHEET("r3", "worksheets/sheet3.xml")
	    TO_SHEET("r4", "worksheets/sheet4.xml")),
	.rows = "<row><c t=\"str\"><v>one</v></c></row>",
	.more = { { "xl/worksheets/sheet2.xml", A_SHEET("two"), 0, false },
	    { "xl/worksheets/sheet3.xml", A_SHEET("three"), 0, false },
	    { "xl/worksheets/sheet4.xml", A_SHEET("four"), 0, false } },
};

TEST("the first sheet that can be seen is read, or the one that is named")
{
	check_book(four, NULL, "1[three]\n");
	check_book(four, "Last", "1[four]\n");
	check_book(four, "last", "1[four]\n");
	check_book(four, "机构", "1[three]\n");
	check_book(four, "old", "1[one]\n");
	check_book(four, "secret", "1[two]\n");
	check_book(four, "图", "ERR_NOTFOUND");
}

TEST("a sheet that is not there is refused with those that are")
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();

	CHECK_STR(read_all(a, made_book(a, &four), "人员", &note),
	    "ERR_NOTFOUND");
	CHECK_STR(note.args[0].text, "人员");
	CHECK_STR(note.args[1].text, "机构, Last");
	arena_free(a);
}

TEST("of two names that differ in case the exact one is meant")
{
	CHECK_BOOK("DATA", "1[b]\n", .book =
	    SHEETS("<sheet name=\"data\" sheetId=\"1\" r:id=\"r1\"/>"
	    "<sheet name=\"DATA\" sheetId=\"2\" r:id=\"r2\"/>"),
	    .book_relations = TO_SHEETS(TO_SHEET("r1", "worksheets/sheet1.xml")
	    TO_SHEET("r2", "b.xml")), .more = { { "xl/b.xml", A_SHEET("b"),
	    0, false } });
}

TEST("a workbook without a sheet that can be seen is refused")
{
	CHECK_BOOK(NULL, "ERR_INVALID", .book = SHEETS("<sheet name=\"a\" "
	    "sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/>"));
	CHECK_BOOK(NULL, "ERR_INVALID", .book = SHEETS(""));
	CHECK_BOOK(NULL, "ERR_INVALID", .book = SHEETS("<sheet name=\"a\" "
	    "sheetId=\"1\" r:id=\"rId77\"/>"));
	CHECK_BOOK(NULL, "ERR_INVALID", .book = SHEETS("<sheet name=\"a\"/>"));
}

TEST("parts are found by any form of their names")
{
	static const char *const targets[] = {
		"worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml",
		"./worksheets/./sheet1.xml", "../xl/worksheets/sheet1.xml",
		"../../../xl/worksheets/sheet1.xml", "worksheets\\sheet1.xml",
		"\\xl\\worksheets\\sheet1.xml", "Worksheets/Sheet1.XML",
		"worksheets//sheet1.xml",
	};
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
		struct made_book b = { .rows =
		    "<row><c t=\"str\"><v>a</v></c></row>" };

		b.book_relations = str_fmt(a, TO_SHEETS(
		    TO_SHEET("rId1", "%s")), targets[i]).p;
		CHECK_STR(read_all(a, made_book(a, &b), NULL, &note), "1[a]\n");
		b.sheet_name = "xl\\worksheets\\sheet1.xml";
		CHECK_STR(read_all(a, made_book(a, &b), NULL, &note), "1[a]\n");
	}
	arena_free(a);
}

TEST("the usual names serve where the archive points to nothing")
{
	CHECK_BOOK(NULL, "1[a]\n", .relations = "");
	CHECK_BOOK(NULL, "1[a]\n", .relations = TO_SHEETS(""));
}

TEST("what lies outside of the file is not looked for")
{
	CHECK_BOOK(NULL, "ERR_INVALID", .book_relations = TO_SHEETS(
	    "<Relationship Id=\"rId1\" Type=\"" MADE_KINDS "/worksheet\" "
	    "TargetMode=\"External\" Target=\"worksheets/sheet1.xml\"/>"));
	CHECK_BOOK(NULL, "ERR_INVALID", .book_relations = TO_SHEETS(
	    TO_SHEET("rId1", "../../../../etc/passwd")));
	CHECK_BOOK(NULL, "ERR_INVALID", .book_relations = TO_SHEETS(
	    TO_SHEET("rId1", "worksheets/sheet9.xml")));
}

TEST("a workbook is as good as it is small")
{
	CHECK_BOOK(NULL, "1[a]\n", .strings = "", .styles = "");
	CHECK_BOOK(NULL, "1[a]\n", .strings = NULL, .styles = NULL);
}

#ifdef ANZE_FAULTS
TEST("memory that runs out is told wherever it does")
{
	struct arena *a = arena_new();
	struct str bytes = made_book(a, &(struct made_book){ .rows =
	    "<row><c t=\"s\"><v>0</v></c><c s=\"0\"><v>1</v></c></row>",
	    .strings = "<si><t>a</t></si>", .behind =
	    "<mergeCells><mergeCell ref=\"A3:B3\"/></mergeCells>",
	    .styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>" });
	long at = 0;
	enum err r;

	do {
		struct note note = NOTE_INIT;
		const struct cell *cells;
		struct sheet *s = NULL;
		size_t n = 1;

		fault_arm(FAULT_ALLOC, ++at);
		r = sheet_from_bytes(bytes, NULL, &s, &note);
		while (r == ERR_OK && n != 0)
			r = sheet_next(s, &cells, &n, &note);
		fault_arm(FAULT_ALLOC, 0);
		sheet_close(s);
		if (r != ERR_OK)
			CHECK_ERR(r, ERR_MEMORY, &note);
	} while (r != ERR_OK);
	CHECK(at > 20);
	arena_free(a);
}
#endif
