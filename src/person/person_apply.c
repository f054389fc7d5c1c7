/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of persons follow from their events? */
#include "person/person_in.h"

DATED_APPLY(person)

static const struct sql q_merge = {
	"UPDATE person SET merged = $2 WHERE id = $1 OR merged = $1", NULL
};
static const struct sql q_rev = {
	"UPDATE person SET rev = $2 WHERE id = $1", NULL
};
/* From now on only the other one is listed and found. */
static const struct sql q_close = {
	"UPDATE person_row SET rec_end = $2 WHERE id = $1 AND rec_end = $3",
	NULL
};

enum err
person_apply_merged(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct person_merged *in = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_merge, BINDS(BIND_KEY(ev->on),
	    BIND_KEY(in->into.key)), note)) != ERR_OK ||
	    (r = store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note)) != ERR_OK)
		return r;
	return store_run(st, &q_close, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_INT(CANON_INT_MAX)), note);
}
