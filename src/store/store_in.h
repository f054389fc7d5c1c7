/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the front and the two drivers share?  A driver's struct begins with
 * a struct store, its iterator with a struct rows; the front asks the struct
 * of functions and never which database it is.  Nobody else includes this.
 */
#ifndef STORE_STORE_IN_H
#define STORE_STORE_IN_H

#include "store/store.h"

struct store_ops {
	const char	*name;
	size_t		 size;		/* of the driver's struct store */
	size_t		 rows_size;	/* of its struct rows */

	/* The front made ${st} with mode and place; close() is called also
	 * after a failure and frees only what the driver made. */
	enum err	(*open)(struct store *st, const char *schema,
			    struct note *note);
	void		(*close)(struct store *st);

	enum err	(*run)(struct store *st, const struct sql *q,
			    const struct bind *binds, size_t n,
			    struct note *note);
	enum err	(*flush)(struct store *st, struct note *note);
	enum err	(*query)(struct store *st, const struct sql *q,
			    const struct bind *binds, size_t n,
			    struct rows *rows, struct note *note);
	enum err	(*exec)(struct store *st, const char *text,
			    struct note *note);
	enum err	(*query_text)(struct store *st, const char *text,
			    struct rows *rows, struct note *note);

	/* Fail as a statement would, now or when it is flushed: a test's. */
	enum err	(*fail)(struct store *st, struct note *note);

	enum err	(*begin)(struct store *st, struct note *note);
	enum err	(*commit)(struct store *st, struct note *note);
	void		(*rollback)(struct store *st);
	enum err	(*mark)(struct store *st, struct note *note);
	enum err	(*release)(struct store *st, struct note *note);
	bool		(*undo)(struct store *st);	/* usable again? */

	bool		(*next)(struct rows *rows);
	const char	*(*column)(const struct rows *rows, int column);
	struct bind	(*value)(const struct rows *rows, int column);
	void		(*end)(struct rows *rows);
};

extern const struct store_ops store_sqlite;
extern const struct store_ops store_postgres;

/* What a driver keeps for one static struct sql. */
struct slot {
	const struct sql	*key;	/* NULL: free */
	void			*kept;
};

struct store {
	const struct store_ops	*ops;
	enum store_mode		 mode;
	struct place		 place;
	const char		*shown;		/* the place without passwords */
	struct arena		*memory;	/* of the place; never grows */
	bool			 begun;		/* a transaction is open */
	bool			 marked;	/* with a savepoint */
	enum err		 broken;	/* what made it unusable */
	bool			 lost;		/* the connection */
	bool			 committing;	/* a loss now is ERR_UNSURE */
	struct slot		*slots;		/* by address, open addressing */
	size_t			 nslots;	/* a power of two */
	size_t			 nkept;
	struct rows		*spare;		/* ended, to be used again */
	size_t			 nopen;		/* iterators in use */
	struct store_costs	 costs;
	int64_t			 writes;	/* statements that may change rows */
};

struct rows {
	struct store	*st;
	struct rows	*self;		/* reading may find a mistake in it */
	struct rows	*next;		/* of the spare ones */
	size_t		 columns;
	enum err	 err;
	struct note	 note;
};

/* An iterator, new or used before; NULL: no memory.  And back. */
struct rows *rows_take(struct store *st);
void rows_give(struct rows *rows);

/* A failure inside a transaction makes all of it unusable, until it is undone:
 * PostgreSQL insists, and SQLite may have rolled back by itself.  Returns
 * ${r}. */
enum err store_settle(struct store *st, enum err r);

/* Zeroed memory from the heap, or NULL. */
void *store_alloc(size_t n);

/* What was kept for ${q}?  NULL if nothing. */
void *store_kept(const struct store *st, const struct sql *q);
/* Keep ${kept} for ${q}, which has nothing yet; false: no memory. */
bool store_keep(struct store *st, const struct sql *q, void *kept);

/*
 * store_say(st, e, words, text, note):
 * The sentence for ${e} at this place with the database's own ${words}; ${text}
 * is the statement (NULL: none), for the log.  Returns ${e}.
 */
enum err store_say(const struct store *st, enum err e, const char *words,
    const char *text, struct note *note);
/* The connection is lost: remember it and say so. */
enum err store_say_lost(struct store *st, const char *words,
    struct note *note);

/* The value in ${column} is of no use to us (a float, a list): ERR_BUG. */
void rows_wrong(const struct rows *rows, int column);

/* Monotonic nanoseconds, for the costs. */
int64_t store_ns(void);

#endif
