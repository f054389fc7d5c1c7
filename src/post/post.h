/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which seats has a body?  A post has the capacities that Article 2 and local
 * rules tie to it: who is 直接责任人 differs from place to place, so that is
 * said of each post and dated, never derived from a title.
 */
#ifndef POST_POST_H
#define POST_POST_H

#include "dated/dated_events.h"

enum { POST_TITLE_MAX = 100, POST_SEATS_MAX = 1000 };

DATED_DECLARE(post);
extern const struct dated_ref post_ref;

/* Where its fields are. */
enum { POST_BODY, POST_TITLE, POST_CAPACITIES, POST_SEATS, POST_RANK,
    POST__MAX };

/* In the order in which they are shown. */
enum capacity { CAPACITY_FIRST, CAPACITY_DIRECT, CAPACITY_MEMBER,
    CAPACITY_SECURITY, CAPACITY_CONTACT, CAPACITY_DUTY, CAPACITY__MAX };
extern const struct choice post_capacities[];

/* Has the post this capacity? */
bool post_has(const struct value *capacities, enum capacity c);
/* How many may hold it at once. */
int64_t post_seats(const struct value *v);

#endif
