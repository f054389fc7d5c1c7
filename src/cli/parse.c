/* SPDX-License-Identifier: Apache-2.0 */
/* Which command is this line, and what does it give to it? */
#include <assert.h>

#include "base/utf8.h"
#include "cli/cli_in.h"

struct parse {
	const struct command_table	*t;
	struct arena			*a;
	struct note			*note;
	char				**arg;
	int				 n, at;
	bool				 plain;		/* behind "--" */
	bool				 closed;	/* no more words of the
							 * command come */
	const struct command		*row;	/* the longest match so far */
	size_t				 nrow;	/* its words */
	size_t				 nwords;	/* that begin a command */
	struct str			*word;	/* all that is no option */
	size_t				 nword;
	struct opt_value		 global[GLOBAL__MAX];
	struct opt_value		*given;	/* of row->opts */
};

/* "anze help region list": what to read about it. */
static struct str
help_of(struct parse *p)
{
	const size_t n = p->row != NULL && p->closed ? p->nrow : p->nwords;
	struct buf b = BUF_IN(p->a);

	buf_text(&b, CLI_NAME " help");
	for (size_t i = 0; i < n; i++) {
		buf_char(&b, ' ');
		buf_str(&b, p->word[i]);
	}
	return buf_view(&b);
}

/* Look for a suggestion among the words that follow here. */
static enum err
unknown_command(struct parse *p)
{
	struct str typed = p->word[p->nword - 1], near;

	while (p->at < p->n && p->nword < CLI_WORDS_MAX &&
	    p->arg[p->at][0] != '-')
		p->word[p->nword++] = str_of(p->arg[p->at++]);
	near = command_nearest(p->t, p->a, p->word, p->nword, p->nwords);
	if (near.n != 0)
		return NOTE(p->note, ERR_USAGE, M("There is no command "
		    "\"{typed}\" here. Is it \"{near}\" that is meant? See: "
		    "{help}"), A_TEXT("typed", typed),
		    A_TEXT("near", str_fmt(p->a, CLI_NAME " %.*s",
		    STR_ARG(near))), A_TEXT("help", help_of(p)));
	return NOTE(p->note, ERR_USAGE, M("There is no command \"{typed}\" here. "
	    "It can be: {words}. See: {help}"), A_TEXT("typed", typed),
	    A_TEXT("words", command_next(p->t, p->a, p->word, p->nwords)),
	    A_TEXT("help", help_of(p)));
}

/* A word of the command, or an operand.  All are kept; those behind the
 * command's own are operands in the end. */
static enum err
word_take(struct parse *p, struct str s)
{
	const struct command *row;

	p->word[p->nword++] = s;
	if (p->closed)
		return ERR_OK;
	if (p->plain || p->nwords + 1 != p->nword ||
	    !command_any(p->t, p->word, p->nword)) {
		p->closed = true;
		return p->row != NULL ? ERR_OK : unknown_command(p);
	}
	p->nwords = p->nword;
	if ((row = command_find(p->t, p->word, p->nwords)) != NULL) {
		p->row = row;
		p->nrow = p->nwords;
	}
	return ERR_OK;
}

/* Where the values of the command's own options go. */
static enum err
given_make(struct parse *p)
{
	size_t n = 0;

	assert(p->row != NULL);
	for (const struct opt *o = p->row->opts;
	    o != NULL && o->kind != OPT_K_END; o++)
		n++;
	p->closed = true;
	p->given = NEW_ARRAY(p->a, struct opt_value, n + 1);
	if (p->given == NULL)
		return note_memory(p->note);
	for (size_t i = 0; i < n; i++)
		if (p->row->opts[i].many && (p->given[i].many = NEW_ARRAY(p->a,
		    struct str, (size_t)p->n)) == NULL)
			return note_memory(p->note);
	return ERR_OK;
}

/* The option called so: the command's own, else one that all have. */
static enum err
opt_find(struct parse *p, struct str name, char letter, const struct opt **ret,
    struct opt_value **ret_v)
{
	const struct opt *own = p->row == NULL ? NULL : p->row->opts;
	const struct opt *o = letter != 0 ? opt_lettered(own, letter) :
	    opt_named(own, name);
	enum err r;

	if (o != NULL) {
		if (p->given == NULL && (r = given_make(p)) != ERR_OK)
			return r;
		*ret_v = &p->given[o - own];
	} else if ((o = letter != 0 ? opt_lettered(cli_globals, letter) :
	    opt_named(cli_globals, name)) != NULL) {
		*ret_v = &p->global[o - cli_globals];
	}
	*ret = o;
	return ERR_OK;
}

static void
nearest_opts(struct nearest *near, const struct opt *opts)
{
	for (const struct opt *o = opts; o != NULL && o->kind != OPT_K_END; o++)
		nearest_try(near, str_of(o->name));
}

static enum err
unknown_option(struct parse *p, struct str typed)
{
	struct str name = typed;
	struct nearest near;

	while (name.n > 0 && name.p[0] == '-')
		name = str_part(name, 1, name.n);
	name = str_part(name, 0, str_find(name, '='));
	nearest_start(&near, name);
	if (str_starts(typed, "--") || name.n > 1) {
		nearest_opts(&near, p->row == NULL ? NULL : p->row->opts);
		nearest_opts(&near, cli_globals);
	}
	if (near.word.n != 0)
		return NOTE(p->note, ERR_USAGE, M("There is no option {typed} "
		    "here. Is it --{near} that is meant? See: {help}"),
		    A_TEXT("typed", typed), A_TEXT("near", near.word),
		    A_TEXT("help", help_of(p)));
	if (p->row == NULL)
		return NOTE(p->note, ERR_USAGE, M("The option {typed} is none of "
		    "those that may stand before the command. The options of "
		    "a command stand behind it. See: {help}"),
		    A_TEXT("typed", typed), A_TEXT("help", help_of(p)));
	return NOTE(p->note, ERR_USAGE, M("There is no option {typed} here. What "
	    "begins with - and is no option stands behind --. See: {help}"),
	    A_TEXT("typed", typed), A_TEXT("help", help_of(p)));
}

static bool
is_number(struct str s)
{
	int64_t n;

	return str_int(s, &n);
}

/* The next word as the value of ${o}: not one that looks like an option, since
 * then the value was most likely forgotten. */
static enum err
value_next(struct parse *p, const struct opt *o, struct str *ret)
{
	struct str s = p->at < p->n ? str_of(p->arg[p->at]) : S("");

	if (p->at == p->n)
		return NOTE(p->note, ERR_USAGE, M("--{option} needs a value: "
		    "--{option} {arg}. See: {help}"),
		    A_CSTR("option", o->name), A_CSTR("arg", o->arg),
		    A_TEXT("help", help_of(p)));
	if (s.n > 1 && s.p[0] == '-' && !is_number(s))
		return NOTE(p->note, ERR_USAGE, M("--{option} needs a value, but "
		    "\"{typed}\" looks like an option. If it is the value, "
		    "write --{option}={typed}. See: {help}"),
		    A_CSTR("option", o->name), A_TEXT("typed", s),
		    A_TEXT("help", help_of(p)));
	p->at++;
	*ret = s;
	return ERR_OK;
}

static enum err
option_give(struct parse *p, const struct opt *o, struct opt_value *v,
    struct str text)
{
	const bool own = o < cli_globals || o >= cli_globals + GLOBAL__MAX;

	/* Of a global one the last counts, so that an alias can be outdone. */
	if (own && v->given && !o->many)
		return NOTE(p->note, ERR_USAGE, M("--{option} is given twice. "
		    "Give it once. See: {help}"), A_CSTR("option", o->name),
		    A_TEXT("help", help_of(p)));
	return opt_set(p->a, o, text, help_of(p), v, p->note);
}

/* --name, --name VALUE, --name=VALUE */
static enum err
option_long(struct parse *p, struct str s)
{
	const size_t eq = str_find(s, '=');
	struct str text = S("");
	const struct opt *o = NULL;
	struct opt_value *v = NULL;
	enum err r;

	if ((r = opt_find(p, str_part(s, 2, eq), 0, &o, &v)) != ERR_OK)
		return r;
	if (o == NULL)
		return unknown_option(p, str_part(s, 0, eq));
	if (o->kind == OPT_K_FLAG) {
		if (eq < s.n)
			return NOTE(p->note, ERR_USAGE, M("--{option} takes no "
			    "value: give it alone or leave it out. See: "
			    "{help}"), A_CSTR("option", o->name),
			    A_TEXT("help", help_of(p)));
		v->given = true;
		return ERR_OK;
	}
	if (eq < s.n)
		text = str_part(s, eq + 1, s.n);
	else if ((r = value_next(p, o, &text)) != ERR_OK)
		return r;
	return option_give(p, o, v, text);
}

/* -n, -nq, -yVALUE, -y VALUE */
static enum err
option_short(struct parse *p, struct str s)
{
	const struct opt *o = NULL;
	struct opt_value *v = NULL;
	struct str text = S(""), name = str_part(s, 1, s.n);
	enum err r;

	/* -year is not -y ear. */
	if (name.n > 1 && (opt_named(cli_globals, name) != NULL || (p->row !=
	    NULL && opt_named(p->row->opts, name) != NULL)))
		return unknown_option(p, s);
	for (size_t i = 1; i < s.n; i++) {
		if ((r = opt_find(p, S(""), s.p[i], &o, &v)) != ERR_OK)
			return r;
		if (o == NULL)
			return unknown_option(p, i == 1 ? s : str_fmt(p->a,
			    "-%.*s", STR_ARG(str_part(s, i, i + 1))));
		if (o->kind == OPT_K_FLAG) {
			v->given = true;
			continue;
		}
		if (i + 1 < s.n)
			text = str_part(s, i + 1, s.n);
		else if ((r = value_next(p, o, &text)) != ERR_OK)
			return r;
		return option_give(p, o, v, text);
	}
	return ERR_OK;
}

static enum err
argument(struct parse *p, struct str s)
{
	if (p->plain || s.n < 2 || s.p[0] != '-')
		return word_take(p, s);
	if (str_is(s, "--")) {
		p->plain = true;
		return ERR_OK;
	}
	if (str_starts(s, "--"))
		return option_long(p, s);
	/* -1 is a number, unless the command has an option 1. */
	if (is_number(s) && (p->row == NULL ||
	    opt_lettered(p->row->opts, s.p[1]) == NULL))
		return word_take(p, s);
	return option_short(p, s);
}

/* The words of a group are there, but none of its commands. */
static enum err
unfinished(struct parse *p)
{
	return NOTE(p->note, ERR_USAGE, M("Behind \"{words}\" one more word is "
	    "needed: {next}. See: {help}"), A_TEXT("words", str_fmt(p->a,
	    CLI_NAME " %.*s", STR_ARG(str_part(help_of(p),
	    sizeof CLI_NAME " help", SIZE_MAX)))),
	    A_TEXT("next", command_next(p->t, p->a, p->word, p->nwords)),
	    A_TEXT("help", help_of(p)));
}

static enum err
operands_check(struct parse *p, struct str *operand, size_t n)
{
	const struct command *row = p->row;

	p->closed = true;
	if (n < (size_t)row->least)
		return NOTE(p->note, ERR_USAGE, M("{command} needs {operands} "
		    "behind it, and {what} is missing. See: {help}"),
		    A_CSTR("command", row->name),
		    A_CSTR("operands", row->operands),
		    A_TEXT("what", operand_word(row, n)),
		    A_TEXT("help", help_of(p)));
	if (row->most >= 0 && n > (size_t)row->most)
		return NOTE(p->note, ERR_USAGE, row->most == 0 ?
		    M("{command} takes nothing behind it, but \"{extra}\" "
		    "stands there. See: {help}") :
		    M("{command} takes only {operands} behind it; \"{extra}\" "
		    "is too much. Put what belongs together in quotes. See: "
		    "{help}"), A_CSTR("command", row->name),
		    A_TEXT("extra", operand[row->most]),
		    A_CSTR("operands", row->operands),
		    A_TEXT("help", help_of(p)));
	for (size_t i = 0; i < n; i++) {
		if (word_is_path(operand_word(row, i)))
			continue;
		if (!utf8_ok(operand[i]) || utf8_has_control(operand[i]))
			return NOTE(p->note, ERR_USAGE, M("\"{text}\" is not text "
			    "in UTF-8, or holds control characters. Set the "
			    "terminal to UTF-8 and type it again. See: {help}"),
			    A_TEXT("text", operand[i]),
			    A_TEXT("help", help_of(p)));
		operand[i] = utf8_nfc(p->a, operand[i]);
	}
	return ERR_OK;
}

/* --help, --version and nothing at all are commands of this folder; the words
 * typed are what is to be explained. */
static const struct command *
instead(struct parse *p)
{
	static const struct { struct str name; enum global asked; } rows[] = {
		{ { "help", 4 }, GLOBAL_HELP },
		{ { "version", 7 }, GLOBAL_VERSION },
	};
	const struct command_table own = { cli_commands, cli_ncommands };

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (p->global[rows[i].asked].given)
			return command_find(&own, &rows[i].name, 1);
	return p->nword == 0 ? command_find(&own, &rows[0].name, 1) : NULL;
}

static enum err
finish(struct parse *p, struct globals *g, struct cmd *ret)
{
	const struct command *other = instead(p);
	size_t first = p->nrow, n = p->nword - p->nrow;
	enum err r;

	if (other != NULL) {
		n = p->global[GLOBAL_HELP].given ?
		    (p->row != NULL ? p->nrow : p->nwords) : 0;
		first = 0;
		p->row = other;
		p->given = NULL;
	} else if (p->row == NULL) {
		return unfinished(p);
	} else if ((r = operands_check(p, p->word + first, n)) != ERR_OK) {
		return r;
	}
	if ((p->given == NULL && (r = given_make(p)) != ERR_OK) ||
	    (r = globals_set(g, p->global, p->note)) != ERR_OK)
		return r;
	if (arena_failed(p->a))
		return note_memory(p->note);
	ret->table = p->t;
	ret->row = p->row;
	ret->operand = p->word + first;
	ret->noperands = n;
	ret->given = p->given;
	ret->store = g->store;
	ret->files = g->files;
	ret->as = g->as;
	ret->json = g->json;
	ret->yes = g->yes;
	ret->voice.lang = g->lang;
	return ERR_OK;
}

enum err
cli_parse(const struct command_table *t, int argc, char **argv,
    struct arena *a, struct globals *ret_globals, struct cmd *ret_cmd,
    struct note *note)
{
	struct parse p = { .t = t, .a = a, .note = note, .arg = argv,
	    .n = argc, .at = argc > 0 ? 1 : 0 };
	enum err r = ERR_OK;

	globals_before(ret_globals, argc, argv);
	if ((p.word = NEW_ARRAY(a, struct str, (size_t)argc + 1)) == NULL)
		return note_memory(note);
	while (p.at < p.n && r == ERR_OK) {
		struct str s = str_of(argv[p.at++]);

		r = argument(&p, s);
	}
	return r == ERR_OK ? finish(&p, ret_globals, ret_cmd) : r;
}
