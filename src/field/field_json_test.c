/* SPDX-License-Identifier: Apache-2.0 */
#include "field/field_fixture.h"

/* JSON as a program hands it in. */
static enum err
from_json(struct reading *r, const struct field *f, const char *json)
{
	const struct cjson *j;

	note_clear(&r->note);
	CHECK_OK(canon_read(r->a, str_of(json), &j, &r->note), &r->note);
	return field_from_json(r->a, f, j, &r->v, &r->note);
}

static void
check_json(struct reading *r, const struct field *f, const char *json,
    const char *want, const char *file, int line)
{
	struct buf b = BUF_IN(r->a);

	test_check_err(from_json(r, f, json), ERR_OK, &r->note, file, line);
	field_put(&b, f, &r->v);
	test_check_str(buf_view(&b), str_of(want), file, line);
}

#define TAKES(kind, json, want) \
	check_json(&r, &kinds[kind], (json), (want), __FILE__, __LINE__)
#define DENIES(kind, json) \
	do { \
		CHECK_ERR(from_json(&r, &kinds[kind], (json)), ERR_INVALID, \
		    &r.note); \
		CHECK_STR(str_of(r.note.where.field), kinds[kind].name); \
	} while (0)

TEST("a program hands in the types of the canonical form")
{
	struct reading r = reading();

	TAKES(FIELD_TEXT, "\" a \"", "a");
	TAKES(FIELD_TEXT, "\"\"", "");
	CHECK_INT(r.v.given, GIVEN_NOT);
	TAKES(FIELD_LINES, "\"a\\nb\"", "a\nb");
	TAKES(FIELD_INT, "-5", "-5");
	TAKES(FIELD_DECIMAL, "\"12.50\"", "12.5");
	TAKES(FIELD_BOOL, "true", "yes");
	TAKES(FIELD_DATE, "\"2026-11-03\"", "2026-11-03");
	TAKES(FIELD_MOMENT, "\"2026-11-03T14:10+08:00\"",
	    "2026-11-03T06:10Z");
	TAKES(FIELD_MOMENT, "\"2026-11\"", "2026-11");
	TAKES(FIELD_DURATION, "\"PT90M\"", "PT1H30M");
	TAKES(FIELD_CHOICE, "\"extreme\"", "extreme");
	TAKES(FIELD_REF, "\"140000\"", "140000");
	TAKES(FIELD_FILE, "{\"hash\":\"" SHA "\",\"name\":\"a\",\"size\":3}",
	    SHA " 3 a");
	TAKES(FIELD_LIST, "[\"a\",\"\",\"b\"]", "a|b");
	TAKES(FIELD_LIST, "[]", "|");
	arena_free(r.a);
}

TEST("a program is told which type would be right")
{
	struct reading r = reading();

	DENIES(FIELD_TEXT, "5");
	DENIES(FIELD_TEXT, "\"a\\nb\"");
	DENIES(FIELD_TEXT, "{\"vault\":\"" SHA "\"}");
	DENIES(FIELD_INT, "\"5\"");
	CHECK_STR(r.note.args[0].text, "\"5\"");
	CHECK_STR(r.note.args[2].text, "a JSON integer");
	DENIES(FIELD_DECIMAL, "5");
	DENIES(FIELD_DECIMAL, "\"1e5\"");
	DENIES(FIELD_BOOL, "1");
	DENIES(FIELD_DATE, "\"2026/11/03\"");
	DENIES(FIELD_MOMENT, "\"2026-11-03T14:10\"");
	CHECK(strstr(r.note.msg, "in which zone") != NULL);
	DENIES(FIELD_DURATION, "\"3 days\"");
	DENIES(FIELD_CHOICE, "\"grave\"");
	DENIES(FIELD_FILE, "{\"hash\":\"" SHA "\",\"name\":\"a\"}");
	DENIES(FIELD_FILE, "{\"hash\":\"" SHA "\",\"more\":1,\"name\":\"a\","
	    "\"size\":3}");
	DENIES(FIELD_FILE, "{\"hash\":\"" SHA "\",\"name\":\"a/b\",\"size\":3}");
	DENIES(FIELD_LIST, "[1]");
	DENIES(FIELD_TABLE, "{}");
	DENIES(FIELD_INT, "{\"unknown\":\"not_known\"}");
	arena_free(r.a);
}

TEST("a program says unknown with a reason")
{
	struct field f = kinds[FIELD_INT];
	struct reading r = reading();

	f.flags = FIELD_OPEN;
	check_json(&r, &f, "{\"unknown\":\"not_asked\"}", "?", __FILE__,
	    __LINE__);
	CHECK_STR(r.v.text, "not_asked");
	CHECK_ERR(from_json(&r, &f, "{\"unknown\":\"No idea\"}"), ERR_INVALID,
	    &r.note);
	CHECK_ERR(from_json(&r, &f, "{\"unknown\":1}"), ERR_INVALID, &r.note);
	CHECK_ERR(from_json(&r, &f, "{\"unknown\":\"a\",\"why\":\"b\"}"),
	    ERR_INVALID, &r.note);
	arena_free(r.a);
}
