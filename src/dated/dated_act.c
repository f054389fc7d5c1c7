/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated_act.h"

#include "dated/dated_in.h"

enum { ANY_REV = -1 };

static struct value
text_value(struct str text)
{
	struct value v = { .given = GIVEN_NOT };

	if (text.n != 0)
		v = (struct value)V_TEXT(text);
	return v;
}

static struct arg
when_arg(const struct dated *t, const char *name, int64_t at)
{
	const struct arg moment = A_MOMENT(name, at), day = A_DAY(name, at);

	return t->moments ? moment : day;
}

/* What people call the field that the note is about. */
static void
field_label(const struct dated *t, struct note *note)
{
	int f;

	if (note == NULL || note->where.field == NULL ||
	    note->where.label != NULL)
		return;
	if ((f = field_find(t->state, str_of(note->where.field))) >= 0)
		note->where.label = t->state->field[f].label;
}

/* The first fault of a state in itself: what it must say, and may say. */
static enum err
state_check(struct dated_claim *c, const struct dated *t,
    const struct dated_span *s, struct note *note)
{
	enum err r;

	if ((r = fields_check(t->state, s->v, note)) != ERR_OK)
		return r;
	if (t->check == NULL)
		return ERR_OK;
	c->since = s->since;
	c->until = s->until;
	c->v = s->v;
	if ((r = t->check(c, note)) != ERR_OK)
		field_label(t, note);
	return r;
}

static enum err
order_check(const struct dated *t, int64_t since, int64_t until,
    struct note *note)
{
	enum err r;

	if (since < until)
		return ERR_OK;
	r = NOTE(note, ERR_INVALID, M("It would end ({to}) before it begins "
	    "({from}). The end is the first day or minute on which it is no "
	    "more; correct one of the two."), when_arg(t, "from", since),
	    when_arg(t, "to", until));
	note_where(note, (struct where){ .field = "to" });
	return r;
}

enum err
dated_judge_new(struct dated_claim *c, const struct dated *t,
    const struct dated_new *in, struct note *note)
{
	const struct dated_span first = { in->since, in->until, DATED_NOW,
	    in->v };
	enum err r;

	c->id = KEY_NONE;
	if ((r = order_check(t, in->since, in->until, note)) != ERR_OK)
		return r;
	return state_check(c, t, &first, note);
}

static enum err
change_fits(const struct dated *t, const struct dated_span *old, size_t n,
    const struct dated_change *ch, struct note *note)
{
	const int64_t began = ch->began == INT64_MIN ? old[0].since :
	    ch->began;
	const int64_t ended = ch->ended == INT64_MIN ? old[n - 1].until :
	    ch->ended;
	enum err r;

	if ((r = order_check(t, began, ended, note)) != ERR_OK)
		return r;
	if (ch->set == NULL && ch->clear == 0)
		return ERR_OK;
	if ((r = order_check(t, ch->since, ch->until, note)) != ERR_OK)
		return r;
	if (ch->since < ended && ch->until > began)
		return ERR_OK;
	r = NOTE(note, ERR_INVALID, M("The record is there from {from} until "
	    "{to}; nothing can be said of it outside. Choose another time, or "
	    "correct its beginning or its end."), when_arg(t, "from", began),
	    when_arg(t, "to", ended));
	note_where(note, (struct where){ .field = "from" });
	return r;
}

enum err
dated_judge(struct dated_claim *c, const struct dated *t,
    const struct dated_span *old, size_t n, const struct dated_change *ch,
    struct note *note)
{
	const struct dated_span *new;
	size_t nnew, told = 0;
	enum err r;

	if ((r = change_fits(t, old, n, ch, note)) != ERR_OK)
		return r;
	if (!dated_overlay(c->a, t, old, n, ch, &new, &nnew))
		return note_memory(note);
	for (size_t i = 0, k = 0; i < nnew && r == ERR_OK; i++) {
		while (k < n && old[k].since < new[i].since)
			k++;
		/* What was there before was judged before. */
		if (k < n && old[k].since == new[i].since &&
		    old[k].until == new[i].until && old[k].v == new[i].v)
			continue;
		told++;
		r = state_check(c, t, &new[i], note);
	}
	if (r == ERR_OK && told == 0 && nnew == n)
		return NOTE(note, ERR_INVALID, M("This is what is recorded "
		    "already: nothing would change. Say what is different."));
	if (r == ERR_OK && nnew > DATED_SPANS_MAX)
		return NOTE(note, ERR_LIMIT, M("A record holds at most {most} "
		    "states. Enter what follows as another record."),
		    A_INT("most", DATED_SPANS_MAX));
	return r;
}

/* A code is one record's alone. */
static enum err
code_check(struct tx *tx, const struct dated *t, struct str source,
    struct str code, struct note *note)
{
	struct key taken;
	enum err r;

	if (code.n == 0)
		return ERR_OK;
	r = dated_by_code(tx->st, t, source, code, &taken, note);
	if (r == ERR_NOTFOUND)
		return ERR_OK;
	if (r != ERR_OK)
		return r;
	r = NOTE(note, ERR_EXISTS, M("The code {code} of the source {source} is "
	    "taken by another record. Choose another code, or change that "
	    "record."), A_TEXT("code", code), A_TEXT("source", source));
	note_where(note, (struct where){ .field = "code" });
	return r;
}

enum err
dated_append_added(struct tx *tx, const struct dated *t, struct key id,
    const struct dated_new *in, bool trusted, int64_t *ret_seq,
    struct note *note)
{
	struct dated_claim c = { .st = tx->st, .a = tx->a };
	const struct str source = in->source.n == 0 && in->code.n != 0 ?
	    S(DATED_SOURCE) : in->source;
	struct value ev[ADDED_STATE + DATED_FIELDS_MAX] = {
		[ADDED_SOURCE] = text_value(in->code.n == 0 ? S("") : source),
		[ADDED_CODE] = text_value(in->code),
		[ADDED_FROM] = dated_when(t, in->since),
		[ADDED_TO] = dated_when(t, in->until),
	};
	enum err r;

	memcpy(ev + ADDED_STATE, in->v, t->state->n * sizeof *ev);
	if (!trusted && ((r = code_check(tx, t, source, in->code,
	    note)) != ERR_OK ||
	    (r = dated_judge_new(&c, t, in, note)) != ERR_OK))
		return r;
	return ledger_append(tx, t->added, id, ev, ret_seq, note);
}

/* The record as it is, and may anything be said of it? */
static enum err
record_load(struct tx *tx, const struct dated *t, struct key id,
    int64_t expect, const struct dated_span **ret, size_t *ret_n,
    struct note *note)
{
	struct dated_head h;
	enum err r;

	if ((r = dated_head(tx->st, tx->a, t, id, &h, note)) != ERR_OK)
		return r;
	if (h.withdrawn >= 0)
		return NOTE(note, ERR_INVALID, M("This record was withdrawn by "
		    "entry {seq} and counts nowhere. Enter it anew if it "
		    "exists after all."), A_INT("seq", h.withdrawn));
	if (expect != ANY_REV && expect != h.rev)
		return NOTE(note, ERR_CONFLICT, M("The record was changed "
		    "meanwhile, by entry {rev}. Look at it again, then repeat "
		    "what you want to change."), A_INT("rev", h.rev));
	if ((r = dated_spans(tx->st, tx->a, t, id, INT64_MIN, INT64_MAX,
	    DATED_NOW, ret, ret_n, note)) == ERR_OK && *ret_n == 0)
		return NOTE(note, ERR_INVALID, M("This record was found to be "
		    "another one of the same, and nothing is said of it any "
		    "more. Name the other one."));
	return r;
}

/* The names of the bits. */
static struct value
clear_value(struct arena *a, const struct dated *t, uint32_t bits)
{
	struct value v = { .given = GIVEN_NOT };
	size_t n = 0;

	if (bits == 0)
		return v;
	v.given = GIVEN_KNOWN;
	v.list.v = NEW_ARRAY(a, struct value, t->state->n);
	for (size_t i = 0; i < t->state->n && v.list.v != NULL; i++)
		if ((bits >> i & 1) != 0)
			v.list.v[n++] = (struct value)V_TEXT(str_of(
			    t->state->field[i].name));
	v.list.n = n;
	return v;
}

static struct value
bound_value(const struct dated *t, int64_t at)
{
	struct value v = { .given = GIVEN_NOT };

	if (at != INT64_MIN)
		v = (struct value){ .given = GIVEN_KNOWN, .num = at,
		    .prec = t->moments ? PREC_MINUTE : PREC_MS };
	return v;
}

enum err
dated_append_restated(struct tx *tx, const struct dated *t,
    const struct dated_restate *in, bool trusted, int64_t *ret_seq,
    struct note *note)
{
	struct dated_claim c = { .st = tx->st, .a = tx->a, .id = in->id };
	const struct dated_change *ch = &in->change;
	struct value ev[CHANGED_STATE + DATED_FIELDS_MAX + BEHIND__MAX] = {
		[CHANGED_FROM] = bound_value(t, ch->since),
		[CHANGED_TO] = dated_when(t, ch->until),
	};
	struct value *behind = ev + CHANGED_STATE + t->state->n;
	const struct dated_span *old;
	size_t n;
	enum err r;

	if (!trusted && ((r = record_load(tx, t, in->id, in->expect, &old, &n,
	    note)) != ERR_OK || (r = dated_judge(&c, t, old, n, ch,
	    note)) != ERR_OK))
		return r;
	if (ch->set != NULL)
		memcpy(ev + CHANGED_STATE, ch->set, t->state->n * sizeof *ev);
	behind[BEHIND_CLEAR] = clear_value(tx->a, t, ch->clear);
	behind[BEHIND_BEGAN] = bound_value(t, ch->began);
	behind[BEHIND_ENDED] = bound_value(t, ch->ended);
	behind[BEHIND_REASON] = text_value(in->reason);
	return ledger_append(tx, in->wrong ? t->corrected : t->changed, in->id,
	    ev, ret_seq, note);
}

enum err
dated_append_ended(struct tx *tx, const struct dated *t, struct key id,
    int64_t on, struct str reason, int64_t *ret_seq, struct note *note)
{
	const struct value ev[ENDED__MAX] = {
		[ENDED_TO] = bound_value(t, on),
		[ENDED_REASON] = text_value(reason),
	};
	const struct dated_span *old;
	size_t n;
	enum err r;

	if ((r = record_load(tx, t, id, ANY_REV, &old, &n, note)) != ERR_OK ||
	    (r = order_check(t, old[0].since, on, note)) != ERR_OK)
		return r;
	/* An end that was there before was right; or we were wrong. */
	if (old[n - 1].until <= on)
		return NOTE(note, ERR_INVALID, M("It ends on {day} already. "
		    "Correct that end if it is wrong."),
		    when_arg(t, "day", old[n - 1].until));
	if (t->leave != NULL && (r = t->leave(tx->st, tx->a, id, on,
	    note)) != ERR_OK)
		return r;
	return ledger_append(tx, t->ended, id, ev, ret_seq, note);
}

/* What an act finds behind its pointer. */
struct call {
	const struct dated	*t;
	const void		*in;
	struct key		 id;
	int64_t			 on;
	struct str		 reason;
};

static enum err
add_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct call *c = arg;

	ret->on = tx_key(tx);
	return dated_append_added(tx, c->t, ret->on, c->in, false, &ret->seq,
	    note);
}

static enum err
restate_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct call *c = arg;

	ret->on = c->id;
	return dated_append_restated(tx, c->t, c->in, false, &ret->seq, note);
}

static enum err
end_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct call *c = arg;

	ret->on = c->id;
	return dated_append_ended(tx, c->t, c->id, c->on, c->reason, &ret->seq,
	    note);
}

static enum err
withdraw_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct call *c = arg;
	const struct value ev[] = { text_value(c->reason) };
	const struct dated_span *old;
	size_t n;
	enum err r;

	ret->on = c->id;
	if ((r = record_load(tx, c->t, c->id, ANY_REV, &old, &n,
	    note)) != ERR_OK || (c->t->leave != NULL &&
	    (r = c->t->leave(tx->st, tx->a, c->id, INT64_MIN,
	    note)) != ERR_OK))
		return r;
	return ledger_append(tx, c->t->withdrawn, c->id, ev, &ret->seq, note);
}

static enum err
run(struct app *app, const struct actor *who, const struct request *rq,
    const struct call *c, const char *verb, act_fn *fn, struct answer *ret,
    struct note *note)
{
	struct call copy = *c;
	char action[64];
	enum err r;

	(void)snprintf(action, sizeof action, "%s.%s", c->t->name, verb);
	if ((r = app_may(app, who, action, c->id, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, fn, &copy, ret, note);
}

enum err
dated_add(struct app *app, const struct actor *who, const struct request *rq,
    const struct dated *t, const struct dated_new *in, struct answer *ret,
    struct note *note)
{
	const struct call c = { .t = t, .in = in };

	return run(app, who, rq, &c, "add", add_act, ret, note);
}

enum err
dated_restate(struct app *app, const struct actor *who,
    const struct request *rq, const struct dated *t,
    const struct dated_restate *in, struct answer *ret, struct note *note)
{
	const struct call c = { .t = t, .in = in, .id = in->id };

	return run(app, who, rq, &c, in->wrong ? "correct" : "change",
	    restate_act, ret, note);
}

enum err
dated_end(struct app *app, const struct actor *who, const struct request *rq,
    const struct dated *t, struct key id, int64_t on, struct str reason,
    struct answer *ret, struct note *note)
{
	const struct call c = { .t = t, .id = id, .on = on,
	    .reason = reason };

	return run(app, who, rq, &c, "end", end_act, ret, note);
}

enum err
dated_withdraw(struct app *app, const struct actor *who,
    const struct request *rq, const struct dated *t, struct key id,
    struct str reason, struct answer *ret, struct note *note)
{
	const struct call c = { .t = t, .id = id, .reason = reason };

	if (reason.n == 0)
		return NOTE(note, ERR_USAGE, M("Say why it is withdrawn: "
		    "--reason TEXT."));
	return run(app, who, rq, &c, "withdraw", withdraw_act, ret, note);
}
