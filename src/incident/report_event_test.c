/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/report.h"

#include "test/subject/golden_dated.h"

static struct value
minute(const char *text)
{
	struct moment m;

	CHECK(moment_parse(str_of(text), &m));
	return value_moment(m);
}

static struct value
proof(void)
{
	return (struct value){ .given = GIVEN_KNOWN, .num = 6,
	    .text = S("回执.txt"), .hash = { { [31] = 9 } } };
}

static struct value
texts(struct value *list, size_t n)
{
	return (struct value){ .given = GIVEN_KNOWN, .list = { list, n } };
}

TEST("report.sent is written as ever")
{
	struct value clocks[] = { V_TEXT(S("rules/first/1")),
	    V_TEXT(S("rules/crime")) };
	struct report_content contents[] = {
		{ .item = V_TEXT(S("event")), .text = GOLDEN_TYPED },
		{ .item = V_TEXT(S("cause")) },
	};
	const struct report_sent ev = {
		.incident = GOLDEN_KEY(0), .kind = V_TEXT(S("initial")),
		.number = V_INT(2), .replaces = GOLDEN_KEY(1),
		.channel = V_TEXT(S("telephone")),
		.sent = minute("2026-03-02T05:40Z"), .by = GOLDEN_KEY(1),
		.person = GOLDEN_KEY(2), .to = GOLDEN_KEY(2),
		.to_words = V_TEXT(S("属地省级网信部门")),
		.proof = V_TEXT(S("值班员接听")), .proof_file = proof(),
		.clocks = texts(clocks, 2),
		.contents = texts((struct value *)(void *)contents, 2),
		.late_reason = GOLDEN_TYPED, .reason = GOLDEN_TYPED,
		.entered_for = GOLDEN_KEY(2),
	};

	golden_event(&report_event_sent, VALUES(&ev));
}

TEST("report.arrived is written as ever")
{
	const struct report_arrived ev = {
		.incident = GOLDEN_KEY(0), .at = minute("2026-03-02T05:45Z"),
		.receipt = V_TEXT(S("RCP-2026-0001")), .year = V_INT(2026),
		.number = V_INT(1), .body = GOLDEN_KEY(1),
		.person = GOLDEN_KEY(2), .reason = GOLDEN_TYPED,
	};

	golden_event(&report_event_arrived, VALUES(&ev));
}

TEST("report.proved is written as ever")
{
	struct value clocks[] = { V_TEXT(S("rules/crime")) };
	const struct report_proved ev = {
		.incident = GOLDEN_KEY(0), .proof = V_TEXT(S("回执0317")),
		.proof_file = proof(), .clocks = texts(clocks, 1),
		.late_reason = GOLDEN_TYPED, .person = GOLDEN_KEY(2),
	};

	golden_event(&report_event_proved, VALUES(&ev));
}

TEST("report.answered is written as ever")
{
	struct report_comment comments[] = {
		{ .item = V_TEXT(S("event")), .comment = GOLDEN_TYPED },
	};
	const struct report_answered ev = {
		.incident = GOLDEN_KEY(0), .answer = V_TEXT(S("returned")),
		.comments = texts((struct value *)(void *)comments, 1),
		.body = GOLDEN_KEY(1), .person = GOLDEN_KEY(2),
		.text = GOLDEN_TYPED,
	};

	golden_event(&report_event_answered, VALUES(&ev));
}

TEST("report.withdrawn is written as ever")
{
	const struct report_withdrawn ev = {
		.incident = GOLDEN_KEY(0), .reason = GOLDEN_TYPED,
	};

	golden_event(&report_event_withdrawn, VALUES(&ev));
}
