/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which parts of the condition decided, and by which facts?  Of "all" that is
 * not met those that are not; of "any" that is met those that are; of what is
 * open those that are; else all of them.
 */
#include "pack/tell_in.h"

struct walk {
	struct telling		*x;
	const struct verdict_part *parts;
	const struct feel_value	*facts;
	bool			 decided;
};

static enum truth
truth_of(const struct walk *w, const struct pack_cond *c)
{
	const struct verdict_part *p = &w->parts[c->index];

	return w->decided ? p->decided : p->advised;
}

static bool
decides(const struct walk *w, const struct pack_cond *c,
    const struct pack_cond *kid)
{
	enum truth whole = truth_of(w, c), t = truth_of(w, kid);

	if (c->kind == COND_READINGS || whole == TRUTH_OPEN)
		return c->kind == COND_READINGS || t == TRUTH_OPEN;
	return (whole == TRUTH_YES) == (c->kind == COND_ALL) || t == whole;
}

/* ---- the facts of an expression ---- */

struct facts_told {
	const struct walk	*w;
	struct str		 text;
	uint64_t		 met[FEEL_FACTS_MAX / 64];
	struct buf		 b;
};

static void
fact_told(struct facts_told *f, struct str name, const struct pack_fact *fact,
    const struct feel_value *v)
{
	const struct tell *t = f->w->x->t;

	if (f->b.n > 0)
		buf_text(&f->b, say(t->voice.lang, M("; ")));
	say_into(&f->b, t->voice, M("{fact}: {value}"), (const struct arg[]){
	    A_TEXT("fact", fact != NULL ? tell_words(t, &fact->name) : name),
	    A_TEXT("value", tell_value(t, fact, v)), { 0 } });
}

/* A fact by itself, or what is taken from an element. */
static void
part_told(struct facts_told *f, const struct feel_part *p)
{
	const struct pack *pack = f->w->x->r->of;
	struct str name = str_part(f->text, p->from, p->to);
	const struct pack_fact *fact;
	size_t slot;

	if (!pack_slot(pack, name, &slot)) {
		if (p->kind == FEEL_PART_VALUE && p->first == NULL &&
		    p->value.kind != FEEL_CONTEXT)
			fact_told(f, name, NULL, &p->value);
		return;
	}
	fact = pack->facts[slot];
	if (fact == NULL || (f->met[slot / 64] >> slot % 64 & 1) != 0)
		return;
	f->met[slot / 64] |= UINT64_C(1) << slot % 64;
	fact_told(f, name, fact, &f->w->facts[slot]);
}

/* No more than FEEL_PARTS_MAX, no deeper than the expression. */
static void
parts_told(struct facts_told *f, const struct feel_part *p)
{
	for (; p != NULL; p = p->next) {
		part_told(f, p);
		parts_told(f, p->first);
	}
}

static enum err
leaf_facts(struct walk *w, const struct pack_cond *c, struct str *ret)
{
	struct telling *x = w->x;
	const struct feel_env env = tell_env(x->t, w->facts);
	struct facts_told f = { .w = w, .text = feel_text(c->when),
	    .b = BUF_IN(x->t->a) };
	const struct feel_part *p = NULL;
	enum err e;

	if ((e = feel_explain(x->t->a, c->when, &env, &p, x->note)) != ERR_OK)
		return e;
	parts_told(&f, p);
	*ret = buf_view(&f.b);
	return ERR_OK;
}

/* ---- conditions ---- */

/* What a part is called: its title; or as it is written, for those who read the
 * names that it is written with. */
static struct str
part_name(const struct walk *w, const struct pack_cond *c)
{
	enum lang lang = w->x->t->voice.lang;

	if (c->title.zh.n > 0 || c->title.en.n > 0)
		return tell_words(w->x->t, &c->title);
	if (c->kind == COND_WHEN && lang == LANG_ZH_CN)
		return feel_text(c->when);
	return str_of(say(lang, c->kind == COND_WHEN ? M("the condition") :
	    c->kind == COND_ALL ? M("all of these") : c->kind == COND_ANY ?
	    M("one of these") : M("what the words mean")));
}

/* The clause of a part, where it is not the rule's.  An overriding rule has its
 * condition from the rule that it overrides. */
static void
part_clause(struct walk *w, const struct pack_cond *c, struct buf *b)
{
	const struct telling *x = w->x;
	const struct pack_rule *r = x->r;
	struct pack_words cite;

	if (c->clause == NULL)
		return;
	while (r->overrides != NULL &&
	    pack_clause(r->of, c->clause->id) != c->clause)
		r = r->overrides;
	if (c->clause == r->clause)
		return;
	cite = pack_cite(x->t->a, r->of, c->clause);
	say_into(b, x->t->voice, M(" [{clause}]"), ARGS(A_TEXT("clause",
	    tell_words(x->t, &cite))));
}

static void
part_line(struct walk *w, const struct pack_cond *c, struct str facts,
    enum attested around, int depth)
{
	struct telling *x = w->x;
	bool split = w->parts[c->index].split;
	struct buf b = BUF_IN(x->t->a);
	const struct arg args[NOTE_ARGS_MAX + 1] = {
		A_TEXT("part", part_name(w, c)),
		A_WORD("answer", split ? M("the readings differ") :
		    tell_truth(truth_of(w, c))), A_TEXT("facts", facts),
		A_WORD("attested", attested_said(c->attested))
	};

	say_into(&b, x->t->voice, facts.n > 0 ?
	    M("{part}: {answer} ({facts})") : M("{part}: {answer}"), args);
	if (c->attested != around)
		say_into(&b, x->t->voice, M(" [{attested}]"), args);
	part_clause(w, c, &b);
	tell_line(x, depth, NULL, ARGS(A_TEXT("line", buf_view(&b))));
}

static enum err
cond_told(struct walk *w, const struct pack_cond *c, enum attested around,
    int depth)
{
	/* What only joins, and has no name, needs no line. */
	bool silent = c == w->x->r->cond && c->kind != COND_WHEN;
	struct str facts = { "", 0 };
	enum err e;

	if (c->kind == COND_WHEN && (e = leaf_facts(w, c, &facts)) != ERR_OK)
		return e;
	if (!silent)
		part_line(w, c, facts, around, depth);
	for (const struct pack_cond *k = c->first; k != NULL; k = k->next)
		if (decides(w, c, k) && (e = cond_told(w, k, c->attested,
		    silent ? depth : depth + 1)) != ERR_OK)
			return e;
	return ERR_OK;
}

enum err
tell_parts(struct telling *x, const struct verdict_part *parts,
    const struct feel_value *facts, bool decided, int depth)
{
	struct walk w = { .x = x, .parts = parts, .facts = facts,
	    .decided = decided };
	const struct pack_cond *c = x->r->cond;

	if (parts == NULL || c->kind == COND_NONE)
		return ERR_OK;
	return cond_told(&w, c, x->r->attested, depth);
}
