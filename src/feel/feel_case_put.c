/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/feel_case.h"

#include "feel/temporal.h"

static json_t *value_json(const struct feel_value *v);

static json_t *
text_json(const char *type, struct str s)
{
	return json_pack("{s:s, s:s%}", "type", type, "value",
	    s.n == 0 ? "" : s.p, s.n);
}

static json_t *
list_json(const struct feel_value *v)
{
	json_t *items = json_array();

	for (size_t i = 0; i < v->list.n; i++)
		(void)json_array_append_new(items, value_json(&v->list.v[i]));
	return json_pack("{s:s, s:o}", "type", "list", "items", items);
}

static json_t *
context_json(const struct feel_value *v)
{
	json_t *entries = json_object();

	for (size_t i = 0; i < v->context->n; i++) {
		const struct feel_entry *e = &v->context->e[i];

		(void)json_object_setn_new(entries, e->key.p == NULL ? "" :
		    e->key.p, e->key.n, value_json(&e->value));
	}
	return json_pack("{s:s, s:o}", "type", "context", "entries", entries);
}

/* As deep as a value may be: FEEL_VALUE_DEPTH. */
static json_t *
value_json(const struct feel_value *v)
{
	const char *type = feel_kind_name((enum feel_kind)v->kind);
	struct buf b = BUF_INIT;
	json_t *json;

	switch ((enum feel_kind)v->kind) {
	case FEEL_NULL:
		return json_pack("{s:s}", "type", "null");
	case FEEL_BOOLEAN:
		return json_pack("{s:s, s:b}", "type", type, "value",
		    (int)v->truth);
	case FEEL_STRING:
		return text_json(type, v->text);
	case FEEL_LIST:
		return list_json(v);
	case FEEL_CONTEXT:
		return context_json(v);
	default:
		break;
	}
	if (v->kind == FEEL_MONTHS || v->kind == FEEL_SPAN)
		type = "duration";
	if (feel_is_temporal(v))
		feel_temporal_put(&b, v);
	else
		feel_put(&b, v);
	json = text_json(type, buf_view(&b));
	buf_free(&b);
	return json;
}

json_t *
case_json(const struct feel_value *v)
{
	return v->depth > FEEL_VALUE_DEPTH ? NULL : value_json(v);
}
