/* SPDX-License-Identifier: Apache-2.0 */
#include "system/system.h"

#include "test/subject/golden_dated.h"

TEST("events of systems are written as ever")
{
	struct value urls[] = { V_TEXT(S("https://www.nt.gov.cn")),
	    V_TEXT(S("http://m.nt.gov.cn/")) };
	struct value users[] = { GOLDEN_KEY(0), GOLDEN_KEY(1) };
	const struct value state[SYSTEM__MAX] = {
		[SYSTEM_NAME] = V_TEXT(S("门户")),
		[SYSTEM_KIND] = V_TEXT(S("portal")),
		[SYSTEM_LEVEL] = V_TEXT(S("prefecture")),
		[SYSTEM_LEVEL_DOCUMENT] = V_TEXT(S("通编〔2024〕3号")),
		[SYSTEM_MLPS_LEVEL] = V_INT(3),
		[SYSTEM_MLPS_FILING] = V_TEXT(S("32060043212-21001")),
		[SYSTEM_CII] = { .given = GIVEN_UNKNOWN,
		    .text = S(FIELD_NOT_KNOWN) },
		[SYSTEM_PROTECTION] = GOLDEN_KEY(2),
		[SYSTEM_URLS] = { .given = GIVEN_KNOWN, .list = { urls, 2 } },
		[SYSTEM_OWNER] = GOLDEN_KEY(0),
		[SYSTEM_SUPERVISOR] = GOLDEN_KEY(1),
		[SYSTEM_OPERATOR] = GOLDEN_KEY(2),
		[SYSTEM_USERS] = { .given = GIVEN_KNOWN,
		    .list = { users, 2 } },
		[SYSTEM_REGION] = GOLDEN_KEY(0),
		[SYSTEM_INDUSTRY] = GOLDEN_KEY(1),
		[SYSTEM_NETWORK_REF] = V_TEXT(S("网参〔2024〕7号")),
		[SYSTEM_CHANNEL_NO] = V_TEXT(S("2024-017")),
	};

	golden_dated(&system_dated, state);
}
