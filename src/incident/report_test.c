/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/report_act.h"

#include "base/file.h"
#include "incident/incident_fixture.h"
#include "incident/report_in.h"

/* ---- pure ---- */

static struct moment
at(const char *text)
{
	struct moment m;

	CHECK(moment_parse(str_of(text), &m));
	return m;
}

TEST("a deadline is named by its rule, its part and its pack, and by nothing else")
{
	const struct deadline_of part = { S("rules"), S("first-cii"),
	    S("2") };
	const struct deadline_of whole = { S("rules"), S("first"), S("") };
	struct arena *a = arena_new();
	struct deadline_of back;

	CHECK(report_names(&part, S("first-cii")));
	CHECK(report_names(&part, S("first-cii/2")));
	CHECK(report_names(&part, S("rules/first-cii")));
	CHECK(report_names(&part, S("rules/first-cii/2")));
	CHECK(!report_names(&part, S("first-cii/1")));
	CHECK(!report_names(&part, S("first")));
	CHECK(!report_names(&part, S("first-cii/")));
	CHECK(!report_names(&part, S("rules/first-cii/2/")));
	CHECK(report_names(&whole, S("first")));
	CHECK(!report_names(&whole, S("first/")));
	CHECK(!report_names(&whole, S("")));
	CHECK_STR(report_clock_text(a, &part), "rules/first-cii/2");
	CHECK_STR(report_clock_text(a, &whole), "rules/first");
	back = report_clock_read(report_clock_text(a, &part));
	CHECK_STR(back.pack, "rules");
	CHECK_STR(back.rule, "first-cii");
	CHECK_STR(back.part, "2");
	CHECK_INT(report_clock_read(S("rules/first")).part.n, 0);
	arena_free(a);
}

TEST("a report counts when its addressee got it here, or when it is proved")
{
	static const struct key someone = { { 1 } };
	struct report r = { .channel = REPORT_TELEPHONE, .to = someone };

	CHECK(!report_counts(&r));
	r.proved = true;
	CHECK(report_counts(&r));
	r.state = REPORT_RETURNED;
	CHECK(report_counts(&r));
	r.state = REPORT_WITHDRAWN;
	CHECK(!report_counts(&r));
	r = (struct report){ .channel = REPORT_SYSTEM, .to = someone };
	CHECK(report_counts(&r));
	r.to = KEY_NONE;
	CHECK(!report_counts(&r));
}

TEST("a report leaves neither in the future nor, without a reason, before the incident")
{
	const int64_t now = at("2026-03-02T08:00Z").ms;
	struct incident_moment occurred = { .kind = TIME_OCCURRED,
	    .at = at("2026-03-02T05:00Z"), .ended = -1 };
	struct report r = { .sent = at("2026-03-02T05:00Z") };
	struct note note = NOTE_INIT;

	CHECK_OK(report_times_check(&r, &occurred, 1, now, &note), &note);
	r.sent = at("2026-03-02T08:00Z");
	CHECK_OK(report_times_check(&r, &occurred, 1, now, &note), &note);
	r.sent = at("2026-03-02T08:01Z");
	CHECK_ERR(report_times_check(&r, &occurred, 1, now, &note),
	    ERR_INVALID, &note);
	CHECK_STR(str_of(note.where.field), "sent");
	note_clear(&note);
	r.sent = at("2026-03-02T04:59Z");
	CHECK_ERR(report_times_check(&r, &occurred, 1, now, &note),
	    ERR_INVALID, &note);
	CHECK_STR(str_of(note.where.field), "sent");
	note_clear(&note);
	/* Only what is certain counts. */
	r.sent = at("2026-03-02");
	CHECK_OK(report_times_check(&r, &occurred, 1, now, &note), &note);
	r.sent = at("2026-03-02T04:59Z");
	r.reason = S("征兆阶段即已电话报告");
	CHECK_OK(report_times_check(&r, &occurred, 1, now, &note), &note);
	r.reason = S("");
	occurred.ended = 9;
	CHECK_OK(report_times_check(&r, &occurred, 1, now, &note), &note);
}

TEST("a report arrives neither in the future nor before it was sent")
{
	const int64_t now = at("2026-03-02T08:00Z").ms;
	const struct report r = { .sent = at("2026-03-02T05:00Z") };
	struct note note = NOTE_INIT;

	CHECK_OK(report_arrival_check(&r, at("2026-03-02T05:00Z"), now,
	    &note), &note);
	CHECK_ERR(report_arrival_check(&r, at("2026-03-02T04:59Z"), now,
	    &note), ERR_INVALID, &note);
	CHECK_STR(str_of(note.where.field), "at");
	note_clear(&note);
	CHECK_ERR(report_arrival_check(&r, at("2026-03-02T08:01Z"), now,
	    &note), ERR_INVALID, &note);
}

/* ---- on a whole house ---- */

/*
 * An incident in nt:1, discovered at 05:00 UTC and graded major: its first report
 * is due by 09:00; the clock stands at 08:00.
 */
static struct key
portal(struct test_app *ta, struct test_place *t)
{
	struct key id;

	incident_house(ta, t, true);
	id = incident_new(ta, NULL);
	CHECK_OK(incident_tell(ta, id, "cii=false;state_secret=false;"
	    "operator_class=\"other\""), &t->note);
	CHECK_OK(incident_when(ta, id, TIME_OCCURRED, "2026-03-02T04:50Z"),
	    &t->note);
	CHECK_OK(incident_when(ta, id, TIME_DISCOVERED,
	    "2026-03-02T05:00Z"), &t->note);
	CHECK_OK(incident_level_is(ta, id, "major"), &t->note);
	return id;
}

static const struct str first_other[] = { { "first-other", 11 } };

static struct report_send
by_phone(struct test_app *ta, struct key id, const char *sent)
{
	return (struct report_send){
		.incident = id, .kind = CLOCK_INITIAL,
		.channel = REPORT_TELEPHONE, .sent = at(sent),
		.to = subject_find(ta, "nt:2"),
		.clocks = { first_other, 1 },
	};
}

static enum err
submit(struct test_app *ta, const struct report_send *s, struct answer *ret)
{
	note_clear(&ta->t->note);
	return report_submit(ta->app, &subject_who, NULL, s, ret,
	    &ta->t->note);
}

static struct report
report_of(struct test_app *ta, struct key id)
{
	struct report r = { .number = 0 };

	note_clear(&ta->t->note);
	CHECK_OK(report_get(ta->app->read, ta->t->a, id, &r, &ta->t->note),
	    &ta->t->note);
	return r;
}

/* "on_time", "late 61", "waits", "none". */
static struct str
met(struct test_app *ta, struct key incident, const char *rule)
{
	const struct deadline *d = NULL;
	size_t n = 0;

	CHECK_OK(deadline_of_record(ta->app->read, ta->t->a, incident, &d, &n,
	    &ta->t->note), &ta->t->note);
	for (size_t i = 0; i < n; i++) {
		if (!str_is(d[i].is.of.rule, rule))
			continue;
		return d[i].met == DEADLINE_NEVER ? S("waits") :
		    d[i].late == 0 ? str_of(deadline_outcomes[
		    d[i].outcome].word) : str_fmt(ta->t->a, "%s %lld",
		    deadline_outcomes[d[i].outcome].word,
		    (long long)d[i].late);
	}
	return S("none");
}

BOTH("by telephone it is reported only when it is proved, and then at its own time")
{
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");
	struct report_prove p = { .proof = { .text = S("值班员李某接听") } };

	CHECK_STR(met(&ta, id, "first-other"), "waits");
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK(!report_counts(&(struct report[]){ report_of(&ta,
	    done.on) }[0]));
	CHECK_STR(met(&ta, id, "first-other"), "waits");
	p.id = done.on;
	CHECK_OK(report_prove(ta.app, &subject_who, NULL, &p, &done,
	    &t->note), &t->note);
	CHECK(report_of(&ta, p.id).proved);
	CHECK(report_entered_later(&(struct report[]){ report_of(&ta,
	    p.id) }[0]));
	CHECK_STR(met(&ta, id, "first-other"), "on_time");
	/* Why it was late can be said later, and once. */
	p = (struct report_prove){ .id = p.id, .late_reason = S("占线") };
	CHECK_OK(report_prove(ta.app, &subject_who, NULL, &p, &done,
	    &t->note), &t->note);
	CHECK_STR(report_of(&ta, p.id).late_reason, "占线");
	CHECK_OK(report_prove(ta.app, &subject_who, NULL, &p, &done,
	    &t->note), &t->note);
	CHECK(done.again);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("the minute in which it is due is on time, and a late one is taken all the same")
{
	static const struct {
		const char	*sent, *want;
	} rows[] = {
		{ "2026-03-02T08:59Z", "on_time" },
		{ "2026-03-02T09:00Z", "on_time" },
		{ "2026-03-02T09:01Z", "late 1" },
		{ "2026-03-02T10:01Z", "late 61" },
	};
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t);

	ta.clock.now += 3 * HOUR_MS;
	for (size_t i = sizeof rows / sizeof rows[0]; i > 0; i--) {
		struct report_send s = by_phone(&ta, id, rows[i - 1].sent);

		/* An earlier one that is entered later is the one that met it. */
		s.proof.text = S("接听记录");
		CHECK_OK(submit(&ta, &s, &done), &t->note);
		CHECK_STR(met(&ta, id, "first-other"), rows[i - 1].want);
	}
	app_sound(&ta);
	app_end(&ta);
}

BOTH("by this system it arrives at once, with a receipt, and onward clocks count from there")
{
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");
	struct report r;

	CHECK_STR(incident_due(&ta, id, "onward-other", ""), "none");
	s.channel = REPORT_SYSTEM;
	/* Whatever is said: by this system it leaves now. */
	ta.clock.now += 30 * SECOND_MS;
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	r = report_of(&ta, done.on);
	CHECK_INT(r.sent.ms, at("2026-03-02T08:00Z").ms);
	CHECK_INT(r.arrived.ms, r.sent.ms);
	CHECK_STR(r.receipt, "RCP-2026-0001");
	CHECK(!report_entered_later(&r));
	CHECK_STR(met(&ta, id, "first-other"), "on_time");
	CHECK_STR(incident_due(&ta, id, "onward-other", ""),
	    "runs 2026-03-02T09:00Z");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("the onward clock counts from when a report arrived, also as that is corrected")
{
	struct test_app ta;
	struct answer done, again;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");
	struct report_receive w = { .at = at("2026-03-02T05:45Z") };

	CHECK_OK(submit(&ta, &s, &done), &t->note);
	w.id = done.on;
	CHECK_OK(report_receive(ta.app, &subject_who, NULL, &w, &done,
	    &t->note), &t->note);
	CHECK_STR(incident_due(&ta, id, "onward-other", ""),
	    "runs 2026-03-02T06:45Z");
	/* That alone proves nothing; a number of the addressee does. */
	CHECK_STR(met(&ta, id, "first-other"), "waits");
	w.receipt = S("苏网信收17号");
	CHECK_OK(report_receive(ta.app, &subject_who, NULL, &w, &done,
	    &t->note), &t->note);
	CHECK_STR(met(&ta, id, "first-other"), "on_time");
	CHECK_OK(report_receive(ta.app, &subject_who, NULL, &w, &again,
	    &t->note), &t->note);
	CHECK(again.again);
	w.at = at("2026-03-02T06:05Z");
	CHECK_ERR(report_receive(ta.app, &subject_who, NULL, &w, &done,
	    &t->note), ERR_CONFLICT, &t->note);
	CHECK_STR(str_of(t->note.where.field), "at");
	note_clear(&t->note);
	w.reason = S("值班记录为14:05");
	CHECK_OK(report_receive(ta.app, &subject_who, NULL, &w, &done,
	    &t->note), &t->note);
	CHECK_STR(report_of(&ta, w.id).receipt, "苏网信收17号");
	CHECK_STR(incident_due(&ta, id, "onward-other", ""),
	    "runs 2026-03-02T07:05Z");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("receipt before submission and a report of the future are refused, and nothing is kept")
{
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");
	struct report_receive w = { .at = at("2026-03-02T05:39Z") };
	int64_t size;

	CHECK_OK(submit(&ta, &s, &done), &t->note);
	w.id = done.on;
	size = subject_size(&ta);
	CHECK_ERR(report_receive(ta.app, &subject_who, NULL, &w, &done,
	    &t->note), ERR_INVALID, &t->note);
	s.sent = at("2026-03-02T08:01Z");
	CHECK_ERR(submit(&ta, &s, &done), ERR_INVALID, &t->note);
	CHECK_STR(str_of(t->note.where.field), "sent");
	s.sent = at("2026-03-02T04:49Z");
	CHECK_ERR(submit(&ta, &s, &done), ERR_INVALID, &t->note);
	CHECK_INT(subject_size(&ta), size);
	s.reason = S("先兆");
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	app_end(&ta);
}

BOTH("the same message again is answered with the first, which learns what is new")
{
	static const struct str crime[] = { { "crime", 5 } };
	static const struct report_item items[] = { { { "event", 5 },
	    { "x", 1 } } };
	const struct report *list = NULL;
	struct test_app ta;
	struct answer first, done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");
	int64_t size;
	size_t n = 0;

	CHECK_OK(submit(&ta, &s, &first), &t->note);
	size = subject_size(&ta);
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK(done.again && key_eq(done.on, first.on));
	CHECK_INT(subject_size(&ta), size);
	s.proof.text = S("接听记录");
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK(!done.again && key_eq(done.on, first.on));
	CHECK_STR(met(&ta, id, "first-other"), "on_time");
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK(done.again);
	/* It told the police as well. */
	s.clocks.words = crime;
	CHECK_STR(met(&ta, id, "crime"), "waits");
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK(key_eq(done.on, first.on));
	CHECK_STR(met(&ta, id, "crime"), "untimed");
	CHECK_INT(report_of(&ta, first.on).nclocks, 2);
	/* Who says something else says another thing. */
	s.items = items;
	s.nitems = 1;
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK(!key_eq(done.on, first.on));
	CHECK_OK(report_list(ta.app->read, t->a, id, &list, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 2);
	CHECK_INT(list[1].number, 2);
	CHECK_INT(list[0].nclocks, 2);
	CHECK_STR(list[0].clocks[1], "incident-reporting-2025/crime");
	CHECK_INT(list[1].nclocks, 1);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("where several deadlines wait they are named with their addressees")
{
	static const struct str nothing[] = { { "-", 1 } };
	static const struct str wrong[] = { { "first-othr", 10 } };
	struct buf b = BUF_INIT;
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");

	s.clocks.n = 0;
	CHECK_ERR(submit(&ta, &s, &done), ERR_USAGE, &t->note);
	say_note(&b, (struct voice){ LANG_EN, NULL }, &t->note);
	CHECK(strstr(b.p, "first-other (属地省级网信部门)") != NULL);
	CHECK(strstr(b.p, "crime (公安机关)") != NULL);
	buf_free(&b);
	s.clocks = (struct report_clocks_given){ wrong, 1 };
	CHECK_ERR(submit(&ta, &s, &done), ERR_NOTFOUND, &t->note);
	s.clocks = (struct report_clocks_given){ nothing, 1 };
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK_INT(report_of(&ta, done.on).nclocks, 0);
	/* Of a kind of which none waits none is asked for. */
	s.clocks.n = 0;
	s.kind = CLOCK_PROGRESS;
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK_INT(report_of(&ta, done.on).nclocks, 0);
	app_end(&ta);
}

BOTH("a clock with two addressees has two deadlines, which two reports meet")
{
	static const struct str whole[] = { { "first-cii", 9 } };
	static const struct str one[] = { { "first-cii/1", 11 } };
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");
	const struct deadline *d = NULL;
	size_t n = 0, parts = 0, waiting = 0;

	CHECK_OK(incident_tell(&ta, id, "cii=true"), &t->note);
	s.proof.text = S("接听记录");
	s.clocks = (struct report_clocks_given){ whole, 1 };
	CHECK_ERR(submit(&ta, &s, &done), ERR_USAGE, &t->note);
	s.clocks.words = one;
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK_OK(deadline_of_record(ta.app->read, t->a, id, &d, &n,
	    &t->note), &t->note);
	for (size_t i = 0; i < n; i++)
		if (str_is(d[i].is.of.rule, "first-cii")) {
			parts++;
			waiting += d[i].met == DEADLINE_NEVER;
		}
	CHECK_INT(parts, 2);
	CHECK_INT(waiting, 1);
	app_end(&ta);
}

static void
returned(struct test_app *ta, struct key id)
{
	static const struct report_item wants[] = { { { "event", 5 },
	    { "请补充影响范围", 21 } } };
	const struct report_answer w = { .id = id, .comments = wants,
	    .n = 1 };
	const struct report_reply *replies = NULL;
	struct note *note = &ta->t->note;
	struct answer done;
	size_t n = 0;

	CHECK_OK(report_answer(ta->app, &subject_who, NULL, &w, &done, note),
	    note);
	CHECK_INT(report_of(ta, id).state, REPORT_RETURNED);
	CHECK_OK(report_replies(ta->app->read, ta->t->a, id, &replies, &n,
	    note), note);
	CHECK_INT(n, 1);
	CHECK(!replies[0].accepted);
	CHECK_INT(replies[0].n, 1);
	CHECK_STR(replies[0].comments[0].item, "event");
	CHECK_STR(replies[0].comments[0].text, "请补充影响范围");
}

BOTH("a report that is returned met its deadline, and a newer version answers the same")
{
	static const struct report_item items[] = { { { "event", 5 },
	    { "影响二万人", 15 } } };
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");
	struct report_answer w = { .accepted = true };
	struct str due;

	s.channel = REPORT_SYSTEM;
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	due = incident_due(&ta, id, "onward-other", "");
	returned(&ta, done.on);
	CHECK_STR(met(&ta, id, "first-other"), "on_time");
	ta.clock.now += 20 * MINUTE_MS;
	s.replaces = done.on;
	s.clocks.n = 0;
	s.items = items;
	s.nitems = 1;
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK_STR(report_of(&ta, done.on).clocks[0],
	    "incident-reporting-2025/first-other");
	CHECK_STR(incident_due(&ta, id, "onward-other", ""),
	    str_copy(t->a, due).p);
	w.id = done.on;
	CHECK_OK(report_answer(ta.app, &subject_who, NULL, &w, &done,
	    &t->note), &t->note);
	CHECK_OK(report_answer(ta.app, &subject_who, NULL, &w, &done,
	    &t->note), &t->note);
	CHECK(done.again);
	w.accepted = false;
	CHECK_ERR(report_answer(ta.app, &subject_who, NULL, &w, &done,
	    &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	w.text = S("再补充");
	CHECK_ERR(report_answer(ta.app, &subject_who, NULL, &w, &done,
	    &t->note), ERR_CONFLICT, &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what a report met that was entered by mistake waits again, or another meets it")
{
	struct test_app ta;
	struct answer one, two, done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");

	s.proof.text = S("接听记录");
	CHECK_OK(submit(&ta, &s, &one), &t->note);
	s.sent = at("2026-03-02T06:40Z");
	CHECK_OK(submit(&ta, &s, &two), &t->note);
	CHECK_ERR(report_withdraw(ta.app, &subject_who, NULL, one.on, S(""),
	    &done, &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	CHECK_OK(report_withdraw(ta.app, &subject_who, NULL, one.on,
	    S("录入有误"), &done, &t->note), &t->note);
	CHECK_INT(report_of(&ta, one.on).state, REPORT_WITHDRAWN);
	CHECK_STR(met(&ta, id, "first-other"), "on_time");
	CHECK_OK(report_withdraw(ta.app, &subject_who, NULL, two.on,
	    S("录入有误"), &done, &t->note), &t->note);
	CHECK_STR(met(&ta, id, "first-other"), "waits");
	CHECK_ERR(report_withdraw(ta.app, &subject_who, NULL, two.on,
	    S("录入有误"), &done, &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	/* It is no twin of what is entered anew. */
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK(!done.again && !key_eq(done.on, two.on));
	app_sound(&ta);
	app_end(&ta);
}

BOTH("contents are those of the packs, by id or in Chinese, and none is asked for")
{
	struct report_item items[] = {
		{ S("event"), S("门户网站被篡改") },
		{ S("原因初步分析意见"), S("弱口令") },
	};
	const struct report_item *kept = NULL;
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");
	size_t n = 0;

	s.items = items;
	s.nitems = 2;
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK_OK(report_items(ta.app->read, t->a, done.on, &kept, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK_STR(kept[1].item, "cause");
	CHECK_STR(kept[1].text, "弱口令");
	s.sent = at("2026-03-02T05:41Z");
	items[1].item = S("evnt");
	CHECK_ERR(submit(&ta, &s, &done), ERR_INVALID, &t->note);
	items[1].item = S("event");
	CHECK_ERR(submit(&ta, &s, &done), ERR_INVALID, &t->note);
	s.nitems = 0;
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	app_end(&ta);
}

BOTH("a first report that left something out lets its supplement run")
{
	static const struct report_item items[] = { { { "event", 5 },
	    { "门户网站被篡改", 21 } } };
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");

	CHECK_STR(incident_due(&ta, id, "supplement", ""), "none");
	s.proof.text = S("接听记录");
	s.items = items;
	s.nitems = 1;
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK_STR(incident_due(&ta, id, "supplement", ""), "runs");
	s.kind = CLOCK_SUPPLEMENT;
	s.clocks.n = 0;
	s.sent = at("2026-03-02T06:40Z");
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK_STR(report_of(&ta, done.on).clocks[0],
	    "incident-reporting-2025/supplement");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a file that proves a report is kept, and an empty or missing one is refused")
{
	const struct report_proof *list = NULL;
	struct report_prove p = { .proof = { .path = test_path(t->a,
	    "传真回执.txt") } };
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");
	size_t n = 0;

	CHECK_OK(submit(&ta, &s, &done), &t->note);
	p.id = done.on;
	CHECK_ERR(report_prove(ta.app, &subject_who, NULL, &p, &done,
	    &t->note), ERR_NOTFOUND, &t->note);
	note_clear(&t->note);
	CHECK_OK(file_write(p.proof.path, S(""), 0600, &t->note), &t->note);
	CHECK_ERR(report_prove(ta.app, &subject_who, NULL, &p, &done,
	    &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	CHECK_OK(file_write(p.proof.path, S("回执"), 0600, &t->note),
	    &t->note);
	CHECK_OK(report_prove(ta.app, &subject_who, NULL, &p, &done,
	    &t->note), &t->note);
	CHECK_OK(report_proofs(ta.app->read, t->a, p.id, &list, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 1);
	CHECK_STR(list[0].file, "传真回执.txt");
	CHECK_STR(met(&ta, id, "first-other"), "on_time");
	/* The test's paths are the program's: the next database has none. */
	CHECK_INT(remove(p.proof.path), 0);
	app_verify(&ta);
	app_end(&ta);
}

BOTH("what goes by the classified channel leaves nothing here but when, whither and its number")
{
	static const struct str nothing[] = { { "-", 1 } };
	static const struct report_item items[] = { { { "event", 5 },
	    { "x", 1 } } };
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");

	s.channel = REPORT_CLASSIFIED;
	s.clocks.words = nothing;
	s.proof.text = S("密2026-07");
	s.items = items;
	s.nitems = 1;
	CHECK_ERR(submit(&ta, &s, &done), ERR_INVALID, &t->note);
	s.nitems = 0;
	s.late_reason = S("x");
	CHECK_ERR(submit(&ta, &s, &done), ERR_INVALID, &t->note);
	s.late_reason = S("");
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	app_end(&ta);
}

BOTH("a closed incident can be reported on, one that was merged cannot")
{
	const struct incident_decide d = { .word = S("closed"),
	    .reason = S("处置完毕") };
	struct test_app ta;
	struct answer done;
	struct key id = portal(&ta, t), other = incident_new(&ta, NULL);
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");
	struct incident_decide close = d;

	close.id = id;
	close.body = subject_find(&ta, "nt:1");
	CHECK_OK(incident_close(ta.app, &subject_who, NULL, &close, &done,
	    &t->note), &t->note);
	s.kind = CLOCK_SUMMARY;
	s.clocks.n = 0;
	CHECK_OK(submit(&ta, &s, &done), &t->note);
	CHECK_OK(incident_reopen(ta.app, &subject_who, NULL, id, S("x"),
	    &done, &t->note), &t->note);
	CHECK_OK(incident_merge(ta.app, &subject_who, NULL, id, other,
	    S("同一事件"), &done, &t->note), &t->note);
	s.sent = at("2026-03-02T05:41Z");
	CHECK_ERR(submit(&ta, &s, &done), ERR_INVALID, &t->note);
	app_end(&ta);
}

BOTH("a report is found by its key and its number, and stands in its addressee's inbox")
{
	struct report inbox[4];
	struct test_app ta;
	struct answer one, two;
	struct key id = portal(&ta, t), found, to = subject_find(&ta,
	    "nt:2");
	struct report_send s = by_phone(&ta, id, "2026-03-02T05:40Z");
	struct report_answer w = { .accepted = true };
	size_t n = 0;

	CHECK_OK(submit(&ta, &s, &one), &t->note);
	s.sent = at("2026-03-02T05:50Z");
	CHECK_OK(submit(&ta, &s, &two), &t->note);
	CHECK_OK(report_find(ta.app->read, t->a, S("INC-2026-0001/2"),
	    &found, &t->note), &t->note);
	CHECK(key_eq(found, two.on));
	CHECK_OK(report_find(ta.app->read, t->a, key_text(t->a, one.on),
	    &found, &t->note), &t->note);
	CHECK(key_eq(found, one.on));
	CHECK_ERR(report_find(ta.app->read, t->a, S("INC-2026-0001/3"),
	    &found, &t->note), ERR_NOTFOUND, &t->note);
	note_clear(&t->note);
	CHECK_ERR(report_find(ta.app->read, t->a, S("INC-2026-0009/1"),
	    &found, &t->note), ERR_NOTFOUND, &t->note);
	note_clear(&t->note);
	CHECK_ERR(report_find(ta.app->read, t->a, S("INC-2026-0001/x"),
	    &found, &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	CHECK_ERR(report_find(ta.app->read, t->a, S("x"), &found, &t->note),
	    ERR_INVALID, &t->note);
	note_clear(&t->note);
	CHECK_OK(report_inbox(ta.app->read, t->a, to, KEY_NONE, 4, inbox, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK_OK(report_inbox(ta.app->read, t->a, to, one.on, 4, inbox, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 1);
	CHECK(key_eq(inbox[0].id, two.on));
	w.id = two.on;
	CHECK_OK(report_answer(ta.app, &subject_who, NULL, &w, &two,
	    &t->note), &t->note);
	CHECK_OK(report_inbox(ta.app->read, t->a, to, KEY_NONE, 4, inbox, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 1);
	app_end(&ta);
}
