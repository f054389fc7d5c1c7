/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/replay.h"

#include "ledger/ledger_in.h"
#include "store/scan.h"
#include "store/second.h"

enum { BATCH = 4096 };	/* entries of one transaction */

/* A replay under way. */
struct replay {
	struct scan			 scan;	/* of the entries */
	struct store			*dst;
	const struct replay_options	*o;
	struct arena			*a;
	struct hasher			*h;
	struct frontier			 edge;	/* of the tree they make */
};

/* What was edited must not reach the tables: its hash no longer fits, or, if
 * that was edited too, the tree does not (edge_check()). */
static enum err
entry_check(struct replay *p, int64_t seq, struct str entry,
    struct note *note)
{
	struct str kept = rows_bytes(p->scan.rows, 2);
	struct hash leaf = merkle_leaf(p->h, entry.p, entry.n);

	if (kept.n != HASH_BYTES || memcmp(kept.p, leaf.b, HASH_BYTES) != 0)
		return NOTE(note, ERR_CORRUPT, M("Entry {seq} was changed past "
		    "the program: it no longer fits its hash, and nothing is "
		    "derived from it. Run anze ledger verify, and restore the "
		    "last backup."), A_INT("seq", seq));
	frontier_add(&p->edge, p->h, &leaf);
	return ERR_OK;
}

static enum err
entry_apply(struct replay *p, int64_t seq, struct note *note)
{
	struct arena_mark mark = arena_mark(p->a);
	struct str entry = rows_bytes(p->scan.rows, 1);
	struct event ev;
	enum err r;

	if ((r = entry_check(p, seq, entry, note)) == ERR_OK &&
	    (r = event_decode(p->a, p->o->events, entry, &ev, note)) == ERR_OK)
		r = event_derive(p->dst, p->a, &ev, p->o->reversed, note);
	if (r == ERR_OK && arena_failed(p->a))
		r = note_memory(note);
	arena_reset(p->a, mark);
	return r;
}

/* The entries [from, to), one by one. */
static enum err
batch_apply(struct replay *p, int64_t from, int64_t to, struct note *note)
{
	struct scan *s = &p->scan;
	struct store *dst = p->dst;
	int64_t seq = from;
	enum err r;

	if ((r = store_begin(dst, note)) != ERR_OK)
		return r;
	for (; r == ERR_OK && seq < to && scan_next(s) &&
	    rows_int(s->rows, 0) == seq; seq++)
		r = entry_apply(p, seq, note);
	if (r == ERR_OK && seq < to && s->err == ERR_OK)
		r = NOTE(note, ERR_CORRUPT, M("Entry {seq} is missing from the "
		    "ledger, so that what follows it cannot be applied. Run "
		    "anze ledger verify, and restore the last backup if it "
		    "confirms this."), A_INT("seq", seq));
	if (r == ERR_OK && s->err == ERR_OK)
		r = store_commit(dst, note);
	store_rollback(dst);
	return r;
}

/* All entries were read: do they make the tree that the head says? */
static enum err
edge_check(const struct replay *p, struct store *src, struct note *note)
{
	struct head head;
	struct hash got, want;
	enum err r;

	if ((r = head_load(src, false, &head, note)) != ERR_OK ||
	    head.edge.size != p->edge.size)
		return r;
	got = frontier_root(&p->edge, p->h);
	want = frontier_root(&head.edge, p->h);
	return hash_eq(&got, &want) ? ERR_OK : NOTE(note, ERR_CORRUPT,
	    M("The entries do not make the ledger's tree: some were changed "
	    "past the program, and their hashes with them. Run anze ledger "
	    "verify, and restore the last backup."));
}

static enum err
batches_apply(struct replay *p, int64_t from, int64_t to, struct note *note)
{
	const struct replay_options *o = p->o;
	enum err r = ERR_OK;

	for (int64_t at = from; r == ERR_OK && p->scan.err == ERR_OK &&
	    at < to; at += BATCH) {
		int64_t end = at + BATCH < to ? at + BATCH : to;

		r = batch_apply(p, at, end, note);
		if (r == ERR_OK && o->progress != NULL &&
		    (r = o->progress(o->arg, end, to)) != ERR_OK)
			(void)NOTE(note, r, M("Stopped on request."));
	}
	return r;
}

enum err
ledger_replay(struct store *src, struct store *dst,
    const struct replay_options *o, int64_t from, int64_t to,
    struct note *note)
{
	struct replay p = { .dst = dst, .o = o, .a = arena_new(),
	    .h = hasher_new() };
	struct buf text = BUF_INIT;
	enum err r = p.a == NULL || p.h == NULL ? note_memory(note) : ERR_OK;
	enum err end;

	buf_fmt(&text, "SELECT seq, entry, hash FROM ledger_entry WHERE"
	    " seq >= %lld AND seq < %lld ORDER BY seq", (long long)from,
	    (long long)to);
	if (r == ERR_OK && buf_failed(&text))
		r = note_memory(note);
	if (r == ERR_OK &&
	    (r = scan_open(&p.scan, src, text.p, note)) == ERR_OK) {
		r = batches_apply(&p, from, to, note);
		end = scan_end(&p.scan, r == ERR_OK ? note : NULL);
		if (r == ERR_OK)
			r = end;
	}
	if (r == ERR_OK && from == 0)
		r = edge_check(&p, src, note);
	buf_free(&text);
	hasher_free(p.h);
	arena_free(p.a);
	return r;
}

static enum err
tables_compare(struct store *src, struct store *dst, const struct schema *s,
    struct arena *a, struct replay_report *report, struct note *note)
{
	const struct table *tables;
	size_t n = schema_tables(s, &tables);
	struct replay_table *rows = NEW_ARRAY(a, struct replay_table, n);
	int64_t count;
	enum err r;

	if (rows == NULL)
		return note_memory(note);
	report->tables = rows;
	for (size_t i = 0; i < n; i++) {
		struct replay_table *row = &rows[report->ntables];

		if (tables[i].class != CLASS_DERIVED)
			continue;
		row->name = tables[i].name;
		if ((r = table_digest(&tables[i], src, row->stored, &count,
		    note)) != ERR_OK || (r = table_digest(&tables[i], dst,
		    row->rebuilt, &row->rows, note)) != ERR_OK)
			return r;
		row->same = strcmp(row->stored, row->rebuilt) == 0;
		if (!row->same)
			report->differ++;
		report->ntables++;
	}
	return ERR_OK;
}

static enum err
differ_say(const struct replay_report *report, struct note *note)
{
	const struct replay_table *first = report->tables;

	while (first->same)
		first++;
	return NOTE(note, ERR_CORRUPT,
	    M("The table {table} does not say what the ledger's entries say "
	    "({n} of {of} tables differ): it was changed past the program. "
	    "anze ledger rebuild --replace makes it anew from the entries."),
	    A_CSTR("table", first->name), A_INT("n", (int64_t)report->differ),
	    A_INT("of", (int64_t)report->ntables));
}

enum err
ledger_rebuild(const struct place *p, const struct replay_options *o,
    struct arena *a, struct replay_report *ret, struct note *note)
{
	struct replay_report report = { 0 };
	struct store *src = NULL;
	struct second *second = NULL;
	enum err r;

	if ((r = store_open(p, STORE_READ, NULL, &src, note)) != ERR_OK ||
	    (r = second_open(p, o->schema, &second, note)) != ERR_OK ||
	    (r = store_begin(src, note)) != ERR_OK ||
	    (r = ledger_size(src, &report.entries, note)) != ERR_OK ||
	    (r = ledger_replay(src, second_store(second), o, 0,
	    report.entries, note)) != ERR_OK ||
	    (r = tables_compare(src, second_store(second), o->schema, a,
	    &report, note)) != ERR_OK)
		goto out;
	store_rollback(src);
	if (report.differ > 0 && !o->replace)
		r = differ_say(&report, note);
	else if (report.differ > 0) {
		r = second_adopt(second, report.entries, note);
		report.replaced = r == ERR_OK;
	}
	if (r == ERR_OK || r == ERR_CORRUPT)
		*ret = report;
out:
	second_close(second);
	store_close(src);
	return r;
}
