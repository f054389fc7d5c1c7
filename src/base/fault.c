/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"

#ifdef ANZE_FAULTS
#include <stdatomic.h>

static struct {
	atomic_long	at;	/* which call fails; 0 = none */
	atomic_long	seen;
} faults[FAULT__MAX];

void
fault_arm(enum fault f, long n)
{
	atomic_store(&faults[f].seen, 0);
	atomic_store(&faults[f].at, n);
}

long
fault_seen(enum fault f)
{
	return atomic_load(&faults[f].seen);
}

bool
fault_hit(enum fault f)
{
	long n = atomic_fetch_add(&faults[f].seen, 1) + 1;

	return n == atomic_load(&faults[f].at);
}
#else
typedef int fault_c_is_empty_here;
#endif
