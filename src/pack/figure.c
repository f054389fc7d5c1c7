/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which fact is compared with which constant?  Read off the text: what stands
 * to the left and to the right of each < <= > >=.  An operand that is more than
 * a name or a constant (2 * x, p.x) is passed over.
 */
#include "pack/figure_in.h"

#include <ctype.h>

struct scan {
	struct arena		*a;
	const struct pack	*p;
	struct str		 s;
	each_turn		*fn;
	void			*arg;
	const struct feel_scope	*none;
};

bool
figure_is(const struct feel_value *v)
{
	return v->kind == FEEL_NUMBER || v->kind == FEEL_SPAN ||
	    v->kind == FEEL_DATE || v->kind == FEEL_STAMP;
}

/* ---- operands ---- */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Does an operand that ends or begins beside ${s} stand by itself? */
static bool
ends_before(struct str s)
{
	static const char *const words[] = { "and", "or", "then", "else",
	    "return", "satisfies", "if" };
	size_t n;

	s = str_trim(s);
	if (s.n == 0 || s.p[0] == ')' || s.p[0] == ',' || s.p[0] == ']' ||
	    s.p[0] == '}')
		return true;
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_starts(s, words[i]) && ((n = strlen(words[i])) == s.n ||
		    !isalnum((unsigned char)s.p[n])))
			return true;
	return false;
}

static bool
begins_behind(struct str s)
{
	static const char *const words[] = { "and", "or", "then", "else",
	    "return", "satisfies", "if" };

	s = str_trim(s);
	if (s.n == 0 || s.p[s.n - 1] == '(' || s.p[s.n - 1] == ',' ||
	    s.p[s.n - 1] == '[' || s.p[s.n - 1] == ':')
		return true;
	for (size_t i = 0; i < COUNT(words); i++) {
		size_t n = strlen(words[i]);

		if (str_ends(s, words[i]) && (n == s.n ||
		    is_blank(s.p[s.n - n - 1]) || s.p[s.n - n - 1] == ')'))
			return true;
	}
	return false;
}

/* The stated name that ends the text, the longest there is. */
static bool
name_left(const struct scan *x, struct str s, size_t *ret_slot)
{
	size_t least;

	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	least = s.n > FEEL_NAME_MAX ? s.n - FEEL_NAME_MAX : 0;
	for (size_t i = least; i < s.n; i++) {
		if (i > 0 && !is_blank(s.p[i - 1]) && s.p[i - 1] != '(' &&
		    s.p[i - 1] != ',' && s.p[i - 1] != '[')
			continue;
		if (pack_slot(x->p, str_part(s, i, s.n), ret_slot))
			return begins_behind(str_part(s, 0, i));
	}
	return false;
}

static bool
name_right(const struct scan *x, struct str s, size_t *ret_slot)
{
	size_t from = 0, most;

	while (from < s.n && is_blank(s.p[from]))
		from++;
	s = str_part(s, from, s.n);
	most = s.n > FEEL_NAME_MAX ? FEEL_NAME_MAX : s.n;
	for (size_t i = most; i > 0; i--) {
		if (i < s.n && !is_blank(s.p[i]) && s.p[i] != ')' &&
		    s.p[i] != ',' && s.p[i] != ']')
			continue;
		if (pack_slot(x->p, str_part(s, 0, i), ret_slot))
			return ends_before(str_part(s, i, s.n));
	}
	return false;
}

/* ---- constants ---- */

/* How long is the constant at the beginning: 6, @"PT6H", duration("PT6H")? */
static size_t
constant_length(struct str s)
{
	size_t n = 0;

	if (s.n > 0 && (isdigit((unsigned char)s.p[0]) || s.p[0] == '-')) {
		for (n = 1; n < s.n && (isdigit((unsigned char)s.p[n]) ||
		    (s.p[n] == '.' && n + 1 < s.n &&
		    isdigit((unsigned char)s.p[n + 1]))); n++)
			;
		return n;
	}
	while (n < s.n && n < S("date and time(").n && s.p[n] != '"')
		n++;
	if (n + 1 >= s.n || s.p[n] != '"' || !(str_is(str_part(s, 0, n), "@") ||
	    str_is(str_part(s, 0, n), "duration(") ||
	    str_is(str_part(s, 0, n), "date(") ||
	    str_is(str_part(s, 0, n), "date and time(")))
		return 0;
	for (n++; n < s.n && s.p[n] != '"'; n++)
		;
	n += n < s.n;
	return n + (s.p[0] != '@' && n < s.n && s.p[n] == ')');
}

static bool
constant_value(const struct scan *x, struct str s, struct feel_value *ret)
{
	const struct feel_program *p = NULL;
	struct arena_mark mark = arena_mark(x->a);
	struct feel_env env = { .facts = NULL };
	struct feel_answer ans;
	bool is = feel_compile(x->a, x->none, s, NULL, &p, NULL) == ERR_OK &&
	    feel_eval(x->a, p, &env, &ans, NULL) == ERR_OK &&
	    figure_is(&ans.value);

	/* Such values hold nothing that lives in the arena. */
	if (is)
		*ret = ans.value;
	arena_reset(x->a, mark);
	return is;
}

static bool
constant_right(const struct scan *x, struct str s, struct feel_value *ret)
{
	size_t from = 0, n;

	while (from < s.n && is_blank(s.p[from]))
		from++;
	s = str_part(s, from, s.n);
	n = constant_length(s);
	return n > 0 && ends_before(str_part(s, n, s.n)) &&
	    constant_value(x, str_part(s, 0, n), ret);
}

/* A figure that ends the text; other constants stand to the right. */
static bool
constant_left(const struct scan *x, struct str s, struct feel_value *ret)
{
	size_t from;

	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	for (from = s.n; from > 0 && (isdigit((unsigned char)s.p[from - 1]) ||
	    s.p[from - 1] == '.'); from--)
		;
	return from < s.n && s.p[from] != '.' &&
	    begins_behind(str_part(s, 0, from)) &&
	    constant_value(x, str_part(s, from, s.n), ret);
}

/* ---- comparisons ---- */

static struct figure_turn
turn_of(const struct feel_value *v, bool less, bool equal)
{
	/* x >= 6 turns below six, and so does x < 6. */
	return (struct figure_turn){ .at = *v, .up = less == equal,
	    .exp = v->kind == FEEL_NUMBER && v->number.exp < 0 ?
	    v->number.exp : 0 };
}

static void
comparison(const struct scan *x, size_t at, size_t n)
{
	struct str left = str_part(x->s, 0, at);
	struct str right = str_part(x->s, at + n, x->s.n);
	bool less = x->s.p[at] == '<', equal = n == 2;
	struct figure_turn turn;
	struct feel_value v;
	size_t slot;

	if (name_left(x, left, &slot) && constant_right(x, right, &v)) {
		turn = turn_of(&v, less, equal);
		x->fn(x->arg, slot, &turn);
	} else if (name_right(x, right, &slot) && constant_left(x, left, &v)) {
		turn = turn_of(&v, !less, equal);
		x->fn(x->arg, slot, &turn);
	}
}

/* Behind the text that begins with a quotation mark at ${i}. */
static size_t
quoted_end(struct str s, size_t i)
{
	for (i++; i < s.n && s.p[i] != '"'; i++)
		i += s.p[i] == '\\';
	return i < s.n ? i + 1 : s.n;
}

void
figures_each(struct arena *a, const struct pack *p,
    const struct feel_scope *none, struct str text, each_turn *fn, void *arg)
{
	struct scan x = { a, p, text, fn, arg, none };
	size_t i = 0;

	while (i < text.n) {
		char c = text.p[i];
		size_t n = 1;

		if (c == '"') {
			i = quoted_end(text, i);
			continue;
		}
		if (c == '<' || c == '>') {
			n += i + 1 < text.n && text.p[i + 1] == '=';
			comparison(&x, i, n);
		}
		i += n;
	}
}

/* Most cells of large tables are values. */
static bool
may_range(struct str cell)
{
	for (size_t i = 0; i < cell.n; i++)
		if (cell.p[i] == '<' || cell.p[i] == '>' ||
		    cell.p[i] == '.')
			return true;
	return false;
}

void
figures_of_cell(struct arena *a, const struct pack *p, size_t slot,
    struct str cell, each_turn *fn, void *arg)
{
	const struct feel_program *tests = NULL;
	struct feel_test t;

	if (!may_range(cell) || feel_compile_tests(a, p->scope, cell,
	    feel_type(FEEL_ANY), NULL, &tests, NULL) != ERR_OK)
		return;
	for (size_t i = 0; feel_test_at(tests, i, &t); i++) {
		const struct feel_range *g = t.value.range;
		struct figure_turn turn;

		if (t.kind != FEEL_TEST_RANGE || g->ends >= FEEL_EQUAL)
			continue;
		if (g->from != NULL && figure_is(g->from)) {
			turn = turn_of(g->from, false,
			    g->ends == FEEL_CLOSED_OPEN ||
			    g->ends == FEEL_CLOSED_CLOSED ||
			    g->ends == FEEL_LEAST);
			fn(arg, slot, &turn);
		}
		if (g->to != NULL && figure_is(g->to)) {
			turn = turn_of(g->to, true,
			    g->ends == FEEL_OPEN_CLOSED ||
			    g->ends == FEEL_CLOSED_CLOSED ||
			    g->ends == FEEL_MOST);
			fn(arg, slot, &turn);
		}
	}
}

bool
figure_beside(const struct pack_fact *f, const struct figure_turn *t,
    struct feel_value *ret)
{
	struct decimal one = { t->up ? 1 : -1, f->type == PACK_INTEGER ? 0 :
	    t->exp };
	int by = t->up ? 1 : -1;
	struct feel_value v = t->at;

	switch (t->at.kind) {
	case FEEL_NUMBER:
		if (!decimal_add(v.number, one, DECIMAL_HALF_EVEN, &v.number))
			return false;
		break;
	case FEEL_SPAN:
		v.nano += by * (__int128)FEEL_MINUTE;
		break;
	case FEEL_DATE:
		v.day += by;
		break;
	case FEEL_STAMP:
		if (v.stamp.place.hang != FEEL_OFFSET ||
		    !feel_stamp_at(feel_stamp_instant(&v.stamp) +
		    by * (__int128)FEEL_MINUTE, &t->at.stamp.place, &v.stamp))
			return false;
		break;
	default:
		return false;
	}
	*ret = v;
	return true;
}
