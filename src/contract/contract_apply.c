/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of contracts follow from their events?  As those of all dated
 * records, and from each row that was written or closed its systems. */
#include "contract/contract_in.h"

static const struct sql q_put = {
	"INSERT INTO contract_system (system, id, since, until, rec, rec_end)"
	" VALUES ($1, $2, $3, $4, $5, " DATED_ROW_OPEN ")", NULL
};
/* Those whose row is closed. */
static const struct sql q_close = {
	"UPDATE contract_system SET rec_end = $2 WHERE id = $1"
	" AND rec_end = " DATED_ROW_OPEN " AND NOT EXISTS (SELECT 1"
	" FROM contract_row w WHERE w.id = $1"
	" AND w.since = contract_system.since AND w.rec = contract_system.rec"
	" AND w.rec_end = " DATED_ROW_OPEN ")", NULL
};

static enum err
systems_put(struct store *st, const struct event *ev,
    const struct dated_span *s, struct note *note)
{
	const struct value *systems = &s->v[CONTRACT_SYSTEMS];
	enum err r = ERR_OK;

	for (size_t i = 0; r == ERR_OK && value_known(systems) &&
	    i < systems->list.n; i++)
		r = store_run(st, &q_put, BINDS(
		    BIND_KEY(systems->list.v[i].key), BIND_KEY(ev->on),
		    BIND_INT(s->since), BIND_INT(s->until),
		    BIND_INT(s->rec)), note);
	return r;
}

/* What follows from the rows that this event closed and wrote. */
static enum err
systems_follow(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct dated_span *s;
	size_t n = 0;
	enum err r;

	if ((r = store_run(st, &q_close, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note)) != ERR_OK ||
	    (r = dated_spans(st, a, &contract_dated, ev->on, INT64_MIN,
	    INT64_MAX, DATED_NOW, &s, &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		if (s[i].rec == ev->seq)
			r = systems_put(st, ev, &s[i], note);
	return r;
}

#define APPLY(verb) \
	enum err \
	contract_apply_##verb(struct store *st, struct arena *a, \
	    const struct event *ev, struct note *note) \
	{ \
		enum err r; \
		\
		if ((r = dated_apply_##verb(&contract_dated, st, a, ev, \
		    note)) != ERR_OK) \
			return r; \
		return systems_follow(st, a, ev, note); \
	}

APPLY(added)
APPLY(changed)
APPLY(ended)
APPLY(withdrawn)
