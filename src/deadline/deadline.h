/* SPDX-License-Identifier: Apache-2.0 */
/*
 * By when must something be reported, and was it?
 *
 * A deadline is one clock of one rule pack, running for one record: an incident,
 * a notice, a duty.  It is stored with all it rests on (the anchor and the entry
 * that said it, the length, the pack's version), so that nothing is worked out
 * again later.  It moves only by an event, and what it was before stays beside
 * it: on time as known then, late as corrected.
 *
 *	deadline.set		it runs, decided or as a precaution
 *	deadline.moved		it runs otherwise: another anchor or length, or
 *				more or less certainty
 *	deadline.dropped	nothing is required, and why; it may be set again
 *	deadline.met		it was met at a moment, by a report
 *	deadline.reopened	what was to have met it did not
 *	deadline.reminded	somebody was to be reminded
 *
 * Within N hours the minute N is on time.  ${due} is the last moment on time; a
 * clock without a figure (及时) has none and is never late.
 */
#ifndef DEADLINE_DEADLINE_H
#define DEADLINE_DEADLINE_H

#include "ledger/ledger.h"
#include "pack/pack.h"

enum {
	DEADLINE_CALLED_MAX	= 100,	/* characters */
	DEADLINE_PART_MAX	= 100,
	DEADLINE_MISSING_MAX	= 100,	/* facts */
	DEADLINE_OF_MAX		= 500,	/* of one record */
	DEADLINE_REASON_MAX	= 2000
};

#define DEADLINE_NEVER	INT64_MIN	/* a moment that is not there */

enum deadline_state {
	DEADLINE_RUNS,
	DEADLINE_PRECAUTION,	/* it may be required: taken care of */
	DEADLINE_DROPPED,
	DEADLINE_STATE__MAX
};
extern const struct choice deadline_states[];

/* Why is nothing required any more? */
extern const struct choice deadline_dropped[];	/* not_required, … */

/* On time?  As a report that met it was. */
enum deadline_outcome {
	DEADLINE_ON_TIME,
	DEADLINE_LATE,
	DEADLINE_UNTIMED,	/* there was no figure to be late by */
	DEADLINE_UNSURE,	/* the moment is known too coarsely */
	DEADLINE_OUTCOME__MAX
};
extern const struct choice deadline_outcomes[];

/* Whom to remind when: parts of the time that there is; then calls. */
enum deadline_step {
	REMIND_HALF, REMIND_MOST, REMIND_DUE, REMIND_CALLS, REMIND_SUPERIOR,
	REMIND__MAX
};
extern const struct choice deadline_steps[];

extern const struct choice deadline_kinds[];	/* of clocks: pack.h */

/* ---- what is concluded of a clock ---- */

/* Which one: at most one of each for a record. */
struct deadline_of {
	struct str	pack, rule;
	struct str	part;	/* "", or what starts it: a report's key */
};

struct deadline_claim {
	struct deadline_of	 of;
	int64_t			 version;	/* of the pack */
	enum pack_clock_kind	 kind;
	enum deadline_state	 state;
	struct key		 body;		/* who owes it; KEY_NONE */
	struct str		 called;	/* the record: "INC-2026-0042" */
	struct moment		 anchor;	/* ms DEADLINE_NEVER: not known */
	struct str		 anchor_fact;	/* "" if it is no single fact */
	int64_t			 anchor_entry;	/* that said it; -1 */
	struct str		 within;	/* "PT1H"; "" for 及时 */
	struct str		 calendar;	/* edition of working days; "" */
	int64_t			 due;		/* DEADLINE_NEVER: no figure, or
						 * no anchor */
	bool			 earlier;	/* a missing fact could make it so */
	const struct str	*missing;	/* facts: ids */
	size_t			 nmissing;
	int64_t			 decided;	/* when the last of the facts that
						 * decide it was recorded;
						 * DEADLINE_NEVER */
	struct str		 dropped;	/* a word of deadline_dropped */
};

/* ---- what is kept ---- */

struct deadline {
	struct key		 id, about;
	struct deadline_claim	 is;		/* as it stands now */
	int64_t			 met;		/* UTC ms; DEADLINE_NEVER */
	enum precision		 met_prec;
	struct key		 met_by;
	enum deadline_outcome	 outcome;	/* as was known then */
	int64_t			 late;		/* minutes, as was known then */
	int64_t			 rec;		/* the entry that says how it is */
	int64_t			 rev;
};

/* ---- decisions: pure ---- */

enum deadline_change {
	DEADLINE_SAME, DEADLINE_SET, DEADLINE_MOVED, DEADLINE_DROP
};

/*
 * deadline_compare(old, claim):
 * What has to be recorded, so that what is kept says what is concluded?  ${old}
 * NULL: there is none; a claim that is dropped from the first is not recorded.
 */
enum deadline_change deadline_compare(const struct deadline_claim *old,
    const struct deadline_claim *claim);

/* Was ${met} on time for ${due}?  ${ret_late}: whole minutes, begun ones count. */
enum deadline_outcome deadline_judge(int64_t due, struct moment met,
    int64_t *ret_late);

/* When to remind, at ${now}: one due that lies behind is to be told at once, and
 * only the last of these.  DEADLINE_NEVER where it is not to be told. */
void deadline_schedule(int64_t anchor, int64_t due, int64_t now,
    int64_t ret[REMIND__MAX]);

/* ---- events ---- */

struct deadline_said {	/* deadline.set, deadline.moved */
	struct value	about, called, body, pack, version, rule, part, kind,
			state, anchor, anchor_fact, anchor_entry, within,
			calendar, due, earlier, missing, decided;
};
struct deadline_drop {
	struct value	about, why, version, decided;
};
struct deadline_met {
	struct value	about, at, by, outcome, late;
};
struct deadline_reopened {
	struct value	about, by, reason;
};
struct deadline_reminded {
	struct value	about, step, due;
};
extern const struct event_type deadline_event_set, deadline_event_moved,
    deadline_event_dropped, deadline_event_met, deadline_event_reopened,
    deadline_event_reminded;

/* ---- reading ---- */

enum err deadline_get(struct store *st, struct arena *a, struct key id,
    struct deadline *ret, struct note *note);	/* ERR_NOTFOUND */

/* All of one record, in the order in which they were first set. */
enum err deadline_of_record(struct store *st, struct arena *a,
    struct key about, const struct deadline **ret, size_t *ret_n,
    struct note *note);

/* One state of it: between the entries ${rec} and ${rec_end}. */
struct deadline_was {
	int64_t			rec, rec_end;	/* -1: it holds */
	struct deadline_claim	is;
};
enum err deadline_history(struct store *st, struct arena *a, struct key id,
    const struct deadline_was **ret, size_t *ret_n, struct note *note);

/*
 * Those that wait to be met, by when they are due; untimed ones last.  Behind
 * ${after_due}, ${after} (DEADLINE_NEVER, KEY_NONE: from the first), due by
 * ${until} (INT64_MAX: all), of bodies under ${under} (KEY_NONE: all).
 */
struct deadline_query {
	int64_t		after_due;
	struct key	after;
	int64_t		until;
	struct key	under;
	size_t		most;
};
enum err deadline_waiting(struct store *st, struct arena *a,
    const struct deadline_query *q, const struct deadline **ret,
    size_t *ret_n, struct note *note);

/* ---- within the act of the record that they run for ---- */

/*
 * deadline_settle(tx, about, claims, n, note):
 * Record what is needed for the deadlines of ${about} to be as concluded.  One
 * that no claim names any more is dropped: its rule is not in force.  With each
 * that is set or moves, its reminders are queued.
 */
enum err deadline_settle(struct tx *tx, struct key about,
    const struct deadline_claim *claims, size_t n, struct note *note);

/* All of ${about} that wait are dropped for ${why}, a word of deadline_dropped. */
enum err deadline_drop_all(struct tx *tx, struct key about, struct str why,
    struct note *note);

/* The report ${by} met it at ${at}; one that was met earlier stays as it is. */
enum err deadline_meet(struct tx *tx, const struct deadline *d,
    struct moment at, struct key by, struct note *note);

/* The report ${by} did not meet what it was said to: those wait again. */
enum err deadline_reopen(struct tx *tx, struct key about, struct key by,
    struct str reason, struct note *note);

#endif
