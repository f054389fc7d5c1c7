/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body_act.h"

#include "body/body_in.h"

enum { ANY_REV = -1 };

/* ${id} was found above its own superior: say the names on the way. */
static enum err
cycle_say(struct tx *tx, struct key id, struct str name, struct key superior,
    const struct body_line_up *up, int64_t day, struct note *note)
{
	struct str names[BODY_CYCLE_MAX + 1];
	struct key at = superior;
	size_t n = 1, way = 1;
	struct body b;
	enum err r;

	names[0] = name;
	for (size_t i = 0; !key_eq(at, id); at = up->id[i++], way++) {
		if (n > BODY_CYCLE_MAX)
			continue;
		if ((r = body_get(tx->st, tx->a, at, day, &b, note)) != ERR_OK)
			return r;
		names[n++] = b.name;
	}
	return body_cycle(tx->a, names, n < way ? n : way, note);
}

/* On no day of the state may the superior's line lead back to ${id}. */
static enum err
line_check(struct tx *tx, struct key id, const struct body_state *s,
    struct note *note)
{
	const struct key superior = s->superior.key;
	struct body_line_up up;
	enum err r;

	for (int64_t day = s->from.num; day < body_state_end(s);
	    day = up.until) {
		bool back = key_eq(superior, id);

		if ((r = body_above(tx->st, superior, day, &up,
		    note)) != ERR_OK)
			return r;
		for (size_t i = 0; i < up.n; i++)
			back = back || key_eq(up.id[i], id);
		if (back)
			return cycle_say(tx, id, s->name.text, superior, &up,
			    day, note);
		if (up.n + 1 >= BODY_DEPTH_MAX)
			return NOTE(note, ERR_LIMIT, M("More than {most} bodies "
			    "would stand above {name}. Check its superior."),
			    A_INT("most", BODY_DEPTH_MAX),
			    A_TEXT("name", s->name.text));
	}
	return ERR_OK;
}

static enum err
superior_check(struct tx *tx, struct key id, const struct body_state *s,
    struct note *note)
{
	struct body above;
	enum err r;

	if (!value_known(&s->superior))
		return ERR_OK;
	if (!key_eq(s->superior.key, id) &&
	    ((r = body_get(tx->st, tx->a, s->superior.key, s->from.num,
	    &above, note)) != ERR_OK ||
	    (r = body_lead_check(&above, s->name.text, s->from.num,
	    note)) != ERR_OK))
		return r;
	return line_check(tx, id, s, note);
}

static enum err
guides_check(struct tx *tx, struct key id, const struct body_state *s,
    struct note *note)
{
	size_t n = value_known(&s->guided_by) ? s->guided_by.list.n : 0;
	struct body guide;
	enum err r;

	for (size_t i = 0; i < n; i++) {
		const struct key key = s->guided_by.list.v[i].key;

		if (key_eq(key, id))
			return NOTE(note, ERR_INVALID, M("{name} cannot be guided "
			    "by itself. Leave it out of its guides."),
			    A_TEXT("name", s->name.text));
		if ((r = body_get(tx->st, tx->a, key, s->from.num, &guide,
		    note)) != ERR_OK)
			return r;
		if (guide.withdrawn)
			return NOTE(note, ERR_INVALID, M("{guide} was withdrawn "
			    "and cannot guide {name}. Choose another guide."),
			    A_TEXT("guide", guide.name),
			    A_TEXT("name", s->name.text));
	}
	return ERR_OK;
}

/* What is checked of every state; and where the body lies meanwhile. */
static enum err
state_check(struct tx *tx, struct key id, const struct body_state *s,
    struct body_places *ret, struct note *note)
{
	const struct str name = s->name.text;
	const int64_t from = s->from.num, to = body_state_end(s);
	enum err r;

	if ((r = body_days_check(name, from, to, note)) != ERR_OK ||
	    (r = superior_check(tx, id, s, note)) != ERR_OK)
		return r;
	if (!value_known(&s->region)) {
		ret->n = 1;
		ret->part[0] = (struct body_place){ KEY_NONE, from, to };
		return ERR_OK;
	}
	if ((r = body_places(tx->st, tx->a, s->region.key, from, to, ret,
	    note)) != ERR_OK)
		return r;
	return ret->choose ? body_place_choose(ret, name, note) : ERR_OK;
}

/* The state as it is on one part of its days. */
static struct body_state
state_part(const struct body_state *s, const struct body_place *part)
{
	struct body_state one = *s;

	one.from = (struct value)V_DAY(part->from);
	one.to = body_day_value(part->to);
	one.region = body_key_value(part->region);
	return one;
}

/* The parts behind the first, where divisions followed one another. */
static enum err
append_rest(struct tx *tx, const struct event_type *type, struct key id,
    const struct body_state *s, const struct body_places *p,
    int64_t *ret_seq, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 1; i < p->n && r == ERR_OK; i++) {
		const struct body_restated ev = {
			.state = state_part(s, &p->part[i]),
		};

		r = ledger_append(tx, type, id, VALUES(&ev), ret_seq, note);
	}
	return r;
}

enum err
body_append_added(struct tx *tx, struct key id, const struct body_added *in,
    int64_t *ret_seq, struct note *note)
{
	struct body_added ev = *in;
	struct body_places places;
	struct key taken;
	enum err r;

	if (value_known(&in->code)) {
		r = body_alias(tx->st, in->source.text, in->code.text, &taken,
		    note);
		if (r == ERR_OK)
			return NOTE(note, ERR_EXISTS, M("The code {code} of the "
			    "source {source} is taken by another body. Choose "
			    "another code, or change that body."),
			    A_TEXT("code", in->code.text),
			    A_TEXT("source", in->source.text));
		if (r != ERR_NOTFOUND)
			return r;
	}
	if ((r = state_check(tx, id, &in->state, &places, note)) != ERR_OK)
		return r;
	ev.state = state_part(&in->state, &places.part[0]);
	if ((r = ledger_append(tx, &body_event_added, id, VALUES(&ev),
	    ret_seq, note)) != ERR_OK)
		return r;
	return append_rest(tx, &body_event_changed, id, &in->state, &places,
	    ret_seq, note);
}

static enum err
rev_check(const struct body *b, int64_t expect, struct note *note)
{
	if (expect == ANY_REV || expect == b->rev)
		return ERR_OK;
	return NOTE(note, ERR_CONFLICT, M("{name} was changed meanwhile, by "
	    "entry {rev}. Look at it again, then repeat what you want to "
	    "change."), A_TEXT("name", b->name), A_INT("rev", b->rev));
}

/* What a correction needs to know of the states around it. */
struct correcting {
	const struct body_state	*was, *before, *after;
	bool			 longer;	/* ${before} goes on */
};

static enum err
correcting_load(struct tx *tx, const struct body_restate *what,
    struct str name, struct correcting *ret, struct note *note)
{
	const struct body_state *s;
	size_t n, i = 0;
	enum err r;

	if ((r = body_states(tx->st, tx->a, what->id, DAY_LEAST - 1, &s, &n,
	    note)) != ERR_OK)
		return r;
	while (i < n && (what->at < s[i].from.num ||
	    what->at >= body_state_end(&s[i])))
		i++;
	if (i == n)
		return NOTE(note, ERR_INVALID, M("Nothing is said of {name} on "
		    "{day} that could be corrected. anze body show lists its "
		    "states."), A_TEXT("name", name), A_DAY("day", what->at));
	*ret = (struct correcting){ .was = &s[i],
	    .before = i > 0 ? &s[i - 1] : NULL,
	    .after = i + 1 < n ? &s[i + 1] : NULL };
	return body_correct_check(ret->was, &what->in.state, ret->before,
	    ret->after, &ret->longer, note);
}

/* The state before goes on until the corrected one begins. */
static enum err
append_before(struct tx *tx, const struct body_restate *what,
    const struct correcting *c, int64_t *ret_seq, struct note *note)
{
	struct body_restated ev;

	if (!c->longer)
		return ERR_OK;
	ev = (struct body_restated){
		.state = *c->before,
		.was_from = c->before->from,
		.was_to = c->before->to,
	};
	ev.state.to = what->in.state.from;
	return ledger_append(tx, &body_event_corrected, what->id, VALUES(&ev),
	    ret_seq, note);
}

enum err
body_append_restated(struct tx *tx, const struct body_restate *what,
    int64_t *ret_seq, struct note *note)
{
	const struct event_type *type = what->wrong ? &body_event_corrected :
	    &body_event_changed;
	const struct body_state *s = &what->in.state;
	struct body_restated ev = what->in;
	struct correcting c = { .longer = false };
	struct body_places places;
	struct body now;
	enum err r;

	if ((r = body_get(tx->st, tx->a, what->id, s->from.num, &now,
	    note)) != ERR_OK ||
	    (r = what->wrong ? body_past_check(&now, note) :
	    body_live_check(&now, note)) != ERR_OK ||
	    (r = rev_check(&now, what->expect, note)) != ERR_OK)
		return r;
	if (what->at != BODY_AT_NONE) {
		if ((r = correcting_load(tx, what, now.name, &c,
		    note)) != ERR_OK)
			return r;
		ev.was_from = c.was->from;
		ev.was_to = (struct value)V_DAY(body_state_end(c.was));
	}
	if ((r = state_check(tx, what->id, s, &places, note)) != ERR_OK)
		return r;
	ev.state = state_part(s, &places.part[0]);
	if ((r = ledger_append(tx, type, what->id, VALUES(&ev), ret_seq,
	    note)) != ERR_OK ||
	    (r = append_rest(tx, type, what->id, s, &places, ret_seq,
	    note)) != ERR_OK)
		return r;
	return append_before(tx, what, &c, ret_seq, note);
}

static enum err
add_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct body_added *in = arg;
	enum err r;

	ret->on = tx_key(tx);
	if ((r = guides_check(tx, ret->on, &in->state, note)) != ERR_OK)
		return r;
	return body_append_added(tx, ret->on, in, &ret->seq, note);
}

enum err
body_add(struct app *app, const struct actor *who, const struct request *rq,
    const struct body_added *in, struct answer *ret, struct note *note)
{
	struct body_added copy = *in;
	enum err r;

	if (!value_known(&copy.code))
		copy.source = (struct value){ 0 };
	else if (!value_known(&copy.source))
		copy.source = (struct value)V_TEXT(S(BODY_SOURCE));
	if (value_known(&copy.source) && (r = body_source_check(
	    copy.source.text, note)) != ERR_OK)
		return r;
	if ((r = app_may(app, who, "body.add", KEY_NONE, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, add_act, &copy, ret, note);
}

static enum err
restate_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct body_restate *what = arg;
	enum err r;

	ret->on = what->id;
	if ((r = guides_check(tx, what->id, &what->in.state, note)) != ERR_OK)
		return r;
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
