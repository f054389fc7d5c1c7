/* SPDX-License-Identifier: Apache-2.0 */
#include "base/duration.h"

#include "base/moment.h"

enum { MONTHS_PER_YEAR = 12, FRACTION_DIGITS = 3 };

/* What is counted, largest first; ${time}: stands behind the T. */
static const struct unit {
	char	letter;
	bool	time;
	bool	months;
	int64_t	n;	/* months or milliseconds */
} units[] = {
	{ 'Y', false, true, MONTHS_PER_YEAR },
	{ 'M', false, true, 1 },
	{ 'D', false, false, DAY_MS },
	{ 'H', true, false, HOUR_MS },
	{ 'M', true, false, MINUTE_MS },
	{ 'S', true, false, SECOND_MS },
};
enum { UNITS = sizeof units / sizeof *units };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
take_char(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = str_part(*s, 1, s->n);
	return true;
}

/* Digits of a whole number; false if there are none or too many. */
static bool
take_number(struct str *s, int64_t *ret)
{
	size_t n = 0;

	while (n < s->n && is_digit(s->p[n]))
		n++;
	if (!str_int(str_part(*s, 0, n), ret))
		return false;
	*s = str_part(*s, n, s->n);
	return true;
}

/* Thousandths behind the point of seconds: one to three digits. */
static bool
take_fraction(struct str *s, int64_t *ret)
{
	int64_t n = 0;
	int digits = 0;

	for (; s->n > 0 && is_digit(s->p[0]); digits++) {
		if (digits == FRACTION_DIGITS)
			return false;
		n = n * 10 + (s->p[0] - '0');
		*s = str_part(*s, 1, s->n);
	}
	if (digits == 0)
		return false;
	for (; digits < FRACTION_DIGITS; digits++)
		n *= 10;
	*ret = n;
	return true;
}

/* Which unit, from ${from} on, has this letter?  UNITS if none. */
static size_t
unit_find(size_t from, bool time, char letter)
{
	while (from < UNITS && (units[from].letter != letter ||
	    units[from].time != time))
		from++;
	return from;
}

/* One number with its letter: add it to ${*total}, move ${*next} behind it. */
static bool
take_part(struct str *s, bool time, size_t *next, int64_t *total)
{
	int64_t n, fraction = 0;
	bool pointed;
	size_t u;

	if (!take_number(s, &n))
		return false;
	pointed = take_char(s, '.');
	if ((pointed && !take_fraction(s, &fraction)) || s->n == 0)
		return false;
	u = unit_find(*next, time, s->p[0]);
	if (u == UNITS || (pointed && units[u].n != SECOND_MS) ||
	    __builtin_mul_overflow(n, units[u].n, &n) ||
	    __builtin_add_overflow(n, fraction, &n) ||
	    __builtin_add_overflow(*total, n, total))
		return false;
	*s = str_part(*s, 1, s->n);
	*next = u + 1;
	return true;
}

bool
duration_parse(struct str s, struct duration *ret)
{
	bool minus = take_char(&s, '-'), months = false, time = false;
	int64_t total = 0;
	size_t next = 0;
	int parts = 0;

	if (!take_char(&s, 'P'))
		return false;
	for (; s.n > 0; parts++) {
		if (!time && take_char(&s, 'T'))
			time = true;
		if (!take_part(&s, time, &next, &total))
			return false;
		if (parts > 0 && months != units[next - 1].months)
			return false;
		months = units[next - 1].months;
	}
	if (parts == 0)
		return false;
	*ret = (struct duration){ months, minus ? -total : total };
	return true;
}

static void
fraction_put(struct buf *b, uint64_t thousandths)
{
	char text[] = { '.', (char)('0' + thousandths / 100),
	    (char)('0' + thousandths / 10 % 10),
	    (char)('0' + thousandths % 10) };
	size_t n = sizeof text;

	if (thousandths == 0)
		return;
	while (text[n - 1] == '0')
		n--;
	buf_put(b, text, n);
}

void
duration_put(struct buf *b, struct duration d)
{
	uint64_t left = d.n < 0 ? -(uint64_t)d.n : (uint64_t)d.n, fraction = 0;
	bool time = false;

	if (left == 0) {
		buf_text(b, d.months ? "P0M" : "PT0S");
		return;
	}
	buf_text(b, d.n < 0 ? "-P" : "P");
	for (size_t i = 0; i < UNITS; i++) {
		uint64_t size = (uint64_t)units[i].n, n = left / size;

		if (units[i].months != d.months)
			continue;
		left %= size;
		if (units[i].n == SECOND_MS)
			fraction = left;
		if (n == 0 && fraction == 0)
			continue;
		if (units[i].time && !time)
			buf_char(b, 'T');
		time = units[i].time;
		buf_int(b, (int64_t)n);
		fraction_put(b, fraction);
		buf_char(b, units[i].letter);
	}
}
