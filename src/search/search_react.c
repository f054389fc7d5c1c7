/* SPDX-License-Identifier: Apache-2.0 */
/* What must be looked at again after an event, and at the end of its act? */
#include "search/search_in.h"

/* What stands before the dot: the kind of record that an event is about. */
static struct str
kind_of(const struct event *ev)
{
	struct str kind = str_of(ev->type->kind);

	return str_part(kind, 0, str_find(kind, '.'));
}

static bool
is_indexed(struct str kind)
{
	for (size_t i = 0; i < search_nscopes; i++)
		if (str_is(kind, search_scopes[i]->name))
			return true;
	return search_kind(kind) != NULL;
}

/* A record that is found to be another one is found under that one's names, and
 * the other way round. */
static enum err
merged_note(struct tx *tx, const struct event *ev, struct str kind,
    struct note *note)
{
	const struct fields *fs = ev->type->fields;
	enum err r = ERR_OK;

	if (!str_ends(str_of(ev->type->kind), ".merged"))
		return ERR_OK;
	for (size_t i = 0; i < fs->n && r == ERR_OK; i++)
		if (fs->field[i].kind == FIELD_REF &&
		    str_is(kind, fs->field[i].ref) &&
		    value_known(&ev->data[i]))
			r = index_note(tx->st, kind, ev->data[i].key, note);
	return r;
}

enum err
search_seen(struct tx *tx, const struct event *ev, struct note *note)
{
	struct str kind = kind_of(ev);
	enum err r;

	/* A setting may be the zone, and with it the day. */
	if (str_is(kind, "config"))
		return index_state_doubt(tx->st, SEARCH_SCOPES, note);
	if (key_none(ev->on) || !is_indexed(kind))
		return ERR_OK;
	tx->noted++;
	if ((r = index_note(tx->st, kind, ev->on, note)) != ERR_OK)
		return r;
	return merged_note(tx, ev, kind, note);
}

/* The first act of a day: what begins, ends or moves on it is due too. */
static enum err
day_turn(struct tx *tx, struct index_state *state, struct note *note)
{
	const int64_t before = state->day;
	enum err r;

	if ((r = search_day(tx->st, tx->a, tx->now, &state->day,
	    &state->until, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < search_nscopes && r == ERR_OK; i++)
		r = scope_turn(tx->st, search_scopes[i], before, state->day,
		    note);
	return r != ERR_OK ? r : index_state_put(tx->st, SEARCH_SCOPES, state,
	    note);
}

enum err
search_settle(struct tx *tx, struct note *note)
{
	struct arena_mark mark = arena_mark(tx->a);
	struct index_state state;
	bool there = false;
	enum err r;

	if (tx->noted == 0)
		return ERR_OK;
	if ((r = index_state_get(tx->st, SEARCH_SCOPES, &state, &there,
	    note)) != ERR_OK)
		return r;
	/* While they are being filled they stay at the day of the filling. */
	if (there && state.filled && tx->now >= state.until)
		r = day_turn(tx, &state, note);
	if (r == ERR_OK)
		r = search_follow(tx->st, tx->a, there, state.day, note);
	arena_reset(tx->a, mark);
	return r;
}
