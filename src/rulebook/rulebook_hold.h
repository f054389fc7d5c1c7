/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The packs in force, ready to judge, within an act.  They are read once and kept
 * with the ledger as long as the adoptions are the same, to the text's hash, and
 * the day is.
 */
#ifndef RULEBOOK_RULEBOOK_HOLD_H
#define RULEBOOK_RULEBOOK_HOLD_H

#include "rulebook/rulebook.h"

struct held_book {
	const struct book	*book;
	const struct adoptions	*adoptions;
	const struct zone	*zone;	/* of the house */
};

/* ${ret} holds until the act ends. */
enum err rulebook_hold(struct tx *tx, struct held_book *ret,
    struct note *note);

#endif
