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
/* Beijing time, or the zone's name, since its offset may change in the year. */
void show_zone(struct buf *b, struct voice v);
/* DAY_OPEN is shown as 至今 / open. */
void show_day(struct buf *b, struct voice v, int64_t day);
/* Grouped by threes with a plain space from five digits on: 184 006, 2026. */
void show_int(struct buf *b, struct voice v, int64_t n);
/* In the two largest units: 1 小时 12 分 / 1 h 12 min. */
void show_duration_ms(struct buf *b, struct voice v, int64_t ms);
void show_bytes(struct buf *b, struct voice v, int64_t n);

#endif
