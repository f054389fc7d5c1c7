/* SPDX-License-Identifier: Apache-2.0 */
#include "accountability/trace.h"
#include "accountability/trace_signal.h"
#include "test/lib/test.h"

static struct key
key_of(int n)
{
	return (struct key){ { (unsigned char)n, 1 } };
}

/* ${person} 0: nobody stands there. */
static struct trace_rung
rung(int64_t place, enum rung_kind kind, int person)
{
	return (struct trace_rung){ .place = place, .rung = kind,
	    .person = person == 0 ? KEY_NONE : key_of(person),
	    .body = key_of(200), .stands = -1, .examined = -1,
	    .outcome = -1 };
}

TEST("the words of rungs and flaws are the register's")
{
	for (int i = 0; i < RUNG__MAX; i++) {
		CHECK_STR(str_of(trace_rungs[i].word), resp_rungs[i].word);
		CHECK_STR(str_of(trace_rungs[i].label), resp_rungs[i].label);
	}
	for (int i = 0; i < FLAW__MAX; i++) {
		CHECK_STR(str_of(trace_flaws[i].word), resp_flaws[i].word);
		CHECK_STR(str_of(trace_flaws[i].label), resp_flaws[i].label);
	}
}

TEST("rungs are shown from below, those apart last")
{
	static const struct {
		enum rung_kind	kind;
		int64_t		height;
	} in_order[] = {
		{ RUNG_INVOLVED, 0 }, { RUNG_SECURITY, 0 }, { RUNG_DIRECT, 0 },
		{ RUNG_FIRST, 0 }, { RUNG_SUPERIOR_DIRECT, 1 },
		{ RUNG_SUPERIOR_FIRST, 1 }, { RUNG_SUPERIOR_DIRECT, 2 },
		{ RUNG_SUPERIOR_FIRST, 2 },
		{ RUNG_SUPERIOR_FIRST, RESP_RUNGS_MAX },
		{ RUNG_COORDINATING, 0 }, { RUNG_SUPERVISING, 0 },
	};

	for (size_t i = 1; i < sizeof in_order / sizeof in_order[0]; i++)
		CHECK(trace_order(in_order[i - 1].kind,
		    in_order[i - 1].height) < trace_order(in_order[i].kind,
		    in_order[i].height));
}

TEST("every rung waits, a vacant one too")
{
	const struct trace_rung list[] = { rung(1, RUNG_SECURITY, 1),
	    rung(2, RUNG_DIRECT, 0), rung(3, RUNG_FIRST, 2) };

	CHECK_INT(trace_waiting(list, 3), 3);
	CHECK_INT(trace_rung_state(list, 3, &list[1]), RUNG_WAITS);
}

TEST("an examined rung waits no more")
{
	struct trace_rung list[] = { rung(1, RUNG_SECURITY, 1),
	    rung(2, RUNG_DIRECT, 0) };

	list[0].examined = 7;
	CHECK_INT(trace_waiting(list, 2), 1);
	CHECK_INT(trace_rung_state(list, 2, &list[0]), RUNG_EXAMINED);
}

TEST("the branch apart does not stand until somebody recorded it")
{
	struct trace_rung list[] = { rung(1, RUNG_COORDINATING, 1),
	    rung(2, RUNG_SUPERVISING, 2) };

	CHECK_INT(trace_waiting(list, 2), 0);
	CHECK_INT(trace_rung_state(list, 2, &list[0]), RUNG_NOT_ESTABLISHED);
	list[0].stands = 9;
	CHECK_INT(trace_waiting(list, 2), 1);
	CHECK_INT(trace_rung_state(list, 2, &list[0]), RUNG_WAITS);
	CHECK_INT(trace_rung_state(list, 2, &list[1]), RUNG_NOT_ESTABLISHED);
}

TEST("those involved are waited for until one is designated")
{
	const struct trace_rung list[] = { rung(1, RUNG_INVOLVED, 0),
	    rung(9, RUNG_INVOLVED, 3) };

	CHECK_INT(trace_waiting(list, 1), 1);
	CHECK_INT(trace_waiting(list, 2), 1);
	CHECK_INT(trace_rung_state(list, 2, &list[0]), RUNG_FILLED);
	CHECK_INT(trace_rung_state(list, 2, &list[1]), RUNG_WAITS);
}

TEST("a case is his own who stands on the body's rungs or was involved")
{
	const struct trace_rung list[] = { rung(1, RUNG_INVOLVED, 0),
	    rung(2, RUNG_FIRST, 1), rung(3, RUNG_SUPERIOR_FIRST, 2),
	    rung(4, RUNG_COORDINATING, 3), rung(5, RUNG_INVOLVED, 4) };

	CHECK(trace_concerns(list, 5, key_of(1)));
	CHECK(trace_concerns(list, 5, key_of(4)));
	CHECK(!trace_concerns(list, 5, key_of(2)));
	CHECK(!trace_concerns(list, 5, key_of(3)));
	CHECK(!trace_concerns(list, 5, KEY_NONE));
}

/* ---- what is to be explained ---- */

#define HOUR	(60 * MINUTE_MS)

static struct incident_moment
moment(int64_t entry, enum incident_time kind, int64_t ms)
{
	return (struct incident_moment){ .entry = entry, .kind = kind,
	    .at = { ms, PREC_MINUTE }, .ended = -1 };
}

static struct deadline
clock_of(enum deadline_state state, int64_t due, int64_t met)
{
	return (struct deadline){ .is = { .of = { .rule = S("first") },
	    .kind = CLOCK_INITIAL, .state = state, .due = due },
	    .met = met };
}

TEST("what was known and not reported when it was due is to be explained")
{
	const struct incident_moment times[] = {
		moment(4, TIME_LEARNED, 2 * HOUR),
		moment(5, TIME_DISCOVERED, HOUR),
	};
	struct deadline d = clock_of(DEADLINE_RUNS, 3 * HOUR, DEADLINE_NEVER);
	struct trace_signal_of x = { .times = times, .ntimes = 2,
	    .deadlines = &d, .ndeadlines = 1, .inquiry = 100,
	    .now = 3 * HOUR };
	struct trace_signal found[2];

	/* The last moment on time is on time. */
	CHECK_INT(trace_signals_find(&x, found), 0);
	x.now++;
	CHECK_INT(trace_signals_find(&x, found), 1);
	CHECK_INT(found[0].kind, SIGNAL_NOT_REPORTED);
	CHECK_INT(found[0].since, HOUR);
	CHECK_INT(found[0].entry, 5);
	d.met = 3 * HOUR;
	CHECK_INT(trace_signals_find(&x, found), 0);
	d.met = 3 * HOUR + 1;
	CHECK_INT(trace_signals_find(&x, found), 1);
}

TEST("what only may have been required, or was not known, is no signal")
{
	struct incident_moment m = moment(4, TIME_LEARNED, HOUR);
	struct deadline d = clock_of(DEADLINE_PRECAUTION, 2 * HOUR,
	    DEADLINE_NEVER);
	struct trace_signal_of x = { .times = &m, .ntimes = 1,
	    .deadlines = &d, .ndeadlines = 1, .now = 9 * HOUR };
	struct trace_signal found[2];

	CHECK_INT(trace_signals_find(&x, found), 0);
	d.is.state = DEADLINE_RUNS;
	d.is.due = DEADLINE_NEVER;
	CHECK_INT(trace_signals_find(&x, found), 0);
	d.is.due = 2 * HOUR;
	m.ended = 8;
	CHECK_INT(trace_signals_find(&x, found), 0);
}

static struct incident_fact
fact(const char *id, const char *value, int64_t rec, int64_t rec_end)
{
	return (struct incident_fact){ .fact = str_of(id),
	    .value = str_of(value), .rec = rec, .rec_end = rec_end };
}

TEST("a fact that was changed once somebody inquired is to be explained")
{
	struct incident_fact list[] = {
		fact("attacked", "true", 3, 9), fact("attacked", "false", 9, -1),
		fact("cii", "false", 4, -1),
	};
	struct trace_signal_of x = { .facts = list, .nfacts = 3,
	    .body = key_of(200), .inquiry = 8 };
	struct trace_signal found[4];

	CHECK_INT(trace_signals_find(&x, found), 1);
	CHECK_INT(found[0].kind, SIGNAL_CHANGED);
	CHECK_STR(found[0].what, "attacked");
	CHECK_INT(found[0].entry, 9);
	/* Before any inquiry a correction is none. */
	x.inquiry = 9;
	CHECK_INT(trace_signals_find(&x, found), 0);
	/* Nor is what another body says. */
	x.inquiry = 8;
	list[1].asserter = key_of(7);
	CHECK_INT(trace_signals_find(&x, found), 0);
	list[1].asserter = key_of(200);
	CHECK_INT(trace_signals_find(&x, found), 1);
	/* Nor is what had not been known. */
	list[0].value = S("");
	CHECK_INT(trace_signals_find(&x, found), 0);
}

TEST("an instruction that was given earlier is the inquiry")
{
	struct incident_moment list[] = {
		moment(12, TIME_INSTRUCTED, HOUR),
		moment(6, TIME_INSTRUCTED, 2 * HOUR),
		moment(3, TIME_LEARNED, HOUR),
	};

	CHECK_INT(trace_inquiry(list, 3, 20), 6);
	CHECK_INT(trace_inquiry(list, 3, 5), 5);
	list[1].ended = 7;
	CHECK_INT(trace_inquiry(list, 3, 20), 12);
	CHECK_INT(trace_inquiry(NULL, 0, 20), 20);
}
