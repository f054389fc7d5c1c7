/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many durable acts a second, beside the same database's single insert?
 * The baseline puts the row of one entry of ours, byte for byte, into a table
 * that has nothing else, in a place of its own: one prepared statement that
 * is a transaction by itself, by one caller, as durable as ours.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "bench/bench.h"
#include "ledger/tiles.h"
#include "store/writer.h"

enum { ROUNDS = ROUNDS_MAX, CALLERS_MAX = 64, SLICE_MS = 250 };

static const char text[] = "a text of the length that a name or a short "
    "remark usually has";

/* What the callers of one slice share. */
struct slice {
	struct app		*app;
	pthread_barrier_t	 ready;
	atomic_bool		 stop;
	atomic_long		 done;
};

/* What was measured in the rounds, for each act or of all time. */
struct shares {
	double	sync[ROUNDS], commit[ROUNDS];		/* of the time */
	double	trips[ROUNDS], statements[ROUNDS];	/* an act */
	double	acts[ROUNDS];				/* a commit */
};

static enum err
said_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct bench_said ev = { V_TEXT(str_of(text)) };

	(void)arg;
	ret->on = tx_key(tx);
	return ledger_append(tx, &bench_event_said, ret->on, VALUES(&ev),
	    &ret->seq, note);
}

static void
said(struct app *app)
{
	const struct actor who = { .person = S("bench"), .face = S("console") };
	struct note note = NOTE_INIT;

	if (act_run(app, &who, NULL, said_act, NULL, NULL, &note) != ERR_OK)
		bench_die(&note);
}

static void *
caller_run(void *arg)
{
	struct slice *s = arg;
	long done = 0;

	(void)pthread_barrier_wait(&s->ready);
	for (; !atomic_load(&s->stop); done++)
		said(s->app);
	atomic_fetch_add(&s->done, done);
	return NULL;
}

/* Acts by ${n} callers for one slice of time; ${ret_s}: how long it took, to
 * the answer of the last one. */
static long
acts_slice(struct app *app, int n, double *ret_s)
{
	struct timespec pause = { 0, SLICE_MS * 1000000L };
	struct slice s = { .app = app };
	pthread_t threads[CALLERS_MAX];
	double begun;

	if (pthread_barrier_init(&s.ready, NULL, (unsigned)n + 1) != 0)
		exit(1);
	for (int i = 0; i < n; i++)
		if (pthread_create(&threads[i], NULL, caller_run, &s) != 0)
			exit(1);
	(void)pthread_barrier_wait(&s.ready);
	begun = bench_now();
	(void)nanosleep(&pause, NULL);
	atomic_store(&s.stop, true);
	for (int i = 0; i < n; i++)
		(void)pthread_join(threads[i], NULL);
	*ret_s = bench_now() - begun;
	(void)pthread_barrier_destroy(&s.ready);
	return atomic_load(&s.done);
}

static enum err
tell_act(struct store *st, void *arg, struct note *note)
{
	(void)arg;
	(void)note;
	bench_syncs_tell(st);
	return ERR_OK;
}

/* Acts a second, and what they cost in this very slice. */
static double
acts_round(struct app *app, struct store *raw, int callers,
    struct shares *sh, int at)
{
	struct store_costs before = writer_costs(app->writer), after;
	struct syncs from = bench_syncs(raw), to;
	struct note note = NOTE_INIT;
	double took, n;

	n = (double)acts_slice(app, callers, &took);
	after = writer_costs(app->writer);
	if (app->place.postgres && writer_run(app->writer, KEY_NONE, tell_act,
	    NULL, &note) != ERR_OK)
		bench_die(&note);
	to = bench_syncs(raw);
	sh->sync[at] = (to.seconds - from.seconds) / took;
	sh->commit[at] = (double)(after.commit_ns - before.commit_ns) / 1e9 /
	    took;
	sh->trips[at] = (double)(after.trips - before.trips) / n;
	sh->statements[at] = (double)(after.statements - before.statements) / n;
	sh->acts[at] = n / (double)(after.commits - before.commits);
	return n / took;
}

/* The baseline's own place and the row that it puts. */
struct raw {
	struct store	*st;
	int64_t		 id;
	struct str	 entry;
	struct hash	 hash;
};

/* The last entry, which the acts made before. */
static void
raw_row(struct app *app, struct raw *raw)
{
	struct note note = NOTE_INIT;
	int64_t size;

	if (ledger_size(app->read, &size, &note) != ERR_OK ||
	    entry_get(app->read, app->arena, size - 1, &raw->entry,
	    &note) != ERR_OK)
		bench_die(&note);
	raw->hash = hash_of(raw->entry.p, raw->entry.n);
}

static void
raw_open(struct app *app, struct raw *raw)
{
	const struct place *p = &app->place;
	struct place own = *p;
	struct note note = NOTE_INIT;

	if (!p->postgres)
		own.name = str_fmt(app->arena, "%s.raw", p->name).p;
	if (store_open(&own, STORE_CREATE, "raw", &raw->st, &note) != ERR_OK ||
	    store_exec(raw->st, p->postgres ?
	    "CREATE TABLE raw (seq BIGINT PRIMARY KEY, entry BYTEA NOT NULL,"
	    " hash BYTEA NOT NULL)" :
	    "CREATE TABLE raw (seq INTEGER PRIMARY KEY, entry BLOB NOT NULL,"
	    " hash BLOB NOT NULL)", &note) != ERR_OK)
		bench_die(&note);
	raw->id = 0;
	raw_row(app, raw);
}

/* Inserts a second, each committed, by one caller. */
static double
raw_round(struct raw *raw)
{
	static const struct sql q = {
		"INSERT INTO raw (seq, entry, hash) VALUES ($1, $2, $3)", NULL };
	struct note note = NOTE_INIT;
	double begun = bench_now(), now = begun;
	long done = 0;

	for (; now - begun < SLICE_MS / 1000.0; now = bench_now(), done++) {
		if (store_run(raw->st, &q, BINDS(BIND_INT(raw->id),
		    BIND_BYTES(raw->entry.p, raw->entry.n),
		    BIND_HASH(raw->hash)), &note) != ERR_OK)
			bench_die(&note);
		raw->id++;
	}
	bench_syncs_tell(raw->st);
	return (double)done / (now - begun);
}

static bool
acts_measure(struct app *app, struct raw *raw, int callers, double bar)
{
	struct rounds r = { .n = 0 };
	struct shares sh;
	char what[80];
	bool fine;

	for (int i = 0; i < ROUNDS; i++) {
		double base = raw_round(raw);

		rounds_add(&r, acts_round(app, raw->st, callers, &sh, i), base);
	}
	(void)snprintf(what, sizeof what, "%s, %d caller%s: one insert",
	    app->place.postgres ? "acts, PostgreSQL" : "acts, SQLite",
	    callers, callers == 1 ? "" : "s");
	fine = rounds_say(what, &r, "/s", bar);
	printf("    %.0f %% of the time in fsync, %.0f %% in commits; an act: "
	    "%.2f round trips, %.1f statements; %.1f acts a commit\n",
	    100 * bench_median(sh.sync, r.n), 100 * bench_median(sh.commit,
	    r.n), bench_median(sh.trips, r.n), bench_median(sh.statements,
	    r.n), bench_median(sh.acts, r.n));
	return fine;
}

bool
bench_acts(int argc, char **argv)
{
	struct app *app = bench_open(argv[0], argv[1], APP_SERVE);
	struct raw raw;
	bool fine = true;

	said(app);
	raw_open(app, &raw);
	(void)raw_round(&raw);	/* both are warm before they are measured */
	for (int i = 2; i + 1 < argc; i += 2) {
		int callers = (int)strtol(argv[i], NULL, 10);
		double bar = bench_number(argv[i + 1]);

		if (callers < 1 || callers > CALLERS_MAX)
			exit(2);
		fine &= acts_measure(app, &raw, callers, bar);
	}
	store_close(raw.st);
	app_close(app);
	return fine;
}
