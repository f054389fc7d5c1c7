/* SPDX-License-Identifier: Apache-2.0 */
/* What is typed wrong gets a sentence that says what to do next. */
#include "cli/fake_test.h"
#include "test/lib/test.h"

/* Parse, and check that it is refused with exactly this sentence. */
#define REFUSED(sentence, ...) \
	do { \
		struct line l_; \
		fake_environment(); \
		LINE(&l_, __VA_ARGS__); \
		CHECK_ERR(l_.r, ERR_USAGE, &l_.note); \
		CHECK_STR(line_said(&l_), (sentence)); \
		line_free(&l_); \
	} while (0)

TEST("an option may be given several times where its row says so")
{
	const struct str *keys;
	struct line l;

	fake_environment();
	LINE(&l, "region", "list", "-k", "one", "--key=two", "-kthree");
	CHECK_OK(l.r, &l.note);
	CHECK_INT(cmd_many(&l.c, "key", &keys), 3);
	CHECK_STR(keys[0], "one");
	CHECK_STR(keys[1], "two");
	CHECK_STR(keys[2], "three");
	line_free(&l);
	REFUSED("--year is given twice. Give it once. See: anze help region "
	    "list", "region", "list", "-y", "1", "--year", "2");
}

TEST("a language that is not spoken here is refused with those that are")
{
	struct line l;

	REFUSED("--lang cannot be \"fr\". Give one of: zh_CN, en. See: anze help "
	    "init", "init", "--lang", "fr");
	fake_environment();
	(void)setenv("ANZE_LANG", "fr", 1);
	LINE(&l, "init");
	CHECK_ERR(l.r, ERR_USAGE, &l.note);
	CHECK_STR(line_said(&l), "ANZE_LANG is set to \"fr\", but only zh_CN "
	    "and en are spoken here. Set it to one of them, or unset it.");
	line_free(&l);
	fake_environment();
}

TEST("a command that does not exist: the nearest, or what there is")
{
	REFUSED("There is no command \"regoin\" here. Is it \"anze region "
	    "list\" that is meant? See: anze help", "regoin", "list");
	REFUSED("There is no command \"regoin\" here. Is it \"anze region\" "
	    "that is meant? See: anze help", "regoin");
	REFUSED("There is no command \"lst\" here. Is it \"anze region list\" "
	    "that is meant? See: anze help region", "region", "lst");
	REFUSED("There is no command \"imp\" here. Is it \"anze region "
	    "import\" that is meant? See: anze help region", "region", "imp",
	    "file.csv");
	REFUSED("There is no command \"frobnicate\" here. It can be: init, "
	    "region, body, key, help. See: anze help", "frobnicate");
	REFUSED("There is no command \"frobnicate\" here. It can be: import, "
	    "list, show. See: anze help region", "region", "frobnicate");
}

TEST("abbreviations of commands are refused and completed")
{
	REFUSED("There is no command \"reg\" here. Is it \"anze region\" that "
	    "is meant? See: anze help", "reg", "--year", "2010");
}

TEST("a group alone says which words may follow")
{
	REFUSED("Behind \"anze region\" one more word is needed: import, list, "
	    "show. See: anze help region", "region");
	REFUSED("Behind \"anze region\" one more word is needed: import, list, "
	    "show. See: anze help region", "region", "--json");
}

TEST("an option that does not exist: the nearest, or where to look")
{
	REFUSED("There is no option --yaer here. Is it --year that is meant? "
	    "See: anze help region list", "region", "list", "--yaer", "2");
	REFUSED("There is no option --dry here. Is it --dry-run that is meant? "
	    "See: anze help region list", "region", "list", "--dry");
	REFUSED("There is no option --jsno here. Is it --json that is meant? "
	    "See: anze help region list", "region", "list", "--jsno");
	REFUSED("There is no option --frobnicate here. What begins with - and "
	    "is no option stands behind --. See: anze help region list",
	    "region", "list", "--frobnicate=3");
	REFUSED("There is no option -x here. What begins with - and is no "
	    "option stands behind --. See: anze help region list",
	    "region", "list", "-nx");
	REFUSED("There is no option -year here. Is it --year that is meant? "
	    "See: anze help region list", "region", "list", "-year", "2010");
}

TEST("an option of the command that stands before it is told where it belongs")
{
	REFUSED("The option --level is none of those that may stand before the "
	    "command. The options of a command stand behind it. See: anze "
	    "help", "--level", "1", "region", "list");
}

TEST("a value that is missing is asked for")
{
	REFUSED("--year needs a value: --year YEAR. See: anze help region list",
	    "region", "list", "--year");
	REFUSED("--year needs a value: --year YEAR. See: anze help region list",
	    "region", "list", "-ny");
	REFUSED("--store needs a value: --store FILE|postgres://…. See: anze "
	    "help", "--store");
	REFUSED("--name needs a value, but \"--json\" looks like an option. If "
	    "it is the value, write --name=--json. See: anze help region "
	    "list", "region", "list", "--name", "--json");
}

TEST("a flag takes no value")
{
	REFUSED("--dry-run takes no value: give it alone or leave it out. See: "
	    "anze help region list", "region", "list", "--dry-run=yes");
}

TEST("a value of the wrong kind is quoted beside what would be right")
{
	REFUSED("--year needs a whole number such as 20, not \"2O10\". See: anze "
	    "help region list", "region", "list", "--year", "2O10");
	REFUSED("--year needs a whole number such as 20, not "
	    "\"99999999999999999999\". See: anze help region list",
	    "region", "list", "--year", "99999999999999999999");
	REFUSED("--year needs a whole number such as 20, not \"\". See: anze "
	    "help region list", "region", "list", "--year=");
	REFUSED("--on needs a date of the calendar such as 2026-11-23, not "
	    "\"2026-02-30\". See: anze help region list", "region", "list",
	    "--on", "2026-02-30");
	REFUSED("--on needs a date of the calendar such as 2026-11-23, not "
	    "\"\". See: anze help region list", "region", "list", "--on", "");
	REFUSED("--known-at needs a time such as \"2026-11-23 14:10\", "
	    "2026-11-23 or 2026-11, not \"noon\". See: anze help region list",
	    "region", "list", "--known-at", "noon");
	REFUSED("--kind cannot be \"ofice\". Is office meant? See: anze help "
	    "body add", "body", "add", "x", "--kind", "ofice");
	REFUSED("--level cannot be \"village\". Give one of: 1, 2, 3. See: anze "
	    "help region list", "region", "list", "--level", "village");
}

TEST("operands are counted")
{
	REFUSED("region import needs FILE behind it, and FILE is missing. See: "
	    "anze help region import", "region", "import");
	REFUSED("body add needs NAME [SUPERIOR] behind it, and NAME is missing. "
	    "See: anze help body add", "body", "add", "--kind", "office");
	REFUSED("body add takes only NAME [SUPERIOR] behind it; \"Office\" is "
	    "too much. Put what belongs together in quotes. See: anze help "
	    "body add", "body", "add", "The", "Cyberspace", "Office");
	REFUSED("region list takes nothing behind it, but \"2010\" stands "
	    "there. See: anze help region list", "region", "list", "2010");
}

TEST("text that is not UTF-8 or steers the terminal is refused; a file may be "
    "called anything")
{
	struct line l;

	REFUSED("What was given for --name is not text in UTF-8, or holds "
	    "control characters. Set the terminal to UTF-8 and type it again. "
	    "See: anze help region list", "region", "list", "--name",
	    "\xC4\xCF\xCD\xA8");
	REFUSED("What was given for --name is not text in UTF-8, or holds "
	    "control characters. Set the terminal to UTF-8 and type it again. "
	    "See: anze help region list", "region", "list", "--name",
	    "a\x1b[2J");
	fake_environment();
	LINE(&l, "region", "show", "\xC4\xCF");
	CHECK_ERR(l.r, ERR_USAGE, &l.note);
	line_free(&l);
	LINE(&l, "region", "import", "\xC4\xCF\xCD\xA8.csv");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(l.c.operand[0], "\xC4\xCF\xCD\xA8.csv");
	line_free(&l);
	LINE(&l, "body", "add", "x", "--from-file", "\xC4\xCF");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(cmd_text(&l.c, "from-file"), "\xC4\xCF");
	line_free(&l);
}
