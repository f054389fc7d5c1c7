/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in the manual page anze(1)?  The rows again, in the man macros
 * that groff and mandoc both know. */
#include "base/utf8.h"
#include "cli/cli_in.h"

/* When the words of this file were last gone over. */
#define MAN_DATE	"2026-11-24"

enum { LINE_MOST = 78 };	/* bytes of a line of the source */

/* Chinese has no blanks: \: tells where a line may end. */
static void
roff_put(struct buf *b, struct str s)
{
	static const struct { int32_t cp; const char *as; } escapes[] = {
		{ '\\', "\\e" }, { '-', "\\-" }, { '\'', "\\(aq" },
		{ '`', "\\(ga" }, { '^', "\\(ha" }, { '~', "\\(ti" },
		{ '"', "\\(dq" },
	};
	size_t at = 0, was = 0;
	int32_t before = '\n', cp;

	while ((cp = utf8_next(s, &at)) >= 0) {
		const char *as = NULL;

		if (before == '\n' && cp == '.')
			buf_text(b, "\\&");
		for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++)
			if (escapes[i].cp == cp)
				as = escapes[i].as;
		if (before != ' ' && before != '\n' && cp != ' ' &&
		    wrap_between(before, cp))
			buf_text(b, "\\:");
		if (cp == '\n')
			buf_text(b, "\n.PP\n");
		else if (as != NULL)
			buf_text(b, as);
		else
			buf_str(b, str_part(s, was, at));
		before = cp;
		was = at;
	}
}

/* Text that troff fills anyway, broken at blanks so that people can read the
 * source too; never before what would be an order. */
static void
line_put(struct buf *b, struct str s)
{
	size_t begin = b->n, blank = 0;

	roff_put(b, s);
	for (size_t i = begin; i < b->n; i++) {
		if (b->p[i] == '\n') {
			begin = i + 1;
			blank = 0;
		}
		if (b->p[i] == ' ' && i + 1 < b->n && b->p[i + 1] != '.')
			blank = i;
		if (i - begin >= LINE_MOST && blank != 0) {
			b->p[blank] = '\n';
			begin = blank + 1;
			blank = 0;
		}
	}
	buf_char(b, '\n');
}

static void
say_put(struct buf *b, struct voice v, const char *msgid)
{
	line_put(b, str_of(say(v.lang, msgid)));
}

static void
font_put(struct buf *b, char font, struct str s)
{
	buf_fmt(b, "\\f%c", font);
	roff_put(b, s);
	buf_text(b, "\\fR");
}

static void
section(struct buf *b, struct voice v, const char *msgid)
{
	buf_text(b, ".SH ");
	say_put(b, v, msgid);
}

static void
para(struct buf *b, struct voice v, const char *msgid)
{
	buf_text(b, ".PP\n");
	say_put(b, v, msgid);
}

static void
item_put(struct buf *b, struct str term)
{
	buf_text(b, ".TP\n");
	font_put(b, 'B', term);
	buf_char(b, '\n');
}

static void
options_put(struct buf *b, struct voice v, const struct opt *opts)
{
	for (const struct opt *o = opts; o != NULL && o->kind != OPT_K_END;
	    o++) {
		struct buf meaning = BUF_INIT;

		buf_text(b, ".TP\n");
		if (o->letter != 0) {
			font_put(b, 'B', (struct str){
			    (const char[]){ '-', o->letter }, 2 });
			buf_text(b, ", ");
		}
		buf_text(b, "\\fB\\-\\-");
		roff_put(b, str_of(o->name));
		buf_text(b, "\\fR");
		if (o->arg != NULL) {
			buf_char(b, ' ');
			font_put(b, 'I', str_of(o->arg));
		}
		buf_char(b, '\n');
		opt_meaning(&meaning, v, o);
		line_put(b, buf_view(&meaning));
		b->failed = b->failed || buf_failed(&meaning);
		buf_free(&meaning);
	}
}

static void
examples_put(struct buf *b, const char *example)
{
	struct str rest = str_of(example), line;

	buf_text(b, ".PP\n.RS 4\n.EX\n");
	while (str_cut(&rest, '\n', &line)) {
		roff_put(b, line);
		buf_char(b, '\n');
	}
	buf_text(b, ".EE\n.RE\n");
}

static void
command_put(struct buf *b, struct voice v, const struct command *row)
{
	buf_text(b, ".SS ");
	roff_put(b, S(CLI_NAME " "));
	roff_put(b, str_of(row->name));
	if (row->opts != NULL && row->opts->kind != OPT_K_END) {
		buf_char(b, ' ');
		roff_put(b, str_of(say(v.lang, M("[OPTION…]"))));
	}
	if (row->operands[0] != '\0') {
		buf_char(b, ' ');
		roff_put(b, str_of(row->operands));
	}
	buf_char(b, '\n');
	say_put(b, v, row->gist);
	if (row->more != NULL)
		para(b, v, row->more);
	options_put(b, v, row->opts);
	if (row->example != NULL)
		examples_put(b, row->example);
}

static void
environment_put(struct buf *b, struct voice v)
{
	static const struct { const char *name, *msgid; } rows[] = {
		{ "LC_ALL, LC_MESSAGES, LANG", M("the language, where neither "
		    "--lang nor ANZE_LANG says it; Chinese when these name "
		    "another language than Chinese or English") },
		{ "COLUMNS", M("the width of the terminal, where it does not "
		    "say it itself") },
	};

	section(b, v, M("ENVIRONMENT"));
	for (size_t g = 0; g < GLOBAL__MAX; g++) {
		if (global_variable((enum global)g) == NULL)
			continue;
		item_put(b, str_of(global_variable((enum global)g)));
		say_put(b, v, cli_globals[g].help);
	}
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		item_put(b, str_of(rows[i].name));
		say_put(b, v, rows[i].msgid);
	}
}

static void
exits_put(struct buf *b, struct voice v)
{
	section(b, v, M("EXIT STATUS"));
	for (int e = 0; e < ERR__MAX; e++) {
		struct buf code = BUF_INIT, words = BUF_INIT;

		buf_int(&code, err_exit((enum err)e));
		item_put(b, buf_view(&code));
		say_into(&words, v, M("{word} ({label})"), (const struct arg[]){
		    A_WORD("word", err_words((enum err)e)),
		    A_CSTR("label", err_name((enum err)e)), { 0 } });
		line_put(b, buf_view(&words));
		b->failed = b->failed || buf_failed(&code) ||
		    buf_failed(&words);
		buf_free(&code);
		buf_free(&words);
	}
}

static void
output_put(struct buf *b, struct voice v)
{
	section(b, v, M("OUTPUT"));
	say_put(b, v, M("On a terminal lists are columns as wide as it allows; "
	    "long cells end in … there, and keys that only programs need are "
	    "left out. Into a pipe or file a list is a line of headings and a "
	    "line for each row, cells parted by tabs, values in the form in "
	    "which sheets take them; a tab, a line feed and a backslash within "
	    "a cell are written \\t, \\n and \\\\."));
	para(b, v, M("With --json a list is {\"rows\":[…]} and one record an "
	    "object, with the names of the fields, in UTF-8; sentences meant "
	    "for people are left out. An error is one line on standard error: "
	    "{\"error\":{\"code\":…,\"exit\":…,\"message\":…,\"where\":{…}}}, "
	    "where code is the name and exit the number under EXIT STATUS, and "
	    "where tells row, line, column and field as far as they are "
	    "known."));
	para(b, v, M("Work that takes longer than two seconds tells on standard "
	    "error how far it is, if that is a terminal. Ctrl-C stops it at "
	    "the next safe place, with all that was recorded before; pressed "
	    "again it ends the program at once."));
}

void
cli_man(struct buf *b, const struct command_table *t, struct voice v)
{
	buf_text(b, ".\\\" Printed by `anze man`; do not edit.\n");
	/* Commands and paths are not to be hyphenated. */
	buf_text(b, ".nr HY 0\n");
	buf_text(b, ".TH ANZE 1 " MAN_DATE " \"" CLI_NAME " " ANZE_VERSION
	    "\"\n.ad l\n.nh\n");
	section(b, v, M("NAME"));
	buf_text(b, CLI_NAME " \\- ");
	say_put(b, v, M("the record of the responsibility for cybersecurity"));
	section(b, v, M("SYNOPSIS"));
	font_put(b, 'B', S(CLI_NAME));
	buf_char(b, ' ');
	say_put(b, v, M("[OPTION…] COMMAND [OPTION…] [OPERAND…]"));
	section(b, v, M("DESCRIPTION"));
	say_put(b, v, M("Anze keeps the record of the responsibility for "
	    "cybersecurity: who was responsible, what was owed, what was done. "
	    "Nothing recorded can be changed without showing."));
	para(b, v, M("The words of a command come first, then what it is to act "
	    "on. Options may stand anywhere behind the command, those of all "
	    "commands also before it: --name VALUE, --name=VALUE, -n VALUE, "
	    "-nVALUE. What stands behind -- is no option. Names of options and "
	    "commands are written in full."));
	section(b, v, M("OPTIONS"));
	options_put(b, v, cli_globals);
	section(b, v, M("COMMANDS"));
	for (size_t i = 0; i < t->n; i++)
		command_put(b, v, &t->rows[i]);
	output_put(b, v);
	environment_put(b, v);
	exits_put(b, v);
}
