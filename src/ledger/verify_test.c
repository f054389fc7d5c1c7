/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is every kind of damage found, and its place named?  The damage is done past
 * the program, with the triggers taken away: who owns the machine can do so.
 */
#include "ledger/merkle.h"
#include "ledger/toy.h"

enum { ENTRIES = 700 };	/* two full tiles and an edge */

struct bench {
	struct toys		 b;
	struct toy_found	*found;
	struct str		 elsewhere;	/* a checkpoint in the middle */
};

static void
bench_open(struct bench *x, struct test_place *t)
{
	*x = (struct bench){ .found = NEW(t->a, struct toy_found) };
	toys_open(&x->b, t);
	toys_fill(&x->b, 300);
	x->elsewhere = toys_checkpoint(&x->b);
	toys_fill(&x->b, ENTRIES - 300);
	(void)toys_checkpoint(&x->b);
}

static void
done(struct bench *x)
{
	toys_close(&x->b);
}

static void
verify(struct bench *x, struct str against, size_t want)
{
	toys_find(&x->b, against, x->found, want);
}

static void
says(struct bench *x, size_t i, const char *begins, const char *place,
    int64_t at)
{
	toys_says(x->found, i, begins, place, at);
}

/* ${bytes} with one bit of byte ${at} changed, in ${a}. */
static struct str
flipped(struct arena *a, struct str bytes, size_t at)
{
	char *copy = arena_alloc(a, bytes.n);

	memcpy(copy, bytes.p, bytes.n);
	copy[at] = (char)(copy[at] ^ 1);
	return (struct str){ copy, bytes.n };
}

BOTH("a sound ledger has no findings, and all of it was looked at")
{
	static const struct sql q = {
		"SELECT peaks FROM ledger_head", NULL
	};
	struct bench x;

	bench_open(&x, t);
	(void)toys_add(&x.b, "bear", 1, "A remark.");
	verify(&x, S(""), 0);
	CHECK_INT(x.found->report.entries, ENTRIES + 1);
	CHECK_INT(x.found->report.tiles, 2);
	CHECK_INT(x.found->report.checkpoints, 2);
	CHECK_INT(x.found->report.texts, 1);
	CHECK_INT(x.found->report.removed, 0);
	CHECK_INT(x.found->report.files, 0);
	CHECK(toys_bytes(&x.b, &q, NO_BINDS).n > 0);
	verify(&x, x.elsewhere, 0);
	done(&x);
}

BOTH("an empty ledger has no findings")
{
	struct bench x = { .found = NEW(t->a, struct toy_found) };
	struct hash empty = merkle_empty();

	toys_open(&x.b, t);
	verify(&x, S(""), 0);
	CHECK_INT(x.found->report.entries, 0);
	CHECK(hash_eq(&x.found->report.root, &empty));
	verify(&x, toys_checkpoint(&x.b), 0);
	CHECK_INT(x.found->report.checkpoints, 1);
	done(&x);
}

static const struct sql q_entry = {
	"SELECT entry FROM ledger_entry WHERE seq = $1", NULL
};
static const struct sql q_entry_set = {
	"UPDATE ledger_entry SET entry = $2 WHERE seq = $1", NULL
};
static const struct sql q_hash_set = {
	"UPDATE ledger_entry SET hash = $2 WHERE seq = $1", NULL
};

BOTH("one bit that was flipped in an entry is found, wherever it is")
{
	static const int64_t seqs[] = { 0, 255, 256, 600, ENTRIES - 1 };
	struct bench x;

	bench_open(&x, t);
	for (size_t i = 0; i < 5; i++) {
		struct str was = toys_bytes(&x.b, &q_entry,
		    BINDS(BIND_INT(seqs[i])));
		struct str is = flipped(x.b.a, was, (was.n - 1) * i / 4);

		toys_damage(&x.b, &q_entry_set, BINDS(BIND_INT(seqs[i]),
		    BIND_BYTES(is.p, is.n)));
		/* Its tile, the one above its checkpoint, the head … */
		(void)toys_verify(&x.b, S(""), x.found);
		says(&x, 0, "Entry {seq} was changed", "seq", seqs[i]);
		CHECK(x.found->n > 1);
		toys_damage(&x.b, &q_entry_set, BINDS(BIND_INT(seqs[i]),
		    BIND_BYTES(was.p, was.n)));
	}
	verify(&x, S(""), 0);
	done(&x);
}

/* Change an entry and its hash alike: what is above them tells. */
static void
entry_forge(struct bench *x, int64_t seq, struct str is)
{
	struct hasher *h = hasher_new();
	struct hash leaf = merkle_leaf(h, is.p, is.n);

	hasher_free(h);
	toys_damage(&x->b, &q_entry_set, BINDS(BIND_INT(seq),
	    BIND_BYTES(is.p, is.n)));
	toys_damage(&x->b, &q_hash_set, BINDS(BIND_INT(seq),
	    BIND_HASH(leaf)));
}

BOTH("an entry forged with its hash is found by its tile and checkpoints")
{
	struct bench x;
	struct str is;

	bench_open(&x, t);
	is = toys_bytes(&x.b, &q_entry, BINDS(BIND_INT(100)));
	is = flipped(x.b.a, is, sizeof "{\"actor\":{\"face\":\"c" - 1);
	entry_forge(&x, 100, is);
	verify(&x, S(""), 4);
	says(&x, 0, "Tile {n} of level {level} no longer", "n", 0);
	says(&x, 1, "The checkpoint at {size} entries does not", "size", 300);
	says(&x, 2, "The checkpoint at {size} entries does not", "size",
	    ENTRIES);
	says(&x, 3, "The ledger's head has another root", "entries", ENTRIES);
	done(&x);
}

BOTH("a hash that was changed is found")
{
	struct hash other = { { 1 } };
	struct bench x;

	bench_open(&x, t);
	toys_damage(&x.b, &q_hash_set, BINDS(BIND_INT(400),
	    BIND_HASH(other)));
	verify(&x, S(""), 1);
	says(&x, 0, "Entry {seq} was changed", "seq", 400);
	done(&x);
}

BOTH("two entries that changed places are found")
{
	struct str a, b;
	struct bench x;

	bench_open(&x, t);
	a = toys_bytes(&x.b, &q_entry, BINDS(BIND_INT(650)));
	b = toys_bytes(&x.b, &q_entry, BINDS(BIND_INT(651)));
	entry_forge(&x, 650, b);
	entry_forge(&x, 651, a);
	verify(&x, S(""), 4);
	says(&x, 0, "Entry {seq} says another number", "seq", 650);
	says(&x, 1, "Entry {seq} says another number", "seq", 651);
	says(&x, 2, "The checkpoint at {size} entries does not", "size",
	    ENTRIES);
	says(&x, 3, "The ledger's head has another root", "entries", ENTRIES);
	done(&x);
}

BOTH("an entry whose time runs backwards, or that has none, is found")
{
	const char *mark = "\"at\":\"2026";
	struct str was, is;
	struct bench x;
	char *p;

	bench_open(&x, t);
	was = toys_bytes(&x.b, &q_entry, BINDS(BIND_INT(650)));
	is = str_copy(x.b.a, was);
	p = memmem(is.p, is.n, mark, strlen(mark));
	p[strlen(mark) - 1] = '5';
	entry_forge(&x, 650, is);
	(void)toys_verify(&x.b, S(""), x.found);
	says(&x, 0, "Entry {seq} is older than the one before", "seq", 650);
	p[1] = 'b';
	entry_forge(&x, 650, is);
	(void)toys_verify(&x.b, S(""), x.found);
	says(&x, 0, "Entry {seq} does not say when", "seq", 650);
	done(&x);
}

static const struct sql q_entry_remove = {
	"DELETE FROM ledger_entry WHERE seq >= $1 AND seq <= $2", NULL
};

BOTH("entries removed in the middle are found")
{
	struct bench x;

	bench_open(&x, t);
	toys_damage(&x.b, &q_entry_remove, BINDS(BIND_INT(123),
	    BIND_INT(123)));
	verify(&x, S(""), 1);
	says(&x, 0, "Entry {seq} is missing", "seq", 123);
	toys_damage(&x.b, &q_entry_remove, BINDS(BIND_INT(100),
	    BIND_INT(150)));
	verify(&x, S(""), 1);
	says(&x, 0, "The entries {from} to {to} are missing", "from", 100);
	says(&x, 0, "The entries {from} to {to} are missing", "to", 150);
	done(&x);
}

BOTH("entries removed at the beginning are found")
{
	struct bench x;

	bench_open(&x, t);
	toys_damage(&x.b, &q_entry_remove, BINDS(BIND_INT(0), BIND_INT(0)));
	verify(&x, S(""), 1);
	says(&x, 0, "Entry {seq} is missing", "seq", 0);
	done(&x);
}

BOTH("entries removed at the end are found")
{
	struct bench x;

	bench_open(&x, t);
	toys_damage(&x.b, &q_entry_remove, BINDS(BIND_INT(ENTRIES - 1),
	    BIND_INT(ENTRIES - 1)));
	verify(&x, S(""), 2);
	says(&x, 0, "The last entries are missing", "have", ENTRIES - 1);
	says(&x, 1, "A checkpoint was signed at {size}", "size", ENTRIES);
	toys_damage(&x.b, &q_entry_remove, BINDS(BIND_INT(500),
	    BIND_INT(ENTRIES)));
	verify(&x, S(""), 3);
	says(&x, 0, "The last entries are missing", "have", 500);
	says(&x, 1, "A checkpoint was signed at {size}", "size", ENTRIES);
	says(&x, 2, "Tile {n} of level {level} is of entries", "n", 1);
	done(&x);
}

BOTH("entries added past the program are found")
{
	static const struct sql q_copy = {
		"INSERT INTO ledger_entry (seq, entry, hash)"
		" SELECT $2, entry, hash FROM ledger_entry WHERE seq = $1", NULL
	};
	struct bench x;

	bench_open(&x, t);
	toys_damage(&x.b, &q_copy, BINDS(BIND_INT(5), BIND_INT(ENTRIES)));
	verify(&x, S(""), 2);
	says(&x, 0, "Entry {seq} says another number", "seq", ENTRIES);
	says(&x, 1, "There are more entries ({have})", "have", ENTRIES + 1);
	toys_damage(&x.b, &q_copy, BINDS(BIND_INT(5), BIND_INT(-7)));
	verify(&x, S(""), 1);
	says(&x, 0, "There is an entry with the number", "seq", -7);
	done(&x);
}

BOTH("tiles that were changed, removed or added are found")
{
	static const struct sql q_tile = {
		"SELECT hashes FROM ledger_tile WHERE n = $1", NULL
	};
	static const struct sql q_set = {
		"UPDATE ledger_tile SET hashes = $2 WHERE n = $1", NULL
	};
	static const struct sql q_root = {
		"UPDATE ledger_tile SET root = $2 WHERE n = $1", NULL
	};
	static const struct sql q_remove = {
		"DELETE FROM ledger_tile WHERE n = $1", NULL
	};
	static const struct sql q_move = {
		"UPDATE ledger_tile SET level = $2 WHERE n = $1", NULL
	};
	struct hash other = { { 1 } };
	struct str was, is;
	struct bench x;

	bench_open(&x, t);
	was = toys_bytes(&x.b, &q_tile, BINDS(BIND_INT(1)));
	is = flipped(x.b.a, was, 8000);
	toys_damage(&x.b, &q_set, BINDS(BIND_INT(1),
	    BIND_BYTES(is.p, is.n)));
	verify(&x, S(""), 1);
	says(&x, 0, "Tile {n} of level {level} no longer", "n", 1);
	toys_damage(&x.b, &q_root, BINDS(BIND_INT(0), BIND_HASH(other)));
	verify(&x, S(""), 2);
	says(&x, 0, "Tile {n} of level {level} no longer", "n", 0);
	toys_damage(&x.b, &q_remove, BINDS(BIND_INT(1)));
	verify(&x, S(""), 2);
	says(&x, 1, "Tile {n} of level {level} was removed", "n", 1);
	toys_damage(&x.b, &q_move, BINDS(BIND_INT(0), BIND_INT(3)));
	verify(&x, S(""), 3);
	says(&x, 0, "Tile {n} of level {level} was removed", "n", 0);
	says(&x, 2, "Tile {n} of level {level} is of entries", "level", 3);
	toys_damage(&x.b, &q_move, BINDS(BIND_INT(0), BIND_INT(9)));
	verify(&x, S(""), 3);
	says(&x, 2, "The ledger has {n} tiles that no", "n", 1);
	done(&x);
}

BOTH("a head that was changed or removed is found")
{
	static const struct sql q_time = {
		"UPDATE ledger_head SET last_at = last_at + 1", NULL
	};
	static const struct sql q_peaks = {
		"UPDATE ledger_head SET peaks = $1", NULL
	};
	static const struct sql q_remove = { "DELETE FROM ledger_head", NULL };
	unsigned char peaks[6 * HASH_BYTES] = { 0 };
	struct bench x;

	bench_open(&x, t);
	toys_damage(&x.b, &q_time, NO_BINDS);
	verify(&x, S(""), 1);
	says(&x, 0, "The ledger's head says another time", "seq",
	    ENTRIES - 1);
	/* 700 = 512 + 128 + 32 + 16 + 8 + 4: six peaks */
	toys_damage(&x.b, &q_peaks, BINDS(BIND_BYTES(peaks, sizeof peaks)));
	verify(&x, S(""), 1);
	says(&x, 0, "The ledger's head has another root", "entries", ENTRIES);
	toys_damage(&x.b, &q_peaks, BINDS(BIND_BYTES(peaks, 5)));
	verify(&x, S(""), 1);
	CHECK(str_starts(str_of(x.found->note[0].msg),
	    "The ledger's head is missing or damaged"));
	toys_damage(&x.b, &q_remove, NO_BINDS);
	verify(&x, S(""), 1);
	done(&x);
}

static const struct sql q_cp_set = {
	"UPDATE ledger_checkpoint SET note = $2 WHERE size = $1", NULL
};

BOTH("a checkpoint that was edited, moved or signed by others is found")
{
	static const struct sql q_move = {
		"UPDATE ledger_checkpoint SET size = $2 WHERE size = $1", NULL
	};
	const struct skey *key;
	struct skey *other = NULL;
	struct checkpoint cp;
	struct str text, forged;
	struct buf line = BUF_IN(t->a);
	struct bench x;

	bench_open(&x, t);
	text = flipped(x.b.a, x.elsewhere, sizeof TOY_ORIGIN + 1);
	toys_damage(&x.b, &q_cp_set, BINDS(BIND_INT(300), BIND_TEXT(text)));
	verify(&x, S(""), 1);
	says(&x, 0, "The checkpoint at {size} entries was changed", "size",
	    300);
	toys_damage(&x.b, &q_cp_set, BINDS(BIND_INT(300),
	    BIND_TEXT(x.elsewhere)));
	toys_damage(&x.b, &q_move, BINDS(BIND_INT(300), BIND_INT(301)));
	verify(&x, S(""), 1);
	says(&x, 0, "The checkpoint at {size} entries says", "size", 301);
	toys_damage(&x.b, &q_move, BINDS(BIND_INT(301), BIND_INT(300)));
	/* A true checkpoint under another's signature. */
	CHECK_OK(skey_new(S(TOY_ORIGIN), false, &other, &x.b.note),
	    &x.b.note);
	key = other;
	CHECK_OK(checkpoint_parse(x.elsewhere, &cp, &x.b.note), &x.b.note);
	checkpoint_put(&line, &cp);
	CHECK_OK(snote_sign(x.b.a, buf_view(&line), &key, 1, &forged,
	    &x.b.note), &x.b.note);
	toys_damage(&x.b, &q_cp_set, BINDS(BIND_INT(300), BIND_TEXT(forged)));
	verify(&x, S(""), 1);
	says(&x, 0, "The checkpoint at {size} entries was changed", "size",
	    300);
	skey_free(other);
	done(&x);
}
