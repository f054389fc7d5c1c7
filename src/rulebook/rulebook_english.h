/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a condition read in English?  Conditions are written with the facts'
 * Chinese names; for other readers these, and the values of choices, are put in
 * English where the pack has it.  For reading only: it is no expression.
 */
#ifndef RULEBOOK_RULEBOOK_ENGLISH_H
#define RULEBOOK_RULEBOOK_ENGLISH_H

#include "pack/pack.h"

struct english;

/* All names of a pack; NULL: no memory. */
const struct english *english_new(struct arena *a, const struct pack *p);

struct str english_text(struct arena *a, const struct english *e,
    struct str expression);

#endif
