/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which texts of the vault and which files were removed, and what says so?
 * Removing leaves the entries as they are; an entry of its own names what went
 * and the document that asked for it, so that a gap without one is a finding.
 */
#ifndef LEDGER_REMOVED_H
#define LEDGER_REMOVED_H

#include "ledger/ledger.h"

enum { REMOVED_MOST = 400 };	/* texts, and files, that one entry names */

/* vault.expunged: lists of 64 hex digits; who agreed to it. */
struct vault_expunged {
	struct value	document, approved_by, texts, files;
};
extern const struct event_type vault_event_expunged;

/* Everything removed so far, oldest first, handed out one by one. */
struct removed {
	bool		file;		/* a file, else a text of the vault */
	struct hash	hash;
	struct str	document;
	int64_t		seq;		/* the entry that says so */
};
enum err removed_each(struct store *st,
    enum err (*row)(void *arg, const struct removed *x, struct note *note),
    void *arg, struct note *note);

#endif
