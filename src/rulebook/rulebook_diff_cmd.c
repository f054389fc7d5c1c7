/* SPDX-License-Identifier: Apache-2.0 */
/* What is different between two versions of a pack?  Rule by rule, key by key;
 * how the text is laid out does not matter. */
#include <stdlib.h>

#include "rulebook/rulebook_cmd.h"
#include "rulebook/rulebook_desk_cmd.h"
#include "rulebook/rulebook_traits.h"

static const struct choice whats[] = {
	{ "pack", M("instrument") },
	{ "clause", M("clause") },
	{ "fact", M("fact") },
	{ "rule", M("rule") },
	{ "example", M("example") },
	{ NULL, NULL }
};
enum { WHAT_PACK, WHAT_CLAUSE, WHAT_FACT, WHAT_RULE, WHAT_EXAMPLE };

static const struct choice changes[] = {
	{ "added", M("added") },
	{ "removed", M("removed") },
	{ "changed", M("changed") },
	{ NULL, NULL }
};
enum { ADDED, REMOVED, CHANGED };

struct change_view {
	struct value	what, id, change, key, old, new;
};

static const struct field rows[] = {
	{ .name = "what", .kind = FIELD_CHOICE, .choices = whats,
	    .label = M("What") },
	{ .name = "id", .kind = FIELD_TEXT, .label = M("Id") },
	{ .name = "change", .kind = FIELD_CHOICE, .choices = changes,
	    .label = M("Change") },
	{ .name = "key", .kind = FIELD_TEXT, .label = M("Changed key") },
	{ .name = "old", .kind = FIELD_TEXT, .max = PACK_BYTES_MAX,
	    .label = M("Before") },
	{ .name = "new", .kind = FIELD_TEXT, .max = PACK_BYTES_MAX,
	    .label = M("After") },
};
static FIELDS(fields, "pack.change", 1, rows);

struct diff {
	struct desk	*d;
	struct listed	*l;
	int		 what;
	struct str	 id;
	enum err	 r;
	struct note	*note;
};

static void
row(struct diff *x, int change, struct str key, struct str old,
    struct str new)
{
	const struct change_view v = {
		.what = V_TEXT(str_of(whats[x->what].word)),
		.id = V_TEXT(x->id),
		.change = V_TEXT(str_of(changes[change].word)),
		.key = listed_text(key),
		.old = listed_text(old),
		.new = listed_text(new),
	};

	if (x->r == ERR_OK)
		x->r = listed_put(x->l, VALUES(&v), x->note);
}

static int
trait_order(const void *a, const void *b)
{
	return str_cmp(((const struct trait *)a)->key,
	    ((const struct trait *)b)->key);
}

/* Of a thing that is in both. */
static void
traits_compare(struct diff *x, struct traits old, struct traits new)
{
	size_t i = 0, j = 0;

	if (old.n > 0)
		qsort(old.t, old.n, sizeof *old.t, trait_order);
	if (new.n > 0)
		qsort(new.t, new.n, sizeof *new.t, trait_order);
	while (i < old.n || j < new.n) {
		const int by = i == old.n ? 1 : j == new.n ? -1 :
		    str_cmp(old.t[i].key, new.t[j].key);

		if (by < 0)
			row(x, CHANGED, old.t[i].key, old.t[i].value, S(""));
		else if (by > 0)
			row(x, CHANGED, new.t[j].key, S(""), new.t[j].value);
		else if (!str_eq(old.t[i].value, new.t[j].value))
			row(x, CHANGED, old.t[i].key, old.t[i].value,
			    new.t[j].value);
		i += by <= 0;
		j += by >= 0;
	}
}

/* ---- things of a pack, by their ids ---- */

struct things {
	const void	*(*at)(const struct pack *p, size_t i);	/* NULL: not
						 * its own */
	size_t		 (*count)(const struct pack *p);
	struct str	 (*id)(const void *thing);
	struct str	 (*gist)(const void *thing);
	struct traits	 (*traits)(struct arena *a, const void *thing);
};

static const void *
rule_at(const struct pack *p, size_t i)
{
	return &p->rules[i];
}

static size_t
rule_count(const struct pack *p)
{
	return p->nrules;
}

static struct str
rule_id(const void *t)
{
	return ((const struct pack_rule *)t)->id;
}

static struct str
rule_gist(const void *t)
{
	return ((const struct pack_rule *)t)->title.zh;
}

static struct traits
rule_traits(struct arena *a, const void *t)
{
	return traits_of_rule(a, t);
}

static const void *
fact_at(const struct pack *p, size_t i)
{
	const struct pack_fact *f = p->facts[i];

	return f != NULL && f->of == p && f->level < 0 ? f : NULL;
}

static size_t
fact_count(const struct pack *p)
{
	return p->nfacts;
}

static struct str
fact_id(const void *t)
{
	return ((const struct pack_fact *)t)->id;
}

static struct str
fact_gist(const void *t)
{
	return ((const struct pack_fact *)t)->name.zh;
}

static struct traits
fact_traits(struct arena *a, const void *t)
{
	return traits_of_fact(a, t);
}

static const void *
clause_at(const struct pack *p, size_t i)
{
	return &p->clauses[i];
}

static size_t
clause_count(const struct pack *p)
{
	return p->nclauses;
}

static struct str
clause_id(const void *t)
{
	return ((const struct pack_clause *)t)->id;
}

static struct str
clause_gist(const void *t)
{
	return ((const struct pack_clause *)t)->heading;
}

static struct traits
clause_traits(struct arena *a, const void *t)
{
	return traits_of_clause(a, t);
}

static const void *
example_at(const struct pack *p, size_t i)
{
	return &p->examples[i];
}

static size_t
example_count(const struct pack *p)
{
	return p->nexamples;
}

static struct str
example_id(const void *t)
{
	return ((const struct pack_example *)t)->id;
}

static struct str
example_gist(const void *t)
{
	(void)t;
	return S("");
}

/* What it is given counts by what is expected of it. */
static struct traits
example_traits(struct arena *a, const void *t)
{
	const struct pack_example *e = t;
	struct traits to = { .t = NEW_ARRAY(a, struct trait, e->nexpect) };

	for (size_t i = 0; to.t != NULL && i < e->nexpect; i++) {
		const struct pack_expect *x = &e->expect[i];
		struct str key = x->of.n == 0 ? x->what : str_fmt(a,
		    "%.*s %.*s", STR_ARG(x->what), STR_ARG(x->of));

		to.t[to.n++] = (struct trait){ str_fmt(a, "→ %.*s",
		    STR_ARG(key)), x->outcome };
	}
	return to;
}

static const struct things things[] = {
	[WHAT_CLAUSE] = { clause_at, clause_count, clause_id, clause_gist,
	    clause_traits },
	[WHAT_FACT] = { fact_at, fact_count, fact_id, fact_gist, fact_traits },
	[WHAT_RULE] = { rule_at, rule_count, rule_id, rule_gist, rule_traits },
	[WHAT_EXAMPLE] = { example_at, example_count, example_id,
	    example_gist, example_traits },
};

struct thing {
	struct str	 id;
	const void	*it;
};

static int
thing_order(const void *a, const void *b)
{
	return str_cmp(((const struct thing *)a)->id,
	    ((const struct thing *)b)->id);
}

static struct thing *
things_of(struct arena *a, const struct things *k, const struct pack *p,
    size_t *ret_n)
{
	struct thing *list = NEW_ARRAY(a, struct thing, k->count(p) + 1);
	size_t n = 0;

	for (size_t i = 0; list != NULL && i < k->count(p); i++) {
		const void *it = k->at(p, i);

		if (it != NULL)
			list[n++] = (struct thing){ k->id(it), it };
	}
	if (list != NULL && n > 0)
		qsort(list, n, sizeof *list, thing_order);
	*ret_n = n;
	return list;
}

static void
things_compare(struct diff *x, int what, const struct pack *old,
    const struct pack *new)
{
	const struct things *k = &things[what];
	struct arena *a = x->d->a;
	size_t n, m, i = 0, j = 0;
	struct thing *p = things_of(a, k, old, &n);
	struct thing *q = things_of(a, k, new, &m);

	x->what = what;
	while (p != NULL && q != NULL && (i < n || j < m)) {
		const int by = i == n ? 1 : j == m ? -1 :
		    str_cmp(p[i].id, q[j].id);

		x->id = by <= 0 ? p[i].id : q[j].id;
		if (by < 0)
			row(x, REMOVED, S(""), k->gist(p[i].it), S(""));
		else if (by > 0)
			row(x, ADDED, S(""), S(""), k->gist(q[j].it));
		else
			traits_compare(x, k->traits(a, p[i].it),
			    k->traits(a, q[j].it));
		i += by <= 0;
		j += by >= 0;
	}
}

/* ---- the command ---- */

static enum err
compare(struct desk *d, struct note *note)
{
	struct diff x = { .d = d, .note = note };
	const struct pack *old, *new;
	enum err r;

	/* Each is read with what it uses, and not with the other one. */
	if ((r = desk_name(d, d->c->operand[0], note)) != ERR_OK ||
	    (r = desk_name(d, d->c->operand[1], note)) != ERR_OK ||
	    (r = desk_fill(d, d->today, note)) != ERR_OK ||
	    (r = desk_read(d, note)) != ERR_OK ||
	    (r = listed_begin(d->c, &fields, &x.l, note)) != ERR_OK)
		return r;
	old = d->shelf->t[0].pack;
	new = d->shelf->t[1].pack;
	x.id = new->id;
	traits_compare(&x, traits_of_pack(d->a, old), traits_of_pack(d->a,
	    new));
	for (int what = WHAT_CLAUSE; what <= WHAT_EXAMPLE; what++)
		things_compare(&x, what, old, new);
	return listed_end(x.l, note_arena(d->a, x.r, note), note);
}

enum err
rulebook_cmd_diff(struct cmd *c, struct note *note)
{
	return desk_run(c, compare, note);
}
