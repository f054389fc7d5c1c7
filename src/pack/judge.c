/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One judgement: first the facts of all packs, those they derive too, each pack
 * behind the ones it uses; then the rules.  What it may cost is bounded as a
 * whole.
 */
#include "pack/judge_in.h"

enum { FEW_MAX = 24, FEW_STEPS = 96 };

/* ---- what bounds it ---- */

void *
judge_take(struct judging *j, size_t count, size_t size, enum err *ret)
{
	void *p;

	if (size != 0 && count > j->bytes / size) {
		*ret = ERR_LIMIT;
		return NULL;
	}
	j->bytes -= count * size;
	if ((p = arena_array(j->a, count, size)) == NULL)
		*ret = note_memory(j->note);
	return p;
}

enum err
judge_limit(struct judging *j, const struct pack *p, struct str what,
    enum err e)
{
	if (e != ERR_LIMIT)
		return e;
	if (j->note != NULL)
		note_clear(j->note);
	return NOTE(j->note, ERR_LIMIT,
	    M("{what} of the pack {pack} takes more work than one judgement "
	    "may. Give shorter lists, or let the rule look at fewer things."),
	    A_TEXT("what", what), A_TEXT("pack", p->id));
}

static void
used_add(uint64_t *used, const uint64_t *more)
{
	for (size_t i = 0; used != NULL && i < USED_WORDS; i++)
		used[i] |= more[i];
}

enum err
judge_eval(struct judging *j, const struct feel_value *facts,
    const struct feel_program *p, struct feel_value *ret, uint64_t *used)
{
	struct arena_mark mark = arena_mark(j->a);
	struct feel_answer ans;
	enum err e;

	if (j->steps == 0 || j->bytes == 0)
		return ERR_LIMIT;
	j->env.facts = facts;
	j->env.steps = j->steps;
	j->env.bytes = j->bytes;
	if ((e = feel_eval(j->a, p, &j->env, &ans, j->note)) != ERR_OK)
		return e;
	j->steps -= ans.steps;
	/* What these are lies in themselves. */
	if (ans.value.kind == FEEL_BOOLEAN || ans.value.kind == FEEL_NUMBER)
		arena_reset(j->a, mark);
	else
		j->bytes -= ans.bytes;
	used_add(used, ans.used);
	*ret = ans.value;
	return ERR_OK;
}

/* ---- what is missing ---- */

const struct feel_why *
why_join(struct judging *j, const struct feel_why *x,
    const struct feel_why *y)
{
	struct feel_why *both;

	if (x == NULL || y == NULL || x == y)
		return x == NULL ? y : x;
	if ((both = NEW(j->a, struct feel_why)) == NULL)
		return NULL;
	both->code = FEEL_WHY_MISSING;
	both->left = x;
	both->right = y;
	return both;
}

struct feel_value
why_value(const struct feel_why *why)
{
	struct feel_value v = feel_null();

	v.open = true;
	v.why = why;
	return v;
}

/* The few facts that most verdicts lack, found without a table of names. */
struct few {
	const struct feel_why	*stack[FEW_MAX];
	const struct feel_why	*met[FEW_MAX];
	size_t			 top, n, steps;
	bool			 many;	/* they are not few */
};

static void
few_push(struct few *f, const struct feel_why *why)
{
	if (why == NULL || f->many)
		return;
	if (f->top == FEW_MAX || f->steps++ == FEW_STEPS)
		f->many = true;
	else
		f->stack[f->top++] = why;
}

static void
few_meet(struct few *f, const struct feel_why *why)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->met[i] == why || str_eq(f->met[i]->fact, why->fact))
			return;
	if (f->n == FEW_MAX)
		f->many = true;
	else
		f->met[f->n++] = why;
}

/* In the order of feel_missing(). */
static void
few_find(struct few *f, const struct feel_why *why)
{
	few_push(f, why);
	while (f->top > 0 && !f->many) {
		why = f->stack[--f->top];
		if (why->left == NULL && why->right == NULL) {
			few_meet(f, why);
			continue;
		}
		few_push(f, why->right);
		few_push(f, why->left);
	}
}

const struct feel_missing *
why_missing(struct judging *j, const struct feel_why *why)
{
	struct feel_missing *m;
	struct feel_value v;
	struct few f;

	if (why == NULL)
		return NULL;
	f.top = f.n = f.steps = 0;
	f.many = false;
	few_find(&f, why);
	if (f.many) {
		v = why_value(why);
		return feel_missing(j->a, &v);
	}
	if ((m = NEW_ARRAY(j->a, struct feel_missing, f.n)) == NULL)
		return NULL;
	for (size_t i = 0; i < f.n; i++) {
		m[i].fact = f.met[i]->fact;
		m[i].said = f.met[i]->said;
		m[i].next = i + 1 < f.n ? &m[i + 1] : NULL;
	}
	return m;
}

/* ---- desks ---- */

/* Its own copy of the facts, since derived ones and elements are put there. */
static enum err
desk_new(struct judging *j, size_t pack)
{
	const struct book_pack *bp = &j->b->all[pack];
	struct desk *d = &j->desks[pack];
	size_t n = bp->p->nfacts;
	enum err e = ERR_OK;

	d->bp = bp;
	d->facts = judge_take(j, n + 1, sizeof *d->facts, &e);
	d->decided = bp->twice ? judge_take(j, n + 1, sizeof *d->decided, &e) :
	    d->facts;
	d->verdicts = judge_take(j, bp->nverdicts + 1, sizeof *d->verdicts,
	    &e);
	d->parts = judge_take(j, bp->nparts + 1, sizeof *d->parts, &e);
	d->grades = judge_take(j, 2 * bp->ngrades + 1, sizeof *d->grades, &e);
	if (e != ERR_OK)
		return judge_limit(j, bp->p, S("facts"), e);
	for (size_t s = 0; s < n; s++) {
		size_t fact = bp->home[s];

		d->facts[s] = fact == NOWHERE ? feel_null() :
		    j->b->derived[fact] ? j->advised[fact] :
		    j->c->facts[fact];
		if (bp->twice)
			d->decided[s] = fact != NOWHERE &&
			    j->b->derived[fact] ? j->decided[fact] :
			    d->facts[s];
	}
	return ERR_OK;
}

/* What a pack derived is read by those that use it. */
static void
desk_publish(struct judging *j, size_t pack)
{
	const struct desk *d = &j->desks[pack];
	const struct pack *p = d->bp->p;

	for (size_t i = 0; j->b->nderived > 0 && i < p->nfacts; i++) {
		size_t fact = d->bp->home[i];

		if (fact == NOWHERE || j->b->owner[fact] != pack ||
		    !j->b->derived[fact])
			continue;
		j->advised[fact] = d->facts[i];
		if (j->b->twice)
			j->decided[fact] = d->decided[i];
	}
}

/* ---- rules ---- */

/* The rule that stands in the place of another now. */
static void
over_find(const struct judging *j, size_t *pack, size_t *rule)
{
	const struct book_over *o = j->b->all[*pack].rules[*rule].over;

	while (o != NULL) {
		if (desk_in_force(&j->desks[o->pack], o->rule) != TRUTH_YES) {
			o = o->next;
			continue;
		}
		*pack = o->pack;
		*rule = o->rule;
		o = j->b->all[*pack].rules[*rule].over;
	}
}

static enum err
verdict_make(struct judging *j, struct desk *d, size_t rule,
    struct verdict *v)
{
	const struct pack_rule *r = &d->bp->p->rules[rule];
	struct feel_value none;
	struct seen x, y;
	enum err e;

	if (r->kind == PACK_ATTRIBUTION)
		e = attribution_judge(j, d, rule, v);
	else if (r->kind == PACK_TABLE)
		e = table_judge(j, d, rule, v, &none);
	else
		e = rule_judge(j, d, rule, v, &x, &y);
	if (e == ERR_OK && r->kind == PACK_CLOCK)
		e = clock_judge(j, d, rule, v);
	return judge_limit(j, d->bp->p, r->id, e);
}

/*
 * The verdicts of a pack stand in the order of its rules.  A rule that replaces
 * one of another pack stands there, and not in its own.  Grades, and tables
 * that give a fact, were judged together with the facts, in their places.
 */
static enum err
desk_judge(struct judging *j, size_t pack, struct judged_pack *ret)
{
	struct desk *d = &j->desks[pack];
	const struct pack *p = d->bp->p;
	size_t n = 0;
	enum err e;

	for (size_t i = 0; i < p->nrules; i++) {
		const struct book_rule *br = &d->bp->rules[i];
		size_t at = pack, rule = i;

		if (!br->judged || (br->replaces &&
		    desk_in_force(d, i) == TRUTH_YES))
			continue;
		over_find(j, &at, &rule);
		if (at == pack && rule == i &&
		    d->verdicts[br->place].rule == &p->rules[i])
			d->verdicts[n] = d->verdicts[br->place];
		else if ((e = verdict_make(j, &j->desks[at], rule,
		    &d->verdicts[n])) != ERR_OK)
			return e;
		n++;
	}
	*ret = (struct judged_pack){ .pack = p, .facts = d->facts,
	    .decided = d->decided, .verdicts = d->verdicts, .nverdicts = n,
	    .grade = d->grade };
	return ERR_OK;
}

/* ---- the whole ---- */

struct feel_value
judge_now(const struct book_case *c, struct feel_value *ret_today)
{
	int offset = zone_offset(c->zone, c->at);
	int64_t wall = c->at + offset * SECOND_MS, day = day_of_ms(wall);
	struct feel_value v = feel_null();

	*ret_today = feel_date(day);
	v.kind = FEEL_STAMP;
	v.stamp = (struct feel_stamp){ .day = day,
	    .nano = (wall - day * DAY_MS) * FEEL_MILLI,
	    .place = { NULL, offset, FEEL_OFFSET } };
	return v;
}

static enum err
facts_set(struct judging *j)
{
	const struct book *b = j->b;
	enum err e = ERR_OK;

	j->desks = judge_take(j, b->nall + 1, sizeof *j->desks, &e);
	if (j->desks == NULL || b->nderived == 0)
		return e;
	j->advised = judge_take(j, b->nfacts + 1, sizeof *j->advised, &e);
	j->decided = b->twice ? judge_take(j, b->nfacts + 1,
	    sizeof *j->decided, &e) : j->advised;
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < b->nfacts; i++) {
		j->advised[i] = b->blank[i];
		if (b->twice)
			j->decided[i] = b->blank[i];
	}
	return ERR_OK;
}

enum err
judge(struct arena *a, const struct book *b, const struct book_case *c,
    struct judgement *ret, struct note *note)
{
	struct judging j = { .a = a, .b = b, .c = c, .note = note,
	    .env = { .zones = c->zones }, .steps = JUDGE_STEPS_MAX,
	    .bytes = JUDGE_BYTES_MAX };
	struct judged_pack *packs = NEW_ARRAY(a, struct judged_pack,
	    b->npacks + 1);
	enum err e;

	if (packs == NULL)
		return note_memory(note);
	j.env.now = judge_now(c, &j.env.today);
	if ((e = facts_set(&j)) != ERR_OK)
		return e;
	for (size_t i = 0; i < b->nall; i++) {
		if ((e = desk_new(&j, i)) != ERR_OK ||
		    (e = desk_facts(&j, &j.desks[i])) != ERR_OK)
			return e;
		desk_publish(&j, i);
	}
	for (size_t i = 0; i < b->nall; i++)
		if (b->all[i].listed != NOWHERE && (e = desk_judge(&j, i,
		    &packs[b->all[i].listed])) != ERR_OK)
			return e;
	if (arena_failed(a))
		return note_memory(note);
	*ret = (struct judgement){ packs, b->npacks };
	return ERR_OK;
}

const struct verdict *
judged(const struct judged_pack *p, struct str rule)
{
	for (size_t i = 0; i < p->nverdicts; i++) {
		const struct pack_rule *r = p->verdicts[i].rule;

		if (str_eq(r->id, rule) || (r->overrides != NULL &&
		    r->of != p->pack && str_eq(r->overrides->id, rule)))
			return &p->verdicts[i];
	}
	return NULL;
}
