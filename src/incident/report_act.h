/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done with a report?  It leaves, arrives, is proved, answered, taken
 * back.  The rules are asked at the end of each act, for onward clocks count from
 * when a report arrives.
 */
#ifndef INCIDENT_REPORT_ACT_H
#define INCIDENT_REPORT_ACT_H

#include "core/act.h"
#include "incident/report.h"

/* What shows that it went by another way; both empty: nothing does yet. */
struct report_proof_given {
	struct str	 text;
	const char	*path;		/* of a file; NULL */
};

/* Which deadlines it answers: REPORT_NO_CLOCK alone: none. */
#define REPORT_NO_CLOCK	"-"
struct report_clocks_given {
	const struct str	*words;	/* as report_names() has them */
	size_t			 n;
};

struct report_send {
	struct key			 incident;
	enum pack_clock_kind		 kind;
	enum report_channel		 channel;
	struct moment			 sent;	/* by this system: not looked
						 * at, it leaves now */
	struct key			 replaces;
	struct key			 by;	/* KEY_NONE: the incident's */
	struct key			 person, to, entered_for;
	struct str			 to_words;
	struct report_proof_given	 proof;
	struct report_clocks_given	 clocks;
	const struct report_item	*items;	/* contents, by id or name */
	size_t				 nitems;
	struct str			 late_reason, reason;
};

/*
 * report_submit(app, who, rq, what, ret, note):
 * ${ret->on} is the report.  By this system it arrives with the same act and has
 * a receipt.  Which deadlines it answers: those named; else those of the one
 * that it replaces; else the one of its kind that waits.  ERR_USAGE: several
 * wait, and the note names them with their addressees.  ERR_INVALID: its time is
 * not possible, a content that no clock asks for.  The same message again is
 * answered with the first (${ret->again}); what it proves or answers beyond that
 * is added to the first.  A closed incident can be reported on, for a summary may
 * be due later.
 */
enum err report_submit(struct app *app, const struct actor *who,
    const struct request *rq, const struct report_send *what,
    struct answer *ret, struct note *note);

struct report_receive {
	struct key	id;
	struct moment	at;
	struct str	receipt;
	struct key	body, person;
	struct str	reason;		/* of a correction */
};
/* ERR_CONFLICT: it had arrived at another time, and no reason is given. */
enum err report_receive(struct app *app, const struct actor *who,
    const struct request *rq, const struct report_receive *what,
    struct answer *ret, struct note *note);

/* What was not said when it was entered. */
struct report_prove {
	struct key			 id, person;
	struct report_proof_given	 proof;
	struct report_clocks_given	 clocks;
	struct str			 late_reason;
};
enum err report_prove(struct app *app, const struct actor *who,
    const struct request *rq, const struct report_prove *what,
    struct answer *ret, struct note *note);

struct report_answer {
	struct key			 id;
	bool				 accepted;
	struct key			 body;	/* KEY_NONE: the addressee */
	struct key			 person;
	const struct report_item	*comments;
	size_t				 n;
	struct str			 text;
};
/* ERR_CONFLICT: what was accepted is not returned any more. */
enum err report_answer(struct app *app, const struct actor *who,
    const struct request *rq, const struct report_answer *what,
    struct answer *ret, struct note *note);

enum err report_withdraw(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, struct str reason,
    struct answer *ret, struct note *note);

#endif
