/* SPDX-License-Identifier: Apache-2.0 */
/* Do the entries, the tree and the checkpoints still agree? */
#include "ledger/verify.h"

#include "ledger/ledger_in.h"
#include "ledger/verify_in.h"

enum { TILE_WIDTH = 256, PAGE = 2048 };

static const struct sql q_entries = {
	"SELECT seq, entry, hash FROM ledger_entry WHERE seq >= $1"
	" ORDER BY seq LIMIT $2", NULL
};

static const struct sql q_tile = {
	"SELECT hashes, root FROM ledger_tile WHERE level = $1 AND n = $2", NULL
};

static const struct sql q_tiles_count = {
	"SELECT COUNT(*) FROM ledger_tile", NULL
};

static const struct sql q_checkpoints = {
	"SELECT size, note FROM ledger_checkpoint WHERE size >= $1"
	" ORDER BY size LIMIT 1", NULL
};

bool
verify_found(struct verify *v, struct note *found)
{
	if (v->report.findings++ == 0)
		note_copy(v->first, found);
	if (v->o->found != NULL)
		v->o->found(v->o->arg, found);
	note_clear(found);
	return v->report.findings < VERIFY_FINDINGS_MAX;
}

#define FOUND(v, msg, ...) do { \
	struct note found_ = NOTE_INIT; \
	(void)NOTE(&found_, ERR_CORRUPT, msg, __VA_ARGS__); \
	(void)verify_found((v), &found_); \
} while (0)

/* The entry ends in ,"seq":N,"v":V} : is N its number? */
static bool
seq_agrees(struct str entry, int64_t seq)
{
	char want[40];
	size_t n = entry.n, len;

	while (n > 0 && entry.p[n - 1] != ',')	/* "v":V} */
		n--;
	len = (size_t)snprintf(want, sizeof want, ",\"seq\":%lld,",
	    (long long)seq);
	return n >= len && memcmp(entry.p + n - len, want, len) == 0;
}

/* The entry's time; it stands behind the actor, whose strings cannot hold an
 * unescaped quote.  "" if there is none. */
static struct str
at_of(struct str entry)
{
	static const char mark[] = "},\"at\":\"";
	const char *p = memmem(entry.p, entry.n, mark, sizeof mark - 1);
	size_t from;

	if (p == NULL)
		return S("");
	from = (size_t)(p - entry.p) + sizeof mark - 1;
	return str_part(entry, from, from + sizeof v_at_form - 1);
}

static void
entry_check(struct verify *v, int64_t seq, struct str entry, struct str hash,
    struct hash *ret_leaf)
{
	struct str at = at_of(entry);

	*ret_leaf = merkle_leaf(v->h, entry.p, entry.n);
	if (hash.n != HASH_BYTES ||
	    memcmp(hash.p, ret_leaf->b, HASH_BYTES) != 0)
		FOUND(v, M("Entry {seq} was changed: its content no longer "
		    "has the hash that was recorded with it."),
		    A_INT("seq", seq));
	else if (!seq_agrees(entry, seq))
		FOUND(v, M("Entry {seq} says another number of itself: it was "
		    "put in another place."), A_INT("seq", seq));
	else if (at.n != sizeof v->at - 1 ||
	    memcmp(at.p, v->at, at.n) < 0)
		FOUND(v, M("Entry {seq} is older than the one before it: its "
		    "time runs backwards."), A_INT("seq", seq));
	if (at.n == sizeof v->at - 1)
		memcpy(v->at, at.p, at.n);
}

/* A tile is full: compare it with the stored one, hand its root one up. */
static enum err
tile_check(struct verify *v, int level, struct note *note)
{
	struct verify_level *l = &v->level[level];
	struct hash root = merkle_root(v->h, l->hash, TILE_WIDTH);
	struct rows *rows = NULL;
	bool there = false, same = false;
	enum err r;

	if ((r = store_query(v->st, &q_tile, BINDS(BIND_INT(level),
	    BIND_INT(l->full)), &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows)) {
		struct str hashes = rows_bytes(rows, 0);
		struct str stored = rows_bytes(rows, 1);

		there = true;
		same = hashes.n == sizeof l->hash && stored.n == HASH_BYTES &&
		    memcmp(hashes.p, l->hash, sizeof l->hash) == 0 &&
		    memcmp(stored.p, root.b, HASH_BYTES) == 0;
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!there)
		FOUND(v, M("Tile {n} of level {level} was removed from the "
		    "ledger."), A_INT("n", l->full), A_INT("level", level));
	else if (!same)
		FOUND(v, M("Tile {n} of level {level} no longer agrees with "
		    "the entries below it."), A_INT("n", l->full),
		    A_INT("level", level));
	v->report.tiles++;
	l->full++;
	l->n = 0;
	v->level[level + 1].hash[v->level[level + 1].n++] = root;
	return ERR_OK;
}

static enum err
leaf_add(struct verify *v, const struct hash *leaf, struct note *note)
{
	enum err r = ERR_OK;

	v->level[0].hash[v->level[0].n++] = *leaf;
	for (int i = 0; v->level[i].n == TILE_WIDTH && r == ERR_OK; i++)
		r = tile_check(v, i, note);
	return r;
}

/* The root of what was read so far, from the right edge of each level. */
static struct hash
root_now(struct verify *v)
{
	struct frontier f = { .size = (uint64_t)v->report.entries };

	for (int i = VERIFY_LEVELS - 1; i >= 0; i--) {
		const struct verify_level *l = &v->level[i];
		size_t at = 0;

		for (int bit = 7; bit >= 0; bit--) {
			if ((l->n >> bit & 1) == 0)
				continue;
			f.peak[f.n++] = merkle_root(v->h, l->hash + at,
			    (size_t)1 << bit);
			at += (size_t)1 << bit;
		}
	}
	return frontier_root(&f, v->h);
}

static void
checkpoint_check(struct verify *v, struct str bytes, bool elsewhere)
{
	struct note found = NOTE_INIT;
	struct checkpoint c;
	struct hash root;
	struct str text;
	unsigned mask;

	if (snote_open(v->a, bytes, v->o->keys, v->o->nkeys, &text, &mask,
	    &found) != ERR_OK || checkpoint_parse(text, &c, &found) != ERR_OK) {
		(void)verify_found(v, &found);
		return;
	}
	root = root_now(v);
	if (c.size == (uint64_t)v->report.entries && hash_eq(&root, &c.root))
		return;
	if (elsewhere)
		FOUND(v, M("The ledger is not the one of the checkpoint that is "
		    "held elsewhere: at {size} entries its root is another. "
		    "History was rewritten."), A_INT("size", (int64_t)c.size));
	else
		FOUND(v, M("The checkpoint at {size} entries does not agree "
		    "with the entries: they were changed after it was signed."),
		    A_INT("size", (int64_t)c.size));
}

/* Which checkpoint comes next, at or behind ${from} entries? */
static enum err
checkpoint_next(struct verify *v, int64_t from, struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	arena_reset(v->a, v->mark);
	v->next_size = -1;
	if ((r = store_query(v->st, &q_checkpoints, BINDS(BIND_INT(from)),
	    &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows)) {
		v->next_size = rows_int(rows, 0);
		v->next_note = str_copy(v->a, rows_text(rows, 1));
	}
	return rows_end(&rows, note);
}

/* Everything that is to be said about a tree of this size. */
static enum err
size_reached(struct verify *v, struct note *note)
{
	enum err r = ERR_OK;

	while (r == ERR_OK && v->next_size == v->report.entries) {
		checkpoint_check(v, v->next_note, false);
		v->report.checkpoints++;
		r = checkpoint_next(v, v->next_size + 1, note);
	}
	if (v->against_size == v->report.entries && !v->against_done) {
		v->against_done = true;
		checkpoint_check(v, v->o->against, true);
	}
	return r;
}

static enum err
entry_step(struct verify *v, int64_t seq, struct str entry, struct str hash,
    struct note *note)
{
	struct hash leaf;
	enum err r;

	if (seq != v->report.entries) {
		FOUND(v, M("Entries {from} to {to} are missing."),
		    A_INT("from", v->report.entries), A_INT("to", seq - 1));
		return ERR_CORRUPT;
	}
	entry_check(v, seq, entry, hash, &leaf);
	if ((r = leaf_add(v, &leaf, note)) != ERR_OK)
		return r;
	v->report.entries++;
	if (v->next_size == v->report.entries ||
	    v->against_size == v->report.entries)
		r = size_reached(v, note);
	return r;
}

static enum err
entries_walk(struct verify *v, struct note *note)
{
	struct rows *rows = NULL;
	int64_t before;
	enum err r;

	do {
		enum err step = ERR_OK;

		before = v->report.entries;
		if ((r = store_query(v->st, &q_entries,
		    BINDS(BIND_INT(before), BIND_INT(PAGE)), &rows,
		    note)) != ERR_OK)
			return r;
		while (step == ERR_OK && rows_next(rows) &&
		    v->report.findings < VERIFY_FINDINGS_MAX)
			step = entry_step(v, rows_int(rows, 0),
			    rows_bytes(rows, 1), rows_bytes(rows, 2), note);
		if ((r = rows_end(&rows, step == ERR_OK ? note : NULL)) !=
		    ERR_OK || (r = step) != ERR_OK)
			return r;
		if (v->o->progress != NULL && (r = v->o->progress(v->o->arg,
		    v->report.entries, v->head.edge.n == 0 ? 0 :
		    (int64_t)v->head.edge.size)) != ERR_OK)
			return NOTE(note, r, M("Stopped on request."));
	} while (v->report.entries > before &&
	    v->report.findings < VERIFY_FINDINGS_MAX);
	return ERR_OK;
}

static enum err
edge_check(struct verify *v, struct note *note)
{
	struct hash head = frontier_root(&v->head.edge, v->h);
	int64_t tiles;
	enum err r;

	v->report.root = root_now(v);
	if ((uint64_t)v->report.entries < v->head.edge.size)
		FOUND(v, M("The last entries are missing: {have} are there, "
		    "and {want} were recorded."),
		    A_INT("have", v->report.entries),
		    A_INT("want", (int64_t)v->head.edge.size));
	else if ((uint64_t)v->report.entries > v->head.edge.size)
		FOUND(v, M("There are more entries ({have}) than were recorded "
		    "({want}): some were added past the program."),
		    A_INT("have", v->report.entries),
		    A_INT("want", (int64_t)v->head.edge.size));
	else if (!hash_eq(&head, &v->report.root))
		FOUND(v, M("The ledger's head has another root than its "
		    "{entries} entries."), A_INT("entries", v->report.entries));
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
	if ((r = store_int(v->st, &q_tiles_count, NO_BINDS, 0, &tiles,
	    note)) == ERR_OK && tiles > v->report.tiles)
		FOUND(v, M("The ledger has {n} tiles too many."),
		    A_INT("n", tiles - v->report.tiles));
	return r;
}

/* The checkpoint from elsewhere names the size at which to compare. */
static enum err
against_read(struct verify *v, struct note *note)
{
	struct checkpoint c;
	struct str text;
	unsigned mask;
	enum err r;

	if (v->o->against.n == 0)
		return ERR_OK;
	if ((r = snote_open(v->a, v->o->against, v->o->keys, v->o->nkeys,
	    &text, &mask, note)) != ERR_OK ||
	    (r = checkpoint_parse(text, &c, note)) != ERR_OK)
		return r;
	v->against_size = (int64_t)c.size;
	return ERR_OK;
}

static enum err
verify_all(struct verify *v, struct note *note)
{
	enum err r;

	if ((r = against_read(v, note)) != ERR_OK)
		return r;
	v->mark = arena_mark(v->a);
	if ((r = store_begin(v->st, note)) != ERR_OK)
		return r;
	if ((r = head_load(v->st, false, &v->head, note)) != ERR_OK ||
	    (r = checkpoint_next(v, 0, note)) != ERR_OK ||
	    (r = size_reached(v, note)) != ERR_OK)
		goto out;
	r = entries_walk(v, note);
	if (r == ERR_OK && v->report.findings < VERIFY_FINDINGS_MAX &&
	    (r = edge_check(v, note)) == ERR_OK &&
	    (r = verify_vault(v, note)) == ERR_OK)
		r = verify_files(v, note);
out:
	store_rollback(v->st);
	return r;
}

enum err
ledger_verify(struct store *st, const struct verify_options *o,
    struct verify_report *ret, struct note *note)
{
	struct note own = NOTE_INIT;
	struct verify v = { .st = st, .o = o, .against_size = -1,
	    .next_size = -1, .at = "0000-00-00T00:00:00.000Z" };
	enum err r = ERR_MEMORY;

	v.first = note != NULL ? note : &own;
	v.a = arena_new();
	v.h = hasher_new();
	v.level = calloc(VERIFY_LEVELS + 1, sizeof *v.level);
	if (v.a == NULL || v.h == NULL || v.level == NULL)
		r = note_memory(note);
	else
		r = verify_all(&v, v.first);
	if (v.report.findings > 0)
		r = ERR_CORRUPT;
	*ret = v.report;
	free(v.level);
	hasher_free(v.h);
	arena_free(v.a);
	return r;
}
