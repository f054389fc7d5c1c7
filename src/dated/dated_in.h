/* SPDX-License-Identifier: Apache-2.0 */
/* How do a state's values lie in the columns of its row? */
#ifndef DATED_DATED_IN_H
#define DATED_DATED_IN_H

#include "dated/dated.h"

enum { DATED_ROW_COLUMNS = 6 };		/* before those of the state */

/* Bind values: text and lists are put into ${a}.  ${ret} has room for the state's
 * fields; ${*ret_unknown} names those that are said to be unknown. */
enum err dated_binds(struct arena *a, const struct dated *t,
    const struct value *v, struct bind *ret, struct str *ret_unknown,
    struct note *note);

/* The way back: values of the row under way, whose first is column ${at}. */
enum err dated_values(struct arena *a, const struct dated *t,
    const struct rows *rows, int at, struct str unknown,
    const struct value **ret, struct note *note);

#endif
