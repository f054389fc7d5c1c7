/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/incident_act.h"
#include "trigger/trigger_house_test.h"
#include "trigger/trigger_list.h"

/* ---- asking ---- */

/* "fact fact …" that are asked for the rule; all rules for "". */
static struct str
asked(struct test_app *ta, struct key id, const char *rule)
{
	const struct trigger_ask *list = NULL;
	struct buf b = BUF_IN(ta->t->a);
	size_t n = 0;

	CHECK_OK(trigger_asks(ta->app->read, ta->t->a, id, &list, &n,
	    &ta->t->note), &ta->t->note);
	for (size_t i = 0; i < n; i++) {
		if (rule[0] != '\0' && !str_is(list[i].rule, rule))
			continue;
		buf_text(&b, b.n > 0 ? " " : "");
		buf_str(&b, list[i].fact);
	}
	return buf_view(&b);
}

/* How many facts is the body asked for? */
static size_t
asked_of(struct test_app *ta, const char *body)
{
	const struct trigger_query q = { .most = 100 };
	const struct trigger_asked_line *list = NULL;
	size_t n = 0;

	CHECK_OK(trigger_asked_of(ta->app->read, ta->t->a, trigger_body(ta,
	    body), &q, &list, &n, &ta->t->note), &ta->t->note);
	return n;
}

BOTH("an open situation asks those who can know for what is missing")
{
	struct test_app ta;
	struct key id;

	trigger_house(&ta, t);
	id = trigger_incident(&ta, "attacked=true;site_kind=\"portal\"", false);
	CHECK_STR(asked(&ta, id, "8.2.2"), "handled_in_time "
	    "longest_outage_minutes site_level total_outage_minutes");
	/* Whoever handles it knows figures; who concludes is of other kinds. */
	CHECK(asked_of(&ta, "nt:20") > 0);
	CHECK(asked_of(&ta, "nt:10") > 0);
	CHECK(asked_of(&ta, "nt:11") > 0);
	CHECK_INT(asked_of(&ta, "nt:2"), 0);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what is asked shrinks as facts come in, and ends when it is settled")
{
	struct test_app ta;
	struct key id;

	trigger_house(&ta, t);
	id = trigger_incident(&ta, "attacked=true;site_kind=\"portal\"", false);
	trigger_outage(&ta, id, 360);
	CHECK_STR(asked(&ta, id, "8.2.2"), "handled_in_time site_level");
	trigger_state(&ta, id, "site_level=\"prefecture\"");
	CHECK_STR(asked(&ta, id, "8.2.2"), "handled_in_time");
	trigger_state(&ta, id, "handled_in_time=true");
	CHECK_STR(asked(&ta, id, "8.2.2"), "");
	/* Not known any more: asked again. */
	trigger_state(&ta, id, "handled_in_time=?");
	CHECK_STR(asked(&ta, id, "8.2.2"), "handled_in_time");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("facts that change nothing of what is missing ask nothing again")
{
	struct test_app ta;
	struct key id, sheet;
	const struct event *list = NULL;
	size_t before = 0, after = 0;

	trigger_house(&ta, t);
	id = trigger_incident(&ta, "attacked=true;site_kind=\"portal\"", false);
	CHECK_OK(trigger_sheet(ta.app->read, id, &sheet, &t->note), &t->note);
	CHECK_OK(history_load(ta.app->read, t->a, ta.app->events, sheet, -1,
	    100, &list, &before, &t->note), &t->note);
	trigger_state(&ta, id, "state_secret=false");
	CHECK_OK(history_load(ta.app->read, t->a, ta.app->events, sheet, -1,
	    100, &list, &after, &t->note), &t->note);
	CHECK_INT(after, before);
	app_end(&ta);
}

BOTH("a drill asks nobody, and nothing of it is confirmed")
{
	struct test_app ta;
	struct key id, sheet;

	trigger_house(&ta, t);
	id = trigger_incident(&ta, "attacked=true;site_kind=\"portal\";"
	    "site_level=\"prefecture\";handled_in_time=false", true);
	trigger_outage(&ta, id, 360);
	CHECK_OK(trigger_sheet(ta.app->read, id, &sheet, &t->note), &t->note);
	CHECK(key_none(sheet));
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:10", "", true),
	    ERR_INVALID, &t->note);
	CHECK_ERR(trigger_try(&ta, id, "8.1", "nt:10", "", true), ERR_INVALID,
	    &t->note);
	app_end(&ta);
}

/* ---- confirming ---- */

BOTH("what is met can be confirmed, once, with the entry that concluded it")
{
	const struct trigger_decision *list = NULL;
	struct test_app ta;
	struct key id;
	size_t n = 0;

	trigger_house(&ta, t);
	id = trigger_met(&ta);
	CHECK_OK(trigger_try(&ta, id, "8.2.2", "nt:10", "", true), &t->note);
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:10", "", true),
	    ERR_CONFLICT, &t->note);
	CHECK_OK(trigger_decisions(ta.app->read, t->a, id, S(""), S(""), &list,
	    &n, &t->note), &t->note);
	CHECK_INT(n, 1);
	CHECK_STR(list[0].outcome, "met");
	CHECK(list[0].concluded > 0 && list[0].concluded < list[0].entry);
	CHECK_INT(list[0].version, 1);
	CHECK_STR(list[0].reason, "依据核查报告");
	CHECK(key_eq(list[0].body, trigger_body(&ta, "nt:10")));
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what is open, not met or advised is not confirmed")
{
	struct test_app ta;
	struct key id;

	trigger_house(&ta, t);
	id = trigger_incident(&ta, "attacked=true;site_kind=\"portal\"", false);
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:10", "", true),
	    ERR_INVALID, &t->note);
	trigger_state(&ta, id, "attacked=false");
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:10", "", true),
	    ERR_INVALID, &t->note);
	/* Six hours on the home page advise that it was wide; nobody said so. */
	trigger_state(&ta, id, "tampered=true;home_minutes=\"360\";"
	    "reported_in_time=false;handled_in_time=false");
	CHECK_ERR(trigger_try(&ta, id, "8.2.1", "nt:10", "", true),
	    ERR_INVALID, &t->note);
	CHECK_STR(str_of(trigger_now(&ta, id, "8.2.1")), "undecided");
	app_end(&ta);
}

BOTH("a minute less than six hours is not met, six hours are")
{
	struct test_app ta;
	struct key id;

	trigger_house(&ta, t);
	id = trigger_incident(&ta, "attacked=true;site_kind=\"portal\";"
	    "site_level=\"prefecture\";handled_in_time=false", false);
	trigger_outage(&ta, id, 359);
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:10", "", true),
	    ERR_INVALID, &t->note);
	trigger_outage(&ta, id, 360);
	CHECK_OK(trigger_try(&ta, id, "8.2.2", "nt:10", "", true), &t->note);
	app_end(&ta);
}

BOTH("where readings differ a person says which holds")
{
	struct test_app ta;
	struct key id;

	trigger_house(&ta, t);
	id = trigger_incident(&ta, "attacked=true;site_kind=\"news\";"
	    "site_level=\"county\";handled_in_time=false", false);
	trigger_outage(&ta, id, 400);
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:10", "", true),
	    ERR_INVALID, &t->note);
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:10", "level-both", true),
	    ERR_INVALID, &t->note);
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:10", "no-such", true),
	    ERR_INVALID, &t->note);
	CHECK_OK(trigger_try(&ta, id, "8.2.2", "nt:10", "object=level-portal",
	    true), &t->note);
	/* It goes on as long as it holds, read so. */
	trigger_state(&ta, id, "site_level=\"township\"");
	CHECK_STR(str_of(trigger_now(&ta, id, "8.2.2")), "confirmed");
	trigger_state(&ta, id, "site_kind=\"none\"");
	CHECK_STR(str_of(trigger_now(&ta, id, "8.2.2")), "lapsed");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("only a body of a kind with authority confirms")
{
	struct test_app ta;
	struct key id;

	trigger_house(&ta, t);
	id = trigger_met(&ta);
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:11", "", true),
	    ERR_INVALID, &t->note);
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:20", "", true),
	    ERR_INVALID, &t->note);
	CHECK_OK(trigger_try(&ta, id, "8.2.2", "nt:12", "", true), &t->note);
	app_end(&ta);
}

BOTH("what only a person opens wants what it names")
{
	struct test_app ta;
	struct trigger_decide d;
	struct answer done;

	trigger_house(&ta, t);
	d = (struct trigger_decide){ .incident = trigger_met(&ta),
	    .rule = S("8.1"), .body = trigger_body(&ta, "nt:10"),
	    .person = trigger_person(&ta, "06"), .reason = S("有据可查"),
	    .names = S("") };
	note_clear(&t->note);
	CHECK_ERR(trigger_confirm(ta.app, &subject_who, NULL, &d, &done,
	    &t->note), ERR_INVALID, &t->note);
	d.names = S("第三条第二项");
	note_clear(&t->note);
	CHECK_OK(trigger_confirm(ta.app, &subject_who, NULL, &d, &done,
	    &t->note), &t->note);
	/* And nothing that follows from facts is named. */
	d.rule = S("8.2.2");
	CHECK_ERR(trigger_confirm(ta.app, &subject_who, NULL, &d, &done,
	    &t->note), ERR_INVALID, &t->note);
	app_end(&ta);
}

BOTH("without a reason, a body or a person nothing is decided")
{
	struct test_app ta;
	struct trigger_decide d;
	struct answer done;
	int64_t before;

	trigger_house(&ta, t);
	d = (struct trigger_decide){ .incident = trigger_met(&ta),
	    .rule = S("8.2.2"), .body = trigger_body(&ta, "nt:10"),
	    .person = trigger_person(&ta, "06") };
	before = subject_size(&ta);
	note_clear(&t->note);
	CHECK_ERR(trigger_confirm(ta.app, &subject_who, NULL, &d, &done,
	    &t->note), ERR_INVALID, &t->note);
	d.reason = S("有据可查");
	d.person = KEY_NONE;
	note_clear(&t->note);
	CHECK_ERR(trigger_decline(ta.app, &subject_who, NULL, &d, &done,
	    &t->note), ERR_INVALID, &t->note);
	CHECK_INT(subject_size(&ta), before);
	app_end(&ta);
}

BOTH("a rule that is no situation is not found")
{
	struct test_app ta;
	struct key id;

	trigger_house(&ta, t);
	id = trigger_met(&ta);
	CHECK_ERR(trigger_try(&ta, id, "8.2.9", "nt:10", "", true),
	    ERR_NOTFOUND, &t->note);
	CHECK_ERR(trigger_try(&ta, id, "main-leadership", "nt:10", "", true),
	    ERR_NOTFOUND, &t->note);
	CHECK_OK(trigger_try(&ta, id, "responsibility-2017/8.2.2", "nt:10", "",
	    true), &t->note);
	app_end(&ta);
}

/* ---- declining, lapsing ---- */

BOTH("what was declined can be taken up again")
{
	struct test_app ta;
	struct key id;

	trigger_house(&ta, t);
	id = trigger_met(&ta);
	CHECK_OK(trigger_try(&ta, id, "8.2.2", "nt:12", "", false), &t->note);
	CHECK_STR(str_of(trigger_now(&ta, id, "8.2.2")), "declined");
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:12", "", false),
	    ERR_CONFLICT, &t->note);
	CHECK_OK(trigger_try(&ta, id, "8.2.2", "nt:10", "", true), &t->note);
	CHECK_STR(str_of(trigger_now(&ta, id, "8.2.2")), "confirmed");
	/* No other body takes it away from the one that confirmed it. */
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:12", "", false),
	    ERR_INVALID, &t->note);
	CHECK_OK(trigger_try(&ta, id, "8.2.2", "nt:10", "", false), &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what was confirmed lapses when facts are others, and may be confirmed anew")
{
	const struct trigger_decision *list = NULL;
	struct test_app ta;
	struct key id;
	size_t n = 0;

	trigger_house(&ta, t);
	id = trigger_met(&ta);
	CHECK_OK(trigger_try(&ta, id, "8.2.2", "nt:10", "", true), &t->note);
	trigger_state(&ta, id, "handled_in_time=true");
	CHECK_STR(str_of(trigger_now(&ta, id, "8.2.2")), "lapsed");
	CHECK_OK(trigger_decisions(ta.app->read, t->a, id, S(""), S(""), &list,
	    &n, &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK_STR(list[1].why, "facts");
	CHECK_STR(list[1].outcome, "not_met");
	CHECK_INT(list[1].confirmed, list[0].entry);
	CHECK_INT(list[1].concluded, list[1].entry - 1);
	trigger_state(&ta, id, "handled_in_time=false");
	CHECK_STR(str_of(trigger_now(&ta, id, "8.2.2")), "lapsed");
	CHECK_OK(trigger_try(&ta, id, "8.2.2", "nt:10", "", true), &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a false alarm lets what was confirmed lapse")
{
	struct test_app ta;
	struct incident_decide d;
	struct answer done;
	struct key id;

	trigger_house(&ta, t);
	id = trigger_met(&ta);
	CHECK_OK(trigger_try(&ta, id, "8.2.2", "nt:10", "", true), &t->note);
	d = (struct incident_decide){ .id = id, .word = S("false_alarm"),
	    .body = trigger_body(&ta, "nt:10"), .reason = S("核实为误报") };
	CHECK_OK(incident_close(ta.app, &subject_who, NULL, &d, &done,
	    &t->note), &t->note);
	CHECK_STR(str_of(trigger_now(&ta, id, "8.2.2")), "lapsed");
	CHECK_ERR(trigger_try(&ta, id, "8.2.2", "nt:10", "", true),
	    ERR_INVALID, &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("closing an incident that was handled changes nothing of it")
{
	struct test_app ta;
	struct incident_decide d;
	struct answer done;
	struct key id;

	trigger_house(&ta, t);
	id = trigger_met(&ta);
	d = (struct incident_decide){ .id = id, .word = S("closed"),
	    .body = trigger_body(&ta, "nt:10"), .reason = S("处置完毕") };
	CHECK_OK(incident_close(ta.app, &subject_who, NULL, &d, &done,
	    &t->note), &t->note);
	CHECK_OK(trigger_try(&ta, id, "8.2.2", "nt:10", "", true), &t->note);
	CHECK_STR(str_of(trigger_now(&ta, id, "8.2.2")), "confirmed");
	app_end(&ta);
}

/* ---- lists ---- */

BOTH("pages of situations end with an incident, and lose none")
{
	struct trigger_query q = { .rules = S(",responsibility-2017/8.2.2,"
	    "responsibility-2017/8.2.4,"), .outcomes = S("met,open"),
	    .most = 3 };
	const struct trigger_line *list = NULL;
	struct test_app ta;
	size_t n = 0, all = 0;

	trigger_house(&ta, t);
	for (int i = 0; i < 3; i++)
		(void)trigger_met(&ta);
	(void)trigger_incident(&ta, "attacked=true", true);
	do {
		CHECK_OK(trigger_list(ta.app->read, t->a, &q, &list, &n,
		    &t->note), &t->note);
		all += n;
		if (n > 0)
			q.before = list[n - 1].incident;
	} while (n > 0);
	CHECK_INT(all, 6);
	app_end(&ta);
}
