/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of acts when the connection to PostgreSQL is lost? */
#include <sched.h>
#include <unistd.h>

#include "store/proxy_test.h"
#include "store/writer_log_test.h"
#include "test/lib/pg.h"

static int64_t
backend_of(struct store *st)
{
	static const struct sql q = { "SELECT 0", "SELECT pg_backend_pid()" };
	int64_t pid = -1;

	CHECK_OK(store_int(st, &q, NO_BINDS, -1, &pid, NULL), NULL);
	return pid;
}

/* End a connection's server process, and wait until it is gone. */
static void
backend_kill(struct store *by, int64_t pid)
{
	static const struct sql q_kill = { "SELECT 0",
	    "SELECT pg_terminate_backend($1::int, 10000)::int" };
	int64_t killed = 0;

	CHECK_OK(store_int(by, &q_kill, BINDS(BIND_INT(pid)), 0, &killed,
	    NULL), NULL);
	CHECK_INT(killed, 1);
}

static void
kill_mine(struct adding *a, struct store *st)
{
	struct store *by = NULL;
	int64_t pid = backend_of(st);

	CHECK_OK(store_open(&a->f->t->place, STORE_WRITE, NULL, &by, NULL),
	    NULL);
	backend_kill(by, pid);
	store_close(by);
}

static void
kill_mine_once(struct adding *a, struct store *st)
{
	a->inside = NULL;
	kill_mine(a, st);
}

ON_SERVER("a connection that was lost between acts is not noticed")
{
	struct adding a = { .n = 1 }, b = { .n = 2 }, c = { .n = 3 };
	struct small_log f;

	log_make(&f, t);
	for (int threaded = 0; threaded < 2; threaded++) {
		log_open(&f, threaded);
		a.n = 10 * threaded;
		b.n = a.n + 1;
		c.n = a.n + 2;
		a.request = b.request = c.request = KEY_NONE;
		CHECK_OK(add_now(&f, &a), &a.note);
		backend_kill(f.st, backend_of(f.w->engine.st));
		CHECK_OK(add_now(&f, &b), &b.note);
		backend_kill(f.st, backend_of(f.w->engine.st));
		CHECK_OK(add_now(&f, &c), &c.note);
		writer_free(f.w);
		f.w = NULL;
	}
	CHECK_INT(log_count(&f), 6);
	log_close(&f);
}

ON_SERVER("an act whose connection is lost in its middle is run again")
{
	struct adding a = { .n = 1, .inside = kill_mine_once };
	struct small_log f;

	log_make(&f, t);
	log_open(&f, false);
	CHECK_OK(add_now(&f, &a), &a.note);
	CHECK_INT(a.runs, 2);
	CHECK_INT(log_count(&f), 1);
	log_close(&f);
}

ON_SERVER("an act that loses each connection fails, and fails alone")
{
	struct adding acts[3] = { { .n = 1 }, { .n = 2, .inside = kill_mine },
	    { .n = 3 } }, held;
	struct small_log f;
	sem_t sems[2];

	log_make(&f, t);
	log_open(&f, true);
	(void)sem_init(&sems[0], 0, 0);
	(void)sem_init(&sems[1], 0, 0);
	held = (struct adding){ .n = 4, .entered = &sems[0],
	    .leave = &sems[1] };
	add_start(&f, &held);
	while (sem_wait(&sems[0]) != 0)
		;
	for (size_t i = 0; i < 3; i++) {
		add_start(&f, &acts[i]);
		await_queued(&f, i + 1, 0);
	}
	(void)sem_post(&sems[1]);
	add_wait(&held);
	CHECK_OK(held.r, &held.note);
	for (size_t i = 0; i < 3; i++) {
		add_wait(&acts[i]);
		CHECK_ERR(acts[i].r, i == 1 ? ERR_STORE : ERR_OK,
		    &acts[i].note);
		CHECK_INT(log_has(&f, acts[i].n), i != 1);
	}
	CHECK_INT(acts[1].runs, WRITER_TRIES);
	CHECK(acts[1].note.msg != NULL);
	(void)sem_destroy(&sems[0]);
	(void)sem_destroy(&sems[1]);
	log_close(&f);
}

static void
kill_writer(struct small_log *f)
{
	backend_kill(f->st, backend_of(f->w->engine.st));
}

ON_SERVER("an act whose commit did not arrive is run again")
{
	struct adding a = { .n = 1 };
	struct small_log f;

	log_make(&f, t);
	log_open(&f, false);
	f.before_seal = kill_writer;
	CHECK_OK(add_now(&f, &a), &a.note);
	CHECK_INT(a.runs, 2);
	CHECK_INT(log_count(&f), 1);
	log_close(&f);
}

/* A writer behind a proxy. */
struct behind {
	struct small_log	 f;
	struct proxy		*proxy;
	enum proxy_cut		 cut;
	bool			 deaf;
};

static struct behind *the_cut;	/* what before_seal finds */

static void
cut_at_commit(struct small_log *f)
{
	(void)f;
	proxy_cut(the_cut->proxy, the_cut->cut, the_cut->deaf);
}

static void
behind_open(struct behind *b, struct test_place *t, enum proxy_cut cut,
    bool threaded)
{
	const char *through;

	log_make(&b->f, t);
	b->proxy = proxy_start(t->a, t->place.name, &through);
	t->place.name = through;
	b->cut = cut;
	b->deaf = false;
	the_cut = b;
	log_open(&b->f, threaded);
	b->f.before_seal = cut_at_commit;
}

static void
behind_close(struct behind *b)
{
	log_close(&b->f);
	proxy_stop(b->proxy);
}

ON_SERVER("a commit whose answer was lost is looked up, not repeated")
{
	struct adding a = { .n = 1 }, after = { .n = 2 };
	struct behind b;

	behind_open(&b, t, CUT_ANSWER, false);
	b.f.traced = true;
	CHECK_OK(add_now(&b.f, &a), &a.note);
	CHECK_STR(buf_view(&b.f.trace), "lock mark seal gone lock landed? "
	    "gone");
	CHECK_INT(a.runs, 1);
	CHECK(log_has(&b.f, 1));
	CHECK_OK(add_now(&b.f, &after), &after.note);
	behind_close(&b);
}

ON_SERVER("the same for all acts of a batch")
{
	struct adding acts[4] = { { .n = 1 }, { .n = 2 },
	    { .n = 3, .refuse = ERR_INVALID }, { .n = 4 } };
	struct behind b;
	sem_t sems[2];

	behind_open(&b, t, CUT_ANSWER, true);
	(void)sem_init(&sems[0], 0, 0);
	(void)sem_init(&sems[1], 0, 0);
	acts[0].entered = &sems[0];
	acts[0].leave = &sems[1];
	add_start(&b.f, &acts[0]);
	while (sem_wait(&sems[0]) != 0)
		;
	for (size_t i = 1; i < 4; i++) {
		add_start(&b.f, &acts[i]);
		await_queued(&b.f, i, 0);
	}
	(void)sem_post(&sems[1]);
	for (size_t i = 0; i < 4; i++) {
		add_wait(&acts[i]);
		CHECK_ERR(acts[i].r, i == 2 ? ERR_INVALID : ERR_OK,
		    &acts[i].note);
		if (i != 2)
			CHECK_INT(acts[i].runs, 1);
	}
	CHECK_INT(log_count(&b.f), 3);
	(void)sem_destroy(&sems[0]);
	(void)sem_destroy(&sems[1]);
	behind_close(&b);
}

ON_SERVER("a commit that still hangs is waited for before it is looked up")
{
	static const struct sql q_waits = { "SELECT 0",
	    "SELECT COUNT(*) FROM pg_stat_activity WHERE datname ="
	    " current_database() AND wait_event_type = 'Lock'" };
	struct adding a = { .n = 1 };
	struct behind b;
	int64_t waits = 0;

	behind_open(&b, t, CUT_REQUEST, true);
	add_start(&b.f, &a);
	while (waits == 0) {
		CHECK_OK(store_int(b.f.st, &q_waits, NO_BINDS, 0, &waits,
		    NULL), NULL);
		(void)sched_yield();
	}
	CHECK_INT(log_count(&b.f), 0);
	proxy_deliver(b.proxy);
	add_wait(&a);
	CHECK_OK(a.r, &a.note);
	CHECK_INT(a.runs, 1);
	CHECK_INT(log_count(&b.f), 1);
	behind_close(&b);
}

ON_SERVER("a commit that cannot be looked up is said to be unsure")
{
	struct adding a = { .n = 1 }, later = { .n = 2 };
	struct behind b;

	behind_open(&b, t, CUT_ANSWER, false);
	b.f.shut = true;
	CHECK_ERR(add_now(&b.f, &a), ERR_UNSURE, &a.note);
	CHECK_INT(a.note.err, ERR_UNSURE);
	CHECK(log_has(&b.f, 1));
	b.f.shut = false;
	CHECK_OK(add_now(&b.f, &later), &later.note);

	/* The store is out of reach; others are told that at once. */
	b.f.before_seal = cut_at_commit;
	b.deaf = true;
	a = (struct adding){ .n = 3 };
	CHECK_ERR(add_now(&b.f, &a), ERR_UNSURE, &a.note);
	later = (struct adding){ .n = 4 };
	CHECK_ERR(add_now(&b.f, &later), ERR_STORE, &later.note);
	CHECK_INT(later.runs, 0);
	proxy_hear(b.proxy);
	CHECK_OK(add_now(&b.f, &later), &later.note);
	CHECK_INT(log_count(&b.f), 4);
	behind_close(&b);
}

ON_SERVER("an act without a request cannot be looked up")
{
	struct adding a = { .n = 1, .request = { { 7 } } };
	struct behind b;

	behind_open(&b, t, CUT_ANSWER, false);
	a.f = &b.f;
	CHECK_INT(writer_run(b.f.w, KEY_NONE, add, &a, &a.note), ERR_UNSURE);
	CHECK_INT(a.runs, 1);
	behind_close(&b);
}

ON_SERVER("many callers lose no act and repeat none, whatever is cut")
{
	enum { CALLERS = 6, EACH = 25, CUTS = 12 };
	struct adding acts[CALLERS][EACH];
	struct behind b;

	behind_open(&b, t, CUT_ANSWER, true);
	b.f.before_seal = NULL;
	for (int i = 0; i < EACH; i++) {
		for (int k = 0; k < CALLERS; k++) {
			acts[k][i] = (struct adding){ .n = i * 100 + k };
			add_start(&b.f, &acts[k][i]);
		}
		if (i % 2 == 0 && i < 2 * CUTS)
			proxy_cut(b.proxy, CUT_ANSWER, false);
		for (int k = 0; k < CALLERS; k++) {
			add_wait(&acts[k][i]);
			CHECK_OK(acts[k][i].r, &acts[k][i].note);
			CHECK(log_has(&b.f, acts[k][i].n));
		}
	}
	CHECK_INT(log_count(&b.f), CALLERS * EACH);
	behind_close(&b);
}
