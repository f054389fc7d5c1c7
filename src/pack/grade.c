/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which level has the incident, at least and at most?  A person who has decided
 * goes before every table; what the tables say is still told.
 */
#include "pack/judge_in.h"

static const struct seen *
grade_seen(const struct desk *d, size_t i, bool decided)
{
	return &d->grades[2 * i + (decided ? 0 : 1)];
}

static const struct pack_rule *
grade_rule(const struct desk *d, size_t i)
{
	return &d->bp->p->rules[d->bp->grades[i]];
}

/* What a person decided: by the level's name or its id; -1: nothing known. */
static int
level_stated(const struct desk *d)
{
	const struct pack *p = d->bp->p;
	const struct feel_value *v;
	const struct pack_value *said;

	if (d->bp->graded == NOWHERE)
		return -1;
	v = &d->decided[d->bp->graded];
	if (v->kind != FEEL_STRING ||
	    (said = pack_value(p->graded_by, v->text)) == NULL)
		return -1;
	for (size_t i = 0; i < p->nlevels; i++)
		if (str_eq(p->levels[i].id, said->id))
			return (int)i;
	return -1;
}

/* Whether it counts at all is not known; what does not hold never does. */
static void
undated(struct judging *j, const struct desk *d, struct seen *s)
{
	if (s->as != SEEN_NO)
		*s = (struct seen){ SEEN_OPEN, why_join(j, d->undated,
		    s->as == SEEN_OPEN ? s->why : NULL) };
}

static enum err
criteria_judge(struct judging *j, struct desk *d)
{
	enum err e;

	for (size_t i = 0; i < d->bp->ngrades; i++) {
		size_t rule = d->bp->grades[i];
		struct verdict *v = &d->verdicts[d->bp->rules[rule].place];

		if ((e = rule_judge(j, d, rule, v, &d->grades[2 * i],
		    &d->grades[2 * i + 1])) != ERR_OK)
			return judge_limit(j, d->bp->p, grade_rule(d, i)->id,
			    e);
		if (desk_in_force(d, rule) == TRUTH_OPEN) {
			undated(j, d, &d->grades[2 * i]);
			undated(j, d, &d->grades[2 * i + 1]);
		}
	}
	return ERR_OK;
}

/* What could still raise it above what is decided. */
static const struct feel_missing *
raising(struct judging *j, const struct desk *d, int least)
{
	const struct feel_why *why = NULL;

	for (size_t i = 0; i < d->bp->ngrades; i++) {
		const struct seen *x = grade_seen(d, i, true);
		const struct seen *y = grade_seen(d, i, false);

		if (grade_rule(d, i)->level <= least || x->as == SEEN_NO ||
		    y->as == SEEN_NO)
			continue;
		why = why_join(j, why, y->as == SEEN_OPEN ? y->why : x->why);
	}
	return why_missing(j, why);
}

enum err
grade_judge(struct judging *j, struct desk *d)
{
	struct verdict_grade g = { .least = -1, .advised = -1, .most = -1 };
	int stated;
	enum err e;

	d->graded = true;
	if ((e = criteria_judge(j, d)) != ERR_OK)
		return e;
	for (size_t i = 0; i < d->bp->ngrades; i++) {
		const struct seen *x = grade_seen(d, i, true);
		int level = grade_rule(d, i)->level;

		if (x->as == SEEN_YES && level > g.least)
			g.least = level;
		if (grade_seen(d, i, false)->as == SEEN_YES &&
		    level > g.advised)
			g.advised = level;
		if (x->as != SEEN_NO && level > g.most)
			g.most = level;
	}
	if ((stated = level_stated(d)) >= 0) {
		g.graded = true;
		g.least = stated;
	} else {
		g.missing = raising(j, d, g.least);
	}
	d->grade = g;
	return ERR_OK;
}

/* ---- facts about it ---- */

/* The criteria of the level and those above; false: none is in force. */
static bool
criteria_fold(struct judging *j, const struct desk *d, int level,
    bool decided, struct seen *ret)
{
	struct fold f = { .yes = false };
	bool any = false;

	for (size_t i = 0; i < d->bp->ngrades; i++) {
		if (grade_rule(d, i)->level < level ||
		    desk_in_force(d, d->bp->grades[i]) == TRUTH_NO)
			continue;
		any = true;
		fold_add(j, &f, grade_seen(d, i, decided));
	}
	*ret = fold_end(&f, COND_ANY);
	return any;
}

struct feel_value
grade_reaches(struct judging *j, const struct desk *d,
    const struct pack_fact *f, bool decided)
{
	struct seen s;

	if (d->grade.graded)
		return feel_boolean(d->grade.least >= f->level);
	if (!criteria_fold(j, d, f->level, decided, &s))
		return feel_unknown(j->a, f->name.zh,
		    S(M("no criterion of it is in force")));
	if (s.as == SEEN_YES || s.as == SEEN_NO)
		return feel_boolean(s.as == SEEN_YES);
	if (s.as == SEEN_OPEN && s.why != NULL)
		return why_value(s.why);
	return feel_unknown(j->a, f->name.zh, s.as == SEEN_SPLIT ?
	    S(M("the words of a criterion bear two meanings")) :
	    S(M("only criteria that are attested weakly are left")));
}
