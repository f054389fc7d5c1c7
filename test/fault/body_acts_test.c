/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of the acts about bodies when something fails in them? */
#include "body/body_act.h"
#include "test/fault/sweep.h"

enum { DAY_FROM = 19000, DAY_MID = 19500, DAY_LATER = 20000 };

/* A body called ${head} and the number of the try. */
static struct body_added
added(struct sweep *s, const char *head, struct key superior)
{
	struct body_added in = {
		.source = V_TEXT(S("fault")),
		.code = V_TEXT(sweep_name(s, head)),
		.state = {
			.from = V_DAY(DAY_FROM),
			.name = V_TEXT(sweep_name(s, head)),
			.kind = V_TEXT(S("unit")),
		},
	};

	if (!key_none(superior))
		in.state.superior = (struct value)V_KEY(superior);
	return in;
}

static struct key
made(struct sweep *s, const char *head, struct key superior)
{
	const struct body_added in = added(s, head, superior);
	struct answer got = { .seq = -1 };

	MUST_DO(s, body_add(s->ta.app, &sweep_who, NULL, &in, &got,
	    MUST_NOTE));
	return got.on;
}

/* As a form would: its own request for each try. */
static struct request
request_of(const struct sweep *s)
{
	struct request rq = { .key = { { [0] = 1, [6] = 0x70 } },
	    .hash = { { 1 } } };

	for (int i = 0; i < 4; i++)
		rq.key.b[12 + i] = (unsigned char)(s->try >> 8 * (3 - i));
	return rq;
}

static struct body
now(struct sweep *s, struct key id, int64_t day)
{
	struct body b = { .name = S("") };

	MUST_DO(s, body_get(s->ta.app->read, s->a, id, day, &b, MUST_NOTE));
	return b;
}

/* body_add */

/* The one that leads it, and what is to be said. */
static void
add_prepare(struct sweep *s)
{
	struct body_added *in = NEW(s->a, struct body_added);

	s->key = made(s, "superior ", KEY_NONE);
	*in = added(s, "unit ", s->key);
	s->given = in;
}

static enum err
add_act(struct sweep *s, struct note *note)
{
	const struct request rq = request_of(s);

	return body_add(s->ta.app, &sweep_who, &rq, s->given, NULL, note);
}

/* Asked again, the request is answered and adds nothing. */
static void
add_done(struct sweep *s)
{
	const struct request rq = request_of(s);
	struct answer got = { .seq = -1 };
	struct key id = KEY_NONE;

	MUST_DO(s, body_find(s->ta.app->read, s->a, sweep_name(s,
	    "fault:unit "), &id, MUST_NOTE));
	MUST(s, key_eq(now(s, id, DAY_MID).superior, s->key));
	MUST_DO(s, body_add(s->ta.app, &sweep_who, &rq, s->given, &got,
	    MUST_NOTE));
	MUST(s, got.again && key_eq(got.on, id));
	MUST(s, got.seq == s->size && sweep_size(s) == s->size + 1);
}

BOTH("a body is added or is not")
{
	static const struct trial what = { .entries = 1,
	    .prepare = add_prepare, .act = add_act, .done = add_done };

	sweep(t, &what);
}

/* body_restate */

static void
unit_prepare(struct sweep *s)
{
	s->other = made(s, "superior ", KEY_NONE);
	s->key = made(s, "unit ", KEY_NONE);
}

static void
restate_prepare(struct sweep *s, bool wrong)
{
	struct body_restate *what = NEW(s->a, struct body_restate);

	unit_prepare(s);
	*what = (struct body_restate){
		.id = s->key,
		.expect = sweep_size(s) - 1,
		.wrong = wrong,
		.at = wrong ? DAY_FROM : BODY_AT_NONE,
		.in = {
			.state = {
				.from = V_DAY(wrong ? DAY_FROM : DAY_MID),
				.name = V_TEXT(sweep_name(s, "renamed ")),
				.kind = V_TEXT(S("office")),
				.superior = V_KEY(s->other),
			},
			.reason = V_TEXT(S("why, in words of a person")),
		},
	};
	s->given = what;
}

static void
change_prepare(struct sweep *s)
{
	restate_prepare(s, false);
}

static enum err
restate_act(struct sweep *s, struct note *note)
{
	const struct request rq = request_of(s);

	return body_restate(s->ta.app, &sweep_who, &rq, s->given, NULL, note);
}

static void
change_done(struct sweep *s)
{
	MUST(s, str_eq(now(s, s->key, DAY_LATER).name, sweep_name(s,
	    "renamed ")));
	MUST(s, str_eq(now(s, s->key, DAY_FROM).name, sweep_name(s,
	    "unit ")));
}

BOTH("a body is another from a day on, or is as it was")
{
	static const struct trial what = { .entries = 1,
	    .prepare = change_prepare, .act = restate_act,
	    .done = change_done };

	sweep(t, &what);
}

static void
correct_prepare(struct sweep *s)
{
	restate_prepare(s, true);
}

static void
correct_done(struct sweep *s)
{
	MUST(s, str_eq(now(s, s->key, DAY_FROM).name, sweep_name(s,
	    "renamed ")));
}

BOTH("what was said of a body is corrected, or stands")
{
	static const struct trial what = { .entries = 1,
	    .prepare = correct_prepare, .act = restate_act,
	    .done = correct_done };

	sweep(t, &what);
}

/* body_end and body_withdraw */

static enum err
end_act(struct sweep *s, struct note *note)
{
	const struct body_ended in = { .to = V_DAY(DAY_MID),
	    .reason = V_TEXT(S("closed")) };

	return body_end(s->ta.app, &sweep_who, s->key, &in, NULL, note);
}

static void
end_done(struct sweep *s)
{
	MUST(s, now(s, s->key, DAY_LATER).to == DAY_MID);
}

BOTH("a body ends or goes on")
{
	static const struct trial what = { .entries = 1,
	    .prepare = unit_prepare, .act = end_act, .done = end_done };

	sweep(t, &what);
}

static enum err
withdraw_act(struct sweep *s, struct note *note)
{
	const struct body_withdrawn in = { V_TEXT(S("entered twice")) };

	return body_withdraw(s->ta.app, &sweep_who, s->key, &in, NULL, note);
}

static void
withdraw_done(struct sweep *s)
{
	MUST(s, now(s, s->key, DAY_LATER).withdrawn);
}

BOTH("a body is withdrawn or stays")
{
	static const struct trial what = { .entries = 1,
	    .prepare = unit_prepare, .act = withdraw_act,
	    .done = withdraw_done };

	sweep(t, &what);
}

/* body_merge: one event of its own, and one for each that it led or guided. */

enum { LED = 3 };

static void
merge_prepare(struct sweep *s)
{
	static const char *const heads[LED] = { "first ", "second ",
	    "third " };
	struct body_added guided;

	s->other = made(s, "into ", KEY_NONE);
	s->key = made(s, "from ", KEY_NONE);
	for (int i = 0; i < LED; i++)
		(void)made(s, heads[i], s->key);
	guided = added(s, "guided ", KEY_NONE);
	guided.state.guided_by = (struct value){ .given = GIVEN_KNOWN,
	    .list = { (struct value[]){ V_KEY(s->key) }, 1 } };
	MUST_DO(s, body_add(s->ta.app, &sweep_who, NULL, &guided, NULL,
	    MUST_NOTE));
}

static enum err
merge_act(struct sweep *s, struct note *note)
{
	const struct body_merged in = { .into = V_KEY(s->other),
	    .on = V_DAY(DAY_MID), .document = V_TEXT(S("no. 1")) };

	return body_merge(s->ta.app, &sweep_who, s->key, &in, NULL, note);
}

static void
merge_done(struct sweep *s)
{
	const struct key *led = NULL;
	size_t n = 0;

	MUST(s, key_eq(now(s, s->key, DAY_LATER).merged, s->other));
	MUST_DO(s, body_led(s->ta.app->read, s->a, s->other, DAY_MID, false,
	    &led, &n, MUST_NOTE));
	MUST(s, n == LED);
	MUST_DO(s, body_led(s->ta.app->read, s->a, s->other, DAY_MID, true,
	    &led, &n, MUST_NOTE));
	MUST(s, n == 1);
	MUST_DO(s, body_led(s->ta.app->read, s->a, s->key, DAY_MID, false,
	    &led, &n, MUST_NOTE));
	MUST(s, n == 0);
}

static const struct trial merge_trial = { .entries = 1 + LED + 1,
    .prepare = merge_prepare, .act = merge_act, .done = merge_done };

BOTH("a body goes into another with all that it led, or stays with all")
{
	sweep(t, &merge_trial);
}

BOTH("a merger that was killed moved all or none")
{
	sweep_kill(t, &merge_trial);
}
