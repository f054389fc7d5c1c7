/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The verdict on one rule: was it in force, and what does its condition come
 * to?
 */
#include "pack/judge_in.h"

/* ---- in force ---- */

/* The day it was in the house; false: it is no day. */
static bool
day_of(const struct judging *j, const struct feel_value *v, int64_t *ret)
{
	struct civil w;
	__int128 ms;

	if (v->kind == FEEL_DATE) {
		*ret = v->day;
		return true;
	}
	if (v->kind != FEEL_STAMP)
		return false;
	*ret = v->stamp.day;
	if (v->stamp.place.hang == FEEL_LOCAL)
		return true;
	ms = feel_stamp_instant(&v->stamp) / FEEL_MILLI;
	if (ms > (__int128)DAY_LEAST * DAY_MS && ms < (__int128)DAY_OPEN *
	    DAY_MS) {
		w = zone_local(j->c->zone, (int64_t)ms);
		*ret = day_from_civil(w.year, w.month, w.day);
	}
	return true;
}

/* It comes to no day: some fact that it names has no value. */
static void
dateless(struct judging *j, struct desk *d, const struct feel_program *by,
    const struct feel_value *v)
{
	const struct pack *p = d->bp->p;

	if (v->kind == FEEL_NULL && v->open) {
		d->undated = why_join(j, d->undated, v->why);
		return;
	}
	for (size_t s = 0; s < p->nfacts; s++)
		if (p->facts[s] != NULL && d->decided[s].kind == FEEL_NULL &&
		    feel_names(by, s))
			d->undated = why_join(j, d->undated, feel_unknown(
			    j->a, p->facts[s]->name.zh,
			    S(M("it has no value"))).why);
}

enum err
desk_date(struct judging *j, struct desk *d)
{
	const struct pack *p = d->bp->p;
	struct feel_value v;
	int64_t day;
	enum err e;

	if (p->ngoverned == 0) {
		d->dated = day_of(j, &j->env.today, &d->day);
		return ERR_OK;
	}
	for (size_t i = 0; i < p->ngoverned; i++) {
		/* A day that only what is weak says decides nothing. */
		if ((e = judge_eval(j, d->decided, p->governed_by[i], &v,
		    NULL)) != ERR_OK)
			return judge_limit(j, p, S("governed_by"), e);
		if (!day_of(j, &v, &day)) {
			dateless(j, d, p->governed_by[i], &v);
			continue;
		}
		if (!d->dated || day < d->day)
			d->day = day;
		d->dated = true;
	}
	return ERR_OK;
}

enum truth
desk_in_force(const struct desk *d, size_t rule)
{
	const struct pack_rule *r = &d->bp->p->rules[rule];

	if (!d->dated)
		return d->dating ? TRUTH_YES : TRUTH_OPEN;
	return d->day >= r->from && d->day < r->to ? TRUTH_YES : TRUTH_NO;
}

/* ---- the verdict ---- */

/* As long as the day is open: what does not hold is not asked for, whichever way
 * that turns out; all else is open. */
static void
verdict_undated(struct judging *j, const struct desk *d, struct verdict *v,
    enum seen_as decided, enum seen_as advised, const struct feel_why *why)
{
	bool no = decided == SEEN_NO, advised_no = advised == SEEN_NO;

	v->decided = no ? TRUTH_NO : TRUTH_OPEN;
	v->advised = no || advised_no ? TRUTH_NO : TRUTH_OPEN;
	v->outcome = no ? OUTCOME_NOT_MET : advised_no ?
	    OUTCOME_ADVISED_NOT : OUTCOME_OPEN;
	if (!no)
		v->missing = why_missing(j, why_join(j, d->undated, why));
}

/*
 * Whoever wants it settled asks for what the advising pass lacks; where that
 * lacks nothing, for what the deciding one does.
 */
void
verdict_close(struct judging *j, const struct desk *d, enum truth force,
    struct verdict *v, const struct seen *decided, const struct seen *advised)
{
	const struct feel_why *why = advised->as == SEEN_OPEN ? advised->why :
	    decided->as == SEEN_OPEN ? decided->why : NULL;

	if (force == TRUTH_OPEN) {
		verdict_undated(j, d, v, decided->as, advised->as, why);
		return;
	}
	v->outcome = outcome_of(decided->as, advised->as);
	v->decided = seen_truth(decided->as);
	v->advised = seen_truth(advised->as);
	if (v->outcome != OUTCOME_MET && v->outcome != OUTCOME_NOT_MET)
		v->missing = why_missing(j, why);
}

enum err
rule_judge(struct judging *j, struct desk *d, size_t rule, struct verdict *v,
    struct seen *ret_decided, struct seen *ret_advised)
{
	const struct pack_rule *r = &d->bp->p->rules[rule];
	const struct book_rule *br = &d->bp->rules[rule];
	enum truth force = desk_in_force(d, rule);
	struct cond_run run = { .j = j, .facts = d->facts,
	    .decided = d->decided, .rule = r, .br = br,
	    .parts = d->parts + br->parts };
	enum err e;

	*ret_decided = *ret_advised = (struct seen){ SEEN_NO, NULL };
	*v = (struct verdict){ .rule = r, .decided = TRUTH_OPEN,
	    .advised = TRUTH_OPEN };
	if (force == TRUTH_NO) {
		v->outcome = OUTCOME_NOT_IN_FORCE;
		return ERR_OK;
	}
	if (r->kind == PACK_TRIGGER && r->trigger.person) {
		v->outcome = OUTCOME_PERSON;
		return ERR_OK;
	}
	run.used = v->used;
	if ((e = cond_run(&run, ret_decided, ret_advised)) != ERR_OK)
		return e;
	v->parts = run.parts;
	verdict_close(j, d, force, v, ret_decided, ret_advised);
	return ERR_OK;
}
