/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do the examples of a pack come out as they say?  Each is judged by itself,
 * together with the packs that are used.
 */
#include "pack/trial_in.h"

struct testing {
	struct arena		*a, *scratch;
	struct trial		 t;
	const struct book_pack	*own;
	struct pack_tested	 sum;
	struct pack_failure	**last;
	struct note		*note;
};

/* The pack and all that it uses, itself and through others. */
static enum err
book_of(struct arena *a, const struct pack *p, const struct book **ret,
    struct note *note)
{
	const struct book *used = NULL;
	const struct pack **packs;
	enum err e;

	if ((e = book_new(a, &p, 1, &used, note)) != ERR_OK)
		return e;
	packs = NEW_ARRAY(a, const struct pack *, used->nall);
	if (packs == NULL)
		return note_memory(note);
	for (size_t i = 0; i < used->nall; i++)
		packs[i] = used->all[i].p;
	return book_new(a, packs, used->nall, ret, note);
}

const struct judged_pack *
trial_own(const struct trial *t)
{
	/* It uses all the others, and so stands behind them. */
	return &t->j.packs[t->j.n - 1];
}

const struct verdict *
trial_verdict(const struct trial *t, struct str rule)
{
	const struct verdict *v = NULL;

	for (size_t i = t->j.n; v == NULL && i > 0; i--)
		v = judged(&t->j.packs[i - 1], rule);
	return v;
}

const struct judged_pack *
trial_graded(const struct trial *t)
{
	for (size_t i = t->j.n; i > 0; i--)
		if (t->j.packs[i - 1].pack->nlevels > 0)
			return &t->j.packs[i - 1];
	return NULL;
}

/* ---- one example ---- */

static struct pack_failure *
failure(struct testing *s, const struct pack_expect *e)
{
	struct pack_failure *f = NEW(s->a, struct pack_failure);

	if (f == NULL)
		return NULL;
	f->example = s->t.x;
	f->expect = e;
	*s->last = f;
	s->last = &f->next;
	return f;
}

/* It cannot be judged at all: all that it expects has failed. */
static void
refused(struct testing *s, const struct note *note)
{
	struct pack_failure *f = failure(s, s->t.x->expect);

	s->sum.failed += s->t.x->nexpect;
	if (f == NULL || (f->note = NEW(s->a, struct note)) == NULL)
		return;
	note_copy(f->note, note);
}

static void
compare(struct testing *s, const struct pack_expect *e)
{
	struct str got = { "", 0 };
	struct pack_failure *f;

	s->sum.expectations++;
	if (trial_got(&s->t, e, &got) && trial_same(&s->t, e, got))
		return;
	s->sum.failed++;
	if ((f = failure(s, e)) != NULL)
		f->got = str_copy(s->a, got);
}

static int64_t
begins(const struct pack *p, const struct zone *zone)
{
	struct civil c = civil_from_day(p->from);
	int64_t ms;

	return zone_instant(zone, &c, &ms) ? ms : p->from * DAY_MS;
}

static enum err
example_run(struct testing *s)
{
	const struct pack_example *x = s->t.x;
	struct note note = NOTE_INIT;
	struct feel_value *facts = NULL;
	struct book_case c;
	enum err e;

	if ((e = book_blank(s->scratch, s->t.b, &facts, s->note)) != ERR_OK)
		return e;
	for (size_t i = 0; i < x->ngiven; i++)
		if (s->own->home[x->given[i].slot] != NOWHERE)
			facts[s->own->home[x->given[i].slot]] =
			    x->given[i].value;
	c = (struct book_case){ .facts = facts, .zone = s->t.zone,
	    .at = x->when == MOMENT_NONE ? begins(s->t.p, s->t.zone) :
	    x->when };
	e = judge(s->scratch, s->t.b, &c, &s->t.j, &note);
	if (e == ERR_MEMORY)
		return note_memory(s->note);
	s->sum.examples++;
	if (e != ERR_OK) {
		s->sum.expectations += x->nexpect;
		refused(s, &note);
		return ERR_OK;
	}
	for (size_t i = 0; i < x->nexpect; i++)
		compare(s, &x->expect[i]);
	return arena_failed(s->scratch) ? note_memory(s->note) : ERR_OK;
}

/* ---- all ---- */

static enum err
examples_run(struct testing *s)
{
	struct arena_mark mark = arena_mark(s->scratch);
	enum err e;

	for (size_t i = 0; i < s->t.p->nexamples; i++) {
		s->t.x = &s->t.p->examples[i];
		if ((e = example_run(s)) != ERR_OK)
			return e;
		arena_reset(s->scratch, mark);
	}
	return arena_failed(s->a) ? note_memory(s->note) : ERR_OK;
}

enum err
pack_test(struct arena *a, const struct pack *p, const struct zone *zone,
    struct pack_tested *ret, struct note *note)
{
	struct testing s = { .a = a, .note = note, .t = { .p = p,
	    .zone = zone } };
	enum err e;

	s.last = &s.sum.first;
	if ((e = book_of(a, p, &s.t.b, note)) != ERR_OK)
		return e;
	s.own = &s.t.b->all[s.t.b->nall - 1];
	if ((s.scratch = arena_new()) == NULL)
		return note_memory(note);
	s.t.a = s.scratch;
	if ((e = examples_run(&s)) == ERR_OK)
		*ret = s.sum;
	arena_free(s.scratch);
	return e;
}
