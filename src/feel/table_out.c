/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a rule say?  Its outputs, as they were declared.
 */
#include "feel/table_in.h"

struct feel_value
table_null(struct table_run *tr, enum feel_code code)
{
	const struct node whole = { .op = OP_CONST };
	struct feel_value v;

	(void)run_null(&tr->r, &whole, code, &v);
	return v;
}

/* One output: its value, as declared. */
static struct feel_value
out_one(struct table_run *tr, const struct feel_program *p, size_t column,
    struct row_out *o)
{
	const struct feel_table *t = tr->t;
	const struct feel_type *type = t->text->outputs[column].type;
	struct feel_value v = table_cell(tr, p, NULL), is;

	if (v.kind == FEEL_NULL)
		return v;
	if (type != NULL && !feel_conform(tr->r.a, type, &v, &v)) {
		o->trouble = FEEL_TROUBLE_OUTPUT;
		o->column = column;
		return table_null(tr, FEEL_WHY_KIND);
	}
	if (t->values[column] == NULL || v.kind == FEEL_FUNCTION)
		return v;
	if (v.open)
		return v;
	is = table_cell(tr, t->values[column], &v);
	if (is.open)
		return is;
	if (is.kind == FEEL_BOOLEAN && is.truth)
		return v;
	o->trouble = FEEL_TROUBLE_OUTPUT;
	o->column = column;
	return table_null(tr, FEEL_WHY_VALUE);
}

/* All outputs: the one, or a context. */
static void
out_all(struct table_run *tr, const struct feel_program **p,
    struct row_out *o)
{
	const struct feel_table_text *x = tr->t->text;
	struct feel_value *each = feel_take(&tr->r, x->noutputs *
	    sizeof *each);
	struct feel_entry *e = feel_take(&tr->r, x->noutputs * sizeof *e);

	o->done = true;
	o->value = feel_null();
	o->each = each;
	if (each == NULL || e == NULL)
		return;
	for (size_t i = 0; i < x->noutputs; i++) {
		each[i] = p[i] == NULL ? feel_null() : out_one(tr, p[i], i, o);
		e[i] = (struct feel_entry){ x->outputs[i].name, each[i] };
	}
	if (x->noutputs == 1)
		o->value = each[0];
	else if (feel_context(tr->r.a, e, x->noutputs, &o->value))
		(void)run_made(&tr->r, &o->value);
	if (o->trouble != FEEL_TROUBLE_NOT)
		o->value = each[o->column];
}

const struct row_out *
table_out(struct table_run *tr, size_t rule)
{
	struct row_out *o = &tr->outs[rule];

	if (!o->done)
		out_all(tr, tr->t->outputs + rule * tr->t->text->noutputs, o);
	return o;
}

void
table_otherwise(struct table_run *tr, struct verdict *v)
{
	const struct feel_table *t = tr->t;
	struct row_out *o = &tr->otherwise;
	struct feel_value *one;
	bool some = false;

	for (size_t i = 0; i < t->text->noutputs; i++)
		some |= t->otherwise[i] != NULL;
	if (!some) {
		v->value = table_null(tr, FEEL_WHY_RULE);
		v->trouble = FEEL_TROUBLE_NONE;
		return;
	}
	if (!o->done)
		out_all(tr, t->otherwise, o);
	v->value = o->value;
	v->trouble = o->trouble;
	v->column = o->column;
	/* Where the answer is a list, this one is too. */
	if (t->text->hit >= FEEL_HIT_RULES && t->text->hit <=
	    FEEL_HIT_COLLECT && v->value.kind != FEEL_LIST &&
	    v->trouble == FEEL_TROUBLE_NOT &&
	    (one = feel_take(&tr->r, sizeof *one)) != NULL) {
		*one = v->value;
		(void)run_made_list(&tr->r, one, 1, &v->value);
	}
}
