/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a duty telephone? */
#include <assert.h>

#include "body/body.h"
#include "phone/phone_in.h"

const struct choice phone_kinds[] = {
	{ "duty", M("duty telephone") },
	{ "backup", M("backup telephone") },
	{ "fax", M("fax") },
	{ NULL, NULL }
};

const struct choice phone_results[] = {
	{ "answered", M("answered") },
	{ "no_answer", M("not answered") },
	{ NULL, NULL }
};

#define PHONE_STATE(req) \
	DATED_REF("body", "body", (req) | FIELD_TOUCHES, M("Body")), \
	DATED_TEXT("number", req, PHONE_NUMBER_MAX, M("Number")), \
	DATED_CHOICE("kind", phone_kinds, req, M("Kind")), \
	{ .name = "tested_on", .kind = FIELD_DATE, .label = M("Tested on") }, \
	DATED_CHOICE("test_result", phone_results, 0, M("Result of the test")),

DATED_EVENTS(phone, M("telephone"), FIELD_DATE, PHONE_STATE);
static_assert(sizeof phone_state_rows / sizeof phone_state_rows[0] ==
    PHONE__MAX, "a field without its place");

static const struct import_example examples[] = {
	{ "source", "nt" }, { "code", "D7" },
	{ "body", "南通市人民政府" },
	{ "number", "0513-85123456转801" },
	{ NULL, NULL }
};

const struct dated phone_dated = {
	DATED_OF(phone),
	.label = M("telephone"),
	.refs = (const struct dated_ref *const[]){ &body_ref, NULL },
	.self = &phone_ref,
	.examples = examples,
	.check = phone_check,
	.holds = phone_holds,
	.same = phone_same,
};
