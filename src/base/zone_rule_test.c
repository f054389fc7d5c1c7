/* SPDX-License-Identifier: Apache-2.0 */
#include "base/zone_in.h"

#include "test/lib/test.h"

static int64_t
utc(const char *text)
{
	struct moment m = { 0 };

	assert_true(moment_parse(str_of(text), &m));
	return m.ms;
}

TEST("rules are read in every form that POSIX and RFC 8536 have")
{
	static const struct {
		const char	*text;
		int32_t		 standard, summer;
	} rules[] = {
		{ "CST-8", 28800, 0 },
		{ "<+0330>-3:30", 12600, 0 },
		{ "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", -10800, -7200 },
		{ "EST5EDT,M3.2.0,M11.1.0", -18000, -14400 },
		{ "IST-1GMT0,M10.5.0,M3.5.0/1", 3600, 0 },
		{ "AAA+24BBB-24:59:59,J1,J365/24", -86400, 89999 },
		{ "XXX3EDT4,0/0,J365/23", -10800, -14400 },
		{ "<abc>0<d-1>,J60/167,364/-167:59:59", 0, 3600 },
	};

	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		struct zone_rule r = { 0 };

		if (!rule_parse(str_of(rules[i].text), &r)) {
			print_error("%s\n", rules[i].text);
			fail();
		}
		CHECK_INT(r.standard, rules[i].standard);
		CHECK_INT(r.summer, rules[i].summer);
	}
}

TEST("what is no rule is refused")
{
	static const char *const others[] = {
		"", "C", "CS", "CST", "CST-", "CST-25", "CST-8:60",
		"CST-8:00:60", "CST-8:", "CST-8 ", "CST--8", "<CST-8", "<CS>-8",
		"CST-8CDT", "CST-8CDT,", "CST-8CDT,M1.1.1", "CST-8CDT,M1.1.1,",
		"CST-8CDT,M0.1.1,M2.1.1", "CST-8CDT,M13.1.1,M2.1.1",
		"CST-8CDT,M1.0.1,M2.1.1", "CST-8CDT,M1.6.1,M2.1.1",
		"CST-8CDT,M1.1.7,M2.1.1", "CST-8CDT,J0,J1", "CST-8CDT,J366,J1",
		"CST-8CDT,366,1", "CST-8CDT,1/168,2", "CST-8CDT,1,2,3",
		"CST-8,1,2", "CST-8CDT,M1.1.1/,M2.1.1",
		"CST-99999999999999999999", "C1T-8", "CST-8CD,1,2",
	};
	struct zone_rule r = { .standard = 42 };

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (rule_parse(str_of(others[i]), &r)) {
			print_error("%s\n", others[i]);
			fail();
		}
	CHECK(!rule_parse((struct str){ "CST-8\0", 6 }, &r));
	CHECK_INT(r.standard, 42);
}

static int32_t
rule_at(const char *text, const char *instant)
{
	struct zone_rule r;

	assert_true(rule_parse(str_of(text), &r));
	return rule_offset(&r, utc(instant) / SECOND_MS);
}

TEST("day numbers with and without 29 February are told apart")
{
	/* J60 is 1 March always; 59 is 1 March but 29 February in 2028. */
	CHECK_INT(rule_at("AAA0BBB,J60/0,J300/0", "2028-02-29T12:00Z"), 0);
	CHECK_INT(rule_at("AAA0BBB,J60/0,J300/0", "2028-03-01T00:00Z"), 3600);
	CHECK_INT(rule_at("AAA0BBB,59/0,J300/0", "2028-02-29T12:00Z"), 3600);
	CHECK_INT(rule_at("AAA0BBB,59/0,J300/0", "2027-02-28T12:00Z"), 0);
	CHECK_INT(rule_at("AAA0BBB,59/0,J300/0", "2027-03-01T00:00Z"), 3600);
}

TEST("a summer that ends when the next begins never ends")
{
	for (int year = 2024; year < 2033; year++) {
		int64_t day = day_from_civil(year, 1, 1);
		struct zone_rule r;

		assert_true(rule_parse(S("XXX3EDT,0/0,J365/25"), &r));
		for (int i = -50; i < 50; i++)
			CHECK_INT(rule_offset(&r, day * 86400 + i * 3600),
			    -7200);
	}
}

TEST("a change whose hour lies in the next or the last year is not missed")
{
	/* Summer from 24 December 00:00 less 167 hours: 17 December, 01:00. */
	CHECK_INT(rule_at("AAA0BBB,M12.4.0/-167,M2.1.0", "2023-12-16T23:00Z"),
	    0);
	CHECK_INT(rule_at("AAA0BBB,M12.4.0/-167,M2.1.0", "2023-12-17T01:00Z"),
	    3600);
	/* From 31 December and 167 hours: 6 January, 23:00. */
	CHECK_INT(rule_at("AAA0BBB,J365/167,J100", "2024-01-06T22:59Z"), 0);
	CHECK_INT(rule_at("AAA0BBB,J365/167,J100", "2024-01-06T23:00Z"), 3600);
	/* To 1 January less 167 hours of summer time: 25 December, 00:00. */
	CHECK_INT(rule_at("AAA0BBB,J200,J1/-167", "2024-12-24T23:59Z"), 3600);
	CHECK_INT(rule_at("AAA0BBB,J200,J1/-167", "2024-12-25T00:00Z"), 0);
}
