/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of deadlines share? */
#ifndef DEADLINE_DEADLINE_IN_H
#define DEADLINE_DEADLINE_IN_H

#include "deadline/deadline.h"

#define REC_OPEN	CANON_INT_MAX

apply_fn deadline_apply_said, deadline_apply_dropped, deadline_apply_met,
    deadline_apply_reopened, deadline_apply_reminded;

/* The row of a word among choices; -1: none. */
int deadline_word(const struct choice *choices, struct str word);

#endif
