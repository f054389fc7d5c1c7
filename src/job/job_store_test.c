/* SPDX-License-Identifier: Apache-2.0 */
/* Is each job run once, by one, and not forgotten? */
#include "base/moment.h"
#include "job/job_bench.h"

BOTH("a job is queued once for each kind and cause, whatever became of it")
{
	struct bench b;
	struct job j;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:5", 0);
	bench_queue(&b, 2, "mail", "entry:5", 0);
	bench_queue(&b, 3, "report", "entry:5", 0);
	bench_queue(&b, 4, "mail", "entry:6", 0);
	CHECK_ERR(job_get(b.st, b.a, bench_id(2), &j, NULL), ERR_NOTFOUND,
	    NULL);
	j = bench_get(&b, 1);
	CHECK_STR(j.kind, "mail");
	CHECK_STR(j.cause, "entry:5");
	CHECK_STR(j.payload, "{\"n\":1}");
	CHECK_INT(j.state, JOB_WAITING);
	CHECK_INT(j.due, NOW);
	CHECK_INT(j.queued, NOW);
	CHECK_INT(j.tries, 0);
	CHECK_INT(j.ended, -1);
	j = bench_lease(&b, ann);
	bench_done(&b, &j, ERR_OK);
	bench_queue(&b, 2, "mail", "entry:5", 0);
	CHECK_ERR(job_get(b.st, b.a, bench_id(2), &j, NULL), ERR_NOTFOUND,
	    NULL);
	bench_close(&b);
}

BOTH("a job is there if and only if its act is")
{
	const struct job_new j = { "mail", S("entry:5"), S(""), 0 };
	struct job got;
	struct bench b;

	bench_open(&b, t);
	bench_begin(&b);
	CHECK_OK(job_queue(b.st, bench_id(1), &j, b.now, &b.note), &b.note);
	store_rollback(b.st);
	CHECK_ERR(job_get(b.st, b.a, bench_id(1), &got, NULL), ERR_NOTFOUND,
	    NULL);
	ACT(&b, ERR_OK, job_queue(b.st, bench_id(1), &j, b.now, &b.note));
	CHECK_STR(bench_get(&b, 1).payload, "{}");
	bench_close(&b);
}

BOTH("payload and cause keep within their bounds")
{
	char *big = arena_alloc(t->a, JOB_PAYLOAD_MAX + 2);
	struct job_new j = { "mail", S("entry:5"), S(""), 0 };
	struct bench b;

	bench_open(&b, t);
	memset(big, 'x', JOB_PAYLOAD_MAX + 1);
	memcpy(big, "{\"n\":\"", 6);
	memcpy(big + JOB_PAYLOAD_MAX - 2, "\"}", 3);
	j.payload = (struct str){ big, JOB_PAYLOAD_MAX };
	ACT(&b, ERR_OK, job_queue(b.st, bench_id(1), &j, b.now, &b.note));
	j.payload.n++;
	ACT(&b, ERR_LIMIT, job_queue(b.st, bench_id(2), &j, b.now, &b.note));
	j.payload = S("{\"b\":1,\"a\":1}");
	ACT(&b, ERR_BUG, job_queue(b.st, bench_id(2), &j, b.now, &b.note));
	j.payload = S("[1]");
	ACT(&b, ERR_BUG, job_queue(b.st, bench_id(2), &j, b.now, &b.note));
	j.payload = S("{}");
	j.cause = S("");
	ACT(&b, ERR_BUG, job_queue(b.st, bench_id(2), &j, b.now, &b.note));
	j.cause = (struct str){ big, JOB_CAUSE_MAX + 1 };
	ACT(&b, ERR_BUG, job_queue(b.st, bench_id(2), &j, b.now, &b.note));
	bench_close(&b);
}

BOTH("the job that has been due longest comes first, and none before it is due")
{
	struct bench b;

	bench_open(&b, t);
	CHECK_INT(bench_lease(&b, ann).state, JOB_WAITING);
	bench_queue(&b, 1, "mail", "entry:1", NOW + 100);
	bench_queue(&b, 2, "mail", "entry:2", NOW - 5);
	bench_queue(&b, 3, "mail", "entry:3", NOW - 5);
	bench_queue(&b, 4, "mail", "entry:4", NOW - 9);
	CHECK(key_eq(bench_lease(&b, ann).id, bench_id(4)));
	CHECK(key_eq(bench_lease(&b, ben).id, bench_id(2)));
	CHECK(key_eq(bench_lease(&b, ann).id, bench_id(3)));
	CHECK_INT(bench_lease(&b, ann).state, JOB_WAITING);
	b.now = NOW + 100;
	CHECK(key_eq(bench_lease(&b, ann).id, bench_id(1)));
	bench_close(&b);
}

static int64_t
next_due(struct bench *b)
{
	int64_t due = 0;

	CHECK_OK(job_next_due(b->st, &due, &b->note), &b->note);
	return due;
}

BOTH("whoever waits can ask until when")
{
	struct bench b;
	struct job j;

	bench_open(&b, t);
	CHECK_INT(next_due(&b), -1);
	bench_queue(&b, 1, "mail", "entry:1", NOW + 100);
	bench_queue(&b, 2, "mail", "entry:2", NOW + 50);
	CHECK_INT(next_due(&b), NOW + 50);
	b.now = NOW + 50;
	j = bench_lease(&b, ann);
	CHECK_INT(next_due(&b), NOW + 100);
	bench_done(&b, &j, ERR_OK);
	b.now = NOW + 100;
	j = bench_lease(&b, ann);
	CHECK_INT(next_due(&b), j.due);
	bench_done(&b, &j, ERR_OK);
	CHECK_INT(next_due(&b), -1);
	bench_close(&b);
}

BOTH("a leased job says who has it and until when")
{
	struct bench b;
	struct job j;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:1", 0);
	j = bench_lease(&b, ann);
	CHECK_INT(j.state, JOB_LEASED);
	CHECK_STR(j.owner, "ann");
	CHECK_INT(j.due, NOW + 20 * SECOND_MS);
	CHECK_INT(j.tries, 1);
	CHECK_STR(bench_get(&b, 1).owner, "ann");
	CHECK_INT(bench_get(&b, 1).due, NOW + 20 * SECOND_MS);
	CHECK_INT(bench_get(&b, 1).state, JOB_LEASED);
	bench_close(&b);
}

BOTH("a job that is done keeps neither payload nor failure")
{
	struct bench b;
	struct job j;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:1", 0);
	j = bench_lease(&b, ann);
	bench_failed(&b, &j, ERR_OK);
	b.now = bench_get(&b, 1).due;
	j = bench_lease(&b, ann);
	CHECK(j.failure.n > 0);
	b.now += 7;
	bench_done(&b, &j, ERR_OK);
	bench_done(&b, &j, ERR_OK);	/* said twice */
	j = bench_get(&b, 1);
	CHECK_INT(j.state, JOB_DONE);
	CHECK_STR(j.payload, "{}");
	CHECK_INT(j.failure.n, 0);
	CHECK_INT(j.owner.n, 0);
	CHECK_INT(j.due, -1);
	CHECK_INT(j.tries, 2);
	CHECK(j.ended == b.now);
	bench_close(&b);
}

BOTH("a failed run is tried again later and later, and then the job is dead")
{
	struct note why = NOTE_INIT;
	struct bench b;
	struct job j;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:1", 0);
	for (int i = 1; i <= 3; i++) {
		j = bench_lease(&b, ann);
		CHECK_INT(j.tries, i);
		bench_failed(&b, &j, ERR_OK);
		bench_failed(&b, &j, ERR_OK);		/* said twice */
		j = bench_get(&b, 1);
		if (i == 3)
			break;
		CHECK_INT(j.state, JOB_WAITING);
		CHECK(j.due == b.now + job_wait_ms(bench_id(1), i));
		CHECK_INT(bench_lease(&b, ann).state, JOB_WAITING);
		b.now = j.due;
	}
	CHECK_INT(j.state, JOB_DEAD);
	CHECK_INT(j.due, -1);
	CHECK(j.ended == b.now);
	CHECK_STR(j.payload, "{\"n\":1}");
	CHECK_OK(job_failure(b.a, j.failure, &why, &b.note), &b.note);
	CHECK_STR(str_of(why.msg), "The post office is closed.");
	b.now += 365 * DAY_MS;
	CHECK_INT(bench_lease(&b, ann).state, JOB_WAITING);
	bench_close(&b);
}

BOTH("when who runs a job dies, the lease runs out and another runs it")
{
	struct bench b;
	struct job first, second;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:1", 0);
	first = bench_lease(&b, ann);
	b.now = first.due - 1;
	CHECK_INT(bench_lease(&b, ben).state, JOB_WAITING);
	b.now = first.due;
	second = bench_lease(&b, ben);
	CHECK(key_eq(second.id, first.id));
	CHECK_STR(second.owner, "ben");
	CHECK_INT(second.tries, 2);
	/* She was only slow: what he makes of it counts. */
	bench_done(&b, &first, ERR_CONFLICT);
	bench_failed(&b, &first, ERR_CONFLICT);
	bench_done(&b, &second, ERR_OK);
	CHECK_INT(bench_get(&b, 1).state, JOB_DONE);
	bench_close(&b);
}

BOTH("who is slow, and whom nobody replaced, may still say how it went")
{
	struct bench b;
	struct job j;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:1", 0);
	j = bench_lease(&b, ann);
	b.now = j.due + HOUR_MS;
	bench_done(&b, &j, ERR_OK);
	CHECK_INT(bench_get(&b, 1).state, JOB_DONE);
	bench_close(&b);
}

BOTH("a lease can be made longer, as long as it is one's own")
{
	struct bench b;
	struct job j;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:1", 0);
	j = bench_lease(&b, ann);
	b.now += 15 * SECOND_MS;
	ACT(&b, ERR_OK, job_extend(b.st, &j, b.now, MINUTE_MS, &b.note));
	b.now += 59 * SECOND_MS;
	CHECK_INT(bench_lease(&b, ben).state, JOB_WAITING);
	b.now += SECOND_MS;
	CHECK_INT(bench_lease(&b, ben).state, JOB_LEASED);
	ACT(&b, ERR_CONFLICT, job_extend(b.st, &j, b.now, MINUTE_MS, &b.note));
	bench_close(&b);
}

BOTH("a job that kills whoever runs it is dead after its tries")
{
	struct note why = NOTE_INIT;
	struct bench b;
	struct job j;

	bench_open(&b, t);
	bench_queue(&b, 1, "mail", "entry:1", 0);
	bench_queue(&b, 2, "report", "entry:1", NOW + DAY_MS);
	for (int i = 1; i <= 3; i++) {
		j = bench_lease(&b, i % 2 == 0 ? ben : ann);
		CHECK_INT(j.tries, i);
		b.now = j.due;
	}
	CHECK_INT(bench_lease(&b, ann).state, JOB_WAITING);
	j = bench_get(&b, 1);
	CHECK_INT(j.state, JOB_DEAD);
	CHECK_OK(job_failure(b.a, j.failure, &why, &b.note), &b.note);
	CHECK_INT(why.err, ERR_UNSURE);
	CHECK_STR(why.args[0].text, "ann");
	/* And those behind it are reached. */
	b.now = NOW + DAY_MS;
	CHECK(key_eq(bench_lease(&b, ann).id, bench_id(2)));
	bench_close(&b);
}
