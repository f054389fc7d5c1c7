/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of confirming, and of the acts of a trace, when something fails in
 * them? */
#include "accountability/trace_act.h"
#include "body/house_test.h"
#include "test/fault/sweep.h"
#include "trigger/trigger_house_test.h"

static void
house_base(struct sweep *s)
{
	test_regions(&s->ta);
	trigger_house_fill(&s->ta);
}

/* trigger_confirm */

static void
confirm_prepare(struct sweep *s)
{
	struct trigger_decide *d = NEW(s->a, struct trigger_decide);

	s->key = trigger_met(&s->ta);
	*d = (struct trigger_decide){ .incident = s->key, .rule = S("8.2.2"),
	    .body = trigger_body(&s->ta, "nt:10"),
	    .person = trigger_person(&s->ta, "06"),
	    .reason = S("why, in words of a person") };
	s->given = d;
}

static enum err
confirm_act(struct sweep *s, struct note *note)
{
	return trigger_confirm(s->ta.app, &sweep_who, NULL, s->given, NULL,
	    note);
}

static void
confirm_done(struct sweep *s)
{
	MUST(s, str_is(str_of(trigger_now(&s->ta, s->key, "8.2.2")),
	    "confirmed"));
}

static const struct trial confirm_trial = { .entries = 1,
    .base = house_base, .prepare = confirm_prepare, .act = confirm_act,
    .done = confirm_done };

BOTH("a situation is confirmed or is not")
{
	sweep(t, &confirm_trial);
}

/* trace_open: with it the fact that it is open, and what follows from that */

static void
open_prepare(struct sweep *s)
{
	struct trace_opening *x = NEW(s->a, struct trace_opening);

	confirm_prepare(s);
	MUST_DO(s, confirm_act(s, MUST_NOTE));
	*x = (struct trace_opening){ .incident = s->key, .rule = S("8.2.2"),
	    .person = trigger_person(&s->ta, "06"),
	    .reason = S("why, in words of a person"),
	    .conduct = { DEADLINE_NEVER, PREC_MINUTE } };
	s->given = x;
}

static enum err
open_act(struct sweep *s, struct note *note)
{
	return trace_open(s->ta.app, &sweep_who, NULL, s->given, NULL, note);
}

static void
open_done(struct sweep *s)
{
	const struct trace_rung *list = NULL;
	size_t n = 0;

	MUST_DO(s, trace_of(s->ta.app->read, s->key,
	    S("responsibility-2017"), S("8.2.2"), &s->other, MUST_NOTE));
	MUST(s, !key_none(s->other));
	MUST_DO(s, trace_rungs_of(s->ta.app->read, s->a, s->other, &list, &n,
	    MUST_NOTE));
	MUST(s, n == 9 && trace_waiting(list, n) == 7);
}

static const struct trial open_trial = { .entries = 4, .base = house_base,
    .prepare = open_prepare, .act = open_act, .done = open_done };

BOTH("a trace is opened or is not")
{
	sweep(t, &open_trial);
}

/* trace_examine */

static void
examine_prepare(struct sweep *s)
{
	struct trace_doing *d = NEW(s->a, struct trace_doing);

	open_prepare(s);
	MUST_DO(s, open_act(s, MUST_NOTE));
	open_done(s);
	*d = (struct trace_doing){ .id = s->other, .place = 2,
	    .person = trigger_person(&s->ta, "06"),
	    .outcome = TRACE_FULFILLED,
	    .text = S("why, in words of a person") };
	s->given = d;
}

static enum err
examine_act(struct sweep *s, struct note *note)
{
	return trace_examine(s->ta.app, &sweep_who, NULL, s->given, NULL,
	    note);
}

static void
examine_done(struct sweep *s)
{
	const struct trace_rung *list = NULL;
	size_t n = 0;

	MUST_DO(s, trace_rungs_of(s->ta.app->read, s->a, s->other, &list, &n,
	    MUST_NOTE));
	MUST(s, trace_waiting(list, n) == 6);
}

static const struct trial examine_trial = { .entries = 1,
    .base = house_base, .prepare = examine_prepare, .act = examine_act,
    .done = examine_done };

BOTH("a rung is examined or is not")
{
	sweep(t, &examine_trial);
}
