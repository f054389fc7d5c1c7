/* SPDX-License-Identifier: Apache-2.0 */
/* What does a program built without libpq say to postgres://? */
#include "store/store_in.h"

static enum err
none_open(struct store *st, const char *schema, struct note *note)
{
	(void)schema;
	return NOTE(note, ERR_USAGE,
	    M("This program was built without PostgreSQL, so {store} cannot be "
	    "reached. Use a file, or a build with libpq."),
	    A_CSTR("store", st->shown));
}

static void
none_close(struct store *st)
{
	(void)st;
}

const struct store_ops store_postgres = {
	.name = "postgres (left out)",
	.size = sizeof(struct store),
	.rows_size = sizeof(struct rows),
	.open = none_open,
	.close = none_close,
};
