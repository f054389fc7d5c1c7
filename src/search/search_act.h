/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SEARCH_SEARCH_ACT_H
#define SEARCH_SEARCH_ACT_H

#include "core/app.h"
#include "search/search.h"

enum { SEARCH_MOST = 50 };	/* hits, where nobody says how many */

struct search_query {
	struct str	text;
	struct str	kind;		/* "": any */
	int64_t		day;		/* shown as of this day */
	int64_t		most;
};

/*
 * search_each(app, q, row, arg, note):
 * Hand out what is found, in the order in which it came into the index.
 * ERR_VERSION: the index is not filled; the note names `anze reindex`.
 */
enum err search_each(struct app *app, const struct search_query *q,
    enum err (*row)(void *arg, const struct search_hit *hit,
	struct note *note), void *arg, struct note *note);

/* Fill all indexes anew, in acts that give way to others.  Stopped or
 * interrupted, nothing is found until it is run again. */
enum err search_refill(struct app *app, const struct actor *who,
    enum err (*progress)(void *arg, int64_t done, int64_t of), void *arg,
    struct note *note);

#endif
