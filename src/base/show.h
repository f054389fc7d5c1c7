/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a value shown to a person?  The one family that formats; everything
 * on screens, paper and terminals comes from here.  zh_CN and en per ui.md:
 * moments with their zone, 2026-11-23 14:10（北京时间） / 2026-11-23 14:10
 * (Beijing time); other zones by their offset (UTC+8).  Cut at the precision.
 */
#ifndef BASE_SHOW_H
#define BASE_SHOW_H

#include "base/moment.h"
#include "base/say.h"

void show_moment(struct buf *b, struct voice v, struct moment m);
/* Without the zone's name, for tables whose heading names it. */
void show_moment_short(struct buf *b, struct voice v, struct moment m);
void show_zone(struct buf *b, struct voice v);
/* DAY_OPEN is shown as 至今 / open. */
void show_day(struct buf *b, struct voice v, int64_t day);
/* Grouped by threes with a plain space: 184 006. */
void show_int(struct buf *b, struct voice v, int64_t n);
void show_duration_ms(struct buf *b, struct voice v, int64_t ms);
void show_bytes(struct buf *b, struct voice v, int64_t n);

#endif
