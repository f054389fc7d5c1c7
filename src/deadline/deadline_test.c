/* SPDX-License-Identifier: Apache-2.0 */
#include "deadline/deadline.h"

#include "deadline/deadline_act.h"
#include "test/subject/subject.h"

/* ---- pure ---- */

static int64_t
at(const char *text)
{
	struct moment m;

	CHECK(moment_parse(str_of(text), &m));
	return m.ms;
}

static struct moment
moment_of(const char *text)
{
	struct moment m;

	CHECK(moment_parse(str_of(text), &m));
	return m;
}

/* "on_time", "late 1" … */
static const char *
judged(struct arena *a, const char *due, const char *met)
{
	int64_t late;
	const enum deadline_outcome o = deadline_judge(due[0] == '\0' ?
	    DEADLINE_NEVER : at(due), moment_of(met), &late);

	return o == DEADLINE_LATE ? str_fmt(a, "late %lld",
	    (long long)late).p : deadline_outcomes[o].word;
}

TEST("the minute before, at and after a limit of hours")
{
	static const struct {
		const char	*due, *met, *says;
	} rows[] = {
		{ "2026-03-02T03:10Z", "2026-03-02T03:09Z", "on_time" },
		{ "2026-03-02T03:10Z", "2026-03-02T03:10Z", "on_time" },
		{ "2026-03-02T03:10Z", "2026-03-02T03:11Z", "late 1" },
		{ "2026-03-02T03:10Z", "2026-03-02T03:10:59Z", "on_time" },
		{ "2026-03-02T03:10Z", "2026-03-02T03:10:59.999Z",
		    "on_time" },
		{ "2026-03-02T03:10Z", "2026-03-02T03:11:00Z", "late 1" },
		{ "2026-03-02T03:10Z", "2026-03-02T03:12:30Z", "late 2" },
		{ "2026-03-02T03:10Z", "2026-03-03T03:10Z", "late 1440" },
		/* Seconds of the anchor do not shorten the last minute. */
		{ "2026-03-02T03:10:40Z", "2026-03-02T03:10:59Z",
		    "on_time" },
		{ "1969-12-31T23:59Z", "1969-12-31T23:59:59Z", "on_time" },
		{ "1969-12-31T23:59Z", "1970-01-01T00:00Z", "late 1" },
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		CHECK_STR(str_of(judged(a, rows[i].due, rows[i].met)),
		    rows[i].says);
	arena_free(a);
}

TEST("a moment that is known coarsely settles it only where all of it lies on one side")
{
	static const struct {
		const char	*due, *met, *says;
	} rows[] = {
		{ "2026-03-02T03:10Z", "2026-03-02T02Z", "on_time" },
		{ "2026-03-02T03:10Z", "2026-03-02T03Z", "unsure" },
		{ "2026-03-02T03:10Z", "2026-03-02T04Z", "late 50" },
		{ "2026-03-02T03:59Z", "2026-03-02T03Z", "on_time" },
		{ "2026-03-02T03:10Z", "2026-03-02", "unsure" },
		{ "2026-03-02T03:10Z", "2026-03-01", "on_time" },
		{ "2026-03-02T03:10Z", "2026-02", "on_time" },
		{ "2026-03-02T03:10Z", "2026", "unsure" },
		{ "", "2026", "untimed" },
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		CHECK_STR(str_of(judged(a, rows[i].due, rows[i].met)),
		    rows[i].says);
	arena_free(a);
}

static struct deadline_claim
claim(const char *rule, enum deadline_state state, const char *anchor,
    const char *due)
{
	return (struct deadline_claim){
		.of = { S("reporting"), str_of(rule), S("") },
		.version = 1,
		.kind = CLOCK_INITIAL,
		.state = state,
		.called = S("INC-2026-0001"),
		.anchor = { anchor == NULL ? DEADLINE_NEVER : at(anchor),
		    PREC_MINUTE },
		.anchor_entry = -1,
		.within = S("PT1H"),
		.due = due == NULL ? DEADLINE_NEVER : at(due),
		.decided = DEADLINE_NEVER,
		.dropped = S("not_required"),
	};
}

TEST("what has to be recorded is what differs")
{
	static const struct str facts[] = { { "cii", 3 }, { "level", 5 } };
	struct deadline_claim old = claim("r", DEADLINE_PRECAUTION,
	    "2026-03-02T02:10Z", "2026-03-02T03:10Z"), new = old;
	struct deadline_claim none = claim("r", DEADLINE_DROPPED, NULL, NULL);

	CHECK_INT(deadline_compare(NULL, &old), DEADLINE_SET);
	CHECK_INT(deadline_compare(NULL, &none), DEADLINE_SAME);
	CHECK_INT(deadline_compare(&old, &new), DEADLINE_SAME);
	new.version = 2;
	CHECK_INT(deadline_compare(&old, &new), DEADLINE_SAME);
	new.state = DEADLINE_RUNS;
	CHECK_INT(deadline_compare(&old, &new), DEADLINE_MOVED);
	new = old;
	new.anchor.ms -= MINUTE_MS;
	CHECK_INT(deadline_compare(&old, &new), DEADLINE_MOVED);
	new = old;
	new.missing = facts;
	new.nmissing = 1;
	CHECK_INT(deadline_compare(&old, &new), DEADLINE_MOVED);
	old = new;
	new.missing = facts + 1;
	CHECK_INT(deadline_compare(&old, &new), DEADLINE_MOVED);
	CHECK_INT(deadline_compare(&old, &none), DEADLINE_DROP);
	CHECK_INT(deadline_compare(&none, &none), DEADLINE_SAME);
	CHECK_INT(deadline_compare(&none, &old), DEADLINE_SET);
	new = none;
	new.dropped = S("not_in_force");
	CHECK_INT(deadline_compare(&none, &new), DEADLINE_DROP);
}

TEST("reminders stand at half, at four fifths and at the end, then calls follow")
{
	int64_t when[REMIND__MAX];
	const int64_t from = at("2026-03-02T02:00Z");

	deadline_schedule(from, at("2026-03-02T06:00Z"), from, when);
	CHECK_INT(when[REMIND_HALF], at("2026-03-02T04:00Z"));
	CHECK_INT(when[REMIND_MOST], at("2026-03-02T05:12Z"));
	CHECK_INT(when[REMIND_DUE], at("2026-03-02T06:00Z"));
	CHECK_INT(when[REMIND_CALLS], at("2026-03-02T06:05Z"));
	CHECK_INT(when[REMIND_SUPERIOR], at("2026-03-02T06:15Z"));
}

TEST("of reminders that lie behind, the last alone is told, and at once")
{
	int64_t when[REMIND__MAX];
	const int64_t from = at("2026-03-02T02:00Z"),
	    due = at("2026-03-02T06:00Z"), now = at("2026-03-02T05:30Z"),
	    long_after = at("2026-04-01T00:00Z");

	deadline_schedule(from, due, now, when);
	CHECK_INT(when[REMIND_HALF], DEADLINE_NEVER);
	CHECK_INT(when[REMIND_MOST], now);
	CHECK_INT(when[REMIND_DUE], due);
	deadline_schedule(from, due, long_after, when);
	CHECK_INT(when[REMIND_CALLS], DEADLINE_NEVER);
	CHECK_INT(when[REMIND_SUPERIOR], long_after);
	deadline_schedule(from, DEADLINE_NEVER, now, when);
	deadline_schedule(DEADLINE_NEVER, due, now, when);
	for (int i = 0; i < REMIND__MAX; i++)
		CHECK_INT(when[i], DEADLINE_NEVER);
}

/* ---- acts ---- */

struct settle {
	struct key			 about;
	const struct deadline_claim	*claims;
	size_t				 n;
	const char			*met;	/* of the first deadline */
	struct key			 by;
	bool				 reopen;
	const char			*drop;
};

static enum err
settle_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct settle *x = arg;
	const struct deadline *d = NULL;
	size_t n = 0;
	enum err r = ERR_OK;

	ret->on = x->about;
	if (x->claims != NULL)
		r = deadline_settle(tx, x->about, x->claims, x->n, note);
	if (r == ERR_OK && x->met != NULL &&
	    (r = deadline_of_record(tx->st, tx->a, x->about, &d, &n,
	    note)) == ERR_OK)
		r = deadline_meet(tx, &d[0], moment_of(x->met), x->by, note);
	if (r == ERR_OK && x->reopen)
		r = deadline_reopen(tx, x->about, x->by, S("made in error"),
		    note);
	if (r == ERR_OK && x->drop != NULL)
		r = deadline_drop_all(tx, x->about, str_of(x->drop), note);
	return r;
}

static void
settle(struct test_app *ta, struct settle x)
{
	CHECK_OK(act_run(ta->app, &subject_who, NULL, settle_act, &x, NULL,
	    &ta->t->note), &ta->t->note);
}

static const struct deadline *
of_record(struct test_app *ta, struct key about, size_t want)
{
	const struct deadline *d = NULL;
	size_t n = 0;

	CHECK_OK(deadline_of_record(ta->app->read, ta->t->a, about, &d, &n,
	    &ta->t->note), &ta->t->note);
	CHECK_INT(n, want);
	return d;
}

static const struct key record = { { 1, [6] = 0x70, [15] = 7 } };
static const struct key report = { { 2, [6] = 0x70, [15] = 9 } };

BOTH("what is concluded is recorded once, and again only when it differs")
{
	struct deadline_claim c[] = {
		claim("first", DEADLINE_PRECAUTION, "2026-03-02T02:10Z",
		    "2026-03-02T03:10Z"),
		claim("other", DEADLINE_DROPPED, NULL, NULL),
	};
	const struct deadline_was *was = NULL;
	const struct deadline *d;
	struct test_app ta;
	int64_t size;
	size_t n = 0;

	subject_open(&ta, t);
	size = subject_size(&ta);
	settle(&ta, (struct settle){ record, c, 2 });
	CHECK_INT(subject_size(&ta), size + 1);
	settle(&ta, (struct settle){ record, c, 2 });
	CHECK_INT(subject_size(&ta), size + 1);
	c[0].state = DEADLINE_RUNS;
	settle(&ta, (struct settle){ record, c, 2 });
	d = of_record(&ta, record, 1);
	CHECK_INT(d->is.state, DEADLINE_RUNS);
	CHECK_INT(d->is.due, c[0].due);
	CHECK_OK(deadline_history(ta.app->read, t->a, d->id, &was, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK_INT(was[0].is.state, DEADLINE_PRECAUTION);
	CHECK_INT(was[0].rec_end, was[1].rec);
	CHECK_INT(was[1].rec_end, -1);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what a pack asks for no more falls away, and comes back as it was")
{
	struct deadline_claim c = claim("first", DEADLINE_RUNS,
	    "2026-03-02T02:10Z", "2026-03-02T03:10Z");
	const struct deadline *d;
	struct test_app ta;

	subject_open(&ta, t);
	settle(&ta, (struct settle){ record, &c, 1 });
	settle(&ta, (struct settle){ record, &c, 0 });
	d = of_record(&ta, record, 1);
	CHECK_INT(d->is.state, DEADLINE_DROPPED);
	CHECK_STR(d->is.dropped, "not_in_force");
	settle(&ta, (struct settle){ record, &c, 1 });
	d = of_record(&ta, record, 1);
	CHECK_INT(d->is.state, DEADLINE_RUNS);
	CHECK_INT(d->is.due, c.due);
	settle(&ta, (struct settle){ record, .drop = "merged" });
	CHECK_STR(of_record(&ta, record, 1)->is.dropped, "merged");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("both answers stay: on time as known then, and what it was corrected to")
{
	struct deadline_claim c = claim("first", DEADLINE_RUNS,
	    "2026-03-02T02:10Z", "2026-03-02T03:10Z");
	const struct deadline *d;
	struct test_app ta;
	int64_t late;

	subject_open(&ta, t);
	settle(&ta, (struct settle){ record, &c, 1 });
	settle(&ta, (struct settle){ record, .met = "2026-03-02T03:00Z",
	    .by = report });
	d = of_record(&ta, record, 1);
	CHECK_INT(d->outcome, DEADLINE_ON_TIME);
	/* It had been discovered half an hour earlier. */
	c.anchor.ms = at("2026-03-02T01:40Z");
	c.due = at("2026-03-02T02:40Z");
	settle(&ta, (struct settle){ record, &c, 1 });
	d = of_record(&ta, record, 1);
	CHECK_INT(d->outcome, DEADLINE_ON_TIME);
	CHECK_INT(deadline_judge(d->is.due, (struct moment){ d->met,
	    d->met_prec }, &late), DEADLINE_LATE);
	CHECK_INT(late, 20);
	/* An earlier report counts, a later one does not. */
	settle(&ta, (struct settle){ record, .met = "2026-03-02T03:05Z",
	    .by = report });
	CHECK_INT(of_record(&ta, record, 1)->met, at("2026-03-02T03:00Z"));
	settle(&ta, (struct settle){ record, .met = "2026-03-02T02:30Z",
	    .by = report });
	CHECK_INT(of_record(&ta, record, 1)->met, at("2026-03-02T02:30Z"));
	settle(&ta, (struct settle){ record, .by = report, .reopen = true });
	CHECK_INT(of_record(&ta, record, 1)->met, DEADLINE_NEVER);
	app_sound(&ta);
	app_end(&ta);
}

/* ---- lists ---- */

BOTH("those that wait stand by when they are due, untimed ones last, page by page")
{
	struct deadline_claim c[] = {
		claim("c", DEADLINE_RUNS, "2026-03-02T02:00Z",
		    "2026-03-02T06:00Z"),
		claim("a", DEADLINE_RUNS, "2026-03-02T02:00Z",
		    "2026-03-02T03:00Z"),
		claim("b", DEADLINE_PRECAUTION, "2026-03-02T02:00Z",
		    "2026-03-02T03:00Z"),
		claim("d", DEADLINE_RUNS, "2026-03-02T02:00Z", NULL),
		claim("e", DEADLINE_RUNS, "2026-03-02T02:00Z", NULL),
	};
	struct deadline_query q = { .after_due = DEADLINE_NEVER,
	    .until = INT64_MAX, .most = 2 };
	const struct deadline *d = NULL;
	struct buf order = BUF_IN(t->a);
	struct test_app ta;
	size_t n = 2;

	subject_open(&ta, t);
	settle(&ta, (struct settle){ record, c, 5 });
	while (n == q.most) {
		CHECK_OK(deadline_waiting(ta.app->read, t->a, &q, &d, &n,
		    &t->note), &t->note);
		for (size_t i = 0; i < n; i++)
			buf_str(&order, d[i].is.of.rule);
		if (n > 0) {
			q.after_due = d[n - 1].is.due;
			q.after = d[n - 1].id;
		}
	}
	CHECK_STR(buf_view(&order), "abcde");
	q = (struct deadline_query){ .after_due = DEADLINE_NEVER,
	    .until = at("2026-03-02T03:00Z"), .most = 10 };
	CHECK_OK(deadline_waiting(ta.app->read, t->a, &q, &d, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 2);
	app_end(&ta);
}

/* ---- reminders ---- */

/* Run what is due; how many jobs ran. */
static int
jobs_run(struct test_app *ta)
{
	const struct job_runner runner = { .writer = ta->app->writer,
	    .kinds = ta->app->jobs, .clock = ta->app->clock,
	    .chance = ta->app->chance, .owner = S("test"),
	    .arg = ta->app };
	bool ran = true;
	int n = -1;

	for (; ran; n++)
		CHECK_OK(job_run_next(&runner, &ran, &ta->t->note),
		    &ta->t->note);
	return n;
}

/* The steps that were told, in order. */
static struct str
told(struct test_app *ta, struct key deadline)
{
	const struct event *ev = NULL;
	struct buf b = BUF_IN(ta->t->a);
	size_t n = 0;

	CHECK_OK(history_load(ta->app->read, ta->t->a, ta->app->events,
	    deadline, -1, 100, &ev, &n, &ta->t->note), &ta->t->note);
	for (size_t i = 0; i < n; i++)
		if (ev[i].type == &deadline_event_reminded) {
			const struct deadline_reminded *d =
			    (const void *)ev[i].data;

			buf_fmt(&b, "%.*s ", STR_ARG(d->step.text));
		}
	return buf_view(&b);
}

BOTH("reminders come in their turn, and end when the report is there")
{
	/* The test's clock stands at 08:00. */
	struct deadline_claim c = claim("first", DEADLINE_RUNS,
	    "2026-03-02T07:00Z", "2026-03-02T11:00Z");
	struct test_app ta;
	struct key id;

	subject_open(&ta, t);
	settle(&ta, (struct settle){ record, &c, 1 });
	id = of_record(&ta, record, 1)->id;
	CHECK_INT(jobs_run(&ta), 0);
	ta.clock.now = at("2026-03-02T09:00Z");
	CHECK_INT(jobs_run(&ta), 1);
	CHECK_STR(told(&ta, id), "half ");
	ta.clock.now = at("2026-03-02T10:30Z");
	CHECK_INT(jobs_run(&ta), 1);
	CHECK_STR(told(&ta, id), "half most ");
	settle(&ta, (struct settle){ record, .met = "2026-03-02T10:40Z",
	    .by = report });
	ta.clock.now = at("2026-03-02T12:00Z");
	(void)jobs_run(&ta);
	CHECK_STR(told(&ta, id), "half most ");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("after a time without a machine the last reminder due is told, once")
{
	struct deadline_claim c = claim("first", DEADLINE_RUNS,
	    "2026-03-02T07:00Z", "2026-03-02T11:00Z");
	struct test_app ta;
	struct key id;

	subject_open(&ta, t);
	settle(&ta, (struct settle){ record, &c, 1 });
	id = of_record(&ta, record, 1)->id;
	ta.clock.now = at("2026-03-02T11:07Z");
	CHECK_INT(jobs_run(&ta), 1);
	CHECK_STR(told(&ta, id), "calls ");
	ta.clock.now = at("2026-03-02T11:20Z");
	CHECK_INT(jobs_run(&ta), 1);
	CHECK_INT(jobs_run(&ta), 0);
	CHECK_STR(told(&ta, id), "calls superior ");
	app_end(&ta);
}

BOTH("a deadline that moves has reminders of its own, and the old ones are silent")
{
	struct deadline_claim c = claim("first", DEADLINE_RUNS,
	    "2026-03-02T07:00Z", "2026-03-02T11:00Z");
	struct test_app ta;
	struct key id;

	subject_open(&ta, t);
	settle(&ta, (struct settle){ record, &c, 1 });
	c.anchor.ms = at("2026-03-02T07:50Z");
	c.due = at("2026-03-02T11:50Z");
	settle(&ta, (struct settle){ record, &c, 1 });
	id = of_record(&ta, record, 1)->id;
	ta.clock.now = at("2026-03-02T09:05Z");
	CHECK_INT(jobs_run(&ta), 1);
	CHECK_STR(told(&ta, id), "");
	ta.clock.now = at("2026-03-02T09:50Z");
	CHECK_INT(jobs_run(&ta), 1);
	CHECK_STR(told(&ta, id), "half ");
	app_end(&ta);
}
