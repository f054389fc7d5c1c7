/* SPDX-License-Identifier: Apache-2.0 */
/* What is done in a trace: by persons of the body whose it is, unless said
 * otherwise; nobody acts in a case about himself. */
#ifndef ACCOUNTABILITY_TRACE_ACT_H
#define ACCOUNTABILITY_TRACE_ACT_H

#include "accountability/trace.h"
#include "core/act.h"

struct trace_opening {
	struct key		 incident;
	struct str		 rule;	/* "8.2.2", or "pack/8.2.2" */
	struct key		 body;	/* KEY_NONE: the one that confirmed */
	struct key		 person;
	struct str		 reason;
	struct moment		 conduct;	/* where no fact says it; ms
						 * DEADLINE_NEVER */
	const struct key	*systems;	/* none: all that it affects */
	size_t			 nsystems;
};

/*
 * trace_open(app, who, rq, what, ret, note):
 * ERR_INVALID: the situation is not confirmed, or what was confirmed is met no
 * more; neither the time of the conduct nor that of the occurrence is known; the
 * body is of no kind that has authority; the person stands on the ladder
 * himself.  ERR_CONFLICT: there is a trace.  ERR_LIMIT: more systems or rungs than
 * one trace can hold.
 */
enum err trace_open(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_opening *what,
    struct answer *ret, struct note *note);

/* What is done in one that is there. */
struct trace_doing {
	struct key	id;
	int64_t		place;		/* of the rung */
	struct key	person;		/* who does it */
	struct str	text;		/* the reason; the answer */
	enum trace_outcome outcome;	/* examining */
	struct key	involved;	/* designating */
	struct key	body;		/* where he belongs to; who records */
};

/* ${ret->seq} is the entry; the new rung is told by trace_rungs_of(). */
enum err trace_designate(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note);
/* May be done again: all that was said stays. */
enum err trace_examine(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note);
/* By whoever stands on the rung. */
enum err trace_answer(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note);
/* By another body than the one that stands on the rung. */
enum err trace_coordination(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note);
/* Refused as long as a rung waits, unless what was confirmed does not hold. */
enum err trace_close(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note);
enum err trace_reopen(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note);

/* What everybody now may know about the incident, stated of it if it is open:
 * ${n} facts that are so, said by ${body}. */
enum err trace_facts_say(struct tx *tx, const struct trace *t, struct key body,
    struct key person, const char *const *facts, size_t n,
    struct note *note);

#endif
