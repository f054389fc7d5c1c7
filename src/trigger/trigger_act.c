/* SPDX-License-Identifier: Apache-2.0 */
#include "trigger/trigger_act.h"

#include "body/body.h"
#include "incident/incident.h"
#include "rulebook/rulebook.h"
#include "trigger/trigger_in.h"

/* A decision being made. */
struct deciding {
	const struct trigger_decide	*what;
	bool				 confirms;
	struct held_book		 held;
	struct trigger_case		 c;
	struct trigger_one		 one;
	struct trigger_decision		 last;
	int64_t				 concluded;	/* the entry; -1 */
};

/* ---- may it be decided? ---- */

static enum err
incident_check(const struct incident *i, struct note *note)
{
	if (i->drill)
		return NOTE(note, ERR_INVALID, M("{ref} is a drill: it starts no "
		    "accountability."), A_TEXT("ref", i->ref));
	if (i->classified)
		return NOTE(note, ERR_INVALID, M("{ref} moved to the classified "
		    "channel, and what follows from it is decided there."),
		    A_TEXT("ref", i->ref));
	if (i->state == INCIDENT_FALSE_ALARM)
		return NOTE(note, ERR_INVALID, M("{ref} was a false alarm. Open "
		    "it again first, with a reason: anze incident reopen "
		    "{ref}."), A_TEXT("ref", i->ref));
	if (i->state == INCIDENT_MERGED)
		return NOTE(note, ERR_INVALID, M("{ref} went into another "
		    "incident. Decide about that one."),
		    A_TEXT("ref", i->ref));
	return ERR_OK;
}

enum err
trigger_authority(struct tx *tx, const struct held_book *held,
    const char *fact, struct key body, struct note *note)
{
	const struct civil now = zone_local(held->zone, tx->now);
	struct buf kinds = BUF_IN(tx->a);
	const struct pack_fact *f;
	struct body b;
	size_t at;
	enum err r;

	if ((r = body_get(tx->st, tx->a, body, day_from_civil(now.year,
	    now.month, now.day), &b, note)) != ERR_OK)
		return r;
	if (!book_find(held->book, str_of(fact), &at))
		return ERR_OK;
	f = book_fact(held->book, at);
	if (trigger_may_say(f, b.kind))
		return ERR_OK;
	for (size_t i = 0; i < f->asserted_by.n; i++) {
		buf_text(&kinds, i > 0 ? ", " : "");
		buf_str(&kinds, f->asserted_by.t[i]);
	}
	return NOTE(note, ERR_INVALID, M("{body} ({kind}) has no authority here. "
	    "By {pack} these kinds of bodies have: {kinds}. Others recommend "
	    "it to one of them."), A_TEXT("body", b.name),
	    A_TEXT("kind", b.kind), A_TEXT("pack", f->of->id),
	    A_TEXT("kinds", buf_view(&kinds)));
}

enum err
trigger_last(struct store *st, struct arena *a, struct key incident,
    const struct trigger_one *one, struct trigger_decision *ret,
    struct note *note)
{
	const struct trigger_decision *list = NULL;
	size_t n = 0;
	enum err r;

	if ((r = trigger_decisions(st, a, incident, one->jp->pack->id,
	    one->v->rule->id, &list, &n, note)) != ERR_OK)
		return r;
	*ret = n > 0 ? list[n - 1] : (struct trigger_decision){
	    .is = TRIGGER_UNDECIDED, .concluded = -1, .confirmed = -1 };
	return ERR_OK;
}

/* The rules are asked, and what they say is recorded if it is new. */
static enum err
deciding_load(struct tx *tx, struct deciding *x, struct note *note)
{
	const struct key id = x->what->incident;
	struct trigger_case *c = &x->c;
	enum err r;

	if ((r = incident_get(tx->st, tx->a, id, &c->i, note)) != ERR_OK ||
	    (r = incident_check(&c->i, note)) != ERR_OK ||
	    (r = incident_judge(tx, id, note)) != ERR_OK ||
	    (r = rulebook_hold(tx, &x->held, note)) != ERR_OK)
		return r;
	c->book = x->held.book;
	if ((r = trigger_case_load(tx->st, tx->a, x->held.zone, tx->now, c,
	    note)) != ERR_OK ||
	    (r = trigger_case_find(tx->a, c, x->what->rule, &x->one,
	    note)) != ERR_OK ||
	    (r = trigger_last(tx->st, tx->a, id, &x->one, &x->last,
	    note)) != ERR_OK ||
	    (r = trigger_authority(tx, &x->held, TRIGGER_AUTHORITY,
	    x->what->body, note)) != ERR_OK)
		return r;
	return trigger_concluded(tx->st, tx->a, id, &x->one, &x->concluded,
	    note);
}

/* ---- is it met? ---- */

/* The readings of ${of}, as they are chosen. */
static struct str
readings_of(struct arena *a, const struct pack_cond *of)
{
	struct buf b = BUF_IN(a);

	for (const struct pack_cond *c = of->first; c != NULL; c = c->next) {
		buf_text(&b, b.n > 0 ? "; " : "");
		if (of->id.n > 0) {
			buf_str(&b, of->id);
			buf_text(&b, "=");
		}
		buf_str(&b, c->id);
		buf_text(&b, " (");
		buf_str(&b, c->title.zh);
		buf_text(&b, ")");
	}
	return buf_view(&b);
}

/* Where the words bear two meanings, a person says which holds, and why. */
static enum err
readings_check(struct arena *a, const struct deciding *x, struct note *note)
{
	const struct trigger_decide *w = x->what;
	const struct pack_cond *want = NULL;
	const struct str rule = x->one.v->rule->id;

	switch (trigger_read_so(x->one.v, w->readings, w->nreadings, &want)) {
	case TRUTH_YES:
		return ERR_OK;
	case TRUTH_NO:
		return NOTE(note, ERR_INVALID, M("Read so, {rule} is not met. "
		    "anze trigger show tells what each reading comes to."),
		    A_TEXT("rule", rule));
	case TRUTH_OPEN:
		break;
	}
	if (want == NULL)
		return NOTE(note, ERR_INVALID, M("Read so, {rule} cannot be said "
		    "yet. anze trigger show tells what is missing."),
		    A_TEXT("rule", rule));
	return NOTE(note, ERR_INVALID, M("The words of {rule} bear meanings that "
	    "differ here. Say which holds, and in the reason why: --reading "
	    "{readings}."), A_TEXT("rule", rule),
	    A_TEXT("readings", readings_of(a, want)));
}

static enum err
named_check(const struct deciding *x, struct note *note)
{
	const bool person = x->one.v->outcome == OUTCOME_PERSON;
	const struct pack_rule *rule = x->one.v->rule;

	if (person && x->what->names.n == 0)
		return NOTE(note, ERR_INVALID, M("Only a person opens {rule}, and "
		    "names: {names}. Say it: --names."),
		    A_TEXT("rule", rule->id),
		    A_TEXT("names", rule->trigger.names.zh));
	if (!person && x->what->names.n > 0)
		return NOTE(note, ERR_INVALID, M("{rule} follows from facts; "
		    "nothing is to be named. Leave out --names."),
		    A_TEXT("rule", rule->id));
	return ERR_OK;
}

static enum err
met_check(struct arena *a, const struct deciding *x, struct note *note)
{
	const struct verdict *v = x->one.v;
	const struct trigger_decide *w = x->what;
	const struct str rule = v->rule->id, ref = x->c.i.ref;

	for (size_t i = 0; i < w->nreadings; i++)
		if (!trigger_has_reading(v->rule, w->readings[i]))
			return NOTE(note, ERR_INVALID, M("“{reading}” is no "
			    "reading of {rule}. anze trigger show lists them."),
			    A_TEXT("reading", w->readings[i]),
			    A_TEXT("rule", rule));
	if (v->outcome == OUTCOME_MET || v->outcome == OUTCOME_PERSON)
		return named_check(x, note);
	if (v->outcome == OUTCOME_READINGS)
		return readings_check(a, x, note);
	if (trigger_is_open(str_of(outcome_word(v->outcome))))
		return NOTE(note, ERR_INVALID, M("{ref}: {rule} cannot be said "
		    "yet. These facts are missing: {missing}. State them "
		    "first: anze incident fact."), A_TEXT("ref", ref),
		    A_TEXT("rule", rule),
		    A_TEXT("missing", trigger_missing(a, v->missing)));
	return NOTE(note, ERR_INVALID, M("{ref} does not meet {rule} as things "
	    "are known: {outcome}. Only what is met can be confirmed."),
	    A_TEXT("ref", ref), A_TEXT("rule", rule),
	    A_WORD("outcome", outcome_said(v->outcome)));
}

/* ---- what is recorded ---- */

static enum err
sheet_get(struct tx *tx, struct key incident, struct key *ret,
    struct note *note)
{
	enum err r = trigger_sheet(tx->st, incident, ret, note);

	if (r == ERR_OK && key_none(*ret))
		*ret = tx_key(tx);
	return r;
}

static struct value
entry_value(int64_t entry)
{
	struct value v = { .given = GIVEN_NOT };

	if (entry >= 0)
		v = (struct value)V_INT(entry);
	return v;
}

static enum err
confirmed_say(struct tx *tx, const struct deciding *x, struct answer *ret,
    struct note *note)
{
	const struct trigger_decide *w = x->what;
	const struct trigger_confirmed ev = {
		.about = V_KEY(w->incident),
		.called = V_TEXT(x->c.i.ref),
		.pack = V_TEXT(x->one.jp->pack->id),
		.version = V_INT(x->one.jp->pack->version),
		.rule = V_TEXT(x->one.v->rule->id),
		.outcome = V_TEXT(str_of(outcome_word(x->one.v->outcome))),
		.concluded = entry_value(x->concluded),
		.readings = trigger_texts(tx->a, w->readings, w->nreadings),
		.names = value_text(w->names),
		.body = V_KEY(w->body),
		.person = V_KEY(w->person),
		.reason = V_TEXT(w->reason),
	};

	if (arena_failed(tx->a))
		return note_memory(note);
	return ledger_append(tx, &trigger_event_confirmed, ret->on,
	    VALUES(&ev), &ret->seq, note);
}

static enum err
declined_say(struct tx *tx, const struct deciding *x, struct answer *ret,
    struct note *note)
{
	const struct trigger_decide *w = x->what;
	const struct trigger_declined ev = {
		.about = V_KEY(w->incident),
		.called = V_TEXT(x->c.i.ref),
		.pack = V_TEXT(x->one.jp->pack->id),
		.version = V_INT(x->one.jp->pack->version),
		.rule = V_TEXT(x->one.v->rule->id),
		.outcome = V_TEXT(str_of(outcome_word(x->one.v->outcome))),
		.concluded = entry_value(x->concluded),
		.body = V_KEY(w->body),
		.person = V_KEY(w->person),
		.reason = V_TEXT(w->reason),
	};

	return ledger_append(tx, &trigger_event_declined, ret->on,
	    VALUES(&ev), &ret->seq, note);
}

static enum err
state_check(const struct deciding *x, struct note *note)
{
	const struct str rule = x->one.v->rule->id, ref = x->c.i.ref;

	if (x->confirms && x->last.is == TRIGGER_CONFIRMED)
		return NOTE(note, ERR_CONFLICT, M("{ref}: {rule} is confirmed "
		    "already, by entry {entry}."), A_TEXT("ref", ref),
		    A_TEXT("rule", rule), A_INT("entry", x->last.entry));
	if (!x->confirms && x->last.is == TRIGGER_DECLINED)
		return NOTE(note, ERR_CONFLICT, M("{ref}: {rule} is declined "
		    "already, by entry {entry}."), A_TEXT("ref", ref),
		    A_TEXT("rule", rule), A_INT("entry", x->last.entry));
	/* What one body confirmed no other takes away from it. */
	if (!x->confirms && x->last.is == TRIGGER_CONFIRMED &&
	    !key_eq(x->last.body, x->what->body))
		return NOTE(note, ERR_INVALID, M("{ref}: another body confirmed "
		    "{rule}, by entry {entry}. Only that one may take it "
		    "back."), A_TEXT("ref", ref), A_TEXT("rule", rule),
		    A_INT("entry", x->last.entry));
	return ERR_OK;
}

static enum err
decide_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	struct deciding x = *(const struct deciding *)arg;
	enum err r;

	if ((r = deciding_load(tx, &x, note)) != ERR_OK ||
	    (r = state_check(&x, note)) != ERR_OK ||
	    (x.confirms && (r = met_check(tx->a, &x, note)) != ERR_OK) ||
	    (r = sheet_get(tx, x.what->incident, &ret->on, note)) != ERR_OK)
		return r;
	return x.confirms ? confirmed_say(tx, &x, ret, note) :
	    declined_say(tx, &x, ret, note);
}

static enum err
decide(struct app *app, const struct actor *who, const struct request *rq,
    struct deciding *x, struct answer *ret, struct note *note)
{
	const struct trigger_decide *w = x->what;
	enum err r;

	if (w->reason.n == 0)
		return NOTE(note, ERR_INVALID, M("A decision wants a reason: "
		    "--reason."));
	if (key_none(w->body) || key_none(w->person))
		return NOTE(note, ERR_INVALID, M("Say which body decides, and "
		    "which person: --body, --person."));
	if (w->nreadings > TRIGGER_READINGS_MAX)
		return NOTE(note, ERR_LIMIT, M("At most {most} readings can be "
		    "chosen."), A_INT("most", TRIGGER_READINGS_MAX));
	if ((r = app_may(app, who, x->confirms ? "trigger.confirm" :
	    "trigger.decline", w->body, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, decide_act, x, ret, note);
}

enum err
trigger_confirm(struct app *app, const struct actor *who,
    const struct request *rq, const struct trigger_decide *what,
    struct answer *ret, struct note *note)
{
	struct deciding x = { .what = what, .confirms = true };

	return decide(app, who, rq, &x, ret, note);
}

enum err
trigger_decline(struct app *app, const struct actor *who,
    const struct request *rq, const struct trigger_decide *what,
    struct answer *ret, struct note *note)
{
	struct deciding x = { .what = what };

	return decide(app, who, rq, &x, ret, note);
}
