/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was done to the store itself, and when last?  Backups, restores,
 * rebuilds and upgrades run without an account, so each leaves an entry.
 */
#ifndef CORE_MAINTAIN_H
#define CORE_MAINTAIN_H

#include "core/app.h"

/* The words of ${what}: backup, restore, rebuild, upgrade; ends with NULL. */
extern const struct choice maintain_kinds[];

/* ${detail}: one line for readers, a folder or a table's name; plain text. */
enum err maintain_record(struct app *app, const struct actor *who,
    const char *what, struct str detail, struct note *note);

/* The same on a store that is not open now. */
enum err maintain_record_at(const struct app_options *o,
    const struct actor *who, const char *what, struct str detail,
    struct note *note);

struct maintained {
	struct str	detail;		/* in the arena */
	int64_t		at;		/* UTC ms */
	int64_t		seq;
};

/* The last time of ${what}; ${ret->seq} -1 when there was none. */
enum err maintain_last(struct store *st, struct arena *a, const char *what,
    struct maintained *ret, struct note *note);

extern const struct event_type store_event_maintained;

/* The tables were made anew: fill what stands beside them anew too. */
enum err maintain_refill(const struct app_options *o,
    enum err (*progress)(void *arg, int64_t done, int64_t of), void *arg,
    struct note *note);

#endif
