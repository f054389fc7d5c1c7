/* SPDX-License-Identifier: Apache-2.0 */
#include "field/field_fixture.h"

static const struct choice grades[] = {
	{ "extreme", M("extreme") },
	{ "party_committee", M("party committee") },
	{ "unknown", M("of no grade") },
	{ NULL, NULL }
};

static const struct field sub_rows[] = {
	{ .name = "year", .kind = FIELD_INT },
	{ .name = "code", .kind = FIELD_TEXT, .flags = FIELD_PLAIN },
	{ .name = "made", .kind = FIELD_REF, .flags = FIELD_MACHINE },
};
static FIELDS(sub, "sub", 1, sub_rows);

const struct field kinds[FIELD_KIND__MAX] = {
	[FIELD_TEXT] = { .name = "text", .kind = FIELD_TEXT },
	[FIELD_LINES] = { .name = "lines", .kind = FIELD_LINES },
	[FIELD_INT] = { .name = "int", .kind = FIELD_INT },
	[FIELD_DECIMAL] = { .name = "decimal", .kind = FIELD_DECIMAL },
	[FIELD_BOOL] = { .name = "bool", .kind = FIELD_BOOL },
	[FIELD_DATE] = { .name = "date", .kind = FIELD_DATE },
	[FIELD_MOMENT] = { .name = "moment", .kind = FIELD_MOMENT },
	[FIELD_DURATION] = { .name = "duration", .kind = FIELD_DURATION },
	[FIELD_CHOICE] = { .name = "choice", .kind = FIELD_CHOICE,
	    .choices = grades },
	[FIELD_REF] = { .name = "ref", .kind = FIELD_REF, .ref = "body" },
	[FIELD_FILE] = { .name = "file", .kind = FIELD_FILE },
	[FIELD_TABLE] = { .name = "table", .kind = FIELD_TABLE, .sub = &sub },
	[FIELD_LIST] = { .name = "list", .kind = FIELD_LIST,
	    .of = FIELD_TEXT },
};

struct reading
reading(void)
{
	struct reading r = { .a = arena_new(), .voice = { LANG_EN, NULL } };

	CHECK(r.a != NULL);
	return r;
}

enum err
parse(struct reading *r, const struct field *f, struct str text)
{
	struct value before = { .num = 42 };
	enum err e;

	note_clear(&r->note);
	r->v = before;
	e = field_parse(r->a, f, r->voice, text, &r->v, &r->note);
	if (e != ERR_OK) {
		CHECK(r->v.num == 42 && r->v.given == GIVEN_NOT);
		CHECK(r->note.err == e);
		CHECK_STR(str_of(r->note.where.field), f->name);
	}
	return e;
}

void
check_read(struct reading *r, const struct field *f, const char *text,
    const char *want, const char *file, int line)
{
	struct buf b = BUF_IN(r->a);
	struct value first;

	test_check_err(parse(r, f, str_of(text)), ERR_OK, &r->note, file, line);
	first = r->v;
	field_put(&b, f, &first);
	test_check_str(buf_view(&b), str_of(want), file, line);
	test_check_err(parse(r, f, buf_view(&b)), ERR_OK, &r->note, file, line);
	_assert_true(value_eq(f, &first, &r->v), "the same again", file, line);
}
