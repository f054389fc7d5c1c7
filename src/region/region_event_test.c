/* SPDX-License-Identifier: Apache-2.0 */
#include "region/region.h"

#include "test/lib/golden.h"

static struct value
key_value(const char *text)
{
	struct key key = KEY_NONE;

	CHECK(key_parse(str_of(text), &key));
	return (struct value)V_KEY(key);
}

#define PARENT	key_value("01a20f6c-2221-7f70-a2e2-59987c4ca5a8")

TEST("region.added is written as ever")
{
	const struct region_added ev = { .code = V_TEXT(S("320613")),
	    .level = V_INT(3), .from_year = V_INT(2020),
	    .name = V_TEXT(S("崇川区")), .parent = PARENT };

	golden_event(&region_event_added, VALUES(&ev));
}

TEST("region.ceded is written as ever")
{
	const struct region_ceded ev = { .year = V_INT(2014),
	    .code = V_TEXT(S("320613")) };

	golden_event(&region_event_ceded, VALUES(&ev));
}

TEST("region.changed is written as ever")
{
	const struct region_changed ev = { .from_year = V_INT(1991),
	    .name = V_TEXT(S("崇川区")), .parent = PARENT };

	golden_event(&region_event_changed, VALUES(&ev));
}

TEST("region.corrected is written as ever")
{
	const struct region_corrected ev = { .from_year = V_INT(1981),
	    .to_year = V_INT(2020), .name = V_TEXT(S("城区")),
	    .parent = PARENT };

	golden_event(&region_event_corrected, VALUES(&ev));
}

TEST("region.ended is written as ever")
{
	struct value codes[] = { V_TEXT(S("320613")), V_TEXT(S("320614")) };
	const struct region_ended ev = { .to_year = V_INT(2020),
	    .successors = { .given = GIVEN_KNOWN, .list = { codes, 2 } } };

	golden_event(&region_event_ended, VALUES(&ev));
}
