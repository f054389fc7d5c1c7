/* SPDX-License-Identifier: Apache-2.0 */
#include "core/act.h"
#include "core/config.h"
#include "core/maintain.h"
#include "test/lib/app.h"

static const struct actor who = { .person = { "secretary", 9 },
    .face = { "console", 7 } };

/* An act that counts its runs and appends one entry, or fails. */
struct probe {
	int	 runs;
	enum err fail;
};

static enum err
probe_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct value ev[] = { V_TEXT(S("backup")), V_TEXT(S("probe")) };
	struct probe *p = arg;
	enum err r;

	p->runs++;
	ret->on = tx_key(tx);
	if ((r = ledger_append(tx, &store_event_maintained, ret->on, ev,
	    &ret->seq, note)) != ERR_OK)
		return r;
	return p->fail == ERR_OK ? ERR_OK :
	    NOTE(note, p->fail, M("Not permitted."));
}

static struct request
request_of(unsigned char key, unsigned char hash)
{
	return (struct request){ { { [6] = 0x70, [15] = key } },
	    { { hash } } };
}

BOTH("an act answers with the record and its entry")
{
	struct probe p = { 0 };
	struct test_app ta;
	struct answer got;
	int64_t size;

	app_make(&ta, t, &test_house);
	CHECK_OK(act_run(ta.app, &who, NULL, probe_act, &p, &got, &t->note),
	    &t->note);
	CHECK_INT(got.seq, 1);
	CHECK(!key_none(got.on));
	CHECK(!got.again);
	CHECK_OK(ledger_size(ta.app->read, &size, &t->note), &t->note);
	CHECK_INT(size, 2);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a request asked again is answered again and done once")
{
	const struct request rq = request_of(1, 1);
	struct answer first, second;
	struct probe p = { 0 };
	struct test_app ta;
	int64_t size;

	app_make(&ta, t, &test_house);
	CHECK_OK(act_run(ta.app, &who, &rq, probe_act, &p, &first, &t->note),
	    &t->note);
	CHECK_OK(act_run(ta.app, &who, &rq, probe_act, &p, &second, &t->note),
	    &t->note);
	CHECK_INT(p.runs, 1);
	CHECK(second.again);
	CHECK(key_eq(first.on, second.on));
	CHECK_INT(first.seq, second.seq);
	CHECK_OK(ledger_size(ta.app->read, &size, &t->note), &t->note);
	CHECK_INT(size, 2);
	app_end(&ta);
}

BOTH("a request that was used for something else is refused")
{
	const struct request rq = request_of(1, 1), other = request_of(1, 2);
	struct probe p = { 0 };
	struct test_app ta;

	app_make(&ta, t, &test_house);
	CHECK_OK(act_run(ta.app, &who, &rq, probe_act, &p, NULL, &t->note),
	    &t->note);
	CHECK_ERR(act_run(ta.app, &who, &other, probe_act, &p, NULL,
	    &t->note), ERR_CONFLICT, &t->note);
	CHECK_INT(p.runs, 1);
	app_end(&ta);
}

BOTH("the same request of another person is another request")
{
	const struct actor other = { .person = S("deputy"),
	    .face = S("console") };
	const struct request rq = request_of(1, 1);
	struct probe p = { 0 };
	struct test_app ta;

	app_make(&ta, t, &test_house);
	CHECK_OK(act_run(ta.app, &who, &rq, probe_act, &p, NULL, &t->note),
	    &t->note);
	CHECK_OK(act_run(ta.app, &other, &rq, probe_act, &p, NULL, &t->note),
	    &t->note);
	CHECK_INT(p.runs, 2);
	app_end(&ta);
}

BOTH("an act that fails leaves nothing, and its request can be used again")
{
	const struct request rq = request_of(1, 1);
	struct probe p = { .fail = ERR_DENIED };
	struct test_app ta;
	int64_t size;

	app_make(&ta, t, &test_house);
	CHECK_ERR(act_run(ta.app, &who, &rq, probe_act, &p, NULL, &t->note),
	    ERR_DENIED, &t->note);
	CHECK_OK(ledger_size(ta.app->read, &size, &t->note), NULL);
	CHECK_INT(size, 1);
	note_clear(&t->note);
	p.fail = ERR_OK;
	CHECK_OK(act_run(ta.app, &who, &rq, probe_act, &p, NULL, &t->note),
	    &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("time in the ledger never runs back, whatever the clock does")
{
	struct answer first, second;
	struct probe p = { 0 };
	struct test_app ta;
	struct event a, b;

	app_make(&ta, t, &test_house);
	CHECK_OK(act_run(ta.app, &who, NULL, probe_act, &p, &first, &t->note),
	    &t->note);
	ta.clock.now -= 3600 * 1000;
	CHECK_OK(act_run(ta.app, &who, NULL, probe_act, &p, &second,
	    &t->note), &t->note);
	CHECK_OK(ledger_event(ta.app->read, t->a, ta.app->events, first.seq,
	    &a, &t->note), &t->note);
	CHECK_OK(ledger_event(ta.app->read, t->a, ta.app->events, second.seq,
	    &b, &t->note), &t->note);
	CHECK(b.at >= a.at);
	CHECK(key_cmp(second.on, first.on) > 0);
	app_end(&ta);
}
