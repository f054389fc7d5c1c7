/* SPDX-License-Identifier: Apache-2.0 */
#include "test/lib/app.h"

#include "core/act.h"
#include "core/config.h"
#include "core/maintain.h"
#include "core/outbox.h"
#include "core/signer.h"
#include "ledger/removed.h"
#include "ledger/replay.h"
#include "ledger/verify.h"

extern const char store_sql[], ledger_sql[], core_sql[], job_sql[];

static const struct part parts[] = {
	{ "store", store_sql, 1, NULL },
	{ "ledger", ledger_sql, 1, NULL },
	{ "core", core_sql, 1, NULL },
	{ "job", job_sql, 1, NULL },
};

static const struct field said_fields[] = {
	{ .name = "text", .kind = FIELD_LINES, .flags = FIELD_REQUIRED,
	    .label = "Text" },
};
static FIELDS(said_table, "toy.said", 1, said_fields);

const struct event_type toy_event_said = {
	.kind = "toy.said",
	.version = 1,
	.fields = &said_table,
	.gist = "{text}",
};

static const struct event_row rows[] = {
	{ &config_event_set, { NULL } },
	{ &ledger_event_begun, { NULL } },
	{ &ledger_event_key_rotated, { NULL } },
	{ &store_event_maintained, { NULL } },
	{ &toy_event_said, { NULL } },
	{ &vault_event_expunged, { NULL } },
};

static const struct event_table events = {
	.rows = rows,
	.nrows = sizeof rows / sizeof rows[0],
};

static const struct job_kind kinds[] = {
	{ .name = CHECKPOINT_HAND_OUT, .run = checkpoint_hand_out },
};

static const struct job_kinds jobs = { kinds, 1 };

const struct house test_house = {
	.parts = parts,
	.nparts = sizeof parts / sizeof parts[0],
	.events = &events,
	.jobs = &jobs,
};

void
app_make(struct test_app *ta, struct test_place *t, const struct house *house)
{
	*ta = (struct test_app){ .t = t,
	    .clock = { INT64_C(1772438400000) }, .chance = { 7 } };
	ta->o = (struct app_options){
		.store = t->place.name,
		.files = t->place.files,
		.mode = APP_WRITE,
		.house = house,
		.clock = test_timesource(&ta->clock),
		.chance = test_chance_of(&ta->chance),
	};
	CHECK_OK(app_init(&ta->o, "anze/test", &t->note), &t->note);
	app_again(ta, APP_WRITE);
}

void
app_again(struct test_app *ta, enum app_mode mode)
{
	app_close(ta->app);
	ta->app = NULL;
	ta->o.mode = mode;
	CHECK_OK(app_open(&ta->o, &ta->app, &ta->t->note), &ta->t->note);
}

void
app_end(struct test_app *ta)
{
	app_close(ta->app);
	ta->app = NULL;
}

static void
nothing_found(void *arg, const struct note *note)
{
	(void)arg;
	CHECK_OK(ERR_CORRUPT, note);
}

void
app_verify(struct test_app *ta)
{
	struct verify_options o = { .files = ta->app->place.files,
	    .found = nothing_found };
	struct note *note = &ta->t->note;
	struct verify_report report;

	CHECK_OK(signer_vkeys(ta->app->read, ta->t->a, &o.keys, &o.nkeys,
	    note), note);
	CHECK_OK(ledger_verify(ta->app->read, &o, &report, note), note);
	CHECK(report.entries > 0);
}

void
app_sound(struct test_app *ta)
{
	struct note *note = &ta->t->note;

	app_verify(ta);
	for (int reversed = 0; reversed < 2; reversed++) {
		const struct replay_options o = {
			.events = ta->app->events,
			.schema = ta->app->schema,
			.reversed = reversed,
		};
		struct replay_report report;

		CHECK_OK(ledger_rebuild(&ta->app->place, &o, ta->t->a,
		    &report, note), note);
		CHECK_INT(report.differ, 0);
		CHECK(report.ntables > 0);
	}
}

static enum err
say_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct toy_said *ev = arg;

	ret->on = tx_key(tx);
	return ledger_append(tx, &toy_event_said, ret->on, VALUES(ev),
	    &ret->seq, note);
}

int64_t
app_say(struct test_app *ta, const char *text)
{
	const struct actor who = { .face = S("console") };
	struct toy_said ev = { V_TEXT(str_of(text)) };
	struct answer got = { .seq = -1 };

	CHECK_OK(act_run(ta->app, &who, NULL, say_act, &ev, &got,
	    &ta->t->note), &ta->t->note);
	return got.seq;
}

void
app_digest(struct test_app *ta, char ret_hex[65])
{
	struct note *note = &ta->t->note;
	struct buf all = BUF_INIT;
	const struct table *tables;
	size_t n = schema_tables(ta->app->schema, &tables);
	struct hash h;
	char hex[65];
	int64_t count;

	CHECK_OK(store_begin(ta->app->read, note), note);
	for (size_t i = 0; i < n; i++) {
		if (tables[i].class != CLASS_DERIVED)
			continue;
		CHECK_OK(table_digest(&tables[i], ta->app->read, hex, &count,
		    note), note);
		buf_fmt(&all, "%s %s\n", tables[i].name, hex);
	}
	store_rollback(ta->app->read);
	h = hash_of(all.p, all.n);
	buf_empty(&all);
	buf_hex(&all, h.b, HASH_BYTES);
	memcpy(ret_hex, all.p, 65);
	buf_free(&all);
}
