/* SPDX-License-Identifier: Apache-2.0 */
#include "core/import.h"
#include "test/lib/app.h"

static const struct actor who = { .face = { "console", 7 } };

/* A plan that says a text for each change. */
struct plan_call {
	int64_t	appended;
	int64_t	stop_at;	/* the watch stops from this count on; 0: never */
	int64_t	fail_at;	/* this change fails; -1: none */
};

static enum err
change(struct tx *tx, void *arg, int64_t i, struct note *note)
{
	struct plan_call *c = arg;
	struct toy_said ev = { V_TEXT(S("row")) };

	if (i == c->fail_at)
		return NOTE(note, ERR_INVALID, M("Not permitted."));
	c->appended++;
	return ledger_append(tx, &toy_event_said, tx_key(tx), VALUES(&ev),
	    NULL, note);
}

static enum err
watch_stop(void *arg, const char *what, int64_t done, int64_t of)
{
	const struct plan_call *c = arg;

	(void)what;
	(void)of;
	return c->stop_at != 0 && done >= c->stop_at ? ERR_STOPPED : ERR_OK;
}

static enum err
run(struct test_app *ta, struct plan_call *c, int64_t planned,
    struct import_report *report)
{
	const struct import_watch watch = { .progress = watch_stop, .arg = c };
	struct import_plan plan = { .what = "toy", .name = "toy.csv",
	    .file = { { 1 } }, .planned = planned, .append = change,
	    .arg = c };

	return import_run(ta->app, &who, &plan, &watch, report,
	    &ta->t->note);
}

static enum err
open_count(void *arg, const struct import_seen *i, struct note *note)
{
	(void)note;
	CHECK_STR(i->what, "toy");
	CHECK_INT(i->ended, 0);
	++*(int *)arg;
	return ERR_OK;
}

BOTH("a plan is appended in acts and ends")
{
	struct plan_call c = { .fail_at = -1 };
	struct import_report report = { 0 };
	struct test_app ta;
	int64_t size;
	int open = 0;

	app_make(&ta, t, &test_house);
	CHECK_OK(run(&ta, &c, 4500, &report), &t->note);
	CHECK_INT(report.done, 4500);
	CHECK_OK(ledger_size(ta.app->read, &size, &t->note), &t->note);
	CHECK_INT(size, 4501);
	CHECK_OK(import_each(ta.app->read, true, open_count, &open, &t->note),
	    &t->note);
	CHECK_INT(open, 0);
	app_end(&ta);
}

BOTH("an import that was stopped is seen, and says how far it came")
{
	struct plan_call c = { .fail_at = -1, .stop_at = 2000 };
	struct import_report report = { 0 };
	struct test_app ta;
	int open = 0;

	app_make(&ta, t, &test_house);
	CHECK_ERR(run(&ta, &c, 4500, &report), ERR_STOPPED, &t->note);
	CHECK_INT(report.done, IMPORT_ACT_MAX);
	CHECK_OK(import_each(ta.app->read, true, open_count, &open, NULL),
	    NULL);
	CHECK_INT(open, 1);
	note_clear(&t->note);
	/* Judged again, the same file needs only what is missing. */
	c.stop_at = 0;
	report = (struct import_report){ 0 };
	CHECK_OK(run(&ta, &c, 2500, &report), &t->note);
	CHECK_INT(report.resumed, IMPORT_ACT_MAX);
	CHECK_OK(import_each(ta.app->read, true, open_count, &open, NULL),
	    NULL);
	CHECK_INT(open, 1);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a change that fails takes its whole act back and nothing more")
{
	struct plan_call c = { .fail_at = 2100 };
	struct import_report report = { 0 };
	struct test_app ta;
	int64_t size;

	app_make(&ta, t, &test_house);
	CHECK_ERR(run(&ta, &c, 4500, &report), ERR_INVALID, &t->note);
	CHECK_OK(ledger_size(ta.app->read, &size, NULL), NULL);
	CHECK_INT(size, 1 + IMPORT_ACT_MAX);
	app_sound(&ta);
	app_end(&ta);
}
