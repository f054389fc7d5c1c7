/* SPDX-License-Identifier: Apache-2.0 */
#include "field/field.h"
#include "test/lib/test.h"

static const struct choice grades[] = {
	{ "party_committee", M("party committee") },
	{ "bare", NULL },
	{ NULL, NULL }
};

static const struct field sub_rows[] = {
	{ .name = "code", .kind = FIELD_TEXT, .flags = FIELD_PLAIN },
	{ .name = "year", .kind = FIELD_INT },
};
static FIELDS(sub, "sub", 1, sub_rows);

static const struct field kinds[FIELD_KIND__MAX] = {
	[FIELD_TEXT] = { .name = "text", .kind = FIELD_TEXT },
	[FIELD_INT] = { .name = "int", .kind = FIELD_INT },
	[FIELD_DECIMAL] = { .name = "decimal", .kind = FIELD_DECIMAL },
	[FIELD_BOOL] = { .name = "bool", .kind = FIELD_BOOL },
	[FIELD_DATE] = { .name = "date", .kind = FIELD_DATE },
	[FIELD_MOMENT] = { .name = "moment", .kind = FIELD_MOMENT },
	[FIELD_DURATION] = { .name = "duration", .kind = FIELD_DURATION },
	[FIELD_CHOICE] = { .name = "choice", .kind = FIELD_CHOICE,
	    .choices = grades },
	[FIELD_REF] = { .name = "ref", .kind = FIELD_REF },
	[FIELD_FILE] = { .name = "file", .kind = FIELD_FILE },
	[FIELD_TABLE] = { .name = "table", .kind = FIELD_TABLE, .sub = &sub },
	[FIELD_LIST] = { .name = "list", .kind = FIELD_LIST,
	    .of = FIELD_TEXT },
};

static const struct voice english = { LANG_EN, NULL };
static const struct voice chinese = { LANG_ZH_CN, NULL };

static void
check(enum field_kind k, const struct value *v, const struct voice *voice,
    const char *want, const char *file, int line)
{
	struct buf b = BUF_INIT;

	if (voice == NULL)
		field_put(&b, &kinds[k], v);
	else
		field_show(&b, &kinds[k], *voice, v);
	test_check_str(buf_view(&b), str_of(want), file, line);
	buf_free(&b);
}

#define PUTS(k, want, ...) \
	check((k), &(struct value)__VA_ARGS__, NULL, (want), __FILE__, __LINE__)
#define SHOWS(k, voice, want, ...) \
	check((k), &(struct value)__VA_ARGS__, &(voice), (want), __FILE__, \
	    __LINE__)

TEST("what is not said is put and shown as nothing, the unknown is said")
{
	PUTS(FIELD_INT, "", { 0 });
	PUTS(FIELD_INT, "?", { .given = GIVEN_UNKNOWN, .text = S("why") });
	SHOWS(FIELD_INT, english, "", { 0 });
	SHOWS(FIELD_INT, english, "unknown", { .given = GIVEN_UNKNOWN,
	    .text = S("why") });
}

TEST("choices and bools are put by their word and shown by their label")
{
	PUTS(FIELD_CHOICE, "party_committee", V_TEXT(S("party_committee")));
	SHOWS(FIELD_CHOICE, english, "party committee",
	    V_TEXT(S("party_committee")));
	SHOWS(FIELD_CHOICE, chinese, "党委", V_TEXT(S("party_committee")));
	SHOWS(FIELD_CHOICE, english, "bare", V_TEXT(S("bare")));
	SHOWS(FIELD_CHOICE, english, "of_old", V_TEXT(S("of_old")));
	PUTS(FIELD_BOOL, "yes", V_BOOL(true));
	PUTS(FIELD_BOOL, "no", V_BOOL(false));
	SHOWS(FIELD_BOOL, english, "yes", V_BOOL(true));
}

TEST("numbers are put as they are, and shown grouped, but never a year")
{
	PUTS(FIELD_INT, "184006", V_INT(184006));
	SHOWS(FIELD_INT, english, "184 006", V_INT(184006));
	SHOWS(FIELD_INT, chinese, "2026", V_INT(2026));
	PUTS(FIELD_DECIMAL, "-0.5", { .given = GIVEN_KNOWN,
	    .dec = { -50, -2 } });
	SHOWS(FIELD_DECIMAL, english, "-0.5", { .given = GIVEN_KNOWN,
	    .dec = { -50, -2 } });
}

TEST("days and moments are put canonical and shown in the reader's zone")
{
	struct voice here = english;
	struct arena *a = arena_new();
	struct value at = { .given = GIVEN_KNOWN, .prec = PREC_MINUTE,
	    .num = INT64_C(1795414200000) };

	CHECK_OK(zone_load(a, S("Asia/Shanghai"), &here.zone, NULL), NULL);
	PUTS(FIELD_DATE, "2026-11-23", V_DAY(20780));
	SHOWS(FIELD_DATE, english, "open", V_DAY(DAY_OPEN));
	check(FIELD_MOMENT, &at, NULL, "2026-11-23T06:10Z", __FILE__, __LINE__);
	check(FIELD_MOMENT, &at, &here, "2026-11-23 14:10 (Beijing time)",
	    __FILE__, __LINE__);
	arena_free(a);
}

TEST("lengths of time are put in ISO form and shown in words")
{
	PUTS(FIELD_DURATION, "P1Y2M", { .given = GIVEN_KNOWN,
	    .dur = { true, 14 } });
	SHOWS(FIELD_DURATION, english, "1 year 2 months", {
	    .given = GIVEN_KNOWN, .dur = { true, 14 } });
	SHOWS(FIELD_DURATION, english, "2 years", { .given = GIVEN_KNOWN,
	    .dur = { true, 24 } });
	SHOWS(FIELD_DURATION, english, "1 month", { .given = GIVEN_KNOWN,
	    .dur = { true, 1 } });
	SHOWS(FIELD_DURATION, english, "0 months", { .given = GIVEN_KNOWN,
	    .dur = { true, 0 } });
	SHOWS(FIELD_DURATION, english, "-2 months", { .given = GIVEN_KNOWN,
	    .dur = { true, -2 } });
	PUTS(FIELD_DURATION, "PT2H", { .given = GIVEN_KNOWN,
	    .dur = { false, 2 * HOUR_MS } });
	SHOWS(FIELD_DURATION, english, "2 h", { .given = GIVEN_KNOWN,
	    .dur = { false, 2 * HOUR_MS } });
}

TEST("text kept in the vault says so when its words are not there")
{
	struct value v = { .given = GIVEN_KNOWN };

	v.hash.b[0] = 1;
	check(FIELD_TEXT, &v, NULL, "", __FILE__, __LINE__);
	check(FIELD_TEXT, &v, &english, "(kept in the vault)", __FILE__,
	    __LINE__);
	v.text = S("the words");
	check(FIELD_TEXT, &v, &english, "the words", __FILE__, __LINE__);
}

TEST("references are shown by their key, or as they were typed")
{
	SHOWS(FIELD_REF, english, "140000", V_TEXT(S("140000")));
	SHOWS(FIELD_REF, english, "01000000-0000-0000-0000-000000000000",
	    V_KEY(((struct key){ { 1 } })));
}

TEST("files are shown by name and size")
{
	PUTS(FIELD_FILE, "00000000000000000000000000000000"
	    "00000000000000000000000000000000 12 a b.pdf",
	    { .given = GIVEN_KNOWN, .num = 12, .text = S("a b.pdf") });
	SHOWS(FIELD_FILE, english, "a.pdf (12 bytes)", { .given = GIVEN_KNOWN,
	    .num = 12, .text = S("a.pdf") });
	SHOWS(FIELD_FILE, chinese, "a.pdf（2.0 KB）", { .given = GIVEN_KNOWN,
	    .num = 2048, .text = S("a.pdf") });
}

TEST("lists are parted by their language's mark")
{
	struct value v[] = { V_TEXT(S("甲|乙")), V_TEXT(S("b\\c")) };

	PUTS(FIELD_LIST, "甲\\|乙|b\\\\c", { .given = GIVEN_KNOWN,
	    .list = { v, 2 } });
	SHOWS(FIELD_LIST, english, "甲|乙, b\\c", { .given = GIVEN_KNOWN,
	    .list = { v, 2 } });
	SHOWS(FIELD_LIST, chinese, "甲|乙、b\\c", { .given = GIVEN_KNOWN,
	    .list = { v, 2 } });
	PUTS(FIELD_LIST, "|", { .given = GIVEN_KNOWN });
	SHOWS(FIELD_LIST, english, "none", { .given = GIVEN_KNOWN });
}

TEST("tables are put as JSON and shown row by row")
{
	struct value v[] = { V_TEXT(S("320613")), V_INT(2019),
	    V_TEXT(S("341202")), { 0 } };

	PUTS(FIELD_TABLE, "[{\"code\":\"320613\",\"year\":2019},"
	    "{\"code\":\"341202\"}]", { .given = GIVEN_KNOWN,
	    .list = { v, 2 } });
	SHOWS(FIELD_TABLE, english, "320613, 2019; 341202",
	    { .given = GIVEN_KNOWN, .list = { v, 2 } });
	SHOWS(FIELD_TABLE, chinese, "320613，2019；341202",
	    { .given = GIVEN_KNOWN, .list = { v, 2 } });
	SHOWS(FIELD_TABLE, english, "none", { .given = GIVEN_KNOWN });
}
