/* SPDX-License-Identifier: Apache-2.0 */
/* Which options does every command have, and what is said without them? */
#include "cli/cli_in.h"

static const struct choice langs[] = {
	{ "zh_CN", M("Chinese") },
	{ "en", M("English") },
	{ NULL, NULL }
};

const struct opt cli_globals[GLOBAL__MAX + 1] = {
	[GLOBAL_STORE] = OPT_TEXT(0, "store", "FILE|postgres://…",
	    M("the store that is meant: a file, or a PostgreSQL database")),
	[GLOBAL_FILES] = OPT_TEXT(0, "files", "DIR",
	    M("where attachments and the checkpoint key lie (default: beside "
	    "the file; needed with PostgreSQL)")),
	[GLOBAL_AS] = OPT_TEXT(0, "as", "PERSON",
	    M("who is doing this; recorded as asserted")),
	[GLOBAL_LANG] = OPT_CHOICE(0, "lang", langs,
	    M("the language of what is shown")),
	[GLOBAL_JSON] = OPT_FLAG(0, "json",
	    M("answers and errors in JSON")),
	[GLOBAL_YES] = OPT_FLAG(0, "yes",
	    M("yes to every question")),
	[GLOBAL_HELP] = OPT_FLAG('h', "help",
	    M("explain the command and do nothing")),
	[GLOBAL_VERSION] = OPT_FLAG('V', "version",
	    M("print the version of the program")),
	[GLOBAL__MAX] = OPT_END
};

static const char *const variables[GLOBAL__MAX] = {
	[GLOBAL_STORE] = "ANZE_STORE",
	[GLOBAL_FILES] = "ANZE_FILES",
	[GLOBAL_AS] = "ANZE_AS",
	[GLOBAL_LANG] = "ANZE_LANG",
};

const char *
global_variable(enum global g)
{
	return variables[g];
}

/* A variable that is empty is not set. */
static const char *
variable(const char *name)
{
	const char *said = name == NULL ? NULL : getenv(name);

	return said == NULL || said[0] == '\0' ? NULL : said;
}

/* The first that is set counts; what speaks neither language is no wish. */
static enum lang
lang_of_system(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	enum lang lang = LANG_ZH_CN;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *wish = variable(names[i]);

		if (wish == NULL)
			continue;
		if (!say_lang(str_of(wish), &lang))
			lang = LANG_ZH_CN;
		break;
	}
	return lang;
}

/* Looked at before anything is understood, so that even the complaint about a
 * wrong word comes in the right language and form. */
static void
guess(struct globals *g, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct str s = str_of(argv[i]);

		if (str_is(s, "--"))
			break;
		if (str_is(s, "--json"))
			g->json = true;
		else if (str_is(s, "--lang") && i + 1 < argc)
			(void)say_lang(str_of(argv[i + 1]), &g->lang);
		else if (str_starts(s, "--lang="))
			(void)say_lang(str_part(s, strlen("--lang="), s.n),
			    &g->lang);
	}
}

void
globals_before(struct globals *g, int argc, char **argv)
{
	const char *wish = variable(variables[GLOBAL_LANG]);

	*g = (struct globals){
		.store = variable(variables[GLOBAL_STORE]),
		.files = variable(variables[GLOBAL_FILES]),
		.as = variable(variables[GLOBAL_AS]),
		.lang = lang_of_system(),
	};
	if (wish != NULL)
		(void)say_lang(str_of(wish), &g->lang);
	guess(g, argc, argv);
}

static enum err
lang_set(struct globals *g, const struct opt_value *v, struct note *note)
{
	const char *wish = variable(variables[GLOBAL_LANG]);

	g->lang = lang_of_system();
	if (v->given) {
		(void)say_lang(v->text, &g->lang);
		return ERR_OK;
	}
	if (wish == NULL || say_lang(str_of(wish), &g->lang))
		return ERR_OK;
	return NOTE(note, ERR_USAGE, M("ANZE_LANG is set to \"{text}\", but only "
	    "zh_CN and en are spoken here. Set it to one of them, or unset "
	    "it."), A_CSTR("text", wish));
}

enum err
globals_set(struct globals *g, const struct opt_value *v, struct note *note)
{
	if (v[GLOBAL_STORE].given)
		g->store = v[GLOBAL_STORE].text.p;
	if (v[GLOBAL_FILES].given)
		g->files = v[GLOBAL_FILES].text.p;
	if (v[GLOBAL_AS].given)
		g->as = v[GLOBAL_AS].text.p;
	g->json = v[GLOBAL_JSON].given;
	g->yes = v[GLOBAL_YES].given;
	g->help = v[GLOBAL_HELP].given;
	g->version = v[GLOBAL_VERSION].given;
	return lang_set(g, &v[GLOBAL_LANG], note);
}
