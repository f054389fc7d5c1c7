/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A table is evaluated in one go: its inputs, then the tests of the rules that
 * are still in question, then the outputs that the policy asks for.  All of it
 * counts as one evaluation, with one bound.
 */
#include "feel/table_in.h"

struct feel_value
table_cell(struct table_run *tr, const struct feel_program *p,
    const struct feel_value *input)
{
	struct feel_value at = feel_null();

	tr->r.nodes = p->nodes;
	tr->r.kids = p->kids;
	if (p->tests)
		tr->r.locals[0] = *input;
	return *run_node(&tr->r, p->root, &at);
}

/* ---- inputs ---- */

/* A function is tied to the program it was written in, and goes to no other. */
static bool
holds_function(struct feel_run *r, const struct feel_value *v)
{
	if (v->kind == FEEL_FUNCTION)
		return true;
	if (v->kind == FEEL_LIST && feel_spend(r, v->list.n))
		for (size_t i = 0; i < v->list.n; i++)
			if (holds_function(r, &v->list.v[i]))
				return true;
	if (v->kind == FEEL_CONTEXT && feel_spend(r, v->context->n))
		for (size_t i = 0; i < v->context->n; i++)
			if (holds_function(r, &v->context->e[i].value))
				return true;
	return v->kind == FEEL_RANGE && ((v->range->from != NULL &&
	    holds_function(r, v->range->from)) || (v->range->to != NULL &&
	    holds_function(r, v->range->to)));
}

static bool
trouble(struct table_run *tr, struct verdict *v, enum feel_trouble t,
    size_t column, const struct feel_value *input)
{
	v->value = input->kind == FEEL_NULL && input->why != NULL ? *input :
	    table_null(tr, t == FEEL_TROUBLE_KIND ? FEEL_WHY_KIND :
	    FEEL_WHY_VALUE);
	v->trouble = t;
	v->column = column;
	return false;
}

/* Is all that is missing in ${v} missing in ${in} too? */
static bool
missing_with(struct arena *a, const struct feel_value *v,
    const struct feel_value *in)
{
	const struct feel_missing *all = feel_missing(a, in);

	for (const struct feel_missing *m = feel_missing(a, v); m != NULL;
	    m = m->next) {
		const struct feel_missing *i = all;

		while (i != NULL && !str_eq(i->fact, m->fact))
			i = i->next;
		if (i == NULL)
			return false;
	}
	return true;
}

static bool
input_read(struct table_run *tr, size_t i, struct verdict *v)
{
	const struct feel_table *t = tr->t;
	const struct feel_type *type = t->text->inputs[i].type;
	struct feel_value *in = &tr->inputs[i], is;

	*in = table_cell(tr, t->inputs[i], NULL);
	if ((in->depth > 0 || in->kind == FEEL_FUNCTION) &&
	    holds_function(&tr->r, in))
		return trouble(tr, v, FEEL_TROUBLE_KIND, i, in);
	if (type != NULL && !feel_conform(tr->r.a, type, in, in))
		return trouble(tr, v, FEEL_TROUBLE_KIND, i, in);
	if (t->allowed[i] == NULL)
		return true;
	is = table_cell(tr, t->allowed[i], in);
	if (is.kind == FEEL_BOOLEAN && is.truth)
		return true;
	if (is.open && in->open && missing_with(tr->r.a, &is, in))
		return true;
	if (is.open) {
		/* What is allowed depends on a fact that is missing. */
		v->value = is;
		v->open = true;
		return false;
	}
	return trouble(tr, v, FEEL_TROUBLE_INPUT, i, in);
}

/* ---- tests ---- */

/* Ask the rules in ${of} one by one. */
static void
rules_ask(struct table_run *tr, size_t column, const uint64_t *of,
    uint64_t *pass, uint64_t *may)
{
	const size_t n = tr->t->text->nrules;

	for (size_t i = bits_next(of, 0, n); i < n; i = bits_next(of, i + 1,
	    n)) {
		const struct feel_program *p = table_test(tr->t, i, column);
		struct feel_value v;

		if (p == NULL) {
			bits_put(pass, i, true);
			continue;
		}
		v = table_cell(tr, p, &tr->inputs[column]);
		if (v.kind == FEEL_BOOLEAN && v.truth)
			bits_put(pass, i, true);
		else if (v.kind == FEEL_NULL && v.open)
			bits_put(may, i, true);
		if (tr->r.stopped != ERR_OK)
			return;
	}
}

/* What passes in every cell there is, and what might in some. */
static void
cells_all(const struct feel_table *t, const struct axis *x, uint64_t *pass,
    uint64_t *may)
{
	bits_all(pass, t->words, t->text->nrules);
	for (size_t k = 0; k < x->ncells; k++) {
		const uint64_t *in = axis_pass(t, x, k);

		if (x->sample[k].kind == FEEL_NULL)
			continue;
		for (size_t w = 0; w < t->words; w++) {
			pass[w] &= in[w];
			may[w] |= in[w];
		}
	}
	for (size_t w = 0; w < t->words; w++)
		may[w] &= ~pass[w];
}

/* The rules of ${of} that pass the test of an input, and those that might. */
static void
column_test(struct table_run *tr, size_t column, const uint64_t *of,
    uint64_t *pass, uint64_t *may)
{
	const struct feel_table *t = tr->t;
	const struct axis *x = &t->axes[column];
	uint64_t ask[FEEL_TABLE_RULES_MAX / 64 + 1] = { 0 };
	size_t cell;

	if (x->ncells > 0 && axis_find(x, &tr->inputs[column], &cell))
		for (size_t w = 0; w < t->words; w++)
			pass[w] = axis_pass(t, x, cell)[w];
	else if (table_tried(tr, column))
		cells_all(t, x, pass, may);
	else {
		rules_ask(tr, column, of, pass, may);
		return;
	}
	for (size_t w = 0; w < t->words; w++) {
		ask[w] = of[w] & x->free[w];
		pass[w] &= ~x->free[w];
		may[w] &= ~x->free[w];
	}
	if (bits_any(ask, t->words))
		rules_ask(tr, column, ask, pass, may);
}

bool
table_inputs(struct table_run *tr, struct verdict *v)
{
	const struct feel_table *t = tr->t;
	uint64_t left[FEEL_TABLE_RULES_MAX / 64 + 1] = { 0 };

	for (size_t i = 0; i < t->text->ninputs; i++)
		if (!input_read(tr, i, v))
			return false;
	bits_all(left, t->words, t->text->nrules);
	for (size_t i = 0; i < t->text->ninputs; i++) {
		uint64_t *pass = tr->pass + i * t->words;
		uint64_t *may = tr->may + i * t->words;

		column_test(tr, i, left, pass, may);
		for (size_t w = 0; w < t->words; w++)
			left[w] &= pass[w] | may[w];
	}
	return true;
}

void
table_open(struct table_run *tr, size_t rule, const struct feel_why **sum)
{
	const struct feel_table *t = tr->t;

	for (size_t i = 0; i < t->text->ninputs; i++) {
		const struct feel_program *p = table_test(t, rule, i);
		struct feel_value v;

		if (p == NULL || !bits_has(tr->may + i * t->words, rule))
			continue;
		v = table_cell(tr, p, &tr->inputs[i]);
		run_open(&tr->r, &v, sum);
	}
}

/* ---- the whole ---- */

static bool
room(struct table_run *tr)
{
	const struct feel_table_text *x = tr->t->text;
	size_t sets = x->ninputs * tr->t->words * sizeof(uint64_t);

	tr->inputs = feel_take(&tr->r, x->ninputs * sizeof *tr->inputs + 1);
	tr->pass = feel_take(&tr->r, sets + 1);
	tr->may = feel_take(&tr->r, sets + 1);
	tr->outs = feel_take(&tr->r, x->nrules * sizeof *tr->outs + 1);
	return tr->inputs != NULL && tr->pass != NULL && tr->may != NULL &&
	    tr->outs != NULL;
}

static void
out_open(struct table_run *tr, const struct row_out *o,
    const struct feel_why **sum)
{
	for (size_t i = 0; o->done && o->each != NULL &&
	    i < tr->t->text->noutputs; i++)
		run_open(&tr->r, &o->each[i], sum);
}

/* The outputs that were looked at in vain may be what it depends on, too. */
static void
outputs_open(struct table_run *tr, struct verdict *v)
{
	const struct feel_why *sum = v->value.why;

	for (size_t i = 0; i < tr->t->text->nrules; i++)
		out_open(tr, &tr->outs[i], &sum);
	out_open(tr, &tr->otherwise, &sum);
	(void)run_open_null(sum, &v->value);
}

static void
answer(struct table_run *tr, struct verdict *v, uint64_t *hit,
    uint64_t *open)
{
	struct verdict settled;

	if (!table_inputs(tr, v)) {
		if (v->open)
			bits_all(open, tr->t->words, tr->t->text->nrules);
		return;
	}
	table_meet(tr, hit, open);
	table_decide(tr, hit, open, v);
	if (!v->open)
		return;
	if (table_settles(tr, &settled))
		*v = settled;
	else
		outputs_open(tr, v);
}

static enum err
run(struct table_run *tr, const struct feel_table *t, struct arena *a,
    const struct feel_env *env, struct feel_table_answer *ret,
    struct note *note)
{
	struct feel_table_answer ans = { .steps = 0 };
	struct verdict v = { .open = false };
	uint64_t *hit, *open, steps, bytes;
	enum err e;

	*tr = (struct table_run){ .t = t };
	if ((e = run_begin(&tr->r, a, &t->all, env, NULL, ret->used,
	    note)) != ERR_OK)
		return e;
	steps = tr->r.steps;
	bytes = tr->r.bytes;
	hit = feel_take(&tr->r, t->words * sizeof *hit);
	open = feel_take(&tr->r, t->words * sizeof *open);
	if (hit != NULL && open != NULL && room(tr))
		answer(tr, &v, hit, open);
	if ((e = run_end(&tr->r, note)) != ERR_OK)
		return e;
	ans.value = v.value;
	ans.trouble = v.trouble;
	ans.column = v.column;
	ans.steps = steps - tr->r.steps;
	ans.bytes = bytes - tr->r.bytes;
	ans.inputs = tr->inputs;
	ans.hit = hit;
	ans.open = open;
	for (size_t i = 0; i < FEEL_FACTS_MAX / 64; i++)
		ans.used[i] = ret->used[i];
	*ret = ans;
	return ERR_OK;
}

enum err
feel_table_eval(struct arena *a, const struct feel_table *t,
    const struct feel_env *env, struct feel_table_answer *ret,
    struct note *note)
{
	struct feel_table_answer ans = { .steps = 0 };
	struct table_run tr;
	enum err e = run(&tr, t, a, env, &ans, note);

	if (e == ERR_OK)
		*ret = ans;
	return e;
}

enum feel_row
feel_table_row(const struct feel_table_answer *ans, size_t rule)
{
	return bits_has(ans->hit, rule) ? FEEL_ROW_HIT :
	    bits_has(ans->open, rule) ? FEEL_ROW_OPEN : FEEL_ROW_NOT;
}

/* ---- explanation ---- */

/* The first input whose test fails; if none does, the first that is open. */
static void
row_explain(struct table_run *tr, size_t rule, struct feel_table_row *row)
{
	const struct feel_table *t = tr->t;

	row->column = t->text->ninputs;
	row->test = feel_boolean(true);
	for (size_t i = 0; i < t->text->ninputs; i++) {
		const struct feel_program *p = table_test(t, rule, i);
		struct feel_value v;
		bool open;

		if (p == NULL || row->state == FEEL_ROW_HIT)
			continue;
		v = table_cell(tr, p, &tr->inputs[i]);
		open = v.kind == FEEL_NULL && v.open;
		if ((v.kind == FEEL_BOOLEAN && v.truth) || (open &&
		    row->column < t->text->ninputs))
			continue;
		row->column = i;
		row->test = v;
		if (!open)
			return;
	}
}

enum err
feel_table_explain(struct arena *a, const struct feel_table *t,
    const struct feel_env *env, struct feel_table_answer *ret_answer,
    const struct feel_table_row **ret_rows, struct note *note)
{
	struct feel_table_answer ans = { .steps = 0 };
	struct feel_table_row *rows;
	struct table_run tr;
	enum err e;

	rows = NEW_ARRAY(a, struct feel_table_row, t->text->nrules + 1);
	if (rows == NULL)
		return note_memory(note);
	if ((e = run(&tr, t, a, env, &ans, note)) != ERR_OK)
		return e;
	for (size_t i = 0; i < t->text->nrules; i++) {
		rows[i].state = feel_table_row(&ans, i);
		if (ans.trouble != FEEL_TROUBLE_KIND &&
		    ans.trouble != FEEL_TROUBLE_INPUT)
			row_explain(&tr, i, &rows[i]);
	}
	if ((e = run_end(&tr.r, note)) != ERR_OK)
		return e;
	*ret_answer = ans;
	*ret_rows = rows;
	return ERR_OK;
}
