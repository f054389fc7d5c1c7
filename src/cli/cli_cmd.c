/* SPDX-License-Identifier: Apache-2.0 */
/* What can be asked of the command line itself? */
#include "cli/cli_cmd.h"

#include "cli/cli_in.h"

/* Hand a text made by one of the printers to standard output. */
static enum err
put(struct cmd *c, struct buf *b, struct note *note)
{
	enum err r = buf_failed(b) ? note_memory(note) :
	    terminal_put(c->term, buf_view(b), note);

	buf_free(b);
	return r;
}

static struct str
words_joined(const struct cmd *c)
{
	struct buf b = BUF_IN(c->a);

	for (size_t i = 0; i < c->noperands; i++) {
		if (i > 0)
			buf_char(&b, ' ');
		buf_str(&b, c->operand[i]);
	}
	return buf_view(&b);
}

static enum err
cmd_help(struct cmd *c, struct note *note)
{
	const struct command_table *t = c->table;
	struct str words = words_joined(c), near;
	struct buf b = BUF_INIT;
	size_t known = 0;

	if (c->noperands == 0 || command_any(t, c->operand, c->noperands)) {
		cli_help(&b, t, c->voice, words);
		return put(c, &b, note);
	}
	while (command_any(t, c->operand, known + 1))
		known++;
	near = command_nearest(t, c->a, c->operand, c->noperands, known);
	if (near.n != 0)
		return NOTE(note, ERR_NOTFOUND, M("There is no command "
		    "\"{typed}\". Is it \"{near}\" that is meant? See: anze "
		    "help {near}"), A_TEXT("typed", words),
		    A_TEXT("near", near));
	return NOTE(note, ERR_NOTFOUND, M("There is no command \"{typed}\". See: "
	    "anze help"), A_TEXT("typed", words));
}

static enum err
cmd_man(struct cmd *c, struct note *note)
{
	struct buf b = BUF_INIT;

	cli_man(&b, c->table, c->voice);
	return put(c, &b, note);
}

static enum err
cmd_completion(struct cmd *c, struct note *note)
{
	struct buf b = BUF_INIT;

	cli_completion(&b, c->table);
	return put(c, &b, note);
}

struct version_view {
	struct value	name, version, licence;
};

static const struct field version_rows[] = {
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Program") },
	{ .name = "version", .kind = FIELD_TEXT, .label = M("Version") },
	{ .name = "licence", .kind = FIELD_TEXT, .label = M("Licence") },
};
static FIELDS(version_fields, "version", 1, version_rows);

static enum err
cmd_version(struct cmd *c, struct note *note)
{
	const struct version_view view = {
		.name = V_TEXT(S(CLI_NAME)),
		.version = V_TEXT(S(ANZE_VERSION)),
		.licence = V_TEXT(S("Apache-2.0")),
	};

	if (c->json)
		return cmd_object(c, &version_fields, VALUES(&view), note);
	return terminal_put(c->term, S(CLI_NAME " " ANZE_VERSION "\n"), note);
}

const struct command cli_commands[] = {
	{ "help", cmd_help, 0, NULL, "[WORD…]", 0, CLI_WORDS_MAX,
	    M("explain a command, or show all"), NULL,
	    "anze help\nanze help region import" },
	{ "man", cmd_man, 0, NULL, "", 0, 0,
	    M("print the manual page"),
	    M("The page is for man(1), in the language of --lang. man -l shows "
	    "it; in a folder share/man/man1 (Chinese: share/man/zh_CN/man1) "
	    "as anze.1 it is found by name."),
	    "anze man > anze.1; man -l anze.1" },
	{ "completion", cmd_completion, 0, NULL, "", 0, 0,
	    M("print a script that lets bash complete commands"),
	    M("Read it in ~/.bashrc, or put it where bash-completion looks."),
	    "source <(anze completion)\n"
	    "anze completion > /etc/bash_completion.d/anze" },
	{ "version", cmd_version, 0, NULL, "", 0, 0,
	    M("print the version of the program"), NULL, NULL },
};
const size_t cli_ncommands = sizeof cli_commands / sizeof cli_commands[0];
