/* SPDX-License-Identifier: Apache-2.0 */
#include "base/zone_in.h"

enum {
	HOURS_OFFSET	= 24,
	HOURS_TIME	= 167,	/* RFC 8536, 3.3.1: -167..167 */
	TIME_DEFAULT	= 2 * 60 * 60
};

/* A reader of the rule's text; the first fault stays. */
struct reader {
	struct str	s;
	size_t		at;
	bool		bad;
};

static char
peek(const struct reader *r)
{
	return r->at < r->s.n ? r->s.p[r->at] : '\0';
}

static bool
accept(struct reader *r, char c)
{
	if (r->bad || peek(r) != c || r->at >= r->s.n)
		return false;
	r->at++;
	return true;
}

static void
expect(struct reader *r, char c)
{
	if (!accept(r, c))
		r->bad = true;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static int
number(struct reader *r, int least, int most)
{
	int n = 0;

	if (!is_digit(peek(r)))
		r->bad = true;
	while (!r->bad && is_digit(peek(r))) {
		n = n * 10 + (r->s.p[r->at++] - '0');
		if (n > most)
			r->bad = true;
	}
	if (n < least)
		r->bad = true;
	return n;
}

/* name -> three or more LETTERs | '<' { LETTER | DIGIT | '+' | '-' } '>' */
static void
name(struct reader *r)
{
	size_t from;
	bool quoted = accept(r, '<');

	for (from = r->at; is_letter(peek(r)) || (quoted &&
	    (is_digit(peek(r)) || peek(r) == '+' || peek(r) == '-')); r->at++)
		;
	if (r->at - from < 3)
		r->bad = true;
	if (quoted)
		expect(r, '>');
}

/* time -> [ '+' | '-' ] HH [ ':' MM [ ':' SS ] ] */
static int
clock_time(struct reader *r, int hours)
{
	bool minus = accept(r, '-');
	int n;

	if (!minus)
		(void)accept(r, '+');
	n = number(r, 0, hours) * 60 * 60;
	if (accept(r, ':')) {
		n += number(r, 0, 59) * 60;
		if (accept(r, ':'))
			n += number(r, 0, 59);
	}
	return minus ? -n : n;
}

/* date -> ( 'M' m '.' w '.' d | 'J' n | n ) [ '/' time ] */
static struct rule_date
date(struct reader *r)
{
	struct rule_date d = { .form = RULE_DAY, .seconds = TIME_DEFAULT };

	if (accept(r, 'M')) {
		d.form = RULE_MONTH;
		d.month = number(r, 1, 12);
		expect(r, '.');
		d.week = number(r, 1, 5);
		expect(r, '.');
		d.weekday = number(r, 0, 6);
	} else if (accept(r, 'J')) {
		d.form = RULE_JULIAN;
		d.day = number(r, 1, 365);
	} else {
		d.day = number(r, 0, 365);
	}
	if (accept(r, '/'))
		d.seconds = clock_time(r, HOURS_TIME);
	return d;
}

bool
rule_parse(struct str s, struct zone_rule *ret)
{
	/* rule -> name time [ name [ time ] ',' date ',' date ] */
	struct reader r = { .s = s };
	struct zone_rule rule = { 0 };

	name(&r);
	/* POSIX counts west of Greenwich, we count east. */
	rule.standard = -clock_time(&r, HOURS_OFFSET);
	if (!r.bad && r.at < s.n) {
		rule.has_summer = true;
		name(&r);
		rule.summer = rule.standard + 60 * 60;
		if (!r.bad && peek(&r) != ',')
			rule.summer = -clock_time(&r, HOURS_OFFSET);
		expect(&r, ',');
		rule.begins = date(&r);
		expect(&r, ',');
		rule.ends = date(&r);
	}
	if (r.bad || r.at != s.n)
		return false;
	*ret = rule;
	return true;
}

/* The day on which ${d} falls in ${year}. */
static int64_t
day_in(const struct rule_date *d, int year)
{
	int64_t first;
	int ahead;

	if (d->form == RULE_MONTH) {
		first = day_from_civil(year, d->month, 1);
		ahead = (d->weekday - day_of_week(first) % 7 + 7) % 7 +
		    7 * (d->week - 1);
		/* The fifth may not be there: then the last is meant. */
		if (ahead >= civil_days_in(year, d->month))
			ahead -= 7;
		return first + ahead;
	}
	first = day_from_civil(year, 1, 1);
	if (d->form == RULE_DAY)
		return first + d->day;
	/* March begins on J60, whether or not there is a 29 February. */
	return first + d->day - 1 +
	    (d->day >= 60 && civil_days_in(year, 2) == 29);
}

int32_t
rule_offset(const struct zone_rule *r, int64_t t)
{
	int64_t latest = INT64_MIN, begins, ends;
	bool summer = false;
	int year;

	if (!r->has_summer)
		return r->standard;
	/*
	 * A date's time may lie a week outside its year, and the two dates
	 * may come in either order: what holds is the last change at or
	 * before ${t}, of three years.  A summer that ends when the next
	 * begins never ends.
	 */
	year = civil_from_ms(t * SECOND_MS).year;
	for (int y = year - 1; y <= year + 1; y++) {
		ends = day_in(&r->ends, y) * (DAY_MS / SECOND_MS) +
		    r->ends.seconds - r->summer;
		if (ends <= t && ends > latest) {
			latest = ends;
			summer = false;
		}
		begins = day_in(&r->begins, y) * (DAY_MS / SECOND_MS) +
		    r->begins.seconds - r->standard;
		if (begins <= t && begins >= latest) {
			latest = begins;
			summer = true;
		}
	}
	return summer ? r->summer : r->standard;
}
