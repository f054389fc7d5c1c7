/* SPDX-License-Identifier: Apache-2.0 */
/* How is a trace opened?  Only behind a confirmation that still holds. */
#include "accountability/trace_act.h"
#include "accountability/trace_ladder.h"
#include "core/config.h"
#include "incident/incident.h"
#include "person/person.h"
#include "rulebook/rulebook.h"

/* The fact that says when it was done, or left undone. */
#define CONDUCT_AT	"conduct_at"
/* That a fact is so, as facts are kept. */
#define SO		"true"

struct opening {
	struct tx			*tx;
	const struct trace_opening	*what;
	struct held_book		 held;
	struct incident			 i;
	struct trigger_decision		 by;	/* the confirmation */
	struct key			 body, person;
	struct moment			 conduct, occurred;
	struct trace_ladder_asked	 asked;
	struct trace_affected		 affected;
	struct trace_rung_said		*rung;
	size_t				 nrungs;
};

/* ---- is it confirmed? ---- */

static bool
is_meant(const struct trigger_decision *d, struct str rule)
{
	struct str rest = rule, pack = S("");

	if (str_eq(d->rule, rule))
		return true;
	return str_cut(&rest, '/', &pack) && str_eq(d->pack, pack) &&
	    str_eq(d->rule, rest);
}

static enum err
not_confirmed(const struct opening *x, const struct trigger_decision *d,
    struct note *note)
{
	const struct str ref = x->i.ref, rule = x->what->rule;

	if (d != NULL && d->is == TRIGGER_LAPSED)
		return NOTE(note, ERR_INVALID, M("{ref}: {rule} was confirmed, "
		    "and as facts are known now it is not met any more (entry "
		    "{entry}). A trace wants a confirmation that holds."),
		    A_TEXT("ref", ref), A_TEXT("rule", rule),
		    A_INT("entry", d->entry));
	return NOTE(note, ERR_INVALID, M("{ref}: {rule} is not confirmed, and "
	    "nobody is named before. A body with authority confirms it first: "
	    "anze trigger confirm {ref} {rule}."), A_TEXT("ref", ref),
	    A_TEXT("rule", rule));
}

static enum err
confirmation_find(struct opening *x, struct note *note)
{
	const struct trigger_decision *list = NULL, *found = NULL;
	size_t n = 0;
	enum err r;

	if ((r = trigger_decided(x->tx->st, x->tx->a, x->i.id, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++) {
		if (!is_meant(&list[i], x->what->rule))
			continue;
		if (found != NULL)
			return NOTE(note, ERR_INVALID, M("Both {pack} and {other} "
			    "have a situation {rule}. Say which: {pack}/"
			    "{rule}."), A_TEXT("pack", found->pack),
			    A_TEXT("other", list[i].pack),
			    A_TEXT("rule", list[i].rule));
		found = &list[i];
	}
	if (found == NULL || found->is != TRIGGER_CONFIRMED)
		return not_confirmed(x, found, note);
	x->by = *found;
	return ERR_OK;
}

static enum err
other_check(struct opening *x, struct note *note)
{
	struct trace t;
	struct key id;
	enum err r;

	if ((r = trace_of(x->tx->st, x->i.id, x->by.pack, x->by.rule, &id,
	    note)) != ERR_OK || key_none(id))
		return r;
	if ((r = trace_get(x->tx->st, x->tx->a, id, &t, note)) != ERR_OK)
		return r;
	return t.state == TRACE_OPEN ? NOTE(note, ERR_CONFLICT, M("{ref} was "
	    "opened for that already."), A_TEXT("ref", t.ref)) :
	    NOTE(note, ERR_CONFLICT, M("{ref} was opened for that, and closed. "
	    "Open it again, with a reason: anze trace reopen {ref}."),
	    A_TEXT("ref", t.ref));
}

/* ---- when, and of what? ---- */

static enum err
times_load(struct opening *x, struct note *note)
{
	struct tx *tx = x->tx;
	const struct incident_moment *list = NULL;
	struct incident_case c;
	size_t n = 0, at;
	enum err r;

	x->conduct = x->what->conduct;
	x->occurred = (struct moment){ DEADLINE_NEVER, PREC_MINUTE };
	if ((r = incident_case_load(tx->st, tx->a, x->held.book, &x->i,
	    tx->now, &c, note)) != ERR_OK ||
	    (r = incident_moments(tx->st, tx->a, x->i.id, &list, &n,
	    note)) != ERR_OK)
		return r;
	if (book_find(x->held.book, S(CONDUCT_AT), &at) &&
	    c.facts[at].kind == FEEL_STAMP)
		x->conduct = (struct moment){ (int64_t)(feel_stamp_instant(
		    &c.facts[at].stamp) / 1000000), PREC_MINUTE };
	for (size_t i = 0; i < n && x->occurred.ms == DEADLINE_NEVER; i++)
		if (list[i].kind == TIME_OCCURRED && list[i].ended < 0)
			x->occurred = list[i].at;
	if (x->conduct.ms == DEADLINE_NEVER &&
	    x->occurred.ms == DEADLINE_NEVER)
		return NOTE(note, ERR_INVALID, M("Neither when it was done nor "
		    "when it occurred is known of {ref}, and who answered for "
		    "it follows from that. State {fact}, or the moment of its "
		    "occurrence, or say it: --conduct."),
		    A_TEXT("ref", x->i.ref), A_CSTR("fact", CONDUCT_AT));
	return ERR_OK;
}

/* Moments that are known coarsely count from their beginning. */
static int64_t
day_of(const struct opening *x, struct moment at)
{
	struct civil c;

	if (at.ms == DEADLINE_NEVER)
		return DAY_OPEN;
	c = zone_local(x->held.zone, moment_first(at));
	return day_from_civil(c.year, c.month, c.day);
}

static enum err
several_load(struct opening *x, struct note *note)
{
	struct str words, one;
	enum err r;

	if ((r = config_get(x->tx->st, x->tx->a, config_find(
	    S("capacity.several")), &words, note)) != ERR_OK)
		return r;
	while (str_cut(&words, '|', &one))
		for (int k = 0; k < CAPACITY__MAX; k++)
			if (str_is(one, post_capacities[k].word))
				x->asked.several |= 1U << k;
	return ERR_OK;
}

static enum err
affected_load(struct opening *x, struct note *note)
{
	struct trace_affected *f = &x->affected;
	enum err r;

	if ((r = trace_affected(x->tx->st, x->i.id, f, note)) != ERR_OK)
		return r;
	x->asked.systems = x->what->nsystems > 0 ? x->what->systems :
	    f->systems;
	x->asked.nsystems = x->what->nsystems > 0 ? x->what->nsystems :
	    f->nsystems;
	if (f->nbodies == 0)
		f->bodies[f->nbodies++] = x->i.body;
	x->asked.bodies = f->bodies;
	x->asked.nbodies = f->nbodies;
	return x->asked.nsystems <= TRACE_SYSTEMS_MAX &&
	    f->nbodies <= TRACE_SYSTEMS_MAX ? ERR_OK : NOTE(note, ERR_LIMIT,
	    M("At most {most} systems have one trace. Say which: --system."),
	    A_INT("most", TRACE_SYSTEMS_MAX));
}

static enum err
ladder_load(struct opening *x, struct note *note)
{
	enum err r;

	if ((r = times_load(x, note)) != ERR_OK ||
	    (r = several_load(x, note)) != ERR_OK ||
	    (r = affected_load(x, note)) != ERR_OK)
		return r;
	x->asked.conduct = day_of(x, x->conduct);
	x->asked.occurred = day_of(x, x->occurred);
	return trace_ladder(x->tx->st, x->tx->a, &x->asked, &x->rung,
	    &x->nrungs, note);
}

/* ---- who opens it? ---- */

static enum err
person_check(const struct opening *x, struct note *note)
{
	for (size_t i = 0; i < x->nrungs; i++)
		if (value_known(&x->rung[i].person) &&
		    x->rung[i].height.num == 0 &&
		    !str_is(x->rung[i].rung.text,
		    trace_rungs[RUNG_COORDINATING].word) &&
		    !str_is(x->rung[i].rung.text,
		    trace_rungs[RUNG_SUPERVISING].word) &&
		    key_eq(x->rung[i].person.key, x->person))
			return NOTE(note, ERR_INVALID, M("Whoever opens it stands "
			    "on the ladder himself. Another person of the body "
			    "does it, or the body above."));
	return ERR_OK;
}

/* ---- the entry ---- */

static enum err
ref_next(const struct opening *x, struct trace_opened *ev, struct note *note)
{
	const int year = zone_local(x->held.zone, x->tx->now).year;
	int64_t last;
	enum err r = trace_last(x->tx->st, year, &last, note);

	if (r != ERR_OK)
		return r;
	ev->year = (struct value)V_INT(year);
	ev->number = (struct value)V_INT(last + 1);
	ev->ref = (struct value)V_TEXT(str_fmt(x->tx->a, "TRC-%04d-%04lld",
	    year, (long long)last + 1));
	return ERR_OK;
}

static struct value
keys_value(struct arena *a, const struct key *list, size_t n)
{
	struct value v = { .given = GIVEN_NOT };

	if (n == 0 || (v.list.v = NEW_ARRAY(a, struct value, n)) == NULL)
		return (struct value){ .given = GIVEN_NOT };
	for (size_t i = 0; i < n; i++)
		v.list.v[i] = (struct value)V_KEY(list[i]);
	v.list.n = n;
	v.given = GIVEN_KNOWN;
	return v;
}

static enum err
opened_say(struct opening *x, struct answer *ret, struct note *note)
{
	struct trace_opened ev = {
		.about = V_KEY(x->i.id),
		.called = V_TEXT(x->i.ref),
		.pack = V_TEXT(x->by.pack),
		.rule = V_TEXT(x->by.rule),
		.confirmed = V_INT(x->by.entry),
		.conduct = value_moment(x->conduct),
		.occurred = value_moment(x->occurred),
		.systems = keys_value(x->tx->a, x->asked.systems,
		    x->asked.nsystems),
		.body = V_KEY(x->body),
		.person = V_KEY(x->person),
		.reason = V_TEXT(x->what->reason),
		.rungs = { .given = GIVEN_KNOWN, .list = {
		    (struct value *)(void *)x->rung, x->nrungs } },
	};
	enum err r;

	ret->on = tx_key(x->tx);
	if ((r = ref_next(x, &ev, note)) != ERR_OK)
		return r;
	if (arena_failed(x->tx->a))
		return note_memory(note);
	return ledger_append(x->tx, &trace_event_opened, ret->on,
	    VALUES(&ev), &ret->seq, note);
}

/* One fact, unless that is what is known. */
static enum err
fact_add(struct tx *tx, const struct trace *t, struct str fact,
    struct incident_fact_said *list, size_t *n, struct note *note)
{
	const struct incident_fact *now = NULL;
	size_t nnow = 0;
	enum err r;

	if ((r = incident_facts(tx->st, tx->a, t->incident, fact, false, &now,
	    &nnow, note)) != ERR_OK ||
	    (nnow > 0 && str_is(now->value, SO)))
		return r;
	list[(*n)++] = (struct incident_fact_said){
		.fact = V_TEXT(fact),
		.value = V_TEXT(S(SO)),
		.source = V_TEXT(t->ref),
	};
	return ERR_OK;
}

enum err
trace_facts_say(struct tx *tx, const struct trace *t, struct key body,
    struct key person, const char *const *facts, size_t n,
    struct note *note)
{
	struct incident_fact_said *list = NEW_ARRAY(tx->a,
	    struct incident_fact_said, n + 1);
	struct incident_stated ev = { .facts = { .given = GIVEN_KNOWN } };
	struct held_book held;
	struct incident i;
	size_t said = 0, at;
	enum err r;

	if (list == NULL)
		return note_memory(note);
	if ((r = incident_get(tx->st, tx->a, t->incident, &i, note)) != ERR_OK ||
	    (r = rulebook_hold(tx, &held, note)) != ERR_OK)
		return r;
	/* Of a closed one nothing more is said; the trace knows it. */
	for (size_t k = 0; k < n && r == ERR_OK && i.state == INCIDENT_OPEN;
	    k++)
		if (book_find(held.book, str_of(facts[k]), &at))
			r = fact_add(tx, t, book_fact(held.book, at)->id,
			    list, &said, note);
	if (r != ERR_OK || said == 0)
		return r;
	for (size_t k = 0; k < said; k++) {
		list[k].asserter = value_key(body);
		list[k].person = value_key(person);
	}
	ev.facts.list.v = (struct value *)(void *)list;
	ev.facts.list.n = said;
	r = ledger_append(tx, &incident_event_stated, i.id, VALUES(&ev), NULL,
	    note);
	return r == ERR_OK ? incident_judge(tx, i.id, note) : r;
}

static enum err
open_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	static const char *const facts[] = { TRIGGER_AUTHORITY };
	struct opening x = { .tx = tx, .what = arg };
	struct trace t;
	enum err r;

	if ((r = incident_get(tx->st, tx->a, x.what->incident, &x.i,
	    note)) != ERR_OK ||
	    (r = rulebook_hold(tx, &x.held, note)) != ERR_OK ||
	    (r = confirmation_find(&x, note)) != ERR_OK ||
	    (r = other_check(&x, note)) != ERR_OK ||
	    (r = person_now(tx->st, x.what->person, &x.person,
	    note)) != ERR_OK)
		return r;
	x.body = key_none(x.what->body) ? x.by.body : x.what->body;
	if ((r = trigger_authority(tx, &x.held, TRIGGER_AUTHORITY, x.body,
	    note)) != ERR_OK ||
	    (r = ladder_load(&x, note)) != ERR_OK ||
	    (r = person_check(&x, note)) != ERR_OK ||
	    (r = opened_say(&x, ret, note)) != ERR_OK ||
	    (r = trace_get(tx->st, tx->a, ret->on, &t, note)) != ERR_OK)
		return r;
	return trace_facts_say(tx, &t, x.body, x.person, facts, 1, note);
}

enum err
trace_open(struct app *app, const struct actor *who, const struct request *rq,
    const struct trace_opening *what, struct answer *ret, struct note *note)
{
	struct trace_opening copy = *what;
	enum err r;

	if (what->reason.n == 0)
		return NOTE(note, ERR_INVALID, M("Say why the trace is opened: "
		    "--reason."));
	if (key_none(what->person))
		return NOTE(note, ERR_INVALID, M("Say which person opens it: "
		    "--person."));
	if ((r = app_may(app, who, "trace.open", key_none(what->body) ?
	    what->incident : what->body, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, open_act, &copy, ret, note);
}
