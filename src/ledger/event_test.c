/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/removed.h"
#include "ledger/replay.h"
#include "ledger/toy.h"

/* SHA-256(salt, "a\nb"), the salt being chance's first 16 bytes. */
#define TOY_GOLDEN_VAULT \
	"f290cda2ac8847f53040c799d57bb4c334e2ec8f3cd9946bf7c17bb2ad57c3f3"

static const struct sql q_entry = {
	"SELECT entry FROM ledger_entry WHERE seq = $1", NULL
};

/*
 * What is written today must be written so for ever: replay reads it, and
 * others hold its hash.
 */
static const struct {
	int64_t		 seq;
	const char	*bytes;
} golden[] = {
	{ 0,
	    "{\"actor\":{\"face\":\"console\",\"person\":\"Lin\"},"
	    "\"at\":\"2026-03-02T08:00:00.000Z\",\"data\":{\"count\":2,"
	    "\"drawing\":{\"hash\":\"ab000000000000000000000000000000000000000"
	    "00000000000000000000000\",\"name\":\"plan.pdf\",\"size\":77},"
	    "\"maker\":\"01020304-0506-0708-090a-0b0c0d0e0f10\","
	    "\"name\":\"小火车 \\\"1\\\"\",\"parts\":[{\"maker\":"
	    "\"ff000000-0000-0000-0000-000000000000\",\"name\":\"wheel\"}],"
	    "\"remark\":{\"vault\":\""
	    TOY_GOLDEN_VAULT "\"}},\"kind\":\"toy.added\","
	    "\"on\":\"01020304-0506-0708-090a-0b0c0d0e0f10\",\"seq\":0,"
	    "\"v\":2}" },
	{ 1,
	    "{\"actor\":{\"account\":\"01020304-0506-0708-090a-"
	    "0b0c0d0e0f10\",\"acting_for\":\"Office\",\"face\":\"web\","
	    "\"request\":\"ff000000-0000-0000-0000-000000000000\"},"
	    "\"at\":\"2026-03-02T08:01:01.001Z\",\"data\":{\"how\":\"fell\","
	    "\"toy\":\"01020304-0506-0708-090a-0b0c0d0e0f10\"},\"kind\":"
	    "\"toy.broken\",\"on\":\"01020304-0506-0708-090a-0b0c0d0e0f10\","
	    "\"seq\":1,\"v\":1}" },
	{ 3,
	    "{\"actor\":{\"account\":\"01020304-0506-0708-090a-"
	    "0b0c0d0e0f10\",\"acting_for\":\"Office\",\"face\":\"web\","
	    "\"request\":\"ff000000-0000-0000-0000-000000000000\"},"
	    "\"at\":\"2026-03-02T08:01:01.001Z\",\"cause\":2,\"data\":{"
	    "\"left\":0},\"kind\":\"toy.split\",\"seq\":3,\"v\":1}" },
	{ 4,
	    "{\"actor\":{\"face\":\"job\"},\"at\":"
	    "\"2026-03-02T08:01:01.001Z\",\"data\":{\"n\":0},\"kind\":"
	    "\"toy.burst\",\"seq\":4,\"v\":1}" },
	{ 5,
	    "{\"actor\":{\"face\":\"job\"},\"at\":"
	    "\"2026-03-02T08:01:01.001Z\",\"data\":{\"approved_by\":[\"Lin\","
	    "\"Zhou\"],\"document\":\"2026-17\",\"texts\":[\"ab0000000000000"
	    "0000000000000000000000000000000000000000000000000\"]},\"kind\":"
	    "\"vault.expunged\",\"seq\":5,\"v\":1}" },
};

BOTH("the bytes of an entry are these, kind by kind")
{
	struct key toy = { { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
	    16 } }, part_maker = { { 0xff } };
	struct value part[2] = { V_KEY(part_maker), V_TEXT(S("wheel")) };
	struct hash drawing = { { 0xab } };
	struct toy_added added = { .name = V_TEXT(S("小火车 \"1\"")),
	    .count = V_INT(2), .maker = V_KEY(toy),
	    .parts = { .given = GIVEN_KNOWN, .list = { part, 1 } },
	    .remark = V_TEXT(S("a\nb")),
	    .drawing = { .given = GIVEN_KNOWN, .num = 77,
		.text = S("plan.pdf"), .hash = drawing } };
	const struct toy_broken broken = { V_KEY(toy), V_TEXT(S("fell")) };
	const struct toy_split split = { V_INT(1) };
	const struct toy_burst burst = { V_INT(0) };
	struct value names[2] = { V_TEXT(S("Lin")), V_TEXT(S("Zhou")) };
	struct value keys[1] = { V_TEXT(str_hex(t->a, drawing.b,
	    sizeof drawing.b)) };
	const struct vault_expunged expunged = {
		.document = V_TEXT(S("2026-17")),
		.approved_by = { .given = GIVEN_KNOWN, .list = { names, 2 } },
		.texts = { .given = GIVEN_KNOWN, .list = { keys, 1 } },
	};
	struct toys b;

	toys_open(&b, t);
	CHECK_OK(toys_put(&b, &toy_event_added, toy, VALUES(&added), NULL),
	    &b.note);
	b.who = (struct actor){ .account = toy, .acting_for = S("Office"),
	    .face = S("web"), .request = part_maker };
	b.clock.now += 61001;
	CHECK_OK(toys_put(&b, &toy_event_broken, toy, VALUES(&broken), NULL),
	    &b.note);
	CHECK_OK(toys_put(&b, &toy_event_split, KEY_NONE, VALUES(&split),
	    NULL), &b.note);
	b.who = (struct actor){ .face = S("job") };
	CHECK_OK(toys_put(&b, &toy_event_burst, KEY_NONE, VALUES(&burst),
	    NULL), &b.note);
	CHECK_OK(toys_put(&b, &vault_event_expunged, KEY_NONE,
	    VALUES(&expunged), NULL), &b.note);
	for (size_t i = 0; i < sizeof golden / sizeof *golden; i++)
		CHECK_STR(toys_bytes(&b, &q_entry,
		    BINDS(BIND_INT(golden[i].seq))), golden[i].bytes);
	toys_close(&b);
}

/* What is wrong with an entry; ${whole} has all of it, to be varied. */
#define WHOLE "{\"actor\":{\"face\":\"x\",\"person\":\"y\"},\"at\":" \
	"\"2026-03-02T08:00:00.000Z\",\"cause\":1,\"data\":{\"left\":2}," \
	"\"kind\":\"toy.split\",\"on\":" \
	"\"01020304-0506-0708-090a-0b0c0d0e0f10\",\"seq\":5,\"v\":1}"

struct wrong {
	const char	*was, *is;
	enum err	 err;
	const char	*says;		/* an argument of the note */
};

static const struct wrong wrongs[] = {
	{ "\"actor\":{\"face\":\"x\",\"person\":\"y\"},", "", ERR_CORRUPT,
	    "actor" },
	{ "{\"face\":\"x\",\"person\":\"y\"}", "\"x\"", ERR_CORRUPT, "actor" },
	{ "\"face\":\"x\"", "\"face\":1", ERR_CORRUPT, "actor" },
	{ "\"face\":\"x\"", "\"face\":\"x\",\"mood\":\"good\"", ERR_CORRUPT,
	    "actor" },
	{ "\"face\":\"x\"", "\"account\":\"7\"", ERR_CORRUPT, "actor" },
	{ "\"at\":\"2026-03-02T08:00:00.000Z\",", "", ERR_CORRUPT, "at" },
	{ "08:00:00.000Z", "08:00:00Z", ERR_CORRUPT, "at" },
	{ "2026-03-02", "2026-02-30", ERR_CORRUPT, "at" },
	{ "\"cause\":1", "\"cause\":\"1\"", ERR_CORRUPT, "data" },
	{ "\"data\":{\"left\":2},", "", ERR_CORRUPT, "data" },
	{ "{\"left\":2}", "[2]", ERR_CORRUPT, "data" },
	{ "\"left\":2", "\"left\":\"2\"", ERR_CORRUPT, NULL },
	{ "\"left\":2", "\"left\":2,\"right\":2", ERR_CORRUPT, NULL },
	{ "\"kind\":\"toy.split\",", "", ERR_CORRUPT, "kind" },
	{ "toy.split", "toy.zapped", ERR_VERSION, "toy.zapped" },
	{ "toy.split", "", ERR_VERSION, "" },
	{ "01020304-", "0102030-", ERR_CORRUPT, "on" },
	{ "\"seq\":5,", "", ERR_CORRUPT, "seq" },
	{ "\"seq\":5", "\"seq\":true", ERR_CORRUPT, "seq" },
	{ ",\"v\":1", "", ERR_CORRUPT, "v" },
	{ "\"v\":1", "\"v\":2", ERR_VERSION, "toy.split" },
	{ "\"v\":1", "\"v\":0", ERR_VERSION, "toy.split" },
	{ "\"v\":1", "\"v\":1,\"w\":1", ERR_VERSION, "w" },
	{ "{\"actor\"", "{\"aaa\":1,\"actor\"", ERR_CORRUPT, "actor" },
	{ "{\"actor\"", "{ \"actor\"", ERR_CORRUPT, NULL },
	{ "\"v\":1}", "\"v\":1}}", ERR_CORRUPT, NULL },
	{ WHOLE, "", ERR_CORRUPT, NULL },
	{ WHOLE, "[]", ERR_CORRUPT, "actor" },
	{ WHOLE, "7", ERR_CORRUPT, "actor" },
};

static struct str
varied(struct arena *a, const struct wrong *w)
{
	const char *at = strstr(WHOLE, w->was);

	CHECK(at != NULL);
	return str_fmt(a, "%.*s%s%s", (int)(at - WHOLE), WHOLE, w->is,
	    at + strlen(w->was));
}

static bool
says(const struct note *note, const char *text)
{
	for (const struct arg *a = note->args; a->kind != ARG_NONE; a++)
		if (a->kind == ARG_TEXT && str_is(a->text, text))
			return true;
	return false;
}

TEST("an entry that is not as we write it is refused, and the member named")
{
	struct arena *a = arena_new();
	struct event ev;

	CHECK_OK(event_decode(a, &toy_events, S(WHOLE), &ev, NULL), NULL);
	CHECK_INT(ev.seq, 5);
	CHECK_INT(ev.cause, 1);
	for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
		const struct wrong *w = &wrongs[i];
		struct note note = NOTE_INIT;
		enum err r = event_decode(a, &toy_events, varied(a, w), &ev,
		    &note);

		if (r != w->err || note.msg == NULL ||
		    (w->says != NULL && !says(&note, w->says)))
			fail_msg("%zu: %s gave %s: %s", i, varied(a, w).p,
			    err_name(r), note.msg);
	}
	arena_free(a);
}

TEST("an entry may lack what need not be said")
{
	struct arena *a = arena_new();
	struct event ev;

	CHECK_OK(event_decode(a, &toy_events, S("{\"actor\":{},\"at\":"
	    "\"2026-03-02T08:00:00.000Z\",\"data\":{\"left\":2},\"kind\":"
	    "\"toy.split\",\"seq\":5,\"v\":1}"), &ev, NULL), NULL);
	CHECK_INT(ev.cause, -1);
	CHECK(key_none(ev.on));
	CHECK_INT(ev.actor.face.n, 0);
	arena_free(a);
}

TEST("a kind is found by its name, and none by another")
{
	for (size_t i = 0; i < toy_events.nrows; i++)
		CHECK(event_row_find(&toy_events, str_of(
		    toy_events.rows[i].type->kind)) == &toy_events.rows[i]);
	CHECK(event_row_find(&toy_events, S("")) == NULL);
	CHECK(event_row_find(&toy_events, S("toy.b")) == NULL);
	CHECK(event_row_find(&toy_events, S("zzz")) == NULL);
}

/* A store that a program of version 1 wrote. */
static void
old_open(struct toys *b, struct test_place *t)
{
	const struct value name = V_TEXT(S("bear"));

	toys_open(b, t);
	toys_again(b, &toy_events_old);
	CHECK_OK(toys_put(b, toy_events_old.rows[0].type, (struct key){ { 5 } },
	    &name, NULL), &b->note);
}

BOTH("an older version is lifted to today's, for readers and for a rebuild")
{
	struct replay_options o = { .events = &toy_events, .replace = true };
	static const struct sql q = { "SELECT count FROM toy", NULL };
	const struct toy_added *d;
	struct replay_report report;
	struct event ev;
	struct toys b;
	int64_t n;

	old_open(&b, t);
	toys_again(&b, &toy_events);
	CHECK_OK(ledger_event(b.read, b.a, b.events, 0, &ev, &b.note),
	    &b.note);
	CHECK(ev.type == &toy_event_added);
	d = (const void *)ev.data;
	CHECK_STR(d->name.text, "bear");
	CHECK_INT(d->count.num, 1);
	CHECK_INT(d->remark.given, GIVEN_NOT);
	o.schema = b.schema;
	CHECK_OK(ledger_rebuild(&t->place, &o, b.a, &report, &b.note),
	    &b.note);
	CHECK(report.replaced);
	CHECK_OK(store_int(b.read, &q, NO_BINDS, -1, &n, &b.note), &b.note);
	CHECK_INT(n, 1);
	toys_sound(&b);
	toys_close(&b);
}

BOTH("what a later program wrote is refused with a sentence, not skipped")
{
	struct replay_options o = { .events = &toy_events };
	const struct toy_burst burst = { V_INT(1) };
	struct replay_report report;
	struct event ev;
	struct toys b;

	toys_open(&b, t);
	(void)toys_add(&b, "bear", 1, "");
	toys_again(&b, &toy_events_more);
	CHECK_OK(toys_put(&b, &toy_event_foreign, KEY_NONE, VALUES(&burst),
	    NULL), &b.note);
	toys_again(&b, &toy_events);
	CHECK_ERR(ledger_event(b.read, b.a, b.events, 1, &ev, &b.note),
	    ERR_VERSION, &b.note);
	CHECK(says(&b.note, "toy.zapped"));
	note_clear(&b.note);
	o.schema = b.schema;
	CHECK_ERR(ledger_rebuild(&t->place, &o, b.a, &report, &b.note),
	    ERR_VERSION, &b.note);
	toys_again(&b, &toy_events_old);
	note_clear(&b.note);
	CHECK_ERR(ledger_event(b.read, b.a, b.events, 0, &ev, &b.note),
	    ERR_VERSION, &b.note);
	toys_close(&b);
}

BOTH("a kind that is not in the table cannot be appended")
{
	const struct toy_burst burst = { V_INT(1) };
	int64_t size = -1;
	struct toys b;

	toys_open(&b, t);
	CHECK_ERR(toys_put(&b, &toy_event_foreign, KEY_NONE, VALUES(&burst),
	    NULL), ERR_BUG, &b.note);
	CHECK_OK(ledger_size(b.read, &size, &b.note), &b.note);
	CHECK_INT(size, 0);
	toys_close(&b);
}
