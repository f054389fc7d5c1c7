/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the writer's two files share?  writer.c queues acts and answers
 * their callers; writer_batch.c carries them out on a connection and knows
 * neither queue nor threads.
 */
#ifndef STORE_WRITER_IN_H
#define STORE_WRITER_IN_H

#include <pthread.h>
#include <semaphore.h>

#include "store/writer.h"

enum {
	WRITER_TRIES	   = 3,		/* of one act, when connections break */
	RECONNECT_TRIES	   = 8,		/* together about 2.6 seconds */
	RECONNECT_FIRST_MS = 25,	/* then twice as long each time … */
	RECONNECT_MOST_MS  = 1000,	/* … up to this */
	LONG_MS		   = 20,	/* a transaction that keeps others out */
	GIVE_WAY_MS	   = 3		/* what they get after it */
};

enum act_state {
	ACT_OPEN,	/* to be run, or run again */
	ACT_RAN,	/* in the present transaction, not durable */
	ACT_FAILED,	/* in it too, on what the acts before it wrote */
	ACT_DONE	/* ${r} is the answer */
};

struct act {
	struct act	*next;
	struct key	 request;
	writer_fn	*fn;
	void		*arg;
	enum act_state	 state;
	bool		 maybe;		/* a commit's answer was lost */
	int		 tries;
	enum err	 r;
	struct note	 note;
	bool		 placed;	/* in the queue: it will be answered */
	sem_t		 done;
};

/* The acts of one batch, in order. */
struct batch {
	struct act	*first, **last;
	size_t		 n;
	size_t		 ran;		/* in the present transaction */
	int64_t		 from;		/* when it had the lock, ns */
	bool		 shut;		/* no transaction could begin */
};

struct engine {
	const struct place	*place;
	struct writer_hooks	 hooks;
	struct log		*log;
	struct store		*st;		/* NULL: not connected */
	bool			 open;		/* a transaction, with the lock */
	bool			 down;		/* the last connecting failed */
	bool			 give_way;	/* the last one was long */
	int64_t			 since;		/* ns: the lock was taken */
	struct store_costs	 costs;		/* of earlier connections */
	/* The next act that waits; NULL: none.  NULL itself: one at a time. */
	struct act		*(*more)(void *arg);
	void			*arg;
};

struct act_list {
	struct act	*first, **last;
	size_t		 n;
};

struct writer {
	struct engine	 engine;
	struct arena	*memory;	/* of the place */
	bool		 threaded;
	pthread_t	 thread;
	pthread_mutex_t	 turn;		/* without a thread: whose it is */
	pthread_mutex_t	 lock;		/* of what follows */
	pthread_cond_t	 work;		/* something is left, or stopping */
	pthread_cond_t	 left;		/* a caller that waited for a place is gone */
	struct act_list	 queue;
	struct act_list	 waiting;	/* for a place in the queue */
	size_t		 timed;		/* callers that look at the clock */
	bool		 stopping;
	bool		 busy;		/* somebody has the engine: … */
	pthread_t	 runner;	/* … the thread, or a caller */
	int		 wait_ms;	/* WRITER_WAIT_MS, but for tests */
	struct store_costs costs;
};

/* Connect; what a writer does first, to say at once what is wrong. */
enum err engine_connect(struct engine *e, struct note *note);
void engine_close(struct engine *e);
struct store_costs engine_costs(const struct engine *e);

void act_set(struct act *act, struct key request, writer_fn *fn, void *arg);

/* Carry out ${first} and what comes meanwhile; then all of ${ret} are done. */
void batch_run(struct engine *e, struct act *first, struct batch *ret);

#endif
