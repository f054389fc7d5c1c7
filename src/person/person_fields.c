/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a person? */
#include "person/person_in.h"

#include <assert.h>

#define PERSON_STATE(req) \
	DATED_TEXT("name", req, PERSON_NAME_MAX, M("Name")), \
	DATED_TEXT("staff_no", 0, PERSON_STAFF_NO_MAX, M("Staff number")),

DATED_EVENTS(person, M("person"), FIELD_DATE, PERSON_STATE);
static_assert(sizeof person_state_rows / sizeof person_state_rows[0] ==
    PERSON__MAX, "a field without its place");

static const struct field merged_rows[] = {
	DATED_REF("into", "person", FIELD_REQUIRED | FIELD_TOUCHES,
	    M("The person")),
	DATED_REASON(FIELD_REQUIRED)
};
static FIELDS(merged_table, "person.merged", 1, merged_rows);

const struct event_type person_event_merged = {
	.kind = "person.merged", .version = 1, .fields = &merged_table,
	.apply = { person_apply_merged },
	.gist = M("Found to be another record of the same person."),
};

static const struct import_example examples[] = {
	{ "source", "hr" }, { "code", "P0107" }, { "name", "张某甲" },
	{ "staff_no", "0107" }, { NULL, NULL }
};

const struct dated person_dated = {
	DATED_OF(person),
	.label = M("person"),
	.refs = (const struct dated_ref *const[]){ NULL },
	.self = &person_ref,
	.examples = examples,
	.check = person_check,
	.holds = person_holds,
	.same = person_same,
};
