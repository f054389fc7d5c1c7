/* SPDX-License-Identifier: Apache-2.0 */
#include "body/house_test.h"

#include "body/body_act.h"
#include "core/config.h"
#include "core/maintain.h"
#include "core/outbox.h"
#include "core/signer.h"
#include "ledger/removed.h"
#include "region/region.h"
#include "test/lib/app.h"

extern const char ledger_sql[], core_sql[], job_sql[],
    region_sql[], body_sql[];

static const struct part parts[] = {
	{ "store", store_sql, 1, NULL },
	{ "ledger", ledger_sql, 1, NULL },
	{ "core", core_sql, 1, NULL },
	{ "job", job_sql, 1, NULL },
	{ "region", region_sql, 1, NULL },
	{ "body", body_sql, 1, NULL },
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
	{ &region_event_added, { NULL } },
	{ &region_event_ceded, { NULL } },
	{ &region_event_changed, { NULL } },
	{ &region_event_corrected, { NULL } },
	{ &region_event_ended, { body_react_region_ended } },
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

const struct actor test_who = { .person = { "\xE7\x94\xB2", 3 },
    .face = { "console", 7 } };

void
test_open(struct test_app *ta, struct test_place *t)
{
	app_make(ta, t, &house);
	test_regions(ta);
}

struct region_call {
	const char	*code, *name;
	int		 level, from;
	struct key	 parent;
};

static enum err
region_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct region_call *c = arg;
	struct region_added ev = {
		.code = V_TEXT(str_of(c->code)),
		.level = V_INT(c->level),
		.from_year = V_INT(c->from),
		.name = V_TEXT(str_of(c->name)),
	};

	if (!key_none(c->parent))
		ev.parent = (struct value)V_KEY(c->parent);
	ret->on = tx_key(tx);
	return ledger_append(tx, &region_event_added, ret->on, VALUES(&ev),
	    &ret->seq, note);
}

static struct key
region_put(struct test_app *ta, const char *code, const char *name, int level,
    int from, struct key parent)
{
	struct region_call c = { code, name, level, from, parent };
	struct answer done;

	CHECK_OK(act_run(ta->app, &test_who, NULL, region_act, &c, &done,
	    &ta->t->note), &ta->t->note);
	return done.on;
}

struct end_call {
	struct key	 id;
	int		 year;
	struct str	 after;		/* codes parted by ';' */
};

static enum err
end_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct end_call *c = arg;
	struct region_ended ev = { .to_year = V_INT(c->year) };
	struct str rest = c->after, one;
	struct value codes[8];
	size_t n = 0;

	while (rest.n != 0 && str_cut(&rest, ';', &one))
		codes[n++] = (struct value)V_TEXT(one);
	if (n > 0)
		ev.successors = (struct value){ .given = GIVEN_KNOWN,
		    .list = { codes, n } };
	return ledger_append(tx, &region_event_ended, c->id, VALUES(&ev),
	    &ret->seq, note);
}

void
test_region_end(struct test_app *ta, const char *code, int year,
    const char *after)
{
	struct end_call c = { test_region(ta, code), year, str_of(after) };

	CHECK_OK(act_run(ta->app, &test_who, NULL, end_act, &c, NULL,
	    &ta->t->note), &ta->t->note);
}

struct key
test_region(struct test_app *ta, const char *code)
{
	struct region r;

	CHECK_OK(region_find(ta->app->read, ta->t->a, str_of(code),
	    REGION_YEAR_OPEN, &r, &ta->t->note), &ta->t->note);
	return r.id;
}

void
test_regions(struct test_app *ta)
{
	struct key province = region_put(ta, "320000", "江苏省", 1, 1981,
	    KEY_NONE);
	struct key city = region_put(ta, "320600", "南通市", 2, 1981,
	    province);

	(void)region_put(ta, "320602", "崇川区", 3, 1981, city);
	(void)region_put(ta, "320611", "港闸区", 3, 1981, city);
	(void)region_put(ta, "320613", "崇川区", 3, 2020, city);
	(void)region_put(ta, "320690", "甲县", 3, 1981, city);
	(void)region_put(ta, "320691", "乙县", 3, 1981, city);
	test_region_end(ta, "320690", 2000, "320602;320611");
	test_region_end(ta, "320691", 2000, "");
	test_region_end(ta, "320602", 2020, "320613");
	test_region_end(ta, "320611", 2020, "320613");
}

int64_t
test_size(struct test_app *ta)
{
	int64_t size = -1;

	CHECK_OK(ledger_size(ta->app->read, &size, &ta->t->note),
	    &ta->t->note);
	return size;
}

int64_t
test_day(const char *text)
{
	int64_t day = 0;

	CHECK(day_parse(str_of(text), &day));
	return day;
}

struct key
test_find(struct test_app *ta, const char *name)
{
	struct key id = KEY_NONE;

	note_clear(&ta->t->note);
	CHECK_OK(body_find(ta->app->read, ta->t->a, str_of(name), &id,
	    &ta->t->note), &ta->t->note);
	return id;
}

struct key
test_body(struct test_app *ta, const char *code, const char *name,
    const char *superior, const char *region, const char *from)
{
	struct body_added in = { .code = V_TEXT(str_of(code)), .state = {
		.from = V_DAY(test_day(from)),
		.name = V_TEXT(str_of(name)),
		.kind = V_TEXT(S("unit")),
	} };
	struct answer done;

	if (superior[0] != '\0')
		in.state.superior = (struct value)V_KEY(test_find(ta,
		    superior));
	if (region[0] != '\0')
		in.state.region = (struct value)V_KEY(test_region(ta,
		    region));
	note_clear(&ta->t->note);
	CHECK_OK(body_add(ta->app, &test_who, NULL, &in, &done,
	    &ta->t->note), &ta->t->note);
	return done.on;
}

struct units_call {
	int		 n;
	struct key	 superior, region;
};

static enum err
units_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct units_call *c = arg;
	enum err r = ERR_OK;

	tx_bulk(tx);
	for (int i = 0; i < c->n && r == ERR_OK; i++) {
		struct body_added in = { .source = V_TEXT(S("local")),
		    .code = V_TEXT(str_fmt(tx->a, "u%d", i)), .state = {
			.from = V_DAY(test_day("2001-01-01")),
			.name = V_TEXT(i % 2 == 0 ? S("乙") : S("丙")),
			.kind = V_TEXT(S("unit")),
			.superior = V_KEY(c->superior),
		} };

		if (i % 2 == 0)
			in.state.region = (struct value)V_KEY(c->region);
		r = body_append_added(tx, tx_key(tx), &in, &ret->seq, note);
	}
	return r;
}

void
test_units(struct test_app *ta, int n, const char *superior)
{
	struct units_call c = { n, test_find(ta, superior),
	    test_region(ta, "320600") };

	CHECK_OK(act_run(ta->app, &test_who, NULL, units_act, &c, NULL,
	    &ta->t->note), &ta->t->note);
}

struct str
test_states(struct test_app *ta, const char *name)
{
	struct key id = test_find(ta, name);
	const struct body_state *s;
	struct buf b = BUF_IN(ta->t->a);
	struct body one;
	size_t n;

	CHECK_OK(body_states(ta->app->read, ta->t->a, id, DAY_LEAST - 1, &s,
	    &n, &ta->t->note), &ta->t->note);
	for (size_t i = 0; i < n; i++) {
		CHECK_OK(body_get(ta->app->read, ta->t->a, id,
		    s[i].from.num, &one, &ta->t->note), &ta->t->note);
		buf_text(&b, i == 0 ? "" : "; ");
		day_put(&b, one.from);
		buf_fmt(&b, " %.*s %.*s %.*s", STR_ARG(one.name),
		    STR_ARG(one.superior_called.n == 0 ? S("-") :
		    one.superior_called), STR_ARG(one.region_code.n == 0 ?
		    S("-") : one.region_code));
	}
	if (n > 0 && body_state_end(&s[n - 1]) != DAY_OPEN) {
		buf_text(&b, "; ");
		day_put(&b, body_state_end(&s[n - 1]));
		buf_text(&b, " end");
	}
	return buf_view(&b);
}
