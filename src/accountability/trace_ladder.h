/* SPDX-License-Identifier: Apache-2.0 */
/* Who stood on which rung, at the relevant times? */
#ifndef ACCOUNTABILITY_TRACE_LADDER_H
#define ACCOUNTABILITY_TRACE_LADDER_H

#include "accountability/trace.h"

struct trace_ladder_asked {
	const struct key	*systems;	/* none: the bodies */
	size_t			 nsystems;
	const struct key	*bodies;
	size_t			 nbodies;
	int64_t			 conduct, occurred;	/* days; DAY_OPEN */
	unsigned		 several;	/* capacities that several may
						 * have, as bits */
};

/*
 * trace_ladder(st, a, asked, ret, ret_n, note):
 * The rungs of all of them at both times, each once, from below.  ERR_LIMIT: more
 * than TRACE_RUNGS_MAX.
 */
enum err trace_ladder(struct store *st, struct arena *a,
    const struct trace_ladder_asked *asked, struct trace_rung_said **ret,
    size_t *ret_n, struct note *note);

#endif
