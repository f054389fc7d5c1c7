/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do callers wait for the writer, and the writer for callers?  A caller's
 * act lies on its own stack and hangs in the queue until it is answered.  When
 * the queue is full the caller hangs in a second one, first come, first
 * served, and looks at the clock.
 *
 * Whoever finds nobody at work carries out what is queued, and what comes
 * meanwhile, in its own thread: a lone caller waits for no other thread to
 * wake.  What is left in the queue behind it is the writer's thread's.
 */
#include "store/writer_in.h"

#include <errno.h>
#include <signal.h>

static void
list_clear(struct act_list *l)
{
	*l = (struct act_list){ NULL, &l->first, 0 };
}

static void
list_put(struct act_list *l, struct act *act)
{
	act->next = NULL;
	*l->last = act;
	l->last = &act->next;
	l->n++;
}

static struct act *
list_take(struct act_list *l)
{
	struct act *act = l->first;

	if (act == NULL)
		return NULL;
	if ((l->first = act->next) == NULL)
		l->last = &l->first;
	act->next = NULL;
	l->n--;
	return act;
}

/* Take it out, wherever it is. */
static void
list_remove(struct act_list *l, struct act *act)
{
	struct act **at = &l->first;

	while (*at != act)
		at = &(*at)->next;
	if ((*at = act->next) == NULL)
		l->last = at;
	l->n--;
}

static void
writer_place(struct writer *w, struct act *act)
{
	act->placed = true;
	list_put(&w->queue, act);
}

/* The next act, and its place to who waits longest.  Under the lock. */
static struct act *
writer_take(struct writer *w)
{
	struct act *act = list_take(&w->queue), *next;

	if (act != NULL && (next = list_take(&w->waiting)) != NULL)
		writer_place(w, next);
	return act;
}

static struct act *
writer_more(void *arg)
{
	struct writer *w = arg;
	struct act *act;

	(void)pthread_mutex_lock(&w->lock);
	act = writer_take(w);
	(void)pthread_mutex_unlock(&w->lock);
	return act;
}

/* Tell all but ${mine}; a caller may be gone as soon as it is told. */
static void
batch_answer(const struct batch *b, const struct act *mine)
{
	struct act *next;

	for (struct act *act = b->first; act != NULL; act = next) {
		next = act->next;
		if (act != mine)
			(void)sem_post(&act->done);
	}
}

/*
 * Take the engine, carry out ${act} and what comes meanwhile, tell all but
 * ${mine}, let the engine go.  Called and left under the lock.  Who is told may
 * come again at once: the engine is kept until all are told, so that the next
 * batch finds them in the queue and not one after the other.
 */
static void
writer_batch(struct writer *w, struct act *act, const struct act *mine)
{
	struct batch batch;

	w->busy = true;
	w->runner = pthread_self();
	(void)pthread_mutex_unlock(&w->lock);
	batch_run(&w->engine, act, &batch);
	(void)pthread_mutex_lock(&w->lock);
	w->costs = engine_costs(&w->engine);
	(void)pthread_mutex_unlock(&w->lock);
	batch_answer(&batch, mine);
	(void)pthread_mutex_lock(&w->lock);
	w->busy = false;
}

static void *
writer_main(void *arg)
{
	struct writer *w = arg;
	struct act *act;

	(void)pthread_mutex_lock(&w->lock);
	for (;;) {
		while (w->busy || (w->queue.n == 0 && !w->stopping))
			(void)pthread_cond_wait(&w->work, &w->lock);
		if ((act = writer_take(w)) == NULL)
			break;
		writer_batch(w, act, NULL);
	}
	(void)pthread_mutex_unlock(&w->lock);
	return NULL;
}

static void
wait_done(struct act *act)
{
	while (sem_wait(&act->done) != 0)
		;	/* EINTR */
}

/* Until it is answered, or until there was no place for it for too long. */
static void
wait_placed(struct writer *w, struct act *act)
{
	struct timespec until;
	bool placed;
	int r;

	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += w->wait_ms / 1000;
	until.tv_nsec += (w->wait_ms % 1000) * 1000000L;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	while ((r = sem_clockwait(&act->done, CLOCK_MONOTONIC, &until)) !=
	    0 && errno == EINTR)
		;
	(void)pthread_mutex_lock(&w->lock);
	placed = act->placed;
	if (!placed)
		list_remove(&w->waiting, act);
	w->timed--;
	(void)pthread_cond_signal(&w->left);
	(void)pthread_mutex_unlock(&w->lock);
	if (!placed)
		act->r = NOTE(&act->note, ERR_BUSY,
		    M("Too many are writing at once, so nothing was written. "
		    "Try again in a moment."));
	else if (r != 0)
		wait_done(act);
}

static enum err
say_stopped(struct note *note)
{
	return NOTE(note, ERR_STOPPED,
	    M("The program is about to end, so nothing was written. Try "
	    "again when it runs again."));
}

static enum err
say_nested(struct note *note)
{
	return NOTE(note, ERR_BUG,
	    M("The program tried to write from within something it was "
	    "writing. Nothing was written. Please report it."));
}

/* With the engine in hand; called under the lock, which is let go. */
static void
run_myself(struct writer *w, struct act *act)
{
	writer_batch(w, act, act);
	if (w->queue.n > 0 || w->stopping)
		(void)pthread_cond_signal(&w->work);
	(void)pthread_mutex_unlock(&w->lock);
}

/* In the queue, or before it; the same. */
static void
run_queued(struct writer *w, struct act *act)
{
	bool placed = w->queue.n < WRITER_QUEUE_MAX;

	if (placed)
		writer_place(w, act);
	else {
		list_put(&w->waiting, act);
		w->timed++;
	}
	(void)pthread_mutex_unlock(&w->lock);
	if (placed)
		wait_done(act);
	else
		wait_placed(w, act);
}

static enum err
run_among(struct writer *w, struct act *act)
{
	if (sem_init(&act->done, 0, 0) != 0)
		return note_memory(&act->note);
	(void)pthread_mutex_lock(&w->lock);
	if (w->busy && pthread_equal(pthread_self(), w->runner)) {
		(void)pthread_mutex_unlock(&w->lock);
		act->r = say_nested(&act->note);
	} else if (w->stopping) {
		(void)pthread_mutex_unlock(&w->lock);
		act->r = say_stopped(&act->note);
	} else if (!w->busy && w->queue.n == 0)
		run_myself(w, act);
	else
		run_queued(w, act);
	(void)sem_destroy(&act->done);
	return act->r;
}

/* Without a thread callers take turns. */
static enum err
run_alone(struct writer *w, struct act *act)
{
	if (pthread_mutex_lock(&w->turn) != 0)
		return say_nested(&act->note);
	(void)pthread_mutex_lock(&w->lock);
	writer_batch(w, act, act);
	(void)pthread_mutex_unlock(&w->lock);
	(void)pthread_mutex_unlock(&w->turn);
	return act->r;
}

enum err
writer_run(struct writer *w, struct key request, writer_fn *fn, void *arg,
    struct note *note)
{
	struct act act;
	enum err r;

	act_set(&act, request, fn, arg);
	r = w->threaded ? run_among(w, &act) : run_alone(w, &act);
	if (r != ERR_OK && note != NULL && note->err == ERR_OK)
		note_copy(note, &act.note);
	return r;
}

/* A mutex that tells its owner from another: who nests is refused. */
static void
turn_init(pthread_mutex_t *turn)
{
	pthread_mutexattr_t attr;

	(void)pthread_mutexattr_init(&attr);
	(void)pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK);
	(void)pthread_mutex_init(turn, &attr);
	(void)pthread_mutexattr_destroy(&attr);
}

/* Signals are for the thread that began the program. */
static enum err
thread_start(struct writer *w, struct note *note)
{
	sigset_t all, before;
	int e;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	e = pthread_create(&w->thread, NULL, writer_main, w);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return e == 0 ? ERR_OK : note_memory(note);
}

static void
writer_destroy(struct writer *w)
{
	engine_close(&w->engine);
	(void)pthread_mutex_destroy(&w->turn);
	(void)pthread_mutex_destroy(&w->lock);
	(void)pthread_cond_destroy(&w->work);
	(void)pthread_cond_destroy(&w->left);
	arena_free(w->memory);
}

enum err
writer_new(const struct place *p, const struct writer_hooks *hooks,
    bool threaded, struct log *log, struct writer **ret, struct note *note)
{
	struct arena *a = arena_new();
	struct writer *w = a == NULL ? NULL : NEW(a, struct writer);
	struct place *place = a == NULL ? NULL : NEW(a, struct place);
	enum err r;

	if (w == NULL || place == NULL) {
		arena_free(a);
		return note_memory(note);
	}
	*place = (struct place){ str_copy(a, str_of(p->name)).p,
	    str_copy(a, str_of(p->files)).p, p->postgres };
	*w = (struct writer){ .memory = a, .threaded = threaded,
	    .wait_ms = WRITER_WAIT_MS, .engine = { .place = place,
	    .hooks = *hooks, .log = log, .down = true,
	    .more = threaded ? writer_more : NULL, .arg = w } };
	list_clear(&w->queue);
	list_clear(&w->waiting);
	turn_init(&w->turn);
	(void)pthread_mutex_init(&w->lock, NULL);
	(void)pthread_cond_init(&w->work, NULL);
	(void)pthread_cond_init(&w->left, NULL);
	if (arena_failed(a))
		r = note_memory(note);
	else if ((r = engine_connect(&w->engine, note)) == ERR_OK && threaded)
		r = thread_start(w, note);
	if (r == ERR_OK)
		*ret = w;
	else
		writer_destroy(w);
	return r;
}

void
writer_free(struct writer *w)
{
	if (w == NULL)
		return;
	(void)pthread_mutex_lock(&w->lock);
	w->stopping = true;
	(void)pthread_cond_signal(&w->work);
	(void)pthread_mutex_unlock(&w->lock);
	if (w->threaded)
		(void)pthread_join(w->thread, NULL);
	(void)pthread_mutex_lock(&w->lock);
	while (w->timed > 0)
		(void)pthread_cond_wait(&w->left, &w->lock);
	(void)pthread_mutex_unlock(&w->lock);
	writer_destroy(w);
}

struct store_costs
writer_costs(struct writer *w)
{
	struct store_costs costs;

	(void)pthread_mutex_lock(&w->lock);
	costs = w->costs;
	(void)pthread_mutex_unlock(&w->lock);
	return costs;
}
