/* SPDX-License-Identifier: Apache-2.0 */
/* How fast is a ledger filled and looked over, and in how much memory? */
#include "bench/bench.h"
#include "core/signer.h"
#include "ledger/export.h"
#include "ledger/tiles.h"
#include "ledger/verify.h"

enum {
	ROUNDS	= 7,
	BATCH	= 5000,		/* entries of one act */
	PAGE	= 400		/* rows the baseline asks for at once: with
				 * PostgreSQL more or fewer are slower */
};

struct fill_call {
	int64_t	from, to;
};

static enum err
fill_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct fill_call *c = arg;
	char text[80];
	enum err r = ERR_OK;

	tx_bulk(tx);
	for (int64_t i = c->from; i < c->to && r == ERR_OK; i++) {
		int n = snprintf(text, sizeof text, "record %lld of a large "
		    "ledger, with a few words", (long long)i);
		const struct bench_said ev = { V_TEXT(((struct str){ text,
		    (size_t)n })) };

		r = ledger_append(tx, &bench_event_said, tx_key(tx),
		    VALUES(&ev), &ret->seq, note);
	}
	return r;
}

bool
bench_fill(int argc, char **argv)
{
	const struct actor who = { .person = S("bench"), .face = S("console") };
	struct app *app = bench_open(argv[0], argv[1], APP_WRITE);
	int64_t size, want = strtoll(argv[2], NULL, 10);
	struct note note = NOTE_INIT;
	double begun = bench_now();

	(void)argc;
	if (ledger_size(app->read, &size, &note) != ERR_OK)
		bench_die(&note);
	for (struct fill_call c = { size, size }; c.from < want; c.from = c.to) {
		c.to = c.from + BATCH < want ? c.from + BATCH : want;
		if (act_run(app, &who, NULL, fill_act, &c, NULL,
		    &note) != ERR_OK)
			bench_die(&note);
	}
	if (size < want)
		printf("filled from %lld to %lld entries, %.0f a second\n",
		    (long long)size, (long long)want, (double)(want - size) /
		    (bench_now() - begun));
	app_close(app);
	return true;
}

/* What every look at a ledger does to an entry: its hash as a leaf, and on its
 * way up one more for each leaf. */
static unsigned char
row_hash(struct hasher *h, struct str entry, struct str kept)
{
	struct hash leaf;

	hasher_start(h);
	hasher_put(h, "", 1);
	hasher_put(h, entry.p, entry.n);
	leaf = hasher_end(h);
	hasher_start(h);
	hasher_put(h, "\1", 1);
	hasher_put(h, leaf.b, sizeof leaf.b);
	hasher_put(h, kept.p, kept.n);
	return hasher_end(h).b[0];
}

/* The rows that are verified, read and hashed twice, with one context and one
 * prepared statement. */
static double
loop_rate(struct store *st)
{
	static const struct sql q = {
		"SELECT entry, hash FROM ledger_entry WHERE seq >= $1"
		" AND seq < $2 ORDER BY seq", NULL };
	struct note note = NOTE_INIT;
	struct hasher *h = hasher_new();
	struct rows *rows = NULL;
	double begun = bench_now(), took;
	int64_t n = 0, page = PAGE;
	unsigned sum = 0;

	for (; page > 0; n += page) {
		page = 0;
		if (store_query(st, &q, BINDS(BIND_INT(n), BIND_INT(n + PAGE)),
		    &rows, &note) != ERR_OK)
			bench_die(&note);
		for (; rows_next(rows); page++)
			sum += row_hash(h, rows_bytes(rows, 0),
			    rows_bytes(rows, 1));
		if (rows_end(&rows, &note) != ERR_OK)
			bench_die(&note);
	}
	took = bench_now() - begun;
	hasher_free(h);
	/* Used, so that no compiler leaves the hashing out. */
	return (double)n / took + (sum == 0 ? 1e-9 : 0);
}

static void
found(void *arg, const struct note *note)
{
	(void)arg;
	bench_die(note);
}

/* The most memory of its own that was seen on the way. */
static enum err
watch(void *arg, int64_t done, int64_t of)
{
	long now = bench_memory(), *most = arg;

	(void)done;
	(void)of;
	if (now > *most)
		*most = now;
	return ERR_OK;
}

/* Entries a second.  ${most} NULL: memory is not looked at, which takes time
 * too. */
static double
verify_rate(struct app *app, long *most, int64_t *ret_entries)
{
	struct verify_options o = { .found = found, .arg = most,
	    .progress = most == NULL ? NULL : watch };
	struct verify_report report;
	struct note note = NOTE_INIT;
	double begun = bench_now();

	if (signer_vkeys(app->read, app->arena, &o.keys, &o.nkeys,
	    &note) != ERR_OK ||
	    ledger_verify(app->read, &o, &report, &note) != ERR_OK)
		bench_die(&note);
	*ret_entries = report.entries;
	return (double)report.entries / (bench_now() - begun);
}

bool
bench_verify(int argc, char **argv)
{
	struct app *app = bench_open(argv[0], argv[1], APP_READ);
	struct rounds r = { .n = 0 };
	int64_t entries;
	bool fine;

	(void)argc;
	(void)loop_rate(app->read);	/* what is cached is so for both */
	for (int i = 0; i < ROUNDS; i++) {
		double base = loop_rate(app->read);

		rounds_add(&r, verify_rate(app, NULL, &entries), base);
	}
	fine = rounds_say(app->place.postgres ?
	    "verify, PostgreSQL: read and hash twice" :
	    "verify, SQLite: read and hash twice", &r, "entries/s", 0.7);
	app_close(app);
	return fine;
}

bool
bench_stream(int argc, char **argv)
{
	struct app *app = bench_open(argv[0], argv[1], APP_READ);
	long bar = strtol(argv[2], NULL, 10) * 1024, most = 0;
	int64_t entries = 0;
	double rate = verify_rate(app, &most, &entries);

	(void)argc;
	printf("verify, %s: %lld entries in one stream, %.0f entries/s, "
	    "%.1f MiB of memory of its own; at most %ld MiB%s\n",
	    app->place.postgres ? "PostgreSQL" : "SQLite",
	    (long long)entries, rate, (double)most / 1024, bar / 1024,
	    most > bar ? ": OVER" : "");
	app_close(app);
	return most <= bar;
}

struct export_call {
	struct store		*st;
	struct arena		*a;
	struct arena_mark	 mark;
};

static enum err
export_entry(void *arg, uint64_t seq, struct str *ret, struct note *note)
{
	struct export_call *e = arg;

	arena_reset(e->a, e->mark);
	return entry_get(e->st, e->a, (int64_t)seq, ret, note);
}

/* Write the tiles, and print the verifier key. */
bool
bench_export(int argc, char **argv)
{
	struct app *app = bench_open(argv[0], argv[1], APP_WRITE);
	struct export_call e = { app->read, app->arena, { NULL, 0 } };
	const struct export_source from = { .tiles = tiles_of(app->read),
	    .entry = export_entry, .arg = &e };
	struct note note = NOTE_INIT;
	const struct vkey *keys;
	struct str made;
	size_t n;

	(void)argc;
	if (checkpoint_make(app, app->arena, &made, &note) != ERR_OK ||
	    signer_vkeys(app->read, app->arena, &keys, &n, &note) != ERR_OK)
		bench_die(&note);
	e.mark = arena_mark(app->arena);
	if (tiles_export(&from, made, argv[2], &note) != ERR_OK)
		bench_die(&note);
	printf("%.*s\n", STR_ARG(keys[n - 1].text));
	app_close(app);
	return true;
}

bool
bench_say(int argc, char **argv)
{
	struct rounds r = { .n = 0 };

	for (int i = 3; i + 1 < argc; i += 2)
		rounds_add(&r, bench_number(argv[i]), bench_number(argv[i + 1]));
	return rounds_say(argv[0], &r, argv[1], bench_number(argv[2]));
}
