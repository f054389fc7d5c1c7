/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of tenures follow from their events? */
#include "tenure/tenure_in.h"

DATED_APPLY(tenure)

static const struct sql q_handed = {
	"INSERT INTO tenure_handover (tenure, rec, person, taker, day, document,"
	" note) VALUES ($1, $2, $3, $4, $5, $6, $7)", NULL
};
static const struct sql q_rev = {
	"UPDATE tenure SET rev = $2 WHERE id = $1", NULL
};

enum err
tenure_apply_handed(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct tenure_handed *in = (const void *)ev->data;
	const struct bind none = BIND_NULL, document =
	    BIND_TEXT(in->document.text), key = BIND_HASH(in->note.hash);
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_handed, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_KEY(in->person.key), BIND_KEY(in->to.key),
	    BIND_INT(in->on.num), value_known(&in->document) ? document : none,
	    value_known(&in->note) ? key : none), note)) != ERR_OK)
		return r;
	return store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}
