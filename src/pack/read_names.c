/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which thing has this name?  A table with open addressing that grows.
 */
#include "pack/read_in.h"

enum { NAMES_FIRST = 64 };	/* a power of two */

struct name {
	struct str	s;
	size_t		value;
};

struct names {
	struct arena	*a;
	struct name	*slot;
	size_t		 n, size;
};

struct names *
names_new(struct arena *a)
{
	struct names *n = NEW(a, struct names);

	if (n == NULL)
		return NULL;
	*n = (struct names){ .a = a, .size = NAMES_FIRST,
	    .slot = NEW_ARRAY(a, struct name, NAMES_FIRST) };
	return n->slot == NULL ? NULL : n;
}

static size_t
spot(const struct name *slot, size_t size, struct str s)
{
	size_t at = feel_key_hash(s) & (size - 1);

	while (slot[at].s.p != NULL && !str_eq(slot[at].s, s))
		at = (at + 1) & (size - 1);
	return at;
}

static bool
grow(struct names *n)
{
	size_t size = 2 * n->size;
	struct name *slot = NEW_ARRAY(n->a, struct name, size);

	if (slot == NULL)
		return false;
	for (size_t i = 0; i < n->size; i++)
		if (n->slot[i].s.p != NULL)
			slot[spot(slot, size, n->slot[i].s)] = n->slot[i];
	n->slot = slot;
	n->size = size;
	return true;
}

bool
names_add(struct names *n, struct str name, size_t value)
{
	size_t at;

	if (n == NULL || (2 * n->n >= n->size && !grow(n)))
		return false;
	at = spot(n->slot, n->size, name);
	if (n->slot[at].s.p != NULL)
		return false;
	n->slot[at] = (struct name){ name.p != NULL ? name : S(""), value };
	n->n++;
	return true;
}

bool
names_find(const struct names *n, struct str name, size_t *ret)
{
	size_t at;

	if (n == NULL)
		return false;
	at = spot(n->slot, n->size, name);
	if (n->slot[at].s.p == NULL)
		return false;
	*ret = n->slot[at].value;
	return true;
}

struct str
names_near(const struct names *n, struct str word)
{
	struct near near;

	near_start(&near, word);
	for (size_t i = 0; n != NULL && i < n->size; i++)
		if (n->slot[i].s.p != NULL)
			near_try(&near, n->slot[i].s);
	return near.found;
}

struct str
names_hint(const struct read *r, const struct names *n, struct str word)
{
	return r->sink.to->more ? S("") : names_near(n, word);
}
