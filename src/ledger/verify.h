/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Was anything changed behind the ledger's back?  Everything is read once, in
 * a stream: each entry's hash, number and time; the tree, tile by tile; each
 * checkpoint against the tree as it was at its size, and its signature; the
 * texts of the vault; the files.  The derived tables are compared by a rebuild.
 *
 * Whoever owns the machine can make all of it anew: only a checkpoint that is
 * held elsewhere (${against}) proves that this did not happen.
 */
#ifndef LEDGER_VERIFY_H
#define LEDGER_VERIFY_H

#include "ledger/ledger.h"
#include "ledger/snote.h"

enum { VERIFY_FINDINGS_MAX = 20 };	/* then it stops */

struct verify_options {
	const struct vkey	*keys;		/* who may have signed */
	size_t			 nkeys;
	struct str		 against;	/* a checkpoint held elsewhere;
						 * empty: none */
	const char		*files;		/* the store's folder; NULL:
						 * files are not looked at */
	/* One thing that is wrong; in the note's words. */
	void			(*found)(void *arg, const struct note *note);
	/* Entries read so far; not ERR_OK ends the work with that. */
	enum err		(*progress)(void *arg, int64_t done,
				    int64_t of);
	void			*arg;
};

struct verify_report {
	int64_t		entries;
	int64_t		tiles;
	int64_t		checkpoints;
	int64_t		texts;		/* of the vault, compared */
	int64_t		removed;	/* texts removed by a document */
	int64_t		files;
	int64_t		findings;
	struct hash	root;		/* of all entries */
};

/*
 * ledger_verify(st, o, ret, note):
 * ERR_OK when nothing is wrong; ERR_CORRUPT when ${findings} > 0, the note
 * being the first.  ${ret} is set in every case.  What could not be read (the
 * database's file, the checkpoint from elsewhere) ends the work with no
 * finding.  Memory does not grow with the ledger.
 */
enum err ledger_verify(struct store *st, const struct verify_options *o,
    struct verify_report *ret, struct note *note);

#endif
