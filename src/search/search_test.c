/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_act.h"

#include "base/file.h"
#include "base/pinyin.h"
#include "body/body_act.h"
#include "body/body_import.h"
#include "body/house_test.h"
#include "core/config.h"
#include "core/maintain.h"
#include "core/signer.h"
#include "dated/dated_act.h"
#include "ledger/removed.h"
#include "ledger/replay.h"
#include "person/person.h"
#include "post/post.h"
#include "region/region.h"
#include "search/search_in.h"
#include "system/system.h"
#include "tenure/tenure.h"
#include "test/lib/app.h"

extern const char ledger_sql[], core_sql[], job_sql[], region_sql[],
    body_sql[], industry_tables[], person_tables[], post_tables[],
    tenure_tables[], system_tables[], search_tables[];

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
	{ "industry", industry_tables, 1, NULL },
	{ "system", system_tables, 1, NULL },
	{ "search", search_tables, 1, NULL },
};

static const struct event_row rows[] = {
	{ &body_event_added, { NULL } },
	{ &body_event_changed, { NULL } },
	{ &body_event_corrected, { NULL } },
	{ &body_event_ended, { NULL } },
	{ &body_event_merged, { NULL } },
	{ &body_event_place_due, { NULL } },
	{ &body_event_withdrawn, { NULL } },
	{ &config_event_set, { NULL } },
	{ &ledger_event_begun, { NULL } },
	{ &ledger_event_key_rotated, { NULL } },
	{ &person_event_added, { NULL } },
	{ &person_event_changed, { NULL } },
	{ &person_event_corrected, { NULL } },
	{ &person_event_ended, { NULL } },
	{ &person_event_merged, { NULL } },
	{ &person_event_withdrawn, { NULL } },
	{ &region_event_added, { NULL } },
	{ &region_event_ceded, { NULL } },
	{ &region_event_changed, { NULL } },
	{ &region_event_corrected, { NULL } },
	{ &region_event_ended, { body_react_region_ended } },
	{ &store_event_maintained, { NULL } },
	DATED_EVENT_ROWS(system),
	{ &vault_event_expunged, { NULL } },
};

static const struct event_table events = {
	.rows = rows, .nrows = sizeof rows / sizeof rows[0],
	.seen = search_seen, .settle = search_settle,
};
static const struct job_kinds no_jobs = { NULL, 0 };
static const struct house searched = {
	.parts = parts, .nparts = sizeof parts / sizeof parts[0],
	.events = &events, .jobs = &no_jobs, .refill = search_refill,
};

/* 2026-03-02 16:00 in Beijing, where the test's clock stands. */
#define TODAY	"2026-03-02"

static void
begin(struct test_app *ta, struct test_place *t)
{
	app_make(ta, t, &searched);
	test_regions(ta);
}

static enum err
name_gather(void *arg, const struct search_hit *hit, struct note *note)
{
	struct buf *b = arg;

	(void)note;
	buf_fmt(b, "%s%s:%.*s", b->n == 0 ? "" : " ", hit->kind,
	    STR_ARG(hit->name));
	return ERR_OK;
}

/* What is found, as "body:甲 person:乙". */
static struct str
found(struct test_app *ta, const char *kind, const char *text)
{
	const struct search_query q = { .text = str_of(text),
	    .kind = str_of(kind), .day = test_day(TODAY), .most = 100 };
	struct buf b = BUF_IN(ta->t->a);

	note_clear(&ta->t->note);
	buf_text(&b, "");
	CHECK_OK(search_each(ta->app, &q, name_gather, &b, &ta->t->note),
	    &ta->t->note);
	return b.n == 0 ? S("") : buf_view(&b);
}

#define FOUND(text, want)	CHECK_STR(found(&ta, "", text), want)

static void
restate(struct test_app *ta, struct key id, const char *name,
    struct key superior, int64_t from, int64_t to)
{
	struct body_restate what = { .id = id, .expect = -1,
	    .at = BODY_AT_NONE, .in = { .state = {
		.from = V_DAY(from), .name = V_TEXT(str_of(name)),
		.kind = V_TEXT(S("unit")),
		.superior = body_key_value(superior),
		.to = body_day_value(to) } } };

	(void)body_restate(ta->app, &test_who, NULL, &what, NULL,
	    &ta->t->note);
	note_clear(&ta->t->note);
}

BOTH("a body is found by its name, its former name and its code")
{
	struct test_app ta;
	struct key id;

	begin(&ta, t);
	(void)test_body(&ta, "nt:1", "南通市人民政府", "", "", "2001-01-01");
	id = test_body(&ta, "nt:2", "港闸区人民政府", "nt:1", "", "2001-01-01");
	FOUND("人民政府", "body:南通市人民政府 body:港闸区人民政府");
	FOUND("港闸", "body:港闸区人民政府");
	restate(&ta, id, "崇川区人民政府", test_find(&ta, "nt:1"),
	    test_day("2020-07-01"), DAY_OPEN);
	FOUND("崇川", "body:崇川区人民政府");
	FOUND("港闸", "body:崇川区人民政府");
	FOUND("nt:2", "body:崇川区人民政府");
	FOUND("体育", "");
	CHECK_STR(found(&ta, "person", "港闸"), "");
	app_end(&ta);
}

BOTH("what was entered by mistake is found no more")
{
	struct test_app ta;
	struct key id;

	begin(&ta, t);
	id = test_body(&ta, "a", "误录单位", "", "", "2001-01-01");
	FOUND("误录", "body:误录单位");
	CHECK_OK(body_withdraw(ta.app, &test_who, id,
	    &(struct body_withdrawn){ V_TEXT(S("x")) }, NULL, &t->note),
	    &t->note);
	FOUND("误录", "");
	app_end(&ta);
}

static struct key
person(struct test_app *ta, const char *name)
{
	const struct value v[PERSON__MAX] = {
		[PERSON_NAME] = V_TEXT(str_of(name)) };
	const struct dated_new in = { .since = test_day("2010-01-01"),
	    .until = DAY_OPEN, .v = v };
	struct answer done;

	CHECK_OK(dated_add(ta->app, &test_who, NULL, &person_dated, &in, &done,
	    &ta->t->note), &ta->t->note);
	return done.on;
}

BOTH("a person is found by the sound of the name")
{
	struct test_app ta;

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	begin(&ta, t);
	(void)person(&ta, "张某甲");
	(void)person(&ta, "单某");
	FOUND("zmj", "person:张某甲");
	FOUND("zhangmoujia", "person:张某甲");
	FOUND("zhang mou jia", "person:张某甲");
	FOUND("zhangm", "person:张某甲");
	FOUND("shanm", "person:单某");
	FOUND("某", "person:张某甲 person:单某");
	CHECK_STR(found(&ta, "body", "zmj"), "");
	app_end(&ta);
}

BOTH("a body with a long name is found by its sound, from any character on")
{
	struct test_app ta;

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	begin(&ta, t);
	(void)test_body(&ta, "sz:1",
	    "中共苏州市委网络安全和信息化委员会办公室", "", "", "2001-01-01");
	(void)test_body(&ta, "sz:2", "苏州市人民政府", "", "", "2001-01-01");
	FOUND("wangluoanquan", "body:中共苏州市委网络安全和信息化委员会办公室");
	FOUND("suzhoushiwei", "body:中共苏州市委网络安全和信息化委员会办公室");
	FOUND("suzhoushi", "body:中共苏州市委网络安全和信息化委员会办公室 "
	    "body:苏州市人民政府");
	FOUND("suzhou zhengfu", "body:苏州市人民政府");
	FOUND("suzhouzhengfu", "");
	app_end(&ta);
}

BOTH("an index that is not filled says so, and can be filled")
{
	const struct search_query q = { .text = S("南通"), .most = 9 };
	struct test_app ta;
	struct store *st = NULL;
	struct buf b = BUF_IN(t->a);

	begin(&ta, t);
	(void)test_body(&ta, "nt:1", "南通市人民政府", "", "", "2001-01-01");
	CHECK_OK(store_open(&ta.app->place, STORE_WRITE, NULL, &st, &t->note),
	    &t->note);
	CHECK_OK(index_state_drop(st, SEARCH_WORDS, &t->note), &t->note);
	store_close(st);
	CHECK_ERR(search_each(ta.app, &q, name_gather, &b, &t->note),
	    ERR_VERSION, &t->note);
	note_clear(&t->note);
	CHECK_OK(search_refill(ta.app, &test_who, NULL, NULL, &t->note),
	    &t->note);
	FOUND("南通", "body:南通市人民政府");
	app_end(&ta);
}

static enum err
stop_at_once(void *arg, int64_t done, int64_t of)
{
	(void)arg;
	(void)done;
	(void)of;
	return ERR_STOPPED;
}

BOTH("filling that is stopped leaves an index that says it is not filled")
{
	const struct search_query q = { .text = S("南通"), .most = 9 };
	struct test_app ta;
	struct buf b = BUF_IN(t->a);

	begin(&ta, t);
	(void)test_body(&ta, "nt:1", "南通市人民政府", "", "", "2001-01-01");
	CHECK_ERR(search_refill(ta.app, &test_who, stop_at_once, NULL,
	    &t->note), ERR_STOPPED, &t->note);
	note_clear(&t->note);
	CHECK_ERR(search_each(ta.app, &q, name_gather, &b, &t->note),
	    ERR_VERSION, &t->note);
	note_clear(&t->note);
	/* What is entered meanwhile is not lost. */
	(void)test_body(&ta, "nt:2", "南通市公安局", "", "", "2001-01-01");
	CHECK_OK(search_refill(ta.app, &test_who, NULL, NULL, &t->note),
	    &t->note);
	FOUND("南通", "body:南通市人民政府 body:南通市公安局");
	app_end(&ta);
}

/* The pairs of a scope, one a line. */
static struct str
pairs(struct test_app *ta, const char *table)
{
	struct buf b = BUF_IN(ta->t->a);
	struct rows *r = NULL;

	buf_text(&b, "");
	CHECK_OK(store_query_text(ta->app->read, str_fmt(ta->t->a,
	    "SELECT scope, id FROM %s ORDER BY scope, id", table).p, &r,
	    &ta->t->note), &ta->t->note);
	while (rows_next(r)) {
		buf_hex(&b, rows_bytes(r, 0).p, 16);
		buf_char(&b, ' ');
		buf_hex(&b, rows_bytes(r, 1).p, 16);
		buf_char(&b, '\n');
	}
	CHECK_OK(rows_end(&r, &ta->t->note), &ta->t->note);
	return b.n == 0 ? S("") : buf_view(&b);
}

static int64_t
scope_day(struct test_app *ta)
{
	struct index_state s = { .day = 0 };
	bool there;

	CHECK_OK(index_state_get(ta->app->read, SEARCH_SCOPES, &s, &there,
	    &ta->t->note), &ta->t->note);
	CHECK(there && s.filled);
	return s.day;
}

static struct key
system_put(struct test_app *ta, const char *name, struct key owner,
    struct key region)
{
	struct value v[SYSTEM__MAX] = {
		[SYSTEM_NAME] = V_TEXT(str_of(name)),
		[SYSTEM_KIND] = V_TEXT(S("other")),
		[SYSTEM_OWNER] = V_KEY(owner),
	};
	const struct dated_new in = { .since = test_day("2010-01-01"),
	    .until = DAY_OPEN, .v = v };
	struct answer done;

	if (!key_none(region))
		v[SYSTEM_REGION] = (struct value)V_KEY(region);
	CHECK_OK(dated_add(ta->app, &test_who, NULL, &system_dated, &in,
	    &done, &ta->t->note), &ta->t->note);
	return done.on;
}

/* How many systems are below it? */
static size_t
systems(struct test_app *ta, struct key above)
{
	const struct key *id;
	size_t n = 0;

	CHECK_OK(scope_page(ta->app->read, ta->t->a, &system_scope, above,
	    KEY_NONE, true, 50, &id, &n, &ta->t->note), &ta->t->note);
	for (size_t i = 1; i < n; i++)
		CHECK(key_cmp(id[i - 1], id[i]) > 0);
	return n;
}

BOTH("systems stand below their owner's superiors and their division")
{
	struct test_app ta;
	struct key a, b, c, one;
	struct dated_change to = { .since = INT64_MIN, .until = DAY_OPEN,
	    .began = INT64_MIN, .ended = INT64_MIN };
	struct dated_restate again = { .expect = -1 };
	struct value v[SYSTEM__MAX] = { { 0 } };
	struct str kept;

	begin(&ta, t);
	a = test_body(&ta, "a", "甲", "", "", "2001-01-01");
	b = test_body(&ta, "b", "乙", "a", "", "2001-01-01");
	c = test_body(&ta, "c", "丙", "", "", "2001-01-01");
	one = system_put(&ta, "甲系统", b, test_region(&ta, "320613"));
	(void)system_put(&ta, "乙系统", a, KEY_NONE);
	CHECK_INT(systems(&ta, a), 2);
	CHECK_INT(systems(&ta, b), 1);
	CHECK_INT(systems(&ta, c), 0);
	CHECK_INT(systems(&ta, test_region(&ta, "320000")), 1);
	CHECK_INT(systems(&ta, test_region(&ta, "320613")), 1);
	FOUND("甲系统", "system:甲系统");
	/* The owner moves, and takes it along. */
	restate(&ta, b, "乙", c, test_day("2020-01-01"), DAY_OPEN);
	CHECK_INT(systems(&ta, a), 1);
	CHECK_INT(systems(&ta, c), 1);
	/* It gets another owner. */
	v[SYSTEM_OWNER] = (struct value)V_KEY(a);
	to.since = test_day("2021-01-01");
	to.set = v;
	again.id = one;
	again.change = to;
	CHECK_OK(dated_restate(ta.app, &test_who, NULL, &system_dated, &again,
	    NULL, &t->note), &t->note);
	CHECK_INT(systems(&ta, a), 2);
	CHECK_INT(systems(&ta, b), 0);
	CHECK_INT(systems(&ta, c), 0);
	kept = pairs(&ta, "system_scope");
	CHECK_OK(search_refill(ta.app, &test_who, NULL, NULL, &t->note),
	    &t->note);
	CHECK_STR(pairs(&ta, "system_scope"), kept.p);
	/* It is no more. */
	CHECK_OK(dated_end(ta.app, &test_who, NULL, &system_dated, one,
	    test_day("2025-01-01"), S(""), NULL, &t->note), &t->note);
	CHECK_INT(systems(&ta, a), 1);
	CHECK_INT(systems(&ta, test_region(&ta, "320000")), 0);
	app_end(&ta);
}

static int
line_order(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* The same, slowly: each body of the day, and who stands above it one by one. */
static struct str
pairs_slowly(struct test_app *ta, const struct key *id, size_t n)
{
	const int64_t day = scope_day(ta);
	const char **line = NEW_ARRAY(ta->t->a, const char *,
	    n * (BODY_DEPTH_MAX + 1));
	struct buf b = BUF_IN(ta->t->a);
	size_t lines = 0;

	for (size_t i = 0; i < n; i++) {
		struct body one;
		struct body_line_up up;
		struct str me = str_hex(ta->t->a, id[i].b, 16);

		CHECK_OK(body_get(ta->app->read, ta->t->a, id[i], day, &one,
		    &ta->t->note), &ta->t->note);
		if (one.withdrawn || one.from > day || one.to <= day)
			continue;
		CHECK_OK(body_above(ta->app->read, id[i], day, &up,
		    &ta->t->note), &ta->t->note);
		line[lines++] = str_fmt(ta->t->a, "%s %s\n", me.p, me.p).p;
		for (size_t k = 0; k < up.n; k++)
			line[lines++] = str_fmt(ta->t->a, "%s %s\n",
			    str_hex(ta->t->a, up.id[k].b, 16).p, me.p).p;
	}
	qsort(line, lines, sizeof *line, line_order);
	buf_text(&b, "");
	for (size_t i = 0; i < lines; i++)
		buf_text(&b, line[i]);
	return b.n == 0 ? S("") : buf_view(&b);
}

static void
scopes_check(struct test_app *ta, const struct key *id, size_t n)
{
	struct arena_mark mark = arena_mark(ta->t->a);
	struct str got = pairs(ta, "body_scope");
	struct str want = pairs_slowly(ta, id, n);

	if (!str_eq(got, want))
		fail_msg("got\n%.*swant\n%.*s", STR_ARG(got), STR_ARG(want));
	arena_reset(ta->t->a, mark);
}

BOTH("scopes follow what moves, ends, merges, is corrected and is to come")
{
	struct test_app ta;
	struct key id[5];
	struct body_merged merge = { .on = V_DAY(test_day("2026-01-01")) };

	begin(&ta, t);
	id[0] = test_body(&ta, "a", "甲", "", "", "2001-01-01");
	id[1] = test_body(&ta, "b", "乙", "a", "", "2001-01-01");
	id[2] = test_body(&ta, "c", "丙", "b", "", "2001-01-01");
	id[3] = test_body(&ta, "d", "丁", "", "", "2001-01-01");
	id[4] = test_body(&ta, "e", "戊", "c", "", "2001-01-01");
	scopes_check(&ta, id, 5);
	/* A subtree moves; what is to come does not count yet. */
	restate(&ta, id[1], "乙", id[3], test_day("2025-01-01"), DAY_OPEN);
	scopes_check(&ta, id, 5);
	restate(&ta, id[2], "丙", id[0], test_day("2026-03-04"), DAY_OPEN);
	scopes_check(&ta, id, 5);
	CHECK_INT(scope_day(&ta), test_day(TODAY));
	/* The first act of that day moves it. */
	ta.clock.now += 2 * DAY_MS;
	restate(&ta, id[4], "戊二", id[2], test_day("2026-03-01"), DAY_OPEN);
	CHECK_INT(scope_day(&ta), test_day("2026-03-04"));
	scopes_check(&ta, id, 5);
	merge.into = (struct value)V_KEY(id[0]);
	CHECK_OK(body_merge(ta.app, &test_who, id[3], &merge, NULL, &t->note),
	    &t->note);
	scopes_check(&ta, id, 5);
	app_end(&ta);
}

static int
draw(uint64_t *state, int below)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (int)((*state >> 33) % (uint64_t)below);
}

enum { BODIES = 14, STEPS = 60 };

/* Something happens to one of the bodies, if it may. */
static void
happen(struct test_app *ta, const struct key *id, uint64_t *state)
{
	const struct key one = id[draw(state, BODIES)];
	const struct key other = draw(state, 5) == 0 ? KEY_NONE :
	    id[draw(state, BODIES)];
	const int64_t from = test_day(TODAY) - 20 + draw(state, 60);
	const int64_t to = draw(state, 2) == 0 ? DAY_OPEN :
	    from + 1 + draw(state, 30);
	struct body_merged merge = { .into = V_KEY(other),
	    .on = V_DAY(from) };

	switch (draw(state, 12)) {
	case 0:
		(void)body_end(ta->app, &test_who, one, &(struct body_ended){
		    .to = V_DAY(from) }, NULL, NULL);
		break;
	case 1:
		if (draw(state, 4) == 0)
			(void)body_withdraw(ta->app, &test_who, one,
			    &(struct body_withdrawn){ V_TEXT(S("x")) }, NULL,
			    NULL);
		break;
	case 2:
		if (draw(state, 3) == 0)
			(void)body_merge(ta->app, &test_who, one, &merge,
			    NULL, NULL);
		break;
	case 3:
	case 4:
		ta->clock.now += draw(state, 6) * DAY_MS;
		break;
	default:
		restate(ta, one, "某", other, from, to);
		break;
	}
}

BOTH("scopes equal a slow look up every line, whatever happened on which day")
{
	struct test_app ta;
	struct key id[BODIES];
	uint64_t state = 5;
	int64_t size;
	char code[8];
	struct str kept;

	begin(&ta, t);
	for (int i = 0; i < BODIES; i++) {
		char above[8];

		(void)snprintf(code, sizeof code, "c%d", i);
		(void)snprintf(above, sizeof above, "c%d", i == 0 ? 0 :
		    draw(&state, i));
		id[i] = test_body(&ta, code, code, i == 0 ? "" : above, "",
		    "2001-01-01");
	}
	size = test_size(&ta);
	for (int i = 0; i < STEPS; i++) {
		happen(&ta, id, &state);
		/* Days pass with the next act that touches a body. */
		(void)person(&ta, "某");
		scopes_check(&ta, id, BODIES);
	}
	/* Not all of it was refused. */
	CHECK(test_size(&ta) > size + STEPS + STEPS / 3);
	kept = pairs(&ta, "body_scope");
	CHECK_OK(search_refill(ta.app, &test_who, NULL, NULL, &t->note),
	    &t->note);
	CHECK_STR(pairs(&ta, "body_scope"), kept.p);
	CHECK(kept.n > 0);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("the scope of a division is who lies in it this year")
{
	const struct key *id;
	struct test_app ta;
	size_t n;

	begin(&ta, t);
	CHECK_OK(scope_page(ta.app->read, t->a, &region_scope,
	    test_region(&ta, "320000"), KEY_NONE, false, 100, &id, &n,
	    &t->note), &t->note);
	/* Itself, the city, and the one district of today. */
	CHECK_INT(n, 3);
	app_end(&ta);
}

BOTH("an import is found and stands in its scopes when it has ended")
{
	enum { ROWS = 57 };
	struct test_app ta;
	struct import_watch watch = { .act_max = 2 };
	struct import_report report;
	struct body_import what = { .path = test_path(t->a, "b.csv") };
	struct buf b = BUF_IN(t->a);
	struct key id[ROWS];

	begin(&ta, t);
	buf_text(&b, "source,code,name,kind,superior,guided_by,region,"
	    "industry,from,to\n");
	for (int i = 0; i < ROWS; i++)
		buf_fmt(&b, "s,%d,单位%d,unit,%s,,,,2001-01-01,\n", i, i,
		    i == 0 ? "" : str_fmt(t->a, "%d", (i - 1) / 3).p);
	CHECK_OK(file_write(what.path, buf_view(&b), 0600, &t->note),
	    &t->note);
	CHECK_OK(body_import(ta.app, &test_who, &what, (struct voice){
	    LANG_EN, ta.app->zone }, &watch, &report, &t->note), &t->note);
	CHECK_INT(report.done, ROWS);
	for (int i = 0; i < ROWS; i++)
		id[i] = test_find(&ta, str_fmt(t->a, "s:%d", i).p);
	scopes_check(&ta, id, ROWS);
	FOUND("单位56", "body:单位56");
	app_end(&ta);
}

enum { STOPPED_ROWS = 40, STOPPED_AT = 15 };

static enum err
stop_early(void *arg, const char *what, int64_t done, int64_t of)
{
	(void)arg;
	(void)of;
	return strcmp(what, "recorded") == 0 && done >= STOPPED_AT ?
	    ERR_STOPPED : ERR_OK;
}

/* Import units in a tree; ${again}: they have other superiors since 2020. */
static enum err
tree_import(struct test_app *ta, bool again, const struct import_watch *watch)
{
	struct test_place *t = ta->t;
	const struct body_import what = { .path = test_path(t->a, "tree.csv"),
	    .conflict = BODY_UPDATE };
	struct import_report report;
	struct buf b = BUF_IN(t->a);

	buf_text(&b, "source,code,name,kind,superior,guided_by,region,"
	    "industry,from,to\n");
	for (int i = 0; i < STOPPED_ROWS; i++)
		buf_fmt(&b, "s,%d,单位%02d,unit,%s,,,,%s-01-01,\n", i, i,
		    i == 0 ? "" : str_fmt(t->a, "%d", again ? (i - 1) / 5 :
		    (i - 1) / 2).p, again ? "2020" : "2001");
	CHECK_OK(file_write(what.path, buf_view(&b), 0600, &t->note),
	    &t->note);
	return body_import(ta->app, &test_who, &what, (struct voice){
	    LANG_EN, ta->app->zone }, watch, &report, &t->note);
}

/* Those that are there stand in their scopes and are found; how many. */
static size_t
tree_check(struct test_app *ta)
{
	struct arena *a = ta->t->a;
	struct key id[STOPPED_ROWS];
	size_t n = 0;

	for (int i = 0; i < STOPPED_ROWS; i++) {
		const char *name = str_fmt(a, "单位%02d", i).p;
		const bool there = body_alias(ta->app->read, S("s"),
		    str_fmt(a, "%d", i), &id[n], NULL) == ERR_OK;

		n += there;
		CHECK_STR(found(ta, "body", name), !there ? "" :
		    str_fmt(a, "body:%s", name).p);
	}
	scopes_check(ta, id, n);
	return n;
}

BOTH("an import that is stopped is found and stands in its scopes that far")
{
	const struct import_watch watch = { .act_max = 3 };
	const struct import_watch stopped = { .act_max = 3,
	    .progress = stop_early };
	struct test_app ta;
	struct str kept;

	begin(&ta, t);
	CHECK_ERR(tree_import(&ta, false, &stopped), ERR_STOPPED, &t->note);
	CHECK_INT(tree_check(&ta), STOPPED_AT);
	CHECK_OK(tree_import(&ta, false, &watch), &t->note);
	CHECK_INT(tree_check(&ta), STOPPED_ROWS);
	CHECK_OK(tree_import(&ta, true, &watch), &t->note);
	CHECK_INT(tree_check(&ta), STOPPED_ROWS);
	kept = pairs(&ta, "body_scope");
	CHECK_OK(search_refill(ta.app, &test_who, NULL, NULL, &t->note),
	    &t->note);
	CHECK_STR(pairs(&ta, "body_scope"), kept.p);
	app_sound(&ta);
	app_end(&ta);
}

static enum err
body_gather(void *arg, const struct body *b, struct note *note)
{
	(void)note;
	buf_str(arg, b->code);
	buf_char(arg, ' ');
	return ERR_OK;
}

BOTH("a list of those under a body is the same by its scope and by its tree")
{
	struct body_query q = { .day = test_day(TODAY) };
	struct test_app ta;
	struct str by[2];

	begin(&ta, t);
	(void)test_body(&ta, "a", "甲", "", "", "2001-01-01");
	test_units(&ta, 30, "a");
	(void)test_body(&ta, "b", "乙乙", "u7", "", "2001-01-01");
	q.under = test_find(&ta, "a");
	for (int i = 0; i < 2; i++) {
		struct buf b = BUF_IN(t->a);

		CHECK_OK(store_begin(ta.app->read, &t->note), &t->note);
		CHECK_OK(body_each(ta.app->read, &q, body_gather, &b,
		    &t->note), &t->note);
		store_rollback(ta.app->read);
		by[i] = buf_view(&b);
		q.day++;	/* no scope is kept as of tomorrow */
	}
	CHECK_STR(by[1], by[0].p);
	CHECK(by[0].n > 31 * 3);
	app_end(&ta);
}
