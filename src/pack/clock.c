/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From when does it run, and until when?
 *
 * Within N hours the minute N is on time.  Of days and months the day of the
 * anchor is not counted, and the last one ends when the wall shows midnight:
 * that moment is the due one, on time up to and with it.
 */
#include "pack/judge_in.h"

struct anchoring {
	struct judging		*j;
	const struct desk	*d;
	uint64_t		*used;
	bool			 known, unsure;	/* some is; some is not */
	bool			 weak;	/* not in the deciding pass */
	int64_t			 first;
	const struct feel_why	*why;
};

/* ---- moments ---- */

/* Where the wall of the house shows it. */
static struct feel_place
house(const struct judging *j)
{
	/* NULL is UTC. */
	return (struct feel_place){ j->c->zone, 0, j->c->zone == NULL ?
	    FEEL_OFFSET : FEEL_ZONED };
}

/* Is it within the years that the house's calendar has? */
static bool
stamp_ms(const struct feel_stamp *s, int64_t *ret)
{
	__int128 ms = feel_stamp_instant(s), one = FEEL_MILLI;

	ms = (ms - (ms < 0 ? one - 1 : 0)) / one;
	if (ms < (__int128)DAY_LEAST * DAY_MS || ms >= (__int128)DAY_OPEN *
	    DAY_MS)
		return false;
	*ret = (int64_t)ms;
	return true;
}

/* The moment at which ${day} begins in the house. */
static bool
day_begins(const struct judging *j, int64_t day, int64_t *ret)
{
	struct feel_stamp s = { .day = day, .place = house(j) };

	return feel_day_fits(day) && stamp_ms(&s, ret);
}

/* A date is its beginning, a local time one of the house; of anything else
 * there is no moment. */
static bool
moment_of(const struct judging *j, const struct feel_value *v, int64_t *ret)
{
	struct feel_stamp s;

	if (v->kind == FEEL_DATE)
		return day_begins(j, v->day, ret);
	if (v->kind != FEEL_STAMP)
		return false;
	s = v->stamp;
	if (s.place.hang == FEEL_LOCAL)
		s.place = house(j);
	return stamp_ms(&s, ret);
}

/* ---- the anchor ---- */

static enum err
anchor_add(struct anchoring *x, const struct feel_program *p)
{
	struct feel_value v, w;
	int64_t ms, other;
	enum err e;

	if ((e = judge_eval(x->j, x->d->facts, p, &v, x->used)) != ERR_OK)
		return e;
	if (v.kind == FEEL_NULL && v.open) {
		x->unsure = true;
		x->why = why_join(x->j, x->why, v.why);
		return ERR_OK;
	}
	if (!moment_of(x->j, &v, &ms))
		return ERR_OK;
	if (x->d->bp->twice) {
		if ((e = judge_eval(x->j, x->d->decided, p, &w, NULL)) !=
		    ERR_OK)
			return e;
		x->weak = x->weak || !moment_of(x->j, &w, &other) ||
		    other != ms;
	}
	x->first = !x->known || ms < x->first ? ms : x->first;
	x->known = true;
	return ERR_OK;
}

/* ---- until when ---- */

/* The calendar does not say, or is not there. */
static const struct feel_why *
calendar_missing(struct judging *j, const struct pack_fact *f,
    const struct feel_value *v, int64_t day)
{
	if (v->kind == FEEL_NULL && v->open)
		return v->why;
	if (v->kind != FEEL_CALENDAR)
		return feel_unknown(j->a, f->name.zh,
		    S(M("it has no value"))).why;
	return feel_unknown(j->a, str_fmt(j->a, "calendar %d",
	    civil_from_day(day).year), S(M("the working days of that year "
	    "are not in the calendar"))).why;
}

/* The last day of so many working days after ${day}; false: not known. */
static bool
working_day(struct anchoring *x, const struct pack_clock *k, int64_t day,
    int64_t *ret)
{
	const struct feel_value *v;
	size_t slot;

	if (!pack_slot(x->d->bp->p, k->working->id, &slot))
		return false;
	v = &x->d->facts[slot];
	*ret = day;
	if (v->kind == FEEL_CALENDAR && calendar_after(v->calendar, day,
	    k->within.days, ret) == TRUTH_YES)
		return true;
	x->why = why_join(x->j, x->why, calendar_missing(x->j, k->working, v,
	    *ret));
	return false;
}

static void
due_set(struct anchoring *x, const struct pack_clock *k,
    struct verdict_clock *c)
{
	struct civil w = zone_local(x->j->c->zone, c->anchor);
	int64_t day = day_from_civil(w.year, w.month, w.day), last;

	if (k->within.minutes != 0) {
		c->due = c->anchor + k->within.minutes * MINUTE_MS;
		c->timed = true;
		return;
	}
	if (k->working != NULL && k->within.days != 0) {
		if (!working_day(x, k, day, &last))
			return;
	} else if (k->within.months != 0) {
		if (!feel_months_after(day, k->within.months, &last))
			return;
	} else {
		last = day + k->within.days;
	}
	c->timed = day_begins(x->j, last + 1, &c->due);
}

/* ---- the whole ---- */

enum err
clock_judge(struct judging *j, const struct desk *d, size_t rule,
    struct verdict *v)
{
	static const enum clock_state states[OUTCOME__MAX] = {
		[OUTCOME_MET]		= CLOCK_RUNS,
		[OUTCOME_NOT_MET]	= CLOCK_NOT_REQUIRED,
		[OUTCOME_OPEN]		= CLOCK_PRECAUTION,
		[OUTCOME_READINGS]	= CLOCK_PRECAUTION,
		[OUTCOME_ADVISED]	= CLOCK_PRECAUTION,
		[OUTCOME_ADVISED_NOT]	= CLOCK_PRECAUTION,
		[OUTCOME_NOT_IN_FORCE]	= CLOCK_NOT_IN_FORCE,
		[OUTCOME_PERSON]	= CLOCK_PRECAUTION,
	};
	const struct pack_clock *k = &d->bp->p->rules[rule].clock;
	struct anchoring x = { .j = j, .d = d, .used = v->used };
	struct verdict_clock *c = &v->clock;
	enum err e;

	c->state = states[v->outcome];
	if (c->state == CLOCK_NOT_REQUIRED || c->state == CLOCK_NOT_IN_FORCE)
		return ERR_OK;
	for (size_t i = 0; i < k->nanchor; i++)
		if ((e = anchor_add(&x, k->anchor[i])) != ERR_OK)
			return e;
	c->anchored = x.known;
	c->anchor = x.first;
	c->earlier = x.known && x.unsure;
	if (x.weak && c->state == CLOCK_RUNS)
		c->state = CLOCK_PRECAUTION;
	if (x.known && k->timed)
		due_set(&x, k, c);
	c->anchor_missing = why_missing(j, x.why);
	return ERR_OK;
}
