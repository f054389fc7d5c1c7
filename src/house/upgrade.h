/* SPDX-License-Identifier: Apache-2.0 */
/* How does a store of an older program come to fit this one? */
#ifndef HOUSE_UPGRADE_H
#define HOUSE_UPGRADE_H

#include "core/app.h"

struct upgrade_report {
	size_t	tables;		/* DERIVED tables made anew */
	int64_t	entries;	/* applied to them */
};

/*
 * house_upgrade(o, progress, arg, ret, note):
 * Migrate CANON and KEPT tables, make DERIVED tables of another shape anew, and
 * fill them from the entries.  Interrupted, it is simply run again: until the
 * tables are filled the store does not open.
 */
enum err house_upgrade(const struct app_options *o,
    enum err (*progress)(void *arg, int64_t done, int64_t of), void *arg,
    struct upgrade_report *ret, struct note *note);

#endif
