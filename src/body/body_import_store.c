/* SPDX-License-Identifier: Apache-2.0 */
/* What does an import ask the store? */
#include "body/body_import_in.h"

static const struct sql q_source = {
	"SELECT COUNT(*) FROM (SELECT 1 FROM body_alias WHERE source = $1"
	" LIMIT 1) x", NULL
};
static const struct sql q_alias = {
	"SELECT b.id, b.withdrawn, b.merged FROM body_alias a"
	" JOIN body b ON b.id = a.body WHERE a.source = $1 AND a.code = $2",
	NULL
};

enum err
body_import_source(struct store *st, struct str source, bool *ret,
    struct note *note)
{
	int64_t n;
	enum err r;

	if ((r = store_int(st, &q_source, BINDS(BIND_TEXT(source)), 0, &n,
	    note)) == ERR_OK)
		*ret = n > 0;
	return r;
}

enum err
body_import_alias(struct store *st, struct str source, struct str code,
    struct import_known *ret, bool *ret_found, struct note *note)
{
	struct import_known k = { .line = LINE_NONE };
	struct rows *rows = NULL;
	bool found;
	enum err r;

	if ((r = store_query(st, &q_alias, BINDS(BIND_TEXT(source),
	    BIND_TEXT(code)), &rows, note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows))) {
		k.id = rows_key(rows, 0);
		k.withdrawn = rows_int(rows, 1) != 0;
		k.merged = !rows_null(rows, 2);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	*ret = k;
	*ret_found = found;
	return ERR_OK;
}
