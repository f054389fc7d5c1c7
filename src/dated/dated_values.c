/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated_in.h"

#include <assert.h>

/* Keys one behind the other. */
static struct bind
keys_bind(struct arena *a, const struct value *v)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < v->list.n; i++)
		buf_put(&b, v->list.v[i].key.b, sizeof v->list.v[i].key.b);
	return (struct bind)BIND_BYTES(b.p, b.n);
}

static struct bind
text_bind(struct arena *a, const struct field *f, const struct value *v)
{
	struct buf b = BUF_IN(a);

	field_put(&b, f, v);
	return (struct bind)BIND_TEXT(buf_view(&b));
}

static struct bind
value_bind(struct arena *a, const struct field *f, const struct value *v)
{
	switch (f->kind) {
	case FIELD_INT:
	case FIELD_BOOL:
	case FIELD_DATE:
		return (struct bind)BIND_INT(v->num);
	case FIELD_REF:
		return (struct bind)BIND_KEY(v->key);
	case FIELD_TEXT:
	case FIELD_CHOICE:
		return (struct bind)BIND_TEXT(v->text);
	case FIELD_LIST:
		return f->of == FIELD_REF ? keys_bind(a, v) :
		    text_bind(a, f, v);
	case FIELD_LINES:
	case FIELD_DECIMAL:
	case FIELD_MOMENT:
	case FIELD_DURATION:
	case FIELD_FILE:
	case FIELD_TABLE:
	case FIELD_KIND__MAX:
		break;
	}
	assert(false && "a state holds no such field");
	return (struct bind)BIND_NULL;
}

enum err
dated_binds(struct arena *a, const struct dated *t, const struct value *v,
    struct bind *ret, struct str *ret_unknown, struct note *note)
{
	struct buf unknown = BUF_IN(a);

	for (size_t i = 0; i < t->state->n; i++) {
		const struct field *f = &t->state->field[i];

		ret[i] = (struct bind)BIND_NULL;
		if (v[i].given == GIVEN_KNOWN)
			ret[i] = value_bind(a, f, &v[i]);
		else if (v[i].given == GIVEN_UNKNOWN) {
			if (unknown.n > 0)
				buf_char(&unknown, '|');
			buf_text(&unknown, f->name);
			buf_char(&unknown, '=');
			buf_str(&unknown, v[i].text);
		}
	}
	*ret_unknown = unknown.n == 0 ? S("") : buf_view(&unknown);
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

static struct value
keys_value(struct arena *a, struct str bytes)
{
	const size_t n = bytes.n / sizeof(struct key);
	struct value v = { .given = GIVEN_KNOWN, .list = {
		NEW_ARRAY(a, struct value, n + 1), n } };

	for (size_t i = 0; i < n && v.list.v != NULL; i++) {
		v.list.v[i].given = GIVEN_KNOWN;
		memcpy(v.list.v[i].key.b, bytes.p + i * sizeof(struct key),
		    sizeof(struct key));
	}
	return v;
}

static enum err
column_value(struct arena *a, const struct field *f, const struct rows *rows,
    int at, struct value *ret, struct note *note)
{
	static const struct voice plain = { LANG_EN, NULL };

	switch (f->kind) {
	case FIELD_REF:
		*ret = (struct value)V_KEY(rows_key(rows, at));
		return ERR_OK;
	case FIELD_TEXT:
	case FIELD_CHOICE:
		*ret = (struct value)V_TEXT(str_copy(a, rows_text(rows, at)));
		return ERR_OK;
	case FIELD_LIST:
		if (f->of != FIELD_REF)
			return field_parse(a, f, plain, rows_text(rows, at),
			    ret, note);
		*ret = keys_value(a, rows_bytes(rows, at));
		return ERR_OK;
	default:
		*ret = (struct value)V_INT(rows_int(rows, at));
		return ERR_OK;
	}
}

/* "level=not_known|cii=…" */
static void
unknown_values(struct arena *a, const struct dated *t, struct str unknown,
    struct value *v)
{
	struct str rest = unknown, one;

	while (str_cut(&rest, '|', &one)) {
		const size_t eq = str_find(one, '=');
		const int f = field_find(t->state, str_part(one, 0, eq));

		if (f >= 0 && eq < one.n)
			v[f] = (struct value){ .given = GIVEN_UNKNOWN,
			    .text = str_copy(a, str_part(one, eq + 1,
			    one.n)) };
	}
}

enum err
dated_values(struct arena *a, const struct dated *t, const struct rows *rows,
    int at, struct str unknown, const struct value **ret, struct note *note)
{
	struct value *v = NEW_ARRAY(a, struct value, t->state->n);
	enum err r;

	if (v == NULL)
		return note_memory(note);
	for (size_t i = 0; i < t->state->n; i++)
		if (!rows_null(rows, at + (int)i) && (r = column_value(a,
		    &t->state->field[i], rows, at + (int)i, &v[i],
		    note)) != ERR_OK)
			return r;
	if (unknown.n > 0)
		unknown_values(a, t, unknown, v);
	*ret = v;
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}
