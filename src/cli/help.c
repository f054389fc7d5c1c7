/* SPDX-License-Identifier: Apache-2.0 */
/* What does the program say of itself in a terminal?  All of it from the rows. */
#include "base/utf8.h"
#include "cli/cli_in.h"

enum {
	HELP_WIDTH	= 78,	/* fits the narrowest terminal in use */
	TERM_INDENT	= 2,
	TERM_MOST	= 24,	/* a longer one has the first line for itself */
	WORDS_MOST	= CLI_WORDS_MAX
};

void
opt_term(struct buf *b, const struct opt *o)
{
	if (o->letter != 0)
		buf_fmt(b, "-%c, ", o->letter);
	buf_fmt(b, "--%s", o->name);
	if (o->arg != NULL)
		buf_fmt(b, " %s", o->arg);
}

/* "1 (province), 2 (prefecture)" */
static void
choices_put(struct buf *b, enum lang lang, const struct choice *choices)
{
	for (const struct choice *c = choices; c->word != NULL; c++) {
		const struct arg args[] = {
			A_CSTR("word", c->word),
			A_WORD("label", c->label == NULL ? "" : c->label), { 0 }
		};

		if (c != choices)
			buf_text(b, list_comma(lang));
		if (c->label == NULL)
			buf_text(b, c->word);
		else
			say_into(b, (struct voice){ lang, NULL },
			    M("{word} ({label})"), args);
	}
}

void
opt_meaning(struct buf *b, struct voice v, const struct opt *o)
{
	buf_text(b, say(v.lang, o->help));
	if (o->kind == OPT_K_CHOICE) {
		buf_text(b, say(v.lang, M(": ")));
		choices_put(b, v.lang, o->choices);
	}
	if (o->many)
		buf_text(b, say(v.lang, M("; may be given several times")));
	for (size_t g = 0; g < GLOBAL__MAX; g++) {
		const char *variable = global_variable((enum global)g);

		if (o == &cli_globals[g] && variable != NULL)
			say_into(b, v, M("; otherwise {variable}"),
			    (const struct arg[]){
			    A_CSTR("variable", variable), { 0 } });
	}
}

/* A term and beside it, from column ${width} on, what it means. */
static void
term_put(struct buf *b, struct str term, struct str meaning, size_t width)
{
	size_t columns = TERM_INDENT + utf8_columns(term);

	pad_put(b, TERM_INDENT);
	buf_str(b, term);
	if (columns + 2 > width) {
		buf_char(b, '\n');
		columns = 0;
	}
	wrap_put(b, meaning, columns, width, HELP_WIDTH);
	buf_char(b, '\n');
}

static void
heading_put(struct buf *b, enum lang lang, const char *msgid)
{
	buf_char(b, '\n');
	buf_text(b, say(lang, msgid));
	buf_char(b, '\n');
}

static void
text_put(struct buf *b, const char *text)
{
	wrap_put(b, str_of(text), 0, 0, HELP_WIDTH);
	buf_char(b, '\n');
}

static void
usage_put(struct buf *b, enum lang lang, struct str words)
{
	buf_text(b, say(lang, M("Usage: ")));
	buf_text(b, CLI_NAME " ");
	buf_str(b, words);
	buf_char(b, '\n');
}

static size_t
term_width(size_t most)
{
	return TERM_INDENT + (most < TERM_MOST ? most : TERM_MOST) + 2;
}

static void
commands_put(struct buf *b, const struct command_table *t, enum lang lang,
    const struct str *words, size_t n)
{
	size_t most = 0;

	for (size_t i = 0; i < t->n; i++)
		if (command_begins(&t->rows[i], words, n) &&
		    strlen(t->rows[i].name) > most)
			most = strlen(t->rows[i].name);
	heading_put(b, lang, M("Commands:"));
	for (size_t i = 0; i < t->n; i++)
		if (command_begins(&t->rows[i], words, n))
			term_put(b, str_of(t->rows[i].name),
			    str_of(say(lang, t->rows[i].gist)),
			    term_width(most));
}

/* Options without a letter stand below the others' names. */
static void
options_put(struct buf *b, struct voice v, const struct opt *opts,
    const char *heading)
{
	size_t most = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (const struct opt *o = opts; o->kind != OPT_K_END; o++) {
			struct buf term = BUF_INIT, meaning = BUF_INIT;

			if (o->letter == 0)
				pad_put(&term, strlen("-x, "));
			opt_term(&term, o);
			opt_meaning(&meaning, v, o);
			if (pass == 0 && utf8_columns(buf_view(&term)) > most)
				most = utf8_columns(buf_view(&term));
			else if (pass == 1)
				term_put(b, buf_view(&term),
				    buf_view(&meaning), term_width(most));
			b->failed = b->failed || buf_failed(&term) ||
			    buf_failed(&meaning);
			buf_free(&term);
			buf_free(&meaning);
		}
		if (pass == 0)
			heading_put(b, v.lang, heading);
	}
}

static void
examples_put(struct buf *b, enum lang lang, const char *example)
{
	struct str rest = str_of(example), line;

	heading_put(b, lang, M("Examples:"));
	while (str_cut(&rest, '\n', &line)) {
		pad_put(b, TERM_INDENT);
		buf_str(b, line);
		buf_char(b, '\n');
	}
}

static void
help_all(struct buf *b, const struct command_table *t, struct voice v)
{
	text_put(b, say(v.lang, M("Anze keeps the record of the responsibility "
	    "for cybersecurity: who was responsible, what was owed, what was "
	    "done. Nothing recorded can be changed without showing.")));
	buf_char(b, '\n');
	usage_put(b, v.lang, str_of(say(v.lang,
	    M("[OPTION…] COMMAND [OPTION…] [OPERAND…]"))));
	commands_put(b, t, v.lang, NULL, 0);
	options_put(b, v, cli_globals, M("Options of all commands, before or "
	    "behind the command:"));
	buf_char(b, '\n');
	text_put(b, say(v.lang, M("anze help COMMAND explains one command and "
	    "shows examples. anze man prints the manual.")));
}

static void
help_group(struct buf *b, const struct command_table *t, struct voice v,
    const struct str *words, size_t n)
{
	struct buf usage = BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		buf_str(&usage, words[i]);
		buf_char(&usage, ' ');
	}
	buf_text(&usage, say(v.lang, M("COMMAND [OPTION…] [OPERAND…]")));
	usage_put(b, v.lang, buf_view(&usage));
	commands_put(b, t, v.lang, words, n);
	buf_char(b, '\n');
	text_put(b, say(v.lang, M("anze help and the words of a command explain "
	    "that command; anze help alone shows all.")));
	b->failed = b->failed || buf_failed(&usage);
	buf_free(&usage);
}

static void
help_one(struct buf *b, struct voice v, const struct command *row)
{
	struct buf usage = BUF_INIT;

	buf_text(&usage, row->name);
	if (row->opts != NULL && row->opts->kind != OPT_K_END) {
		buf_char(&usage, ' ');
		buf_text(&usage, say(v.lang, M("[OPTION…]")));
	}
	if (row->operands[0] != '\0')
		buf_fmt(&usage, " %s", row->operands);
	buf_fmt(b, CLI_NAME " %s%s", row->name, say(v.lang, M(": ")));
	wrap_put(b, str_of(say(v.lang, row->gist)), strlen(CLI_NAME " ") +
	    strlen(row->name) + 2, TERM_INDENT, HELP_WIDTH);
	buf_text(b, "\n\n");
	usage_put(b, v.lang, buf_view(&usage));
	if (row->more != NULL) {
		buf_char(b, '\n');
		text_put(b, say(v.lang, row->more));
	}
	if (row->opts != NULL && row->opts->kind != OPT_K_END)
		options_put(b, v, row->opts, M("Options:"));
	if (row->example != NULL)
		examples_put(b, v.lang, row->example);
	buf_char(b, '\n');
	text_put(b, say(v.lang, (row->flags & (COMMAND_STORE |
	    COMMAND_PLACE)) != 0 ?
	    M("The store is named by --store or ANZE_STORE. anze help shows "
	    "the options that all commands have.") :
	    M("No store is needed. anze help shows the options that all "
	    "commands have.")));
	b->failed = b->failed || buf_failed(&usage);
	buf_free(&usage);
}

void
cli_help(struct buf *b, const struct command_table *t, struct voice v,
    struct str words)
{
	struct str word[WORDS_MOST], rest = words, piece;
	const struct command *row;
	size_t n = 0;

	while (words.n > 0 && n < WORDS_MOST && str_cut(&rest, ' ', &piece))
		if (piece.n > 0)
			word[n++] = piece;
	if (n == 0 || !command_any(t, word, n)) {
		help_all(b, t, v);
		return;
	}
	if ((row = command_find(t, word, n)) != NULL)
		help_one(b, v, row);
	else
		help_group(b, t, v, word, n);
}
