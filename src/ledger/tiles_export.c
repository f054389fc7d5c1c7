/* SPDX-License-Identifier: Apache-2.0 */
/* How do the store's entries come out one by one, for strangers? */
#include "ledger/tiles.h"

/* Entries of one query: PostgreSQL hands them out as a whole. */
enum { PAGE = MERKLE_TILE };

static const struct sql q_entries = {
	"SELECT seq, entry FROM ledger_entry WHERE seq >= $1"
	" ORDER BY seq LIMIT $2", NULL
};

struct outlet {
	struct store	*st;
	struct rows	*rows;		/* of the page under way */
	enum err	(*progress)(void *arg, uint64_t done, uint64_t of,
			    struct note *note);
	void		*arg;
};

static enum err
entry_next(void *arg, uint64_t seq, struct str *ret, struct note *note)
{
	struct outlet *o = arg;
	enum err r;

	if (seq % PAGE == 0 && ((r = rows_end(&o->rows, note)) != ERR_OK ||
	    (r = store_query(o->st, &q_entries, BINDS(BIND_INT((int64_t)seq),
	    BIND_INT(PAGE)), &o->rows, note)) != ERR_OK))
		return r;
	if (rows_next(o->rows) && rows_int(o->rows, 0) == (int64_t)seq) {
		*ret = rows_bytes(o->rows, 1);
		return ERR_OK;
	}
	if ((r = rows_end(&o->rows, note)) != ERR_OK)
		return r;
	return NOTE(note, ERR_CORRUPT,
	    M("Entry {seq} is missing, so the ledger was not exported. Run "
	    "anze ledger verify."), A_INT("seq", (int64_t)seq));
}

static enum err
progress_pass(void *arg, uint64_t done, uint64_t of, struct note *note)
{
	const struct outlet *o = arg;

	return o->progress(o->arg, done, of, note);
}

enum err
ledger_export(struct store *st, struct str checkpoint, const char *folder,
    enum err (*progress)(void *arg, uint64_t done, uint64_t of,
	struct note *note), void *arg, struct note *note)
{
	struct outlet o = { .st = st, .progress = progress, .arg = arg };
	struct export_source from = { .tiles = tiles_of(st),
	    .entry = entry_next, .progress = progress == NULL ? NULL :
	    progress_pass, .arg = &o };
	enum err r;

	if ((r = store_begin(st, note)) != ERR_OK)
		return r;
	r = tiles_export(&from, checkpoint, folder, note);
	(void)rows_end(&o.rows, NULL);
	store_rollback(st);
	return r;
}
