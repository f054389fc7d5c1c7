/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do values say that are more than texts: truths, days, figures, how well
 * something is attested, and which clause is meant?
 */
#include "pack/keys_in.h"

#include "base/duration.h"

enum {
	MINUTES_MAX	= 60 * 24 * 366 * 10,	/* of a clock */
	DAYS_MAX	= 366 * 10,
	MONTHS_MAX	= 12 * 10
};

void
take_bool(struct read *r, const struct ynode *v, const struct key *k, void *to)
{
	static const char *const words[] = { "false", "true", NULL };
	int i;

	if (word_of(r, v, words, &i))
		*(bool *)key_to(k, to) = i == 1;
}

void
take_day(struct read *r, const struct ynode *v, const struct key *k, void *to)
{
	struct str s;
	int64_t day;

	if (!text_of(r, v, &s))
		return;
	if (day_parse(s, &day))
		*(int64_t *)key_to(k, to) = day;
	else
		FAULT(r, v->at,
		    M("“{text}” is no day of the calendar. Write it as "
		    "2026-03-01."), A_TEXT("text", s));
}

void
take_attested(struct read *r, const struct ynode *v, const struct key *k,
    void *to)
{
	static const char *const words[] = {
#define X(name, word, decides, said) word,
		PACK_ATTESTED_TABLE(X)
#undef X
		NULL
	};
	int i;

	if (word_of(r, v, words, &i))
		*(enum attested *)key_to(k, to) = (enum attested)i;
}

void
take_decimal(struct read *r, const struct ynode *v, const struct key *k,
    void *to)
{
	struct str s;
	struct decimal d;

	if (!text_of(r, v, &s))
		return;
	if (decimal_parse(s, &d))
		*(struct decimal *)key_to(k, to) = d;
	else
		FAULT(r, v->at,
		    M("“{text}” is no number. Write it as 1000 or 0.5."),
		    A_TEXT("text", s));
}

void
take_number(struct read *r, const struct ynode *v, const struct key *k,
    void *to)
{
	struct key at = { .at = 0 };
	struct decimal d = { 0, DECIMAL_EXP_MAX + 1 };

	take_decimal(r, v, &at, &d);
	if (d.exp <= DECIMAL_EXP_MAX)
		*(struct str *)key_to(k, to) = str_trim(v->text);
}

static bool
duration_of(struct read *r, const struct ynode *v, struct duration *ret)
{
	struct str s;

	if (!text_of(r, v, &s))
		return false;
	if (duration_parse(s, ret) && ret->n > 0)
		return true;
	FAULT(r, v->at,
	    M("“{text}” is no length of time. Write PT30M, PT1H, P30D or "
	    "P1Y."), A_TEXT("text", s));
	return false;
}

void
take_duration(struct read *r, const struct ynode *v, const struct key *k,
    void *to)
{
	struct duration d;

	if (duration_of(r, v, &d))
		*(struct str *)key_to(k, to) = str_trim(v->text);
}

/* Days and hours are counted in different ways: P1D is no PT24H. */
void
take_within(struct read *r, const struct ynode *v, const struct key *k,
    void *to)
{
	struct pack_duration *ret = key_to(k, to);
	struct duration d;
	struct str s;
	int64_t most, n;
	bool timed;

	if (!duration_of(r, v, &d))
		return;
	s = str_trim(v->text);
	timed = str_find(s, 'T') < s.n;
	most = d.months ? MONTHS_MAX : timed ? MINUTES_MAX : DAYS_MAX;
	n = d.months ? d.n : timed ? d.n / MINUTE_MS : d.n / DAY_MS;
	if (n > most || (timed && (str_find(s, 'D') < s.n ||
	    d.n % MINUTE_MS != 0))) {
		FAULT(r, v->at,
		    M("“{text}” is no limit of a clock. Write minutes and "
		    "hours (PT1H), days (P30D), or months (P1M), not together, "
		    "and no more than ten years."), A_TEXT("text", s));
		return;
	}
	*ret = (struct pack_duration){ 0 };
	*(d.months ? &ret->months : timed ? &ret->minutes : &ret->days) =
	    (int32_t)n;
}

void
take_month_day(struct read *r, const struct ynode *v, const struct key *k,
    void *to)
{
	struct str s;
	int64_t day;

	if (!text_of(r, v, &s))
		return;
	/* Of a leap year: 02-29 is a day too. */
	if (day_parse(str_fmt(r->a, "2024-%.*s", STR_ARG(s)), &day))
		*(struct str *)key_to(k, to) = s;
	else
		FAULT(r, v->at,
		    M("“{text}” is no day of the year. Write it as 12-31."),
		    A_TEXT("text", s));
}

void
take_clause(struct read *r, const struct ynode *v, const struct key *k,
    void *to)
{
	struct str s, near;
	size_t i;

	if (!text_of(r, v, &s))
		return;
	if (names_find(r->clause_names, s, &i)) {
		*(const struct pack_clause **)key_to(k, to) = &r->clauses[i];
		return;
	}
	near = names_hint(r, r->clause_names, s);
	if (near.n > 0)
		FAULT(r, v->at,
		    M("The pack has no clause {clause}. Did you mean {near}?"),
		    A_TEXT("clause", s), A_TEXT("near", near));
	else
		FAULT(r, v->at,
		    M("The pack has no clause {clause}. A clause begins with a "
		    "heading: ## {clause} …"), A_TEXT("clause", s));
}
