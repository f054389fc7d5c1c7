/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of files, of texts that are removed and of jobs when something
 * fails in their acts? */
#include <dirent.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "body/body_act.h"
#include "core/expunge.h"
#include "ledger/blob.h"
#include "ledger/vault.h"
#include "test/fault/sweep.h"

/* blob_put and blob_keep */

static bool
blob_kept(struct sweep *s)
{
	bool there = false;

	MUST_DO(s, blob_there(s->ta.app->read, &s->hash, &there, MUST_NOTE));
	return there;
}

static bool
blob_lies(struct sweep *s)
{
	return file_exists(blob_path(s->a, s->ta.app->place.files, &s->hash));
}

static enum err
keep_run(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct sweep *s = arg;

	ret->on = tx_key(tx);
	return blob_keep(tx->st, &s->hash, s->num, ret->on, note);
}

/* The bytes of the try, put where files lie and then recorded. */
static enum err
blob_act(struct sweep *s, struct note *note)
{
	int fd = memfd_create("blob", MFD_CLOEXEC);
	enum err r;

	MUST(s, fd >= 0);
	MUST(s, dprintf(fd, "what was handed in, %d", s->try) > 0);
	MUST(s, lseek(fd, 0, SEEK_SET) == 0);
	if ((r = blob_put(s->ta.app->place.files, fd, &s->hash, &s->num,
	    note)) == ERR_OK)
		r = act_run(s->ta.app, &sweep_who, NULL, keep_run, s, NULL,
		    note);
	(void)close(fd);
	return r;
}

static void
blob_done(struct sweep *s)
{
	MUST(s, blob_kept(s) && blob_lies(s));
}

/* Nothing half written lies about. */
static void
blob_left(struct sweep *s)
{
	DIR *dir = opendir(str_fmt(s->a, "%s/blob",
	    s->ta.app->place.files).p);
	struct dirent *d;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		MUST(s, strncmp(d->d_name, "incoming-", 9) != 0);
	if (dir != NULL)
		(void)closedir(dir);
}

/* What was half written is swept. */
static void
blob_killed(struct sweep *s)
{
	int64_t n = -1;

	MUST_DO(s, blob_sweep(s->ta.app->read, s->ta.app->place.files,
	    INT64_MAX, &n, MUST_NOTE));
	MUST(s, n >= 0 && n <= 1);
	blob_left(s);
}

static const struct trial blob_trial = { .act = blob_act,
    .done = blob_done, .left = blob_left, .killed = blob_killed };

BOTH("a file is kept and named, or can be by another try")
{
	sweep(t, &blob_trial);
}

BOTH("a file whose keeping was killed can be kept by another try")
{
	sweep_kill(t, &blob_trial);
}

/* expunge */

static struct vault_text
vault_text(struct sweep *s, struct hash key)
{
	struct vault_text text = { S(""), S("") };

	MUST_DO(s, vault_get(s->ta.app->read, s->a, &key, &text, MUST_NOTE));
	return text;
}

/* A text in the vault, and a file. */
static void
expunge_prepare(struct sweep *s)
{
	const struct body_withdrawn why = {
		V_TEXT(sweep_name(s, "a spill, ")) };
	const struct body_added in = { .state = {
		.from = V_DAY(19000),
		.name = V_TEXT(sweep_name(s, "unit ")),
		.kind = V_TEXT(S("unit")),
	} };
	struct answer got = { .seq = -1 };

	MUST_DO(s, blob_act(s, MUST_NOTE));
	MUST_DO(s, body_add(s->ta.app, &sweep_who, NULL, &in, &got,
	    MUST_NOTE));
	MUST_DO(s, body_withdraw(s->ta.app, &sweep_who, got.on, &why, &got,
	    MUST_NOTE));
	s->num = got.seq;
	s->text = sweep_name(s, "no. ");
}

static enum err
expunge_act(struct sweep *s, struct note *note)
{
	struct expunge x = { .files = &s->hash, .nfiles = 1,
	    .document = s->text,
	    .approved_by = { S("sysadmin"), S("secadmin") } };
	enum err r;

	if ((r = expunge_keys(s->ta.app->read, s->act, s->num, &x.texts,
	    &x.ntexts, note)) != ERR_OK)
		return r;
	return expunge(s->ta.app, &sweep_who, &x, note);
}

static const struct hash *
expunge_key(struct sweep *s)
{
	const struct hash *keys = NULL;
	size_t n = 0;

	MUST_DO(s, expunge_keys(s->ta.app->read, s->a, s->num, &keys, &n,
	    MUST_NOTE));
	MUST(s, n == 1);
	return keys;
}

/* The rows, the bytes, and the list that says so. */
static void
expunge_done(struct sweep *s)
{
	const struct hash *key = expunge_key(s);
	struct str list = S("");

	MUST(s, str_eq(vault_text(s, *key).removed_by, s->text));
	MUST(s, !blob_kept(s) && !blob_lies(s));
	MUST_DO(s, file_read(s->a, str_fmt(s->a, "%s/expunged.list",
	    s->ta.app->place.files).p, EXPUNGE_LIST_MAX, &list, MUST_NOTE));
	MUST(s, strstr(list.p, str_hex(s->a, key->b, HASH_BYTES).p) != NULL);
	MUST(s, strstr(list.p, str_hex(s->a, s->hash.b,
	    HASH_BYTES).p) != NULL);
}

/* Either both are as they were, or both are removed by the document. */
static void
expunge_left(struct sweep *s)
{
	bool removed = vault_text(s, *expunge_key(s)).removed_by.n != 0;

	MUST(s, removed == (sweep_size(s) > s->size));
	MUST(s, removed == !blob_kept(s));
	MUST(s, removed || blob_lies(s));
}

static const struct trial expunge_trial = { .entries = 1, .tail = true,
    .prepare = expunge_prepare, .act = expunge_act,
    .done = expunge_done, .left = expunge_left };

BOTH("a text and a file are removed, or are as they were")
{
	sweep(t, &expunge_trial);
}

BOTH("a removal that was killed is finished by another try")
{
	sweep_kill(t, &expunge_trial);
}

/* Jobs */

static const char fine[] = "fault.fine", sore[] = "fault.sore";

static enum err
fine_run(void *arg, struct arena *a, const struct job *job,
    struct note *note)
{
	(void)a;
	(void)job;
	(void)note;
	++*(int *)arg;
	return ERR_OK;
}

static enum err
sore_run(void *arg, struct arena *a, const struct job *job,
    struct note *note)
{
	++*(int *)arg;
	return NOTE(note, ERR_IO, M("There is no {path}. Check the name."),
	    A_TEXT("path", str_copy(a, job->cause)));
}

static const struct job_kind job_rows[] = {
	{ .name = fine, .run = fine_run },
	{ .name = sore, .run = sore_run },
};
static const struct job_kinds job_kinds = { job_rows, 2 };

static enum err
queue_run(struct store *st, void *arg, struct note *note)
{
	struct sweep *s = arg;
	const struct job_new job = {
		.kind = s->num == 0 ? fine : sore,
		.cause = s->text,
	};

	return job_queue(st, s->key, &job, s->ta.clock.now, note);
}

static void
queue_prepare(struct sweep *s)
{
	const struct chance chance = test_chance_of(&s->ta.chance);

	s->key = key_random(s->ta.clock.now, &chance);
	s->text = sweep_name(s, "try:");
}

static enum err
queue_act(struct sweep *s, struct note *note)
{
	return writer_run(s->ta.app->writer, s->key, queue_run, s, note);
}

static struct job
job_of(struct sweep *s)
{
	struct job j = { .state = JOB_STATE__MAX };

	MUST_DO(s, job_get(s->ta.app->read, s->a, s->key, &j, MUST_NOTE));
	return j;
}

static void
queue_done(struct sweep *s)
{
	MUST(s, job_of(s).state == JOB_WAITING);
}

BOTH("a job is queued or is not")
{
	static const struct trial what = { .prepare = queue_prepare,
	    .act = queue_act, .done = queue_done };

	sweep(t, &what);
}

/* Leased and run once more when what became of it was not kept: so its time is
 * over when it is looked at again. */
static enum err
run_act(struct sweep *s, struct note *note)
{
	struct job_runner runner = {
		.writer = s->ta.app->writer,
		.kinds = &job_kinds,
		.clock = s->ta.app->clock,
		.chance = s->ta.app->chance,
	};
	bool ran = false;
	int runs = 0;
	enum err r;

	runner.arg = &runs;
	runner.owner = job_owner_new(s->act, &runner.chance);
	r = job_run_next(&runner, &ran, note);
	MUST(s, r != ERR_OK || (ran && runs == 1));
	return r;
}

static void
run_prepare(struct sweep *s)
{
	queue_prepare(s);
	s->num = 0;
	MUST_DO(s, queue_act(s, MUST_NOTE));
}

static void
sore_prepare(struct sweep *s)
{
	queue_prepare(s);
	s->num = 1;
	MUST_DO(s, queue_act(s, MUST_NOTE));
}

/* It waits, or somebody has it: then until its lease ends. */
static void
run_left(struct sweep *s)
{
	enum job_state state = job_of(s).state;

	MUST(s, state == JOB_WAITING || state == JOB_LEASED);
	if (state == JOB_LEASED)
		s->ta.clock.now += JOB_LEASE_S * 1000;
}

static void
run_done(struct sweep *s)
{
	MUST(s, job_of(s).state == JOB_DONE);
}

BOTH("a job is run and done, or waits to be run again")
{
	static const struct trial what = { .prepare = run_prepare,
	    .act = run_act, .done = run_done, .left = run_left };

	sweep(t, &what);
}

/* So that no later try finds it. */
static enum err
drop_run(struct store *st, void *arg, struct note *note)
{
	struct sweep *s = arg;

	return job_drop(st, s->key, S("looked at"), s->ta.clock.now, note);
}

static void
sore_done(struct sweep *s)
{
	struct note why = NOTE_INIT;
	struct job j = job_of(s);

	MUST(s, j.state == JOB_WAITING && j.due > s->ta.clock.now);
	MUST_DO(s, job_failure(s->a, j.failure, &why, MUST_NOTE));
	MUST(s, why.err == ERR_IO && why.msg != NULL);
	MUST_DO(s, writer_run(s->ta.app->writer, KEY_NONE, drop_run, s,
	    MUST_NOTE));
}

BOTH("a job that fails keeps why, or waits to be run again")
{
	static const struct trial what = { .prepare = sore_prepare,
	    .act = run_act, .done = sore_done, .left = run_left };

	sweep(t, &what);
}
