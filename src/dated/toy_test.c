/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/toy_test.h"

#include "core/config.h"
#include "core/maintain.h"
#include "core/outbox.h"
#include "core/signer.h"
#include "ledger/removed.h"
#include "test/lib/app.h"

/* Tables as a subject's x.sql has them. */
static const char thing_tables[] =
    "-- Things of tests.\n\n"
    "-- DERIVED.  One thing.\n"
    "CREATE TABLE thing (\n"
    "  id KEY16 NOT NULL PRIMARY KEY, -- key\n"
    "  source TEXT, -- who gave the code\n"
    "  code TEXT, -- code\n"
    "  withdrawn INTEGER, -- entry\n"
    "  rev INTEGER NOT NULL -- entry\n"
    ");\n"
    "CREATE UNIQUE INDEX thing_code ON thing (code, source);\n\n"
    "-- DERIVED.  A thing through time, dated and bitemporal.\n"
    "CREATE TABLE thing_row (\n"
    "  id KEY16 NOT NULL, -- key\n"
    "  since DAY NOT NULL, -- day\n"
    "  until DAY NOT NULL, -- day\n"
    "  rec INTEGER NOT NULL, -- entry\n"
    "  rec_end INTEGER NOT NULL, -- entry\n"
    "  unknown TEXT NOT NULL, -- fields\n"
    "  name TEXT NOT NULL, -- name\n"
    "  seat TEXT, -- seat\n"
    "  words TEXT, -- words\n"
    "  n INTEGER, -- number\n"
    "  flag INTEGER, -- flag\n"
    "  day DAY, -- day\n"
    "  within KEY16, -- key\n"
    "  parts BYTES, -- keys\n"
    "  PRIMARY KEY (id, since, rec)\n"
    ") WITHOUT ROWID;\n"
    "CREATE INDEX thing_row_within ON thing_row (within, id);\n";

static const char shift_tables[] =
    "-- Shifts of tests.\n\n"
    "-- DERIVED.  One shift.\n"
    "CREATE TABLE shift (\n"
    "  id KEY16 NOT NULL PRIMARY KEY, -- key\n"
    "  source TEXT, -- who gave the code\n"
    "  code TEXT, -- code\n"
    "  withdrawn INTEGER, -- entry\n"
    "  rev INTEGER NOT NULL -- entry\n"
    ");\n"
    "CREATE UNIQUE INDEX shift_code ON shift (code, source);\n\n"
    "-- DERIVED.  A shift through time, dated and bitemporal.\n"
    "CREATE TABLE shift_row (\n"
    "  id KEY16 NOT NULL, -- key\n"
    "  since MOMENT NOT NULL, -- moment\n"
    "  until MOMENT NOT NULL, -- moment\n"
    "  rec INTEGER NOT NULL, -- entry\n"
    "  rec_end INTEGER NOT NULL, -- entry\n"
    "  unknown TEXT NOT NULL, -- fields\n"
    "  who TEXT NOT NULL, -- who\n"
    "  PRIMARY KEY (id, since, rec)\n"
    ") WITHOUT ROWID;\n";

const struct choice thing_words[] = {
	{ "red", "red" }, { "green", "green" }, { "blue", "blue" },
	{ NULL, NULL }
};

#define THING_STATE(req) \
	DATED_TEXT("name", req, 60, "Name"), \
	DATED_TEXT("seat", 0, 60, "Seat"), \
	{ .name = "words", .kind = FIELD_LIST, .of = FIELD_CHOICE, \
	    .choices = thing_words, .max = 3, .label = "Colours" }, \
	{ .name = "n", .kind = FIELD_INT, .min = 1, .max = 9, \
	    .label = "Number" }, \
	{ .name = "flag", .kind = FIELD_BOOL, .flags = FIELD_OPEN, \
	    .label = "Flag" }, \
	{ .name = "day", .kind = FIELD_DATE, .label = "Its day" }, \
	DATED_REF("within", "thing", FIELD_TOUCHES, "Whole"), \
	{ .name = "parts", .kind = FIELD_LIST, .of = FIELD_REF, \
	    .ref = "thing", .max = 5, .label = "Pieces" },

DATED_EVENTS(thing, "thing", FIELD_DATE, THING_STATE);
const struct dated_sql thing_sql = DATED_SQL("thing",
    "name, seat, words, n, flag, day, within, parts",
    "$7, $8, $9, $10, $11, $12, $13, $14");
const struct dated_list thing_lists[] = {
	{ "within", DATED_LIST_BY("thing",
	    "name, seat, words, n, flag, day, within, parts", "within") },
	{ .field = NULL }
};

#define SHIFT_STATE(req) \
	DATED_TEXT("who", req, 60, "Who"),

DATED_EVENTS(shift, "shift", FIELD_MOMENT, SHIFT_STATE);
const struct dated_sql shift_sql = DATED_SQL("shift", "who", "$7");
const struct dated_list shift_lists[] = { { .field = NULL } };

/* Two may hold the seats that begin with "two". */
static int64_t
seats(const struct value *v)
{
	return str_starts(v[THING_SEAT].text, "two") ? 2 : 1;
}

static const struct sql q_seat = {
	"SELECT id, since, until FROM thing_row WHERE seat = $1"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $3 AND until > $2"
	" AND id <> $4 ORDER BY id, since", NULL
};

static enum err
thing_check(const struct dated_claim *c, struct note *note)
{
	struct rows *rows = NULL;
	int64_t there = 0;
	enum err r;

	if (!value_known(&c->v[THING_SEAT]))
		return ERR_OK;
	if ((r = store_query(c->st, &q_seat, BINDS(
	    BIND_TEXT(c->v[THING_SEAT].text), BIND_INT(c->since),
	    BIND_INT(c->until), BIND_KEY(c->id)), &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows))
		there += c->anew == NULL || !c->anew(c->arg,
		    rows_key(rows, 0));
	if ((r = rows_end(&rows, note)) != ERR_OK ||
	    there < seats(c->v))
		return r;
	r = NOTE(note, ERR_EXISTS, "The seat {seat} is taken.",
	    A_TEXT("seat", c->v[THING_SEAT].text));
	note_where(note, (struct where){ .field = "seat" });
	return r;
}

static enum err
thing_holds(struct store *st, struct arena *a, const struct value *v,
    struct str ret[DATED_HOLDS_MAX], size_t *ret_n, struct note *note)
{
	(void)st;
	(void)a;
	(void)note;
	*ret_n = 0;
	if (value_known(&v[THING_SEAT]))
		ret[(*ret_n)++] = v[THING_SEAT].text;
	return ERR_OK;
}

static enum err
thing_room(const struct dated_claim *c, size_t which, int64_t *ret_room,
    void (*held)(void *arg, struct key id, int64_t since, int64_t until),
    void *arg, struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	(void)which;
	*ret_room = seats(c->v);
	if (held == NULL)
		return ERR_OK;
	if ((r = store_query(c->st, &q_seat, BINDS(
	    BIND_TEXT(c->v[THING_SEAT].text), BIND_INT(c->since),
	    BIND_INT(c->until), BIND_KEY(KEY_NONE)), &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		struct key id = rows_key(rows, 0);

		if (!c->anew(c->arg, id))
			held(arg, id, rows_int(rows, 1), rows_int(rows, 2));
	}
	return rows_end(&rows, note);
}

static enum err
find(struct store *st, struct arena *a, const struct dated *t,
    struct str text, struct key *ret, struct note *note)
{
	enum err r = dated_find(st, a, t, text, ret, note);

	return r != ERR_NOTFOUND ? r : NOTE(note, r, "There is no {text}.",
	    A_TEXT("text", text));
}

static enum err
thing_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	(void)on;
	(void)within;
	return find(st, a, &thing_dated, text, ret, note);
}

static enum err
shift_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	(void)on;
	(void)within;
	return find(st, a, &shift_dated, text, ret, note);
}

static enum err
called(struct store *st, struct arena *a, const struct dated *t,
    struct key id, int64_t at, struct str *ret_code, struct str *ret_name,
    struct note *note)
{
	const struct dated_span *s;
	struct dated_head h;
	enum err r;

	if ((r = dated_near(st, a, t, id, at, &h, &s, note)) != ERR_OK)
		return r;
	*ret_code = dated_head_text(a, &h);
	*ret_name = s == NULL ? S("") : s->v[0].text;
	return ERR_OK;
}

static enum err
thing_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	return called(st, a, &thing_dated, id, on, ret_code, ret_name, note);
}

static enum err
shift_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	return called(st, a, &shift_dated, id, on * DAY_MS, ret_code,
	    ret_name, note);
}

const struct dated_ref thing_ref = { "thing", thing_find, thing_called,
    NULL, NULL };
const struct dated_ref shift_ref = { "shift", shift_find, shift_called,
    NULL, NULL };

const struct dated thing_dated = {
	DATED_OF(thing),
	.label = "thing",
	.refs = (const struct dated_ref *const[]){ &thing_ref, NULL },
	.self = &thing_ref,
	.check = thing_check,
	.holds = thing_holds,
	.room = thing_room,
};

const struct dated shift_dated = {
	DATED_OF(shift),
	.label = "shift",
	.moments = true,
	.refs = (const struct dated_ref *const[]){ NULL },
	.self = &shift_ref,
};

DATED_APPLY(thing)
DATED_APPLY(shift)

extern const char ledger_sql[], core_sql[], job_sql[];

static const struct part parts[] = {
	{ "store", store_sql, 1, NULL },
	{ "ledger", ledger_sql, 1, NULL },
	{ "core", core_sql, 1, NULL },
	{ "job", job_sql, 1, NULL },
	{ "shift", shift_tables, 1, NULL },
	{ "thing", thing_tables, 1, NULL },
};

static const struct event_row rows[] = {
	{ &config_event_set, { NULL } },
	{ &ledger_event_begun, { NULL } },
	{ &ledger_event_key_rotated, { NULL } },
	DATED_EVENT_ROWS(shift),
	{ &store_event_maintained, { NULL } },
	DATED_EVENT_ROWS(thing),
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

const struct actor toy_who = { .person = { "\xE7\x94\xB2", 3 },
    .face = { "console", 7 } };
const struct voice toy_voice = { LANG_EN, NULL };

void
toy_open(struct test_app *ta, struct test_place *t)
{
	app_make(ta, t, &house);
}

int64_t
toy_day(const char *text)
{
	int64_t day = 0;

	if (text[0] == '\0')
		return DAY_OPEN;
	CHECK(day_parse(str_of(text), &day));
	return day;
}

int64_t
toy_size(struct test_app *ta)
{
	int64_t size = -1;

	CHECK_OK(ledger_size(ta->app->read, &size, &ta->t->note),
	    &ta->t->note);
	return size;
}

struct key
toy_thing(struct test_app *ta, const char *code, const char *name,
    const char *seat, const char *from, const char *to)
{
	struct value v[THING__MAX] = {
		[THING_NAME] = V_TEXT(str_of(name)),
	};
	const struct dated_new in = { .code = str_of(code), .v = v,
	    .since = toy_day(from), .until = toy_day(to) };
	struct answer done;

	if (seat[0] != '\0')
		v[THING_SEAT] = (struct value)V_TEXT(str_of(seat));
	note_clear(&ta->t->note);
	CHECK_OK(dated_add(ta->app, &toy_who, NULL, &thing_dated, &in, &done,
	    &ta->t->note), &ta->t->note);
	return done.on;
}

struct key
toy_find(struct test_app *ta, const char *text)
{
	struct key id = KEY_NONE;

	CHECK_OK(find(ta->app->read, ta->t->a, &thing_dated, str_of(text), &id,
	    &ta->t->note), &ta->t->note);
	return id;
}

struct str
toy_states(struct test_app *ta, struct key id, int64_t known)
{
	struct buf b = BUF_IN(ta->t->a);
	const struct dated_span *s;
	size_t n = 0;

	CHECK_OK(dated_spans(ta->app->read, ta->t->a, &thing_dated, id,
	    INT64_MIN, INT64_MAX, known, &s, &n, &ta->t->note),
	    &ta->t->note);
	for (size_t i = 0; i < n; i++) {
		buf_text(&b, i == 0 ? "" : "; ");
		day_put(&b, s[i].since);
		buf_fmt(&b, " %.*s", STR_ARG(s[i].v[THING_NAME].text));
		if (value_known(&s[i].v[THING_SEAT]))
			buf_fmt(&b, " %.*s",
			    STR_ARG(s[i].v[THING_SEAT].text));
		if (i + 1 < n)
			CHECK_INT(s[i].until, s[i + 1].since);
	}
	if (n > 0 && s[n - 1].until != DAY_OPEN) {
		buf_text(&b, "; until ");
		day_put(&b, s[n - 1].until);
	}
	return b.n == 0 ? S("") : buf_view(&b);
}
