/* SPDX-License-Identifier: Apache-2.0 */
/* Do tiles, checkpoints and head agree with the entries below them? */
#include "ledger/snote_in.h"
#include "ledger/verify_in.h"

/* Tiles of leaves are read so many at a time. */
enum { TILES_AHEAD = 16 };

static const struct sql q_tiles = {
	"SELECT n, hashes, root FROM ledger_tile WHERE level = $1 AND n >= $2"
	" AND n < $3 ORDER BY n", NULL
};

static const struct sql q_tile_behind = {
	"SELECT n FROM ledger_tile WHERE level = $1 AND n >= $2"
	" ORDER BY n LIMIT 1", NULL
};

static const struct sql q_tiles_count = {
	"SELECT COUNT(*) FROM ledger_tile", NULL
};

static const struct sql q_checkpoint = {
	"SELECT size, note FROM ledger_checkpoint WHERE size >= $1"
	" ORDER BY size LIMIT 1", NULL
};

/* Move to tile ${n} of the leaves; they are asked for in order.  ${*ret}: it is
 * there. */
static enum err
tile_ahead(struct verify *v, int64_t n, bool *ret, struct note *note)
{
	enum err r;

	if (n >= v->ahead_end) {
		if ((r = rows_end(&v->ahead, note)) != ERR_OK ||
		    (r = store_query(v->st, &q_tiles, BINDS(BIND_INT(0),
		    BIND_INT(n), BIND_INT(n + TILES_AHEAD)), &v->ahead,
		    note)) != ERR_OK)
			return r;
		v->ahead_end = n + TILES_AHEAD;
		v->ahead_n = -1;
	}
	while (v->ahead != NULL && v->ahead_n < n)
		if (rows_next(v->ahead))
			v->ahead_n = rows_int(v->ahead, 0);
		else if ((r = rows_end(&v->ahead, note)) != ERR_OK)
			return r;
	*ret = v->ahead != NULL && v->ahead_n == n;
	return ERR_OK;
}

/* Is the tile that ${rows} stands on the one that follows from the entries? */
static bool
tile_agrees(const struct verify *v, int level, const struct hash *root,
    const struct rows *rows)
{
	struct str hashes = rows_bytes(rows, 1), stored = rows_bytes(rows, 2);

	return hashes.n == sizeof v->tile[level] && stored.n == HASH_BYTES &&
	    memcmp(hashes.p, v->tile[level], hashes.n) == 0 &&
	    memcmp(stored.p, root->b, HASH_BYTES) == 0;
}

/* A tile is full: compare it with the stored one. */
static enum err
tile_check(struct verify *v, int level, int64_t n, const struct hash *root,
    struct note *note)
{
	struct rows *rows = NULL;
	bool there = false, same = false;
	enum err r;

	if (level == 0)
		r = tile_ahead(v, n, &there, note);
	else if ((r = store_query(v->st, &q_tiles, BINDS(BIND_INT(level),
	    BIND_INT(n), BIND_INT(n + 1)), &rows, note)) == ERR_OK)
		there = rows_next(rows);
	if (r == ERR_OK && there)
		same = tile_agrees(v, level, root, level == 0 ? v->ahead :
		    rows);
	if (r != ERR_OK || (r = rows_end(&rows, note)) != ERR_OK)
		return r;
	v->report.tiles += there;
	if (!there)
		FOUND(v, M("Tile {n} of level {level} was removed from the "
		    "ledger."), A_INT("n", n), A_INT("level", level));
	else if (!same)
		FOUND(v, M("Tile {n} of level {level} no longer agrees with "
		    "the entries below it."), A_INT("n", n),
		    A_INT("level", level));
	return ERR_OK;
}

/* Does the key sign for the ledger of this name? */
static bool
key_is_of(const struct vkey *k, struct str origin)
{
	struct str end = str_part(k->name, origin.n, k->name.n);

	return str_eq(str_part(k->name, 0, origin.n), origin) &&
	    (end.n == 0 || str_is(end, SM2_NAME_END));
}

/* Open a checkpoint: ERR_CORRUPT when it is damaged, or signed by a key of
 * another ledger. */
static enum err
checkpoint_open(struct verify *v, struct str bytes, struct checkpoint *ret,
    struct note *note)
{
	struct checkpoint c;
	struct str text;
	unsigned mask;
	enum err r;

	if ((r = snote_open(v->a, bytes, v->o->keys, v->o->nkeys, &text, &mask,
	    note)) != ERR_OK || (r = checkpoint_parse(text, &c,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < v->o->nkeys; i++)
		if ((mask >> i & 1) != 0 &&
		    key_is_of(&v->o->keys[i], c.origin)) {
			*ret = c;
			return ERR_OK;
		}
	return NOTE(note, ERR_CORRUPT,
	    M("This checkpoint is of the ledger {origin}, for which none of "
	    "the known keys signs. Give one of this ledger."),
	    A_TEXT("origin", c.origin));
}

static bool
root_agrees(const struct verify *v, const struct checkpoint *c)
{
	struct hash root = frontier_root(&v->edge, v->h);

	return hash_eq(&root, &c->root);
}

/* Which checkpoint comes next, at or behind ${from} entries? */
static enum err
checkpoint_next(struct verify *v, int64_t from, struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	arena_reset(v->a, v->mark);
	v->next_size = -1;
	if ((r = store_query(v->st, &q_checkpoint, BINDS(BIND_INT(from)),
	    &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows)) {
		v->next_size = rows_int(rows, 0);
		v->next_note = str_copy(v->a, rows_text(rows, 1));
	}
	if ((r = rows_end(&rows, note)) == ERR_OK && arena_failed(v->a))
		r = note_memory(note);
	return r;
}

/* The checkpoint kept for the size that was reached. */
static enum err
kept_check(struct verify *v, struct note *note)
{
	struct checkpoint c = { .size = 0 };
	enum err r = checkpoint_open(v, v->next_note, &c, NULL);

	if (r == ERR_MEMORY)
		return note_memory(note);
	v->report.checkpoints++;
	if (r != ERR_OK)
		FOUND(v, M("The checkpoint at {size} entries was changed, or was "
		    "signed with a key that the ledger does not name."),
		    A_INT("size", v->next_size));
	else if (c.size != (uint64_t)v->next_size)
		FOUND(v, M("The checkpoint at {size} entries says that it is "
		    "one at {other}: it was put in another place."),
		    A_INT("size", v->next_size),
		    A_INT("other", (int64_t)c.size));
	else if (!root_agrees(v, &c))
		FOUND(v, M("The checkpoint at {size} entries does not agree "
		    "with the entries: they were changed after it was signed."),
		    A_INT("size", v->next_size));
	return checkpoint_next(v, v->next_size + 1, note);
}

static enum err
against_check(struct verify *v, struct note *note)
{
	struct checkpoint c;
	enum err r;

	if ((r = checkpoint_open(v, v->o->against, &c, note)) != ERR_OK)
		return r;
	v->against_done = true;
	if (!root_agrees(v, &c))
		FOUND(v, M("The ledger is not the one of the checkpoint that is "
		    "held elsewhere: at {size} entries its root is another. "
		    "History was rewritten."), A_INT("size", (int64_t)c.size));
	return ERR_OK;
}

/* Everything that is to be said about a tree of this size. */
static enum err
size_reached(struct verify *v, struct note *note)
{
	enum err r = ERR_OK;

	if (v->next_size == v->report.entries)
		r = kept_check(v, note);
	if (r == ERR_OK && v->against_size == v->report.entries &&
	    !v->against_done)
		r = against_check(v, note);
	return r;
}

enum err
verify_begin(struct verify *v, struct note *note)
{
	struct checkpoint c;
	enum err r;

	/* One that cannot be read is no finding: it is not the ledger's. */
	if (v->o->against.n != 0) {
		if ((r = checkpoint_open(v, v->o->against, &c,
		    note)) != ERR_OK)
			return r;
		v->against_size = (int64_t)c.size;
	}
	v->mark = arena_mark(v->a);
	if ((r = checkpoint_next(v, 0, note)) != ERR_OK)
		return r;
	return size_reached(v, note);
}

enum err
verify_leaf(struct verify *v, const struct hash *leaf, struct note *note)
{
	struct hash roots[MERKLE_TILE_LEVELS];
	uint64_t at = v->edge.size;
	int full = frontier_add_tiles(&v->edge, v->h, leaf, roots);
	enum err r = ERR_OK;

	v->tile[0][at % MERKLE_TILE] = *leaf;
	for (int level = 0; level < full && r == ERR_OK; level++) {
		at /= MERKLE_TILE;
		r = tile_check(v, level, (int64_t)at, &roots[level], note);
		v->tile[level + 1][at % MERKLE_TILE] = roots[level];
	}
	if (r == ERR_OK && (v->next_size == v->report.entries ||
	    v->against_size == v->report.entries))
		r = size_reached(v, note);
	return r;
}

/* Tiles of entries that are not there. */
static enum err
tiles_behind(struct verify *v, struct note *note)
{
	int64_t n, total, seen = 0;
	enum err r;

	for (int level = 0; level < MERKLE_TILE_LEVELS - 1; level++) {
		int64_t full = (int64_t)(v->edge.size >>
		    MERKLE_TILE_HEIGHT * (level + 1));

		if ((r = store_int(v->st, &q_tile_behind, BINDS(
		    BIND_INT(level), BIND_INT(full)), -1, &n,
		    note)) != ERR_OK)
			return r;
		if (n < 0)
			continue;
		seen++;
		FOUND(v, M("Tile {n} of level {level} is of entries that are "
		    "not there: {have} are."), A_INT("n", n),
		    A_INT("level", level), A_INT("have", v->report.entries));
	}
	if ((r = store_int(v->st, &q_tiles_count, NO_BINDS, 0, &total,
	    note)) == ERR_OK && seen == 0 && total > v->report.tiles)
		FOUND(v, M("The ledger has {n} tiles that no ledger has."),
		    A_INT("n", total - v->report.tiles));
	return r;
}

/* Is the head's time the last entry's? */
static bool
head_time_agrees(const struct verify *v)
{
	char room[VERIFY_AT + 8];
	struct buf at = { .p = room, .room = sizeof room };

	if (v->head.edge.size == 0)
		return true;
	moment_put(&at, (struct moment){ v->head.last_at, PREC_MS });
	return at.n == VERIFY_AT && memcmp(at.p, v->at, VERIFY_AT) == 0;
}

static void
head_check(struct verify *v)
{
	struct hash root = frontier_root(&v->edge, v->h);
	struct hash head = frontier_root(&v->head.edge, v->h);
	int64_t have = v->report.entries;
	int64_t want = (int64_t)v->head.edge.size;

	if (have < want)
		FOUND(v, M("The last entries are missing: {have} are there, "
		    "and {want} were recorded."), A_INT("have", have),
		    A_INT("want", want));
	else if (have > want)
		FOUND(v, M("There are more entries ({have}) than were recorded "
		    "({want}): some were added past the program."),
		    A_INT("have", have), A_INT("want", want));
	else if (!hash_eq(&head, &root))
		FOUND(v, M("The ledger's head has another root than its "
		    "{entries} entries."), A_INT("entries", have));
	else if (!head_time_agrees(v))
		FOUND(v, M("The ledger's head says another time than its last "
		    "entry, {seq}."), A_INT("seq", have - 1));
}

void
verify_leave(struct verify *v)
{
	(void)rows_end(&v->ahead, NULL);
}

enum err
verify_edge(struct verify *v, struct note *note)
{
	if (!v->no_head)
		head_check(v);
	if (v->next_size > v->report.entries)
		FOUND(v, M("A checkpoint was signed at {size} entries, and only "
		    "{have} are there: the end was cut off."),
		    A_INT("size", v->next_size),
		    A_INT("have", v->report.entries));
	if (v->against_size > v->report.entries)
		FOUND(v, M("The checkpoint held elsewhere covers {size} entries, "
		    "and only {have} are there: the end was cut off."),
		    A_INT("size", v->against_size),
		    A_INT("have", v->report.entries));
	return tiles_behind(v, note);
}
