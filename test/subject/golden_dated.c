/* SPDX-License-Identifier: Apache-2.0 */
#include "test/subject/golden_dated.h"

struct key
golden_key(int n)
{
	static const char *const keys[] = {
		"01a20f6c-2221-7f70-a2e2-59987c4ca5a8",
		"01a20f6c-2221-7f70-a2e2-59987c4d4979",
		"01a20f6c-2221-7f70-a2e2-59987c4e0b12",
	};
	struct key key = KEY_NONE;

	CHECK(key_parse(str_of(keys[n]), &key));
	return key;
}

int64_t
golden_at(const struct dated *t, const char *text)
{
	int64_t day = 0;

	CHECK(day_parse(str_of(text), &day));
	return t->moments ? day * DAY_MS + 130 * MINUTE_MS : day;
}

static struct value
when(const struct dated *t, const char *text)
{
	return dated_when(t, golden_at(t, text));
}

static void
changes(const struct dated *t, const struct value *state)
{
	struct value cleared[] = { V_TEXT(str_of(
	    t->state->field[t->state->n - 1].name)) };
	const struct value typed = GOLDEN_TYPED;
	struct value v[CHANGED_STATE + DATED_FIELDS_MAX + BEHIND__MAX] = {
		[CHANGED_FROM] = when(t, "2024-01-01"),
		[CHANGED_TO] = when(t, "2024-03-01"),
	};
	struct value *behind = v + CHANGED_STATE + t->state->n;

	/* All it says but the last field, which is emptied. */
	memcpy(v + CHANGED_STATE, state, (t->state->n - 1) * sizeof *v);
	behind[BEHIND_CLEAR] = (struct value){ .given = GIVEN_KNOWN,
	    .list = { cleared, 1 } };
	behind[BEHIND_ENDED] = when(t, "2025-01-01");
	behind[BEHIND_REASON] = typed;
	golden_event(t->changed, v);
	behind[BEHIND_BEGAN] = when(t, "2023-12-01");
	golden_event(t->corrected, v);
}

void
golden_dated(const struct dated *t, const struct value *state)
{
	const struct value typed = GOLDEN_TYPED;
	struct value added[ADDED_STATE + DATED_FIELDS_MAX] = {
		[ADDED_SOURCE] = V_TEXT(S("nt")),
		[ADDED_CODE] = V_TEXT(S("X12")),
		[ADDED_FROM] = when(t, "2024-01-01"),
		[ADDED_TO] = when(t, "2024-03-01"),
	};
	const struct value ended[ENDED__MAX] = {
		[ENDED_TO] = when(t, "2024-03-01"), [ENDED_REASON] = typed,
	};

	memcpy(added + ADDED_STATE, state, t->state->n * sizeof *added);
	golden_event(t->added, added);
	changes(t, state);
	golden_event(t->ended, ended);
	golden_event(t->withdrawn, &typed);
}
