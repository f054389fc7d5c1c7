/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a condition come to?  Its parts are joined by Kleene's logic, in
 * both passes at once, and what each came to is kept.
 *
 * Beside yes, no and open there is a fourth answer: settled, but for what the
 * words mean.  Under "all" a no outdoes it and a missing fact too, since that
 * may turn out to be a no; under "any" the same holds of a yes.
 */
#include "pack/judge_in.h"

struct seen
seen_of(const struct feel_value *v)
{
	if (v->kind == FEEL_BOOLEAN)
		return (struct seen){ v->truth ? SEEN_YES : SEEN_NO, NULL };
	return (struct seen){ SEEN_OPEN,
	    v->kind == FEEL_NULL && v->open ? v->why : NULL };
}

void
fold_add(struct judging *j, struct fold *f, const struct seen *s)
{
	switch (s->as) {
	case SEEN_NO:
		f->no = true;
		break;
	case SEEN_YES:
		f->yes = true;
		break;
	case SEEN_OPEN:
		f->open = true;
		f->why = why_join(j, f->why, s->why);
		break;
	case SEEN_SPLIT:
		f->split = true;
		break;
	}
}

struct seen
fold_end(const struct fold *f, enum cond_kind kind)
{
	enum seen_as as = kind == COND_ANY ? SEEN_NO : SEEN_YES;

	if (kind == COND_READINGS) {
		if (f->split || (f->yes && f->no))
			return (struct seen){ SEEN_SPLIT, NULL };
		as = f->no ? SEEN_NO : SEEN_YES;
	} else if (kind == COND_ANY ? f->yes : f->no) {
		return (struct seen){ kind == COND_ANY ? SEEN_YES : SEEN_NO,
		    NULL };
	}
	if (f->open)
		return (struct seen){ SEEN_OPEN, f->why };
	return (struct seen){ f->split ? SEEN_SPLIT : as, NULL };
}

static enum err
leaf_run(struct cond_run *r, const struct pack_cond *c, struct seen *ret_d,
    struct seen *ret_a)
{
	struct feel_value v;
	enum err e;

	if ((e = judge_eval(r->j, r->facts, c->when, &v, r->used)) != ERR_OK)
		return e;
	*ret_a = *ret_d = seen_of(&v);
	if (r->br->twice_at == NULL || !r->br->twice_at[c->index] ||
	    !attested_decides(c->attested))
		return ERR_OK;
	if ((e = judge_eval(r->j, r->decided, c->when, &v, r->used)) != ERR_OK)
		return e;
	*ret_d = seen_of(&v);
	return ERR_OK;
}

static enum err node_run(struct cond_run *r, const struct pack_cond *c,
    struct seen *ret_d, struct seen *ret_a);

/* Parts or readings; a split of a part is one of the whole as long as that is
 * not settled. */
static enum err
parts_run(struct cond_run *r, const struct pack_cond *c, struct seen *ret_d,
    struct seen *ret_a)
{
	struct fold d = { .yes = false }, a = { .yes = false };
	struct seen kd, ka;
	bool split = false;
	enum err e;

	for (const struct pack_cond *k = c->first; k != NULL; k = k->next) {
		if ((e = node_run(r, k, &kd, &ka)) != ERR_OK)
			return e;
		fold_add(r->j, &a, &ka);
		if (r->br->twice)
			fold_add(r->j, &d, &kd);
		split = split || r->parts[k->index].split;
	}
	*ret_a = fold_end(&a, c->kind);
	*ret_d = r->br->twice ? fold_end(&d, c->kind) : *ret_a;
	r->parts[c->index].split = ret_a->as == SEEN_SPLIT ||
	    (ret_a->as == SEEN_OPEN && split);
	return ERR_OK;
}

static enum err
node_run(struct cond_run *r, const struct pack_cond *c, struct seen *ret_d,
    struct seen *ret_a)
{
	struct verdict_part *part = &r->parts[c->index];
	enum err e = ERR_OK;

	switch (c->kind) {
	case COND_NONE:
		/* Nothing is asked for: it holds, and has no part. */
		*ret_d = *ret_a = (struct seen){ SEEN_YES, NULL };
		return ERR_OK;
	case COND_WHEN:
		e = leaf_run(r, c, ret_d, ret_a);
		break;
	case COND_ALL:
	case COND_ANY:
	case COND_READINGS:
		e = parts_run(r, c, ret_d, ret_a);
		break;
	}
	if (e != ERR_OK)
		return e;
	if (!attested_decides(c->attested))
		*ret_d = (struct seen){ SEEN_OPEN, NULL };
	part->cond = c;
	part->decided = seen_truth(ret_d->as);
	part->advised = seen_truth(ret_a->as);
	return ERR_OK;
}

enum err
cond_run(struct cond_run *r, struct seen *ret_decided,
    struct seen *ret_advised)
{
	enum err e = node_run(r, r->rule->cond, ret_decided, ret_advised);

	if (e != ERR_OK)
		return e;
	if (!attested_decides(r->rule->attested))
		*ret_decided = (struct seen){ SEEN_OPEN, NULL };
	return ERR_OK;
}
