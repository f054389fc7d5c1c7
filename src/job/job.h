/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is still to be done, by whom, and what became of it?
 *
 * What must leave the house after a commit (files, mail, messages) or takes
 * long is a job: queued in the act's own transaction, so that it is there if
 * and only if the act is, and once for each kind and cause.  Whoever has time
 * leases the next one that is due, runs it and says how it went; if he dies,
 * the lease runs out and another runs it.  A run that fails is tried again
 * later and later, and after the kind's number of tries the job is dead:
 * people see it, retry it, or drop it with a reason.
 *
 * So a job may run more than once, and its run must not mind: an act that it
 * makes takes its request from the job's kind and cause, a file is written
 * under a name of its own.
 *
 * A payload says where things are: entries, keys, vault keys.  Text typed by
 * people does not stand in it, so that what is expunged is not kept here.
 *
 * Functions with a store want a transaction of the caller's (store_begin() in
 * STORE_WRITE, or a writer's closure), but for those that only read.
 */
#ifndef JOB_JOB_H
#define JOB_JOB_H

#include "base/log.h"
#include "store/writer.h"

enum {
	JOB_PAYLOAD_MAX	= 16 * 1024,	/* bytes */
	JOB_CAUSE_MAX	= 200,
	JOB_OWNER_MAX	= 100,
	JOB_REASON_MAX	= 2000,
	JOB_TRIES	= 12,		/* where a kind says nothing */
	JOB_LEASE_S	= 300
};

enum job_state {
	JOB_WAITING,
	JOB_LEASED,	/* somebody runs it, or died while he did */
	JOB_DONE,
	JOB_DEAD,	/* tried in vain as often as its kind wants */
	JOB_DROPPED,	/* by a person, with a reason */
	JOB_STATE__MAX
};
const char *job_state_word(enum job_state s);		/* "waiting" */
/* False when there is no such state. */
bool job_state_read(struct str word, enum job_state *ret);

struct job {
	struct key	id;
	struct str	kind;
	struct str	cause;
	struct str	payload;	/* canonical JSON, an object */
	enum job_state	state;
	int64_t		due;		/* UTC ms; -1: it is over */
	int64_t		tries;		/* runs begun, this one included */
	int64_t		earlier;	/* of these, before a retry */
	struct str	owner;		/* who runs it; empty: nobody */
	struct str	failure;	/* for job_failure(); empty: none */
	struct str	reason;		/* why it was dropped */
	int64_t		queued;
	int64_t		ended;		/* -1: it is not over */
};

/*
 * A kind of job.  ${run} does it, outside of any transaction; ERR_OK: it is
 * done.  Any other answer is a failure of this run, with its note.
 */
struct job_kind {
	const char	*name;		/* "checkpoint.hand_out" */
	enum err	(*run)(void *arg, struct arena *a,
			    const struct job *job, struct note *note);
	int		 tries;		/* 0: JOB_TRIES */
	int		 lease_s;	/* no run is longer; 0: JOB_LEASE_S */
};

/* All kinds of the house (src/tables/jobs.c), sorted by name. */
struct job_kinds {
	const struct job_kind	*rows;
	size_t			 n;
};
const struct job_kind *job_kind_find(const struct job_kinds *kinds,
    struct str name);

/* Pure: what job.c decides. */

/*
 * How long to wait behind the ${n}-th failed run in a row (from 1)?  About ten
 * seconds, then twice as long each time, up to an hour.  Between half of that
 * and all of it, as ${id} and ${n} have it: always the same for the same job,
 * and apart from others that failed with it.
 */
int64_t job_wait_ms(struct key id, int64_t n);
/* NULL: an unknown kind. */
int64_t job_lease_ms(const struct job_kind *kind);
/* Was the run that just failed the last one? */
bool job_is_last(const struct job_kind *kind, const struct job *job);

/* Causes: an entry, or a request; ${part} tells several jobs of one kind and
 * cause apart ("": there is one). */
struct str job_cause_entry(struct arena *a, int64_t seq, struct str part);
struct str job_cause_request(struct arena *a, struct key request,
    struct str part);

/* A failure as it is kept, and back, to be said in the reader's language at
 * the edge.  ERR_NOTFOUND: none was kept.  What ${*ret} says lives in ${a}. */
struct str job_failure_keep(struct arena *a, const struct note *why);
enum err job_failure(struct arena *a, struct str kept, struct note *ret,
    struct note *note);

/* Kept: job_store.c. */

struct job_new {
	const char	*kind;
	struct str	 cause;
	struct str	 payload;	/* empty: {} */
	int64_t		 due;		/* 0: now */
};

/*
 * job_queue(st, id, j, now, note):
 * Queue a job under the key ${id}, within the act that causes it.  If there is
 * one of this kind and cause already, whatever became of it, that one stays
 * and nothing is queued.
 */
enum err job_queue(struct store *st, struct key id, const struct job_new *j,
    int64_t now, struct note *note);

/*
 * job_lease_next(st, a, kinds, owner, now, ret, note):
 * Take the job that has been due longest for ${owner}, who is one process of
 * one machine and no other ever, until its kind's lease ends.  ${ret->state}
 * is JOB_LEASED, or JOB_WAITING when nothing is due.  A job whose last run did
 * not come to an end is not leased once more, but is dead.
 */
enum err job_lease_next(struct store *st, struct arena *a,
    const struct job_kinds *kinds, struct str owner, int64_t now,
    struct job *ret, struct note *note);

/*
 * What became of the leased ${job}?  ERR_CONFLICT when it is not leased to its
 * owner any more: the lease ran out, and what another makes of it counts.
 * Said twice is the same as said once.
 */
enum err job_done(struct store *st, const struct job *job, int64_t now,
    struct note *note);
enum err job_failed(struct store *st, const struct job_kinds *kinds,
    const struct job *job, int64_t now, const struct note *why,
    struct note *note);
/* More time for a run that takes long: the lease ends ${lease_ms} behind
 * ${now}. */
enum err job_extend(struct store *st, const struct job *job, int64_t now,
    int64_t lease_ms, struct note *note);

/* What people may do. */

/* Run it now, with all its tries: a dead, dropped or waiting job.  ERR_CONFLICT
 * when it is done or being run; ERR_NOTFOUND. */
enum err job_retry(struct store *st, struct key id, int64_t now,
    struct note *note);
/* Never run it (again): a dead or waiting job.  ERR_INVALID without a reason;
 * ERR_CONFLICT as above, or when it is dropped already. */
enum err job_drop(struct store *st, struct key id, struct str reason,
    int64_t now, struct note *note);

enum err job_get(struct store *st, struct arena *a, struct key id,
    struct job *ret, struct note *note);

/*
 * job_each(st, state, after, most, row, arg, note):
 * Hand out the jobs of one state, or of all (JOB_STATE__MAX), in the order in
 * which they were queued, behind the job ${after} (KEY_NONE: from the first),
 * at most ${most}.  The job lives until ${row} returns.
 */
enum err job_each(struct store *st, enum job_state state, struct key after,
    int64_t most, enum err (*row)(void *arg, const struct job *job,
	struct note *note), void *arg, struct note *note);

/* When is the next job due, or a lease over?  -1: nothing waits.  Who asks this
 * first need not take the lock to learn that there is nothing to do. */
enum err job_next_due(struct store *st, int64_t *ret, struct note *note);

/* How many are in each state? */
enum err job_count(struct store *st, int64_t ret[JOB_STATE__MAX],
    struct note *note);

/* Forget the jobs done or dropped before ${before}; dead ones stay.  What is
 * forgotten could be queued again: long after its cause, nobody does. */
enum err job_sweep(struct store *st, int64_t before, struct note *note);

/* Running: job_run.c. */

struct job_runner {
	struct writer			*writer;
	const struct job_kinds		*kinds;
	struct timesource		 clock;
	struct chance			 chance;
	struct log			*log;	/* NULL: nobody listens */
	struct str			 owner;
	void				*arg;	/* of the kinds' run */
};

/* A name for this process that no other has or had; in ${a}. */
struct str job_owner_new(struct arena *a, const struct chance *chance);

/*
 * job_run_next(w, ret_ran, note):
 * Lease one job, run it, keep what became of it.  ${*ret_ran} is false when
 * nothing was due.  A failed run is no failure of this function: the job keeps
 * it.  What is: the store could not be asked or told.
 */
enum err job_run_next(const struct job_runner *w, bool *ret_ran,
    struct note *note);

#endif
