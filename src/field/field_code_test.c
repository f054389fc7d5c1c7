/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "field/field.h"
#include "test/lib/test.h"

#define SHA "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static const struct choice grades[] = {
	{ "extreme", M("extreme") },
	{ "ordinary", M("ordinary") },
	{ NULL, NULL }
};

static const struct field sub_rows[] = {
	{ .name = "year", .kind = FIELD_INT },
	{ .name = "code", .kind = FIELD_TEXT, .flags = FIELD_PLAIN },
	{ .name = "why", .kind = FIELD_TEXT },
};
static FIELDS(sub, "sub", 1, sub_rows);

/* Every kind once, in an order that is not theirs by name. */
enum { TITLE, STORY, COUNT, SHARE, DONE, FROM, AT, SPAN, GRADE, BODY, SCAN,
	ROWS, GUIDES, PLACE };

static const struct field all_rows[] = {
	[TITLE] = { .name = "title", .kind = FIELD_TEXT,
	    .flags = FIELD_PLAIN },
	[STORY] = { .name = "story", .kind = FIELD_LINES },
	[COUNT] = { .name = "count", .kind = FIELD_INT, .flags = FIELD_OPEN },
	[SHARE] = { .name = "share", .kind = FIELD_DECIMAL },
	[DONE] = { .name = "done", .kind = FIELD_BOOL },
	[FROM] = { .name = "from", .kind = FIELD_DATE },
	[AT] = { .name = "at", .kind = FIELD_MOMENT, .flags = FIELD_OPEN },
	[SPAN] = { .name = "span", .kind = FIELD_DURATION },
	[GRADE] = { .name = "grade", .kind = FIELD_CHOICE, .choices = grades },
	[BODY] = { .name = "body", .kind = FIELD_REF, .ref = "body" },
	[SCAN] = { .name = "scan", .kind = FIELD_FILE },
	[ROWS] = { .name = "rows", .kind = FIELD_TABLE, .sub = &sub },
	[GUIDES] = { .name = "guides", .kind = FIELD_LIST, .of = FIELD_REF },
	[PLACE] = { .name = "place", .kind = FIELD_TEXT },
};
static FIELDS(all, "all", 1, all_rows);
enum { ALL = sizeof all_rows / sizeof *all_rows };

static const struct key some_key = { { 0x01, 0x90, 0xc4, 0xa1, 0, 0, 0x70, 0,
    0x80, 0, 0, 0, 0, 0, 0, 1 } };

/* A vault that remembers how often it was asked, and answers by a hash. */
struct vault {
	int	asked;
	int	fail_at;	/* -1: never */
};

static enum err
vault_keeps(void *arg, struct str text, struct hash *ret_key,
    struct note *note)
{
	struct vault *v = arg;

	if (v->asked++ == v->fail_at)
		return NOTE(note, ERR_STORE, M("The vault is closed."));
	*ret_key = hash_of(text.p, text.n);
	return ERR_OK;
}

static enum err
encode(struct buf *b, const struct fields *fs, const struct value *values,
    struct vault *vault, struct note *note)
{
	struct canon c;

	buf_empty(b);
	canon_start(&c, b);
	return fields_encode(fs, values, &c, vault == NULL ? NULL :
	    vault_keeps, vault, note);
}

static enum err
decode(struct arena *a, const struct fields *fs, struct str json,
    struct value *values, struct note *note)
{
	const struct cjson *j;

	CHECK_OK(canon_read(a, json, &j, note), note);
	return fields_decode(a, fs, j, values, note);
}

TEST("every kind is written in its one form, sorted by name")
{
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);
	struct note note = NOTE_INIT;
	struct vault vault = { 0, -1 };
	struct value rows[] = { V_INT(2019), V_TEXT(S("320613")), { 0 },
	    { 0 }, { 0 }, V_TEXT(S("typed")) };
	struct value guides[] = { V_KEY(some_key) };
	struct value v[ALL] = {
		[TITLE] = V_TEXT(S("网信\"办\"\n")),
		[STORY] = V_TEXT(S("what happened")),
		[COUNT] = V_INT(-42),
		[SHARE] = { .given = GIVEN_KNOWN, .dec = { 1250, -2 } },
		[DONE] = V_BOOL(true),
		[FROM] = V_DAY(20780),
		[AT] = { .given = GIVEN_KNOWN, .prec = PREC_MINUTE,
		    .num = INT64_C(1795414200000) },
		[SPAN] = { .given = GIVEN_KNOWN, .dur = { false,
		    26 * HOUR_MS } },
		[GRADE] = V_TEXT(S("ordinary")),
		[BODY] = V_KEY(some_key),
		[SCAN] = { .given = GIVEN_KNOWN, .num = 3,
		    .text = S("附件.pdf") },
		[ROWS] = { .given = GIVEN_KNOWN, .list = { rows, 2 } },
		[GUIDES] = { .given = GIVEN_KNOWN, .list = { guides, 1 } },
	};

	v[SCAN].hash = hash_of("", 0);
	CHECK_OK(encode(&b, &all, v, &vault, &note), &note);
	CHECK_STR(buf_view(&b), "{\"at\":\"2026-11-23T06:10Z\","
	    "\"body\":\"0190c4a1-0000-7000-8000-000000000001\","
	    "\"count\":-42,\"done\":true,\"from\":\"2026-11-23\","
	    "\"grade\":\"ordinary\","
	    "\"guides\":[\"0190c4a1-0000-7000-8000-000000000001\"],"
	    "\"rows\":[{\"code\":\"320613\",\"year\":2019},"
	    "{\"why\":{\"vault\":\"2259e961582c9ae17235db655c751ddb198605c3"
	    "bea788a4170a8baa3511c614\"}}],"
	    "\"scan\":{\"hash\":\"" SHA "\",\"name\":\"附件.pdf\",\"size\":3},"
	    "\"share\":\"12.5\",\"span\":\"P1DT2H\","
	    "\"story\":{\"vault\":\"bc3f7f7fd709c9072c5253f143df0964e4e7c7f8"
	    "cb7bc80e39858ea9b3d0e2f0\"},"
	    "\"title\":\"网信\\\"办\\\"\\n\"}");
	CHECK_INT(vault.asked, 2);
	arena_free(a);
}

TEST("nothing said is an empty object")
{
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);
	struct note note = NOTE_INIT;
	struct value v[ALL] = { 0 }, back[ALL];

	CHECK_OK(encode(&b, &all, v, NULL, &note), &note);
	CHECK_STR(buf_view(&b), "{}");
	CHECK_OK(decode(a, &all, S("{}"), back, &note), &note);
	for (size_t i = 0; i < ALL; i++)
		CHECK_INT(back[i].given, GIVEN_NOT);
	arena_free(a);
}

TEST("what is unknown is written with its reason, and read")
{
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);
	struct note note = NOTE_INIT;
	struct value back[ALL];
	struct value v[ALL] = { [COUNT] = { .given = GIVEN_UNKNOWN,
	    .text = S("not_known") } };

	CHECK_OK(encode(&b, &all, v, NULL, &note), &note);
	CHECK_STR(buf_view(&b), "{\"count\":{\"unknown\":\"not_known\"}}");
	CHECK_OK(decode(a, &all, buf_view(&b), back, &note), &note);
	CHECK(value_eq(&all_rows[COUNT], &v[COUNT], &back[COUNT]));
	arena_free(a);
}

TEST("text that has its vault key already keeps it, vault or not")
{
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);
	struct note note = NOTE_INIT;
	struct vault vault = { 0, -1 };
	struct value back[ALL];
	struct value v[ALL] = { [STORY] = { .given = GIVEN_KNOWN } };

	v[STORY].hash = hash_of("", 0);
	CHECK_OK(encode(&b, &all, v, &vault, &note), &note);
	CHECK_STR(buf_view(&b), "{\"story\":{\"vault\":\"" SHA "\"}}");
	CHECK_INT(vault.asked, 0);
	CHECK_OK(encode(&b, &all, v, NULL, &note), &note);
	CHECK_STR(buf_view(&b), "{\"story\":{\"vault\":\"" SHA "\"}}");
	/* Its words beside it do not go into the entry. */
	v[STORY].text = S("the words");
	CHECK_OK(encode(&b, &all, v, NULL, &note), &note);
	CHECK_STR(buf_view(&b), "{\"story\":{\"vault\":\"" SHA "\"}}");
	CHECK_OK(decode(a, &all, buf_view(&b), back, &note), &note);
	CHECK_INT(back[STORY].text.n, 0);
	CHECK(hash_eq(&back[STORY].hash, &v[STORY].hash));
	arena_free(a);
}

TEST("a vault that fails ends the writing with its error")
{
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);
	struct note note = NOTE_INIT;
	struct vault vault = { 0, 1 };
	struct value v[ALL] = { [STORY] = V_TEXT(S("a")),
	    [PLACE] = V_TEXT(S("b")), [TITLE] = V_TEXT(S("c")) };

	CHECK_ERR(encode(&b, &all, v, &vault, &note), ERR_STORE, &note);
	CHECK_INT(vault.asked, 2);
	arena_free(a);
}

TEST("a reference that nobody resolved is never written")
{
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);
	struct note note = NOTE_INIT;
	struct value one[] = { V_TEXT(S("140000")) };
	struct value v[ALL] = { [BODY] = V_TEXT(S("140000")) };

	CHECK_ERR(encode(&b, &all, v, NULL, &note), ERR_BUG, &note);
	note_clear(&note);
	v[BODY] = (struct value){ 0 };
	v[GUIDES] = (struct value){ .given = GIVEN_KNOWN, .list = { one, 1 } };
	CHECK_ERR(encode(&b, &all, v, NULL, &note), ERR_BUG, &note);
	arena_free(a);
}

TEST("numbers and days that have no canonical form are never written")
{
	static const struct {
		int	field;
		int64_t	num;
	} bad[] = {
		{ COUNT, CANON_INT_MAX + 1 }, { COUNT, INT64_MIN },
		{ FROM, DAY_OPEN + 1 }, { FROM, INT64_MIN },
		{ AT, INT64_MAX }, { AT, INT64_MIN }, { SCAN, -1 },
	};
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct note note = NOTE_INIT;
		struct value v[ALL] = { [COUNT] = { 0 } };

		v[bad[i].field] = (struct value)V_INT(bad[i].num);
		CHECK_ERR(encode(&b, &all, v, NULL, &note), ERR_BUG, &note);
	}
	arena_free(a);
}

TEST("a table within itself ends at its depth, both ways")
{
	static const struct fields *loop[1];
	static struct field row = { .name = "t", .kind = FIELD_TABLE };
	static struct fields fs = { "loop", 1, &row, 1, NULL };
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);
	struct note note = NOTE_INIT;
	struct value v = { .given = GIVEN_KNOWN }, back;

	loop[0] = &fs;
	row.sub = loop[0];
	v.list.v = &v;		/* itself, without end */
	v.list.n = 1;
	CHECK_ERR(encode(&b, &fs, &v, NULL, &note), ERR_BUG, &note);
	note_clear(&note);
	CHECK_OK(decode(a, &fs, S("{\"t\":[{\"t\":[{\"t\":[{\"t\":[{}]}]}]}]}"),
	    &back, &note), &note);
	CHECK_ERR(decode(a, &fs,
	    S("{\"t\":[{\"t\":[{\"t\":[{\"t\":[{\"t\":[{}]}]}]}]}]}"), &back,
	    &note), ERR_CORRUPT, &note);
	arena_free(a);
}

/* A line for each way to be wrong. */
TEST("data that encoding would not have written is damage, and says where")
{
	static const struct {
		const char	*json, *where;
	} bad[] = {
		{ "[]", "all" },
		{ "\"x\"", "all" },
		{ "{\"colour\":1}", "all" },
		{ "{\"at\":\"2026\",\"zz\":1}", "all" },
		{ "{\"title\":1}", "title" },
		{ "{\"title\":{\"vault\":\"" SHA "\"}}", "title" },
		{ "{\"story\":\"open\"}", "story" },
		{ "{\"story\":{\"vault\":\"00\"}}", "story" },
		{ "{\"story\":{\"vault\":7}}", "story" },
		{ "{\"story\":{\"a\":1,\"vault\":\"" SHA "\"}}", "story" },
		{ "{\"count\":\"1\"}", "count" },
		{ "{\"count\":true}", "count" },
		{ "{\"count\":{\"unknown\":\"No Word\"}}", "count" },
		{ "{\"count\":{\"unknown\":1}}", "count" },
		{ "{\"share\":12}", "share" },
		{ "{\"share\":\"12.50\"}", "share" },
		{ "{\"share\":\"-0\"}", "share" },
		{ "{\"share\":{\"unknown\":\"not_known\"}}", "share" },
		{ "{\"done\":1}", "done" },
		{ "{\"done\":\"yes\"}", "done" },
		{ "{\"from\":\"2026-02-30\"}", "from" },
		{ "{\"from\":\"2026-11\"}", "from" },
		{ "{\"at\":\"2026-11-23T06:10\"}", "at" },
		{ "{\"at\":\"2026-11-23T06:10+08:00\"}", "at" },
		{ "{\"span\":\"PT24H\"}", "span" },
		{ "{\"span\":\"P1Y1D\"}", "span" },
		{ "{\"grade\":\"grave\"}", "grade" },
		{ "{\"body\":\"140000\"}", "body" },
		{ "{\"body\":\"0190C4A1-0000-7000-8000-000000000001\"}",
		    "body" },
		{ "{\"body\":\"00000000-0000-0000-0000-000000000000\"}",
		    "body" },
		{ "{\"scan\":{\"hash\":\"" SHA "\",\"name\":\"a\"}}", "scan" },
		{ "{\"scan\":{\"hash\":\"" SHA "\",\"name\":\"a\","
		    "\"size\":-1}}", "scan" },
		{ "{\"scan\":{\"hash\":\"" SHA "\",\"name\":\"a\",\"size\":1,"
		    "\"x\":1}}", "scan" },
		{ "{\"scan\":\"a\"}", "scan" },
		{ "{\"guides\":{}}", "guides" },
		{ "{\"guides\":[1]}", "guides" },
		{ "{\"guides\":[{\"unknown\":\"not_known\"}]}", "guides" },
		{ "{\"rows\":{}}", "rows" },
		{ "{\"rows\":[1]}", "rows" },
		{ "{\"rows\":[{\"code\":1}]}", "rows" },
		{ "{\"rows\":[{\"x\":1}]}", "rows" },
	};
	struct arena *a = arena_new();
	struct value v[ALL];

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct note note = NOTE_INIT;

		CHECK_ERR(decode(a, &all, str_of(bad[i].json), v, &note),
		    ERR_CORRUPT, &note);
		CHECK_STR(note.args[0].text, "all");
		CHECK_STR(note.args[1].text, bad[i].where);
	}
	arena_free(a);
}

TEST("an entry damaged in any one byte is refused, or is another entry's bytes")
{
	static const char good[] = "{\"at\":\"2026-11-23T06:10Z\","
	    "\"body\":\"0190c4a1-0000-7000-8000-000000000001\",\"count\":-42,"
	    "\"rows\":[{\"code\":\"320613\",\"year\":2019}],\"share\":\"12.5\","
	    "\"span\":\"P1DT2H\",\"story\":{\"vault\":\"" SHA "\"}}";
	char bad[sizeof good];
	int read = 0;

	for (size_t i = 0; i + 1 < sizeof good; i++)
		for (int bit = 0; bit < 8; bit++) {
			struct arena *a = arena_new();
			struct buf b = BUF_IN(a);
			struct value v[ALL];
			const struct cjson *j;
			struct str s = { bad, sizeof good - 1 };

			memcpy(bad, good, sizeof good);
			bad[i] = (char)(bad[i] ^ 1 << bit);
			if (canon_read(a, s, &j, NULL) == ERR_OK &&
			    fields_decode(a, &all, j, v, NULL) == ERR_OK) {
				CHECK_OK(encode(&b, &all, v, NULL, NULL), NULL);
				CHECK(str_eq(buf_view(&b), s));
				read++;
			}
			arena_free(a);
		}
	CHECK(read > 0);
}

TEST("out of memory is said while an entry is read")
{
	const struct cjson *j;
	struct arena *keep = arena_new();
	struct value v[ALL];

	CHECK_OK(canon_read(keep, S("{\"guides\":["
	    "\"0190c4a1-0000-7000-8000-000000000001\"],\"rows\":[{}]}"), &j,
	    NULL), NULL);
	for (long n = 1;; n++) {
		struct arena *a = arena_new();
		struct note note = NOTE_INIT;
		enum err e;

		fault_arm(FAULT_ALLOC, n);
		e = fields_decode(a, &all, j, v, &note);
		fault_arm(FAULT_ALLOC, 0);
		arena_free(a);
		if (e == ERR_OK)
			break;
		CHECK_ERR(e, ERR_MEMORY, &note);
		CHECK(n < 10);
	}
	arena_free(keep);
}
