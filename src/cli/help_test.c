/* SPDX-License-Identifier: Apache-2.0 */
/* The words of this table stand in no catalogue, so that the golden texts do not
 * change with those of the real one. */
#include "base/fault.h"
#include "base/file.h"
#include "cli/fake_test.h"
#include "test/lib/test.h"

enum { GOLDEN_MAX = 64 * 1024 };

static const struct choice sizes[] = {
	{ "s", "small thing" },
	{ "l", "large thing" },
	{ NULL, NULL }
};

static const struct opt list_opts[] = {
	OPT_INT('y', "year", "YEAR", "as of the end of this year, which is "
	    "counted from the one in which the thing began"),
	OPT_CHOICE(0, "size", sizes, "only things of this size"),
	OPT_MANY('t', "tag-with-a-long-name", "WORD", "things so tagged"),
	OPT_FLAG('n', "dry-run", "tell, do not do"),
	OPT_END
};

static const struct command rows[] = {
	{ "thing list", NULL, COMMAND_STORE, list_opts, "[WHICH…]", 0, -1,
	    "list all things",
	    "中文和 English 混排时，每行不超过八十列，标点不放在行首，"
	    "开括号（像这个）不放在行尾，一行一行地排下去。\n\n"
	    "Another paragraph, which is long enough to be broken at one of its "
	    "blanks somewhere.",
	    "anze thing list\nanze thing list --size s" },
	{ "thing add", NULL, COMMAND_STORE | COMMAND_WRITES, NULL, "NAME", 1,
	    1, "add a thing", NULL, NULL },
	{ "version", NULL, 0, NULL, "", 0, 0, "tell the version", NULL,
	    NULL },
};

static const struct command_table table = { rows, 3 };

static struct str
help(struct arena *a, enum lang lang, const char *words)
{
	struct buf b = BUF_IN(a);

	cli_help(&b, &table, (struct voice){ lang, NULL }, str_of(words));
	CHECK(!buf_failed(&b));
	return buf_view(&b);
}

/* The golden text is in test/golden/cli/help-NAME.LANG.txt. */
static void
looks_as_agreed(const char *name, const char *words)
{
	static const char *const langs[LANG__MAX] = {
		[LANG_ZH_CN] = "zh_CN", [LANG_EN] = "en"
	};
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;

	for (int lang = 0; lang < LANG__MAX; lang++) {
		const char *path = str_fmt(a, TEST_SOURCE
		    "/test/golden/cli/help-%s.%s.txt", name, langs[lang]).p;
		struct str want;

		CHECK_OK(file_read(a, path, GOLDEN_MAX, &want, &note), &note);
		CHECK_STR(help(a, (enum lang)lang, words), want.p);
	}
	arena_free(a);
}

TEST("the help of all commands looks as agreed, in both languages")
{
	looks_as_agreed("all", "");
}

TEST("the help of a group of commands looks as agreed, in both languages")
{
	looks_as_agreed("group", "thing");
}

TEST("the help of one command looks as agreed, in both languages")
{
	looks_as_agreed("one", "thing list");
}

TEST("the help of a command that needs no store looks as agreed, in both "
    "languages")
{
	looks_as_agreed("plain", "version");
}

TEST("words that are no command lead to the help of all")
{
	struct arena *a = arena_new();

	CHECK(str_eq(help(a, LANG_EN, "nothing"), help(a, LANG_EN, "")));
	CHECK(str_eq(help(a, LANG_EN, "thing nothing"), help(a, LANG_EN, "")));
	CHECK(str_eq(help(a, LANG_EN, " thing  list "),
	    help(a, LANG_EN, "thing list")));
	arena_free(a);
}

TEST("help for which there is no memory is known to have failed")
{
	for (long n = 1; n < 500; n++) {
		struct buf b = BUF_INIT;
		bool whole;

		fault_arm(FAULT_ALLOC, n);
		cli_help(&b, &table, (struct voice){ LANG_EN, NULL },
		    S("thing list"));
		whole = fault_seen(FAULT_ALLOC) < n;
		fault_arm(FAULT_ALLOC, 0);
		CHECK(buf_failed(&b) == !whole);
		buf_free(&b);
		if (whole)
			return;
	}
	fail();
}
