/* SPDX-License-Identifier: Apache-2.0 */
/* Do two values say the same? */
#include "field/field_in.h"

typedef bool eq_fn(const struct field *f, const struct value *a,
    const struct value *b, int depth);

static bool values_eq(const struct field *f, const struct value *a,
    const struct value *b, int depth);

static bool
eq_text(const struct field *f, const struct value *a, const struct value *b,
    int depth)
{
	(void)depth;
	if (!str_eq(a->text, b->text))
		return false;
	return !field_in_vault(f) || a->text.n != 0 ||
	    hash_eq(&a->hash, &b->hash);
}

static bool
eq_num(const struct field *f, const struct value *a, const struct value *b,
    int depth)
{
	(void)f;
	(void)depth;
	return a->num == b->num;
}

static bool
eq_moment(const struct field *f, const struct value *a,
    const struct value *b, int depth)
{
	(void)f;
	(void)depth;
	return a->num == b->num && a->prec == b->prec;
}

static bool
eq_decimal(const struct field *f, const struct value *a,
    const struct value *b, int depth)
{
	(void)f;
	(void)depth;
	return decimal_cmp(a->dec, b->dec) == 0;
}

static bool
eq_duration(const struct field *f, const struct value *a,
    const struct value *b, int depth)
{
	(void)f;
	(void)depth;
	return a->dur.months == b->dur.months && a->dur.n == b->dur.n;
}

static bool
eq_ref(const struct field *f, const struct value *a, const struct value *b,
    int depth)
{
	(void)f;
	(void)depth;
	return key_eq(a->key, b->key) &&
	    (!key_none(a->key) || str_eq(a->text, b->text));
}

static bool
eq_file(const struct field *f, const struct value *a, const struct value *b,
    int depth)
{
	(void)f;
	(void)depth;
	return a->num == b->num && str_eq(a->text, b->text) &&
	    hash_eq(&a->hash, &b->hash);
}

static bool
eq_list(const struct field *f, const struct value *a, const struct value *b,
    int depth)
{
	const struct field one = field_element(f);

	if (a->list.n != b->list.n)
		return false;
	for (size_t i = 0; i < a->list.n; i++)
		if (!values_eq(&one, &a->list.v[i], &b->list.v[i], depth))
			return false;
	return true;
}

static bool
eq_table(const struct field *f, const struct value *a, const struct value *b,
    int depth)
{
	const struct fields *sub = f->sub;

	if (a->list.n != b->list.n || depth == FIELD_DEPTH_MAX)
		return false;
	for (size_t i = 0; i < a->list.n * sub->n; i++)
		if (!values_eq(&sub->field[i % sub->n], &a->list.v[i],
		    &b->list.v[i], depth + 1))
			return false;
	return true;
}

static eq_fn *const eq[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = eq_text,
	[FIELD_LINES]	 = eq_text,
	[FIELD_INT]	 = eq_num,
	[FIELD_DECIMAL]	 = eq_decimal,
	[FIELD_BOOL]	 = eq_num,
	[FIELD_DATE]	 = eq_num,
	[FIELD_MOMENT]	 = eq_moment,
	[FIELD_DURATION] = eq_duration,
	[FIELD_CHOICE]	 = eq_text,
	[FIELD_REF]	 = eq_ref,
	[FIELD_FILE]	 = eq_file,
	[FIELD_TABLE]	 = eq_table,
	[FIELD_LIST]	 = eq_list,
};

static bool
values_eq(const struct field *f, const struct value *a, const struct value *b,
    int depth)
{
	if (a->given != b->given)
		return false;
	if (a->given == GIVEN_UNKNOWN)
		return str_eq(a->text, b->text);
	return a->given == GIVEN_NOT || eq[f->kind](f, a, b, depth);
}

bool
value_eq(const struct field *f, const struct value *a, const struct value *b)
{
	return values_eq(f, a, b, 0);
}
