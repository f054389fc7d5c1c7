/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/fake_test.h"

#include <unistd.h>

#include "test/lib/test.h"

static enum err
nothing(struct cmd *c, struct note *note)
{
	(void)c;
	(void)note;
	return ERR_OK;
}

static const struct choice levels[] = {
	{ "1", M("province") },
	{ "2", M("prefecture") },
	{ "3", M("county") },
	{ NULL, NULL }
};

static const struct choice kinds[] = {
	{ "office", NULL },
	{ "police", NULL },
	{ NULL, NULL }
};

static const struct opt list_opts[] = {
	OPT_INT('y', "year", "YEAR", M("as of the end of this year (default: "
	    "now)")),
	OPT_CHOICE('l', "level", levels, M("only this level")),
	OPT_TEXT(0, "name", "TEXT", M("only names that hold this text")),
	OPT_DATE('d', "on", "on this day"),
	OPT_MOMENT('t', "known-at", "as it was known at this time"),
	OPT_MANY('k', "key", "VKEY", "a verifier key that you trust"),
	OPT_FLAG('n', "dry-run", M("judge every row, record nothing")),
	OPT_FLAG('q', "quick", "do less"),
	OPT_END
};

static const struct opt add_opts[] = {
	OPT_CHOICE('k', "kind", kinds, "the kind of body"),
	OPT_TEXT('f', "from-file", "FILE", "read the rest from this file"),
	OPT_END
};

static const struct command rows[] = {
	{ "init", nothing, COMMAND_PLACE, NULL, "", 0, 0,
	    M("make a new store"), NULL,
	    "anze --store office.anze init" },
	{ "region import", nothing, COMMAND_STORE | COMMAND_WRITES, NULL,
	    "FILE", 1, 1, M("bring in divisions from a sheet"), NULL, NULL },
	{ "region list", nothing, COMMAND_STORE, list_opts, "", 0, 0,
	    M("list divisions as of a year"),
	    "As of now, unless a year is given. Codes may begin again in "
	    "another year; then the newest is meant.",
	    "anze region list --level 1\nanze region list --year 2010" },
	{ "region show", nothing, COMMAND_STORE, NULL, "CODE [CODE…]", 1, -1,
	    M("show one division, its successors and its history"), NULL,
	    NULL },
	{ "body add", nothing, COMMAND_STORE | COMMAND_WRITES, add_opts,
	    "NAME [SUPERIOR]", 1, 2, "add a body", NULL, NULL },
	{ "key", nothing, 0, NULL, "[WHICH]", 0, 1, "tell about keys", NULL,
	    NULL },
	{ "key show all", nothing, 0, NULL, "", 0, 0, "show all keys", NULL,
	    NULL },
	{ "help", nothing, 0, NULL, "[WORD…]", 0, CLI_WORDS_MAX,
	    M("explain a command, or show all"), NULL, NULL },
};

const struct command_table fake_table = { rows, sizeof rows / sizeof *rows };

void
fake_environment(void)
{
	static const char *const names[] = { "ANZE_STORE", "ANZE_FILES",
	    "ANZE_AS", "ANZE_LANG", "LC_ALL", "LC_MESSAGES", "LANG",
	    "COLUMNS" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		(void)unsetenv(names[i]);
}

void
line_parse(struct line *l, const char *const *words)
{
	char *argv[64];
	int n = 0;

	*l = (struct line){ .a = arena_new() };
	assert_non_null(l->a);
	for (; n < 63 && words[n] != NULL; n++) {
		struct str s = str_copy(l->a, str_of(words[n]));

		argv[n] = memcpy(arena_alloc(l->a, s.n + 1), s.p, s.n + 1);
	}
	argv[n] = NULL;
	l->c.a = l->a;
	l->r = cli_parse(&fake_table, n, argv, l->a, &l->g, &l->c, &l->note);
}

void
line_free(struct line *l)
{
	arena_free(l->a);
}

struct str
line_said(struct line *l)
{
	struct buf b = BUF_IN(l->a);

	say_note(&b, (struct voice){ LANG_EN, NULL }, &l->note);
	return buf_view(&b);
}

struct str
fake_read(struct arena *a, int fd)
{
	struct buf b = BUF_IN(a);
	char bytes[4096];
	ssize_t n;

	while ((n = read(fd, bytes, sizeof bytes)) > 0)
		buf_put(&b, bytes, (size_t)n);
	return buf_view(&b);
}
