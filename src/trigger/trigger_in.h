/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of triggers share? */
#ifndef TRIGGER_TRIGGER_IN_H
#define TRIGGER_TRIGGER_IN_H

#include "trigger/trigger.h"

apply_fn trigger_apply_asked, trigger_apply_confirmed,
    trigger_apply_declined, trigger_apply_lapsed;

/* Where the words of choices are; -1: none. */
int trigger_word(const struct choice *choices, struct str word);

/* How many are parted by commas, and where they are; NULL without memory. */
struct str *trigger_parted(struct arena *a, struct str joined, size_t *ret_n);

/* A list of texts; GIVEN_NOT for none or without memory. */
struct value trigger_texts(struct arena *a, const struct str *list, size_t n);

#endif
