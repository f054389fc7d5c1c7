/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the description of the interface say of a table?  A JSON Schema,
 * as OpenAPI 3.1 takes it.  Keys come in byte order, as the writer wants.
 */
#include "field/field_in.h"

#include <assert.h>

#define PATTERN_DECIMAL	"^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$"
#define PATTERN_MOMENT	"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}(:[0-9]{2}" \
	"(:[0-9]{2}(\\.[0-9]{1,9})?)?)?(Z|[+-][0-9]{2}:?[0-9]{2}))?)?)?$"
#define PATTERN_HASH	"^[0-9a-f]{64}$"
#define PATTERN_WORD	"^[a-z][a-z0-9_]*$"

static void schema_table(struct canon *c, const struct fields *fs,
    enum lang lang, int depth);

static void
member(struct canon *c, const char *key, const char *value)
{
	canon_key(c, key);
	canon_str(c, str_of(value));
}

static void
number(struct canon *c, const char *key, int64_t n)
{
	canon_key(c, key);
	canon_int(c, n);
}

/* What stands before and behind every kind's own members, by their order. */
static void
words(struct canon *c, const struct field *f, enum lang lang)
{
	if (f->help != NULL)
		member(c, "description", say(lang, f->help));
}

static void
choices(struct canon *c, const struct field *f)
{
	canon_key(c, "enum");
	canon_list(c);
	for (const struct choice *o = f->choices; o != NULL && o->word != NULL;
	    o++)
		canon_str(c, str_of(o->word));
	canon_list_end(c);
}

/* {"const":…,"title":…}: what each word means. */
static void
choices_said(struct canon *c, const struct field *f, enum lang lang)
{
	canon_key(c, "oneOf");
	canon_list(c);
	for (const struct choice *o = f->choices; o != NULL && o->word != NULL;
	    o++) {
		canon_open(c);
		member(c, "const", o->word);
		if (o->label != NULL)
			member(c, "title", say(lang, o->label));
		canon_close(c);
	}
	canon_list_end(c);
}

static void
file_properties(struct canon *c)
{
	canon_key(c, "properties");
	canon_open(c);
	canon_key(c, "hash");
	canon_open(c);
	member(c, "pattern", PATTERN_HASH);
	member(c, "type", "string");
	canon_close(c);
	canon_key(c, "name");
	canon_open(c);
	number(c, "maxLength", FIELD_NAME_MAX);
	number(c, "minLength", 1);
	member(c, "type", "string");
	canon_close(c);
	canon_key(c, "size");
	canon_open(c);
	number(c, "minimum", 0);
	member(c, "type", "integer");
	canon_close(c);
	canon_close(c);
	canon_key(c, "required");
	canon_list(c);
	canon_str(c, S("hash"));
	canon_str(c, S("name"));
	canon_str(c, S("size"));
	canon_list_end(c);
}

static void schema_kind(struct canon *c, const struct field *f,
    enum lang lang, bool top, int depth);

static void
items(struct canon *c, const struct field *f, enum lang lang, int depth)
{
	canon_key(c, "items");
	if (f->kind == FIELD_TABLE)
		schema_table(c, f->sub, lang, depth + 1);
	else {
		const struct field one = field_element(f);

		schema_kind(c, &one, lang, false, depth);
	}
	number(c, "maxItems", field_most(f));
	if (f->min > 0)
		number(c, "minItems", f->min);
}

static const char *const types[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = "string",
	[FIELD_LINES]	 = "string",
	[FIELD_INT]	 = "integer",
	[FIELD_DECIMAL]	 = "string",
	[FIELD_BOOL]	 = "boolean",
	[FIELD_DATE]	 = "string",
	[FIELD_MOMENT]	 = "string",
	[FIELD_DURATION] = "string",
	[FIELD_CHOICE]	 = "string",
	[FIELD_REF]	 = "string",
	[FIELD_FILE]	 = "object",
	[FIELD_TABLE]	 = "array",
	[FIELD_LIST]	 = "array",
};

static void
limits(struct canon *c, const struct field *f)
{
	if (f->kind == FIELD_INT) {
		bool bound = f->min != 0 || f->max != 0;

		number(c, "maximum", field_most(f));
		number(c, "minimum", bound ? f->min : -CANON_INT_MAX);
	} else if (f->kind == FIELD_TEXT || f->kind == FIELD_LINES ||
	    f->kind == FIELD_REF) {
		number(c, "maxLength", field_most(f));
		if (f->min > 0)
			number(c, "minLength", f->min);
	}
}

/* The schema of a value that is known; ${top}: with the words about it. */
static void
schema_kind(struct canon *c, const struct field *f, enum lang lang, bool top,
    int depth)
{
	canon_open(c);
	if (f->kind == FIELD_FILE) {
		canon_key(c, "additionalProperties");
		canon_bool(c, false);
	}
	if (top)
		words(c, f, lang);
	if (f->kind == FIELD_CHOICE && !top)
		choices(c, f);
	if (f->kind == FIELD_DATE)
		member(c, "format", "date");
	else if (f->kind == FIELD_DURATION)
		member(c, "format", "duration");
	else if (f->kind == FIELD_LIST || f->kind == FIELD_TABLE)
		items(c, f, lang, depth);
	limits(c, f);
	if (f->kind == FIELD_CHOICE && top)
		choices_said(c, f, lang);
	if (f->kind == FIELD_DECIMAL)
		member(c, "pattern", PATTERN_DECIMAL);
	else if (f->kind == FIELD_MOMENT)
		member(c, "pattern", PATTERN_MOMENT);
	else if (f->kind == FIELD_FILE)
		file_properties(c);
	if (top && (f->flags & FIELD_MACHINE) != 0) {
		canon_key(c, "readOnly");
		canon_bool(c, true);
	}
	if (top)
		member(c, "title", say(lang, field_label(f)));
	member(c, "type", types[f->kind]);
	canon_close(c);
}

/* {"unknown":"reason"} */
static void
schema_unknown(struct canon *c)
{
	canon_open(c);
	canon_key(c, "additionalProperties");
	canon_bool(c, false);
	canon_key(c, "properties");
	canon_open(c);
	canon_key(c, "unknown");
	canon_open(c);
	number(c, "maxLength", FIELD_REASON_MAX);
	member(c, "pattern", PATTERN_WORD);
	member(c, "type", "string");
	canon_close(c);
	canon_close(c);
	canon_key(c, "required");
	canon_list(c);
	canon_str(c, S("unknown"));
	canon_list_end(c);
	member(c, "type", "object");
	canon_close(c);
}

static void
schema_field(struct canon *c, const struct field *f, enum lang lang,
    int depth)
{
	if ((f->flags & FIELD_OPEN) == 0) {
		schema_kind(c, f, lang, true, depth);
		return;
	}
	canon_open(c);
	canon_key(c, "anyOf");
	canon_list(c);
	schema_kind(c, f, lang, true, depth);
	schema_unknown(c);
	canon_list_end(c);
	canon_close(c);
}

/* What a caller must say: machine fields he cannot. */
static bool
is_needed(const struct field *f)
{
	return (f->flags & (FIELD_REQUIRED | FIELD_MACHINE)) == FIELD_REQUIRED;
}

static void
required(struct canon *c, const struct fields *fs, const unsigned char *at)
{
	bool any = false;

	for (size_t i = 0; i < fs->n; i++)
		any = any || is_needed(&fs->field[i]);
	if (!any)
		return;
	canon_key(c, "required");
	canon_list(c);
	for (size_t i = 0; i < fs->n; i++)
		if (is_needed(&fs->field[at[i]]))
			canon_str(c, str_of(fs->field[at[i]].name));
	canon_list_end(c);
}

static void
schema_table(struct canon *c, const struct fields *fs, enum lang lang,
    int depth)
{
	unsigned char room[FIELDS_MAX];
	const unsigned char *at = fields_sorted(fs, room);

	assert(depth <= FIELD_DEPTH_MAX);
	canon_open(c);
	canon_key(c, "additionalProperties");
	canon_bool(c, false);
	canon_key(c, "properties");
	canon_open(c);
	for (size_t i = 0; i < fs->n; i++) {
		canon_key(c, fs->field[at[i]].name);
		schema_field(c, &fs->field[at[i]], lang, depth);
	}
	canon_close(c);
	required(c, fs, at);
	member(c, "title", fs->name);
	member(c, "type", "object");
	canon_close(c);
}

void
fields_schema(const struct fields *fs, enum lang lang, struct canon *c)
{
	schema_table(c, fs, lang, 0);
}
