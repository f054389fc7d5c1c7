/* SPDX-License-Identifier: Apache-2.0 */
#include "accountability/trace.h"

#include "test/lib/golden.h"

static struct value
key_value(const char *text)
{
	struct key key = KEY_NONE;

	CHECK(key_parse(str_of(text), &key));
	return (struct value)V_KEY(key);
}

static struct value
minute(const char *text)
{
	struct moment m;

	CHECK(moment_parse(str_of(text), &m));
	return value_moment(m);
}

#define INCIDENT	key_value("01a20f6c-2221-7f70-a2e2-59987c4ca5a8")
#define BODY		key_value("01a20f6c-2221-7f70-a2e2-59987c4d4979")
#define PERSON		key_value("01a20f6c-2221-7f70-a2e2-59987c4e0b12")
/* What people typed: the entry holds its key. */
#define TYPED	{ .given = GIVEN_KNOWN, .hash = { { [31] = 7 } } }
#define LIST(v)	{ .given = GIVEN_KNOWN, .list = { (v), \
		    sizeof(v) / sizeof((v)[0]) } }

TEST("trace.opened is written as ever")
{
	struct value flaws[] = { V_TEXT(S("vacant")) }, systems[] = { BODY };
	struct trace_rung_said rungs[] = {
		{ .time = V_TEXT(S("both")),
		    .rung = V_TEXT(S("security_head")), .height = V_INT(0),
		    .body = BODY, .person = PERSON, .tenure = PERSON,
		    .post = BODY, .title = V_TEXT(S("信息中心主任")),
		    .held = V_TEXT(S("substantive")) },
		{ .time = V_TEXT(S("conduct")),
		    .rung = V_TEXT(S("superior_first")), .height = V_INT(2),
		    .body = BODY, .flaws = LIST(flaws) },
	};
	const struct trace_opened ev = {
		.ref = V_TEXT(S("TRC-2026-0001")), .year = V_INT(2026),
		.number = V_INT(1), .about = INCIDENT,
		.called = V_TEXT(S("INC-2026-0042")),
		.pack = V_TEXT(S("responsibility-2017")),
		.rule = V_TEXT(S("8.2.2")), .confirmed = V_INT(18),
		.conduct = minute("2026-02-27T02:00Z"),
		.occurred = minute("2026-03-01"), .systems = LIST(systems),
		.body = BODY, .person = PERSON, .reason = TYPED,
		.rungs = { .given = GIVEN_KNOWN, .list = {
		    (struct value *)(void *)rungs, 2 } },
	};

	golden_event(&trace_event_opened, VALUES(&ev));
}

TEST("trace.designated is written as ever")
{
	const struct trace_designated ev = { .place = V_INT(14),
	    .involved = PERSON, .body = BODY, .person = PERSON,
	    .reason = TYPED };

	golden_event(&trace_event_designated, VALUES(&ev));
}

TEST("trace.examined is written as ever")
{
	const struct trace_examined ev = { .place = V_INT(2),
	    .outcome = V_TEXT(S("fulfilled")), .person = PERSON,
	    .reason = TYPED };

	golden_event(&trace_event_examined, VALUES(&ev));
}

TEST("trace.answered is written as ever")
{
	const struct trace_answered ev = { .place = V_INT(2),
	    .person = PERSON, .text = TYPED };

	golden_event(&trace_event_answered, VALUES(&ev));
}

TEST("trace.coordination is written as ever")
{
	const struct trace_coordination ev = { .place = V_INT(12),
	    .of = BODY, .body = key_value(
	    "01a20f6c-2221-7f70-a2e2-59987c4f1c23"), .person = PERSON,
	    .reason = TYPED };

	golden_event(&trace_event_coordination, VALUES(&ev));
}

TEST("trace.closed is written as ever")
{
	const struct trace_closed ev = { .person = PERSON, .reason = TYPED };

	golden_event(&trace_event_closed, VALUES(&ev));
}

TEST("trace.reopened is written as ever")
{
	const struct trace_reopened ev = { .person = PERSON,
	    .reason = TYPED };

	golden_event(&trace_event_reopened, VALUES(&ev));
}
