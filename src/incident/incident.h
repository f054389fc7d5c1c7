/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happened, what is known of it, and what follows by the rules in force?
 *
 * An incident is opened by one sentence; everything else is said of it later, in
 * any order, by whoever knows: facts of the packs' dictionary, each a value or
 * unknown, with who says so, when and on which material; a chronology; outages;
 * areas; who is involved.  Nothing is erased: a correction stands in the place
 * of what it corrects, which stays visible.
 *
 * After every act that says something the rules are asked once (incident_judge())
 * and what they conclude otherwise than before is recorded, with the facts it
 * rests on and those that are missing.  The machine proposes; level and class
 * are a person's.
 *
 *	incident.reported	it was opened
 *	incident.stated		facts, as somebody states them
 *	incident.timed		a moment of its chronology
 *	incident.outage		something was down, from when till when
 *	incident.area		people of a division are affected
 *	incident.involved	a system, a body or a person has a part in it
 *	incident.taken_back	one of these was entered by mistake
 *	incident.judged		what the rules conclude
 *	incident.graded		its level, as a person decided it
 *	incident.classed	its class of GB/T 20986, as a person chose it
 *	incident.handled	what was done about it
 *	incident.closed, incident.reopened
 *	incident.merged		it is the same as another, and goes on there
 *	incident.split		a part of it goes on as another
 *
 * Of state secrets nothing is kept but that it moved to the classified channel,
 * and its number there.
 */
#ifndef INCIDENT_INCIDENT_H
#define INCIDENT_INCIDENT_H

#include "deadline/deadline.h"
#include "rulebook/rulebook.h"

enum {
	INCIDENT_REF_MAX	= 40,		/* characters */
	INCIDENT_TITLE_MAX	= 200,
	INCIDENT_NOTE_MAX	= 20000,
	INCIDENT_REASON_MAX	= 2000,
	INCIDENT_SOURCE_MAX	= 500,
	INCIDENT_UNIT_MAX	= 20,
	INCIDENT_VALUE_MAX	= 4000,		/* a fact's value, without text */
	INCIDENT_WORDS_MAX	= 20000,	/* one with text in it */
	INCIDENT_STATED_MAX	= 200,		/* facts in one act */
	INCIDENT_FACTS_MAX	= 10000,	/* statements about one incident */
	INCIDENT_ITEMS_MAX	= 2000,		/* of each other kind, current */
	INCIDENT_SYSTEMS_MAX	= 200
};

/* ---- what is said ---- */

struct incident_reported {
	struct value	ref, year, number, drill, body, title, origin, source,
			classified, channel_no, systems, note;
};
/* Rows of incident.stated. */
struct incident_fact_said {
	struct value	fact, value, words, unit, at, source, asserter, person,
			material;
};
struct incident_stated {
	struct value	facts, correction, reason;
};
struct incident_timed {
	struct value	kind, at, body, person, note, instead, reason;
};
struct incident_outage_said {
	struct value	what, system, since, until, instead, reason;
};
struct incident_area_said {
	struct value	region, people, population, instead, reason;
};
struct incident_involved {
	struct value	part, system, body, person, reason;
};
struct incident_taken_back {
	struct value	entry, reason;
};
/* Rows of incident.judged. */
struct incident_pack_used {
	struct value	pack, version, adopted;
};
struct incident_fact_used {
	struct value	fact, entry;
};
struct incident_result {
	struct value	pack, rule, outcome, missing;
};
struct incident_level {
	struct value	pack, least, advised, most, missing;
};
struct incident_judged {
	struct value	packs, facts, results, levels;
};
struct incident_graded {
	struct value	level, act, proposed, pack, version, body, person,
			reason;
};
struct incident_classed {
	struct value	code, proposed, pack, version, body, person, reason;
};
struct incident_handled {
	struct value	kind, at, body, person, level, text, answers;
};
struct incident_closed {
	struct value	why, body, person, reason;
};
struct incident_reopened {
	struct value	reason;
};
struct incident_merged {
	struct value	into, reason;
};
struct incident_split {
	struct value	off, reason;
};

extern const struct event_type incident_event_reported,
    incident_event_stated, incident_event_timed, incident_event_outage,
    incident_event_area, incident_event_involved, incident_event_taken_back,
    incident_event_judged, incident_event_graded, incident_event_classed,
    incident_event_handled, incident_event_closed, incident_event_reopened,
    incident_event_merged, incident_event_split;

/* How it was found; what ends it; who has which part in it. */
extern const struct choice incident_origins[], incident_ends[],
    incident_parts[], incident_grade_acts[], incident_handled_kinds[],
    incident_outage_kinds[];

/*
 * The chronology.  Some of its kinds are what packs count from: ${fact} is the
 * id of the fact whose value the earliest of them is, or NULL.
 */
enum incident_time {
	TIME_OCCURRED, TIME_PROVIDER_FOUND, TIME_DISCOVERED, TIME_LEARNED,
	TIME_REPORTED, TIME_RECEIVED, TIME_GROUP_INFORMED, TIME_INSTRUCTED,
	TIME_ANSWERED, TIME_RESPONSE_STARTED, TIME_CONTAINED, TIME_RESTORED,
	TIME_HANDLING_ENDED, TIME_RESPONSE_ENDED, TIME_NEWS, TIME_OTHER,
	TIME__MAX
};
struct incident_time_row {
	const char	*fact;
	/* Kinds that cannot lie behind this one, as bits. */
	unsigned	 behind;
};
extern const struct incident_time_row incident_time_rows[TIME__MAX];
extern const struct choice incident_times[];

/* ---- what is kept ---- */

enum incident_state {
	INCIDENT_OPEN, INCIDENT_CLOSED, INCIDENT_FALSE_ALARM, INCIDENT_MERGED,
	INCIDENT_STATE__MAX
};
extern const struct choice incident_states[];

struct incident {
	struct key		 id;
	struct str		 ref;
	bool			 drill, classified;
	struct key		 body;
	struct str		 title;		/* "" if removed or none */
	struct str		 origin, source, channel_no;
	enum incident_state	 state;
	struct key		 into;		/* merged */
	struct str		 level;		/* as graded; "" */
	struct str		 class;		/* as classed; "" */
	int64_t			 opened;	/* UTC ms: the entry */
	int64_t			 rev;
};

/* One statement of a fact; the one in force has ${rec_end} -1. */
struct incident_fact {
	struct str	fact;
	struct str	value;		/* canonical JSON; "" if unknown */
	struct str	reason;		/* why it is not known; "" */
	struct str	unit, source;
	struct moment	at;		/* as of; ms DEADLINE_NEVER: not said */
	struct key	asserter, person;
	struct hash	material;
	bool		removed;	/* its words were, by a document */
	int64_t		rec, rec_end;
};

struct incident_moment {
	int64_t			entry;
	enum incident_time	kind;
	struct moment		at;
	struct key		body, person;
	struct str		note;
	int64_t			ended;	/* entry that corrected or took it
					 * back; -1: it counts */
};

struct incident_outage {
	int64_t		entry;
	struct str	what;
	struct key	system;
	int64_t		since, until;	/* until DEADLINE_NEVER: still down */
	int64_t		ended;
};

struct incident_area {
	int64_t		entry;
	struct key	region;
	int64_t		people, population;	/* -1: not known */
	int64_t		ended;
};

/* What a rule concluded, as it stands. */
struct incident_result_row {
	struct str	pack, rule, outcome, missing;
	int64_t		version, rec;
};
struct incident_level_row {
	struct str	pack, least, advised, most, missing;
	int64_t		version, rec;
};

/* ---- reading (incident_store.c) ---- */

/* By its key.  ERR_NOTFOUND. */
enum err incident_get(struct store *st, struct arena *a, struct key id,
    struct incident *ret, struct note *note);
/* By its reference or key, as a person names it; a drill's, too. */
enum err incident_find(struct store *st, struct arena *a, struct str text,
    struct key *ret, struct note *note);

/* The statements of all facts, or of ${fact}: those in force, or ${all}. */
enum err incident_facts(struct store *st, struct arena *a, struct key id,
    struct str fact, bool all, const struct incident_fact **ret,
    size_t *ret_n, struct note *note);
enum err incident_moments(struct store *st, struct arena *a, struct key id,
    const struct incident_moment **ret, size_t *ret_n, struct note *note);
enum err incident_outages_of(struct store *st, struct arena *a,
    struct key id, const struct incident_outage **ret, size_t *ret_n,
    struct note *note);
enum err incident_areas(struct store *st, struct arena *a, struct key id,
    const struct incident_area **ret, size_t *ret_n, struct note *note);
enum err incident_results(struct store *st, struct arena *a, struct key id,
    const struct incident_result_row **ret, size_t *ret_n,
    struct note *note);
enum err incident_levels(struct store *st, struct arena *a, struct key id,
    const struct incident_level_row **ret, size_t *ret_n,
    struct note *note);

/* The last number that was given in ${year}; 0: none. */
enum err incident_last(struct store *st, int year, int64_t *ret,
    struct note *note);

/* Does the entry say something of it that counts: a moment, an outage, an area, a
 * part, a step? */
enum err incident_counts(struct store *st, struct key id, int64_t entry,
    bool *ret, struct note *note);

/* The entry of the last decision about the level; -1: none. */
enum err incident_graded_at(struct store *st, struct key id, int64_t *ret,
    struct note *note);

/* ---- decisions: pure (incident.c) ---- */

/*
 * incident_order(times, n, at, now, note):
 * Can the moment stand in that chronology?  Kinds have an order (nothing is
 * discovered before it occurred); only what is certain counts.  ERR_INVALID, and
 * the note names both; ERR_INVALID too when it lies in the future.
 */
enum err incident_order(const struct incident_moment *times, size_t n,
    const struct incident_moment *at, int64_t now, struct note *note);

/*
 * incident_outages(o, n, what, now, ret_longest, ret_total):
 * Whole minutes of the longest and of all outages of one kind; what overlaps
 * counts once.  One that lasts is counted up to ${now}.  False: there is none.
 */
bool incident_outages(struct arena *a, const struct incident_outage *o,
    size_t n, struct str what, int64_t now, int64_t *ret_longest,
    int64_t *ret_total);

/* ---- what the rules get to see, and what follows ---- */

struct incident_case {
	struct feel_value	*facts;		/* by fact of the book */
	int64_t			*entry;		/* that said it; -1: nobody did */
	bool			 running;	/* an outage lasts: the same facts
						 * are others later */
};

/*
 * incident_case_load(st, a, book, i, now, ret, note):
 * A fact that the book does not know is left out; it comes back with a pack that
 * does.
 */
enum err incident_case_load(struct store *st, struct arena *a,
    const struct book *book, const struct incident *i, int64_t now,
    struct incident_case *ret, struct note *note);

/* A moment as packs see it: in UTC, from its beginning. */
struct feel_value incident_case_stamp(int64_t ms);

/*
 * incident_judge(tx, id, note):
 * Judge the incident by the packs in force, record what comes out otherwise than
 * before, and settle its deadlines.  Of one that is classified, merged or a false
 * alarm nothing is judged: its deadlines fall away.
 */
enum err incident_judge(struct tx *tx, struct key id, struct note *note);

#endif
