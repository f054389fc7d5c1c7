/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a contract? */
#include <assert.h>

#include "body/body.h"
#include "contract/contract_in.h"
#include "system/system.h"

#define CONTRACT_STATE(req) \
	DATED_REF("body", "body", (req) | FIELD_TOUCHES, M("Client")), \
	DATED_TEXT("vendor", req, CONTRACT_VENDOR_MAX, M("Vendor")), \
	DATED_TEXT("vendor_code", 0, CONTRACT_VENDOR_CODE_MAX, \
	    M("Code of the vendor")), \
	DATED_TEXT("number", req, CONTRACT_NUMBER_MAX, \
	    M("Number of the contract")), \
	{ .name = "systems", .kind = FIELD_LIST, .of = FIELD_REF, \
	    .ref = "system", .flags = FIELD_TOUCHES, \
	    .max = CONTRACT_SYSTEMS_MAX, .label = M("Systems") }, \
	{ .name = "security_clause", .kind = FIELD_BOOL, \
	    .flags = FIELD_OPEN, .label = M("Data security clause") }, \
	{ .name = "report_duty", .kind = FIELD_BOOL, .flags = FIELD_OPEN, \
	    .label = M("Duty to report incidents") },

DATED_EVENTS(contract, M("contract"), FIELD_DATE, CONTRACT_STATE);
static_assert(sizeof contract_state_rows / sizeof contract_state_rows[0] ==
    CONTRACT__MAX, "a field without its place");

static const struct import_example examples[] = {
	{ "source", "nt" }, { "code", "C12" },
	{ "body", "南通市人民政府" }, { "vendor", "某甲科技有限公司" },
	{ "number", "通采〔2024〕12号" }, { "systems", "nt:S7|nt:S8" },
	{ NULL, NULL }
};

const struct dated contract_dated = {
	DATED_OF(contract),
	.label = M("contract"),
	.refs = (const struct dated_ref *const[]){ &body_ref, &system_ref,
	    NULL },
	.self = &contract_ref,
	.examples = examples,
	.check = contract_check,
	.holds = contract_holds,
	.same = contract_same,
};
