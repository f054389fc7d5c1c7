/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What shall be filled in where?  An empty sheet whose headings an import
 * understands, in the reader's language; in a workbook a second sheet explains
 * each column: whether it is needed, what is written there, an example.
 */
#ifndef CORE_IMPORT_TEMPLATE_H
#define CORE_IMPORT_TEMPLATE_H

#include "field/field.h"

/* What might stand in a column; a NULL field ends them. */
struct import_example {
	const char	*field, *text;
};

/* ${examples} NULL: none of its own.  CSV, or a workbook by its name. */
enum err import_template(const char *path, const struct fields *fs,
    const struct import_example *examples, struct voice v,
    struct note *note);

#endif
