/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long?  ISO 8601, of one of two kinds that never mix: years and months,
 * or days and time (down to milliseconds).
 */
#ifndef BASE_DURATION_H
#define BASE_DURATION_H

#include "base/str.h"

struct duration {
	bool	months;		/* true: n is months; false: milliseconds */
	int64_t	n;
};

/* "P1Y2M", "P3DT4H", "-PT30M", "PT0.5S"; false for mixtures and others. */
bool duration_parse(struct str s, struct duration *ret);

/* Normal form: "P1Y2M"; days, hours, minutes, seconds carried ("P1DT1H"),
 * zero is "P0M" or "PT0S". */
void duration_put(struct buf *b, struct duration d);

#endif
