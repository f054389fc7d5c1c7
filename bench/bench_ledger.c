/* SPDX-License-Identifier: Apache-2.0 */
/* How fast is a ledger looked over, and in how much memory? */
#include "bench/bench.h"
#include "core/signer.h"
#include "ledger/export.h"
#include "ledger/tiles.h"
#include "ledger/verify.h"

enum { ROUNDS = 5, BATCH = 5000, PAGE = 1000 };

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
		struct arena_mark mark = arena_mark(tx->a);
		int n = snprintf(text, sizeof text, "record %lld of a large "
		    "ledger, with a few words", (long long)i);
		const struct bench_said ev = { V_TEXT(((struct str){ text,
		    (size_t)n })) };

		r = ledger_append(tx, &bench_event_said, tx_key(tx),
		    VALUES(&ev), &ret->seq, note);
		arena_reset(tx->a, mark);
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
	printf("filling %lld to %lld entries\n", (long long)size,
	    (long long)want);
	for (struct fill_call c = { size, size }; c.from < want; c.from = c.to) {
		c.to = c.from + BATCH < want ? c.from + BATCH : want;
		if (act_run(app, &who, NULL, fill_act, &c, NULL,
		    &note) != ERR_OK)
			bench_die(&note);
	}
	printf("    %.0f entries a second\n", (double)(want - size) /
	    (bench_now() - begun));
	app_close(app);
	return true;
}

/* The least that a look at a ledger must do: read each row, hash it as a leaf
 * and once more for its way up, with one context. */
static double
loop_rate(struct store *st)
{
	static const struct sql q = {
		"SELECT entry, hash FROM ledger_entry WHERE seq >= $1"
		" AND seq < $2 ORDER BY seq", NULL };
	struct note note = NOTE_INIT;
	struct hasher *h = hasher_new();
	struct rows *rows = NULL;
	double begun = bench_now();
	int64_t n = 0, page = 1;
	unsigned char sum = 0;

	for (int64_t at = 0; page > 0; at += PAGE) {
		page = 0;
		if (store_query(st, &q, BINDS(BIND_INT(at),
		    BIND_INT(at + PAGE)), &rows, &note) != ERR_OK)
			bench_die(&note);
		for (; rows_next(rows); page++) {
			struct str entry = rows_bytes(rows, 0);
			struct hash got;

			hasher_start(h);
			hasher_put(h, "", 1);
			hasher_put(h, entry.p, entry.n);
			got = hasher_end(h);
			hasher_start(h);
			hasher_put(h, "\1", 1);
			hasher_put(h, got.b, sizeof got.b);
			hasher_put(h, rows_bytes(rows, 1).p, HASH_BYTES);
			sum ^= hasher_end(h).b[0];
		}
		if (rows_end(&rows, &note) != ERR_OK)
			bench_die(&note);
		n += page;
	}
	hasher_free(h);
	return (double)n / (bench_now() - begun) + (sum == 1 ? 1e-9 : 0);
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

static double
verify_rate(struct app *app, long *most)
{
	struct verify_options o = { .found = found, .progress = watch,
	    .arg = most };
	struct verify_report report;
	struct note note = NOTE_INIT;
	double begun = bench_now();

	if (signer_vkeys(app->read, app->arena, &o.keys, &o.nkeys,
	    &note) != ERR_OK ||
	    ledger_verify(app->read, &o, &report, &note) != ERR_OK)
		bench_die(&note);
	return (double)report.entries / (bench_now() - begun);
}

bool
bench_verify(int argc, char **argv)
{
	struct app *app = bench_open(argv[0], argv[1], APP_READ);
	struct rounds r = { .n = 0 };
	long most = 0;
	bool fine;

	(void)argc;
	for (int i = 0; i < ROUNDS; i++) {
		double ours = verify_rate(app, &most);

		rounds_add(&r, ours, loop_rate(app->read));
	}
	fine = rounds_say(app->place.postgres ?
	    "ledger verify : read and hash, PostgreSQL" :
	    "ledger verify : read and hash, SQLite", &r, "entries/s",
	    app->place.postgres ? 0 : 0.7);
	app_close(app);
	return fine;
}

bool
bench_stream(int argc, char **argv)
{
	struct app *app = bench_open(argv[0], argv[1], APP_READ);
	long bar = strtol(argv[2], NULL, 10) * 1024, most = 0;
	double rate = verify_rate(app, &most);

	(void)argc;
	printf("%-44s %12.0f entries/s in %.1f MiB of memory of its own (at "
	    "most %.0f)%s\n", "ledger verify in one stream", rate,
	    (double)most / 1024, (double)bar / 1024,
	    most > bar ? "  OVER" : "");
	app_close(app);
	return most <= bar;
}

struct export_call {
	struct store	*st;
	struct arena	*a;
};

static enum err
export_entry(void *arg, uint64_t seq, struct str *ret, struct note *note)
{
	struct export_call *e = arg;

	arena_free(e->a);
	if ((e->a = arena_new()) == NULL)
		return note_memory(note);
	return entry_get(e->st, e->a, (int64_t)seq, ret, note);
}

/* Write the tiles, and print the verifier key. */
bool
bench_export(int argc, char **argv)
{
	struct app *app = bench_open(argv[0], argv[1], APP_WRITE);
	struct export_call e = { app->read, NULL };
	const struct export_source from = { .tiles = tiles_of(app->read),
	    .entry = export_entry, .arg = &e };
	struct note note = NOTE_INIT;
	const struct vkey *keys;
	struct str made;
	size_t n;

	(void)argc;
	if (checkpoint_make(app, app->arena, &made, &note) != ERR_OK ||
	    tiles_export(&from, made, argv[2], &note) != ERR_OK ||
	    signer_vkeys(app->read, app->arena, &keys, &n, &note) != ERR_OK)
		bench_die(&note);
	printf("%.*s\n", STR_ARG(keys[n - 1].text));
	arena_free(e.a);
	app_close(app);
	return true;
}
