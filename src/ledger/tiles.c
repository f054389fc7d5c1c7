/* SPDX-License-Identifier: Apache-2.0 */
/* Which hashes does a tree of this size have in this tile?  From the store. */
#include "ledger/tiles.h"

static const struct sql q_tile = {
	"SELECT hashes FROM ledger_tile WHERE level = $1 AND n = $2", NULL
};

static const struct sql q_leaves = {
	"SELECT hash FROM ledger_entry WHERE seq >= $1 AND seq < $2"
	" ORDER BY seq", NULL
};

static const struct sql q_roots = {
	"SELECT root FROM ledger_tile WHERE level = $1 AND n >= $2 AND n < $3"
	" ORDER BY n", NULL
};

static const struct sql q_entry = {
	"SELECT entry FROM ledger_entry WHERE seq = $1", NULL
};

static enum err
tile_missing(struct note *note, int level, uint64_t n)
{
	return NOTE(note, ERR_CORRUPT,
	    M("Tile {n} of level {level} is missing from the ledger or "
	    "damaged, so nothing can be proved with it. Run anze ledger "
	    "verify, and restore the last backup if it confirms this."),
	    A_INT("n", (int64_t)n), A_INT("level", level));
}

static enum err
tile_full(struct store *st, int level, uint64_t n, struct hash *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	bool good = false;
	struct str b;
	enum err r;

	if ((r = store_query(st, &q_tile, BINDS(BIND_INT(level),
	    BIND_INT((int64_t)n)), &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows) &&
	    (b = rows_bytes(rows, 0)).n == MERKLE_TILE * HASH_BYTES) {
		memcpy(ret, b.p, b.n);
		good = true;
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return good ? ERR_OK : tile_missing(note, level, n);
}

/* Hashes [from, from + width) of ${level}, one by one. */
static enum err
tile_edge(struct store *st, int level, uint64_t n, int width,
    struct hash *ret, struct note *note)
{
	int64_t from = (int64_t)(n * MERKLE_TILE);
	struct rows *rows = NULL;
	int got = 0;
	enum err r;

	if (level == 0)
		r = store_query(st, &q_leaves, BINDS(BIND_INT(from),
		    BIND_INT(from + width)), &rows, note);
	else
		r = store_query(st, &q_roots, BINDS(BIND_INT(level - 1),
		    BIND_INT(from), BIND_INT(from + width)), &rows, note);
	if (r != ERR_OK)
		return r;
	for (; rows_next(rows) && got < width; got++) {
		struct str b = rows_bytes(rows, 0);

		if (b.n != HASH_BYTES)
			break;
		memcpy(ret[got].b, b.p, HASH_BYTES);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return got == width ? ERR_OK : tile_missing(note, level, n);
}

static enum err
tile_read(void *arg, int level, uint64_t n, uint64_t size,
    struct hash ret[MERKLE_TILE], int *ret_n, struct note *note)
{
	struct store *st = arg;
	uint64_t have = level * 8 < 64 ? size >> (level * 8) : 0;
	int width;
	enum err r;

	if (have <= n * MERKLE_TILE)
		return tile_missing(note, level, n);
	have -= n * MERKLE_TILE;
	width = have < MERKLE_TILE ? (int)have : MERKLE_TILE;
	if (width == MERKLE_TILE)
		r = tile_full(st, level, n, ret, note);
	else
		r = tile_edge(st, level, n, width, ret, note);
	if (r == ERR_OK)
		*ret_n = width;
	return r;
}

struct tile_reader
tiles_of(struct store *st)
{
	return (struct tile_reader){ tile_read, st };
}

enum err
tiles_root(struct store *st, struct hasher *h, uint64_t size,
    struct hash *ret, struct note *note)
{
	struct tile_reader reader = tiles_of(st);
	struct hash tile[MERKLE_TILE];
	struct frontier f = { 0 };
	enum err r;

	/* The peaks, largest first, lie at the right edge of each level. */
	for (int level = 7; level >= 0; level--) {
		uint64_t have = size >> (level * 8), at = 0;
		int n = (int)(have % MERKLE_TILE), width;

		if (n == 0)
			continue;
		if ((r = reader.tile(reader.arg, level, have / MERKLE_TILE,
		    size, tile, &width, note)) != ERR_OK)
			return r;
		for (int bit = 7; bit >= 0; bit--) {
			if ((n >> bit & 1) == 0)
				continue;
			f.peak[f.n++] = merkle_root(h, tile + at,
			    (size_t)1 << bit);
			at += UINT64_C(1) << bit;
		}
	}
	f.size = size;
	*ret = frontier_root(&f, h);
	return ERR_OK;
}

enum err
entry_get(struct store *st, struct arena *a, int64_t seq, struct str *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	bool found = false;
	enum err r;

	if ((r = store_query(st, &q_entry, BINDS(BIND_INT(seq)), &rows,
	    note)) != ERR_OK)
		return r;
	if (rows_next(rows)) {
		found = true;
		*ret = str_copy(a, rows_bytes(rows, 0));
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return found ? ERR_OK : NOTE(note, ERR_NOTFOUND,
	    M("The ledger has no entry {seq}. anze ledger show lists those "
	    "it has."), A_INT("seq", seq));
}
