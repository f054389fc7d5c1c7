/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body.h"

#include "test/lib/test.h"

enum { FROM = 100, TO = 200 };

static struct body
body_on(int64_t from, int64_t to)
{
	return (struct body){ .id = { { 1 } }, .name = S("甲"), .from = from,
	    .to = to };
}

static struct body_state
state(int64_t from, int64_t to)
{
	struct body_state s = { .from = V_DAY(from), .name = V_TEXT(S("甲")),
	    .kind = V_TEXT(S("unit")) };

	if (to != DAY_OPEN)
		s.to = (struct value)V_DAY(to);
	return s;
}

TEST("a source holds no colon")
{
	CHECK_INT(body_source_check(S("js"), NULL), ERR_OK);
	CHECK_INT(body_source_check(S("j:s"), NULL), ERR_INVALID);
}

TEST("a state ends later than it begins")
{
	CHECK_INT(body_days_check(S("甲"), 1, 2, NULL), ERR_OK);
	CHECK_INT(body_days_check(S("甲"), 2, 2, NULL), ERR_INVALID);
	CHECK_INT(body_days_check(S("甲"), 3, 2, NULL), ERR_INVALID);
}

TEST("only who is there and was not withdrawn may lead")
{
	struct body b = body_on(FROM, TO);

	CHECK_INT(body_lead_check(&b, S("乙"), FROM, NULL), ERR_OK);
	CHECK_INT(body_lead_check(&b, S("乙"), TO - 1, NULL), ERR_OK);
	CHECK_INT(body_lead_check(&b, S("乙"), FROM - 1, NULL), ERR_INVALID);
	CHECK_INT(body_lead_check(&b, S("乙"), TO, NULL), ERR_INVALID);
	b.withdrawn = true;
	CHECK_INT(body_lead_check(&b, S("乙"), FROM, NULL), ERR_INVALID);
}

TEST("a circle names the way, and only its beginning when it is long")
{
	struct arena *a = arena_new();
	struct str names[BODY_CYCLE_MAX + 1];
	struct note note = NOTE_INIT;

	for (size_t i = 0; i < BODY_CYCLE_MAX + 1; i++)
		names[i] = str_fmt(a, "%zu", i);
	CHECK_INT(body_cycle(a, names, 3, &note), ERR_INVALID);
	CHECK_STR(note.args[0].text, "0 → 1 → 2 → 0");
	note_clear(&note);
	CHECK_INT(body_cycle(a, names, BODY_CYCLE_MAX + 1, &note),
	    ERR_INVALID);
	CHECK_STR(note.args[0].text, "0 → 1 → 2 → 3 → 4 → 5 → 6 → 7 → … → 0");
	note_clear(&note);
	CHECK_INT(body_cycle(a, names, 1, &note), ERR_INVALID);
	CHECK_STR(note.args[0].text, "0");
	arena_free(a);
}

TEST("of one withdrawn nothing more is said, of one merged only its past")
{
	struct body b = body_on(FROM, TO);

	CHECK_INT(body_live_check(&b, NULL), ERR_OK);
	b.merged.b[0] = 2;
	CHECK_INT(body_live_check(&b, NULL), ERR_CONFLICT);
	CHECK_INT(body_past_check(&b, NULL), ERR_OK);
	b.withdrawn = true;
	CHECK_INT(body_live_check(&b, NULL), ERR_CONFLICT);
	CHECK_INT(body_past_check(&b, NULL), ERR_CONFLICT);
}

TEST("a body ends within its life, when it leads nobody")
{
	struct body b = body_on(FROM, DAY_OPEN);

	CHECK_INT(body_end_check(&b, FROM + 1, 0, S(""), NULL), ERR_OK);
	CHECK_INT(body_end_check(&b, FROM, 0, S(""), NULL), ERR_INVALID);
	CHECK_INT(body_end_check(&b, FROM + 1, 1, S("乙"), NULL),
	    ERR_INVALID);
	b.to = TO;
	CHECK_INT(body_end_check(&b, TO - 1, 0, S(""), NULL), ERR_OK);
	CHECK_INT(body_end_check(&b, TO, 0, S(""), NULL), ERR_INVALID);
	CHECK_INT(body_withdraw_check(&b, 0, S(""), NULL), ERR_OK);
	CHECK_INT(body_withdraw_check(&b, 2, S("乙"), NULL), ERR_INVALID);
}

TEST("a body goes into another that is there on the day")
{
	struct body b = body_on(FROM, DAY_OPEN), into = body_on(FROM, TO);

	into.id.b[0] = 2;
	CHECK_INT(body_merge_check(&b, &into, FROM + 1, SIZE_MAX, NULL),
	    ERR_OK);
	CHECK_INT(body_merge_check(&b, &into, FROM, SIZE_MAX, NULL),
	    ERR_INVALID);
	CHECK_INT(body_merge_check(&b, &into, TO, SIZE_MAX, NULL),
	    ERR_INVALID);
	/* Directly below it may be, deeper it may not. */
	CHECK_INT(body_merge_check(&b, &into, FROM + 1, 0, NULL), ERR_OK);
	CHECK_INT(body_merge_check(&b, &into, FROM + 1, 1, NULL),
	    ERR_INVALID);
	CHECK_INT(body_merge_check(&b, &b, FROM + 1, SIZE_MAX, NULL),
	    ERR_INVALID);
	into.merged.b[0] = 3;
	CHECK_INT(body_merge_check(&b, &into, FROM + 1, SIZE_MAX, NULL),
	    ERR_INVALID);
}

TEST("a correction moves the days of a state, and its neighbours give way")
{
	const struct body_state was = state(FROM, TO);
	const struct body_state before = state(50, FROM);
	const struct body_state after = state(TO, 300);
	struct body_state want = state(FROM, TO);
	bool longer = true;

	CHECK_INT(body_correct_check(&was, &want, &before, &after, &longer,
	    NULL), ERR_OK);
	CHECK(!longer);
	want = state(120, TO);
	CHECK_INT(body_correct_check(&was, &want, &before, &after, &longer,
	    NULL), ERR_OK);
	CHECK(longer);
	want = state(80, 250);
	CHECK_INT(body_correct_check(&was, &want, &before, &after, &longer,
	    NULL), ERR_OK);
	CHECK(!longer);
	want = state(120, TO);
	CHECK_INT(body_correct_check(&was, &want, NULL, NULL, &longer, NULL),
	    ERR_OK);
	CHECK(!longer);
}

TEST("a correction swallows no other state and leaves no hole before one")
{
	const struct body_state was = state(FROM, TO);
	const struct body_state before = state(50, FROM);
	const struct body_state after = state(TO, 300);
	struct body_state want = state(50, TO);
	bool longer;

	CHECK_INT(body_correct_check(&was, &want, &before, NULL, &longer,
	    NULL), ERR_INVALID);
	want = state(FROM, 300);
	CHECK_INT(body_correct_check(&was, &want, NULL, &after, &longer,
	    NULL), ERR_INVALID);
	want = state(FROM, DAY_OPEN);
	CHECK_INT(body_correct_check(&was, &want, NULL, &after, &longer,
	    NULL), ERR_INVALID);
	want = state(FROM, 150);
	CHECK_INT(body_correct_check(&was, &want, NULL, &after, &longer,
	    NULL), ERR_INVALID);
	CHECK_INT(body_correct_check(&was, &want, NULL, NULL, &longer, NULL),
	    ERR_OK);
	want = state(TO, 250);
	CHECK_INT(body_correct_check(&was, &want, NULL, NULL, &longer, NULL),
	    ERR_INVALID);
	want = state(150, 120);
	CHECK_INT(body_correct_check(&was, &want, NULL, NULL, &longer, NULL),
	    ERR_INVALID);
}

TEST("the state of a day is the one that holds on it")
{
	const struct body_state s[] = { state(10, 20), state(30, DAY_OPEN) };
	const struct body_state *on;

	CHECK_INT(body_state_on(s, 2, 10, S("甲"), &on, NULL), ERR_OK);
	CHECK(on == &s[0]);
	CHECK_INT(body_state_on(s, 2, 99, S("甲"), &on, NULL), ERR_OK);
	CHECK(on == &s[1]);
	CHECK_INT(body_state_on(s, 2, 9, S("甲"), &on, NULL), ERR_INVALID);
	CHECK_INT(body_state_on(s, 2, 20, S("甲"), &on, NULL), ERR_INVALID);
	CHECK_INT(body_state_on(s, 0, 20, S("甲"), &on, NULL), ERR_INVALID);
}

TEST("states are the same whatever the order of the guides")
{
	struct value one[] = { V_KEY(((struct key){ { 1 } })),
	    V_KEY(((struct key){ { 2 } })) };
	struct value two[] = { one[1], one[0] };
	struct body_state a = state(1, 2), b = state(1, 2);

	CHECK(body_state_eq(&a, &b));
	a.guided_by = (struct value){ .given = GIVEN_KNOWN,
	    .list = { one, 2 } };
	CHECK(!body_state_eq(&a, &b));
	b.guided_by = (struct value){ .given = GIVEN_KNOWN,
	    .list = { two, 2 } };
	CHECK(body_state_eq(&a, &b));
	b.guided_by.list.n = 1;
	CHECK(!body_state_eq(&a, &b));
	b.guided_by.list.n = 2;
	b.industry = (struct value)V_TEXT(S("金融"));
	CHECK(!body_state_eq(&a, &b));
	a.industry = b.industry;
	b.to = (struct value){ 0 };
	CHECK(!body_state_eq(&a, &b));
}
