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

const struct dated regulator_dated = {
	DATED_OF(regulator),
	.label = M("regulator"),
	.refs = (const struct dated_ref *const[]){ &industry_ref, &region_ref,
	    &body_ref, NULL },
	.self = &regulator_ref,
	.check = regulator_check,
	.holds = regulator_holds,
	.same = regulator_same,
};
