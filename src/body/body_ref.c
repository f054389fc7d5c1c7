/* SPDX-License-Identifier: Apache-2.0 */
/* How do other subjects name a body? */
#include "body/body.h"

static enum err
ref_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	(void)within;
	return body_find_on(st, a, text, on, ret, note);
}

static enum err
ref_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	struct body b;
	enum err r;

	if ((r = body_get(st, a, id, on, &b, note)) != ERR_OK)
		return r;
	*ret_name = b.name;
	*ret_code = b.code.n == 0 ? key_text(a, id) :
	    str_fmt(a, "%.*s:%.*s", STR_ARG(b.source), STR_ARG(b.code));
	return ERR_OK;
}

const struct dated_ref body_ref = { "body", ref_find, ref_called };
