/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a regulator? */
#include <assert.h>

#include "body/body.h"
#include "industry/industry_in.h"
#include "region/region.h"

#define REGULATOR_STATE(req) \
	DATED_REF("industry", "industry", (req) | FIELD_TOUCHES, \
	    M("Industry")), \
	DATED_REF("region", "region", 0, M("Division")), \
	DATED_REF("body", "body", (req) | FIELD_TOUCHES, M("Body")), \
	DATED_TEXT("basis", 0, REGULATOR_BASIS_MAX, M("Basis")),

DATED_EVENTS(regulator, M("regulator"), FIELD_DATE, REGULATOR_STATE);
static_assert(sizeof regulator_state_rows / sizeof regulator_state_rows[0] ==
    REGULATOR__MAX, "a field without its place");

static const struct import_example examples[] = {
	{ "source", "js" }, { "code", "R12" }, { "industry", "能源" },
	{ "region", "320000" }, { "body", "江苏省发展和改革委员会" },
	{ "basis", "苏编〔2018〕7号" },
	{ NULL, NULL }
};

const struct dated regulator_dated = {
	DATED_OF(regulator),
	.label = M("regulator"),
	.refs = (const struct dated_ref *const[]){ &industry_ref, &region_ref,
	    &body_ref, NULL },
	.self = &regulator_ref,
	.examples = examples,
	.check = regulator_check,
	.holds = regulator_holds,
	.same = regulator_same,
};
