/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook.h"

#include "base/canonical.h"
#include "feel/temporal.h"
#include "field/field.h"

#define UNKNOWN_KEY	"unknown"
/* Why a value counts as not known that an older pack still knew. */
#define NOT_OF_PACK	"not_in_this_version"

bool
fact_is_typed(const struct pack_fact *f)
{
	bool typed = f->type == PACK_TEXT;

	for (size_t i = 0; i < f->nfields && !typed; i++)
		typed = fact_is_typed(&f->fields[i]);
	return typed;
}

/* ---- writing ---- */

static void
unknown_write(struct canon *c, const struct feel_value *v)
{
	const struct feel_why *why = v->open ? v->why : NULL;

	canon_open(c);
	canon_key(c, UNKNOWN_KEY);
	canon_str(c, why != NULL && why->said.n > 0 ? why->said :
	    S(FIELD_NOT_KNOWN));
	canon_close(c);
}

static struct str
number_text(struct arena *a, struct decimal d)
{
	struct buf b = BUF_IN(a);

	decimal_put(&b, d);
	return buf_view(&b);
}

static struct str
temporal_text(struct arena *a, const struct feel_value *v)
{
	struct buf b = BUF_IN(a);
	struct moment m = { .prec = PREC_MS };
	__int128 nano;

	if (v->kind == FEEL_DATE) {
		day_put(&b, v->day);
	} else if (v->kind == FEEL_SPAN) {
		feel_span_put(&b, v->nano);
	} else {
		nano = feel_stamp_instant(&v->stamp);
		/* To the millisecond, towards the past. */
		m.ms = (int64_t)(nano / 1000000 - (nano % 1000000 < 0));
		if (m.ms % SECOND_MS == 0)
			m.prec = m.ms % MINUTE_MS == 0 ? PREC_MINUTE :
			    PREC_SECOND;
		moment_put(&b, m);
	}
	return buf_view(&b);
}

static struct str
choice_id(const struct pack_fact *f, const struct feel_value *v)
{
	const struct pack_value *of = pack_value(f, v->text);

	return of == NULL ? v->text : of->id;
}

static enum err value_write(struct arena *a, const struct pack_fact *f,
    const struct feel_value *v, struct canon *c, struct note *note);

/* Columns in the order of their ids. */
static enum err
element_write(struct arena *a, const struct pack_fact *f,
    const struct feel_value *v, struct canon *c, struct note *note)
{
	struct str last = S("");
	enum err r = ERR_OK;

	canon_open(c);
	for (size_t n = 0; n < f->nfields && r == ERR_OK; n++) {
		const struct pack_fact *next = NULL;

		for (size_t i = 0; i < f->nfields; i++)
			if ((n == 0 || str_cmp(f->fields[i].id, last) > 0) &&
			    (next == NULL ||
			    str_cmp(f->fields[i].id, next->id) < 0))
				next = &f->fields[i];
		if (next == NULL)
			break;
		last = next->id;
		for (size_t i = 0; i < v->context->n && r == ERR_OK; i++)
			if (str_eq(v->context->e[i].key, next->name.zh)) {
				canon_key(c, str_copy(a, next->id).p);
				r = value_write(a, next,
				    &v->context->e[i].value, c, note);
			}
	}
	canon_close(c);
	return r;
}

static enum err
list_write(struct arena *a, const struct pack_fact *f,
    const struct feel_value *v, struct canon *c, struct note *note)
{
	enum err r = ERR_OK;

	canon_list(c);
	for (size_t i = 0; i < v->list.n && r == ERR_OK; i++) {
		const struct feel_value *one = &v->list.v[i];

		if (f->type == PACK_CHOICES)
			canon_str(c, choice_id(f, one));
		else if (one->kind == FEEL_CONTEXT)
			r = element_write(a, f, one, c, note);
	}
	canon_list_end(c);
	return r;
}

static enum err
value_write(struct arena *a, const struct pack_fact *f,
    const struct feel_value *v, struct canon *c, struct note *note)
{
	switch (v->kind) {
	case FEEL_NULL:
		unknown_write(c, v);
		return ERR_OK;
	case FEEL_BOOLEAN:
		canon_bool(c, v->truth);
		return ERR_OK;
	case FEEL_NUMBER:
		canon_str(c, number_text(a, v->number));
		return ERR_OK;
	case FEEL_STRING:
		canon_str(c, f->type == PACK_CHOICE ? choice_id(f, v) :
		    v->text);
		return ERR_OK;
	case FEEL_DATE:
	case FEEL_STAMP:
	case FEEL_SPAN:
		canon_str(c, temporal_text(a, v));
		return ERR_OK;
	case FEEL_LIST:
		return list_write(a, f, v, c, note);
	default:
		return NOTE(note, ERR_INVALID, M("A value of {fact} cannot be "
		    "kept. Leave it out."), A_TEXT("fact", f->name.zh));
	}
}

enum err
fact_write(struct arena *a, const struct pack_fact *f,
    const struct feel_value *v, struct str *ret, struct note *note)
{
	struct buf b = BUF_IN(a);
	struct canon c;
	enum err r;

	canon_start(&c, &b);
	if ((r = value_write(a, f, v, &c, note)) == ERR_OK)
		*ret = buf_view(&b);
	return note_arena(a, r, note);
}

/* ---- reading ---- */

static struct feel_value
not_known(struct arena *a, const struct pack_fact *f, struct str why)
{
	return feel_unknown(a, f->name.zh, why);
}

static bool
text_read(const struct pack_fact *f, struct str s, struct feel_value *ret)
{
	const struct pack_value *of;
	struct feel_stamp stamp = { .place = { .hang = FEEL_OFFSET } };
	struct decimal d;
	struct moment m;
	int64_t day;

	switch (f->type) {
	case PACK_TEXT:
		*ret = feel_string(s);
		return true;
	case PACK_CHOICE:
		if ((of = pack_value(f, s)) == NULL)
			return false;
		*ret = feel_string(of->name.zh);
		return true;
	case PACK_INTEGER:
	case PACK_NUMBER:
		if (!decimal_parse(s, &d))
			return false;
		*ret = feel_number(d);
		return true;
	case PACK_DATE:
		if (!day_parse(s, &day))
			return false;
		*ret = feel_date(day);
		return true;
	case PACK_MOMENT:
		/* What is known coarsely counts from its beginning. */
		if (!moment_parse(s, &m))
			return false;
		day = day_of_ms(m.ms);
		stamp.day = day;
		stamp.nano = (m.ms - day * DAY_MS) * 1000000;
		*ret = feel_stamp_value(&stamp);
		return true;
	case PACK_DURATION:
		return feel_at(s, NULL, ret) == FEEL_WHY_NOT &&
		    ret->kind == FEEL_SPAN;
	default:
		return false;
	}
}

static void value_read(struct arena *a, const struct pack_fact *f,
    const struct cjson *json, struct feel_value *ret);

static void
choices_read(struct arena *a, const struct pack_fact *f,
    const struct cjson *json, struct feel_value *v, struct feel_value *ret)
{
	const struct pack_value *of;
	size_t n = 0;

	for (const struct cjson *e = json->first; e != NULL; e = e->next) {
		if (e->kind != CJSON_STR ||
		    (of = pack_value(f, e->text)) == NULL) {
			*ret = not_known(a, f, S(NOT_OF_PACK));
			return;
		}
		v[n++] = feel_string(of->name.zh);
	}
	*ret = feel_list(v, n);
}

static bool
element_read(struct arena *a, const struct pack_fact *f,
    const struct cjson *json, struct feel_value *ret)
{
	struct feel_entry *e = NEW_ARRAY(a, struct feel_entry,
	    f->nfields + 1);

	if (e == NULL)
		return false;
	for (size_t i = 0; i < f->nfields; i++) {
		const struct pack_fact *column = &f->fields[i];
		const struct cjson *at = json->first;

		while (at != NULL && !str_eq(at->key, column->id))
			at = at->next;
		e[i].key = column->name.zh;
		if (at != NULL)
			value_read(a, column, at, &e[i].value);
		else
			e[i].value = not_known(a, column, S(FIELD_NOT_KNOWN));
	}
	return feel_context(a, e, f->nfields, ret);
}

static void
list_read(struct arena *a, const struct pack_fact *f,
    const struct cjson *json, struct feel_value *ret)
{
	struct feel_value *v;
	size_t n = 0;

	for (const struct cjson *e = json->first; e != NULL; e = e->next)
		n++;
	if ((v = NEW_ARRAY(a, struct feel_value, n + 1)) == NULL)
		return;
	if (f->type == PACK_CHOICES) {
		choices_read(a, f, json, v, ret);
		return;
	}
	n = 0;
	for (const struct cjson *e = json->first; e != NULL; e = e->next)
		if (e->kind == CJSON_OBJECT && element_read(a, f, e, &v[n]))
			n++;
	*ret = feel_list(v, n);
}

static void
value_read(struct arena *a, const struct pack_fact *f,
    const struct cjson *json, struct feel_value *ret)
{
	const struct cjson *why = json->kind == CJSON_OBJECT ?
	    cjson_get(json, UNKNOWN_KEY) : NULL;
	const bool list = f->type == PACK_LIST || f->type == PACK_CHOICES;

	if (why != NULL)
		*ret = not_known(a, f, why->text);
	else if (json->kind == CJSON_BOOL && f->type == PACK_BOOLEAN)
		*ret = feel_boolean(json->num != 0);
	else if (json->kind == CJSON_LIST && list)
		list_read(a, f, json, ret);
	else if (json->kind != CJSON_STR || !text_read(f, json->text, ret))
		*ret = not_known(a, f, S(NOT_OF_PACK));
}

void
fact_read(struct arena *a, const struct pack_fact *f, struct str kept,
    struct feel_value *ret)
{
	const struct cjson *json = NULL;

	if (canon_read(a, kept, &json, NULL) != ERR_OK)
		*ret = not_known(a, f, S(NOT_OF_PACK));
	else
		value_read(a, f, json, ret);
}

/* ---- typing ---- */

/* The field that reads what a person writes. */
static const enum field_kind kinds[PACK_TYPE__MAX] = {
	[PACK_BOOLEAN] = FIELD_BOOL,
	[PACK_INTEGER] = FIELD_DECIMAL,
	[PACK_NUMBER] = FIELD_DECIMAL,
	[PACK_TEXT] = FIELD_LINES,
	[PACK_CHOICE] = FIELD_CHOICE,
	[PACK_CHOICES] = FIELD_LIST,
	[PACK_DATE] = FIELD_DATE,
	[PACK_MOMENT] = FIELD_MOMENT,
	[PACK_DURATION] = FIELD_DURATION,
	[PACK_LIST] = FIELD_TABLE,
	[PACK_CALENDAR] = FIELD_TABLE,
};

/* Ids are the words, names in both languages are what else may be written. */
static const struct choice *
choices_of(struct arena *a, const struct pack_fact *f)
{
	struct choice *c = NEW_ARRAY(a, struct choice, f->nvalues + 1);

	for (size_t i = 0; c != NULL && i < f->nvalues; i++)
		c[i] = (struct choice){ str_copy(a, f->values[i].id).p,
		    str_copy(a, f->values[i].name.zh).p };
	return c;
}

/* A word of the pack's English, which no catalogue knows. */
static struct str
english_undone(const struct pack_fact *f, struct str text)
{
	for (size_t i = 0; i < f->nvalues; i++)
		if (str_eq(f->values[i].name.en, text))
			return f->values[i].id;
	return text;
}

static enum err
bounds_check(struct arena *a, const struct pack_fact *f, struct decimal d,
    struct note *note)
{
	if (f->type == PACK_INTEGER && !decimal_is_whole(d))
		return NOTE(note, ERR_INVALID, M("{fact} is a whole number."),
		    A_TEXT("fact", f->name.zh));
	if (f->least_set && decimal_cmp(d, f->least) < 0)
		return NOTE(note, ERR_INVALID, M("{fact} is at least "
		    "{bound}."), A_TEXT("fact", f->name.zh),
		    A_TEXT("bound", number_text(a, f->least)));
	if (f->most_set && decimal_cmp(d, f->most) > 0)
		return NOTE(note, ERR_INVALID, M("{fact} is at most {bound}."),
		    A_TEXT("fact", f->name.zh),
		    A_TEXT("bound", number_text(a, f->most)));
	return ERR_OK;
}

static void
kept_put(struct canon *c, struct buf *text, const struct pack_fact *f,
    const struct value *v)
{
	switch (f->type) {
	case PACK_BOOLEAN:
		canon_bool(c, v->num != 0);
		return;
	case PACK_INTEGER:
	case PACK_NUMBER:
		decimal_put(text, v->dec);
		break;
	case PACK_DATE:
		day_put(text, v->num);
		break;
	case PACK_MOMENT:
		moment_put(text, (struct moment){ v->num, v->prec });
		break;
	case PACK_DURATION:
		duration_put(text, v->dur);
		break;
	case PACK_CHOICES:
		canon_list(c);
		for (size_t i = 0; i < v->list.n; i++)
			canon_str(c, v->list.v[i].text);
		canon_list_end(c);
		return;
	default:
		buf_str(text, v->text);
		break;
	}
	canon_str(c, buf_view(text));
}

enum err
fact_typed(struct arena *a, const struct pack_fact *f, struct voice v,
    struct str text, struct str *ret, struct note *note)
{
	const char *name = str_copy(a, f->name.zh).p;
	const struct field field = { .name = name, .kind = kinds[f->type],
	    .flags = FIELD_PLAIN | FIELD_OPEN, .max = f->type == PACK_TEXT ?
	    FIELD_LINES_MAX : 0, .of = FIELD_CHOICE,
	    .choices = choices_of(a, f), .label = name };
	struct buf b = BUF_IN(a), words = BUF_IN(a);
	struct value got = { .given = GIVEN_NOT };
	struct canon c;
	enum err r;

	if (kinds[f->type] == FIELD_TABLE)
		return NOTE(note, ERR_INVALID, M("{fact} is a list and cannot "
		    "be typed in one line. Give it in a file: anze incident "
		    "fact --file."), A_TEXT("fact", f->name.zh));
	if ((r = field_parse(a, &field, v, english_undone(f, text), &got,
	    note)) != ERR_OK)
		return r;
	canon_start(&c, &b);
	if (got.given == GIVEN_KNOWN && field.kind == FIELD_DECIMAL &&
	    (r = bounds_check(a, f, got.dec, note)) != ERR_OK)
		return r;
	if (got.given == GIVEN_KNOWN) {
		kept_put(&c, &words, f, &got);
	} else {
		const struct feel_value none = feel_null();

		unknown_write(&c, &none);
	}
	*ret = buf_view(&b);
	return note_arena(a, ERR_OK, note);
}
