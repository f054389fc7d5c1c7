/* SPDX-License-Identifier: Apache-2.0 */
#include "tenure/tenure_act.h"

#include "dated/dated_act.h"
#include "person/person.h"
#include "post/post.h"

/* Who takes over is somebody, and somebody else. */
static enum err
taker_check(struct tx *tx, struct key taker, struct key person,
    struct note *note)
{
	struct dated_head head;
	struct key of_taker, of_person;
	enum err r;

	if ((r = dated_head(tx->st, tx->a, &person_dated, taker, &head,
	    note)) != ERR_OK ||
	    (r = person_now(tx->st, taker, &of_taker, note)) != ERR_OK ||
	    (r = person_now(tx->st, person, &of_person, note)) != ERR_OK)
		return r;
	if (head.withdrawn >= 0)
		return NOTE(note, ERR_INVALID, M("The record of this person was "
		    "withdrawn. Choose another person."));
	if (key_eq(of_taker, of_person))
		return NOTE(note, ERR_INVALID, M("Nobody hands over to himself. "
		    "Choose another person."));
	return ERR_OK;
}

static enum err
handed_append(struct tx *tx, struct key tenure, struct key person,
    const struct tenure_hand *in, int64_t *ret_seq, struct note *note)
{
	struct tenure_handed ev = { .person = V_KEY(person),
	    .to = V_KEY(in->to), .on = V_DAY(in->on) };

	if (in->document.n != 0)
		ev.document = (struct value)V_TEXT(in->document);
	if (in->note.n != 0)
		ev.note = (struct value)V_TEXT(in->note);
	return ledger_append(tx, &tenure_event_handed, tenure, VALUES(&ev),
	    ret_seq, note);
}

/* Said before, to the same person for the same day? */
static enum err
again_check(struct tx *tx, struct key tenure, const struct tenure_hand *in,
    struct note *note)
{
	const struct tenure_handover *h;
	size_t n = 0;
	enum err r;

	if ((r = tenure_handovers(tx->st, tx->a, tenure, &h, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++)
		if (key_eq(h[i].taker, in->to) && h[i].day == in->on)
			return NOTE(note, ERR_EXISTS, M("That it was handed to "
			    "this person on {day} is recorded already, by "
			    "entry {seq}."), A_DAY("day", in->on),
			    A_INT("seq", h[i].rec));
	return ERR_OK;
}

/* What an act finds behind its pointer. */
struct hand_call {
	struct key		 tenure;
	const struct tenure_hand *in;
};

static enum err
hand_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct hand_call *c = arg;
	const struct dated_span *s;
	struct dated_head head;
	struct key person;
	enum err r;

	ret->on = c->tenure;
	if ((r = dated_near(tx->st, tx->a, &tenure_dated, c->tenure,
	    c->in->on - 1, &head, &s, note)) != ERR_OK)
		return r;
	if (head.withdrawn >= 0)
		return NOTE(note, ERR_INVALID, M("This record was withdrawn by "
		    "entry {seq} and counts nowhere. Enter it anew if it "
		    "exists after all."), A_INT("seq", head.withdrawn));
	if (c->in->on < s->since)
		return NOTE(note, ERR_INVALID, M("The tenure begins only on "
		    "{from}; nothing of it can be handed over on {day}. "
		    "Correct the day."), A_DAY("from", s->since),
		    A_DAY("day", c->in->on));
	person = s->v[TENURE_PERSON].key;
	if ((r = taker_check(tx, c->in->to, person, note)) != ERR_OK ||
	    (r = again_check(tx, c->tenure, c->in, note)) != ERR_OK)
		return r;
	return handed_append(tx, c->tenure, person, c->in, &ret->seq, note);
}

enum err
tenure_hand_over(struct app *app, const struct actor *who,
    const struct request *rq, struct key tenure, const struct tenure_hand *in,
    struct answer *ret, struct note *note)
{
	struct hand_call c = { tenure, in };
	enum err r;

	if ((r = app_may(app, who, "tenure.hand", tenure, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, hand_act, &c, ret, note);
}

struct leave_call {
	const struct tenure_leave	*in;
	size_t				 ended;
};

/* Nobody leaves what he does not hold yet. */
static enum err
begun_check(struct tx *tx, const struct tenure_holding *h, int64_t on,
    struct note *note)
{
	struct str code, name;
	enum err r;

	if (h->began < on)
		return ERR_OK;
	if ((r = post_ref.called(tx->st, tx->a, h->at.post, on, &code, &name,
	    note)) != ERR_OK)
		return r;
	return NOTE(note, ERR_INVALID, M("He is to hold {post} from {from} on, "
	    "which is not before {day}. Withdraw that tenure ({key}) first, or "
	    "let him leave later."), A_TEXT("post", name),
	    A_DAY("from", h->began), A_DAY("day", on),
	    A_TEXT("key", key_text(tx->a, h->at.id)));
}

static enum err
tenure_end(struct tx *tx, const struct tenure_leave *in,
    const struct tenure_holding *h, int64_t *ret_seq, struct note *note)
{
	const struct tenure_hand hand = { .to = in->to, .on = in->on,
	    .document = in->document };
	enum err r;

	if ((r = begun_check(tx, h, in->on, note)) != ERR_OK ||
	    (r = dated_append_ended(tx, &tenure_dated, h->at.id, in->on,
	    in->reason, ret_seq, note)) != ERR_OK || key_none(in->to))
		return r;
	return handed_append(tx, h->at.id, h->at.person, &hand, ret_seq, note);
}

static enum err
leave_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	struct leave_call *c = arg;
	const struct tenure_leave *in = c->in;
	const struct tenure_state *s;
	const struct tenure_holding *h;
	size_t n = 0, all = 0;
	enum err r;

	c->ended = 0;
	ret->on = in->person;
	if ((!key_none(in->to) && (r = taker_check(tx, in->to, in->person,
	    note)) != ERR_OK) ||
	    (r = tenure_states_of(tx->st, tx->a, in->person, &s, &n,
	    note)) != ERR_OK ||
	    (r = tenure_holdings(tx->a, s, n, in->on, &h, &all,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < all; i++) {
		if (h[i].ended <= in->on)
			continue;
		if (c->ended == TENURE_LEAVE_MAX)
			return NOTE(note, ERR_LIMIT, M("More than {most} tenures "
			    "would end at once. End some of them one by one "
			    "first."), A_INT("most", TENURE_LEAVE_MAX));
		if ((r = tenure_end(tx, in, &h[i], &ret->seq,
		    note)) != ERR_OK)
			return r;
		c->ended++;
	}
	if (c->ended > 0)
		return ERR_OK;
	return NOTE(note, ERR_INVALID, M("This person holds nothing that would "
	    "end on {day}. anze person holdings shows what he holds."),
	    A_DAY("day", in->on));
}

enum err
tenure_leave(struct app *app, const struct actor *who,
    const struct request *rq, const struct tenure_leave *in,
    size_t *ret_ended, struct answer *ret, struct note *note)
{
	struct leave_call c = { .in = in };
	enum err r;

	if (in->reason.n == 0)
		return NOTE(note, ERR_USAGE, M("Say why he leaves: --reason "
		    "TEXT."));
	if ((r = app_may(app, who, "person.leave", in->person,
	    note)) != ERR_OK ||
	    (r = act_run(app, who, rq, leave_act, &c, ret, note)) != ERR_OK)
		return r;
	*ret_ended = c.ended;
	return ERR_OK;
}

/* Do both hold one seat at once? */
static enum err
merge_check(struct store *st, struct arena *a, struct key id,
    struct key into, struct note *note)
{
	const struct tenure_state *s, *other;
	struct str code, name;
	size_t n = 0, nother = 0;
	enum err r;

	if ((r = tenure_states_of(st, a, id, &s, &n, note)) != ERR_OK ||
	    (r = tenure_states_of(st, a, into, &other, &nother,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < nother; k++) {
			if (!key_eq(s[i].post, other[k].post) ||
			    s[i].since >= other[k].until ||
			    s[i].until <= other[k].since)
				continue;
			if ((r = post_ref.called(st, a, s[i].post, s[i].since,
			    &code, &name, note)) != ERR_OK)
				return r;
			return NOTE(note, ERR_INVALID, M("Both hold {post} at "
			    "one time, by {key} and {other}. Withdraw or end "
			    "one of these tenures first."),
			    A_TEXT("post", name),
			    A_TEXT("key", key_text(a, s[i].id)),
			    A_TEXT("other", key_text(a, other[k].id)));
		}
	return ERR_OK;
}

static enum err
merge_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct person_merge *in = arg;
	enum err r;

	ret->on = in->id;
	/* One and the same would hold all it has twice. */
	if (!key_eq(in->id, in->into) && (r = merge_check(tx->st, tx->a,
	    in->id, in->into, note)) != ERR_OK)
		return r;
	return person_append_merged(tx, in, &ret->seq, note);
}

enum err
tenure_merge(struct app *app, const struct actor *who,
    const struct request *rq, const struct person_merge *in,
    struct answer *ret, struct note *note)
{
	struct person_merge copy = *in;
	enum err r;

	if (in->reason.n == 0)
		return NOTE(note, ERR_USAGE, M("Say why the two are one person: "
		    "--reason TEXT."));
	if ((r = app_may(app, who, "person.merge", in->id, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, merge_act, &copy, ret, note);
}
