/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_case.h"

#include "base/near.h"
#include "feel/temporal.h"

enum { DIGITS_LEAST = 15, DIGITS_MOST = 17 };

struct reading {
	const struct case_reading	*c;
	struct arena			*a;
	int64_t				 faults;
};

static void
fault(struct reading *x, struct str key, const struct note *why)
{
	if (x->faults++ < CASE_FAULTS_MAX)
		x->c->fault(x->c->arg, key, why);
}

#define FAULT_OF(x, key, msgid, ...) do { \
	struct note why_ = NOTE_INIT; \
	(void)NOTE(&why_, ERR_INVALID, msgid, __VA_ARGS__); \
	fault((x), (key), &why_); \
} while (0)

static struct str
text_of(const json_t *json)
{
	return json_is_string(json) ? (struct str){ json_string_value(json),
	    json_string_length(json) } : (struct str){ NULL, 0 };
}

/* What stands there, to be quoted. */
static struct str
shown(struct reading *x, const json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
	struct str s = str_copy(x->a, str_of(text));

	free(text);
	return s;
}

/* ---- kinds ---- */

/* What a value should look like; NULL ends. */
static const char *const wanted[PACK_TYPE__MAX] = {
	[PACK_BOOLEAN]	= M("true or false"),
	[PACK_INTEGER]	= M("a whole number, such as 360"),
	[PACK_NUMBER]	= M("a number, such as 1234.5"),
	[PACK_TEXT]	= M("a text"),
	[PACK_CHOICE]	= M("one of its values"),
	[PACK_CHOICES]	= M("a list of some of its values"),
	[PACK_DATE]	= M("a day, such as \"2026-03-02\""),
	[PACK_MOMENT]	= M("a date and time with its zone, such as "
	    "\"2026-03-02T08:00+08:00\""),
	[PACK_DURATION]	= M("a length of time, such as \"PT2H\" or \"P3D\""),
	[PACK_LIST]	= M("a list of objects"),
	[PACK_CALENDAR]	= M("\"cn\", the calendar that the program brings"),
};

static bool
real_read(struct reading *x, double d, struct decimal *ret)
{
	for (int digits = DIGITS_LEAST; digits <= DIGITS_MOST; digits++) {
		struct str s = str_fmt(x->a, "%.*g", digits, d);
		double back = 0;

		if (s.n == 0 || sscanf(s.p, "%lf", &back) != 1)
			return false;
		/* The shortest that reads back as the same is what was
		 * written. */
		if (digits == DIGITS_MOST || !(back < d || back > d))
			return decimal_read(s, DECIMAL_HALF_EVEN, ret);
	}
	return false;
}

static bool
number_read(struct reading *x, const json_t *json, struct decimal *ret)
{
	if (json_is_integer(json))
		*ret = decimal_of_int(json_integer_value(json));
	else if (json_is_real(json))
		return real_read(x, json_real_value(json), ret);
	else
		return json_is_string(json) && decimal_parse(text_of(json),
		    ret);
	return true;
}

/* Seconds may be left out. */
static bool
moment_read(struct reading *x, struct str s, struct feel_value *ret)
{
	enum { TO_MINUTES = sizeof "2026-03-02T08:00" - 1 };
	struct feel_stamp stamp;

	if (s.n > TO_MINUTES && s.p[TO_MINUTES] != ':')
		s = str_fmt(x->a, "%.*s:00%.*s", TO_MINUTES, s.p,
		    (int)(s.n - TO_MINUTES), s.p + TO_MINUTES);
	if (s.n <= TO_MINUTES || !feel_stamp_parse(s, x->c->zones, &stamp) ||
	    stamp.place.hang == FEEL_LOCAL)
		return false;
	*ret = feel_stamp_value(&stamp);
	return true;
}

static bool
duration_read(struct reading *x, struct str s, struct feel_value *ret)
{
	return s.n > 0 && feel_at(s, x->c->zones, ret) == FEEL_WHY_NOT &&
	    ret->kind == FEEL_SPAN;
}

static bool
day_read(struct str s, struct feel_value *ret)
{
	int64_t day;

	if (!day_parse(s, &day))
		return false;
	*ret = feel_date(day);
	return true;
}

/* ---- values that the pack lists ---- */

static struct str
value_nearest(const struct pack_fact *f, struct str s)
{
	struct near near;

	near_start(&near, s);
	for (size_t i = 0; i < f->nvalues; i++) {
		near_try(&near, f->values[i].id);
		near_try(&near, f->values[i].name.zh);
	}
	return near.found;
}

static struct str
values_all(struct reading *x, const struct pack_fact *f)
{
	struct buf b = BUF_IN(x->a);

	for (size_t i = 0; i < f->nvalues; i++) {
		buf_text(&b, i > 0 ? ", " : "");
		buf_str(&b, f->values[i].id);
		buf_text(&b, " (");
		buf_str(&b, f->values[i].name.zh);
		buf_char(&b, ')');
	}
	return buf_view(&b);
}

static bool
choice_read(struct reading *x, const struct pack_fact *f, struct str key,
    const json_t *json, struct feel_value *ret)
{
	const struct str s = text_of(json);
	const struct pack_value *v = pack_value(f, s);
	struct str near;

	if (v != NULL) {
		/* Conditions compare with the Chinese name. */
		*ret = feel_string(v->name.zh);
		return true;
	}
	near = json_is_string(json) ? value_nearest(f, s) :
	    (struct str){ NULL, 0 };
	if (near.n > 0)
		FAULT_OF(x, key, M("{got} is none of its values. Is {near} "
		    "meant?"), A_TEXT("got", shown(x, json)),
		    A_TEXT("near", near));
	else
		FAULT_OF(x, key, M("{got} is none of its values. There are: "
		    "{values}."), A_TEXT("got", shown(x, json)),
		    A_TEXT("values", values_all(x, f)));
	return false;
}

static bool value_read(struct reading *x, const struct pack_fact *f,
    struct str key, const json_t *json, struct feel_value *ret);

static bool
choices_read(struct reading *x, const struct pack_fact *f, struct str key,
    const json_t *json, struct feel_value *ret)
{
	const size_t n = json_array_size(json);
	struct feel_value *v = NEW_ARRAY(x->a, struct feel_value, n + 1);
	bool good = v != NULL;

	for (size_t i = 0; v != NULL && i < n; i++)
		good &= choice_read(x, f, str_fmt(x->a, "%.*s[%zu]",
		    STR_ARG(key), i + 1), json_array_get(json, i), &v[i]);
	if (good)
		*ret = feel_list(v, n);
	return good;
}

/* ---- lists ---- */

static const struct pack_fact *
column_find(const struct pack_fact *f, struct str name)
{
	for (size_t i = 0; i < f->nfields; i++)
		if (str_eq(f->fields[i].id, name) ||
		    str_eq(f->fields[i].name.zh, name))
			return &f->fields[i];
	return NULL;
}

static struct str
columns_all(struct reading *x, const struct pack_fact *f)
{
	struct buf b = BUF_IN(x->a);

	for (size_t i = 0; i < f->nfields; i++) {
		buf_text(&b, i > 0 ? ", " : "");
		buf_str(&b, f->fields[i].id);
		buf_text(&b, " (");
		buf_str(&b, f->fields[i].name.zh);
		buf_char(&b, ')');
	}
	return buf_view(&b);
}

/* Columns that nobody filled in are not known. */
static struct feel_entry *
element_blank(struct reading *x, const struct pack_fact *f, struct str key)
{
	struct feel_entry *e = NEW_ARRAY(x->a, struct feel_entry,
	    f->nfields + 1);

	for (size_t i = 0; e != NULL && i < f->nfields; i++)
		e[i] = (struct feel_entry){ f->fields[i].name.zh,
		    feel_unknown(x->a, str_fmt(x->a, "%.*s.%.*s",
		    STR_ARG(key), STR_ARG(f->fields[i].name.zh)), S("")) };
	return e;
}

static bool
element_read(struct reading *x, const struct pack_fact *f, struct str key,
    const json_t *json, struct feel_value *ret)
{
	struct feel_entry *e = element_blank(x, f, key);
	json_t *all = (json_t *)(uintptr_t)json, *value;
	uint64_t seen = 0;
	bool good = e != NULL;
	const char *name;

	if (!json_is_object(json)) {
		FAULT_OF(x, key, M("{got} is no object with the columns "
		    "{columns}."), A_TEXT("got", shown(x, json)),
		    A_TEXT("columns", columns_all(x, f)));
		return false;
	}
	json_object_foreach(all, name, value) {
		const struct pack_fact *column = column_find(f, str_of(name));
		struct str here = str_fmt(x->a, "%.*s.%s", STR_ARG(key), name);
		size_t i;

		if (column == NULL) {
			FAULT_OF(x, here, M("There is no such column. There "
			    "are: {columns}."),
			    A_TEXT("columns", columns_all(x, f)));
			good = false;
			continue;
		}
		i = (size_t)(column - f->fields);
		if (i < 64 && (seen >> i & 1) != 0) {
			FAULT_OF(x, here, M("This was said before, by its other "
			    "name. Leave one of them out."), { 0 });
			good = false;
		} else if (e != NULL)
			good &= value_read(x, column, here, value,
			    &e[i].value);
		seen |= i < 64 ? UINT64_C(1) << i : 0;
	}
	return good && feel_context(x->a, e, f->nfields, ret);
}

static bool
list_read(struct reading *x, const struct pack_fact *f, struct str key,
    const json_t *json, struct feel_value *ret)
{
	const size_t n = json_array_size(json);
	struct feel_value *v;
	bool good;

	if (n > CASE_ELEMENTS_MAX) {
		FAULT_OF(x, key, M("The list has {n} elements; at most {most} "
		    "can be judged."), A_INT("n", (int64_t)n),
		    A_INT("most", CASE_ELEMENTS_MAX));
		return false;
	}
	v = NEW_ARRAY(x->a, struct feel_value, n + 1);
	good = v != NULL;
	for (size_t i = 0; v != NULL && i < n; i++)
		good &= element_read(x, f, str_fmt(x->a, "%.*s[%zu]",
		    STR_ARG(key), i + 1), json_array_get(json, i), &v[i]);
	if (good)
		*ret = feel_list(v, n);
	return good;
}

/* ---- one fact ---- */

static bool
plain_read(struct reading *x, const struct pack_fact *f, const json_t *json,
    struct feel_value *ret)
{
	struct decimal d;

	switch (f->type) {
	case PACK_BOOLEAN:
		*ret = feel_boolean(json_is_true(json));
		return json_is_boolean(json);
	case PACK_INTEGER:
	case PACK_NUMBER:
		if (!number_read(x, json, &d) || (f->type == PACK_INTEGER &&
		    !decimal_is_whole(d)))
			return false;
		*ret = feel_number(d);
		return true;
	case PACK_TEXT:
		*ret = feel_string(str_copy(x->a, text_of(json)));
		return json_is_string(json);
	case PACK_DATE:
		return day_read(text_of(json), ret);
	case PACK_MOMENT:
		return moment_read(x, text_of(json), ret);
	case PACK_DURATION:
		return duration_read(x, text_of(json), ret);
	case PACK_CALENDAR:
		if (x->c->calendar == NULL || !str_is(text_of(json),
		    CASE_CALENDAR))
			return false;
		*ret = feel_calendar(x->c->calendar);
		return true;
	default:	/* those that are made of others */
		return false;
	}
}

static bool
bounds_hold(struct reading *x, const struct pack_fact *f, struct str key,
    const struct feel_value *v)
{
	struct buf b = BUF_IN(x->a);
	const bool low = v->kind == FEEL_NUMBER && f->least_set &&
	    decimal_cmp(v->number, f->least) < 0;
	const bool high = v->kind == FEEL_NUMBER && f->most_set &&
	    decimal_cmp(v->number, f->most) > 0;

	if (!low && !high)
		return true;
	decimal_put(&b, low ? f->least : f->most);
	FAULT_OF(x, key, low ? M("It is at least {bound}.") :
	    M("It is at most {bound}."), A_TEXT("bound", buf_view(&b)));
	return false;
}

static bool
value_read(struct reading *x, const struct pack_fact *f, struct str key,
    const json_t *json, struct feel_value *ret)
{
	const json_t *why = json_object_get(json, "unknown");
	bool good;

	if (json_is_null(json))
		return true;
	if (json_is_string(why) && json_object_size(json) == 1) {
		*ret = feel_unknown(x->a, key, str_copy(x->a, text_of(why)));
		return true;
	}
	if (f->type == PACK_CHOICE)
		return choice_read(x, f, key, json, ret);
	if (f->type == PACK_CHOICES && json_is_array(json))
		return choices_read(x, f, key, json, ret);
	if (f->type == PACK_LIST && json_is_array(json))
		return list_read(x, f, key, json, ret);
	good = plain_read(x, f, json, ret);
	if (!good)
		FAULT_OF(x, key, M("{got} is not what is wanted: {wanted}."),
		    A_TEXT("got", shown(x, json)),
		    A_WORD("wanted", wanted[f->type]));
	return good && bounds_hold(x, f, key, ret);
}

/* ---- all of them ---- */

static void
unknown_name(struct reading *x, struct str name)
{
	struct near near;

	near_start(&near, name);
	for (size_t i = 0; i < book_nfacts(x->c->book); i++) {
		near_try(&near, book_fact(x->c->book, i)->id);
		near_try(&near, book_fact(x->c->book, i)->name.zh);
	}
	if (near.found.n > 0)
		FAULT_OF(x, name, M("There is no such fact. Is {near} meant?"),
		    A_TEXT("near", near.found));
	else
		FAULT_OF(x, name, M("There is no such fact. anze pack facts "
		    "lists them."), { 0 });
}

static bool
is_derived(const struct pack_fact *f)
{
	return f->derived != NULL || f->level >= 0 ||
	    (f->table != NULL && f->table->table.gives != NULL);
}

static void
fact_read(struct reading *x, struct str name, const json_t *json,
    bool *seen, struct feel_value *facts)
{
	const struct pack_fact *f;
	struct feel_value v;
	size_t i;

	if (!book_find(x->c->book, name, &i)) {
		unknown_name(x, name);
		return;
	}
	f = book_fact(x->c->book, i);
	if (seen[i])
		FAULT_OF(x, name, M("This was said before, by its other name. "
		    "Leave one of them out."), { 0 });
	else if (is_derived(f))
		FAULT_OF(x, name, M("This follows from other facts and is not "
		    "stated. Leave it out."), { 0 });
	else {
		v = facts[i];
		if (value_read(x, f, name, json, &v))
			facts[i] = v;
	}
	seen[i] = true;
}

enum err
case_read(const struct case_reading *c, const json_t *json,
    struct feel_value *facts, struct note *note)
{
	struct reading x = { .c = c, .a = c->a };
	bool *seen = NEW_ARRAY(c->a, bool, book_nfacts(c->book) + 1);
	json_t *all = (json_t *)(uintptr_t)json, *value;
	const char *name;

	if (seen == NULL)
		return note_memory(note);
	if (!json_is_object(json))
		return NOTE(note, ERR_INVALID, M("Facts are given as a JSON "
		    "object: {\"attacked\": true}."), { 0 });
	json_object_foreach(all, name, value) {
		fact_read(&x, str_copy(c->a, str_of(name)), value, seen,
		    facts);
	}
	if (arena_failed(c->a))
		return note_memory(note);
	return x.faults == 0 ? ERR_OK : NOTE(note, ERR_INVALID, M("Facts that "
	    "cannot be taken as they are: {n}."), A_INT("n", x.faults));
}
