/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the files of the PostgreSQL driver share?  The queue: statements go
 * out in pipeline mode, and one entry of ${waits} stands for each answer that
 * is still to come, in order.
 */
#ifndef STORE_POSTGRES_IN_H
#define STORE_POSTGRES_IN_H

#include <libpq-fe.h>

#include "store/store_in.h"

enum {
	QUEUE_MOST	 = 256,		/* statements sent, not yet answered */
	QUEUE_BYTES_MOST = 1024 * 1024	/* and the bytes of their values */
};

enum wait_kind { WAIT_PREPARE, WAIT_ANSWER, WAIT_SYNC };

struct variant;

struct wait {
	enum wait_kind	 kind;
	const char	*text;		/* of the statement */
	struct variant	*variant;	/* WAIT_PREPARE */
	bool		 unasked;	/* nobody cares how it went */
};

struct postgres {
	struct store	 st;
	PGconn		*conn;
	struct wait	 waits[QUEUE_MOST + 8];
	size_t		 nwaits;
	size_t		 bytes;		/* of values since the last drain */
	unsigned	 names;		/* of prepared statements, so far */
};

static inline struct postgres *
postgres_of(struct store *st)
{
	return (struct postgres *)st;
}

/* postgres_open.c */
enum err postgres_open(struct store *st, const char *schema,
    struct note *note);

/* postgres_queue.c */

/* Send it off; drains first when too much is under way. */
enum err postgres_queue(struct postgres *pg, const struct sql *q,
    const struct bind *binds, size_t n, struct note *note);
/* The same for a text that is not prepared and takes no values. */
enum err postgres_queue_text(struct postgres *pg, const char *text,
    struct note *note);

/*
 * postgres_drain(pg, ret, note):
 * Wait for all answers.  The first failure among those asked for is told; else
 * the last answer is put into ${ret} (NULL: not wanted) for PQclear().
 */
enum err postgres_drain(struct postgres *pg, PGresult **ret,
    struct note *note);

/* Send ROLLBACK and wait for nothing: nobody asks how it went. */
void postgres_leave(struct postgres *pg);

/* Forget the prepared statements (the server forgets by itself). */
void postgres_forget(struct postgres *pg);

/* The sentence for a failed ${res}; NULL: for the connection's failure. */
enum err postgres_say(struct postgres *pg, const PGresult *res,
    const char *text, struct note *note);

#endif
