/* SPDX-License-Identifier: Apache-2.0 */
#include "core/app.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/zone.h"
#include "core/config.h"
#include "core/core_in.h"
#include "core/signer.h"

static const struct sql q_head_put = {
	"INSERT INTO ledger_head (id, size, peaks, last_at, last_key)"
	" VALUES (1, 0, $1, 0, $2)", NULL
};

/* Until accounts exist, whoever has the machine may everything. */
static enum err
console_may(void *arg, const struct actor *who, const char *action,
    struct key subject, struct note *note)
{
	(void)arg;
	(void)action;
	(void)subject;
	return str_is(who->face, "console") || str_is(who->face, "job") ?
	    ERR_OK : NOTE(note, ERR_DENIED, M("Only the console may do this "
	    "before accounts are set up."));
}

static const struct gate console_gate = { console_may, NULL };

enum err
app_may(const struct app *app, const struct actor *who, const char *action,
    struct key subject, struct note *note)
{
	return app->gate->may(app->gate->arg, who, action, subject, note);
}

struct str
core_about(const struct app *app, const struct note *why)
{
	static const char *const names[] = { "words", "path" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (const struct arg *a = why->args; a->kind != ARG_NONE; a++)
			if (strcmp(a->name, names[i]) == 0 && a->text.n != 0)
				return a->text;
	return str_of(app->place.files);
}

/* What can be had without the store. */
static enum err
app_new(const struct app_options *o, struct app **ret, struct note *note)
{
	struct arena *a = arena_new();
	struct app *app = a == NULL ? NULL : NEW(a, struct app);
	enum err r;

	if (app == NULL) {
		arena_free(a);
		return note_memory(note);
	}
	*app = (struct app){
		.arena = a,
		.parts = o->house->parts,
		.nparts = o->house->nparts,
		.events = o->house->events,
		.jobs = o->house->jobs,
		.clock = o->clock,
		.chance = o->chance,
		.log = o->log,
		.gate = &console_gate,
	};
	if ((r = place_parse(a, o->store, o->files, &app->place,
	    note)) == ERR_OK)
		r = schema_read(a, app->parts, app->nparts, &app->schema, note);
	if (r == ERR_OK)
		*ret = app;
	else
		arena_free(a);
	return r;
}

static enum err
app_writer(struct app *app, enum app_mode mode, struct note *note)
{
	struct writer_hooks hooks;

	if (mode == APP_READ)
		return ERR_OK;
	app->ledger = ledger_new(app->events, &app->clock, &app->chance);
	if (app->ledger == NULL)
		return note_memory(note);
	hooks = ledger_hooks(app->ledger);
	hooks.landed = act_landed;
	return writer_new(&app->place, &hooks, mode == APP_SERVE, app->log,
	    &app->writer, note);
}

/* Does the store fit?  Who only looks at the ledger may do so before an
 * upgrade. */
static enum err
app_fits(struct app *app, bool old, struct note *note)
{
	struct note misfit = NOTE_INIT;
	enum err r = schema_check(app->schema, app->read, &misfit);

	if (r == ERR_VERSION && old)
		return ERR_OK;
	if (r != ERR_OK)
		note_copy(note, &misfit);
	return r;
}

static enum err
app_zone(struct app *app, struct note *note)
{
	struct str name;
	enum err r;

	if ((r = config_get(app->read, app->arena, config_find(S("zone")),
	    &name, note)) != ERR_OK)
		return r;
	return zone_load(app->arena, name, &app->zone, note);
}

enum err
app_open(const struct app_options *o, struct app **ret, struct note *note)
{
	struct app *app;
	enum err r;

	if ((r = app_new(o, &app, note)) != ERR_OK)
		return r;
	if ((r = store_open(&app->place, STORE_READ, NULL, &app->read,
	    note)) == ERR_OK &&
	    (r = app_fits(app, o->old, note)) == ERR_OK &&
	    ((r = app_zone(app, o->old ? NULL : note)) == ERR_OK || o->old))
		r = app_writer(app, o->mode, note);
	if (r == ERR_OK)
		*ret = app;
	else
		app_close(app);
	return r;
}

void
app_close(struct app *app)
{
	if (app == NULL)
		return;
	writer_free(app->writer);
	ledger_free(app->ledger);
	store_close(app->read);
	arena_free(app->arena);
}

static enum err
tables_make(struct app *app, enum store_mode mode, struct note *note)
{
	struct store *st = NULL;
	enum err r;

	if ((r = store_open(&app->place, mode, NULL, &st, note)) != ERR_OK ||
	    (r = store_begin(st, note)) != ERR_OK)
		goto out;
	if ((r = schema_create(app->schema, st, false, note)) == ERR_OK &&
	    (r = store_run(st, &q_head_put, BINDS(BIND_BYTES("", 0),
	    BIND_KEY(KEY_NONE)), note)) == ERR_OK)
		r = store_commit(st, note);
	store_rollback(st);
out:
	store_close(st);
	return r;
}

/* The key is there before the entry that names it. */
static enum err
key_make(struct app *app, struct str origin, struct skey **ret,
    struct note *note)
{
	const char *path = signer_key_path(app->arena, &app->place);
	const char *keys = str_fmt(app->arena, "%s/key", app->place.files).p;
	const char *blobs = str_fmt(app->arena, "%s/blob",
	    app->place.files).p;
	enum err r;

	if (arena_failed(app->arena))
		return note_memory(note);
	if (file_exists(path))
		return skey_read(path, ret, note);
	if ((r = file_folder(keys, note)) != ERR_OK ||
	    (r = file_folder(blobs, note)) != ERR_OK ||
	    (r = skey_new(origin, false, ret, note)) != ERR_OK)
		return r;
	if ((r = skey_write(*ret, path, note)) != ERR_OK) {
		skey_free(*ret);
		*ret = NULL;
	}
	return r;
}

static enum err
first_entry(const struct app_options *o, const struct epoch *epoch,
    const struct skey *key, struct note *note)
{
	const struct actor console = { .face = S("console") };
	struct app_options opts = *o;
	struct app *app = NULL;
	enum err r;

	opts.mode = APP_WRITE;
	/* The entry comes last: until then the store is half made, and another
	 * try goes on. */
	if ((r = app_open(&opts, &app, note)) == ERR_OK &&
	    o->house->refill != NULL)
		r = o->house->refill(app, &console, NULL, NULL, note);
	if (r == ERR_OK)
		r = signer_begin(app, &console, epoch, key, note);
	app_close(app);
	return r;
}

static bool
file_empty(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0 && S_ISREG(sb.st_mode) && sb.st_size == 0;
}

/*
 * There is something already; ${there} says so.  What an earlier try left,
 * without its tables or before its first entry, is finished; what cannot be
 * looked at for the moment is not taken for a store.
 */
static enum err
half_made(const struct app_options *o, struct app *made,
    const struct note *there, struct note *note)
{
	struct app_options opts = *o;
	struct note found = NOTE_INIT;
	struct app *app = NULL;
	int64_t size = -1;
	enum err r;

	opts.mode = APP_READ;
	if ((r = app_open(&opts, &app, &found)) == ERR_OK)
		r = ledger_size(app->read, &size, &found);
	app_close(app);
	if (r == ERR_OK && size == 0)
		return ERR_OK;
	if (r == ERR_NOTFOUND)
		return tables_make(made, STORE_WRITE, note);
	if (r == ERR_MEMORY || r == ERR_STORE || r == ERR_BUSY) {
		note_copy(note, &found);
		return r;
	}
	/* Of an empty file there is more to say than that it is there. */
	if (r == ERR_CORRUPT && file_empty(made->place.name))
		there = &found;
	note_copy(note, there);
	return there->err;
}

static enum err
tables_have(const struct app_options *o, struct app *app, struct note *note)
{
	struct note first = NOTE_INIT;
	enum err r = tables_make(app, STORE_CREATE, &first);

	if (r == ERR_EXISTS)
		return half_made(o, app, &first, note);
	if (r != ERR_OK)
		note_copy(note, &first);
	return r;
}

enum err
app_init(const struct app_options *o, const char *origin, struct note *note)
{
	struct epoch epoch = { .checkpoint = S("") };
	struct app *app = NULL;
	struct skey *key = NULL;
	enum err r;

	if ((r = app_new(o, &app, note)) != ERR_OK)
		return r;
	if ((r = tables_have(o, app, note)) != ERR_OK)
		goto out;
	epoch.origin = origin != NULL ? str_of(origin) :
	    str_fmt(app->arena, "anze/%s", key_text(app->arena,
	    key_random(timesource_now(&o->clock), &o->chance)).p);
	if ((r = key_make(app, epoch.origin, &key, note)) == ERR_OK)
		r = first_entry(o, &epoch, key, note);
out:
	skey_free(key);
	app_close(app);
	return r;
}
