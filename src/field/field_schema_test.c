/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>

#include "field/field.h"
#include "test/lib/test.h"

static const struct choice grades[] = {
	{ "extreme", M("extreme") },
	{ "bare", NULL },
	{ NULL, NULL }
};

static const struct field sub_rows[] = {
	{ .name = "code", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED,
	    .min = 6, .max = 12 },
};
static FIELDS(sub, "sub", 1, sub_rows);

static const struct field rows[] = {
	{ .name = "title", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED,
	    .max = 200, .label = M("Name"),
	    .help = M("As \"others\" know it.") },
	{ .name = "id", .kind = FIELD_REF,
	    .flags = FIELD_MACHINE | FIELD_REQUIRED },
	{ .name = "story", .kind = FIELD_LINES },
	{ .name = "count", .kind = FIELD_INT, .flags = FIELD_OPEN, .min = 1,
	    .max = 9 },
	{ .name = "size", .kind = FIELD_INT },
	{ .name = "share", .kind = FIELD_DECIMAL },
	{ .name = "done", .kind = FIELD_BOOL, .flags = FIELD_REQUIRED },
	{ .name = "from", .kind = FIELD_DATE },
	{ .name = "at", .kind = FIELD_MOMENT },
	{ .name = "span", .kind = FIELD_DURATION },
	{ .name = "grade", .kind = FIELD_CHOICE, .choices = grades },
	{ .name = "scan", .kind = FIELD_FILE },
	{ .name = "ones", .kind = FIELD_TABLE, .sub = &sub, .min = 1 },
	{ .name = "tags", .kind = FIELD_LIST, .of = FIELD_CHOICE,
	    .choices = grades, .max = 3 },
};
static FIELDS(table, "table", 1, rows);

static json_t *
schema_of(const struct fields *fs, enum lang lang)
{
	struct buf b = BUF_INIT;
	struct canon c;
	json_t *j;

	canon_start(&c, &b);
	fields_schema(fs, lang, &c);
	j = json_loadb(b.p, b.n, JSON_REJECT_DUPLICATES, NULL);
	CHECK(j != NULL);
	buf_free(&b);
	return j;
}

/* The value of ${path}, parted by dots, as JSON. */
static void
check_at(json_t *j, const char *path, const char *want, const char *file,
    int line)
{
	struct str rest = str_of(path), part;
	char *got;

	while (str_cut(&rest, '.', &part)) {
		int64_t i;

		if (json_is_array(j) && str_int(part, &i))
			j = json_array_get(j, (size_t)i);
		else
			j = json_object_getn(j, part.p, part.n);
	}
	got = j == NULL ? NULL : json_dumps(j, JSON_ENCODE_ANY | JSON_COMPACT |
	    JSON_SORT_KEYS);
	test_check_str(str_of(got), str_of(want), file, line);
	free(got);
}

#define AT(path, want) check_at(j, (path), (want), __FILE__, __LINE__)

TEST("a small table's schema, byte for byte")
{
	struct buf b = BUF_INIT;
	struct canon c;

	canon_start(&c, &b);
	fields_schema(&sub, LANG_EN, &c);
	CHECK_STR(buf_view(&b), "{\"additionalProperties\":false,"
	    "\"properties\":{\"code\":{\"maxLength\":12,\"minLength\":6,"
	    "\"title\":\"code\",\"type\":\"string\"}},"
	    "\"required\":[\"code\"],\"title\":\"sub\",\"type\":\"object\"}");
	buf_free(&b);
}

TEST("required is what a caller must say; machine fields are read only")
{
	json_t *j = schema_of(&table, LANG_EN);

	AT("required", "[\"done\",\"title\"]");
	AT("additionalProperties", "false");
	AT("properties.id.readOnly", "true");
	AT("properties.title.readOnly", "");
	json_decref(j);
}

TEST("labels and help are said in the language asked for")
{
	json_t *j = schema_of(&table, LANG_EN);

	AT("properties.title.title", "\"Name\"");
	AT("properties.title.description", "\"As \\\"others\\\" know it.\"");
	AT("properties.size.title", "\"size\"");
	json_decref(j);
	j = schema_of(&table, LANG_ZH_CN);
	AT("properties.title.title", "\"名称\"");
	json_decref(j);
}

TEST("each kind has its type and its limits")
{
	json_t *j = schema_of(&table, LANG_EN);

	AT("properties.title.maxLength", "200");
	AT("properties.story.maxLength", "20000");
	AT("properties.size.minimum", "-9007199254740991");
	AT("properties.size.maximum", "9007199254740991");
	AT("properties.share.type", "\"string\"");
	AT("properties.done.type", "\"boolean\"");
	AT("properties.from.format", "\"date\"");
	AT("properties.span.format", "\"duration\"");
	AT("properties.at.type", "\"string\"");
	AT("properties.grade.oneOf", "[{\"const\":\"extreme\","
	    "\"title\":\"extreme\"},{\"const\":\"bare\"}]");
	AT("properties.scan.required", "[\"hash\",\"name\",\"size\"]");
	AT("properties.ones.minItems", "1");
	AT("properties.ones.maxItems", "1000");
	AT("properties.ones.items.required", "[\"code\"]");
	AT("properties.tags.items", "{\"enum\":[\"extreme\",\"bare\"],"
	    "\"type\":\"string\"}");
	AT("properties.tags.maxItems", "3");
	json_decref(j);
}

TEST("an open field may be the object that says why it is unknown")
{
	json_t *j = schema_of(&table, LANG_EN);

	AT("properties.count.anyOf.0", "{\"maximum\":9,\"minimum\":1,"
	    "\"title\":\"count\",\"type\":\"integer\"}");
	AT("properties.count.anyOf.1.required", "[\"unknown\"]");
	json_decref(j);
}
