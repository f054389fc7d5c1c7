/* SPDX-License-Identifier: Apache-2.0 */
/* What is said when a deadline is set, moves, is met or falls away? */
#include <assert.h>

#include "deadline/deadline_in.h"

const struct choice deadline_states[] = {
	[DEADLINE_RUNS] = { "runs", M("runs") },
	[DEADLINE_PRECAUTION] = { "precaution", M("runs as a precaution") },
	[DEADLINE_DROPPED] = { "dropped", M("not required") },
	[DEADLINE_STATE__MAX] = { NULL, NULL }
};

const struct choice deadline_dropped[] = {
	{ "not_required", M("the condition does not hold") },
	{ "not_in_force", M("the rule was not in force") },
	{ "false_alarm", M("false alarm") },
	{ "merged", M("merged into another record") },
	{ "withdrawn", M("entered by mistake") },
	{ NULL, NULL }
};

const struct choice deadline_outcomes[] = {
	[DEADLINE_ON_TIME] = { "on_time", M("on time") },
	[DEADLINE_LATE] = { "late", M("late") },
	[DEADLINE_UNTIMED] = { "untimed", M("no figure to be late by") },
	[DEADLINE_UNSURE] = { "unsure", M("the moment is not known exactly") },
	[DEADLINE_OUTCOME__MAX] = { NULL, NULL }
};

const struct choice deadline_steps[] = {
	[REMIND_HALF] = { "half", M("half of the time has passed") },
	[REMIND_MOST] = { "most", M("four fifths of the time have passed") },
	[REMIND_DUE] = { "due", M("due now") },
	[REMIND_CALLS] = { "calls", M("overdue: telephone") },
	[REMIND_SUPERIOR] = { "superior", M("overdue: the superior's duty "
	    "desk") },
	[REMIND__MAX] = { NULL, NULL }
};

const struct choice deadline_kinds[] = {
	[CLOCK_INITIAL] = { "initial", M("initial report") },
	[CLOCK_SUPPLEMENT] = { "supplement", M("supplement") },
	[CLOCK_PROGRESS] = { "progress", M("progress report") },
	[CLOCK_SUMMARY] = { "summary", M("summary report") },
	[CLOCK_ONWARD] = { "onward", M("onward report") },
	[CLOCK_INFORM] = { "inform", M("information of the leading body") },
	[CLOCK_INFORM_PEERS] = { "inform_peers", M("information of peers") },
	[CLOCK_WARNING] = { "warning", M("warning") },
	[CLOCK_ASSESSMENT] = { "assessment", M("assessment") },
	[CLOCK_APPEAL] = { "appeal", M("appeal") },
	[CLOCK_REPLY] = { "reply", M("reply") },
	[CLOCK_EXECUTION] = { "execution", M("carrying out") },
	[CLOCK__MAX] = { NULL, NULL }
};

#define ABOUT \
	{ .name = "about", .kind = FIELD_REF, .ref = "record", \
	    .flags = FIELD_REQUIRED | FIELD_TOUCHES, .label = M("Record") }
#define WORD(nm, fl, most, lb) \
	{ .name = nm, .kind = FIELD_TEXT, .flags = FIELD_PLAIN | (fl), \
	    .max = (most), .label = lb }
#define NUMBER(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_INT, .flags = (fl), .max = CANON_INT_MAX, \
	    .label = lb }
#define WHEN(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_MOMENT, .flags = (fl), .label = lb }
#define CHOICE(nm, of, lb) \
	{ .name = nm, .kind = FIELD_CHOICE, .flags = FIELD_REQUIRED, \
	    .choices = of, .label = lb }

#define SAME_SIZE(record, rows) \
	static_assert(VALUES_OF(struct record) == \
	    sizeof(rows) / sizeof((rows)[0]), "a member without its row")

static const struct field said_rows[] = {
	ABOUT,
	WORD("called", FIELD_REQUIRED, DEADLINE_CALLED_MAX, M("Reference")),
	{ .name = "body", .kind = FIELD_REF, .ref = "body",
	    .flags = FIELD_TOUCHES, .label = M("Owed by") },
	WORD("pack", FIELD_REQUIRED, 0, M("Pack")),
	NUMBER("version", FIELD_REQUIRED, M("Version")),
	WORD("rule", FIELD_REQUIRED, 0, M("Rule")),
	WORD("part", 0, DEADLINE_PART_MAX, M("Started by")),
	CHOICE("kind", deadline_kinds, M("Kind")),
	CHOICE("state", deadline_states, M("State")),
	WHEN("anchor", 0, M("Counted from")),
	WORD("anchor_fact", 0, 0, M("What it is counted from")),
	NUMBER("anchor_entry", 0, M("Entry that said so")),
	WORD("within", 0, 0, M("Within")),
	WORD("calendar", 0, 0, M("Calendar")),
	WHEN("due", 0, M("Due")),
	{ .name = "earlier", .kind = FIELD_BOOL,
	    .label = M("Could be due earlier") },
	{ .name = "missing", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .flags = FIELD_PLAIN, .max = DEADLINE_MISSING_MAX,
	    .label = M("Missing facts") },
	WHEN("decided", 0, M("Deciding facts recorded")),
};
static FIELDS(set_table, "deadline.set", 1, said_rows);
static FIELDS(moved_table, "deadline.moved", 1, said_rows);
SAME_SIZE(deadline_said, said_rows);

static const struct field dropped_rows[] = {
	ABOUT,
	CHOICE("why", deadline_dropped, M("Why")),
	NUMBER("version", 0, M("Version")),
	WHEN("decided", 0, M("Deciding facts recorded")),
};
static FIELDS(dropped_table, "deadline.dropped", 1, dropped_rows);
SAME_SIZE(deadline_drop, dropped_rows);

static const struct field met_rows[] = {
	ABOUT,
	WHEN("at", FIELD_REQUIRED, M("Met at")),
	{ .name = "by", .kind = FIELD_REF, .ref = "report",
	    .flags = FIELD_REQUIRED, .label = M("Met by") },
	CHOICE("outcome", deadline_outcomes, M("On time")),
	NUMBER("late", 0, M("Minutes late")),
};
static FIELDS(met_table, "deadline.met", 1, met_rows);
SAME_SIZE(deadline_met, met_rows);

static const struct field reopened_rows[] = {
	ABOUT,
	{ .name = "by", .kind = FIELD_REF, .ref = "report",
	    .flags = FIELD_REQUIRED, .label = M("What did not meet it") },
	{ .name = "reason", .kind = FIELD_LINES, .flags = FIELD_REQUIRED,
	    .max = DEADLINE_REASON_MAX, .label = M("Reason") },
};
static FIELDS(reopened_table, "deadline.reopened", 1, reopened_rows);
SAME_SIZE(deadline_reopened, reopened_rows);

static const struct field reminded_rows[] = {
	ABOUT,
	CHOICE("step", deadline_steps, M("Reminder")),
	WHEN("due", 0, M("Due")),
};
static FIELDS(reminded_table, "deadline.reminded", 1, reminded_rows);
SAME_SIZE(deadline_reminded, reminded_rows);

const struct event_type deadline_event_set = {
	.kind = "deadline.set", .version = 1, .fields = &set_table,
	.apply = { deadline_apply_said },
	.gist = M("{called}: a deadline of {pack} was set for {due}."),
};
const struct event_type deadline_event_moved = {
	.kind = "deadline.moved", .version = 1, .fields = &moved_table,
	.apply = { deadline_apply_said },
	.gist = M("{called}: a deadline of {pack} moved to {due}."),
};
const struct event_type deadline_event_dropped = {
	.kind = "deadline.dropped", .version = 1, .fields = &dropped_table,
	.apply = { deadline_apply_dropped },
	.gist = M("A deadline is required no more: {why}."),
};
const struct event_type deadline_event_met = {
	.kind = "deadline.met", .version = 1, .fields = &met_table,
	.apply = { deadline_apply_met },
	.gist = M("A deadline was met at {at}: {outcome}."),
};
const struct event_type deadline_event_reopened = {
	.kind = "deadline.reopened", .version = 1, .fields = &reopened_table,
	.apply = { deadline_apply_reopened },
	.gist = M("A deadline waits to be met again: {reason}"),
};
const struct event_type deadline_event_reminded = {
	.kind = "deadline.reminded", .version = 1, .fields = &reminded_table,
	.apply = { deadline_apply_reminded },
	.gist = M("A reminder was due: {step}."),
};
