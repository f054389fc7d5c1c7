/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a shift? */
#include <assert.h>

#include "body/body.h"
#include "person/person.h"
#include "roster/roster_in.h"

const struct choice roster_roles[] = {
	{ "duty_officer", M("duty officer") },
	{ "leader", M("leader of the shift") },
	{ NULL, NULL }
};

#define ROSTER_STATE(req) \
	DATED_REF("body", "body", (req) | FIELD_TOUCHES, M("Body")), \
	DATED_REF("person", "person", (req) | FIELD_TOUCHES, M("Person")), \
	DATED_CHOICE("role", roster_roles, req, M("Role")), \
	DATED_TEXT("phone", 0, ROSTER_PHONE_MAX, M("Telephone")),

DATED_EVENTS(roster, M("shift"), FIELD_MOMENT, ROSTER_STATE);
static_assert(sizeof roster_state_rows / sizeof roster_state_rows[0] ==
    ROSTER__MAX, "a field without its place");

static const struct field handed_rows[] = {
	DATED_WHEN("at", FIELD_MOMENT, FIELD_REQUIRED, M("At")),
	DATED_REF("to", "person", FIELD_TOUCHES, M("Taken over by")),
	{ .name = "note", .kind = FIELD_LINES, .max = ROSTER_NOTE_MAX,
	    .label = M("What was told") },
};
static FIELDS(handed_table, "roster.handed", 1, handed_rows);
static_assert(sizeof handed_rows / sizeof handed_rows[0] ==
    VALUES_OF(struct roster_handed), "a member without its row");

const struct event_type roster_event_handed = {
	.kind = "roster.handed", .version = 1, .fields = &handed_table,
	.apply = { roster_apply_handed },
	.gist = M("The shift was handed over at {at}."),
};

static const struct import_example examples[] = {
	{ "source", "nt" }, { "code", "W12" },
	{ "body", "南通市委网信办" }, { "person", "0107" },
	{ "phone", "0513-85123456转801" },
	{ NULL, NULL }
};

const struct dated roster_dated = {
	DATED_OF(roster),
	.label = M("shift"),
	.moments = true,
	.refs = (const struct dated_ref *const[]){ &body_ref, &person_ref,
	    NULL },
	.self = &roster_ref,
	.examples = examples,
	.check = roster_check,
	.leave = roster_leave,
	.holds = roster_holds,
	.same = roster_same,
};
