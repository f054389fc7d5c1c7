/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in the cells of a workbook? */
#include "base/sheet_made.h"
#include "test/lib/test.h"

/* All rows of a made workbook, and the last failure. */
static void
check_book(const struct made_book *b, const char *want)
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	struct sheet *s = NULL;
	struct str bytes;

	CHECK(a != NULL);
	bytes = made_book(a, b);
	CHECK(bytes.n != 0);
	CHECK_OK(sheet_from_bytes(bytes, NULL, &s, &note), &note);
	CHECK_STR(made_read(a, s, &note), want);
	sheet_close(s);
	arena_free(a);
}

#define CHECK_ROWS(want, ...) \
	check_book(&(struct made_book){ __VA_ARGS__ }, (want))

TEST("texts stand in the cell or among those that are shared")
{
	CHECK_ROWS("1[编码][name]\n2[name][][编码]\n", .rows =
	    "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>编码</t></is></c>"
	    "<c r=\"B1\" t=\"s\"><v>1</v></c></row>"
	    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c>"
	    "<c r=\"C2\" t=\"s\"><v>0</v></c></row>",
	    .strings = "<si><t>编码</t></si><si><t>name</t></si>");
}

TEST("rich text is joined, and how it is spoken is left out")
{
	CHECK_ROWS("1[东京都][北京][一 二]\n", .rows =
	    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
	    "<c r=\"B1\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>北</t></r>"
	    "<r><t>京</t></r><rPh sb=\"0\" eb=\"1\"><t>beijing</t></rPh></is></c>"
	    "<c r=\"C1\" t=\"s\"><v>1</v></c></row>", .strings =
	    "<si><r><t>东京</t></r><r><rPr><sz val=\"9\"/></rPr><t>都</t></r>"
	    "<rPh sb=\"0\" eb=\"2\"><t>とうきょう</t></rPh>"
	    "<phoneticPr fontId=\"1\"/></si>"
	    "<si><r><t>一</t></r><r><t xml:space=\"preserve\"> </t></r>"
	    "<r><t>二</t></r></si>");
}

TEST("blanks are kept, and what XML cannot hold is put right")
{
	CHECK_ROWS("1[  a ][ ][b\r\nc][_x000D_][_x0041][_xZZZZ_][_x0000_]\n",
	    .rows = "<row r=\"1\">"
	    "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">  a </t></is></c>"
	    "<c t=\"inlineStr\"><is><t> </t></is></c>"
	    "<c t=\"inlineStr\"><is><t>b_x000D_\nc</t></is></c>"
	    "<c t=\"inlineStr\"><is><t>_x005F_x000D_</t></is></c>"
	    "<c t=\"str\"><v>_x0041</v></c><c t=\"str\"><v>_xZZZZ_</v></c>"
	    "<c t=\"str\"><v>_x0000_</v></c></row>");
}

TEST("escaped markup, CDATA and character references are text")
{
	CHECK_ROWS("1[a<b>&\"c\"][x<y][A北]\n", .rows = "<row>"
	    "<c t=\"inlineStr\"><is><t>a&lt;b&gt;&amp;&quot;c&quot;</t></is></c>"
	    "<c t=\"inlineStr\"><is><t><![CDATA[x<y]]></t></is></c>"
	    "<c t=\"inlineStr\"><is><t>&#65;&#x5317;</t></is></c></row>");
}

TEST("numbers are their shortest decimal text")
{
	CHECK_ROWS("1[110000][0.1][1000000000000000][1.1][-0.044][1E+300]\n",
	    .rows = "<row r=\"1\"><c r=\"A1\"><v>110000</v></c>"
	    "<c r=\"B1\" t=\"n\"><v>0.1</v></c><c r=\"C1\"><v>1E+15</v></c>"
	    "<c r=\"D1\"><v>1.1000000000000001</v></c>"
	    "<c r=\"E1\"><v>-4.3999999999999997E-2</v></c>"
	    "<c r=\"F1\"><v>1E+300</v></c></row>");
}

TEST("truth values and errors are said in words")
{
	CHECK_ROWS("1[true][false][true][!#REF!][!#N/A]\n", .rows =
	    "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c>"
	    "<c r=\"B1\" t=\"b\"><v>0</v></c><c r=\"C1\" t=\"b\"><v>true</v></c>"
	    "<c r=\"D1\" t=\"e\"><v>#REF!</v></c>"
	    "<c r=\"E1\" t=\"e\"><v>#N/A</v></c></row>");
}

TEST("a formula gives its last result and says that it is one")
{
	CHECK_ROWS("1[=3][=abc][=true][=!#DIV/0!][=7][=\"=DISPIMG(1)]\n",
	    .rows = "<row r=\"1\"><c r=\"A1\"><f>1+2</f><v>3</v></c>"
	    "<c r=\"B1\" t=\"str\"><f>\"a\"&amp;\"bc\"</f><v>abc</v></c>"
	    "<c r=\"C1\" t=\"b\"><f>TRUE()</f><v>1</v></c>"
	    "<c r=\"D1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
	    "<c r=\"E1\"><f t=\"shared\" si=\"0\"/><v>7</v></c>"
	    "<c r=\"F1\" t=\"str\"><f>_xlfn.DISPIMG(\"1\",1)</f>"
	    "<v>\"=DISPIMG(1)</v></c></row>");
}

TEST("a formula without a result is no empty row, one with an empty is")
{
	CHECK_ROWS("1[=!]\n3[x]\n", .rows =
	    "<row r=\"1\"><c r=\"A1\"><f>B1</f></c></row>"
	    "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>B2</f><v></v></c></row>"
	    "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>x</v></c></row>");
}

TEST("dates go by the format of the cell")
{
	CHECK_ROWS("1[2026-11-23][46349][2026-11-23T14:10][2026-11-23]"
	    "[14:10][2026-11-23][46349][46349]\n", .rows = "<row r=\"1\">"
	    "<c r=\"A1\" s=\"1\"><v>46349</v></c><c r=\"B1\" s=\"0\"><v>46349</v></c>"
	    "<c r=\"C1\" s=\"2\"><v>46349.590277777781</v></c>"
	    "<c r=\"D1\" s=\"3\"><v>46349</v></c>"
	    "<c r=\"E1\" s=\"4\"><v>0.59027777777777779</v></c>"
	    "<c r=\"F1\" s=\"5\"><v>46349</v></c><c r=\"G1\" s=\"6\"><v>46349</v></c>"
	    "<c r=\"H1\" s=\"99\"><v>46349</v></c></row>", .styles =
	    "<numFmts count=\"3\">"
	    "<numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;"
	    "d&quot;日&quot;;@\"/>"
	    "<numFmt numFmtId=\"177\" formatCode=\"0.00_ ;[Red]\\-0.00\\ \"/>"
	    "<numFmt numFmtId=\"31\" formatCode=\"yyyy-mm-dd\"/></numFmts>"
	    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
	    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
	    "<xf numFmtId=\"22\"/><xf numFmtId=\"176\"/><xf numFmtId=\"20\"/>"
	    "<xf numFmtId=\"31\"/><xf numFmtId=\"177\"/></cellXfs>"
	    "<dxfs><dxf><numFmt numFmtId=\"0\" formatCode=\"yyyy\"/></dxf></dxfs>");
}

TEST("a number that is no day stays a number, whatever its format")
{
	CHECK_ROWS("1[-5][20261123][1900-02-29]\n", .rows = "<row r=\"1\">"
	    "<c r=\"A1\" s=\"0\"><v>-5</v></c><c r=\"B1\" s=\"0\"><v>20261123</v></c>"
	    "<c r=\"C1\" s=\"0\"><v>60</v></c></row>",
	    .styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>");
}

TEST("days are counted from 1904 if the workbook says so")
{
	CHECK_ROWS("1[2026-11-23]\n", .rows =
	    "<row><c s=\"0\"><v>44887</v></c></row>",
	    .styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>", .book =
	    "<workbook xmlns=\"" MADE_MAIN "\" xmlns:r=\"" MADE_KINDS "\">"
	    "<workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" sheetId=\"1\" "
	    "r:id=\"rId1\"/></sheets></workbook>");
}

TEST("dates may be written as ISO 8601")
{
	CHECK_ROWS("1[2026-11-23][2026-11-23T14:10]\n", .rows = "<row>"
	    "<c s=\"0\" t=\"d\"><v>2026-11-23T00:00:00</v></c>"
	    "<c s=\"1\" t=\"d\"><v>2026-11-23T14:10:00</v></c></row>", .styles =
	    "<cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/></cellXfs>");
}

TEST("of merged cells the first has the value, the others say so")
{
	CHECK_ROWS("1[a][~][b]\n2[~][~][][e]\n3[c][][~]\n4[d]\n", .rows =
	    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c><c r=\"B1\"/>"
	    "<c r=\"C1\" t=\"str\"><v>b</v></c></row>"
	    "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>hidden</v></c>"
	    "<c r=\"B2\" t=\"str\"><f>1</f></c>"
	    "<c r=\"D2\" t=\"str\"><v>e</v></c></row>"
	    "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>c</v></c></row>"
	    "<row r=\"4\"><c r=\"A4\" t=\"str\"><v>d</v></c></row>", .behind =
	    "<mergeCells count=\"2\"><mergeCell ref=\"C2:C3\"/>"
	    "<mergeCell ref=\"A1:B2\"/></mergeCells>");
}

TEST("a row that holds nothing but covered cells is empty")
{
	CHECK_ROWS("1[a][~][~]\n4[b]\n", .rows =
	    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row>"
	    "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>x</v></c></row>"
	    "<row r=\"3\"/><row r=\"4\"><c r=\"A4\" t=\"str\"><v>b</v></c></row>",
	    .behind = "<mergeCells><mergeCell ref='A1:C3'></mergeCell>"
	    "</mergeCells>");
}

TEST("merged cells are found whatever stands between")
{
	CHECK_ROWS("1[a][~]\n5[b][][~]\n9[c]\n", .sheet =
	    "<x:worksheet xmlns:x=\"" MADE_MAIN "\"><x:sheetData>"
	    "<x:row r=\"1\"><x:c r=\"A1\" t=\"str\"><x:v>a</x:v></x:c></x:row>"
	    "<x:row r=\"5\"><x:c r=\"A5\" t=\"str\"><x:v>b</x:v></x:c></x:row>"
	    "<x:row r=\"9\"><x:c r=\"A9\" t=\"str\"><x:v>c</x:v></x:c></x:row>"
	    "</x:sheetData><x:sheetProtection a=\"x&gt;y\"/>"
	    "<x:mergeCells><x:mergeCell\n\tfoo=\"r\" ref = \"A1:B1\" />"
	    "<x:mergeCell ref=\"C3:C8\"/><x:mergeCell ref=\"ZZZ1:ZZZZ2\"/>"
	    "<x:mergeCell ref=\"B2\"/><x:mergeCell/><x:mergeCell ref=\"\"/>"
	    "<x:mergeCell ref=\"D9:A7\"/></x:mergeCells></x:worksheet>");
}

TEST("a merge beyond the columns that are read is cut")
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	struct sheet *s = NULL;
	const struct cell *cells;
	struct str bytes;
	size_t n;

	bytes = made_book(a, &(struct made_book){ .rows =
	    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row>", .behind =
	    "<mergeCells><mergeCell ref=\"A1:XFD1\"/></mergeCells>" });
	CHECK_OK(sheet_from_bytes(bytes, NULL, &s, &note), &note);
	CHECK_OK(sheet_next(s, &cells, &n, &note), &note);
	CHECK_INT(n, SHEET_COLUMNS_MAX);
	CHECK(!cells[0].merged && cells[1].merged && cells[n - 1].merged);
	sheet_close(s);
	arena_free(a);
}

TEST("rows and cells without a name follow the one before")
{
	CHECK_ROWS("1[a][b]\n2[c]\n7[][d][e]\n8[f]\n", .rows =
	    "<row><c t=\"str\"><v>a</v></c><c t=\"str\"><v>b</v></c></row>"
	    "<row><c t=\"str\"><v>c</v></c></row>"
	    "<row r=\"7\"><c r=\"B7\" t=\"str\"><v>d</v></c>"
	    "<c t=\"str\"><v>e</v></c></row><row><c t=\"str\"><v>f</v></c></row>");
}

TEST("nothing empty stands at the end of a row, and no row is empty")
{
	CHECK_ROWS("2[][a]\n", .rows = "<row r=\"1\"/><row r=\"2\">"
	    "<c r=\"B2\" t=\"str\"><v>a</v></c><c r=\"C2\" s=\"1\"/>"
	    "<c r=\"D2\" t=\"str\"><v></v></c><c r=\"XFD2\" s=\"1\"/></row>"
	    "<row r=\"3\"><c r=\"A3\"/></row>");
	CHECK_ROWS("", .rows = "");
	CHECK_ROWS("", .sheet = "<worksheet xmlns=\"" MADE_MAIN "\">"
	    "<sheetData/></worksheet>");
}

TEST("what is no part of the rows is passed over")
{
	CHECK_ROWS("1[a]\n2[b]\n", .sheet = "<?xml version=\"1.0\"?>"
	    "<!-- made --><worksheet xmlns=\"" MADE_MAIN "\" "
	    "xmlns:mc=\"urn:mc\" xmlns:etc=\"http://www.wps.cn/officeDocument/"
	    "2017/etCustomData\"><sheetPr/><dimension ref=\"A1:B2\"/>"
	    "<mc:AlternateContent><mc:Choice><row r=\"9\"/></mc:Choice>"
	    "</mc:AlternateContent><cols><col min=\"1\" max=\"2\"/></cols>"
	    "<sheetData><etc:row r=\"1\"><c t=\"str\"><v>no</v></c></etc:row>"
	    "<row r=\"1\" spans=\"1:2\" etc:x=\"1\"><c etc:r=\"B1\" r=\"A1\" "
	    "t=\"str\"><etc:v>no</etc:v><v>a</v><extLst><ext><v>no</v></ext>"
	    "</extLst></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>b</v></c>"
	    "</row></sheetData><c t=\"str\"><v>no</v></c><extLst><ext><row/>"
	    "</ext></extLst></worksheet>");
}

TEST("the strict form of the standard is read")
{
	CHECK_ROWS("1[a]\n", .sheet =
	    "<worksheet xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\">"
	    "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"
	    "</sheetData></worksheet>", .strings = "<si><t>a</t></si>", .book =
	    "<workbook xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
	    "xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\" "
	    "conformance=\"strict\"><sheets><sheet name=\"a\" sheetId=\"1\" "
	    "r:id=\"rId1\"/></sheets></workbook>", .relations =
	    "<Relationships xmlns=\"" MADE_LINKS "\"><Relationship Id=\"rId1\" "
	    "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/"
	    "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
}

TEST("a row with a fault is told with row and column, and the next is read")
{
	CHECK_ROWS("1[a]\n2!2\n3!1\n4!1025\n5!1\n6!2\n7[b]\n", .rows =
	    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row>"
	    "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>x</v></c>"
	    "<c r=\"B2\" t=\"s\"><v>5</v></c></row>"
	    "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>-1</v></c></row>"
	    "<row r=\"4\"><c r=\"A4\" t=\"str\"><v>x</v></c>"
	    "<c r=\"AMK4\" t=\"str\"><v>x</v></c></row>"
	    "<row r=\"5\"><c r=\"A5\" t=\"str\"><v>x</v></c>"
	    "<c r=\"5\" t=\"str\"><v>x</v></c></row>"
	    "<row r=\"6\"><c r=\"B6\" t=\"str\"><v>x</v></c>"
	    "<c r=\"A6\" t=\"str\"><v>x</v></c></row>"
	    "<row r=\"7\"><c r=\"A7\" t=\"str\"><v>b</v></c></row>");
}

/* Letters that do not pack too well. */
static void
letters_put(struct buf *b, size_t n)
{
	struct test_chance seed = { 0 };
	const struct chance chance = test_chance_of(&seed);
	unsigned char some[256];

	for (size_t i = 0; i < n; i++) {
		if (i % sizeof some == 0)
			chance_bytes(&chance, some, sizeof some);
		buf_char(b, (char)('a' + some[i % sizeof some] % 26));
	}
}

/* A row of ${cells} texts of ${n} bytes, in ${pieces} pieces each. */
static void
long_row(struct buf *b, size_t cells, size_t n, size_t pieces)
{
	buf_text(b, "<row>");
	for (size_t c = 0; c < cells; c++) {
		buf_text(b, "<c t=\"inlineStr\"><is>");
		for (size_t p = 0; p < pieces; p++) {
			buf_text(b, "<r><t>");
			letters_put(b, n / pieces);
			buf_text(b, "</t></r>");
		}
		buf_text(b, "</is></c>");
	}
	buf_text(b, "</row>");
}

TEST("a text and a row at their limits are read, beyond they are a fault")
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);
	struct sheet *s = NULL;
	const struct cell *cells;
	struct str got;
	size_t n;

	long_row(&b, 1, SHEET_CELL_MAX, 1);
	long_row(&b, 1, SHEET_CELL_MAX + 1, 1);
	long_row(&b, 1, SHEET_CELL_MAX * 2, 4);
	long_row(&b, 16, SHEET_CELL_MAX, 1);
	long_row(&b, 17, SHEET_CELL_MAX, 1);
	buf_text(&b, "<row><c t=\"s\"><v>0</v></c></row>"
	    "<row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c></row>");
	got = buf_view(&b);
	b = (struct buf)BUF_IN(a);
	buf_text(&b, "<si><t>");
	letters_put(&b, SHEET_CELL_MAX + 1);
	buf_text(&b, "</t></si><si/><si><t>next</t></si>");
	got = made_book(a, &(struct made_book){ .rows = got.p,
	    .strings = b.p });
	CHECK_OK(sheet_from_bytes(got, NULL, &s, &note), &note);
	CHECK_OK(sheet_next(s, &cells, &n, &note), &note);
	CHECK_INT(cells[0].text.n, SHEET_CELL_MAX);
	CHECK_ERR(sheet_next(s, &cells, &n, NULL), ERR_INVALID, NULL);
	CHECK_ERR(sheet_next(s, &cells, &n, NULL), ERR_INVALID, NULL);
	CHECK_OK(sheet_next(s, &cells, &n, &note), &note);
	CHECK_INT(n, 16);
	CHECK_STR(made_read(a, s, &note), "5!17\n6!1\n7[][next]\n");
	sheet_close(s);
	arena_free(a);
}

TEST("rows that do not ascend end the reading")
{
	CHECK_ROWS("5[a]\nERR_INVALID", .rows =
	    "<row r=\"5\"><c t=\"str\"><v>a</v></c></row>"
	    "<row r=\"5\"><c t=\"str\"><v>b</v></c></row>");
	CHECK_ROWS("ERR_INVALID", .rows = "<row r=\"x\"/>");
	CHECK_ROWS("ERR_LIMIT", .rows = "<row r=\"1048577\"/>");
	CHECK_ROWS("1048576[a]\nERR_LIMIT", .rows =
	    "<row r=\"1048576\"><c t=\"str\"><v>a</v></c></row><row/>");
}

TEST("what is broken in the midst ends the reading, again and again")
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);
	struct sheet *s = NULL;
	struct str got;

	/* Far enough behind, since the reader looks ahead. */
	for (size_t i = 0; i < 1000; i++)
		buf_text(&b, "<row><c t=\"str\"><v>a</v></c></row>");
	buf_text(&b, "<row><c t=\"str\"><v>b</c></row>");
	got = made_book(a, &(struct made_book){ .rows = b.p });
	CHECK_OK(sheet_from_bytes(got, NULL, &s, &note), &note);
	got = made_read(a, s, &note);
	CHECK(str_starts(got, "1[a]\n2[a]\n") && str_ends(got, "ERR_INVALID"));
	CHECK_INT(note.where.row, 0);
	CHECK_STR(note.args[0].text, "xl/worksheets/sheet1.xml");
	CHECK_STR(made_read(a, s, &note), "ERR_INVALID");
	CHECK(note.msg != NULL);
	sheet_close(s);
	arena_free(a);
}
