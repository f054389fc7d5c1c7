/* SPDX-License-Identifier: Apache-2.0 */
/* Does the store hold the tree of its entries, and can it be proved from? */
#include "ledger/merkle.h"
#include "ledger/tiles.h"
#include "ledger/toy.h"

/* The hash of each entry's bytes, read from the store. */
static struct hash *
leaves(struct toys *b, int64_t n)
{
	struct hash *leaf = NEW_ARRAY(b->a, struct hash, (size_t)n);
	struct hasher *h = hasher_new();

	for (int64_t seq = 0; seq < n; seq++) {
		struct arena_mark mark = arena_mark(b->a);
		struct str entry;

		CHECK_OK(entry_get(b->read, b->a, seq, &entry, &b->note),
		    &b->note);
		leaf[seq] = merkle_leaf(h, entry.p, entry.n);
		arena_reset(b->a, mark);
	}
	hasher_free(h);
	return leaf;
}

BOTH("the tiles have the tree's root at every size it ever had")
{
	struct hasher *h = hasher_new();
	struct frontier f = { 0 };
	struct hash *leaf, root, want;
	struct toys b;

	toys_open(&b, t);
	toys_fill(&b, 600);
	leaf = leaves(&b, 600);
	for (uint64_t size = 0; size <= 600; size++) {
		CHECK_OK(tiles_root(b.read, h, size, &root, &b.note),
		    &b.note);
		want = frontier_root(&f, h);
		CHECK(hash_eq(&root, &want));
		if (size < 600)
			frontier_add(&f, h, &leaf[size]);
	}
	hasher_free(h);
	toys_close(&b);
}

BOTH("entries and growth are proved from the store's tiles")
{
	static const uint64_t sizes[] = { 1, 2, 255, 256, 257, 511, 512, 600 };
	enum { SIZES = sizeof sizes / sizeof *sizes };
	struct hasher *h = hasher_new();
	struct hash proof[MERKLE_PROOF_MAX], *leaf, root[SIZES];
	struct tile_reader tiles;
	struct toys b;
	size_t n;

	toys_open(&b, t);
	toys_fill(&b, 600);
	leaf = leaves(&b, 600);
	tiles = tiles_of(b.read);
	for (size_t i = 0; i < SIZES; i++) {
		root[i] = merkle_root(h, leaf, sizes[i]);
		for (uint64_t seq = 0; seq < sizes[i]; seq += 1 + seq / 3) {
			CHECK_OK(merkle_prove(&tiles, seq, sizes[i], proof,
			    &n, &b.note), &b.note);
			CHECK(merkle_included(seq, sizes[i], &leaf[seq],
			    proof, n, &root[i]));
		}
		for (size_t k = 0; k <= i; k++) {
			CHECK_OK(merkle_prove_consistent(&tiles, sizes[k],
			    sizes[i], proof, &n, &b.note), &b.note);
			CHECK(merkle_consistent(sizes[k], sizes[i], proof, n,
			    &root[k], &root[i]));
		}
	}
	hasher_free(h);
	toys_close(&b);
}

BOTH("what a tile lacks is said, and nothing is proved with it")
{
	static const struct sql q_tile = { "DELETE FROM ledger_tile", NULL };
	static const struct sql q_entry = {
		"DELETE FROM ledger_entry WHERE seq = 599", NULL
	};
	struct hasher *h = hasher_new();
	struct hash root = { { 7 } }, was = root;
	struct toys b;

	toys_open(&b, t);
	toys_fill(&b, 600);
	toys_damage(&b, &q_entry, NO_BINDS);
	CHECK_ERR(tiles_root(b.read, h, 600, &root, &b.note), ERR_CORRUPT,
	    &b.note);
	CHECK_OK(tiles_root(b.read, h, 512, &root, NULL), NULL);
	note_clear(&b.note);
	toys_damage(&b, &q_tile, NO_BINDS);
	root = was;
	CHECK_ERR(tiles_root(b.read, h, 512, &root, &b.note), ERR_CORRUPT,
	    &b.note);
	CHECK(hash_eq(&root, &was));
	hasher_free(h);
	toys_close(&b);
}

static enum err
many_act(struct toys *b, struct tx *tx, void *arg, struct note *note)
{
	const int64_t *n = arg;
	const struct toy_burst none = { V_INT(0) };
	enum err r = ERR_OK;

	(void)b;
	tx_bulk(tx);
	for (int64_t i = 0; i < *n && r == ERR_OK; i++)
		r = ledger_append(tx, &toy_event_burst, KEY_NONE,
		    VALUES(&none), NULL, note);
	return r;
}

BOTH("the 65,536th entry fills a tile of the next level")
{
	static const struct sql q = {
		"SELECT hashes FROM ledger_tile WHERE level = 1 AND n = 0", NULL
	};
	static const struct sql q_roots = {
		"SELECT root FROM ledger_tile WHERE level = 0 AND n = $1", NULL
	};
	struct toy_found *found = NEW(t->a, struct toy_found);
	int64_t n = 2000;
	struct str tile;
	struct toys b;

	toys_open(&b, t);
	for (int i = 0; i < 33; i++)
		CHECK_OK(toys_act(&b, many_act, &n), &b.note);
	tile = toys_bytes(&b, &q, NO_BINDS);
	CHECK_INT(tile.n, MERKLE_TILE * HASH_BYTES);
	for (int i = 0; i < MERKLE_TILE; i += 51)
		CHECK(str_eq(str_part(tile, (size_t)i * HASH_BYTES,
		    (size_t)(i + 1) * HASH_BYTES), toys_bytes(&b, &q_roots,
		    BINDS(BIND_INT(i)))));
	(void)toys_checkpoint(&b);
	toys_find(&b, S(""), found, 0);
	CHECK_INT(found->report.tiles, 257 + 1);
	CHECK_INT(found->report.entries, 66000);
	toys_close(&b);
}
