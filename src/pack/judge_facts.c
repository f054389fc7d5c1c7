/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which facts follow from others?  They are worked out in the order in which
 * the pack reads them: by an expression, by a table, or by the criteria of the
 * levels.
 */
#include "pack/judge_in.h"

/* Why a value is not known in the deciding pass. */
static struct feel_value
weak_value(struct judging *j, const struct pack_fact *f)
{
	return feel_unknown(j->a, f->name.zh, S(M("what it follows from is "
	    "attested too weakly to decide")));
}

/* ---- tables ---- */

/* A boolean says yes or no; any other value, that there is one. */
static struct seen
table_seen(const struct feel_value *v)
{
	struct seen s = { SEEN_YES, NULL };

	return v->kind == FEEL_BOOLEAN || v->kind == FEEL_NULL || v->open ?
	    seen_of(v) : s;
}

static enum err
table_eval(struct judging *j, const struct feel_value *facts,
    const struct feel_table *t, struct feel_value *ret, uint64_t *used)
{
	struct feel_table_answer ans;
	enum err e;

	if (j->steps == 0 || j->bytes == 0)
		return ERR_LIMIT;
	j->env.facts = facts;
	j->env.steps = j->steps;
	j->env.bytes = j->bytes;
	if ((e = feel_table_eval(j->a, t, &j->env, &ans, j->note)) != ERR_OK)
		return e;
	j->steps -= ans.steps;
	j->bytes -= ans.bytes;
	for (size_t i = 0; i < USED_WORDS; i++)
		used[i] |= ans.used[i];
	*ret = ans.value;
	return ERR_OK;
}

enum err
table_judge(struct judging *j, struct desk *d, size_t rule, struct verdict *v,
    struct feel_value *ret_decided)
{
	const struct pack_rule *r = &d->bp->p->rules[rule];
	enum truth force = desk_in_force(d, rule);
	struct seen decided, advised;
	enum err e;

	*v = (struct verdict){ .rule = r, .decided = TRUTH_OPEN,
	    .advised = TRUTH_OPEN };
	v->table.value = *ret_decided = feel_null();
	if (force == TRUTH_NO) {
		v->outcome = OUTCOME_NOT_IN_FORCE;
		return ERR_OK;
	}
	if ((e = table_eval(j, d->facts, r->table.table, &v->table.value,
	    v->used)) != ERR_OK)
		return e;
	*ret_decided = v->table.value;
	if (d->bp->rules[rule].twice && (e = table_eval(j, d->decided,
	    r->table.table, ret_decided, v->used)) != ERR_OK)
		return e;
	advised = table_seen(&v->table.value);
	decided = table_seen(ret_decided);
	if (r->table.gives == NULL || !attested_decides(r->attested))
		decided = (struct seen){ SEEN_OPEN, NULL };
	if (force == TRUTH_OPEN) {
		/* What a table says counts for nothing without its day. */
		advised = (struct seen){ SEEN_OPEN, advised.as == SEEN_OPEN ?
		    advised.why : NULL };
		decided = advised;
	}
	verdict_close(j, d, force, v, &decided, &advised);
	return ERR_OK;
}

/* ---- derived facts ---- */

/* In the fact's type; nothing where it can be none of it. */
static struct feel_value
conformed(struct judging *j, const struct pack_fact *f,
    const struct feel_value *v)
{
	struct feel_value r;

	if (v->kind == FEEL_NULL || f->feel == NULL)
		return *v;
	return feel_conform(j->a, f->feel, v, &r) ? r : feel_null();
}

static enum err
table_fact(struct judging *j, struct desk *d, const struct pack_fact *f,
    struct feel_value *ret_decided, struct feel_value *ret_advised)
{
	size_t rule = (size_t)(f->table - d->bp->p->rules);
	struct verdict *v = &d->verdicts[d->bp->rules[rule].place];
	enum truth force = desk_in_force(d, rule);
	enum err e;

	if ((e = table_judge(j, d, rule, v, ret_decided)) != ERR_OK)
		return judge_limit(j, d->bp->p, f->table->id, e);
	*ret_advised = v->table.value;
	if (force == TRUTH_YES)
		return ERR_OK;
	*ret_advised = force == TRUTH_NO ? feel_unknown(j->a, f->name.zh,
	    S(M("the table that gives it was not in force"))) :
	    why_value(d->undated);
	*ret_decided = *ret_advised;
	return ERR_OK;
}

static enum err
program_fact(struct judging *j, struct desk *d, size_t slot,
    struct feel_value *ret_decided, struct feel_value *ret_advised)
{
	const struct pack_fact *f = d->bp->p->facts[slot];
	enum err e;

	if ((e = judge_eval(j, d->facts, f->derived, ret_advised, NULL)) !=
	    ERR_OK)
		return judge_limit(j, d->bp->p, f->id, e);
	*ret_decided = *ret_advised;
	if (d->bp->differs[slot] && (e = judge_eval(j, d->decided, f->derived,
	    ret_decided, NULL)) != ERR_OK)
		return judge_limit(j, d->bp->p, f->id, e);
	return ERR_OK;
}

static enum err
fact_fill(struct judging *j, struct desk *d, size_t slot)
{
	const struct pack_fact *f = d->bp->p->facts[slot];
	struct feel_value decided = feel_null(), advised = feel_null();
	bool weak;
	enum err e;

	if (f->level >= 0) {
		if (!d->graded && (e = grade_judge(j, d)) != ERR_OK)
			return e;
		d->facts[slot] = grade_reaches(j, d, f, false);
		if (d->bp->twice)
			d->decided[slot] = grade_reaches(j, d, f, true);
		return ERR_OK;
	}
	e = f->table != NULL ? table_fact(j, d, f, &decided, &advised) :
	    program_fact(j, d, slot, &decided, &advised);
	if (e != ERR_OK)
		return e;
	weak = !attested_decides(f->table != NULL ? f->table->attested :
	    f->attested);
	d->facts[slot] = conformed(j, f, &advised);
	if (d->bp->twice)
		d->decided[slot] = weak ? weak_value(j, f) :
		    conformed(j, f, &decided);
	return ERR_OK;
}

static enum err
facts_fill(struct judging *j, struct desk *d, bool early)
{
	const struct pack *p = d->bp->p;
	enum err e;

	for (size_t i = 0; i < p->norder; i++)
		if ((!early || d->bp->early[p->order[i]]) &&
		    (e = fact_fill(j, d, p->order[i])) != ERR_OK)
			return e;
	return ERR_OK;
}

/*
 * Facts from which it follows what was in force are worked out first, as if all
 * were, and once more when that is known.
 */
enum err
desk_facts(struct judging *j, struct desk *d)
{
	enum err e;

	if (d->bp->dates) {
		d->dating = true;
		e = facts_fill(j, d, true);
		d->dating = false;
		d->graded = false;
		if (e != ERR_OK)
			return e;
	}
	if ((e = desk_date(j, d)) != ERR_OK ||
	    (e = facts_fill(j, d, false)) != ERR_OK)
		return e;
	return d->graded ? ERR_OK : grade_judge(j, d);
}
