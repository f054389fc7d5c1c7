/* SPDX-License-Identifier: Apache-2.0 */
#include "base/decimal.h"

#include "test/lib/test.h"

#define NINES_34	"9999999999999999999999999999999999"
#define LARGEST		"9.999999999999999999999999999999999E+6144"
#define LEAST		"1E-6176"

static struct decimal
D(const char *text)
{
	struct decimal d = { 0, 0 };

	if (!decimal_read(str_of(text), DECIMAL_HALF_EVEN, &d))
		fail_msg("\"%s\" is not read", text);
	return d;
}

/* ${is} is what the operation returned, ${d} its result. */
static void
check(bool is, struct decimal d, const char *want)
{
	struct buf b = BUF_INIT;

	if (is)
		decimal_put_scientific(&b, d);
	else
		buf_text(&b, "none");
	CHECK_STR(buf_view(&b), want);
	buf_free(&b);
}

#define CHECK_SUM(op, a, b, want) do { \
		struct decimal d_ = { 0, 0 }; \
		bool is_ = op(D(a), D(b), DECIMAL_HALF_EVEN, &d_); \
		check(is_, d_, want); \
	} while (0)

TEST("sums, differences, products and quotients are exact where they can be")
{
	CHECK_SUM(decimal_add, "0.1", "0.2", "0.3");
	CHECK_SUM(decimal_add, "1.20", "1", "2.20");
	CHECK_SUM(decimal_sub, "1", "1.00", "0.00");
	CHECK_SUM(decimal_mul, "100", "1.005", "100.500");
	CHECK_SUM(decimal_div, "1", "8", "0.125");
	CHECK_SUM(decimal_div, "2", "3", "0.6666666666666666666666666666666667");
	CHECK_SUM(decimal_div, "600", "2.00", "3E+2");
	CHECK_SUM(decimal_div, "600", "2", "300");
	CHECK_SUM(decimal_add, "1E+33", "1E-33",
	    "1000000000000000000000000000000000");
}

TEST("what is beyond the largest number is no result, in every way of rounding")
{
	struct decimal d = { 42, 1 };

	for (int w = 0; w < DECIMAL_WAY__MAX; w++) {
		enum decimal_way way = (enum decimal_way)w;

		CHECK(!decimal_add(D(LARGEST), D("1E+6111"), way, &d));
		CHECK(!decimal_mul(D(LARGEST), D("1.1"), way, &d));
		CHECK(!decimal_div(D(LARGEST), D("0.9"), way, &d));
		CHECK(!decimal_read(S("1E+6145"), way, &d));
	}
	CHECK(!decimal_div(D("1"), D("0.00"), DECIMAL_HALF_EVEN, &d));
	CHECK(!decimal_div(D("0"), D("0"), DECIMAL_HALF_EVEN, &d));
	CHECK(!decimal_div_whole(D("1"), D("0"), &d));
	CHECK(!decimal_remainder(D("1"), D("0"), &d));
	CHECK(!decimal_modulo(D("1"), D("0"), &d));
	CHECK(!decimal_power(D(LARGEST), 2, &d));
	CHECK(!decimal_power(D(LEAST), -2, &d));
	CHECK(!decimal_power(D("0"), -1, &d));
	CHECK(d.coeff == 42 && d.exp == 1);
}

TEST("what is too small becomes subnormal and then zero")
{
	CHECK_SUM(decimal_div, LEAST, "2", "0E-6176");
	CHECK_SUM(decimal_mul, LEAST, "1.5", "2E-6176");
	CHECK_SUM(decimal_mul, LEAST, "0.51", "1E-6176");
	CHECK_SUM(decimal_mul, "1.5E-6170", "1.0000001", "1.500000E-6170");
}

TEST("the modulo has the sign of the divisor")
{
	static const char *const rows[][3] = {
		{ "12", "5", "2" }, { "-12", "5", "3" }, { "12", "-5", "-3" },
		{ "-12", "-5", "-2" }, { "10.1", "4.5", "1.1" },
		{ "-10.1", "4.5", "3.4" }, { "10.1", "-4.5", "-3.4" },
		{ "-10.1", "-4.5", "-1.1" }, { "10", "5", "0" },
		{ "1E+6144", "7", "1" },
		{ "-1E-30", "1E+10", "10000000000.00000000000000000000000" },
		{ "0.3", "7E+100", "0.3" }, { "0", "3", "0" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct decimal d = { 0, 0 };
		bool is = decimal_modulo(D(rows[i][0]), D(rows[i][1]), &d);

		check(is, d, rows[i][2]);
	}
}

#define CHECK_POWER(a, n, want) do { \
		struct decimal d_ = { 0, 0 }; \
		bool is_ = decimal_power(D(a), (n), &d_); \
		check(is_, d_, want); \
	} while (0)

TEST("powers are exact where they can be")
{
	CHECK_POWER("2", 10, "1024");
	CHECK_POWER("2", -3, "0.125");
	CHECK_POWER("1.50", 2, "2.2500");
	CHECK_POWER("-3", 3, "-27");
	CHECK_POWER("-3", 4, "81");
	CHECK_POWER("0", 0, "1");
	CHECK_POWER("5", 0, "1");
	CHECK_POWER("0", 7, "0");
	CHECK_POWER("10", 6144, "1.000000000000000000000000000000000E+6144");
	CHECK_POWER("10", 6145, "none");
	CHECK_POWER("10", -6176, "1E-6176");
	CHECK_POWER("10", -6177, "0E-6176");
	CHECK_POWER("5", -50, "1.125899906842624E-35");
	CHECK_POWER("2", 112, "5192296858534827628530496329220096");
	CHECK_POWER("-1.00", INT64_MAX, "-1");
	CHECK_POWER("1", INT64_MIN, "1");
	CHECK_POWER("0.5", INT64_MAX, "none");
}

TEST("powers are rounded once, at the end")
{
	/* Python's decimal with 100 digits, rounded to 34. */
	CHECK_POWER("1.1", 100, "13780.61233982227018411833717208964");
	CHECK_POWER("3", 1000, "1.322070819480806636890455259752144E+477");
	CHECK_POWER("1.000000001", 1000000000,
	    "2.718281827099904322376644023860333");
	CHECK_POWER("1.000000000000000000000000000000001",
	    INT64_C(999999999999999999),
	    "1.000000000000001000000000000000499");
	CHECK_POWER("7", -77, "8.461569363277290465545152558312272E-66");
}

TEST("a number is rounded to places after or before the point")
{
	static const struct {
		const char		*d;
		int64_t			 places;
		enum decimal_way	 way;
		const char		*want;
	} rows[] = {
		{ "1.125", 2, DECIMAL_HALF_EVEN, "1.12" },
		{ "1.125", 2, DECIMAL_HALF_UP, "1.13" },
		{ "1.125", 2, DECIMAL_HALF_DOWN, "1.12" },
		{ "-1.125", 2, DECIMAL_HALF_UP, "-1.13" },
		{ "-1.5", 0, DECIMAL_CEILING, "-1" },
		{ "-1.5", 0, DECIMAL_FLOOR, "-2" },
		{ "1.5", 40, DECIMAL_UP, "1.5" },
		{ "1251", -2, DECIMAL_HALF_EVEN, "1.3E+3" },
		{ "1251", -4, DECIMAL_HALF_EVEN, "0E+4" },
		{ "1251", -4, DECIMAL_UP, "1E+4" },
		{ "1251", INT64_MIN, DECIMAL_HALF_EVEN, "0E+6111" },
		{ "1251", INT64_MIN, DECIMAL_UP, "none" },
		{ LARGEST, INT64_MIN, DECIMAL_HALF_EVEN, "0E+6111" },
		{ LARGEST, -6145, DECIMAL_HALF_EVEN, "none" },
		{ LARGEST, -6144, DECIMAL_DOWN,
		  "9.000000000000000000000000000000000E+6144" },
		{ NINES_34, -1, DECIMAL_HALF_EVEN, "1.0000000000000000000000"
		  "00000000000E+34" },
		{ "1251", INT64_MAX, DECIMAL_UP, "1251" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct decimal d = { 0, 0 };
		bool is = decimal_round(D(rows[i].d), rows[i].places,
		    rows[i].way, &d);

		check(is, d, rows[i].want);
	}
}

TEST("a whole number is an integer if it fits")
{
	int64_t n = 5;

	CHECK(decimal_int(D("12.00"), &n) && n == 12);
	CHECK(decimal_int(D("1E+3"), &n) && n == 1000);
	CHECK(decimal_int(D("-9223372036854775808"), &n) && n == INT64_MIN);
	CHECK(decimal_int(D("0E+6000"), &n) && n == 0);
	n = 5;
	CHECK(!decimal_int(D("9223372036854775808"), &n));
	CHECK(!decimal_int(D("1E+40"), &n));
	CHECK(!decimal_int(D("1.5"), &n));
	CHECK(!decimal_int(D("1E-40"), &n));
	CHECK_INT(n, 5);
	CHECK(decimal_is_whole(D("0E-100")) && decimal_is_whole(D("7E+9")));
	CHECK(!decimal_is_whole(D("70.1")) && !decimal_is_whole(D(LEAST)));
}

TEST("equal numbers have one reduced form")
{
	static const char *const rows[][2] = {
		{ "100", "1E+2" }, { "1.500", "1.5" }, { "0.00", "0" },
		{ "-12E-5", "-0.00012" }, { LARGEST, LARGEST },
		/* The exponent ends at 6111. */
		{ "1E+6144", "1.000000000000000000000000000000000E+6144" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check(true, decimal_reduce(D(rows[i][0])), rows[i][1]);
}

TEST("what a numeric string is not is refused")
{
	static const char *const bad[] = {
		"", "+", "-", ".", "e5", ".e5", "1e", "1e+", "1E5.", "1..2",
		"1.2.3", "+-1", " 1", "1 ", "0x1", "NaN", "sNaN", "Inf",
		"Infinity", "1E+6145", "-1E+99999999999999999999", "1,5", "१",
	};
	struct decimal d = { 42, -1 };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (decimal_read(str_of(bad[i]), DECIMAL_HALF_EVEN, &d))
			fail_msg("\"%s\" is read", bad[i]);
	CHECK(d.coeff == 42 && d.exp == -1);
	check(true, D("1E-99999999999999999999999"), "0E-6176");
	check(true, D("0E+99999999999999999999999"), "0E+6111");
	check(true, D("00000000000000000000000000000000000000000000000012"),
	    "12");
	check(true, D("99999999999999999999999999999999995"),
	    "1.000000000000000000000000000000000E+35");
	check(true, D("0.00000000000000000000000000000000000000000000000001"),
	    "1E-50");
}
