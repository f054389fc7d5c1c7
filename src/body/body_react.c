/* SPDX-License-Identifier: Apache-2.0 */
/* What does the end of a division cause for the bodies that lie in it? */
#include "body/body_in.h"
#include "region/region.h"

/* One state that would go on in the ended division: where it lies from then
 * on, as far as that is certain. */
static enum err
state_follow(struct tx *tx, struct key id, struct key region, int64_t gone,
    const struct body_state *s, struct note *note)
{
	int64_t from = s->from.num > gone ? s->from.num : gone;
	struct body_place_due due;
	struct body_places p;
	enum err r;

	if ((r = body_places(tx->st, tx->a, region, from, body_state_end(s),
	    &p, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < p.n && r == ERR_OK; i++) {
		struct body_restated ev = { .state = *s };

		if (key_eq(p.part[i].region, region))
			continue;
		ev.state.from = (struct value)V_DAY(p.part[i].from);
		ev.state.to = body_day_value(p.part[i].to);
		ev.state.region = (struct value)V_KEY(p.part[i].region);
		r = ledger_append(tx, &body_event_changed, id, VALUES(&ev),
		    NULL, note);
	}
	if (r != ERR_OK || !p.choose)
		return r;
	due = (struct body_place_due){
		.region = V_KEY(p.part[p.n - 1].region),
		.from = V_DAY(p.gone > from ? p.gone : from),
	};
	return ledger_append(tx, &body_event_place_due, id, VALUES(&due),
	    NULL, note);
}

static enum err
body_follow(struct tx *tx, struct key id, struct key region, int64_t gone,
    struct note *note)
{
	const struct body_state *s;
	size_t n;
	enum err r;

	if ((r = body_states(tx->st, tx->a, id, gone, &s, &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		if (value_known(&s[i].region) &&
		    key_eq(s[i].region.key, region))
			r = state_follow(tx, id, region, gone, &s[i], note);
	return r;
}

enum err
body_react_region_ended(struct tx *tx, const struct event *ev,
    struct note *note)
{
	struct arena_mark all = arena_mark(tx->a);
	const struct key *id;
	struct region region;
	size_t n = 0;
	enum err r;

	if ((r = region_get(tx->st, tx->a, ev->on, REGION_YEAR_OPEN, &region,
	    note)) != ERR_OK ||
	    (r = body_lying(tx->st, tx->a, ev->on, region_gone(&region), &id,
	    &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		struct arena_mark mark = arena_mark(tx->a);

		r = body_follow(tx, id[i], ev->on, region_gone(&region), note);
		arena_reset(tx->a, mark);
	}
	arena_reset(tx->a, all);
	return r;
}
