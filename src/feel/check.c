/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which operands can never go together?  Said when the rule is read, so that
 * nobody waits for the case that shows it.  The rule still has a value there:
 * null.
 */
#include "feel/parse_in.h"
#include "feel/run_in.h"

#define ANY	FEEL_ANY
#define BIT(k)	(1U << (k))

enum {
	DURATIONS	= BIT(FEEL_MONTHS) | BIT(FEEL_SPAN),
	ORDERED		= BIT(FEEL_NUMBER) | BIT(FEEL_STRING) | BIT(FEEL_DATE) |
	    BIT(FEEL_TIME) | BIT(FEEL_STAMP) | DURATIONS,
	POINTS		= BIT(FEEL_DATE) | BIT(FEEL_STAMP)
};

/* DMN 1.5, tables 53 to 56: which kinds are added and so on, and what comes
 * out; 0 is what the left one is. */
static const struct sum {
	enum op		op;
	unsigned	left, right;
	int		gives;
} sums[] = {
	{ OP_ADD, BIT(FEEL_NUMBER), BIT(FEEL_NUMBER), 0 },
	{ OP_ADD, BIT(FEEL_STRING), BIT(FEEL_STRING), 0 },
	{ OP_ADD, POINTS, DURATIONS, 0 },
	{ OP_ADD, DURATIONS, BIT(FEEL_DATE), FEEL_DATE },
	{ OP_ADD, DURATIONS, BIT(FEEL_STAMP), FEEL_STAMP },
	{ OP_ADD, BIT(FEEL_TIME), BIT(FEEL_SPAN), 0 },
	{ OP_ADD, BIT(FEEL_SPAN), BIT(FEEL_TIME), FEEL_TIME },
	{ OP_ADD, BIT(FEEL_MONTHS), BIT(FEEL_MONTHS), 0 },
	{ OP_ADD, BIT(FEEL_SPAN), BIT(FEEL_SPAN), 0 },
	{ OP_SUB, BIT(FEEL_NUMBER), BIT(FEEL_NUMBER), 0 },
	{ OP_SUB, POINTS, POINTS, FEEL_SPAN },
	{ OP_SUB, BIT(FEEL_TIME), BIT(FEEL_TIME), FEEL_SPAN },
	{ OP_SUB, POINTS, DURATIONS, 0 },
	{ OP_SUB, BIT(FEEL_TIME), BIT(FEEL_SPAN), 0 },
	{ OP_SUB, BIT(FEEL_MONTHS), BIT(FEEL_MONTHS), 0 },
	{ OP_SUB, BIT(FEEL_SPAN), BIT(FEEL_SPAN), 0 },
	{ OP_MUL, BIT(FEEL_NUMBER), BIT(FEEL_NUMBER), 0 },
	{ OP_MUL, DURATIONS, BIT(FEEL_NUMBER), 0 },
	{ OP_MUL, BIT(FEEL_NUMBER), BIT(FEEL_MONTHS), FEEL_MONTHS },
	{ OP_MUL, BIT(FEEL_NUMBER), BIT(FEEL_SPAN), FEEL_SPAN },
	{ OP_DIV, BIT(FEEL_NUMBER), BIT(FEEL_NUMBER), 0 },
	{ OP_DIV, DURATIONS, BIT(FEEL_NUMBER), 0 },
	{ OP_DIV, BIT(FEEL_MONTHS), BIT(FEEL_MONTHS), FEEL_NUMBER },
	{ OP_DIV, BIT(FEEL_SPAN), BIT(FEEL_SPAN), FEEL_NUMBER },
	{ OP_POWER, BIT(FEEL_NUMBER), BIT(FEEL_NUMBER), 0 },
	{ OP_NEGATE, BIT(FEEL_NUMBER) | DURATIONS, BIT(FEEL_NUMBER) | DURATIONS,
	    0 },
	{ OP__MAX, 0, 0, 0 }
};

static const char *const verbs[OP__MAX] = {
	[OP_ADD]	= M("are not added"),
	[OP_SUB]	= M("are not subtracted"),
	[OP_MUL]	= M("are not multiplied"),
	[OP_DIV]	= M("are not divided"),
	[OP_POWER]	= M("are not raised to a power"),
	[OP_NEGATE]	= M("have no negative"),
};

void
check_finding(struct parse *p, size_t from, const char *msg,
    const struct arg *args)
{
	struct note *note;

	if (p->findings == NULL && (p->findings = NEW_ARRAY(p->a, struct note,
	    FEEL_FINDINGS_MAX)) == NULL) {
		(void)parse_memory(p);
		return;
	}
	if (p->nfindings == FEEL_FINDINGS_MAX || p->err != ERR_OK)
		return;
	note = &p->findings[p->nfindings++];
	note_clear(note);
	(void)note_set(note, ERR_INVALID, msg, args);
	note_where(note, feel_where(p->text, from));
}

static const char *
word(const struct feel_type *t)
{
	return t->kind == ANY ? "Any" : feel_kind_name((enum feel_kind)t->kind);
}

/* Nothing is known, or it is null and that is what it was meant to be. */
static bool
vague(const struct feel_type *t)
{
	return t->kind == ANY || t->kind == FEEL_NULL;
}

const struct feel_type *
check_arith(struct parse *p, enum op op, size_t at, uint32_t a, uint32_t b)
{
	const struct feel_type *x = type_of(p, a), *y = type_of(p, b);
	const struct feel_type *gives = NULL;
	bool fits = false;

	for (const struct sum *s = sums; s->op != OP__MAX; s++) {
		const struct feel_type *t;

		if (s->op != op || (!vague(x) && (s->left & BIT(x->kind)) ==
		    0) || (!vague(y) && (s->right & BIT(y->kind)) == 0))
			continue;
		fits = true;
		t = s->gives != 0 ? feel_type(s->gives) : x;
		/* One row that fits tells the result; several do not. */
		gives = gives == NULL || gives == t ? t : feel_type(ANY);
	}
	if (!fits)
		CHECK_FINDING(p, at,
		    M("{left} and {right} "
		    "{verb}. This is always null; convert one of them."),
		    A_CSTR("left", word(x)), A_CSTR("right", word(y)),
		    A_WORD("verb", verbs[op]));
	return gives == NULL || vague(x) || (vague(y) && op != OP_ADD) ?
	    feel_type(ANY) : gives;
}

void
check_compare(struct parse *p, enum op op, size_t at, uint32_t a, uint32_t b)
{
	const struct feel_type *x, *y;
	bool ordered = op != OP_EQ && op != OP_NE;

	if (a == NONE || b == NONE)
		return;
	x = type_of(p, a);
	y = type_of(p, b);
	if (vague(x) || vague(y))
		return;
	if (x->kind != y->kind)
		CHECK_FINDING(p, at,
		    M("{left} and {right} are "
		    "not compared. This is always null; convert one of them."),
		    A_CSTR("left", word(x)), A_CSTR("right", word(y)));
	else if (ordered && (ORDERED & BIT(x->kind)) == 0)
		CHECK_FINDING(p, at,
		    M("{left} has no order. "
		    "This is always null; compare with = or !=."),
		    A_CSTR("left", word(x)));
}

void
check_boolean(struct parse *p, uint32_t node)
{
	const struct feel_type *t = type_of(p, node);

	if (node != NONE && !vague(t) && t->kind != FEEL_BOOLEAN)
		CHECK_FINDING(p, p->nodes[node].from,
		    M("This is a {kind}, where "
		    "something true or false is expected. Compare it with a "
		    "value."), A_CSTR("kind", word(t)));
}

/* The names of properties and what they are; "" ends. */
static const struct property {
	unsigned	of;
	const char	*name;
	int		gives;
} properties[] = {
	{ POINTS, "year", FEEL_NUMBER }, { POINTS, "month", FEEL_NUMBER },
	{ POINTS, "day", FEEL_NUMBER }, { POINTS, "weekday", FEEL_NUMBER },
	{ BIT(FEEL_TIME) | BIT(FEEL_STAMP), "hour", FEEL_NUMBER },
	{ BIT(FEEL_TIME) | BIT(FEEL_STAMP), "minute", FEEL_NUMBER },
	{ BIT(FEEL_TIME) | BIT(FEEL_STAMP), "second", FEEL_NUMBER },
	{ BIT(FEEL_TIME) | BIT(FEEL_STAMP), "time offset", FEEL_SPAN },
	{ BIT(FEEL_TIME) | BIT(FEEL_STAMP), "timezone", FEEL_STRING },
	{ BIT(FEEL_DATE), "hour", FEEL_NUMBER },
	{ BIT(FEEL_DATE), "minute", FEEL_NUMBER },
	{ BIT(FEEL_DATE), "second", FEEL_NUMBER },
	{ BIT(FEEL_DATE), "time offset", FEEL_SPAN },
	{ BIT(FEEL_DATE), "timezone", FEEL_STRING },
	{ BIT(FEEL_MONTHS), "years", FEEL_NUMBER },
	{ BIT(FEEL_MONTHS), "months", FEEL_NUMBER },
	{ BIT(FEEL_SPAN), "days", FEEL_NUMBER },
	{ BIT(FEEL_SPAN), "hours", FEEL_NUMBER },
	{ BIT(FEEL_SPAN), "minutes", FEEL_NUMBER },
	{ BIT(FEEL_SPAN), "seconds", FEEL_NUMBER },
	{ BIT(FEEL_RANGE), "start", ANY }, { BIT(FEEL_RANGE), "end", ANY },
	{ BIT(FEEL_RANGE), "start included", FEEL_BOOLEAN },
	{ BIT(FEEL_RANGE), "end included", FEEL_BOOLEAN },
};

const struct feel_type *
check_path(struct parse *p, const struct feel_type *of, struct str name,
    size_t at)
{
	const struct feel_type *t = NULL;

	if (of->kind == FEEL_LIST)
		return type_list(p->a, FEEL_LIST, of->item == NULL ? NULL :
		    check_path(p, of->item, name, at));
	if (vague(of) || (of->kind == FEEL_CONTEXT && of->nfields == 0))
		return feel_type(ANY);
	if (of->kind == FEEL_CONTEXT)
		t = type_field(of, name);
	for (size_t i = 0; of->kind != FEEL_CONTEXT && t == NULL &&
	    i < sizeof properties / sizeof *properties; i++)
		if ((properties[i].of & BIT(of->kind)) != 0 &&
		    str_is(name, properties[i].name))
			t = feel_type(properties[i].gives);
	if (t != NULL)
		return t;
	CHECK_FINDING(p, at,
	    M("A {kind} here has no entry "
	    "“{name}”. This is always null; use a name that it has."),
	    A_CSTR("kind", word(of)), A_TEXT("name", name));
	return feel_type(FEEL_NULL);
}

/* The kinds a letter of struct feel_builtin stands for. */
static const unsigned letters[128] = {
	['n'] = BIT(FEEL_NUMBER), ['s'] = BIT(FEEL_STRING),
	['b'] = BIT(FEEL_BOOLEAN), ['l'] = BIT(FEEL_LIST),
	['c'] = BIT(FEEL_CONTEXT), ['d'] = BIT(FEEL_DATE),
	['t'] = BIT(FEEL_TIME), ['D'] = BIT(FEEL_STAMP),
	['m'] = BIT(FEEL_MONTHS), ['y'] = BIT(FEEL_SPAN),
	['p'] = DURATIONS, ['r'] = BIT(FEEL_RANGE),
	['f'] = BIT(FEEL_FUNCTION), ['k'] = BIT(FEEL_CALENDAR),
	['*'] = ~0U,
};

static unsigned
letter(char c)
{
	return letters[(unsigned char)c & 127];
}

unsigned
check_takes(const char **takes, bool *ret_null)
{
	unsigned kinds = 0;
	const char *c = *takes;

	if (*c == '[') {
		while (*++c != ']')
			kinds |= letter(*c);
		c++;
	} else {
		kinds = letter(*c++);
	}
	*ret_null = kinds == ~0U;
	if (*c == '?') {
		*ret_null = true;
		c++;
	}
	/* The last letter also stands for all that follow. */
	if (*c != '\0')
		*takes = c;
	return kinds;
}

static const struct feel_type *
call_gives(struct parse *p, const struct feel_builtin *b, const uint32_t *args,
    size_t n)
{
	const struct feel_type *x = n > 0 ? type_of(p, args[0]) :
	    feel_type(ANY);
	unsigned kinds;

	if (b->gives[0] == '=')		/* the same as is given */
		return x->kind == FEEL_LIST ? x : type_list(p->a, FEEL_LIST,
		    x);
	if (b->gives[0] == 'e')		/* an element of it */
		return x->kind != FEEL_LIST ? x : x->item == NULL ?
		    feel_type(ANY) : x->item;
	kinds = letter(b->gives[0]);
	for (int k = 0; k < FEEL_KIND__MAX; k++)
		if (kinds == BIT(k))
			return feel_type(k);
	return feel_type(ANY);
}

const struct feel_type *
check_call(struct parse *p, const struct feel_builtin *b, const uint32_t *args,
    size_t n)
{
	const char *takes = b->takes;

	for (size_t i = 0; i < n; i++) {
		const struct feel_type *t = type_of(p, args[i]);
		bool null;
		unsigned kinds = check_takes(&takes, &null);

		/* A list may turn out to have one element, which stands for
		 * it; any value stands for a list of itself. */
		if (vague(t) || t->kind == FEEL_LIST ||
		    (kinds & (BIT(t->kind) | BIT(FEEL_LIST))) != 0)
			continue;
		CHECK_FINDING(p, p->nodes[args[i]].from,
		    M("{function} does not take "
		    "a {kind} here. This is always null; convert it."),
		    A_CSTR("function", b->name), A_CSTR("kind", word(t)));
	}
	return call_gives(p, b, args, n);
}

const struct feel_type *
check_iterated(struct parse *p, uint32_t domain)
{
	const struct feel_type *t = type_of(p, domain);

	if (t->kind == FEEL_LIST || t->kind == FEEL_RANGE)
		return t->item == NULL ? feel_type(ANY) : t->item;
	return t;
}
