/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memo.h"

enum { SLOTS_FIRST = 256 };

static uint64_t
hash_more(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
	return h;
}

uint64_t
memo_hash(struct str first, struct str second)
{
	uint64_t h = hash_more(UINT64_C(14695981039346656037), first);

	/* A byte between them that no text holds. */
	h = (h ^ 0xFF) * UINT64_C(1099511628211);
	h = hash_more(h, second);
	h ^= h >> 32;
	h *= UINT64_C(0x9E3779B97F4A7C15);
	return h ^ h >> 29;
}

/* The slot of a key, or the free one where it goes. */
static struct memo_slot *
slot_of(struct memo_slot *slot, size_t nslots, struct str first,
    struct str second)
{
	size_t at = (size_t)memo_hash(first, second) & (nslots - 1);

	while (slot[at].first.p != NULL &&
	    (!str_eq(slot[at].second, second) ||
	    !str_eq(slot[at].first, first)))
		at = (at + 1) & (nslots - 1);
	return &slot[at];
}

static bool
grow(struct memo *m)
{
	size_t n = m->nslots == 0 ? SLOTS_FIRST : 2 * m->nslots;
	struct memo_slot *slot = NEW_ARRAY(m->a, struct memo_slot, n);

	if (slot == NULL)
		return false;
	for (size_t i = 0; i < m->nslots; i++)
		if (m->slot[i].first.p != NULL)
			*slot_of(slot, n, m->slot[i].first,
			    m->slot[i].second) = m->slot[i];
	m->slot = slot;
	m->nslots = n;
	return true;
}

void **
memo_at(struct memo *m, struct str first, struct str second)
{
	struct memo_slot *s;

	if (2 * m->n >= m->nslots && !grow(m))
		return NULL;
	s = slot_of(m->slot, m->nslots, first, second);
	if (s->first.p == NULL) {
		s->first = str_copy(m->a, first);
		s->second = str_copy(m->a, second);
		m->n++;
	}
	return arena_failed(m->a) ? NULL : &s->value;
}
