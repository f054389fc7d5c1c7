/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "ledger/replay.h"
#include "ledger/toy.h"
#include "store/second.h"

static const struct sql q_toy_set = {
	"UPDATE toy SET count = count + 1 WHERE name = $1", NULL
};
static const struct sql q_tally_gone = { "DELETE FROM toy_tally", NULL };
static const struct sql q_touch_gone = {
	"DELETE FROM ledger_touch WHERE seq = 3", NULL
};

/* Some of everything that is applied. */
static void
some(struct toys *b, struct test_place *t)
{
	struct toy_broken broken;

	toys_open(b, t);
	broken = (struct toy_broken){
		V_KEY(toys_add(b, "bear", 2, "as new")), V_TEXT(S("fell")) };
	(void)toys_add(b, "car", 3, "");
	(void)toys_add(b, "bear", 4, "");
	CHECK_OK(toys_put(b, &toy_event_broken, broken.toy.key,
	    VALUES(&broken), NULL), &b->note);
	toys_fill(b, 300);
}

static struct replay_options
options(struct toys *b)
{
	return (struct replay_options){ .events = b->events,
	    .schema = b->schema };
}

static const struct replay_table *
table(const struct replay_report *report, const char *name)
{
	static const struct replay_table none;

	for (size_t i = 0; i < report->ntables; i++)
		if (strcmp(report->tables[i].name, name) == 0)
			return &report->tables[i];
	fail_msg("%s was not compared", name);
	return &none;
}

/* The rebuild finds ${n} tables that differ, and only with ${replace} lets the
 * others take their place. */
static void
rebuilt(struct toys *b, size_t n, bool replace)
{
	struct replay_options o = options(b);
	struct replay_report report = { 0 };

	o.replace = replace;
	note_clear(&b->note);
	CHECK_ERR(ledger_rebuild(&b->t->place, &o, b->a, &report, &b->note),
	    n == 0 || replace ? ERR_OK : ERR_CORRUPT, &b->note);
	CHECK_INT(report.differ, n);
	CHECK_INT(report.entries, 304);
	CHECK(report.replaced == (n > 0 && replace));
}

BOTH("what was derived is derived again, all derived tables and no others")
{
	struct replay_options o;
	struct replay_report report;
	struct toys b;

	some(&b, t);
	o = options(&b);
	CHECK_OK(ledger_rebuild(&t->place, &o, b.a, &report, &b.note),
	    &b.note);
	CHECK_INT(report.entries, 304);
	CHECK_INT(report.ntables, 4);
	CHECK_INT(report.differ, 0);
	CHECK_INT(table(&report, "toy")->rows, 303);
	CHECK_INT(table(&report, "toy_tally")->rows, 3);
	CHECK_INT(table(&report, "ledger_touch")->rows, 304);
	CHECK_INT(table(&report, "vault_removed")->rows, 0);
	CHECK(!report.replaced);
	toys_close(&b);
}

BOTH("the order of the apply-functions makes no difference")
{
	struct replay_options o;
	struct replay_report report;
	struct toys b;

	some(&b, t);
	o = options(&b);
	o.reversed = true;
	CHECK_OK(ledger_rebuild(&t->place, &o, b.a, &report, &b.note),
	    &b.note);
	CHECK_INT(report.differ, 0);
	toys_close(&b);
}

BOTH("tables changed past the program differ, are named, and stay at first")
{
	struct replay_options o;
	struct replay_report report;
	struct toys b;

	some(&b, t);
	o = options(&b);
	toys_damage(&b, &q_toy_set, BINDS(BIND_TEXT(S("car"))));
	toys_damage(&b, &q_tally_gone, NO_BINDS);
	CHECK_ERR(ledger_rebuild(&t->place, &o, b.a, &report, &b.note),
	    ERR_CORRUPT, &b.note);
	CHECK_INT(report.differ, 2);
	CHECK(!table(&report, "toy")->same);
	CHECK(!table(&report, "toy_tally")->same);
	CHECK(table(&report, "ledger_touch")->same);
	CHECK(strcmp(table(&report, "toy")->stored,
	    table(&report, "toy")->rebuilt) != 0);
	rebuilt(&b, 2, false);
	toys_close(&b);
}

BOTH("a rebuild that replaces makes tables anew that were changed")
{
	static const struct sql q = {
		"SELECT SUM(count) FROM toy_tally", NULL
	};
	struct toys b;
	int64_t n;

	some(&b, t);
	toys_damage(&b, &q_toy_set, BINDS(BIND_TEXT(S("car"))));
	toys_damage(&b, &q_tally_gone, NO_BINDS);
	toys_damage(&b, &q_touch_gone, NO_BINDS);
	rebuilt(&b, 3, true);
	toys_again(&b, &toy_events);
	rebuilt(&b, 0, true);
	CHECK_OK(store_int(b.read, &q, NO_BINDS, -1, &n, &b.note), &b.note);
	CHECK_INT(n, 309);
	/* And life goes on. */
	(void)toys_add(&b, "kite", 1, "");
	toys_sound(&b);
	toys_close(&b);
}

BOTH("a rebuild does not touch what is kept and not derived")
{
	static const struct sql q_put = {
		"INSERT INTO toy_kept (id, word) VALUES ($1, $2)", NULL
	};
	static const struct sql q = { "SELECT word FROM toy_kept", NULL };
	struct key id = { { 1 } };
	struct toys b;

	some(&b, t);
	toys_damage(&b, &q_put, BINDS(BIND_KEY(id), BIND_TEXT(S("kept"))));
	toys_damage(&b, &q_tally_gone, NO_BINDS);
	rebuilt(&b, 1, true);
	CHECK_STR(toys_bytes(&b, &q, NO_BINDS), "kept");
	toys_close(&b);
}

static enum err
stop_at_once(void *arg, int64_t done, int64_t of)
{
	(void)arg;
	CHECK_INT(done, 304);
	CHECK_INT(of, 304);
	return ERR_STOPPED;
}

BOTH("a rebuild that was stopped leaves all as it was, and can be repeated")
{
	struct replay_options o;
	struct replay_report report;
	struct toys b;

	some(&b, t);
	toys_damage(&b, &q_tally_gone, NO_BINDS);
	o = options(&b);
	o.progress = stop_at_once;
	o.replace = true;
	CHECK_ERR(ledger_rebuild(&t->place, &o, b.a, &report, &b.note),
	    ERR_STOPPED, &b.note);
	rebuilt(&b, 1, false);
	rebuilt(&b, 1, true);
	toys_sound(&b);
	toys_close(&b);
}

/* A rebuild that dies in the middle, as a killed process does. */
static void
rebuild_dies(struct toys *b)
{
	struct replay_options o = options(b);
	struct second *second = NULL;
	struct store *src = NULL;
	pid_t pid = fork();
	int status;

	CHECK(pid >= 0);
	if (pid == 0) {
		if (store_open(&b->t->place, STORE_READ, NULL, &src, NULL) ==
		    ERR_OK && store_begin(src, NULL) == ERR_OK &&
		    second_open(&b->t->place, b->schema, &second, NULL) ==
		    ERR_OK && ledger_replay(src, second_store(second), &o, 0,
		    100, NULL) == ERR_OK)
			_exit(0);
		_exit(1);
	}
	CHECK_INT(waitpid(pid, &status, 0), pid);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

BOTH("what a rebuild left that was killed is removed by the next")
{
	struct replay_options o;
	struct replay_report report;
	struct toys b;
	enum err r;

	some(&b, t);
	rebuild_dies(&b);
	o = options(&b);
	/* The server may take a moment to see that the other is gone. */
	do {
		note_clear(&b.note);
		r = ledger_rebuild(&t->place, &o, b.a, &report, &b.note);
	} while (r == ERR_BUSY);
	CHECK_OK(r, &b.note);
	CHECK_INT(report.differ, 0);
	rebuilt(&b, 0, false);
	toys_close(&b);
}

BOTH("an entry that is missing or damaged ends the rebuild with a sentence")
{
	static const struct sql q_gone = {
		"DELETE FROM ledger_entry WHERE seq = 200", NULL
	};
	static const struct sql q_set = {
		"UPDATE ledger_entry SET entry = $1 WHERE seq = 100", NULL
	};
	struct replay_options o;
	struct replay_report report;
	struct toys b;

	some(&b, t);
	o = options(&b);
	toys_damage(&b, &q_gone, NO_BINDS);
	CHECK_ERR(ledger_rebuild(&t->place, &o, b.a, &report, &b.note),
	    ERR_CORRUPT, &b.note);
	CHECK_INT(b.note.args[0].num, 200);
	note_clear(&b.note);
	toys_damage(&b, &q_set, BINDS(BIND_BYTES("{}", 2)));
	CHECK_ERR(ledger_rebuild(&t->place, &o, b.a, &report, &b.note),
	    ERR_CORRUPT, &b.note);
	CHECK(b.note.msg != NULL);
	toys_close(&b);
}

BOTH("the ledger may not grow while its tables are replaced")
{
	struct second *second = NULL;
	struct replay_options o;
	struct toys b;

	some(&b, t);
	o = options(&b);
	CHECK_OK(second_open(&t->place, b.schema, &second, &b.note), &b.note);
	CHECK_OK(store_begin(b.read, &b.note), &b.note);
	CHECK_OK(ledger_replay(b.read, second_store(second), &o, 0, 304,
	    &b.note), &b.note);
	store_rollback(b.read);
	(void)toys_add(&b, "kite", 1, "");
	CHECK_ERR(second_adopt(second, 304, &b.note), ERR_CONFLICT, &b.note);
	second_close(second);
	toys_sound(&b);
	toys_close(&b);
}

TEST("the same ledger has the same digests on both databases")
{
	char hex[2][65] = { "", "" };
	struct test_place places[2] = { { .a = arena_new() },
	    { .a = arena_new(), .postgres = true } };

	for (int i = 0; i < 2; i++) {
		struct test_place *t = &places[i];
		const struct table *tables;
		struct hasher *h = hasher_new();
		struct hash all;
		struct toys b;
		size_t n;

		CHECK_OK(place_parse(t->a, i == 0 ? test_path(t->a, "same") :
		    pg_database(t->a), i == 0 ? NULL : test_path(t->a,
		    "same.d"), &t->place, &t->note), &t->note);
		some(&b, t);
		n = schema_tables(b.schema, &tables);
		hasher_start(h);
		for (size_t k = 0; k < n; k++) {
			char one[65];
			int64_t rows;

			if (tables[k].class != CLASS_DERIVED &&
			    tables[k].class != CLASS_CANON)
				continue;
			CHECK_OK(table_digest(&tables[k], b.read, one, &rows,
			    &b.note), &b.note);
			hasher_put(h, one, 64);
		}
		all = hasher_end(h);
		memcpy(hex[i], str_hex(t->a, all.b, HASH_BYTES).p, 64);
		hasher_free(h);
		toys_close(&b);
	}
	CHECK_STR(str_of(hex[1]), hex[0]);
	arena_free(places[0].a);
	arena_free(places[1].a);
}

#ifdef ANZE_FAULTS
BOTH("whatever fails while rebuilding, the tables are whole afterwards")
{
	struct replay_options o;
	struct replay_report report;
	struct toys b;

	some(&b, t);
	toys_damage(&b, &q_tally_gone, NO_BINDS);
	o = options(&b);
	o.replace = true;
	/* By a stride: there are many statements, and most are alike. */
	for (long n = 1; ; n += n < 40 ? 1 : 37) {
		enum err r;

		note_clear(&b.note);
		fault_arm(n % 2 == 0 ? FAULT_ALLOC : FAULT_STATEMENT,
		    (n + 1) / 2);
		r = ledger_rebuild(&t->place, &o, b.a, &report, &b.note);
		fault_arm(FAULT_ALLOC, 0);
		fault_arm(FAULT_STATEMENT, 0);
		if (r == ERR_OK)
			break;
		CHECK(b.note.msg != NULL);
		CHECK(n < 100000);
	}
	rebuilt(&b, 0, false);
	toys_sound(&b);
	toys_close(&b);
}
#endif
