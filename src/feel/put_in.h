/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pieces of feel_put() that others of this folder need.
 */
#ifndef FEEL_PUT_IN_H
#define FEEL_PUT_IN_H

#include "feel/value.h"

void feel_string_put(struct buf *b, struct str s);	/* quoted */
void feel_number_put(struct buf *b, struct decimal d);

/* As string() has it: a string itself, a date without @"". */
void feel_text_put(struct buf *b, const struct feel_value *v);

#endif
