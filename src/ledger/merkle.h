/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the tree prove?  The arithmetic of RFC 6962 / RFC 9162 section 2.1
 * over SHA-256: pure, no store.
 */
#ifndef LEDGER_MERKLE_H
#define LEDGER_MERKLE_H

#include "base/hash.h"
#include "base/note.h"

enum {
	MERKLE_LEVELS	   = 63,
	MERKLE_PROOF_MAX   = 64,
	MERKLE_TILE_HEIGHT = 8,
	MERKLE_TILE	   = 1 << MERKLE_TILE_HEIGHT,	/* hashes in one */
	MERKLE_TILE_LEVELS = 8		/* of tiles: enough for 2^63 leaves */
};

struct hash merkle_empty(void);
struct hash merkle_leaf(struct hasher *h, const void *entry, size_t n);
struct hash merkle_node(struct hasher *h, const struct hash *left,
    const struct hash *right);

/*
 * The right edge: the roots of the perfect subtrees that ${size} leaves make,
 * largest first, one for each bit of ${size}.
 */
struct frontier {
	uint64_t	size;
	int		n;
	struct hash	peak[MERKLE_LEVELS];
};

void frontier_add(struct frontier *f, struct hasher *h,
    const struct hash *leaf);

/*
 * The same, and how many tiles the leaf filled, from level 0 upwards: none,
 * but for every 256th leaf; with their roots.
 */
int frontier_add_tiles(struct frontier *f, struct hasher *h,
    const struct hash *leaf, struct hash ret_root[MERKLE_TILE_LEVELS]);
struct hash frontier_root(const struct frontier *f, struct hasher *h);

/* The root of ${n} hashes taken as leaves' hashes, in one go (tiles). */
struct hash merkle_root(struct hasher *h, const struct hash *leaf, size_t n);

/*
 * Verification (RFC 9162 2.1.3.2, 2.1.4.2), with the two rules it leaves
 * unsaid: a leaf hash has 32 bytes (by type here), and a consistency proof
 * from size 0 is always an error.
 */
bool merkle_included(uint64_t index, uint64_t size, const struct hash *leaf,
    const struct hash *proof, size_t n, const struct hash *root);
bool merkle_consistent(uint64_t size1, uint64_t size2,
    const struct hash *proof, size_t n, const struct hash *root1,
    const struct hash *root2);

/*
 * Making proofs from tiles (C2SP tlog-tiles, height 8): ${tile} hands out the
 * hashes of tile ${n} at ${level} that a tree of ${size} has (256, or fewer at
 * the right edge), and says how many.
 */
struct tile_reader {
	enum err (*tile)(void *arg, int level, uint64_t n, uint64_t size,
	    struct hash ret[MERKLE_TILE], int *ret_n, struct note *note);
	void	*arg;
};

enum err merkle_prove(const struct tile_reader *tiles, uint64_t index,
    uint64_t size, struct hash *ret_proof, size_t *ret_n, struct note *note);
enum err merkle_prove_consistent(const struct tile_reader *tiles,
    uint64_t size1, uint64_t size2, struct hash *ret_proof, size_t *ret_n,
    struct note *note);

#endif
