/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a decision table say?  Its cells are looked at one by one, so that
 * all that is wrong is told with its place; then the table is made.
 */
#include "pack/read_in.h"

#define AT(field)	offsetof(struct draft, field)
#define ARROW		"→"

static const struct key table_keys[] = {
	{ "hit",	take_node, AT(hit) },
	{ "gives",	take_node, AT(gives) },
	{ "advises",	take_node, AT(advises) },
	{ NULL }
};

struct tabling {
	struct read		*r;
	struct draft		*d;
	struct pack_fact	*own;		/* what it gives, if it does */
	const struct pack_fact	*about;		/* gives, advises */
	const struct pack_fact	*one;		/* of what kind is one output? */
	enum feel_hit		 hit;
	struct grid		 grid;
	size_t			 output;	/* its column */
	const struct feel_program **heading;	/* by column */
};

/* ---- what it is about ---- */

static void
gives_settle(struct tabling *t, const struct ynode *v)
{
	struct read *r = t->r;
	size_t slot;

	if (!fact_slot(r, v, &slot))
		return;
	t->own = r->own[slot];
	t->about = t->d->r.table.gives = r->facts[slot];
	if (t->own == NULL || t->about->level >= 0)
		FAULT(r, v->at,
		    M("{name} is no fact that this pack declares, so it "
		    "cannot give it. Declare one of its own."),
		    A_TEXT("name", t->about->name.zh));
	else if (r->derived[slot] != NULL || t->about->judged)
		FAULT(r, v->at,
		    M("{name} is derived or judged, and a table gives it too. "
		    "Only one of these can be."),
		    A_TEXT("name", t->about->name.zh));
	else if (t->about->table != NULL)
		FAULT(r, v->at,
		    M("The table {table} gives {name} already. Put both "
		    "together."), A_TEXT("table", t->about->table->id),
		    A_TEXT("name", t->about->name.zh));
	else	/* where this rule will stand */
		t->own->table = &r->rules[r->p->nrules];
}

static void
advises_settle(struct tabling *t, const struct ynode *v)
{
	size_t slot;

	if (!fact_slot(t->r, v, &slot))
		return;
	t->about = t->d->r.table.advises = t->r->facts[slot];
	if (!t->about->judged)
		FAULT(t->r, v->at,
		    M("{name} is not judged, so that nobody needs advice on "
		    "it. Write judged: true with the fact, or let the table "
		    "give it."), A_TEXT("name", t->about->name.zh));
}

static void
about_settle(struct tabling *t)
{
	struct draft *d = t->d;

	if ((d->gives != NULL) == (d->advises != NULL))
		FAULT(t->r, d->entry->node->at,
		    M("A table either gives a fact or advises on one. Write "
		    "one of gives and advises."), { 0 });
	else if (d->gives != NULL)
		gives_settle(t, d->gives);
	else
		advises_settle(t, d->advises);
}

static void
hit_settle(struct tabling *t, const struct ynode *v)
{
	static const char *const letters[] = {
#define X(name, letters, words, several) letters,
		FEEL_HIT_TABLE(X)
#undef X
		NULL
	};
	struct str s;

	t->hit = FEEL_HIT_UNIQUE;
	if (v != NULL && text_of(t->r, v, &s) && !feel_hit_parse(s, &t->hit))
		FAULT(t->r, v->at,
		    M("{key} cannot be “{word}”. It is one of {words}."),
		    A_TEXT("key", v->key), A_TEXT("word", s),
		    A_TEXT("words", words_said(t->r->a, letters)));
}

/* A list is made of texts or elements, a number counts anything. */
static void
one_settle(struct tabling *t)
{
	const struct pack_fact *f = t->about;
	bool list = f->type == PACK_CHOICES || f->type == PACK_LIST;
	bool number = f->type == PACK_INTEGER || f->type == PACK_NUMBER;
	bool lists = t->hit >= FEEL_HIT_RULES && t->hit <= FEEL_HIT_COLLECT;
	struct pack_fact *one;

	t->one = f;
	if ((lists && !list) || (!number && (t->hit == FEEL_HIT_SUM ||
	    t->hit == FEEL_HIT_COUNT))) {
		FAULT(t->r, t->d->entry->node->at,
		    M("What comes out with hit policy {hit} is no {type}, and "
		    "{name} is one. Change one of them."),
		    A_CSTR("hit", feel_hit_letters(t->hit)),
		    A_CSTR("type", pack_type_word(f->type)),
		    A_TEXT("name", f->name.zh));
		return;
	}
	if (!lists && t->hit != FEEL_HIT_COUNT)
		return;
	if ((one = NEW(t->r->a, struct pack_fact)) == NULL)
		return;
	*one = *f;
	one->feel = lists && f->feel->item != NULL ? f->feel->item :
	    feel_type(FEEL_ANY);
	t->one = one;
}

/* ---- headings ---- */

static struct str
output_name(const struct cell *c)
{
	return str_trim(str_part(c->text, sizeof ARROW - 1, c->text.n));
}

static bool
output_find(struct tabling *t)
{
	const struct grid *g = &t->grid;
	const struct cell *c;

	t->output = g->columns;
	for (size_t i = 0; i < g->columns; i++) {
		if (!str_starts(g->cell[i].text, ARROW))
			continue;
		if (t->output < g->columns) {
			FAULT(t->r, g->cell[i].at,
			    M("The table has two outputs. Write a table for "
			    "each."), { 0 });
			return false;
		}
		t->output = i;
	}
	if (t->output == g->columns || g->columns < 2) {
		FAULT(t->r, g->cell[0].at,
		    M("The table wants columns for what it asks, and one "
		    "headed {arrow} for what it says. Add what is missing."),
		    A_CSTR("arrow", ARROW " …"));
		return false;
	}
	c = &g->cell[t->output];
	if (!str_eq(output_name(c), t->about->id) &&
	    !str_eq(output_name(c), t->about->name.zh))
		FAULT(t->r, c->at,
		    M("The output is headed {found}, and the table is about "
		    "{name}. Write {arrow} {name}."),
		    A_TEXT("found", output_name(c)),
		    A_CSTR("arrow", ARROW),
		    A_TEXT("name", t->about->name.zh));
	return true;
}

static void
headings_read(struct tabling *t)
{
	struct expr any = { .want = WANT_FACT };

	for (size_t i = 0; i < t->grid.columns; i++) {
		const struct cell *c = &t->grid.cell[i];

		if (i != t->output)
			t->heading[i] = expr_text(t->r, c->text, c->at, true,
			    &any);
	}
}

/* The fact that a heading is, and nothing else; or NULL. */
static const struct pack_fact *
heading_fact(const struct tabling *t, size_t column)
{
	size_t slot;

	return names_find(t->r->fact_names, t->grid.cell[column].text,
	    &slot) ? t->r->facts[slot] : NULL;
}

/* ---- cells ---- */

static void
cell_check(struct tabling *t, size_t row, size_t column)
{
	const struct cell *c = grid_at(&t->grid, row, column);
	struct arena_mark mark = arena_mark(t->r->a);
	size_t told = t->r->sink.to->n;

	if (c->text.n == 0)
		FAULT(t->r, c->at,
		    M("The cell is empty. Write - for anything; in an output, "
		    "null for nothing."), { 0 });
	else if (column == t->output)
		(void)cell_expr(t->r, c, t->one);
	else if (t->heading[column] != NULL)
		(void)cell_tests(t->r, c, heading_fact(t, column),
		    feel_type_of(t->heading[column]));
	if (t->r->sink.to->n == told)
		arena_reset(t->r->a, mark);
}

/* ---- the table itself ---- */

static void
texts_put(struct buf *b, const struct pack_fact *f)
{
	for (size_t i = 0; i < f->nvalues; i++) {
		struct feel_value v = feel_string(f->values[i].name.zh);

		buf_text(b, i > 0 ? ", " : "");
		feel_put(b, &v);
	}
}

/* What can stand there, as tests; "": anything. */
static struct str
allowed(struct read *r, const struct pack_fact *f)
{
	struct buf b = BUF_IN(r->a);

	if (f != NULL && f->type == PACK_CHOICE) {
		texts_put(&b, f);
	} else if (f != NULL && (f->least_set || f->most_set)) {
		buf_text(&b, f->least_set && f->most_set ? "[" :
		    f->least_set ? ">= " : "<= ");
		if (f->least_set)
			decimal_put(&b, f->least);
		buf_text(&b, f->least_set && f->most_set ? ".." : "");
		if (f->most_set)
			decimal_put(&b, f->most);
		buf_text(&b, f->least_set && f->most_set ? "]" : "");
	}
	return buf_view(&b);
}

static struct feel_table_input *
inputs_make(struct tabling *t)
{
	size_t n = 0;
	struct feel_table_input *all = NEW_ARRAY(t->r->a,
	    struct feel_table_input, t->grid.columns);

	for (size_t i = 0; all != NULL && i < t->grid.columns; i++) {
		if (i == t->output)
			continue;
		all[n++] = (struct feel_table_input){
		    .text = t->grid.cell[i].text,
		    .allowed = allowed(t->r, heading_fact(t, i)) };
	}
	return all;
}

static struct feel_table_output *
output_make(struct tabling *t)
{
	struct feel_table_output *out = NEW(t->r->a,
	    struct feel_table_output);
	struct buf values = BUF_IN(t->r->a);

	if (out == NULL)
		return NULL;
	texts_put(&values, t->one);
	*out = (struct feel_table_output){ .name = S(""),
	    .type = t->one->feel->kind == FEEL_ANY ? NULL : t->one->feel,
	    .values = buf_view(&values), .otherwise = S("") };
	return out;
}

static struct feel_table_rule *
rows_make(struct tabling *t)
{
	const struct grid *g = &t->grid;
	struct feel_table_rule *all = NEW_ARRAY(t->r->a,
	    struct feel_table_rule, g->rows + 1);
	struct str *text = NEW_ARRAY(t->r->a, struct str,
	    g->rows * g->columns + 1);

	if (all == NULL || text == NULL)
		return NULL;
	for (size_t row = 0; row < g->rows; row++) {
		struct str *in = text + row * g->columns;
		struct str *out = in + g->columns - 1;
		size_t n = 0;

		for (size_t i = 0; i < g->columns; i++)
			*(i == t->output ? out : &in[n++]) =
			    grid_at(g, row, i)->text;
		all[row] = (struct feel_table_rule){ in, out };
	}
	return all;
}

/* Where does it stand? */
static struct pack_place
cell_place(const struct tabling *t, struct feel_cell c)
{
	size_t column = c.column + (c.column >= t->output);

	switch (c.kind) {
	case FEEL_CELL_INPUT:
	case FEEL_CELL_ALLOWED:
		return t->grid.cell[column].at;
	case FEEL_CELL_TEST:
		return grid_at(&t->grid, c.rule, column)->at;
	case FEEL_CELL_OUTPUT:
		return grid_at(&t->grid, c.rule, t->output)->at;
	default:
		return t->d->entry->node->at;
	}
}

static void
table_make(struct tabling *t)
{
	struct feel_table_text *text = NEW(t->r->a, struct feel_table_text);
	struct feel_cell cell = { FEEL_CELL_TABLE, 0, 0 };
	struct note note = NOTE_INIT;
	enum err e;

	if (text == NULL)
		return;
	*text = (struct feel_table_text){ .hit = t->hit,
	    .inputs = inputs_make(t), .ninputs = t->grid.columns - 1,
	    .outputs = output_make(t), .noutputs = 1,
	    .rules = rows_make(t), .nrules = t->grid.rows };
	if (arena_failed(t->r->a))
		return;
	e = feel_table_compile(t->r->a, t->r->scope, text, NULL,
	    &t->d->r.table.table, &cell, &note);
	if (e != ERR_OK && e != ERR_MEMORY)
		fault_note(&t->r->sink, cell_place(t, cell), &note);
}

static void
table_settle(struct read *r, struct draft *d)
{
	struct tabling t = { .r = r, .d = d };
	const struct piece *table = d->entry->table;
	size_t errors = r->sink.to->errors;

	about_settle(&t);
	hit_settle(&t, d->hit);
	if (table == NULL)
		return;		/* told by block.c */
	mark_grid(r, table, &t.grid);
	if (t.grid.cell == NULL || t.about == NULL)
		return;
	one_settle(&t);
	if (t.grid.rows == 0)
		FAULT(r, table->at,
		    M("The table has no rows. Add one."), { 0 });
	if (!output_find(&t))
		return;
	t.heading = NEW_ARRAY(r->a, const struct feel_program *,
	    t.grid.columns);
	if (t.heading == NULL || r->blind)
		return;
	headings_read(&t);
	for (size_t row = 0; row < t.grid.rows; row++)
		for (size_t i = 0; i < t.grid.columns; i++)
			cell_check(&t, row, i);
	if (r->sink.to->errors == errors && !r->sink.to->more)
		table_make(&t);
}

const struct rule_way table_way = { table_keys, table_settle, false, false };
