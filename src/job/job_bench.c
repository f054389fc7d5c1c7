/* SPDX-License-Identifier: Apache-2.0 */
#include "job/job_bench.h"

#include "store/schema.h"

extern const char job_sql[];

static const struct part parts[] = {
	{ "store", store_sql, 1, NULL },
	{ "job", job_sql, 1, NULL },
};

static const struct job_kind rows[] = {
	{ "mail", NULL, 3, 20 },
	{ "report", NULL, 0, 0 },
};
const struct job_kinds bench_kinds = { rows, 2 };

const struct str ann = { "ann", 3 }, ben = { "ben", 3 };

void
bench_open(struct bench *b, struct test_place *t)
{
	const struct schema *schema = NULL;

	*b = (struct bench){ .a = t->a, .now = NOW };
	CHECK_OK(schema_read(b->a, parts, 2, &schema, &b->note), &b->note);
	b->st = pg_create(t);
	CHECK_OK(store_begin(b->st, &b->note), &b->note);
	CHECK_OK(schema_create(schema, b->st, false, &b->note), &b->note);
	CHECK_OK(store_commit(b->st, &b->note), &b->note);
}

void
bench_close(struct bench *b)
{
	store_close(b->st);
}

void
bench_begin(struct bench *b)
{
	note_clear(&b->note);
	CHECK_OK(store_begin(b->st, &b->note), &b->note);
}

void
bench_end(struct bench *b, enum err r, enum err want)
{
	if (r == ERR_OK)
		r = store_commit(b->st, &b->note);
	store_rollback(b->st);
	CHECK_ERR(r, want, &b->note);
}

struct key
bench_id(int n)
{
	return (struct key){ { 0, 0, 0, (unsigned char)n } };
}

void
bench_queue(struct bench *b, int n, const char *kind, const char *cause,
    int64_t due)
{
	const struct job_new j = { kind, str_of(cause), S("{\"n\":1}"), due };

	ACT(b, ERR_OK, job_queue(b->st, bench_id(n), &j, b->now, &b->note));
}

struct job
bench_lease(struct bench *b, struct str owner)
{
	struct job j = { .state = JOB_DEAD };

	ACT(b, ERR_OK, job_lease_next(b->st, b->a, &bench_kinds, owner, b->now,
	    &j, &b->note));
	return j;
}

void
bench_done(struct bench *b, const struct job *j, enum err want)
{
	ACT(b, want, job_done(b->st, j, b->now, &b->note));
}

void
bench_failed(struct bench *b, const struct job *j, enum err want)
{
	struct note why = NOTE_INIT;

	(void)NOTE(&why, ERR_IO, M("The post office is closed."));
	ACT(b, want, job_failed(b->st, &bench_kinds, j, b->now, &why,
	    &b->note));
}

struct job
bench_get(struct bench *b, int n)
{
	struct job j = { .state = JOB_STATE__MAX };

	CHECK_OK(job_get(b->st, b->a, bench_id(n), &j, &b->note), &b->note);
	return j;
}
