/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is something done exactly once?  Every act carries a request: a key that
 * the caller chose (a form's UUID, the API's key, file hash and row) and the
 * hash of what is asked.  The act and the memory of its request are one
 * transaction: asked again, the first answer is given again; the same key for
 * something else is ERR_CONFLICT.
 */
#ifndef CORE_ACT_H
#define CORE_ACT_H

#include "core/app.h"

struct request {
	struct key	key;	/* KEY_NONE: made by act_run() */
	struct hash	hash;	/* of what is asked; zero: not compared */
};

/* What an act leaves for its caller and for a repetition. */
struct answer {
	struct key	on;	/* the record made or changed */
	int64_t		seq;	/* its last entry: the rev */
	bool		again;	/* it had been done before */
};

/* Decides and appends under the lock; it may run twice (see writer.h), so it
 * sets what it finds out anew each time.  Allocates in ${tx->a}. */
typedef enum err act_fn(struct tx *tx, void *arg, struct answer *ret,
    struct note *note);

/*
 * act_run(app, who, rq, fn, arg, ret, note):
 * Queue, wait until durable.  ${rq} NULL: a request of its own.  ${ret} may
 * be NULL.
 */
enum err act_run(struct app *app, const struct actor *who,
    const struct request *rq, act_fn *fn, void *arg, struct answer *ret,
    struct note *note);

#endif
