/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A person decides about a situation.  Before he does the rules are asked once
 * more, under the head's lock: what he confirms is what they conclude then.
 */
#ifndef TRIGGER_TRIGGER_ACT_H
#define TRIGGER_TRIGGER_ACT_H

#include "core/act.h"
#include "trigger/trigger_case.h"

struct trigger_decide {
	struct key		 incident;
	struct str		 rule;		/* as trigger_case_find() has it */
	struct key		 body;		/* with authority */
	struct key		 person;
	struct str		 reason;
	struct str		 names;		/* confirming: what only a
						 * person can name; "" */
	const struct str	*readings;	/* confirming: that hold */
	size_t			 nreadings;
};

/*
 * trigger_confirm(app, who, rq, what, ret, note):
 * ${ret->on} is the sheet.  ERR_INVALID: a drill, classified, a false alarm or
 * merged; it is not met now, and the note says what is missing; its readings
 * differ and ${what} does not say which holds; it wants ${names}; the body is of
 * no kind that has authority.  ERR_CONFLICT: it is confirmed already.
 */
enum err trigger_confirm(struct app *app, const struct actor *who,
    const struct request *rq, const struct trigger_decide *what,
    struct answer *ret, struct note *note);

/* What was confirmed is declined only by the body that confirmed it. */
enum err trigger_decline(struct app *app, const struct actor *who,
    const struct request *rq, const struct trigger_decide *what,
    struct answer *ret, struct note *note);

/* The last decision about one situation of an incident; none: undecided. */
enum err trigger_last(struct store *st, struct arena *a, struct key incident,
    const struct trigger_one *one, struct trigger_decision *ret,
    struct note *note);

#endif
