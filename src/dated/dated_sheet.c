/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated_sheet.h"

#include <assert.h>

#include "dated/dated_events.h"

enum { NAMES_MAX = 65536 };	/* then what was looked up is forgotten */

static const struct field heads[] = {
	DATED_TEXT("id", 0, 36, M("Key")),
	DATED_TEXT("source", 0, DATED_SOURCE_MAX, M("Source of the code")),
	DATED_TEXT("code", FIELD_KEYED, DATED_CODE_MAX, M("Code")),
};
static_assert(sizeof heads / sizeof heads[0] == SHEET_HELPS,
    "a column without its name");

static bool
is_ref(const struct field *f)
{
	return f->kind == FIELD_REF ||
	    (f->kind == FIELD_LIST && f->of == FIELD_REF);
}

/* A ref as people write it. */
static struct field
typed(const struct field *f)
{
	struct field one = *f;

	one.flags &= ~(unsigned)FIELD_TOUCHES;
	if (f->kind == FIELD_REF) {
		one.kind = FIELD_TEXT;
		one.flags |= FIELD_PLAIN;
		one.max = FIELD_TEXT_MAX;
	} else if (is_ref(f)) {
		one.of = FIELD_TEXT;
		one.flags |= FIELD_PLAIN;
	}
	return one;
}

static void
names_put(struct arena *a, const struct dated *t, enum lang lang,
    struct field *to, size_t *n)
{
	const struct voice voice = { lang, NULL };

	for (size_t i = 0; i < t->state->n; i++) {
		const struct field *f = &t->state->field[i];
		const struct arg args[] = { A_WORD("field", f->label), { 0 } };
		struct buf label = BUF_IN(a);

		if (!is_ref(f))
			continue;
		say_into(&label, voice, M("Name of: {field}"), args);
		to[(*n)++] = (struct field){
			.name = str_fmt(a, "%s_name", f->name).p,
			.kind = FIELD_TEXT, .flags = FIELD_PLAIN,
			.label = buf_view(&label).p };
	}
	to[(*n)++] = (struct field){ .name = "rev", .kind = FIELD_INT,
	    .flags = FIELD_MACHINE, .label = M("Last entry") };
}

/* ${lang} NULL: no names. */
static enum err
sheet_make(struct arena *a, const struct dated *t, const enum lang *lang,
    struct dated_sheet *ret, struct note *note)
{
	struct field *rows = NEW_ARRAY(a, struct field, FIELDS_MAX);
	struct fields *form = NEW(a, struct fields);
	const enum field_kind when = t->moments ? FIELD_MOMENT : FIELD_DATE;
	const unsigned keyed = FIELD_REQUIRED | FIELD_KEYED;
	struct dated_sheet s = { .t = t, .form = form };
	size_t n = SHEET_HELPS;

	if (rows == NULL || form == NULL)
		return note_memory(note);
	memcpy(rows, heads, sizeof heads);
	for (; t->helps != NULL && t->helps[s.nhelps].name != NULL; s.nhelps++)
		rows[n++] = typed(&t->helps[s.nhelps]);
	s.state = n;
	for (size_t i = 0; i < t->state->n; i++)
		rows[n++] = typed(&t->state->field[i]);
	s.from = n;
	rows[n++] = (struct field)DATED_WHEN("from", when, keyed, M("From"));
	s.to = n;
	rows[n++] = (struct field)DATED_WHEN("to", when, 0, M("Until"));
	s.names = lang == NULL ? 0 : n;
	if (lang != NULL)
		names_put(a, t, *lang, rows, &n);
	assert(n <= FIELDS_MAX);
	*form = (struct fields){ t->name, 1, rows, n, NULL };
	if (arena_failed(a))
		return note_memory(note);
	*ret = s;
	return ERR_OK;
}

enum err
dated_sheet(struct arena *a, const struct dated *t, struct dated_sheet *ret,
    struct note *note)
{
	return sheet_make(a, t, NULL, ret, note);
}

enum err
dated_sheet_view(struct arena *a, const struct dated *t, enum lang lang,
    struct dated_sheet *ret, struct note *note)
{
	return sheet_make(a, t, &lang, ret, note);
}

const struct dated_ref *
dated_ref_of(const struct dated *t, const struct field *f)
{
	const struct dated_ref *const *r = t->refs;

	while (strcmp((*r)->ref, f->ref) != 0) {
		r++;
		assert(*r != NULL);
	}
	return *r;
}

/* What was looked up: a key, or how it is called. */
struct looked {
	struct key	key;
	int64_t		on;
	struct str	code, name;
};

static enum err
memo_of(struct dated_names *names, struct str first, struct str second,
    void ***ret, struct note *note)
{
	if (names->memo.n >= NAMES_MAX) {
		struct arena *a = arena_new();

		if (a == NULL)
			return note_memory(note);
		arena_free(names->a);
		names->a = a;
		names->memo = (struct memo){ .a = a };
	}
	if (names->a == NULL && (names->a = arena_new()) == NULL)
		return note_memory(note);
	names->memo.a = names->a;
	*ret = memo_at(&names->memo, first, second);
	return *ret == NULL ? note_memory(note) : ERR_OK;
}

/* The record that ${text} means in field ${f}. */
static enum err
ref_find(struct store *st, struct arena *a, const struct dated *t,
    struct dated_names *names, const struct field *f, struct str text,
    int64_t on, struct key within, struct key *ret, struct note *note)
{
	const struct dated_ref *ref = dated_ref_of(t, f);
	char place[80] = "";
	struct buf b = { .p = place, .room = sizeof place };
	struct looked *l;
	void **at;
	enum err r;

	/* What a text means may depend on the day. */
	buf_fmt(&b, "%s %lld ", ref->ref, (long long)on);
	buf_hex(&b, within.b, 8);
	buf_hex(&b, within.b + 8, 8);
	if ((r = memo_of(names, buf_view(&b), text, &at, note)) != ERR_OK)
		return r;
	if (*at == NULL) {
		struct key key;

		r = ref->find(st, a, text, on, within, &key, note);
		if (r == ERR_NOTFOUND && names->earlier != NULL &&
		    strcmp(ref->ref, t->name) == 0 &&
		    names->earlier(names->arg, text, &key)) {
			note_clear(note);
			r = ERR_OK;
		}
		if (r != ERR_OK)
			return r;
		if ((l = NEW(names->a, struct looked)) == NULL)
			return note_memory(note);
		l->key = key;
		*at = l;
	}
	l = *at;
	*ret = l->key;
	return ERR_OK;
}

/* A value whose texts are refs becomes one of keys. */
static enum err
value_find(struct store *st, struct arena *a, const struct dated *t,
    struct dated_names *names, const struct field *f, int64_t on,
    struct key within, const struct value *typed_, struct value *ret,
    struct note *note)
{
	const size_t n = typed_->given == GIVEN_KNOWN ? typed_->list.n : 0;
	struct value *list;
	enum err r;

	*ret = *typed_;
	if (typed_->given != GIVEN_KNOWN || !is_ref(f))
		return ERR_OK;
	if (f->kind == FIELD_REF) {
		ret->text = (struct str){ NULL, 0 };
		return ref_find(st, a, t, names, f, typed_->text, on, within,
		    &ret->key, note);
	}
	if ((list = NEW_ARRAY(a, struct value, n + 1)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		list[i].given = GIVEN_KNOWN;
		if ((r = ref_find(st, a, t, names, f, typed_->list.v[i].text,
		    on, within, &list[i].key, note)) != ERR_OK)
			return r;
	}
	ret->list.v = list;
	return ERR_OK;
}

/* Another fault of the row, if somebody wants to hear of more than one. */
static enum err
fault_tell(const struct dated_names *names, const char *field, enum err r,
    struct note *note)
{
	if (names->fault == NULL || (r != ERR_INVALID && r != ERR_NOTFOUND &&
	    r != ERR_EXISTS))
		return r;
	names->fault(names->arg, field, note);
	note_clear(note);
	return ERR_OK;
}

/* The record in which the field's one is looked for. */
static struct key
within_of(const struct dated_sheet *s, const char *field,
    const struct value *help)
{
	const struct dated *t = s->t;
	const char *in = t->within == NULL ? NULL : t->within(field);
	struct key within = KEY_NONE;

	for (size_t k = 0; in != NULL && k < s->nhelps; k++)
		if (strcmp(in, t->helps[k].name) == 0 &&
		    value_known(&help[k]))
			within = help[k].key;
	return within;
}

enum err
dated_sheet_state(struct store *st, struct arena *a,
    const struct dated_sheet *s, struct dated_names *names,
    const struct value *row, struct value *ret, const char **ret_field,
    struct note *note)
{
	const struct dated *t = s->t;
	const int64_t on = dated_day(t, row[s->from].num);
	struct value help[DATED_FIELDS_MAX] = { { 0 } };
	enum err r, first = ERR_OK;

	for (size_t i = 0; i < s->nhelps; i++) {
		*ret_field = t->helps[i].name;
		if ((r = value_find(st, a, t, names, &t->helps[i], on, KEY_NONE,
		    &row[SHEET_HELPS + i], &help[i], note)) == ERR_OK)
			continue;
		/* What is looked for in it cannot be found either. */
		help[i] = (struct value){ .given = GIVEN_NOT };
		first = r;
		if ((r = fault_tell(names, *ret_field, r, note)) != ERR_OK)
			return r;
	}
	for (size_t i = 0; i < t->state->n; i++) {
		const char *field = t->state->field[i].name;

		if (first != ERR_OK && t->within != NULL &&
		    t->within(field) != NULL)
			continue;
		*ret_field = field;
		if ((r = value_find(st, a, t, names, &t->state->field[i], on,
		    within_of(s, field, help), &row[s->state + i], &ret[i],
		    note)) == ERR_OK)
			continue;
		first = r;
		if ((r = fault_tell(names, field, r, note)) != ERR_OK)
			return r;
	}
	if (first == ERR_OK && t->complete != NULL)
		t->complete(a, ret);
	return first;
}

/* How is the record ${key} called? */
static enum err
ref_called(struct store *st, const struct dated *t, struct dated_names *names,
    const struct field *f, struct key key, int64_t on,
    const struct looked **ret, struct note *note)
{
	const struct dated_ref *ref = dated_ref_of(t, f);
	const struct str bytes = { (const char *)key.b, sizeof key.b };
	struct looked *l;
	void **at;
	enum err r;

	if ((r = memo_of(names, str_of(ref->ref), bytes, &at, note)) != ERR_OK)
		return r;
	if (*at == NULL) {
		if ((l = NEW(names->a, struct looked)) == NULL)
			return note_memory(note);
		l->on = INT64_MIN;
		*at = l;
	}
	l = *at;
	if (l->on != on) {
		if ((r = ref->called(st, names->a, key, on, &l->code, &l->name,
		    note)) != ERR_OK)
			return r;
		l->on = on;
	}
	*ret = l;
	return ERR_OK;
}

/* The text of a ref, and the name for readers behind it. */
static enum err
ref_row(struct store *st, struct arena *a, const struct dated_sheet *s,
    struct dated_names *names, const struct field *f, const struct value *v,
    int64_t on, struct value *ret, struct value *ret_name, struct note *note)
{
	const bool one = f->kind == FIELD_REF;
	const size_t n = one ? 1 : v->list.n;
	struct value *list = NEW_ARRAY(a, struct value, n + 1);
	struct buf called = BUF_IN(a);
	const struct looked *l;
	enum err r;

	if (list == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		if ((r = ref_called(st, s->t, names, f, one ? v->key :
		    v->list.v[i].key, on, &l, note)) != ERR_OK)
			return r;
		list[i] = (struct value)V_TEXT(str_copy(a, l->code));
		if (i > 0)
			buf_text(&called, ", ");
		buf_str(&called, l->name);
	}
	*ret = one ? list[0] : (struct value){ .given = GIVEN_KNOWN,
	    .list = { list, n } };
	*ret_name = (struct value)V_TEXT(buf_view(&called));
	return ERR_OK;
}

enum err
dated_sheet_row(struct store *st, struct arena *a,
    const struct dated_sheet *s, struct dated_names *names,
    const struct dated_row *row, struct value *ret, struct note *note)
{
	const struct dated *t = s->t;
	const int64_t on = dated_day(t, row->span.since);
	struct value unused;
	size_t name = s->names;
	enum err r;

	memset(ret, 0, s->form->n * sizeof *ret);
	ret[SHEET_ID] = (struct value)V_TEXT(key_text(a, row->head.id));
	if (row->head.code.n != 0) {
		ret[SHEET_SOURCE] = (struct value)V_TEXT(row->head.source);
		ret[SHEET_CODE] = (struct value)V_TEXT(row->head.code);
	}
	ret[s->from] = dated_when(t, row->span.since);
	ret[s->to] = dated_when(t, row->span.until);
	for (size_t i = 0; i < t->state->n; i++) {
		const struct field *f = &t->state->field[i];
		const struct value *v = &row->span.v[i];
		struct value *to = is_ref(f) && name != 0 ? &ret[name++] :
		    &unused;

		ret[s->state + i] = *v;
		if (is_ref(f) && value_known(v) && (r = ref_row(st, a, s,
		    names, f, v, on, &ret[s->state + i], to, note)) != ERR_OK)
			return r;
	}
	if (s->names != 0)
		ret[name] = (struct value)V_INT(row->head.rev);
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}
