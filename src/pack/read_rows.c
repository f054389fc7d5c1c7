/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the rows of an example's table say?  The first column names them;
 * others add facts, or what is expected.
 */
#include "pack/example_in.h"

/* ---- columns ---- */

static void
column_read(struct sampling *s, const struct cell *c, struct column *ret)
{
	if (str_starts(c->text, ARROW)) {
		if (head_read(&s->heads, str_trim(str_part(c->text,
		    sizeof ARROW - 1, c->text.n)), c->at, &ret->head))
			ret->kind = COLUMN_EXPECT;
	} else if (str_is(c->text, "at")) {
		ret->kind = COLUMN_AT;
	} else if (stated_find(s->r, c->text, c->at, &ret->slot)) {
		ret->kind = COLUMN_FACT;
	}
}

/* No fact has two; false: nothing is expected. */
static bool
columns_read(struct sampling *s, const struct grid *g, struct column *ret)
{
	struct read *r = s->r;
	bool expects = false;

	for (size_t i = 1; i < g->columns; i++) {
		column_read(s, &g->cell[i], &ret[i]);
		expects |= str_starts(g->cell[i].text, ARROW);
		if (ret[i].kind != COLUMN_FACT)
			continue;
		if (s->at[ret[i].slot] != 0)
			FAULT(r, g->cell[i].at,
			    M("Two columns are about {name}. Take one out."),
			    A_TEXT("name", r->facts[ret[i].slot]->name.zh));
		s->at[ret[i].slot] = 1;
	}
	for (size_t i = 1; i < g->columns; i++)
		if (ret[i].kind == COLUMN_FACT)
			s->at[ret[i].slot] = 0;
	return expects;
}

/* ---- facts ---- */

static void
name_check(struct sampling *s, const struct sample *x, size_t row)
{
	const struct cell *c = grid_at(&x->grid, row, 0);
	struct str id = row_id(s, x, row);

	if (c->text.n == 0)
		FAULT(s->r, c->at,
		    M("The row has no name. Say in the first column what it "
		    "shows."), { 0 });
	else if (!names_add(s->row_ids, id, s->nrows) &&
	    !arena_failed(s->r->a))
		FAULT(s->r, c->at,
		    M("A row {name} is there already. Give this one another "
		    "name."), A_TEXT("name", c->text));
}

static void
row_stock(struct sampling *s, struct sample *x, size_t row)
{
	struct stock *to = &s->rows[s->nrows];
	struct feel_value v;
	bool known;

	name_check(s, x, row);
	to->when = x->stock.when;
	stock_take(s, &x->stock);
	for (size_t i = 1; i < x->grid.columns; i++) {
		const struct cell *c = grid_at(&x->grid, row, i);
		const struct column *k = &x->columns[i];

		if (c->text.n == 0)
			continue;
		if (k->kind == COLUMN_AT)
			when_take(s->r, c->text, c->at, &to->when);
		else if (k->kind == COLUMN_FACT && given_cell(s->r,
		    s->r->facts[k->slot], c, &v, &known))
			stock_put(s, k->slot, &v, known);
	}
	stock_end(s, to);
	s->nrows++;
}

void
rows_stock(struct sampling *s, struct sample *x)
{
	const struct piece *table = x->entry->table;
	struct column *columns;

	mark_grid(s->r, table, &x->grid);
	columns = NEW_ARRAY(s->r->a, struct column, x->grid.columns + 1);
	if (x->grid.cell == NULL || columns == NULL)
		return;
	x->columns = columns;
	x->first = s->nrows;
	if (!columns_read(s, &x->grid, columns) && x->expect == NULL)
		FAULT(s->r, table->at,
		    M("The table expects nothing. Add a column headed "
		    "{arrow}."), A_CSTR("arrow", ARROW " …"));
	if (x->grid.rows == 0)
		FAULT(s->r, table->at,
		    M("The table has no rows. Add one."), { 0 });
	for (size_t i = 0; i < x->grid.rows && s->total <= GIVEN_MAX; i++)
		row_stock(s, x, i);
}

/* ---- what is expected ---- */

static void
row_make(struct sampling *s, const struct sample *x, size_t row)
{
	size_t most = x->grid.columns + (x->expect != NULL ? x->expect->n :
	    0), nth = s->r->p->nexamples + 1;
	const struct stock *stock = &s->rows[x->first + row];
	struct pack_expect *expect = NEW_ARRAY(s->r->a, struct pack_expect,
	    most);
	struct pack_example made = { .id = row_id(s, x, row),
	    .given = stock->given, .ngiven = stock->n, .when = stock->when,
	    .expect = expect, .clause = x->of,
	    .at = grid_at(&x->grid, row, 0)->at };

	if (expect == NULL)
		return;
	for (size_t i = 1; i < x->grid.columns; i++) {
		const struct cell *c = grid_at(&x->grid, row, i);
		const struct column *k = &x->columns[i];

		if (c->text.n == 0 || k->kind != COLUMN_EXPECT)
			continue;
		expect[made.nexpect++] = (struct pack_expect){ k->head.what,
		    k->head.of, c->text, c->at };
		head_count(&s->heads, &k->head, nth);
	}
	if (x->expect != NULL)
		made.nexpect += expect_map(s, x->expect,
		    expect + made.nexpect, nth);
	example_put(s, x, &made);
}

void
rows_make(struct sampling *s, const struct sample *x)
{
	if (x->columns == NULL)
		return;
	for (size_t i = 0; i < x->grid.rows && s->total <= GIVEN_MAX; i++)
		row_make(s, x, i);
}
