/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done with an incident?  Every act looks at what is there under the
 * head's lock, records what is new, and asks the rules once at its end.
 */
#ifndef INCIDENT_INCIDENT_ACT_H
#define INCIDENT_INCIDENT_ACT_H

#include "core/act.h"
#include "incident/incident.h"

/* ---- what can be said ---- */

struct incident_fact_given {
	struct str	fact;		/* id */
	struct str	kept;		/* its value, as rulebook_value.h has it */
	struct str	unit;		/* "" or the dictionary's */
	struct moment	at;		/* as of; ms DEADLINE_NEVER: not said */
	struct str	source;
	struct key	asserter, person;	/* KEY_NONE: not said */
	struct value	material;	/* FIELD_FILE, put and kept; or not given */
};

struct incident_time_given {
	enum incident_time	kind;
	struct moment		at;
	struct key		body, person;
	struct str		note;
	int64_t			instead;	/* entry; -1 */
};

struct incident_outage_given {
	struct str	what;
	struct key	system;
	struct moment	since, until;	/* until.ms DEADLINE_NEVER: it lasts */
	int64_t		instead;
};

struct incident_area_given {
	struct key	region;
	int64_t		people, population;	/* -1: not known */
	int64_t		instead;
};

struct incident_part_given {
	struct str	part;
	struct key	system, body, person;
	struct str	reason;
};

struct incident_say {
	const struct incident_fact_given	*facts;
	size_t					 nfacts;
	const struct incident_time_given	*times;
	size_t					 ntimes;
	const struct incident_outage_given	*outages;
	size_t					 noutages;
	const struct incident_area_given	*areas;
	size_t					 nareas;
	const struct incident_part_given	*parts;
	size_t					 nparts;
	bool					 correction;
	struct str				 reason;	/* of a correction, of an
							 * order that is as it
							 * is */
	int64_t					 expect;	/* the rev that was
							 * seen; -1: any */
};

/*
 * incident_say(app, who, rq, id, what, ret, note):
 * ERR_CONFLICT: a fact that is to be stated was stated by somebody else behind
 * ${what->expect}, and the note says both values.  ERR_INVALID: the incident is
 * closed; the chronology does not allow it and no reason is given; a fact that
 * no pack in force has.  What is in force already is not recorded again; ${ret->seq}
 * is the incident's rev then.
 */
enum err incident_say(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, const struct incident_say *what,
    struct answer *ret, struct note *note);

/* ---- opening ---- */

struct incident_open {
	struct key	body;
	struct str	title, origin, source, note;
	bool		drill;
	bool		classified;	/* nothing but ${channel_no} is kept */
	struct str	channel_no;
	const struct key *systems;
	size_t		nsystems;
	struct incident_say say;	/* ${expect} is not looked at */
};
enum err incident_report(struct app *app, const struct actor *who,
    const struct request *rq, const struct incident_open *what,
    struct answer *ret, struct note *note);

/* ---- taking back, deciding, closing ---- */

/* A moment, an outage, an area, a part or a step, by the entry that said it. */
enum err incident_take_back(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, int64_t entry,
    struct str reason, struct answer *ret, struct note *note);

struct incident_decide {
	struct key	id;
	struct str	word;		/* level (id) or class */
	struct key	body;		/* with authority */
	struct key	person;
	struct str	reason;
};
enum err incident_grade(struct app *app, const struct actor *who,
    const struct request *rq, const struct incident_decide *what,
    struct answer *ret, struct note *note);
enum err incident_class(struct app *app, const struct actor *who,
    const struct request *rq, const struct incident_decide *what,
    struct answer *ret, struct note *note);

struct incident_step_given {
	struct key	id;
	struct str	kind;
	struct moment	at;
	struct key	body, person;
	struct str	level, text;
	int64_t		answers;	/* -1 */
};
enum err incident_handle(struct app *app, const struct actor *who,
    const struct request *rq, const struct incident_step_given *what,
    struct answer *ret, struct note *note);

/* ${word}: closed or false_alarm. */
enum err incident_close(struct app *app, const struct actor *who,
    const struct request *rq, const struct incident_decide *what,
    struct answer *ret, struct note *note);
enum err incident_reopen(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, struct str reason,
    struct answer *ret, struct note *note);
enum err incident_merge(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, struct key into,
    struct str reason, struct answer *ret, struct note *note);
/* ${ret->on} is the new incident, which begins with what ${what} says. */
enum err incident_split(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, struct str reason,
    const struct incident_open *what, struct answer *ret, struct note *note);

#endif
