/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions of ranges and points (DMN 1.5, 10.3.4.8 and table 78), and range().
 */
#include "feel/lex_in.h"
#include "feel/run_in.h"
#include "feel/temporal.h"

/*
 * A point is a range from itself to itself.  An end that is missing lies
 * beyond everything.
 */
struct extent {
	const struct feel_value	*from, *to;	/* NULL: beyond everything */
	bool			 has_from, has_to;
	bool			 point;
};

static bool
extent_of(const struct feel_value *v, struct extent *ret)
{
	const struct feel_range *r = v->range;

	if (v->kind != FEEL_RANGE) {
		*ret = (struct extent){ v, v, true, true, true };
		return true;
	}
	*ret = (struct extent){ r->from, r->to, false, false, false };
	switch (r->ends) {
	case FEEL_EQUAL:
		ret->from = r->to;
		ret->has_from = ret->has_to = true;
		return true;
	case FEEL_UNEQUAL:
		return false;
	default:
		break;
	}
	ret->has_from = r->ends == FEEL_CLOSED_OPEN ||
	    r->ends == FEEL_CLOSED_CLOSED || r->ends == FEEL_LEAST;
	ret->has_to = r->ends == FEEL_OPEN_CLOSED ||
	    r->ends == FEEL_CLOSED_CLOSED || r->ends == FEEL_MOST;
	if (ret->from != NULL && ret->from->kind == FEEL_NULL)
		ret->from = NULL;
	if (ret->to != NULL && ret->to->kind == FEEL_NULL)
		ret->to = NULL;
	return true;
}

/* Comparisons of ends; ${code} keeps the first that fails. */
struct ends {
	struct feel_run	*r;
	enum feel_code	 code;
};

/* Which of the ends comes first?  ${x_beyond}: what a missing one counts. */
static int
order(struct ends *e, const struct feel_value *x, int x_beyond,
    const struct feel_value *y, int y_beyond)
{
	int c = 0;
	enum feel_code code;

	if (x == NULL || y == NULL)
		return (x == NULL ? x_beyond : 0) - (y == NULL ? y_beyond : 0);
	if ((code = run_cmp_paid(e->r, x, y, &c)) != FEEL_WHY_NOT &&
	    e->code == FEEL_WHY_NOT)
		e->code = code;
	return c;
}

static int
from_from(struct ends *e, const struct extent *x, const struct extent *y)
{
	int c = order(e, x->from, -1, y->from, -1);

	return c != 0 ? c : (int)y->has_from - (int)x->has_from;
}

static int
to_to(struct ends *e, const struct extent *x, const struct extent *y)
{
	int c = order(e, x->to, 1, y->to, 1);

	return c != 0 ? c : (int)x->has_to - (int)y->has_to;
}

/* Does ${x} end before ${y} begins? */
static bool
apart(struct ends *e, const struct extent *x, const struct extent *y)
{
	int c = order(e, x->to, 1, y->from, -1);

	return c < 0 || (c == 0 && (!x->has_to || !y->has_from));
}

/* Does ${x} end exactly where ${y} begins, both having that point? */
static bool
touch(struct ends *e, const struct extent *x, const struct extent *y)
{
	return x->to != NULL && y->from != NULL && x->has_to && y->has_from &&
	    order(e, x->to, 1, y->from, -1) == 0;
}

static bool
within(struct ends *e, const struct extent *x, const struct extent *y)
{
	return from_from(e, x, y) >= 0 && to_to(e, x, y) <= 0;
}

static bool
before(struct ends *e, const struct extent *x, const struct extent *y)
{
	return apart(e, x, y);
}

static bool
after(struct ends *e, const struct extent *x, const struct extent *y)
{
	return apart(e, y, x);
}

static bool
meets(struct ends *e, const struct extent *x, const struct extent *y)
{
	return touch(e, x, y);
}

static bool
met_by(struct ends *e, const struct extent *x, const struct extent *y)
{
	return touch(e, y, x);
}

static bool
overlaps(struct ends *e, const struct extent *x, const struct extent *y)
{
	return !apart(e, x, y) && !apart(e, y, x);
}

static bool
overlaps_before(struct ends *e, const struct extent *x, const struct extent *y)
{
	return overlaps(e, x, y) && from_from(e, x, y) < 0 &&
	    to_to(e, x, y) <= 0;
}

static bool
overlaps_after(struct ends *e, const struct extent *x, const struct extent *y)
{
	return overlaps(e, x, y) && from_from(e, x, y) >= 0 &&
	    to_to(e, x, y) > 0;
}

static bool
finishes(struct ends *e, const struct extent *x, const struct extent *y)
{
	return to_to(e, x, y) == 0 && from_from(e, x, y) >= 0 &&
	    (!x->point || y->has_to);
}

static bool
finished_by(struct ends *e, const struct extent *x, const struct extent *y)
{
	return finishes(e, y, x);
}

static bool
includes(struct ends *e, const struct extent *x, const struct extent *y)
{
	return within(e, y, x);
}

static bool
during(struct ends *e, const struct extent *x, const struct extent *y)
{
	return within(e, x, y);
}

static bool
starts(struct ends *e, const struct extent *x, const struct extent *y)
{
	return from_from(e, x, y) == 0 && to_to(e, x, y) <= 0 &&
	    (!x->point || y->has_from);
}

static bool
started_by(struct ends *e, const struct extent *x, const struct extent *y)
{
	return starts(e, y, x);
}

static bool
coincides(struct ends *e, const struct extent *x, const struct extent *y)
{
	return from_from(e, x, y) == 0 && to_to(e, x, y) == 0;
}

/* ${wants}: for each argument "p" point, "r" range, "*" either. */
static void
judge(struct feel_run *r, const struct feel_value *arg, const char *wants,
    bool (*how)(struct ends *, const struct extent *, const struct extent *),
    struct feel_value *ret)
{
	struct ends e = { r, FEEL_WHY_NOT };
	struct extent x, y;
	bool holds;

	for (int i = 0; i < 2; i++)
		if ((wants[i] == 'r' && arg[i].kind != FEEL_RANGE) ||
		    (wants[i] == 'p' && arg[i].kind == FEEL_RANGE)) {
			feel_fail(r, FEEL_WHY_ARGUMENT, ret);
			return;
		}
	if (!extent_of(&arg[0], &x) || !extent_of(&arg[1], &y)) {
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
		return;
	}
	holds = how(&e, &x, &y);
	if (e.code != FEEL_WHY_NOT)
		feel_fail(r, e.code, ret);
	else
		*ret = feel_boolean(holds);
}

#define JUDGES(how, wants) \
static void \
how##_run(struct feel_run *r, const struct feel_value *arg, size_t n, \
    struct feel_value *ret) \
{ \
	(void)n; \
	judge(r, arg, wants, how, ret); \
}

JUDGES(before, "**")
JUDGES(after, "**")
JUDGES(meets, "rr")
JUDGES(met_by, "rr")
JUDGES(overlaps, "rr")
JUDGES(overlaps_before, "rr")
JUDGES(overlaps_after, "rr")
JUDGES(finishes, "*r")
JUDGES(finished_by, "r*")
JUDGES(includes, "r*")
JUDGES(during, "*r")
JUDGES(starts, "*r")
JUDGES(started_by, "r*")
JUDGES(coincides, "**")

/* ---- range("[1..3]") ---- */

struct text {
	struct feel_run	*r;
	struct str	 s;
	struct token	 t;
};

static bool
sign(struct text *x, int s)
{
	if (x->t.kind != T_SIGN || x->t.sign != s)
		return false;
	x->t = lex(x->s, x->t.to);
	return true;
}

static bool
string(struct text *x, struct str *ret)
{
	size_t at;

	if (x->t.kind != T_STRING ||
	    !lex_string(x->r->a, x->s, x->t, ret, &at))
		return false;
	x->t = lex(x->s, x->t.to);
	return true;
}

/* The functions whose call with a text counts as a literal. */
static bool
literal_call(struct text *x, struct feel_value *ret)
{
	static const struct {
		const char	*name;
		unsigned	 kinds;
	} calls[] = { { "date", 1U << FEEL_DATE }, { "time", 1U << FEEL_TIME },
	    { "date and time", 1U << FEEL_STAMP },
	    { "duration", 1U << FEEL_MONTHS | 1U << FEEL_SPAN } };
	struct str words = str_part(x->s, x->t.from, x->t.to), s;

	while ((x->t = lex(x->s, x->t.to)).kind == T_WORD)
		words = str_part(x->s, (size_t)(words.p - x->s.p), x->t.to);
	if (!sign(x, '(') || !string(x, &s) || !sign(x, ')') ||
	    feel_at(s, x->r->env->zones, ret) != FEEL_WHY_NOT)
		return false;
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (str_is(words, calls[i].name))
			return (calls[i].kinds & 1U << ret->kind) != 0;
	return false;
}

/* A number, a string, @"…", or one of those calls. */
static bool
literal(struct text *x, struct feel_value *ret)
{
	bool minus = sign(x, '-');
	struct decimal d;
	struct str s;

	if (x->t.kind == T_NUMBER) {
		if (!decimal_read(str_part(x->s, x->t.from, x->t.to),
		    DECIMAL_HALF_EVEN, &d))
			return false;
		*ret = feel_number(minus ? decimal_neg(d) : d);
		x->t = lex(x->s, x->t.to);
		return true;
	}
	if (minus)
		return false;
	if (x->t.kind == T_WORD)
		return literal_call(x, ret);
	if (x->t.kind == T_AT) {
		x->t = lex(x->s, x->t.to);
		return string(x, &s) &&
		    feel_at(s, x->r->env->zones, ret) == FEEL_WHY_NOT;
	}
	if (!string(x, &s))
		return false;
	*ret = feel_string(s);
	return true;
}

static void
range(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct text x = { r, arg[0].text, lex(arg[0].text, 0) };
	struct feel_value *v = feel_take(r, 2 * sizeof *v);
	struct feel_range *made = feel_take(r, sizeof *made);
	bool closed = x.t.kind == T_SIGN && x.t.sign == '[', last;
	int c;

	(void)n;
	if (v == NULL || made == NULL || !feel_spend(r, arg[0].text.n))
		return;
	if ((!sign(&x, '[') && !sign(&x, '(') && !sign(&x, ']')) ||
	    !literal(&x, &v[0]) || !sign(&x, SIGN_DOTS) ||
	    !literal(&x, &v[1])) {
		feel_fail(r, FEEL_WHY_FORM, ret);
		return;
	}
	last = sign(&x, ']');
	if ((!last && !sign(&x, ')') && !sign(&x, '[')) || x.t.kind != T_END ||
	    run_cmp_paid(r, &v[0], &v[1], &c) != FEEL_WHY_NOT || c > 0) {
		feel_fail(r, FEEL_WHY_FORM, ret);
		return;
	}
	*made = (struct feel_range){ &v[0], &v[1], closed ?
	    (last ? FEEL_CLOSED_CLOSED : FEEL_CLOSED_OPEN) :
	    (last ? FEEL_OPEN_CLOSED : FEEL_OPEN_OPEN) };
	*ret = (struct feel_value){ .kind = FEEL_RANGE, .depth = 1,
	    .weight = 1, .range = made };
	feel_holds(ret, &v[0]);
	feel_holds(ret, &v[1]);
}

#define PARAMS	{ "value1", "value2" }, 2, 2, 0

const struct feel_builtin feel_builtins_range[] = {
	{ "before", PARAMS, "[nsdtDpr]", "b", before_run },
	{ "after", PARAMS, "[nsdtDpr]", "b", after_run },
	{ "meets", PARAMS, "r", "b", meets_run },
	{ "met by", PARAMS, "r", "b", met_by_run },
	{ "overlaps", PARAMS, "r", "b", overlaps_run },
	{ "overlaps before", PARAMS, "r", "b", overlaps_before_run },
	{ "overlaps after", PARAMS, "r", "b", overlaps_after_run },
	{ "finishes", PARAMS, "[nsdtDpr]", "b", finishes_run },
	{ "finished by", PARAMS, "[nsdtDpr]", "b", finished_by_run },
	{ "includes", PARAMS, "[nsdtDpr]", "b", includes_run },
	{ "during", PARAMS, "[nsdtDpr]", "b", during_run },
	{ "starts", PARAMS, "[nsdtDpr]", "b", starts_run },
	{ "started by", PARAMS, "[nsdtDpr]", "b", started_by_run },
	{ "coincides", PARAMS, "[nsdtDpr]", "b", coincides_run },
	{ "range", { "from" }, 1, 1, 0, "s", "r", range },
	{ NULL, { NULL }, 0, 0, 0, NULL, NULL, NULL }
};
