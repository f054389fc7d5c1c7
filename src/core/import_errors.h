/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong in which row, said beside it?  A copy of the sheet that was
 * handed in, of the same kind, with a first column that holds all faults of each
 * row in the reader's words.  It can be corrected and handed in as it is:
 * the added column is nobody's and passed over, and made anew the next time.
 */
#ifndef CORE_IMPORT_ERRORS_H
#define CORE_IMPORT_ERRORS_H

#include "base/say.h"
#include "base/sheet.h"

struct import_errors;

enum err import_errors_new(struct voice v, struct import_errors **ret,
    struct note *note);
void import_errors_free(struct import_errors *e);	/* NULL is allowed */

/* Remember a fault with its row or line; in any order.  What fails is told by
 * import_errors_write(). */
void import_errors_put(struct import_errors *e, const struct note *fault);
int64_t import_errors_count(const struct import_errors *e);

/* Copy ${sheet} (NULL: the first) of the file ${from} to ${to}; ERR_USAGE when they are
 * one file. */
enum err import_errors_write(struct import_errors *e, const char *from,
    const char *sheet, const char *to, struct note *note);

#endif
