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
	enum err r;

	if (!file_exists(m->there.name))
		return ERR_OK;
	if ((r = signer_origin(m->app->read, m->a, &here, note)) != ERR_OK)
		return r;
	if (store_open(&m->there, STORE_READ, NULL, &st, NULL) == ERR_OK)
		(void)signer_origin(st, m->a, &there, NULL);
	store_close(st);
	return str_eq(here, there) ? ERR_OK : NOTE(note, ERR_EXISTS,
	    M("{path} is no earlier backup of this store. Choose another "
	    "folder."), A_CSTR("path", m->there.name));
}

static void
fresh_remove(const struct making *m)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		(void)unlink(str_fmt(m->a, "%s%s", m->fresh.name, ends[i]).p);
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

/* Files that a document removed since an earlier backup go from this one too. */
static enum err
removed_drop(void *arg, const struct removed *x, struct note *note)
{
	const struct making *m = arg;

	return x->file ? blob_unlink(m->there.files, &x->hash, note) : ERR_OK;
}

static enum err
files_take(struct making *m, struct note *note)
{
	enum err r;

	if ((r = store_begin(m->copy, note)) != ERR_OK)
		return r;
	if ((r = backup_files(m->copy, m->app->place.files, m->there.files,
	    m->watch, &m->report.files, note)) == ERR_OK)
		r = removed_each(m->copy, removed_drop, m, note);
	store_rollback(m->copy);
	return r;
}

/* The copy becomes the backup; what lies beside it says what it is. */
static enum err
name_it(struct making *m, struct note *note)
{
	const char *list = str_fmt(m->a, "%s/expunged.list",
	    m->app->place.files).p;
	struct str removed = S("");
	enum err r;

	if (rename(m->fresh.name, m->there.name) != 0)
		return file_error(note, errno, m->there.name);
	if ((r = file_sync_folder(m->there.name, note)) != ERR_OK)
		return r;
	if (file_exists(list) && ((r = file_read(m->a, list, BLOB_MAX,
	    &removed, note)) != ERR_OK || (r = file_write(str_fmt(m->a,
	    "%s/expunged.list", m->dir).p, removed, 0600, note)) != ERR_OK))
		return r;
	if ((r = file_write(str_fmt(m->a, "%s/checkpoint", m->dir).p,
	    m->checkpoint, 0600, note)) != ERR_OK)
		return r;
	return file_write(str_fmt(m->a, "%s/README.txt", m->dir).p,
	    (struct str){ readme, sizeof readme - 1 }, 0600, note);
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
	    note)) != ERR_OK || (r = backup_begin(&m, note)) != ERR_OK)
		goto out;
	if ((r = tables_take(&m, note)) == ERR_OK)
		r = files_take(&m, note);
	store_close(m.copy);
	if (r == ERR_OK && (r = backup_look(&m.fresh, app->schema,
	    m.checkpoint, watch, &m.report.entries, note)) == ERR_OK)
		r = name_it(&m, note);
	if (r == ERR_OK && (r = maintain_record(app, who, "backup",
	    str_of(m.dir), note)) == ERR_OK)
		*ret = m.report;
	fresh_remove(&m);
out:
	arena_free(m.a);
	return r;
}
