/* SPDX-License-Identifier: Apache-2.0 */
#include "roster/roster_act.h"

#include "person/person.h"
#include "roster/roster.h"

static enum err
to_check(struct tx *tx, struct key to, struct note *note)
{
	struct dated_head head;
	enum err r;

	if (key_none(to))
		return ERR_OK;
	if ((r = dated_head(tx->st, tx->a, &person_dated, to, &head,
	    note)) != ERR_OK)
		return r;
	return head.withdrawn < 0 ? ERR_OK : NOTE(note, ERR_INVALID,
	    M("The record of this person was withdrawn. Choose another "
	    "person."));
}

static enum err
hand_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct roster_hand *in = arg;
	struct roster_handed ev = { .at = { .given = GIVEN_KNOWN,
	    .num = in->at, .prec = PREC_MINUTE } };
	const struct dated_span *s;
	struct dated_head head;
	enum err r;

	ret->on = in->shift;
	if ((r = dated_near(tx->st, tx->a, &roster_dated, in->shift, in->at,
	    &head, &s, note)) != ERR_OK)
		return r;
	if (head.withdrawn >= 0)
		return NOTE(note, ERR_INVALID, M("This shift was withdrawn by "
		    "entry {seq}; nobody hands it over."),
		    A_INT("seq", head.withdrawn));
	if ((r = to_check(tx, in->to, note)) != ERR_OK ||
	    (r = roster_hand_check(s, in->at, in->to, tx->now,
	    note)) != ERR_OK)
		return r;
	if (!key_none(in->to))
		ev.to = (struct value)V_KEY(in->to);
	if (in->told.n != 0)
		ev.note = (struct value)V_TEXT(in->told);
	return ledger_append(tx, &roster_event_handed, in->shift, VALUES(&ev),
	    &ret->seq, note);
}

enum err
roster_hand_over(struct app *app, const struct actor *who,
    const struct request *rq, const struct roster_hand *in,
    struct answer *ret, struct note *note)
{
	struct roster_hand copy = *in;
	enum err r;

	if ((r = app_may(app, who, "roster.hand_over", in->shift,
	    note)) != ERR_OK)
		return r;
	copy.at -= copy.at % MINUTE_MS;
	return act_run(app, who, rq, hand_act, &copy, ret, note);
}
