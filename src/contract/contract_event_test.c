/* SPDX-License-Identifier: Apache-2.0 */
#include "contract/contract.h"

#include "test/subject/golden_dated.h"

TEST("events of contracts are written as ever")
{
	struct value systems[] = { GOLDEN_KEY(0), GOLDEN_KEY(1) };
	const struct value state[CONTRACT__MAX] = {
		[CONTRACT_BODY] = GOLDEN_KEY(2),
		[CONTRACT_VENDOR] = V_TEXT(S("某甲科技有限公司")),
		[CONTRACT_VENDOR_CODE] = V_TEXT(S("91350100M000100Y43")),
		[CONTRACT_NUMBER] = V_TEXT(S("通采〔2024〕12号")),
		[CONTRACT_SYSTEMS] = { .given = GIVEN_KNOWN,
		    .list = { systems, 2 } },
		[CONTRACT_SECURITY_CLAUSE] = V_BOOL(true),
		[CONTRACT_REPORT_DUTY] = { .given = GIVEN_UNKNOWN,
		    .text = S(FIELD_NOT_KNOWN) },
	};

	golden_dated(&contract_dated, state);
}
