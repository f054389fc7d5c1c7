/* SPDX-License-Identifier: Apache-2.0 */
#include "trigger/trigger_house_test.h"

#include "body/body_act.h"
#include "incident/incident_act.h"
#include "person/person.h"
#include "post/post.h"
#include "rulebook/rulebook_act.h"
#include "system/system.h"
#include "tenure/tenure.h"

/* ---- the register ---- */

static void
body_put(struct test_app *ta, const char *code, const char *name,
    const char *kind, const char *superior)
{
	struct body_added in = { .source = V_TEXT(S("nt")),
	    .code = V_TEXT(str_of(code)), .state = {
	    .name = V_TEXT(str_of(name)), .kind = V_TEXT(str_of(kind)),
	    .region = V_KEY(subject_region(ta, "320600")),
	    .from = V_DAY(0) } };
	struct answer done;
	int64_t from;

	CHECK(day_parse(S("2010-01-01"), &from));
	in.state.from.num = from;
	if (superior != NULL)
		in.state.superior = (struct value)V_KEY(trigger_body(ta,
		    superior));
	note_clear(&ta->t->note);
	CHECK_OK(body_add(ta->app, &subject_who, NULL, &in, &done,
	    &ta->t->note), &ta->t->note);
}

static void
bodies_put(struct test_app *ta)
{
	body_put(ta, "10", "南通市委", "party_committee", NULL);
	body_put(ta, "11", "南通市委网信办", "office", "nt:10");
	body_put(ta, "12", "南通市纪委监委", "discipline", "nt:10");
	body_put(ta, "20", "南通市教育局", "department", "nt:10");
}

/* Who holds which post, with which capacity. */
static const struct {
	const char	*staff_no, *name, *body, *title, *capacity, *until;
} held[] = {
	{ "01", "张甲", "nt:20", "局长", "first_responsible", "" },
	{ "02", "李乙", "nt:20", "副局长", "directly_responsible",
	    "2026-03-01" },
	{ "03", "王丙", "nt:20", "信息中心主任", "security_head", "" },
	{ "04", "赵丁", "nt:10", "书记", "first_responsible", "" },
	{ "05", "钱戊", "nt:11", "主任", "first_responsible", "" },
};

static void
posts_put(struct test_app *ta)
{
	struct arena *a = ta->t->a;

	for (size_t i = 0; i < sizeof held / sizeof held[0]; i++) {
		(void)subject_person(ta, held[i].staff_no, held[i].name);
		(void)subject_add(ta, &post_dated, str_fmt(a, "body=%s;title=%s;"
		    "capacities=%s", held[i].body, held[i].title,
		    held[i].capacity).p, "2010-01-01", "");
		(void)subject_add(ta, &tenure_dated, str_fmt(a, "person=%s;"
		    "body=%s;post=%s;kind=substantive;document=通委〔2020〕%d号",
		    held[i].staff_no, held[i].body, held[i].title,
		    (int)i + 1).p, "2020-01-01", held[i].until);
	}
	(void)subject_person(ta, "06", "陈己");
	(void)subject_add(ta, &system_dated, "code=nt:s1;name=门户;kind=portal;"
	    "owner=nt:20;operator=nt:20;region=320600", "2020-01-01", "");
}

/* ---- the packs ---- */

static struct adopting
offered(struct shelf *shelf, const char *id, const char *since)
{
	const struct shelf_text *text = shelf_find(shelf, str_of(id));
	int64_t day;

	assert_non_null(text);
	CHECK(day_parse(str_of(since), &day));
	return (struct adopting){ .id = str_of(id), .version = 1,
	    .title = str_of(id), .since = day, .text = text->text,
	    .file = text->called };
}

static void
packs_adopt(struct test_app *ta)
{
	struct note *note = &ta->t->note;
	struct shelf *shelf = shelf_new(ta->t->a);
	struct adopting p[2];
	const struct rulebook_adopt what = { p, 2, -1 };
	struct answer done;

	assert_non_null(shelf);
	CHECK_OK(shelf_offered(shelf, note), note);
	p[0] = offered(shelf, "responsibility-2017", "2017-08-15");
	p[1] = offered(shelf, "incident-reporting-2025", "2025-11-01");
	CHECK_OK(rulebook_adopt(ta->app, &subject_who, NULL, &what, &done,
	    note), note);
}

void
trigger_house_fill(struct test_app *ta)
{
	bodies_put(ta);
	posts_put(ta);
	packs_adopt(ta);
	note_clear(&ta->t->note);
}

void
trigger_house(struct test_app *ta, struct test_place *t)
{
	subject_open(ta, t);
	trigger_house_fill(ta);
}

/* ---- finding ---- */

struct key
trigger_body(struct test_app *ta, const char *code)
{
	struct key id = KEY_NONE;

	CHECK_OK(body_find(ta->app->read, ta->t->a, str_of(code), &id,
	    &ta->t->note), &ta->t->note);
	return id;
}

static struct key
record_find(struct test_app *ta, const struct dated_ref *ref, const char *text)
{
	struct key id = KEY_NONE;
	int64_t day;

	CHECK(day_parse(S("2026-02-01"), &day));
	CHECK_OK(ref->find(ta->app->read, ta->t->a, str_of(text), day,
	    KEY_NONE, &id, &ta->t->note), &ta->t->note);
	return id;
}

struct key
trigger_person(struct test_app *ta, const char *staff_no)
{
	return record_find(ta, &person_ref, staff_no);
}

struct key
trigger_system(struct test_app *ta)
{
	return record_find(ta, &system_ref, "nt:s1");
}

/* ---- incidents ---- */

enum { FACTS_MOST = 16 };

static int64_t
utc(const char *text)
{
	struct moment m;

	CHECK(moment_parse(str_of(text), &m));
	return m.ms;
}

static size_t
facts_read(const char *says, struct incident_fact_given *g)
{
	struct str all = str_of(says), one, name;
	size_t n = 0;

	while (str_cut(&all, ';', &one)) {
		if (one.n == 0)
			continue;
		CHECK(n < FACTS_MOST && str_cut(&one, '=', &name));
		g[n++] = (struct incident_fact_given){
			.fact = name,
			.kept = str_is(one, "?") ?
			    S("{\"unknown\":\"not_known\"}") : one,
			.at = { DEADLINE_NEVER, PREC_MINUTE },
		};
	}
	return n;
}

struct key
trigger_incident(struct test_app *ta, const char *facts, bool drill)
{
	struct incident_fact_given g[FACTS_MOST];
	const struct key system = trigger_system(ta);
	const struct incident_time_given times[] = {
		{ .kind = TIME_OCCURRED, .at = { utc("2026-03-01T02:00Z"),
		    PREC_MINUTE }, .instead = -1 },
		{ .kind = TIME_DISCOVERED, .at = { utc("2026-03-01T02:10Z"),
		    PREC_MINUTE }, .instead = -1 },
	};
	struct incident_open o = { .body = trigger_body(ta, "nt:20"),
	    .title = S("门户网站被篡改"), .origin = S("self_found"),
	    .drill = drill, .systems = &system, .nsystems = 1,
	    .say = { .facts = g, .times = times, .ntimes = 2,
	    .expect = -1 } };
	struct answer done;

	o.say.nfacts = facts_read(str_fmt(ta->t->a,
	    "conduct_at=\"2026-02-27T02:00Z\";%s", facts).p, g);
	note_clear(&ta->t->note);
	CHECK_OK(incident_report(ta->app, &subject_who, NULL, &o, &done,
	    &ta->t->note), &ta->t->note);
	return done.on;
}

static void
said(struct test_app *ta, struct key id, const struct incident_say *what)
{
	struct answer done;

	note_clear(&ta->t->note);
	CHECK_OK(incident_say(ta->app, &subject_who, NULL, id, what, &done,
	    &ta->t->note), &ta->t->note);
}

void
trigger_state(struct test_app *ta, struct key id, const char *facts)
{
	struct incident_fact_given g[FACTS_MOST];
	const struct incident_say what = { .facts = g,
	    .nfacts = facts_read(facts, g), .expect = -1 };

	said(ta, id, &what);
}

void
trigger_outage(struct test_app *ta, struct key id, int minutes)
{
	const int64_t from = utc("2026-03-01T02:00Z");
	const struct incident_outage_given o = { .what = S("site"),
	    .since = { from, PREC_MINUTE },
	    .until = { from + minutes * MINUTE_MS, PREC_MINUTE },
	    .instead = -1 };
	const struct incident_say what = { .outages = &o, .noutages = 1,
	    .expect = -1 };

	said(ta, id, &what);
}

struct key
trigger_met(struct test_app *ta)
{
	const struct key id = trigger_incident(ta, "attacked=true;"
	    "site_kind=\"portal\";site_level=\"prefecture\";"
	    "handled_in_time=false", false);

	trigger_outage(ta, id, 360);
	return id;
}

/* ---- deciding ---- */

enum err
trigger_try(struct test_app *ta, struct key id, const char *rule,
    const char *body, const char *reading, bool confirms)
{
	const struct str readings[] = { str_of(reading) };
	const struct trigger_decide d = {
		.incident = id,
		.rule = str_of(rule),
		.body = trigger_body(ta, body),
		.person = trigger_person(ta, "06"),
		.reason = S("依据核查报告"),
		.names = str_starts(str_of(rule), "8.1") ?
		    S("第三条第二项") : S(""),
		.readings = readings,
		.nreadings = reading[0] != '\0',
	};
	struct answer done = { .seq = -1 };

	note_clear(&ta->t->note);
	return (confirms ? trigger_confirm : trigger_decline)(ta->app,
	    &subject_who, NULL, &d, &done, &ta->t->note);
}

const char *
trigger_now(struct test_app *ta, struct key id, const char *rule)
{
	const struct trigger_decision *list = NULL;
	size_t n = 0;

	CHECK_OK(trigger_decided(ta->app->read, ta->t->a, id, &list, &n,
	    &ta->t->note), &ta->t->note);
	for (size_t i = 0; i < n; i++)
		if (str_is(list[i].rule, rule))
			return trigger_states[list[i].is].word;
	return trigger_states[TRIGGER_UNDECIDED].word;
}
