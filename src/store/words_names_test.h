/* SPDX-License-Identifier: Apache-2.0 */
/* What do the tests of the word index share? */
#ifndef STORE_WORDS_NAMES_TEST_H
#define STORE_WORDS_NAMES_TEST_H

#include "store/schema_parts_test.h"
#include "store/words_in.h"
#include "test/lib/pg.h"

/* An index, and the parts of a store that has it. */
extern const struct words_index names;
extern const struct part named[2];

/* A record's key is made of its number. */
struct key key_of(int n);
int number_of(struct key k);

struct store *store_named(struct test_place *t);
void put(struct test_place *t, struct store *st, int n, const char *kind,
    const char *text);

/* The numbers of the records found, as "1 2 3". */
struct str found(struct test_place *t, struct store *st, const char *kind,
    const char *text);
#define FOUND(kind, text, want) \
	CHECK_STR(found(t, st, (kind), (text)), (want))

/* The words of a text, those beside another behind a stroke. */
struct str cut(struct arena *a, const char *text, bool asked);

/* A number drawn after ${*state}, below ${below}. */
size_t draw(uint64_t *state, size_t below);

#endif
