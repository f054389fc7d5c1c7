/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who was responsible, found out the slow way?  All entries are read one by
 * one, up to what was known, into a picture of each day; nothing of it is
 * shared with the tables or with how changes are laid over one another.
 */
#ifndef TEST_REGISTRY_SLOW_H
#define TEST_REGISTRY_SLOW_H

#include "responsibility/responsibility.h"

enum { SLOW_DAYS = 70, SLOW_RECORDS_MAX = 400, SLOW_FIELDS_MAX = 8 };

/* 2024-01-01: a leap year's first days. */
#define SLOW_FIRST	INT64_C(19723)

struct slow_record {
	struct key		 id;
	const struct dated	*type;		/* NULL: a body */
	bool			 there[SLOW_DAYS];
	struct value		 v[SLOW_DAYS][SLOW_FIELDS_MAX];
	struct key		 superior[SLOW_DAYS];
};

struct slow {
	struct slow_record	*record;
	size_t			 n;
};

/* Read entries 0 … ${known}. */
void slow_read(struct slow *s, struct store *st, struct arena *a,
    const struct event_table *t, int64_t known);

/* How many (post, tenure) pairs of ${body} have the capacity on the day, how many
 * posts; and is ${h} one of the pairs? */
size_t slow_holders(const struct slow *s, struct key body, int64_t day,
    enum capacity c, size_t *ret_posts);
bool slow_holds(const struct slow *s, const struct resp_holder *h,
    int64_t day, enum capacity c);

/* Its superior on the day. */
struct key slow_superior(const struct slow *s, struct key body, int64_t day);

#endif
