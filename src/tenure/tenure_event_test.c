/* SPDX-License-Identifier: Apache-2.0 */
#include "person/person.h"
#include "post/post.h"
#include "tenure/tenure.h"
#include "test/lib/golden.h"

static struct value
key_value(const char *text)
{
	struct key key = KEY_NONE;

	CHECK(key_parse(str_of(text), &key));
	return (struct value)V_KEY(key);
}

#define SECOND	key_value("01a20f6c-2221-7f70-a2e2-59987c4ca5a8")
#define THIRD	key_value("01a20f6c-2221-7f70-a2e2-59987c4d4979")
/* What people typed: the entry holds its key. */
#define TYPED	{ .given = GIVEN_KNOWN, .hash = { { [31] = 7 } } }

static struct value
day(const char *text)
{
	int64_t n = 0;

	CHECK(day_parse(str_of(text), &n));
	return (struct value)V_DAY(n);
}

enum { VALUES_MAX = 64 };

/* The values of an event of a dated subject around those of its state. */
static void
added(const struct event_type *type, const struct value *state, size_t n)
{
	struct value v[VALUES_MAX] = {
		[ADDED_SOURCE] = V_TEXT(S("nt")),
		[ADDED_CODE] = V_TEXT(S("T12")),
		[ADDED_FROM] = day("2024-01-01"),
		[ADDED_TO] = day("2024-03-01"),
	};

	memcpy(v + ADDED_STATE, state, n * sizeof *v);
	golden_event(type, v);
}

static void
restated(const struct event_type *type, const struct value *state, size_t n)
{
	struct value words[] = { V_TEXT(S("document")) };
	struct value v[VALUES_MAX] = {
		[CHANGED_FROM] = day("2024-01-01"),
		[CHANGED_TO] = day("2024-03-01"),
	};
	struct value *behind = v + CHANGED_STATE + n;

	memcpy(v + CHANGED_STATE, state, n * sizeof *v);
	behind[BEHIND_CLEAR] = (struct value){ .given = GIVEN_KNOWN,
	    .list = { words, 1 } };
	behind[BEHIND_BEGAN] = day("2023-06-01");
	behind[BEHIND_ENDED] = day("2024-02-29");
	behind[BEHIND_REASON] = (struct value)TYPED;
	golden_event(type, v);
}

static void
ended(const struct event_type *type)
{
	const struct value v[ENDED__MAX] = {
		[ENDED_TO] = day("2024-03-01"),
		[ENDED_REASON] = TYPED,
	};

	golden_event(type, v);
}

static void
withdrawn(const struct event_type *type)
{
	const struct value v[] = { TYPED };

	golden_event(type, v);
}

TEST("events of persons are written as ever")
{
	const struct value state[PERSON__MAX] = {
		[PERSON_NAME] = V_TEXT(S("张某甲")),
		[PERSON_STAFF_NO] = V_TEXT(S("0107")),
	};

	added(&person_event_added, state, PERSON__MAX);
	restated(&person_event_changed, state, PERSON__MAX);
	restated(&person_event_corrected, state, PERSON__MAX);
	ended(&person_event_ended);
	withdrawn(&person_event_withdrawn);
}

TEST("person.merged is written as ever")
{
	const struct person_merged ev = { .into = SECOND, .reason = TYPED };

	golden_event(&person_event_merged, VALUES(&ev));
}

TEST("events of posts are written as ever")
{
	struct value words[] = { V_TEXT(S("directly_responsible")),
	    V_TEXT(S("contact")) };
	const struct value state[POST__MAX] = {
		[POST_BODY] = SECOND,
		[POST_TITLE] = V_TEXT(S("副市长")),
		[POST_CAPACITIES] = { .given = GIVEN_KNOWN,
		    .list = { words, 2 } },
		[POST_SEATS] = V_INT(6),
		[POST_RANK] = V_INT(3),
	};

	added(&post_event_added, state, POST__MAX);
	restated(&post_event_changed, state, POST__MAX);
	restated(&post_event_corrected, state, POST__MAX);
	ended(&post_event_ended);
	withdrawn(&post_event_withdrawn);
}

TEST("events of tenures are written as ever")
{
	const struct value state[TENURE__MAX] = {
		[TENURE_PERSON] = SECOND,
		[TENURE_POST] = THIRD,
		[TENURE_KIND] = V_TEXT(S("acting")),
		[TENURE_ABSENT] = V_BOOL(true),
		[TENURE_DUE] = day("2024-06-30"),
		[TENURE_DOCUMENT] = V_TEXT(S("通委〔2024〕3号")),
		[TENURE_DOCUMENT_DATE] = day("2023-12-28"),
	};

	added(&tenure_event_added, state, TENURE__MAX);
	restated(&tenure_event_changed, state, TENURE__MAX);
	restated(&tenure_event_corrected, state, TENURE__MAX);
	ended(&tenure_event_ended);
	withdrawn(&tenure_event_withdrawn);
}

TEST("tenure.handed is written as ever")
{
	const struct tenure_handed ev = { .person = SECOND, .to = THIRD,
	    .on = day("2024-03-01"), .document = V_TEXT(S("通交〔2024〕1号")),
	    .note = TYPED };

	golden_event(&tenure_event_handed, VALUES(&ev));
}
