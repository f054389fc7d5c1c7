/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does somebody without the ledger know that an entry is in it?  By a
 * receipt (c2sp.org/tlog-proof@v1, the entry in its extra line) and a verifier
 * key that he has from elsewhere.
 */
#ifndef HOUSE_PROOF_H
#define HOUSE_PROOF_H

#include "core/signer.h"

/* The receipt of entry ${seq}; signs a checkpoint when none covers it. */
enum err proof_make(struct app *app, struct arena *a, int64_t seq,
    struct str *ret, struct note *note);

struct proof_said {
	int64_t		seq, size;
	struct str	origin, entry;
};

/* Check the receipt at ${path} against verifier keys in text. */
enum err proof_check(struct arena *a, const char *path, const struct str *keys,
    size_t nkeys, struct proof_said *ret, struct note *note);

#endif
