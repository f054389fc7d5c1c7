/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sheet_in.h"
#include "test/lib/test.h"

/* A number as it is written in a workbook, and as it is read. */
static void
check_number(const char *written, const char *want)
{
	struct buf b = BUF_INIT;
	struct sheet_number n;

	CHECK(sheet_number_parse(str_of(written), &n));
	sheet_number_clean(&n);
	CHECK(sheet_number_put(&b, &n));
	CHECK_STR(buf_view(&b), want);
	buf_free(&b);
}

TEST("numbers keep their digits and lose what says nothing")
{
	static const char *const pairs[][2] = {
		{ "0", "0" }, { "-0", "0" }, { "0.0", "0" }, { "7", "7" },
		{ "110000", "110000" }, { "000110000", "110000" },
		{ "0.1", "0.1" }, { ".5", "0.5" }, { "5.", "5" },
		{ "-12.50", "-12.5" }, { "+3", "3" }, { " 42\n", "42" },
		{ "1E+15", "1000000000000000" }, { "1e3", "1000" },
		{ "1.5E-7", "0.00000015" }, { "12E-1", "1.2" },
		{ "1.10101199003071E+17", "110101199003071000" },
		{ "0.001", "0.001" }, { "100.0100", "100.01" },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		check_number(pairs[i][0], pairs[i][1]);
}

TEST("the noise of doubles goes, as Excel and libxlsxwriter write them")
{
	static const char *const pairs[][2] = {
		{ "1.1000000000000001", "1.1" },
		{ "9.699999999999999", "9.7" },
		{ "4.3999999999999997E-2", "0.044" },
		{ "110000.10000000001", "110000.1" },
		{ "0.29999999999999999", "0.3" },
		{ "-1.1000000000000001", "-1.1" },
		{ "99.989999999999995", "99.99" },
		{ "9.9999999999999995E-8", "0.0000001" },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		check_number(pairs[i][0], pairs[i][1]);
}

TEST("digits that make another double are no noise")
{
	static const char *const same[] = {
		"0.30000000000000004", "3.1415926535897931",
		"1.1000000000000003", "0.12345678901234566",
		/* Whole numbers are codes, whoever wrote them. */
		"10000000000000001", "110101199003071234",
		"9007199254740993", "1234567890123456789012345678901234567890",
	};

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		check_number(same[i], same[i]);
}

TEST("what is no number is none")
{
	static const char *const not[] = {
		"", " ", "-", "+", ".", "1.2.3", "1e", "1e+", "e5", "0x10",
		"1,000", "--1", "1E5000", "nan", "INF", "12 3",
		"12345678901234567890123456789012345678901",
	};
	struct sheet_number n;

	for (size_t i = 0; i < sizeof not / sizeof *not; i++)
		CHECK(!sheet_number_parse(str_of(not[i]), &n));
}

TEST("a number that would be too long in plain digits is not made plain")
{
	struct buf b = BUF_INIT;
	struct sheet_number n;

	CHECK(sheet_number_parse(S("1E+300"), &n));
	CHECK(!sheet_number_put(&b, &n));
	CHECK(sheet_number_parse(S("1E-300"), &n));
	CHECK(!sheet_number_put(&b, &n));
	CHECK_INT(b.n, 0);
	buf_free(&b);
}

enum {
	D	= SHEET_LOOK_DATE,
	T	= SHEET_LOOK_TIME,
	TS	= SHEET_LOOK_TIME | SHEET_LOOK_SECOND,
	F	= SHEET_LOOK_FRACTION,
	E	= SHEET_LOOK_ELAPSED
};

TEST("number formats with years, months, days and times are known as such")
{
	static const struct {
		const char	*code;
		unsigned	 look;
	} codes[] = {
		{ "General", 0 }, { "G/通用格式", 0 }, { "0.00", 0 },
		{ "#,##0.00_);[Red]\\(#,##0.00\\)", 0 }, { "0.00E+00", 0 },
		{ "@", 0 }, { "\"day\" 0", 0 }, { "0\\d", 0 }, { "0_d", 0 },
		{ "[Red]0", 0 }, { "[$¥-804]#,##0.00", 0 }, { "0%", 0 },
		{ "_ * #,##0_ ", 0 }, { "0;yyyy", 0 }, { "# ?/?", 0 },
		{ "[>=100]0.0;0.00", 0 }, { "\"yyyy", 0 }, { "[yyyy", 0 },
		{ "yyyy-mm-dd", D }, { "yyyy/m/d", D }, { "m/d/yy", D },
		{ "yyyy\"年\"m\"月\"d\"日\"", D }, { "YYYY-MM-DD", D },
		{ "[$-804]yyyy\"年\"m\"月\";@", D }, { "mm", D }, { "dd", D },
		{ "[DBNum1][$-804]m\"月\"d\"日\"", D }, { "mmm\\-yy", D },
		{ "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", D },
		{ "[$-804]aaaa;@", D }, { "yyyy.mm", D },
		{ "h:mm", T }, { "hh\"时\"mm\"分\"", T }, { "h AM/PM", T },
		{ "h:mm a/p", T }, { "上午/下午h\"时\"mm\"分\"", T },
		{ "mm:ss", TS }, { "h:mm:ss", TS }, { "h:mm:ss AM/PM", TS },
		{ "mm:ss.0", TS | F }, { "hh:mm:ss.000", TS | F },
		{ "[h]:mm", T | E }, { "[hh]:mm:ss", TS | E },
		{ "[mm]:ss", TS | E }, { "[s]", TS | E },
		{ "yyyy-mm-dd hh:mm", D | T }, { "yyyy/m/d h:mm:ss", D | TS },
		{ "d.m.yyyy h:mm", D | T }, { "m/d h:mm", D | T },
		{ "yyyy-mm-dd\\Thh:mm:ss.000", D | TS | F },
	};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (sheet_look_of_code(str_of(codes[i].code)) !=
		    codes[i].look) {
			print_error("%s\n", codes[i].code);
			CHECK_INT(sheet_look_of_code(str_of(codes[i].code)),
			    codes[i].look);
		}
}

TEST("the formats that need no description are known")
{
	static const int dates[] = { 14, 15, 16, 17, 22, 27, 28, 29, 30, 31,
	    36, 50, 51, 52, 53, 54, 57, 58 };
	static const int times[] = { 18, 19, 20, 21, 32, 33, 45, 46, 47 };
	static const int numbers[] = { -1, 0, 1, 2, 3, 4, 9, 10, 11, 12, 13, 23,
	    26, 37, 44, 48, 49, 59, 100, 164, 70000 };

	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
		CHECK((sheet_look_of_id(dates[i]) & D) != 0);
	for (size_t i = 0; i < sizeof times / sizeof *times; i++)
		CHECK_INT(sheet_look_of_id(times[i]) & (D | T), T);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		CHECK_INT(sheet_look_of_id(numbers[i]), 0);
}

static void
check_look(unsigned look, bool from_1904, const char *written,
    const char *want)
{
	struct buf b = BUF_INIT;
	struct sheet_number n;

	CHECK(sheet_number_parse(str_of(written), &n));
	CHECK_INT(sheet_look_put(&b, look, from_1904, &n), want != NULL);
	if (want != NULL)
		CHECK_STR(buf_view(&b), want);
	buf_free(&b);
}

TEST("days are counted from 1900 with a leap day that never was")
{
	check_look(D, false, "1", "1900-01-01");
	check_look(D, false, "59", "1900-02-28");
	check_look(D, false, "60", "1900-02-29");
	check_look(D, false, "61", "1900-03-01");
	check_look(D, false, "25569", "1970-01-01");
	check_look(D, false, "46349", "2026-11-23");
	check_look(D, false, "2958465", "9999-12-31");
	check_look(D, false, "0", "1900-01-00");
}

TEST("days are counted from 1904 where the workbook says so")
{
	check_look(D, true, "0", "1904-01-01");
	check_look(D, true, "60", "1904-03-01");
	check_look(D, true, "44887", "2026-11-23");
	check_look(D, true, "2957003", "9999-12-31");
	check_look(D, true, "2957004", NULL);
}

TEST("what lies before or beyond the calendar is no date")
{
	check_look(D, false, "-1", NULL);
	check_look(D, false, "2958466", NULL);
	check_look(D, false, "20261123", NULL);
	check_look(D, false, "1E+20", NULL);
}

TEST("times are as exact as they are shown")
{
	check_look(D | T, false, "46349.590277777781", "2026-11-23T14:10");
	check_look(D | TS, false, "46349.590277777781",
	    "2026-11-23T14:10:00");
	check_look(D | TS, false, "46349.590335648149",
	    "2026-11-23T14:10:05");
	check_look(D | TS | F, false, "46349.590337071756",
	    "2026-11-23T14:10:05.123");
	check_look(D | T, false, "46349", "2026-11-23T00:00");
	check_look(D, false, "46349.99", "2026-11-23");
	check_look(D | T, false, "46349.9999999999", "2026-11-24T00:00");
	check_look(T, false, "0.5", "12:00");
	check_look(TS, false, "0.50000001", "12:00:00");
	check_look(T, false, "46349.25", "06:00");
	check_look(T, false, "1E-20", "00:00");
	check_look(T | E, false, "1.5", "36:00");
	check_look(TS | E, false, "0.0006944444444444445", "00:01:00");
}

TEST("formats that are a date here and a time there go by the number")
{
	const unsigned either = sheet_look_of_id(55);

	check_look(either, false, "46349", "2026-11-23");
	check_look(either, false, "0.5", "12:00");
	check_look(either, false, "46349.5", "2026-11-23T12:00");
}

static void
check_iso(unsigned look, const char *written, const char *want)
{
	struct buf b = BUF_INIT;

	CHECK_INT(sheet_look_iso(&b, look, str_of(written)), want != NULL);
	if (want != NULL)
		CHECK_STR(buf_view(&b), want);
	buf_free(&b);
}

TEST("dates written as ISO 8601 are read")
{
	check_iso(D, "2026-11-23", "2026-11-23");
	check_iso(0, "2026-11-23", "2026-11-23");
	check_iso(D, "2026-11-23T14:10:00", "2026-11-23");
	check_iso(D | T, "2026-11-23T14:10:00.000Z", "2026-11-23T14:10");
	check_iso(0, "2026-11-23T14:10:05", "2026-11-23T14:10:05");
	check_iso(0, "2026-11-23T00:00:00", "2026-11-23");
	check_iso(D | T, "2026-11-23", "2026-11-23T00:00");
	check_iso(T, "14:10:05", "14:10");
	check_iso(0, "14:10", "14:10");
	check_iso(D | TS | F, "2026-11-23T14:10:05.5",
	    "2026-11-23T14:10:05.500");
	check_iso(D, "2026-02-30", NULL);
	check_iso(D, "yesterday", NULL);
	check_iso(D, "2026-11-23T25:00", NULL);
	check_iso(D, "2026-11-23T14:10:00+08:00", NULL);
	check_iso(D, "", NULL);
}

TEST("names of cells are read")
{
	int64_t column, row;

	CHECK(sheet_merge_cell(S("A1"), &column, &row));
	CHECK(column == 1 && row == 1);
	CHECK(sheet_merge_cell(S("XFD1048576"), &column, &row));
	CHECK(column == 16384 && row == 1048576);
	CHECK(sheet_merge_cell(S("bc23"), &column, &row));
	CHECK(column == 55 && row == 23);
	CHECK(sheet_merge_cell(S("C"), &column, &row));
	CHECK(column == 3 && row == 0);
	CHECK(!sheet_merge_cell(S(""), &column, &row));
	CHECK(!sheet_merge_cell(S("12"), &column, &row));
	CHECK(!sheet_merge_cell(S("AAAA1"), &column, &row));
	CHECK(!sheet_merge_cell(S("A0"), &column, &row));
	CHECK(!sheet_merge_cell(S("A-1"), &column, &row));
	CHECK(!sheet_merge_cell(S("A1B"), &column, &row));
}
