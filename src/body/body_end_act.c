/* SPDX-License-Identifier: Apache-2.0 */
/* How does a body leave: it ends, was a mistake, or goes into another? */
#include "body/body_act.h"

#include "body/body_in.h"

/* An act that makes one body leave. */
struct leave_call {
	struct key		 id;
	const struct value	*values;
};

/*
 * Its last state, said to begin when the body itself does: it may leave on any
 * day of its life, also before a state that was recorded for later, such as
 * the division that comes after its own.
 */
static enum err
life_load(struct tx *tx, struct key id, struct body *ret, struct note *note)
{
	const struct body_state *s;
	size_t n;
	enum err r;

	if ((r = body_get(tx->st, tx->a, id, DAY_OPEN - 1, ret,
	    note)) != ERR_OK || (r = body_live_check(ret, note)) != ERR_OK ||
	    (r = body_states(tx->st, tx->a, id, DAY_LEAST - 1, &s, &n,
	    note)) != ERR_OK)
		return r;
	if (n > 0)
		ret->from = s[0].from.num;
	return ERR_OK;
}

/* The body's life, and who would go on under it after ${day}. */
static enum err
leave_load(struct tx *tx, struct key id, int64_t day, struct body *ret,
    const struct key **ret_led, size_t *ret_n, struct str *ret_one,
    struct note *note)
{
	struct body one;
	enum err r;

	if ((r = life_load(tx, id, ret, note)) != ERR_OK ||
	    (r = body_led(tx->st, tx->a, id, day, false, ret_led, ret_n,
	    note)) != ERR_OK)
		return r;
	*ret_one = S("");
	if (*ret_n > 0) {
		if ((r = body_get(tx->st, tx->a, (*ret_led)[0], day, &one,
		    note)) != ERR_OK)
			return r;
		*ret_one = one.name;
	}
	return ERR_OK;
}

static enum err
end_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct leave_call *c = arg;
	const struct body_ended *in = (const void *)c->values;
	const struct key *led;
	struct body last;
	struct str one;
	size_t n;
	enum err r;

	ret->on = c->id;
	if ((r = leave_load(tx, c->id, in->to.num, &last, &led, &n, &one,
	    note)) != ERR_OK ||
	    (r = body_end_check(&last, in->to.num, n, one, note)) != ERR_OK)
		return r;
	return ledger_append(tx, &body_event_ended, c->id, c->values,
	    &ret->seq, note);
}

static enum err
withdraw_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct leave_call *c = arg;
	const struct key *led;
	struct body last;
	struct str one;
	size_t n;
	enum err r;

	ret->on = c->id;
	if ((r = leave_load(tx, c->id, DAY_LEAST - 1, &last, &led, &n, &one,
	    note)) != ERR_OK ||
	    (r = body_withdraw_check(&last, n, one, note)) != ERR_OK)
		return r;
	return ledger_append(tx, &body_event_withdrawn, c->id, c->values,
	    &ret->seq, note);
}

/* What a merger moves: whoever stood under ${from} or was guided by it. */
struct moving {
	struct key	from, into;
	struct key	above;		/* who led ${from}, or KEY_NONE */
	int64_t		day;
};

/* ${from} among the guides becomes ${into}, each named once. */
static bool
guides_move(struct arena *a, const struct moving *m, struct key id,
    struct value *guides)
{
	struct value *list;
	bool moved = false;
	size_t n = 0;

	if (!value_known(guides))
		return false;
	if ((list = NEW_ARRAY(a, struct value, guides->list.n + 1)) == NULL)
		return false;		/* the arena remembers */
	for (size_t i = 0; i < guides->list.n; i++) {
		struct key key = guides->list.v[i].key;
		bool twice = false;

		if (key_eq(key, m->from)) {
			moved = true;
			key = m->into;
		}
		for (size_t k = 0; k < n; k++)
			twice = twice || key_eq(list[k].key, key);
		if (!twice && !key_eq(key, id))
			list[n++] = (struct value)V_KEY(key);
	}
	*guides = body_list_value(list, n);
	return moved;
}

static enum err
body_move(struct tx *tx, const struct moving *m, struct key id,
    struct note *note)
{
	const struct body_state *s;
	size_t n;
	enum err r;

	if ((r = body_states(tx->st, tx->a, id, m->day, &s, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		struct body_restated ev = { .state = s[i] };
		const struct key above = key_eq(id, m->into) ? m->above :
		    m->into;
		bool moved = guides_move(tx->a, m, id, &ev.state.guided_by);

		if (value_known(&s[i].superior) &&
		    key_eq(s[i].superior.key, m->from)) {
			moved = true;
			ev.state.superior = body_key_value(above);
		}
		if (ev.state.from.num < m->day)
			ev.state.from = (struct value)V_DAY(m->day);
		if (moved)
			r = ledger_append(tx, &body_event_changed, id,
			    VALUES(&ev), NULL, note);
	}
	return r;
}

/* ${led} and whom it guides; who is in both is moved once, being moved then. */
static enum err
bodies_move(struct tx *tx, const struct moving *m, bool guided,
    struct note *note)
{
	const struct key *id;
	size_t n;
	enum err r;

	if ((r = body_led(tx->st, tx->a, m->from, m->day, guided, &id, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		struct arena_mark mark = arena_mark(tx->a);

		r = body_move(tx, m, id[i], note);
		arena_reset(tx->a, mark);
	}
	return r;
}

/* How many stand between ${into} and ${id} above it; SIZE_MAX: it is not. */
static enum err
between_count(struct tx *tx, struct key into, struct key id, int64_t day,
    size_t *ret, struct note *note)
{
	struct body_line_up up;
	enum err r;

	if ((r = body_above(tx->st, into, day, &up, note)) != ERR_OK)
		return r;
	*ret = SIZE_MAX;
	for (size_t i = 0; i < up.n && *ret == SIZE_MAX; i++)
		if (key_eq(up.id[i], id))
			*ret = i;
	return ERR_OK;
}

static enum err
merge_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct leave_call *c = arg;
	const struct body_merged *in = (const void *)c->values;
	struct moving m = { .from = c->id, .into = in->into.key,
	    .day = in->on.num };
	struct body last, into;
	size_t between;
	enum err r;

	ret->on = c->id;
	tx_bulk(tx);	/* one entry for each body that it led */
	if ((r = life_load(tx, c->id, &last, note)) != ERR_OK ||
	    (r = body_get(tx->st, tx->a, m.into, m.day, &into,
	    note)) != ERR_OK ||
	    (r = between_count(tx, m.into, c->id, m.day, &between,
	    note)) != ERR_OK ||
	    (r = body_merge_check(&last, &into, m.day, between,
	    note)) != ERR_OK ||
	    (r = ledger_append(tx, &body_event_merged, c->id, c->values,
	    &ret->seq, note)) != ERR_OK)
		return r;
	m.above = last.superior;
	if ((r = bodies_move(tx, &m, false, note)) != ERR_OK)
		return r;
	return bodies_move(tx, &m, true, note);
}

static enum err
leave_run(struct app *app, const struct actor *who, const char *action,
    act_fn *fn, struct leave_call *c, struct answer *ret, struct note *note)
{
	enum err r;

	if ((r = app_may(app, who, action, c->id, note)) != ERR_OK)
		return r;
	return act_run(app, who, NULL, fn, c, ret, note);
}

enum err
body_end(struct app *app, const struct actor *who, struct key id,
    const struct body_ended *in, struct answer *ret, struct note *note)
{
	struct leave_call c = { id, VALUES(in) };

	return leave_run(app, who, "body.end", end_act, &c, ret, note);
}

enum err
body_withdraw(struct app *app, const struct actor *who, struct key id,
    const struct body_withdrawn *in, struct answer *ret, struct note *note)
{
	struct leave_call c = { id, VALUES(in) };

	return leave_run(app, who, "body.withdraw", withdraw_act, &c, ret,
	    note);
}

enum err
body_merge(struct app *app, const struct actor *who, struct key id,
    const struct body_merged *in, struct answer *ret, struct note *note)
{
	struct leave_call c = { id, VALUES(in) };

	return leave_run(app, who, "body.merge", merge_act, &c, ret, note);
}
