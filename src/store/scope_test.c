/* SPDX-License-Identifier: Apache-2.0 */
#include "store/scope.h"

#include "store/index.h"
#include "store/schema_parts_test.h"
#include "test/lib/pg.h"

/* Two trees, nodes and places, and leaves under both; one row for each day. */
static const char trees_sql[] =
    "-- DERIVED.  All.\n"
    "CREATE TABLE node (id KEY16 NOT NULL PRIMARY KEY);\n"
    "-- DERIVED.  All.\n"
    "CREATE TABLE place (id KEY16 NOT NULL PRIMARY KEY);\n"
    "-- DERIVED.  All.\n"
    "CREATE TABLE leaf (id KEY16 NOT NULL PRIMARY KEY);\n"
    "-- DERIVED.  A day.\n"
    "CREATE TABLE node_row (id KEY16 NOT NULL, day DAY NOT NULL,"
    " above KEY16, PRIMARY KEY (id, day));\n"
    "-- DERIVED.  A day.\n"
    "CREATE TABLE place_row (id KEY16 NOT NULL, day DAY NOT NULL,"
    " above KEY16, PRIMARY KEY (id, day));\n"
    "-- DERIVED.  A day.\n"
    "CREATE TABLE leaf_row (id KEY16 NOT NULL, day DAY NOT NULL,"
    " above KEY16, above2 KEY16, PRIMARY KEY (id, day));\n"
    "-- SCRATCH.  Scopes.\n"
    "CREATE TABLE node_stand (id KEY16 NOT NULL PRIMARY KEY, above KEY16);\n"
    "-- SCRATCH.  Scopes.\n"
    "CREATE TABLE node_scope (scope KEY16 NOT NULL, id KEY16 NOT NULL,"
    " PRIMARY KEY (scope, id)) WITHOUT ROWID;\n"
    "-- SCRATCH.  Scopes.\n"
    "CREATE TABLE place_stand (id KEY16 NOT NULL PRIMARY KEY, above KEY16);\n"
    "-- SCRATCH.  Scopes.\n"
    "CREATE TABLE place_scope (scope KEY16 NOT NULL, id KEY16 NOT NULL,"
    " PRIMARY KEY (scope, id)) WITHOUT ROWID;\n"
    "-- SCRATCH.  Scopes.\n"
    "CREATE TABLE leaf_stand (id KEY16 NOT NULL PRIMARY KEY, above KEY16,"
    " above2 KEY16);\n"
    "-- SCRATCH.  Scopes.\n"
    "CREATE TABLE leaf_scope (scope KEY16 NOT NULL, id KEY16 NOT NULL,"
    " PRIMARY KEY (scope, id)) WITHOUT ROWID;\n";

static const struct part trees[] = {
	{ "store", store_sql, 1, NULL },
	{ "trees", trees_sql, 1, NULL },
};

#define WANTED(x, cols)	"SELECT id, " cols " FROM " x "_row WHERE day = $1"
#define TURNING(x) \
	"SELECT DISTINCT id FROM " x "_row WHERE day IN ($1, $2)"

static const struct scope node_scope = {
	SCOPE_TREE("node", "node", WANTED("node", "above"), TURNING("node"))
};
static const struct scope place_scope = {
	SCOPE_TREE("place", "place", WANTED("place", "above"),
	    TURNING("place"))
};
static const struct scope leaf_scope = {
	SCOPE_LEAF("leaf", "leaf", WANTED("leaf", "above, above2"),
	    TURNING("leaf"), "node", "place")
};
static const struct scope *const all[] = { &place_scope, &node_scope,
    &leaf_scope };

enum { PLACES, NODES, LEAVES, KINDS };
enum { EACH = 24, DAYS = 12, AWAY = -2, NONE = -1 };

/* Who stands under whom on each day, as it is in the tables. */
struct world {
	struct test_place	*t;
	struct store		*st;
	uint64_t		 state;
	int			 above[KINDS][EACH][DAYS];
	int			 above2[EACH][DAYS];	/* of leaves */
	int			 day;
};

static struct key
key_of(int kind, int n)
{
	struct key k = { { 0 } };

	k.b[0] = (unsigned char)(kind + 1);
	k.b[1] = (unsigned char)n;
	k.b[15] = 7;
	return k;
}

static int
draw(struct world *w, int below)
{
	w->state = w->state * 6364136223846793005u + 1442695040888963407u;
	return (int)((w->state >> 33) % (uint64_t)below);
}

static void
run(struct world *w, const struct sql *q, const struct bind *b, size_t n)
{
	CHECK_OK(store_run(w->st, q, b, n, &w->t->note), &w->t->note);
}

/* Write the rows of one record anew, and note it. */
static void
record_write(struct world *w, int kind, int n)
{
	static const struct sql q_clear[KINDS] = {
		{ "DELETE FROM place_row WHERE id = $1", NULL },
		{ "DELETE FROM node_row WHERE id = $1", NULL },
		{ "DELETE FROM leaf_row WHERE id = $1", NULL },
	};
	static const struct sql q_put[KINDS] = {
		{ "INSERT INTO place_row (id, day, above) VALUES ($1, $2, $3)",
		    NULL },
		{ "INSERT INTO node_row (id, day, above) VALUES ($1, $2, $3)",
		    NULL },
		{ "INSERT INTO leaf_row (id, day, above, above2)"
		    " VALUES ($1, $2, $3, $4)", NULL },
	};
	const struct key id = key_of(kind, n);

	run(w, &q_clear[kind], BINDS(BIND_KEY(id)));
	for (int d = 0; d < DAYS; d++) {
		const int up = w->above[kind][n][d], up2 = w->above2[n][d];
		const struct key a = key_of(kind == LEAVES ? NODES : kind, up);
		const struct key a2 = key_of(PLACES, up2);
		struct bind b[] = { BIND_KEY(id), BIND_INT(d), BIND_KEY(a),
		    BIND_KEY(a2) };

		if (up == AWAY)
			continue;
		if (up == NONE)
			b[2] = (struct bind)BIND_NULL;
		if (up2 == NONE)
			b[3] = (struct bind)BIND_NULL;
		run(w, &q_put[kind], b, kind == LEAVES ? 4 : 3);
	}
	CHECK_OK(index_note(w->st, str_of(all[kind]->name), id, &w->t->note),
	    &w->t->note);
}

static void
settle(struct world *w)
{
	for (size_t i = 0; i < KINDS; i++)
		CHECK_OK(scope_settle(w->st, w->t->a, all, KINDS, i, w->day,
		    &w->t->note), &w->t->note);
	CHECK_OK(index_done(w->st, &w->t->note), &w->t->note);
}

static void
day_turn(struct world *w, int day)
{
	for (size_t i = 0; i < KINDS; i++)
		CHECK_OK(scope_turn(w->st, all[i], w->day, day, &w->t->note),
		    &w->t->note);
	w->day = day;
	settle(w);
}

/* Would anything of the tree stand above itself on any day? */
static bool
circles(const struct world *w, int kind)
{
	for (int d = 0; d < DAYS; d++)
		for (int n = 0; n < EACH; n++) {
			int at = n, steps = 0;

			while (at >= 0 && steps++ <= EACH)
				at = w->above[kind][at][d];
			if (steps > EACH)
				return true;
		}
	return false;
}

/* Change one record on some days, if that makes no circle. */
static void
change(struct world *w)
{
	const int kind = draw(w, KINDS), n = draw(w, EACH);
	const int from = draw(w, DAYS), to = from + 1 + draw(w, DAYS - from);
	const int what = draw(w, 8), up = draw(w, EACH);
	int old[DAYS];

	memcpy(old, w->above[kind][n], sizeof old);
	for (int d = from; d < to; d++) {
		w->above[kind][n][d] = what == 0 ? AWAY : what == 1 ? NONE : up;
		if (kind == LEAVES)
			w->above2[n][d] = what == 1 ? NONE : draw(w, EACH);
	}
	if (kind != LEAVES && circles(w, kind))
		memcpy(w->above[kind][n], old, sizeof old);
	record_write(w, kind, n);
}

/* Two of one tree change places on the day, in whatever order they come. */
static void
swap(struct world *w)
{
	const int kind = draw(w, 2), n = draw(w, EACH);
	const int up = w->above[kind][n][w->day];
	int old[2][DAYS];

	if (up < 0)
		return;
	memcpy(old[0], w->above[kind][n], sizeof old[0]);
	memcpy(old[1], w->above[kind][up], sizeof old[1]);
	w->above[kind][n][w->day] = w->above[kind][up][w->day];
	w->above[kind][up][w->day] = n;
	if (w->above[kind][n][w->day] == AWAY || circles(w, kind)) {
		memcpy(w->above[kind][n], old[0], sizeof old[0]);
		memcpy(w->above[kind][up], old[1], sizeof old[1]);
	}
	record_write(w, kind, n);
	record_write(w, kind, up);
}

/* Slow and plain: is ${id} in the scope of ${above} of the tree ${tree}? */
static bool
stands(const struct world *w, int kind, int n, int tree, int above)
{
	int at = n;

	if (w->above[kind][n][w->day] == AWAY)
		return false;
	if (kind == LEAVES)
		at = tree == NODES ? w->above[LEAVES][n][w->day] :
		    w->above2[n][w->day];
	else if (tree != kind)
		return false;
	for (; at >= 0; at = w->above[tree][at][w->day])
		if (at == above)
			return true;
	return false;
}

static int
scope_compare(struct world *w, int kind, int tree, int above)
{
	const struct key *id;
	size_t n = 0, want = 0;
	bool found[EACH] = { false };

	CHECK_OK(scope_page(w->st, w->t->a, all[kind], key_of(tree, above),
	    KEY_NONE, false, 1000, &id, &n, &w->t->note), &w->t->note);
	for (size_t i = 0; i < n; i++) {
		CHECK_INT(id[i].b[0], kind + 1);
		found[id[i].b[1]] = true;
	}
	for (int i = 0; i < EACH; i++) {
		bool should = stands(w, kind, i, tree, above);

		want += should;
		if (found[i] != should)
			fail_msg("day %d: %s %d %s the scope of %s %d", w->day,
			    all[kind]->name, i, found[i] ? "is in" :
			    "is not in", all[tree]->name, above);
	}
	CHECK_INT(n, want);
	return (int)n;
}

static int
world_compare(struct world *w)
{
	struct arena_mark mark = arena_mark(w->t->a);
	int pairs = 0;

	for (int kind = 0; kind < KINDS; kind++)
		for (int tree = 0; tree < LEAVES; tree++)
			for (int n = 0; n < EACH; n++)
				pairs += scope_compare(w, kind, tree, n);
	arena_reset(w->t->a, mark);
	return pairs;
}

static void
world_make(struct world *w, struct test_place *t, uint64_t seed)
{
	static const struct sql q_put[KINDS] = {
		{ "INSERT INTO place (id) VALUES ($1)", NULL },
		{ "INSERT INTO node (id) VALUES ($1)", NULL },
		{ "INSERT INTO leaf (id) VALUES ($1)", NULL },
	};

	*w = (struct world){ .t = t, .state = seed,
	    .st = store_of(t, trees, COUNT(trees)) };
	CHECK_OK(store_begin(w->st, &t->note), &t->note);
	for (int kind = 0; kind < KINDS; kind++)
		for (int n = 0; n < EACH; n++) {
			const struct key id = key_of(kind, n);

			run(w, &q_put[kind], BINDS(BIND_KEY(id)));
			for (int d = 0; d < DAYS; d++) {
				w->above[kind][n][d] = AWAY;
				w->above2[n][d] = NONE;
			}
		}
	CHECK_OK(store_commit(w->st, &t->note), &t->note);
}

BOTH("scopes are as a slow look at the trees finds them, whatever moved")
{
	enum { ROUNDS = 120 };
	struct world w;
	int pairs = 0;

	world_make(&w, t, 1);
	CHECK_OK(store_begin(w.st, &t->note), &t->note);
	for (int i = 0; i < ROUNDS; i++) {
		for (int k = draw(&w, 6); k >= 0; k--)
			change(&w);
		if (draw(&w, 2) == 0)
			swap(&w);
		settle(&w);
		pairs += world_compare(&w);
		if (draw(&w, 4) == 0) {
			day_turn(&w, draw(&w, DAYS));
			pairs += world_compare(&w);
		}
	}
	CHECK_OK(store_commit(w.st, &t->note), &t->note);
	store_close(w.st);
	CHECK(pairs > ROUNDS * EACH);
}

/* All that the index holds, as text. */
static struct str
held(struct world *w)
{
	static const char *const text[] = {
		"SELECT scope, id FROM place_scope ORDER BY scope, id",
		"SELECT scope, id FROM node_scope ORDER BY scope, id",
		"SELECT scope, id FROM leaf_scope ORDER BY scope, id",
		"SELECT id, above FROM place_stand ORDER BY id",
		"SELECT id, above FROM node_stand ORDER BY id",
		"SELECT id, above FROM leaf_stand ORDER BY id",
		"SELECT id, above2 FROM leaf_stand ORDER BY id",
	};
	struct buf b = BUF_IN(w->t->a);
	struct rows *rows = NULL;
	struct note *note = &w->t->note;

	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		CHECK_OK(store_query_text(w->st, text[i], &rows, note), note);
		while (rows_next(rows))
			for (int k = 0; k < 2; k++) {
				const struct key id = rows_null(rows, k) ?
				    KEY_NONE : rows_key(rows, k);

				buf_fmt(&b, " %d.%d", id.b[0], id.b[1]);
			}
		CHECK_OK(rows_end(&rows, note), note);
		buf_char(&b, '\n');
	}
	return buf_view(&b);
}

/* Fill all scopes anew, ${most} records at a time. */
static void
refill(struct world *w, int64_t most)
{
	struct note *note = &w->t->note;
	struct key last;

	for (size_t i = 0; i < KINDS; i++)
		CHECK_OK(scope_empty(w->st, all[i], note), note);
	for (size_t i = 0; i < KINDS; i++)
		for (last = KEY_NONE;;) {
			CHECK_OK(index_note_some(w->st, &all[i]->every,
			    all[i]->name, last, most, &last, note), note);
			if (key_none(last))
				break;
			settle(w);
		}
}

BOTH("scopes that are filled anew are the same, in sets as one by one")
{
	static const int64_t most[] = { 1, 5, 1000 };
	struct str kept, got;
	struct world w;
	int before;

	world_make(&w, t, 11);
	CHECK_OK(store_begin(w.st, &t->note), &t->note);
	w.day = 5;
	for (int i = 0; i < 200; i++) {
		change(&w);
		settle(&w);
	}
	before = world_compare(&w);
	CHECK(before > 0);
	kept = held(&w);
	for (size_t i = 0; i < sizeof most / sizeof *most; i++) {
		refill(&w, most[i]);
		CHECK_INT(world_compare(&w), before);
		got = held(&w);
		CHECK_STR(got, kept.p);
	}
	CHECK_OK(store_commit(w.st, &t->note), &t->note);
	store_close(w.st);
}

/* A set of new ones, of which some were named before as superiors, and of old
 * ones that move among them: all at once, and each for itself. */
BOTH("a set of new and old ones enters as one by one")
{
	struct str one, set;
	struct world w;

	world_make(&w, t, 7);
	CHECK_OK(store_begin(w.st, &t->note), &t->note);
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < KINDS; i++)
			CHECK_OK(scope_empty(w.st, all[i], &t->note), &t->note);
		/* Those below come first: the upper half is not there yet. */
		for (int n = 0; n < EACH; n++) {
			w.above[NODES][n][0] = n < EACH / 2 ? AWAY : n / 2;
			w.above[PLACES][n][0] = n == 0 ? NONE : 0;
			w.above[LEAVES][n][0] = n;
			w.above2[n][0] = EACH - 1 - n;
		}
		for (int kind = 0; kind < KINDS; kind++)
			for (int n = 0; n < EACH; n++)
				record_write(&w, kind, n);
		settle(&w);
		for (int n = 0; n < EACH; n++) {
			w.above[NODES][n][0] = n == 0 ? NONE : n % 5 == 4 ? 0 :
			    (n - 1) / 3;
			record_write(&w, NODES, n);
			if (round == 0)
				settle(&w);
		}
		settle(&w);
		(void)world_compare(&w);
		*(round == 0 ? &one : &set) = held(&w);
	}
	CHECK_STR(set, one.p);
	CHECK_OK(store_commit(w.st, &t->note), &t->note);
	store_close(w.st);
}

BOTH("a list of a scope comes by pages from either end")
{
	const struct key *id;
	struct key from = KEY_NONE;
	struct world w;
	size_t n, seen = 0;

	world_make(&w, t, 3);
	CHECK_OK(store_begin(w.st, &t->note), &t->note);
	for (int i = 0; i < EACH; i++) {
		w.above[NODES][i][0] = i == 0 ? NONE : 0;
		record_write(&w, NODES, i);
	}
	settle(&w);
	do {
		CHECK_OK(scope_page(w.st, t->a, &node_scope, key_of(NODES, 0),
		    from, true, 7, &id, &n, &t->note), &t->note);
		for (size_t i = 0; i < n; i++, seen++)
			CHECK_INT(id[i].b[1], EACH - 1 - (int)seen);
		from = n == 0 ? from : id[n - 1];
	} while (n == 7);
	CHECK_INT(seen, EACH);
	CHECK_OK(scope_page(w.st, t->a, &node_scope, key_of(NODES, 0),
	    key_of(NODES, 3), false, 2, &id, &n, &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK_INT(id[0].b[1], 4);
	CHECK_OK(store_commit(w.st, &t->note), &t->note);
	store_close(w.st);
}

BOTH("the state of an index is kept, doubted and dropped")
{
	struct index_state s = { .stamp = hash_of("x", 1), .day = 7,
	    .until = 99, .filled = true }, got;
	struct store *st = store_of(t, trees, COUNT(trees));
	bool there = true;

	CHECK_OK(index_state_get(st, "words", &got, &there, &t->note),
	    &t->note);
	CHECK(!there);
	CHECK_OK(index_state_put(st, "words", &s, &t->note), &t->note);
	s.day = 8;
	CHECK_OK(index_state_put(st, "words", &s, &t->note), &t->note);
	CHECK_OK(index_state_get(st, "words", &got, &there, &t->note),
	    &t->note);
	CHECK(there && hash_eq(&got.stamp, &s.stamp) && got.day == 8 &&
	    got.until == 99 && got.filled);
	CHECK_OK(index_state_doubt(st, "words", &t->note), &t->note);
	CHECK_OK(index_state_get(st, "words", &got, &there, &t->note),
	    &t->note);
	CHECK_INT(got.until, 0);
	CHECK_OK(index_state_drop(st, "words", &t->note), &t->note);
	CHECK_OK(index_state_get(st, "words", &got, &there, &t->note),
	    &t->note);
	CHECK(!there);
	store_close(st);
}

BOTH("a record is due once, whatever was said of it")
{
	struct store *st = store_of(t, trees, COUNT(trees));
	struct str kinds[INDEX_KINDS_MAX];
	size_t n;

	for (int i = 0; i < 6; i++)
		CHECK_OK(index_note(st, i % 2 == 0 ? S("node") : S("leaf"),
		    key_of(NODES, 1), &t->note), &t->note);
	CHECK_OK(index_kinds(st, t->a, kinds, &n, &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK_STR(kinds[0], "leaf");
	CHECK_STR(kinds[1], "node");
	CHECK_INT(count(st, "index_due"), 2);
	CHECK_OK(index_done(st, &t->note), &t->note);
	CHECK_OK(index_kinds(st, t->a, kinds, &n, &t->note), &t->note);
	CHECK_INT(n, 0);
	store_close(st);
}
