/* SPDX-License-Identifier: Apache-2.0 */
#include "core/import_errors.h"

#include <unistd.h>

#include "base/file.h"
#include "core/import_template.h"
#include "core/outfile.h"
#include "test/lib/test.h"

static const struct voice english = { LANG_EN, NULL };

/* Sheets as they are read: cells parted by '|', rows by line feeds. */
static struct str
read_sheet(struct arena *a, const char *path, const char *name)
{
	struct buf b = BUF_IN(a);
	struct note note = NOTE_INIT;
	struct sheet *s = NULL;
	const struct cell *cells;
	size_t n = 1;

	CHECK_OK(sheet_open(path, name, &s, &note), &note);
	for (;;) {
		CHECK_OK(sheet_next(s, &cells, &n, &note), &note);
		if (n == 0)
			break;
		for (size_t i = 0; i < n; i++)
			buf_fmt(&b, "%s%.*s", i == 0 ? "" : "|",
			    STR_ARG(cells[i].text));
		buf_char(&b, '\n');
	}
	sheet_close(s);
	return b.n == 0 ? S("") : buf_view(&b);
}

static void
put(struct import_errors *e, int64_t row, const char *label,
    const char *words)
{
	struct note note = NOTE_INIT;

	(void)NOTE(&note, ERR_INVALID, words);
	note.where = (struct where){ .line = row, .label = label,
	    .column = 3, .field = label };
	import_errors_put(e, &note);
}

static void
write_csv(struct arena *a, const char *name, const char *text)
{
	struct note note = NOTE_INIT;

	CHECK_OK(file_write(test_path(a, name), str_of(text), 0600, &note),
	    &note);
}

TEST("a copy says beside each row what is wrong, all of it, in order")
{
	struct arena *a = arena_new();
	struct import_errors *e = NULL;
	struct note note = NOTE_INIT;

	write_csv(a, "in.csv", "code,name\n1,=a\n2,\"b, c\"\n3\n");
	CHECK_OK(import_errors_new(english, &e, &note), &note);
	put(e, 4, NULL, "Third.");
	put(e, 2, "Name", "First.");
	put(e, 2, NULL, "Second.");
	CHECK_INT(import_errors_count(e), 3);
	CHECK_OK(import_errors_write(e, test_path(a, "in.csv"), NULL,
	    test_path(a, "out.csv"), &note), &note);
	CHECK_STR(read_sheet(a, test_path(a, "out.csv"), NULL),
	    "What is wrong|code|name\n"
	    "\"Name\": First.\ncolumn 3: Second.|1|=a\n"
	    "|2|b, c\n"
	    "column 3: Third.|3\n");
	import_errors_free(e);
	/* A copy of the copy has one such column, too. */
	CHECK_OK(import_errors_new(english, &e, &note), &note);
	put(e, 2, NULL, "Still.");
	CHECK_OK(import_errors_write(e, test_path(a, "out.csv"), NULL,
	    test_path(a, "again.csv"), &note), &note);
	CHECK_STR(read_sheet(a, test_path(a, "again.csv"), NULL),
	    "What is wrong|code|name\ncolumn 3: Still.|1|=a\n|2|b, c\n|3\n");
	import_errors_free(e);
	import_errors_free(NULL);
	arena_free(a);
}

TEST("a workbook's copy is a workbook, of the sheet that was read")
{
	struct arena *a = arena_new();
	struct sheet_out *o = NULL;
	struct import_errors *e = NULL;
	struct note note = NOTE_INIT;
	const char *from = test_path(a, "in.xlsx");
	const char *to = test_path(a, "out.xlsx");

	CHECK_OK(sheet_out_open(from, "first", &o, &note), &note);
	sheet_out_cell(o, SHEET_TEXT, S("other"));
	sheet_out_row(o);
	CHECK_OK(sheet_out_next(o, "second", &note), &note);
	sheet_out_cell(o, SHEET_TEXT, S("code"));
	sheet_out_cell(o, SHEET_TEXT, S("from"));
	sheet_out_row(o);
	sheet_out_cell(o, SHEET_TEXT, S("0107"));
	sheet_out_cell(o, SHEET_DAY, S("2024-02-29"));
	sheet_out_row(o);
	CHECK_OK(sheet_out_close(&o, &note), &note);
	CHECK_OK(import_errors_new(english, &e, &note), &note);
	put(e, 2, NULL, "Wrong.");
	CHECK_OK(import_errors_write(e, from, "second", to, &note), &note);
	CHECK_STR(read_sheet(a, to, NULL),
	    "What is wrong|code|from\ncolumn 3: Wrong.|0107|2024-02-29\n");
	import_errors_free(e);
	arena_free(a);
}

TEST("a row that cannot be read has its words, and nothing else")
{
	struct arena *a = arena_new();
	struct import_errors *e = NULL;
	struct note note = NOTE_INIT;

	write_csv(a, "in.csv", "code,name\n1,\"a\"b\n2,c\n");
	CHECK_OK(import_errors_new(english, &e, &note), &note);
	put(e, 2, NULL, "Broken.");
	CHECK_OK(import_errors_write(e, test_path(a, "in.csv"), NULL,
	    test_path(a, "out.csv"), &note), &note);
	CHECK_STR(read_sheet(a, test_path(a, "out.csv"), NULL),
	    "What is wrong|code|name\ncolumn 3: Broken.\n|2|c\n");
	import_errors_free(e);
	arena_free(a);
}

TEST("the sheet that is imported is not overwritten")
{
	struct arena *a = arena_new();
	struct import_errors *e = NULL;
	struct note note = NOTE_INIT;
	const char *path = test_path(a, "in.csv");

	write_csv(a, "in.csv", "code\n1\n");
	CHECK_OK(import_errors_new(english, &e, &note), &note);
	put(e, 2, NULL, "Wrong.");
	CHECK_ERR(import_errors_write(e, path, NULL, path, &note), ERR_USAGE,
	    &note);
	CHECK_STR(read_sheet(a, path, NULL), "code\n1\n");
	note_clear(&note);
	CHECK(import_errors_write(e, path, NULL, test_path(a,
	    "none/out.csv"), &note) != ERR_OK);
	import_errors_free(e);
	arena_free(a);
}

static const struct choice words[] = {
	{ "party_committee", M("party committee") }, { "unit", M("unit") },
	{ NULL, NULL }
};
static const struct field rows[] = {
	{ .name = "name", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED,
	    .label = M("Name") },
	{ .name = "rev", .kind = FIELD_INT, .flags = FIELD_MACHINE,
	    .label = M("Last entry") },
	{ .name = "kind", .kind = FIELD_LIST, .of = FIELD_CHOICE,
	    .choices = words, .label = M("Kind") },
	{ .name = "from", .kind = FIELD_DATE, .label = M("From") },
};
static const struct fields table = { "things", 1, rows, 4, NULL };
static const struct import_example examples[] = {
	{ "name", "南通市人民政府" }, { NULL, NULL }
};

TEST("a template has the headings of the language asked for, which are read")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	const char *path = test_path(a, "t.csv");
	int map[3];

	CHECK_OK(import_template(path, &table, examples, english, &note),
	    &note);
	CHECK_STR(read_sheet(a, path, NULL), "Name (required)|Kind|From\n");
	CHECK_OK(import_template(path, &table, examples, (struct voice){
	    LANG_ZH_CN, NULL }, &note), &note);
	CHECK_STR(read_sheet(a, path, NULL), "名称（必填）|类别|起始\n");
	CHECK_OK(fields_heads(&table, (const struct str[]){
	    S("名称（必填）"), S("类别"), S("起始") }, 3, map, &note), &note);
	CHECK_INT(map[0], 0);
	CHECK_INT(map[1], 2);
	CHECK_INT(map[2], 3);
	arena_free(a);
}

TEST("a workbook's second sheet explains each column")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	const char *path = test_path(a, "t.xlsx");

	CHECK_OK(import_template(path, &table, examples, english, &note),
	    &note);
	CHECK_STR(read_sheet(a, path, NULL), "Name (required)|Kind|From\n");
	CHECK_STR(read_sheet(a, path, "Notes"),
	    "Column|Name in programs|Needed|What is written there|Words|"
	    "Example\n"
	    "Name|name|yes|text||南通市人民政府\n"
	    "Kind|kind|no|one of the words; several are parted by |"
	    "|party_committee party committee, unit unit|"
	    "party_committee|unit\n"
	    "From|from|no|date, like 2024-03-01||2024-03-01\n");
	arena_free(a);
}

TEST("a file appears when it is whole, and what was there stays until then")
{
	struct arena *a = arena_new();
	const char *path = test_path(a, "whole.csv");
	struct outfile *f = NULL;
	struct note note = NOTE_INIT;
	struct str got;

	write_csv(a, "whole.csv", "old");
	CHECK_OK(outfile_open(path, &f, &note), &note);
	CHECK_OK(outfile_write(f, S("new"), &note), &note);
	outfile_drop(&f);
	CHECK_OK(file_read(a, path, 10, &got, &note), &note);
	CHECK_STR(got, "old");
	CHECK_OK(outfile_open(path, &f, &note), &note);
	CHECK_OK(outfile_write(f, S("new"), &note), &note);
	CHECK_OK(outfile_close(&f, &note), &note);
	CHECK(f == NULL);
	CHECK_OK(file_read(a, path, 10, &got, &note), &note);
	CHECK_STR(got, "new");
	CHECK(outfile_is_workbook("a.XLSX"));
	CHECK(!outfile_is_workbook("xlsx"));
	CHECK(outfile_open(test_path(a, "none/x.csv"), &f, &note) != ERR_OK);
	arena_free(a);
}
