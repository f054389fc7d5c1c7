/* SPDX-License-Identifier: Apache-2.0 */
/* Are all entries there, as they were written, in their order? */
#include "ledger/verify.h"

#include "base/fault.h"
#include "ledger/verify_in.h"
#include "store/scan.h"

enum { PROGRESS = 1024 };	/* entries between two reports of it */

void
verify_found(struct verify *v, const char *msg, const struct arg *args)
{
	struct note found = NOTE_INIT;

	(void)note_set(&found, ERR_CORRUPT, msg, args);
	if (v->report.findings++ == 0)
		note_copy(v->first, &found);
	if (v->o->found != NULL)
		v->o->found(v->o->arg, &found);
}

/* The entry ends in ,"seq":N,"v":V} : is N its number? */
static bool
seq_agrees(struct str entry, int64_t seq)
{
	static const char mark[] = ",\"seq\":";
	char room[32];
	struct buf number = { .p = room, .room = sizeof room };
	size_t n = entry.n;

	while (n > 0 && entry.p[n - 1] != ',')
		n--;
	if (n-- == 0)
		return false;
	buf_int(&number, seq);		/* 20 characters at most: never grows */
	return str_ends(str_part(entry, 0, n), number.p) &&
	    str_ends(str_part(entry, 0, n - number.n), mark);
}

/* The entry's time; it stands behind the actor, whose texts cannot hold an
 * unescaped quote.  "" if there is none. */
static struct str
at_of(struct str entry)
{
	static const char mark[] = ",\"at\":\"";
	const char *p = entry.p, *end = entry.p + entry.n;

	while ((p = memchr(p, '}', (size_t)(end - p))) != NULL) {
		p++;
		if ((size_t)(end - p) < sizeof mark - 1 + VERIFY_AT)
			break;
		if (memcmp(p, mark, sizeof mark - 1) == 0)
			return (struct str){ p + sizeof mark - 1, VERIFY_AT };
	}
	return S("");
}

static void
entry_check(struct verify *v, int64_t seq, struct str entry, struct str hash,
    const struct hash *leaf)
{
	struct str at = at_of(entry);

	if (hash.n != HASH_BYTES || memcmp(hash.p, leaf->b, HASH_BYTES) != 0)
		FOUND(v, M("Entry {seq} was changed: its content no longer "
		    "has the hash that was recorded with it."),
		    A_INT("seq", seq));
	else if (!seq_agrees(entry, seq))
		FOUND(v, M("Entry {seq} says another number of itself: it was "
		    "put in another place."), A_INT("seq", seq));
	else if (at.n == 0)
		FOUND(v, M("Entry {seq} does not say when it was made."),
		    A_INT("seq", seq));
	else if (memcmp(at.p, v->at, VERIFY_AT) < 0)
		FOUND(v, M("Entry {seq} is older than the one before it: its "
		    "time runs backwards."), A_INT("seq", seq));
	if (at.n != 0)
		memcpy(v->at, at.p, VERIFY_AT);
}

static void
gap_found(struct verify *v, int64_t seq)
{
	v->gap = true;
	if (seq < v->report.entries)
		FOUND(v, M("There is an entry with the number {seq}, which the "
		    "program never gives: it was added past it."),
		    A_INT("seq", seq));
	else if (seq == v->report.entries + 1)
		FOUND(v, M("Entry {seq} is missing. What stands behind it "
		    "was not compared with the tree."),
		    A_INT("seq", seq - 1));
	else
		FOUND(v, M("The entries {from} to {to} are missing. What stands "
		    "behind them was not compared with the tree."),
		    A_INT("from", v->report.entries), A_INT("to", seq - 1));
}

static enum err
entry_step(struct verify *v, int64_t seq, struct str entry, struct str hash,
    struct note *note)
{
	struct hash leaf;
	enum err r;

	if (seq != v->report.entries) {
		gap_found(v, seq);
		return ERR_OK;
	}
	leaf = merkle_leaf(v->h, entry.p, entry.n);
	entry_check(v, seq, entry, hash, &leaf);
	v->report.entries++;
	if ((r = verify_leaf(v, &leaf, note)) != ERR_OK)
		return r;
	return verify_named(v, seq, entry, note);
}

static enum err
progress_say(struct verify *v, struct note *note)
{
	enum err r;

	if (v->o->progress == NULL || (r = v->o->progress(v->o->arg,
	    v->report.entries, (int64_t)v->head.edge.size)) == ERR_OK)
		return ERR_OK;
	return NOTE(note, r, M("Stopped on request."));
}

static enum err
entries_walk(struct verify *v, struct note *note)
{
	struct scan s;
	enum err r, end;

	r = scan_open(&s, v->st, "SELECT seq, entry, hash FROM ledger_entry"
	    " ORDER BY seq", note);
	while (r == ERR_OK && !v->gap && !verify_enough(v) && scan_next(&s)) {
		r = entry_step(v, rows_int(s.rows, 0), rows_bytes(s.rows, 1),
		    rows_bytes(s.rows, 2), note);
		if (r == ERR_OK && v->report.entries % PROGRESS == 0)
			r = progress_say(v, note);
	}
	end = scan_end(&s, r == ERR_OK ? note : NULL);
	return r != ERR_OK ? r : end != ERR_OK ? end : progress_say(v, note);
}

/* A damaged head is a finding like others; what it is for can be read from the
 * entries. */
static enum err
head_find(struct verify *v, struct note *note)
{
	struct note why = NOTE_INIT;
	enum err r = head_load(v->st, false, &v->head, &why);

	v->no_head = r != ERR_OK;
	if (r != ERR_CORRUPT) {
		if (r != ERR_OK)
			note_copy(note, &why);
		return r;
	}
	verify_found(v, why.msg, why.args);
	return ERR_OK;
}

static enum err
verify_all(struct verify *v, struct note *note)
{
	enum err r;

	if ((r = store_begin(v->st, note)) != ERR_OK)
		return r;
	if ((r = head_find(v, note)) == ERR_OK &&
	    (r = verify_begin(v, note)) == ERR_OK &&
	    (r = entries_walk(v, note)) == ERR_OK && !verify_enough(v) &&
	    (v->gap || (r = verify_edge(v, note)) == ERR_OK) &&
	    (r = verify_vault(v, note)) == ERR_OK)
		r = verify_files(v, note);
	v->report.root = frontier_root(&v->edge, v->h);
	verify_leave(v);
	store_rollback(v->st);
	return r;
}

enum err
ledger_verify(struct store *st, const struct verify_options *o,
    struct verify_report *ret, struct note *note)
{
	struct note own = NOTE_INIT;
	struct verify v = { .st = st, .o = o, .against_size = -1,
	    .next_size = -1 };
	enum err r;

	v.first = note != NULL ? note : &own;
	v.a = arena_new();
	v.h = hasher_new();
	v.tile = fault_hit(FAULT_ALLOC) ? NULL :
	    calloc(MERKLE_TILE_LEVELS, sizeof *v.tile);
	if (v.a == NULL || v.h == NULL || v.tile == NULL)
		r = note_memory(note);
	else
		r = verify_all(&v, v.first);
	if (v.report.findings > 0)
		r = ERR_CORRUPT;
	*ret = v.report;
	free(v.tile);
	hasher_free(v.h);
	arena_free(v.a);
	return r;
}
