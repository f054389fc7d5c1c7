/* SPDX-License-Identifier: Apache-2.0 */
/* How is a store begun, set up and kept fit on the command line? */
#include "house/house_cmd.h"

#include "core/config.h"
#include "core/maintain.h"
#include "core/signer.h"
#include "house/console.h"
#include "house/upgrade.h"

static const struct opt init_opts[] = {
	OPT_TEXT(0, "origin", "NAME", M("the ledger's name in checkpoints "
	    "(default: anze/ and a random key)")),
	OPT_END
};

static enum err
cmd_init(struct cmd *c, struct note *note)
{
	const struct app_options *o = c->setup;
	struct str origin = cmd_text(c, "origin");
	struct arena *a = c->a;
	struct app_options opts = *o;
	struct app *app = NULL;
	const struct vkey *keys;
	struct str name;
	size_t n;
	enum err r;

	if ((r = app_init(o, origin.n == 0 ? NULL : origin.p, note)) != ERR_OK)
		return r;
	opts.mode = APP_READ;
	if ((r = app_open(&opts, &app, note)) == ERR_OK &&
	    (r = signer_origin(app->read, a, &name, note)) == ERR_OK &&
	    (r = signer_vkeys(app->read, a, &keys, &n, note)) == ERR_OK)
		r = TELL(c, note, M("The store {place} is ready. Its ledger is "
		    "{origin}. Keep its verifier key where others can see it: "
		    "{vkey}"), A_TEXT("place", place_shown(a, &app->place)),
		    A_TEXT("origin", name), A_TEXT("vkey", keys[n - 1].text));
	app_close(app);
	return r;
}

/* One setting. */
struct setting_view {
	struct value	name, value, set, label;
};

static const struct field setting_rows[] = {
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Setting") },
	{ .name = "value", .kind = FIELD_TEXT, .max = CONFIG_VALUE_MAX,
	    .label = M("Value") },
	{ .name = "is_set", .kind = FIELD_BOOL, .label = M("Set") },
	{ .name = "label", .kind = FIELD_TEXT, .label = M("Meaning") },
};
static FIELDS(setting_fields, "setting", 1, setting_rows);

static enum err
setting_show(struct cmd *c, struct rowsink *sink, const struct setting *s,
    struct note *note)
{
	struct app *app = c->app;
	struct setting_view view;
	struct str value;
	enum err r;

	if ((r = config_get(app->read, c->a, s, &value, note)) != ERR_OK)
		return r;
	view = (struct setting_view){
		.name = V_TEXT(str_of(s->name)),
		.value = V_TEXT(value),
		.set = V_BOOL(!str_is(value, s->otherwise)),
		.label = V_TEXT(str_of(say(c->voice.lang, s->label))),
	};
	return rowsink_row(sink, VALUES(&view), note);
}

static enum err
setting_wanted(const struct cmd *c, const struct setting **ret,
    struct note *note)
{
	if ((*ret = config_find(c->operand[0])) != NULL)
		return ERR_OK;
	return NOTE(note, ERR_NOTFOUND, M("There is no setting {name}. anze config "
	    "lists them."), A_TEXT("name", c->operand[0]));
}

static enum err
cmd_config(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct rowsink *sink = cmd_rows(c);
	const struct setting *s;
	size_t n = 1;
	enum err r = ERR_OK;

	if (c->noperands == 0)
		s = config_settings(&n);
	else if ((r = setting_wanted(c, &s, note)) != ERR_OK)
		return r;
	if (c->noperands == 2 && (r = config_set(c->app, &who, s,
	    c->operand[1], note)) != ERR_OK)
		return r;
	r = rowsink_begin(sink, &setting_fields, note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = setting_show(c, sink, &s[i], note);
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

/* A verifier key: alone on its line when piped, so that it can be copied. */
struct key_view {
	struct value	vkey;
};

static const struct field key_rows[] = {
	{ .name = "vkey", .kind = FIELD_TEXT, .label = M("Verifier key") },
};
static FIELDS(key_fields, "vkey", 1, key_rows);

static enum err
cmd_key_show(struct cmd *c, struct note *note)
{
	struct rowsink *sink = c->json ? cmd_rows(c) : NULL;
	struct app *app = c->app;
	const struct vkey *keys;
	size_t n;
	enum err r;

	if ((r = signer_vkeys(app->read, c->a, &keys, &n, note)) != ERR_OK ||
	    (c->json && (r = rowsink_begin(sink, &key_fields,
	    note)) != ERR_OK))
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct key_view view = { V_TEXT(keys[i].text) };

		r = c->json ? rowsink_row(sink, VALUES(&view), note) :
		    terminal_put(c->term, str_fmt(c->a, "%.*s\n",
		    STR_ARG(keys[i].text)), note);
	}
	return r == ERR_OK && c->json ? rowsink_end(sink, note) : r;
}

static enum err
cmd_key_rotate(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	enum err r;

	if ((r = cmd_confirm(c, note, M("A new key will sign checkpoints from "
	    "now on; whoever checks them needs its verifier key. Go on?"),
	    (const struct arg[]){ { 0 } })) != ERR_OK ||
	    (r = signer_rotate(c->app, &who, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("Checkpoints are now signed with a new key. anze "
	    "key show prints its verifier key: give it to whoever checks "
	    "them."));
}

static enum err
upgrade_progress(void *arg, int64_t done, int64_t of)
{
	return cmd_progress(arg, M("rebuilt"), done, of, NULL);
}

static enum err
cmd_upgrade(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct upgrade_report report;
	enum err r;

	r = house_upgrade(c->setup, upgrade_progress, c, &report, note);
	cmd_progress_end(c);
	if (r != ERR_OK)
		return r;
	if (report.tables == 0)
		return TELL(c, note, M("The store already fits this program."));
	if ((r = maintain_record_at(c->setup, &who, "upgrade",
	    S(ANZE_VERSION), note)) != ERR_OK)
		return r;
	return TELL(c, note, M("The store fits this program now: {tables} tables "
	    "were made anew from {entries} entries."),
	    A_INT("tables", (int64_t)report.tables),
	    A_INT("entries", report.entries));
}

const struct command house_commands[] = {
	{ "init", cmd_init, COMMAND_PLACE, init_opts, "", 0, 0,
	    M("make a new store"),
	    M("A store is one SQLite file with a folder beside it, or a "
	    "PostgreSQL database with --files. Nothing that exists is "
	    "touched."),
	    "anze --store office.anze init\n"
	    "anze --store postgres:///office --files /var/lib/anze init" },
	{ "config", cmd_config, COMMAND_STORE | COMMAND_WRITES, NULL,
	    "[NAME [VALUE]]", 0, 2,
	    M("show or change settings"), NULL,
	    "anze config\nanze config zone Asia/Shanghai" },
	{ "key show", cmd_key_show, COMMAND_STORE, NULL, "", 0, 0,
	    M("print the verifier keys of the ledger, the newest last"), NULL,
	    NULL },
	{ "key rotate", cmd_key_rotate, COMMAND_STORE | COMMAND_WRITES, NULL,
	    "", 0, 0, M("let a new key sign checkpoints"),
	    M("The old key signs the new one, and the new one the old; both "
	    "signatures stand in the ledger."), NULL },
	{ "upgrade", cmd_upgrade, COMMAND_PLACE, NULL, "", 0, 0,
	    M("make a store of an older program fit this one"),
	    M("The ledger stays as it is. Tables whose shape changed are made "
	    "anew from its entries."), NULL },
};
const size_t house_ncommands =
    sizeof house_commands / sizeof house_commands[0];
