/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do many writers share one disk?  They queue closures; one writer runs
 * them in order, in one transaction under the head's lock, until the queue is
 * empty, WRITER_BATCH_MAX ran or WRITER_BATCH_MS passed; then it commits once
 * and answers all.  An act that fails leaves nothing, and no other act is the
 * worse for it.
 *
 * The lock, the head and the request ids are the ledger's and come as hooks.
 */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "base/log.h"
#include "store/store.h"

enum {
	WRITER_QUEUE_MAX  = 1024,	/* more callers wait, then ERR_BUSY */
	WRITER_WAIT_MS	  = 10000,	/* how long a caller waits for a place */
	WRITER_BATCH_MAX  = 64,
	WRITER_BATCH_MS	  = 5
};

/*
 * An act: reads and queues on ${st}, under the lock.  It may be run again when
 * its transaction was lost before the commit, with the connection or by the
 * fault of another act, so it changes nothing but the store and what ${arg}
 * says is its own, and there each time anew.  It calls no writer.
 */
typedef enum err writer_fn(struct store *st, void *arg, struct note *note);

/* All run in the thread that carries out the acts; each may be NULL. */
struct writer_hooks {
	void	*arg;
	/* After the transaction began: take the lock, load the head. */
	enum err (*lock)(struct store *st, void *arg, struct note *note);
	/* Around each act: remember the head; go back to what was remembered. */
	void	(*mark)(void *arg);
	void	(*undo)(void *arg);
	/* Before the commit: write the head. */
	enum err (*seal)(struct store *st, void *arg, struct note *note);
	/* The commit is durable (true) or the batch is gone (false).  Once
	 * for each time that the lock was taken. */
	void	(*settled)(void *arg, bool durable);
	/* Was the act with this request id recorded?  Asked under the lock,
	 * in a transaction of its own, after a commit's answer was lost.  An
	 * act that leaves no trace of its request is then run once more. */
	enum err (*landed)(struct store *st, void *arg, struct key request,
	    bool *ret, struct note *note);
};

struct writer;

/*
 * writer_new(p, hooks, threaded, log, ret, note):
 * ${threaded}: group commit; a caller that finds the writer idle carries out
 * its act itself, a thread of the writer's own what is queued behind it.
 * Otherwise every caller does the work itself, one act a transaction, in an
 * order that a test can repeat.
 */
enum err writer_new(const struct place *p, const struct writer_hooks *hooks,
    bool threaded, struct log *log, struct writer **ret, struct note *note);

/*
 * writer_run(w, request, fn, arg, note):
 * Queue ${fn} and wait until it is durable.  What ${fn} returned if that was a
 * failure (it left nothing), ERR_BUSY if there was no place or another program
 * holds the store, ERR_STORE if it cannot be reached, ERR_FULL if the disk
 * was full at the commit, ERR_UNSURE if the commit's answer was lost and the
 * store cannot be asked either.
 */
enum err writer_run(struct writer *w, struct key request, writer_fn *fn,
    void *arg, struct note *note);

/* Answer what is queued, then stop.  NULL is allowed. */
void writer_free(struct writer *w);
struct store_costs writer_costs(struct writer *w);

#endif
