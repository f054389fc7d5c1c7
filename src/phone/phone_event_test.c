/* SPDX-License-Identifier: Apache-2.0 */
#include "phone/phone.h"

#include "test/subject/golden_dated.h"

TEST("events of telephones are written as ever")
{
	const struct value state[PHONE__MAX] = {
		[PHONE_BODY] = GOLDEN_KEY(0),
		[PHONE_NUMBER] = V_TEXT(S("0513-85123456转801")),
		[PHONE_KIND] = V_TEXT(S("duty")),
		[PHONE_TESTED_ON] = V_DAY(19800),
		[PHONE_TEST_RESULT] = V_TEXT(S("answered")),
	};

	golden_dated(&phone_dated, state);
}
