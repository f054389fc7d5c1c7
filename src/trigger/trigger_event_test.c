/* SPDX-License-Identifier: Apache-2.0 */
#include "trigger/trigger.h"

#include "test/lib/golden.h"

static struct value
key_value(const char *text)
{
	struct key key = KEY_NONE;

	CHECK(key_parse(str_of(text), &key));
	return (struct value)V_KEY(key);
}

#define INCIDENT	key_value("01a20f6c-2221-7f70-a2e2-59987c4ca5a8")
#define BODY		key_value("01a20f6c-2221-7f70-a2e2-59987c4d4979")
#define PERSON		key_value("01a20f6c-2221-7f70-a2e2-59987c4e0b12")
/* What people typed: the entry holds its key. */
#define TYPED	{ .given = GIVEN_KNOWN, .hash = { { [31] = 7 } } }
#define LIST(v)	{ .given = GIVEN_KNOWN, .list = { (v), \
		    sizeof(v) / sizeof((v)[0]) } }
#define ROWS(v)	{ .given = GIVEN_KNOWN, .list = { \
		    (struct value *)(void *)(v), sizeof(v) / sizeof((v)[0]) } }

TEST("trigger.asked is written as ever")
{
	struct value bodies[] = { BODY };
	struct value kinds[] = { V_TEXT(S("office")), V_TEXT(S("regulator")) };
	struct value first[] = { V_INT(0) }, both[] = { V_INT(0), V_INT(1) };
	struct trigger_rule_asked rules[] = {
		{ V_TEXT(S("responsibility-2017")), V_TEXT(S("8.2.2")) },
		{ V_TEXT(S("responsibility-2017")), V_TEXT(S("8.2.4")) },
	};
	struct trigger_who_asked who[] = {
		{ LIST(kinds), { .given = GIVEN_NOT } },
		{ { .given = GIVEN_NOT }, LIST(first) },
	};
	struct trigger_fact_asked facts[] = {
		{ V_TEXT(S("handled_in_time")), V_INT(0), LIST(both) },
		{ V_TEXT(S("site_level")), V_INT(1), LIST(first) },
	};
	const struct trigger_asked ev = {
		.about = INCIDENT, .called = V_TEXT(S("INC-2026-0042")),
		.rules = ROWS(rules), .bodies = LIST(bodies),
		.who = ROWS(who), .facts = ROWS(facts),
	};

	golden_event(&trigger_event_asked, VALUES(&ev));
}

TEST("trigger.confirmed is written as ever")
{
	struct value readings[] = { V_TEXT(S("outage=total")) };
	const struct trigger_confirmed ev = {
		.about = INCIDENT, .called = V_TEXT(S("INC-2026-0042")),
		.pack = V_TEXT(S("responsibility-2017")), .version = V_INT(1),
		.rule = V_TEXT(S("8.2.2")), .outcome = V_TEXT(S("readings")),
		.concluded = V_INT(17), .readings = LIST(readings),
		.names = TYPED, .body = BODY, .person = PERSON,
		.reason = TYPED,
	};

	golden_event(&trigger_event_confirmed, VALUES(&ev));
}

TEST("trigger.declined is written as ever")
{
	const struct trigger_declined ev = {
		.about = INCIDENT, .called = V_TEXT(S("INC-2026-0042")),
		.pack = V_TEXT(S("responsibility-2017")), .version = V_INT(1),
		.rule = V_TEXT(S("8.2.1")), .outcome = V_TEXT(S("open")),
		.concluded = V_INT(17), .body = BODY, .person = PERSON,
		.reason = TYPED,
	};

	golden_event(&trigger_event_declined, VALUES(&ev));
}

TEST("trigger.lapsed is written as ever")
{
	const struct trigger_lapsed ev = {
		.about = INCIDENT, .called = V_TEXT(S("INC-2026-0042")),
		.pack = V_TEXT(S("responsibility-2017")), .version = V_INT(2),
		.rule = V_TEXT(S("8.2.2")), .outcome = V_TEXT(S("not_met")),
		.concluded = V_INT(21), .confirmed = V_INT(18),
		.why = V_TEXT(S("facts")),
	};

	golden_event(&trigger_event_lapsed, VALUES(&ev));
}
