/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which packs does this program offer?  The files of packs/, as they were when
 * it was built.  To offer is all it does: what judges was adopted.
 */
#ifndef RULEBOOK_OFFERED_H
#define RULEBOOK_OFFERED_H

#include "base/str.h"

struct offered {
	const char	*file;	/* "responsibility-2017.md" */
	struct str	 text;
};

extern const struct offered offered_packs[];
extern const size_t offered_npacks;

/* packs/calendar-cn.csv: the working days that the program knows. */
extern const char offered_calendar[];
extern const size_t offered_calendar_size;

#endif
