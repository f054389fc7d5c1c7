/* SPDX-License-Identifier: Apache-2.0 */
/* Where does the tree end?  The head's row, and the tiles behind the edge. */
#include "ledger/ledger_in.h"

static const struct sql q_head = {
	"SELECT size, peaks, last_at, last_key FROM ledger_head WHERE id = 1",
	NULL
};

static const struct sql q_head_lock = {
	"SELECT size, peaks, last_at, last_key FROM ledger_head WHERE id = 1",
	"SELECT size, peaks, last_at, last_key FROM ledger_head WHERE id = 1"
	" FOR UPDATE"
};

static const struct sql q_head_save = {
	"UPDATE ledger_head SET size = $1, peaks = $2, last_at = $3,"
	" last_key = $4 WHERE id = 1", NULL
};

static const struct sql q_leaves = {
	"SELECT hash FROM ledger_entry WHERE seq >= $1 AND seq < $2"
	" ORDER BY seq", NULL
};

static const struct sql q_roots = {
	"SELECT root FROM ledger_tile WHERE level = $1 AND n >= $2 AND n < $3"
	" ORDER BY n", NULL
};

static const struct sql q_tile_put = {
	"INSERT INTO ledger_tile (level, n, hashes, root)"
	" VALUES ($1, $2, $3, $4)", NULL
};

/* A size and its peaks fit when there is one peak for each bit. */
static bool
head_fits(int64_t size, struct str peaks)
{
	return size >= 0 && peaks.n ==
	    (size_t)__builtin_popcountll((uint64_t)size) * HASH_BYTES;
}

enum err
head_load(struct store *st, bool lock, struct head *ret, struct note *note)
{
	struct head h = { .moved = false };
	struct rows *rows = NULL;
	bool found = false, fits = false;
	struct str peaks;
	enum err r;

	if ((r = store_query(st, lock ? &q_head_lock : &q_head, NO_BINDS,
	    &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows)) {
		found = true;
		peaks = rows_bytes(rows, 1);
		if ((fits = head_fits(rows_int(rows, 0), peaks))) {
			h.edge.size = (uint64_t)rows_int(rows, 0);
			h.edge.n = (int)(peaks.n / HASH_BYTES);
			if (peaks.n != 0)
				memcpy(h.edge.peak, peaks.p, peaks.n);
			h.last_at = rows_int(rows, 2);
			h.last_key = rows_key(rows, 3);
		}
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!found || !fits)
		return NOTE(note, ERR_CORRUPT,
		    M("The ledger's head is missing or damaged, so nothing can "
		    "be added. Run anze ledger verify, and restore the last "
		    "backup if it confirms this."));
	*ret = h;
	return ERR_OK;
}

enum err
head_save(struct store *st, const struct head *h, struct note *note)
{
	return store_run(st, &q_head_save,
	    BINDS(BIND_INT((int64_t)h->edge.size),
	    BIND_BYTES(h->edge.peak, (size_t)h->edge.n * HASH_BYTES),
	    BIND_INT(h->last_at), BIND_KEY(h->last_key)), note);
}

/* The 256 hashes from ${first} on at ${level}: leaves, or roots below. */
static enum err
tile_gather(struct store *st, int level, uint64_t first,
    struct hash ret[MERKLE_TILE], struct note *note)
{
	int64_t from = (int64_t)first, to = from + MERKLE_TILE;
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if (level == 0)
		r = store_query(st, &q_leaves,
		    BINDS(BIND_INT(from), BIND_INT(to)), &rows, note);
	else
		r = store_query(st, &q_roots, BINDS(BIND_INT(level - 1),
		    BIND_INT(from), BIND_INT(to)), &rows, note);
	if (r != ERR_OK)
		return r;
	for (; rows_next(rows) && n < MERKLE_TILE; n++) {
		struct str b = rows_bytes(rows, 0);

		if (b.n != HASH_BYTES)
			break;
		memcpy(ret[n].b, b.p, HASH_BYTES);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return n == MERKLE_TILE ? ERR_OK : NOTE(note, ERR_CORRUPT,
	    M("Hashes are missing from the ledger near entry {seq}, so "
	    "nothing can be added. Run anze ledger verify, and restore the "
	    "last backup if it confirms this."), A_INT("seq", from));
}

void
leaves_cut(struct leaves *l, uint64_t size)
{
	if (l->to > size)
		l->to = size;
	if (l->to != size)
		l->from = l->to = size;
	if (l->from > size)
		l->from = size;
}

void
leaves_add(struct leaves *l, uint64_t seq, const struct hash *leaf)
{
	leaves_cut(l, seq);
	l->hash[seq % MERKLE_TILE] = *leaf;
	l->to = seq + 1;
	if (l->to - l->from > MERKLE_TILE)
		l->from = l->to - MERKLE_TILE;
}

/* The hashes of the tile that ends before ${size} leaves, known or read. */
static enum err
tile_hashes(struct store *st, const struct leaves *known, int level,
    uint64_t n, struct hash room[MERKLE_TILE], const struct hash **ret,
    struct note *note)
{
	uint64_t first = n * MERKLE_TILE;

	if (level == 0 && known->from <= first &&
	    known->to == first + MERKLE_TILE) {
		*ret = known->hash;
		return ERR_OK;
	}
	*ret = room;
	return tile_gather(st, level, first, room, note);
}

enum err
tiles_fill(struct store *st, const struct leaves *known, uint64_t size,
    const struct hash *roots, int n, struct note *note)
{
	struct hash room[MERKLE_TILE];
	const struct hash *hashes;
	uint64_t count = size;
	enum err r = ERR_OK;

	for (int level = 0; level < n && r == ERR_OK; level++) {
		count /= MERKLE_TILE;
		if ((r = tile_hashes(st, known, level, count - 1, room,
		    &hashes, note)) == ERR_OK)
			r = store_run(st, &q_tile_put, BINDS(BIND_INT(level),
			    BIND_INT((int64_t)count - 1),
			    BIND_BYTES(hashes, sizeof room),
			    BIND_HASH(roots[level])), note);
	}
	return r;
}
