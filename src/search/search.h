/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a record found again, whatever it is?  By the words of its names
 * (words.h), those of all its states, past and to come, and by its code.
 *
 * The same place keeps all indexes beside the tables up to date: search_seen()
 * notes which records an event touches, search_settle() looks at each of them
 * once at the end of the act, and search_refill() fills everything anew.  Scopes
 * (scope.h) hold as of one day; the first act of another day moves them to it.
 *
 * A kind of record that is to be found is a row of search_kinds, one whose lists
 * are cut by a scope a row of search_scopes (search_store.c).
 */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "ledger/ledger.h"

struct search_hit {
	struct key	id;
	const char	*kind;
	struct str	code, name, where;	/* "" if there is none */
};

/* The kinds that can be asked for. */
extern const struct choice search_choices[];

/* For the house's tables. */
react_fn search_seen;
enum err search_settle(struct tx *tx, struct note *note);

#endif
