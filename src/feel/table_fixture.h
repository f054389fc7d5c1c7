/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables for tests, as text.  The first line is the hit policy; then
 *
 *	in EXPRESSION | TYPE | ALLOWED
 *	out NAME | TYPE | VALUES | DEFAULT
 *	TEST | TEST => OUTPUT | OUTPUT
 *
 * with what is left out at a line's end empty, and ' for ".
 */
#ifndef FEEL_TABLE_FIXTURE_H
#define FEEL_TABLE_FIXTURE_H

#include "feel/feel_fixture.h"
#include "feel/table.h"

struct feel_table_text table_text(struct feel_world *w, const char *text);
const struct feel_table *table_compiled(struct feel_world *w,
    const char *text);

/*
 * What it comes to: its value; "null TROUBLE"; "? a, b" where facts are
 * missing; "! CELL RULE:COLUMN sentence" when it does not compile.  Behind it
 * " hit 1,2" and " open 3" with the rules, from 1.
 */
const char *table_says(struct feel_world *w, const char *text);

/* The value alone. */
const char *table_value(struct feel_world *w, const char *text);

#endif
