/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include "base/fault.h"
#include "test/lib/test.h"

/* Hands out ${step} bytes at a time, and fails at ${fails_at} when set. */
struct pieces {
	struct str	bytes;
	size_t		at, step, fails_at;
};

static long
pieces_read(void *arg, void *to, size_t n)
{
	struct pieces *p = arg;

	if (p->fails_at != 0 && p->at >= p->fails_at)
		return -1;
	if (p->step != 0 && n > p->step)
		n = p->step;
	if (n > p->bytes.n - p->at)
		n = p->bytes.n - p->at;
	memcpy(to, p->bytes.p + p->at, n);
	p->at += n;
	return (long)n;
}

struct reading {
	struct pieces	 from;
	struct csv	*csv;
	struct buf	 said;
	struct note	 note;
};

static void
reading_begin(struct reading *r, struct str bytes, size_t step)
{
	const struct csv_source source = { pieces_read, &r->from };

	*r = (struct reading){ .from = { .bytes = bytes, .step = step } };
	CHECK_OK(csv_open(&source, &r->csv, &r->note), &r->note);
}

static void
reading_end(struct reading *r)
{
	csv_close(r->csv);
	buf_free(&r->said);
}

/* All rows as cells in brackets, a row a line; a fault as "!line:column". */
static struct str
reading_all(struct reading *r)
{
	const struct str *cells;
	size_t n;
	enum err e;

	for (;;) {
		e = csv_next(r->csv, &cells, &n, &r->note);
		if (e == ERR_INVALID) {
			buf_fmt(&r->said, "!%d:%d\n", (int)r->note.where.line,
			    (int)r->note.where.column);
			note_clear(&r->note);
			continue;
		}
		CHECK_OK(e, &r->note);
		if (n == 0)
			return buf_view(&r->said);
		for (size_t i = 0; i < n; i++)
			buf_fmt(&r->said, "[%.*s]", STR_ARG(cells[i]));
		buf_char(&r->said, '\n');
	}
}

/* In one piece and byte by byte: what is read does not depend on that. */
static void
check_rows(struct str bytes, const char *want, const char *encoding)
{
	static const size_t steps[] = { 0, 1, 3 };

	for (size_t i = 0; i < 3; i++) {
		struct reading r;

		reading_begin(&r, bytes, steps[i]);
		CHECK_STR(reading_all(&r), want);
		CHECK_STR(str_of(csv_encoding(r.csv)), encoding);
		reading_end(&r);
	}
}

#define CHECK_ROWS(literal, want) \
	check_rows(S(literal), (want), "UTF-8")

TEST("cells are parted by commas and rows by any kind of line break")
{
	CHECK_ROWS("a,b\r\nc,d\ne,f\rg,h", "[a][b]\n[c][d]\n[e][f]\n[g][h]\n");
}

TEST("nothing, and nothing but line breaks, have no rows")
{
	CHECK_ROWS("", "");
	CHECK_ROWS("\r\n\n\r\r\n", "");
	CHECK_ROWS("\xEF\xBB\xBF", "");
}

TEST("empty lines are skipped, quoted emptiness is a row")
{
	CHECK_ROWS("a\n\n\r\nb\n", "[a]\n[b]\n");
	CHECK_ROWS("a\n\"\"\nb\n", "[a]\n[]\n[b]\n");
}

TEST("empty columns at the end are cells")
{
	CHECK_ROWS("a,b,,\n,,\nc,", "[a][b][][]\n[][][]\n[c][]\n");
}

TEST("quotes hold separators, line breaks and doubled quotes")
{
	CHECK_ROWS("\"a,b\",\"c\r\nd\",\"e\"\"f\",\"\"\"\"\n\"x\"\r\n",
	    "[a,b][c\r\nd][e\"f][\"]\n[x]\n");
}

TEST("a quote within a cell that does not begin with one is text")
{
	CHECK_ROWS("5\" disk,a\"b\"\n", "[5\" disk][a\"b\"]\n");
}

TEST("the last row needs no line break")
{
	CHECK_ROWS("a,\"b\"", "[a][b]\n");
	CHECK_ROWS("\"", "!1:1\n");
}

TEST("semicolons and tabs part cells when the first line has most of them")
{
	CHECK_ROWS("a;b;c,d\n1;2,5;3\n", "[a][b][c,d]\n[1][2,5][3]\n");
	CHECK_ROWS("a\tb\n1,2\t3\n", "[a][b]\n[1,2][3]\n");
	CHECK_ROWS("\n\n\"a,b,c\";d\n", "[a,b,c][d]\n");
	CHECK_ROWS("5\",a;b,c\n", "[5\"][a;b][c]\n");
}

TEST("Excel's own line sep= names the separator and is no row")
{
	CHECK_ROWS("sep=;\r\na;b,c,d\r\n", "[a][b,c,d]\n");
	CHECK_ROWS("\xEF\xBB\xBFsep=\t\na\tb\n", "[a][b]\n");
	CHECK_ROWS("sep=;x\n", "[sep=][x]\n");
}

TEST("UTF-8 is read with and without a BOM")
{
	CHECK_ROWS("\xEF\xBB\xBF编码,名称\n11,北京市\n",
	    "[编码][名称]\n[11][北京市]\n");
	CHECK_ROWS("编码,名称\n11,北京市\n", "[编码][名称]\n[11][北京市]\n");
	CHECK_ROWS("a\n\xF0\xA0\xAE\xB7\n", "[a]\n[\xF0\xA0\xAE\xB7]\n");
}

TEST("GB18030 is detected, characters of four bytes and 联通 included")
{
	check_rows(S("\xB1\xE0\xC2\xEB,\xC3\xFB\xB3\xC6\n11,\xB1\xB1\xBE\xA9\n"),
	    "[编码][名称]\n[11][北京]\n", "GB18030");
	check_rows(S("\xC1\xAA\xCD\xA8\n"), "[联通]\n", "GB18030");
	check_rows(S("\x81\x39\xEE\x39,\xD2\xBB\xB6\xA1\n"), "[㐀][一丁]\n",
	    "GB18030");
	check_rows(S("\x84\x31\x95\x33\xD2\xBB,\xB6\xFE\n"), "[一][二]\n",
	    "GB18030");
}

TEST("GB18030 is detected where many of its characters could be UTF-8")
{
	/* 某某省某某市第 alone is six characters of UTF-8 and four errors. */
	check_rows(S("1,\xC4\xB3\xC4\xB3\xCA\xA1\xC4\xB3\xC4\xB3\xCA\xD0"
	    "\xB5\xDA\n"), "[1][某某省某某市第]\n", "GB18030");
	check_rows(S("\xB2\xBF\xCA\xA1,\xC4\xB3\xB2\xBF\n"),
	    "[部省][某部]\n", "GB18030");
}

TEST("the byte 0x5C as second half of a character is no backslash")
{
	check_rows(S("\x81\x5C,\xB1\xB1\xBE\xA9\n"), "[乗][北京]\n",
	    "GB18030");
}

TEST("UTF-16 is read in both byte orders")
{
	check_rows(S("\xFF\xFE" "a\0,\0\x17\x53\r\0\n\0" "b\0,\0c\0"),
	    "[a][北]\n[b][c]\n", "UTF-16LE");
	check_rows(S("\xFE\xFF\0a\0,\x53\x17\0\r\0\n\0b\0,\0c"),
	    "[a][北]\n[b][c]\n", "UTF-16BE");
	/* Excel's "Unicode text", with a pair of surrogates. */
	check_rows(S("\xFF\xFEx\0\t\0\x42\xD8\xB7\xDF\r\0\n\0"),
	    "[x][\xF0\xA0\xAE\xB7]\n", "UTF-16LE");
}

TEST("half a surrogate, an odd byte and NUL are broken text")
{
	check_rows(S("\xFF\xFE\x42\xD8\n\0b\0\n\0"), "!1:1\n[b]\n", "UTF-16LE");
	check_rows(S("\xFF\xFE" "a\0\n\0" "b"), "[a]\n!2:1\n", "UTF-16LE");
	CHECK_ROWS("a\0b,c\nd\n", "!1:1\n[d]\n");
	check_rows(S("\xB1\xB1\xBE\xA9,\0\n1\n"), "!1:2\n[1]\n", "GB18030");
}

TEST("damaged UTF-8 stays UTF-8 and costs the row that is damaged")
{
	CHECK_ROWS("北京市,上海市\n天津\xE5\xB8,x\n河北,y\n",
	    "[北京市][上海市]\n!2:1\n[河北][y]\n");
	CHECK_ROWS("北京市,上\xFF海市\n河北,y\n", "!1:2\n[河北][y]\n");
	CHECK_ROWS("天津市\n河北\xE5", "[天津市]\n!2:1\n");
	/* As GB18030 this would be whole, and other words. */
	CHECK_ROWS("1,北京市\xE5\xB8市\n", "!1:2\n");
}

TEST("damaged GB18030 costs the row that is damaged")
{
	check_rows(S("\xB1\xB1\xBE\xA9\n\xC9\xCF\xFF\xBA\xA3,a\n\xCC\xEC\n"),
	    "[北京]\n!2:1\n[天]\n", "GB18030");
	check_rows(S("\xB1\xB1\xBE\xA9\n\xC9"), "[北京]\n!2:1\n", "GB18030");
}

/* ${n} lines of ASCII, then one of ${tail}. */
static void
long_text(struct buf *b, size_t n, struct str tail)
{
	buf_empty(b);
	for (size_t i = 0; i < n; i++)
		buf_text(b, "abcdefg\n");
	buf_str(b, tail);
}

/* The second cell of the last row; the text is read to its end. */
static void
check_last(struct str bytes, const char *want, const char *encoding)
{
	const struct str *cells;
	struct reading r;
	struct buf last = BUF_INIT;
	size_t n;

	reading_begin(&r, bytes, 0);
	for (;;) {
		CHECK_OK(csv_next(r.csv, &cells, &n, &r.note), &r.note);
		if (n == 0)
			break;
		buf_empty(&last);
		buf_str(&last, cells[n - 1]);
	}
	CHECK_STR(buf_view(&last), want);
	CHECK_STR(str_of(csv_encoding(r.csv)), encoding);
	buf_free(&last);
	reading_end(&r);
}

TEST("a character may lie across the border of two blocks")
{
	struct buf b = BUF_INIT;

	/* Blocks have 64 KiB, 8192 lines; move the border through all bytes. */
	for (size_t shift = 0; shift < 8; shift++) {
		struct buf t = BUF_INIT;

		for (size_t i = 0; i < shift; i++)
			buf_char(&t, '-');
		buf_text(&t, "北京市");
		long_text(&b, 8191, buf_view(&t));
		check_last(buf_view(&b), t.p, "UTF-8");
		buf_empty(&t);
		for (size_t i = 0; i < shift; i++)
			buf_char(&t, '-');
		buf_text(&t, "\xB1\xB1\x81\x39\xEE\x39\xBE\xA9");
		long_text(&b, 8191, buf_view(&t));
		t.n = shift;
		buf_text(&t, "北㐀京");
		check_last(buf_view(&b), t.p, "GB18030");
		buf_free(&t);
	}
	buf_free(&b);
}

TEST("Chinese text of many blocks is read whole in both encodings")
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < 50000; i++)
		buf_text(&b, "x北京\n");
	buf_text(&b, "市");
	check_last(buf_view(&b), "市", "UTF-8");
	buf_empty(&b);
	for (size_t i = 0; i < 50000; i++)
		buf_text(&b, "x\xB1\xB1\xBE\xA9\n");
	buf_text(&b, "\xCA\xD0");
	check_last(buf_view(&b), "市", "GB18030");
	buf_free(&b);
}

TEST("a byte that contradicts the encoding is told with line and column")
{
	struct buf b = BUF_INIT;
	struct reading r;

	for (size_t i = 0; i < 20000; i++)
		buf_text(&b, "北京,上海\n");
	buf_text(&b, "a,b,\xB1\xB1\xBE\xA9\nc,d\n");
	reading_begin(&r, buf_view(&b), 0);
	CHECK(str_ends(reading_all(&r), "[北京][上海]\n!20001:3\n[c][d]\n"));
	reading_end(&r);
	buf_free(&b);
}

TEST("the line of a row is told, line breaks within quotes counted")
{
	static const int64_t want[] = { 1, 3, 4, 8, 10 };
	const struct str *cells;
	struct reading r;
	size_t n;

	reading_begin(&r, S("a,\"b\nc\"\nd\r\n\"e\r\nf\rg\"\r\r\nh\n\ni"), 1);
	for (size_t i = 0; i < 5; i++) {
		CHECK_OK(csv_next(r.csv, &cells, &n, &r.note), &r.note);
		CHECK(n > 0);
		CHECK_INT(csv_line(r.csv), want[i]);
	}
	reading_end(&r);
}

TEST("a quote never closed is told where it was opened, and ends the file")
{
	CHECK_ROWS("a,b\nc,\"d\ne,f\ng,h\n", "[a][b]\n!2:2\n");
}

TEST("text behind a closing quote costs the row")
{
	CHECK_ROWS("\"a\"b,c\nd\n", "!1:1\n[d]\n");
	CHECK_ROWS("x,\"a\" ,c\nd\n", "!1:2\n[d]\n");
	CHECK_ROWS("\"a\"b\"c,d\"\ne\n", "!1:1\n[e]\n");
}

static void
check_long(size_t cells, size_t bytes, bool quoted, const char *want)
{
	struct buf b = BUF_INIT;
	struct reading r;

	for (size_t i = 0; i < cells; i++) {
		if (i > 0)
			buf_char(&b, ',');
		if (quoted)
			buf_char(&b, '"');
		for (size_t k = 0; k < bytes; k++)
			buf_char(&b, 'x');
		if (quoted)
			buf_char(&b, '"');
	}
	buf_text(&b, "\nnext,row\n");
	reading_begin(&r, buf_view(&b), 0);
	if (want == NULL)
		CHECK(str_ends(reading_all(&r), "x]\n[next][row]\n"));
	else
		CHECK_STR(reading_all(&r), want);
	reading_end(&r);
	buf_free(&b);
}

TEST("a cell, a row and a count of columns at their limits are taken")
{
	check_long(1, CSV_CELL_MAX, false, NULL);
	check_long(1, CSV_CELL_MAX, true, NULL);
	check_long(CSV_ROW_MAX / CSV_CELL_MAX, CSV_CELL_MAX, true, NULL);
	check_long(CSV_COLUMNS_MAX, 1, false, NULL);
}

TEST("beyond a limit the row is refused and the next one read")
{
	check_long(1, CSV_CELL_MAX + 1, false, "!1:1\n[next][row]\n");
	check_long(2, CSV_CELL_MAX + 1, true, "!1:1\n[next][row]\n");
	check_long(CSV_ROW_MAX / CSV_CELL_MAX + 1, CSV_CELL_MAX, true,
	    "!1:17\n[next][row]\n");
	check_long(CSV_COLUMNS_MAX + 1, 1, false, "!1:1025\n[next][row]\n");
}

TEST("a source that fails is told, not taken for the end")
{
	const struct str *cells;
	struct reading r;
	size_t n;

	reading_begin(&r, S("a,b\nc,d\n"), 2);
	r.from.fails_at = 6;
	CHECK_ERR(csv_next(r.csv, &cells, &n, &r.note), ERR_IO, &r.note);
	reading_end(&r);
}

#ifdef ANZE_FAULTS
TEST("memory that runs out is told at every place")
{
	const struct csv_source none = { pieces_read, NULL };
	struct csv *csv;

	fault_arm(FAULT_ALLOC, 1);
	CHECK_ERR(csv_open(&none, &csv, NULL), ERR_MEMORY, NULL);
	for (long at = 1;; at++) {
		const struct str *cells;
		struct reading r;
		size_t n;
		enum err e;

		reading_begin(&r, S("a,b\nlonger than the first row,"
		    "and than what was reserved for it, so that it grows\n"), 0);
		fault_arm(FAULT_ALLOC, at);
		do
			e = csv_next(r.csv, &cells, &n, &r.note);
		while (e == ERR_OK && n != 0);
		fault_arm(FAULT_ALLOC, 0);
		if (e == ERR_OK) {
			reading_end(&r);
			CHECK(at > 2);
			break;
		}
		CHECK_ERR(e, ERR_MEMORY, &r.note);
		CHECK_ERR(csv_next(r.csv, &cells, &n, NULL), ERR_MEMORY, NULL);
		reading_end(&r);
	}
}
#endif

static void
check_put(struct str cell, bool guard, const char *want)
{
	struct buf b = BUF_INIT;

	csv_put(&b, S("-"), false);
	buf_empty(&b);
	buf_char(&b, ',');
	csv_put(&b, cell, guard);
	CHECK_STR(str_part(buf_view(&b), 1, b.n), want);
	buf_free(&b);
}

TEST("a cell is quoted where it must be and nowhere else")
{
	check_put(S("plain 北京"), false, "plain 北京");
	check_put(S("a,b"), false, "\"a,b\"");
	check_put(S("a;b"), false, "\"a;b\"");
	check_put(S("a\tb"), false, "\"a\tb\"");
	check_put(S("a\nb"), false, "\"a\nb\"");
	check_put(S("\"a\" and \"b\""), false,
	    "\"\"\"a\"\" and \"\"b\"\"\"");
	check_put(S("sep="), false, "\"sep=\"");
	check_put(S("\xEF\xBB\xBF" "a"), false, "\"\xEF\xBB\xBF" "a\"");
	check_put(S(""), false, "");
}

TEST("an empty cell that begins a row is quoted, lest the row be none")
{
	struct buf b = BUF_INIT;

	csv_put(&b, S(""), false);
	buf_char(&b, '\n');
	csv_put(&b, S(""), true);
	CHECK_STR(buf_view(&b), "\"\"\n\"\"");
	buf_empty(&b);
	buf_text(&b, "\xEF\xBB\xBF");
	csv_put(&b, S(""), false);
	CHECK_STR(buf_view(&b), "\xEF\xBB\xBF\"\"");
	buf_free(&b);
}

TEST("what a spreadsheet would take for a formula is guarded when asked")
{
	static const char *const risky[] = {
		"=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx"
	};

	for (size_t i = 0; i < sizeof risky / sizeof *risky; i++) {
		struct buf b = BUF_INIT;

		csv_put(&b, str_of(risky[i]), true);
		CHECK(memchr(b.p, '\'', 2) != NULL);
		buf_empty(&b);
		csv_put(&b, str_of(risky[i]), false);
		CHECK(memchr(b.p, '\'', b.n) == NULL);
		buf_free(&b);
	}
	check_put(S("'=1"), true, "'=1");
	check_put(S("=a,b"), true, "\"'=a,b\"");
}
