/* SPDX-License-Identifier: Apache-2.0 */
#include "region/region.h"

#include "base/say.h"
#include "test/lib/test.h"

/* The codes that exist, parted by blanks. */
static bool
listed(void *arg, struct str code)
{
	struct str rest = str_of(arg), one;

	while (str_cut(&rest, ' ', &one))
		if (str_eq(one, code))
			return true;
	return false;
}

static struct str
above(const char *code, int level, const char *there, char room[7])
{
	char copy[100];

	(void)snprintf(copy, sizeof copy, "%s", there);
	return (struct str){ room, region_parent_code(str_of(code), level,
	    listed, copy, room) };
}

TEST("a code has six digits, a township's nine, and none begins with 0")
{
	CHECK(region_code_ok(S("110000")));
	CHECK(region_code_ok(S("110101001")));
	CHECK(!region_code_ok(S("")));
	CHECK(!region_code_ok(S("11010")));
	CHECK(!region_code_ok(S("1101010")));
	CHECK(!region_code_ok(S("11010100100")));
	CHECK(!region_code_ok(S("010000")));
	CHECK(!region_code_ok(S("11000x")));
}

TEST("above a county stands its prefecture, else its province")
{
	char room[7];

	CHECK_STR(above("320602", 3, "320000 320600", room), "320600");
	CHECK_STR(above("110101", 3, "110000", room), "110000");
	CHECK_STR(above("320602", 3, "330000", room), "");
	CHECK_STR(above("320600", 2, "320000 320600", room), "320000");
	CHECK_STR(above("320000", 1, "320000", room), "");
}

TEST("above a township stands its county, else what is above that")
{
	char room[7];

	CHECK_STR(above("320602001", 4, "320602 320600 320000", room),
	    "320602");
	CHECK_STR(above("441900003", 4, "441900 440000", room), "441900");
	CHECK_STR(above("441900003", 5, "441900 440000", room), "");
}

TEST("in the years of change a code is doubtful, in those between it is not")
{
	const struct region r = { .from_year = 1991, .to_year = 2020 };

	CHECK_INT(region_doubt(&r, 1991, 1981), REGION_CHANGES);
	CHECK_INT(region_doubt(&r, 1992, 1981), REGION_SURE);
	CHECK_INT(region_doubt(&r, 2019, 1981), REGION_SURE);
	CHECK_INT(region_doubt(&r, 2020, 1981), REGION_CHANGES);
	/* Where records begin, nothing is known to have changed. */
	CHECK_INT(region_doubt(&r, 1991, 1991), REGION_SURE);
	CHECK_INT(region_doubt(&r, 1980, 1991), REGION_BEFORE);
}

TEST("a division is certainly gone on the last day of the year it ended in")
{
	struct region r = { .to_year = 2020 };

	CHECK_INT(region_gone(&r), day_from_civil(2020, 12, 31));
	r.to_year = REGION_YEAR_OPEN;
	CHECK_INT(region_gone(&r), DAY_OPEN);
}

TEST("every doubt has its remark, which names division and year")
{
	struct region_meant m = {
		.region = { .code = S("320613"), .name = S("崇川区"),
		    .from_year = 2020, .to_year = 9999 },
		.ended = { .code = S("320611"), .name = S("港闸区"),
		    .to_year = 2020 },
	};
	const int64_t day = day_from_civil(2020, 6, 1);
	struct note note = NOTE_INIT;
	struct buf b = BUF_INIT;

	m.doubt = REGION_SURE;
	CHECK(!region_remark(&m, day, &note));
	m.doubt = REGION_CHANGES;
	CHECK(region_remark(&m, day, &note));
	CHECK_INT(note.err, ERR_OK);
	say_note(&b, (struct voice){ LANG_EN, NULL }, &note);
	CHECK_STR(buf_view(&b), "The division 320613 崇川区 began in 2020; on "
	    "which day is not known, so it is taken as given.");
	m.doubt = REGION_FOLLOWS;
	CHECK(region_remark(&m, day, &note));
	buf_empty(&b);
	say_note(&b, (struct voice){ LANG_EN, NULL }, &note);
	CHECK_STR(buf_view(&b), "The division 320611 港闸区 ended in 2020; "
	    "320613 崇川区, which alone came after it, is taken.");
	m.doubt = REGION_BEFORE;
	CHECK(region_remark(&m, day_from_civil(1950, 1, 1), &note));
	m.region.to_year = 2020;
	m.doubt = REGION_CHANGES;
	CHECK(region_remark(&m, day, &note));
	buf_empty(&b);
	say_note(&b, (struct voice){ LANG_EN, NULL }, &note);
	CHECK_STR(buf_view(&b), "The division 320613 崇川区 ended in 2020; on "
	    "which day is not known, so it is taken as given.");
	buf_free(&b);
}
