/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body_act.h"

#include "body/body_in.h"

enum { ANY_REV = -1 };

static enum err
days_check(const struct body_state *s, struct note *note)
{
	if (value_known(&s->to) && s->to.num <= s->from.num)
		return NOTE(note, ERR_INVALID, M("It would end on {to}, not later "
		    "than it begins ({from})."), A_DAY("to", s->to.num),
		    A_DAY("from", s->from.num));
	return ERR_OK;
}

/* ${id} is the body itself; it may not stand under itself. */
static enum err
superior_check(struct tx *tx, struct key id, const struct body_state *s,
    struct note *note)
{
	struct body above;
	bool under = false;
	enum err r;

	if (!value_known(&s->superior))
		return ERR_OK;
	if ((r = body_get(tx->st, tx->a, s->superior.key, s->from.num, &above,
	    note)) != ERR_OK)
		return r;
	if (above.withdrawn)
		return NOTE(note, ERR_INVALID, M("{name} was withdrawn and cannot "
		    "be a superior."), A_TEXT("name", above.name));
	if ((r = body_under(tx->st, s->superior.key, id, s->from.num, &under,
	    note)) != ERR_OK)
		return r;
	return !under ? ERR_OK : NOTE(note, ERR_INVALID, M("{superior} stands "
	    "under {name} itself and cannot lead it. Choose another superior, "
	    "or move {superior} first."), A_TEXT("superior", above.name),
	    A_TEXT("name", s->name.text));
}

enum err
body_append_added(struct tx *tx, struct key id, const struct body_added *in,
    int64_t *ret_seq, struct note *note)
{
	struct key taken;
	enum err r;

	if (value_known(&in->code)) {
		r = body_alias(tx->st, in->source.text, in->code.text, &taken,
		    note);
		if (r == ERR_OK)
			return NOTE(note, ERR_EXISTS, M("The code {code} of the "
			    "source {source} is taken by another body."),
			    A_TEXT("code", in->code.text),
			    A_TEXT("source", in->source.text));
		if (r != ERR_NOTFOUND)
			return r;
	}
	if ((r = days_check(&in->state, note)) != ERR_OK ||
	    (r = superior_check(tx, id, &in->state, note)) != ERR_OK)
		return r;
	return ledger_append(tx, &body_event_added, id, VALUES(in), ret_seq,
	    note);
}

/* Load the body an act is about; it must be there and not withdrawn. */
static enum err
body_wanted(struct tx *tx, struct key id, int64_t expect, struct body *ret,
    struct note *note)
{
	int64_t today = day_of_ms(tx->now);
	enum err r;

	if ((r = body_get(tx->st, tx->a, id, today, ret, note)) != ERR_OK)
		return r;
	if (ret->withdrawn)
		return NOTE(note, ERR_CONFLICT, M("{name} was withdrawn; nothing "
		    "more can be said of it."), A_TEXT("name", ret->name));
	if (expect != ANY_REV && expect != ret->rev)
		return NOTE(note, ERR_CONFLICT, M("{name} was changed meanwhile, by "
		    "entry {rev}. Look at it again, then repeat what you want "
		    "to change."), A_TEXT("name", ret->name),
		    A_INT("rev", ret->rev));
	return ERR_OK;
}

enum err
body_append_restated(struct tx *tx, const struct body_restate *what,
    int64_t *ret_seq, struct note *note)
{
	struct body now;
	enum err r;

	if ((r = body_wanted(tx, what->id, what->expect, &now,
	    note)) != ERR_OK ||
	    (r = days_check(&what->in.state, note)) != ERR_OK ||
	    (r = superior_check(tx, what->id, &what->in.state,
	    note)) != ERR_OK)
		return r;
	return ledger_append(tx, what->wrong ? &body_event_corrected :
	    &body_event_changed, what->id, VALUES(&what->in), ret_seq, note);
}

static enum err
add_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	ret->on = tx_key(tx);
	return body_append_added(tx, ret->on, arg, &ret->seq, note);
}

enum err
body_add(struct app *app, const struct actor *who, const struct request *rq,
    const struct body_added *in, struct answer *ret, struct note *note)
{
	struct body_added copy = *in;
	enum err r;

	if (!value_known(&copy.source) && value_known(&copy.code))
		copy.source = (struct value)V_TEXT(S(BODY_SOURCE));
	if ((r = app_may(app, who, "body.add", KEY_NONE, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, add_act, &copy, ret, note);
}

static enum err
restate_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct body_restate *what = arg;

	ret->on = what->id;
	return body_append_restated(tx, what, &ret->seq, note);
}

enum err
body_restate(struct app *app, const struct actor *who,
    const struct request *rq, const struct body_restate *what,
    struct answer *ret, struct note *note)
{
	struct body_restate copy = *what;
	enum err r;

	if ((r = app_may(app, who, what->wrong ? "body.correct" :
	    "body.change", what->id, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, restate_act, &copy, ret, note);
}

/* An act on one body that only appends its values. */
struct one_call {
	struct key			 id;
	const struct event_type		*type;
	const struct value		*values;
	enum err			(*check)(struct tx *tx,
					    const struct body *now,
					    const struct value *values,
					    struct note *note);
};

static enum err
one_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct one_call *c = arg;
	struct body now;
	enum err r;

	ret->on = c->id;
	if ((r = body_wanted(tx, c->id, ANY_REV, &now, note)) != ERR_OK ||
	    (c->check != NULL &&
	    (r = c->check(tx, &now, c->values, note)) != ERR_OK))
		return r;
	return ledger_append(tx, c->type, c->id, c->values, &ret->seq, note);
}

static enum err
end_check(struct tx *tx, const struct body *now, const struct value *values,
    struct note *note)
{
	const struct body_ended *in = (const void *)values;

	(void)tx;
	return in->to.num > now->from ? ERR_OK : NOTE(note, ERR_INVALID,
	    M("{name} cannot end on {to}: its last state begins on {from}. "
	    "Correct that first, or withdraw the body if it was entered by "
	    "mistake."), A_TEXT("name", now->name), A_DAY("to", in->to.num),
	    A_DAY("from", now->from));
}

static enum err
merge_check(struct tx *tx, const struct body *now, const struct value *values,
    struct note *note)
{
	const struct body_merged *in = (const void *)values;
	struct body into;
	enum err r;

	if (key_eq(in->into.key, now->id))
		return NOTE(note, ERR_INVALID, M("{name} cannot be merged with "
		    "itself."), A_TEXT("name", now->name));
	if ((r = body_get(tx->st, tx->a, in->into.key, in->on.num, &into,
	    note)) != ERR_OK)
		return r;
	if (into.withdrawn || !key_none(into.merged))
		return NOTE(note, ERR_INVALID, M("{name} was itself withdrawn or "
		    "merged; choose the body that is there."),
		    A_TEXT("name", into.name));
	return in->on.num > now->from ? ERR_OK : NOTE(note, ERR_INVALID,
	    M("{name} cannot be merged on {on}: its last state begins on "
	    "{from}."), A_TEXT("name", now->name), A_DAY("on", in->on.num),
	    A_DAY("from", now->from));
}

static enum err
one_run(struct app *app, const struct actor *who, const char *action,
    struct one_call *c, struct answer *ret, struct note *note)
{
	enum err r;

	if ((r = app_may(app, who, action, c->id, note)) != ERR_OK)
		return r;
	return act_run(app, who, NULL, one_act, c, ret, note);
}

enum err
body_end(struct app *app, const struct actor *who, struct key id,
    const struct body_ended *in, struct answer *ret, struct note *note)
{
	struct one_call c = { id, &body_event_ended, VALUES(in), end_check };

	return one_run(app, who, "body.end", &c, ret, note);
}

enum err
body_withdraw(struct app *app, const struct actor *who, struct key id,
    const struct body_withdrawn *in, struct answer *ret, struct note *note)
{
	struct one_call c = { id, &body_event_withdrawn, VALUES(in), NULL };

	return one_run(app, who, "body.withdraw", &c, ret, note);
}

enum err
body_merge(struct app *app, const struct actor *who, struct key id,
    const struct body_merged *in, struct answer *ret, struct note *note)
{
	struct one_call c = { id, &body_event_merged, VALUES(in),
	    merge_check };

	return one_run(app, who, "body.merge", &c, ret, note);
}

enum err
body_react_region_ended(struct tx *tx, const struct event *ev,
    struct note *note)
{
	struct body_place_due due = { .region = V_KEY(ev->on) };
	int64_t n;
	enum err r;

	if ((r = body_count_in(tx->st, ev->on, &n, note)) != ERR_OK || n == 0)
		return r;
	due.bodies = (struct value)V_INT(n);
	return ledger_append(tx, &body_event_place_due, ev->on, VALUES(&due),
	    NULL, note);
}
