/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of an industry? */
#include "industry/industry_in.h"

#include <assert.h>

#define INDUSTRY_STATE(req) \
	DATED_TEXT("name", req, INDUSTRY_NAME_MAX, M("Name")), \
	DATED_REF("parent", "industry", FIELD_TOUCHES, M("Branch of")), \
	DATED_TEXT("basis", 0, INDUSTRY_BASIS_MAX, M("Basis")),

DATED_EVENTS(industry, M("industry"), FIELD_DATE, INDUSTRY_STATE);
static_assert(sizeof industry_state_rows / sizeof industry_state_rows[0] ==
    INDUSTRY__MAX, "a field without its place");

static const struct import_example examples[] = {
	{ "source", "hy" }, { "code", "I3" }, { "name", "石油天然气" },
	{ "parent", "能源" },
	{ NULL, NULL }
};

const struct dated industry_dated = {
	DATED_OF(industry),
	.label = M("industry"),
	.refs = (const struct dated_ref *const[]){ &industry_ref, NULL },
	.self = &industry_ref,
	.examples = examples,
	.check = industry_check,
	.holds = industry_holds,
	.same = industry_same,
	.called = industry_called,
};
