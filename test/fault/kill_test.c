/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is left of acts when the program is killed among them?  Each that was
 * acknowledged, and of each caller at most the one that it was waiting for.
 *
 * A program of its own opens the store, adds bodies one after the other and
 * tells each through a pipe once it is answered.  After so many of them as
 * chance says, and a moment more, it is killed; and so on until ACTS were
 * acknowledged.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "body/body_act.h"
#include "core/config.h"
#include "tables/tables.h"
#include "test/lib/app.h"

enum {
	ACTS		= 500,
	QUOTA_MAX	= 40,		/* acts of one program … */
	MOMENT_MAX_US	= 4000,		/* … and how long it goes on */
	CALLERS_MAX	= 4,
	SOUND_EACH	= 8,		/* programs */
	DAY_FROM	= 19000
};

static const struct actor who = { .person = { "tester", 6 },
    .face = { "console", 7 } };

/* Told through the pipe, at once: smaller than PIPE_BUF. */
struct told {
	int64_t	n;		/* the act's number */
	int64_t	seq;		/* its entry */
};

/* The program that is killed. */
struct victim {
	struct app	*app;
	int		 callers, to;
	int64_t		 from;		/* numbers of acts begin here */
};

struct caller {
	struct victim	*v;
	int		 nth;
	pthread_t	 thread;
};

static enum err
add(struct app *app, int64_t n, int64_t *ret_seq)
{
	struct arena *a = arena_new();
	struct body_added in = {
		.source = V_TEXT(S("killed")),
		.code = V_TEXT(str_fmt(a, "%lld", (long long)n)),
		.state = {
			.from = V_DAY(DAY_FROM),
			.name = V_TEXT(str_fmt(a, "unit %lld", (long long)n)),
			.kind = V_TEXT(S("unit")),
		},
	};
	struct answer got = { .seq = -1 };
	enum err r = body_add(app, &who, NULL, &in, &got, NULL);

	arena_free(a);
	*ret_seq = got.seq;
	return r;
}

static void *
caller_main(void *arg)
{
	struct caller *c = arg;
	struct told told = { .n = c->v->from + c->nth };

	for (; add(c->v->app, told.n, &told.seq) == ERR_OK;
	    told.n += c->v->callers)
		if (write(c->v->to, &told, sizeof told) != sizeof told)
			break;
	return NULL;
}

/* It ends by being killed; by itself only if something fails. */
static _Noreturn void
victim_main(const struct app_options *o, struct victim v)
{
	struct caller callers[CALLERS_MAX];

	if (app_open(o, &v.app, NULL) != ERR_OK)
		_exit(1);
	for (int i = 0; i < v.callers; i++) {
		callers[i] = (struct caller){ .v = &v, .nth = i };
		if (pthread_create(&callers[i].thread, NULL, caller_main,
		    &callers[i]) != 0)
			_exit(1);
	}
	for (int i = 0; i < v.callers; i++)
		(void)pthread_join(callers[i].thread, NULL);
	_exit(1);
}

/* All rounds of one test. */
struct rounds {
	struct test_app		 ta;
	struct test_chance	 chance;
	int			 callers;
	int64_t			 size;	/* entries that are accounted for */
	int64_t			 next;	/* number of the next act */
	int64_t			 acknowledged;
	int			 n;
};

static int64_t
chosen(struct rounds *w, int64_t most)
{
	const struct chance chance = test_chance_of(&w->chance);
	uint32_t n;

	chance_bytes(&chance, &n, sizeof n);
	return n % (most + 1);
}

/* What was told before it died. */
struct heard {
	struct told	told[QUOTA_MAX + 1000];
	size_t		n;
};

static bool
hear(int from, struct heard *h)
{
	if (h->n == sizeof h->told / sizeof *h->told)
		return false;
	if (read(from, &h->told[h->n], sizeof *h->told) != sizeof *h->told)
		return false;
	h->n++;
	return true;
}

/* Start it, hear as much as chance says, kill it, hear the rest. */
static void
victim_kill(struct rounds *w, struct heard *h)
{
	const size_t quota = (size_t)chosen(w, QUOTA_MAX);
	const struct timespec more = { 0, chosen(w, MOMENT_MAX_US) * 1000 };
	struct app_options o = w->ta.o;
	int fds[2], status;
	pid_t pid;

	o.mode = w->callers == 1 ? APP_WRITE : APP_SERVE;
	CHECK_INT(pipe(fds), 0);
	o.chance = chance_machine;	/* several threads ask it */
	if ((pid = fork()) == 0) {
		(void)close(fds[0]);
		victim_main(&o, (struct victim){ .callers = w->callers,
		    .to = fds[1], .from = w->next });
	}
	CHECK(pid > 0);
	(void)close(fds[1]);
	h->n = 0;
	while (h->n < quota && hear(fds[0], h))
		;
	(void)clock_nanosleep(CLOCK_MONOTONIC, 0, &more, NULL);
	CHECK_INT(kill(pid, SIGKILL), 0);
	CHECK_INT(waitpid(pid, &status, 0), pid);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	while (hear(fds[0], h))
		;
	(void)close(fds[0]);
}

static void
told_check(struct rounds *w, const struct told *told)
{
	struct note *note = &w->ta.t->note;
	struct arena *a = arena_new();
	struct key id = KEY_NONE;
	struct body b;

	CHECK_OK(body_alias(w->ta.app->read, S("killed"), str_fmt(a, "%lld",
	    (long long)told->n), &id, note), note);
	CHECK_OK(body_get(w->ta.app->read, a, id, DAY_FROM, &b, note), note);
	CHECK_INT(b.rev, told->seq);
	arena_free(a);
}

/*
 * Who takes the lock after it died waits until the database has noticed, too:
 * then what it was committing is there or is gone.
 */
static void
lock_wait(struct rounds *w)
{
	app_again(&w->ta, APP_WRITE);
	CHECK_OK(config_set(w->ta.app, &who, config_find(S("name")), S("-"),
	    &w->ta.t->note), &w->ta.t->note);
	w->size++;
}

static void
round_run(struct rounds *w)
{
	struct heard *h = calloc(1, sizeof *h);
	int64_t size = -1;

	CHECK(h != NULL);
	app_end(&w->ta);
	victim_kill(w, h);
	lock_wait(w);
	for (size_t i = 0; i < h->n; i++) {
		told_check(w, &h->told[i]);
		if (h->told[i].n >= w->next)
			w->next = h->told[i].n + 1;
	}
	/* What a caller waited for may be there, and nothing else. */
	CHECK_OK(ledger_size(w->ta.app->read, &size, &w->ta.t->note),
	    &w->ta.t->note);
	w->size += (int64_t)h->n;
	CHECK(size >= w->size && size <= w->size + w->callers);
	w->size = size;
	w->next += 2 * w->callers;
	w->acknowledged += (int64_t)h->n;
	free(h);
	if (++w->n % SOUND_EACH == 0)
		app_sound(&w->ta);
}

static void
rounds_run(struct test_place *t, int callers)
{
	struct rounds w = { .callers = callers, .size = 1,
	    .chance = { (uint64_t)callers + 2026 } };

	app_make(&w.ta, t, &the_house);
	while (w.acknowledged < ACTS)
		round_run(&w);
	app_sound(&w.ta);
	app_end(&w.ta);
}

BOTH("a program that is killed loses no act that was acknowledged")
{
	rounds_run(t, 1);
}

BOTH("nor does one with many callers, and each has at most one act more")
{
	rounds_run(t, CALLERS_MAX);
}
