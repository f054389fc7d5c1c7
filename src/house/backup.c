/* SPDX-License-Identifier: Apache-2.0 */
#include "house/backup.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "core/maintain.h"
#include "core/signer.h"
#include "house/backup_in.h"
#include "ledger/blob.h"
#include "ledger/removed.h"

static const char readme[] =
    "这是安责（网络安全工作责任制管理系统）的一份备份。\n"
    "查看：anze --store store.anze ledger show\n"
    "恢复：anze --store 新库.anze restore 本文件夹\n"
    "store.anze 与 store.anze.d 缺一不可；其中没有检查点签名密钥。\n\n"
    "This is a backup made by Anze.\n"
    "Look into it: anze --store store.anze ledger show\n"
    "Restore it: anze --store NEW.anze restore THIS-FOLDER\n"
    "store.anze and store.anze.d belong together; the key that signs\n"
    "checkpoints is not among them.\n";

/* One backup under way. */
struct making {
	struct app			*app;
	const struct backup_watch	*watch;
	struct arena			*a;	/* outlives ${copy} */
	const char			*dir;
	struct place			 there;	/* DIR/store.anze */
	struct place			 fresh;	/* DIR/store.anze.new */
	struct store			*copy;
	struct str			 checkpoint;
	struct backup_report		 report;
};

/* Is what lies at ${m->there} an earlier backup of this store? */
static enum err
ours(struct making *m, struct note *note)
{
	struct store *st = NULL;
	struct str here, there = S("");
	struct note why = NOTE_INIT;
	enum err r;

	if (!file_exists(m->there.name))
		return ERR_OK;
	if ((r = signer_origin(m->app->read, m->a, &here, note)) != ERR_OK)
		return r;
	if ((r = store_open(&m->there, STORE_READ, NULL, &st,
	    &why)) == ERR_OK)
		r = signer_origin(st, m->a, &there, &why);
	store_close(st);
	/* What cannot be looked at for the moment is not called another's. */
	if (r == ERR_MEMORY || r == ERR_STORE || r == ERR_BUSY) {
		note_copy(note, &why);
		return r;
	}
	return str_eq(here, there) ? ERR_OK : NOTE(note, ERR_EXISTS,
	    M("{path} is no earlier backup of this store. Choose another "
	    "folder."), A_CSTR("path", m->there.name));
}

static void
fresh_remove(const struct making *m)
{
	backup_store_remove(m->fresh.name);
}

/* What the new schema fills in by itself, and what is of the moment, stays. */
static bool
backup_wants(const struct table *t)
{
	return t->class != CLASS_SCRATCH &&
	    strcmp(t->part->name, "store") != 0;
}

/* The checkpoint is signed first: the snapshot has it, and all of its tree. */
static enum err
tables_take(struct making *m, struct note *note)
{
	struct app *app = m->app;
	enum err r;

	if ((r = checkpoint_make(app, m->a, &m->checkpoint, note)) != ERR_OK ||
	    (r = store_open(&m->fresh, STORE_CREATE, NULL, &m->copy,
	    note)) != ERR_OK ||
	    (r = store_begin(m->copy, note)) != ERR_OK ||
	    (r = schema_create(app->schema, m->copy, false, note)) != ERR_OK ||
	    (r = store_commit(m->copy, note)) != ERR_OK ||
	    (r = store_begin(app->read, note)) != ERR_OK)
		goto out;
	r = backup_tables(app->schema, m->a, app->read, m->copy, backup_wants,
	    m->watch, &m->report.rows, note);
	store_rollback(app->read);
out:
	if (m->copy != NULL)
		store_rollback(m->copy);
	return r;
}

static enum err
files_take(struct making *m, struct note *note)
{
	enum err r;

	if ((r = store_begin(m->copy, note)) != ERR_OK)
		return r;
	r = backup_files(m->copy, m->app->place.files, m->there.files,
	    m->watch, &m->report.files, note);
	store_rollback(m->copy);
	return r;
}

static enum err
removed_drop(void *arg, const struct removed *x, struct note *note)
{
	const struct making *m = arg;

	return x->file ? blob_unlink(m->there.files, &x->hash, note) : ERR_OK;
}

/* Files that a document removed since an earlier backup go from this one too:
 * only once it has taken the place of that one, which names them. */
static enum err
removed_leave(struct making *m, struct note *note)
{
	struct store *st = NULL;
	enum err r;

	if ((r = store_open(&m->there, STORE_READ, NULL, &st, note)) == ERR_OK)
		r = removed_each(st, removed_drop, m, note);
	store_close(st);
	return r;
}

/* What lies beside the backup says what it is. */
static enum err
beside_put(struct making *m, struct note *note)
{
	const char *from = str_fmt(m->a, "%s/expunged.list",
	    m->app->place.files).p;
	const char *list = str_fmt(m->a, "%s/expunged.list", m->dir).p;
	const char *checkpoint = str_fmt(m->a, "%s/checkpoint", m->dir).p;
	const char *about = str_fmt(m->a, "%s/README.txt", m->dir).p;
	struct str removed = S("");
	enum err r;

	if (arena_failed(m->a))
		return note_memory(note);
	if (file_exists(from) && ((r = file_read(m->a, from, BLOB_MAX,
	    &removed, note)) != ERR_OK || (r = file_write(list, removed, 0600,
	    note)) != ERR_OK))
		return r;
	if ((r = file_write(checkpoint, m->checkpoint, 0600, note)) != ERR_OK)
		return r;
	return file_write(about, (struct str){ readme, sizeof readme - 1 },
	    0600, note);
}

/* The copy becomes the backup.  What fails behind that says so. */
static enum err
name_it(struct making *m, struct note *note)
{
	enum err r;

	if (rename(m->fresh.name, m->there.name) != 0)
		return file_error(note, errno, m->there.name);
	if ((r = file_sync_folder(m->there.name, NULL)) == ERR_OK &&
	    (r = removed_leave(m, NULL)) == ERR_OK &&
	    (r = beside_put(m, NULL)) == ERR_OK)
		return ERR_OK;
	return NOTE(note, r, M("The backup has taken its place in {folder}, but "
	    "not all that lies beside it is of now: {why} Make the backup "
	    "again."), A_CSTR("folder", m->dir),
	    A_WORD("why", err_words(r)));
}

static enum err
recorded(struct making *m, const struct actor *who, struct note *note)
{
	struct note why = NOTE_INIT;
	enum err r = maintain_record(m->app, who, "backup", str_of(m->dir),
	    &why);

	return r == ERR_OK ? r : NOTE(note, r, M("The backup in {folder} is "
	    "whole, but the ledger could not say so: {why} Make it again, so "
	    "that its time is known."), A_CSTR("folder", m->dir),
	    A_WORD("why", err_words(r)));
}

/* The ledger records where the backup lies, for readers in other folders. */
static enum err
dir_whole(struct making *m, struct note *note)
{
	char *whole = realpath(m->dir, NULL);

	if (whole == NULL)
		return file_error(note, errno, m->dir);
	m->dir = str_copy(m->a, str_of(whole)).p;
	free(whole);
	return arena_failed(m->a) ? note_memory(note) : ERR_OK;
}

static enum err
backup_begin(struct making *m, struct note *note)
{
	enum err r;

	if ((r = file_folder(m->dir, note)) != ERR_OK ||
	    (r = dir_whole(m, note)) != ERR_OK ||
	    (r = place_parse(m->a, str_fmt(m->a, "%s/" BACKUP_STORE,
	    m->dir).p, NULL, &m->there, note)) != ERR_OK ||
	    (r = place_parse(m->a, str_fmt(m->a, "%s.new", m->there.name).p,
	    m->there.files, &m->fresh, note)) != ERR_OK ||
	    (r = ours(m, note)) != ERR_OK)
		return r;
	fresh_remove(m);
	return ERR_OK;
}

enum err
backup_make(struct app *app, const struct actor *who, const char *dir,
    const struct backup_watch *watch, struct backup_report *ret,
    struct note *note)
{
	struct making m = { .app = app, .watch = watch, .dir = dir,
	    .a = arena_new() };
	enum err r = m.a == NULL ? note_memory(note) : ERR_OK;

	if (r != ERR_OK ||
	    (r = app_may(app, who, "store.backup", KEY_NONE,
	    note)) != ERR_OK ||
	    (r = note_arena(m.a, backup_begin(&m, note), note)) != ERR_OK)
		goto out;
	if ((r = tables_take(&m, note)) == ERR_OK)
		r = files_take(&m, note);
	store_close(m.copy);
	if (r == ERR_OK)
		r = backup_look(&m.fresh, app->schema, m.checkpoint, watch,
		    &m.report.entries, note);
	if (r == ERR_OK)
		r = name_it(&m, note);
	if (r == ERR_OK && (r = recorded(&m, who, note)) == ERR_OK)
		*ret = m.report;
	fresh_remove(&m);
out:
	arena_free(m.a);
	return r;
}
