/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where is what people typed?  In the vault, under the salted hash that the
 * entry holds: removed by law, the proof still holds.
 */
#ifndef LEDGER_VAULT_H
#define LEDGER_VAULT_H

#include "base/hash.h"
#include "base/timesource.h"
#include "store/store.h"

enum { VAULT_SALT = 16 };

/* Keep ${text} for the record ${owner} and return its vault key:
 * SHA-256(salt || text), salt 16 random bytes. */
enum err vault_keep(struct store *st, struct hasher *h,
    const struct chance *chance, struct str text, struct key owner,
    struct hash *ret_key, struct note *note);

/* What is kept under a vault key. */
struct vault_text {
	struct str	text;		/* in the arena; empty when removed */
	struct str	removed_by;	/* document number; empty when there */
};

/* ERR_NOTFOUND when the vault has no such key: the store is damaged. */
enum err vault_get(struct store *st, struct arena *a, const struct hash *key,
    struct vault_text *ret, struct note *note);

/* Remove the text and salt of ${key}, naming the document; the row stays.
 * ERR_NOTFOUND as above; removed twice keeps the first document. */
enum err vault_remove(struct store *st, const struct hash *key,
    struct str document, struct note *note);

/* The keys of all texts kept for ${owner} that are not removed. */
enum err vault_of(struct store *st, struct arena *a, struct key owner,
    const struct hash **ret, size_t *ret_n, struct note *note);

#endif
