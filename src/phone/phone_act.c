/* SPDX-License-Identifier: Apache-2.0 */
#include "phone/phone_act.h"

#include "base/zone.h"
#include "dated/dated_act.h"
#include "phone/phone.h"

struct call {
	const struct zone	*zone;
	struct key		 id;
	int64_t			 on;
	bool			 answered;
};

/* The first day from which a later test counts. */
static int64_t
next_test(const struct dated_span *s, size_t n, int64_t on)
{
	for (size_t i = 0; i < n; i++)
		if (s[i].since > on &&
		    value_known(&s[i].v[PHONE_TESTED_ON]) &&
		    s[i].v[PHONE_TESTED_ON].num > on)
			return s[i].since;
	return DAY_OPEN;
}

static enum err
future_check(const struct tx *tx, const struct call *c, struct note *note)
{
	const struct civil now = zone_local(c->zone, tx->now);
	enum err r;

	if (c->on <= day_from_civil(now.year, now.month, now.day))
		return ERR_OK;
	r = NOTE(note, ERR_INVALID, M("{day} is still to come. Record a test "
	    "when it has been made."), A_DAY("day", c->on));
	note_where(note, (struct where){ .field = "tested_on" });
	return r;
}

static enum err
test_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct call *c = arg;
	const struct value set[PHONE__MAX] = {
		[PHONE_TESTED_ON] = V_DAY(c->on),
		[PHONE_TEST_RESULT] = V_TEXT(str_of(phone_results[
		    c->answered ? 0 : 1].word)),
	};
	struct dated_restate in = { .id = c->id, .expect = -1, .change = {
		.since = c->on, .set = set, .began = INT64_MIN,
		.ended = INT64_MIN } };
	const struct dated_span *s;
	size_t n = 0;
	enum err r;

	ret->on = c->id;
	if ((r = future_check(tx, c, note)) != ERR_OK ||
	    (r = dated_spans(tx->st, tx->a, &phone_dated, c->id, INT64_MIN,
	    INT64_MAX, DATED_NOW, &s, &n, note)) != ERR_OK)
		return r;
	if (n > 0 && c->on < s[0].since) {
		r = NOTE(note, ERR_INVALID, M("The telephone is entered from "
		    "{from} on, so it was not tested before. Correct the day, "
		    "or the telephone's beginning."),
		    A_DAY("from", s[0].since));
		note_where(note, (struct where){ .field = "tested_on" });
		return r;
	}
	in.change.until = next_test(s, n, c->on);
	return dated_append_restated(tx, &phone_dated, &in, false, &ret->seq,
	    note);
}

enum err
phone_test(struct app *app, const struct actor *who, const struct request *rq,
    struct key id, int64_t on, bool answered, struct answer *ret,
    struct note *note)
{
	struct call c = { app->zone, id, on, answered };
	enum err r;

	if ((r = app_may(app, who, "phone.test", id, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, test_act, &c, ret, note);
}
