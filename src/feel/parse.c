/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/parse_in.h"

#include "base/utf8.h"
#include "feel/word_in.h"

enum { SHOWN_MAX = 40 };		/* bytes of what was found */

/* ---- tokens ---- */

void
parse_jump(struct parse *p, size_t to)
{
	p->past = to;
	p->t = lex(p->text, to);
}

void
parse_next(struct parse *p)
{
	parse_jump(p, p->t.to);
}

bool
parse_sees(const struct parse *p, int sign)
{
	return p->t.kind == T_SIGN && p->t.sign == sign;
}

bool
parse_sees_word(const struct parse *p, const char *word)
{
	size_t n = p->t.to - p->t.from;

	return p->t.kind == T_WORD && p->text.p[p->t.from] == word[0] &&
	    strlen(word) == n && memcmp(p->text.p + p->t.from, word, n) == 0;
}

bool
parse_takes(struct parse *p, int sign)
{
	if (!parse_sees(p, sign))
		return false;
	parse_next(p);
	return true;
}

bool
parse_takes_word(struct parse *p, const char *word)
{
	if (!parse_sees_word(p, word))
		return false;
	parse_next(p);
	return true;
}

bool
parse_needs(struct parse *p, int sign, const char *expected)
{
	if (parse_takes(p, sign))
		return true;
	(void)parse_expected(p, expected);
	return false;
}

bool
parse_needs_word(struct parse *p, const char *word, const char *expected)
{
	if (parse_takes_word(p, word))
		return true;
	(void)parse_expected(p, expected);
	return false;
}

bool
parse_deeper(struct parse *p)
{
	if (++p->depth <= FEEL_DEPTH_MAX)
		return true;
	(void)PARSE_ERROR(p, ERR_LIMIT, p->t.from,
	    M("Brackets and parts are nested "
	    "more than {most} deep. Take the rule apart into several."),
	    A_INT("most", FEEL_DEPTH_MAX));
	return false;
}

/* ---- errors ---- */

struct where
feel_where(struct str text, size_t at)
{
	struct where w = { .line = 1 };
	size_t begin = 0;

	for (size_t i = 0; i < at && i < text.n; i++)
		if (text.p[i] == '\n') {
			w.line++;
			begin = i + 1;
		}
	w.column = (int64_t)utf8_count(str_part(text, begin, at)) + 1;
	return w;
}

uint32_t
parse_error(struct parse *p, enum err e, size_t at, const char *msg,
    const struct arg *args)
{
	if (p->err == ERR_OK) {
		p->err = note_set(p->note, e, msg, args);
		note_where(p->note, feel_where(p->text, at));
	}
	p->t = (struct token){ T_END, 0, p->text.n, p->text.n };
	return NONE;
}

uint32_t
parse_memory(struct parse *p)
{
	if (p->err == ERR_OK)
		p->err = note_memory(p->note);
	p->t = (struct token){ T_END, 0, p->text.n, p->text.n };
	return NONE;
}

/* The token in view, as much of it as a message can bear. */
static struct str
found(const struct parse *p)
{
	struct str s = str_part(p->text, p->t.from, p->t.to);

	if (s.n <= SHOWN_MAX)
		return s;
	s.n = SHOWN_MAX;
	while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xC0) == 0x80)
		s.n--;
	return s;
}

/* The first full-width sign of the token in view; its half-width form. */
static const char *
full_width(const struct parse *p, size_t *ret_from, size_t *ret_to)
{
	size_t at = p->t.from;
	const char *half;

	if (p->t.kind != T_WORD && p->t.kind != T_BAD)
		return NULL;
	for (*ret_from = at; at < p->t.to; *ret_from = at) {
		if ((half = feel_half_width(utf8_next(p->text, &at))) != NULL) {
			*ret_to = at;
			return half;
		}
	}
	return NULL;
}

bool
parse_full_width(struct parse *p)
{
	size_t from, to;
	const char *half = full_width(p, &from, &to);

	if (half == NULL)
		return false;
	(void)PARSE_ERROR(p, ERR_INVALID, from,
	    M("The full-width sign {found} "
	    "stands here. Write {half} instead."),
	    A_TEXT("found", str_part(p->text, from, to)),
	    A_CSTR("half", half));
	return true;
}

uint32_t
parse_expected(struct parse *p, const char *expected)
{
	if (parse_full_width(p))
		return NONE;
	if (p->t.kind == T_END)
		return PARSE_ERROR(p, ERR_INVALID, p->t.from,
		    M("The text ends where "
		    "{expected} is expected. Complete it."),
		    A_WORD("expected", expected));
	if (p->t.kind == T_BAD && p->text.p[p->t.from] == '"')
		return PARSE_ERROR(p, ERR_INVALID, p->t.from,
		    M("The string that begins "
		    "here has no end. Close it with \"."), { 0 });
	if (p->t.kind == T_BAD && p->t.from == p->text.n)
		return PARSE_ERROR(p, ERR_INVALID, p->t.from,
		    M("A comment has no end. "
		    "Close it with */."), { 0 });
	return PARSE_ERROR(p, ERR_INVALID, p->t.from,
	    M("“{found}” was found where "
	    "{expected} is expected. Correct it here or just before."),
	    A_TEXT("found", found(p)), A_WORD("expected", expected));
}

/* ---- expressions, from the loosest to the tightest ---- */

/* Read ${sub} and more of it, each after ${word}, as one node of many kids. */
static uint32_t
chain(struct parse *p, const char *word, enum op op,
    uint32_t (*sub)(struct parse *))
{
	size_t base = p->top;
	uint32_t first = sub(p);
	struct node n = { .op = (uint8_t)op };

	if (first == NONE || !parse_sees_word(p, word))
		return first;
	n.from = p->nodes[first].from;
	if (!build_push(p, first))
		return NONE;
	while (parse_takes_word(p, word))
		if (!build_push(p, sub(p)))
			return NONE;
	for (size_t i = base; i < p->top; i++)
		check_boolean(p, p->stack[i]);
	return build_kids(p, n, base, feel_type(FEEL_BOOLEAN));
}

/* 51.b "between": expression, "between", expression, "and", expression */
static uint32_t
between(struct parse *p, uint32_t what)
{
	struct node n = { .op = OP_BETWEEN, .from = p->nodes[what].from };
	size_t base = p->top, at = p->t.from;
	uint32_t from, to;

	parse_next(p);
	if (!build_push(p, what) || !build_push(p, from = parse_arithmetic(p)))
		return NONE;
	if (!parse_needs_word(p, "and", M("“and”")) ||
	    !build_push(p, to = parse_arithmetic(p)))
		return NONE;
	check_compare(p, OP_GE, at, what, from);
	check_compare(p, OP_LE, at, what, to);
	return build_kids(p, n, base, feel_type(FEEL_BOOLEAN));
}

/* 53. instance of = expression, "instance", "of", type */
static uint32_t
instance(struct parse *p, uint32_t what)
{
	const struct feel_type *type;
	struct node n = { .op = OP_INSTANCE, .a = what };

	parse_next(p);
	if (!parse_needs_word(p, "of", M("“of”")) ||
	    (type = parse_type(p)) == NULL)
		return NONE;
	n.type = type;
	n.from = p->nodes[what].from;
	return build(p, n, feel_type(FEEL_BOOLEAN));
}

static enum op
comparison_op(const struct parse *p)
{
	switch (p->t.kind == T_SIGN ? p->t.sign : 0) {
	case '=':	return OP_EQ;
	case SIGN_NE:	return OP_NE;
	case '<':	return OP_LT;
	case SIGN_LE:	return OP_LE;
	case '>':	return OP_GT;
	case SIGN_GE:	return OP_GE;
	default:	return OP__MAX;
	}
}

/* 51. comparison = expression, ("=" | "!=" | "<" | "<=" | ">" | ">="),
 * expression | between | in | instance of */
static uint32_t
comparison(struct parse *p)
{
	uint32_t left = parse_arithmetic(p), right;
	enum op op;

	while (left != NONE) {
		size_t at = p->t.from;

		if ((op = comparison_op(p)) != OP__MAX) {
			parse_next(p);
			if ((right = parse_arithmetic(p)) == NONE)
				return NONE;
			check_compare(p, op, at, left, right);
			left = build_two(p, op, left, right,
			    feel_type(FEEL_BOOLEAN));
		} else if (parse_sees_word(p, "between")) {
			left = between(p, left);
		} else if (parse_sees_word(p, "in")) {
			parse_next(p);
			left = parse_in(p, left);
		} else if (parse_sees_word(p, "instance")) {
			left = instance(p, left);
		} else {
			break;
		}
	}
	return left;
}

/* 50. conjunction = expression, "and", expression */
static uint32_t
conjunction(struct parse *p)
{
	return chain(p, "and", OP_AND, comparison);
}

/* 49. disjunction = expression, "or", expression */
uint32_t
parse_expression(struct parse *p)
{
	bool in_range = p->in_range;
	uint32_t n = NONE;

	p->in_range = false;
	if (parse_deeper(p))
		n = chain(p, "or", OP_OR, conjunction);
	p->depth--;
	p->in_range = in_range;
	return n;
}

/* 26. arithmetic negation = "-", expression */
static uint32_t
negation(struct parse *p)
{
	size_t from = p->t.from;
	uint32_t n;

	if (!parse_takes(p, '-'))
		return parse_primary(p);
	if (!parse_deeper(p))
		return NONE;
	n = negation(p);
	p->depth--;
	if (n == NONE)
		return NONE;
	return build_one(p, OP_NEGATE, from, n, check_arith(p, OP_NEGATE, from,
	    n, n));
}

/* 25. exponentiation = expression, "**", expression: from the left */
static uint32_t
exponentiation(struct parse *p)
{
	uint32_t left = negation(p), right;

	while (left != NONE && parse_sees(p, SIGN_POWER)) {
		size_t at = p->t.from;

		parse_next(p);
		if ((right = negation(p)) == NONE)
			return NONE;
		left = build_two(p, OP_POWER, left, right,
		    check_arith(p, OP_POWER, at, left, right));
	}
	return left;
}

/* 23. multiplication, 24. division = expression, ("*" | "/"), expression */
static uint32_t
multiplication(struct parse *p)
{
	uint32_t left = exponentiation(p), right;

	while (left != NONE && (parse_sees(p, '*') || parse_sees(p, '/'))) {
		enum op op = p->t.sign == '*' ? OP_MUL : OP_DIV;
		size_t at = p->t.from;

		parse_next(p);
		if ((right = exponentiation(p)) == NONE)
			return NONE;
		left = build_two(p, op, left, right,
		    check_arith(p, op, at, left, right));
	}
	return left;
}

/* 21. addition, 22. subtraction = expression, ("+" | "-"), expression */
uint32_t
parse_arithmetic(struct parse *p)
{
	uint32_t left = multiplication(p), right;

	while (left != NONE && (parse_sees(p, '+') || parse_sees(p, '-'))) {
		enum op op = p->t.sign == '+' ? OP_ADD : OP_SUB;
		size_t at = p->t.from;

		parse_next(p);
		if ((right = multiplication(p)) == NONE)
			return NONE;
		left = build_two(p, op, left, right,
		    check_arith(p, op, at, left, right));
	}
	return left;
}
