/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ranges, lists, brackets, and the tests behind "in" and in tables' cells.
 */
#include "feel/parse_in.h"

/* Where a test begins with a sign, that is its kind. */
static bool
test_sign(const struct parse *p, enum feel_ends *ret)
{
	switch (p->t.kind == T_SIGN ? p->t.sign : 0) {
	case '<':	*ret = FEEL_LESS; return true;
	case SIGN_LE:	*ret = FEEL_MOST; return true;
	case '>':	*ret = FEEL_MORE; return true;
	case SIGN_GE:	*ret = FEEL_LEAST; return true;
	case '=':	*ret = FEEL_EQUAL; return true;
	case SIGN_NE:	*ret = FEEL_UNEQUAL; return true;
	default:	return false;
	}
}

/* 7.a simple positive unary test = ("<" | "<=" | ">" | ">=" | "=" | "!="),
 * endpoint */
static uint32_t
signed_test(struct parse *p, enum feel_ends ends)
{
	struct node n = { .op = OP_RANGE, .how = (uint8_t)ends,
	    .from = (uint32_t)p->t.from };
	size_t base = p->top;
	uint32_t end;

	parse_next(p);
	if (!build_push(p, end = parse_arithmetic(p)))
		return NONE;
	return build_kids(p, n, base, type_list(p->a, FEEL_RANGE,
	    type_of(p, end)));
}

/* 8. interval = ("(" | "]" | "["), endpoint, "..", endpoint, (")" | "[" |
 * "]"); all up to the two dots was read */
static uint32_t
range_end(struct parse *p, size_t from, uint32_t low, bool closed)
{
	struct node n = { .op = OP_RANGE, .from = (uint32_t)from };
	size_t base = p->top, at = p->t.from;
	bool was = p->in_range;
	uint32_t high;

	parse_next(p);
	p->in_range = true;
	high = parse_arithmetic(p);
	p->in_range = was;
	if (!build_push(p, low) || !build_push(p, high))
		return NONE;
	if (parse_takes(p, ']'))
		n.how = closed ? FEEL_CLOSED_CLOSED : FEEL_OPEN_CLOSED;
	else if (parse_takes(p, ')') || parse_takes(p, '['))
		n.how = closed ? FEEL_CLOSED_OPEN : FEEL_OPEN_OPEN;
	else
		return parse_expected(p, M("the end of the range, “]” or “)”"));
	check_compare(p, OP_LE, at, low, high);
	return build_kids(p, n, base, type_list(p->a, FEEL_RANGE,
	    type_common(p->a, type_of(p, low), type_of(p, high), 0)));
}

/* 57. list = "[", [expression, {",", expression}], "]"; the first was read */
static uint32_t
list_rest(struct parse *p, size_t from, uint32_t first)
{
	struct node n = { .op = OP_LIST, .from = (uint32_t)from };
	const struct feel_type *item = type_of(p, first);
	size_t base = p->top;
	uint32_t next;

	if (!build_push(p, first))
		return NONE;
	while (parse_takes(p, ',')) {
		if (!build_push(p, next = parse_expression(p)))
			return NONE;
		item = type_common(p->a, item, type_of(p, next), 0);
	}
	if (!parse_needs(p, ']', M("“,” or the end of the list, “]”")))
		return NONE;
	return build_kids(p, n, base, type_list(p->a, FEEL_LIST, item));
}

static uint32_t
square(struct parse *p)
{
	struct node empty = { .op = OP_LIST, .from = (uint32_t)p->t.from };
	size_t from = p->t.from;
	uint32_t first;

	parse_next(p);
	if (parse_takes(p, ']'))
		return build_kids(p, empty, p->top, feel_type(FEEL_LIST));
	if ((first = parse_expression(p)) == NONE)
		return NONE;
	if (parse_sees(p, SIGN_DOTS))
		return range_end(p, from, first, true);
	return list_rest(p, from, first);
}

/* "(", expression, ")", or a range, or a test as a value */
static uint32_t
round_bracket(struct parse *p)
{
	size_t from = p->t.from;
	enum feel_ends ends;
	uint32_t n;

	parse_next(p);
	if (test_sign(p, &ends))
		n = signed_test(p, ends);
	else
		n = parse_expression(p);
	if (n != NONE && parse_sees(p, SIGN_DOTS))
		return range_end(p, from, n, false);
	return n != NONE && parse_needs(p, ')', M("a bracket “)”")) ? n : NONE;
}

uint32_t
parse_bracket(struct parse *p)
{
	size_t from = p->t.from;
	uint32_t low;

	if (p->t.sign == '[')
		return square(p);
	if (p->t.sign == '(')
		return round_bracket(p);
	parse_next(p);
	if ((low = parse_arithmetic(p)) == NONE)
		return NONE;
	if (!parse_sees(p, SIGN_DOTS))
		return parse_expected(p, M("“..” of a range"));
	return range_end(p, from, low, false);
}

/* 7. simple positive unary test | expression; one that speaks of "?" passes
 * when it is true */
static uint32_t
test(struct parse *p)
{
	bool saw = p->saw_tested;
	enum feel_ends ends;
	uint32_t n;

	p->saw_tested = false;
	n = test_sign(p, &ends) ? signed_test(p, ends) : parse_expression(p);
	if (n != NONE && p->saw_tested)
		n = build_one(p, OP_TRUE, p->nodes[n].from, n,
		    feel_type(FEEL_BOOLEAN));
	p->saw_tested = saw;
	return n;
}

/* What is tested and what its test allows should be of one kind. */
static void
check_test(struct parse *p, uint32_t what, uint32_t of)
{
	const struct feel_type *t = type_of(p, of);

	if (p->nodes[of].op != OP_TRUE && t->kind != FEEL_LIST &&
	    t->kind != FEEL_RANGE)
		check_compare(p, OP_EQ, p->nodes[of].from, what, of);
}

/* 4. positive unary tests = test, {",", test} */
static bool
tests(struct parse *p, uint32_t what)
{
	uint32_t n;

	do {
		if (!build_push(p, n = test(p)))
			return false;
		check_test(p, what, n);
	} while (parse_takes(p, ','));
	return true;
}

/* 51.c "in" = expression, "in", (test | "(", positive unary tests, ")") */
uint32_t
parse_in(struct parse *p, uint32_t what)
{
	struct node n = { .op = OP_IN, .from = p->nodes[what].from };
	size_t base = p->top, from = p->t.from;
	enum feel_ends ends;
	uint32_t one;

	if (!build_push(p, what))
		return NONE;
	if (!parse_takes(p, '(')) {
		one = test_sign(p, &ends) ? signed_test(p, ends) :
		    parse_arithmetic(p);
		if (!build_push(p, one))
			return NONE;
		check_test(p, what, one);
		return build_kids(p, n, base, feel_type(FEEL_BOOLEAN));
	}
	if (!tests(p, what))
		return NONE;
	if (parse_sees(p, SIGN_DOTS) && p->top == base + 2) {
		one = range_end(p, from, p->stack[--p->top], false);
		if (!build_push(p, one))
			return NONE;
	} else if (!parse_needs(p, ')', M("“,” or a bracket “)”"))) {
		return NONE;
	}
	return build_kids(p, n, base, feel_type(FEEL_BOOLEAN));
}

/* 6. unary tests = positive unary tests | "not", "(", positive unary tests,
 * ")" | "-".  What begins with "not" may also go on as an expression: then it
 * is read once more. */
uint32_t
parse_tests(struct parse *p, uint32_t what, bool *ret_negated)
{
	struct node n = { .op = OP_IN, .from = (uint32_t)p->t.from };
	size_t base = p->top;
	struct parse was;
	struct feel_value yes = feel_boolean(true);

	*ret_negated = false;
	if (parse_sees(p, '-') && lex(p->text, p->t.to).kind == T_END) {
		parse_next(p);
		return build_const(p, n.from, &yes);
	}
	if (!build_push(p, what))
		return NONE;
	was = *p;
	if (parse_takes_word(p, "not") && parse_takes(p, '(') &&
	    tests(p, what) && parse_takes(p, ')') && p->t.kind == T_END &&
	    p->err == ERR_OK) {
		*ret_negated = true;
		return build_one(p, OP_NOT, n.from, build_kids(p, n, base,
		    feel_type(FEEL_BOOLEAN)), feel_type(FEEL_BOOLEAN));
	}
	if (was.err == ERR_OK && p->err != ERR_MEMORY) {
		/* Arrays may have moved meanwhile, but not shrunk. */
		note_clear(p->note);
		p->err = ERR_OK;
		p->t = was.t;
		p->past = was.past;
		p->depth = was.depth;
		p->top = was.top;
		p->nlocals = was.nlocals;
		p->slots = was.slots;
		p->nfindings = was.nfindings;
		p->saw_tested = was.saw_tested;
	}
	if (!tests(p, what))
		return NONE;
	return build_kids(p, n, base, feel_type(FEEL_BOOLEAN));
}

/* 46.a iteration domain = expression, ["..", expression] */
uint32_t
parse_span(struct parse *p)
{
	uint32_t low = parse_expression(p), high;
	const struct feel_type *type;
	size_t at = p->t.from;

	if (low == NONE || !parse_takes(p, SIGN_DOTS))
		return low;
	if ((high = parse_expression(p)) == NONE)
		return NONE;
	check_compare(p, OP_LE, at, low, high);
	type = type_common(p->a, type_of(p, low), type_of(p, high), 0);
	return build_two(p, OP_SPAN, low, high, type_list(p->a, FEEL_LIST,
	    type));
}
