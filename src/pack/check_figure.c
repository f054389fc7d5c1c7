/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is each figure tried on the spot where it turns?  “6 hours or more” wants an
 * example with six hours and one with a minute less.  Only comparisons of a
 * stated fact with a constant are found, and the ranges of tables; what can be
 * seen only by evaluating it is left to the tests that change figures.
 */
#include "pack/figure_in.h"

enum {
	GIVENS_MAX	= 200 * 1000	/* values of examples that are kept */
};

struct figures {
	struct checking	*x;
	struct names	*given;		/* "slot value" of all examples */
	struct names	*told;
	const struct feel_scope *none;	/* no names: for constants */
	struct buf	 key;
	struct pack_place at;
};

/* ---- values that examples give ---- */

static struct str
key_make(struct figures *k, size_t slot, const struct feel_value *v)
{
	buf_empty(&k->key);
	buf_fmt(&k->key, "%zu ", slot);
	if (v->kind == FEEL_STAMP && v->stamp.place.hang != FEEL_LOCAL)
		buf_int(&k->key, (int64_t)(feel_stamp_instant(&v->stamp) /
		    FEEL_SECOND));
	else
		feel_put(&k->key, v);
	return buf_view(&k->key);
}

/* False: there are too many to look at. */
static bool
givens_collect(struct figures *k)
{
	const struct pack *p = k->x->p;
	size_t n = 0, found;

	for (size_t i = 0; i < p->nexamples; i++)
		if ((n += p->examples[i].ngiven) > GIVENS_MAX)
			return false;
	for (size_t i = 0; i < p->nexamples; i++)
		for (size_t g = 0; g < p->examples[i].ngiven; g++) {
			const struct pack_given *x = &p->examples[i].given[g];
			struct str key;

			if (!figure_is(&x->value))
				continue;
			key = key_make(k, x->slot, &x->value);
			if (!names_find(k->given, key, &found))
				(void)names_add(k->given, str_copy(k->x->a,
				    key), 0);
		}
	return !arena_failed(k->x->a);
}

/* ---- what is missing ---- */

static void
lacking_put(struct figures *k, struct buf *b, size_t slot,
    const struct feel_value *v)
{
	size_t found;

	if (names_find(k->given, key_make(k, slot, v), &found))
		return;
	buf_text(b, b->n > 0 ? ", " : "");
	feel_put(b, v);
}

/* Can the fact have it at all? */
static bool
is_possible(const struct pack_fact *f, const struct feel_value *v)
{
	if (v->kind != FEEL_NUMBER)
		return true;
	return !(f->least_set && decimal_cmp(v->number, f->least) < 0) &&
	    !(f->most_set && decimal_cmp(v->number, f->most) > 0);
}

static void
turn_check(void *arg, size_t slot, const struct figure_turn *turn)
{
	struct figures *k = arg;
	const struct pack_fact *f = k->x->p->facts[slot];
	struct buf value = BUF_IN(k->x->a), lacking = BUF_IN(k->x->a);
	struct feel_value beside;
	struct str key;

	if (f == NULL || f->derived != NULL || f->table != NULL ||
	    f->level >= 0)
		return;
	key = str_fmt(k->x->a, "%.*s %d", STR_ARG(key_make(k, slot,
	    &turn->at)), turn->up);
	if (!names_add(k->told, key, 0))
		return;
	if (is_possible(f, &turn->at))
		lacking_put(k, &lacking, slot, &turn->at);
	if (figure_beside(f, turn, &beside) && is_possible(f, &beside))
		lacking_put(k, &lacking, slot, &beside);
	if (lacking.n == 0)
		return;
	feel_put(&value, &turn->at);
	ASIDE(k->x, k->at,
	    M("A rule turns at {name} {value}, and no example has "
	    "{lacking}. Add one for each."), A_TEXT("name", f->name.zh),
	    A_TEXT("value", buf_view(&value)),
	    A_TEXT("lacking", buf_view(&lacking)));
}

/* ---- where figures stand ---- */

static void
program_look(void *arg, const struct feel_program *p, struct pack_place at)
{
	struct figures *k = arg;

	k->at = at;
	figures_each(k->x->a, k->x->p, k->none, feel_text(p), turn_check, k);
}

static void
table_look(struct figures *k, const struct pack_rule *r)
{
	const struct feel_table_text *t = feel_table_text(r->table.table);
	const struct pack_place first = check_row(k->x, r, 0);
	size_t slot;

	for (size_t c = 0; c < t->ninputs; c++) {
		if (!pack_slot(k->x->p, str_trim(t->inputs[c].text), &slot))
			continue;
		for (size_t i = 0; i < t->nrules; i++) {
			k->at = first;
			k->at.line += (int32_t)i;
			figures_of_cell(k->x->a, k->x->p, slot,
			    t->rules[i].in[c], turn_check, k);
		}
	}
}

void
check_figures(struct checking *x)
{
	const struct pack *p = x->p;
	struct figures k = { .x = x, .given = names_new(x->a),
	    .told = names_new(x->a), .none = feel_scope_new(x->a),
	    .key = BUF_IN(x->a) };

	if (arena_failed(x->a) || !givens_collect(&k))
		return;
	for (size_t i = 0; i < p->nrules; i++) {
		const struct pack_rule *r = &p->rules[i];

		if (r->kind == PACK_TABLE)
			table_look(&k, r);
		else if (r->overrides == NULL)
			programs_each(r, program_look, &k);
	}
	for (size_t s = 0; s < p->nfacts; s++)
		if (p->facts[s] != NULL && p->facts[s]->of == p &&
		    p->facts[s]->derived != NULL)
			program_look(&k, p->facts[s]->derived,
			    p->facts[s]->at);
}
