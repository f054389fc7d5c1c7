/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many durable acts a second, beside the same database's single insert?
 * The baseline puts a row as large as an entry and commits it, by one caller.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "bench/bench.h"
#include "store/writer.h"

#define SECONDS	1.0
enum { ROUNDS = 5, CALLERS_MAX = 64 };

static const char text[] = "a text of the length that a name or a short "
    "remark usually has";

struct caller {
	pthread_t	 thread;
	struct app	*app;
	atomic_bool	*stop;
	long		 done;
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

static void *
caller_run(void *arg)
{
	const struct actor who = { .person = S("bench"), .face = S("console") };
	struct caller *c = arg;
	struct note note = NOTE_INIT;

	while (!atomic_load(c->stop)) {
		if (act_run(c->app, &who, NULL, said_act, NULL, NULL,
		    &note) != ERR_OK)
			bench_die(&note);
		c->done++;
	}
	return NULL;
}

/* Acts a second by ${n} callers. */
static double
acts_rate(struct app *app, int n)
{
	struct caller callers[CALLERS_MAX] = { 0 };
	struct timespec pause = { (time_t)SECONDS, 0 };
	atomic_bool stop = false;
	double begun = bench_now(), took;
	long done = 0;

	for (int i = 0; i < n; i++) {
		callers[i].app = app;
		callers[i].stop = &stop;
		if (pthread_create(&callers[i].thread, NULL, caller_run,
		    &callers[i]) != 0)
			exit(1);
	}
	(void)nanosleep(&pause, NULL);
	atomic_store(&stop, true);
	for (int i = 0; i < n; i++) {
		(void)pthread_join(callers[i].thread, NULL);
		done += callers[i].done;
	}
	took = bench_now() - begun;
	return (double)done / took;
}

/* Inserts a second, each committed, by one caller. */
static double
raw_rate(struct store *st, int64_t *id)
{
	static const struct sql q = {
		"INSERT INTO bench_raw (id, entry) VALUES ($1, $2)", NULL };
	static const char entry[300] = { 'e' };
	struct note note = NOTE_INIT;
	double begun = bench_now();
	long done = 0;

	while (bench_now() - begun < SECONDS) {
		if (store_begin(st, &note) != ERR_OK ||
		    store_run(st, &q, BINDS(BIND_INT(++*id),
		    BIND_BYTES(entry, sizeof entry)), &note) != ERR_OK ||
		    store_commit(st, &note) != ERR_OK)
			bench_die(&note);
		done++;
	}
	return (double)done / (bench_now() - begun);
}

bool
bench_acts(int argc, char **argv)
{
	struct app *app = bench_open(argv[0], argv[1], APP_SERVE);
	struct store_costs before, after;
	struct note note = NOTE_INIT;
	struct store *raw = NULL;
	bool fine = true;
	int64_t id = 0;

	if (store_open(&app->place, STORE_WRITE, NULL, &raw, &note) != ERR_OK ||
	    store_exec(raw, "CREATE TABLE IF NOT EXISTS bench_raw"
	    " (id BIGINT PRIMARY KEY, entry BYTEA)", &note) != ERR_OK ||
	    store_exec(raw, "DELETE FROM bench_raw", &note) != ERR_OK)
		bench_die(&note);
	for (int i = 2; i + 1 < argc; i += 2) {
		int callers = (int)strtol(argv[i], NULL, 10);
		double bar = (double)strtol(argv[i + 1], NULL, 10) / 100;
		struct rounds r = { .n = 0 };
		double took;

		if (callers < 1 || callers > CALLERS_MAX)
			exit(2);
		before = writer_costs(app->writer);
		took = bench_now();
		for (int n = 0; n < ROUNDS; n++) {
			double ours = acts_rate(app, callers);

			rounds_add(&r, ours, raw_rate(raw, &id));
		}
		took = (bench_now() - took) / 2;
		after = writer_costs(app->writer);
		fine &= rounds_say(app->place.postgres ?
		    "durable acts : raw inserts, PostgreSQL" :
		    "durable acts : raw inserts, SQLite", &r, "/s", bar);
		printf("    %d callers; %.0f %% of the time in commits; %.2f "
		    "round trips and %.1f statements an act\n", callers,
		    100 * (double)(after.commit_ns - before.commit_ns) / 1e9 /
		    took, (double)(after.trips - before.trips) /
		    (r.ours[0] * SECONDS * ROUNDS),
		    (double)(after.statements - before.statements) /
		    (r.ours[0] * SECONDS * ROUNDS));
	}
	store_close(raw);
	app_close(app);
	return fine;
}
