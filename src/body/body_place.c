/* SPDX-License-Identifier: Apache-2.0 */
/* Where does a body lie when divisions follow one another under it? */
#include "body/body.h"
#include "region/region.h"

/* The codes that came after ${r}, for the one who must choose. */
static enum err
after_list(struct store *st, struct arena *a, const struct region *r,
    struct str *ret, struct note *note)
{
	const struct region_successor *s;
	struct buf codes = BUF_IN(a);
	size_t n;
	enum err e;

	if ((e = region_successors(st, a, r->id, &s, &n, note)) != ERR_OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		if (s[i].part)
			continue;
		if (codes.n > 0)
			buf_text(&codes, ", ");
		buf_str(&codes, s[i].code);
	}
	*ret = codes.n == 0 ? S("") : buf_view(&codes);
	return ERR_OK;
}

enum err
body_places(struct store *st, struct arena *a, struct key region,
    int64_t from, int64_t to, struct body_places *ret, struct note *note)
{
	struct body_places p = { .after = S("") };
	struct region at, next;
	bool one = true;
	enum err r;

	if ((r = region_get(st, a, region, REGION_YEAR_OPEN, &at,
	    note)) != ERR_OK)
		return r;
	for (;;) {
		p.gone = region_gone(&at);
		if (p.gone > from)
			p.part[p.n++] = (struct body_place){ at.id, from,
			    to < p.gone ? to : p.gone };
		if (p.gone >= to)
			break;
		if (p.gone > from)
			from = p.gone;
		if ((r = region_next(st, a, &at, &next, &one,
		    note)) != ERR_OK)
			return r;
		if (!one || p.n == BODY_PLACES_MAX) {
			p.choose = true;
			break;
		}
		at = next;
	}
	p.code = at.code;
	p.name = at.name;
	if (p.choose) {
		if ((r = after_list(st, a, &at, &p.after, note)) != ERR_OK)
			return r;
		if (p.n > 0 && key_eq(p.part[p.n - 1].region, at.id))
			p.part[p.n - 1].to = to;
		else
			p.part[p.n++] = (struct body_place){ at.id, from, to };
	}
	*ret = p;
	return ERR_OK;
}
