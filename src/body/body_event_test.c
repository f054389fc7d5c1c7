/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body.h"

#include "test/lib/golden.h"

static struct value
key_value(const char *text)
{
	struct key key = KEY_NONE;

	CHECK(key_parse(str_of(text), &key));
	return (struct value)V_KEY(key);
}

#define SECOND	key_value("01a20f6c-2221-7f70-a2e2-59987c4ca5a8")
#define THIRD	key_value("01a20f6c-2221-7f70-a2e2-59987c4d4979")
/* What people typed: the entry holds its key. */
#define REASON	{ .given = GIVEN_KNOWN, .hash = { { [31] = 7 } } }

static struct value
day(const char *text)
{
	int64_t n = 0;

	CHECK(day_parse(str_of(text), &n));
	return (struct value)V_DAY(n);
}

static struct body_state
state(struct value guides[2])
{
	guides[0] = SECOND;
	guides[1] = THIRD;
	return (struct body_state){
		.from = day("2024-01-01"),
		.to = day("2024-03-01"),
		.name = V_TEXT(S("江苏省公安厅")),
		.kind = V_TEXT(S("regulator")),
		.superior = SECOND,
		.guided_by = { .given = GIVEN_KNOWN, .list = { guides, 2 } },
		.region = THIRD,
		.industry = V_TEXT(S("金融")),
	};
}

TEST("body.added is written as ever")
{
	struct value guides[2];
	const struct body_added ev = { .source = V_TEXT(S("sample")),
	    .code = V_TEXT(S("320000-09")), .state = state(guides) };

	golden_event(&body_event_added, VALUES(&ev));
}

TEST("body.changed is written as ever")
{
	struct value guides[2];
	const struct body_restated ev = { .state = state(guides),
	    .reason = REASON };

	golden_event(&body_event_changed, VALUES(&ev));
}

TEST("body.corrected is written as ever")
{
	struct value guides[2];
	const struct body_restated ev = { .state = state(guides),
	    .was_from = day("2023-06-01"), .was_to = day("2024-02-01"),
	    .reason = REASON };

	golden_event(&body_event_corrected, VALUES(&ev));
}

TEST("body.ended is written as ever")
{
	const struct body_ended ev = { .to = day("2024-03-01"),
	    .reason = REASON };

	golden_event(&body_event_ended, VALUES(&ev));
}

TEST("body.withdrawn is written as ever")
{
	const struct body_withdrawn ev = { .reason = REASON };

	golden_event(&body_event_withdrawn, VALUES(&ev));
}

TEST("body.merged is written as ever")
{
	const struct body_merged ev = { .into = SECOND,
	    .on = day("2024-03-01"), .document = V_TEXT(S("苏委〔2024〕3号")) };

	golden_event(&body_event_merged, VALUES(&ev));
}

TEST("body.place_due is written as ever")
{
	const struct body_place_due ev = { .region = THIRD,
	    .from = day("2020-12-31") };

	golden_event(&body_event_place_due, VALUES(&ev));
}
