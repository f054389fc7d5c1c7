/* SPDX-License-Identifier: Apache-2.0 */
/* What is said in a trace, event by event? */
#include <assert.h>

#include "accountability/trace_in.h"

/* ---- words ---- */

const struct choice trace_times[] = {
	[TRACE_CONDUCT] = { "conduct", M("at the time of the conduct") },
	[TRACE_OCCURRED] = { "occurred", M("at the time of the occurrence") },
	[TRACE_BOTH] = { "both", M("at both times") },
	[TRACE_TIME__MAX] = { NULL, NULL }
};

const struct choice trace_rungs[] = {
	[RUNG_INVOLVED] = { "involved", M("those involved") },
	[RUNG_SECURITY] = { "security_head", M("head of cybersecurity") },
	[RUNG_DIRECT] = { "directly_responsible", M("directly responsible") },
	[RUNG_FIRST] = { "first_responsible", M("first responsible") },
	[RUNG_SUPERIOR_DIRECT] = { "superior_direct", M("directly responsible "
	    "in the body above") },
	[RUNG_SUPERIOR_FIRST] = { "superior_first", M("first responsible in "
	    "the body above") },
	[RUNG_COORDINATING] = { "coordinating", M("coordinating body") },
	[RUNG_SUPERVISING] = { "supervising", M("supervising body") },
	[RUNG__MAX] = { NULL, NULL }
};

const struct choice trace_flaws[] = {
	[FLAW_BLANK] = { "blank", M("nobody is recorded") },
	[FLAW_GONE] = { "gone", M("was no more on that day, and nothing is "
	    "recorded that followed it") },
	[FLAW_MOVED] = { "moved", M("had gone into this one by then") },
	[FLAW_NO_POST] = { "no_post", M("no post has this capacity") },
	[FLAW_VACANT] = { "vacant", M("vacant") },
	[FLAW_CROWDED] = { "crowded", M("more holders than there may be") },
	[FLAW_ABSENT] = { "absent", M("absent, and nobody stood in") },
	[FLAW_OVERDUE] = { "overdue", M("acting longer than was to be") },
	[FLAW_NO_DOCUMENT] = { "no_document", M("no document says so") },
	[FLAW_SEVERAL] = { "several", M("several are recorded, where one was "
	    "expected") },
	[FLAW_INFERRED] = { "inferred", M("not recorded as such") },
	[FLAW__MAX] = { NULL, NULL }
};

const struct choice trace_outcomes[] = {
	[TRACE_FULFILLED] = { "fulfilled", M("duties were fulfilled") },
	[TRACE_UNFULFILLED] = { "unfulfilled", M("duties were not fulfilled, or "
	    "not properly") },
	[TRACE_EXCUSED] = { "excused", M("there are grounds that excuse") },
	[TRACE_UNCLEAR] = { "unclear", M("could not be found out") },
	[TRACE_NOBODY] = { "nobody", M("nobody stood there") },
	[TRACE_OUTCOME__MAX] = { NULL, NULL }
};

const struct choice trace_states[] = {
	[TRACE_OPEN] = { "open", M("under way") },
	[TRACE_CLOSED] = { "closed", M("closed") },
	[TRACE_STATE__MAX] = { NULL, NULL }
};

const struct choice rung_states[] = {
	[RUNG_WAITS] = { "waits", M("to be examined") },
	[RUNG_EXAMINED] = { "examined", M("examined") },
	[RUNG_NOT_ESTABLISHED] = { "not_established", M("condition not "
	    "established") },
	[RUNG_FILLED] = { "filled", M("designated") },
	[RUNG_STATE__MAX] = { NULL, NULL }
};

const struct choice trace_kinds[] = {
	[TRACE_SAID_DESIGNATED] = { "designated", M("designated") },
	[TRACE_SAID_EXAMINED] = { "examined", M("examined") },
	[TRACE_SAID_ANSWERED] = { "answered", M("answer") },
	[TRACE_SAID_COORDINATION] = { "coordination", M("coordination or "
	    "supervision was weak") },
	[TRACE_SAID_CLOSED] = { "closed", M("closed") },
	[TRACE_SAID_REOPENED] = { "reopened", M("opened again") },
	[TRACE_KIND__MAX] = { NULL, NULL }
};

/* ---- fields ---- */

#define WORD(nm, fl, most, lb) \
	{ .name = nm, .kind = FIELD_TEXT, .flags = FIELD_PLAIN | (fl), \
	    .max = (most), .label = lb }
#define TYPED(nm, fl, most, lb) \
	{ .name = nm, .kind = FIELD_LINES, .flags = (fl), .max = (most), \
	    .label = lb }
#define NUMBER(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_INT, .flags = (fl), .max = CANON_INT_MAX, \
	    .label = lb }
#define WHEN(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_MOMENT, .flags = (fl), .label = lb }
#define CHOICE(nm, of, lb) \
	{ .name = nm, .kind = FIELD_CHOICE, .flags = FIELD_REQUIRED, \
	    .choices = of, .label = lb }
#define REF(nm, to, fl, lb) \
	{ .name = nm, .kind = FIELD_REF, .ref = to, .flags = (fl), \
	    .label = lb }
#define PLACE \
	NUMBER("place", FIELD_REQUIRED, M("Rung"))
#define PERSON \
	REF("person", "person", FIELD_REQUIRED, M("Person"))
#define REASON \
	TYPED("reason", FIELD_REQUIRED, TRACE_REASON_MAX, M("Reason"))

#define SAME_SIZE(record, rows) \
	static_assert(VALUES_OF(struct record) == \
	    sizeof(rows) / sizeof((rows)[0]), "a member without its row")

/* One event type, its table and its struct. */
#define EVENT(word, rows, says) \
	SAME_SIZE(trace_##word, rows); \
	static FIELDS(word##_table, "trace." #word, 1, rows); \
	const struct event_type trace_event_##word = { \
		.kind = "trace." #word, .version = 1, \
		.fields = &word##_table, \
		.apply = { trace_apply_##word }, .gist = says, \
	}

static const struct field rung_rows[] = {
	CHOICE("time", trace_times, M("When")),
	CHOICE("rung", trace_rungs, M("Rung")),
	NUMBER("height", FIELD_REQUIRED, M("Bodies above the first")),
	REF("body", "body", 0, M("Body")),
	REF("person", "person", 0, M("Person")),
	REF("tenure", "tenure", 0, M("Tenure")),
	REF("post", "post", 0, M("Post")),
	WORD("title", 0, TRACE_TITLE_MAX, M("Title")),
	{ .name = "held", .kind = FIELD_CHOICE, .choices = tenure_kinds,
	    .label = M("Held how") },
	{ .name = "flaws", .kind = FIELD_LIST, .of = FIELD_CHOICE,
	    .choices = trace_flaws, .max = FLAW__MAX, .label = M("Flaws") },
};
SAME_SIZE(trace_rung_said, rung_rows);
static FIELDS(rung_table, "trace.rung", 1, rung_rows);

static const struct field opened_rows[] = {
	WORD("ref", FIELD_REQUIRED, TRACE_REF_MAX, M("Reference")),
	NUMBER("year", FIELD_REQUIRED, M("Year")),
	NUMBER("number", FIELD_REQUIRED, M("Number")),
	REF("about", "incident", FIELD_REQUIRED | FIELD_TOUCHES,
	    M("Incident")),
	WORD("called", FIELD_REQUIRED, INCIDENT_REF_MAX,
	    M("Reference of the incident")),
	WORD("pack", FIELD_REQUIRED, 0, M("Pack")),
	WORD("rule", FIELD_REQUIRED, 0, M("Rule")),
	NUMBER("confirmed", FIELD_REQUIRED, M("Entry that confirmed it")),
	WHEN("conduct", 0, M("Conduct")),
	WHEN("occurred", 0, M("Occurrence")),
	{ .name = "systems", .kind = FIELD_LIST, .of = FIELD_REF,
	    .ref = "system", .max = TRACE_SYSTEMS_MAX, .label = M("Systems") },
	REF("body", "body", FIELD_REQUIRED | FIELD_TOUCHES, M("Owned by")),
	PERSON, REASON,
	{ .name = "rungs", .kind = FIELD_TABLE, .flags = FIELD_REQUIRED,
	    .sub = &rung_table, .max = TRACE_RUNGS_MAX, .label = M("Rungs") },
};
EVENT(opened, opened_rows, M("{ref} was opened: {called} meets situation "
    "{rule}."));

static const struct field designated_rows[] = {
	PLACE,
	REF("involved", "person", FIELD_REQUIRED, M("Person involved")),
	REF("body", "body", 0, M("Body")),
	PERSON, REASON,
};
EVENT(designated, designated_rows, M("One involved was designated, on rung "
    "{place}: {reason}"));

static const struct field examined_rows[] = {
	PLACE, CHOICE("outcome", trace_outcomes, M("Outcome")), PERSON, REASON,
};
EVENT(examined, examined_rows, M("Rung {place} was examined: {outcome}. "
    "{reason}"));

static const struct field answered_rows[] = {
	PLACE, PERSON,
	TYPED("text", FIELD_REQUIRED, TRACE_ANSWER_MAX, M("In his own words")),
};
EVENT(answered, answered_rows, M("Whoever stands on rung {place} answered: "
    "{text}"));

static const struct field coordination_rows[] = {
	PLACE,
	REF("of", "body", FIELD_REQUIRED, M("The body spoken of")),
	REF("body", "body", FIELD_REQUIRED, M("Recorded by")),
	PERSON, REASON,
};
EVENT(coordination, coordination_rows, M("Coordination or supervision was "
    "weak, was recorded of rung {place}: {reason}"));

static const struct field closed_rows[] = { PERSON, REASON };
EVENT(closed, closed_rows, M("The trace was closed: {reason}"));

static const struct field reopened_rows[] = { PERSON, REASON };
EVENT(reopened, reopened_rows, M("The trace was opened again: {reason}"));
