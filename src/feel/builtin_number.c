/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions of numbers.
 */
#include "feel/builtin.h"
#include "feel/temporal.h"

enum {
	SCALE_LEAST	= DECIMAL_EXP_MIN * -1,	/* 6176 places, … */
	SCALE_MOST	= DECIMAL_EXP_MAX	/* … or 6111 zeros */
};

static void
rounded(struct feel_run *r, const struct feel_value *arg, size_t n,
    enum decimal_way way, struct feel_value *ret)
{
	struct decimal whole, d;
	int64_t scale = 0;

	if (n > 1 && (!decimal_round(arg[1].number, 0, DECIMAL_DOWN, &whole) ||
	    !decimal_int(whole, &scale) || scale > SCALE_LEAST ||
	    scale < -SCALE_MOST))
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
	else if (!decimal_round(arg[0].number, (int)scale, way, &d))
		feel_fail(r, FEEL_WHY_RANGE, ret);
	else
		*ret = feel_number(d);
}

#define ROUNDS(name, way) \
static void \
name(struct feel_run *r, const struct feel_value *arg, size_t n, \
    struct feel_value *ret) \
{ \
	rounded(r, arg, n, way, ret); \
}

ROUNDS(round_half_even, DECIMAL_HALF_EVEN)
ROUNDS(round_floor, DECIMAL_FLOOR)
ROUNDS(round_ceiling, DECIMAL_CEILING)
ROUNDS(round_up, DECIMAL_UP)
ROUNDS(round_down, DECIMAL_DOWN)
ROUNDS(round_half_up, DECIMAL_HALF_UP)
ROUNDS(round_half_down, DECIMAL_HALF_DOWN)

static void
absolute(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	enum feel_code code = FEEL_WHY_NOT;

	(void)n;
	*ret = arg[0];
	if (arg[0].kind == FEEL_NUMBER)
		ret->number = decimal_abs(arg[0].number);
	else if (arg[0].kind == FEEL_MONTHS ? arg[0].months < 0 :
	    arg[0].nano < 0)
		code = feel_temporal_negate(&arg[0], ret);
	if (code != FEEL_WHY_NOT)
		feel_fail(r, code, ret);
}

static void
modulo(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct decimal d;

	(void)n;
	if (decimal_sign(arg[1].number) == 0)
		feel_fail(r, FEEL_WHY_ZERO, ret);
	else if (!decimal_modulo(arg[0].number, arg[1].number, &d))
		feel_fail(r, FEEL_WHY_RANGE, ret);
	else
		*ret = feel_number(d);
}

/* 0, 1, or -1 for what is no whole number. */
static int
parity(struct decimal d)
{
	struct decimal rest;

	if (!decimal_is_whole(d) ||
	    !decimal_modulo(d, decimal_of_int(2), &rest))
		return -1;
	return decimal_sign(rest) != 0;
}

static void
even(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)r;
	(void)n;
	*ret = feel_boolean(parity(arg[0].number) == 0);
}

static void
odd(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)r;
	(void)n;
	*ret = feel_boolean(parity(arg[0].number) == 1);
}

/* May ${v} part digits from each other (or from the fraction)? */
static bool
separates(const struct feel_value *v, const char *signs)
{
	return v->kind == FEEL_NULL || (v->text.n == 1 &&
	    strchr(signs, v->text.p[0]) != NULL);
}

/* A literal of the language, and no more. */
static bool
number_read(struct str s, struct decimal *ret)
{
	size_t at = str_starts(s, "-") ? 1 : 0;

	if (s.n == at || s.p[s.n - 1] == '.' || s.p[at] == '+')
		return false;
	return decimal_read(s, DECIMAL_HALF_EVEN, ret);
}

/* number(from, grouping separator, decimal separator) */
static void
number(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	const struct feel_value none = feel_null();
	const struct feel_value *group = n > 1 ? &arg[1] : &none,
	    *point = n > 2 ? &arg[2] : &none;
	struct str s = arg[0].text;
	struct decimal d;
	size_t to = 0;
	char *p;

	if (!separates(group, " ,.") || !separates(point, ",.") ||
	    (group->kind == FEEL_STRING && point->kind == FEEL_STRING &&
	    str_eq(group->text, point->text))) {
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
		return;
	}
	if (!feel_spend(r, s.n) || (p = feel_take(r, s.n + 1)) == NULL)
		return;
	for (size_t i = 0; i < s.n; i++) {
		if (group->kind == FEEL_STRING && s.p[i] == group->text.p[0])
			continue;
		/* Its point is another: this one means nothing. */
		if (point->kind == FEEL_STRING && s.p[i] == '.' &&
		    point->text.p[0] != '.') {
			feel_fail(r, FEEL_WHY_FORM, ret);
			return;
		}
		p[to++] = point->kind == FEEL_STRING &&
		    s.p[i] == point->text.p[0] ? '.' : s.p[i];
	}
	if (number_read((struct str){ p, to }, &d))
		*ret = feel_number(d);
	else
		feel_fail(r, FEEL_WHY_FORM, ret);
}

const struct feel_builtin feel_builtins_number[] = {
	{ "decimal", { "n", "scale" }, 2, 2, 0, "nn", "n", round_half_even },
	{ "floor", { "n", "scale" }, 1, 2, 0, "nn", "n", round_floor },
	{ "ceiling", { "n", "scale" }, 1, 2, 0, "nn", "n", round_ceiling },
	{ "round up", { "n", "scale" }, 1, 2, 0, "nn", "n", round_up },
	{ "round down", { "n", "scale" }, 1, 2, 0, "nn", "n", round_down },
	{ "round half up", { "n", "scale" }, 1, 2, 0, "nn", "n",
	    round_half_up },
	{ "round half down", { "n", "scale" }, 1, 2, 0, "nn", "n",
	    round_half_down },
	{ "abs", { "n" }, 1, 1, 0, "[np]", "*", absolute },
	{ "modulo", { "dividend", "divisor" }, 2, 2, 0, "nn", "n", modulo },
	{ "even", { "number" }, 1, 1, 0, "n", "b", even },
	{ "odd", { "number" }, 1, 1, 0, "n", "b", odd },
	{ "number", { "from", "grouping separator", "decimal separator" },
	    1, 3, 0, "ss?s?", "n", number },
	{ NULL, { NULL }, 0, 0, 0, NULL, NULL, NULL }
};
