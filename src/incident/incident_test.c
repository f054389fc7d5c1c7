/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/incident_fixture.h"

#include "incident/incident_in.h"

/* ---- pure ---- */

static int64_t
ms(const char *text)
{
	struct moment m;

	CHECK(moment_parse(str_of(text), &m));
	return m.ms;
}

static struct incident_outage
outage(const char *what, const char *since, const char *until, int64_t entry)
{
	return (struct incident_outage){ .entry = entry,
	    .what = str_of(what), .since = ms(since),
	    .until = until == NULL ? DEADLINE_NEVER : ms(until),
	    .ended = -1 };
}

TEST("outages that overlap count once, and the longest is told beside all")
{
	struct arena *a = arena_new();
	struct incident_outage o[] = {
		outage("site", "2026-03-02T05:00Z", "2026-03-02T06:00Z", 4),
		outage("site", "2026-03-02T02:00Z", "2026-03-02T03:00Z", 1),
		outage("site", "2026-03-02T02:30Z", "2026-03-02T04:10Z", 2),
		outage("cii_main", "2026-03-02T00:00Z", "2026-03-02T09:00Z",
		    3),
		outage("site", "2026-03-02T04:10Z", "2026-03-02T04:20Z", 5),
	};
	const int64_t now = ms("2026-03-02T12:00Z");
	int64_t longest, total;

	CHECK(incident_outages(a, o, 5, S("site"), now, &longest, &total));
	CHECK_INT(longest, 140);
	CHECK_INT(total, 200);
	o[1].ended = 9;
	CHECK(incident_outages(a, o, 5, S("site"), now, &longest, &total));
	CHECK_INT(longest, 110);
	CHECK(!incident_outages(a, o, 5, S("home_page"), now, &longest,
	    &total));
	arena_free(a);
}

TEST("an outage that lasts is counted up to now")
{
	struct arena *a = arena_new();
	struct incident_outage o = outage("site", "2026-03-02T02:00Z", NULL,
	    1);
	int64_t longest, total;

	CHECK(incident_outages(a, &o, 1, S("site"), ms("2026-03-02T07:59Z"),
	    &longest, &total));
	CHECK_INT(longest, 359);
	CHECK(incident_outages(a, &o, 1, S("site"), ms("2026-03-02T08:00Z"),
	    &longest, &total));
	CHECK_INT(longest, 360);
	arena_free(a);
}

static struct incident_moment
moment(enum incident_time kind, const char *at)
{
	struct incident_moment m = { .kind = kind, .ended = -1 };

	CHECK(moment_parse(str_of(at), &m.at));
	return m;
}

TEST("nothing is discovered before it occurred, unless both are known too coarsely to say")
{
	const int64_t now = ms("2026-03-02T12:00Z");
	struct incident_moment there = moment(TIME_OCCURRED,
	    "2026-03-02T02:05Z");
	struct incident_moment at = moment(TIME_DISCOVERED,
	    "2026-03-02T02:04Z");
	struct note note = NOTE_INIT;

	CHECK_ERR(incident_order(&there, 1, &at, now, &note), ERR_INVALID,
	    &note);
	CHECK_STR(str_of(note.where.field), "at");
	at = moment(TIME_DISCOVERED, "2026-03-02T02:05Z");
	CHECK_OK(incident_order(&there, 1, &at, now, NULL), NULL);
	at = moment(TIME_DISCOVERED, "2026-03-02");
	CHECK_OK(incident_order(&there, 1, &at, now, NULL), NULL);
	at = moment(TIME_DISCOVERED, "2026-03-01");
	CHECK_INT(incident_order(&there, 1, &at, now, NULL), ERR_INVALID);
	there.ended = 7;
	CHECK_OK(incident_order(&there, 1, &at, now, NULL), NULL);
	/* Said the other way round. */
	there = moment(TIME_DISCOVERED, "2026-03-02T02:04Z");
	at = moment(TIME_OCCURRED, "2026-03-02T02:05Z");
	CHECK_INT(incident_order(&there, 1, &at, now, NULL), ERR_INVALID);
	at = moment(TIME_OTHER, "2026-03-02T12:01Z");
	CHECK_INT(incident_order(NULL, 0, &at, now, NULL), ERR_INVALID);
}

/* ---- opening ---- */

BOTH("references count on through the year, and one sentence opens an incident")
{
	struct incident_open o = { .title = S("门户网站被篡改") };
	struct test_app ta;
	struct answer done;
	struct incident i;

	incident_house(&ta, t, true);
	o.body = subject_find(&ta, "nt:1");
	for (int n = 1; n <= 3; n++) {
		CHECK_OK(incident_report(ta.app, &subject_who, NULL, &o,
		    &done, &t->note), &t->note);
		CHECK_OK(incident_get(ta.app->read, t->a, done.on, &i,
		    &t->note), &t->note);
		CHECK_STR(i.ref, str_fmt(t->a, "INC-2026-%04d", n).p);
		CHECK_STR(i.title, "门户网站被篡改");
		CHECK_INT(i.state, INCIDENT_OPEN);
	}
	app_sound(&ta);
	app_end(&ta);
}

BOTH("of state secrets nothing is kept but the number in the other channel")
{
	struct incident_open o = { .classified = true,
	    .title = S("内容") };
	struct test_app ta;
	struct answer done;
	struct incident i;

	incident_house(&ta, t, true);
	o.body = subject_find(&ta, "nt:1");
	CHECK_ERR(incident_report(ta.app, &subject_who, NULL, &o, &done,
	    &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	o.title = S("");
	CHECK_ERR(incident_report(ta.app, &subject_who, NULL, &o, &done,
	    &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	o.channel_no = S("密2026-07");
	CHECK_OK(incident_report(ta.app, &subject_who, NULL, &o, &done,
	    &t->note), &t->note);
	CHECK_OK(incident_get(ta.app->read, t->a, done.on, &i, &t->note),
	    &t->note);
	CHECK_STR(i.channel_no, "密2026-07");
	CHECK_INT(i.title.n, 0);
	CHECK_INT(incident_tell(&ta, done.on, "attacked=true"),
	    ERR_INVALID);
	app_end(&ta);
}

/* ---- facts ---- */

BOTH("a fact is recorded when it says something new, and what it was stays")
{
	const struct incident_fact *f = NULL;
	struct test_app ta;
	struct key id;
	int64_t size;
	size_t n = 0;

	incident_house(&ta, t, true);
	id = incident_new(&ta, NULL);
	CHECK_OK(incident_tell(&ta, id, "attacked=true"), &t->note);
	size = subject_size(&ta);
	CHECK_OK(incident_tell(&ta, id, "attacked=true"), &t->note);
	CHECK_INT(subject_size(&ta), size);
	CHECK_OK(incident_tell(&ta, id, "attacked=?"), &t->note);
	CHECK_OK(incident_tell(&ta, id, "attacked=false"), &t->note);
	CHECK_OK(incident_facts(ta.app->read, t->a, id, S("attacked"), true,
	    &f, &n, &t->note), &t->note);
	CHECK_INT(n, 3);
	CHECK_STR(f[0].value, "true");
	CHECK_STR(f[1].reason, "not_known");
	CHECK_INT(f[0].rec_end, f[1].rec);
	CHECK_INT(f[2].rec_end, -1);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("two who say different things of one fact at once are told of one another")
{
	struct incident_fact_given g = { .fact = S("attacked"),
	    .kept = S("true"), .at = { DEADLINE_NEVER, PREC_MINUTE } };
	struct incident_say say = { .facts = &g, .nfacts = 1 };
	struct test_app ta;
	struct answer seen, done;
	struct key id;

	incident_house(&ta, t, true);
	id = incident_new(&ta, &seen);
	say.expect = seen.seq;
	CHECK_OK(incident_say(ta.app, &subject_who, NULL, id, &say, &done,
	    &t->note), &t->note);
	g.kept = S("false");
	CHECK_ERR(incident_say(ta.app, &subject_who, NULL, id, &say, &done,
	    &t->note), ERR_CONFLICT, &t->note);
	note_clear(&t->note);
	/* Another fact is nobody's business. */
	g.fact = S("cii");
	CHECK_OK(incident_say(ta.app, &subject_who, NULL, id, &say, &done,
	    &t->note), &t->note);
	g.fact = S("attacked");
	say.expect = done.seq;
	CHECK_OK(incident_say(ta.app, &subject_who, NULL, id, &say, &done,
	    &t->note), &t->note);
	app_end(&ta);
}

BOTH("what no pack knows, what follows from other facts and a wrong unit are refused")
{
	struct incident_fact_given g = { .fact = S("longest_outage_minutes"),
	    .kept = S("\"360\""), .unit = S("小时"),
	    .at = { DEADLINE_NEVER, PREC_MINUTE } };
	struct incident_say say = { .facts = &g, .nfacts = 1, .expect = -1 };
	struct test_app ta;
	struct answer done;
	struct key id;

	incident_house(&ta, t, true);
	id = incident_new(&ta, NULL);
	CHECK_ERR(incident_say(ta.app, &subject_who, NULL, id, &say, &done,
	    &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	g.unit = S("分钟");
	CHECK_OK(incident_say(ta.app, &subject_who, NULL, id, &say, &done,
	    &t->note), &t->note);
	CHECK_INT(incident_tell(&ta, id, "discovered_at=\"2026-03-02T02:10Z\""),
	    ERR_INVALID);
	CHECK_INT(incident_tell(&ta, id, "known_at=\"2026-03-02T02:10Z\""),
	    ERR_INVALID);
	CHECK_INT(incident_tell(&ta, id, "no_such=true"), ERR_INVALID);
	app_end(&ta);
}

/* ---- what follows ---- */

#define PORTAL \
	"attacked=true;site_kind=\"portal\";site_level=\"prefecture\";" \
	"conduct_at=\"2026-03-01T18:05Z\";handled_in_time=false"

BOTH("a portal that was down for six hours and not handled in time meets 8.2.2")
{
	struct test_app ta;
	struct key id;

	incident_house(&ta, t, true);
	id = incident_new(&ta, NULL);
	CHECK_OK(incident_tell(&ta, id, PORTAL), &t->note);
	CHECK_STR(incident_outcome(&ta, id, "8.2.2"), "open");
	CHECK_OK(incident_tell(&ta, id, "longest_outage_minutes=\"359\";"
	    "total_outage_minutes=\"359\""), &t->note);
	CHECK_STR(incident_outcome(&ta, id, "8.2.2"), "not_met");
	CHECK_OK(incident_tell(&ta, id, "longest_outage_minutes=\"360\""),
	    &t->note);
	CHECK_STR(incident_outcome(&ta, id, "8.2.2"), "met");
	CHECK_OK(incident_tell(&ta, id, "handled_in_time=?"), &t->note);
	CHECK_STR(incident_outcome(&ta, id, "8.2.2"), "open");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what is concluded is recorded when it differs, and not a second time")
{
	const struct event *ev = NULL;
	struct test_app ta;
	struct key id;
	size_t n = 0, judged = 0;

	incident_house(&ta, t, true);
	id = incident_new(&ta, NULL);
	CHECK_OK(incident_tell(&ta, id, PORTAL), &t->note);
	CHECK_OK(incident_tell(&ta, id, "reposts=\"10\""), &t->note);
	CHECK_OK(incident_tell(&ta, id, "reposts=\"11\""), &t->note);
	CHECK_OK(history_load(ta.app->read, t->a, ta.app->events, id, -1,
	    1000, &ev, &n, &t->note), &t->note);
	for (size_t i = 0; i < n; i++)
		judged += ev[i].type == &incident_event_judged;
	/* Of the last two the second changes no conclusion. */
	CHECK(judged == 2 || judged == 3);
	CHECK(ev[n - 1].type == &incident_event_stated);
	app_end(&ta);
}

/* The same statements in another order, each said alone. */
static struct str
outcomes_after(struct test_app *ta, const char *const *says, const int *order,
    size_t n)
{
	const struct incident_result_row *list = NULL;
	struct key id = incident_new(ta, NULL);
	struct buf b = BUF_IN(ta->t->a);
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		CHECK_OK(incident_tell(ta, id, says[order[i]]),
		    &ta->t->note);
	CHECK_OK(incident_results(ta->app->read, ta->t->a, id, &list, &found,
	    &ta->t->note), &ta->t->note);
	for (size_t i = 0; i < found; i++)
		if (!str_is(list[i].outcome, "open"))
			buf_fmt(&b, "%.*s %.*s %.*s; ", STR_ARG(list[i].pack),
			    STR_ARG(list[i].rule), STR_ARG(list[i].outcome));
	return buf_view(&b);
}

BOTH("the same facts come to the same conclusions in any order")
{
	static const char *const says[] = {
		"attacked=true", "site_kind=\"portal\"",
		"site_level=\"prefecture\"",
		"conduct_at=\"2026-03-01T18:05Z\"", "handled_in_time=false",
		"longest_outage_minutes=\"400\";total_outage_minutes=\"400\"",
		"cii=false;state_secret=false;operator_class=\"other\"",
	};
	enum { N = sizeof says / sizeof says[0], ROUNDS = 12 };
	struct test_app ta;
	struct str first = S("");
	uint64_t seed = 7;

	incident_house(&ta, t, true);
	for (int round = 0; round < ROUNDS; round++) {
		int order[N];
		struct str got;

		for (int i = 0; i < N; i++)
			order[i] = i;
		for (int i = N - 1; i > 0; i--) {
			int j, kept = order[i];

			seed = seed * UINT64_C(6364136223846793005) + 1;
			j = (int)((seed >> 33) % (uint64_t)(i + 1));
			order[i] = order[j];
			order[j] = kept;
		}
		got = outcomes_after(&ta, says, order, N);
		if (round == 0)
			first = got;
		CHECK(got.n > 0 && str_eq(got, first));
	}
	app_end(&ta);
}

/* ---- deadlines ---- */

BOTH("before it is graded every path that may apply runs as a precaution")
{
	struct test_app ta;
	struct key id;

	incident_house(&ta, t, true);
	id = incident_new(&ta, NULL);
	CHECK_OK(incident_when(&ta, id, TIME_DISCOVERED,
	    "2026-03-02T02:10Z"), &t->note);
	CHECK_STR(incident_due(&ta, id, "first-cii", "1"),
	    "precaution 2026-03-02T03:10Z");
	CHECK_STR(incident_due(&ta, id, "first-cii", "2"),
	    "precaution 2026-03-02T03:10Z");
	CHECK_STR(incident_due(&ta, id, "first-central", ""),
	    "precaution 2026-03-02T04:10Z");
	CHECK_STR(incident_due(&ta, id, "first-other", ""),
	    "precaution 2026-03-02T06:10Z");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("the path decides the limit; a person's level decides whether it runs")
{
	struct test_app ta;
	struct key id;

	incident_house(&ta, t, true);
	id = incident_new(&ta, NULL);
	CHECK_OK(incident_when(&ta, id, TIME_DISCOVERED,
	    "2026-03-02T02:10Z"), &t->note);
	CHECK_OK(incident_tell(&ta, id, "cii=false;state_secret=false;"
	    "operator_class=\"other\""), &t->note);
	CHECK_STR(incident_due(&ta, id, "first-cii", "1"), "dropped");
	CHECK_STR(incident_due(&ta, id, "first-other", ""),
	    "precaution 2026-03-02T06:10Z");
	CHECK_OK(incident_level_is(&ta, id, "serious"), &t->note);
	CHECK_STR(incident_due(&ta, id, "first-other", ""),
	    "runs 2026-03-02T06:10Z");
	CHECK_OK(incident_level_is(&ta, id, "ordinary"), &t->note);
	CHECK_STR(incident_due(&ta, id, "first-other", ""), "dropped");
	CHECK_OK(incident_level_is(&ta, id, "major"), &t->note);
	CHECK_STR(incident_due(&ta, id, "first-other", ""),
	    "runs 2026-03-02T06:10Z");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what was known first counts, and a corrected moment moves what was due")
{
	const struct incident_moment *list = NULL;
	struct test_app ta;
	struct key id;
	size_t n = 0;

	incident_house(&ta, t, true);
	id = incident_new(&ta, NULL);
	CHECK_OK(incident_when(&ta, id, TIME_DISCOVERED,
	    "2026-03-02T02:40Z"), &t->note);
	CHECK_OK(incident_when(&ta, id, TIME_LEARNED, "2026-03-02T02:10Z"),
	    &t->note);
	CHECK_STR(incident_due(&ta, id, "first-other", ""),
	    "precaution 2026-03-02T06:10Z");
	CHECK_OK(incident_moments(ta.app->read, t->a, id, &list, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK_OK(incident_take_back(ta.app, &subject_who, NULL, id,
	    list[0].entry, S("录入有误"), &(struct answer){ .seq = 0 },
	    &t->note), &t->note);
	CHECK_STR(incident_due(&ta, id, "first-other", ""),
	    "precaution 2026-03-02T06:40Z");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what was discovered before the measures came into force has no clock")
{
	struct test_app ta;
	struct key id;

	incident_house(&ta, t, true);
	id = incident_new(&ta, NULL);
	CHECK_OK(incident_when(&ta, id, TIME_DISCOVERED,
	    "2025-10-31T15:59Z"), &t->note);
	CHECK_STR(incident_due(&ta, id, "first-other", ""), "none");
	CHECK_OK(incident_when(&ta, id, TIME_LEARNED, "2025-11-02T00:00Z"),
	    &t->note);
	CHECK_STR(incident_due(&ta, id, "first-other", ""), "none");
	app_end(&ta);
}

/* ---- ends ---- */

static struct incident_decide
decision(struct test_app *ta, struct key id, const char *word)
{
	return (struct incident_decide){ .id = id, .word = str_of(word),
	    .body = subject_find(ta, "nt:1"), .reason = S("核实") };
}

BOTH("nothing changes after it was closed but by opening it again")
{
	struct incident_decide d;
	struct test_app ta;
	struct answer done;
	struct key id;

	incident_house(&ta, t, true);
	id = incident_new(&ta, NULL);
	d = decision(&ta, id, "closed");
	CHECK_OK(incident_close(ta.app, &subject_who, NULL, &d, &done,
	    &t->note), &t->note);
	CHECK_INT(incident_tell(&ta, id, "attacked=true"), ERR_INVALID);
	CHECK_ERR(incident_close(ta.app, &subject_who, NULL, &d, &done,
	    &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	CHECK_ERR(incident_reopen(ta.app, &subject_who, NULL, id, S(""),
	    &done, &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	CHECK_OK(incident_reopen(ta.app, &subject_who, NULL, id, S("新情况"),
	    &done, &t->note), &t->note);
	CHECK_OK(incident_tell(&ta, id, "attacked=true"), &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("of a false alarm and of one that went into another no deadline is left")
{
	struct incident_decide d;
	struct test_app ta;
	struct answer done;
	struct key one, two, three;

	incident_house(&ta, t, true);
	one = incident_new(&ta, NULL);
	two = incident_new(&ta, NULL);
	three = incident_new(&ta, NULL);
	for (int i = 0; i < 2; i++)
		CHECK_OK(incident_when(&ta, i == 0 ? one : two,
		    TIME_DISCOVERED, "2026-03-02T02:10Z"), &t->note);
	d = decision(&ta, one, "false_alarm");
	CHECK_OK(incident_close(ta.app, &subject_who, NULL, &d, &done,
	    &t->note), &t->note);
	CHECK_STR(incident_due(&ta, one, "first-other", ""), "dropped");
	CHECK_OK(incident_merge(ta.app, &subject_who, NULL, two, three,
	    S("同一事件"), &done, &t->note), &t->note);
	CHECK_STR(incident_due(&ta, two, "first-other", ""), "dropped");
	CHECK_ERR(incident_merge(ta.app, &subject_who, NULL, three, two,
	    S("同一事件"), &done, &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	CHECK_ERR(incident_merge(ta.app, &subject_who, NULL, three, three,
	    S("同一事件"), &done, &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("without a pack in force an incident can be opened, and nothing follows")
{
	struct test_app ta;
	struct key id;

	incident_house(&ta, t, false);
	id = incident_new(&ta, NULL);
	CHECK_OK(incident_when(&ta, id, TIME_DISCOVERED,
	    "2026-03-02T02:10Z"), &t->note);
	CHECK_STR(incident_due(&ta, id, "first-other", ""), "none");
	CHECK_STR(incident_outcome(&ta, id, "8.2.2"), "none");
	CHECK_INT(incident_level_is(&ta, id, "serious"), ERR_INVALID);
	app_end(&ta);
}
