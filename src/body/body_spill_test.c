/* SPDX-License-Identifier: Apache-2.0 */
/* Is a large sheet judged alike, wherever what is read of it lies? */
#include <sys/resource.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "body/body_import.h"
#include "body/house_test.h"
#include "test/lib/app.h"

enum {
	ROWS	= 24000,	/* more than an arena holds in memory */
	EVERY	= 4000		/* rows from one fault to the next */
};

/* Each body under one before it; each 4,000th has a fault. */
static void
sheet_put(struct test_place *t, const char *path)
{
	struct buf b = BUF_INIT;

	buf_text(&b, "source,code,name,kind,superior,guided_by,region,industry,"
	    "from,to\n");
	for (int i = 1; i <= ROWS; i++) {
		buf_fmt(&b, "t,%d,第%d单位,unit,", i, i);
		if (i > 1)
			buf_fmt(&b, "t:%d", (i + 6) / 7);
		buf_fmt(&b, ",%s,320600,金融,%s,\n", i > 9 ? "t:2|t:3" : "",
		    i % EVERY == 0 ? "2020-02-30" : "2020-01-01");
	}
	CHECK_OK(file_write(path, buf_view(&b), 0600, &t->note), &t->note);
	buf_free(&b);
}

struct told {
	int64_t	rows;	/* all that were told of, added up */
	int	n;
};

static void
fault_told(void *arg, const struct note *note)
{
	struct told *told = arg;

	told->rows += note->where.row;
	told->n++;
}

static void
judge(struct test_app *ta, const char *path, struct told *told)
{
	const struct import_watch watch = { .fault = fault_told, .arg = told };
	const struct body_import what = { .path = path, .dry = true };
	struct import_report report;
	struct note *note = &ta->t->note;

	*told = (struct told){ .n = 0 };
	CHECK_OK(body_import(ta->app, &test_who, &what, (struct voice){
	    LANG_EN, NULL }, &watch, &report, note), note);
	CHECK_INT(report.rows, ROWS);
	CHECK_INT(report.faults, told->n);
	CHECK_INT(report.planned + report.faults, ROWS);
}

BOTH("a large sheet is judged alike in a file, without a folder and without room")
{
	struct rlimit was, small;
	struct told first, other;
	struct test_app ta;
	const char *path;

	test_open(&ta, t);
	path = test_path(t->a, "large.csv");
	sheet_put(t, path);
	CHECK_INT(setenv("TMPDIR", test_folder(), 1), 0);
	judge(&ta, path, &first);
	CHECK(first.n >= ROWS / EVERY);
	CHECK_INT(setenv("TMPDIR", "/nonexistent", 1), 0);
	judge(&ta, path, &other);
	CHECK(other.n == first.n && other.rows == first.rows);
	CHECK_INT(setenv("TMPDIR", test_folder(), 1), 0);
	CHECK_INT(getrlimit(RLIMIT_FSIZE, &was), 0);
	small = (struct rlimit){ 1024 * 1024, was.rlim_max };
	CHECK_INT(setrlimit(RLIMIT_FSIZE, &small), 0);
	judge(&ta, path, &other);
	CHECK_INT(setrlimit(RLIMIT_FSIZE, &was), 0);
	CHECK(other.n == first.n && other.rows == first.rows);
	app_end(&ta);
}
