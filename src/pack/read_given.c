/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which value has a fact, as an example writes it?
 */
#include "pack/read_in.h"

#include "feel/temporal.h"

enum { GIVEN_ELEMENTS_MAX = 1000 };

#define UNKNOWN	"?"
#define COMMA	"、"

/* What it should look like. */
static const char *const forms[PACK_TYPE__MAX + 1] = {
	[PACK_BOOLEAN]	= M("true or false"),
	[PACK_INTEGER]	= M("a whole number, such as 360"),
	[PACK_NUMBER]	= M("a number, such as 0.5"),
	[PACK_TEXT]	= M("a text"),
	[PACK_CHOICE]	= M("one of its values"),
	[PACK_CHOICES]	= M("some of its values"),
	[PACK_DATE]	= M("a day, such as 2026-03-02"),
	[PACK_MOMENT]	= M("a date and time with its offset, such as "
	    "2026-03-02T08:00+08:00"),
	[PACK_DURATION]	= M("a length of time, such as PT2H or P3D"),
	[PACK_LIST]	= M("a list of elements, such as [{id: value}]"),
	[PACK_CALENDAR]	= M("a list of days, such as "
	    "['2026-10-01,holiday,National Day']"),
	[PACK_TYPE__MAX] = M("a value"),
};

static void
form_tell(struct read *r, const struct pack_fact *f, const struct ynode *v)
{
	FAULT(r, v->at,
	    M("“{text}” is no value of {name}. It is {form}."),
	    A_TEXT("text", v->kind == Y_TEXT ? v->text : S("…")),
	    A_TEXT("name", f->name.zh), A_WORD("form", forms[f->type]));
}

/* ---- dates and times ---- */

bool
moment_of(struct str s, int64_t *ret_ms, struct feel_value *ret)
{
	enum { TO_MINUTES = sizeof "2026-03-02T08:00" - 1, ROOM = 64 };
	char with[ROOM];
	struct feel_stamp stamp;

	if (s.n <= TO_MINUTES || s.n > ROOM - 4)
		return false;
	/* Seconds may be left out. */
	if (s.p[TO_MINUTES] != ':') {
		(void)snprintf(with, sizeof with, "%.*s:00%.*s", TO_MINUTES,
		    s.p, (int)(s.n - TO_MINUTES), s.p + TO_MINUTES);
		s = str_of(with);
	}
	if (!feel_stamp_parse(s, NULL, &stamp) ||
	    stamp.place.hang == FEEL_LOCAL || stamp.day < DAY_LEAST ||
	    stamp.day > DAY_OPEN)
		return false;
	*ret_ms = (int64_t)(feel_stamp_instant(&stamp) / FEEL_MILLI);
	*ret = feel_stamp_value(&stamp);
	return true;
}

static bool
span_of(struct str s, struct feel_value *ret)
{
	return feel_at(s, NULL, ret) == FEEL_WHY_NOT &&
	    ret->kind == FEEL_SPAN;
}

/* ---- one text ---- */

static bool
truth_of(struct str s, struct feel_value *ret)
{
	bool yes = str_is(s, "true") || str_is(s, "是");

	*ret = feel_boolean(yes);
	return yes || str_is(s, "false") || str_is(s, "否");
}

static bool
number_of(struct read *r, const struct pack_fact *f, const struct ynode *v,
    struct str s, struct feel_value *ret)
{
	struct decimal d;

	if (!decimal_parse(s, &d) || (f->type == PACK_INTEGER &&
	    !decimal_is_whole(d)))
		return false;
	if ((f->least_set && decimal_cmp(d, f->least) < 0) ||
	    (f->most_set && decimal_cmp(d, f->most) > 0))
		FAULT(r, v->at,
		    M("{text} lies outside the bounds of {name}. Change one of "
		    "them."), A_TEXT("text", s), A_TEXT("name", f->name.zh));
	*ret = feel_number(d);
	return true;
}

static bool
choice_of(struct read *r, const struct pack_fact *f, const struct ynode *v,
    struct str s, struct feel_value *ret)
{
	const struct pack_value *x = pack_value(f, s);
	struct near near;

	if (x != NULL) {
		*ret = feel_string(x->name.zh);
		return true;
	}
	near_start(&near, s);
	for (size_t i = 0; i < f->nvalues; i++) {
		near_try(&near, f->values[i].name.zh);
		near_try(&near, f->values[i].id);
	}
	if (near.found.n > 0)
		FAULT(r, v->at,
		    M("“{text}” is no value of {name}. Did you mean "
		    "“{near}”?"), A_TEXT("text", s),
		    A_TEXT("name", f->name.zh), A_TEXT("near", near.found));
	else
		FAULT(r, v->at,
		    M("“{text}” is no value of {name}. Write the Chinese name "
		    "or the id of one."), A_TEXT("text", s),
		    A_TEXT("name", f->name.zh));
	return false;
}

/* False: it is none; what choice_of() says is said already. */
static bool
text_value(struct read *r, const struct pack_fact *f, const struct ynode *v,
    struct str s, struct feel_value *ret)
{
	int64_t n;

	switch (f->type) {
	case PACK_BOOLEAN:
		return truth_of(s, ret);
	case PACK_INTEGER:
	case PACK_NUMBER:
		return number_of(r, f, v, s, ret);
	case PACK_TEXT:
		*ret = feel_string(s);
		return true;
	case PACK_DATE:
		if (!day_parse(s, &n))
			return false;
		*ret = feel_date(n);
		return true;
	case PACK_MOMENT:
		return moment_of(s, &n, ret);
	case PACK_DURATION:
		return span_of(s, ret);
	default:
		return false;
	}
}

/* ---- several ---- */

/* The piece before the next 、; false when nothing is left. */
static bool
comma_cut(struct str *rest, struct str *ret)
{
	const char *cut = memmem(rest->p, rest->n, COMMA, sizeof COMMA - 1);

	if (rest->n == 0)
		return false;
	*ret = cut == NULL ? *rest : str_part(*rest, 0,
	    (size_t)(cut - rest->p));
	*rest = cut == NULL ? S("") : str_part(*rest, ret->n +
	    sizeof COMMA - 1, rest->n);
	return true;
}

/* A list of texts, or texts parted by 、. */
static bool
choices_of(struct read *r, const struct pack_fact *f, const struct ynode *v,
    struct feel_value *ret)
{
	struct str rest = v->text, s;
	struct feel_value *all;
	size_t most = v->n, n = 0;
	bool good = true;

	if (v->kind == Y_TEXT)
		while (comma_cut(&rest, &s))
			most++;
	if ((all = NEW_ARRAY(r->a, struct feel_value, most + 1)) == NULL)
		return false;
	rest = v->text;
	while (v->kind == Y_TEXT && good && comma_cut(&rest, &s))
		good = choice_of(r, f, v, str_trim(s), &all[n++]);
	for (const struct ynode *x = v->first; good && x != NULL; x = x->next)
		good = text_of(r, x, &s) && choice_of(r, f, x, s, &all[n++]);
	if (good)
		*ret = feel_list(all, n);
	return good;
}

static const struct pack_fact *
field_find(struct read *r, const struct pack_fact *f, const struct ynode *v)
{
	struct near near;

	near_start(&near, v->key);
	for (size_t i = 0; i < f->nfields; i++) {
		if (str_eq(v->key, f->fields[i].id) ||
		    str_eq(v->key, f->fields[i].name.zh))
			return &f->fields[i];
		near_try(&near, f->fields[i].id);
		near_try(&near, f->fields[i].name.zh);
	}
	if (near.found.n > 0)
		FAULT(r, v->key_at,
		    M("{name} has no field {field}. Did you mean {near}?"),
		    A_TEXT("name", f->name.zh), A_TEXT("field", v->key),
		    A_TEXT("near", near.found));
	else
		FAULT(r, v->key_at,
		    M("{name} has no field {field}. Declare it under fields."),
		    A_TEXT("name", f->name.zh), A_TEXT("field", v->key));
	return NULL;
}

/* One element; fields that are not said are not known. */
static bool
element_of(struct read *r, const struct pack_fact *f, const struct ynode *v,
    size_t nth, struct feel_value *ret)
{
	struct feel_entry *e = NEW_ARRAY(r->a, struct feel_entry,
	    f->nfields + 1);
	bool good = v->kind == Y_MAP && e != NULL, known;

	if (!good) {
		if (e != NULL)
			form_tell(r, f, v);
		return false;
	}
	for (size_t i = 0; i < f->nfields; i++)
		e[i] = (struct feel_entry){ f->fields[i].name.zh,
		    feel_unknown(r->a, str_fmt(r->a, "%.*s[%zu].%.*s",
		    STR_ARG(f->name.zh), nth, STR_ARG(f->fields[i].name.zh)),
		    S("")) };
	for (const struct ynode *x = v->first; x != NULL; x = x->next) {
		const struct pack_fact *g = field_find(r, f, x);
		struct feel_value value;

		if (g == NULL || !given_node(r, g, x, &value, &known))
			good = false;
		else if (known)
			e[g - f->fields].value = value;
	}
	return good && feel_context(r->a, e, f->nfields, ret);
}

static bool
list_given(struct read *r, const struct pack_fact *f, const struct ynode *v,
    struct feel_value *ret)
{
	struct feel_value *all;
	bool good = true;
	size_t n = 0;

	if (v->n > GIVEN_ELEMENTS_MAX) {
		FAULT(r, v->at,
		    M("{key} has {n} elements. Give it from 1 to {most}."),
		    A_TEXT("key", f->name.zh), A_INT("n", (int64_t)v->n),
		    A_INT("most", GIVEN_ELEMENTS_MAX));
		return false;
	}
	if ((all = NEW_ARRAY(r->a, struct feel_value, v->n + 1)) == NULL)
		return false;
	for (const struct ynode *x = v->first; x != NULL; x = x->next, n++)
		good &= element_of(r, f, x, n + 1, &all[n]);
	if (good)
		*ret = feel_list(all, n);
	return good;
}

/* Rows as the files of calendars have them. */
static bool
calendar_of(struct read *r, const struct ynode *v, struct feel_value *ret)
{
	const struct calendar *c = NULL;
	struct note note = NOTE_INIT;
	struct buf b = BUF_IN(r->a);
	struct str s;

	buf_text(&b, "date,kind,name\n");
	for (const struct ynode *x = v->first; x != NULL; x = x->next) {
		if (!text_of(r, x, &s))
			return false;
		buf_str(&b, s);
		buf_char(&b, '\n');
	}
	if (calendar_parse(r->a, buf_view(&b), &c, &note) != ERR_OK) {
		fault_note(&r->sink, v->at, &note);
		return false;
	}
	*ret = feel_calendar(c);
	return true;
}

/* ---- whatever it is ---- */

bool
given_node(struct read *r, const struct pack_fact *f, const struct ynode *v,
    struct feel_value *ret, bool *ret_known)
{
	struct str s = v->kind == Y_TEXT ? str_trim(v->text) : S("");
	bool list = v->kind == Y_LIST;

	*ret_known = !str_is(s, UNKNOWN);
	if (!*ret_known)
		return true;
	if (str_is(s, "null") && !v->quoted) {
		*ret = feel_null();
		return true;
	}
	if (f->type == PACK_CHOICE && s.n > 0)
		return choice_of(r, f, v, s, ret);
	if (f->type == PACK_CHOICES && (list || s.n > 0))
		return choices_of(r, f, v, ret);
	if (f->type == PACK_LIST && list)
		return list_given(r, f, v, ret);
	if (f->type == PACK_CALENDAR && list)
		return calendar_of(r, v, ret);
	if (s.n > 0 && text_value(r, f, v, s, ret))
		return true;
	form_tell(r, f, v);
	return false;
}

bool
given_cell(struct read *r, const struct pack_fact *f, const struct cell *c,
    struct feel_value *ret, bool *ret_known)
{
	const struct ynode plain = { .kind = Y_TEXT, .at = c->at,
	    .text = c->text };
	const struct ynode *v = &plain;
	size_t errors = r->sink.to->errors;

	if (c->text.n > 0 && (c->text.p[0] == '[' || c->text.p[0] == '{') &&
	    f->type != PACK_TEXT) {
		v = yaml_cell(r, c);
		if (v == NULL && r->sink.to->errors == errors)
			form_tell(r, f, &plain);
		if (v == NULL)
			return false;
	}
	return given_node(r, f, v, ret, ret_known);
}
