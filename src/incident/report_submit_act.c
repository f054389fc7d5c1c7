/* SPDX-License-Identifier: Apache-2.0 */
/* How does a report leave? */
#include "incident/incident.h"
#include "incident/report_about_act.h"
#include "incident/report_in.h"

struct sending {
	struct tx			*tx;
	const struct report_send	*what;
	const struct report_proof_put	*proof;
	struct incident			 i;
	struct held_book		 held;
	const struct report		*before;	/* of the incident */
	size_t				 nbefore;
	struct report			 r;		/* as it is to be */
	const struct report_item	*items;
	struct value			 clocks;
};

/* ---- may it be? ---- */

/* Of state secrets nothing is kept but that it went by the classified channel. */
static enum err
secret_check(const struct sending *x, struct note *note)
{
	const struct report_send *w = x->what;
	const bool typed = w->nitems > 0 || w->late_reason.n > 0 ||
	    w->reason.n > 0 || w->proof.path != NULL;

	if (x->i.classified && w->channel != REPORT_CLASSIFIED)
		return NOTE(note, ERR_INVALID, M("{ref} moved to the classified "
		    "channel and is reported there alone: --channel "
		    "classified."), A_TEXT("ref", x->i.ref));
	if (w->channel == REPORT_CLASSIFIED && typed)
		return NOTE(note, ERR_INVALID, M("What goes by the classified "
		    "channel is not kept here. Leave everything out but when "
		    "it went, to whom, and its number there (--proof)."));
	return ERR_OK;
}

static enum err
replaced_check(const struct sending *x, const struct report **ret,
    struct note *note)
{
	for (size_t i = 0; i < x->nbefore; i++) {
		if (!key_eq(x->before[i].id, x->what->replaces))
			continue;
		*ret = &x->before[i];
		return x->before[i].state != REPORT_WITHDRAWN ? ERR_OK :
		    NOTE(note, ERR_INVALID, M("Report {number} had been entered "
		    "by mistake; there is nothing to take the place of."),
		    A_INT("number", x->before[i].number));
	}
	return NOTE(note, ERR_INVALID, M("The report that this one is to "
	    "replace is not one of {ref}. anze incident reports {ref} lists "
	    "them."), A_TEXT("ref", x->i.ref));
}

static enum err
times_check(const struct sending *x, struct note *note)
{
	const struct incident_moment *times = NULL;
	size_t n = 0;
	enum err r;

	if ((r = incident_moments(x->tx->st, x->tx->a, x->i.id, &times, &n,
	    note)) != ERR_OK)
		return r;
	return report_times_check(&x->r, times, n, x->tx->now, note);
}

static enum err
sending_load(struct sending *x, struct note *note)
{
	const struct report_send *w = x->what;
	struct tx *tx = x->tx;
	enum err r;

	if ((r = incident_get(tx->st, tx->a, w->incident, &x->i,
	    note)) != ERR_OK)
		return r;
	if (x->i.state == INCIDENT_MERGED)
		return NOTE(note, ERR_INVALID, M("{ref} went into another "
		    "incident. Say it of that one."),
		    A_TEXT("ref", x->i.ref));
	if ((r = secret_check(x, note)) != ERR_OK ||
	    (r = rulebook_hold(tx, &x->held, note)) != ERR_OK ||
	    (r = report_list(tx->st, tx->a, x->i.id, &x->before,
	    &x->nbefore, note)) != ERR_OK ||
	    (r = report_items_read(tx->a, &x->held, w->items, w->nitems,
	    &x->items, note)) != ERR_OK)
		return r;
	x->r = (struct report){
		.incident = x->i.id,
		.number = x->nbefore == 0 ? 1 :
		    x->before[x->nbefore - 1].number + 1,
		.kind = w->kind,
		.replaces = w->replaces,
		.channel = w->channel,
		.sent = w->channel == REPORT_SYSTEM ? report_now(tx) :
		    w->sent,
		.by = key_none(w->by) ? x->i.body : w->by,
		.person = w->person,
		.to = w->to,
		.entered_for = w->entered_for,
		.to_words = w->to_words,
		.proved = value_known(&x->proof->text) ||
		    value_known(&x->proof->file),
		.late_reason = w->late_reason,
		.reason = w->reason,
	};
	return times_check(x, note);
}

/* ---- the same again ---- */

static enum err
twin_find(const struct sending *x, const struct report **ret,
    struct note *note)
{
	*ret = NULL;
	for (size_t i = 0; i < x->nbefore && *ret == NULL; i++) {
		const struct report *b = &x->before[i];
		const struct report_item *items = NULL;
		size_t n = 0;
		enum err r;

		if (b->state == REPORT_WITHDRAWN ||
		    b->channel != x->r.channel || b->sent.ms != x->r.sent.ms)
			continue;
		if ((r = report_items(x->tx->st, x->tx->a, b->id, &items, &n,
		    note)) != ERR_OK)
			return r;
		if (report_same(b, items, n, &x->r, x->items,
		    x->what->nitems))
			*ret = b;
	}
	return ERR_OK;
}

static enum err
proof_known(const struct sending *x, struct key id, bool *ret,
    struct note *note)
{
	const struct report_proof_put *p = x->proof;
	const bool file = value_known(&p->file);
	const struct report_proof *list = NULL;
	size_t n = 0;
	enum err r;

	*ret = !value_known(&p->text) && !file;
	if (*ret)
		return ERR_OK;
	if ((r = report_proofs(x->tx->st, x->tx->a, id, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && !*ret; i++)
		*ret = str_eq(list[i].text, value_known(&p->text) ?
		    p->text.text : S("")) && (file ? hash_eq(&list[i].hash,
		    &p->file.hash) : list[i].file.n == 0);
	return ERR_OK;
}

/* It is answered with the first, which learns what it did not say yet. */
static enum err
twin_answer(struct sending *x, const struct report *twin, struct answer *ret,
    struct note *note)
{
	static const struct report_proof_put nothing = { .text = { 0 } };
	struct report_proved ev = { .person = value_key(x->what->person) };
	bool known;
	enum err r;

	ret->on = twin->id;
	ret->seq = twin->rev;
	if ((r = proof_known(x, twin->id, &known, note)) != ERR_OK ||
	    (r = report_clocks_named(x->tx, &x->held, x->i.id,
	    &x->what->clocks, &x->clocks, note)) != ERR_OK)
		return r;
	ev.clocks = report_clocks_new(x->tx->a, &x->clocks, twin->clocks,
	    twin->nclocks);
	if (!str_eq(x->r.late_reason, twin->late_reason))
		ev.late_reason = value_text(x->r.late_reason);
	ret->again = known && !value_known(&ev.clocks) &&
	    !value_known(&ev.late_reason);
	return ret->again ? ERR_OK : report_proved_append(x->tx, twin, &ev,
	    known ? &nothing : x->proof, ret, note);
}

/* ---- a new one ---- */

static struct value
texts_value(struct arena *a, const struct str *list, size_t n)
{
	struct value v = { .given = GIVEN_NOT };

	if (n == 0 || (v.list.v = NEW_ARRAY(a, struct value, n)) == NULL)
		return (struct value){ .given = GIVEN_NOT };
	for (size_t i = 0; i < n; i++)
		v.list.v[i] = (struct value)V_TEXT(list[i]);
	v.list.n = n;
	v.given = GIVEN_KNOWN;
	return v;
}

static enum err
clocks_choose(struct sending *x, struct note *note)
{
	const struct report_send *w = x->what;
	const struct report *replaced = NULL;
	enum err r;

	if (!key_none(w->replaces) && (r = replaced_check(x, &replaced,
	    note)) != ERR_OK)
		return r;
	if (w->clocks.n > 0)
		return report_clocks_named(x->tx, &x->held, x->i.id,
		    &w->clocks, &x->clocks, note);
	if (replaced != NULL) {
		x->clocks = texts_value(x->tx->a, replaced->clocks,
		    replaced->nclocks);
		return ERR_OK;
	}
	return report_clocks_waiting(x->tx, &x->held, x->i.id, w->kind,
	    &x->clocks, note);
}

static enum err
sent_append(struct sending *x, struct answer *ret, struct note *note)
{
	const struct report *rep = &x->r;
	const struct report_sent ev = {
		.incident = V_KEY(rep->incident),
		.kind = V_TEXT(str_of(deadline_kinds[rep->kind].word)),
		.number = V_INT(rep->number),
		.replaces = value_key(rep->replaces),
		.channel = V_TEXT(str_of(report_channels[rep->channel].word)),
		.sent = value_moment(rep->sent),
		.by = V_KEY(rep->by),
		.person = value_key(rep->person),
		.to = value_key(rep->to),
		.to_words = value_text(rep->to_words),
		.proof = x->proof->text,
		.proof_file = x->proof->file,
		.clocks = x->clocks,
		.contents = report_items_value(x->tx->a, x->items,
		    x->what->nitems),
		.late_reason = value_text(rep->late_reason),
		.reason = value_text(rep->reason),
		.entered_for = value_key(rep->entered_for),
	};
	enum err r;

	if (arena_failed(x->tx->a))
		return note_memory(note);
	if ((r = report_proof_keep(x->tx, x->proof, rep->id,
	    note)) != ERR_OK ||
	    (r = ledger_append(x->tx, &report_event_sent, rep->id,
	    VALUES(&ev), &ret->seq, note)) != ERR_OK)
		return r;
	return rep->channel != REPORT_SYSTEM || key_none(rep->to) ? ERR_OK :
	    report_arrive_now(x->tx, rep, &ret->seq, note);
}

static enum err
sent_new(struct sending *x, struct answer *ret, struct note *note)
{
	struct report now;
	enum err r;

	if ((r = clocks_choose(x, note)) != ERR_OK)
		return r;
	x->r.id = ret->on = tx_key(x->tx);
	if ((r = sent_append(x, ret, note)) != ERR_OK ||
	    (r = report_get(x->tx->st, x->tx->a, ret->on, &now,
	    note)) != ERR_OK)
		return r;
	return report_clocks_meet(x->tx, &now, note);
}

struct submitting {
	const struct report_send	*what;
	struct report_proof_put		 proof;
};

static enum err
submit_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct submitting *s = arg;
	struct sending x = { .tx = tx, .what = s->what, .proof = &s->proof };
	const struct report *twin = NULL;
	enum err r;

	ret->again = false;
	if ((r = sending_load(&x, note)) != ERR_OK ||
	    (r = twin_find(&x, &twin, note)) != ERR_OK ||
	    (r = twin != NULL ? twin_answer(&x, twin, ret, note) :
	    sent_new(&x, ret, note)) != ERR_OK)
		return r;
	return ret->again ? ERR_OK : incident_judge(tx, x.i.id, note);
}

enum err
report_submit(struct app *app, const struct actor *who,
    const struct request *rq, const struct report_send *what,
    struct answer *ret, struct note *note)
{
	struct submitting s = { .what = what };
	struct arena *a = arena_new();
	enum err r;

	if (a == NULL)
		return note_memory(note);
	if ((r = app_may(app, who, "report.submit", what->incident,
	    note)) == ERR_OK &&
	    (r = report_proof_put(app, a, &what->proof, &s.proof,
	    note)) == ERR_OK)
		r = act_run(app, who, rq, submit_act, &s, ret, note);
	arena_free(a);
	return r;
}
