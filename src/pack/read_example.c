/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said to come out of which facts?  A block is an example, or what the
 * rows of the table behind it have in common.
 */
#include "pack/example_in.h"

static const struct key keys[] = {
	{ "id",		take_node, offsetof(struct sample, id) },
	{ "title",	take_zh, offsetof(struct sample, title) },
	{ "en",		take_en, offsetof(struct sample, title) },
	{ "note",	take_words, offsetof(struct sample, note) },
	{ "clause",	take_node, offsetof(struct sample, clause) },
	{ "facts",	take_node, offsetof(struct sample, facts) },
	{ "like",	take_node, offsetof(struct sample, like) },
	{ "at",		take_node, offsetof(struct sample, at) },
	{ "expect",	take_node, offsetof(struct sample, expect) },
	{ NULL }
};

struct str
row_id(struct sampling *s, const struct sample *x, size_t row)
{
	return str_fmt(s->r->a, "%.*s/%.*s", STR_ARG(x->entry->id),
	    STR_ARG(grid_at(&x->grid, row, 0)->text));
}

/* ---- blocks ---- */

static void
sample_read(struct sampling *s, const struct entry *e)
{
	const struct key *tables[] = { keys, NULL };
	struct sample *x = &s->all[s->n];
	struct key at = { .at = 0 };
	struct str text;

	*x = (struct sample){ .entry = e, .of = e->clause,
	    .stock = { .when = MOMENT_NONE } };
	if (!keys_take(s->r, e->node, tables, x, false))
		return;
	if (x->clause != NULL)
		take_clause(s->r, x->clause, &at, &x->of);
	if (x->at != NULL && text_of(s->r, x->at, &text))
		when_take(s->r, text, x->at->at, &x->stock.when);
	if (x->expect != NULL && x->expect->kind != Y_MAP) {
		FAULT(s->r, x->expect->at,
		    M("Keys with their values belong here (key: value). "
		    "Write them so."), { 0 });
		x->expect = NULL;
	}
	(void)names_add(s->ids, e->id, s->n++);
}

static void
like_unknown(struct sampling *s, const struct sample *x, struct str id,
    const struct names *among)
{
	struct str near = names_hint(s->r, among, id);

	if (near.n > 0)
		FAULT(s->r, x->like->at,
		    M("There is no example {id}. Did you mean {near}?"),
		    A_TEXT("id", id), A_TEXT("near", near));
	else
		FAULT(s->r, x->like->at,
		    M("There is no example {id}. Name the id of a block yaml "
		    "example, or that and a row: {example}."),
		    A_TEXT("id", id), A_CSTR("example", "phone/满半小时"));
}

/* The block that it is like, or a row of which; NULL: none, or there was a
 * fault. */
static struct sample *
like_find(struct sampling *s, const struct sample *x)
{
	struct str id;
	size_t i;

	if (x->like == NULL || !text_of(s->r, x->like, &id))
		return NULL;
	if (names_find(s->ids, str_part(id, 0, str_find(id, '/')), &i))
		return &s->all[i];
	like_unknown(s, x, id, s->ids);
	return NULL;
}

/* The facts of what it is like; ${like} is settled. */
static void
like_take(struct sampling *s, const struct sample *x,
    const struct sample *like)
{
	struct str id = str_trim(x->like->text);
	size_t row;

	if (str_find(id, '/') == id.n)
		stock_take(s, &like->stock);
	else if (names_find(s->row_ids, id, &row))
		stock_take(s, &s->rows[row]);
	else
		like_unknown(s, x, id, s->row_ids);
}

static void
sample_fill(struct sampling *s, struct sample *x, const struct sample *like)
{
	if (like != NULL)
		like_take(s, x, like);
	if (x->facts != NULL)
		stock_facts(s, x->facts);
	stock_end(s, &x->stock);
	if (x->entry->table != NULL)
		rows_stock(s, x);
	x->state = DONE;
}

/* Along what each is like to one that is like no other, and back. */
static void
sample_settle(struct sampling *s, struct sample *x, struct sample **way)
{
	struct sample *like = NULL;
	size_t n = 0;

	while (x != NULL && x->state == FRESH) {
		x->state = BEGUN;
		way[n++] = x;
		x = like_find(s, x);
	}
	if (x != NULL && x->state == BEGUN)
		FAULT(s->r, x->like->at,
		    M("The example is like itself, perhaps through others. "
		    "Take like out of one of them."), { 0 });
	else
		like = x;
	while (n > 0) {
		sample_fill(s, way[--n], like);
		like = way[n];
	}
}

/* ---- what is expected ---- */

size_t
expect_map(struct sampling *s, const struct ynode *map,
    struct pack_expect *to, size_t nth)
{
	struct head head;
	struct str outcome;
	size_t n = 0;

	for (const struct ynode *v = map->first; v != NULL; v = v->next) {
		if (!head_read(&s->heads, v->key, v->key_at, &head) ||
		    !text_of(s->r, v, &outcome))
			continue;
		to[n++] = (struct pack_expect){ head.what, head.of, outcome,
		    v->at };
		head_count(&s->heads, &head, nth);
	}
	return n;
}

void
example_put(struct sampling *s, const struct sample *x,
    const struct pack_example *made)
{
	struct pack *p = s->r->p;

	if (made->nexpect == 0)
		return;
	s->made[p->nexamples++] = *made;
	if (x->of != NULL)
		s->r->clauses[x->of - s->r->clauses].nexamples++;
}

/* One that has no table. */
static void
example_make(struct sampling *s, const struct sample *x)
{
	size_t most = x->expect != NULL ? x->expect->n : 0;
	struct pack_expect *expect = NEW_ARRAY(s->r->a, struct pack_expect,
	    most + 1);
	struct pack_example made = { .id = x->entry->id, .given = x->stock.given,
	    .ngiven = x->stock.n, .when = x->stock.when, .expect = expect,
	    .clause = x->of, .at = x->entry->node->at };

	if (expect == NULL)
		return;
	if (most > 0)
		made.nexpect = expect_map(s, x->expect, expect,
		    s->r->p->nexamples + 1);
	example_put(s, x, &made);
}

/* ---- the whole ---- */

static bool
room(struct sampling *s)
{
	struct read *r = s->r;
	size_t n = 0, slots = r->nslots + 1;

	for (const struct entry *e = r->entries; e != NULL; e = e->next)
		if (e->kind == PACK_EXAMPLE)
			n += e->table == NULL ? 1 :
			    e->table->to - e->table->from;
	if (n > PACK_EXAMPLES_MAX) {
		FAULT(r, place(1, 1),
		    M("The pack has more than {most} examples. Part it in "
		    "several packs."), A_INT("most", PACK_EXAMPLES_MAX));
		return false;
	}
	s->all = NEW_ARRAY(r->a, struct sample, r->nexamples + 1);
	s->rows = NEW_ARRAY(r->a, struct stock, n + 1);
	s->made = NEW_ARRAY(r->a, struct pack_example, n + 1);
	s->work = NEW_ARRAY(r->a, struct pack_given, slots);
	s->known = NEW_ARRAY(r->a, bool, slots);
	s->at = NEW_ARRAY(r->a, size_t, slots);
	s->ids = names_new(r->a);
	s->row_ids = names_new(r->a);
	r->p->examples = s->made;
	return heads_begin(&s->heads, r);
}

static void
samples_settle(struct sampling *s)
{
	struct sample **way = NEW_ARRAY(s->r->a, struct sample *, s->n + 1);

	for (size_t i = 0; way != NULL && i < s->n && s->total <= GIVEN_MAX;
	    i++)
		sample_settle(s, &s->all[i], way);
}

void
examples_read(struct read *r)
{
	struct sampling s = { .r = r };

	if (!room(&s))
		return;
	for (const struct entry *e = r->entries; e != NULL; e = e->next)
		if (e->kind == PACK_EXAMPLE)
			sample_read(&s, e);
	samples_settle(&s);
	for (size_t i = 0; i < s.n && s.total <= GIVEN_MAX; i++)
		if (s.all[i].entry->table != NULL)
			rows_make(&s, &s.all[i]);
		else
			example_make(&s, &s.all[i]);
	if (s.total > GIVEN_MAX)
		FAULT(r, place(1, 1),
		    M("The examples state more than {most} facts. Part the "
		    "pack, or write shorter examples."),
		    A_INT("most", GIVEN_MAX));
}
