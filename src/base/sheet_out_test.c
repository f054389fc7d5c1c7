/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "base/file.h"
#include "base/sheet_made.h"
#include "test/lib/test.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <zip.h>

struct out {
	struct arena		*a;
	const char		*path;
	struct sheet_out	*to;
	struct note		 note;
};

static void
out_begin(struct out *o, const char *file)
{
	*o = (struct out){ .a = arena_new() };
	CHECK(o->a != NULL);
	o->path = test_path(o->a, file);
	CHECK_OK(sheet_out_open(o->path, "机构", &o->to, &o->note), &o->note);
}

static void
out_text(struct out *o, const char *text)
{
	sheet_out_cell(o->to, SHEET_TEXT, str_of(text));
}

/* Close it and read back what was written. */
static void
out_check(struct out *o, const char *want)
{
	struct sheet *s = NULL;

	CHECK_OK(sheet_out_close(&o->to, &o->note), &o->note);
	CHECK(o->to == NULL);
	CHECK_OK(sheet_open(o->path, "机构", &s, &o->note), &o->note);
	CHECK(sheet_is_workbook(s));
	CHECK_STR(made_read(o->a, s, &o->note), want);
	sheet_close(s);
	arena_free(o->a);
}

/* How many files does the folder of the tests hold? */
static int
files_count(void)
{
	DIR *d = opendir(test_folder());
	int n = 0;

	while (d != NULL && readdir(d) != NULL)
		n++;
	CHECK(d != NULL && closedir(d) == 0);
	return n - 2;
}

TEST("texts are read back as they were written")
{
	struct out o;

	out_begin(&o, "texts.xlsx");
	out_text(&o, "编码");
	out_text(&o, "");
	out_text(&o, "a<b>&\"c\"'");
	sheet_out_row(o.to);
	sheet_out_row(o.to);
	out_text(&o, "=1+1");
	out_text(&o, "  blanks ");
	out_text(&o, "line\nfeed\r\nand\ttab");
	out_text(&o, "{=x}");
	sheet_out_row(o.to);
	out_text(&o, "\x01\x02\x1F");
	out_text(&o, "_x000D_ _x0041_ _x_ _");
	out_text(&o, "\xEF\xBF\xBF\xEF\xBF\xBE");
	out_text(&o, "\xF0\xA0\xAE\xB7");
	out_text(&o, "http://a.b/c");
	sheet_out_row(o.to);
	out_check(&o, "1[编码][][a<b>&\"c\"']\n"
	    "3[=1+1][  blanks ][line\nfeed\r\nand\ttab][{=x}]\n"
	    "4[\x01\x02\x1F][_x000D_ _x0041_ _x_ _][\xEF\xBF\xBF\xEF\xBF\xBE]"
	    "[\xF0\xA0\xAE\xB7][http://a.b/c]\n");
}

TEST("a second sheet stands beside the first, and both are checked")
{
	struct sheet *s = NULL;
	struct out o;

	out_begin(&o, "two.xlsx");
	out_text(&o, "编码");
	out_text(&o, "名称");
	sheet_out_row(o.to);
	CHECK_OK(sheet_out_next(o.to, "说明", &o.note), &o.note);
	sheet_out_row(o.to);
	out_text(&o, "必填");
	sheet_out_row(o.to);
	CHECK_OK(sheet_out_close(&o.to, &o.note), &o.note);
	CHECK_OK(sheet_open(o.path, NULL, &s, &o.note), &o.note);
	CHECK_STR(made_read(o.a, s, &o.note), "1[编码][名称]\n");
	sheet_close(s);
	CHECK_OK(sheet_open(o.path, "说明", &s, &o.note), &o.note);
	CHECK_STR(made_read(o.a, s, &o.note), "2[必填]\n");
	sheet_close(s);
	arena_free(o.a);
}

TEST("sheets of one name, of none that can be, and too many are refused")
{
	struct out o;

	out_begin(&o, "names.xlsx");
	CHECK_ERR(sheet_out_next(o.to, "机构", &o.note), ERR_INVALID,
	    &o.note);
	note_clear(&o.note);
	CHECK_ERR(sheet_out_next(o.to, "a/b", &o.note), ERR_INVALID,
	    &o.note);
	note_clear(&o.note);
	CHECK_OK(sheet_out_next(o.to, "2", &o.note), &o.note);
	CHECK_OK(sheet_out_next(o.to, "3", &o.note), &o.note);
	CHECK_OK(sheet_out_next(o.to, "4", &o.note), &o.note);
	CHECK_ERR(sheet_out_next(o.to, "5", &o.note), ERR_LIMIT, &o.note);
	sheet_out_drop(&o.to);
	CHECK(!file_exists(o.path));
	arena_free(o.a);
}

TEST("numbers are read back digit by digit, too long ones as text")
{
	static const char *const numbers[] = {
		"0", "1", "-1", "110000", "0.1", "1.1", "9.7", "-12.5",
		"0.000001", "123456789012345", "0.123456789012345",
		"99999.9999999999", "8.41", "4.35", "0.07", "2.675",
		"110101199003071234", "1234567890.12345678", "not a number",
		"1.5e3", "12,5",
	};
	struct buf want = BUF_INIT;
	struct out o;

	out_begin(&o, "numbers.xlsx");
	buf_text(&want, "1");
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		sheet_out_cell(o.to, SHEET_NUMBER, str_of(numbers[i]));
		buf_fmt(&want, "[%s]", numbers[i]);
	}
	buf_char(&want, '\n');
	sheet_out_row(o.to);
	out_check(&o, want.p);
	buf_free(&want);
}

TEST("every number of at most 15 digits is read back as it was")
{
	struct test_chance seed = { 20261123 };
	const struct chance chance = test_chance_of(&seed);
	struct buf want = BUF_INIT, one = BUF_INIT;
	struct out o;

	out_begin(&o, "many.xlsx");
	for (int row = 1; row <= 500; row++) {
		buf_int(&want, row);
		for (int i = 0; i < 10; i++) {
			uint64_t n[3];

			chance_bytes(&chance, n, sizeof n);
			n[0] %= UINT64_C(1000000000000000);
			for (uint64_t k = n[1] % 15; k > 0; k--)
				n[0] /= 10;
			buf_empty(&one);
			buf_fmt(&one, "%016llu", (unsigned long long)n[0] | 1);
			/* A point somewhere, and no zeros before it. */
			n[2] %= 15;
			memmove(one.p + 16 - n[2] + 1, one.p + 16 - n[2], n[2]);
			one.p[16 - n[2]] = n[2] == 0 ? '\0' : '.';
			one.n = n[2] == 0 ? 16 : 17;
			while (one.n > 1 && one.p[0] == '0' && one.p[1] != '.')
				memmove(one.p, one.p + 1, --one.n);
			while (n[2] != 0 && one.p[one.n - 1] == '0')
				one.n--;
			if (one.p[one.n - 1] == '.')
				one.n--;
			sheet_out_cell(o.to, SHEET_NUMBER, buf_view(&one));
			buf_fmt(&want, "[%.*s]", STR_ARG(buf_view(&one)));
		}
		buf_char(&want, '\n');
		sheet_out_row(o.to);
	}
	out_check(&o, want.p);
	buf_free(&one);
	buf_free(&want);
}

TEST("days and moments are the spreadsheet's own, others stay text")
{
	struct out o;

	out_begin(&o, "dates.xlsx");
	sheet_out_cell(o.to, SHEET_DAY, S("2026-11-23"));
	sheet_out_cell(o.to, SHEET_DAY, S("1900-01-01"));
	sheet_out_cell(o.to, SHEET_DAY, S("1900-02-28"));
	sheet_out_cell(o.to, SHEET_DAY, S("1900-03-01"));
	sheet_out_cell(o.to, SHEET_DAY, S("9999-12-31"));
	sheet_out_cell(o.to, SHEET_DAY, S("1899-12-31"));
	sheet_out_cell(o.to, SHEET_DAY, S("2026-02-30"));
	sheet_out_cell(o.to, SHEET_DAY, S("2026-11"));
	sheet_out_row(o.to);
	sheet_out_cell(o.to, SHEET_MOMENT, S("2026-11-23 14:10"));
	sheet_out_cell(o.to, SHEET_MOMENT, S("2026-11-23T23:59"));
	sheet_out_cell(o.to, SHEET_MOMENT, S("2026-11-23 14:10:59"));
	sheet_out_cell(o.to, SHEET_MOMENT, S("1900-01-01 00:00"));
	sheet_out_cell(o.to, SHEET_MOMENT, S("2026-11-23 24:00"));
	sheet_out_cell(o.to, SHEET_MOMENT, S("2026-11-23 14"));
	sheet_out_cell(o.to, SHEET_MOMENT, S("unknown"));
	sheet_out_row(o.to);
	out_check(&o, "1[2026-11-23][1900-01-01][1900-02-28][1900-03-01]"
	    "[9999-12-31][1899-12-31][2026-02-30][2026-11]\n"
	    "2[2026-11-23T14:10][2026-11-23T23:59][2026-11-23T14:10:59]"
	    "[1900-01-01T00:00][2026-11-23 24:00][2026-11-23 14][unknown]\n");
}

TEST("every minute of a day is read back as it was")
{
	struct buf want = BUF_INIT;
	char text[24];
	struct out o;

	out_begin(&o, "minutes.xlsx");
	for (int i = 0; i < 24 * 60; i++) {
		(void)snprintf(text, sizeof text, "2026-11-23 %02d:%02d",
		    i / 60, i % 60);
		sheet_out_cell(o.to, SHEET_MOMENT, str_of(text));
		sheet_out_row(o.to);
		text[10] = 'T';
		buf_fmt(&want, "%d[%s]\n", i + 1, text);
	}
	out_check(&o, want.p);
	buf_free(&want);
}

TEST("a workbook without rows is one")
{
	struct out o;

	out_begin(&o, "empty.xlsx");
	out_check(&o, "");
}

TEST("the file appears when it is whole, and what was there stays till then")
{
	struct str kept;
	struct out o;
	int before;

	out_begin(&o, "kept.xlsx");
	CHECK(!file_exists(o.path));
	CHECK_OK(file_write(o.path, S("before"), 0600, &o.note), &o.note);
	before = files_count();
	out_text(&o, "a");
	sheet_out_row(o.to);
	CHECK_OK(file_read(o.a, o.path, 100, &kept, &o.note), &o.note);
	CHECK_STR(kept, "before");
	out_check(&o, "1[a]\n");
	CHECK_INT(files_count(), before - 1);
}

TEST("what is given up leaves nothing behind")
{
	struct out o;
	int before = files_count();

	out_begin(&o, "dropped.xlsx");
	out_text(&o, "a");
	sheet_out_row(o.to);
	sheet_out_drop(&o.to);
	CHECK(o.to == NULL && !file_exists(o.path));
	sheet_out_drop(&o.to);
	CHECK_INT(files_count(), before);
	arena_free(o.a);
}

/* Closing fails with ${want}, and no file is there. */
static void
out_fails(struct out *o, enum err want)
{
	CHECK_ERR(sheet_out_close(&o->to, &o->note), want, &o->note);
	CHECK(o->to == NULL && o->note.msg != NULL && !file_exists(o->path));
	arena_free(o->a);
}

TEST("a text at the limit of a cell is written, beyond it is an error")
{
	struct out o;
	struct buf b = BUF_INIT;

	for (int i = 0; i < 32766; i++)
		buf_char(&b, 'x');
	out_begin(&o, "long.xlsx");
	buf_text(&b, "y");
	sheet_out_cell(o.to, SHEET_TEXT, buf_view(&b));
	CHECK_OK(sheet_out_close(&o.to, &o.note), &o.note);
	arena_free(o.a);
	b.n = 32766;
	buf_text(&b, "\xF0\xA0\xAE\xB7");
	out_begin(&o, "longer.xlsx");
	sheet_out_row(o.to);
	sheet_out_cell(o.to, SHEET_TEXT, S("a"));
	sheet_out_cell(o.to, SHEET_TEXT, buf_view(&b));
	sheet_out_cell(o.to, SHEET_TEXT, S("b"));
	CHECK_ERR(sheet_out_close(&o.to, &o.note), ERR_LIMIT, &o.note);
	CHECK(o.note.args[0].num == 2 && o.note.args[1].num == 2);
	CHECK(!file_exists(o.path));
	arena_free(o.a);
	buf_free(&b);
}

TEST("too many columns and too many rows are an error")
{
	struct out o;

	out_begin(&o, "wide.xlsx");
	for (int i = 0; i < SHEET_COLUMNS_MAX; i++)
		out_text(&o, "a");
	CHECK_OK(sheet_out_close(&o.to, &o.note), &o.note);
	arena_free(o.a);
	out_begin(&o, "wider.xlsx");
	for (int i = 0; i <= SHEET_COLUMNS_MAX; i++)
		out_text(&o, "a");
	out_fails(&o, ERR_LIMIT);
	out_begin(&o, "tall.xlsx");
	for (int i = 0; i < SHEET_ROWS_MAX; i++)
		sheet_out_row(o.to);
	out_text(&o, "a");
	out_fails(&o, ERR_LIMIT);
}

TEST("a name that no sheet can have is refused")
{
	static const char *const names[] = { "", "a/b", "a[b]", "a:b",
	    "1234567890123456789012345678901234567890" };
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	struct sheet_out *o = NULL;
	int before = files_count();

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		note_clear(&note);
		CHECK_ERR(sheet_out_open(test_path(a, "named.xlsx"), names[i],
		    &o, &note), ERR_INVALID, &note);
	}
	CHECK(o == NULL);
	CHECK_INT(files_count(), before);
	arena_free(a);
}

TEST("a folder that is not there is told at once")
{
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	struct sheet_out *o = NULL;

	CHECK_ERR(sheet_out_open(test_path(a, "none/a.xlsx"), "a", &o, &note),
	    ERR_NOTFOUND, &note);
	arena_free(a);
}

TEST("a file that only its owner reads")
{
	struct stat st;
	struct out o;

	out_begin(&o, "private.xlsx");
	CHECK_OK(sheet_out_close(&o.to, &o.note), &o.note);
	CHECK_INT(stat(o.path, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	arena_free(o.a);
}

/* Write ${rows} rows while no file may grow beyond ${most} bytes. */
static enum err
out_full(struct out *o, int rows, rlim_t most)
{
	struct rlimit all, some;
	enum err r;

	CHECK_INT(getrlimit(RLIMIT_FSIZE, &all), 0);
	some = (struct rlimit){ most, all.rlim_max };
	CHECK(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
	CHECK_INT(setrlimit(RLIMIT_FSIZE, &some), 0);
	for (int i = 0; i < rows; i++) {
		out_text(o, "some text of some length");
		sheet_out_row(o->to);
	}
	r = sheet_out_close(&o->to, &o->note);
	CHECK_INT(setrlimit(RLIMIT_FSIZE, &all), 0);
	return r;
}

/* How many rows does the workbook hold, up to its end? */
static int
rows_count(struct out *o)
{
	const struct cell *cells;
	struct sheet *s = NULL;
	size_t n = 1;
	int rows = -1;

	CHECK_OK(sheet_open(o->path, NULL, &s, &o->note), &o->note);
	for (; n != 0; rows++)
		CHECK_OK(sheet_next(s, &cells, &n, &o->note), &o->note);
	sheet_close(s);
	return rows;
}

TEST("what could not be written whole is an error, and no file is there")
{
	enum { ROWS = 200, STEP = 97, ENOUGH = 40000 };
	int failed = 0, whole = 0;

	/*
	 * The rows take some 13,000 bytes in one temporary file, a little more
	 * with the rest of their part in another: at some place each is cut.
	 */
	for (rlim_t most = 0; most < ENOUGH && whole < 3; most += STEP) {
		struct out o;
		enum err r;

		out_begin(&o, "full.xlsx");
		r = out_full(&o, ROWS, most);
		CHECK_INT(file_exists(o.path), r == ERR_OK);
		CHECK(r == ERR_OK || o.note.msg != NULL);
		if (r == ERR_OK) {
			CHECK_INT(rows_count(&o), ROWS);
			CHECK_INT(remove(o.path), 0);
			whole++;
		}
		failed += r != ERR_OK;
		arena_free(o.a);
	}
	CHECK(failed > 100 && whole == 3);
}

#ifdef ANZE_FAULTS
TEST("memory that runs out is told")
{
	long at = 0;
	enum err r;

	do {
		struct note note = NOTE_INIT;
		struct arena *a = arena_new();
		const char *path = test_path(a, "memory.xlsx");
		struct sheet_out *o = NULL;

		fault_arm(FAULT_ALLOC, ++at);
		if ((r = sheet_out_open(path, "a", &o, &note)) == ERR_OK) {
			sheet_out_cell(o, SHEET_TEXT, S("a"));
			r = sheet_out_close(&o, &note);
		}
		fault_arm(FAULT_ALLOC, 0);
		/* Memory may end behind the renaming: then it is there. */
		CHECK(file_exists(path) || r != ERR_OK);
		if (r != ERR_OK)
			CHECK_ERR(r, ERR_MEMORY, &note);
		arena_free(a);
	} while (r != ERR_OK);
	CHECK(at > 4);
}
#endif
