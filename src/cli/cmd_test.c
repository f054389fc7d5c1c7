/* SPDX-License-Identifier: Apache-2.0 */
/* The commands of this folder, run as main() runs them. */
#include <unistd.h>

#include "cli/fake_test.h"
#include "test/lib/test.h"

#define RUN(a, said, want, ...) \
	run((a), (said), (want), (const char *const[]){ "anze", \
	    __VA_ARGS__ __VA_OPT__(,) NULL })

/* What the command printed; where it fails, ${said} is its note. */
static struct str
run(struct arena *a, struct str *said, enum err want, const char *const *words)
{
	struct buf b = BUF_IN(a);
	FILE *f = tmpfile();
	struct line l;
	struct str got;

	assert_non_null(f);
	fake_environment();
	line_parse(&l, words);
	CHECK_OK(l.r, &l.note);
	l.c.term = terminal_new(l.a, fileno(f), fileno(f));
	assert_non_null(l.c.term);
	l.c.voice.lang = LANG_EN;
	CHECK_ERR(l.c.row->run(&l.c, &l.note), want, &l.note);
	if (want != ERR_OK)
		say_note(&b, l.c.voice, &l.note);
	if (said != NULL)
		*said = buf_view(&b);
	CHECK(lseek(fileno(f), 0, SEEK_SET) == 0);
	got = fake_read(a, fileno(f));
	CHECK(fclose(f) == 0);
	line_free(&l);
	return got;
}

TEST("help prints what cli_help() makes")
{
	struct arena *a = arena_new();
	struct buf all = BUF_IN(a), one = BUF_IN(a);
	const struct voice v = { LANG_EN, NULL };

	cli_help(&all, &fake_table, v, S(""));
	cli_help(&one, &fake_table, v, S("region list"));
	CHECK_STR(RUN(a, NULL, ERR_OK), buf_view(&all).p);
	CHECK_STR(RUN(a, NULL, ERR_OK, "--help"), buf_view(&all).p);
	CHECK_STR(RUN(a, NULL, ERR_OK, "region", "list", "--help"),
	    buf_view(&one).p);
	arena_free(a);
}

TEST("help under --json lists the commands meant")
{
	struct arena *a = arena_new();

	CHECK_STR(RUN(a, NULL, ERR_OK, "key", "--help", "--json"),
	    "{\"rows\":[{\"gist\":\"tell about keys\",\"name\":\"key\","
	    "\"operands\":\"[WHICH]\"},{\"gist\":\"show all keys\","
	    "\"name\":\"key show all\",\"operands\":\"\"}]}\n");
	arena_free(a);
}

TEST("version is one line, or an object")
{
	struct arena *a = arena_new();

	CHECK_STR(RUN(a, NULL, ERR_OK, "--version"),
	    "anze " ANZE_VERSION "\n");
	CHECK_STR(RUN(a, NULL, ERR_OK, "--version", "--json"),
	    "{\"licence\":\"Apache-2.0\",\"name\":\"anze\",\"version\":\""
	    ANZE_VERSION "\"}\n");
	arena_free(a);
}

static enum err
run_row(struct cmd *c, const char *name, const struct str *words, size_t n,
    struct note *note)
{
	const struct command_table own = { cli_commands, cli_ncommands };
	const struct str word = str_of(name);

	c->table = &own;
	c->row = command_find(&own, &word, 1);
	c->operand = words;
	c->noperands = n;
	return c->row->run(c, note);
}

static struct str
own_said(struct arena *a, const char *name, const struct str *words, size_t n,
    enum err want, bool json)
{
	struct cmd c = { .a = a, .voice = { LANG_EN, NULL }, .json = json };
	struct note note = NOTE_INIT;
	struct buf b = BUF_IN(a);
	FILE *f = tmpfile();

	assert_non_null(f);
	c.term = terminal_new(a, fileno(f), fileno(f));
	CHECK_ERR(run_row(&c, name, words, n, &note), want, &note);
	if (want != ERR_OK)
		say_note(&b, c.voice, &note);
	CHECK(lseek(fileno(f), 0, SEEK_SET) == 0);
	if (want == ERR_OK)
		buf_str(&b, fake_read(a, fileno(f)));
	CHECK(fclose(f) == 0);
	return buf_view(&b);
}

TEST("help for what does not exist names the nearest")
{
	struct arena *a = arena_new();
	const struct str near[] = { S("versoin") }, far[] = { S("frobnicate"),
	    S("x") };

	CHECK_STR(own_said(a, "help", near, 1, ERR_NOTFOUND, false),
	    "There is no command \"versoin\". Is it \"version\" that is "
	    "meant? See: anze help version");
	CHECK_STR(own_said(a, "help", far, 2, ERR_NOTFOUND, false),
	    "There is no command \"frobnicate x\". See: anze help");
	arena_free(a);
}

TEST("manual and completion are printed, or an object with their text")
{
	static const char *const names[] = { "man", "completion" };
	struct arena *a = arena_new();

	for (size_t i = 0; i < 2; i++) {
		struct str text = own_said(a, names[i], NULL, 0, ERR_OK,
		    false), json = own_said(a, names[i], NULL, 0, ERR_OK,
		    true);
		const struct cjson *read;
		struct note note = NOTE_INIT;

		CHECK(str_ends(json, "\n"));
		json.n--;
		CHECK_OK(canon_read(a, json, &read, &note), &note);
		CHECK_STR(cjson_get(read, "text")->text, text.p);
	}
	arena_free(a);
}

TEST("a table with a fault is found out")
{
	static const struct opt twice[] = {
		OPT_FLAG('n', "one", "one"), OPT_FLAG('n', "two", "two"),
		OPT_END
	}, global[] = { OPT_FLAG(0, "json", "mine"), OPT_END },
	    letter[] = { OPT_FLAG('h', "here", "mine"), OPT_END },
	    bare[] = { OPT_TEXT(0, "file", NULL, "a file"), OPT_END },
	    upper[] = { OPT_FLAG(0, "Loud", "loud"), OPT_END },
	    mute[] = { OPT_FLAG(0, "mute", ""), OPT_END },
	    choice[] = { OPT_CHOICE(0, "kind", NULL, "a kind"), OPT_END };
	static const struct opt *const opts[] = { twice, global, letter, bare,
	    upper, mute, choice };
	struct command rows[2] = { cli_commands[3], cli_commands[3] };
	const struct command_table one = { rows, 1 }, two = { rows, 2 };

	CHECK_OK(cli_check(&one, NULL), NULL);
	CHECK_ERR(cli_check(&two, NULL), ERR_BUG, NULL);
	for (size_t i = 0; i < sizeof opts / sizeof opts[0]; i++) {
		rows[0].opts = opts[i];
		CHECK_ERR(cli_check(&one, NULL), ERR_BUG, NULL);
	}
	rows[0].opts = NULL;
	rows[0].name = "Two  blanks";
	CHECK_ERR(cli_check(&one, NULL), ERR_BUG, NULL);
	rows[0] = cli_commands[3];
	rows[0].most = 1;
	CHECK_ERR(cli_check(&one, NULL), ERR_BUG, NULL);
	rows[0] = cli_commands[3];
	rows[0].gist = "";
	CHECK_ERR(cli_check(&one, NULL), ERR_BUG, NULL);
}
