/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the tests of the writer share?  A small log with a head, as the
 * ledger has one: each act adds one row at the head's number, and leaves a
 * trace of its request.
 */
#ifndef STORE_WRITER_LOG_TEST_H
#define STORE_WRITER_LOG_TEST_H

#include "store/writer_in.h"

struct test_place;

struct small_log {
	struct test_place	*t;
	struct store		*st;	/* a second connection, to look */
	struct writer		*w;
	int64_t			 size, kept;	/* the head */
	struct buf		 trace;	/* of hooks, when wanted */
	bool			 traced;
	int			 locked, durable, gone;
	int			 in_batch, batch_most;
	bool			 shut;	/* then "landed" fails */
	enum err		 seal;	/* what sealing fails with, once */
	void			(*before_seal)(struct small_log *f);
};

/* One act: add ${n}.  What is told beside it happens when it is run. */
struct adding {
	struct small_log	*f;
	int64_t			 n;
	struct key		 request;
	enum err		 refuse;	/* before it writes */
	enum err		 fail;		/* after it wrote */
	bool			 clash;		/* writes a key that is taken */
	sem_t			*entered;	/* posted when it runs … */
	sem_t			*leave;		/* … and waited for, once */
	void			(*inside)(struct adding *a, struct store *st);
	bool			 nested;	/* calls the writer itself */
	int			 runs;
	enum err		 r;		/* what the caller was told */
	struct note		 note;
	pthread_t		 thread;
};

void log_make(struct small_log *f, struct test_place *t);
void log_open(struct small_log *f, bool threaded);
/* Also checks that rows, head and traces agree. */
void log_close(struct small_log *f);
void log_check(struct small_log *f);
int64_t log_count(struct small_log *f);

/* Is a row with this number there? */
bool log_has(struct small_log *f, int64_t n);

struct key request_of(int64_t n);
writer_fn add;
enum err add_now(struct small_log *f, struct adding *a);
/* The same in a thread of its own, and its end. */
void add_start(struct small_log *f, struct adding *a);
void add_wait(struct adding *a);

/* Wait, without a clock, until so many hang in the queue or wait for it. */
void await_queued(struct small_log *f, size_t queued, size_t waiting);

#endif
