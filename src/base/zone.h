/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the clock on the wall show?  A zone read from a TZif file
 * (RFC 8536, versions 2 and later) of the system's zoneinfo, its footer rule
 * (POSIX TZ string) included, so that years after the last transition are
 * right.  UTC and Asia/Shanghai are built in and need no file.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/moment.h"
#include "base/note.h"

enum { ZONE_FILE_MAX = 256 * 1024, ZONE_TRANSITIONS_MAX = 8192 };

struct zone;	/* read-only once loaded; lives in the arena it was given */

/* ${name} like "Asia/Shanghai"; no "..", no leading slash: ERR_INVALID. */
enum err zone_load(struct arena *a, struct str name, const struct zone **ret,
    struct note *note);

/* UTC, Etc/UTC and Asia/Shanghai, which need no file; NULL for others. */
const struct zone *zone_built_in(struct str name);

/* The same from a file's bytes: for tests and fuzzing. */
enum err zone_parse(struct arena *a, struct str name, const void *bytes,
    size_t n, const struct zone **ret, struct note *note);

const char *zone_name(const struct zone *z);	/* NULL is UTC, everywhere */

/* Seconds east of UTC at ${ms}. */
int zone_offset(const struct zone *z, int64_t ms);

/* Is the offset the same at every moment from ${ms} on?  Then it is set. */
bool zone_steady(const struct zone *z, int64_t ms, int *ret_offset);

struct civil zone_local(const struct zone *z, int64_t ms);

/*
 * zone_instant(z, c, ret_ms):
 * The moment at which the wall shows ${c}.  An hour that occurs twice means
 * the first; one that is skipped is false.
 */
bool zone_instant(const struct zone *z, const struct civil *c, int64_t *ret_ms);

#endif
