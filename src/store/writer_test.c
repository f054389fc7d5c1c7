/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/fault.h"
#include "store/writer_log_test.h"
#include "test/lib/pg.h"

enum { CALLERS = 8, EACH = 40 };

/* The same in a thread and without one. */
static void
both_ways(struct test_place *t,
    void (*body)(struct small_log *f, bool threaded))
{
	struct small_log f;

	log_make(&f, t);
	for (int threaded = 0; threaded < 2; threaded++) {
		log_open(&f, threaded);
		body(&f, threaded);
		writer_free(f.w);
		f.w = NULL;
		log_check(&f);
	}
	log_close(&f);
}

static void
add_ten(struct small_log *f, bool threaded)
{
	int64_t before = log_count(f);

	for (int64_t i = 0; i < 10; i++) {
		struct adding a = { .n = 100 * threaded + i };

		CHECK_OK(add_now(f, &a), &a.note);
		CHECK_INT(a.runs, 1);
		CHECK(log_has(f, a.n));
		CHECK_INT(log_count(f), before + i + 1);
	}
}

BOTH("what was answered is there")
{
	both_ways(t, add_ten);
}

static void
refuse_some(struct small_log *f, bool threaded)
{
	struct adding acts[] = {
		{ .n = 1, .refuse = ERR_INVALID },
		{ .n = 2 },
		{ .n = 3, .fail = ERR_CONFLICT },
		{ .n = 4, .clash = true },
		{ .n = 5 },
		{ .n = 6, .refuse = ERR_DENIED },
	};
	static const enum err want[] = { ERR_INVALID, ERR_OK, ERR_CONFLICT,
	    ERR_EXISTS, ERR_OK, ERR_DENIED };

	for (size_t i = 0; i < 6; i++) {
		acts[i].n += 100 * threaded;
		CHECK_ERR(add_now(f, &acts[i]), want[i], &acts[i].note);
		CHECK_INT(acts[i].note.err, want[i]);
		CHECK_INT(log_has(f, acts[i].n), want[i] == ERR_OK);
		CHECK_INT(acts[i].runs, 1);
	}
}

BOTH("an act that fails leaves nothing, and says why")
{
	both_ways(t, refuse_some);
}

BOTH("the hooks are called as it is said")
{
	struct adding good = { .n = 1 }, bad = { .n = 2, .fail = ERR_INVALID };
	struct adding no = { .n = 3, .refuse = ERR_DENIED };
	struct small_log f;

	log_make(&f, t);
	log_open(&f, false);
	f.traced = true;
	CHECK_INT(add_now(&f, &good), ERR_OK);
	CHECK_STR(buf_view(&f.trace), "lock mark seal durable");
	buf_empty(&f.trace);
	CHECK_INT(add_now(&f, &bad), ERR_INVALID);
	CHECK_STR(buf_view(&f.trace), "lock mark undo gone");
	buf_empty(&f.trace);
	CHECK_INT(add_now(&f, &no), ERR_DENIED);
	CHECK_STR(buf_view(&f.trace), "lock mark undo gone");
	log_close(&f);
}

BOTH("an act alone costs no mark, and waits for no other")
{
	struct adding first = { .n = 1 }, a = { .n = 2 };
	struct store_costs from, to;
	struct small_log f;

	log_make(&f, t);
	log_open(&f, true);
	CHECK_OK(add_now(&f, &first), &first.note);
	from = writer_costs(f.w);
	CHECK_OK(add_now(&f, &a), &a.note);
	to = writer_costs(f.w);
	/* Begin, lock, two rows, seal, commit. */
	CHECK_INT(to.statements - from.statements, 6);
	CHECK_INT(to.trips - from.trips, t->postgres ? 2 : 0);
	CHECK_INT(to.commits - from.commits, 1);
	log_close(&f);
}

/* Hold the writer in an act, so that what is queued meanwhile is one batch. */
static void
writer_hold(struct small_log *f, struct adding *held, sem_t sems[2])
{
	(void)sem_init(&sems[0], 0, 0);
	(void)sem_init(&sems[1], 0, 0);
	*held = (struct adding){ .n = 1000, .entered = &sems[0],
	    .leave = &sems[1], .refuse = ERR_DENIED };
	add_start(f, held);
	while (sem_wait(&sems[0]) != 0)
		;
}

static void
writer_let_go(struct adding *held, sem_t sems[2])
{
	(void)sem_post(&sems[1]);
	add_wait(held);
	CHECK_INT(held->r, ERR_DENIED);
	(void)sem_destroy(&sems[0]);
	(void)sem_destroy(&sems[1]);
}

/* All of ${acts} in one queue, then run. */
static void
add_together(struct small_log *f, struct adding *acts, size_t n)
{
	struct adding held;
	sem_t sems[2];

	writer_hold(f, &held, sems);
	for (size_t i = 0; i < n; i++) {
		add_start(f, &acts[i]);
		await_queued(f, i + 1, 0);
	}
	writer_let_go(&held, sems);
	for (size_t i = 0; i < n; i++)
		add_wait(&acts[i]);
}

BOTH("acts that wait together are committed together")
{
	struct adding acts[CALLERS] = { { .n = 0 } };
	struct small_log f;

	log_make(&f, t);
	log_open(&f, true);
	/* However long the writer was held, the next batch is a whole one. */
	f.durable = f.gone = f.locked = 0;
	for (int i = 0; i < CALLERS; i++)
		acts[i].n = i;
	add_together(&f, acts, CALLERS);
	for (int i = 0; i < CALLERS; i++) {
		CHECK_OK(acts[i].r, &acts[i].note);
		CHECK_INT(acts[i].runs, 1);
	}
	CHECK(f.durable < CALLERS);
	CHECK(f.batch_most > 1);
	log_close(&f);
}

BOTH("one that fails does not harm those beside it")
{
	static const struct adding kinds[] = {
		{ .refuse = ERR_INVALID }, { .fail = ERR_CONFLICT },
		{ .clash = true }, { .refuse = ERR_MEMORY },
	};
	static const enum err want[] = { ERR_INVALID, ERR_CONFLICT, ERR_EXISTS,
	    ERR_MEMORY };
	struct adding before = { .n = 5000 };
	struct small_log f;

	log_make(&f, t);
	log_open(&f, true);
	CHECK_OK(add_now(&f, &before), &before.note);
	for (int at = 0; at < 5; at++)
		for (int kind = 0; kind < 4; kind++) {
			struct adding acts[5] = { { .n = 0 } };

			acts[at] = kinds[kind];
			for (int i = 0; i < 5; i++)
				acts[i].n = 100 * at + 10 * kind + i;
			add_together(&f, acts, 5);
			for (int i = 0; i < 5; i++) {
				CHECK_ERR(acts[i].r, i == at ? want[kind] :
				    ERR_OK, &acts[i].note);
				CHECK_INT(log_has(&f, acts[i].n), i != at);
			}
			log_check(&f);
		}
	log_close(&f);
}

BOTH("when sealing fails, none of the batch was recorded or all are again")
{
	struct adding acts[4] = { { .n = 1 }, { .n = 2 }, { .n = 3 },
	    { .n = 4 } };
	struct small_log f;

	log_make(&f, t);
	log_open(&f, true);
	f.seal = ERR_CONFLICT;
	add_together(&f, acts, 4);
	for (int i = 0; i < 4; i++)
		CHECK_INT(log_has(&f, acts[i].n), acts[i].r == ERR_OK);
	log_close(&f);

	log_open(&f, false);
	f.st = pg_open(t, STORE_WRITE);
	for (int i = 0; i < 2; i++) {
		struct adding a = { .n = 10 + i };

		f.seal = ERR_FULL;
		CHECK_INT(add_now(&f, &a), ERR_FULL);
		CHECK(!log_has(&f, a.n));
		CHECK_OK(add_now(&f, &a), &a.note);
	}
	log_close(&f);
}

BOTH("a disk that is full at the commit is told to the whole batch")
{
	struct adding acts[4] = { { .n = 1 }, { .n = 2 }, { .n = 3 },
	    { .n = 4, .refuse = ERR_INVALID } };
	struct small_log f;
	int full = 0;

	log_make(&f, t);
	log_open(&f, true);
	f.seal = ERR_FULL;
	add_together(&f, acts, 4);
	for (int i = 0; i < 3; i++) {
		CHECK(acts[i].r == ERR_FULL || acts[i].r == ERR_OK);
		CHECK_INT(log_has(&f, acts[i].n), acts[i].r == ERR_OK);
		full += acts[i].r == ERR_FULL;
	}
	CHECK(full > 0);
	CHECK_ERR(acts[3].r, ERR_INVALID, &acts[3].note);
	for (int i = 0; i < 3; i++)
		if (acts[i].r == ERR_FULL)
			CHECK_OK(add_now(&f, &acts[i]), &acts[i].note);
	log_close(&f);
}

struct many {
	struct small_log	*f;
	int			 from;
	int			 done;
	pthread_t		 thread;
};

static void *
many_main(void *arg)
{
	struct many *m = arg;

	for (int i = 0; i < EACH; i++) {
		struct adding a = { .n = m->from + i };

		a.refuse = i % 7 == 3 ? ERR_INVALID : ERR_OK;
		a.fail = i % 11 == 5 ? ERR_CONFLICT : ERR_OK;
		m->done += add_now(m->f, &a) == ERR_OK;
	}
	return NULL;
}

BOTH("many callers, each act once, at most so many in a batch")
{
	struct many callers[CALLERS];
	struct small_log f;
	int64_t done = 0;

	log_make(&f, t);
	log_open(&f, true);
	for (int i = 0; i < CALLERS; i++) {
		callers[i] = (struct many){ .f = &f, .from = i * EACH };
		CHECK_INT(pthread_create(&callers[i].thread, NULL, many_main,
		    &callers[i]), 0);
	}
	for (int i = 0; i < CALLERS; i++) {
		CHECK_INT(pthread_join(callers[i].thread, NULL), 0);
		done += callers[i].done;
	}
	CHECK_INT(log_count(&f), done);
	CHECK(f.batch_most <= WRITER_BATCH_MAX);
	log_close(&f);
}

static void
nest(struct small_log *f, bool threaded)
{
	struct adding a = { .n = threaded, .nested = true };
	struct adding after = { .n = 10 + threaded };

	CHECK_ERR(add_now(f, &a), ERR_BUG, &a.note);
	CHECK(!log_has(f, a.n));
	CHECK_OK(add_now(f, &after), &after.note);
}

BOTH("who writes from within what is written is refused")
{
	both_ways(t, nest);
}

/* Fill the queue with acts of nobody's, which are answered like others. */
static struct act *
queue_fill(struct small_log *f, struct adding *a)
{
	struct act *acts = calloc(WRITER_QUEUE_MAX, sizeof *acts);

	assert(acts != NULL);
	(void)pthread_mutex_lock(&f->w->lock);
	for (int i = 0; i < WRITER_QUEUE_MAX; i++) {
		act_set(&acts[i], KEY_NONE, add, a);
		(void)sem_init(&acts[i].done, 0, 0);
		acts[i].placed = true;
		*f->w->queue.last = &acts[i];
		f->w->queue.last = &acts[i].next;
		f->w->queue.n++;
	}
	(void)pthread_mutex_unlock(&f->w->lock);
	return acts;
}

static void
queue_drain(struct act *acts)
{
	for (int i = 0; i < WRITER_QUEUE_MAX; i++) {
		while (sem_wait(&acts[i].done) != 0)
			;
		CHECK_INT(acts[i].r, ERR_INVALID);
		(void)sem_destroy(&acts[i].done);
	}
	free(acts);
}

BOTH("who finds no place in the queue for too long is told to come again")
{
	struct small_log f;
	struct adding none = { .f = &f, .refuse = ERR_INVALID };
	struct adding late = { .n = 1 }, held;
	struct act *acts;
	sem_t sems[2];

	log_make(&f, t);
	log_open(&f, true);
	writer_hold(&f, &held, sems);
	acts = queue_fill(&f, &none);
	f.w->wait_ms = 1;
	CHECK_ERR(add_now(&f, &late), ERR_BUSY, &late.note);
	CHECK_INT(late.runs, 0);
	await_queued(&f, WRITER_QUEUE_MAX, 0);
	writer_let_go(&held, sems);
	queue_drain(acts);
	CHECK_OK(add_now(&f, &late), &late.note);
	log_close(&f);
}

BOTH("places go to who waits longest")
{
	enum { WAITERS = 5 };
	struct small_log f;
	struct adding none = { .f = &f, .refuse = ERR_INVALID }, held;
	struct adding waiters[WAITERS] = { { .n = 0 } };
	struct act *acts;
	sem_t sems[2];

	log_make(&f, t);
	log_open(&f, true);
	writer_hold(&f, &held, sems);
	acts = queue_fill(&f, &none);
	for (int i = 0; i < WAITERS; i++) {
		waiters[i].n = i;
		add_start(&f, &waiters[i]);
		await_queued(&f, WRITER_QUEUE_MAX, (size_t)i + 1);
	}
	writer_let_go(&held, sems);
	queue_drain(acts);
	for (int i = 0; i < WAITERS; i++) {
		static const struct sql q = {
			"SELECT seq FROM added WHERE n = $1", NULL };
		int64_t seq = -1;

		add_wait(&waiters[i]);
		CHECK_OK(waiters[i].r, &waiters[i].note);
		CHECK_OK(store_int(f.st, &q, BINDS(BIND_INT(i)), -1, &seq,
		    &t->note), &t->note);
		CHECK_INT(seq, i);
	}
	log_close(&f);
}

static void *
free_main(void *arg)
{
	struct small_log *f = arg;

	writer_free(f->w);
	return NULL;
}

BOTH("a writer that stops answers all that is queued first")
{
	struct adding acts[CALLERS] = { { .n = 0 } }, held;
	struct small_log f;
	pthread_t stopper;
	sem_t sems[2];

	log_make(&f, t);
	log_open(&f, true);
	writer_hold(&f, &held, sems);
	for (int i = 0; i < CALLERS; i++) {
		acts[i].n = i;
		add_start(&f, &acts[i]);
	}
	await_queued(&f, CALLERS, 0);
	CHECK_INT(pthread_create(&stopper, NULL, free_main, &f), 0);
	writer_let_go(&held, sems);
	CHECK_INT(pthread_join(stopper, NULL), 0);
	f.w = NULL;
	for (int i = 0; i < CALLERS; i++) {
		add_wait(&acts[i]);
		CHECK_OK(acts[i].r, &acts[i].note);
	}
	log_close(&f);
	writer_free(NULL);
}

BOTH("a writer for no store says so at once")
{
	const struct writer_hooks none = { .arg = NULL };
	struct writer *w = NULL;

	CHECK_ERR(writer_new(&t->place, &none, true, NULL, &w, &t->note),
	    ERR_NOTFOUND, &t->note);
	CHECK(w == NULL);
}

static enum err
put_plain(struct store *st, void *arg, struct note *note)
{
	(void)arg;
	return store_exec(st, "INSERT INTO added VALUES (0, 0)", note);
}

BOTH("hooks may be left out")
{
	const struct writer_hooks none = { .arg = NULL };
	struct small_log f;
	struct writer *w = NULL;

	log_make(&f, t);
	CHECK_OK(writer_new(&t->place, &none, false, NULL, &w, &t->note),
	    &t->note);
	CHECK_OK(writer_run(w, KEY_NONE, put_plain, NULL, &t->note),
	    &t->note);
	CHECK_INT(writer_run(w, KEY_NONE, put_plain, NULL, NULL),
	    ERR_EXISTS);
	writer_free(w);
	CHECK(log_has(&f, 0));
	store_close(f.st);
}
