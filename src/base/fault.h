/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens when the n-th allocation or the n-th statement fails?  In
 * builds for tests (ANZE_FAULTS) every such place asks fault_hit(), and a test
 * arms the counter; in other builds the question costs
 * nothing.  The counters are the one piece of state in the house that is not
 * handed down: they exist to reach places nothing else can reach.
 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>

enum fault {
	FAULT_ALLOC,
	FAULT_STATEMENT,
	FAULT__MAX
};

#ifdef ANZE_FAULTS
/* Let the ${n}-th call from now fail in every thread, once; 0 disarms. */
void fault_arm(enum fault f, long n);
/* How many calls were seen since the last fault_arm()? */
long fault_seen(enum fault f);
bool fault_hit(enum fault f);
#else
static inline bool
fault_hit(enum fault f)
{
	(void)f;
	return false;
}
#endif

#endif
