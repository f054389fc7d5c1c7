/* SPDX-License-Identifier: Apache-2.0 */
#include "trigger/trigger_know.h"

#include "dated/dated.h"
#include "responsibility/responsibility.h"
#include "rulebook/rulebook.h"
#include "trigger/trigger_in.h"

/* The bodies that have to do with it, the nearest first. */
struct near {
	struct key		 body;
	struct resp_facts	 f;
	struct key		 named[RESP_BODIES_MAX + 1];
	size_t			 nnamed;
};

static void
key_add(struct key list[RESP_BODIES_MAX], size_t *n, struct key key)
{
	for (size_t i = 0; i < *n; i++)
		if (key_eq(list[i], key))
			return;
	if (*n < RESP_BODIES_MAX)
		list[(*n)++] = key;
}

static enum err
near_load(struct tx *tx, const struct zone *zone, struct near *x,
    struct note *note)
{
	const struct civil now = zone_local(zone, tx->now);
	struct key list[RESP_BODIES_MAX], above[RESP_RUNGS_MAX];
	struct resp_question q;
	size_t n = 0, nabove = 0;
	enum err r;

	x->f = (struct resp_facts){ .known = DATED_NOW,
	    .day = day_from_civil(now.year, now.month, now.day) };
	if ((r = resp_ask_body(tx->st, tx->a, x->body, x->f.day, x->f.known,
	    &q, note)) != ERR_OK ||
	    (r = resp_above_load(tx->st, x->body, x->f.day, x->f.known,
	    above, &nabove, note)) != ERR_OK)
		return r;
	n = resp_question_keys(&q, list);
	for (size_t i = 0; i < nabove; i++)
		key_add(list, &n, above[i]);
	return resp_bodies_load(tx->st, tx->a, list, n, &x->f, note);
}

/* The place of a body among those that are named. */
static size_t
named(struct near *x, struct key id)
{
	size_t at = 0;

	while (at < x->nnamed && !key_eq(x->named[at], id))
		at++;
	if (at == x->nnamed)
		x->named[x->nnamed++] = id;
	return at;
}

/* Of each kind the nearest; ${kinds} none: the body itself. */
static struct value
bodies_of(struct arena *a, struct near *x, const struct pack_texts *kinds)
{
	struct value v = { .list = { NEW_ARRAY(a, struct value, kinds->n + 1),
	    0 } };

	if (v.list.v == NULL)
		return (struct value){ .given = GIVEN_NOT };
	if (kinds->n == 0)
		v.list.v[v.list.n++] = (struct value)V_INT(
		    (int64_t)named(x, x->body));
	for (size_t k = 0; k < kinds->n; k++)
		for (size_t i = 0; i < x->f.nbodies; i++) {
			const struct resp_body *b = &x->f.bodies[i];

			if (!b->there || !str_eq(b->kind, kinds->t[k]))
				continue;
			v.list.v[v.list.n++] = (struct value)V_INT(
			    (int64_t)named(x, b->id));
			break;
		}
	v.given = v.list.n > 0 ? GIVEN_KNOWN : GIVEN_NOT;
	return v;
}

static bool
kinds_same(const struct pack_texts *x, const struct pack_texts *y)
{
	if (x->n != y->n)
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (!str_eq(x->t[i], y->t[i]))
			return false;
	return true;
}

static struct value
named_value(struct arena *a, const struct near *x)
{
	struct value v = { .given = GIVEN_NOT };

	if (x->nnamed == 0 || (v.list.v = NEW_ARRAY(a, struct value,
	    x->nnamed)) == NULL)
		return (struct value){ .given = GIVEN_NOT };
	for (size_t i = 0; i < x->nnamed; i++)
		v.list.v[i] = (struct value)V_KEY(x->named[i]);
	v.list.n = x->nnamed;
	v.given = GIVEN_KNOWN;
	return v;
}

enum err
trigger_know(struct tx *tx, const struct held_book *held, struct key body,
    const struct pack_fact *const *of, struct trigger_asked *ev,
    struct note *note)
{
	struct trigger_fact_asked *facts =
	    (struct trigger_fact_asked *)(void *)ev->facts.list.v;
	const size_t n = ev->facts.list.n;
	struct trigger_who_asked *who = NEW_ARRAY(tx->a,
	    struct trigger_who_asked, n + 1);
	const struct pack_texts **kinds = NEW_ARRAY(tx->a,
	    const struct pack_texts *, n + 1);
	struct near x = { .body = body };
	size_t nwho = 0, at;
	enum err r;

	if (who == NULL || kinds == NULL)
		return note_memory(note);
	if ((r = near_load(tx, held->zone, &x, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++) {
		const struct pack_texts *k = &of[i]->asserted_by;

		for (at = 0; at < nwho && !kinds_same(kinds[at], k); at++)
			;
		if (at == nwho) {
			kinds[nwho] = k;
			who[nwho++] = (struct trigger_who_asked){
				.kinds = trigger_texts(tx->a, k->t, k->n),
				.bodies = bodies_of(tx->a, &x, k),
			};
		}
		facts[i].who = (struct value)V_INT((int64_t)at);
	}
	ev->who = (struct value){ .given = nwho > 0 ? GIVEN_KNOWN : GIVEN_NOT,
	    .list = { (struct value *)(void *)who, nwho } };
	ev->bodies = named_value(tx->a, &x);
	return note_arena(tx->a, ERR_OK, note);
}
