/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a body: in lists, in sheets, in events? */
#include <assert.h>

#include "body/body_in.h"

const struct choice body_kinds[] = {
	{ "party_committee", M("party committee") },
	{ "party_group", M("party group") },
	{ "leading_body", M("leading body for cybersecurity") },
	{ "office", M("cyberspace office") },
	{ "government", M("government") },
	{ "regulator", M("regulator of an industry") },
	{ "department", M("department") },
	{ "notification_body", M("notification body") },
	{ "discipline", M("discipline inspection body") },
	{ "organisation_dept", M("organisation department") },
	{ "audit", M("audit body") },
	{ "police", M("public security body") },
	{ "state_security", M("state security body") },
	{ "unit", M("unit") },
	{ NULL, NULL }
};

#define NAME_FIELD(fl) \
	{ .name = "name", .kind = FIELD_TEXT, .flags = FIELD_PLAIN | (fl), \
	    .max = BODY_NAME_MAX, .label = M("Name") }
#define KIND_FIELD(fl) \
	{ .name = "kind", .kind = FIELD_CHOICE, .flags = (fl), \
	    .choices = body_kinds, .label = M("Kind") }
#define SOURCE_FIELD \
	{ .name = "source", .kind = FIELD_TEXT, .flags = FIELD_PLAIN, \
	    .max = BODY_SOURCE_MAX, .label = M("Source of the code") }
#define CODE_FIELD(fl) \
	{ .name = "code", .kind = FIELD_TEXT, .flags = FIELD_PLAIN | (fl), \
	    .max = BODY_CODE_MAX, .label = M("Code") }
#define INDUSTRY_FIELD \
	{ .name = "industry", .kind = FIELD_TEXT, .flags = FIELD_PLAIN, \
	    .max = 60, .label = M("Industry") }
#define DATE_FIELD(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_DATE, .flags = (fl), .label = lb }
#define BODY_FIELD(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_REF, .ref = "body", .flags = (fl), \
	    .label = lb }
/* As people and sheets write them. */
#define SUPERIOR_TEXT \
	{ .name = "superior", .kind = FIELD_TEXT, .flags = FIELD_PLAIN, \
	    .label = M("Superior") }
#define GUIDES_TEXT \
	{ .name = "guided_by", .kind = FIELD_LIST, .of = FIELD_TEXT, \
	    .flags = FIELD_PLAIN, .max = BODY_GUIDES_MAX, \
	    .label = M("Guided by") }
#define REGION_TEXT \
	{ .name = "region", .kind = FIELD_TEXT, .flags = FIELD_PLAIN, \
	    .max = 12, .label = M("Division") }
#define REASON_FIELD(fl) \
	{ .name = "reason", .kind = FIELD_LINES, .max = 2000, .flags = (fl), \
	    .label = M("Reason") }
#define STATE_FIELDS \
	DATE_FIELD("from", FIELD_REQUIRED, M("From")), \
	DATE_FIELD("to", 0, M("Until")), \
	NAME_FIELD(FIELD_REQUIRED), \
	KIND_FIELD(FIELD_REQUIRED), \
	BODY_FIELD("superior", 0, M("Superior")), \
	{ .name = "guided_by", .kind = FIELD_LIST, .of = FIELD_REF, \
	    .ref = "body", .max = BODY_GUIDES_MAX, .label = M("Guided by") }, \
	{ .name = "region", .kind = FIELD_REF, .ref = "region", \
	    .label = M("Division") }, \
	INDUSTRY_FIELD

#define SAME_SIZE(record, rows) \
	static_assert(VALUES_OF(struct record) == \
	    sizeof(rows) / sizeof((rows)[0]), "a member without a row")

static const struct field view_rows[] = {
	BODY_FIELD("id", FIELD_MACHINE, M("Key")),
	SOURCE_FIELD,
	CODE_FIELD(0),
	NAME_FIELD(0),
	KIND_FIELD(0),
	SUPERIOR_TEXT,
	GUIDES_TEXT,
	REGION_TEXT,
	INDUSTRY_FIELD,
	DATE_FIELD("from", 0, M("From")),
	DATE_FIELD("to", 0, M("Until")),
	{ .name = "rev", .kind = FIELD_INT, .flags = FIELD_MACHINE,
	    .label = M("Last entry") },
};
FIELDS(body_fields, "body", 1, view_rows);
SAME_SIZE(body_view, view_rows);

static const struct field sheet_rows[] = {
	SOURCE_FIELD,
	CODE_FIELD(FIELD_REQUIRED | FIELD_KEYED),
	NAME_FIELD(FIELD_REQUIRED),
	KIND_FIELD(FIELD_REQUIRED),
	SUPERIOR_TEXT,
	GUIDES_TEXT,
	REGION_TEXT,
	INDUSTRY_FIELD,
	DATE_FIELD("from", FIELD_REQUIRED | FIELD_KEYED, M("From")),
	DATE_FIELD("to", 0, M("Until")),
};
FIELDS(body_sheet, "bodies", 1, sheet_rows);
SAME_SIZE(body_sheet_row, sheet_rows);

static const struct field added_rows[] = {
	SOURCE_FIELD,
	CODE_FIELD(0),
	STATE_FIELDS,
};
static FIELDS(added_table, "body.added", 1, added_rows);
SAME_SIZE(body_added, added_rows);

static const struct field restated_rows[] = {
	STATE_FIELDS,
	DATE_FIELD("was_from", 0, M("Instead of what was said from")),
	DATE_FIELD("was_to", 0, M("until")),
	REASON_FIELD(0),
};
static FIELDS(changed_table, "body.changed", 1, restated_rows);
static FIELDS(corrected_table, "body.corrected", 1, restated_rows);
SAME_SIZE(body_restated, restated_rows);

static const struct field ended_rows[] = {
	DATE_FIELD("to", FIELD_REQUIRED, M("Until")),
	REASON_FIELD(0),
};
static FIELDS(ended_table, "body.ended", 1, ended_rows);
SAME_SIZE(body_ended, ended_rows);

static const struct field withdrawn_rows[] = {
	REASON_FIELD(FIELD_REQUIRED),
};
static FIELDS(withdrawn_table, "body.withdrawn", 1, withdrawn_rows);
SAME_SIZE(body_withdrawn, withdrawn_rows);

static const struct field merged_rows[] = {
	BODY_FIELD("into", FIELD_REQUIRED | FIELD_TOUCHES, M("Into")),
	DATE_FIELD("on", FIELD_REQUIRED, M("From")),
	{ .name = "document", .kind = FIELD_TEXT, .flags = FIELD_PLAIN,
	    .max = 200, .label = M("Document") },
};
static FIELDS(merged_table, "body.merged", 1, merged_rows);
SAME_SIZE(body_merged, merged_rows);

static const struct field due_rows[] = {
	{ .name = "region", .kind = FIELD_REF, .ref = "region",
	    .flags = FIELD_REQUIRED | FIELD_TOUCHES,
	    .label = M("Division") },
	DATE_FIELD("from", FIELD_REQUIRED, M("From")),
};
static FIELDS(due_table, "body.place_due", 1, due_rows);
SAME_SIZE(body_place_due, due_rows);

const struct event_type body_event_added = {
	.kind = "body.added", .version = 1, .fields = &added_table,
	.apply = { body_apply_added },
	.gist = M("{name} was entered, from {from}."),
};
const struct event_type body_event_changed = {
	.kind = "body.changed", .version = 1, .fields = &changed_table,
	.apply = { body_apply_restated },
	.gist = M("Changed from {from}: {name}."),
};
const struct event_type body_event_corrected = {
	.kind = "body.corrected", .version = 1, .fields = &corrected_table,
	.apply = { body_apply_restated },
	.gist = M("Corrected from {from}: {name}."),
};
const struct event_type body_event_ended = {
	.kind = "body.ended", .version = 1, .fields = &ended_table,
	.apply = { body_apply_ended },
	.gist = M("It is no more from {to} on."),
};
const struct event_type body_event_withdrawn = {
	.kind = "body.withdrawn", .version = 1, .fields = &withdrawn_table,
	.apply = { body_apply_withdrawn },
	.gist = M("Withdrawn: it was entered by mistake."),
};
const struct event_type body_event_merged = {
	.kind = "body.merged", .version = 1, .fields = &merged_table,
	.apply = { body_apply_merged },
	.gist = M("It went into another body on {on}. {document}"),
};
const struct event_type body_event_place_due = {
	.kind = "body.place_due", .version = 1, .fields = &due_table,
	.apply = { body_apply_place_due },
	.gist = M("Its division ended, and none or several came after it: "
	    "somebody must say in which it lies from {from} on."),
};

/* "a|b" as a list; the texts stay where they are. */
static struct value
list_of(struct arena *a, struct str joined)
{
	struct str rest = joined, one;
	struct value *list;
	size_t n = 0;

	if (joined.n == 0 || (list = NEW_ARRAY(a, struct value,
	    BODY_GUIDES_MAX)) == NULL)
		return body_list_value(NULL, 0);
	while (n < BODY_GUIDES_MAX && str_cut(&rest, '|', &one))
		list[n++] = (struct value)V_TEXT(one);
	return body_list_value(list, n);
}

void
body_view(struct arena *a, const struct body *b, struct body_view *ret)
{
	*ret = (struct body_view){
		.id = V_KEY(b->id),
		.source = body_text_value(b->source),
		.code = body_text_value(b->code),
		.name = V_TEXT(b->name),
		.kind = V_TEXT(b->kind),
		.superior = body_text_value(b->superior_called),
		.guided_by = list_of(a, b->guided_by),
		.region = body_text_value(b->region_code),
		.industry = body_text_value(b->industry),
		.from = V_DAY(b->from),
		.to = body_day_value(b->to),
		.rev = V_INT(b->rev),
	};
}
