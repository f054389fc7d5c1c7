/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Literals, and what begins with a word or a bracket.
 */
#include "feel/parse_in.h"
#include "feel/temporal.h"

/* 37. numeric literal = ["-"], (digits, [".", digits] | ".", digits),
 * [("e" | "E"), ["+" | "-"], digits] */
static uint32_t
number(struct parse *p)
{
	struct str s = str_part(p->text, p->t.from, p->t.to);
	size_t from = p->t.from;
	struct feel_value v;
	struct decimal d;

	if (!decimal_read(s, DECIMAL_HALF_EVEN, &d))
		return PARSE_ERROR(p, ERR_INVALID, from,
		    M("This number is too large. "
		    "Numbers reach to about 10 to the power of 6144."), { 0 });
	parse_next(p);
	v = feel_number(d);
	return build_const(p, from, &v);
}

static bool
string_value(struct parse *p, struct str *ret)
{
	size_t at = 0;

	if (!lex_string(p->a, p->text, p->t, ret, &at)) {
		(void)PARSE_ERROR(p, ERR_INVALID, at,
		    M("\\u and \\U are followed "
		    "by the 4 or 6 hexadecimal digits of a character."), { 0 });
		return false;
	}
	if (arena_failed(p->a))
		(void)parse_memory(p);
	return p->err == ERR_OK;
}

/* 35. string literal = '"', {character | escape}, '"' */
static uint32_t
string(struct parse *p)
{
	size_t from = p->t.from;
	struct feel_value v;
	struct str s;

	if (!string_value(p, &s))
		return NONE;
	parse_next(p);
	v = feel_string(s);
	return build_const(p, from, &v);
}

/* 62. date time literal = at literal | function invocation; 67. at literal =
 * "@", string literal */
static uint32_t
at_literal(struct parse *p)
{
	size_t from = p->t.from;
	struct feel_value v;
	struct str s;

	parse_next(p);
	if (p->t.kind != T_STRING)
		return parse_expected(p, M("a string with a date, a time or a "
		    "duration"));
	if (!string_value(p, &s))
		return NONE;
	if (feel_at(s, p->zones, &v) != FEEL_WHY_NOT) {
		CHECK_FINDING(p, from,
		    M("“{text}” is no date, "
		    "time, date and time or duration. Write it like "
		    "2026-11-23, 08:00:00, 2026-11-23T08:00:00 or P1D."),
		    A_TEXT("text", s));
		parse_next(p);
		return build_null(p, from, FEEL_WHY_FORM);
	}
	parse_next(p);
	return build_const(p, from, &v);
}

/* 33. literal = "null" | simple literal; 36. boolean = "true" | "false" */
static uint32_t
word_literal(struct parse *p)
{
	struct feel_value v = feel_null();
	size_t from = p->t.from;

	if (!parse_sees_word(p, "null"))
		v = feel_boolean(parse_sees_word(p, "true"));
	parse_next(p);
	return build_const(p, from, &v);
}

/* not(expression): a function of three-valued logic */
static uint32_t
negated(struct parse *p)
{
	size_t from = p->t.from;
	uint32_t n;

	parse_next(p);
	if (!parse_needs(p, '(', M("a bracket “(”")) ||
	    (n = parse_expression(p)) == NONE ||
	    !parse_needs(p, ')', M("a bracket “)”")))
		return NONE;
	check_boolean(p, n);
	return build_one(p, OP_NOT, from, n, feel_type(FEEL_BOOLEAN));
}

static uint32_t
some(struct parse *p)
{
	return parse_quantified(p, OP_SOME);
}

static uint32_t
every(struct parse *p)
{
	return parse_quantified(p, OP_EVERY);
}

static const struct {
	const char	*word;
	uint32_t	(*read)(struct parse *p);
} words[] = {
	{ "null", word_literal }, { "true", word_literal },
	{ "false", word_literal }, { "not", negated }, { "if", parse_if },
	{ "for", parse_for }, { "some", some }, { "every", every },
	{ "function", parse_function },
};

static uint32_t
worded(struct parse *p)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (parse_sees_word(p, words[i].word))
			return words[i].read(p);
	return parse_name(p);
}

static uint32_t
begun(struct parse *p)
{
	switch (p->t.kind) {
	case T_NUMBER:
		return number(p);
	case T_STRING:
		return string(p);
	case T_AT:
		return at_literal(p);
	case T_WORD:
		return worded(p);
	case T_SIGN:
		if (p->t.sign == '[' || p->t.sign == '(' || p->t.sign == ']')
			return parse_bracket(p);
		if (p->t.sign == '{')
			return parse_context(p);
		break;
	case T_END:
	case T_BAD:
		break;
	}
	return parse_expected(p, M("a value, a name or a bracket"));
}

/*
 * Does the bracket in view close a range ("[1..10[") rather than open a
 * filter?  It does if no expression can begin behind it.
 */
static bool
closes_range(const struct parse *p)
{
	struct token next = lex(p->text, p->t.to);
	struct str word = str_part(p->text, next.from, next.to);

	if (!p->in_range)
		return false;
	if (next.kind == T_WORD)
		return str_is(word, "and") || str_is(word, "or") ||
		    str_is(word, "then") || str_is(word, "else") ||
		    str_is(word, "return") || str_is(word, "satisfies") ||
		    str_is(word, "in") || str_is(word, "instance") ||
		    str_is(word, "between");
	if (next.kind == T_SIGN)
		return next.sign != '(' && next.sign != '[' &&
		    next.sign != '{' && next.sign != '-';
	return next.kind == T_END;
}

/* 45. path = expression, ".", name; 46. filter = expression, "[", expression,
 * "]"; 38. function invocation = expression, parameters */
uint32_t
parse_primary(struct parse *p)
{
	uint32_t n = begun(p);

	while (n != NONE && p->t.kind == T_SIGN) {
		if (p->t.sign == '.')
			n = parse_path(p, n);
		else if (p->t.sign == '[' && !closes_range(p))
			n = parse_filter(p, n);
		else if (p->t.sign == '(')
			n = parse_apply(p, n);
		else
			break;
	}
	return n;
}
