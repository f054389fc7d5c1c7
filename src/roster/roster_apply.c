/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of the duty roster follow from their events? */
#include "roster/roster_in.h"

DATED_APPLY(roster)

static const struct sql q_put = {
	"INSERT INTO roster_handover (id, seq, at, person, note)"
	" VALUES ($1, $2, $3, $4, $5)", NULL
};
static const struct sql q_rev = {
	"UPDATE roster SET rev = $2 WHERE id = $1", NULL
};

enum err
roster_apply_handed(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct roster_handed *in = (const void *)ev->data;
	const struct bind none = BIND_NULL, person = BIND_KEY(in->to.key),
	    told = BIND_HASH(in->note.hash);
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_put, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_INT(in->at.num),
	    value_known(&in->to) ? person : none,
	    value_known(&in->note) ? told : none), note)) != ERR_OK)
		return r;
	return store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}
