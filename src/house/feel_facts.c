/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Against which facts is a rule tried?  JSON as people write it, {"age": 40,
 * "since": {"type": "date", "value": "2026-11-25"}}, or the typed form of the
 * kit's cases; {"unknown": "nobody said"} is a fact that is missing.
 */
#include "house/feel_in.h"

#include "base/calendar.h"
#include "base/file.h"
#include "base/zone_set.h"
#include "feel/temporal.h"

enum err
try_again(struct feel_try *t, struct arena *a, struct note *note)
{
	t->a = a;
	t->scope = feel_scope_new(a);
	t->facts = NEW_ARRAY(a, struct feel_value, FEEL_FACTS_MAX);
	if (t->scope == NULL || t->facts == NULL)
		return note_memory(note);
	t->env.facts = t->facts;
	return ERR_OK;
}

/* The moment as the house's clock shows it. */
static enum err
now_set(struct feel_try *t, struct note *note)
{
	struct cmd *c = t->c;
	const struct timesource clock = timesource_machine;
	struct moment now = { .ms = timesource_now(&clock),
	    .prec = PREC_MINUTE };
	struct feel_place place = { .zone = c->voice.zone, .hang = FEEL_ZONED };
	struct feel_stamp s;

	if (cmd_given(c, "now"))
		now = cmd_moment(c, "now", now);
	if (place.zone == NULL)
		place = (struct feel_place){ .hang = FEEL_OFFSET };
	if (!feel_stamp_at((__int128)now.ms * 1000000, &place, &s))
		return NOTE(note, ERR_INVALID,
		    M("This moment lies outside of what a rule can say."),
		    { 0 });
	t->env.now = feel_stamp_value(&s);
	t->env.today = feel_date(s.day);
	return ERR_OK;
}

enum err
try_begin(struct cmd *c, struct feel_try *ret, struct note *note)
{
	struct zone_set *set = zone_set_new(c->a);
	enum err r;

	if (set == NULL)
		return note_memory(note);
	*ret = (struct feel_try){ .c = c, .zones = { zone_set_find, set },
	    .explain = cmd_flag(c, "explain") };
	if ((r = try_again(ret, c->a, note)) != ERR_OK)
		return r;
	return now_set(ret, note);
}

enum err
try_fact(struct feel_try *t, struct str name, const struct feel_type *type,
    const struct feel_value *v, struct note *note)
{
	size_t slot = 0;
	enum err r;

	t->env.zones = &t->zones;
	if ((r = feel_scope_fact(t->scope, name, type, &slot, note)) == ERR_OK)
		t->facts[slot] = *v;
	return r;
}

enum err
try_json(struct arena *a, struct str s, const char *file, json_t **ret,
    struct note *note)
{
	json_error_t e;
	json_t *json = json_loadb(s.p, s.n, JSON_REJECT_DUPLICATES, &e);

	if (json != NULL) {
		*ret = json;
		return ERR_OK;
	}
	note_where(note, (struct where){ .line = e.line > 0 ? e.line : 0,
	    .column = e.column > 0 ? e.column : 0 });
	if (file[0] == '\0')
		return NOTE(note, ERR_INVALID,
		    M("What was given is no JSON: {why}. Correct it there or "
		    "just before."), A_TEXT("why", str_copy(a,
		    str_of(e.text))));
	return NOTE(note, ERR_INVALID,
	    M("{file} is no JSON: {why}. Correct it there or just before."),
	    A_CSTR("file", file), A_TEXT("why", str_copy(a, str_of(e.text))));
}

/* ---- values ---- */

/* The decimal that was written: the shortest that reads back as the same. */
static bool
real_read(struct arena *a, double d, struct feel_value *ret)
{
	struct decimal n;

	for (int digits = 15; digits <= 17; digits++) {
		struct str s = str_fmt(a, "%.*g", digits, d);
		double back = 0;

		if (s.n == 0 || sscanf(s.p, "%lf", &back) != 1)
			return false;
		if (digits < 17 && (back < d || back > d))
			continue;
		if (!decimal_read(s, DECIMAL_HALF_EVEN, &n))
			return false;
		*ret = feel_number(n);
		return true;
	}
	return false;
}

static bool value_read(struct feel_try *t, struct str name,
    const json_t *json, int depth, struct feel_value *ret);

static bool
list_read(struct feel_try *t, struct str name, const json_t *json, int depth,
    struct feel_value *ret)
{
	size_t n = json_array_size(json);
	struct feel_value *v = NEW_ARRAY(t->a, struct feel_value, n + 1);

	for (size_t i = 0; i < n; i++)
		if (v == NULL || !value_read(t, str_fmt(t->a, "%.*s[%zu]",
		    STR_ARG(name), i + 1), json_array_get(json, i), depth + 1,
		    &v[i]))
			return false;
	*ret = feel_list(v, n);
	return v != NULL;
}

static bool
object_read(struct feel_try *t, struct str name, json_t *json, int depth,
    struct feel_value *ret)
{
	struct feel_entry *e = NEW_ARRAY(t->a, struct feel_entry,
	    json_object_size(json) + 1);
	size_t n = 0;
	const char *key;
	json_t *one;

	json_object_foreach(json, key, one) {
		if (e == NULL)
			return false;
		e[n].key = str_copy(t->a, str_of(key));
		if (!value_read(t, str_fmt(t->a, "%.*s.%s", STR_ARG(name),
		    key), one, depth + 1, &e[n++].value))
			return false;
	}
	return e != NULL && feel_context(t->a, e, n, ret);
}

/* An object that says what it is: {"type": …, "value": …}. */
static bool
is_typed(const json_t *json)
{
	return json_is_string(json_object_get(json, "type")) &&
	    (json_object_get(json, "value") != NULL ||
	    json_object_get(json, "items") != NULL ||
	    json_object_get(json, "entries") != NULL ||
	    json_object_size(json) == 1);
}

/* ${name} is what the fact is called, should it be missing. */
static bool
value_read(struct feel_try *t, struct str name, const json_t *json, int depth,
    struct feel_value *ret)
{
	const json_t *unknown = json_object_get(json, "unknown");

	*ret = feel_null();
	if (depth > FEEL_VALUE_DEPTH / 2)
		return false;
	if (json_is_string(unknown))
		*ret = feel_unknown(t->a, name, str_copy(t->a,
		    str_of(json_string_value(unknown))));
	else if (json_is_object(json) && is_typed(json))
		return case_value(t->a, &t->zones, json, ret);
	else if (json_is_object(json))
		return object_read(t, name, (json_t *)(uintptr_t)json, depth,
		    ret);
	else if (json_is_array(json))
		return list_read(t, name, json, depth, ret);
	else if (json_is_string(json))
		*ret = feel_string(str_copy(t->a, (struct str){
		    json_string_value(json), json_string_length(json) }));
	else if (json_is_integer(json))
		*ret = feel_int(json_integer_value(json));
	else if (json_is_real(json))
		return real_read(t->a, json_real_value(json), ret);
	else if (json_is_boolean(json))
		*ret = feel_boolean(json_is_true(json));
	return true;
}

/* A list of several kinds is a list of anything. */
static const struct feel_type *
type_of(struct feel_try *t, const json_t *json, const struct feel_value *v)
{
	const char *type = json_string_value(json_object_get(json, "type"));

	if (v->kind == FEEL_NULL && type != NULL)
		return case_type(t->a, t->scope, NULL, type);
	for (size_t i = 1; v->kind == FEEL_LIST && i < v->list.n; i++)
		if (v->list.v[i].kind != v->list.v[0].kind)
			return feel_type(FEEL_LIST);
	return case_type_of(t->a, v);
}

enum err
try_context_json(struct feel_try *t, const json_t *object, struct note *note)
{
	json_t *all = (json_t *)(uintptr_t)object, *json;
	const char *key;
	enum err r;

	if (!json_is_object(object))
		return NOTE(note, ERR_INVALID,
		    M("Facts are given as a JSON object: {\"age\": 40}."),
		    { 0 });
	json_object_foreach(all, key, json) {
		struct str name = str_copy(t->a, str_of(key));
		struct feel_value v;

		if (!value_read(t, name, json, 0, &v)) {
			if (arena_failed(t->a))
				return note_memory(note);
			return NOTE(note, ERR_INVALID,
			    M("The fact {name} is no value of the language. "
			    "Dates and the like are given as {form}."),
			    A_TEXT("name", name), A_CSTR("form",
			    "{\"type\": \"date\", \"value\": \"2026-11-25\"}"));
		}
		if ((r = try_fact(t, name, type_of(t, json, &v), &v, note)) !=
		    ERR_OK)
			return r;
	}
	return note_arena(t->a, ERR_OK, note);
}

enum err
try_context(struct feel_try *t, struct str given, struct note *note)
{
	struct str text = str_trim(given);
	bool inline_json = str_starts(text, "{");
	json_t *json = NULL;
	enum err r = ERR_OK;

	if (!inline_json)
		r = file_read(t->a, given.p, TRY_FILE_MAX, &text, note);
	if (r == ERR_OK && (r = try_json(t->a, text, inline_json ? "" :
	    given.p, &json, note)) == ERR_OK)
		r = try_context_json(t, json, note);
	json_decref(json);
	return r;
}

/* NAME=FILE */
static enum err
calendar_given(struct feel_try *t, struct str given, struct note *note)
{
	size_t at = str_find(given, '=');
	struct str file = str_part(given, at < given.n ? at + 1 : at, given.n);
	const struct calendar *calendar = NULL;
	struct feel_value v;
	struct str csv;
	enum err r;

	if (at == 0 || file.n == 0)
		return NOTE(note, ERR_USAGE,
		    M("A calendar is given as NAME=FILE."), { 0 });
	file = str_copy(t->a, file);
	if ((r = file_read(t->a, file.p, TRY_FILE_MAX, &csv, note)) != ERR_OK ||
	    (r = calendar_parse(t->a, csv, &calendar, note)) != ERR_OK)
		return r;
	v = feel_calendar(calendar);
	return try_fact(t, str_part(given, 0, at), feel_type(FEEL_CALENDAR),
	    &v, note);
}

enum err
try_given(struct feel_try *t, struct note *note)
{
	const struct str *calendars;
	size_t n = cmd_many(t->c, "calendar", &calendars);
	enum err r = ERR_OK;

	t->env.zones = &t->zones;
	if (cmd_given(t->c, "context"))
		r = try_context(t, cmd_text(t->c, "context"), note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = calendar_given(t, calendars[i], note);
	return r;
}
