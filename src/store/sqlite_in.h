/* SPDX-License-Identifier: Apache-2.0 */
/* What do the two files of the SQLite driver share? */
#ifndef STORE_SQLITE_IN_H
#define STORE_SQLITE_IN_H

#include <sqlite3.h>

#include "store/store_in.h"

struct sqlite {
	struct store	 st;
	sqlite3		*db;
	int64_t		 busy_since;	/* ns: waiting for a lock */
};

static inline struct sqlite *
sqlite_of(struct store *st)
{
	return (struct sqlite *)st;
}

/* The sentence for what the connection just answered to ${text}. */
enum err sqlite_say(const struct sqlite *sq, const char *text,
    struct note *note);

enum err sqlite_open(struct store *st, const char *schema, struct note *note);

#endif
