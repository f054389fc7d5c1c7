/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which zones were asked for?  A set that reads each from the system's
 * zoneinfo the first time and keeps it.  For whoever hands zones to a part that
 * reads no files itself.  One thread at a time.
 */
#ifndef BASE_ZONE_SET_H
#define BASE_ZONE_SET_H

#include "base/zone.h"

enum { ZONE_SET_MAX = 700 };	/* names kept, the unknown ones too */

struct zone_set;

/* In ${a}, as are its zones.  NULL: no memory. */
struct zone_set *zone_set_new(struct arena *a);

/* The zone, or NULL: no such zone, one that cannot be read, or too many.  ${set}
 * is a struct zone_set; void, so that it fits struct feel_zones. */
const struct zone *zone_set_find(void *set, struct str name);

#endif
