/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/export.h"

#include "base/fault.h"
#include "base/file.h"
#include "ledger/snote.h"

enum {
	TILE_LEVELS	= 8,		/* 256^8 entries */
	ENTRY_MAX	= 65535,	/* its length has two bytes */
	PATH_GROUP	= 1000,		/* three digits a folder */
	FILE_MODE	= 0644
};

/* What of a path says which files: hashes of a level, or entries. */
enum { ENTRIES = -1 };

struct export {
	const struct export_source	*from;
	const char			*folder;
	struct arena			*a;
	struct hasher			*h;
	struct checkpoint		 cp;
	struct buf			 bundle;
	/* The hashes of the tile being filled at each level, and how many
	 * tiles were filled before it. */
	struct hash			 made[TILE_LEVELS][MERKLE_TILE];
	int				 width[TILE_LEVELS];
	uint64_t			 full[TILE_LEVELS];
	struct hash			 kept[MERKLE_TILE];
};

/* ${folder}/tile/<L>/<N>[.p/<W>]: 1234067 is x001/x234/067. */
static struct str
path_of(const struct export *x, int level, uint64_t n, int width)
{
	struct str path = str_fmt(x->a, "%03d", (int)(n % PATH_GROUP));

	while ((n /= PATH_GROUP) != 0)
		path = str_fmt(x->a, "x%03d/%s", (int)(n % PATH_GROUP),
		    path.p);
	if (width != MERKLE_TILE)
		path = str_fmt(x->a, "%s.p/%d", path.p, width);
	if (level == ENTRIES)
		return str_fmt(x->a, "%s/tile/entries/%s", x->folder, path.p);
	return str_fmt(x->a, "%s/tile/%d/%s", x->folder, level, path.p);
}

static enum err
file_put(const struct export *x, struct str path, struct str bytes,
    struct note *note)
{
	size_t slash = path.n;
	struct str above;
	enum err r;

	while (slash > 0 && path.p[slash - 1] != '/')
		slash--;
	above = str_copy(x->a, str_part(path, 0, slash == 0 ? 0 : slash - 1));
	if (arena_failed(x->a))
		return note_memory(note);
	if ((r = file_folder(above.p, note)) != ERR_OK)
		return r;
	return file_write(path.p, bytes, FILE_MODE, note);
}

static enum err
tile_put(struct export *x, int level, struct note *note)
{
	struct arena_mark mark = arena_mark(x->a);
	uint64_t n = x->full[level];
	int width = x->width[level], got = 0;
	size_t bytes = (size_t)width * HASH_BYTES;
	enum err r;

	if ((r = x->from->tiles.tile(x->from->tiles.arg, level, n, x->cp.size,
	    x->kept, &got, note)) != ERR_OK)
		return r;
	if (got != width || memcmp(x->kept, x->made[level], bytes) != 0)
		return NOTE(note, ERR_CORRUPT,
		    M("Tile {n} of level {level} does not agree with the "
		    "entries below it, so the ledger was not exported. Run "
		    "anze ledger verify."), A_INT("n", (int64_t)n),
		    A_INT("level", level));
	r = file_put(x, path_of(x, level, n, width),
	    (struct str){ (const char *)x->kept, bytes }, note);
	arena_reset(x->a, mark);
	return r;
}

static enum err
bundle_put(struct export *x, struct note *note)
{
	struct arena_mark mark = arena_mark(x->a);
	enum err r;

	if (buf_failed(&x->bundle))
		return note_memory(note);
	r = file_put(x, path_of(x, ENTRIES, x->full[0], x->width[0]),
	    buf_view(&x->bundle), note);
	arena_reset(x->a, mark);
	buf_empty(&x->bundle);
	return r;
}

/* Full tiles are written at once, and their root goes one level up. */
static enum err
leaf_add(struct export *x, const struct hash *leaf, struct note *note)
{
	enum err r;

	x->made[0][x->width[0]++] = *leaf;
	if (x->width[0] == MERKLE_TILE && (r = bundle_put(x, note)) != ERR_OK)
		return r;
	for (int i = 0; x->width[i] == MERKLE_TILE; i++) {
		if ((r = tile_put(x, i, note)) != ERR_OK)
			return r;
		x->made[i + 1][x->width[i + 1]++] =
		    merkle_root(x->h, x->made[i], MERKLE_TILE);
		x->full[i]++;
		x->width[i] = 0;
	}
	return ERR_OK;
}

static enum err
entry_add(struct export *x, uint64_t seq, struct note *note)
{
	struct str entry = S("");
	struct hash leaf;
	char length[2];
	enum err r;

	if ((r = x->from->entry(x->from->arg, seq, &entry, note)) != ERR_OK)
		return r;
	if (entry.n > ENTRY_MAX)
		return NOTE(note, ERR_LIMIT,
		    M("Entry {seq} has {n} bytes and does not fit into an "
		    "entry bundle, which takes {most}."),
		    A_INT("seq", (int64_t)seq), A_INT("n", (int64_t)entry.n),
		    A_INT("most", ENTRY_MAX));
	length[0] = (char)(entry.n >> 8);
	length[1] = (char)(entry.n & 0xff);
	buf_put(&x->bundle, length, sizeof length);
	buf_str(&x->bundle, entry);
	leaf = merkle_leaf(x->h, entry.p, entry.n);
	if ((r = leaf_add(x, &leaf, note)) != ERR_OK)
		return r;
	return x->from->progress == NULL || (seq + 1) % MERKLE_TILE != 0 ?
	    ERR_OK : x->from->progress(x->from->arg, seq + 1, x->cp.size,
	    note);
}

/* The tiles that this size leaves unfilled, and the root over all of them. */
static enum err
edge_put(struct export *x, struct note *note)
{
	struct frontier f = { .size = x->cp.size };
	struct hash root;
	enum err r = ERR_OK;

	for (int i = TILE_LEVELS - 1; i >= 0 && r == ERR_OK; i--) {
		const struct hash *at = x->made[i];

		if (x->width[i] == 0)
			continue;
		r = tile_put(x, i, note);
		for (int half = MERKLE_TILE / 2; half != 0; half /= 2) {
			if ((x->width[i] & half) == 0)
				continue;
			f.peak[f.n++] = merkle_root(x->h, at, (size_t)half);
			at += half;
		}
	}
	if (r == ERR_OK && x->width[0] != 0)
		r = bundle_put(x, note);
	if (r != ERR_OK)
		return r;
	root = frontier_root(&f, x->h);
	return hash_eq(&root, &x->cp.root) ? ERR_OK : NOTE(note, ERR_CORRUPT,
	    M("The checkpoint of {size} entries names another root than the "
	    "entries have, so it was not exported. Run anze ledger verify."),
	    A_INT("size", (int64_t)x->cp.size));
}

static void
export_free(struct export *x)
{
	if (x == NULL)
		return;
	buf_free(&x->bundle);
	hasher_free(x->h);
	arena_free(x->a);
	free(x);
}

static struct export *
export_new(void)
{
	struct export *x = fault_hit(FAULT_ALLOC) ? NULL :
	    calloc(1, sizeof *x);

	if (x == NULL)
		return NULL;
	x->a = arena_new();
	x->h = hasher_new();
	if (x->a == NULL || x->h == NULL) {
		export_free(x);
		return NULL;
	}
	return x;
}

enum err
tiles_export(const struct export_source *from, struct str checkpoint,
    const char *folder, struct note *note)
{
	struct export *x = export_new();
	enum err r;

	if (x == NULL)
		return note_memory(note);
	x->from = from;
	x->folder = folder;
	if ((r = checkpoint_parse(checkpoint, &x->cp, note)) != ERR_OK)
		goto out;
	for (uint64_t seq = 0; seq < x->cp.size && r == ERR_OK; seq++)
		r = entry_add(x, seq, note);
	if (r == ERR_OK && (r = edge_put(x, note)) == ERR_OK)
		r = file_put(x, str_fmt(x->a, "%s/checkpoint", folder),
		    checkpoint, note);
out:
	export_free(x);
	return r;
}
