/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a fact's value kept, so that it can be read again years later?  As
 * canonical JSON in the types of the pack's dictionary: choices by their ids,
 * numbers as strings in their normal form, moments in UTC and durations in ISO
 * 8601, lists as lists of objects by the ids of their columns, and what is not
 * known as {"unknown":"reason"}.
 *
 *	true   "360"   "portal"   ["core","personal"]   "2026-03-01T18:10Z"
 *	[{"level":"prefecture","name":"甲市","share":{"unknown":"not_known"}}]
 */
#ifndef RULEBOOK_RULEBOOK_VALUE_H
#define RULEBOOK_RULEBOOK_VALUE_H

#include "base/say.h"
#include "pack/judge.h"

/* Is text that people typed in it, so that it belongs into the vault? */
bool fact_is_typed(const struct pack_fact *f);

/* ${v} is of the fact's type.  Calendars are not kept. */
enum err fact_write(struct arena *a, const struct pack_fact *f,
    const struct feel_value *v, struct str *ret, struct note *note);

/*
 * fact_read(a, f, kept, ret):
 * The value again.  What the pack in force does not know any more, such as a
 * choice that it dropped, is not known, and the value says so.
 */
void fact_read(struct arena *a, const struct pack_fact *f, struct str kept,
    struct feel_value *ret);

/*
 * fact_typed(a, f, v, text, ret, note):
 * What a person writes, as it is kept: 是, 360, 党政机关门户网站, core|personal,
 * 2026-03-02 02:10 in the zone of the voice (cut where it is not known better),
 * 1天2小时; ? is {"unknown":"not_known"}.  ERR_INVALID says what would be right.
 * Lists are not typed in one line.
 */
enum err fact_typed(struct arena *a, const struct pack_fact *f,
    struct voice v, struct str text, struct str *ret, struct note *note);

#endif
