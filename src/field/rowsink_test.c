/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "base/fault.h"
#include "base/sheet.h"
#include "field/rowsink.h"
#include "test/lib/test.h"

static const struct choice grades[] = {
	{ "party_committee", M("party committee") },
	{ NULL, NULL }
};

struct row {
	struct value	name, id, count, share, from, at, kind, tags;
};

static const struct field rows[] = {
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Name") },
	{ .name = "id", .kind = FIELD_REF, .flags = FIELD_MACHINE,
	    .label = M("Key") },
	{ .name = "count", .kind = FIELD_INT, .flags = FIELD_OPEN,
	    .label = M("Entries") },
	{ .name = "share", .kind = FIELD_DECIMAL, .label = M("Share") },
	{ .name = "from", .kind = FIELD_DATE, .label = M("From") },
	{ .name = "at", .kind = FIELD_MOMENT, .label = M("Known at") },
	{ .name = "kind", .kind = FIELD_CHOICE, .choices = grades,
	    .label = M("Kind") },
	{ .name = "tags", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .label = M("Tags") },
};
static FIELDS(table, "table", 1, rows);

static const struct voice english = { LANG_EN, NULL };

/* What was written, and where it is to fail: -1 never. */
struct written {
	struct buf	b;
	int		writes, fail_at;
};

static enum err
write_to(void *arg, struct str bytes, struct note *note)
{
	struct written *w = arg;

	if (w->writes++ == w->fail_at)
		return NOTE(note, ERR_FULL, M("The disk is full."));
	buf_str(&w->b, bytes);
	return ERR_OK;
}

static const struct key some_key = { { 0x01 } };

static struct value tag_values[] = { V_TEXT(S("a|b")), V_TEXT(S("c")) };

/* Everything said, and what spreadsheets would take for a formula. */
static struct row
full_row(void)
{
	return (struct row){
		.name = V_TEXT(S("=1+1, \"x\"")),
		.id = V_KEY(some_key),
		.count = V_INT(-5),
		.share = { .given = GIVEN_KNOWN, .dec = { 125, -1 } },
		.from = V_DAY(20780),
		.at = { .given = GIVEN_KNOWN, .prec = PREC_MINUTE,
		    .num = INT64_C(1795414200000) },
		.kind = V_TEXT(S("party_committee")),
		.tags = { .given = GIVEN_KNOWN, .list = { tag_values, 2 } },
	};
}

static enum err
put_two(struct rowsink *s, struct note *note)
{
	struct row one = full_row(), two = { .name = V_TEXT(S("网信办")),
	    .count = { .given = GIVEN_UNKNOWN, .text = S("not_known") } };
	enum err r;

	if ((r = rowsink_begin(s, &table, note)) != ERR_OK ||
	    (r = rowsink_row(s, VALUES(&one), note)) != ERR_OK ||
	    (r = rowsink_row(s, VALUES(&two), note)) != ERR_OK)
		return r;
	return rowsink_end(s, note);
}

TEST("rows become a JSON object, its members sorted by name")
{
	struct arena *a = arena_new();
	struct written w = { BUF_INIT, 0, -1 };
	struct rowsink *s = rowsink_json(a, write_to, &w);
	struct note note = NOTE_INIT;

	CHECK_OK(put_two(s, &note), &note);
	CHECK_INT(s->rows, 2);
	CHECK_STR(buf_view(&w.b), "{\"rows\":["
	    "{\"at\":\"2026-11-23T06:10Z\",\"count\":-5,"
	    "\"from\":\"2026-11-23\","
	    "\"id\":\"01000000-0000-0000-0000-000000000000\","
	    "\"kind\":\"party_committee\",\"name\":\"=1+1, \\\"x\\\"\","
	    "\"share\":\"12.5\",\"tags\":[\"a|b\",\"c\"]},"
	    "{\"count\":{\"unknown\":\"not_known\"},\"name\":\"网信办\"}]}");
	buf_free(&w.b);
	arena_free(a);
}

TEST("no rows are an empty JSON list, and a CSV heading alone")
{
	struct arena *a = arena_new();
	struct written w = { BUF_INIT, 0, -1 };
	struct rowsink *s = rowsink_json(a, write_to, &w);
	struct note note = NOTE_INIT;

	CHECK_OK(rowsink_begin(s, &table, &note), &note);
	CHECK_OK(rowsink_end(s, &note), &note);
	CHECK_STR(buf_view(&w.b), "{\"rows\":[]}");
	buf_empty(&w.b);
	s = rowsink_csv(a, english, write_to, &w);
	CHECK_OK(rowsink_begin(s, &table, &note), &note);
	CHECK_OK(rowsink_end(s, &note), &note);
	CHECK_STR(buf_view(&w.b),
	    "\xEF\xBB\xBFName,Entries,Share,From,Known at,Kind,Tags\r\n");
	buf_free(&w.b);
	arena_free(a);
}

TEST("rows become CSV with a BOM, without machine fields and formulas")
{
	struct arena *a = arena_new();
	struct written w = { BUF_INIT, 0, -1 };
	struct note note = NOTE_INIT;

	CHECK_OK(put_two(rowsink_csv(a, english, write_to, &w), &note), &note);
	CHECK_STR(buf_view(&w.b),
	    "\xEF\xBB\xBFName,Entries,Share,From,Known at,Kind,Tags\r\n"
	    "\"'=1+1, \"\"x\"\"\",-5,12.5,2026-11-23,2026-11-23T06:10Z,"
	    "party_committee,a\\|b|c\r\n"
	    "网信办,?,,,,,\r\n");
	buf_free(&w.b);
	arena_free(a);
}

TEST("a CSV heading is in the voice's language and read back as the fields")
{
	struct arena *a = arena_new();
	struct written w = { BUF_INIT, 0, -1 };
	struct note note = NOTE_INIT;
	struct sheet *sheet = NULL;
	const struct cell *cells;
	struct str heads[16];
	int map[16];
	size_t n;

	CHECK_OK(put_two(rowsink_csv(a, (struct voice){ LANG_ZH_CN, NULL },
	    write_to, &w), &note), &note);
	CHECK_OK(sheet_from_bytes(buf_view(&w.b), NULL, &sheet, &note), &note);
	CHECK_OK(sheet_next(sheet, &cells, &n, &note), &note);
	CHECK_STR(cells[0].text, "名称");
	CHECK_INT(n, 7);
	for (size_t i = 0; i < n; i++)
		heads[i] = cells[i].text;
	CHECK_OK(fields_heads(&table, heads, n, map, &note), &note);
	CHECK_INT(map[0], 0);
	CHECK_INT(map[1], 2);
	CHECK_INT(map[6], 7);
	sheet_close(sheet);
	buf_free(&w.b);
	arena_free(a);
}

TEST("a row of one empty cell is still a row")
{
	static const struct field one_rows[] = {
		{ .name = "name", .kind = FIELD_TEXT, .label = M("Name") },
	};
	static const struct fields one = { "one", 1, one_rows, 1, NULL };
	struct arena *a = arena_new();
	struct written w = { BUF_INIT, 0, -1 };
	struct rowsink *s = rowsink_csv(a, english, write_to, &w);
	struct note note = NOTE_INIT;
	struct value v = { 0 };

	CHECK_OK(rowsink_begin(s, &one, &note), &note);
	CHECK_OK(rowsink_row(s, &v, &note), &note);
	CHECK_OK(rowsink_end(s, &note), &note);
	CHECK_STR(buf_view(&w.b), "\xEF\xBB\xBFName\r\n\"\"\r\n");
	buf_free(&w.b);
	arena_free(a);
}

/* Put rows until the sink fails; how many were taken? */
static int
rows_until_failure(struct rowsink *s, enum err want)
{
	struct row row = full_row();
	struct note note = NOTE_INIT;
	int n = 0;

	CHECK_OK(rowsink_begin(s, &table, &note), &note);
	while (rowsink_row(s, VALUES(&row), &note) == ERR_OK)
		CHECK(++n < 100000);
	CHECK_INT(note.err, want);
	CHECK_INT(s->rows, n);
	return n;
}

TEST("rows are written as they come, and a writer that fails stops them")
{
	for (int csv = 0; csv < 2; csv++) {
		struct arena *a = arena_new();
		struct written w = { BUF_INIT, 0, 2 };
		struct rowsink *s = csv ? rowsink_csv(a, english, write_to, &w)
		    : rowsink_json(a, write_to, &w);
		struct row row = full_row();
		struct note note = NOTE_INIT;
		int n = rows_until_failure(s, ERR_FULL);

		CHECK(n > 100);
		CHECK_INT(w.writes, 3);
		CHECK(w.b.n > 2 * 16 * 1024 && w.b.n < 3 * 16 * 1024);
		/* And nothing more is written, whatever is asked. */
		CHECK_INT(rowsink_row(s, VALUES(&row), &note), ERR_FULL);
		CHECK_INT(rowsink_end(s, &note), ERR_FULL);
		CHECK_INT(w.writes, 3);
		rowsink_drop(s);
		buf_free(&w.b);
		arena_free(a);
	}
}

TEST("a writer that fails at the end is heard")
{
	struct arena *a = arena_new();
	struct written w = { BUF_INIT, 0, 0 };
	struct note note = NOTE_INIT;

	CHECK_ERR(put_two(rowsink_json(a, write_to, &w), &note), ERR_FULL,
	    &note);
	note_clear(&note);
	w.writes = 0;
	CHECK_ERR(put_two(rowsink_csv(a, english, write_to, &w), &note),
	    ERR_FULL, &note);
	buf_free(&w.b);
	arena_free(a);
}

TEST("a sink that found no memory says so")
{
	struct note note = NOTE_INIT;

	CHECK_ERR(rowsink_begin(NULL, &table, &note), ERR_MEMORY, &note);
	rowsink_drop(NULL);
	for (long n = 1;; n++) {
		struct arena *a = arena_new();
		struct written w = { BUF_INIT, 0, -1 };
		enum err e;

		note_clear(&note);
		buf_room(&w.b, 4096);
		fault_arm(FAULT_ALLOC, n);
		e = put_two(rowsink_csv(a, english, write_to, &w), &note);
		fault_arm(FAULT_ALLOC, 0);
		buf_free(&w.b);
		arena_free(a);
		if (e == ERR_OK)
			break;
		CHECK_ERR(e, ERR_MEMORY, &note);
		CHECK(n < 100);
	}
}

/* The cells of the next row, each in brackets. */
static void
check_row(struct sheet *sheet, const char *want, const char *file, int line)
{
	const struct cell *cells;
	struct buf b = BUF_INIT;
	struct note note = NOTE_INIT;
	size_t n;

	test_check_err(sheet_next(sheet, &cells, &n, &note), ERR_OK, &note,
	    file, line);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "[%.*s]", STR_ARG(cells[i].text));
	test_check_str(buf_view(&b), str_of(want), file, line);
	buf_free(&b);
}

TEST("rows become a workbook that is read back as it was")
{
	struct arena *a = arena_new();
	struct voice here = { LANG_EN, NULL };
	const char *path = test_path(a, "rows.xlsx");
	struct note note = NOTE_INIT;
	struct sheet *sheet = NULL;

	CHECK_OK(zone_load(a, S("Asia/Shanghai"), &here.zone, &note), &note);
	CHECK_OK(put_two(rowsink_xlsx(a, here, path), &note), &note);
	CHECK_OK(sheet_open(path, NULL, &sheet, &note), &note);
	CHECK(sheet_is_workbook(sheet));
	check_row(sheet, "[Name][Entries][Share][From]"
	    "[Known at (Beijing time)][Kind][Tags]", __FILE__, __LINE__);
	check_row(sheet, "[=1+1, \"x\"][-5][12.5][2026-11-23]"
	    "[2026-11-23T14:10][party_committee][a\\|b|c]", __FILE__,
	    __LINE__);
	check_row(sheet, "[网信办][?]", __FILE__, __LINE__);
	check_row(sheet, "", __FILE__, __LINE__);
	sheet_close(sheet);
	arena_free(a);
}

/* What was put in the workbook's one cell of ${f}, read and parsed again. */
static void
check_again(const struct field *f, struct voice v, const struct value *value,
    const char *file, int line)
{
	struct fields fs = { "one", 1, f, 1, NULL };
	struct arena *a = arena_new();
	const char *path = test_path(a, "again.xlsx");
	struct rowsink *s = rowsink_xlsx(a, v, path);
	struct note note = NOTE_INIT;
	struct sheet *sheet = NULL;
	const struct cell *cells;
	struct value again;
	int map = -1;
	size_t n;

	CHECK_OK(rowsink_begin(s, &fs, &note), &note);
	CHECK_OK(rowsink_row(s, value, &note), &note);
	CHECK_OK(rowsink_end(s, &note), &note);
	CHECK_OK(sheet_open(path, NULL, &sheet, &note), &note);
	CHECK_OK(sheet_next(sheet, &cells, &n, &note), &note);
	CHECK_OK(fields_heads(&fs, &cells[0].text, 1, &map, &note), &note);
	CHECK_INT(map, 0);
	CHECK_OK(sheet_next(sheet, &cells, &n, &note), &note);
	CHECK_INT(n, 1);
	test_check_err(field_parse(a, f, v, cells[0].text, &again, &note),
	    ERR_OK, &note, file, line);
	_assert_true(value_eq(f, value, &again), "the same", file, line);
	sheet_close(sheet);
	arena_free(a);
}

TEST("a moment comes back from a workbook with all that is known of it")
{
	struct arena *a = arena_new();
	struct voice here = { LANG_ZH_CN, NULL };

	CHECK_OK(zone_load(a, S("Asia/Shanghai"), &here.zone, NULL), NULL);
	for (enum precision p = PREC_MS; p < PREC__MAX; p++) {
		struct moment m = { INT64_C(1795414261234), p };
		struct value v = { .given = GIVEN_KNOWN, .prec = p };

		v.num = moment_first(m);
		check_again(&rows[5], here, &v, __FILE__, __LINE__);
		check_again(&rows[5], english, &v, __FILE__, __LINE__);
	}
	arena_free(a);
}

TEST("numbers that a spreadsheet would round come back whole")
{
	static const int64_t numbers[] = { 0, -1, 999999999999999,
	    1000000000000001, CANON_INT_MAX, -CANON_INT_MAX };

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct value v = V_INT(numbers[i]);
		struct value d = { .given = GIVEN_KNOWN,
		    .dec = { numbers[i], -7 } };

		check_again(&rows[2], english, &v, __FILE__, __LINE__);
		check_again(&rows[3], english, &d, __FILE__, __LINE__);
	}
}

TEST("days before spreadsheets' time come back, too")
{
	static const int64_t days[] = { DAY_LEAST, -25567, -25568, 0,
	    20780, DAY_OPEN };

	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct value v = V_DAY(days[i]);

		check_again(&rows[4], english, &v, __FILE__, __LINE__);
	}
}

TEST("a workbook that is given up leaves no file, and an older one as it was")
{
	struct arena *a = arena_new();
	const char *path = test_path(a, "dropped.xlsx");
	struct row row = full_row();
	struct note note = NOTE_INIT;

	for (int older = 0; older < 2; older++) {
		struct rowsink *s = rowsink_xlsx(a, english, path);

		CHECK_OK(rowsink_begin(s, &table, &note), &note);
		CHECK_OK(rowsink_row(s, VALUES(&row), &note), &note);
		rowsink_drop(s);
		CHECK_INT(access(path, F_OK), older - 1);
		rowsink_drop(s);
		CHECK_OK(put_two(rowsink_xlsx(a, english, path), &note), &note);
	}
	arena_free(a);
}

TEST("a workbook where no file can be is an error that names the place")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	enum err r = put_two(rowsink_xlsx(a, english,
	    test_path(a, "none/rows.xlsx")), &note);

	CHECK(r != ERR_OK && note.err == r);
	arena_free(a);
}
