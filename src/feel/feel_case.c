/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/feel_case.h"

#include "feel/temporal.h"

enum { DEPTH_MAX = 16 };

static struct str
text_of(const json_t *json)
{
	return (struct str){ json_string_value(json),
	    json_string_length(json) };
}

static bool value_read(struct arena *a, const struct feel_zones *zones,
    const json_t *json, int depth, struct feel_value *ret);

static bool
list_read(struct arena *a, const struct feel_zones *zones, const json_t *items,
    int depth, struct feel_value *ret)
{
	size_t n = json_array_size(items);
	struct feel_value *v = NEW_ARRAY(a, struct feel_value, n);

	for (size_t i = 0; i < n; i++)
		if (v == NULL || !value_read(a, zones,
		    json_array_get(items, i), depth + 1, &v[i]))
			return false;
	*ret = feel_list(v, n);
	return true;
}

static bool
context_read(struct arena *a, const struct feel_zones *zones, json_t *entries,
    int depth, struct feel_value *ret)
{
	size_t n = json_object_size(entries), i = 0;
	struct feel_entry *e = NEW_ARRAY(a, struct feel_entry, n);
	const char *key;
	json_t *value;

	json_object_foreach(entries, key, value) {
		if (e == NULL || !value_read(a, zones, value, depth + 1,
		    &e[i].value))
			return false;
		e[i++].key = str_copy(a, str_of(key));
	}
	return feel_context(a, e, n, ret);
}

static bool
value_read(struct arena *a, const struct feel_zones *zones, const json_t *json,
    int depth, struct feel_value *ret)
{
	const char *type = json_string_value(json_object_get(json, "type"));
	json_t *value = json_object_get(json, "value");
	struct decimal d;

	*ret = feel_null();
	if (type == NULL || depth > DEPTH_MAX)
		return false;
	if (strcmp(type, "null") == 0)
		return true;
	if (strcmp(type, "list") == 0)
		return list_read(a, zones, json_object_get(json, "items"),
		    depth, ret);
	if (strcmp(type, "context") == 0)
		return context_read(a, zones, json_object_get(json, "entries"),
		    depth, ret);
	if (strcmp(type, "boolean") == 0) {
		*ret = feel_boolean(json_is_true(value));
		return json_is_boolean(value);
	}
	if (!json_is_string(value))
		return false;
	if (strcmp(type, "string") == 0) {
		*ret = feel_string(str_copy(a, text_of(value)));
		return true;
	}
	if (strcmp(type, "number") == 0) {
		if (!decimal_read(text_of(value), DECIMAL_HALF_EVEN, &d))
			return false;
		*ret = feel_number(d);
		return true;
	}
	return feel_at(text_of(value), zones, ret) == FEEL_WHY_NOT;
}

bool
case_value(struct arena *a, const struct feel_zones *zones, const json_t *json,
    struct feel_value *ret)
{
	return value_read(a, zones, json, 0, ret);
}

const struct feel_type *
case_type_of(struct arena *a, const struct feel_value *v)
{
	struct feel_type *t = NEW(a, struct feel_type);
	struct feel_field *f;

	if (t == NULL || v->kind == FEEL_NULL || v->depth > DEPTH_MAX)
		return feel_type(FEEL_ANY);
	t->kind = v->kind;
	if (v->kind == FEEL_LIST && v->list.n > 0)
		t->item = case_type_of(a, &v->list.v[0]);
	if (v->kind != FEEL_CONTEXT)
		return t;
	f = NEW_ARRAY(a, struct feel_field, v->context->n);
	for (size_t i = 0; f != NULL && i < v->context->n; i++)
		f[t->nfields++] = (struct feel_field){ v->context->e[i].key,
		    case_type_of(a, &v->context->e[i].value) };
	t->fields = f;
	return t;
}

static const struct feel_type *type_read(struct arena *a,
    const struct feel_scope *s, const json_t *types, const json_t *json,
    int depth);

static const struct feel_type *
type_named(struct arena *a, const struct feel_scope *s, const json_t *types,
    const char *name, int depth)
{
	static const char *const other[][2] = {
		{ "dateTime", "date and time" },
		{ "dayTimeDuration", "days and time duration" },
		{ "yearMonthDuration", "years and months duration" },
	};
	const struct feel_type *t = NULL;
	const json_t *json = json_object_get(types, name);

	if (json != NULL && depth < DEPTH_MAX)
		return type_read(a, s, types, json, depth + 1);
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		if (strcmp(name, other[i][0]) == 0)
			name = other[i][1];
	if (feel_type_parse(a, s, str_of(name), &t, NULL) != ERR_OK)
		return feel_type(FEEL_ANY);
	return t;
}

static const struct feel_type *
type_read(struct arena *a, const struct feel_scope *s, const json_t *types,
    const json_t *json, int depth)
{
	json_t *fields = json_object_get(json, "fields"), *field;
	const char *base = json_string_value(json_object_get(json, "type"));
	struct feel_type *t = NEW(a, struct feel_type), *list;
	const struct feel_type *made = t;
	struct feel_field *f;
	const char *key;

	if (t == NULL)
		return feel_type(FEEL_ANY);
	if (fields != NULL) {
		t->kind = FEEL_CONTEXT;
		t->fields = f = NEW_ARRAY(a, struct feel_field,
		    json_object_size(fields));
		json_object_foreach(fields, key, field)
			f[t->nfields++] = (struct feel_field){
			    str_copy(a, str_of(key)),
			    type_read(a, s, types, field, depth + 1) };
	} else {
		made = base == NULL ? feel_type(FEEL_ANY) :
		    type_named(a, s, types, base, depth);
	}
	if (!json_is_true(json_object_get(json, "list")))
		return made;
	if ((list = NEW(a, struct feel_type)) == NULL)
		return made;
	list->kind = FEEL_LIST;
	list->item = made;
	return list;
}

const struct feel_type *
case_type(struct arena *a, const struct feel_scope *s, const json_t *types,
    const char *name)
{
	return type_named(a, s, types, name, 0);
}

static bool
numbers_equal(struct decimal x, struct decimal y)
{
	struct decimal d;

	return decimal_sub(x, y, DECIMAL_HALF_EVEN, &d) &&
	    decimal_cmp(decimal_abs(d), (struct decimal){ 1, -8 }) <= 0;
}

bool
case_equal(struct arena *a, const struct feel_value *got,
    const struct feel_value *want)
{
	struct buf x = BUF_IN(a), y = BUF_IN(a);

	if (got->kind != want->kind)
		return false;
	if (got->kind == FEEL_NUMBER)
		return numbers_equal(got->number, want->number);
	if (got->kind == FEEL_LIST) {
		if (got->list.n != want->list.n)
			return false;
		for (size_t i = 0; i < got->list.n; i++)
			if (!case_equal(a, &got->list.v[i], &want->list.v[i]))
				return false;
		return true;
	}
	if (got->kind == FEEL_CONTEXT) {
		if (got->context->n != want->context->n)
			return false;
		for (size_t i = 0; i < got->context->n; i++) {
			const struct feel_entry *e = &got->context->e[i];
			const struct feel_value *w = feel_get(want->context,
			    e->key);

			if (w == NULL || !case_equal(a, &e->value, w))
				return false;
		}
		return true;
	}
	feel_put(&x, got);
	feel_put(&y, want);
	return str_eq(buf_view(&x), buf_view(&y));
}
