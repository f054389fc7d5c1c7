/* SPDX-License-Identifier: Apache-2.0 */
/* How do other subjects name a division? */
#include "region/region.h"

static enum err
ref_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	struct region_meant meant;
	enum err r;

	(void)within;
	if ((r = region_on(st, a, text, on, &meant, note)) == ERR_OK)
		*ret = meant.region.id;
	return r;
}

static enum err
ref_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	struct region region;
	enum err r;

	/* One that is taken to have been in use before the first year that is
	 * known of it bears the name of then. */
	if ((r = region_get(st, a, id, civil_from_day(on).year, &region,
	    NULL)) == ERR_NOTFOUND)
		r = region_get(st, a, id, REGION_YEAR_OPEN, &region, note);
	if (r != ERR_OK)
		return r;
	*ret_code = region.code;
	*ret_name = region.name;
	return ERR_OK;
}

const struct dated_ref region_ref = { "region", ref_find, ref_called };
