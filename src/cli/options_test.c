/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "cli/fake_test.h"
#include "test/lib/test.h"

TEST("the rows used in these tests are right themselves")
{
	struct note note = NOTE_INIT;

	CHECK_OK(cli_check(&fake_table, &note), &note);
}

TEST("the rows of this folder are right")
{
	const struct command_table own = { cli_commands, cli_ncommands };
	struct note note = NOTE_INIT;

	CHECK_OK(cli_check(&own, &note), &note);
}

TEST("a command, its options and its operands are found")
{
	struct line l;

	fake_environment();
	LINE(&l, "--store", "a.anze", "region", "list", "--year", "2010",
	    "-l2", "--name=南通", "-nq");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(str_of(l.c.row->name), "region list");
	CHECK_STR(str_of(l.c.store), "a.anze");
	CHECK_INT(cmd_int(&l.c, "year", 0), 2010);
	CHECK_STR(cmd_text(&l.c, "level"), "2");
	CHECK_STR(cmd_text(&l.c, "name"), "南通");
	CHECK(cmd_flag(&l.c, "dry-run") && cmd_flag(&l.c, "quick"));
	CHECK_INT(l.c.noperands, 0);
	line_free(&l);
}

TEST("what was not given has the value that the command names")
{
	const struct str *keys;
	struct line l;
	struct moment m;

	fake_environment();
	LINE(&l, "region", "list");
	CHECK_OK(l.r, &l.note);
	CHECK_INT(cmd_int(&l.c, "year", 7), 7);
	CHECK_INT(cmd_date(&l.c, "on", DAY_OPEN), DAY_OPEN);
	m = cmd_moment(&l.c, "known-at", (struct moment){ 5, PREC_MS });
	CHECK_INT(m.ms, 5);
	CHECK_STR(cmd_text(&l.c, "name"), "");
	CHECK(!cmd_given(&l.c, "name") && !cmd_flag(&l.c, "quick"));
	CHECK_INT(cmd_many(&l.c, "key", &keys), 0);
	line_free(&l);
}

TEST("an empty text that was given is told from none")
{
	struct line l;

	fake_environment();
	LINE(&l, "region", "list", "--name", "");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(cmd_text(&l.c, "name"), "");
	CHECK(cmd_given(&l.c, "name"));
	line_free(&l);
}

TEST("a value stands behind, joined to a letter, or behind =")
{
	static const char *const ways[][4] = {
		{ "-y", "2010", NULL }, { "-y2010", NULL },
		{ "--year", "2010", NULL }, { "--year=2010", NULL },
		{ "-ny2010", NULL }, { "-nqy", "2010", NULL },
	};

	fake_environment();
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		const char *words[8] = { "anze", "region", "list" };
		struct line l;

		for (size_t k = 0; ways[i][k] != NULL; k++)
			words[3 + k] = ways[i][k];
		line_parse(&l, words);
		CHECK_OK(l.r, &l.note);
		CHECK_INT(cmd_int(&l.c, "year", 0), 2010);
		line_free(&l);
	}
}

TEST("dates and times are read as people write them")
{
	struct line l;
	struct moment m;
	int64_t day;

	fake_environment();
	LINE(&l, "region", "list", "--on", "2026年11月23日", "--known-at",
	    "2026-11");
	CHECK_OK(l.r, &l.note);
	CHECK(day_parse(S("2026-11-23"), &day));
	CHECK_INT(cmd_date(&l.c, "on", 0), day);
	m = cmd_moment(&l.c, "known-at", (struct moment){ 0, PREC_MS });
	CHECK_INT(m.prec, PREC_MONTH);
	line_free(&l);
}

TEST("a time without an offset is one of the zone of the house")
{
	struct moment m, want;
	struct line l;

	fake_environment();
	LINE(&l, "region", "list", "--known-at", "2026-11-23 14:10");
	CHECK_OK(l.r, &l.note);
	CHECK_OK(zone_load(l.a, S("Asia/Shanghai"), &l.c.voice.zone, NULL),
	    NULL);
	m = cmd_moment(&l.c, "known-at", (struct moment){ 0, PREC_MS });
	CHECK(moment_parse(S("2026-11-23T06:10Z"), &want));
	CHECK_INT(m.ms, want.ms);
	CHECK_INT(m.prec, PREC_MINUTE);
	line_free(&l);
}

TEST("an hour that the house's clocks skipped is counted on from before")
{
	struct moment m, want;
	struct line l;

	fake_environment();
	LINE(&l, "region", "list", "--known-at", "2026-03-29 02:30");
	CHECK_OK(l.r, &l.note);
	if (zone_load(l.a, S("Europe/Berlin"), &l.c.voice.zone, NULL) !=
	    ERR_OK) {
		line_free(&l);
		SKIP("no zones on this machine");
	}
	m = cmd_moment(&l.c, "known-at", (struct moment){ 0, PREC_MS });
	CHECK(moment_parse(S("2026-03-29T01:30Z"), &want));
	CHECK_INT(m.ms, want.ms);
	line_free(&l);
}

TEST("a choice is known by its word and by its label in both languages")
{
	static const char *const typed[] = { "2", "prefecture" };
	struct line l;

	fake_environment();
	for (size_t i = 0; i < 2; i++) {
		LINE(&l, "region", "list", "--level", typed[i]);
		CHECK_OK(l.r, &l.note);
		CHECK_STR(cmd_text(&l.c, "level"), "2");
		line_free(&l);
	}
	LINE(&l, "region", "list", "--level",
	    say(LANG_ZH_CN, "prefecture"));
	CHECK_OK(l.r, &l.note);
	CHECK_STR(cmd_text(&l.c, "level"), "2");
	line_free(&l);
}

TEST("operands are all that is no option, and what stands behind --")
{
	struct line l;

	fake_environment();
	LINE(&l, "region", "show", "320600", "--json", "--", "--odd", "-1");
	CHECK_OK(l.r, &l.note);
	CHECK_INT(l.c.noperands, 3);
	CHECK_STR(l.c.operand[0], "320600");
	CHECK_STR(l.c.operand[1], "--odd");
	CHECK_STR(l.c.operand[2], "-1");
	CHECK(l.c.json);
	line_free(&l);
}

TEST("a lone - and a negative number are operands")
{
	struct line l;

	fake_environment();
	LINE(&l, "region", "show", "-", "-17");
	CHECK_OK(l.r, &l.note);
	CHECK_INT(l.c.noperands, 2);
	CHECK_STR(l.c.operand[0], "-");
	CHECK_STR(l.c.operand[1], "-17");
	line_free(&l);
}

TEST("a negative number may be the value of an option")
{
	struct line l;

	fake_environment();
	LINE(&l, "region", "list", "--year", "-3");
	CHECK_OK(l.r, &l.note);
	CHECK_INT(cmd_int(&l.c, "year", 0), -3);
	line_free(&l);
}

TEST("the longest command that the words make is meant")
{
	struct line l;

	fake_environment();
	LINE(&l, "key", "show", "all");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(str_of(l.c.row->name), "key show all");
	CHECK_INT(l.c.noperands, 0);
	line_free(&l);
	/* "show" begins a longer command, but that one is not there. */
	LINE(&l, "key", "show");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(str_of(l.c.row->name), "key");
	CHECK_INT(l.c.noperands, 1);
	CHECK_STR(l.c.operand[0], "show");
	line_free(&l);
}

TEST("options of all commands may stand anywhere")
{
	struct line l;

	fake_environment();
	LINE(&l, "--json", "region", "--as", "罗", "list", "--store=x.anze",
	    "--yes", "--files", "/srv");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(str_of(l.c.row->name), "region list");
	CHECK(l.c.json && l.c.yes);
	CHECK_STR(str_of(l.c.as), "罗");
	CHECK_STR(str_of(l.c.store), "x.anze");
	CHECK_STR(str_of(l.c.files), "/srv");
	line_free(&l);
}

TEST("of an option of all commands the last counts, so that an alias can be "
    "outdone")
{
	struct line l;

	fake_environment();
	LINE(&l, "--store", "a.anze", "init", "--store", "b.anze");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(str_of(l.c.store), "b.anze");
	line_free(&l);
}

TEST("the environment says what the options do not")
{
	struct line l;

	fake_environment();
	(void)setenv("ANZE_STORE", "env.anze", 1);
	(void)setenv("ANZE_FILES", "/env", 1);
	(void)setenv("ANZE_AS", "周", 1);
	LINE(&l, "init");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(str_of(l.c.store), "env.anze");
	CHECK_STR(str_of(l.c.files), "/env");
	CHECK_STR(str_of(l.c.as), "周");
	line_free(&l);
	LINE(&l, "init", "--store", "b.anze");
	CHECK_STR(str_of(l.c.store), "b.anze");
	line_free(&l);
	(void)setenv("ANZE_STORE", "", 1);
	LINE(&l, "init");
	CHECK(l.c.store == NULL);
	line_free(&l);
}

TEST("the language: --lang, ANZE_LANG, LC_ALL, LC_MESSAGES, LANG, else "
    "Chinese")
{
	static const struct {
		const char	*option, *anze, *all, *messages, *lang;
		enum lang	 want;
	} cases[] = {
		{ NULL, NULL, NULL, NULL, NULL, LANG_ZH_CN },
		{ NULL, NULL, NULL, NULL, "en_GB.UTF-8", LANG_EN },
		{ NULL, NULL, NULL, "zh_CN", "en_GB.UTF-8", LANG_ZH_CN },
		{ NULL, NULL, "C", "zh_CN", "zh_CN", LANG_EN },
		{ NULL, NULL, "fr_FR", "en", "en", LANG_ZH_CN },
		{ NULL, "zh", "C", NULL, NULL, LANG_ZH_CN },
		{ "en", "zh_CN", "zh_CN", NULL, NULL, LANG_EN },
		{ "zh_CN.UTF-8", "en", "en", NULL, NULL, LANG_ZH_CN },
		{ "en", "fr", NULL, NULL, NULL, LANG_EN },
		{ NULL, NULL, "", "", "en", LANG_EN },
	};
	struct line l;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		fake_environment();
		if (cases[i].anze != NULL)
			(void)setenv("ANZE_LANG", cases[i].anze, 1);
		if (cases[i].all != NULL)
			(void)setenv("LC_ALL", cases[i].all, 1);
		if (cases[i].messages != NULL)
			(void)setenv("LC_MESSAGES", cases[i].messages, 1);
		if (cases[i].lang != NULL)
			(void)setenv("LANG", cases[i].lang, 1);
		if (cases[i].option != NULL)
			LINE(&l, "init", "--lang", cases[i].option);
		else
			LINE(&l, "init");
		CHECK_OK(l.r, &l.note);
		CHECK_INT(l.g.lang, cases[i].want);
		CHECK_INT(l.c.voice.lang, cases[i].want);
		line_free(&l);
	}
	fake_environment();
}

TEST("a fault is told in the language and form asked for behind it")
{
	struct line l;

	fake_environment();
	LINE(&l, "regoin", "list", "--json", "--lang", "en");
	CHECK_ERR(l.r, ERR_USAGE, &l.note);
	CHECK_INT(l.g.lang, LANG_EN);
	CHECK(l.g.json);
	line_free(&l);
	LINE(&l, "regoin", "--lang=en", "--", "--json");
	CHECK_INT(l.g.lang, LANG_EN);
	CHECK(!l.g.json);
	line_free(&l);
}

TEST("--help becomes the command help for the words typed")
{
	struct line l;

	fake_environment();
	LINE(&l, "region", "list", "--help");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(str_of(l.c.row->name), "help");
	CHECK_INT(l.c.noperands, 2);
	CHECK_STR(l.c.operand[1], "list");
	line_free(&l);
	/* Also of a group, and where an operand is missing or there. */
	LINE(&l, "region", "-h");
	CHECK_OK(l.r, &l.note);
	CHECK_INT(l.c.noperands, 1);
	line_free(&l);
	LINE(&l, "region", "import", "file.csv", "-h");
	CHECK_OK(l.r, &l.note);
	CHECK_INT(l.c.noperands, 2);
	line_free(&l);
	LINE(&l, "--help");
	CHECK_OK(l.r, &l.note);
	CHECK_INT(l.c.noperands, 0);
	line_free(&l);
}

TEST("--version becomes the command version")
{
	struct line l;

	fake_environment();
	LINE(&l, "-V");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(str_of(l.c.row->name), "version");
	line_free(&l);
	LINE(&l, "region", "--version");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(str_of(l.c.row->name), "version");
	CHECK_INT(l.c.noperands, 0);
	line_free(&l);
}

TEST("nothing at all is a question for help")
{
	struct line l;

	fake_environment();
	LINE(&l);
	CHECK_OK(l.r, &l.note);
	CHECK_STR(str_of(l.c.row->name), "help");
	CHECK_INT(l.c.noperands, 0);
	line_free(&l);
	LINE(&l, "--json");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(str_of(l.c.row->name), "help");
	line_free(&l);
}

TEST("a very long word is no command, and nothing is guessed")
{
	struct line l;
	char word[5001];

	fake_environment();
	memset(word, 'r', sizeof word - 1);
	word[sizeof word - 1] = '\0';
	LINE(&l, word, word);
	CHECK_ERR(l.r, ERR_USAGE, &l.note);
	CHECK_STR(str_of(l.note.msg), "There is no command \"{typed}\" here. "
	    "It can be: {words}. See: {help}");
	line_free(&l);
}

TEST("a value that looks like an option can be given behind =")
{
	struct line l;

	fake_environment();
	LINE(&l, "region", "list", "--name=--json");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(cmd_text(&l.c, "name"), "--json");
	CHECK(!l.c.json);
	line_free(&l);
}

TEST("text is brought to NFC, as the records hold it")
{
	struct line l;

	fake_environment();
	LINE(&l, "region", "list", "--name", "e\xCC\x81");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(cmd_text(&l.c, "name"), "é");
	line_free(&l);
	LINE(&l, "region", "show", "e\xCC\x81");
	CHECK_OK(l.r, &l.note);
	CHECK_STR(l.c.operand[0], "é");
	line_free(&l);
}

TEST("the placeholder of an operand is known by its place")
{
	const struct command row = { .operands = "FILE [DIR] [NAME…]" };
	const struct command nested = { .operands = "[NAME [VALUE]]" };

	CHECK_STR(operand_word(&row, 0), "FILE");
	CHECK_STR(operand_word(&row, 1), "DIR");
	CHECK_STR(operand_word(&row, 2), "NAME");
	CHECK_STR(operand_word(&row, 9), "NAME");
	CHECK_STR(operand_word(&nested, 0), "NAME");
	CHECK_STR(operand_word(&nested, 1), "VALUE");
}

TEST("every allocation may fail, and says so")
{
	static const char *const words[] = { "anze", "region", "list", "-k",
	    "one", "--name", "e\xCC\x81", "--json", NULL };
	struct line l;
	int n;

	fake_environment();
	for (n = 1; n < 1000; n++) {
		char *argv[9];
		int argc = 0;

		l = (struct line){ .a = arena_new() };
		for (; words[argc] != NULL; argc++) {
			struct str s = str_copy(l.a, str_of(words[argc]));

			argv[argc] = memcpy(arena_alloc(l.a, s.n + 1), s.p,
			    s.n + 1);
		}
		fault_arm(FAULT_ALLOC, n);
		l.r = cli_parse(&fake_table, argc, argv, l.a, &l.g, &l.c,
		    &l.note);
		fault_arm(FAULT_ALLOC, 0);
		if (l.r == ERR_OK)
			break;
		CHECK_ERR(l.r, ERR_MEMORY, &l.note);
		arena_free(l.a);
	}
	CHECK(n > 3 && n < 1000);
	arena_free(l.a);
}
