/* SPDX-License-Identifier: Apache-2.0 */
#include "accountability/trace_act.h"
#include "incident/incident_act.h"
#include "trigger/trigger_house_test.h"

/* ---- helpers ---- */

static enum err
open_try(struct test_app *ta, struct key incident, const char *body,
    const char *person, struct key *ret)
{
	const struct trace_opening x = { .incident = incident,
	    .rule = S("8.2.2"), .body = body[0] == '\0' ? KEY_NONE :
	    trigger_body(ta, body), .person = trigger_person(ta, person),
	    .reason = S("情形已经确认"),
	    .conduct = { DEADLINE_NEVER, PREC_MINUTE } };
	struct answer done;
	enum err r;

	note_clear(&ta->t->note);
	r = trace_open(ta->app, &subject_who, NULL, &x, &done, &ta->t->note);
	if (r == ERR_OK && ret != NULL)
		*ret = done.on;
	return r;
}

/* A trace of an incident whose 8.2.2 was confirmed by nt:10. */
static struct key
opened(struct test_app *ta, struct test_place *t, struct key *ret_incident)
{
	struct key id, incident;

	trigger_house(ta, t);
	incident = trigger_met(ta);
	CHECK_OK(trigger_try(ta, incident, "8.2.2", "nt:10", "", true),
	    &t->note);
	CHECK_OK(open_try(ta, incident, "", "06", &id), &t->note);
	if (ret_incident != NULL)
		*ret_incident = incident;
	return id;
}

static const struct trace_rung *
rungs(struct test_app *ta, struct key id, size_t *ret_n)
{
	const struct trace_rung *list = NULL;

	CHECK_OK(trace_rungs_of(ta->app->read, ta->t->a, id, &list, ret_n,
	    &ta->t->note), &ta->t->note);
	return list;
}

/* "security_head/0 03; …": rung, height, who; what is missing in brackets. */
static struct str
ladder(struct test_app *ta, struct key id)
{
	static const char *const staff[] = { "01", "02", "03", "04", "05",
	    "06" };
	struct buf b = BUF_IN(ta->t->a);
	size_t n = 0;
	const struct trace_rung *list = rungs(ta, id, &n);

	for (size_t i = 0; i < n; i++) {
		const char *who = "-";

		for (size_t k = 0; k < sizeof staff / sizeof staff[0]; k++)
			if (key_eq(list[i].person, trigger_person(ta,
			    staff[k])))
				who = staff[k];
		buf_fmt(&b, "%s%s/%d %s", i > 0 ? "; " : "",
		    trace_rungs[list[i].rung].word, (int)list[i].height, who);
		if (list[i].time != TRACE_BOTH)
			buf_fmt(&b, " %s", trace_times[list[i].time].word);
		if (list[i].flaws.n > 0)
			buf_fmt(&b, " (%.*s)", STR_ARG(list[i].flaws));
	}
	return buf_view(&b);
}

/* The place of the first rung of a kind; the last for those involved. */
static int64_t
place_of(struct test_app *ta, struct key id, enum rung_kind kind)
{
	size_t n = 0;
	const struct trace_rung *list = rungs(ta, id, &n);
	int64_t place = 0;

	for (size_t i = 0; i < n; i++)
		if (list[i].rung == kind && (place == 0 ||
		    kind == RUNG_INVOLVED))
			place = list[i].place;
	return place;
}

typedef enum err doing_fn(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note);

static enum err
did(struct test_app *ta, doing_fn *act, const struct trace_doing *d)
{
	struct answer done;

	note_clear(&ta->t->note);
	return act(ta->app, &subject_who, NULL, d, &done, &ta->t->note);
}

static enum err
examine(struct test_app *ta, struct key id, int64_t place,
    enum trace_outcome outcome, const char *person)
{
	const struct trace_doing d = { .id = id, .place = place,
	    .person = trigger_person(ta, person), .outcome = outcome,
	    .text = S("有记录可查") };

	return did(ta, trace_examine, &d);
}

static enum err
designate(struct test_app *ta, struct key id, const char *involved,
    const char *person)
{
	const struct trace_doing d = { .id = id,
	    .involved = trigger_person(ta, involved),
	    .person = trigger_person(ta, person), .text = S("当班人员") };

	return did(ta, trace_designate, &d);
}

static enum err
coordination(struct test_app *ta, struct key id, int64_t place,
    const char *body)
{
	const struct trace_doing d = { .id = id, .place = place,
	    .body = trigger_body(ta, body),
	    .person = trigger_person(ta, "06"), .text = S("没有督促") };

	return did(ta, trace_coordination, &d);
}

static enum err
end(struct test_app *ta, struct key id, const char *person, doing_fn *act)
{
	const struct trace_doing d = { .id = id,
	    .person = trigger_person(ta, person), .text = S("审查完毕") };

	return did(ta, act, &d);
}

/* ---- opening ---- */

BOTH("nothing is traced before a situation is confirmed")
{
	struct test_app ta;
	struct key incident;
	int64_t before;

	trigger_house(&ta, t);
	incident = trigger_met(&ta);
	before = subject_size(&ta);
	CHECK_ERR(open_try(&ta, incident, "", "06", NULL), ERR_INVALID,
	    &t->note);
	CHECK_ERR(open_try(&ta, incident, "nt:10", "06", NULL), ERR_INVALID,
	    &t->note);
	CHECK_OK(trigger_try(&ta, incident, "8.2.2", "nt:10", "", true),
	    &t->note);
	CHECK_INT(subject_size(&ta), before + 1);
	trigger_state(&ta, incident, "handled_in_time=true");
	CHECK_ERR(open_try(&ta, incident, "", "06", NULL), ERR_INVALID,
	    &t->note);
	app_end(&ta);
}

BOTH("the ladder is the register's at the conduct and at the occurrence")
{
	struct test_app ta;
	const struct key id = opened(&ta, t, NULL);

	/* 02 was in office on 27 February and not any more on 1 March. */
	CHECK_STR(ladder(&ta, id), "involved/0 -; security_head/0 03; "
	    "directly_responsible/0 02 conduct; "
	    "directly_responsible/0 - occurred (vacant); "
	    "first_responsible/0 01; superior_direct/1 - (no_post); "
	    "superior_first/1 04; coordinating/0 05; "
	    "supervising/0 - (blank)");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a trace has a reference, belongs to the body and touches the incident")
{
	const struct event *list = NULL;
	struct test_app ta;
	struct key incident, found;
	const struct key id = opened(&ta, t, &incident);
	bool touched = false;
	struct trace x;
	size_t n = 0;

	CHECK_OK(trace_get(ta.app->read, t->a, id, &x, &t->note), &t->note);
	CHECK_STR(x.ref, "TRC-2026-0001");
	CHECK_STR(x.called, "INC-2026-0001");
	CHECK_STR(x.rule, "8.2.2");
	CHECK(key_eq(x.body, trigger_body(&ta, "nt:10")));
	CHECK_INT(x.state, TRACE_OPEN);
	CHECK_OK(trace_find(ta.app->read, t->a, S("TRC-2026-0001"), &found,
	    &t->note), &t->note);
	CHECK(key_eq(found, id));
	CHECK_ERR(trace_find(ta.app->read, t->a, S("TRC-2026-0002"), &found,
	    &t->note), ERR_NOTFOUND, &t->note);
	CHECK_OK(history_load(ta.app->read, t->a, ta.app->events, incident,
	    -1, 1000, &list, &n, &t->note), &t->note);
	for (size_t i = 0; i < n; i++)
		touched |= list[i].type == &trace_event_opened;
	CHECK(touched);
	app_end(&ta);
}

BOTH("one situation has one trace")
{
	struct test_app ta;
	struct key incident;

	(void)opened(&ta, t, &incident);
	CHECK_ERR(open_try(&ta, incident, "", "06", NULL), ERR_CONFLICT,
	    &t->note);
	CHECK_ERR(open_try(&ta, incident, "nt:12", "06", NULL), ERR_CONFLICT,
	    &t->note);
	app_end(&ta);
}

BOTH("whoever stands on the ladder, and a body without authority, open none")
{
	struct test_app ta;
	struct key incident;

	trigger_house(&ta, t);
	incident = trigger_met(&ta);
	CHECK_OK(trigger_try(&ta, incident, "8.2.2", "nt:10", "", true),
	    &t->note);
	CHECK_ERR(open_try(&ta, incident, "", "01", NULL), ERR_INVALID,
	    &t->note);
	CHECK_ERR(open_try(&ta, incident, "nt:11", "06", NULL), ERR_INVALID,
	    &t->note);
	CHECK_OK(open_try(&ta, incident, "nt:12", "06", NULL), &t->note);
	app_end(&ta);
}

BOTH("a trace opens the question of coordination, and no more")
{
	struct test_app ta;
	const struct incident_fact *list = NULL;
	struct key incident;
	size_t n = 0;

	(void)opened(&ta, t, &incident);
	CHECK_OK(incident_facts(ta.app->read, t->a, incident,
	    S("trace_opened"), false, &list, &n, &t->note), &t->note);
	CHECK_INT(n, 1);
	CHECK_STR(list[0].value, "true");
	CHECK_STR(list[0].source, "TRC-2026-0001");
	CHECK_ERR(trigger_try(&ta, incident, "8.2-coordination", "nt:10", "",
	    true), ERR_INVALID, &t->note);
	app_end(&ta);
}

/* ---- those involved, examining, answering ---- */

BOTH("one involved is designated with a reason, and stands on a rung of his own")
{
	struct test_app ta;
	const struct key id = opened(&ta, t, NULL);
	size_t n = 0, before;

	(void)rungs(&ta, id, &before);
	CHECK_ERR(designate(&ta, id, "06", "06"), ERR_INVALID, &t->note);
	CHECK_OK(designate(&ta, id, "05", "06"), &t->note);
	CHECK_ERR(designate(&ta, id, "05", "06"), ERR_CONFLICT, &t->note);
	(void)rungs(&ta, id, &n);
	CHECK_INT(n, before + 1);
	/* From then on it concerns him. */
	CHECK_ERR(designate(&ta, id, "02", "05"), ERR_INVALID, &t->note);
	CHECK_ERR(examine(&ta, id, place_of(&ta, id, RUNG_FIRST),
	    TRACE_FULFILLED, "05"), ERR_INVALID, &t->note);
	/* The place for those to be designated is filled. */
	CHECK_ERR(examine(&ta, id, 1, TRACE_NOBODY, "06"), ERR_INVALID,
	    &t->note);
	CHECK_OK(examine(&ta, id, place_of(&ta, id, RUNG_INVOLVED),
	    TRACE_EXCUSED, "06"), &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a rung on which nobody stood is examined as such")
{
	struct test_app ta;
	const struct key id = opened(&ta, t, NULL);
	const int64_t first = place_of(&ta, id, RUNG_FIRST),
	    vacant = place_of(&ta, id, RUNG_SUPERIOR_DIRECT);

	CHECK_ERR(examine(&ta, id, vacant, TRACE_FULFILLED, "06"),
	    ERR_INVALID, &t->note);
	CHECK_OK(examine(&ta, id, vacant, TRACE_NOBODY, "06"), &t->note);
	CHECK_ERR(examine(&ta, id, first, TRACE_NOBODY, "06"), ERR_INVALID,
	    &t->note);
	CHECK_ERR(examine(&ta, id, 99, TRACE_UNCLEAR, "06"), ERR_NOTFOUND,
	    &t->note);
	app_end(&ta);
}

BOTH("what came out may be examined again, and all that was said stays")
{
	const struct trace_said *says = NULL;
	struct test_app ta;
	const struct key id = opened(&ta, t, NULL);
	const int64_t first = place_of(&ta, id, RUNG_FIRST);
	const struct trace_rung *list;
	size_t n = 0, nsays = 0;

	CHECK_OK(examine(&ta, id, first, TRACE_UNCLEAR, "06"), &t->note);
	CHECK_OK(examine(&ta, id, first, TRACE_FULFILLED, "06"), &t->note);
	list = rungs(&ta, id, &n);
	for (size_t i = 0; i < n; i++)
		if (list[i].place == first)
			CHECK_INT(list[i].outcome, TRACE_FULFILLED);
	CHECK_OK(trace_says(ta.app->read, t->a, id, &says, &nsays, &t->note),
	    &t->note);
	CHECK_INT(nsays, 2);
	CHECK_INT(says[0].outcome, TRACE_UNCLEAR);
	CHECK_STR(says[0].text, "有记录可查");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("only the person concerned answers, in his own words")
{
	struct test_app ta;
	const struct key id = opened(&ta, t, NULL);
	struct trace_doing d = { .id = id,
	    .place = place_of(&ta, id, RUNG_SECURITY),
	    .person = trigger_person(&ta, "01"), .text = S("当晚已经报告") };
	const struct trace_said *says = NULL;
	size_t n = 0;

	CHECK_ERR(did(&ta, trace_answer, &d), ERR_INVALID, &t->note);
	d.person = trigger_person(&ta, "03");
	CHECK_OK(did(&ta, trace_answer, &d), &t->note);
	CHECK_OK(trace_says(ta.app->read, t->a, id, &says, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 1);
	CHECK_INT(says[0].kind, TRACE_SAID_ANSWERED);
	CHECK_STR(says[0].text, "当晚已经报告");
	app_end(&ta);
}

/* ---- coordination and supervision ---- */

BOTH("the branch of coordination stands only once a body outside recorded it")
{
	struct test_app ta;
	struct key incident;
	const struct key id = opened(&ta, t, &incident);
	const int64_t place = place_of(&ta, id, RUNG_COORDINATING);

	CHECK_ERR(examine(&ta, id, place, TRACE_UNFULFILLED, "06"),
	    ERR_INVALID, &t->note);
	/* Not by the body itself, nor by one of a kind that may not. */
	CHECK_ERR(coordination(&ta, id, place, "nt:11"), ERR_INVALID,
	    &t->note);
	CHECK_ERR(coordination(&ta, id, place, "nt:20"), ERR_INVALID,
	    &t->note);
	/* Not of a rung of the ladder, nor where no body is recorded. */
	CHECK_ERR(coordination(&ta, id, place_of(&ta, id, RUNG_FIRST),
	    "nt:12"), ERR_INVALID, &t->note);
	CHECK_ERR(coordination(&ta, id, place_of(&ta, id, RUNG_SUPERVISING),
	    "nt:12"), ERR_INVALID, &t->note);
	CHECK_OK(coordination(&ta, id, place, "nt:12"), &t->note);
	CHECK_ERR(coordination(&ta, id, place, "nt:12"), ERR_CONFLICT,
	    &t->note);
	CHECK_OK(examine(&ta, id, place, TRACE_UNFULFILLED, "06"), &t->note);
	/* And the rules know it. */
	CHECK_OK(trigger_try(&ta, incident, "8.2-coordination", "nt:10", "",
	    true), &t->note);
	app_sound(&ta);
	app_end(&ta);
}

/* ---- closing ---- */

static void
all_examine(struct test_app *ta, struct key id)
{
	size_t n = 0;
	const struct trace_rung *list = rungs(ta, id, &n);

	for (size_t i = 0; i < n; i++)
		if (!trace_is_apart(list[i].rung) && list[i].examined < 0)
			CHECK_OK(examine(ta, id, list[i].place,
			    key_none(list[i].person) ? TRACE_NOBODY :
			    TRACE_FULFILLED, "06"), &ta->t->note);
}

BOTH("a trace is closed when every rung was examined, and may be opened again")
{
	struct test_app ta;
	struct key incident;
	const struct key id = opened(&ta, t, &incident);

	CHECK_ERR(end(&ta, id, "06", trace_close), ERR_INVALID, &t->note);
	all_examine(&ta, id);
	CHECK_ERR(end(&ta, id, "06", trace_reopen), ERR_INVALID, &t->note);
	CHECK_ERR(end(&ta, id, "01", trace_close), ERR_INVALID, &t->note);
	CHECK_OK(end(&ta, id, "06", trace_close), &t->note);
	CHECK_ERR(examine(&ta, id, 2, TRACE_UNCLEAR, "06"), ERR_INVALID,
	    &t->note);
	CHECK_ERR(designate(&ta, id, "05", "06"), ERR_INVALID, &t->note);
	CHECK_ERR(open_try(&ta, incident, "", "06", NULL), ERR_CONFLICT,
	    &t->note);
	CHECK_OK(end(&ta, id, "06", trace_reopen), &t->note);
	CHECK_OK(examine(&ta, id, 2, TRACE_UNCLEAR, "06"), &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what lapses undoes nothing, and may be closed unexamined")
{
	struct test_app ta;
	struct key incident;
	const struct key id = opened(&ta, t, &incident);
	struct trace x;

	trigger_state(&ta, incident, "handled_in_time=true");
	CHECK_STR(str_of(trigger_now(&ta, incident, "8.2.2")), "lapsed");
	CHECK_OK(trace_get(ta.app->read, t->a, id, &x, &t->note), &t->note);
	CHECK_INT(x.state, TRACE_OPEN);
	CHECK_OK(examine(&ta, id, 2, TRACE_FULFILLED, "06"), &t->note);
	CHECK_OK(end(&ta, id, "06", trace_close), &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("of a closed incident the trace states no facts, and goes on")
{
	struct test_app ta;
	struct incident_decide d;
	struct answer done;
	struct incident before, after;
	struct key incident, id;

	trigger_house(&ta, t);
	incident = trigger_met(&ta);
	CHECK_OK(trigger_try(&ta, incident, "8.2.2", "nt:10", "", true),
	    &t->note);
	d = (struct incident_decide){ .id = incident, .word = S("closed"),
	    .body = trigger_body(&ta, "nt:10"), .reason = S("处置完毕") };
	CHECK_OK(incident_close(ta.app, &subject_who, NULL, &d, &done,
	    &t->note), &t->note);
	CHECK_OK(incident_get(ta.app->read, t->a, incident, &before,
	    &t->note), &t->note);
	CHECK_OK(open_try(&ta, incident, "", "06", &id), &t->note);
	CHECK_OK(coordination(&ta, id, place_of(&ta, id, RUNG_COORDINATING),
	    "nt:12"), &t->note);
	CHECK_OK(incident_get(ta.app->read, t->a, incident, &after, &t->note),
	    &t->note);
	CHECK_INT(after.rev, before.rev);
	app_end(&ta);
}

BOTH("traces are listed by body, incident and state, the newest first")
{
	struct test_app ta;
	struct key incident;
	const struct key id = opened(&ta, t, &incident),
	    other = trigger_met(&ta);
	struct trace_query q = { .most = 10 };
	const struct trace *list = NULL;
	size_t n = 0;

	CHECK_OK(trigger_try(&ta, other, "8.2.2", "nt:12", "", true),
	    &t->note);
	CHECK_OK(open_try(&ta, other, "", "06", NULL), &t->note);
	CHECK_OK(trace_list(ta.app->read, t->a, &q, &list, &n, &t->note),
	    &t->note);
	CHECK_STR(list[0].ref, "TRC-2026-0002");
	CHECK(key_eq(list[1].id, id));
	q.body = trigger_body(&ta, "nt:12");
	CHECK_OK(trace_list(ta.app->read, t->a, &q, &list, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 1);
	q.body = KEY_NONE;
	q.incident = incident;
	CHECK_OK(trace_list(ta.app->read, t->a, &q, &list, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 1);
	q.state = S("closed");
	CHECK_OK(trace_list(ta.app->read, t->a, &q, &list, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 0);
	app_end(&ta);
}
