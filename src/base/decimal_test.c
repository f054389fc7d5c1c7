/* SPDX-License-Identifier: Apache-2.0 */
#include "base/decimal.h"

#include "test/lib/test.h"

#define TEN_33		"1000000000000000000000000000000000"
#define NINES_34	"9999999999999999999999999999999999"

static struct decimal
decimal_of(const char *text)
{
	struct decimal d = { 0, 0 };

	if (!decimal_parse(str_of(text), &d))
		fail_msg("\"%s\" is not read", text);
	return d;
}

static void
check(struct decimal d, const char *want)
{
	struct buf b = BUF_INIT;

	decimal_put(&b, d);
	CHECK_STR(buf_view(&b), want);
	buf_free(&b);
}

TEST("a decimal is read and written in its normal form")
{
	static const char *const pairs[][2] = {
		{ "0", "0" }, { "-0", "0" }, { "0.000", "0" },
		{ "-0.0", "0" }, { "1", "1" }, { "-1", "-1" },
		{ "100", "100" }, { "-12.50", "-12.5" }, { "0.001", "0.001" },
		{ "-0.001", "-0.001" }, { "10.010", "10.01" },
		{ "3.000", "3" }, { "1200.00", "1200" }, { "0.10", "0.1" },
		{ "123456789.987654321", "123456789.987654321" },
		{ NINES_34, NINES_34 }, { "-" NINES_34, "-" NINES_34 },
		{ TEN_33, TEN_33 },
		{ "0." NINES_34, "0." NINES_34 },
		{ "0.00000000000000000000" NINES_34,
		  "0.00000000000000000000" NINES_34 },
		{ "99999999999999999.99999999999999999",
		  "99999999999999999.99999999999999999" },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		check(decimal_of(pairs[i][0]), pairs[i][1]);
}

TEST("the coefficient and the exponent are those written")
{
	struct decimal d = decimal_of("-12.50");

	CHECK(d.coeff == -1250);
	CHECK_INT(d.exp, -2);
	d = decimal_of("700");
	CHECK(d.coeff == 700);
	CHECK_INT(d.exp, 0);
}

TEST("other ways of writing a number are refused and nothing is set")
{
	static const char *const bad[] = {
		"", "-", ".", "-.", "+1", "01", "00", "-01", "00.5", ".5",
		"5.", "1e3", "1E3", "1.5e-3", "1 ", " 1", "1,5", "1.2.3",
		"--1", "1-", "0x10", "NaN", "Infinity", "\xEF\xBC\x91", "1_000",
		NINES_34 "0", NINES_34 ".0", "1." NINES_34, "0.1" NINES_34,
		TEN_33 "0",
	};
	struct decimal d = { 42, -1 };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (decimal_parse(str_of(bad[i]), &d))
			fail_msg("\"%s\" is read", bad[i]);
	CHECK(!decimal_parse((struct str){ NULL, 0 }, &d));
	CHECK(!decimal_parse((struct str){ "1\0", 2 }, &d));
	CHECK(d.coeff == 42);
	CHECK_INT(d.exp, -1);
}

/* "0." and so many digits, the last of them 1. */
static bool
fraction_parse(size_t digits, struct decimal *ret)
{
	struct buf b = BUF_INIT;
	bool is;

	buf_text(&b, "0.");
	for (size_t i = 1; i < digits; i++)
		buf_char(&b, '0');
	buf_char(&b, '1');
	is = decimal_parse(buf_view(&b), ret);
	if (is) {
		struct buf again = BUF_INIT;

		decimal_put(&again, *ret);
		CHECK(str_eq(buf_view(&again), buf_view(&b)));
		buf_free(&again);
	}
	buf_free(&b);
	return is;
}

TEST("the smallest number is the smallest that decimal128 has")
{
	struct decimal d;

	CHECK(fraction_parse(6176, &d));
	CHECK(d.coeff == 1);
	CHECK_INT(d.exp, DECIMAL_EXP_MIN);
	CHECK(!fraction_parse(6177, &d));
}

TEST("an exponent above zero is written as zeros")
{
	check((struct decimal){ 12, 3 }, "12000");
	check((struct decimal){ -120, 1 }, "-1200");
	check((struct decimal){ 0, 9 }, "0");
	check((struct decimal){ 0, -9 }, "0");
	check((struct decimal){ 1200, -1 }, "120");
	check((struct decimal){ 1200, -2 }, "12");
	check((struct decimal){ 1200, -3 }, "1.2");
	check((struct decimal){ 1200, -4 }, "0.12");
}

TEST("the largest number is written whole")
{
	struct decimal d = decimal_of(NINES_34);
	struct buf b = BUF_INIT;

	d.exp = DECIMAL_EXP_MAX;
	decimal_put(&b, d);
	CHECK_INT(buf_view(&b).n, DECIMAL_DIGITS + DECIMAL_EXP_MAX);
	CHECK(str_starts(buf_view(&b), NINES_34 "000"));
	buf_free(&b);
}

/* In rising order; those of one row are equal. */
static const struct decimal rising[][3] = {
	{ { -5, DECIMAL_EXP_MAX }, { -50, DECIMAL_EXP_MAX - 1 },
	  { -500, DECIMAL_EXP_MAX - 2 } },
	{ { -2, 1 }, { -20, 0 }, { -2000, -2 } },
	{ { -3, 0 }, { -30, -1 }, { -300, -2 } },
	{ { -25, -1 }, { -250, -2 }, { -2500, -3 } },
	{ { -1, DECIMAL_EXP_MIN }, { -1, DECIMAL_EXP_MIN },
	  { -1, DECIMAL_EXP_MIN } },
	{ { 0, 0 }, { 0, DECIMAL_EXP_MAX }, { 0, DECIMAL_EXP_MIN } },
	{ { 1, DECIMAL_EXP_MIN }, { 1, DECIMAL_EXP_MIN },
	  { 1, DECIMAL_EXP_MIN } },
	{ { 999, -5 }, { 9990, -6 }, { 99900, -7 } },
	{ { 1, -2 }, { 10, -3 }, { 100, -4 } },
	{ { 9, 0 }, { 90, -1 }, { 9000, -3 } },
	{ { 1, 1 }, { 10, 0 }, { 1000, -2 } },
	{ { 11, 0 }, { 110, -1 }, { 11000, -3 } },
	{ { 1, 33 }, { 10, 32 }, { 1000, 30 } },
	{ { 7, DECIMAL_EXP_MAX }, { 70, DECIMAL_EXP_MAX - 1 },
	  { 700, DECIMAL_EXP_MAX - 2 } },
};
enum { RISING = sizeof rising / sizeof *rising };

TEST("numbers compare by their value, however they are written")
{
	for (size_t i = 0; i < RISING * 3; i++)
		for (size_t k = 0; k < RISING * 3; k++) {
			int want = i / 3 < k / 3 ? -1 : i / 3 > k / 3;
			int got = decimal_cmp(rising[i / 3][i % 3],
			    rising[k / 3][k % 3]);

			CHECK_INT(got, want);
		}
}

TEST("all 34 digits count in a comparison")
{
	struct decimal a = decimal_of(NINES_34), b = a;

	b.coeff--;
	CHECK_INT(decimal_cmp(a, b), 1);
	CHECK_INT(decimal_cmp(b, a), -1);
	b = (struct decimal){ 1, 34 };
	CHECK_INT(decimal_cmp(a, b), -1);
	a = decimal_of(TEN_33);
	CHECK_INT(decimal_cmp(a, (struct decimal){ 1, 33 }), 0);
	CHECK_INT(decimal_cmp(decimal_of("0.1"), decimal_of("0.10")), 0);
	CHECK_INT(decimal_cmp(decimal_of("-0"), decimal_of("0.00")), 0);
}
