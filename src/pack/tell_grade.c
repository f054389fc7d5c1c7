/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a level told?  "At least X. Possibly Y, if …": what is decided, what
 * only advises, and what could still raise it.
 */
#include "pack/tell_in.h"

enum { TITLES_MAX = 3 };	/* in one sentence; all stand below it */

static struct str
level_name(const struct telling *x, int level)
{
	return tell_words(x->t, &x->of->pack->levels[level].name);
}

/* The highest level of which a criterion is decided to be met; -1: none. */
static int
level_met(const struct telling *x)
{
	int level = -1;

	for (size_t i = 0; i < x->of->nverdicts; i++) {
		const struct verdict *v = &x->of->verdicts[i];

		if (v->rule->kind == PACK_GRADE &&
		    v->outcome == OUTCOME_MET && v->rule->level > level)
			level = v->rule->level;
	}
	return level;
}

static bool
can_be_met(const struct verdict *v, int level)
{
	return v->rule->kind == PACK_GRADE && v->rule->level == level &&
	    v->outcome != OUTCOME_MET && v->outcome != OUTCOME_NOT_MET &&
	    v->outcome != OUTCOME_NOT_IN_FORCE;
}

static void
criterion_line(struct telling *x, const struct verdict *v)
{
	tell_line(x, 0, M("{level}, if it is met: {title} ({outcome}; "
	    "{attested})"), ARGS(
	    A_TEXT("level", level_name(x, v->rule->level)),
	    A_TEXT("title", tell_words(x->t, &v->rule->title)),
	    A_WORD("outcome", outcome_said(v->outcome)),
	    A_WORD("attested", attested_said(v->rule->attested))));
	if (v->missing != NULL)
		tell_line(x, 1, M("Missing: {missing}."), ARGS(
		    A_TEXT("missing", tell_missing(x->t, x->of->pack,
		    v->missing))));
}

/* What could still be met of one level. */
static void
level_told(struct telling *x, int level)
{
	struct buf b = BUF_IN(x->t->a);
	int64_t n = 0;

	for (size_t i = 0; i < x->of->nverdicts; i++) {
		const struct verdict *v = &x->of->verdicts[i];

		if (!can_be_met(v, level))
			continue;
		criterion_line(x, v);
		if (++n <= TITLES_MAX)
			tell_item(x, &b, tell_words(x->t, &v->rule->title));
	}
	if (n == 0)
		return;
	tell_say(x, n > TITLES_MAX ?
	    M("Possibly {level}, if: {criteria}, or one of {n} more.") :
	    M("Possibly {level}, if: {criteria}."), ARGS(
	    A_TEXT("level", level_name(x, level)),
	    A_TEXT("criteria", buf_view(&b)), A_INT("n", n - TITLES_MAX)));
}

static void
least_told(struct telling *x)
{
	const struct verdict_grade *g = &x->of->grade;
	int met = g->graded ? level_met(x) : g->least;

	if (g->least < 0) {
		tell_say(x, M("No level is decided yet."), NULL);
		return;
	}
	tell_say(x, g->graded ? M("A person decided the level: {level}.") :
	    g->most <= g->least ? M("The level is {level}.") :
	    M("At least {level}."),
	    ARGS(A_TEXT("level", level_name(x, g->least))));
	if (met >= 0 && met != g->least)
		tell_say(x, M("By the criteria it is at least {level}."),
		    ARGS(A_TEXT("level", level_name(x, met))));
}

enum err
tell_grade(const struct tell *t, const struct judged_pack *p,
    struct told *ret, struct note *note)
{
	const struct verdict_grade *g = &p->grade;
	struct telling x = { .t = t, .of = p, .note = note,
	    .b = BUF_IN(t->a) };
	struct told r = { .source = { "", 0 } };
	enum err e;

	least_told(&x);
	if (g->advised > g->least)
		tell_say(&x, M("What is attested too weakly to decide says "
		    "{level}."), ARGS(A_TEXT("level", level_name(&x,
		    g->advised))));
	for (int i = g->least + 1; !g->graded && i <= g->most; i++)
		level_told(&x, i);
	if (!g->graded)
		tell_lacking(&x, g->missing);
	if ((e = tell_end(&x, &r)) != ERR_OK)
		return e;
	*ret = r;
	return ERR_OK;
}
