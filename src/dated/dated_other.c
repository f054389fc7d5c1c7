/* SPDX-License-Identifier: Apache-2.0 */
/* What do subjects ask of their own tables alike? */
#include "dated/dated.h"

struct str
dated_head_text(struct arena *a, const struct dated_head *h)
{
	return h->code.n == 0 ? key_text(a, h->id) :
	    str_fmt(a, "%.*s:%.*s", STR_ARG(h->source), STR_ARG(h->code));
}

enum err
dated_near(struct store *st, struct arena *a, const struct dated *t,
    struct key id, int64_t at, struct dated_head *ret_head,
    const struct dated_span **ret, struct note *note)
{
	const struct dated_span *s;
	size_t n, i = 0;
	enum err r;

	if ((r = dated_head(st, a, t, id, ret_head, note)) != ERR_OK ||
	    (r = dated_all(st, a, t, ret_head, &s, &n, note)) != ERR_OK)
		return r;
	while (i + 1 < n && s[i].until <= at)
		i++;
	*ret = n == 0 ? NULL : &s[i];
	return ERR_OK;
}

enum err
dated_other(struct store *st, const struct dated_claim *c,
    const struct sql *q, const struct bind *binds, size_t n, struct key *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	struct key found = KEY_NONE;
	enum err r;

	if ((r = store_query(st, q, binds, n, &rows, note)) != ERR_OK)
		return r;
	while (key_none(found) && rows_next(rows)) {
		struct key id = rows_key(rows, 0);

		if (c == NULL || c->anew == NULL || !c->anew(c->arg, id))
			found = id;
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (key_none(found))
		return ERR_NOTFOUND;
	*ret = found;
	return ERR_OK;
}
