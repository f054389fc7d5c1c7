/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body_import.h"

#include "base/file.h"
#include "body/body_act.h"
#include "body/house_test.h"
#include "test/lib/app.h"

#define HEAD \
	"source,code,name,kind,superior,guided_by,region,industry,from,to\n"

enum {
	TOLD_MAX = 12,
	ACT	 = 100	/* changes in one act */
};

/* What an import told. */
struct told {
	struct test_app	*ta;
	struct note	 fault[TOLD_MAX];
	int		 faults, remarks;
	struct note	 remark;
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
remark_told(void *arg, const struct note *note)
{
	struct told *told = arg;

	told->remark = *note;
	told->remarks++;
}

static enum err
progress_told(void *arg, const char *what, int64_t done, int64_t of)
{
	struct told *told = arg;

	(void)of;
	if (strcmp(what, "recorded") != 0)
		return ERR_OK;
	if (told->meddle) {
		const struct body_added in = { .source = V_TEXT(S("z")),
		    .code = V_TEXT(S("other")), .state = {
		    .name = V_TEXT(S("他")), .kind = V_TEXT(S("unit")),
		    .from = V_DAY(1) } };

		told->meddle = false;
		CHECK_OK(body_add(told->ta->app, &test_who, NULL, &in, NULL,
		    &told->ta->t->note), &told->ta->t->note);
	}
	return told->stop_at != 0 && done >= told->stop_at ? ERR_STOPPED :
	    ERR_OK;
}

static enum err
import(struct test_app *ta, const char *text, enum body_conflict conflict,
    struct told *told, struct import_report *report)
{
	const struct import_watch watch = { .fault = fault_told,
	    .progress = progress_told, .arg = told, .remark = remark_told,
	    .act_max = ACT };
	const struct body_import what = {
		.path = test_path(ta->t->a, "bodies.csv"),
		.conflict = conflict,
	};
	struct note *note = &ta->t->note;

	note_clear(note);
	CHECK_OK(file_write(what.path, str_of(text), 0600, note), note);
	told->ta = ta;
	return body_import(ta->app, &test_who, &what, (struct voice){
	    LANG_EN, NULL }, &watch, report, note);
}

/* An import that is wholly taken; how many entries it made. */
static int64_t
imported(struct test_app *ta, const char *text, enum body_conflict conflict)
{
	struct import_report report;
	struct told told = { .faults = 0 };

	CHECK_OK(import(ta, text, conflict, &told, &report), &ta->t->note);
	CHECK_INT(told.faults, 0);
	CHECK_INT(report.done, report.planned);
	return report.done;
}

/* One that is refused: how many rows were told of. */
static int
refused(struct test_app *ta, const char *text, struct told *told)
{
	struct import_report report;
	int64_t size = test_size(ta);

	CHECK_ERR(import(ta, text, BODY_STOP, told, &report), ERR_INVALID,
	    &ta->t->note);
	CHECK_INT(test_size(ta), size);
	CHECK_INT(report.faults, told->faults);
	return told->faults;
}

BOTH("superiors and guides are named by code or name, also later in the file")
{
	struct test_app ta;
	struct body b;

	test_open(&ta, t);
	CHECK_INT(imported(&ta, HEAD
	    "t,2,南通市公安局,police,南通市人民政府,江苏省公安厅|u:9,320600,,2020-01-01,\n"
	    "t,1,南通市人民政府,government,,,320600,,2020-01-01,\n"
	    "u,9,乙,unit,,t:2,,,2020-01-01,\n"
	    "t,3,江苏省公安厅,police,,,320000,,2020-01-01,\n", BODY_STOP), 4);
	CHECK_OK(body_get(ta.app->read, t->a, test_find(&ta, "t:2"),
	    test_day("2020-01-01"), &b, &t->note), &t->note);
	CHECK_STR(b.superior_called, "1");
	CHECK(strcmp(b.guided_by.p, "3|u:9") == 0 ||
	    strcmp(b.guided_by.p, "u:9|3") == 0);
	CHECK_STR(b.region_code, "320600");
	CHECK_OK(body_get(ta.app->read, t->a, test_find(&ta, "u:9"),
	    test_day("2020-01-01"), &b, &t->note), &t->note);
	CHECK_STR(b.guided_by, "t:2");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("bodies of the store are named by code, key and name as well")
{
	struct test_app ta;
	struct key id;

	test_open(&ta, t);
	id = test_body(&ta, "1", "国务院", "", "", "1950-01-01");
	CHECK_INT(imported(&ta, str_fmt(t->a, HEAD
	    "t,1,甲,unit,国务院,,,,2020-01-01,\n"
	    "t,2,乙,unit,local:1,,,,2020-01-01,\n"
	    ",3,丙,unit,1,,,,2020-01-01,\n"
	    "t,4,丁,unit,%s,,,,2020-01-01,\n",
	    key_text(t->a, id).p).p, BODY_STOP), 4);
	CHECK_STR(test_states(&ta, "t:1"), "2020-01-01 甲 local:1 -");
	CHECK_STR(test_states(&ta, "t:2"), "2020-01-01 乙 local:1 -");
	CHECK_STR(test_states(&ta, "local:3"), "2020-01-01 丙 1 -");
	CHECK_STR(test_states(&ta, "t:4"), "2020-01-01 丁 local:1 -");
	app_end(&ta);
}

BOTH("importing the same file again changes nothing")
{
	static const char text[] = HEAD
	    "t,1,甲,unit,,,320600,金融,2020-01-01,\n"
	    "t,2,乙,unit,1,3|1,320602,,2015-01-01,\n"
	    "t,3,丙,unit,,,,,2010-01-01,2020-01-01\n"
	    "t,3,丙新,unit,1,2,,,2020-01-01,2023-01-01\n"
	    "t,1,旧甲,unit,,,320600,金融,2014-01-01,\n";
	char before[65], after[65];
	struct test_app ta;
	int64_t size;

	test_open(&ta, t);
	CHECK_INT(imported(&ta, text, BODY_STOP), 6);
	size = test_size(&ta);
	app_digest(&ta, before);
	CHECK_INT(imported(&ta, text, BODY_STOP), 0);
	CHECK_INT(imported(&ta, text, BODY_UPDATE), 0);
	CHECK_INT(test_size(&ta), size);
	app_digest(&ta, after);
	CHECK_STR(str_of(after), before);
	CHECK_STR(test_states(&ta, "t:2"), "2015-01-01 乙 1 320602; "
	    "2020-12-31 乙 1 320613");
	CHECK_STR(test_states(&ta, "t:1"), "2014-01-01 旧甲 - 320600; "
	    "2020-01-01 甲 - 320600");
	CHECK_STR(test_states(&ta, "t:3"), "2010-01-01 丙 - -; "
	    "2020-01-01 丙新 1 -; 2023-01-01 end");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("every faulty row is told with line and column, the rest judged too")
{
	struct told told = { .faults = 0 };
	struct test_app ta;

	test_open(&ta, t);
	CHECK_INT(refused(&ta, HEAD
	    "t,1,甲,nonsense,,,,,2020-01-01,\n"
	    "t,2,乙,unit,1,,,,2020-02-30,\n"
	    "t,3,丙,unit,2,,,,2020-01-01,2019-01-01\n"
	    "a:b,4,丁,unit,,,,,2020-01-01,\n"
	    "t,,戊,unit,,,,,2020-01-01,\n"
	    "t,6,己,unit,nobody,,,,2020-01-01,\n"
	    "t,7,庚,unit,,nobody,,,2020-01-01,\n"
	    "t,8,辛,unit,3,,999999,,2020-01-01,\n"
	    "t,9,壬,unit,,9,,,2020-01-01,\n"
	    "t,10,癸,unit,3,,320600,,2020-01-01,\n", &told), 9);
	CHECK_INT(told.fault[0].where.line, 2);
	CHECK_INT(told.fault[0].where.column, 4);
	CHECK_STR(str_of(told.fault[0].where.field), "kind");
	CHECK_INT(told.fault[1].where.column, 9);
	CHECK_INT(told.fault[2].where.column, 10);
	CHECK_INT(told.fault[3].where.column, 1);
	CHECK_INT(told.fault[4].where.line, 6);
	CHECK_INT(told.fault[4].where.column, 2);
	app_end(&ta);
}

BOTH("a circle within the file is told, by the names in it")
{
	struct told told = { .faults = 0 };
	struct test_app ta;

	test_open(&ta, t);
	CHECK_INT(refused(&ta, HEAD
	    "t,1,甲,unit,乙,,,,2020-01-01,\n"
	    "t,2,乙,unit,3,,,,2020-01-01,\n"
	    "t,3,丙,unit,1,,,,2020-01-01,\n"
	    "t,4,丁,unit,3,,,,2020-01-01,\n", &told), 1);
	CHECK_STR(told.fault[0].args[0].text, "甲 → 乙 → 丙 → 甲");
	CHECK_INT(told.fault[0].where.column, 5);
	app_end(&ta);
}

BOTH("a circle that leads through the store is told as well")
{
	struct import_report report;
	struct told told = { .faults = 0 };
	struct test_app ta;
	int64_t size;

	test_open(&ta, t);
	(void)imported(&ta, HEAD "t,1,甲,unit,,,,,2020-01-01,\n"
	    "t,2,乙,unit,1,,,,2020-01-01,\n"
	    "t,3,丙,unit,2,,,,2020-01-01,\n", BODY_STOP);
	size = test_size(&ta);
	CHECK_ERR(import(&ta, HEAD "t,1,甲,unit,4,,,,2021-01-01,\n"
	    "t,4,丁,unit,3,,,,2021-01-01,\n", BODY_UPDATE, &told, &report),
	    ERR_INVALID, &t->note);
	CHECK_INT(told.faults, 1);
	CHECK_STR(told.fault[0].args[0].text, "甲 → 丁 → 丙 → 乙 → 甲");
	CHECK_INT(test_size(&ta), size);
	/* Turned around all at once, it is none. */
	CHECK_INT(imported(&ta, HEAD "t,1,甲,unit,2,,,,2021-01-01,\n"
	    "t,2,乙,unit,3,,,,2021-01-01,\n"
	    "t,3,丙,unit,,,,,2021-01-01,\n", BODY_UPDATE), 3);
	CHECK_STR(test_states(&ta, "t:1"),
	    "2020-01-01 甲 - -; 2021-01-01 甲 2 -");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a name that several bear must be said by its code")
{
	struct told told = { .faults = 0 };
	struct test_app ta;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "教育局", "", "", "2001-01-01");
	CHECK_INT(refused(&ta, HEAD
	    "t,1,公安局,unit,,,,,2020-01-01,\n"
	    "t,2,公安局,unit,,,,,2020-01-01,\n"
	    "t,3,丙,unit,公安局,,,,2020-01-01,\n"
	    "t,4,教育局,unit,,,,,2020-01-01,\n"
	    "t,5,戊,unit,,教育局,,,2020-01-01,\n", &told), 2);
	CHECK_INT(told.fault[0].where.line, 4);
	CHECK_INT(told.fault[0].where.column, 5);
	CHECK_INT(told.fault[1].where.line, 6);
	CHECK_INT(told.fault[1].where.column, 6);
	app_end(&ta);
}

BOTH("a superior must be there on the day, in the file or in the store")
{
	struct told told = { .faults = 0 };
	struct test_app ta;

	test_open(&ta, t);
	(void)test_body(&ta, "1", "甲", "", "", "2010-01-01");
	CHECK_INT(refused(&ta, HEAD
	    "t,1,乙,unit,local:1,,,,2009-01-01,\n"
	    "t,2,丙,unit,3,,,,2010-01-01,\n"
	    "t,3,丁,unit,,,,,2011-01-01,\n"
	    "t,4,戊,unit,3,,,,2011-01-01,\n", &told), 2);
	CHECK_INT(told.fault[0].where.line, 2);
	CHECK_INT(told.fault[1].where.line, 3);
	app_end(&ta);
}

BOTH("two rows of one code for the same days are a fault")
{
	struct told told = { .faults = 0 };
	struct test_app ta;

	test_open(&ta, t);
	CHECK_INT(refused(&ta, HEAD "t,1,甲,unit,,,,,2020-01-01,\n"
	    "t,1,甲,unit,,,,,2020-01-01,\n", &told), 1);
	CHECK_INT(told.fault[0].where.line, 3);
	app_end(&ta);
}

BOTH("codes of divisions are followed, and what is doubtful is remarked once")
{
	struct import_report report;
	struct told told = { .faults = 0 };
	struct test_app ta;

	test_open(&ta, t);
	CHECK_OK(import(&ta, HEAD
	    "t,1,甲,unit,,,320602,,2022-01-01,\n"
	    "t,2,乙,unit,,,320602,,2022-05-01,\n"
	    "t,3,丙,unit,,,320602,,2020-05-01,2020-09-01\n"
	    "t,4,丁,unit,,,320000,,1950-01-01,\n", BODY_STOP, &told,
	    &report), &t->note);
	CHECK_INT(told.remarks, 3);
	CHECK_INT(told.remark.where.line, 5);
	CHECK_INT(told.remark.where.column, 7);
	CHECK_STR(test_states(&ta, "t:2"), "2022-05-01 乙 - 320613");
	CHECK_STR(test_states(&ta, "t:3"),
	    "2020-05-01 丙 - 320602; 2020-09-01 end");
	app_end(&ta);
}

BOTH("a division that ended into several or nothing is a fault of its row")
{
	struct told told = { .faults = 0 };
	struct test_app ta;

	test_open(&ta, t);
	CHECK_INT(refused(&ta, HEAD
	    "t,1,甲,unit,,,320690,,1995-01-01,\n"
	    "t,2,乙,unit,,,320691,,1995-01-01,\n"
	    "t,3,丙,unit,,,320690,,2010-01-01,\n"
	    "t,4,丁,unit,,,320613,,2010-01-01,\n", &told), 4);
	CHECK_STR(told.fault[0].args[3].text, "320602, 320611");
	CHECK_INT(told.fault[0].where.column, 7);
	app_end(&ta);
}

BOTH("another state of what is there stops, is skipped or is recorded")
{
	static const char text[] = HEAD "t,1,甲,unit,,,,,2020-01-01,\n"
	    "t,2,乙,unit,,,,,2020-01-01,\n";
	static const char later[] = HEAD "t,1,新甲,unit,,,,,2022-01-01,\n"
	    "t,2,改乙,unit,,,,,2020-01-01,\n"
	    "t,3,丙,unit,,,,,2020-01-01,\n";
	struct told told = { .faults = 0 };
	const struct event *ev;
	struct test_app ta;
	size_t n;

	test_open(&ta, t);
	(void)imported(&ta, text, BODY_STOP);
	CHECK_INT(refused(&ta, later, &told), 2);
	CHECK_INT(told.fault[0].err, ERR_EXISTS);
	CHECK_INT(imported(&ta, later, BODY_SKIP), 1);
	CHECK_STR(test_states(&ta, "t:1"), "2020-01-01 甲 - -");
	CHECK_INT(imported(&ta, later, BODY_UPDATE), 2);
	CHECK_STR(test_states(&ta, "t:1"),
	    "2020-01-01 甲 - -; 2022-01-01 新甲 - -");
	CHECK_STR(test_states(&ta, "t:2"), "2020-01-01 改乙 - -");
	CHECK_OK(history_load(ta.app->read, t->a, ta.app->events,
	    test_find(&ta, "t:1"), -1, 10, &ev, &n, &t->note), &t->note);
	CHECK(ev[n - 1].type == &body_event_changed);
	CHECK_OK(history_load(ta.app->read, t->a, ta.app->events,
	    test_find(&ta, "t:2"), -1, 10, &ev, &n, &t->note), &t->note);
	CHECK(ev[n - 1].type == &body_event_corrected);
	CHECK_INT(imported(&ta, later, BODY_UPDATE), 0);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("nothing is recorded of what was withdrawn or merged")
{
	const struct body_withdrawn gone = { .reason = V_TEXT(S("重复")) };
	struct import_report report;
	struct told told = { .faults = 0 };
	struct body_merged into;
	struct test_app ta;

	test_open(&ta, t);
	(void)imported(&ta, HEAD "t,1,甲,unit,,,,,2020-01-01,\n"
	    "t,2,乙,unit,,,,,2020-01-01,\n"
	    "t,3,丙,unit,,,,,2020-01-01,\n", BODY_STOP);
	into = (struct body_merged){ .into = V_KEY(test_find(&ta, "t:3")),
	    .on = V_DAY(test_day("2021-01-01")) };
	CHECK_OK(body_withdraw(ta.app, &test_who, test_find(&ta, "t:1"),
	    &gone, NULL, &t->note), &t->note);
	CHECK_OK(body_merge(ta.app, &test_who, test_find(&ta, "t:2"), &into,
	    NULL, &t->note), &t->note);
	CHECK_ERR(import(&ta, HEAD "t,1,新甲,unit,,,,,2020-01-01,\n"
	    "t,2,乙,unit,,,,,2020-01-01,\n", BODY_UPDATE, &told, &report),
	    ERR_INVALID, &t->note);
	CHECK_INT(told.faults, 2);
	app_end(&ta);
}

/* ${n} bodies under one, each guided by the next: keys made ahead. */
static const char *
many(struct arena *a, int n)
{
	struct buf b = BUF_IN(a);

	buf_text(&b, HEAD);
	for (int i = 0; i < n; i++)
		buf_fmt(&b, "t,%d,第%d局,unit,top,%d,320600,,2020-01-01,\n", i,
		    i, (i + 150) % n);
	buf_text(&b, "t,top,甲,government,,,320600,,2020-01-01,2022-01-01\n"
	    "t,top,甲新,government,,,320600,,2022-01-01,\n");
	return str_copy(a, buf_view(&b)).p;
}

BOTH("an import that was stopped goes on where it stopped")
{
	enum { MANY = 450 };
	const char *text = many(t->a, MANY);
	struct told told = { .stop_at = 1 };
	struct import_report report;
	struct test_app ta;
	struct body b;
	int64_t size, done;

	test_open(&ta, t);
	size = test_size(&ta);
	CHECK_ERR(import(&ta, text, BODY_STOP, &told, &report), ERR_STOPPED,
	    &t->note);
	CHECK_INT(report.planned, MANY + 2);
	done = report.done;
	CHECK(done > 0 && done < MANY);
	CHECK_INT(test_size(&ta), size + done);
	app_sound(&ta);
	app_again(&ta, APP_WRITE);
	told.stop_at = 0;
	CHECK_OK(import(&ta, text, BODY_STOP, &told, &report), &t->note);
	CHECK_INT(report.resumed, done);
	CHECK_INT(report.done, MANY + 2 - done);
	CHECK_INT(report.faults, 0);
	CHECK_INT(test_size(&ta), size + MANY + 2);
	CHECK_INT(imported(&ta, text, BODY_STOP), 0);
	CHECK_OK(body_get(ta.app->read, t->a, test_find(&ta, "t:7"),
	    test_day("2024-01-01"), &b, &t->note), &t->note);
	CHECK_STR(b.guided_by, "157");
	CHECK_STR(b.superior_called, "top");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what others enter meanwhile does not disturb an import")
{
	enum { MANY = 450 };
	struct told told = { .meddle = true };
	struct import_report report;
	struct test_app ta;
	int64_t size;

	test_open(&ta, t);
	size = test_size(&ta);
	CHECK_OK(import(&ta, many(t->a, MANY), BODY_STOP, &told, &report),
	    &t->note);
	CHECK_INT(test_size(&ta), size + MANY + 3);
	CHECK(!key_none(test_find(&ta, "z:other")));
	CHECK_INT(imported(&ta, many(t->a, MANY), BODY_STOP), 0);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a code that others take meanwhile ends the import, visibly")
{
	enum { MANY = 450 };
	struct told told = { .meddle = true };
	struct import_report report;
	struct test_app ta;
	struct buf b = BUF_IN(t->a);
	int64_t size;

	test_open(&ta, t);
	size = test_size(&ta);
	buf_text(&b, many(t->a, MANY));
	buf_text(&b, "z,other,乙,unit,t:top,,,,2023-01-01,\n");
	CHECK_ERR(import(&ta, buf_view(&b).p, BODY_STOP, &told, &report),
	    ERR_EXISTS, &t->note);
	CHECK(report.done > 0 && report.done < MANY);
	CHECK_INT(test_size(&ta), size + report.done + 1);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a trial judges and records nothing")
{
	const struct import_watch watch = { .fault = fault_told };
	struct body_import what = { .dry = true };
	struct import_report report;
	struct test_app ta;
	int64_t size;

	test_open(&ta, t);
	what.path = test_path(t->a, "dry.csv");
	size = test_size(&ta);
	CHECK_OK(file_write(what.path, S(HEAD "t,1,甲,unit,,,,,2020-01-01,\n"
	    "t,2,乙,unit,甲,,,,2020-01-01,\n"), 0600, &t->note), &t->note);
	CHECK_OK(body_import(ta.app, &test_who, &what, (struct voice){
	    LANG_EN, NULL }, &watch, &report, &t->note), &t->note);
	CHECK_INT(report.planned, 2);
	CHECK_INT(report.done, 0);
	CHECK_INT(test_size(&ta), size);
	app_end(&ta);
}

BOTH("a sheet needs its columns, in whatever order and language")
{
	struct import_report report;
	struct told told = { .faults = 0 };
	struct test_app ta;

	test_open(&ta, t);
	CHECK_ERR(import(&ta, "code,name\n1,甲\n", BODY_STOP, &told, &report),
	    ERR_INVALID, &t->note);
	CHECK_ERR(import(&ta, "", BODY_STOP, &told, &report), ERR_INVALID,
	    &t->note);
	CHECK_INT(imported(&ta, "From;NAME;remarks;Code;Kind\n"
	    "2020-01-01;甲;-;1;单位\n", BODY_STOP), 1);
	CHECK_STR(test_states(&ta, "local:1"), "2020-01-01 甲 - -");
	app_end(&ta);
}
