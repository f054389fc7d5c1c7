/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the reader and the checker need of types.
 */
#ifndef FEEL_TYPE_IN_H
#define FEEL_TYPE_IN_H

#include "feel/feel.h"

enum { FEEL_TYPE_COMMON = 64 };	/* entries kept when two types are joined */

/* A list or range of ${item} (NULL: of anything). */
const struct feel_type *type_list(struct arena *a, int kind,
    const struct feel_type *item);

/* The type of an entry, or NULL. */
const struct feel_type *type_field(const struct feel_type *t, struct str name);

/* What both are; a context of the entries of both. */
const struct feel_type *type_common(struct arena *a, const struct feel_type *x,
    const struct feel_type *y, int depth);

bool type_has(const struct feel_type *t, const struct feel_value *v, int depth);

#endif
