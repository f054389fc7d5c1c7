/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body_act.h"

#include "body/house_test.h"
#include "test/lib/app.h"

/* A state of a body there is, to be changed and recorded. */
static struct body_restate
restating(struct test_app *ta, const char *name, const char *on)
{
	struct body_restate what = { .id = test_find(ta, name), .expect = -1,
	    .at = BODY_AT_NONE };
	const struct body_state *s, *now;
	size_t n;

	CHECK_OK(body_states(ta->app->read, ta->t->a, what.id, DAY_LEAST - 1,
	    &s, &n, &ta->t->note), &ta->t->note);
	CHECK_OK(body_state_on(s, n, test_day(on), S(""), &now,
	    &ta->t->note), &ta->t->note);
	what.in.state = *now;
	return what;
}

static enum err
restate(struct test_app *ta, struct body_restate *what)
{
	note_clear(&ta->t->note);
	return body_restate(ta->app, &test_who, NULL, what, NULL,
	    &ta->t->note);
}

/* From ${from} on ${name} stands under ${superior}. */
static enum err
move(struct test_app *ta, const char *name, const char *from,
    const char *superior)
{
	struct body_restate what = restating(ta, name, from);

	what.in.state.from = (struct value)V_DAY(test_day(from));
	what.in.state.superior = (struct value)V_KEY(test_find(ta, superior));
	return restate(ta, &what);
}

static enum err
end(struct test_app *ta, const char *name, const char *on)
{
	const struct body_ended in = { .to = V_DAY(test_day(on)),
	    .reason = V_TEXT(S("机构改革")) };
	struct key id = test_find(ta, name);

	note_clear(&ta->t->note);
	return body_end(ta->app, &test_who, id, &in, NULL, &ta->t->note);
}

static enum err
withdraw(struct test_app *ta, const char *name)
{
	const struct body_withdrawn in = { .reason = V_TEXT(S("重复录入")) };
	struct key id = test_find(ta, name);

	note_clear(&ta->t->note);
	return body_withdraw(ta->app, &test_who, id, &in, NULL,
	    &ta->t->note);
}

static enum err
merge(struct test_app *ta, const char *name, const char *into, const char *on)
{
	const struct body_merged in = { .into = V_KEY(test_find(ta, into)),
	    .on = V_DAY(test_day(on)), .document = V_TEXT(S("1号")) };
	struct key id = test_find(ta, name);

	note_clear(&ta->t->note);
	return body_merge(ta->app, &test_who, id, &in, NULL, &ta->t->note);
}

BOTH("a body is found by code, by source and code, by key and by name")
{
	struct test_app ta;
	struct key id, other;

	test_open(&ta, t);
	id = test_body(&ta, "1", "甲局", "", "320600", "2001-01-01");
	CHECK(key_eq(test_find(&ta, "1"), id));
	CHECK(key_eq(test_find(&ta, "local:1"), id));
	CHECK(key_eq(test_find(&ta, "甲局"), id));
	CHECK(key_eq(test_find(&ta, key_text(t->a, id).p), id));
	note_clear(&t->note);
	CHECK_ERR(body_find(ta.app->read, t->a, S("乙局"), &other, &t->note),
	    ERR_NOTFOUND, &t->note);
	(void)test_body(&ta, "2", "甲局", "", "", "2001-01-01");
	note_clear(&t->note);
	CHECK_ERR(body_find(ta.app->read, t->a, S("甲局"), &other, &t->note),
	    ERR_INVALID, &t->note);
	CHECK_STR(t->note.args[1].text, "local:1");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a code that two sources use wants its source")
{
	struct body_added in = { .source = V_TEXT(S("other")),
	    .code = V_TEXT(S("1")), .state = { .name = V_TEXT(S("乙")),
	    .kind = V_TEXT(S("unit")), .from = V_DAY(1) } };
	struct test_app ta;
	struct key id;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲局", "", "", "2001-01-01");
	CHECK_OK(body_add(ta.app, &test_who, NULL, &in, NULL, &t->note),
	    &t->note);
	CHECK_ERR(body_find(ta.app->read, t->a, S("1"), &id, &t->note),
	    ERR_INVALID, &t->note);
	note_clear(&t->note);
	CHECK_ERR(body_add(ta.app, &test_who, NULL, &in, NULL, &t->note),
	    ERR_EXISTS, &t->note);
	note_clear(&t->note);
	in.source = (struct value)V_TEXT(S("a:b"));
	CHECK_ERR(body_add(ta.app, &test_who, NULL, &in, NULL, &t->note),
	    ERR_INVALID, &t->note);
	app_end(&ta);
}

BOTH("a name and a kind are needed, and a kind is one of the list")
{
	struct body_added in = { .state = { .from = V_DAY(1),
	    .name = V_TEXT(S("甲")), .kind = V_TEXT(S("ministry")) } };
	struct test_app ta;
	int64_t size;

	test_open(&ta, t);
	size = test_size(&ta);
	CHECK_ERR(body_add(ta.app, &test_who, NULL, &in, NULL, &t->note),
	    ERR_INVALID, &t->note);
	note_clear(&t->note);
	in.state.kind = (struct value){ 0 };
	CHECK_ERR(body_add(ta.app, &test_who, NULL, &in, NULL, &t->note),
	    ERR_INVALID, &t->note);
	CHECK_INT(test_size(&ta), size);
	app_end(&ta);
}

BOTH("a change holds from its day on, what was before stays")
{
	struct body_restate what;
	struct test_app ta;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲局", "", "320600", "2001-01-01");
	what = restating(&ta, "1", "2010-01-01");
	what.in.state.from = (struct value)V_DAY(test_day("2010-01-01"));
	what.in.state.name = (struct value)V_TEXT(S("乙局"));
	CHECK_OK(restate(&ta, &what), &t->note);
	CHECK_STR(test_states(&ta, "1"),
	    "2001-01-01 甲局 - 320600; 2010-01-01 乙局 - 320600");
	/* A span within another leaves what is on both sides of it. */
	what = restating(&ta, "1", "2003-01-01");
	what.in.state.from = (struct value)V_DAY(test_day("2003-01-01"));
	what.in.state.to = (struct value)V_DAY(test_day("2004-01-01"));
	what.in.state.name = (struct value)V_TEXT(S("丙局"));
	CHECK_OK(restate(&ta, &what), &t->note);
	CHECK_STR(test_states(&ta, "1"), "2001-01-01 甲局 - 320600; "
	    "2003-01-01 丙局 - 320600; 2004-01-01 甲局 - 320600; "
	    "2010-01-01 乙局 - 320600");
	CHECK(key_eq(test_find(&ta, "甲局"), test_find(&ta, "丙局")));
	app_sound(&ta);
	app_end(&ta);
}

BOTH("who saw an older state is told that it was changed meanwhile")
{
	struct body_restate what;
	struct test_app ta;
	struct body b;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲局", "", "320600", "2001-01-01");
	what = restating(&ta, "1", "2010-01-01");
	CHECK_OK(body_get(ta.app->read, t->a, what.id, 0, &b, &t->note),
	    &t->note);
	what.expect = b.rev;
	CHECK_OK(restate(&ta, &what), &t->note);
	CHECK_ERR(restate(&ta, &what), ERR_CONFLICT, &t->note);
	app_end(&ta);
}

BOTH("a correction moves the begin of a state, and the one before goes on")
{
	struct body_restate what;
	struct test_app ta;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲局", "", "320600", "2001-01-01");
	what = restating(&ta, "1", "2010-01-01");
	what.in.state.from = (struct value)V_DAY(test_day("2010-01-01"));
	what.in.state.name = (struct value)V_TEXT(S("乙局"));
	CHECK_OK(restate(&ta, &what), &t->note);
	what = restating(&ta, "1", "2010-01-01");
	what.wrong = true;
	what.at = test_day("2011-01-01");
	what.in.state.from = (struct value)V_DAY(test_day("2012-01-01"));
	what.in.reason = (struct value)V_TEXT(S("录入有误"));
	CHECK_OK(restate(&ta, &what), &t->note);
	CHECK_STR(test_states(&ta, "1"),
	    "2001-01-01 甲局 - 320600; 2012-01-01 乙局 - 320600");
	what.at = test_day("2013-01-01");
	what.in.state.from = (struct value)V_DAY(test_day("2005-01-01"));
	CHECK_OK(restate(&ta, &what), &t->note);
	CHECK_STR(test_states(&ta, "1"),
	    "2001-01-01 甲局 - 320600; 2005-01-01 乙局 - 320600");
	what.at = test_day("2001-01-01");
	what.in.state.from = (struct value)V_DAY(test_day("2000-01-01"));
	what.in.state.to = (struct value)V_DAY(test_day("2005-01-01"));
	what.in.state.name = (struct value)V_TEXT(S("丙局"));
	CHECK_OK(restate(&ta, &what), &t->note);
	CHECK_STR(test_states(&ta, "1"),
	    "2000-01-01 丙局 - 320600; 2005-01-01 乙局 - 320600");
	what.at = test_day("1999-01-01");
	CHECK_ERR(restate(&ta, &what), ERR_INVALID, &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a circle is refused, and its way is named")
{
	struct test_app ta;
	int64_t size;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "", "2001-01-01");
	(void)test_body(&ta, "2", "乙", "1", "", "2001-01-01");
	(void)test_body(&ta, "3", "丙", "2", "", "2001-01-01");
	size = test_size(&ta);
	CHECK_ERR(move(&ta, "1", "2005-01-01", "3"), ERR_INVALID, &t->note);
	CHECK_STR(t->note.args[0].text, "甲 → 丙 → 乙 → 甲");
	CHECK_ERR(move(&ta, "1", "2005-01-01", "1"), ERR_INVALID, &t->note);
	CHECK_INT(test_size(&ta), size);
	app_end(&ta);
}

BOTH("a circle that would begin only later is refused too")
{
	struct test_app ta;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "", "2001-01-01");
	(void)test_body(&ta, "2", "乙", "", "", "2001-01-01");
	CHECK_OK(move(&ta, "2", "2030-01-01", "1"), &t->note);
	CHECK_ERR(move(&ta, "1", "2020-01-01", "2"), ERR_INVALID, &t->note);
	CHECK_STR(t->note.args[0].text, "甲 → 乙 → 甲");
	app_end(&ta);
}

BOTH("nobody is led by one that is not there on that day")
{
	struct body_added in = { .state = { .name = V_TEXT(S("乙")),
	    .kind = V_TEXT(S("unit")) } };
	struct test_app ta;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "", "2001-01-01");
	in.state.superior = (struct value)V_KEY(test_find(&ta, "1"));
	in.state.from = (struct value)V_DAY(test_day("2000-01-01"));
	CHECK_ERR(body_add(ta.app, &test_who, NULL, &in, NULL, &t->note),
	    ERR_INVALID, &t->note);
	in.state.superior.key.b[15] ^= 1;
	note_clear(&t->note);
	CHECK_ERR(body_add(ta.app, &test_who, NULL, &in, NULL, &t->note),
	    ERR_NOTFOUND, &t->note);
	app_end(&ta);
}

BOTH("who leads others can neither end nor be withdrawn")
{
	struct test_app ta;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "", "2001-01-01");
	(void)test_body(&ta, "2", "乙", "1", "", "2001-01-01");
	CHECK_ERR(end(&ta, "1", "2020-01-01"), ERR_INVALID, &t->note);
	CHECK_STR(t->note.args[3].text, "乙");
	CHECK_ERR(withdraw(&ta, "1"), ERR_INVALID, &t->note);
	CHECK_OK(end(&ta, "2", "2020-01-01"), &t->note);
	CHECK_STR(test_states(&ta, "2"), "2001-01-01 乙 1 -; 2020-01-01 end");
	CHECK_OK(end(&ta, "1", "2020-01-01"), &t->note);
	CHECK_ERR(end(&ta, "1", "2021-01-01"), ERR_INVALID, &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("one withdrawn is listed nowhere, is found, and keeps its history")
{
	const struct event *ev;
	const struct body *b;
	struct test_app ta;
	struct key id;
	size_t n;

	test_open(&ta, t);
	id = test_body(&ta, "1", "甲", "", "", "2001-01-01");
	CHECK_OK(withdraw(&ta, "1"), &t->note);
	CHECK_OK(body_below(ta.app->read, t->a, KEY_NONE,
	    test_day("2005-01-01"), &b, &n, &t->note), &t->note);
	CHECK_INT(n, 0);
	CHECK(key_eq(test_find(&ta, "1"), id));
	CHECK_OK(history_load(ta.app->read, t->a, ta.app->events, id, -1, 10,
	    &ev, &n, &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK(ev[1].type == &body_event_withdrawn);
	CHECK_ERR(withdraw(&ta, "1"), ERR_CONFLICT, &t->note);
	CHECK_ERR(end(&ta, "1", "2020-01-01"), ERR_CONFLICT, &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a merger moves whoever was led or guided, from its day on")
{
	struct value guide[1];
	struct body_restate what;
	struct test_app ta;
	struct body b;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "国土局", "", "", "2001-01-01");
	(void)test_body(&ta, "2", "自然资源局", "", "", "2001-01-01");
	(void)test_body(&ta, "3", "丙", "1", "", "2001-01-01");
	(void)test_body(&ta, "4", "丁", "2", "", "2001-01-01");
	what = restating(&ta, "4", "2005-01-01");
	guide[0] = (struct value)V_KEY(test_find(&ta, "1"));
	what.in.state.guided_by = (struct value){ .given = GIVEN_KNOWN,
	    .list = { guide, 1 } };
	CHECK_OK(restate(&ta, &what), &t->note);
	CHECK_OK(merge(&ta, "1", "2", "2018-05-01"), &t->note);
	CHECK_STR(test_states(&ta, "1"),
	    "2001-01-01 国土局 - -; 2018-05-01 end");
	CHECK_STR(test_states(&ta, "3"),
	    "2001-01-01 丙 1 -; 2018-05-01 丙 2 -");
	CHECK_OK(body_get(ta.app->read, t->a, test_find(&ta, "4"),
	    test_day("2018-04-30"), &b, &t->note), &t->note);
	CHECK_STR(b.guided_by, "1");
	CHECK_OK(body_get(ta.app->read, t->a, test_find(&ta, "4"),
	    test_day("2018-05-01"), &b, &t->note), &t->note);
	CHECK_STR(b.guided_by, "2");
	CHECK_OK(body_get(ta.app->read, t->a, test_find(&ta, "1"),
	    test_day("2020-01-01"), &b, &t->note), &t->note);
	CHECK(key_eq(b.merged, test_find(&ta, "2")));
	CHECK_ERR(merge(&ta, "1", "2", "2019-01-01"), ERR_CONFLICT,
	    &t->note);
	CHECK_ERR(end(&ta, "1", "2019-01-01"), ERR_CONFLICT, &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a body can go into one that it leads, which takes its place")
{
	struct test_app ta;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "", "2001-01-01");
	(void)test_body(&ta, "2", "乙", "1", "", "2001-01-01");
	(void)test_body(&ta, "3", "丙", "2", "", "2001-01-01");
	(void)test_body(&ta, "4", "丁", "2", "", "2001-01-01");
	CHECK_ERR(merge(&ta, "1", "3", "2018-05-01"), ERR_INVALID, &t->note);
	CHECK_OK(merge(&ta, "2", "3", "2018-05-01"), &t->note);
	CHECK_STR(test_states(&ta, "3"),
	    "2001-01-01 丙 2 -; 2018-05-01 丙 1 -");
	CHECK_STR(test_states(&ta, "4"),
	    "2001-01-01 丁 2 -; 2018-05-01 丁 3 -");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a merger moves more bodies than one act may otherwise change")
{
	enum { LED = LEDGER_ACT_EVENTS_MAX + 50 };
	struct test_app ta;
	const struct key *led;
	size_t n;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "", "2001-01-01");
	(void)test_body(&ta, "2", "乙", "", "", "2001-01-01");
	test_units(&ta, LED, "1");
	CHECK_OK(merge(&ta, "1", "2", "2018-05-01"), &t->note);
	CHECK_OK(body_led(ta.app->read, t->a, test_find(&ta, "2"),
	    test_day("2018-05-01"), false, &led, &n, &t->note), &t->note);
	CHECK_INT(n, LED);
	app_end(&ta);
}

BOTH("who lies in a division that ended goes where it alone went")
{
	struct test_app ta;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "320611", "2001-01-01");
	CHECK_STR(test_states(&ta, "1"),
	    "2001-01-01 甲 - 320611; 2020-12-31 甲 - 320613");
	(void)test_body(&ta, "2", "乙", "", "320613", "2021-01-01");
	test_region_end(&ta, "320613", 2025, "320602");
	CHECK_STR(test_states(&ta, "2"), "2021-01-01 乙 - 320613");
	app_end(&ta);
}

BOTH("a division ends, and the bodies in it go on in its one successor")
{
	struct test_app ta;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "320600", "2001-01-01");
	(void)test_body(&ta, "2", "乙", "1", "320600", "2022-03-01");
	test_region_end(&ta, "320600", 2022, "320613");
	CHECK_STR(test_states(&ta, "1"),
	    "2001-01-01 甲 - 320600; 2022-12-31 甲 - 320613");
	CHECK_STR(test_states(&ta, "2"),
	    "2022-03-01 乙 1 320600; 2022-12-31 乙 1 320613");
	app_sound(&ta);
	app_end(&ta);
}

static enum err
count_one(void *arg, const struct body *b, struct note *note)
{
	(void)b;
	(void)note;
	++*(int *)arg;
	return ERR_OK;
}

static int
due(struct test_app *ta)
{
	const struct body_query q = { .day = test_day("2024-01-01"),
	    .due = true };
	int n = 0;

	CHECK_OK(body_each(ta->app->read, &q, count_one, &n, &ta->t->note),
	    &ta->t->note);
	return n;
}

BOTH("a division ends into several, and asks where its bodies lie now")
{
	const struct body_due_row *row;
	struct body_restate what;
	const struct event *ev;
	struct test_app ta;
	size_t n;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "320600", "2001-01-01");
	(void)test_body(&ta, "2", "乙", "", "320600", "2001-01-01");
	test_region_end(&ta, "320600", 2022, "320613;320000");
	CHECK_STR(test_states(&ta, "1"), "2001-01-01 甲 - 320600");
	CHECK_INT(due(&ta), 2);
	CHECK_OK(body_dues(ta.app->read, t->a, test_find(&ta, "1"), &row, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 1);
	CHECK_STR(row[0].region_code, "320600");
	CHECK_INT(row[0].from, test_day("2022-12-31"));
	CHECK_OK(history_load(ta.app->read, t->a, ta.app->events,
	    test_find(&ta, "1"), -1, 10, &ev, &n, &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK(ev[1].cause >= 0);
	app_sound(&ta);
	/* Placed by a change, and by an end. */
	what = restating(&ta, "1", "2022-06-01");
	what.in.state.from = (struct value)V_DAY(test_day("2022-06-01"));
	what.in.state.region = (struct value)V_KEY(test_region(&ta,
	    "320613"));
	CHECK_OK(restate(&ta, &what), &t->note);
	CHECK_INT(due(&ta), 1);
	CHECK_OK(end(&ta, "2", "2022-06-01"), &t->note);
	CHECK_INT(due(&ta), 0);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("nobody is entered into a division that ended into several or nothing")
{
	struct body_added in = { .state = { .name = V_TEXT(S("乙")),
	    .kind = V_TEXT(S("unit")) } };
	struct test_app ta;

	test_open(&ta, t);
	in.state.from = (struct value)V_DAY(test_day("1990-01-01"));
	in.state.region = (struct value)V_KEY(test_region(&ta, "320690"));
	CHECK_ERR(body_add(ta.app, &test_who, NULL, &in, NULL, &t->note),
	    ERR_INVALID, &t->note);
	CHECK_STR(t->note.args[3].text, "320602, 320611");
	note_clear(&t->note);
	in.state.region = (struct value)V_KEY(test_region(&ta, "320691"));
	CHECK_ERR(body_add(ta.app, &test_who, NULL, &in, NULL, &t->note),
	    ERR_INVALID, &t->note);
	/* Until it ended, it may. */
	note_clear(&t->note);
	in.state.to = (struct value)V_DAY(test_day("2000-06-01"));
	CHECK_OK(body_add(ta.app, &test_who, NULL, &in, NULL, &t->note),
	    &t->note);
	app_end(&ta);
}

BOTH("lists are cut by kind, name, division and superior, by pages")
{
	enum { MANY = 1100 };	/* more than two pages */
	struct body_query q = { .day = test_day("2005-01-01") };
	struct test_app ta;
	int n = 0;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "", "2001-01-01");
	test_units(&ta, MANY, "1");
	CHECK_OK(body_each(ta.app->read, &q, count_one, &n, &t->note),
	    &t->note);
	CHECK_INT(n, MANY + 1);
	n = 0;
	q.name = S("丙");
	CHECK_OK(body_each(ta.app->read, &q, count_one, &n, NULL), NULL);
	CHECK_INT(n, MANY / 2);
	n = 0;
	q.name = S("");
	q.region = test_region(&ta, "320600");
	CHECK_OK(body_each(ta.app->read, &q, count_one, &n, NULL), NULL);
	CHECK_INT(n, MANY / 2);
	n = 0;
	q.region = KEY_NONE;
	q.superior = test_find(&ta, "1");
	q.most = 700;
	CHECK_OK(body_each(ta.app->read, &q, count_one, &n, NULL), NULL);
	CHECK_INT(n, 700);
	n = 0;
	q.kind = S("police");
	CHECK_OK(body_each(ta.app->read, &q, count_one, &n, NULL), NULL);
	CHECK_INT(n, 0);
	n = 0;
	q = (struct body_query){ .day = test_day("2000-01-01") };
	CHECK_OK(body_each(ta.app->read, &q, count_one, &n, NULL), NULL);
	CHECK_INT(n, 0);
	app_end(&ta);
}

BOTH("those whose superior is gone stand at the top, so that none is lost")
{
	const struct body *b;
	struct test_app ta;
	struct body_restate what;
	size_t n;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "", "2001-01-01");
	(void)test_body(&ta, "2", "乙", "1", "", "2001-01-01");
	/* Its last state is corrected to have ended, though it leads. */
	what = restating(&ta, "1", "2001-01-01");
	what.wrong = true;
	what.at = test_day("2001-01-01");
	what.in.state.to = (struct value)V_DAY(test_day("2010-01-01"));
	CHECK_OK(restate(&ta, &what), &t->note);
	CHECK_OK(body_below(ta.app->read, t->a, KEY_NONE,
	    test_day("2005-01-01"), &b, &n, &t->note), &t->note);
	CHECK_INT(n, 1);
	CHECK_STR(b[0].name, "甲");
	CHECK_OK(body_below(ta.app->read, t->a, KEY_NONE,
	    test_day("2015-01-01"), &b, &n, &t->note), &t->note);
	CHECK_INT(n, 1);
	CHECK_STR(b[0].name, "乙");
	app_end(&ta);
}

BOTH("the same request is carried out once")
{
	struct body_added in = { .code = V_TEXT(S("1")), .state = {
	    .name = V_TEXT(S("甲")), .kind = V_TEXT(S("unit")),
	    .from = V_DAY(1) } };
	const struct request rq = { .key = { { 9 } } };
	struct answer first, again;
	struct test_app ta;
	int64_t size;

	test_open(&ta, t);
	CHECK_OK(body_add(ta.app, &test_who, &rq, &in, &first, &t->note),
	    &t->note);
	size = test_size(&ta);
	CHECK_OK(body_add(ta.app, &test_who, &rq, &in, &again, &t->note),
	    &t->note);
	CHECK(again.again);
	CHECK(key_eq(again.on, first.on));
	CHECK_INT(test_size(&ta), size);
	app_end(&ta);
}
