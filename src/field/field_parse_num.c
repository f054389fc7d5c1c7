/* SPDX-License-Identifier: Apache-2.0 */
/* Which number, how long?  As people and spreadsheets write it. */
#include "field/field_in.h"

enum { NUMBER_MAX = 100 };	/* characters that can mean a number */

struct number {
	char	digits[NUMBER_MAX + 2];	/* sign, digits, point, digits */
	size_t	n;
	bool	whole;			/* without a fraction but zeros */
};

static bool
is_digit(struct str s, size_t at)
{
	return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

/*
 * whole -> digits | group { separator group }
 * The first group has one to three digits, each other one three, and the
 * separator, a comma or a blank, is the same throughout: "1,00" is no number.
 */
static bool
take_whole(struct str s, size_t *at, struct number *to)
{
	size_t from = *at, run;
	char separator;

	while (is_digit(s, *at))
		to->digits[to->n++] = s.p[(*at)++];
	run = *at - from;
	if (run == 0 || run > 3 || *at >= s.n ||
	    (s.p[*at] != ',' && s.p[*at] != ' '))
		return run > 0;
	separator = s.p[*at];
	while (*at < s.n && s.p[*at] == separator) {
		for (int i = 1; i <= 3; i++) {
			if (!is_digit(s, *at + (size_t)i))
				return false;
			to->digits[to->n++] = s.p[*at + (size_t)i];
		}
		*at += 4;
		if (is_digit(s, *at))
			return false;
	}
	return true;
}

/* "007" is 7, and "0" stays. */
static void
drop_leading_zeros(struct number *to, size_t from)
{
	size_t zeros = 0;

	while (from + zeros + 1 < to->n && to->digits[from + zeros] == '0')
		zeros++;
	memmove(to->digits + from, to->digits + from + zeros,
	    to->n - from - zeros);
	to->n -= zeros;
}

/* number -> [ sign ] ( whole [ '.' digits ] | '.' digits ) */
static bool
number_read(struct str s, struct number *ret)
{
	struct number to = { .whole = true };
	size_t at = 0, from, point;

	if (s.n == 0 || s.n > NUMBER_MAX)
		return false;
	if (s.p[0] == '-')
		to.digits[to.n++] = '-';
	if (s.p[0] == '-' || s.p[0] == '+')
		at++;
	from = to.n;
	if (at < s.n && s.p[at] == '.')
		to.digits[to.n++] = '0';
	else if (!take_whole(s, &at, &to))
		return false;
	drop_leading_zeros(&to, from);
	point = to.n;
	if (at < s.n && s.p[at] == '.') {
		to.digits[to.n++] = '.';
		for (at++; is_digit(s, at); at++)
			to.digits[to.n++] = s.p[at];
		if (to.n == point + 1)
			return false;
		while (to.digits[to.n - 1] == '0')
			to.n--;
		to.whole = to.n == point + 1;
		if (to.whole)
			to.n = point;
	}
	if (at != s.n)
		return false;
	if (to.n == 2 && to.digits[0] == '-' && to.digits[1] == '0') {
		to.digits[0] = '0';
		to.n = 1;
	}
	*ret = to;
	return true;
}

enum err
parse_int(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	struct number number;
	int64_t n;

	(void)a;
	(void)v;
	if (!number_read(text, &number) || !number.whole)
		return field_refuse(f, text, note);
	if (!str_int((struct str){ number.digits, number.n }, &n) ||
	    n > CANON_INT_MAX || n < -CANON_INT_MAX)
		return NOTE(note, ERR_INVALID, M("{text} is too large a number for "
		    "{label}: {most} is the largest there is. Correct it."),
		    A_TEXT("text", text), A_LABEL(f),
		    A_INT("most", CANON_INT_MAX));
	*ret = (struct value)V_INT(n);
	return ERR_OK;
}

enum err
parse_decimal(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	struct number number;
	struct decimal d;

	(void)a;
	(void)v;
	if (!number_read(text, &number))
		return field_refuse(f, text, note);
	if (!decimal_parse((struct str){ number.digits, number.n }, &d))
		return NOTE(note, ERR_INVALID, M("{text} has more digits than "
		    "{label} can hold: {most} are the most. Shorten it."),
		    A_TEXT("text", text), A_LABEL(f),
		    A_INT("most", DECIMAL_DIGITS));
	*ret = (struct value){ .given = GIVEN_KNOWN, .dec = d };
	return ERR_OK;
}

/* Longer words before those they begin with. */
static const struct unit {
	const char	*word;
	bool		 months;
	int64_t		 n;
} units[] = {
	{ "years", true, 12 }, { "year", true, 12 }, { "年", true, 12 },
	{ "months", true, 1 }, { "month", true, 1 }, { "个月", true, 1 },
	{ "月", true, 1 },
	{ "weeks", false, 7 * DAY_MS }, { "week", false, 7 * DAY_MS },
	{ "周", false, 7 * DAY_MS }, { "星期", false, 7 * DAY_MS },
	{ "days", false, DAY_MS }, { "day", false, DAY_MS },
	{ "天", false, DAY_MS }, { "日", false, DAY_MS },
	{ "hours", false, HOUR_MS }, { "hour", false, HOUR_MS },
	{ "个小时", false, HOUR_MS }, { "小时", false, HOUR_MS },
	{ "时", false, HOUR_MS },
	{ "minutes", false, MINUTE_MS }, { "minute", false, MINUTE_MS },
	{ "min", false, MINUTE_MS }, { "分钟", false, MINUTE_MS },
	{ "分", false, MINUTE_MS },
	{ "seconds", false, SECOND_MS }, { "second", false, SECOND_MS },
	{ "秒", false, SECOND_MS },
	{ "w", false, 7 * DAY_MS }, { "d", false, DAY_MS },
	{ "h", false, HOUR_MS }, { "s", false, SECOND_MS },
};

static const struct unit *
take_unit(struct str s, size_t *at)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct str word = str_of(units[i].word);

		if (str_eq_nocase(str_part(s, *at, *at + word.n), word)) {
			*at += word.n;
			return &units[i];
		}
	}
	return NULL;
}

static void
skip_blanks(struct str s, size_t *at)
{
	while (*at < s.n && s.p[*at] == ' ')
		++*at;
}

/* digits [ '.' digits ] of a unit; false unless whole milliseconds come out. */
static bool
take_amount(struct str s, size_t *at, int64_t *ret_n, int64_t *ret_part)
{
	size_t from = *at;
	int64_t n = 0, part = 1;

	while (is_digit(s, *at) && *at - from < 10)
		n = n * 10 + (s.p[(*at)++] - '0');
	if (*at == from || is_digit(s, *at))
		return false;
	if (*at < s.n && s.p[*at] == '.') {
		for (++*at; is_digit(s, *at) && part < 1000; ++*at) {
			n = n * 10 + (s.p[*at] - '0');
			part *= 10;
		}
		if (part == 1 || is_digit(s, *at))
			return false;
	}
	*ret_n = n;
	*ret_part = part;
	return true;
}

/* duration -> amount unit { amount unit }, of one of the two kinds */
static bool
duration_typed(struct str s, struct duration *ret)
{
	struct duration d = { false, 0 };
	int64_t n, part;
	size_t at = 0;

	if (s.n == 0)
		return false;
	while (at < s.n) {
		const struct unit *u;
		bool first = at == 0;

		if (!take_amount(s, &at, &n, &part))
			return false;
		skip_blanks(s, &at);
		if ((u = take_unit(s, &at)) == NULL ||
		    (!first && u->months != d.months) ||
		    __builtin_mul_overflow(n, u->n, &n) || n % part != 0 ||
		    __builtin_add_overflow(d.n, n / part, &d.n))
			return false;
		d.months = u->months;
		skip_blanks(s, &at);
	}
	*ret = d;
	return true;
}

enum err
parse_duration(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	struct value value = { .given = GIVEN_KNOWN };
	char upper[NUMBER_MAX];

	(void)a;
	(void)v;
	if (text.n > NUMBER_MAX)
		return field_refuse(f, text, note);
	for (size_t i = 0; i < text.n; i++)
		upper[i] = text.p[i] >= 'a' && text.p[i] <= 'z'
		    ? (char)(text.p[i] - 'a' + 'A') : text.p[i];
	if (!duration_parse((struct str){ upper, text.n }, &value.dur) &&
	    !duration_typed(text, &value.dur))
		return field_refuse(f, text, note);
	*ret = value;
	return ERR_OK;
}
