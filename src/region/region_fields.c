/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a region: in lists, in sheets, in events? */
#include <assert.h>

#include "region/region_in.h"

const struct choice region_levels[] = {
	{ "1", M("province") },
	{ "2", M("prefecture") },
	{ "3", M("county") },
	{ "4", M("township") },
	{ NULL, NULL }
};

#define YEAR_FIELD(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_INT, .flags = (fl), \
	    .min = REGION_YEAR_LEAST, .max = REGION_YEAR_OPEN, .label = lb }
#define CODE_FIELD(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_TEXT, .flags = (fl) | FIELD_PLAIN, \
	    .min = REGION_CODE, .max = 12, .label = lb }
#define NAME_FIELD(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_TEXT, .flags = (fl) | FIELD_PLAIN, \
	    .max = 60, .label = lb }
#define PARENT_FIELD \
	{ .name = "parent", .kind = FIELD_REF, .ref = "region", \
	    .label = M("Division above") }

static const struct field view_rows[] = {
	{ .name = "id", .kind = FIELD_REF, .ref = "region",
	    .flags = FIELD_MACHINE, .label = M("Key") },
	CODE_FIELD("code", 0, M("Code")),
	NAME_FIELD("name", 0, M("Name")),
	{ .name = "level", .kind = FIELD_CHOICE, .choices = region_levels,
	    .label = M("Level") },
	CODE_FIELD("parent", 0, M("Division above")),
	YEAR_FIELD("from_year", 0, M("In use from")),
	YEAR_FIELD("to_year", 0, M("Until")),
};
FIELDS(region_fields, "region", 1, view_rows);
static_assert(VALUES_OF(struct region_view) ==
    sizeof view_rows / sizeof view_rows[0], "a member without a row");

static const struct field added_rows[] = {
	CODE_FIELD("code", FIELD_REQUIRED, M("Code")),
	{ .name = "level", .kind = FIELD_INT, .flags = FIELD_REQUIRED,
	    .min = 1, .max = REGION_LEVELS, .label = M("Level") },
	YEAR_FIELD("from_year", FIELD_REQUIRED, M("In use from")),
	NAME_FIELD("name", FIELD_REQUIRED, M("Name")),
	PARENT_FIELD,
};
static FIELDS(added_table, "region.added", 1, added_rows);
static_assert(VALUES_OF(struct region_added) ==
    sizeof added_rows / sizeof added_rows[0], "a member without a row");

static const struct field changed_rows[] = {
	YEAR_FIELD("from_year", FIELD_REQUIRED, M("From")),
	NAME_FIELD("name", FIELD_REQUIRED, M("Name")),
	PARENT_FIELD,
};
static FIELDS(changed_table, "region.changed", 1, changed_rows);
static_assert(VALUES_OF(struct region_changed) ==
    sizeof changed_rows / sizeof changed_rows[0], "a member without a row");

static const struct field ceded_rows[] = {
	YEAR_FIELD("year", FIELD_REQUIRED, M("Year")),
	CODE_FIELD("code", FIELD_REQUIRED, M("To code")),
};
static FIELDS(ceded_table, "region.ceded", 1, ceded_rows);
static_assert(VALUES_OF(struct region_ceded) ==
    sizeof ceded_rows / sizeof ceded_rows[0], "a member without a row");

static const struct field corrected_rows[] = {
	YEAR_FIELD("from_year", FIELD_REQUIRED, M("In use from")),
	YEAR_FIELD("to_year", 0, M("Until")),
	NAME_FIELD("name", FIELD_REQUIRED, M("Name")),
	PARENT_FIELD,
};
static FIELDS(corrected_table, "region.corrected", 1, corrected_rows);
static_assert(VALUES_OF(struct region_corrected) ==
    sizeof corrected_rows / sizeof corrected_rows[0],
    "a member without a row");

static const struct field ended_rows[] = {
	YEAR_FIELD("to_year", FIELD_REQUIRED, M("Until")),
	{ .name = "successors", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .flags = FIELD_PLAIN, .min = 0, .max = 100,
	    .label = M("Successors") },
};
static FIELDS(ended_table, "region.ended", 1, ended_rows);
static_assert(VALUES_OF(struct region_ended) ==
    sizeof ended_rows / sizeof ended_rows[0], "a member without a row");

const struct event_type region_event_added = {
	.kind = "region.added", .version = 1, .fields = &added_table,
	.apply = { region_apply_added },
	.gist = M("{name} ({code}) was entered, in use from {from_year}."),
};

const struct event_type region_event_ceded = {
	.kind = "region.ceded", .version = 1, .fields = &ceded_table,
	.apply = { region_apply_ceded },
	.gist = M("In {year} a part of it went to {code}."),
};

const struct event_type region_event_changed = {
	.kind = "region.changed", .version = 1, .fields = &changed_table,
	.apply = { region_apply_changed },
	.gist = M("From {from_year} it is {name}."),
};

const struct event_type region_event_corrected = {
	.kind = "region.corrected", .version = 1, .fields = &corrected_table,
	.apply = { region_apply_corrected },
	.gist = M("Corrected: in use from {from_year}, at first as {name}."),
};

const struct event_type region_event_ended = {
	.kind = "region.ended", .version = 1, .fields = &ended_table,
	.apply = { region_apply_ended },
	.gist = M("It ended in {to_year}."),
};

/* Sheets: the forms in which divisions are published. */
static const struct field division_rows[] = {
	CODE_FIELD("code", FIELD_REQUIRED | FIELD_KEYED, M("Code")),
	NAME_FIELD("name", FIELD_REQUIRED, M("Name")),
	{ .name = "level", .kind = FIELD_INT, .flags = FIELD_REQUIRED,
	    .min = 1, .max = REGION_LEVELS, .label = M("Level") },
	CODE_FIELD("parent", 0, M("Division above")),
};
FIELDS(region_division_sheet, "region.divisions", 1, division_rows);

static const struct field history_rows[] = {
	CODE_FIELD("code", FIELD_REQUIRED | FIELD_KEYED, M("Code")),
	NAME_FIELD("name", FIELD_REQUIRED, M("Name")),
	{ .name = "level", .kind = FIELD_INT, .flags = FIELD_REQUIRED,
	    .min = 1, .max = REGION_LEVELS, .label = M("Level") },
	YEAR_FIELD("start_year", FIELD_REQUIRED | FIELD_KEYED, M("From")),
	YEAR_FIELD("end_year", 0, M("Until")),
	{ .name = "successors", .kind = FIELD_TEXT, .flags = FIELD_PLAIN,
	    .max = 2000, .label = M("Successors") },
};
FIELDS(region_history_sheet, "region.history", 1, history_rows);
