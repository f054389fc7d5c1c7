/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Are the five events of a dated subject written as ever?  All of them are made of
 * one state; the golden entries lie in test/golden/event/.
 */
#ifndef TEST_SUBJECT_GOLDEN_DATED_H
#define TEST_SUBJECT_GOLDEN_DATED_H

#include "dated/dated.h"
#include "test/lib/golden.h"

/* Keys of these tests. */
#define GOLDEN_KEY(n)	V_KEY(golden_key(n))
struct key golden_key(int n);

/* What people typed: the entry holds its key. */
#define GOLDEN_TYPED	{ .given = GIVEN_KNOWN, .hash = { { [31] = 7 } } }

int64_t golden_at(const struct dated *t, const char *text);
void golden_dated(const struct dated *t, const struct value *state);

#endif
