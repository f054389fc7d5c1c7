/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How can strangers check the ledger with programs that are not ours?  From a
 * folder of static files, C2SP tlog-tiles:
 *	checkpoint
 *	tile/<L>/<N>[.p/<W>]		hashes
 *	tile/entries/<N>[.p/<W>]	entries, each behind its length
 */
#ifndef LEDGER_EXPORT_H
#define LEDGER_EXPORT_H

#include "ledger/merkle.h"

struct export_source {
	struct tile_reader	 tiles;
	/* The bytes of entry ${seq}, good until the next call; asked for once
	 * each, from 0 upwards, so that one query can give them all. */
	enum err		(*entry)(void *arg, uint64_t seq,
				    struct str *ret, struct note *note);
	/* Entries written so far; not ERR_OK ends the work with that.  NULL:
	 * nobody asks. */
	enum err		(*progress)(void *arg, uint64_t done,
				    uint64_t of, struct note *note);
	void			*arg;	/* of both */
};

/*
 * tiles_export(from, checkpoint, folder, note):
 * Write the log as it was at the signed note ${checkpoint} to ${folder}, which
 * is made if need be.  Entries, tiles and root are compared on the way:
 * ERR_CORRUPT says which do not agree.  The checkpoint is written last, so a
 * folder never has one whose tiles are missing; what an earlier export left is
 * replaced or, being of a smaller size, kept.  Memory does not grow with the
 * ledger.
 */
enum err tiles_export(const struct export_source *from, struct str checkpoint,
    const char *folder, struct note *note);

#endif
