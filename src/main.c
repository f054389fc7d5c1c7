/* SPDX-License-Identifier: Apache-2.0 */
/* argv -> command table -> run. */
#include <unistd.h>

#include "cli/terminal.h"
#include "core/outbox.h"
#include "house/console.h"
#include "tables/tables.h"

/* Beijing until the store says otherwise: times are shown before it is open. */
static const struct zone *
zone_first(struct arena *a)
{
	const struct zone *z = NULL;

	(void)zone_load(a, S("Asia/Shanghai"), &z, NULL);
	return z;
}

static enum err
store_named(const struct cmd *c, struct note *note)
{
	if (c->store != NULL)
		return ERR_OK;
	return NOTE(note, ERR_USAGE, M("Say which store is meant: anze --store "
	    "office.anze … for a file, anze --store postgres:///office --files "
	    "DIR … for PostgreSQL, or set ANZE_STORE."));
}

/* The gate, then the command: one that only reads sees one snapshot, and what
 * one that writes left for after the commit is done at its end. */
static enum err
gate_and_run(struct cmd *c, struct app *app, struct note *note)
{
	const bool reads = (c->row->flags & (COMMAND_WRITES | COMMAND_OLD |
	    COMMAND_OWN)) == 0;
	const struct actor who = console_actor(c);
	int64_t ran;
	enum err r;

	if ((r = app_may(app, &who, c->row->name, KEY_NONE, note)) != ERR_OK ||
	    (reads && (r = store_begin(app->read, note)) != ERR_OK))
		return r;
	r = c->row->run(c, note);
	if (reads)
		store_rollback(app->read);
	/* A job that fails is kept, and tried again later. */
	if (app->writer != NULL)
		(void)outbox_run(app, &ran, NULL);
	return r;
}

/* ${*ret_app} stays open: what failed may name a time in the house's zone. */
static enum err
command_run(struct cmd *c, struct app_options *o, struct app **ret_app,
    struct note *note)
{
	enum err r;

	o->store = c->store;
	o->files = c->files;
	o->mode = (c->row->flags & COMMAND_WRITES) != 0 ? APP_WRITE : APP_READ;
	o->old = (c->row->flags & COMMAND_OLD) != 0;
	c->setup = o;
	if ((c->row->flags & (COMMAND_STORE | COMMAND_PLACE)) != 0 &&
	    (r = store_named(c, note)) != ERR_OK)
		return r;
	if ((c->row->flags & COMMAND_STORE) == 0)
		return c->row->run(c, note);
	if ((r = app_open(o, ret_app, note)) != ERR_OK)
		return r;
	c->app = *ret_app;
	c->voice.zone = (*ret_app)->zone;
	return gate_and_run(c, *ret_app, note);
}

static enum err
run(int argc, char **argv, struct cmd *c, struct globals *g,
    struct app **ret_app, struct note *note)
{
	struct command_table *table = NEW(c->a, struct command_table);
	struct app_options *o = NEW(c->a, struct app_options);
	enum err r;

	if (c->term == NULL || table == NULL || o == NULL)
		return note_memory(note);
	*o = (struct app_options){ .house = &the_house,
	    .clock = timesource_machine, .chance = chance_machine };
	terminal_clock(c->term, o->clock);
	if ((r = commands_all(c->a, table, note)) != ERR_OK ||
	    (r = cli_parse(table, argc, argv, c->a, g, c, note)) != ERR_OK)
		return r;
	c->voice = (struct voice){ g->lang, zone_first(c->a) };
	return command_run(c, o, ret_app, note);
}

int
main(int argc, char **argv)
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	struct globals g = { .lang = LANG_ZH_CN };
	struct cmd c = { .a = a };
	struct app *app = NULL;
	enum err r;

	if (a == NULL)
		return err_exit(ERR_MEMORY);
	stop_signals();
	c.term = terminal_new(a, STDOUT_FILENO, STDERR_FILENO);
	r = run(argc, argv, &c, &g, &app, &note);
	if (r != ERR_OK && c.term != NULL) {
		if (note.err == ERR_OK)
			(void)NOTE(&note, r, err_words(r));
		terminal_fail(c.term, (struct voice){ g.lang, c.voice.zone },
		    g.json, &note);
	}
	app_close(app);
	arena_free(a);
	return err_exit(r);
}
