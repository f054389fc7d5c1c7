/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Has a decision table holes, and do its rows get into each other's way?
 */
#include "pack/check_in.h"

#include "feel/table_check.h"

struct table_look {
	struct checking			*x;
	const struct pack_rule		*r;
	const struct feel_table_text	*text;
	bool				 linked;	/* two inputs look at
							 * one fact */
	bool				 undecided;	/* it was told */
};

/* ---- the facts that show it ---- */

/* The stated fact that an input is, and nothing else; or NULL. */
static const struct pack_fact *
input_fact(const struct table_look *l, size_t column)
{
	size_t slot;

	return pack_slot(l->x->p, str_trim(l->text->inputs[column].text),
	    &slot) ? l->x->p->facts[slot] : NULL;
}

/* Only a half of a person shows it: then it cannot occur. */
static bool
cannot_be(const struct table_look *l, const struct feel_flaw *f)
{
	for (size_t i = 0; f->example != NULL && i < l->text->ninputs; i++) {
		const struct pack_fact *fact = input_fact(l, i);
		const struct feel_value *v = &f->example[i];

		if (fact != NULL && fact->type == PACK_INTEGER &&
		    v->kind == FEEL_NUMBER && !decimal_is_whole(v->number))
			return true;
	}
	return false;
}

/* "人数 = 1000, 种类 = "断网"" */
static struct str
shown_by(const struct table_look *l, const struct feel_flaw *f)
{
	struct buf b = BUF_IN(l->x->a);

	for (size_t i = 0; f->example != NULL && i < l->text->ninputs; i++) {
		if (f->example[i].kind == FEEL_NULL)
			continue;
		buf_text(&b, b.n > 0 ? ", " : "");
		buf_str(&b, str_trim(l->text->inputs[i].text));
		buf_text(&b, " = ");
		feel_put(&b, &f->example[i]);
	}
	return b.n > 0 ? buf_view(&b) : S("-");
}

/* ---- what was found ---- */

static void
gap_tell(struct table_look *l, const struct feel_flaw *f)
{
	struct str facts = shown_by(l, f);

	if (l->linked)
		ASIDE(l->x, l->r->at,
		    M("Perhaps no row of {table} applies to {facts}. Two "
		    "columns read one fact: look whether that can be."),
		    A_TEXT("table", l->r->id), A_TEXT("facts", facts));
	else
		FAULT(l->x, l->r->at,
		    M("No row of {table} applies to {facts}. Add a row for it, "
		    "or widen one."), A_TEXT("table", l->r->id),
		    A_TEXT("facts", facts));
}

static void
pair_tell(struct table_look *l, const struct feel_flaw *f)
{
	struct str facts = shown_by(l, f);
	size_t i = f->cell.rule, k = f->other;
	int64_t row = (int64_t)(i < k ? i : k) + 1;
	int64_t other = (int64_t)(i < k ? k : i) + 1;
	struct pack_place at = check_row(l->x, l->r, i < k ? k : i);

	if (l->linked)
		ASIDE(l->x, at,
		    M("Perhaps rows {row} and {other} both apply to {facts}. "
		    "Two columns read one fact: look whether that can be."),
		    A_INT("row", row), A_INT("other", other),
		    A_TEXT("facts", facts));
	else if (f->kind == FEEL_FLAW_OVERLAP)
		FAULT(l->x, at,
		    M("Rows {row} and {other} both apply to {facts}. Part "
		    "them, or take another hit policy than {hit}."),
		    A_INT("row", row), A_INT("other", other),
		    A_TEXT("facts", facts), A_CSTR("hit",
		    feel_hit_letters(l->text->hit)));
	else
		FAULT(l->x, at,
		    M("Rows {row} and {other} both apply to {facts} and say "
		    "different things. Part them, or take another hit policy "
		    "than {hit}."), A_INT("row", row), A_INT("other", other),
		    A_TEXT("facts", facts), A_CSTR("hit",
		    feel_hit_letters(l->text->hit)));
}

static void
unreachable_tell(struct table_look *l, const struct feel_flaw *f,
    struct pack_place at)
{
	int64_t row = (int64_t)f->cell.rule + 1;

	if (f->other == f->cell.rule)
		FAULT(l->x, at,
		    M("Row {row} never applies: no value there can be passes "
		    "its tests. Mend it, or take it out."),
		    A_INT("row", row));
	else
		FAULT(l->x, at,
		    M("Row {row} never counts, since others such as row "
		    "{other} go before it. Mend it, or take it out."),
		    A_INT("row", row),
		    A_INT("other", (int64_t)f->other + 1));
}

static void
undecided_tell(struct table_look *l, struct pack_place at)
{
	if (l->undecided)
		return;
	l->undecided = true;
	ASIDE(l->x, at,
	    M("A cell of this row is known only when it is evaluated, so that "
	    "gaps and overlaps cannot be looked for there. Write values and "
	    "ranges, where it can be."), { 0 });
}

static void
flaw_tell(struct table_look *l, const struct feel_flaw *f)
{
	struct pack_place at = check_row(l->x, l->r, f->cell.rule);

	switch (f->kind) {
	case FEEL_FLAW_GAP:
		/* Advice may be wanting; and half a person is none. */
		if (l->r->table.advises == NULL && !cannot_be(l, f))
			gap_tell(l, f);
		break;
	case FEEL_FLAW_OVERLAP:
	case FEEL_FLAW_CONTRADICTION:
		if (!cannot_be(l, f))
			pair_tell(l, f);
		break;
	case FEEL_FLAW_UNREACHABLE:
		unreachable_tell(l, f, at);
		break;
	case FEEL_FLAW_OUTPUT:
		FAULT(l->x, at,
		    M("What row {row} gives is none of the fact's values. "
		    "Write one of them."),
		    A_INT("row", (int64_t)f->cell.rule + 1));
		break;
	case FEEL_FLAW_UNDECIDED:
		undecided_tell(l, f->cell.kind == FEEL_CELL_TEST ||
		    f->cell.kind == FEEL_CELL_OUTPUT ? at : l->r->at);
		break;
	case FEEL_FLAW_BOUND:
		ASIDE(l->x, l->r->at,
		    M("The table {table} is too large to be looked at as a "
		    "whole. Part it, or merge rows."),
		    A_TEXT("table", l->r->id));
		break;
	case FEEL_FLAW_LINKED:
	case FEEL_FLAW__MAX:
		break;
	}
}

enum err
check_tables(struct checking *x, struct note *note)
{
	for (size_t i = 0; i < x->p->nrules; i++) {
		const struct pack_rule *r = &x->p->rules[i];
		struct table_look l = { .x = x, .r = r };
		struct feel_check found = { .first = NULL };
		enum err e;

		if (r->kind != PACK_TABLE)
			continue;
		if ((e = feel_table_check(x->a, r->table.table, &found,
		    note)) != ERR_OK)
			return e;
		l.text = feel_table_text(r->table.table);
		for (const struct feel_flaw *f = found.first; f != NULL;
		    f = f->next)
			l.linked |= f->kind == FEEL_FLAW_LINKED;
		for (const struct feel_flaw *f = found.first; f != NULL;
		    f = f->next)
			flaw_tell(&l, f);
	}
	return ERR_OK;
}
