/* SPDX-License-Identifier: Apache-2.0 */
/* What does the tree prove?  The arithmetic of RFC 9162, section 2.1. */
#include "ledger/merkle.h"

#include <assert.h>

enum { NODE_BYTES = 1 + 2 * HASH_BYTES };

/* What stands before the bytes that are hashed, so that no node can pass for
 * an entry, nor an entry for a node. */
static const unsigned char leaf_prefix = 0, node_prefix = 1;

static void
node_bytes(const struct hash *left, const struct hash *right,
    unsigned char to[NODE_BYTES])
{
	to[0] = node_prefix;
	memcpy(to + 1, left->b, HASH_BYTES);
	memcpy(to + 1 + HASH_BYTES, right->b, HASH_BYTES);
}

struct hash
merkle_empty(void)
{
	return hash_of("", 0);
}

struct hash
merkle_leaf(struct hasher *h, const void *entry, size_t n)
{
	hasher_start(h);
	hasher_put(h, &leaf_prefix, 1);
	hasher_put(h, entry, n);
	return hasher_end(h);
}

struct hash
merkle_node(struct hasher *h, const struct hash *left,
    const struct hash *right)
{
	unsigned char bytes[NODE_BYTES];

	node_bytes(left, right, bytes);
	hasher_start(h);
	hasher_put(h, bytes, sizeof bytes);
	return hasher_end(h);
}

/* Two perfect subtrees of one height become one: a carry, as in counting. */
int
frontier_add_tiles(struct frontier *f, struct hasher *h,
    const struct hash *leaf, struct hash ret_root[MERKLE_TILE_LEVELS])
{
	struct hash carry = *leaf;
	int height = 0, tiles = 0;

	for (uint64_t s = f->size; (s & 1) != 0; s >>= 1) {
		carry = merkle_node(h, &f->peak[--f->n], &carry);
		if (++height % MERKLE_TILE_HEIGHT == 0)
			ret_root[tiles++] = carry;
	}
	assert(f->n < MERKLE_LEVELS);
	f->peak[f->n++] = carry;
	f->size++;
	return tiles;
}

void
frontier_add(struct frontier *f, struct hasher *h, const struct hash *leaf)
{
	struct hash roots[MERKLE_TILE_LEVELS];

	(void)frontier_add_tiles(f, h, leaf, roots);
}

struct hash
frontier_root(const struct frontier *f, struct hasher *h)
{
	struct hash root;

	if (f->n == 0)
		return merkle_empty();
	root = f->peak[f->n - 1];
	for (int i = f->n - 2; i >= 0; i--)
		root = merkle_node(h, &f->peak[i], &root);
	return root;
}

struct hash
merkle_root(struct hasher *h, const struct hash *leaf, size_t n)
{
	struct frontier f;

	f.size = 0;
	f.n = 0;
	for (size_t i = 0; i < n; i++)
		frontier_add(&f, h, &leaf[i]);
	return frontier_root(&f, h);
}

/* A node while verifying, where no context is at hand. */
static struct hash
node_of(const struct hash *left, const struct hash *right)
{
	unsigned char bytes[NODE_BYTES];

	node_bytes(left, right, bytes);
	return hash_of(bytes, sizeof bytes);
}

/* RFC 9162 2.1.3.2; the names fn, sn, r are its own. */
bool
merkle_included(uint64_t index, uint64_t size, const struct hash *leaf,
    const struct hash *proof, size_t n, const struct hash *root)
{
	uint64_t fn = index, sn = size - 1;
	struct hash r = *leaf;

	if (index >= size)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (sn == 0)
			return false;
		if ((fn & 1) != 0 || fn == sn) {
			r = node_of(&proof[i], &r);
			for (; (fn & 1) == 0 && fn != 0; fn >>= 1)
				sn >>= 1;
		} else
			r = node_of(&r, &proof[i]);
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && hash_eq(&r, root);
}

/* RFC 9162 2.1.4.2 for 0 < size1 < size2, ${proof} beginning with the node
 * that both trees have. */
static bool
grew(uint64_t size1, uint64_t size2, const struct hash *first,
    const struct hash *proof, size_t n, const struct hash *root1,
    const struct hash *root2)
{
	uint64_t fn = size1 - 1, sn = size2 - 1;
	struct hash fr = *first, sr = *first;

	for (; (fn & 1) != 0; fn >>= 1)
		sn >>= 1;
	for (size_t i = 0; i < n; i++) {
		if (sn == 0)
			return false;
		if ((fn & 1) != 0 || fn == sn) {
			fr = node_of(&proof[i], &fr);
			sr = node_of(&proof[i], &sr);
			for (; (fn & 1) == 0 && fn != 0; fn >>= 1)
				sn >>= 1;
		} else
			sr = node_of(&sr, &proof[i]);
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && hash_eq(&fr, root1) && hash_eq(&sr, root2);
}

bool
merkle_consistent(uint64_t size1, uint64_t size2, const struct hash *proof,
    size_t n, const struct hash *root1, const struct hash *root2)
{
	if (size1 == 0 || size1 > size2)
		return false;
	if (size1 == size2)
		return n == 0 && hash_eq(root1, root2);
	/* A power of two is a node of the greater tree: the proof omits it. */
	if ((size1 & (size1 - 1)) == 0)
		return grew(size1, size2, root1, proof, n, root1, root2);
	return n != 0 &&
	    grew(size1, size2, proof, proof + 1, n - 1, root1, root2);
}

/* Tiles being read for one proof; the last one is kept, since neighbouring
 * levels of a proof lie in it. */
struct source {
	const struct tile_reader	*tiles;
	struct hasher			*h;
	uint64_t			 size;
	int				 level;		/* of the tile kept */
	uint64_t			 n;
	int				 width;		/* 0: none is kept */
	struct hash			 tile[MERKLE_TILE];
};

static enum err
source_read(struct source *s, int level, uint64_t n, struct note *note)
{
	enum err r;

	if (s->width != 0 && s->level == level && s->n == n)
		return ERR_OK;
	s->width = 0;
	if ((r = s->tiles->tile(s->tiles->arg, level, n, s->size, s->tile,
	    &s->width, note)) != ERR_OK)
		return r;
	s->level = level;
	s->n = n;
	return ERR_OK;
}

/* The root of the perfect subtree of height ${level} over the leaves from
 * ${index} << ${level}. */
static enum err
source_perfect(struct source *s, int level, uint64_t index, struct hash *ret,
    struct note *note)
{
	int above = level % MERKLE_TILE_HEIGHT;
	uint64_t n = index >> (MERKLE_TILE_HEIGHT - above);
	size_t at = (size_t)(index << above) % MERKLE_TILE;
	size_t width = (size_t)1 << above;
	enum err r;

	if ((r = source_read(s, level / MERKLE_TILE_HEIGHT, n, note)) != ERR_OK)
		return r;
	if (s->width < 0 || (size_t)s->width < at + width)
		return NOTE(note, ERR_CORRUPT,
		    M("Tile {n} of level {level} is shorter than a ledger of "
		    "{size} entries has it, so nothing can be proved with "
		    "it. Run anze ledger verify."), A_INT("n", (int64_t)n),
		    A_INT("level", level / MERKLE_TILE_HEIGHT),
		    A_INT("size", (int64_t)s->size));
	*ret = merkle_root(s->h, s->tile + at, width);
	return ERR_OK;
}

/* The root over the leaves from ${start} to the end: its perfect subtrees,
 * the least first, each hashed to the left of those before it. */
static enum err
source_rest(struct source *s, uint64_t start, struct hash *ret,
    struct note *note)
{
	uint64_t at = s->size;
	struct hash root = { { 0 } }, left;
	enum err r;

	for (int level = 0; at > start; level++) {
		uint64_t width = UINT64_C(1) << level;

		if (((s->size - start) & width) == 0)
			continue;
		if ((r = source_perfect(s, level, (at - width) >> level,
		    &left, note)) != ERR_OK)
			return r;
		root = at == s->size ? left : merkle_node(s->h, &left, &root);
		at -= width;
	}
	*ret = root;
	return ERR_OK;
}

/*
 * The siblings on the way up from the perfect subtree ${index} of height
 * ${level}.  At the right edge a node without a sibling goes up as it is.
 */
static enum err
source_path(struct source *s, int level, uint64_t index, struct hash *ret,
    size_t *ret_n, struct note *note)
{
	uint64_t last = (s->size - 1) >> level;
	size_t n = *ret_n;
	enum err r = ERR_OK;

	for (; last != 0 && r == ERR_OK; level++, index >>= 1, last >>= 1) {
		if (index == last && (index & 1) == 0)
			continue;
		if ((index ^ 1) == last)
			r = source_rest(s, last << level, &ret[n++], note);
		else
			r = source_perfect(s, level, index ^ 1, &ret[n++],
			    note);
	}
	if (r == ERR_OK)
		*ret_n = n;
	return r;
}

/* Make ${s} ready; its context is the caller's to free. */
static enum err
source_open(struct source *s, const struct tile_reader *tiles, uint64_t size,
    struct note *note)
{
	assert(size >> MERKLE_LEVELS == 0);
	s->tiles = tiles;
	s->size = size;
	s->width = 0;
	s->h = hasher_new();
	return s->h == NULL ? note_memory(note) : ERR_OK;
}

enum err
merkle_prove(const struct tile_reader *tiles, uint64_t index, uint64_t size,
    struct hash *ret_proof, size_t *ret_n, struct note *note)
{
	struct hash proof[MERKLE_PROOF_MAX];
	struct source s;
	size_t n = 0;
	enum err r;

	if (index >= size)
		return NOTE(note, ERR_INVALID,
		    M("Entry {index} is not among the {size} entries of that "
		    "tree, so its place there cannot be proved. Choose a "
		    "later checkpoint."), A_INT("index", (int64_t)index),
		    A_INT("size", (int64_t)size));
	if ((r = source_open(&s, tiles, size, note)) == ERR_OK)
		r = source_path(&s, 0, index, proof, &n, note);
	hasher_free(s.h);
	if (r != ERR_OK)
		return r;
	memcpy(ret_proof, proof, n * sizeof *proof);
	*ret_n = n;
	return ERR_OK;
}

enum err
merkle_prove_consistent(const struct tile_reader *tiles, uint64_t size1,
    uint64_t size2, struct hash *ret_proof, size_t *ret_n, struct note *note)
{
	struct hash proof[MERKLE_PROOF_MAX];
	struct source s;
	uint64_t index;
	size_t n = 0;
	int level;
	enum err r;

	if (size1 == 0 || size1 > size2)
		return NOTE(note, ERR_INVALID,
		    M("A tree of {size1} entries cannot be shown to be the "
		    "beginning of one of {size2}: the first must have at "
		    "least one entry and no more than the second."),
		    A_INT("size1", (int64_t)size1),
		    A_INT("size2", (int64_t)size2));
	/* The largest perfect subtree that ends where the first tree ends. */
	level = __builtin_ctzll(size1);
	index = (size1 >> level) - 1;
	if ((r = source_open(&s, tiles, size2, note)) == ERR_OK &&
	    size1 != size2 && index != 0)
		r = source_perfect(&s, level, index, &proof[n++], note);
	if (r == ERR_OK && size1 != size2)
		r = source_path(&s, level, index, proof, &n, note);
	hasher_free(s.h);
	if (r != ERR_OK)
		return r;
	memcpy(ret_proof, proof, n * sizeof *proof);
	*ret_n = n;
	return ERR_OK;
}
