/* SPDX-License-Identifier: Apache-2.0 */
/* What is said when facts are asked for, or a situation is decided? */
#include <assert.h>

#include "trigger/trigger_in.h"

const struct choice trigger_outcomes[] = {
	[OUTCOME_MET] = { "met", M("met") },
	[OUTCOME_NOT_MET] = { "not_met", M("not met") },
	[OUTCOME_OPEN] = { "open", M("cannot be said yet") },
	[OUTCOME_READINGS] = { "readings", M("cannot be settled by machine") },
	[OUTCOME_ADVISED] = { "advised", M("advised: met") },
	[OUTCOME_ADVISED_NOT] = { "advised_not", M("advised: not met") },
	[OUTCOME_NOT_IN_FORCE] = { "not_in_force", M("not in force") },
	[OUTCOME_PERSON] = { "person", M("only a person opens it") },
	[OUTCOME__MAX] = { NULL, NULL }
};

const struct choice trigger_states[] = {
	[TRIGGER_UNDECIDED] = { "undecided", M("nobody decided") },
	[TRIGGER_CONFIRMED] = { "confirmed", M("confirmed") },
	[TRIGGER_DECLINED] = { "declined", M("declined") },
	[TRIGGER_LAPSED] = { "lapsed", M("met no more") },
	[TRIGGER_STATE__MAX] = { NULL, NULL }
};

const struct choice trigger_lapses[] = {
	{ "facts", M("facts are others now") },
	{ "false_alarm", M("false alarm") },
	{ "merged", M("merged") },
	{ NULL, NULL }
};

#define WORD(nm, fl, most, lb) \
	{ .name = nm, .kind = FIELD_TEXT, .flags = FIELD_PLAIN | (fl), \
	    .max = (most), .label = lb }
#define TYPED(nm, fl, most, lb) \
	{ .name = nm, .kind = FIELD_LINES, .flags = (fl), .max = (most), \
	    .label = lb }
#define NUMBER(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_INT, .flags = (fl), .max = CANON_INT_MAX, \
	    .label = lb }
#define CHOICE(nm, of, lb) \
	{ .name = nm, .kind = FIELD_CHOICE, .flags = FIELD_REQUIRED, \
	    .choices = of, .label = lb }
#define TEXTS(nm, most, lb) \
	{ .name = nm, .kind = FIELD_LIST, .of = FIELD_TEXT, \
	    .flags = FIELD_PLAIN, .max = (most), .label = lb }
#define ROWS(nm, fl, of, most, lb) \
	{ .name = nm, .kind = FIELD_TABLE, .flags = (fl), .sub = &(of), \
	    .max = (most), .label = lb }
#define ABOUT \
	{ .name = "about", .kind = FIELD_REF, .ref = "incident", \
	    .flags = FIELD_REQUIRED | FIELD_TOUCHES, .label = M("Incident") }, \
	WORD("called", FIELD_REQUIRED, INCIDENT_REF_MAX, M("Reference"))
#define RULE \
	WORD("pack", FIELD_REQUIRED, 0, M("Pack")), \
	NUMBER("version", FIELD_REQUIRED, M("Version")), \
	WORD("rule", FIELD_REQUIRED, 0, M("Rule")), \
	CHOICE("outcome", trigger_outcomes, M("Outcome")), \
	NUMBER("concluded", 0, M("Entry of the conclusion"))
#define DECIDED \
	{ .name = "body", .kind = FIELD_REF, .ref = "body", \
	    .flags = FIELD_REQUIRED | FIELD_TOUCHES, .label = M("Body") }, \
	{ .name = "person", .kind = FIELD_REF, .ref = "person", \
	    .flags = FIELD_REQUIRED, .label = M("Person") }, \
	TYPED("reason", FIELD_REQUIRED, TRIGGER_REASON_MAX, M("Reason"))

#define SAME_SIZE(record, rows) \
	static_assert(VALUES_OF(struct record) == \
	    sizeof(rows) / sizeof((rows)[0]), "a member without its row")

static const struct field rule_rows[] = {
	WORD("pack", FIELD_REQUIRED, 0, M("Pack")),
	WORD("rule", FIELD_REQUIRED, 0, M("Rule")),
};
SAME_SIZE(trigger_rule_asked, rule_rows);
static FIELDS(rule_table, "trigger.rule", 1, rule_rows);

static const struct field who_rows[] = {
	TEXTS("kinds", TRIGGER_KINDS_MAX, M("Kinds of bodies")),
	{ .name = "bodies", .kind = FIELD_LIST, .of = FIELD_INT,
	    .max = TRIGGER_BODIES_MAX, .label = M("Bodies, from 0") },
};
SAME_SIZE(trigger_who_asked, who_rows);
static FIELDS(who_table, "trigger.who", 1, who_rows);

static const struct field fact_rows[] = {
	WORD("fact", FIELD_REQUIRED, 0, M("Fact")),
	NUMBER("who", FIELD_REQUIRED, M("Who could know it, from 0")),
	{ .name = "rules", .kind = FIELD_LIST, .of = FIELD_INT,
	    .flags = FIELD_REQUIRED, .max = TRIGGER_RULES_MAX,
	    .label = M("For which situations, from 0") },
};
SAME_SIZE(trigger_fact_asked, fact_rows);
static FIELDS(fact_table, "trigger.fact", 1, fact_rows);

static const struct field asked_rows[] = {
	ABOUT,
	ROWS("rules", FIELD_REQUIRED, rule_table, TRIGGER_RULES_MAX,
	    M("Situations")),
	{ .name = "bodies", .kind = FIELD_LIST, .of = FIELD_REF, .ref = "body",
	    .max = TRIGGER_BODIES_MAX, .label = M("Bodies") },
	ROWS("who", 0, who_table, PACK_FACTS_MAX, M("Who could know")),
	ROWS("facts", 0, fact_table, PACK_FACTS_MAX, M("Facts")),
};
static FIELDS(asked_table, "trigger.asked", 1, asked_rows);
SAME_SIZE(trigger_asked, asked_rows);

static const struct field confirmed_rows[] = {
	ABOUT, RULE,
	TEXTS("readings", TRIGGER_READINGS_MAX, M("Readings that hold")),
	TYPED("names", 0, TRIGGER_NAMES_MAX, M("What the person names")),
	DECIDED,
};
static FIELDS(confirmed_table, "trigger.confirmed", 1, confirmed_rows);
SAME_SIZE(trigger_confirmed, confirmed_rows);

static const struct field declined_rows[] = { ABOUT, RULE, DECIDED };
static FIELDS(declined_table, "trigger.declined", 1, declined_rows);
SAME_SIZE(trigger_declined, declined_rows);

static const struct field lapsed_rows[] = {
	ABOUT, RULE,
	NUMBER("confirmed", FIELD_REQUIRED, M("Entry that confirmed it")),
	CHOICE("why", trigger_lapses, M("Why")),
};
static FIELDS(lapsed_table, "trigger.lapsed", 1, lapsed_rows);
SAME_SIZE(trigger_lapsed, lapsed_rows);

const struct event_type trigger_event_asked = {
	.kind = "trigger.asked", .version = 1, .fields = &asked_table,
	.apply = { trigger_apply_asked },
	.gist = M("{called}: the facts that are asked for are others now."),
};
const struct event_type trigger_event_confirmed = {
	.kind = "trigger.confirmed", .version = 1, .fields = &confirmed_table,
	.apply = { trigger_apply_confirmed },
	.gist = M("{called} meets situation {rule}, as was confirmed: {reason}"),
};
const struct event_type trigger_event_declined = {
	.kind = "trigger.declined", .version = 1, .fields = &declined_table,
	.apply = { trigger_apply_declined },
	.gist = M("Situation {rule} does not apply to {called}: {reason}"),
};
const struct event_type trigger_event_lapsed = {
	.kind = "trigger.lapsed", .version = 1, .fields = &lapsed_table,
	.apply = { trigger_apply_lapsed },
	.gist = M("{called} does not meet situation {rule} any more: {why}"),
};
