/* SPDX-License-Identifier: Apache-2.0 */
#include "store/writer_log_test.h"
#include "test/lib/pg.h"

#include <sched.h>

static const struct sql q_lock = {
	"SELECT size FROM head WHERE id = 1",
	"SELECT size FROM head WHERE id = 1 FOR UPDATE"
};
static const struct sql q_seal = {
	"UPDATE head SET size = $1 WHERE id = 1", NULL
};
static const struct sql q_add = {
	"INSERT INTO added (seq, n) VALUES ($1, $2)", NULL
};
static const struct sql q_trace = {
	"INSERT INTO trace (request) VALUES ($1)", NULL
};
static const struct sql q_landed = {
	"SELECT COUNT(*) FROM trace WHERE request = $1", NULL
};
static const struct sql q_has = {
	"SELECT COUNT(*) FROM added WHERE n = $1", NULL
};
static const struct sql q_sum = {
	"SELECT COUNT(*) * 1000000 + COALESCE(MAX(seq) + 1, 0) FROM added",
	NULL
};
static const struct sql q_traces = { "SELECT COUNT(*) FROM trace", NULL };

static void
say(struct small_log *f, const char *word)
{
	if (f->traced)
		buf_fmt(&f->trace, "%s%s", f->trace.n == 0 ? "" : " ", word);
}

static enum err
hook_lock(struct store *st, void *arg, struct note *note)
{
	struct small_log *f = arg;
	enum err r;

	say(f, "lock");
	f->in_batch = 0;
	r = store_int(st, &q_lock, NO_BINDS, -1, &f->size, note);
	f->locked += r == ERR_OK;
	return r;
}

static void
hook_mark(void *arg)
{
	struct small_log *f = arg;

	say(f, "mark");
	f->kept = f->size;
	if (++f->in_batch > f->batch_most)
		f->batch_most = f->in_batch;
}

static void
hook_undo(void *arg)
{
	struct small_log *f = arg;

	say(f, "undo");
	f->size = f->kept;
}

static enum err
hook_seal(struct store *st, void *arg, struct note *note)
{
	struct small_log *f = arg;
	enum err r = f->seal;

	say(f, "seal");
	if (f->before_seal != NULL)
		f->before_seal(f);
	f->before_seal = NULL;
	f->seal = ERR_OK;
	return r != ERR_OK ? NOTE(note, r, "sealing fails") :
	    store_run(st, &q_seal, BINDS(BIND_INT(f->size)), note);
}

static void
hook_settled(void *arg, bool durable)
{
	struct small_log *f = arg;

	say(f, durable ? "durable" : "gone");
	f->durable += durable;
	f->gone += !durable;
}

static enum err
hook_landed(struct store *st, void *arg, struct key request, bool *ret,
    struct note *note)
{
	struct small_log *f = arg;
	int64_t n;
	enum err r;

	say(f, "landed?");
	if (f->shut)
		return NOTE(note, ERR_STORE, "asking fails");
	if ((r = store_int(st, &q_landed, BINDS(BIND_KEY(request)), 0, &n,
	    note)) == ERR_OK)
		*ret = n > 0;
	return r;
}

struct key
request_of(int64_t n)
{
	struct key k = KEY_NONE;

	for (int i = 15; i > 0; i--, n >>= 8)
		k.b[i] = (unsigned char)n;
	k.b[0] = 1;
	return k;
}

enum err
add(struct store *st, void *arg, struct note *note)
{
	struct adding *a = arg;
	struct small_log *f = a->f;
	enum err r;

	a->runs++;
	if (a->entered != NULL)
		(void)sem_post(a->entered);
	if (a->leave != NULL)
		while (sem_wait(a->leave) != 0)
			;
	a->entered = a->leave = NULL;
	if (a->nested)
		return writer_run(f->w, KEY_NONE, add, a, note);
	if (a->refuse != ERR_OK)
		return NOTE(note, a->refuse, "refused");
	if ((r = store_run(st, &q_add, BINDS(BIND_INT(a->clash ? 0 : f->size),
	    BIND_INT(a->n)), note)) != ERR_OK ||
	    (r = store_run(st, &q_trace, BINDS(BIND_KEY(a->request)),
	    note)) != ERR_OK)
		return r;
	f->size++;
	if (a->inside != NULL)
		a->inside(a, st);
	return a->fail != ERR_OK ? NOTE(note, a->fail, "failed") : ERR_OK;
}

enum err
add_now(struct small_log *f, struct adding *a)
{
	a->f = f;
	if (key_none(a->request))
		a->request = request_of(a->n);
	note_clear(&a->note);
	return a->r = writer_run(f->w, a->request, add, a, &a->note);
}

static void *
add_main(void *arg)
{
	struct adding *a = arg;

	(void)add_now(a->f, a);
	return NULL;
}

void
add_start(struct small_log *f, struct adding *a)
{
	a->f = f;
	CHECK_INT(pthread_create(&a->thread, NULL, add_main, a), 0);
}

void
add_wait(struct adding *a)
{
	CHECK_INT(pthread_join(a->thread, NULL), 0);
}

void
await_queued(struct small_log *f, size_t queued, size_t waiting)
{
	bool there = false;

	while (!there) {
		(void)pthread_mutex_lock(&f->w->lock);
		there = f->w->queue.n == queued &&
		    f->w->waiting.n == waiting;
		(void)pthread_mutex_unlock(&f->w->lock);
		if (!there)
			(void)sched_yield();
	}
}

void
log_make(struct small_log *f, struct test_place *t)
{
	static const char *const make[] = {
		"CREATE TABLE added (seq BIGINT NOT NULL PRIMARY KEY,"
		" n BIGINT NOT NULL)",
		"CREATE TABLE head (id BIGINT NOT NULL PRIMARY KEY,"
		" size BIGINT NOT NULL)",
		"INSERT INTO head VALUES (1, 0)",
	};
	struct store *st = pg_create(t);

	*f = (struct small_log){ .t = t };
	for (size_t i = 0; i < sizeof make / sizeof make[0]; i++)
		CHECK_OK(store_exec(st, make[i], &t->note), &t->note);
	CHECK_OK(store_exec(st, t->postgres ?
	    "CREATE TABLE trace (request BYTEA NOT NULL PRIMARY KEY)" :
	    "CREATE TABLE trace (request BLOB NOT NULL PRIMARY KEY)",
	    &t->note), &t->note);
	f->st = st;
}

void
log_open(struct small_log *f, bool threaded)
{
	const struct writer_hooks hooks = { f, hook_lock, hook_mark,
	    hook_undo, hook_seal, hook_settled, hook_landed };

	CHECK_OK(writer_new(&f->t->place, &hooks, threaded, NULL, &f->w,
	    &f->t->note), &f->t->note);
}

int64_t
log_count(struct small_log *f)
{
	int64_t n = -1;

	CHECK_OK(store_int(f->st, &q_traces, NO_BINDS, -2, &n, &f->t->note),
	    &f->t->note);
	return n;
}

/* Rows without a hole, as many as the head says and as there are traces. */
void
log_check(struct small_log *f)
{
	int64_t sum, size, traces = log_count(f);

	CHECK_OK(store_int(f->st, &q_sum, NO_BINDS, -1, &sum, &f->t->note),
	    &f->t->note);
	CHECK_OK(store_int(f->st, &q_lock, NO_BINDS, -1, &size, &f->t->note),
	    &f->t->note);
	CHECK_INT(sum, size * 1000000 + size);
	CHECK_INT(traces, size);
	CHECK_INT(f->locked, f->durable + f->gone);
}

bool
log_has(struct small_log *f, int64_t n)
{
	int64_t count = -1;

	CHECK_OK(store_int(f->st, &q_has, BINDS(BIND_INT(n)), 0, &count,
	    &f->t->note), &f->t->note);
	CHECK(count == 0 || count == 1);
	return count == 1;
}

void
log_close(struct small_log *f)
{
	writer_free(f->w);
	log_check(f);
	store_close(f->st);
	buf_free(&f->trace);
}
