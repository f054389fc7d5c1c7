/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of the acts that only systems, telephones and shifts have, when
 * something fails in them? */
#include "body/body_act.h"
#include "dated/dated_act.h"
#include "person/person.h"
#include "phone/phone.h"
#include "phone/phone_act.h"
#include "roster/roster.h"
#include "roster/roster_act.h"
#include "system/system.h"
#include "test/fault/sweep.h"

enum { DAY_FROM = 19000, DAY_TEST = 19500, ON_DUTY_DAY = 20000 };
#define SHIFT_FROM	(ON_DUTY_DAY * DAY_MS)
#define SHIFT_TO	(SHIFT_FROM + 8 * HOUR_MS)
#define HANDED_AT	(SHIFT_FROM + 4 * HOUR_MS)

static struct key
made(struct sweep *s, const struct dated *t, const struct value *v)
{
	const struct dated_new in = {
		.since = t->moments ? SHIFT_FROM : DAY_FROM,
		.until = t->moments ? SHIFT_TO : DAY_OPEN, .v = v };
	struct answer got = { .seq = -1 };

	MUST_DO(s, dated_add(s->ta.app, &sweep_who, NULL, t, &in, &got,
	    MUST_NOTE));
	return got.on;
}

static struct key
body_made(struct sweep *s)
{
	const struct body_added in = { .state = {
		.from = V_DAY(DAY_FROM),
		.name = V_TEXT(sweep_name(s, "body ")),
		.kind = V_TEXT(S("unit")),
	} };
	struct answer got = { .seq = -1 };

	MUST_DO(s, body_add(s->ta.app, &sweep_who, NULL, &in, &got,
	    MUST_NOTE));
	return got.on;
}

static struct key
person_made(struct sweep *s, const char *head)
{
	const struct value v[PERSON__MAX] = {
		[PERSON_NAME] = V_TEXT(sweep_name(s, head)),
	};

	return made(s, &person_dated, v);
}

/* A system is entered, with what follows from its row. */

static void
system_prepare(struct sweep *s)
{
	struct dated_new *in = NEW(s->a, struct dated_new);
	struct value *v = NEW_ARRAY(s->a, struct value, SYSTEM__MAX);
	struct value *list = NEW_ARRAY(s->a, struct value, 2);

	s->key = body_made(s);
	list[0] = (struct value)V_KEY(s->key);
	list[1] = (struct value)V_TEXT(str_fmt(s->a, "http://n%d.example/",
	    s->try));
	v[SYSTEM_NAME] = (struct value)V_TEXT(S("门户"));
	v[SYSTEM_KIND] = (struct value)V_TEXT(S("portal"));
	v[SYSTEM_OWNER] = (struct value)V_KEY(s->key);
	v[SYSTEM_USERS] = (struct value){ .given = GIVEN_KNOWN,
	    .list = { list, 1 } };
	v[SYSTEM_URLS] = (struct value){ .given = GIVEN_KNOWN,
	    .list = { list + 1, 1 } };
	*in = (struct dated_new){ .since = DAY_FROM, .until = DAY_OPEN,
	    .v = v };
	s->given = in;
}

static enum err
system_act(struct sweep *s, struct note *note)
{
	return dated_add(s->ta.app, &sweep_who, NULL, &system_dated, s->given,
	    NULL, note);
}

static void
system_done(struct sweep *s)
{
	const struct system_ties q = { .body = s->key,
	    .role = SYSTEM_ROLE_USER, .on = DAY_TEST, .known = DATED_NOW,
	    .most = 2 };
	const struct system_tie *tie = NULL;
	struct key id = KEY_NONE;
	size_t n = 0;

	MUST_DO(s, system_tied(s->ta.app->read, s->a, &q, &tie, &n,
	    MUST_NOTE));
	MUST_DO(s, system_at_url(s->ta.app->read, s->a, str_fmt(s->a,
	    "https://n%d.example", s->try), DAY_TEST, &id, MUST_NOTE));
	MUST(s, n == 1 && key_eq(tie[0].system, id));
}

static const struct trial system_trial = { .entries = 1,
    .prepare = system_prepare, .act = system_act, .done = system_done };

BOTH("a system is entered with its bodies and URLs or is not")
{
	sweep(t, &system_trial);
}

/* phone_test */

static void
phone_prepare(struct sweep *s)
{
	const struct value v[PHONE__MAX] = {
		[PHONE_BODY] = V_KEY(body_made(s)),
		[PHONE_NUMBER] = V_TEXT(S("0513-85123456")),
		[PHONE_KIND] = V_TEXT(S("duty")),
	};

	s->key = made(s, &phone_dated, v);
}

static enum err
phone_act(struct sweep *s, struct note *note)
{
	return phone_test(s->ta.app, &sweep_who, NULL, s->key, DAY_TEST, true,
	    NULL, note);
}

static void
phone_done(struct sweep *s)
{
	const struct dated_span *list = NULL;
	size_t n = 0;

	MUST_DO(s, dated_spans(s->ta.app->read, s->a, &phone_dated, s->key,
	    INT64_MIN, INT64_MAX, DATED_NOW, &list, &n, MUST_NOTE));
	MUST(s, n == 2 && list[1].v[PHONE_TESTED_ON].num == DAY_TEST);
}

static const struct trial phone_trial = { .entries = 1,
    .prepare = phone_prepare, .act = phone_act, .done = phone_done };

BOTH("a call test is recorded or is not")
{
	sweep(t, &phone_trial);
}

/* roster_hand_over */

static void
roster_prepare(struct sweep *s)
{
	const struct value v[ROSTER__MAX] = {
		[ROSTER_BODY] = V_KEY(body_made(s)),
		[ROSTER_PERSON] = V_KEY(person_made(s, "张某")),
		[ROSTER_ROLE] = V_TEXT(S("duty_officer")),
	};

	s->key = made(s, &roster_dated, v);
	s->other = person_made(s, "李某");
}

static enum err
roster_act(struct sweep *s, struct note *note)
{
	const struct roster_hand in = { s->key, HANDED_AT, s->other,
	    S("夜间无异常") };

	return roster_hand_over(s->ta.app, &sweep_who, NULL, &in, NULL, note);
}

static void
roster_done(struct sweep *s)
{
	const struct roster_handover *list = NULL;
	size_t n = 0;

	MUST_DO(s, roster_handovers(s->ta.app->read, s->a, s->key, &list, &n,
	    MUST_NOTE));
	MUST(s, n == 1 && key_eq(list[0].person, s->other) &&
	    list[0].at == HANDED_AT);
}

static const struct trial roster_trial = { .entries = 1,
    .prepare = roster_prepare, .act = roster_act, .done = roster_done };

BOTH("a shift is handed over or is not")
{
	sweep(t, &roster_trial);
}
