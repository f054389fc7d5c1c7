/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "ledger/ledger_in.h"
#include "ledger/toy.h"
#include "ledger/vault.h"

static const struct sql q_toys = { "SELECT COUNT(*) FROM toy", NULL };
static const struct sql q_texts = { "SELECT COUNT(*) FROM vault", NULL };
static const struct sql q_touches = {
	"SELECT COUNT(*) FROM ledger_touch", NULL
};

static int64_t
count(struct toys *b, const struct sql *q)
{
	int64_t n = -1;

	CHECK_OK(store_int(b->read, q, NO_BINDS, -1, &n, &b->note), &b->note);
	return n;
}

static int64_t
size(struct toys *b)
{
	int64_t n = -1;

	CHECK_OK(ledger_size(b->read, &n, &b->note), &b->note);
	return n;
}

static struct event
event(struct toys *b, int64_t seq)
{
	struct event ev = { .seq = -1 };

	CHECK_OK(ledger_event(b->read, b->a, b->events, seq, &ev, &b->note),
	    &b->note);
	return ev;
}

BOTH("an event that is appended is applied, and can be read again")
{
	const struct toy_added *d;
	struct event ev;
	struct key toy;
	struct toys b;

	toys_open(&b, t);
	CHECK_INT(size(&b), 0);
	toy = toys_add(&b, "bear", 3, "");
	CHECK_INT(size(&b), 1);
	CHECK_INT(count(&b, &q_toys), 1);
	ev = event(&b, 0);
	d = (const void *)ev.data;
	CHECK_INT(ev.seq, 0);
	CHECK_INT(ev.cause, -1);
	CHECK(ev.at == b.clock.now);
	CHECK(ev.type == &toy_event_added);
	CHECK(key_eq(ev.on, toy));
	CHECK_STR(ev.actor.person, "Lin");
	CHECK_STR(ev.actor.face, "console");
	CHECK(key_none(ev.actor.account));
	CHECK_STR(d->name.text, "bear");
	CHECK_INT(d->count.num, 3);
	CHECK_INT(d->maker.given, GIVEN_NOT);
	toys_sound(&b);
	toys_close(&b);
}

BOTH("an entry that is not there is not found")
{
	struct event ev;
	struct toys b;

	toys_open(&b, t);
	CHECK_ERR(ledger_event(b.read, b.a, b.events, 0, &ev, &b.note),
	    ERR_NOTFOUND, &b.note);
	toys_close(&b);
}

BOTH("keys grow, even when the clock runs back")
{
	struct key last = KEY_NONE, next;
	struct toys b;

	toys_open(&b, t);
	for (int i = 0; i < 20; i++) {
		b.clock.now += i % 3 - 1;
		next = toys_add(&b, "bear", 1, "");
		CHECK(key_cmp(last, next) < 0);
		last = next;
	}
	toys_again(&b, &toy_events);
	b.clock.now -= 100000;
	CHECK(key_cmp(last, toys_add(&b, "bear", 1, "")) < 0);
	toys_close(&b);
}

BOTH("time stands still when the clock runs back, and goes on with it")
{
	int64_t then;
	struct toys b;

	toys_open(&b, t);
	then = b.clock.now;
	(void)toys_add(&b, "bear", 1, "");
	b.clock.now = then - 5000;
	(void)toys_add(&b, "bear", 1, "");
	toys_again(&b, &toy_events);
	(void)toys_add(&b, "bear", 1, "");
	b.clock.now = then + 1;
	(void)toys_add(&b, "bear", 1, "");
	CHECK(event(&b, 1).at == then);
	CHECK(event(&b, 2).at == then);
	CHECK(event(&b, 3).at == then + 1);
	toys_sound(&b);
	toys_close(&b);
}

BOTH("an event causes others, each naming its cause")
{
	const struct toy_split three = { V_INT(3) };
	struct toys b;

	toys_open(&b, t);
	(void)toys_add(&b, "bear", 1, "");
	CHECK_OK(toys_put(&b, &toy_event_split, KEY_NONE, VALUES(&three),
	    NULL), &b.note);
	CHECK_INT(size(&b), 5);
	for (int64_t i = 1; i < 5; i++) {
		struct event ev = event(&b, i);

		CHECK(ev.type == &toy_event_split);
		CHECK_INT(ev.cause, i == 1 ? -1 : i - 1);
		CHECK_INT(ev.data[0].num, 4 - i);
	}
	toys_sound(&b);
	toys_close(&b);
}

BOTH("causes go four deep and no deeper")
{
	const struct toy_split four = { V_INT(4) }, five = { V_INT(5) };
	struct toys b;

	toys_open(&b, t);
	CHECK_OK(toys_put(&b, &toy_event_split, KEY_NONE, VALUES(&four),
	    NULL), &b.note);
	CHECK_INT(size(&b), 5);
	CHECK_ERR(toys_put(&b, &toy_event_split, KEY_NONE, VALUES(&five),
	    NULL), ERR_BUG, &b.note);
	CHECK_INT(size(&b), 5);
	toys_sound(&b);
	toys_close(&b);
}

BOTH("one act has 256 events, those it causes counted, and no more")
{
	const struct toy_burst all = { V_INT(LEDGER_ACT_EVENTS_MAX - 1) };
	const struct toy_burst more = { V_INT(LEDGER_ACT_EVENTS_MAX) };
	struct toys b;

	toys_open(&b, t);
	CHECK_ERR(toys_put(&b, &toy_event_burst, KEY_NONE, VALUES(&more),
	    NULL), ERR_LIMIT, &b.note);
	CHECK_INT(size(&b), 0);
	CHECK_OK(toys_put(&b, &toy_event_burst, KEY_NONE, VALUES(&all),
	    NULL), &b.note);
	CHECK_INT(size(&b), LEDGER_ACT_EVENTS_MAX);
	toys_sound(&b);
	toys_close(&b);
}

static enum err
fail_act(struct toys *b, struct tx *tx, void *arg, struct note *note)
{
	const int64_t *n = arg;
	const struct toy_added ev = { .name = V_TEXT(S("bear")),
	    .count = V_INT(1), .remark = V_TEXT(S("as new")) };
	enum err r = ERR_OK;

	(void)b;
	for (int64_t i = 0; i < *n && r == ERR_OK; i++)
		r = ledger_append(tx, &toy_event_added, tx_key(tx),
		    VALUES(&ev), NULL, note);
	return r != ERR_OK ? r : NOTE(note, ERR_DENIED, "No.");
}

BOTH("an act that fails leaves nothing")
{
	int64_t three = 3;
	struct toys b;

	toys_open(&b, t);
	(void)toys_add(&b, "bear", 1, "");
	CHECK_ERR(toys_act(&b, fail_act, &three), ERR_DENIED, &b.note);
	CHECK_INT(size(&b), 1);
	CHECK_INT(count(&b, &q_toys), 1);
	CHECK_INT(count(&b, &q_texts), 0);
	CHECK_INT(count(&b, &q_touches), 1);
	(void)toys_add(&b, "car", 1, "");
	CHECK_INT(event(&b, 1).seq, 1);
	toys_sound(&b);
	toys_close(&b);
}

BOTH("tiles are right when an act that filled one fails")
{
	int64_t over = 12;
	struct toys b;

	toys_open(&b, t);
	toys_fill(&b, 250);
	CHECK_ERR(toys_act(&b, fail_act, &over), ERR_DENIED, &b.note);
	toys_fill(&b, 300);
	CHECK_INT(size(&b), 550);
	toys_sound(&b);
	toys_close(&b);
}

BOTH("two programs append in turn to one ledger")
{
	struct toys b, other;

	toys_open(&b, t);
	other = b;
	other.l = NULL;
	toys_fill(&b, 100);
	/* Another ledger and writer on the same place. */
	other.l = ledger_new(&toy_events, &b.now, &b.by);
	{
		struct writer_hooks hooks = ledger_hooks(other.l);

		CHECK_OK(writer_new(&t->place, &hooks, false, NULL, &other.w,
		    &b.note), &b.note);
	}
	for (int64_t n = 30; n > 0; n--) {
		toys_fill(&other, n);
		toys_fill(&b, n % 7 + 1);
	}
	writer_free(other.w);
	ledger_free(other.l);
	CHECK_INT(size(&b), 100 + 30 * 31 / 2 + 4 * 28 + 3 + 2);
	toys_sound(&b);
	toys_close(&b);
}

BOTH("values are checked before anything is stored")
{
	struct toy_added ev = { .name = V_TEXT(S("")), .count = V_INT(1) };
	struct toys b;

	toys_open(&b, t);
	CHECK_ERR(toys_put(&b, &toy_event_added, KEY_NONE, VALUES(&ev), NULL),
	    ERR_INVALID, &b.note);
	CHECK_STR(str_of(b.note.where.field), "name");
	ev = (struct toy_added){ .name = V_TEXT(S("bear")) };
	CHECK_ERR(toys_put(&b, &toy_event_added, KEY_NONE, VALUES(&ev), NULL),
	    ERR_INVALID, &b.note);
	CHECK_STR(str_of(b.note.where.field), "count");
	ev.count = (struct value)V_INT(1001);
	CHECK_ERR(toys_put(&b, &toy_event_added, KEY_NONE, VALUES(&ev), NULL),
	    ERR_INVALID, &b.note);
	CHECK_INT(size(&b), 0);
	toys_close(&b);
}

/* How long is the entry of a toy that broke so? */
static enum err
broken_put(struct toys *b, size_t letters, int64_t *ret_bytes)
{
	static const struct sql q = {
		"SELECT entry FROM ledger_entry ORDER BY seq DESC LIMIT 1", NULL
	};
	char *how = arena_alloc(b->a, letters + 1);
	struct toy_broken ev = { .toy = V_KEY(((struct key){ { 7 } })) };
	enum err r;

	memset(how, 'x', letters);
	ev.how = (struct value)V_TEXT(((struct str){ how, letters }));
	if ((r = toys_put(b, &toy_event_broken, KEY_NONE, VALUES(&ev),
	    NULL)) == ERR_OK)
		*ret_bytes = (int64_t)toys_bytes(b, &q, NO_BINDS).n;
	return r;
}

BOTH("an entry has at most 65,535 bytes")
{
	int64_t bytes = 0, room;
	struct toys b;

	toys_open(&b, t);
	CHECK_OK(broken_put(&b, 100, &bytes), &b.note);
	room = CANON_BYTES_MAX - (bytes - 100);
	CHECK_OK(broken_put(&b, (size_t)room, &bytes), &b.note);
	CHECK_INT(bytes, CANON_BYTES_MAX);
	CHECK_ERR(broken_put(&b, (size_t)room + 1, &bytes), ERR_LIMIT,
	    &b.note);
	CHECK_INT(size(&b), 2);
	toys_sound(&b);
	toys_close(&b);
}

BOTH("text that people typed lies in the vault, and the entry has its key")
{
	static const struct sql q = {
		"SELECT entry FROM ledger_entry WHERE seq = 0", NULL
	};
	struct vault_text kept;
	struct event ev;
	struct toys b;
	const struct toy_added *d;

	toys_open(&b, t);
	(void)toys_add(&b, "bear", 1, "It growls\nat night.");
	CHECK_INT(count(&b, &q_texts), 1);
	CHECK(memmem(toys_bytes(&b, &q, NO_BINDS).p,
	    toys_bytes(&b, &q, NO_BINDS).n, "growls", 6) == NULL);
	ev = event(&b, 0);
	d = (const void *)ev.data;
	CHECK_INT(d->remark.text.n, 0);
	CHECK_OK(vault_get(b.read, b.a, &d->remark.hash, &kept, &b.note),
	    &b.note);
	CHECK_STR(kept.text, "It growls\nat night.");
	toys_sound(&b);
	toys_close(&b);
}

/* The sequence numbers of a record's history, behind ${after}. */
static void
history_is(struct toys *b, struct key on, int64_t after, size_t most,
    const int64_t *want, size_t n)
{
	const struct event *events = NULL;
	size_t got = 0;

	CHECK_OK(history_load(b->read, b->a, b->events, on, after, most,
	    &events, &got, &b->note), &b->note);
	CHECK_INT(got, n);
	for (size_t i = 0; i < n; i++)
		CHECK_INT(events[i].seq, want[i]);
}

BOTH("a record's history has the events on it and those that name it")
{
	struct key maker, other, toy = { { 9 } };
	struct value part[4] = { { 0 } };
	struct toy_added ev = { .name = V_TEXT(S("train")),
	    .count = V_INT(1) };
	struct toy_broken broken;
	struct toys b;

	toys_open(&b, t);
	maker = toys_add(&b, "lathe", 1, "");
	other = toys_add(&b, "saw", 1, "");
	ev.maker = (struct value)V_KEY(maker);
	part[0] = (struct value)V_KEY(other);
	part[1] = (struct value)V_TEXT(S("wheel"));
	part[3] = (struct value)V_TEXT(S("wagon"));
	ev.parts = (struct value){ .given = GIVEN_KNOWN, .list = { part, 2 } };
	CHECK_OK(toys_put(&b, &toy_event_added, toy, VALUES(&ev), NULL),
	    &b.note);
	broken = (struct toy_broken){ .toy = V_KEY(maker) };
	CHECK_OK(toys_put(&b, &toy_event_broken, maker, VALUES(&broken),
	    NULL), &b.note);
	history_is(&b, maker, -1, 10, (const int64_t[]){ 0, 2, 3 }, 3);
	history_is(&b, other, -1, 10, (const int64_t[]){ 1, 2 }, 2);
	history_is(&b, toy, -1, 10, (const int64_t[]){ 2 }, 1);
	history_is(&b, maker, 0, 1, (const int64_t[]){ 2 }, 1);
	history_is(&b, maker, 3, 10, NULL, 0);
	history_is(&b, KEY_NONE, -1, 10, NULL, 0);
	toys_sound(&b);
	toys_close(&b);
}

static void
refused(struct toys *b, const char *text)
{
	struct store *st = pg_open(b->t, STORE_WRITE);

	note_clear(&b->note);
	CHECK_ERR(store_exec(st, text, &b->note), ERR_INVALID, &b->note);
	store_close(st);
}

BOTH("no statement changes or removes an entry, a tile or a checkpoint")
{
	static const char *const tables[] = { "ledger_entry", "ledger_tile",
	    "ledger_checkpoint" };
	static const char *const columns[] = { "entry", "hashes", "note" };
	struct toys b;

	toys_open(&b, t);
	toys_fill(&b, 256);
	(void)toys_checkpoint(&b);
	for (size_t i = 0; i < 3; i++) {
		refused(&b, str_fmt(b.a, "UPDATE %s SET %s = %s", tables[i],
		    columns[i], columns[i]).p);
		refused(&b, str_fmt(b.a, "DELETE FROM %s", tables[i]).p);
		if (t->postgres)
			refused(&b, str_fmt(b.a, "TRUNCATE %s",
			    tables[i]).p);
		else
			refused(&b, str_fmt(b.a, "REPLACE INTO %s SELECT * "
			    "FROM %s", tables[i], tables[i]).p);
	}
	CHECK_INT(size(&b), 256);
	toys_sound(&b);
	toys_close(&b);
}

#ifdef ANZE_FAULTS
/* Let the n-th of something fail, for each n, until the act gets through. */
static void
fail_each(struct toys *b, enum fault what)
{
	const struct toy_added ev = { .name = V_TEXT(S("bear")),
	    .count = V_INT(1), .remark = V_TEXT(S("as new")) };
	int64_t before = size(b), texts = count(b, &q_texts);
	enum err r = ERR_MEMORY;

	for (long n = 1; r != ERR_OK; n++) {
		fault_arm(what, n);
		r = toys_put(b, &toy_event_added, (struct key){ { 1,
		    (unsigned char)what } }, VALUES(&ev), NULL);
		fault_arm(what, 0);
		if (r == ERR_OK)
			break;
		CHECK(b->note.msg != NULL);
		CHECK_INT(size(b), before);
		CHECK_INT(count(b, &q_texts), texts);
		CHECK(n < 1000);
	}
	CHECK_INT(size(b), before + 1);
	CHECK_INT(count(b, &q_texts), texts + 1);
}

BOTH("whatever fails within an act, nothing of it stays")
{
	struct toys b;

	toys_open(&b, t);
	toys_fill(&b, 255);	/* the next one fills a tile */
	fail_each(&b, FAULT_STATEMENT);
	fail_each(&b, FAULT_ALLOC);
	toys_sound(&b);
	toys_close(&b);
}
#endif
