/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of a dated subject follow from its events? */
#include "dated/dated_in.h"

static enum err
row_put(struct store *st, struct arena *a, const struct dated *t,
    const struct event *ev, const struct dated_span *s, struct note *note)
{
	struct bind binds[DATED_ROW_COLUMNS + DATED_FIELDS_MAX];
	struct str unknown;
	enum err r;

	if ((r = dated_binds(a, t, s->v, binds + DATED_ROW_COLUMNS, &unknown,
	    note)) != ERR_OK)
		return r;
	binds[0] = (struct bind)BIND_KEY(ev->on);
	binds[1] = (struct bind)BIND_INT(s->since);
	binds[2] = (struct bind)BIND_INT(s->until);
	binds[3] = (struct bind)BIND_INT(ev->seq);
	binds[4] = (struct bind)BIND_INT(CANON_INT_MAX);
	binds[5] = (struct bind)BIND_TEXT(unknown);
	return store_run(st, &t->sql->row_put, binds,
	    DATED_ROW_COLUMNS + t->state->n, note);
}

static enum err
row_close(struct store *st, const struct dated *t, const struct event *ev,
    const struct dated_span *s, struct note *note)
{
	return store_run(st, &t->sql->row_close, BINDS(BIND_KEY(ev->on),
	    BIND_INT(s->since), BIND_INT(s->rec), BIND_INT(ev->seq)), note);
}

static enum err
rev_put(struct store *st, const struct dated *t, const struct event *ev,
    struct note *note)
{
	return store_run(st, &t->sql->head_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}

enum err
dated_apply_added(const struct dated *t, struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct value *v = ev->data;
	const struct dated_span first = {
		.since = v[ADDED_FROM].num,
		.until = dated_until(t, &v[ADDED_TO]),
		.v = v + ADDED_STATE,
	};
	const struct bind none = BIND_NULL, source =
	    BIND_TEXT(v[ADDED_SOURCE].text), code = BIND_TEXT(v[ADDED_CODE].text);
	const bool coded = value_known(&v[ADDED_CODE]);
	enum err r;

	if ((r = store_run(st, &t->sql->head_put, BINDS(BIND_KEY(ev->on),
	    coded ? source : none, coded ? code : none, BIND_INT(ev->seq)),
	    note)) != ERR_OK)
		return r;
	return row_put(st, a, t, ev, &first, note);
}

/* The record as it is now, and after ${ch}. */
static enum err
change_lay(const struct dated *t, struct store *st, struct arena *a,
    const struct event *ev, const struct dated_change *ch, struct note *note)
{
	const struct dated_span *old, *new;
	size_t nold = 0, nnew;
	enum err r;

	if ((r = dated_spans(st, a, t, ev->on, INT64_MIN, INT64_MAX, DATED_NOW,
	    &old, &nold, note)) != ERR_OK)
		return r;
	if (!dated_overlay(a, t, old, nold, ch, &new, &nnew))
		return note_memory(note);
	/* Both are in order: what was rewritten is met on the way. */
	for (size_t i = 0, k = 0; i < nold && r == ERR_OK; i++) {
		while (k < nnew && new[k].since < old[i].since)
			k++;
		if (k == nnew || new[k].since != old[i].since ||
		    new[k].rec != old[i].rec)
			r = row_close(st, t, ev, &old[i], note);
	}
	for (size_t i = 0; i < nnew && r == ERR_OK; i++)
		if (new[i].rec == DATED_NOW)
			r = row_put(st, a, t, ev, &new[i], note);
	return r == ERR_OK ? rev_put(st, t, ev, note) : r;
}

/* The bits of the fields that are named. */
static uint32_t
clear_bits(const struct dated *t, const struct value *names)
{
	uint32_t bits = 0;

	for (size_t i = 0; value_known(names) && i < names->list.n; i++) {
		const int f = field_find(t->state, names->list.v[i].text);

		if (f >= 0)
			bits |= UINT32_C(1) << f;
	}
	return bits;
}

enum err
dated_apply_changed(const struct dated *t, struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct value *v = ev->data;
	const struct value *behind = v + CHANGED_STATE + t->state->n;
	const struct dated_change ch = {
		.since = value_known(&v[CHANGED_FROM]) ? v[CHANGED_FROM].num :
		    INT64_MIN,
		.until = dated_until(t, &v[CHANGED_TO]),
		.set = v + CHANGED_STATE,
		.clear = clear_bits(t, &behind[BEHIND_CLEAR]),
		.began = value_known(&behind[BEHIND_BEGAN]) ?
		    behind[BEHIND_BEGAN].num : INT64_MIN,
		.ended = value_known(&behind[BEHIND_ENDED]) ?
		    behind[BEHIND_ENDED].num : INT64_MIN,
	};

	return change_lay(t, st, a, ev, &ch, note);
}

enum err
dated_apply_ended(const struct dated *t, struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct dated_change ch = { .began = INT64_MIN,
	    .ended = ev->data[ENDED_TO].num };

	return change_lay(t, st, a, ev, &ch, note);
}

enum err
dated_apply_withdrawn(const struct dated *t, struct store *st,
    struct arena *a, const struct event *ev, struct note *note)
{
	const struct dated_span *old;
	size_t n;
	enum err r;

	if ((r = dated_spans(st, a, t, ev->on, INT64_MIN, INT64_MAX, DATED_NOW,
	    &old, &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = row_close(st, t, ev, &old[i], note);
	return r != ERR_OK ? r : store_run(st, &t->sql->head_withdraw,
	    BINDS(BIND_KEY(ev->on), BIND_INT(ev->seq)), note);
}
