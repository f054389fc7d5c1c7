/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who signs for this ledger?  The checkpoint key in STORE.d/key/checkpoint;
 * its public half is named by the ledger's first entry, and a new one by an
 * event that both sign.  Checkpoints leave for places that the machine's owner
 * does not own.
 */
#ifndef CORE_SIGNER_H
#define CORE_SIGNER_H

#include "core/app.h"
#include "ledger/snote.h"

/* ledger.begun: the first entry of an epoch. */
extern const struct event_type ledger_event_begun;
/* ledger.key_rotated: a new key, vouched for by the old one. */
extern const struct event_type ledger_event_key_rotated;

/* The verifier keys the ledger names, newest last. */
enum err signer_vkeys(struct store *st, struct arena *a,
    const struct vkey **ret, size_t *ret_n, struct note *note);

/* The origin in force. */
enum err signer_origin(struct store *st, struct arena *a, struct str *ret,
    struct note *note);

/* Append ledger.begun as the first entry of a new store; ${missing} and
 * ${checkpoint} tell of an epoch before it (0 and empty: none). */
struct epoch {
	struct str	origin;
	struct str	checkpoint;	/* the last one held elsewhere */
	int64_t		missing;	/* entries it has and we have not */
};
enum err signer_begin(struct app *app, const struct actor *who,
    const struct epoch *epoch, const struct skey *key, struct note *note);

/*
 * checkpoint_make(app, a, ret, note):
 * Sign the tree as it stands, keep the checkpoint, and queue that it goes to the
 * configured folder.  When nothing was appended since the last one, that one.
 */
enum err checkpoint_make(struct app *app, struct arena *a, struct str *ret,
    struct note *note);

/* The newest checkpoint kept; ERR_NOTFOUND. */
enum err checkpoint_last(struct store *st, struct arena *a, struct str *ret,
    struct note *note);

/* A new key: the event, then the file is replaced. */
enum err signer_rotate(struct app *app, const struct actor *who,
    struct note *note);

const char *signer_key_path(struct arena *a, const struct place *p);

#endif
