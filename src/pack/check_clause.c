/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did somebody answer for each clause: by a rule, or by a reason for none?
 */
#include "pack/check_in.h"

struct covering {
	const struct pack	*p;
	bool			*parts;		/* by clause: a part of a rule
						 * says that it comes from it */
};

static void
part_cover(void *arg, const struct pack_cond *c)
{
	struct covering *k = arg;

	const struct pack_clause *mine;

	/* What was taken over from another pack comes from a clause of that. */
	if (c->clause != NULL && (mine = pack_clause(k->p, c->clause->id)) ==
	    c->clause)
		k->parts[mine - k->p->clauses] = true;
}

/* 8 with 8.1 below it. */
static bool
has_parts(const struct pack *p, size_t i)
{
	struct str id = p->clauses[i].id, next;

	if (i + 1 == p->nclauses)
		return false;
	next = p->clauses[i + 1].id;
	return next.n > id.n && memcmp(next.p, id.p, id.n) == 0 &&
	    next.p[id.n] == '.';
}

static void
cover_check(struct checking *x, size_t i, bool part)
{
	const struct pack_clause *c = &x->p->clauses[i];
	bool reason = c->none.zh.n > 0;

	if (c->nrules == 0 && !part && !reason && !has_parts(x->p, i))
		FAULT(x, c->at,
		    M("Clause {clause} has neither a rule nor a reason for "
		    "having none. Write its rules, or a block yaml none that "
		    "says why there is nothing to judge."),
		    A_TEXT("clause", c->id));
	if (c->nrules > 0 && reason)
		ASIDE(x, c->at,
		    M("Clause {clause} has rules and a reason for having none. "
		    "Take one of them out."), A_TEXT("clause", c->id));
}

static void
words_check(struct checking *x, size_t i)
{
	const struct pack_clause *c = &x->p->clauses[i];

	if (c->gist.zh.n == 0 && !has_parts(x->p, i))
		ASIDE(x, c->at,
		    M("It is not said what clause {clause} says. Write its "
		    "gist in Chinese below the heading, in your own words."),
		    A_TEXT("clause", c->id));
	else if (x->english && c->gist.zh.n > 0 && c->gist.en.n == 0)
		ASIDE(x, c->at,
		    M("The gist of clause {clause} has no English. Write it "
		    "below, each line begun with >."), A_TEXT("clause", c->id));
	if (x->english && c->none.zh.n > 0 && c->none.en.n == 0)
		ASIDE(x, c->at,
		    M("The reason why clause {clause} has no rule has no "
		    "English. Add en to it."), A_TEXT("clause", c->id));
}

/* ---- articles that were passed over ---- */

/* The number of its article; false: it has none, such as those of an annex. */
static bool
article_of(struct str id, int64_t *ret)
{
	return str_int(str_part(id, 0, str_find(id, '.')), ret);
}

/* A pack that begins with the first article means to be whole. */
static void
articles_check(struct checking *x)
{
	const struct pack *p = x->p;
	int64_t before, n;

	if (p->nclauses == 0 || !article_of(p->clauses[0].id, &before) ||
	    before != 1)
		return;
	for (size_t i = 1; i < p->nclauses; i++) {
		if (!article_of(p->clauses[i].id, &n))
			return;
		if (n > before + 1)
			ASIDE(x, p->clauses[i].at,
			    M("Between clause {before} and {clause} something "
			    "was left out. Add it, if only with a reason why "
			    "it has no rule."),
			    A_TEXT("before", p->clauses[i - 1].id),
			    A_TEXT("clause", p->clauses[i].id));
		before = n;
	}
}

void
check_clauses(struct checking *x)
{
	const struct pack *p = x->p;
	struct covering k = { p, NEW_ARRAY(x->a, bool, p->nclauses + 1) };

	if (k.parts == NULL)
		return;
	for (size_t i = 0; i < p->nrules; i++)
		for (const struct pack_cond *c = p->rules[i].cond->first;
		    c != NULL; c = c->next)
			conds_each(c, part_cover, &k);
	for (size_t i = 0; i < p->nclauses; i++) {
		cover_check(x, i, k.parts[i]);
		words_check(x, i);
	}
	articles_check(x);
	if (p->nclauses == 0)
		FAULT(x, place(1, 1),
		    M("The pack has no clause. A clause begins with a heading "
		    "such as ## 8.2 …"), { 0 });
}
