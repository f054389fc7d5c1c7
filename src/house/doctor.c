/* SPDX-License-Identifier: Apache-2.0 */
#include "house/doctor.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "core/config.h"
#include "core/import.h"
#include "core/maintain.h"
#include "core/signer.h"
#include "job/job.h"
#include "store/care.h"

enum {
	FREE_LEAST	= 1 << 30,		/* bytes */
	CLOCK_AHEAD_MS	= 5 * 60 * 1000,
	CHECKPOINT_MS	= 24 * 60 * 60 * 1000,
	BACKUP_DAYS	= 7
};

/* What the questions share; a store that does not open leaves app NULL. */
struct patient {
	const struct app_options	*o;
	struct arena			*a;
	struct app			*app;
	struct note			 closed;	/* why it does not open */
	int64_t				 now;
};

/* A question answers through its note, which may stay empty when all is well. */
typedef enum health question_fn(struct patient *p, struct note *note);

static enum health
look(struct note *note, enum err r)
{
	if (note->msg == NULL)
		(void)NOTE(note, r, err_words(r));
	return HEALTH_BROKEN;
}

static enum health
ask_opens(struct patient *p, struct note *note)
{
	int64_t bytes;
	enum err r;

	if (p->app == NULL) {
		note_copy(note, &p->closed);
		return HEALTH_BROKEN;
	}
	if ((r = store_bytes(p->app->read, &bytes, note)) != ERR_OK)
		return look(note, r);
	(void)NOTE(note, ERR_OK, M("{place} fits this program and takes "
	    "{bytes} bytes."), A_TEXT("place", place_shown(p->a,
	    &p->app->place)), A_INT("bytes", bytes));
	return HEALTH_FINE;
}

static enum health
ask_database(struct patient *p, struct note *note)
{
	enum err r = store_inspect(p->app->read, note);

	return r == ERR_OK ? HEALTH_FINE : look(note, r);
}

static enum health
ask_ledger(struct patient *p, struct note *note)
{
	static const struct sql q = {
		"SELECT COALESCE(MAX(seq), -1) + 1 FROM ledger_entry", NULL };
	static const struct sql q_last = {
		"SELECT last_at FROM ledger_head WHERE id = 1", NULL };
	int64_t head, entries, last;
	enum err r;

	if ((r = ledger_size(p->app->read, &head, note)) != ERR_OK ||
	    (r = store_int(p->app->read, &q, NO_BINDS, 0, &entries,
	    note)) != ERR_OK || (r = store_int(p->app->read, &q_last, NO_BINDS,
	    0, &last, note)) != ERR_OK)
		return look(note, r);
	if (head != entries) {
		(void)NOTE(note, ERR_OK, M("The ledger holds {entries} "
		    "entries and should hold {head}. Run anze ledger verify."),
		    A_INT("entries", entries), A_INT("head", head));
		return HEALTH_BROKEN;
	}
	if (last > p->now + CLOCK_AHEAD_MS) {
		(void)NOTE(note, ERR_OK, M("The last entry is of {last}, "
		    "later than this machine's clock. Set the clock: until "
		    "then new entries carry that time."),
		    A_MOMENT("last", last));
		return HEALTH_LOOK;
	}
	(void)NOTE(note, ERR_OK, M("{entries} entries, the last of "
	    "{last}."), A_INT("entries", entries), A_MOMENT("last", last));
	return HEALTH_FINE;
}

static enum health
ask_key(struct patient *p, struct note *note)
{
	const char *path = signer_key_path(p->a, &p->app->place);
	const struct vkey *keys;
	struct skey *key = NULL;
	struct stat sb;
	struct vkey v;
	size_t n;
	enum health h = HEALTH_BROKEN;
	enum err r;

	if ((r = skey_read(path, &key, note)) != ERR_OK ||
	    (r = skey_vkey(p->a, key, &v, note)) != ERR_OK ||
	    (r = signer_vkeys(p->app->read, p->a, &keys, &n,
	    note)) != ERR_OK) {
		(void)look(note, r);
	} else if (n == 0 || !str_eq(keys[n - 1].text, v.text)) {
		(void)NOTE(note, ERR_OK, file_exists(str_fmt(p->a,
		    "%s.next", path).p) ?
		    M("{path} is not the key that the ledger names; a change "
		    "of keys was interrupted. Rename {path}.next to {path}.") :
		    M("{path} is not the key that the ledger names. Put the "
		    "right one there; without it no checkpoint can be "
		    "signed."), A_CSTR("path", path));
	} else if (stat(path, &sb) == 0 && (sb.st_mode & 077) != 0) {
		(void)NOTE(note, ERR_OK, M("Others on this machine can "
		    "read {path}. Run chmod 600 on it, then anze key "
		    "rotate."), A_CSTR("path", path));
		h = HEALTH_LOOK;
	} else
		h = HEALTH_FINE;
	skey_free(key);
	return h;
}

static enum health
ask_files(struct patient *p, struct note *note)
{
	const char *files = p->app->place.files;
	struct statvfs fs;
	uint64_t room;

	if (access(files, R_OK | W_OK | X_OK) != 0 ||
	    statvfs(files, &fs) != 0)
		return look(note, file_error(note, errno, files));
	room = (uint64_t)fs.f_bavail * fs.f_frsize;
	(void)NOTE(note, ERR_OK, room < FREE_LEAST ?
	    M("Only {bytes} bytes are free at {path}. Make room before "
	    "nothing more can be recorded.") :
	    M("{bytes} bytes are free at {path}."),
	    A_INT("bytes", (int64_t)room), A_CSTR("path", files));
	return room < FREE_LEAST ? HEALTH_LOOK : HEALTH_FINE;
}

static enum health
ask_checkpoint(struct patient *p, struct note *note)
{
	struct str folder, last;
	struct checkpoint cp = { .size = 0 };
	int64_t size;
	enum err r;

	if ((r = config_get(p->app->read, p->a,
	    config_find(S("checkpoint.folder")), &folder, note)) != ERR_OK ||
	    (r = ledger_size(p->app->read, &size, note)) != ERR_OK)
		return look(note, r);
	r = checkpoint_last(p->app->read, p->a, &last, NULL);
	if (r == ERR_OK)
		r = checkpoint_parse(last, &cp, note);
	if (r != ERR_OK && r != ERR_NOTFOUND)
		return look(note, r);
	if (folder.n == 0) {
		(void)NOTE(note, ERR_OK, M("Checkpoints stay on this "
		    "machine, so its owner could rewrite everything unseen. "
		    "Set checkpoint.folder to a place that he does not own "
		    "(anze config)."));
		return HEALTH_LOOK;
	}
	if (access(folder.p, W_OK) != 0) {
		(void)file_error(note, errno, folder.p);
		return HEALTH_LOOK;
	}
	(void)NOTE(note, ERR_OK, M("The newest checkpoint covers {size} of "
	    "{of} entries."), A_INT("size", (int64_t)cp.size),
	    A_INT("of", size));
	return (int64_t)cp.size < size ? HEALTH_LOOK : HEALTH_FINE;
}

static enum health
ask_backup(struct patient *p, struct note *note)
{
	struct maintained last;
	enum err r;

	if ((r = maintain_last(p->app->read, p->a, "backup", &last,
	    note)) != ERR_OK)
		return look(note, r);
	if (last.seq < 0) {
		(void)NOTE(note, ERR_OK, M("There was no backup yet. anze "
		    "backup DIR makes one while work goes on."));
		return HEALTH_LOOK;
	}
	(void)NOTE(note, ERR_OK, M("The last backup was made on {at}, to "
	    "{detail}."), A_MOMENT("at", last.at),
	    A_TEXT("detail", last.detail));
	return p->now - last.at > BACKUP_DAYS * DAY_MS ? HEALTH_LOOK :
	    HEALTH_FINE;
}

static enum err
import_count(void *arg, const struct import_seen *i, struct note *note)
{
	(void)i;
	(void)note;
	++*(int64_t *)arg;
	return ERR_OK;
}

static enum health
ask_imports(struct patient *p, struct note *note)
{
	int64_t n = 0;
	enum err r;

	if ((r = import_each(p->app->read, true, import_count, &n,
	    note)) != ERR_OK)
		return look(note, r);
	if (n == 0)
		return HEALTH_FINE;
	(void)NOTE(note, ERR_OK, M("{n} imports were interrupted. Import "
	    "the same files again to go on; anze imports lists them."),
	    A_INT("n", n));
	return HEALTH_LOOK;
}

static enum health
ask_jobs(struct patient *p, struct note *note)
{
	int64_t n[JOB_STATE__MAX];
	enum err r;

	if ((r = job_count(p->app->read, n, note)) != ERR_OK)
		return look(note, r);
	if (n[JOB_DEAD] == 0)
		return HEALTH_FINE;
	(void)NOTE(note, ERR_OK, M("{n} jobs were given up after several "
	    "tries. anze job list --state dead says why; anze job retry tries "
	    "again."), A_INT("n", n[JOB_DEAD]));
	return HEALTH_LOOK;
}

static const struct {
	const char	*what;
	question_fn	*ask;
} questions[] = {
	{ M("Store"),		ask_opens },	/* the others need it open */
	{ M("Database"),	ask_database },
	{ M("Ledger"),		ask_ledger },
	{ M("Checkpoint key"),	ask_key },
	{ M("Files"),		ask_files },
	{ M("Checkpoints"),	ask_checkpoint },
	{ M("Backup"),		ask_backup },
	{ M("Imports"),		ask_imports },
	{ M("Jobs"),		ask_jobs },
};

enum err
doctor(const struct app_options *o, struct arena *a,
    enum err (*found)(void *arg, const struct finding *f, struct note *note),
    void *arg, enum health *ret_worst, struct note *note)
{
	struct patient p = { .o = o, .a = a,
	    .now = timesource_now(&o->clock) };
	struct app_options opts = *o;
	enum health worst = HEALTH_FINE;
	size_t n = sizeof questions / sizeof questions[0];
	enum err r = ERR_OK;

	opts.mode = APP_READ;
	if (app_open(&opts, &p.app, &p.closed) != ERR_OK)
		n = 1;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		struct finding f = { .what = questions[i].what };

		f.health = questions[i].ask(&p, &f.note);
		if (f.health > worst)
			worst = f.health;
		r = found(arg, &f, note);
	}
	app_close(p.app);
	if (r == ERR_OK)
		*ret_worst = worst;
	return r;
}
