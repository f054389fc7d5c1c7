/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which declared name was meant?
 */
#include "base/near.h"
#include "feel/scope_in.h"

struct str
scope_nearest(const struct feel_scope *s, struct str word)
{
	struct near near;

	near_start(&near, word);
	for (size_t i = 0; i < SCOPE_BUCKETS; i++)
		for (const struct scope_name *n = s->bucket[i]; n != NULL;
		    n = n->next)
			near_try(&near, n->name);
	return near.found;
}
