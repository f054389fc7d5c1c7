/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a rule say, key by key?  The same list serves those who compare two
 * versions and programs that read a pack without its grammar.
 */
#ifndef RULEBOOK_RULEBOOK_TRAITS_H
#define RULEBOOK_RULEBOOK_TRAITS_H

#include "pack/pack.h"

struct trait {
	struct str	key;	/* "within", "all.handling.when", "row[2]" */
	struct str	value;	/* never empty */
};

struct traits {
	struct trait	*t;
	size_t		 n, room;
};

/* In ${a}, which is failed when there is no memory; each key once. */
struct traits traits_of_rule(struct arena *a, const struct pack_rule *rule);
struct traits traits_of_fact(struct arena *a, const struct pack_fact *f);
struct traits traits_of_clause(struct arena *a, const struct pack_clause *c);
struct traits traits_of_pack(struct arena *a, const struct pack *p);

#endif
