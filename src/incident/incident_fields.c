/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of an incident, event by event? */
#include <assert.h>

#include "incident/incident_in.h"

/* ---- words ---- */

const struct choice incident_origins[] = {
	{ "self_found", M("found by the body itself") },
	{ "provider", M("told by a service provider") },
	{ "notice", M("told by a notice") },
	{ "public", M("told by the public") },
	{ "monitoring", M("seen by monitoring") },
	{ "other", M("otherwise") },
	{ NULL, NULL }
};

const struct choice incident_states[] = {
	[INCIDENT_OPEN] = { "open", M("under way") },
	[INCIDENT_CLOSED] = { "closed", M("closed") },
	[INCIDENT_FALSE_ALARM] = { "false_alarm", M("false alarm") },
	[INCIDENT_MERGED] = { "merged", M("merged") },
	[INCIDENT_STATE__MAX] = { NULL, NULL }
};

const struct choice incident_ends[] = {
	{ "closed", M("handled and closed") },
	{ "false_alarm", M("false alarm") },
	{ NULL, NULL }
};

const struct choice incident_parts[] = {
	{ "system", M("affected system") },
	{ "body", M("affected body") },
	{ "operator", M("operator") },
	{ "provider", M("service provider") },
	{ "helper", M("supporting body") },
	{ "involved", M("person involved") },
	{ NULL, NULL }
};

const struct choice incident_grade_acts[] = {
	{ "confirmed", M("confirmed") },
	{ "raised", M("raised") },
	{ "lowered", M("lowered") },
	{ NULL, NULL }
};

const struct choice incident_handled_kinds[] = {
	{ "measure", M("measure") },
	{ "response", M("response level") },
	{ "instruction", M("instruction") },
	{ "answer", M("answer to an instruction") },
	{ "support", M("support asked for") },
	{ "notified", M("persons affected were notified") },
	{ "lesson", M("lesson") },
	{ NULL, NULL }
};

const struct choice incident_outage_kinds[] = {
	{ "site", M("a site could not be reached") },
	{ "cii_whole", M("critical infrastructure was down as a whole") },
	{ "cii_main", M("a main function of critical infrastructure was "
	    "down") },
	{ "home_page", M("harmful content on a home page") },
	{ "other_page", M("harmful content on another page") },
	{ NULL, NULL }
};

const struct choice incident_times[] = {
	[TIME_OCCURRED] = { "occurred", M("occurred") },
	[TIME_PROVIDER_FOUND] = { "provider_found", M("found by the service "
	    "provider") },
	[TIME_DISCOVERED] = { "discovered", M("discovered") },
	[TIME_LEARNED] = { "learned", M("told of") },
	[TIME_REPORTED] = { "reported", M("reported") },
	[TIME_RECEIVED] = { "received", M("report received") },
	[TIME_GROUP_INFORMED] = { "group_informed", M("leading group "
	    "informed") },
	[TIME_INSTRUCTED] = { "instructed", M("instruction given") },
	[TIME_ANSWERED] = { "answered", M("instruction answered") },
	[TIME_RESPONSE_STARTED] = { "response_started", M("response "
	    "started") },
	[TIME_CONTAINED] = { "contained", M("contained") },
	[TIME_RESTORED] = { "restored", M("restored") },
	[TIME_HANDLING_ENDED] = { "handling_ended", M("handling ended") },
	[TIME_RESPONSE_ENDED] = { "response_ended", M("response ended") },
	[TIME_NEWS] = { "news", M("important news") },
	[TIME_OTHER] = { "other", M("other") },
	[TIME__MAX] = { NULL, NULL }
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
#define ROWS(nm, fl, of, most, lb) \
	{ .name = nm, .kind = FIELD_TABLE, .flags = (fl), .sub = &(of), \
	    .max = (most), .label = lb }
#define FACTS(nm, lb) \
	{ .name = nm, .kind = FIELD_LIST, .of = FIELD_TEXT, \
	    .flags = FIELD_PLAIN, .max = PACK_FACTS_MAX, .label = lb }
#define REASON(fl) \
	TYPED("reason", fl, INCIDENT_REASON_MAX, M("Reason"))
#define INSTEAD \
	NUMBER("instead", 0, M("Instead of entry"))
#define PERSON \
	REF("person", "person", FIELD_TOUCHES, M("Person"))
#define BODY(fl) \
	REF("body", "body", (fl) | FIELD_TOUCHES, M("Body"))

#define SAME_SIZE(record, rows) \
	static_assert(VALUES_OF(struct record) == \
	    sizeof(rows) / sizeof((rows)[0]), "a member without its row")

/* One event type, its table and its struct. */
#define EVENT(word, record, rows, says) \
	SAME_SIZE(record, rows); \
	static FIELDS(word##_table, "incident." #word, 1, rows); \
	const struct event_type incident_event_##word = { \
		.kind = "incident." #word, .version = 1, \
		.fields = &word##_table, \
		.apply = { incident_apply_##word }, .gist = says, \
	}

static const struct field reported_rows[] = {
	WORD("ref", FIELD_REQUIRED, INCIDENT_REF_MAX, M("Reference")),
	NUMBER("year", FIELD_REQUIRED, M("Year")),
	NUMBER("number", FIELD_REQUIRED, M("Number")),
	{ .name = "drill", .kind = FIELD_BOOL, .label = M("Drill") },
	BODY(FIELD_REQUIRED),
	{ .name = "title", .kind = FIELD_TEXT, .max = INCIDENT_TITLE_MAX,
	    .label = M("What happened") },
	CHOICE("origin", incident_origins, M("Found how")),
	WORD("source", 0, 200, M("Number elsewhere")),
	{ .name = "classified", .kind = FIELD_BOOL,
	    .label = M("Moved to the classified channel") },
	WORD("channel_no", 0, 100, M("Number in the classified channel")),
	{ .name = "systems", .kind = FIELD_LIST, .of = FIELD_REF,
	    .ref = "system", .flags = FIELD_TOUCHES,
	    .max = INCIDENT_SYSTEMS_MAX, .label = M("Systems") },
	TYPED("note", 0, INCIDENT_NOTE_MAX, M("Note")),
};
EVENT(reported, incident_reported, reported_rows,
    M("{ref} was opened: {title}"));

static const struct field fact_rows[] = {
	WORD("fact", FIELD_REQUIRED, 0, M("Fact")),
	WORD("value", FIELD_OPEN, INCIDENT_VALUE_MAX, M("Value")),
	TYPED("words", 0, INCIDENT_WORDS_MAX, M("Value in words")),
	WORD("unit", 0, INCIDENT_UNIT_MAX, M("Unit")),
	WHEN("at", 0, M("As of")),
	TYPED("source", 0, INCIDENT_SOURCE_MAX, M("Source")),
	REF("asserter", "body", FIELD_TOUCHES, M("Stated by")),
	PERSON,
	{ .name = "material", .kind = FIELD_FILE, .label = M("Material") },
};
SAME_SIZE(incident_fact_said, fact_rows);
static FIELDS(fact_table, "incident.fact", 1, fact_rows);

static const struct field stated_rows[] = {
	ROWS("facts", FIELD_REQUIRED, fact_table, INCIDENT_STATED_MAX,
	    M("Facts")),
	{ .name = "correction", .kind = FIELD_BOOL,
	    .label = M("What was said was wrong") },
	REASON(0),
};
EVENT(stated, incident_stated, stated_rows, M("Facts were stated."));

static const struct field timed_rows[] = {
	CHOICE("kind", incident_times, M("What")),
	WHEN("at", FIELD_REQUIRED, M("At")),
	BODY(0),
	PERSON,
	TYPED("note", 0, INCIDENT_NOTE_MAX, M("Note")),
	INSTEAD,
	REASON(0),
};
EVENT(timed, incident_timed, timed_rows, M("{kind}: {at}"));

static const struct field outage_rows[] = {
	CHOICE("what", incident_outage_kinds, M("What")),
	REF("system", "system", FIELD_TOUCHES, M("System")),
	WHEN("since", FIELD_REQUIRED, M("From")),
	WHEN("until", 0, M("Until")),
	INSTEAD,
	REASON(0),
};
EVENT(outage, incident_outage_said, outage_rows,
    M("{what}: from {since} until {until}"));

static const struct field area_rows[] = {
	REF("region", "region", FIELD_REQUIRED, M("Division")),
	NUMBER("people", FIELD_OPEN, M("People affected")),
	NUMBER("population", FIELD_OPEN, M("Population")),
	INSTEAD,
	REASON(0),
};
EVENT(area, incident_area_said, area_rows,
    M("{people} people of a division are affected."));

static const struct field involved_rows[] = {
	CHOICE("part", incident_parts, M("Part")),
	REF("system", "system", FIELD_TOUCHES, M("System")),
	BODY(0),
	PERSON,
	REASON(0),
};
EVENT(involved, incident_involved, involved_rows,
    M("{part} was named."));

static const struct field taken_back_rows[] = {
	NUMBER("entry", FIELD_REQUIRED, M("Entry")),
	REASON(FIELD_REQUIRED),
};
EVENT(taken_back, incident_taken_back, taken_back_rows,
    M("Entry {entry} was taken back: {reason}"));

/* ---- what the rules conclude ---- */

/* As enum outcome has them. */
static const struct choice outcomes[] = {
	{ "met", M("met") },
	{ "not_met", M("not met") },
	{ "open", M("cannot be said yet") },
	{ "readings", M("cannot be settled by machine") },
	{ "advised", M("advised: met") },
	{ "advised_not", M("advised: not met") },
	{ "not_in_force", M("not in force") },
	{ "person", M("only a person opens it") },
	{ NULL, NULL }
};

static const struct field pack_used_rows[] = {
	WORD("pack", FIELD_REQUIRED, 0, M("Pack")),
	NUMBER("version", FIELD_REQUIRED, M("Version")),
	NUMBER("adopted", FIELD_REQUIRED, M("Entry that adopted it")),
};
SAME_SIZE(incident_pack_used, pack_used_rows);
static FIELDS(pack_used_table, "incident.pack_used", 1, pack_used_rows);

static const struct field fact_used_rows[] = {
	WORD("fact", FIELD_REQUIRED, 0, M("Fact")),
	NUMBER("entry", FIELD_REQUIRED, M("Entry that stated it")),
};
SAME_SIZE(incident_fact_used, fact_used_rows);
static FIELDS(fact_used_table, "incident.fact_used", 1, fact_used_rows);

static const struct field result_rows[] = {
	NUMBER("pack", FIELD_REQUIRED, M("Pack, from 0")),
	WORD("rule", FIELD_REQUIRED, 0, M("Rule")),
	CHOICE("outcome", outcomes, M("Outcome")),
	FACTS("missing", M("Missing facts")),
};
SAME_SIZE(incident_result, result_rows);
static FIELDS(result_table, "incident.result", 1, result_rows);

static const struct field level_rows[] = {
	NUMBER("pack", FIELD_REQUIRED, M("Pack, from 0")),
	WORD("least", 0, 0, M("At least")),
	WORD("advised", 0, 0, M("With what only advises")),
	WORD("most", 0, 0, M("Not excluded")),
	FACTS("missing", M("Missing facts")),
};
SAME_SIZE(incident_level, level_rows);
static FIELDS(level_table, "incident.level", 1, level_rows);

static const struct field judged_rows[] = {
	ROWS("packs", FIELD_REQUIRED, pack_used_table, SHELF_MAX, M("Packs")),
	ROWS("facts", 0, fact_used_table, PACK_FACTS_MAX, M("Facts used")),
	ROWS("results", 0, result_table, PACK_RULES_MAX, M("Results")),
	ROWS("levels", 0, level_table, SHELF_MAX, M("Levels")),
};
EVENT(judged, incident_judged, judged_rows,
    M("The rules conclude otherwise than before."));

/* ---- what persons decide ---- */

#define DECIDED \
	WORD("proposed", 0, 0, M("Proposed")), \
	WORD("pack", 0, 0, M("Pack")), \
	NUMBER("version", 0, M("Version")), \
	BODY(FIELD_REQUIRED), \
	PERSON, \
	REASON(FIELD_REQUIRED)

static const struct field graded_rows[] = {
	WORD("level", FIELD_REQUIRED, 0, M("Level")),
	CHOICE("act", incident_grade_acts, M("Decision")),
	DECIDED,
};
EVENT(graded, incident_graded, graded_rows,
    M("The level was {act}: {level}"));

static const struct field classed_rows[] = {
	WORD("code", FIELD_REQUIRED, 0, M("Class")),
	DECIDED,
};
EVENT(classed, incident_classed, classed_rows, M("The class is {code}."));

static const struct field handled_rows[] = {
	CHOICE("kind", incident_handled_kinds, M("Kind")),
	WHEN("at", 0, M("At")),
	BODY(0),
	PERSON,
	WORD("level", 0, 0, M("Response level")),
	TYPED("text", 0, INCIDENT_NOTE_MAX, M("Text")),
	NUMBER("answers", 0, M("Answers entry")),
};
EVENT(handled, incident_handled, handled_rows, M("{kind}: {text}"));

static const struct field closed_rows[] = {
	CHOICE("why", incident_ends, M("Why")),
	BODY(FIELD_REQUIRED),
	PERSON,
	REASON(FIELD_REQUIRED),
};
EVENT(closed, incident_closed, closed_rows,
    M("It was closed: {why}. {reason}"));

static const struct field reopened_rows[] = {
	REASON(FIELD_REQUIRED),
};
EVENT(reopened, incident_reopened, reopened_rows,
    M("It was opened again: {reason}"));

static const struct field merged_rows[] = {
	REF("into", "incident", FIELD_REQUIRED | FIELD_TOUCHES, M("Into incident")),
	REASON(FIELD_REQUIRED),
};
EVENT(merged, incident_merged, merged_rows,
    M("It is the same as another incident: {reason}"));

static const struct field split_rows[] = {
	REF("off", "incident", FIELD_REQUIRED | FIELD_TOUCHES,
	    M("Goes on as")),
	REASON(FIELD_REQUIRED),
};
EVENT(split, incident_split, split_rows,
    M("A part of it goes on as another incident: {reason}"));
