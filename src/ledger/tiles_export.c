/* SPDX-License-Identifier: Apache-2.0 */
/* How do the store's entries come out one by one, for strangers? */
#include "ledger/tiles.h"
#include "store/scan.h"

struct outlet {
	struct scan	 entries;
	enum err	(*progress)(void *arg, uint64_t done, uint64_t of,
			    struct note *note);
	void		*arg;
};

static enum err
entry_next(void *arg, uint64_t seq, struct str *ret, struct note *note)
{
	struct outlet *o = arg;

	if (scan_next(&o->entries) &&
	    rows_int(o->entries.rows, 0) == (int64_t)seq) {
		*ret = rows_bytes(o->entries.rows, 1);
		return ERR_OK;
	}
	if (o->entries.err != ERR_OK)
		return scan_end(&o->entries, note);
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
	struct outlet o = { .progress = progress, .arg = arg };
	struct export_source from = { .tiles = tiles_of(st),
	    .entry = entry_next, .progress = progress == NULL ? NULL :
	    progress_pass, .arg = &o };
	enum err r, end;

	if ((r = store_begin(st, note)) != ERR_OK)
		return r;
	if ((r = scan_open(&o.entries, st, "SELECT seq, entry FROM"
	    " ledger_entry ORDER BY seq", note)) == ERR_OK)
		r = tiles_export(&from, checkpoint, folder, note);
	end = scan_end(&o.entries, r == ERR_OK ? note : NULL);
	store_rollback(st);
	return r != ERR_OK ? r : end;
}
