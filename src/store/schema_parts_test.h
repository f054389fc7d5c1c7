/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the tests of the schema share?  A part with a table of each class,
 * and a store that has it.
 */
#ifndef STORE_SCHEMA_PARTS_TEST_H
#define STORE_SCHEMA_PARTS_TEST_H

#include "store/schema.h"

struct test_place;

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

/* said (CANON, append only), thing (DERIVED), remark (KEPT), moment
 * (SCRATCH), behind the store's own. */
enum { PARTS = 2 };
extern const struct part parts[PARTS];

const struct schema *schema_of(struct arena *a, const struct part *p,
    size_t n);
const struct table *table_of(const struct schema *s, const char *name);

/* A store with the tables of ${p}. */
struct store *store_of(struct test_place *t, const struct part *p, size_t n);
enum err checked(struct test_place *t, struct store *st, const struct part *p,
    size_t n);

extern const struct sql q_thing;	/* code, id, n, at, day, raw */
extern const struct sql q_said;		/* seq, body */
extern const struct sql q_remark;	/* id, text */

void thing_put(struct test_place *t, struct store *st, const char *code,
    int n);
int64_t count(struct store *st, const char *table);

#endif
