/* SPDX-License-Identifier: Apache-2.0 */
#include "roster/roster.h"

#include "test/subject/golden_dated.h"

TEST("events of shifts are written as ever")
{
	const struct value state[ROSTER__MAX] = {
		[ROSTER_BODY] = GOLDEN_KEY(0),
		[ROSTER_PERSON] = GOLDEN_KEY(1),
		[ROSTER_ROLE] = V_TEXT(S("leader")),
		[ROSTER_PHONE] = V_TEXT(S("13900000000")),
	};

	golden_dated(&roster_dated, state);
}

TEST("roster.handed is written as ever")
{
	const struct roster_handed ev = {
		.at = { .given = GIVEN_KNOWN, .prec = PREC_MINUTE,
		    .num = golden_at(&roster_dated, "2024-01-02") },
		.to = GOLDEN_KEY(2),
		.note = GOLDEN_TYPED,
	};

	golden_event(&roster_event_handed, VALUES(&ev));
}
