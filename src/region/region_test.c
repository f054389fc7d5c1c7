/* SPDX-License-Identifier: Apache-2.0 */
#include "region/region.h"

#include "base/file.h"
#include "core/config.h"
#include "core/maintain.h"
#include "core/outbox.h"
#include "core/signer.h"
#include "ledger/removed.h"
#include "region/region_import.h"
#include "region/region_in.h"
#include "test/lib/app.h"

extern const char ledger_sql[], core_sql[], job_sql[],
    region_sql[];

static const struct part parts[] = {
	{ "store", store_sql, 1, NULL },
	{ "ledger", ledger_sql, 1, NULL },
	{ "core", core_sql, 1, NULL },
	{ "job", job_sql, 1, NULL },
	{ "region", region_sql, 1, NULL },
};

static const struct event_row rows[] = {
	{ &config_event_set, { NULL } },
	{ &ledger_event_begun, { NULL } },
	{ &ledger_event_key_rotated, { NULL } },
	{ &region_event_added, { NULL } },
	{ &region_event_ceded, { NULL } },
	{ &region_event_changed, { NULL } },
	{ &region_event_corrected, { NULL } },
	{ &region_event_ended, { NULL } },
	{ &store_event_maintained, { NULL } },
	{ &vault_event_expunged, { NULL } },
};

static const struct event_table events = {
	.rows = rows, .nrows = sizeof rows / sizeof rows[0],
};

static const struct job_kinds no_jobs = { NULL, 0 };

static const struct house house = {
	.parts = parts, .nparts = sizeof parts / sizeof parts[0],
	.events = &events, .jobs = &no_jobs,
};

static const struct actor who = { .person = { "\xE7\x94\xB2", 3 },
    .face = { "console", 7 } };

enum { ACT = 200 };	/* changes in one act of an import */

#define HISTORY	"code,name,level,start_year,end_year,successors\n"
#define YEAR	"code,name,level,parent\n"

/* Nantong: renamed, merged, and made districts of counties. */
#define NANTONG \
	HISTORY \
	"320000,江苏省,1,1981,,\n" \
	"320600,南通市,2,1981,,\n" \
	"320602,城区,3,1983,1991,320602\n" \
	"320602,崇川区,3,1991,2020,320613\n" \
	"320611,郊区,3,1983,1991,320611\n" \
	"320611,港闸区,3,1991,2020,320613;320681[1999]\n" \
	"320613,崇川区,3,2020,,\n" \
	"320612,通州区,3,2009,,\n" \
	"320683,通州市,3,1993,2009,320612\n" \
	"320624,南通县,3,1983,1993,320683\n" \
	"320681,启东市,3,1990,,\n" \
	"320690,甲县,3,1983,2000,320612;320613\n" \
	"320691,乙县,3,1983,2000,\n"

/* What an import told. */
struct told {
	struct test_app	*ta;
	struct note	 fault[10];
	int		 faults, remarks;
	int64_t		 stop_at;	/* changes after which it is stopped */
	bool		 meddle;	/* somebody else writes then */
};

static void
fault_told(void *arg, const struct note *note)
{
	struct told *told = arg;

	if (told->faults < 10)
		note_copy(&told->fault[told->faults], note);
	told->faults++;
}

static void
remark_told(void *arg, const struct note *note)
{
	CHECK_INT(note->err, ERR_OK);
	((struct told *)arg)->remarks++;
}

static enum err
other_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct region_added ev = { .code = V_TEXT(S("990000")),
	    .level = V_INT(1), .from_year = V_INT(1990),
	    .name = V_TEXT(S("甲省")) };

	(void)arg;
	ret->on = tx_key(tx);
	return ledger_append(tx, &region_event_added, ret->on, VALUES(&ev),
	    &ret->seq, note);
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
		return act_run(told->ta->app, &who, NULL, other_act, NULL,
		    NULL, NULL);
	}
	return told->stop_at != 0 && done >= told->stop_at ? ERR_STOPPED :
	    ERR_OK;
}

static enum err
import(struct test_app *ta, const char *text, int year, struct told *told,
    struct import_report *report)
{
	const struct import_watch watch = { .fault = fault_told,
	    .progress = progress_told, .arg = told, .remark = remark_told,
	    .act_max = ACT };
	const struct region_import what = {
		.path = test_path(ta->t->a, "regions.csv"), .year = year,
	};
	struct note *note = &ta->t->note;

	CHECK_OK(file_write(what.path, str_of(text), 0600, note), note);
	told->ta = ta;
	note_clear(note);
	return region_import(ta->app, &who, &what, (struct voice){ LANG_EN,
	    NULL }, &watch, report, note);
}

/* An import that is wholly taken; how many changes it made. */
static int64_t
imported(struct test_app *ta, const char *text, int year)
{
	struct import_report report;
	struct told told = { .faults = 0 };

	CHECK_OK(import(ta, text, year, &told, &report), &ta->t->note);
	CHECK_INT(told.faults, 0);
	CHECK_INT(report.done, report.planned);
	return report.done;
}

static int64_t
size_of(struct test_app *ta)
{
	int64_t size = -1;

	CHECK_OK(ledger_size(ta->app->read, &size, &ta->t->note),
	    &ta->t->note);
	return size;
}

static enum err
code_put(void *arg, const struct region *r, struct note *note)
{
	struct buf *b = arg;

	(void)note;
	buf_fmt(b, "%s%.*s", b->n == 0 ? "" : " ", STR_ARG(r->code));
	return ERR_OK;
}

/* The codes of a list, parted by blanks. */
static struct str
list(struct test_app *ta, struct region_query q)
{
	struct buf b = BUF_IN(ta->t->a);

	CHECK_OK(region_each(ta->app->read, &q, code_put, &b, &ta->t->note),
	    &ta->t->note);
	return buf_view(&b);
}

static struct region
find(struct test_app *ta, const char *code, int year)
{
	struct region r = { .level = 0 };

	CHECK_OK(region_find(ta->app->read, ta->t->a, str_of(code), year, &r,
	    &ta->t->note), &ta->t->note);
	return r;
}

static enum err
on(struct test_app *ta, const char *code, int year, struct region_meant *ret)
{
	note_clear(&ta->t->note);
	return region_on(ta->app->read, ta->t->a, str_of(code),
	    day_from_civil(year, 6, 1), ret, &ta->t->note);
}

BOTH("the divisions of each year are those in use at its end")
{
	struct test_app ta;

	app_make(&ta, t, &house);
	(void)imported(&ta, NANTONG, 0);
	CHECK_STR(list(&ta, (struct region_query){ .year = 1985 }),
	    "320000 320600 320602 320611 320624 320690 320691");
	CHECK_STR(list(&ta, (struct region_query){ .year = 2019,
	    .level = 3 }), "320602 320611 320612 320681");
	CHECK_STR(list(&ta, (struct region_query){ .year = 2020,
	    .level = 3 }), "320612 320613 320681");
	CHECK_STR(list(&ta, (struct region_query){ .year = 1980 }), "");
	CHECK_STR(find(&ta, "320602", 1990).name, "城区");
	CHECK_STR(find(&ta, "320602", 1991).name, "崇川区");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a list can be cut by what is above, by name, by code and by length")
{
	struct test_app ta;
	struct region_query q = { .year = 2019 };

	app_make(&ta, t, &house);
	(void)imported(&ta, NANTONG, 0);
	q.under = find(&ta, "320000", 2019).id;
	CHECK_STR(list(&ta, q), "320600 320602 320611 320612 320681");
	q.parent = q.under;
	q.under = KEY_NONE;
	CHECK_STR(list(&ta, q), "320600");
	q.parent = KEY_NONE;
	q.name = S("区");
	CHECK_STR(list(&ta, q), "320602 320611 320612");
	q.after = S("320602");
	CHECK_STR(list(&ta, q), "320611 320612");
	q.most = 1;
	CHECK_STR(list(&ta, q), "320611");
	app_end(&ta);
}

BOTH("importing the same file again changes nothing")
{
	struct test_app ta;
	int64_t size;
	char before[65], after[65];

	app_make(&ta, t, &house);
	CHECK_INT(imported(&ta, NANTONG, 0), 20);
	size = size_of(&ta);
	app_digest(&ta, before);
	CHECK_INT(imported(&ta, NANTONG, 0), 0);
	CHECK_INT(size_of(&ta), size);
	app_digest(&ta, after);
	CHECK_STR(str_of(after), before);
	app_end(&ta);
}

BOTH("where territory went to and came from is kept, parts apart")
{
	const struct region_successor *s;
	struct region r;
	struct test_app ta;
	size_t n;

	app_make(&ta, t, &house);
	(void)imported(&ta, NANTONG, 0);
	r = find(&ta, "320611", 2019);
	CHECK_OK(region_successors(ta.app->read, t->a, r.id, &s, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK_STR(s[0].code, "320681");
	CHECK_INT(s[0].year, 1999);
	CHECK(s[0].part);
	CHECK_STR(s[1].code, "320613");
	CHECK(!s[1].part);
	r = find(&ta, "320613", 2024);
	CHECK_OK(region_predecessors(ta.app->read, t->a, &r, &s, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK_STR(s[0].code, "320602");
	CHECK_STR(s[1].code, "320611");
	app_end(&ta);
}

BOTH("in the years of change a code is taken with a doubt")
{
	struct region_meant m;
	struct test_app ta;

	app_make(&ta, t, &house);
	(void)imported(&ta, NANTONG, 0);
	CHECK_OK(on(&ta, "320602", 2020, &m), &t->note);
	CHECK_INT(m.doubt, REGION_CHANGES);
	CHECK_OK(on(&ta, "320613", 2020, &m), &t->note);
	CHECK_INT(m.doubt, REGION_CHANGES);
	CHECK_OK(on(&ta, "320613", 2021, &m), &t->note);
	CHECK_INT(m.doubt, REGION_SURE);
	CHECK_OK(on(&ta, "320602", 1983, &m), &t->note);
	CHECK_INT(m.doubt, REGION_SURE);
	CHECK_OK(on(&ta, "320602", 1955, &m), &t->note);
	CHECK_INT(m.doubt, REGION_BEFORE);
	app_end(&ta);
}

BOTH("a code that ended means what alone came after it, step by step")
{
	struct region_meant m;
	struct test_app ta;

	app_make(&ta, t, &house);
	(void)imported(&ta, NANTONG, 0);
	CHECK_OK(on(&ta, "320624", 2015, &m), &t->note);
	CHECK_INT(m.doubt, REGION_FOLLOWS);
	CHECK_STR(m.region.code, "320612");
	CHECK_STR(m.ended.code, "320624");
	CHECK_OK(on(&ta, "320624", 2000, &m), &t->note);
	CHECK_STR(m.region.code, "320683");
	app_end(&ta);
}

BOTH("no successor, or several, and the user must choose")
{
	struct region_meant m;
	struct test_app ta;

	app_make(&ta, t, &house);
	(void)imported(&ta, NANTONG, 0);
	CHECK_ERR(on(&ta, "320690", 2015, &m), ERR_INVALID, &t->note);
	CHECK_STR(t->note.args[3].text, "320612, 320613");
	CHECK_ERR(on(&ta, "320691", 2015, &m), ERR_INVALID, &t->note);
	CHECK(strstr(t->note.msg, "nothing is recorded") != NULL);
	CHECK_ERR(on(&ta, "320613", 2010, &m), ERR_INVALID, &t->note);
	CHECK(strstr(t->note.msg, "not yet") != NULL);
	CHECK_ERR(on(&ta, "999999", 2010, &m), ERR_NOTFOUND, &t->note);
	app_end(&ta);
}

BOTH("a successor that was never brought in leaves the choice to the user")
{
	struct region_meant m;
	struct test_app ta;

	app_make(&ta, t, &house);
	(void)imported(&ta, HISTORY "320000,江苏省,1,1981,,\n"
	    "320624,南通县,3,1983,1993,320683\n", 0);
	CHECK_ERR(on(&ta, "320624", 2015, &m), ERR_INVALID, &t->note);
	app_end(&ta);
}

BOTH("the state of one year adds to what is known and ends nothing")
{
	struct test_app ta;

	app_make(&ta, t, &house);
	(void)imported(&ta, NANTONG, 0);
	CHECK_INT(imported(&ta, YEAR "320600,南通市,2,320000\n"
	    "320613,崇川新区,3,320600\n" "320614,海门区,3,320600\n", 2025),
	    2);
	CHECK_STR(find(&ta, "320613", 2024).name, "崇川区");
	CHECK_STR(find(&ta, "320613", 2025).name, "崇川新区");
	CHECK_INT(find(&ta, "320614", 2025).from_year, 2025);
	CHECK_STR(list(&ta, (struct region_query){ .year = 2025,
	    .level = 3 }), "320612 320613 320614 320681");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("townships hang on what the file names, or on what the digits say")
{
	struct test_app ta;

	app_make(&ta, t, &house);
	(void)imported(&ta, NANTONG, 0);
	(void)imported(&ta, YEAR "320613001,甲街道,4,320613\n"
	    "320671001,乙街道,4,320600\n" "320612100,丙镇,4,\n", 2023);
	CHECK_STR(find(&ta, "320613001", 2023).parent_code, "320613");
	CHECK_STR(find(&ta, "320671001", 2023).parent_code, "320600");
	CHECK_STR(find(&ta, "320612100", 2023).parent_code, "320612");
	app_end(&ta);
}

BOTH("what a later file knows better is corrected, and later names stay")
{
	const struct region_name_row *row;
	struct region r;
	struct test_app ta;
	size_t n;

	app_make(&ta, t, &house);
	(void)imported(&ta, HISTORY "320000,乙,1,2018,2021,\n"
	    "320000,丙,1,2021,,\n" "330000,丁,1,1990,2010,320000\n", 0);
	(void)imported(&ta, HISTORY "320000,甲,1,2015,2019,\n"
	    "320000,乙,1,2019,2021,\n" "320000,丙,1,2021,,\n"
	    "330000,丁,1,1990,2011,\n" "330000,戊,1,2011,2015,320000\n", 0);
	r = find(&ta, "320000", 2024);
	CHECK_INT(r.from_year, 2015);
	CHECK_OK(region_names(ta.app->read, t->a, r.id, &row, &n, &t->note),
	    &t->note);
	CHECK_STR(find(&ta, "320000", 2016).name, "甲");
	CHECK_STR(find(&ta, "320000", 2018).name, "甲");
	CHECK_STR(find(&ta, "320000", 2020).name, "乙");
	CHECK_STR(find(&ta, "320000", 2023).name, "丙");
	CHECK_INT(row[n - 1].to_year, REGION_YEAR_OPEN);
	r = find(&ta, "330000", 2024);
	CHECK_INT(r.to_year, 2015);
	CHECK_STR(r.name, "戊");
	CHECK_STR(find(&ta, "330000", 2010).name, "丁");
	app_sound(&ta);
	CHECK_INT(imported(&ta, HISTORY "320000,甲,1,2015,2019,\n"
	    "320000,乙,1,2019,2021,\n" "320000,丙,1,2021,,\n"
	    "330000,丁,1,1990,2011,\n" "330000,戊,1,2011,2015,320000\n", 0),
	    0);
	app_end(&ta);
}

BOTH("every faulty row is told with line and column, and nothing is recorded")
{
	struct import_report report;
	struct told told = { .faults = 0 };
	struct test_app ta;
	int64_t size;

	app_make(&ta, t, &house);
	size = size_of(&ta);
	CHECK_ERR(import(&ta, HISTORY
	    "320000,江苏省,1,1981,,\n"
	    "32000x,甲,1,1981,,\n"
	    "320100,,2,1981,,\n"
	    "320200,乙,4,1981,,\n"
	    "320300,丙,2,1981,1980,\n"
	    "320400,丁,2,1981,1990,32\n"
	    "320500,戊,2,1981,,320600\n"
	    "320000,己,1,2000,,\n"
	    "320700,庚,2,1800,,\n", 0, &told, &report), ERR_INVALID,
	    &t->note);
	CHECK_INT(report.rows, 9);
	CHECK_INT(report.faults, 8);
	CHECK_INT(told.faults, 8);
	CHECK_INT(told.fault[0].where.line, 3);
	CHECK_INT(told.fault[0].where.column, 1);
	CHECK_INT(told.fault[1].where.line, 4);
	CHECK_INT(told.fault[1].where.column, 2);
	CHECK_INT(told.fault[2].where.column, 3);
	CHECK_INT(told.fault[3].where.column, 5);
	CHECK_INT(told.fault[4].where.column, 6);
	CHECK_INT(told.fault[5].where.line, 8);
	CHECK_INT(told.fault[7].where.line, 9);
	CHECK_INT(size_of(&ta), size);
	CHECK_STR(list(&ta, (struct region_query){ .year = 2024 }), "");
	app_end(&ta);
}

BOTH("a division above that is not in use, or not higher, is a fault")
{
	struct import_report report;
	struct told told = { .faults = 0 };
	struct test_app ta;

	app_make(&ta, t, &house);
	CHECK_ERR(import(&ta, YEAR "320000,江苏省,1,\n"
	    "320600,南通市,2,330000\n" "320700,甲市,2,320800\n"
	    "320800,乙市,2,320000\n", 2024, &told, &report), ERR_INVALID,
	    &t->note);
	CHECK_INT(told.faults, 2);
	CHECK_INT(told.fault[0].where.column, 4);
	CHECK_INT(told.fault[1].where.line, 4);
	app_end(&ta);
}

BOTH("a file of one year must say which, and it must be possible")
{
	struct import_report report;
	struct told told = { .faults = 0 };
	struct test_app ta;

	app_make(&ta, t, &house);
	CHECK_ERR(import(&ta, YEAR "320000,江苏省,1,\n", 0, &told, &report),
	    ERR_USAGE, &t->note);
	CHECK_ERR(import(&ta, YEAR "320000,江苏省,1,\n", 1700, &told,
	    &report), ERR_USAGE, &t->note);
	CHECK_ERR(import(&ta, "", 2024, &told, &report), ERR_INVALID,
	    &t->note);
	CHECK_ERR(import(&ta, "code,level\n320000,1\n", 2024, &told, &report),
	    ERR_INVALID, &t->note);
	app_end(&ta);
}

/* A province, a county and ${n} townships of it. */
static const char *
townships(struct arena *a, int n)
{
	struct buf b = BUF_IN(a);

	buf_text(&b, YEAR "320000,江苏省,1,\n320613,崇川区,3,320000\n");
	for (int i = 0; i < n; i++)
		buf_fmt(&b, "320613%03d,第%d街道,4,320613\n", i % 1000, i);
	return str_copy(a, buf_view(&b)).p;
}

/* The history of as many codes: each comes, is renamed, and ends. */
static const char *
long_history(struct arena *a, int n)
{
	struct buf b = BUF_IN(a);

	buf_text(&b, HISTORY "320000,江苏省,1,1981,,\n");
	for (int i = 0; i < n; i++)
		buf_fmt(&b, "32%04d,甲%d,3,1983,1990,\n32%04d,乙%d,3,1990,"
		    "2000,320000\n", i + 1, i, i + 1, i);
	return str_copy(a, buf_view(&b)).p;
}

BOTH("an import that was stopped goes on where it stopped")
{
	const char *text = long_history(t->a, 150);
	struct told told = { .stop_at = ACT };
	struct import_report report;
	struct test_app ta;
	int64_t size;

	app_make(&ta, t, &house);
	size = size_of(&ta);
	CHECK_ERR(import(&ta, text, 0, &told, &report), ERR_STOPPED,
	    &t->note);
	CHECK_INT(report.planned, 451);
	CHECK_INT(size_of(&ta), size + ACT);
	app_sound(&ta);
	app_again(&ta, APP_WRITE);
	told.stop_at = 0;
	CHECK_OK(import(&ta, text, 0, &told, &report), &t->note);
	CHECK_INT(report.resumed, ACT);
	CHECK_INT(report.done, 451 - ACT);
	CHECK_INT(size_of(&ta), size + 451);
	CHECK_STR(find(&ta, "320100", 1985).name, "甲99");
	CHECK_INT(find(&ta, "320100", 1995).to_year, 2000);
	CHECK_INT(imported(&ta, text, 0), 0);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("divisions changed by somebody else meanwhile stop the rest")
{
	const char *text = long_history(t->a, 150);
	struct told told = { .meddle = true };
	struct import_report report;
	struct test_app ta;

	app_make(&ta, t, &house);
	CHECK_ERR(import(&ta, text, 0, &told, &report), ERR_CONFLICT,
	    &t->note);
	CHECK_INT(report.done, ACT);
	CHECK_INT(imported(&ta, text, 0), 451 - ACT);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a trial judges and records nothing")
{
	struct import_watch watch = { .fault = fault_told };
	struct told told = { .faults = 0 };
	struct region_import what = { .dry = true, .year = 2024 };
	struct import_report report;
	struct test_app ta;
	int64_t size;

	app_make(&ta, t, &house);
	size = size_of(&ta);
	what.path = test_path(t->a, "dry.csv");
	watch.arg = &told;
	CHECK_OK(file_write(what.path, str_of(townships(t->a, 900)), 0600,
	    &t->note), &t->note);
	CHECK_OK(region_import(ta.app, &who, &what, (struct voice){ LANG_EN,
	    NULL }, &watch, &report, &t->note), &t->note);
	CHECK_INT(report.planned, 902);
	CHECK_INT(report.done, 0);
	CHECK_INT(size_of(&ta), size);
	app_end(&ta);
}

/* One division, as the tests of single events need it. */
static enum err
append(struct test_app *ta, act_fn *fn, void *arg)
{
	note_clear(&ta->t->note);
	return act_run(ta->app, &who, NULL, fn, arg, NULL, &ta->t->note);
}

static enum err
end_nothing_act(struct tx *tx, void *arg, struct answer *ret,
    struct note *note)
{
	const struct region_ended ev = { .to_year = V_INT(2000) };

	(void)arg;
	return ledger_append(tx, &region_event_ended, tx_key(tx), VALUES(&ev),
	    &ret->seq, note);
}

BOTH("an event about a division that never came in is refused")
{
	struct test_app ta;

	app_make(&ta, t, &house);
	CHECK_ERR(append(&ta, end_nothing_act, NULL), ERR_CORRUPT, &t->note);
	CHECK_INT(size_of(&ta), 1);
	app_end(&ta);
}
