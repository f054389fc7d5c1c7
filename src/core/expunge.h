/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a text removed that must not be here: a spill of classified content,
 * personal data that the law wants gone?  Two administrators agree and name a
 * document; the text leaves the vault, the file its folder; the entries and
 * their proofs stay.  What was removed is listed in STORE.d/expunged.list,
 * which goes outside with the checkpoints, so that a restore of an older
 * backup removes it again.
 */
#ifndef CORE_EXPUNGE_H
#define CORE_EXPUNGE_H

#include "core/app.h"
#include "ledger/removed.h"

enum {
	EXPUNGE_APPROVALS = 2,
	EXPUNGE_LIST_MAX = 64 * 1024 * 1024	/* bytes of expunged.list */
};

struct expunge {
	const struct hash	*texts;		/* vault keys */
	size_t			 ntexts;
	const struct hash	*files;
	size_t			 nfiles;
	struct str		 document;
	struct str		 approved_by[EXPUNGE_APPROVALS];
};

/*
 * expunge(app, who, x, note):
 * Remove all of ${x} or nothing.  ERR_INVALID: fewer than two different
 * approvers, no document, nothing to remove; ERR_LIMIT: more than REMOVED_MOST;
 * ERR_NOTFOUND: a key that the vault has not.
 */
enum err expunge(struct app *app, const struct actor *who,
    const struct expunge *x, struct note *note);

/* The vault keys that entry ${seq} names, in its order. */
enum err expunge_keys(struct store *st, struct arena *a, int64_t seq,
    const struct hash **ret, size_t *ret_n, struct note *note);

/* Write the list anew: beside the store, and to the folder for checkpoints. */
enum err expunge_list_put(struct app *app, struct note *note);

/*
 * expunge_again(app, who, path, ret_n, note):
 * Remove what the list at ${path} names and this store still has, as a restore
 * does; ${ret_n} how many.
 */
enum err expunge_again(struct app *app, const struct actor *who,
    const char *path, int64_t *ret_n, struct note *note);

#endif
