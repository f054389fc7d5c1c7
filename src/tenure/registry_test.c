/* SPDX-License-Identifier: Apache-2.0 */
#include "tenure/registry_test.h"

#include "base/file.h"
#include "body/body.h"
#include "core/config.h"
#include "core/maintain.h"
#include "core/outbox.h"
#include "core/signer.h"
#include "dated/dated_act.h"
#include "dated/dated_export.h"
#include "dated/dated_import.h"
#include "ledger/removed.h"
#include "person/person.h"
#include "post/post.h"
#include "region/region.h"
#include "tenure/tenure.h"
#include "test/lib/app.h"

extern const char ledger_sql[], core_sql[], job_sql[], region_sql[],
    body_sql[], person_tables[], post_tables[], tenure_tables[];

static const struct part parts[] = {
	{ "store", store_sql, 1, NULL },
	{ "ledger", ledger_sql, 1, NULL },
	{ "core", core_sql, 1, NULL },
	{ "job", job_sql, 1, NULL },
	{ "region", region_sql, 1, NULL },
	{ "body", body_sql, 1, NULL },
	{ "person", person_tables, 1, NULL },
	{ "post", post_tables, 1, NULL },
	{ "tenure", tenure_tables, 1, NULL },
};

static const struct event_row rows[] = {
	{ &body_event_added, { NULL } },
	{ &config_event_set, { NULL } },
	{ &ledger_event_begun, { NULL } },
	{ &ledger_event_key_rotated, { NULL } },
	{ &person_event_added, { NULL } },
	{ &person_event_changed, { NULL } },
	{ &person_event_corrected, { NULL } },
	{ &person_event_ended, { NULL } },
	{ &person_event_merged, { NULL } },
	{ &person_event_withdrawn, { NULL } },
	DATED_EVENT_ROWS(post),
	{ &store_event_maintained, { NULL } },
	{ &tenure_event_added, { NULL } },
	{ &tenure_event_changed, { NULL } },
	{ &tenure_event_corrected, { NULL } },
	{ &tenure_event_ended, { NULL } },
	{ &tenure_event_handed, { NULL } },
	{ &tenure_event_withdrawn, { NULL } },
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

const struct actor registry_who = { .person = { "\xE7\x94\xB2", 3 },
    .face = { "console", 7 } };
const struct voice registry_voice = { LANG_EN, NULL };

static enum err
body_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	ret->on = tx_key(tx);
	return ledger_append(tx, &body_event_added, ret->on, arg, &ret->seq,
	    note);
}

static void
body_put(struct test_app *ta, const char *code, const char *name)
{
	struct body_added in = { .source = V_TEXT(S("t")),
	    .code = V_TEXT(str_of(code)), .state = {
		.from = V_DAY(registry_day("2010-01-01")),
		.name = V_TEXT(str_of(name)),
		.kind = V_TEXT(S("unit")),
	} };

	CHECK_OK(act_run(ta->app, &registry_who, NULL, body_act, &in, NULL,
	    &ta->t->note), &ta->t->note);
}

void
registry_open(struct test_app *ta, struct test_place *t)
{
	app_make(ta, t, &house);
	body_put(ta, "1", "甲局");
	body_put(ta, "2", "乙局");
}

int64_t
registry_day(const char *text)
{
	int64_t day = DAY_OPEN;

	if (text[0] != '\0')
		CHECK(day_parse(str_of(text), &day));
	return day;
}

int64_t
registry_size(struct test_app *ta)
{
	int64_t size = -1;

	CHECK_OK(ledger_size(ta->app->read, &size, &ta->t->note),
	    &ta->t->note);
	return size;
}

static struct key
put(struct test_app *ta, const struct dated *t, const struct dated_new *in)
{
	struct answer done;

	note_clear(&ta->t->note);
	CHECK_OK(dated_add(ta->app, &registry_who, NULL, t, in, &done,
	    &ta->t->note), &ta->t->note);
	return done.on;
}

struct key
registry_person(struct test_app *ta, const char *code, const char *name,
    const char *staff_no)
{
	struct value v[PERSON__MAX] = {
		[PERSON_NAME] = V_TEXT(str_of(name)),
	};
	const struct dated_new in = { .source = code[0] == '\0' ? S("") :
	    S("hr"), .code = str_of(code), .v = v,
	    .since = registry_day("2010-01-01"), .until = DAY_OPEN };

	if (staff_no[0] != '\0')
		v[PERSON_STAFF_NO] = (struct value)V_TEXT(str_of(staff_no));
	return put(ta, &person_dated, &in);
}

struct key
registry_post(struct test_app *ta, const char *body, const char *title,
    int seats)
{
	struct value v[POST__MAX] = {
		[POST_TITLE] = V_TEXT(str_of(title)),
		[POST_SEATS] = V_INT(seats),
	};
	const struct dated_new in = { .v = v,
	    .since = registry_day("2010-01-01"), .until = DAY_OPEN };
	struct key id;

	CHECK_OK(body_find(ta->app->read, ta->t->a, str_of(body), &id,
	    &ta->t->note), &ta->t->note);
	v[POST_BODY] = (struct value)V_KEY(id);
	return put(ta, &post_dated, &in);
}

struct key
registry_find(struct test_app *ta, const struct dated *t, const char *text)
{
	struct key id = KEY_NONE;

	note_clear(&ta->t->note);
	CHECK_OK(t->self->find(ta->app->read, ta->t->a, str_of(text),
	    registry_day("2020-01-01"), KEY_NONE, &id, &ta->t->note),
	    &ta->t->note);
	return id;
}

static enum err
tenure_put(struct test_app *ta, const char *person, const char *post,
    const char *kind, const char *from, const char *to, struct answer *done)
{
	struct value v[TENURE__MAX] = {
		[TENURE_PERSON] = V_KEY(registry_find(ta, &person_dated,
		    person)),
		[TENURE_POST] = V_KEY(registry_find(ta, &post_dated, post)),
		[TENURE_KIND] = V_TEXT(str_of(kind)),
	};
	const struct dated_new in = { .v = v, .since = registry_day(from),
	    .until = registry_day(to) };

	note_clear(&ta->t->note);
	return dated_add(ta->app, &registry_who, NULL, &tenure_dated, &in,
	    done, &ta->t->note);
}

enum err
registry_try(struct test_app *ta, const char *person, const char *post,
    const char *kind, const char *from, const char *to)
{
	struct answer done;

	return tenure_put(ta, person, post, kind, from, to, &done);
}

struct key
registry_tenure(struct test_app *ta, const char *person, const char *post,
    const char *kind, const char *from, const char *to)
{
	struct answer done;

	CHECK_OK(tenure_put(ta, person, post, kind, from, to, &done),
	    &ta->t->note);
	return done.on;
}

static void
told(void *arg, const struct note *note)
{
	struct buf *b = arg;

	say_note(b, registry_voice, note);
	buf_char(b, '\n');
}

enum err
registry_import(struct test_app *ta, const struct dated *t, const char *text,
    struct import_report *report, struct str *ret_told)
{
	struct buf b = BUF_IN(ta->t->a);
	const struct import_watch watch = { .every = told, .remark = told,
	    .arg = &b };
	const struct dated_import what = {
		.path = test_path(ta->t->a, "rows.csv") };
	enum err r;

	note_clear(&ta->t->note);
	CHECK_OK(file_write(what.path, str_of(text), 0600, &ta->t->note),
	    &ta->t->note);
	r = dated_import(ta->app, &registry_who, t, &what, registry_voice,
	    &watch, report, &ta->t->note);
	*ret_told = b.n == 0 ? S("") : buf_view(&b);
	return r;
}

struct str
registry_export(struct test_app *ta, const struct dated *t)
{
	const struct dated_export what = {
	    .path = test_path(ta->t->a, "out.csv"),
	    .voice = registry_voice };
	struct str bytes;
	int64_t n;

	note_clear(&ta->t->note);
	CHECK_OK(dated_export(ta->app->read, t, &what, &n, &ta->t->note),
	    &ta->t->note);
	CHECK_OK(file_read(ta->t->a, what.path, 1 << 20, &bytes,
	    &ta->t->note), &ta->t->note);
	return bytes;
}
