/* SPDX-License-Identifier: Apache-2.0 */
/* What happens to jobs that are really run, by one process or by several? */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/moment.h"
#include "job/job_bench.h"

/* What the runs of a test see and do. */
struct desk {
	struct bench		 b;
	struct test_clock	 clock;
	struct test_chance	 chance;
	struct job_runner	 w;
	int			 runs;
	enum err		 answer;	/* of each run */
	bool			 silent;	/* about a failure */
	int			 at_work;	/* a pipe's end; -1: none */
};

static enum err
run_note(void *arg, struct arena *a, const struct job *job, struct note *note)
{
	struct desk *d = arg;

	CHECK_STR(job->payload, "{\"n\":1}");
	CHECK(job->state == JOB_LEASED && a != NULL);
	d->runs++;
	if (d->answer == ERR_OK || d->silent)
		return d->answer;
	return NOTE(note, d->answer, M("{kind} could not be done."),
	    A_TEXT("kind", job->kind));
}

/* Says that it has begun, and never ends. */
static enum err
run_for_ever(void *arg, struct arena *a, const struct job *job,
    struct note *note)
{
	struct desk *d = arg;

	(void)a;
	(void)job;
	(void)note;
	CHECK_INT(write(d->at_work, "!", 1), 1);
	while (pause() < 0)
		;
	return ERR_OK;
}

/* Says which job it is. */
static enum err
run_say(void *arg, struct arena *a, const struct job *job, struct note *note)
{
	struct desk *d = arg;

	(void)a;
	(void)note;
	CHECK_INT(write(d->at_work, &job->id.b[3], 1), 1);
	return ERR_OK;
}

static const struct job_kind noting[] = { { "mail", run_note, 3, 20 } };
static const struct job_kinds noting_kinds = { noting, 1 };
static const struct job_kind lasting[] = { { "mail", run_for_ever, 3, 20 } };
static const struct job_kinds lasting_kinds = { lasting, 1 };
static const struct job_kind saying[] = { { "mail", run_say, 3, 20 } };
static const struct job_kinds saying_kinds = { saying, 1 };

static void
sit_down(struct desk *d, struct test_place *t, const struct job_kinds *kinds)
{
	static const struct writer_hooks none;

	CHECK_OK(writer_new(&t->place, &none, false, NULL, &d->w.writer,
	    &d->b.note), &d->b.note);
	d->w.kinds = kinds;
	d->w.clock = test_timesource(&d->clock);
	d->w.chance = test_chance_of(&d->chance);
	d->w.owner = job_owner_new(t->a, &chance_machine);
	d->w.arg = d;
}

static void
desk_open(struct desk *d, struct test_place *t, const struct job_kinds *kinds)
{
	*d = (struct desk){ .clock = { NOW }, .at_work = -1 };
	bench_open(&d->b, t);
	sit_down(d, t, kinds);
}

static void
desk_close(struct desk *d)
{
	writer_free(d->w.writer);
	bench_close(&d->b);
}

static bool
ran(struct desk *d)
{
	bool ret = false;

	note_clear(&d->b.note);
	CHECK_OK(job_run_next(&d->w, &ret, &d->b.note), &d->b.note);
	return ret;
}

BOTH("a job that is due is run and done, and then nothing is")
{
	struct desk d;

	desk_open(&d, t, &noting_kinds);
	CHECK(!ran(&d));
	bench_queue(&d.b, 1, "mail", "entry:1", 0);
	CHECK(ran(&d));
	CHECK_INT(d.runs, 1);
	CHECK_INT(bench_get(&d.b, 1).state, JOB_DONE);
	CHECK(!ran(&d));
	CHECK_INT(d.runs, 1);
	desk_close(&d);
}

BOTH("a run that fails is kept with its reason, and is no failure of ours")
{
	struct note why = NOTE_INIT;
	struct desk d;
	struct job j;

	desk_open(&d, t, &noting_kinds);
	bench_queue(&d.b, 1, "mail", "entry:1", 0);
	d.answer = ERR_IO;
	CHECK(ran(&d));
	j = bench_get(&d.b, 1);
	CHECK_INT(j.state, JOB_WAITING);
	CHECK_OK(job_failure(d.b.a, j.failure, &why, NULL), NULL);
	CHECK_INT(why.err, ERR_IO);
	CHECK_STR(why.args[0].text, "mail");
	d.silent = true;
	d.clock.now = j.due;
	CHECK(ran(&d));
	j = bench_get(&d.b, 1);
	CHECK_OK(job_failure(d.b.a, j.failure, &why, NULL), NULL);
	CHECK_STR(str_of(why.msg), err_words(ERR_IO));
	d.clock.now = j.due;
	CHECK(ran(&d));
	CHECK_INT(bench_get(&d.b, 1).state, JOB_DEAD);
	CHECK_INT(d.runs, 3);
	desk_close(&d);
}

BOTH("a kind that this program does not know fails, and can be retried")
{
	struct note why = NOTE_INIT;
	struct desk d;
	struct job j;

	desk_open(&d, t, &noting_kinds);
	bench_queue(&d.b, 1, "telegram", "entry:1", 0);
	CHECK(ran(&d));
	CHECK_INT(d.runs, 0);
	j = bench_get(&d.b, 1);
	CHECK_INT(j.state, JOB_WAITING);
	CHECK_OK(job_failure(d.b.a, j.failure, &why, NULL), NULL);
	CHECK_INT(why.err, ERR_VERSION);
	CHECK_STR(why.args[0].text, "telegram");
	desk_close(&d);
}

TEST("no two processes have the same name")
{
	struct arena *a = arena_new();
	struct test_chance chance = { 0 };
	struct chance by = test_chance_of(&chance);
	struct str one = job_owner_new(a, &by), two = job_owner_new(a, &by);

	CHECK(one.n > 0 && one.n <= JOB_OWNER_MAX);
	CHECK(!str_eq(one, two));
	arena_free(a);
}

/* A child with a store, a writer and a name of its own; ends by itself or is
 * ended. */
static pid_t
child(struct test_place *t, const struct job_kinds *kinds, int at_work)
{
	pid_t pid = fork();
	struct desk d = { .clock = { NOW }, .at_work = at_work };
	bool more = true;
	enum err r = ERR_OK;

	if (pid != 0)
		return pid;
	sit_down(&d, t, kinds);
	while (r == ERR_OK && more)
		r = job_run_next(&d.w, &more, NULL);
	writer_free(d.w.writer);
	_exit(r == ERR_OK ? 0 : 1);
}

BOTH("a process killed in the middle of a job: another runs it afterwards")
{
	struct desk d;
	struct job j;
	int ends[2], status;
	char mark;
	pid_t pid;

	desk_open(&d, t, &noting_kinds);
	bench_queue(&d.b, 1, "mail", "entry:1", 0);
	CHECK_INT(pipe2(ends, O_CLOEXEC), 0);
	pid = child(t, &lasting_kinds, ends[1]);
	CHECK(pid > 0);
	CHECK_INT(read(ends[0], &mark, 1), 1);	/* it is at work */
	CHECK_INT(kill(pid, SIGKILL), 0);
	CHECK_INT(waitpid(pid, &status, 0), pid);
	j = bench_get(&d.b, 1);
	CHECK_INT(j.state, JOB_LEASED);
	CHECK_INT(j.tries, 1);
	CHECK(!ran(&d));
	d.clock.now = j.due;
	CHECK(ran(&d));
	CHECK_INT(d.runs, 1);
	j = bench_get(&d.b, 1);
	CHECK_INT(j.state, JOB_DONE);
	CHECK_INT(j.tries, 2);
	(void)close(ends[0]);
	(void)close(ends[1]);
	desk_close(&d);
}

enum { JOBS = 60, RUNNERS = 4 };

BOTH("several processes at once run each job exactly once")
{
	unsigned char seen[JOBS + 1] = { 0 }, n;
	pid_t pids[RUNNERS];
	struct desk d;
	int ends[2], status;

	desk_open(&d, t, &saying_kinds);
	for (int i = 1; i <= JOBS; i++)
		bench_queue(&d.b, i, "mail", str_fmt(d.b.a, "entry:%d", i).p,
		    0);
	CHECK_INT(pipe2(ends, O_CLOEXEC), 0);
	for (int i = 0; i < RUNNERS; i++)
		CHECK((pids[i] = child(t, &saying_kinds, ends[1])) > 0);
	(void)close(ends[1]);
	for (int i = 0; i < RUNNERS; i++) {
		CHECK_INT(waitpid(pids[i], &status, 0), pids[i]);
		CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	while (read(ends[0], &n, 1) == 1) {
		CHECK(n <= JOBS);
		seen[n]++;
	}
	for (int i = 1; i <= JOBS; i++) {
		CHECK_INT(seen[i], 1);
		CHECK_INT(bench_get(&d.b, i).state, JOB_DONE);
	}
	(void)close(ends[0]);
	desk_close(&d);
}

#ifdef ANZE_FAULTS
/* Let the n-th of something fail, a new job for each n, until one is done. */
static void
fail_each(struct desk *d, enum fault what, int from)
{
	enum job_state state = JOB_WAITING;

	for (int n = 1; state != JOB_DONE; n++) {
		bool did;

		CHECK(n < 120);
		bench_queue(&d->b, from + n, "mail", str_fmt(d->b.a,
		    "entry:%d", from + n).p, 0);
		fault_arm(what, n);
		(void)job_run_next(&d->w, &did, NULL);
		fault_arm(what, 0);
		state = bench_get(&d->b, from + n).state;
		CHECK(state == JOB_WAITING || state == JOB_LEASED ||
		    state == JOB_DONE);
		d->clock.now += HOUR_MS;
		d->b.now = d->clock.now;
		if (state != JOB_DONE)
			ACT(&d->b, ERR_OK, job_drop(d->b.st,
			    bench_id(from + n), S("next"), d->b.now,
			    &d->b.note));
	}
}

BOTH("whatever fails while a job is run, it is not lost")
{
	struct desk d;

	desk_open(&d, t, &noting_kinds);
	fail_each(&d, FAULT_STATEMENT, 0);
	fail_each(&d, FAULT_ALLOC, 120);
	desk_close(&d);
}
#endif
