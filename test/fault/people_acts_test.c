/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of the acts about persons and what they hold when something fails in
 * them? */
#include "body/body_act.h"
#include "dated/dated_act.h"
#include "person/person.h"
#include "post/post.h"
#include "tenure/tenure_act.h"
#include "test/fault/sweep.h"

enum { DAY_FROM = 19000, DAY_LEFT = 19500, HELD = 2 };

static struct key
made(struct sweep *s, const struct dated *t, const struct value *v)
{
	const struct dated_new in = { .since = DAY_FROM, .until = DAY_OPEN,
	    .v = v };
	struct answer got = { .seq = -1 };

	MUST_DO(s, dated_add(s->ta.app, &sweep_who, NULL, t, &in, &got,
	    MUST_NOTE));
	return got.on;
}

static struct key
person_made(struct sweep *s, const char *name)
{
	const struct value v[PERSON__MAX] = {
		[PERSON_NAME] = V_TEXT(str_of(name)) };

	return made(s, &person_dated, v);
}

/* A tenure of ${s->key} in a post of the try's own. */
static struct key
tenure_made(struct sweep *s, int nth)
{
	const struct body_added body = { .state = {
		.from = V_DAY(DAY_FROM),
		.name = V_TEXT(str_fmt(s->a, "body %d.%d", s->try, nth)),
		.kind = V_TEXT(S("unit")),
	} };
	struct answer got = { .seq = -1 };
	struct value v[TENURE__MAX] = { { 0 } }, post[POST__MAX] = { { 0 } };

	MUST_DO(s, body_add(s->ta.app, &sweep_who, NULL, &body, &got,
	    MUST_NOTE));
	post[POST_BODY] = (struct value)V_KEY(got.on);
	post[POST_TITLE] = (struct value)V_TEXT(S("局长"));
	v[TENURE_POST] = (struct value)V_KEY(made(s, &post_dated, post));
	v[TENURE_PERSON] = (struct value)V_KEY(s->key);
	v[TENURE_KIND] = (struct value)V_TEXT(S("substantive"));
	return made(s, &tenure_dated, v);
}

static void
people_prepare(struct sweep *s)
{
	s->key = person_made(s, "张某甲");
	s->other = person_made(s, "李某乙");
	for (int i = 0; i < HELD; i++)
		(void)tenure_made(s, i);
}

static size_t
holdings(struct sweep *s, struct key person, int64_t on)
{
	const struct tenure_state *st;
	const struct tenure_holding *h;
	size_t n = 0, all = 0, held = 0;

	MUST_DO(s, tenure_states_of(s->ta.app->read, s->a, person, &st, &n,
	    MUST_NOTE));
	MUST_DO(s, tenure_holdings(s->a, st, n, on, &h, &all, MUST_NOTE));
	for (size_t i = 0; i < all; i++)
		held += h[i].began <= on && on < h[i].ended;
	return held;
}

/* tenure_leave */

static enum err
leave_act(struct sweep *s, struct note *note)
{
	const struct tenure_leave in = { .person = s->key, .to = s->other,
	    .on = DAY_LEFT, .document = S("1号"), .reason = S("转任") };
	size_t n = 0;

	return tenure_leave(s->ta.app, &sweep_who, NULL, &in, &n, NULL, note);
}

static void
leave_done(struct sweep *s)
{
	const struct tenure_handover *h;
	size_t n = 0;

	MUST(s, holdings(s, s->key, DAY_LEFT) == 0);
	MUST(s, holdings(s, s->key, DAY_LEFT - 1) == HELD);
	MUST_DO(s, tenure_handovers_of(s->ta.app->read, s->a, s->other, &h, &n,
	    MUST_NOTE));
	MUST(s, n == HELD);
}

/* All or nothing: who has left with one post has not left. */
static void
leave_left(struct sweep *s)
{
	const size_t held = holdings(s, s->key, DAY_LEFT);

	MUST(s, held == 0 || held == HELD);
}

static const struct trial leave_trial = { .entries = 2 * HELD,
    .prepare = people_prepare, .act = leave_act, .done = leave_done,
    .left = leave_left };

BOTH("somebody leaves with all that he holds, or stays with all")
{
	sweep(t, &leave_trial);
}

BOTH("somebody whose leaving was killed left with all, or stays with all")
{
	sweep_kill(t, &leave_trial);
}

/* tenure_merge */

static enum err
merge_act(struct sweep *s, struct note *note)
{
	const struct person_merge in = { s->key, s->other, S("重复录入") };

	return tenure_merge(s->ta.app, &sweep_who, NULL, &in, NULL, note);
}

static void
merge_done(struct sweep *s)
{
	struct key now = KEY_NONE;

	MUST_DO(s, person_now(s->ta.app->read, s->key, &now, MUST_NOTE));
	MUST(s, key_eq(now, s->other));
	MUST(s, holdings(s, s->other, DAY_FROM) == HELD);
}

BOTH("two records are one person or are not")
{
	static const struct trial what = { .entries = 1,
	    .prepare = people_prepare, .act = merge_act, .done = merge_done };

	sweep(t, &what);
}

/* tenure_hand_over */

static void
hand_prepare(struct sweep *s)
{
	s->key = person_made(s, "张某甲");
	s->other = person_made(s, "李某乙");
	s->key = tenure_made(s, 0);
}

static enum err
hand_act(struct sweep *s, struct note *note)
{
	const struct tenure_hand in = { .to = s->other, .on = DAY_LEFT,
	    .document = S("1号"), .note = S("印章未交") };

	return tenure_hand_over(s->ta.app, &sweep_who, NULL, s->key, &in,
	    NULL, note);
}

static void
hand_done(struct sweep *s)
{
	const struct tenure_handover *h;
	size_t n = 0;

	MUST_DO(s, tenure_handovers(s->ta.app->read, s->a, s->key, &h, &n,
	    MUST_NOTE));
	MUST(s, n == 1);
	MUST(s, str_is(h[0].note, "印章未交"));
}

BOTH("a handover and its remark are recorded or are not")
{
	static const struct trial what = { .entries = 1,
	    .prepare = hand_prepare, .act = hand_act, .done = hand_done };

	sweep(t, &what);
}
