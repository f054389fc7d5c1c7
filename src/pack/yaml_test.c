/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/read_fixture.h"

#include "test/lib/test.h"

static const struct ynode *
yaml(struct page *p, const char *text)
{
	struct read *r = page_text(p, text);

	return yaml_read(r, 0, r->text.n);
}

static const struct ynode *
key(const struct ynode *map, const char *name)
{
	const struct ynode *n = ynode_get(map, name);

	assert_non_null(n);
	return n;
}

static void
said(const char *text, const char *what)
{
	struct page p;

	page_begin(&p);
	(void)yaml(&p, text);
	CHECK_SAID(&p, what);
	page_end(&p);
}

TEST("mappings, lists and texts have their place in the file")
{
	struct page p;
	const struct ynode *top, *list;

	page_begin(&p);
	top = yaml(&p, "甲: x\nb:\n- 乙\n- {k: \"v\"}\n");
	CHECK_SAID(&p, "");
	CHECK_INT(top->kind, Y_MAP);
	CHECK_INT(top->n, 2);
	CHECK_STR(key(top, "甲")->text, "x");
	CHECK_INT(key(top, "甲")->at.line, 1);
	CHECK_INT(key(top, "甲")->at.column, 4);
	list = key(top, "b");
	CHECK_INT(list->kind, Y_LIST);
	CHECK_INT(list->key_at.line, 2);
	CHECK_INT(list->n, 2);
	CHECK_STR(list->first->text, "乙");
	CHECK_INT(list->first->at.line, 3);
	CHECK_INT(list->first->at.column, 3);
	CHECK(key(list->first->next, "k")->quoted);
	CHECK(!list->first->quoted);
	page_end(&p);
}

TEST("a text that stands in one line as it is knows so")
{
	struct page p;
	const struct ynode *top;

	page_begin(&p);
	top = yaml(&p, "a: 甲 = \"x\"\nb: '甲 and 乙'\nc: \"a\\tb\"\n"
	    "d: x\n  y\ne: 'it''s'\n");
	CHECK_SAID(&p, "");
	CHECK(key(top, "a")->one_line);
	CHECK(key(top, "b")->one_line);
	CHECK(!key(top, "c")->one_line);
	CHECK(!key(top, "d")->one_line);
	CHECK_STR(key(top, "d")->text, "x y");
	CHECK(!key(top, "e")->one_line);
	CHECK_STR(key(top, "e")->text, "it's");
	page_end(&p);
}

TEST("no text is taken for a truth, a number or nothing")
{
	struct page p;
	const struct ynode *top;

	page_begin(&p);
	top = yaml(&p, "a: yes\nb: 010\nc: ~\nd:\ne: 1e3\n");
	CHECK_STR(key(top, "a")->text, "yes");
	CHECK_STR(key(top, "b")->text, "010");
	CHECK_STR(key(top, "c")->text, "~");
	CHECK_STR(key(top, "d")->text, "");
	CHECK_STR(key(top, "e")->text, "1e3");
	page_end(&p);
}

TEST("texts are taken in their one form of Unicode")
{
	struct page p;

	page_begin(&p);
	CHECK_STR(key(yaml(&p, "a: e\xCC\x81\n"), "a")->text, "\xC3\xA9");
	page_end(&p);
}

TEST("anchors, aliases and tags are refused")
{
	said("a: &x 1\n", "1:4 Anchors (&name) and tags (!name) are not taken. "
	    "Take them out; a text that begins so stands in quotes.\n");
	said("a: *x\n",
	    "1:4 An alias (*name) is not taken. Write the value out.\n");
	said("a: !!str 1\n", "1:4 Anchors (&name) and tags (!name) are not "
	    "taken. Take them out; a text that begins so stands in quotes.\n");
	said("a: &x [1]\nb: [*x, *x]\n", "1:4 Anchors (&name) and tags "
	    "(!name) are not taken. Take them out; a text that begins so "
	    "stands in quotes.\n");
}

TEST("a second document, directives and block scalars are refused")
{
	said("a: 1\n---\nb: 1\n",
	    "2:1 A second document begins here. A block holds one.\n");
	said("%YAML 1.1\n---\na: 1\n", "1:1 Lines that begin with % are not "
	    "taken. Take them out.\n");
	said("a: |\n  x\nb: >\n  y\n", "1:4 A text that begins with | or > is "
	    "not taken. Write it behind the colon, in one line.\n"
	    "3:4 A text that begins with | or > is not taken. Write it behind "
	    "the colon, in one line.\n");
}

TEST("a key that is there twice is told, among many keys too")
{
	struct page p;
	struct buf b = BUF_INIT;

	said("a: 1\nb: 2\na: 3\n",
	    "3:1 The key a is there twice. Keep one.\n");
	for (int i = 0; i < 200; i++)
		buf_fmt(&b, "k%d: 1\n", i);
	buf_text(&b, "k7: 1\n");
	page_begin(&p);
	(void)yaml(&p, buf_view(&b).p);
	CHECK_SAID(&p, "201:1 The key k7 is there twice. Keep one.\n");
	page_end(&p);
	buf_free(&b);
}

TEST("a key that is no text is refused")
{
	said("? [a]\n: 1\n",
	    "1:3 A key is a text. Write a text before the colon.\n");
}

TEST("what is nested too deep is refused, and what is not is read")
{
	struct page p;

	page_begin(&p);
	CHECK(yaml(&p, "[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]") != NULL);
	CHECK_SAID(&p, "");
	CHECK(yaml(&p, "[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]") == NULL);
	CHECK_SAID(&p, "1:17 Lists and mappings stand in each other too deep. "
	    "Write it flatter.\n");
	page_end(&p);
}

TEST("what is no YAML is told where it stands")
{
	struct page p;

	page_begin(&p);
	CHECK(yaml(&p, "a: 1\nb: [1, 2\n") == NULL);
	CHECK_INT(p.faults.n, 1);
	CHECK(strstr(page_said(&p), "This is no YAML") != NULL);
	CHECK_INT(p.faults.first->at.line, 3);
	CHECK(yaml(&p, "a: 'x\n") == NULL);
	CHECK_INT(p.faults.n, 1);
	page_end(&p);
}

TEST("a character that YAML can write and text cannot hold is refused")
{
	static const char what[] = "1:4 The text holds a character that is "
	    "none, or that nobody sees. Write it without \\ and digits.\n";

	said("a: \"\\0\"\n", what);
	said("a: \"\\u202Ex\"\n", what);
	said("a: \"\\x01\"\n", what);
	said("a: \"\\u7532\"\n", "");
}

TEST("more values than a pack may have are refused")
{
	struct page p;
	struct buf b = BUF_INIT;

	for (int i = 0; i < YAML_NODES_MAX; i++)
		buf_text(&b, "- a\n");
	page_begin(&p);
	CHECK(yaml(&p, buf_view(&b).p) == NULL);
	CHECK_SAID(&p, "200000:3 The pack has more than 200 000 values. Part "
	    "it in several packs.\n");
	page_end(&p);
	buf_free(&b);
}

TEST("what stands in a cell has its place in the line")
{
	struct cell c = { S("[{名称: 甲, 级别: \"x\"}]"), { 2, 8 } };
	const struct ynode *list;
	struct page p;

	page_begin(&p);
	list = yaml_cell(page_text(&p,
	    "x\n| ab | [{名称: 甲, 级别: \"x\"}] |\n"), &c);
	CHECK_INT(list->n, 1);
	CHECK_INT(key(list->first, "名称")->at.line, 2);
	CHECK_INT(key(list->first, "名称")->at.column, 14);
	CHECK(key(list->first, "名称")->one_line);
	CHECK_INT(key(list->first, "级别")->key_at.column, 17);
	page_end(&p);
}
