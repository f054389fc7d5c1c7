/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of a backup, and of a store that is restored, when something
 * fails on the way? */
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "body/body_act.h"
#include "core/expunge.h"
#include "house/backup_in.h"
#include "ledger/blob.h"
#include "test/fault/sweep.h"

static const struct backup_watch nobody = { 0 };

static const char *
folder(const struct sweep *s)
{
	return str_fmt(s->a, "%s/%s%s", test_folder(), s->what->makes ?
	    "restored" : "backup", s->t->postgres ? "-pg" : "").p;
}

/* What the base has: a file, a text in the vault, a setting. */

static enum err
keep_run(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct sweep *s = arg;

	ret->on = tx_key(tx);
	return blob_keep(tx->st, &s->hash, s->num, ret->on, note);
}

static void
file_keep(struct sweep *s)
{
	int fd = memfd_create("blob", MFD_CLOEXEC);

	MUST(s, fd >= 0 && dprintf(fd, "a document behind %lld",
	    (long long)sweep_size(s)) > 0);
	MUST(s, lseek(fd, 0, SEEK_SET) == 0);
	MUST_DO(s, blob_put(s->ta.app->place.files, fd, &s->hash, &s->num,
	    MUST_NOTE));
	(void)close(fd);
	MUST_DO(s, act_run(s->ta.app, &sweep_who, NULL, keep_run, s, NULL,
	    MUST_NOTE));
}

static void
text_keep(struct sweep *s)
{
	const struct body_withdrawn why = { V_TEXT(S("entered twice")) };
	const struct body_added in = { .state = { .from = V_DAY(19000),
	    .name = V_TEXT(S("unit")), .kind = V_TEXT(S("unit")) } };
	struct answer got = { .seq = -1 };

	MUST_DO(s, body_add(s->ta.app, &sweep_who, NULL, &in, &got,
	    MUST_NOTE));
	MUST_DO(s, body_withdraw(s->ta.app, &sweep_who, got.on, &why, NULL,
	    MUST_NOTE));
}

static enum err
backup_act(struct sweep *s, struct note *note)
{
	struct backup_report report;

	return backup_make(s->ta.app, &sweep_who, s->given, &nobody, &report,
	    note);
}

static void
backup_base(struct sweep *s)
{
	s->given = (void *)(uintptr_t)folder(s);
	file_keep(s);
	text_keep(s);
	MUST_DO(s, backup_act(s, MUST_NOTE));
}

/* The file that the earlier backup has is removed, and there is another. */
static void
backup_prepare(struct sweep *s)
{
	const struct expunge x = { .files = &s->hash, .nfiles = 1,
	    .document = sweep_name(s, "no. "),
	    .approved_by = { S("sysadmin"), S("secadmin") } };

	s->given = (void *)(uintptr_t)folder(s);
	s->text = str_of(blob_path(s->a, str_fmt(s->a, "%s/store.anze.d",
	    folder(s)).p, &s->hash));
	MUST(s, file_exists(s->text.p));
	MUST_DO(s, expunge(s->ta.app, &sweep_who, &x, MUST_NOTE));
	file_keep(s);
}

/* How many entries has the backup, which must be whole? */
static int64_t
backup_size(struct sweep *s)
{
	struct place p = { .name = NULL };
	int64_t size = -1;

	MUST_DO(s, place_parse(s->a, str_fmt(s->a, "%s/store.anze",
	    folder(s)).p, NULL, &p, MUST_NOTE));
	MUST_DO(s, backup_look(&p, s->ta.app->schema, S(""), &nobody, &size,
	    MUST_NOTE));
	return size;
}

static void
backup_done(struct sweep *s)
{
	MUST(s, backup_size(s) == s->size);
	MUST(s, file_exists(str_fmt(s->a, "%s/README.txt", folder(s)).p));
	MUST(s, !file_exists(s->text.p));	/* which was removed */
}

/* The earlier one, or the new one; and nothing half made beside it. */
static void
backup_left(struct sweep *s)
{
	MUST(s, backup_size(s) > 0);
	MUST(s, !file_exists(str_fmt(s->a, "%s/store.anze.new",
	    folder(s)).p));
}

/* Half a copy may lie beside it, until the next one is made. */
static void
backup_killed(struct sweep *s)
{
	MUST(s, backup_size(s) > 0);
}

static const struct trial backup_trial = { .entries = 1, .grows = true,
    .base = backup_base, .prepare = backup_prepare,
    .act = backup_act, .done = backup_done, .left = backup_left,
    .killed = backup_killed };

BOTH("a backup takes the place of the earlier one, or that one stays")
{
	sweep(t, &backup_trial);
}

BOTH("a backup that was killed leaves the earlier one")
{
	sweep_kill(t, &backup_trial);
}

/* backup_restore */

/* The backup was made of a store whose place is the restored one's. */
static void
restore_prepare(struct sweep *s)
{
	s->given = (void *)(uintptr_t)folder(s);
}

static enum err
restore_act(struct sweep *s, struct note *note)
{
	const struct restore what = { .dir = s->given };
	struct restore_report report;

	return backup_restore(&s->ta.o, &sweep_who, &what, &nobody, s->act,
	    &report, note);
}

/* All entries, one for the epoch and one for the restore; the file too. */
static void
restore_done(struct sweep *s)
{
	MUST(s, sweep_size(s) == backup_size(s) + 2);
	MUST(s, file_exists(blob_path(s->a, s->ta.app->place.files,
	    &s->hash)));
}

/* In a server's database somebody must remove what is left, and is told so. */
static void
restore_killed(struct sweep *s)
{
	struct note note = NOTE_INIT;

	arena_free(s->act);	/* of the try before */
	s->act = arena_new();
	if (s->t->postgres && restore_act(s, &note) == ERR_EXISTS)
		MUST(s, strstr(note.msg, "interrupted") != NULL);
	arena_free(s->act);
	s->act = NULL;
	sweep_store_remove(s);
}

static const struct trial restore_trial = { .entries = -1, .makes = true,
    .base = backup_base, .prepare = restore_prepare,
    .act = restore_act, .done = restore_done,
    .killed = restore_killed };

BOTH("a store is restored, or can be by another try")
{
	sweep(t, &restore_trial);
}

BOTH("a restore that was killed leaves no store, and can be done again")
{
	sweep_kill(t, &restore_trial);
}
