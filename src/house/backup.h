/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a store kept twice, and got back?  A backup is a folder that is itself
 * a store, whichever database it came from, so that it can be looked at with
 * --store DIR/store.anze and restored into either database:
 *
 *	store.anze	every table but SCRATCH, of one moment (SQLite)
 *	store.anze.d/	the files
 *	checkpoint	signed, of that moment
 *	expunged.list	what was removed by documents
 *	README.txt	what this is and how to restore it
 *
 * It never holds the key that signs checkpoints.
 */
#ifndef HOUSE_BACKUP_H
#define HOUSE_BACKUP_H

#include "core/app.h"

/* ${what}: msgid.  Not ERR_OK ends the work with that. */
struct backup_watch {
	enum err	(*progress)(void *arg, const char *what, int64_t done,
			    int64_t of);
	void		*arg;
};

struct backup_report {
	int64_t	entries, rows, files;
};

/*
 * backup_make(app, who, dir, watch, ret, note):
 * Back the store up while others go on writing, look the copy over, and then
 * let it take the place of an earlier backup of this store in ${dir}.
 * ERR_EXISTS when something else lies there.
 */
enum err backup_make(struct app *app, const struct actor *who,
    const char *dir, const struct backup_watch *watch,
    struct backup_report *ret, struct note *note);

struct restore {
	const char	*dir;
	const char	*against;	/* a checkpoint held elsewhere, or NULL */
	const char	*expunged;	/* a list held elsewhere, or NULL */
	const char	*key;		/* the old key's file, or NULL */
};

struct restore_report {
	int64_t		entries, rows, files;
	int64_t		missing;	/* entries lost; -1: nobody can know */
	int64_t		expunged;	/* removed again */
	struct str	origin;		/* in the arena */
};

/*
 * backup_restore(o, who, what, watch, a, ret, note):
 * Make the store that ${o} names from a backup: looked over first, the derived
 * tables made from the entries.  An epoch begins, with a key of its own, but
 * when the old key is handed in and the checkpoint shows that nothing is lost.
 * ERR_EXISTS when there is a store already.
 */
enum err backup_restore(const struct app_options *o, const struct actor *who,
    const struct restore *what, const struct backup_watch *watch,
    struct arena *a, struct restore_report *ret, struct note *note);

#endif
