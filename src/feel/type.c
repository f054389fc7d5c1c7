/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What kinds of values can a part of an expression have?
 */
#include "feel/temporal.h"
#include "feel/type_in.h"

static const struct feel_type plain[FEEL_ANY + 1] = {
#define P(k) [k] = { .kind = k }
	P(FEEL_NULL), P(FEEL_BOOLEAN), P(FEEL_NUMBER), P(FEEL_STRING),
	P(FEEL_DATE), P(FEEL_TIME), P(FEEL_STAMP), P(FEEL_MONTHS),
	P(FEEL_SPAN), P(FEEL_LIST), P(FEEL_CONTEXT), P(FEEL_RANGE),
	P(FEEL_FUNCTION), P(FEEL_CALENDAR), P(FEEL_ANY),
#undef P
};

const struct feel_type *
feel_type(int kind)
{
	return &plain[kind];
}

const struct feel_type *
type_list(struct arena *a, int kind, const struct feel_type *item)
{
	struct feel_type *t;

	if (item == NULL || item->kind == FEEL_ANY ||
	    (t = NEW(a, struct feel_type)) == NULL)
		return feel_type(kind);
	t->kind = kind;
	t->item = item;
	return t;
}

const struct feel_type *
type_field(const struct feel_type *t, struct str name)
{
	for (size_t i = 0; i < t->nfields; i++)
		if (str_eq(t->fields[i].name, name))
			return t->fields[i].type;
	return NULL;
}

/* All entries of both; an entry of both has what is common to its types. */
static const struct feel_type *
contexts_common(struct arena *a, const struct feel_type *x,
    const struct feel_type *y, int depth)
{
	struct feel_type *t = NEW(a, struct feel_type);
	struct feel_field *f;

	if (t == NULL || x->nfields == 0 || y->nfields == 0 ||
	    x->nfields + y->nfields > FEEL_TYPE_COMMON ||
	    (f = NEW_ARRAY(a, struct feel_field,
	    x->nfields + y->nfields)) == NULL)
		return feel_type(FEEL_CONTEXT);
	t->kind = FEEL_CONTEXT;
	for (size_t i = 0; i < x->nfields; i++) {
		const struct feel_type *other = type_field(y,
		    x->fields[i].name);

		f[t->nfields++] = (struct feel_field){ x->fields[i].name,
		    other == NULL ? x->fields[i].type :
		    type_common(a, x->fields[i].type, other, depth + 1) };
	}
	for (size_t i = 0; i < y->nfields; i++)
		if (type_field(x, y->fields[i].name) == NULL)
			f[t->nfields++] = y->fields[i];
	t->fields = f;
	return t;
}

const struct feel_type *
type_common(struct arena *a, const struct feel_type *x,
    const struct feel_type *y, int depth)
{
	if (x == y || y->kind == FEEL_NULL)
		return x;
	if (x->kind == FEEL_NULL)
		return y;
	if (x->kind != y->kind || depth > FEEL_TYPE_DEPTH)
		return feel_type(FEEL_ANY);
	if (x->kind == FEEL_CONTEXT)
		return contexts_common(a, x, y, depth);
	if ((x->kind == FEEL_LIST || x->kind == FEEL_RANGE) &&
	    x->item != NULL && y->item != NULL)
		return type_list(a, x->kind, type_common(a, x->item, y->item,
		    depth + 1));
	return feel_type(x->kind);
}

static bool
context_has(const struct feel_type *t, const struct feel_value *v, int depth)
{
	const struct feel_value *e;

	for (size_t i = 0; i < t->nfields; i++)
		if ((e = feel_get(v->context, t->fields[i].name)) == NULL ||
		    (e->kind != FEEL_NULL &&
		    !type_has(t->fields[i].type, e, depth + 1)))
			return false;
	return true;
}

static bool
range_has(const struct feel_type *t, const struct feel_value *v, int depth)
{
	const struct feel_value *ends[] = { v->range->from, v->range->to };

	for (size_t i = 0; t->item != NULL && i < 2; i++)
		if (ends[i] != NULL && ends[i]->kind != FEEL_NULL &&
		    !type_has(t->item, ends[i], depth + 1))
			return false;
	return true;
}

bool
type_has(const struct feel_type *t, const struct feel_value *v, int depth)
{
	if (v->kind == FEEL_NULL || depth > FEEL_TYPE_DEPTH)
		return false;
	if (t->kind == FEEL_ANY)
		return true;
	if (v->kind != t->kind)
		return false;
	if (t->kind == FEEL_CONTEXT)
		return context_has(t, v, depth);
	if (t->kind == FEEL_RANGE)
		return range_has(t, v, depth);
	if (t->kind != FEEL_LIST || t->item == NULL)
		return true;
	for (size_t i = 0; i < v->list.n; i++)
		if (!type_has(t->item, &v->list.v[i], depth + 1) &&
		    v->list.v[i].kind != FEEL_NULL)
			return false;
	return true;
}

bool
feel_type_has(const struct feel_type *t, const struct feel_value *v)
{
	return type_has(t, v, 0);
}

bool
feel_conform(struct arena *a, const struct feel_type *t,
    const struct feel_value *v, struct feel_value *ret)
{
	struct feel_stamp midnight = { .day = v->day,
	    .place = { .hang = FEEL_OFFSET } };
	struct feel_value *one;

	if (v->kind == FEEL_NULL || type_has(t, v, 0)) {
		*ret = *v;
		return true;
	}
	if (v->kind == FEEL_LIST && v->list.n == 1 &&
	    type_has(t, &v->list.v[0], 0)) {
		*ret = v->list.v[0];
		return true;
	}
	if (v->kind == FEEL_DATE && t->kind == FEEL_STAMP) {
		*ret = feel_stamp_value(&midnight);
		return true;
	}
	if (t->kind != FEEL_LIST || (one = NEW(a, struct feel_value)) == NULL)
		return false;
	*one = *v;
	*ret = feel_list(one, 1);
	return type_has(t, ret, 0);
}

static void
type_put(struct buf *b, const struct feel_type *t, int depth)
{
	if (depth > FEEL_TYPE_DEPTH || t->kind == FEEL_ANY) {
		buf_text(b, "Any");
		return;
	}
	buf_text(b, t->kind == FEEL_NULL ? "Null" : feel_kind_name(
	    (enum feel_kind)t->kind));
	if (t->item == NULL && t->nfields == 0)
		return;
	buf_char(b, '<');
	if (t->item != NULL)
		type_put(b, t->item, depth + 1);
	for (size_t i = 0; i < t->nfields; i++) {
		buf_text(b, i > 0 ? ", " : "");
		buf_str(b, t->fields[i].name);
		buf_text(b, ": ");
		type_put(b, t->fields[i].type, depth + 1);
	}
	buf_char(b, '>');
}

void
feel_type_put(struct buf *b, const struct feel_type *t)
{
	type_put(b, t, 0);
}
