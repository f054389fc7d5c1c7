/* SPDX-License-Identifier: Apache-2.0 */
/* Are the rows of the command table what the rest of this folder believes? */
#include <ctype.h>

#include "cli/cli_in.h"

static enum err
bad(struct note *note, const struct command *row, const char *what,
    const char *opt)
{
	return NOTE(note, ERR_BUG, M("The row of the command \"{command}\" is not "
	    "right: {what} ({option}). Please report this as a fault of the "
	    "program."), A_CSTR("command", row->name), A_CSTR("what", what),
	    A_CSTR("option", opt));
}

/* [a-z][a-z0-9-]* */
static bool
is_name(struct str s)
{
	if (s.n == 0 || s.p[0] < 'a' || s.p[0] > 'z')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') &&
		    !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '-')
			return false;
	return true;
}

static enum err
opt_check(const struct command *row, const struct opt *o, struct note *note)
{
	const struct opt *twin = opt_named(row->opts, str_of(o->name));

	if (!is_name(str_of(o->name)))
		return bad(note, row, "an option's name", o->name);
	if (twin != o || opt_named(cli_globals, str_of(o->name)) != NULL)
		return bad(note, row, "an option twice", o->name);
	if (o->letter != 0 && (!isalpha((unsigned char)o->letter) ||
	    opt_lettered(row->opts, o->letter) != o ||
	    opt_lettered(cli_globals, o->letter) != NULL))
		return bad(note, row, "an option's letter", o->name);
	if (o->help == NULL || o->help[0] == '\0')
		return bad(note, row, "an option without help", o->name);
	if ((o->kind == OPT_K_FLAG) != (o->arg == NULL))
		return bad(note, row, "an option's placeholder", o->name);
	if ((o->kind == OPT_K_CHOICE) != (o->choices != NULL))
		return bad(note, row, "an option's choices", o->name);
	if (o->many && o->kind != OPT_K_TEXT)
		return bad(note, row, "only text may be given several times",
		    o->name);
	return ERR_OK;
}

static enum err
row_check(const struct command_table *t, size_t i, struct note *note)
{
	const struct command *row = &t->rows[i];
	struct str rest = str_of(row->name), word;
	size_t n = 0;
	enum err r;

	while (str_cut(&rest, ' ', &word))
		if (!is_name(word) || ++n > CLI_WORDS_MAX)
			return bad(note, row, "its name", "");
	for (size_t k = 0; k < i; k++)
		if (str_is(str_of(row->name), t->rows[k].name))
			return bad(note, row, "its name twice", "");
	if (row->run == NULL)
		return bad(note, row, "nothing to run", "");
	if (row->gist == NULL || row->gist[0] == '\0' || row->operands == NULL)
		return bad(note, row, "no gist, or no operands", "");
	if (row->least < 0 || (row->most >= 0 && row->most < row->least) ||
	    (row->most != 0) != (row->operands[0] != '\0'))
		return bad(note, row, "how many operands", row->operands);
	for (const struct opt *o = row->opts;
	    o != NULL && o->kind != OPT_K_END; o++)
		if ((r = opt_check(row, o, note)) != ERR_OK)
			return r;
	return ERR_OK;
}

enum err
cli_check(const struct command_table *t, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < t->n && r == ERR_OK; i++)
		r = row_check(t, i, note);
	return r;
}
