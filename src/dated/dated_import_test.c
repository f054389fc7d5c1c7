/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated_import.h"

#include "base/file.h"
#include "base/sheet_made.h"
#include "dated/dated_export.h"
#include "dated/toy_test.h"
#include "test/lib/app.h"

#define HEAD	"code,name,seat,words,n,flag,day,within,parts,from,to\n"
#define SMALL	"code,name,seat,from,to\n"

enum {
	TOLD_MAX = 16,
	ACT	 = 10	/* changes in one act */
};

/* What an import told. */
struct told {
	struct test_app	*ta;
	struct note	 fault[TOLD_MAX];
	int		 faults, every, remarks;
	int64_t		 stop_at;	/* changes after which it is stopped */
	bool		 meddle;	/* somebody else writes then */
};

static void
fault_told(void *arg, const struct note *note)
{
	struct told *told = arg;

	if (told->faults < TOLD_MAX)
		note_copy(&told->fault[told->faults], note);
	told->faults++;
}

static void
every_told(void *arg, const struct note *note)
{
	(void)note;
	((struct told *)arg)->every++;
}

static void
remark_told(void *arg, const struct note *note)
{
	(void)note;
	((struct told *)arg)->remarks++;
}

static enum err
progress_told(void *arg, const char *what, int64_t done, int64_t of)
{
	struct told *told = arg;

	(void)of;
	if (strcmp(what, "recorded") != 0)
		return ERR_OK;
	if (told->meddle) {
		told->meddle = false;
		(void)toy_thing(told->ta, "", "他", "", "2000-01-01", "");
	}
	return told->stop_at != 0 && done >= told->stop_at ? ERR_STOPPED :
	    ERR_OK;
}

static enum err
import_file(struct test_app *ta, const struct dated *type, const char *path,
    enum dated_conflict conflict, struct told *told,
    struct import_report *report)
{
	const struct import_watch watch = { .fault = fault_told,
	    .progress = progress_told, .arg = told, .remark = remark_told,
	    .every = every_told, .act_max = ACT };
	const struct dated_import what = { .path = path,
	    .conflict = conflict };

	note_clear(&ta->t->note);
	told->ta = ta;
	return dated_import(ta->app, &toy_who, type, &what, toy_voice, &watch,
	    report, &ta->t->note);
}

static enum err
import(struct test_app *ta, const char *text, enum dated_conflict conflict,
    struct told *told, struct import_report *report)
{
	const char *path = test_path(ta->t->a, "things.csv");

	note_clear(&ta->t->note);
	CHECK_OK(file_write(path, str_of(text), 0600, &ta->t->note),
	    &ta->t->note);
	return import_file(ta, &thing_dated, path, conflict, told, report);
}

/* An import that is wholly taken; how many entries it made. */
static int64_t
imported(struct test_app *ta, const char *text, enum dated_conflict conflict)
{
	struct import_report report;
	struct told told = { .faults = 0 };

	CHECK_OK(import(ta, text, conflict, &told, &report), told.faults > 0 ?
	    &told.fault[0] : &ta->t->note);
	CHECK_INT(told.faults, 0);
	CHECK_INT(report.done, report.planned);
	return report.done;
}

/* One that is refused; rows told of, faults in ${told}. */
static int64_t
refused(struct test_app *ta, const char *text, struct told *told)
{
	struct import_report report;
	int64_t size = toy_size(ta);

	*told = (struct told){ .faults = 0 };
	CHECK_ERR(import(ta, text, DATED_STOP, told, &report), ERR_INVALID,
	    &ta->t->note);
	CHECK_INT(toy_size(ta), size);
	CHECK_INT(told->every, told->faults);
	return report.faults;
}

/* Fault number ${i} stands in that line and field. */
static void
check_fault(const struct told *told, int i, int64_t line, const char *field,
    const char *file, int at)
{
	if (told->fault[i].where.line != line)
		test_check_err(ERR_OK, ERR_BUG, &told->fault[i], file, at);
	test_check_str(str_of(told->fault[i].where.field), str_of(field), file,
	    at);
}
#define FAULT(told, i, line, field) \
	check_fault(&(told), (i), (line), (field), __FILE__, __LINE__)

#define STATES(ta, text, want) \
	CHECK_STR(toy_states((ta), toy_find((ta), (text)), DATED_NOW), (want))

BOTH("rows become records, several rows of one code its states")
{
	struct test_app ta;

	toy_open(&ta, t);
	CHECK_INT(imported(&ta, SMALL
	    "1,甲,s,2020-01-01,2021-01-01\n"
	    "1,乙,s,2021-01-01,\n"
	    "2,丙,,2020-01-01,2022-01-01\n"
	    ",丁,,2020-01-01,\n", DATED_STOP), 4);
	STATES(&ta, "1", "2020-01-01 甲 s; 2021-01-01 乙 s");
	STATES(&ta, "2", "2020-01-01 丙; until 2022-01-01");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("an open row ends where the next one of its record begins")
{
	struct test_app ta;

	toy_open(&ta, t);
	CHECK_INT(imported(&ta, SMALL
	    "1,甲,,2020-01-01,\n"
	    "1,乙,,2021-01-01,\n"
	    "1,丙,,2022-01-01,2023-01-01\n", DATED_STOP), 3);
	STATES(&ta, "1", "2020-01-01 甲; 2021-01-01 乙; 2022-01-01 丙; "
	    "until 2023-01-01");
	app_end(&ta);
}

BOTH("rows of one record that do not follow one another are told")
{
	struct test_app ta;
	struct told told;

	toy_open(&ta, t);
	CHECK_INT(refused(&ta, SMALL
	    "1,甲,,2020-01-01,2021-01-01\n"
	    "2,乙,,2020-01-01,\n"
	    "1,丙,,2021-01-01,\n", &told), 1);
	FAULT(told, 0, 4, "from");
	/* A gap; an overlap; the wrong order. */
	CHECK_INT(refused(&ta, SMALL
	    "1,甲,,2020-01-01,2021-01-01\n"
	    "1,乙,,2021-02-01,\n", &told), 1);
	FAULT(told, 0, 3, "from");
	CHECK_INT(refused(&ta, SMALL
	    "1,甲,,2020-01-01,2021-01-01\n"
	    "1,乙,,2020-06-01,\n", &told), 1);
	CHECK_INT(refused(&ta, SMALL
	    "1,甲,,2021-01-01,\n"
	    "1,乙,,2020-01-01,2021-01-01\n", &told), 1);
	/* The same row twice. */
	CHECK_INT(refused(&ta, SMALL
	    "1,甲,,2020-01-01,\n"
	    "1,甲,,2020-01-01,\n", &told), 1);
	app_end(&ta);
}

BOTH("rows that nothing tells apart are told")
{
	struct test_app ta;
	struct told told;

	toy_open(&ta, t);
	CHECK_INT(refused(&ta, SMALL
	    ",甲,,2020-01-01,\n"
	    ",乙,,2020-01-01,\n"
	    ",甲,,2020-01-01,\n", &told), 1);
	FAULT(told, 0, 4, "from");
	CHECK_INT(imported(&ta, SMALL
	    ",甲,,2020-01-01,\n"
	    ",甲,,2020-01-02,\n", DATED_STOP), 2);
	app_end(&ta);
}

BOTH("a wrong value in every column is told with its row and column, all at once")
{
	struct test_app ta;
	struct told told;
	static const char *const fields[] = { "name", "words", "n", "flag",
	    "day", "to" };

	toy_open(&ta, t);
	CHECK_INT(refused(&ta, HEAD
	    "1,甲,,red|blue,5,yes,2024-02-29,,,2020-01-01,\n"
	    "2,,,pink,10,perhaps,2023-02-29,,,2020-01-01,never\n"
	    "3,乙,,red|red|red|red,x,?,x,no such,1|no such,2020-01-01,2019-01-01\n"
	    "4,丙,,,,,,,,,\n", &told), 3);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		bool found = false;

		for (int k = 0; k < told.faults && k < TOLD_MAX; k++)
			found = found || (told.fault[k].where.line == 3 &&
			    str_eq(str_of(told.fault[k].where.field),
			    str_of(fields[i])));
		if (!found)
			fail_msg("line 3: nothing said of %s", fields[i]);
	}
	/* The refs of a row with other faults are looked up all the same. */
	{
		int refs = 0, ends = 0;

		for (int k = 0; k < told.faults && k < TOLD_MAX; k++) {
			const struct where *w = &told.fault[k].where;

			refs += w->line == 4 &&
			    (str_is(str_of(w->field), "within") ||
			    str_is(str_of(w->field), "parts"));
			ends += w->line == 4 && str_is(str_of(w->field), "to");
		}
		CHECK_INT(refs, 2);
		CHECK_INT(ends, 1);
	}
	app_end(&ta);
}

BOTH("two rows that want one seat at one time are told, as is one of the store")
{
	struct test_app ta;
	struct told told;

	toy_open(&ta, t);
	CHECK_INT(refused(&ta, SMALL
	    "1,甲,s,2020-01-01,2021-01-01\n"
	    "2,乙,s,2020-12-31,\n"
	    "3,丙,s,2019-01-01,2020-01-01\n", &told), 1);
	FAULT(told, 0, 3, "");
	CHECK_INT(imported(&ta, SMALL
	    "1,甲,s,2020-01-01,2021-01-01\n"
	    "2,乙,s,2021-01-01,\n", DATED_STOP), 2);
	CHECK_INT(refused(&ta, SMALL "3,丙,s,2020-06-01,\n", &told), 1);
	FAULT(told, 0, 2, "seat");
	/* Those who change places in one sheet do not stand in one
	 * another's way. */
	CHECK_INT(imported(&ta, SMALL
	    "1,甲,q,2020-01-01,2021-01-01\n"
	    "2,乙,s,2020-01-01,\n", DATED_UPDATE), 2);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a seat for two is full with two, of the sheet and of the store")
{
	struct test_app ta;
	struct told told;

	toy_open(&ta, t);
	CHECK_INT(refused(&ta, SMALL
	    "1,甲,two,2020-01-01,\n"
	    "2,乙,two,2020-01-01,\n"
	    "3,丙,two,2020-06-01,\n", &told), 1);
	FAULT(told, 0, 4, "");
	CHECK_INT(imported(&ta, SMALL
	    "1,甲,two,2020-01-01,2021-01-01\n", DATED_STOP), 1);
	CHECK_INT(refused(&ta, SMALL
	    "2,乙,two,2020-01-01,\n"
	    "3,丙,two,2020-06-01,\n", &told), 1);
	FAULT(told, 0, 3, "");
	CHECK_INT(imported(&ta, SMALL
	    "2,乙,two,2020-01-01,\n"
	    "3,丙,two,2021-01-01,\n", DATED_STOP), 2);
	app_end(&ta);
}

BOTH("a record that says something else stops, is skipped or is updated")
{
	struct test_app ta;
	struct import_report report;
	struct told told;

	toy_open(&ta, t);
	CHECK_INT(imported(&ta, SMALL "1,甲,s,2020-01-01,\n", DATED_STOP), 1);
	CHECK_INT(refused(&ta, SMALL "1,乙,s,2020-01-01,\n", &told), 1);
	CHECK_INT(told.fault[0].err, ERR_EXISTS);
	CHECK_INT(imported(&ta, SMALL "1,乙,s,2020-01-01,\n", DATED_SKIP), 0);
	STATES(&ta, "1", "2020-01-01 甲 s");
	told = (struct told){ .faults = 0 };
	CHECK_OK(import(&ta, SMALL "1,乙,,2020-01-01,2022-01-01\n",
	    DATED_UPDATE, &told, &report), &t->note);
	STATES(&ta, "1", "2020-01-01 乙; until 2022-01-01");
	/* A column that is not there says nothing. */
	CHECK_INT(imported(&ta, "code,name,from\n1,丙,2020-01-01\n",
	    DATED_UPDATE), 1);
	STATES(&ta, "1", "2020-01-01 丙");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("the last states of a record are enough to change it")
{
	struct test_app ta;

	toy_open(&ta, t);
	CHECK_INT(imported(&ta, SMALL
	    "1,甲,,2020-01-01,2021-01-01\n"
	    "1,乙,,2021-01-01,\n", DATED_STOP), 2);
	CHECK_INT(imported(&ta, SMALL
	    "1,乙,,2021-01-01,2022-01-01\n"
	    "1,丙,,2022-01-01,\n", DATED_UPDATE), 1);
	STATES(&ta, "1", "2020-01-01 甲; 2021-01-01 乙; 2022-01-01 丙");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a record that was withdrawn is told or skipped, never revived")
{
	struct test_app ta;
	struct told told;

	toy_open(&ta, t);
	CHECK_INT(imported(&ta, SMALL "1,甲,,2020-01-01,\n", DATED_STOP), 1);
	CHECK_OK(dated_withdraw(ta.app, &toy_who, NULL, &thing_dated,
	    toy_find(&ta, "1"), S("误录"), NULL, &t->note), &t->note);
	CHECK_INT(refused(&ta, SMALL "1,甲,,2020-01-01,\n", &told), 1);
	CHECK_INT(imported(&ta, SMALL "1,甲,,2020-01-01,\n", DATED_SKIP), 0);
	app_end(&ta);
}

BOTH("a key that is not here, that is none, and another's code are told")
{
	struct test_app ta;
	struct told told;
	struct str text;
	struct key id;

	toy_open(&ta, t);
	id = toy_thing(&ta, "7", "甲", "", "2020-01-01", "");
	text = str_fmt(t->a, "id,code,name,from\n"
	    "%s,8,甲,2020-01-01\n"
	    "01a20f6c-2221-7f70-a2e2-59987c4bba0b,,乙,2020-01-01\n"
	    "x,,丙,2020-01-01\n", key_text(t->a, id).p);
	CHECK_INT(refused(&ta, text.p, &told), 3);
	FAULT(told, 0, 2, "code");
	FAULT(told, 1, 3, "id");
	FAULT(told, 2, 4, "id");
	text = str_fmt(t->a, "id,code,name,from\n%s,7,甲,2020-01-01\n",
	    key_text(t->a, id).p);
	CHECK_INT(imported(&ta, text.p, DATED_STOP), 0);
	app_end(&ta);
}

/* Things and shifts of every kind; "=" begins no formula. */
static void
fill(struct test_app *ta)
{
	CHECK_INT(imported(ta, HEAD
	    "1,甲,s,red|blue,5,yes,2024-02-29,,,2020-01-01,2021-01-01\n"
	    "1,乙,s,,,?,,,,2021-01-01,\n"
	    "nt-2,\"=1+1, \"\"x\"\"\",,,,,,1,1,2020-01-01,2022-01-01\n"
	    "3,-7,two,green,9,no,,1,1|nt-2,1949-10-01,\n"
	    ",无号,,,,,,,,2020-01-01,\n", DATED_STOP) , 5);
}

static struct str
exported(struct test_app *ta, const struct dated *type, const char *name)
{
	const struct dated_export what = {
	    .path = test_path(ta->t->a, name), .voice = toy_voice };
	int64_t rows;
	struct str bytes;

	note_clear(&ta->t->note);
	CHECK_OK(dated_export(ta->app->read, type, &what, &rows,
	    &ta->t->note), &ta->t->note);
	CHECK_OK(file_read(ta->t->a, what.path, 1 << 20, &bytes,
	    &ta->t->note), &ta->t->note);
	return bytes;
}

BOTH("an export that is imported again changes nothing, CSV and workbook")
{
	static const char *const names[] = { "out.csv", "out.xlsx" };
	struct test_app ta;
	struct value v[SHIFT__MAX] = { [SHIFT_WHO] = V_TEXT(S("甲")) };
	const int64_t eight = INT64_C(1772438400000);
	const struct dated_new in = { .code = S("n1"), .v = v,
	    .since = eight, .until = eight + 8 * HOUR_MS };

	toy_open(&ta, t);
	fill(&ta);
	/* References name records that were entered before. */
	CHECK_OK(dated_add(ta.app, &toy_who, NULL, &shift_dated, &in, NULL,
	    &t->note), &t->note);
	for (size_t i = 0; i < 2; i++) {
		const struct dated *const types[] = { &thing_dated,
		    &shift_dated };

		for (size_t k = 0; k < 2; k++) {
			struct import_report report;
			struct told told = { .faults = 0 };
			int64_t size = toy_size(&ta);

			(void)exported(&ta, types[k], names[i]);
			CHECK_OK(import_file(&ta, types[k],
			    test_path(t->a, names[i]), DATED_STOP, &told,
			    &report), told.faults > 0 ? &told.fault[0] :
			    &t->note);
			CHECK_INT(report.planned, 0);
			CHECK_INT(report.same, report.rows);
			CHECK_INT(toy_size(&ta), size);
		}
	}
	app_sound(&ta);
	app_end(&ta);
}

BOTH("an export without its keys makes the same records in another store")
{
	struct test_app ta;
	struct str first, cut, again;
	char digest[2][65];

	toy_open(&ta, t);
	CHECK_INT(imported(&ta, SMALL
	    "1,甲,s,2020-01-01,2021-01-01\n"
	    "1,乙,s,2021-01-01,\n"
	    "2,丙,,2020-01-01,2022-01-01\n", DATED_STOP), 3);
	first = exported(&ta, &thing_dated, "first.csv");
	CHECK_INT(imported(&ta, first.p, DATED_STOP), 0);
	app_digest(&ta, digest[0]);
	app_end(&ta);
	/* The same in a place of its own. */
	{
		struct test_place other = *t;
		struct test_app tb;
		struct buf b = BUF_IN(t->a);
		struct str rest = first, line, cell;

		if (t->postgres)
			other.place.name = pg_database(t->a);
		else
			other.place.name = test_path(t->a, "other.anze");
		other.place.files = test_path(t->a, t->postgres ?
		    "other.pg.d" : "other.anze.d");
		while (str_cut(&rest, '\n', &line)) {
			(void)str_cut(&line, ',', &cell);
			buf_str(&b, line);
			buf_char(&b, '\n');
		}
		cut = buf_view(&b);
		toy_open(&tb, &other);
		CHECK_INT(imported(&tb, cut.p, DATED_STOP), 3);
		again = exported(&tb, &thing_dated, "again.csv");
		app_digest(&tb, digest[1]);
		app_end(&tb);
	}
	/* Keys are of their store, all else is the same. */
	{
		struct str a = first, b = again, la, lb, cell;

		while (str_cut(&a, '\n', &la)) {
			CHECK(str_cut(&b, '\n', &lb));
			(void)str_cut(&la, ',', &cell);
			(void)str_cut(&lb, ',', &cell);
			CHECK(str_eq(la, lb));
		}
	}
}

BOTH("an interrupted import resumes where it stopped, and leaves no half record")
{
	struct test_app ta;
	struct import_report report;
	struct told told = { .stop_at = ACT };
	struct buf b = BUF_IN(t->a);
	int64_t size;

	toy_open(&ta, t);
	buf_text(&b, SMALL);
	/* Records of three rows: an act of ten ends behind the third. */
	for (int i = 0; i < 20; i++)
		buf_fmt(&b, "c%d,甲,,2020-01-01,2021-01-01\n"
		    "c%d,乙,,2021-01-01,2022-01-01\n"
		    "c%d,丙,,2022-01-01,\n", i, i, i);
	size = toy_size(&ta);
	told.stop_at = 9;
	CHECK_ERR(import(&ta, buf_view(&b).p, DATED_STOP, &told, &report),
	    ERR_STOPPED, &t->note);
	CHECK_INT(report.done, 9);
	CHECK_INT(toy_size(&ta), size + 9);
	told = (struct told){ .faults = 0 };
	CHECK_OK(import(&ta, buf_view(&b).p, DATED_STOP, &told, &report),
	    told.faults > 0 ? &told.fault[0] : &t->note);
	CHECK_INT(report.resumed, 9);
	CHECK_INT(report.same, 9);
	CHECK_INT(report.done, 51);
	CHECK_INT(toy_size(&ta), size + 60);
	STATES(&ta, "c19", "2020-01-01 甲; 2021-01-01 乙; 2022-01-01 丙");
	CHECK_INT(imported(&ta, buf_view(&b).p, DATED_STOP), 0);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a record with more rows than an act has changes is one act")
{
	struct test_app ta;
	struct told told = { .stop_at = 1 };
	struct import_report report;
	struct buf b = BUF_IN(t->a);

	toy_open(&ta, t);
	buf_text(&b, SMALL);
	for (int i = 0; i < 25; i++)
		buf_fmt(&b, "1,%d,,20%02d-01-01,\n", i, i + 10);
	buf_text(&b, "2,x,,2020-01-01,\n");
	CHECK_ERR(import(&ta, buf_view(&b).p, DATED_STOP, &told, &report),
	    ERR_STOPPED, &t->note);
	CHECK_INT(report.done, 25);
	CHECK_INT(imported(&ta, buf_view(&b).p, DATED_STOP), 1);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what others write meanwhile is looked at again before more is recorded")
{
	struct test_app ta;
	struct told told = { .meddle = true };
	struct import_report report;
	struct buf b = BUF_IN(t->a);

	toy_open(&ta, t);
	buf_text(&b, SMALL);
	for (int i = 0; i < 3 * ACT; i++)
		buf_fmt(&b, "c%d,甲,s%d,2020-01-01,\n", i, i);
	CHECK_OK(import(&ta, buf_view(&b).p, DATED_STOP, &told, &report),
	    &t->note);
	CHECK_INT(report.done, 3 * ACT);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a dry run judges and records nothing")
{
	struct test_app ta;
	const char *path = test_path(t->a, "dry.csv");
	const struct dated_import what = { .path = path, .dry = true };
	const struct import_watch watch = { .arg = NULL };
	struct import_report report;
	int64_t size;

	toy_open(&ta, t);
	size = toy_size(&ta);
	CHECK_OK(file_write(path, S(SMALL "1,甲,,2020-01-01,\n,,,,\n"), 0600,
	    &t->note), &t->note);
	CHECK_OK(dated_import(ta.app, &toy_who, &thing_dated, &what,
	    toy_voice, &watch, &report, &t->note), &t->note);
	CHECK_INT(report.planned, 1);
	CHECK_INT(toy_size(&ta), size);
	app_end(&ta);
}

BOTH("a sheet of shifts is read in the zone of the voice")
{
	struct test_app ta;
	struct voice here = { LANG_EN, NULL };
	const char *path = test_path(t->a, "shifts.csv");
	const struct dated_import what = { .path = path };
	const struct import_watch watch = { .arg = NULL };
	struct import_report report;
	const struct dated_span *s;
	struct key id;
	size_t n;

	toy_open(&ta, t);
	CHECK_OK(zone_load(t->a, S("Asia/Shanghai"), &here.zone, &t->note),
	    &t->note);
	CHECK_OK(file_write(path, S("code,who,from,to\n"
	    "1,甲,2026-03-02 08:00,2026-03-02 16:00\n"
	    "1,乙,2026-03-02 16:00,2026-03-03 00:00\n"), 0600, &t->note),
	    &t->note);
	CHECK_OK(dated_import(ta.app, &toy_who, &shift_dated, &what, here,
	    &watch, &report, &t->note), &t->note);
	CHECK_INT(report.done, 2);
	CHECK_OK(dated_find(ta.app->read, t->a, &shift_dated, S("1"), &id,
	    &t->note), &t->note);
	CHECK_OK(dated_spans(ta.app->read, t->a, &shift_dated, id, INT64_MIN,
	    INT64_MAX, DATED_NOW, &s, &n, &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK(s[0].since == INT64_C(1772438400000) - 8 * HOUR_MS);
	app_end(&ta);
}

/* Cells of the next row of a workbook, parted by '|'. */
static void
row_put(struct sheet_out *o, const char *cells)
{
	struct str rest = str_of(cells), one;

	while (str_cut(&rest, '|', &one))
		sheet_out_cell(o, SHEET_TEXT, one);
	sheet_out_row(o);
}

BOTH("a named sheet of a workbook is read, and its text dates are dates")
{
	struct test_app ta;
	struct sheet_out *o = NULL;
	const struct import_watch watch = { .arg = NULL };
	const char *path = test_path(t->a, "book.xlsx");
	const struct dated_import what = { .path = path, .sheet = "rows" };
	struct import_report report;

	toy_open(&ta, t);
	CHECK_OK(sheet_out_open(path, "other", &o, &t->note), &t->note);
	row_put(o, "nothing of ours");
	CHECK_OK(sheet_out_next(o, "rows", &t->note), &t->note);
	row_put(o, "code|name|from|to");
	row_put(o, "1|甲|2020年1月1日|2021/01/01");
	row_put(o, "1|乙|2021-01-01|");
	CHECK_OK(sheet_out_close(&o, &t->note), &t->note);
	CHECK_OK(dated_import(ta.app, &toy_who, &thing_dated, &what,
	    toy_voice, &watch, &report, &t->note), &t->note);
	CHECK_INT(report.done, 2);
	STATES(&ta, "1", "2020-01-01 甲; 2021-01-01 乙");
	app_end(&ta);
}

#define CELL(at, text) \
	"<c r=\"" at "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"

BOTH("merged cells and formulas without a result are told, the rest is judged")
{
	static const struct made_book book = {
		.rows =
		    "<row r=\"1\">" CELL("A1", "code") CELL("B1", "name")
		    CELL("C1", "from") "</row>"
		    "<row r=\"2\">" CELL("A2", "1") CELL("B2", "甲")
		    CELL("C2", "2020-01-01") "</row>"
		    "<row r=\"3\">" CELL("A3", "2") CELL("C3", "2020-01-01")
		    "</row>"
		    "<row r=\"4\">" CELL("A4", "3") "<c r=\"B4\"><f>A1</f></c>"
		    CELL("C4", "2020-01-01") "</row>"
		    "<row r=\"5\">" CELL("A5", "4")
		    "<c r=\"B5\" t=\"str\"><f>A1</f><v>丁</v></c>"
		    CELL("C5", "2020-01-01") "</row>"
		    "<row r=\"6\">" CELL("A6", "5") CELL("B6", "戊")
		    CELL("C6", "x") "</row>",
		.behind = "<mergeCells count=\"1\">"
		    "<mergeCell ref=\"B2:B3\"/></mergeCells>",
	};
	struct test_app ta;
	struct import_report report;
	struct told told = { .faults = 0 };
	const char *path = test_path(t->a, "merged.xlsx");

	toy_open(&ta, t);
	CHECK_OK(file_write(path, made_book(t->a, &book), 0600, &t->note),
	    &t->note);
	CHECK_ERR(import_file(&ta, &thing_dated, path, DATED_STOP, &told,
	    &report), ERR_INVALID, &t->note);
	CHECK_INT(report.rows, 5);
	CHECK_INT(report.faults, 3);
	CHECK_INT(told.fault[0].where.row, 3);
	CHECK_INT(told.fault[0].where.column, 2);
	CHECK_INT(told.fault[1].where.row, 4);
	CHECK_INT(told.fault[2].where.row, 6);
	CHECK_INT(told.fault[2].where.column, 3);
	/* 甲 and 丁 could be taken. */
	CHECK_INT(report.planned, 2);
	app_end(&ta);
}
