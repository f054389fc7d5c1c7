/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "cli/fake_test.h"
#include "test/lib/test.h"

static struct str
visible(struct arena *a, struct str s, unsigned how)
{
	struct buf b = BUF_IN(a);

	visible_put(&b, s, how);
	return buf_view(&b);
}

static struct str
wrapped(struct arena *a, const char *text, size_t at, size_t indent,
    size_t width)
{
	struct buf b = BUF_IN(a);

	wrap_put(&b, str_of(text), at, indent, width);
	return buf_view(&b);
}

TEST("nothing in a text steers the terminal")
{
	struct arena *a = arena_new();

	CHECK_STR(visible(a, S("南通 a\\b\tc\n"), 0), "南通 a\\b\tc\n");
	CHECK_STR(visible(a, S("\x1b[31m\x07\x7f"), 0), "\\x1b[31m\\x07\\x7f");
	CHECK_STR(visible(a, S("\xC2\x9B" "31m"), 0), "\\x9b31m");
	CHECK_STR(visible(a, S("a\xE2\x80\xAE" "b"), 0), "a\\u202eb");
	CHECK_STR(visible(a, S("a\r\nb"), 0), "a\\r\nb");
	CHECK_STR(visible(a, S("\xC4\xCF\xCD\xA8!"), 0),
	    "\\xc4\\xcfͨ!");
	CHECK_STR(visible(a, ((struct str){ "a\0b", 3 }), 0), "a\\x00b");
	arena_free(a);
}

TEST("in a cell tabs and line feeds are written out, in a pipe backslashes are "
    "doubled")
{
	struct arena *a = arena_new();

	CHECK_STR(visible(a, S("a\tb\n\\n"), VISIBLE_CELL), "a\\tb\\n\\n");
	CHECK_STR(visible(a, S("a\tb\n\\n"), VISIBLE_CELL | VISIBLE_PIPE),
	    "a\\tb\\n\\\\n");
	CHECK_STR(visible(a, S("plain"), VISIBLE_CELL), "plain");
	arena_free(a);
}

TEST("English breaks at blanks, and words that are too long stand alone")
{
	struct arena *a = arena_new();

	CHECK_STR(wrapped(a, "one two three four", 0, 0, 9),
	    "one two\nthree\nfour");
	CHECK_STR(wrapped(a, "one incomprehensibilities two", 0, 2, 10),
	    "  one\n  incomprehensibilities\n  two");
	CHECK_STR(wrapped(a, "one\n\ntwo", 0, 2, 20), "  one\n\n  two");
	CHECK_STR(wrapped(a, "", 0, 2, 20), "");
	arena_free(a);
}

TEST("text begins where the line already is")
{
	struct arena *a = arena_new();

	CHECK_STR(wrapped(a, "one two", 4, 6, 10), "  one\n      two");
	CHECK_STR(wrapped(a, "one two", 8, 6, 20), "one two");
	arena_free(a);
}

TEST("Chinese breaks between characters, but not before a comma or behind an "
    "opening bracket")
{
	struct arena *a = arena_new();

	CHECK_STR(wrapped(a, "谁负责，应做什么（说明）。", 0, 0, 6),
	    "谁负\n责，应\n做什么\n（说\n明）。");
	CHECK_STR(wrapped(a, "用 --store 指定存储", 0, 0, 12),
	    "用 --store\n指定存储");
	CHECK(wrap_between(0x8C01, 0x8D1F));
	CHECK(!wrap_between(0x8D23, 0xFF0C));
	CHECK(!wrap_between(0xFF08, 0x8BF4));
	CHECK(!wrap_between('a', 'b'));
	arena_free(a);
}

static struct str
nearest_of(const char *typed, const char *const *words)
{
	struct nearest n;

	nearest_start(&n, str_of(typed));
	for (; *words != NULL; words++)
		nearest_try(&n, str_of(*words));
	return n.word;
}

TEST("the nearest word is one with few changes, or one that begins so")
{
	static const char *const words[] = { "import", "list", "show", "tree",
	    "dry-run", NULL };

	CHECK_STR(nearest_of("lsit", words), "list");
	CHECK_STR(nearest_of("ist", words), "list");
	CHECK_STR(nearest_of("lisst", words), "list");
	CHECK_STR(nearest_of("improt", words), "import");
	CHECK_STR(nearest_of("dry", words), "dry-run");
	CHECK_STR(nearest_of("d", words), "dry-run");
	CHECK_STR(nearest_of("xyz", words), "");
	CHECK_STR(nearest_of("export", words), "import");
	CHECK_STR(nearest_of("", words), "");
}

TEST("what begins so is nearer than what must be changed")
{
	static const char *const words[] = { "fit", "file-name", NULL };

	CHECK_STR(nearest_of("fil", words), "file-name");
}
