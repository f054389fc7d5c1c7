/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What functions of lists share.
 */
#ifndef FEEL_BUILTIN_IN_H
#define FEEL_BUILTIN_IN_H

#include "feel/builtin.h"

/*
 * ${l} in the order of ${precedes} (NULL: of the values), equal ones as they
 * stood.  False, and a null with its reason in ${*ret}, if there is no order.
 */
bool sort_list(struct feel_run *r, const struct feel_list *l,
    const struct feel_function *precedes, struct feel_value *ret);

#endif
