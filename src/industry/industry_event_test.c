/* SPDX-License-Identifier: Apache-2.0 */
#include "industry/industry.h"
#include "industry/regulator.h"

#include "test/subject/golden_dated.h"

TEST("events of industries are written as ever")
{
	const struct value state[INDUSTRY__MAX] = {
		[INDUSTRY_NAME] = V_TEXT(S("石油天然气")),
		[INDUSTRY_PARENT] = GOLDEN_KEY(0),
		[INDUSTRY_BASIS] = V_TEXT(S("条例2条")),
	};

	golden_dated(&industry_dated, state);
}

TEST("events of regulators are written as ever")
{
	const struct value state[REGULATOR__MAX] = {
		[REGULATOR_INDUSTRY] = GOLDEN_KEY(0),
		[REGULATOR_REGION] = GOLDEN_KEY(1),
		[REGULATOR_BODY] = GOLDEN_KEY(2),
		[REGULATOR_BASIS] = V_TEXT(S("苏编〔2018〕7号")),
	};

	golden_dated(&regulator_dated, state);
}
