/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is to be looked at, level by level, once a situation is confirmed?
 *
 * Art. 8: 逐级倒查.  A trace exists only after a person of a body with authority
 * confirmed a situation; the body that opens it owns it.  Its rungs are those of
 * the register at the time of the conduct and at that of the occurrence, with
 * what is vacant, and every one of them waits for somebody who examines it, with
 * an outcome and a reason: being on a ladder says nothing of anybody.  The branch
 * of coordination and supervision stands only once a body other than the one
 * spoken of recorded that these were weak.
 *
 *	trace.opened		the rungs, as the register has them
 *	trace.designated	a person involved (当事人), with a reason
 *	trace.examined		a rung: what came out, and why
 *	trace.answered		the person concerned, in his own words
 *	trace.coordination	coordination or supervision was weak, says a body
 *				outside
 *	trace.closed, trace.reopened
 *
 * Nothing of it enters a list of the persons' own records or a statistic.
 */
#ifndef ACCOUNTABILITY_TRACE_H
#define ACCOUNTABILITY_TRACE_H

#include "responsibility/responsibility.h"
#include "trigger/trigger.h"

enum {
	TRACE_REF_MAX		= 40,	/* characters */
	TRACE_SYSTEMS_MAX	= 20,	/* whose ladders are taken together */
	TRACE_RUNGS_MAX		= 200,
	TRACE_TITLE_MAX		= 200,
	TRACE_REASON_MAX	= 2000,
	TRACE_ANSWER_MAX	= 20000
};

/* ---- what is said ---- */

/* Rows of trace.opened: one rung and one who stood on it; without a person: what
 * is missing stands in ${flaws}. */
struct trace_rung_said {
	struct value	time, rung, height, body, person, tenure, post, title,
			held, flaws;
};
struct trace_opened {
	struct value	ref, year, number, about, called, pack, rule, confirmed,
			conduct, occurred, systems, body, person, reason,
			rungs;
};
struct trace_designated {
	struct value	place, involved, body, person, reason;
};
struct trace_examined {
	struct value	place, outcome, person, reason;
};
struct trace_answered {
	struct value	place, person, text;
};
struct trace_coordination {
	struct value	place, of, body, person, reason;
};
struct trace_closed {
	struct value	person, reason;
};
struct trace_reopened {
	struct value	person, reason;
};
extern const struct event_type trace_event_opened, trace_event_designated,
    trace_event_examined, trace_event_answered, trace_event_coordination,
    trace_event_closed, trace_event_reopened;

/* At which of the relevant times did he stand there? */
enum trace_time { TRACE_CONDUCT, TRACE_OCCURRED, TRACE_BOTH, TRACE_TIME__MAX };
extern const struct choice trace_times[];

extern const struct choice trace_rungs[];	/* as enum rung_kind has them */
extern const struct choice trace_flaws[];	/* as enum flaw has them */

/* What comes out when a rung is examined; what follows is decided elsewhere. */
enum trace_outcome {
	TRACE_FULFILLED, TRACE_UNFULFILLED, TRACE_EXCUSED, TRACE_UNCLEAR,
	TRACE_NOBODY,		/* a rung on which nobody stood */
	TRACE_OUTCOME__MAX
};
extern const struct choice trace_outcomes[];

enum trace_state { TRACE_OPEN, TRACE_CLOSED, TRACE_STATE__MAX };
extern const struct choice trace_states[];

/* ---- what is kept ---- */

struct trace {
	struct key		 id;
	struct str		 ref;
	struct key		 incident;
	struct str		 called;	/* the incident's reference */
	struct str		 pack, rule;
	int64_t			 confirmed;	/* the entry it rests on */
	struct moment		 conduct, occurred;	/* ms DEADLINE_NEVER */
	struct key		 body;		/* whose it is */
	struct key		 person;	/* who opened it */
	struct str		 reason;	/* "" if removed */
	enum trace_state	 state;
	int64_t			 opened;	/* UTC ms */
	int64_t			 rev;
};

struct trace_rung {
	int64_t			 place;		/* from 1; never another's */
	enum trace_time		 time;
	enum rung_kind		 rung;
	int64_t			 height;	/* bodies above the first */
	struct key		 body, person, tenure, post;
	struct str		 title;
	struct str		 held;		/* how: a word of tenure_kinds */
	struct str		 flaws;		/* words of trace_flaws, by commas */
	int64_t			 stands;	/* of those apart: the entry by
						 * which they stand; -1 */
	int64_t			 examined;	/* the last entry; -1: it waits */
	int			 outcome;	/* enum trace_outcome; -1 */
};

enum trace_kind {
	TRACE_SAID_DESIGNATED, TRACE_SAID_EXAMINED, TRACE_SAID_ANSWERED,
	TRACE_SAID_COORDINATION, TRACE_SAID_CLOSED, TRACE_SAID_REOPENED,
	TRACE_KIND__MAX
};
extern const struct choice trace_kinds[];

/* What was said in it, in order. */
struct trace_said {
	int64_t		entry, at;	/* UTC ms */
	enum trace_kind	kind;
	int64_t		place;		/* the rung; 0: of all */
	int		outcome;	/* enum trace_outcome; -1 */
	struct key	body, person;
	struct str	text;		/* "" if removed */
};

/* ---- reading (trace_store.c) ---- */

enum err trace_get(struct store *st, struct arena *a, struct key id,
    struct trace *ret, struct note *note);	/* ERR_NOTFOUND */
/* By its reference or key, as a person names it. */
enum err trace_find(struct store *st, struct arena *a, struct str text,
    struct key *ret, struct note *note);
/* The rungs from below, in the order in which they are shown. */
enum err trace_rungs_of(struct store *st, struct arena *a, struct key id,
    const struct trace_rung **ret, size_t *ret_n, struct note *note);
enum err trace_says(struct store *st, struct arena *a, struct key id,
    const struct trace_said **ret, size_t *ret_n, struct note *note);
/* That of one situation of an incident; KEY_NONE: there is none. */
enum err trace_of(struct store *st, struct key incident, struct str pack,
    struct str rule, struct key *ret, struct note *note);
/* The last number that was given in ${year}; 0: none. */
enum err trace_last(struct store *st, int year, int64_t *ret,
    struct note *note);

/* Systems, or else bodies, that the incident affects, each once. */
struct trace_affected {
	struct key	systems[TRACE_SYSTEMS_MAX], bodies[TRACE_SYSTEMS_MAX];
	size_t		nsystems, nbodies;	/* more than fit are counted */
};
enum err trace_affected(struct store *st, struct key incident,
    struct trace_affected *ret, struct note *note);

struct trace_query {
	struct key	before;		/* KEY_NONE: from the newest */
	struct key	body;		/* owned by it; KEY_NONE: all */
	struct key	incident;	/* KEY_NONE: all */
	struct str	state;		/* a word; "": all */
	size_t		most;
};
enum err trace_list(struct store *st, struct arena *a,
    const struct trace_query *q, const struct trace **ret, size_t *ret_n,
    struct note *note);

/* ---- decisions: pure (trace.c) ---- */

enum rung_state {
	RUNG_WAITS, RUNG_EXAMINED,
	RUNG_NOT_ESTABLISHED,	/* 条件未成立 */
	RUNG_FILLED,		/* those involved are designated, and stand on
				 * rungs of their own */
	RUNG_STATE__MAX
};
extern const struct choice rung_states[];

enum rung_state trace_rung_state(const struct trace_rung *list, size_t n,
    const struct trace_rung *rung);

/* How many rungs wait to be examined? */
size_t trace_waiting(const struct trace_rung *list, size_t n);

/* Is it one of those apart, of coordination and supervision? */
bool trace_is_apart(enum rung_kind kind);

/* Does the person stand on it, or on one of the owner's own rungs or as one
 * involved: so that he may not act in the case? */
bool trace_concerns(const struct trace_rung *list, size_t n,
    struct key person);

/* The order in which rungs are shown: from below, those apart last. */
int trace_order(enum rung_kind kind, int64_t height);

#endif
