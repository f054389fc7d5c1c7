/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/mark_in.h"
#include "pack/read_fixture.h"

#include "test/lib/test.h"

/* "heading 1-1 [text]\n" of each piece. */
static const char *
pieces(struct page *p, const char *text)
{
	static const char *const kinds[] = {
		[PIECE_HEADING] = "heading", [PIECE_PARAGRAPH] = "paragraph",
		[PIECE_QUOTE] = "quote", [PIECE_BLOCK] = "block",
		[PIECE_TABLE] = "table", [PIECE_OTHER] = "other",
	};
	struct read *r = page_text(p, text);
	struct buf b = BUF_IN(p->a);
	struct piece *x = NULL;

	CHECK_OK(mark_read(r, 0, &x, &p->note), &p->note);
	for (; x != NULL; x = x->next) {
		buf_fmt(&b, "%s %zu-%zu", kinds[x->kind], x->from + 1, x->to);
		if (x->text.n > 0)
			buf_fmt(&b, " [%.*s]", STR_ARG(x->text));
		buf_char(&b, '\n');
	}
	buf_text(&b, "");
	return b.p;
}

static bool
checks(struct page *p, const char *text)
{
	return text_check(page_text(p, text), 0);
}

static struct str
repeat(struct page *p, const char *unit, size_t n)
{
	struct buf b = BUF_IN(p->a);

	for (size_t i = 0; i < n; i++)
		buf_text(&b, unit);
	return buf_view(&b);
}

TEST("a text falls into pieces, with their lines")
{
	struct page p;

	page_begin(&p);
	CHECK_STR(str_of(pieces(&p, "# T\n\n## 8.2 x *y*\n\na\nb\n\n> q\n> r\n"
	    "\n```yaml clock\nid: a\n```\n\n| x | y |\n|---|---|\n| 1 | 2 |\n"
	    "\n- l\n\n```c\nint\n```\n")),
	    "heading 1-1 [T]\nheading 3-3 [8.2 x y]\nparagraph 5-6 [a b]\n"
	    "quote 8-9 [q r]\nblock 11-13 [clock]\ntable 15-17\n"
	    "other 19-19\nother 21-23\n");
	CHECK_SAID(&p, "");
	page_end(&p);
}

TEST("lines of Chinese text are joined without a blank")
{
	struct page p;

	page_begin(&p);
	CHECK_STR(str_of(pieces(&p, "甲乙\n丙\nA\n丁\n")),
	    "paragraph 1-4 [甲乙丙 A 丁]\n");
	page_end(&p);
}

TEST("paragraphs of a quote are parted by blank lines")
{
	struct page p;

	page_begin(&p);
	CHECK_STR(str_of(pieces(&p, "> a\n>\n> b\n")),
	    "quote 1-3 [a\n\nb]\n");
	page_end(&p);
}

TEST("a table is one only directly behind a block")
{
	struct page p;

	page_begin(&p);
	CHECK_STR(str_of(pieces(&p, "| a |\n|---|\n| 1 |\n")),
	    "other 1-3\n");
	CHECK_STR(str_of(pieces(&p,
	    "```yaml table\nx\n```\n| a |\n|---|\n| 1 |\ntext\n")),
	    "block 1-3 [table]\ntable 4-7\n");
	page_end(&p);
}

TEST("HTML is refused at any depth")
{
	struct page p;

	page_begin(&p);
	(void)pieces(&p, "<div>\n\na <b>x</b>\n\n> - <i>\n");
	CHECK_SAID(&p,
	    "1:1 HTML stands here. Write it in Markdown; a < that is meant "
	    "as such is written \\<.\n"
	    "3:3 HTML stands here. Write it in Markdown; a < that is meant "
	    "as such is written \\<.\n"
	    "3:7 HTML stands here. Write it in Markdown; a < that is meant "
	    "as such is written \\<.\n"
	    "5:5 HTML stands here. Write it in Markdown; a < that is meant "
	    "as such is written \\<.\n");
	(void)pieces(&p, "a \\< b, 3 < 4, <https://example.org>\n");
	CHECK_SAID(&p, "");
	page_end(&p);
}

TEST("characters that nobody sees do not hide behind their numbers")
{
	struct page p;

	page_begin(&p);
	CHECK_STR(str_of(pieces(&p, "a&#x7532;&amp;\n")),
	    "paragraph 1-1 [a甲&]\n");
	CHECK_SAID(&p, "");
	(void)pieces(&p, "x\n\n## 1 a&#x202E;b\n\n> q&zwnj;q\n");
	CHECK_SAID(&p, "3:1 The text holds a character that nobody sees, "
	    "written as &…;. Take it out.\n");
	(void)pieces(&p, "> a&#8203;b\n");
	CHECK_INT(p.faults.n, 1);
	page_end(&p);
}

TEST("a block within a list, and one that never ends, are told")
{
	struct page p;

	page_begin(&p);
	(void)pieces(&p, "- a\n\n  ```yaml clock\n  id: x\n  ```\n");
	CHECK_SAID(&p, "3:3 The block stands within a list or a quote and "
	    "would not be seen. Let it begin at the margin.\n");
	(void)pieces(&p, "```yaml clock\nid: x\n");
	CHECK_SAID(&p,
	    "1:1 The block never ends. Close it with a line ```.\n");
	(void)pieces(&p, "````yaml clock\nid: x\n```\n````\n");
	CHECK_SAID(&p, "");
	page_end(&p);
}

/* ---- tables ---- */

static void
grid(struct page *p, const char *text, struct grid *ret)
{
	struct read *r = page_text(p, text);
	struct piece table = { .kind = PIECE_TABLE, .to = r->text.n };

	mark_grid(r, &table, ret);
}

TEST("cells are taken as they are written, with their place")
{
	struct page p;
	struct grid g;

	page_begin(&p);
	grid(&p, "| 甲 *x* | → 乙 |\n|:--|--:|\n| a \\| b |  |\n"
	    "  < 5 | `1`\n", &g);
	CHECK_SAID(&p, "");
	CHECK_INT(g.columns, 2);
	CHECK_INT(g.rows, 2);
	CHECK_STR(g.cell[0].text, "甲 *x*");
	CHECK_INT(g.cell[1].at.column, 11);
	CHECK_STR(grid_at(&g, 0, 0)->text, "a | b");
	CHECK_STR(grid_at(&g, 0, 1)->text, "");
	CHECK_STR(grid_at(&g, 1, 0)->text, "< 5");
	CHECK_INT(grid_at(&g, 1, 0)->at.line, 4);
	CHECK_INT(grid_at(&g, 1, 0)->at.column, 3);
	CHECK_STR(grid_at(&g, 1, 1)->text, "`1`");
	page_end(&p);
}

TEST("a row of a wrong length is told, and the others are kept")
{
	struct page p;
	struct grid g;

	page_begin(&p);
	grid(&p, "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 |\n| 1 | 2 | 3 |\n",
	    &g);
	CHECK_SAID(&p,
	    "3:1 The row has 1 cells and the heading has 2. Give each column "
	    "a cell; a stroke within one is written \\|.\n"
	    "5:1 The row has 3 cells and the heading has 2. Give each column "
	    "a cell; a stroke within one is written \\|.\n");
	CHECK_INT(g.rows, 1);
	CHECK_STR(grid_at(&g, 0, 1)->text, "2");
	page_end(&p);
}

/* ---- what would take long ---- */

TEST("a text that is no UTF-8 is refused at its byte")
{
	struct page p;

	page_begin(&p);
	CHECK(page_pack(&p, "甲\nab\xFFx") == NULL);
	CHECK_SAID(&p, "2:3 This byte is no character of UTF-8. Save the "
	    "text as UTF-8.\n");
	page_end(&p);
}

TEST("characters that nobody sees are told")
{
	struct page p;

	page_begin(&p);
	CHECK(checks(&p, "a\xE2\x80\x8B" "b\n甲\xE2\x80\xAEx\n\xEF\xBB\xBF\n"));
	CHECK_SAID(&p,
	    "1:2 The character U+200B stands here, which nobody sees. Take it "
	    "out.\n"
	    "2:2 The character U+202E stands here, which nobody sees. Take it "
	    "out.\n"
	    "3:1 The character U+FEFF stands here, which nobody sees. Take it "
	    "out.\n");
	CHECK(!checks(&p, "a\rb\n"));
	CHECK(checks(&p, "a\r\nb\r\n"));
	CHECK_SAID(&p, "");
	page_end(&p);
}

TEST("a paragraph that is drawn out is refused once, by bytes and by lines")
{
	struct page p;

	page_begin(&p);
	CHECK(checks(&p, repeat(&p, "aaaaaaaaaaaaaaa\n", 1000).p));
	CHECK(!checks(&p, str_fmt(p.a, "x\n\n%s",
	    repeat(&p, "aaaaaaaaaaaaaaaaaaaaa\n", 999).p).p));
	CHECK_SAID(&p, "3:1 The paragraph that begins here has more than "
	    "16 384 bytes, or more than 1000 lines. Part it by an empty "
	    "line.\n");
	CHECK(!checks(&p, repeat(&p, "a\n", 1001).p));
	CHECK_INT(p.faults.n, 1);
	CHECK(checks(&p, str_fmt(p.a, "```\n%s```\n",
	    repeat(&p, "aaaaaaaaaaaaaaaaaaaaa\n", 3000).p).p));
	CHECK(checks(&p, str_fmt(p.a, "|a|\n|-|\n%s",
	    repeat(&p, "|aaaaaaaaaaaaaaaaaa|\n", 3000).p).p));
	page_end(&p);
}

TEST("rows that lack cells are refused when they are many, in quotes too")
{
	struct page p;
	struct str wide, rule;

	page_begin(&p);
	wide = repeat(&p, "|a", 1000);
	rule = repeat(&p, "|-", 1000);
	CHECK(checks(&p, str_fmt(p.a, "%s|\n%s|\n%s", wide.p, rule.p,
	    repeat(&p, "|\n", 9).p).p));
	CHECK(!checks(&p, str_fmt(p.a, "%s|\n%s|\n%s", wide.p, rule.p,
	    repeat(&p, "|\n", 20).p).p));
	CHECK(!checks(&p, str_fmt(p.a, "> %s|\n> %s|\n%s", wide.p, rule.p,
	    repeat(&p, "> |\n", 20).p).p));
	CHECK_INT(p.faults.n, 1);
	page_end(&p);
}

TEST("a long address that is used often is refused")
{
	struct page p;
	struct str uses, address;

	page_begin(&p);
	address = repeat(&p, "u", 10000);
	uses = repeat(&p, "[a]", 5000);
	CHECK(checks(&p, str_fmt(p.a, "[a]: /%s\n\n[a]\n", address.p).p));
	CHECK(!checks(&p, str_fmt(p.a, "[a]: /%s\n\n%s\n\n%s\n", address.p,
	    uses.p, uses.p).p));
	CHECK_SAID(&p, "1:1 A link that is defined here and used elsewhere "
	    "would be put in too often. Write the address where the link "
	    "is.\n");
	page_end(&p);
}

/* What a reader of Markdown sees behind such a beginning is looked at. */
TEST("nothing hides behind a block that ends sooner than it seems")
{
	static const char *const before[] = {
		"<!--\n```\n-->\n\n", "- a\n  ```\n\n", " ```\n```\n",
		"<div>\n```\n\n", "```\n    ```\n```\n", "~~~ `\n```\n~~~\n",
		"``` a`b\n", "```\t\n``` \t\n", "> ```\n\n", "- ```\n\n",
	};
	struct page p;
	struct str lines;

	page_begin(&p);
	lines = repeat(&p, "a\n", 1001);
	for (size_t i = 0; i < COUNT(before); i++) {
		bool good = checks(&p, str_fmt(p.a, "%s%s", before[i],
		    lines.p).p);

		if (good)
			print_message("# %s\n", before[i]);
		CHECK(!good);
	}
	page_end(&p);
}

TEST("quotes and lists in each other are refused beyond sixteen")
{
	struct page p;

	page_begin(&p);
	CHECK(checks(&p, str_fmt(p.a, "%sa\n", repeat(&p, "> ", 16).p).p));
	CHECK(!checks(&p, str_fmt(p.a, "%sa\n", repeat(&p, "> ", 17).p).p));
	CHECK(!checks(&p, str_fmt(p.a, "%sa\n", repeat(&p, "- ", 17).p).p));
	CHECK_SAID(&p, "1:1 Quotes and lists stand in each other more than 16 "
	    "deep. Write it flatter.\n");
	page_end(&p);
}
