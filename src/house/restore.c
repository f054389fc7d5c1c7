/* SPDX-License-Identifier: Apache-2.0 */
/* How does a backup become a store again, and what must be said of the gap? */
#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "core/config.h"
#include "core/expunge.h"
#include "core/maintain.h"
#include "core/signer.h"
#include "house/backup_in.h"
#include "ledger/replay.h"
#include "store/unfinished.h"

/* One restore under way. */
struct restoring {
	const struct app_options	*o;
	const struct actor		*who;
	const struct restore		*what;
	const struct backup_watch	*watch;
	struct arena			*a;	/* outlives ${to} */
	const struct schema		*schema;
	struct place			 from;
	struct place			 goal;	/* where the store shall be */
	struct place			 made;	/* where it is made: SQLite under
						 * another name until it is whole */
	struct store			*src, *to;
	bool				 ours;	/* ${made} was made by us */
	struct str			 against;	/* signed note, or empty */
	struct checkpoint		 outside;	/* what it says */
	struct skey			*key;		/* the old one, to go on */
	struct restore_report		 report;
};

static bool
restore_wants(const struct table *t)
{
	return (t->class == CLASS_CANON || t->class == CLASS_KEPT) &&
	    strcmp(t->part->name, "store") != 0;
}

static enum err
places_find(struct restoring *m, struct note *note)
{
	const char *name = str_fmt(m->a, "%s/" BACKUP_STORE, m->what->dir).p;
	enum err r;

	if (!file_exists(name))
		return NOTE(note, ERR_NOTFOUND, M("{path} is not there: "
		    "{folder} holds no backup."), A_CSTR("path", name),
		    A_CSTR("folder", m->what->dir));
	if ((r = place_parse(m->a, name, NULL, &m->from, note)) != ERR_OK ||
	    (r = place_parse(m->a, m->o->store, m->o->files, &m->goal,
	    note)) != ERR_OK)
		return r;
	m->made = m->goal;
	if (m->goal.postgres)
		return ERR_OK;
	if (file_exists(m->goal.name))
		return NOTE(note, ERR_EXISTS, M("{path} is there already and "
		    "stays as it is. Name a new place for the store."),
		    A_CSTR("path", m->goal.name));
	m->made.name = str_fmt(m->a, "%s.restoring", m->goal.name).p;
	return ERR_OK;
}

/* The checkpoint held elsewhere, signed by a key that this ledger names. */
static enum err
outside_read(struct restoring *m, struct note *note)
{
	const struct vkey *keys;
	struct str text;
	unsigned mask;
	size_t n;
	enum err r;

	m->against = S("");
	if (m->what->against == NULL)
		return ERR_OK;
	if ((r = file_read(m->a, m->what->against, SNOTE_BYTES_MAX,
	    &m->against, note)) != ERR_OK ||
	    (r = signer_vkeys(m->src, m->a, &keys, &n, note)) != ERR_OK ||
	    (r = snote_open(m->a, m->against, keys, n, &text, &mask,
	    note)) != ERR_OK)
		return r;
	return checkpoint_parse(text, &m->outside, note);
}

/*
 * The backup is looked over before anything is made of it.  A checkpoint that
 * is younger than the backup cannot be compared; it says how much is lost.
 */
static enum err
backup_check(struct restoring *m, struct note *note)
{
	int64_t size;
	enum err r;

	if ((r = store_open(&m->from, STORE_READ, NULL, &m->src,
	    note)) != ERR_OK ||
	    (r = schema_check(m->schema, m->src, note)) != ERR_OK ||
	    (r = ledger_size(m->src, &size, note)) != ERR_OK ||
	    (r = outside_read(m, note)) != ERR_OK)
		return r;
	m->report.missing = m->against.n == 0 ? -1 :
	    (int64_t)m->outside.size > size ?
	    (int64_t)m->outside.size - size : 0;
	return backup_look(&m->from, m->schema,
	    m->report.missing == 0 ? m->against : S(""), m->watch,
	    &m->report.entries, note);
}

/*
 * The old key goes on only where nothing is lost: two trees of one size must
 * never be signed by one key.
 */
static enum err
key_check(struct restoring *m, struct note *note)
{
	const struct vkey *keys;
	struct vkey v;
	size_t n;
	enum err r;

	if (m->what->key == NULL)
		return ERR_OK;
	if (m->report.missing != 0)
		return NOTE(note, ERR_CONFLICT, M("The old key cannot go on "
		    "signing: --against must name a checkpoint held elsewhere "
		    "that shows that no entry is lost. Leave --key out; a new "
		    "key is made."));
	if ((r = skey_read(m->what->key, &m->key, note)) != ERR_OK ||
	    (r = skey_vkey(m->a, m->key, &v, note)) != ERR_OK ||
	    (r = signer_vkeys(m->src, m->a, &keys, &n, note)) != ERR_OK)
		return r;
	return n != 0 && str_eq(keys[n - 1].text, v.text) ? ERR_OK :
	    NOTE(note, ERR_CONFLICT, M("{path} is not the key that this ledger "
	    "names."), A_CSTR("path", m->what->key));
}

static void
made_remove(const struct restoring *m)
{
	if (!m->made.postgres)
		backup_store_remove(m->made.name);
}

/* A restore that failed leaves nothing that looks like a store.  In PostgreSQL
 * the tables were made by us: another store's would have been refused. */
static void
made_undo(struct restoring *m)
{
	const struct table *tables;
	size_t n = schema_tables(m->schema, &tables);
	struct buf drop = BUF_INIT;

	if (m->to == NULL && m->made.postgres && m->ours)
		(void)store_open(&m->made, STORE_WRITE, NULL, &m->to, NULL);
	if (m->made.postgres && m->ours && m->to != NULL) {
		store_rollback(m->to);
		for (size_t i = 0; i < n; i++) {
			buf_empty(&drop);
			buf_fmt(&drop, "DROP TABLE IF EXISTS %s",
			    tables[i].name);
			if (!buf_failed(&drop))
				(void)store_exec(m->to, drop.p, NULL);
		}
	}
	buf_free(&drop);
	store_close(m->to);
	m->to = NULL;
	if (m->ours)
		made_remove(m);
}

/* There are tables already: of a store, or left by another try?  Which might
 * still be under way, so a person decides. */
static enum err
taken(struct restoring *m, const struct note *why, struct note *note)
{
	struct store *st = NULL;
	int64_t n = 0;
	enum err r;

	if ((r = store_open(&m->made, STORE_WRITE, NULL, &st, NULL)) == ERR_OK)
		r = unfinished_count(st, &n, NULL);
	store_close(st);
	if (r == ERR_OK && n > 0)
		return NOTE(note, ERR_EXISTS, M("In {place} lies what a restore "
		    "left that was interrupted. If none is under way, remove "
		    "it (DROP SCHEMA anze CASCADE) and restore again."),
		    A_TEXT("place", place_shown(m->a, &m->made)));
	note_copy(note, why);
	return ERR_EXISTS;
}

static enum err
tables_make(struct restoring *m, struct note *note)
{
	struct note why = NOTE_INIT;
	enum err r;

	made_remove(m);
	if ((r = store_open(&m->made, STORE_CREATE, NULL, &m->to,
	    &why)) == ERR_EXISTS)
		return taken(m, &why, note);
	if (r != ERR_OK) {
		note_copy(note, &why);
		return r;
	}
	m->ours = true;
	if ((r = store_begin(m->to, note)) != ERR_OK ||
	    (r = schema_create(m->schema, m->to, false, note)) != ERR_OK ||
	    (r = unfinished_put(m->to, note)) != ERR_OK)
		return r;
	return store_commit(m->to, note);
}

static enum err
tables_bring(struct restoring *m, struct note *note)
{
	enum err r;

	if ((r = tables_make(m, note)) != ERR_OK ||
	    (r = store_begin(m->src, note)) != ERR_OK)
		return r;
	if ((r = backup_tables(m->schema, m->a, m->src, m->to, restore_wants,
	    m->watch, &m->report.rows, note)) == ERR_OK)
		r = backup_files(m->src, m->from.files, m->goal.files,
		    m->watch, &m->report.files, note);
	store_rollback(m->src);
	return r;
}

static enum err
replay_progress(void *arg, int64_t done, int64_t of)
{
	const struct backup_watch *w = arg;

	return w->progress == NULL ? ERR_OK :
	    w->progress(w->arg, M("entries applied"), done, of);
}

static enum err
tables_derive(struct restoring *m, struct note *note)
{
	struct backup_watch w = *m->watch;
	const struct replay_options o = { .events = m->o->house->events,
	    .schema = m->schema, .replace = true, .progress = replay_progress,
	    .arg = &w };
	struct replay_report report;

	return ledger_rebuild(&m->made, &o, m->a, &report, note);
}

/* The store is whole: from now on it may be opened. */
static enum err
finish(struct restoring *m, struct note *note)
{
	struct store *st = NULL;
	enum err r;

	if ((r = store_open(&m->made, STORE_WRITE, NULL, &st, note)) == ERR_OK)
		r = unfinished_drop(st, note);
	store_close(st);
	return r;
}

/* SQLite: and gets its name.  One that the disk does not confirm is taken away
 * again. */
static enum err
name_it(struct restoring *m, struct note *note)
{
	enum err r;

	if ((r = finish(m, note)) != ERR_OK || m->made.postgres)
		return r;
	if (rename(m->made.name, m->goal.name) != 0)
		return file_error(note, errno, m->goal.name);
	if ((r = file_sync_folder(m->goal.name, note)) != ERR_OK)
		(void)rename(m->goal.name, m->made.name);
	return r;
}

/* "anze/x" begets "anze/x/e2", and that "anze/x/e3". */
static struct str
origin_next(struct arena *a, struct str origin)
{
	size_t at = origin.n;
	int64_t n = 1;

	while (at > 0 && origin.p[at - 1] >= '0' && origin.p[at - 1] <= '9')
		at--;
	if (at >= 2 && at < origin.n && origin.p[at - 1] == 'e' &&
	    origin.p[at - 2] == '/' &&
	    str_int(str_part(origin, at, origin.n), &n))
		origin = str_part(origin, 0, at - 2);
	return str_fmt(a, "%.*s/e%lld", STR_ARG(origin), (long long)n + 1);
}

static enum err
epoch_begin(struct restoring *m, struct app *app, struct note *note)
{
	struct epoch epoch = {
		.checkpoint = m->against,
		.missing = m->report.missing,
	};
	struct skey *key = NULL;
	struct str origin;
	enum err r;

	if ((r = signer_origin(app->read, m->a, &origin, note)) != ERR_OK)
		return r;
	epoch.origin = m->report.origin = origin_next(m->a, origin);
	if ((r = skey_new(epoch.origin, false, &key, note)) == ERR_OK &&
	    (r = skey_write(key, signer_key_path(m->a, &m->goal),
	    note)) == ERR_OK)
		r = signer_begin(app, m->who, &epoch, key, note);
	skey_free(key);
	return r;
}

/* What documents removed, by the list in the backup, by the one beside the
 * checkpoints where the installation kept it, and by the one that is given:
 * the later two may be younger. */
static enum err
expunge_lists(struct restoring *m, struct app *app, struct note *note)
{
	const char *lists[3] = { str_fmt(m->a, "%s/expunged.list",
	    m->what->dir).p, NULL, m->what->expunged };
	struct str folder;
	enum err r;

	r = config_get(app->read, m->a, config_find(S("checkpoint.folder")),
	    &folder, note);
	if (r == ERR_OK && folder.n != 0)
		lists[1] = str_fmt(m->a, "%s/expunged.list", folder.p).p;
	for (int i = 0; i < 3 && r == ERR_OK; i++) {
		int64_t n = 0;

		if (lists[i] == NULL || (lists[i] != m->what->expunged &&
		    !file_exists(lists[i])))
			continue;
		r = expunge_again(app, m->who, lists[i], &n, note);
		m->report.expunged += n;
	}
	return r;
}

/* No backup carries what stands beside the tables. */
static enum err
indexes_fill(struct restoring *m, struct app *app, struct note *note)
{
	struct backup_watch w = *m->watch;

	return m->o->house->refill == NULL ? ERR_OK :
	    m->o->house->refill(app, m->who, replay_progress, &w, note);
}

static enum err
store_begin_anew(struct restoring *m, struct note *note)
{
	struct app_options opts = *m->o;
	struct app *app = NULL;
	enum err r;

	store_close(m->to);
	m->to = NULL;
	opts.mode = APP_WRITE;
	opts.old = true;	/* it is not finished, and says so */
	opts.store = m->made.name;
	opts.files = m->goal.files;
	if ((r = file_folder(str_fmt(m->a, "%s/key", m->goal.files).p,
	    note)) != ERR_OK || (r = app_open(&opts, &app, note)) != ERR_OK)
		return r;
	if (m->key == NULL)
		r = epoch_begin(m, app, note);
	else if ((r = skey_write(m->key, signer_key_path(m->a, &m->goal),
	    note)) == ERR_OK)
		r = signer_origin(app->read, m->a, &m->report.origin, note);
	if (r == ERR_OK && (r = indexes_fill(m, app, note)) == ERR_OK &&
	    (r = expunge_lists(m, app, note)) == ERR_OK)
		r = maintain_record(app, m->who, "restore",
		    str_of(m->what->dir), note);
	app_close(app);
	/* A list whose name was lost would have been passed by. */
	return note_arena(m->a, r, note);
}

enum err
backup_restore(const struct app_options *o, const struct actor *who,
    const struct restore *what, const struct backup_watch *watch,
    struct arena *a, struct restore_report *ret, struct note *note)
{
	struct restoring m = { .o = o, .who = who, .what = what,
	    .watch = watch, .a = a };
	enum err r;

	if ((r = schema_read(a, o->house->parts, o->house->nparts, &m.schema,
	    note)) == ERR_OK &&
	    (r = note_arena(a, places_find(&m, note), note)) == ERR_OK &&
	    (r = backup_check(&m, note)) == ERR_OK &&
	    (r = key_check(&m, note)) == ERR_OK &&
	    (r = tables_bring(&m, note)) == ERR_OK &&
	    (r = tables_derive(&m, note)) == ERR_OK &&
	    (r = store_begin_anew(&m, note)) == ERR_OK &&
	    (r = name_it(&m, note)) == ERR_OK)
		*ret = m.report;
	else {
		r = note_arena(a, r, note);
		if (m.schema != NULL)
			made_undo(&m);
	}
	skey_free(m.key);
	store_close(m.to);
	store_close(m.src);
	return r;
}
