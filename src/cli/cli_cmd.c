/* SPDX-License-Identifier: Apache-2.0 */
/* What can be asked of the command line itself? */
#include "cli/cli_cmd.h"

#include "cli/cli_in.h"

struct text_view {
	struct value	text;
};

static const struct field text_rows[] = {
	{ .name = "text", .kind = FIELD_LINES, .label = M("Text") },
};
static FIELDS(text_fields, "text", 1, text_rows);

/* Hand a text made by one of the printers to standard output. */
static enum err
put(struct cmd *c, struct buf *b, struct note *note)
{
	const struct text_view view = { .text = V_TEXT(buf_view(b)) };
	enum err r;

	if (buf_failed(b))
		r = note_memory(note);
	else if (c->json)
		r = cmd_object(c, &text_fields, VALUES(&view), note);
	else
		r = terminal_put(c->term, buf_view(b), note);
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

struct help_view {
	struct value	name, operands, gist;
};

static const struct field help_rows[] = {
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Command") },
	{ .name = "operands", .kind = FIELD_TEXT, .label = M("Operands") },
	{ .name = "gist", .kind = FIELD_TEXT, .label = M("What it does") },
};
static FIELDS(help_fields, "help", 1, help_rows);

/* For programs: the rows that the words lead to. */
static enum err
help_json(struct cmd *c, struct note *note)
{
	struct rowsink *sink = cmd_rows(c);
	enum err r = rowsink_begin(sink, &help_fields, note);

	for (size_t i = 0; i < c->table->n && r == ERR_OK; i++) {
		const struct command *row = &c->table->rows[i];
		const struct help_view view = {
			.name = V_TEXT(str_of(row->name)),
			.operands = V_TEXT(str_of(row->operands)),
			.gist = V_TEXT(str_of(say(c->voice.lang, row->gist))),
		};

		if (command_begins(row, c->operand, c->noperands))
			r = rowsink_row(sink, VALUES(&view), note);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

static enum err
help_missed(struct cmd *c, struct str words, struct note *note)
{
	struct str near;
	size_t known = 0;

	while (command_any(c->table, c->operand, known + 1))
		known++;
	near = command_nearest(c->table, c->a, c->operand, c->noperands,
	    known);
	if (near.n != 0)
		return NOTE(note, ERR_NOTFOUND, M("There is no command "
		    "\"{typed}\". Is it \"{near}\" that is meant? See: anze "
		    "help {near}"), A_TEXT("typed", words),
		    A_TEXT("near", near));
	return NOTE(note, ERR_NOTFOUND, M("There is no command \"{typed}\". See: "
	    "anze help"), A_TEXT("typed", words));
}

static enum err
cmd_help(struct cmd *c, struct note *note)
{
	struct str words = words_joined(c);
	struct buf b = BUF_INIT;

	if (c->noperands > 0 &&
	    !command_any(c->table, c->operand, c->noperands))
		return help_missed(c, words, note);
	if (c->json)
		return help_json(c, note);
	cli_help(&b, c->table, c->voice, words);
	return put(c, &b, note);
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
