/* SPDX-License-Identifier: Apache-2.0 */
/* What can people see and decide of jobs? */
#include "base/moment.h"
#include "job/job_bench.h"

BOTH("a dead job can be retried, with all its tries")
{
	struct bench b;
	struct job j;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:1", 0);
	for (int i = 1; i <= 6; i++) {
		j = bench_lease(&b, ann);
		CHECK_INT(j.tries, i);
		bench_failed(&b, &j, ERR_OK);
		j = bench_get(&b, 1);
		CHECK_INT(j.state, i % 3 == 0 ? JOB_DEAD : JOB_WAITING);
		b.now += HOUR_MS;
		if (i % 3 != 0)
			continue;
		ACT(&b, ERR_OK, job_retry(b.st, bench_id(1), b.now, &b.note));
		CHECK_INT(bench_get(&b, 1).due, b.now);
		CHECK_INT(bench_get(&b, 1).ended, -1);
		CHECK_INT(bench_get(&b, 1).earlier, i);
	}
	bench_close(&b);
}

BOTH("a job is dropped with a reason, and may be taken up again")
{
	struct bench b;
	struct job j;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:1", 0);
	ACT(&b, ERR_INVALID, job_drop(b.st, bench_id(1), S(""), b.now,
	    &b.note));
	ACT(&b, ERR_OK, job_drop(b.st, bench_id(1), S("The box is gone."),
	    b.now, &b.note));
	j = bench_get(&b, 1);
	CHECK_INT(j.state, JOB_DROPPED);
	CHECK_STR(j.reason, "The box is gone.");
	CHECK_INT(bench_lease(&b, ann).state, JOB_WAITING);
	ACT(&b, ERR_CONFLICT, job_drop(b.st, bench_id(1), S("Again."), b.now,
	    &b.note));
	ACT(&b, ERR_OK, job_retry(b.st, bench_id(1), b.now, &b.note));
	CHECK_INT(bench_lease(&b, ann).state, JOB_LEASED);
	CHECK_INT(bench_get(&b, 1).reason.n, 0);
	bench_close(&b);
}

BOTH("people decide about no job that is being run, done or not there")
{
	struct bench b;
	struct job j;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:1", 0);
	j = bench_lease(&b, ann);
	ACT(&b, ERR_CONFLICT, job_retry(b.st, bench_id(1), b.now, &b.note));
	ACT(&b, ERR_CONFLICT, job_drop(b.st, bench_id(1), S("No."), b.now,
	    &b.note));
	bench_done(&b, &j, ERR_OK);
	ACT(&b, ERR_CONFLICT, job_retry(b.st, bench_id(1), b.now, &b.note));
	ACT(&b, ERR_NOTFOUND, job_retry(b.st, bench_id(9), b.now, &b.note));
	ACT(&b, ERR_NOTFOUND, job_drop(b.st, bench_id(9), S("No."), b.now,
	    &b.note));
	bench_close(&b);
}

struct seen {
	int		n;
	unsigned char	ids[16];
};

static enum err
see(void *arg, const struct job *job, struct note *note)
{
	struct seen *s = arg;

	(void)note;
	s->ids[s->n++] = job->id.b[3];
	return ERR_OK;
}

static void
seen_are(struct bench *b, enum job_state state, int after, int64_t most,
    const char *want)
{
	struct seen s = { 0 };

	CHECK_OK(job_each(b->st, state, after < 0 ? KEY_NONE : bench_id(after),
	    most, see, &s, &b->note), &b->note);
	CHECK_INT(s.n, strlen(want));
	for (int i = 0; i < s.n; i++)
		CHECK_INT(s.ids[i], want[i] - '0');
}

BOTH("jobs are listed by state, in order and in parts, and counted")
{
	int64_t counts[JOB_STATE__MAX];
	struct bench b;
	struct job j;

	bench_open(&b, t);
	for (int i = 1; i <= 6; i++)
		bench_queue(&b, i, "mail", str_fmt(b.a, "entry:%d", i).p, 0);
	j = bench_lease(&b, ann);
	bench_done(&b, &j, ERR_OK);
	(void)bench_lease(&b, ann);
	ACT(&b, ERR_OK, job_drop(b.st, bench_id(4), S("No."), b.now, &b.note));
	seen_are(&b, JOB_STATE__MAX, -1, 10, "123456");
	seen_are(&b, JOB_STATE__MAX, 2, 3, "345");
	seen_are(&b, JOB_WAITING, -1, 10, "356");
	seen_are(&b, JOB_WAITING, 3, 1, "5");
	seen_are(&b, JOB_DEAD, -1, 10, "");
	CHECK_OK(job_count(b.st, counts, &b.note), &b.note);
	CHECK_INT(counts[JOB_WAITING], 3);
	CHECK_INT(counts[JOB_LEASED], 1);
	CHECK_INT(counts[JOB_DONE], 1);
	CHECK_INT(counts[JOB_DEAD], 0);
	CHECK_INT(counts[JOB_DROPPED], 1);
	bench_close(&b);
}

BOTH("what is over for long is forgotten, but for the dead")
{
	struct bench b;
	struct job j;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:1", 0);
	bench_queue(&b, 2, "mail", "entry:2", 0);
	for (int i = 0; i < 3; i++) {
		b.now = NOW + i * HOUR_MS;
		j = bench_lease(&b, ann);
		bench_failed(&b, &j, ERR_OK);
	}
	j = bench_lease(&b, ann);
	CHECK(key_eq(j.id, bench_id(2)));
	bench_done(&b, &j, ERR_OK);
	ACT(&b, ERR_OK, job_sweep(b.st, b.now, &b.note));
	CHECK_INT(bench_get(&b, 2).state, JOB_DONE);
	ACT(&b, ERR_OK, job_sweep(b.st, b.now + 1, &b.note));
	seen_are(&b, JOB_STATE__MAX, -1, 10, "1");
	bench_close(&b);
}
