/* SPDX-License-Identifier: Apache-2.0 */
/* For tests: a store with the jobs' table, and steps that each are one
 * transaction. */
#ifndef JOB_JOB_BENCH_H
#define JOB_JOB_BENCH_H

#include "job/job.h"
#include "test/lib/pg.h"

enum { NOW = 1000000 };

struct bench {
	struct arena	*a;
	struct store	*st;
	struct note	 note;
	int64_t		 now;
};

/* Kinds without a run: mail (3 tries, 20 seconds) and report. */
extern const struct job_kinds bench_kinds;
/* Two who run jobs. */
extern const struct str ann, ben;

void bench_open(struct bench *b, struct test_place *t);
void bench_close(struct bench *b);

/* ${call} is a transaction of its own, and comes to ${want}. */
#define ACT(b, want, call) do { \
	bench_begin(b); \
	bench_end((b), (call), (want)); \
} while (0)
void bench_begin(struct bench *b);
void bench_end(struct bench *b, enum err r, enum err want);

struct key bench_id(int n);
void bench_queue(struct bench *b, int n, const char *kind, const char *cause,
    int64_t due);
struct job bench_lease(struct bench *b, struct str owner);
void bench_done(struct bench *b, const struct job *j, enum err want);
void bench_failed(struct bench *b, const struct job *j, enum err want);
struct job bench_get(struct bench *b, int n);

#endif
