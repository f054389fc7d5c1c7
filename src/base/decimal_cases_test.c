/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The General Decimal Arithmetic test cases for decimal128 (dq*.decTest of M.
 * Cowlishaw), as Debian's libpython3.11-testsuite carries them: every case of
 * the operations we have.  What differs from the standard is so by design:
 *
 *  - There is no NaN and no infinity.  A case with such an operand cannot be
 *    put and is counted; one with such a result must be our failure.
 *  - A result that overflows is a failure in every way of rounding, where the
 *    standard has the largest number for some.
 *  - There is no negative zero: -0 is expected as 0, and which of two zeros is
 *    the larger is told by the exponent alone.
 *  - Operands and results given as bytes of the interchange format (#…) are
 *    counted with those that cannot be put.
 *  - Flags (Inexact, Rounded, Subnormal…) are not kept.
 */
#include <dirent.h>

#include "base/decimal.h"
#include "base/file.h"

#include "test/lib/test.h"

enum { CASE_FILE_MAX = 4 * 1024 * 1024, WORDS_MAX = 8, RESULT = 3 };

#define CASES_FOLDER	"/usr/lib/python3.11/test/decimaltestdata"

/* One line's answer: false for no finite result. */
typedef bool operation(const struct str *arg, enum decimal_way way,
    struct decimal *ret);

struct kind {
	const char	*name;
	int		 operands;
	operation	*run;
	long		 least;		/* finite cases that must have run */
	long		 ran, failures, special;
};

static const char *const ways[DECIMAL_WAY__MAX] = {
	[DECIMAL_HALF_EVEN]	= "half_even",
	[DECIMAL_HALF_UP]	= "half_up",
	[DECIMAL_HALF_DOWN]	= "half_down",
	[DECIMAL_UP]		= "up",
	[DECIMAL_DOWN]		= "down",
	[DECIMAL_CEILING]	= "ceiling",
	[DECIMAL_FLOOR]		= "floor",
	[DECIMAL_05UP]		= "05up",
};

/* An operand as it stands there; those of decimal128's cases all fit. */
static struct decimal
number(struct str s)
{
	struct decimal d = { 0, 0 };

	if (!decimal_read(s, DECIMAL_HALF_EVEN, &d))
		fail_msg("\"%.*s\" is not read", STR_ARG(s));
	return d;
}

#define BINARY(name, call) \
	static bool \
	name(const struct str *arg, enum decimal_way way, \
	    struct decimal *ret) \
	{ \
		struct decimal a = number(arg[0]), b = number(arg[1]); \
		(void)way; \
		return call; \
	}
#define UNARY(name, result) \
	static bool \
	name(const struct str *arg, enum decimal_way way, \
	    struct decimal *ret) \
	{ \
		struct decimal a = number(arg[0]); \
		(void)way; \
		*ret = result; \
		return true; \
	}

BINARY(run_add, decimal_add(a, b, way, ret))
BINARY(run_subtract, decimal_sub(a, b, way, ret))
BINARY(run_multiply, decimal_mul(a, b, way, ret))
BINARY(run_divide, decimal_div(a, b, way, ret))
BINARY(run_divideint, decimal_div_whole(a, b, ret))
BINARY(run_remainder, decimal_remainder(a, b, ret))
BINARY(run_quantize, decimal_quantize(a, b.exp, way, ret))
BINARY(run_compare, (*ret = decimal_of_int(decimal_cmp(a, b)), true))
BINARY(run_max, (*ret = decimal_max(a, b), true))
BINARY(run_min, (*ret = decimal_min(a, b), true))
UNARY(run_abs, decimal_abs(a))
UNARY(run_minus, decimal_neg(a))
UNARY(run_plus, a)
UNARY(run_reduce, decimal_reduce(a))
UNARY(run_integral, decimal_integral(a, way))

static bool
run_read(const struct str *arg, enum decimal_way way, struct decimal *ret)
{
	return decimal_read(arg[0], way, ret);
}

static struct kind kinds[] = {
	{ "abs", 1, run_abs, 66 },
	{ "add", 2, run_add, 905 },
	{ "apply", 1, run_read, 4 },
	{ "compare", 2, run_compare, 566 },
	{ "divide", 2, run_divide, 520 },
	{ "divideint", 2, run_divideint, 233 },
	{ "max", 2, run_max, 163 },
	{ "min", 2, run_min, 153 },
	{ "minus", 1, run_minus, 29 },
	{ "multiply", 2, run_multiply, 340 },
	{ "plus", 1, run_plus, 29 },
	{ "quantize", 2, run_quantize, 564 },
	{ "reduce", 1, run_reduce, 123 },
	{ "remainder", 2, run_remainder, 382 },
	{ "subtract", 2, run_subtract, 434 },
	{ "tointegralx", 1, run_integral, 165 },
	{ "tosci", 1, run_read, 585 },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct cases {
	enum decimal_way	way;
	const char		*file;
	long			wrong;
};

/* One word of the line, perhaps in quotes; false at its end or a comment. */
static bool
word_take(struct str *line, struct str *ret)
{
	char end = ' ';
	size_t from, to;

	*line = str_trim(*line);
	if (line->n == 0 || str_starts(*line, "--"))
		return false;
	if (line->p[0] == '\'' || line->p[0] == '"')
		end = line->p[0];
	from = end != ' ';
	/* A quote that is doubled stands for itself. */
	for (to = from; to < line->n && line->p[to] != '\t'; to++) {
		if (line->p[to] != end)
			continue;
		if (end == ' ' || to + 1 == line->n || line->p[to + 1] != end)
			break;
		to++;
	}
	*ret = str_part(*line, from, to);
	*line = str_part(*line, to + from, line->n);
	return true;
}

/* Neither a number nor a text that could be one: NaN, Inf, #…. */
static bool
is_special(struct str s)
{
	if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+'))
		s = str_part(s, 1, s.n);
	return s.n == 0 || !((s.p[0] >= '0' && s.p[0] <= '9') ||
	    s.p[0] == '.');
}

static bool
is_zero(struct str s)
{
	for (size_t i = 0; i < s.n && s.p[i] != 'E' && s.p[i] != 'e'; i++)
		if (s.p[i] >= '1' && s.p[i] <= '9')
			return false;
	return true;
}

static struct kind *
kind_of(struct str name)
{
	for (size_t i = 0; i < KINDS; i++)
		if (str_eq_nocase(name, str_of(kinds[i].name)))
			return &kinds[i];
	return NULL;
}

static bool
chooses(const struct kind *k)
{
	return k->run == run_max || k->run == run_min;
}

static void
wrong(struct cases *c, const struct str *word, const char *got)
{
	print_message("# %.*s (%s): %s\n", STR_ARG(word[0]), c->file, got);
	c->wrong++;
}

/* A finite result is compared as text: digits and exponent count. */
static void
case_check(struct cases *c, struct kind *k, const struct str *word,
    struct str want, bool overflow)
{
	struct decimal d = { 0, 0 };
	struct buf b = BUF_INIT;
	bool is = k->run(word + 2, c->way, &d);

	if (is)
		decimal_put_scientific(&b, d);
	else
		buf_text(&b, "no finite result");
	if (is_special(want) || overflow) {
		k->failures++;
		if (is)
			wrong(c, word, b.p);
	} else {
		k->ran++;
		if (is_zero(want) && str_starts(want, "-"))
			want = str_part(want, 1, want.n);
		if (!str_eq(buf_view(&b), want) &&
		    !(chooses(k) && is_zero(word[2]) && is_zero(word[3]) &&
		    is && d.coeff == 0))
			wrong(c, word, b.p);
	}
	buf_free(&b);
}

static void
line_run(struct cases *c, struct str line)
{
	struct str word[WORDS_MAX + 1] = { { NULL, 0 } }, rest = line, flag;
	struct kind *k;
	int arrow, n = 0;
	bool overflow = false;

	while (n < WORDS_MAX && word_take(&rest, &word[n]) &&
	    (n < 2 || !str_is(word[n - 1], "->")))
		n++;
	if (n == 2 && str_is(word[0], "rounding:")) {
		for (c->way = 0; c->way < DECIMAL_WAY__MAX; c->way++)
			if (str_is(word[1], ways[c->way]))
				return;
		fail_msg("%s: %.*s", c->file, STR_ARG(line));
	}
	if (n < 4 || (k = kind_of(word[1])) == NULL)
		return;
	arrow = n - 1;
	if (arrow != 2 + k->operands || !str_is(word[arrow], "->"))
		fail_msg("%s: %.*s", c->file, STR_ARG(line));
	while (word_take(&rest, &flag))
		overflow = overflow || str_eq_nocase(flag, S("Overflow"));
	for (int i = 2; i <= n; i++)
		if (str_starts(word[i], "#") ||
		    (i < arrow && is_special(word[i]) && k->run != run_read)) {
			k->special++;
			return;
		}
	case_check(c, k, word, word[n], overflow);
}

static void
file_run(const char *name, long *total_wrong)
{
	struct cases c = { DECIMAL_HALF_EVEN, name, 0 };
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct str text, line;

	assert_non_null(a);
	CHECK_OK(file_read(a, str_fmt(a, "%s/%s", CASES_FOLDER, name).p,
	    CASE_FILE_MAX, &text, &note), &note);
	while (str_cut(&text, '\n', &line))
		line_run(&c, line);
	*total_wrong += c.wrong;
	arena_free(a);
}

TEST("the cases of the General Decimal Arithmetic for decimal128")
{
	DIR *folder = opendir(CASES_FOLDER);
	struct dirent *e;
	long files = 0, all_wrong = 0;

	if (folder == NULL) {
		SKIP("there is no " CASES_FOLDER
		    ": install libpython3.11-testsuite");
		return;
	}
	while ((e = readdir(folder)) != NULL)
		if (str_starts(str_of(e->d_name), "dq") &&
		    str_ends(str_of(e->d_name), ".decTest")) {
			file_run(e->d_name, &all_wrong);
			files++;
		}
	closedir(folder);
	print_message("# %-12s %8s %8s %8s\n", "operation", "finite",
	    "failures", "special");
	for (size_t i = 0; i < KINDS; i++)
		print_message("# %-12s %8ld %8ld %8ld\n", kinds[i].name,
		    kinds[i].ran, kinds[i].failures, kinds[i].special);
	CHECK_INT(all_wrong, 0);
	CHECK(files >= 42);
	for (size_t i = 0; i < KINDS; i++)
		if (kinds[i].ran < kinds[i].least)
			fail_msg("only %ld cases of %s", kinds[i].ran,
			    kinds[i].name);
}
