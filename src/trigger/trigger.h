/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a situation that starts accountability apply to an incident, and who says
 * so?
 *
 * What the rules conclude is the incident's (incident.judged).  Here stands what
 * follows: which facts are asked of whom as long as a result is open, and what a
 * person of a body with authority decided about one.  The machine says which
 * facts meet a situation; it names nobody, and it never says what anybody
 * deserves.  Of drills nothing is asked and nothing is decided.
 *
 *	trigger.asked		facts are missing: who could know them
 *	trigger.confirmed	a person says that it applies, with reasons
 *	trigger.declined	a person says that it does not; it may be taken up
 *				again
 *	trigger.lapsed		what was confirmed is not met any more; nothing is
 *				undone
 *
 * All of one incident are events of one record, its sheet.
 */
#ifndef TRIGGER_TRIGGER_H
#define TRIGGER_TRIGGER_H

#include "incident/incident.h"

enum {
	TRIGGER_RULES_MAX	= 200,	/* situations in one act */
	TRIGGER_KINDS_MAX	= 20,	/* kinds of bodies that may know a fact */
	TRIGGER_BODIES_MAX	= 40,	/* bodies that are asked at once */
	TRIGGER_READINGS_MAX	= 16,	/* readings that a person chose */
	TRIGGER_REASON_MAX	= 2000,
	TRIGGER_NAMES_MAX	= 4000
};

/* ---- what is said ---- */

/* Rows of trigger.asked. */
struct trigger_rule_asked {
	struct value	pack, rule;
};
struct trigger_who_asked {
	struct value	kinds, bodies;
};
struct trigger_fact_asked {
	struct value	fact, who, rules;
};
/*
 * ${bodies}: whom rows of ${who} name by number; ${rules}: of which situations,
 * each with all that is asked of it now; none: it is settled.
 */
struct trigger_asked {
	struct value	about, called, rules, bodies, who, facts;
};
struct trigger_confirmed {
	struct value	about, called, pack, version, rule, outcome, concluded,
			readings, names, body, person, reason;
};
struct trigger_declined {
	struct value	about, called, pack, version, rule, outcome, concluded,
			body, person, reason;
};
struct trigger_lapsed {
	struct value	about, called, pack, version, rule, outcome, concluded,
			confirmed, why;
};
extern const struct event_type trigger_event_asked, trigger_event_confirmed,
    trigger_event_declined, trigger_event_lapsed;

/* As enum outcome has them. */
extern const struct choice trigger_outcomes[];
/* Why is what was confirmed not met any more? */
extern const struct choice trigger_lapses[];	/* facts, false_alarm, merged */

/* What is decided of it, as it stands. */
enum trigger_state {
	TRIGGER_UNDECIDED, TRIGGER_CONFIRMED, TRIGGER_DECLINED, TRIGGER_LAPSED,
	TRIGGER_STATE__MAX
};
extern const struct choice trigger_states[];

/* ---- what is kept ---- */

/* One decision about one situation of an incident, or its lapse. */
struct trigger_decision {
	int64_t			entry, at;	/* UTC ms */
	struct str		pack, rule;
	int64_t			version;	/* of the pack */
	enum trigger_state	is;
	struct str		outcome;	/* of the rules then */
	int64_t			concluded;	/* the entry that says so; -1 */
	int64_t			confirmed;	/* of a lapse: what lapsed; -1 */
	struct str		readings;	/* "failing=either", by commas */
	struct key		body, person;
	struct str		reason, names;	/* "" if removed or none */
	struct str		why;		/* of a lapse: a word; "" */
};

/* One fact that is asked for. */
struct trigger_ask {
	struct str	pack, rule, fact;
	struct str	kinds;		/* of bodies that may say it, by commas;
					 * "": whoever handles the matter */
	int64_t		rec;		/* the entry that asks */
};

/* ---- reading (trigger_store.c) ---- */

/* The sheet of an incident; KEY_NONE: nothing was ever said. */
enum err trigger_sheet(struct store *st, struct key incident,
    struct key *ret, struct note *note);

/* All that was decided, in order; of one situation only if ${rule} is not "". */
enum err trigger_decisions(struct store *st, struct arena *a,
    struct key incident, struct str pack, struct str rule,
    const struct trigger_decision **ret, size_t *ret_n, struct note *note);

/* As each situation stands that anything was decided of. */
enum err trigger_decided(struct store *st, struct arena *a,
    struct key incident, const struct trigger_decision **ret, size_t *ret_n,
    struct note *note);

/* What is asked for, by pack, rule and fact. */
enum err trigger_asks(struct store *st, struct arena *a, struct key incident,
    const struct trigger_ask **ret, size_t *ret_n, struct note *note);

/* Who is asked for one fact. */
enum err trigger_ask_bodies(struct store *st, struct arena *a,
    struct key incident, struct str fact, const struct key **ret,
    size_t *ret_n, struct note *note);

/* ---- decisions: pure (trigger.c) ---- */

/* Is it open, so that facts are asked for? */
bool trigger_is_open(struct str outcome);

/*
 * trigger_read_so(v, readings, n, ret_want):
 * What does ${v} come to, when of readings that differ those hold that a person
 * chose ("failing=either", or "either")?  ${*ret_want}: the first whose readings
 * differ and of which he chose none; NULL: there is none.
 */
enum truth trigger_read_so(const struct verdict *v,
    const struct str *readings, size_t n, const struct pack_cond **ret_want);

/* Is the reading one of the rule's? */
bool trigger_has_reading(const struct pack_rule *rule, struct str reading);

/* May a body of this kind say it?  Where nobody is named, any may. */
bool trigger_may_say(const struct pack_fact *f, struct str kind);

/* ---- within acts ---- */

/*
 * trigger_authority(tx, held, fact, body, note):
 * May a body of its kind say ${fact}, by the packs in force?  ERR_INVALID names the
 * kinds that may.  Where no pack has the fact, any may.
 */
#define TRIGGER_AUTHORITY	"trace_opened"
enum err trigger_authority(struct tx *tx, const struct held_book *held,
    const char *fact, struct key body, struct note *note);

/* ---- reactions ---- */

/* incident.judged: ask for what is missing, and see what does not hold any
 * more. */
react_fn trigger_react_judged;
/* incident.closed, incident.merged: nothing is judged any more. */
react_fn trigger_react_closed, trigger_react_merged;

#endif
