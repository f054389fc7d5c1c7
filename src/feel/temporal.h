/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the language do with dates, times, dates and times and durations?
 * Functions over values; those that can fail say why, and set what they return
 * only for FEEL_WHY_NOT.
 */
#ifndef FEEL_TEMPORAL_H
#define FEEL_TEMPORAL_H

#include "feel/value.h"

/* One of the five kinds this file is about? */
bool feel_is_temporal(const struct feel_value *v);

/* The text between the quotes of @"…": any of the five.  FEEL_WHY_FORM. */
enum feel_code feel_at(struct str s, const struct feel_zones *zones,
    struct feel_value *ret);

/* That text again, in its normal form; what string() gives. */
void feel_temporal_put(struct buf *b, const struct feel_value *v);

/*
 * Arithmetic, where at least one of the two is temporal.  FEEL_WHY_KIND: the
 * kinds do not go together; _NULL: one is null; _PLACES: one hangs somewhere,
 * the other is local; _RANGE; _ZERO.
 *
 * Months are added to what the wall shows, the day cut to the month's length;
 * a days and time duration is added to the moment, in a zone too, so that a day
 * is 24 hours.  A date stands for its beginning in UTC where a date and time is
 * taken from it or it from that.  Fractions of a month and of a nanosecond are
 * cut off.
 */
enum feel_code feel_temporal_add(const struct feel_value *a,
    const struct feel_value *b, struct feel_value *ret);
enum feel_code feel_temporal_sub(const struct feel_value *a,
    const struct feel_value *b, struct feel_value *ret);
enum feel_code feel_temporal_mul(const struct feel_value *a,
    const struct feel_value *b, struct feel_value *ret);
enum feel_code feel_temporal_div(const struct feel_value *a,
    const struct feel_value *b, struct feel_value *ret);
enum feel_code feel_temporal_negate(const struct feel_value *a,
    struct feel_value *ret);

/*
 * Order and equality of two of the same kind, by the moment where both hang
 * somewhere.  What is less than a millisecond in a time does not count, in
 * either, so that exactly one of <, = and > holds.  FEEL_WHY_PLACES: that
 * cannot be said, since one is local, or in a zone that changes its clock and
 * has no date.
 */
enum feel_code feel_temporal_cmp(const struct feel_value *a,
    const struct feel_value *b, int *ret_order);
enum feel_code feel_temporal_eq(const struct feel_value *a,
    const struct feel_value *b, bool *ret);

/* is(): the same kind, the same parts, in the same place by name. */
bool feel_temporal_is(const struct feel_value *a, const struct feel_value *b);

/*
 * feel_temporal_property(v, name, ret):
 * "year", "time offset" and so on.  Parts of a negative duration are negative;
 * seconds have their fraction.  FEEL_WHY_ENTRY: this kind has no such property;
 * a plain null where the value has none (the offset of a local time).
 */
enum feel_code feel_temporal_property(const struct feel_value *v,
    struct str name, struct feel_value *ret);

struct feel_value feel_time_value(const struct feel_time *t);
struct feel_value feel_stamp_value(const struct feel_stamp *s);
struct feel_value feel_months_value(int64_t months);
struct feel_value feel_span_value(__int128 nano);

#endif
