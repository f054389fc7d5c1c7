/* SPDX-License-Identifier: Apache-2.0 */
#include "base/zone_set.h"

struct kept {
	struct str		 name;
	const struct zone	*zone;	/* NULL: there is none */
};

struct zone_set {
	struct arena	*a;
	size_t		 n;
	struct kept	 kept[ZONE_SET_MAX];	/* by name, ascending */
};

struct zone_set *
zone_set_new(struct arena *a)
{
	struct zone_set *set = NEW(a, struct zone_set);

	if (set != NULL)
		set->a = a;
	return set;
}

/* Where does ${name} stand, or where would it? */
static size_t
place_of(const struct zone_set *set, struct str name)
{
	size_t low = 0, high = set->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(set->kept[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct zone *
zone_set_find(void *of, struct str name)
{
	struct zone_set *set = of;
	size_t at = place_of(set, name);
	struct kept *k = set->kept + at, found = { { NULL, 0 }, NULL };

	if (at < set->n && str_eq(k->name, name))
		return k->zone;
	if (set->n == ZONE_SET_MAX)
		return NULL;
	if (zone_load(set->a, name, &found.zone, NULL) != ERR_OK)
		found.zone = NULL;
	found.name = str_copy(set->a, name);
	if (arena_failed(set->a))
		return NULL;
	memmove(k + 1, k, (set->n - at) * sizeof *k);
	*k = found;
	set->n++;
	return found.zone;
}
