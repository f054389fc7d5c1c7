/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does it cause that the rules conclude otherwise?  Whoever could know what
 * is missing is asked, and what was confirmed and is not met any more lapses.
 */
#include "rulebook/rulebook.h"
#include "trigger/trigger_case.h"
#include "trigger/trigger_in.h"
#include "trigger/trigger_know.h"

/* The row of a table within the event. */
#define ROW(type, table, i) \
	((const struct type *)(const void *)((table)->list.v + \
	    (size_t)(i) * VALUES_OF(struct type)))

#define TABLE(rows, count) \
	((struct value){ .given = (count) > 0 ? GIVEN_KNOWN : GIVEN_NOT, \
	    .list = { (struct value *)(void *)(rows), (count) } })

struct reacting {
	struct tx			*tx;
	const struct event		*ev;
	const struct incident_judged	*d;
	struct held_book		 held;
	struct incident			 i;
	struct key			 sheet;	/* KEY_NONE: none yet */
	const struct trigger_ask	*asks;	/* as they stand, sorted */
	size_t				 nasks;
	const struct trigger_decision	*decided;
	size_t				 ndecided;
	/* What is to be asked. */
	struct trigger_rule_asked	*rule;
	struct trigger_fact_asked	*fact;
	size_t				*place;	/* of a fact of the book among
						 * ${fact}, from 1 */
	const struct pack_fact		**of;	/* by ${fact} */
	size_t				 nrules, nfacts;
};

static size_t
rows_of(const struct value *table)
{
	return value_known(table) ? table->list.n : 0;
}

/* ---- which results are situations? ---- */

static const struct incident_pack_used *
pack_of(const struct reacting *x, const struct incident_result *res)
{
	return res->pack.num >= 0 &&
	    (size_t)res->pack.num < rows_of(&x->d->packs) ?
	    ROW(incident_pack_used, &x->d->packs, res->pack.num) : NULL;
}

/* NULL: it is none. */
static const struct pack_rule *
situation_of(const struct reacting *x, const struct incident_result *res)
{
	const struct incident_pack_used *used = pack_of(x, res);

	for (size_t p = 0; used != NULL && p < book_npacks(x->held.book);
	    p++) {
		const struct pack *pack = book_pack(x->held.book, p);
		const struct pack_rule *rule;

		if (!str_eq(pack->id, used->pack.text))
			continue;
		rule = pack_rule(pack, res->rule.text);
		return rule != NULL && rule->kind == PACK_TRIGGER ? rule :
		    NULL;
	}
	return NULL;
}

/* ---- what is asked ---- */

static int
ask_order(const struct trigger_ask *ask, struct str pack, struct str rule,
    struct str fact)
{
	int order = str_cmp(ask->pack, pack);

	if (order == 0)
		order = str_cmp(ask->rule, rule);
	return order != 0 ? order : str_cmp(ask->fact, fact);
}

/* The first that does not stand before this one. */
static size_t
ask_place(const struct reacting *x, struct str pack, struct str rule,
    struct str fact)
{
	size_t low = 0, high = x->nasks;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;

		if (ask_order(&x->asks[mid], pack, rule, fact) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* How many facts are asked for it now? */
static size_t
asked_now(const struct reacting *x, struct str pack, struct str rule)
{
	size_t n = 0;

	for (size_t i = ask_place(x, pack, rule, S("")); i < x->nasks &&
	    str_eq(x->asks[i].pack, pack) && str_eq(x->asks[i].rule, rule);
	    i++)
		n++;
	return n;
}

static bool
asked_same(const struct reacting *x, struct str pack,
    const struct incident_result *res)
{
	const struct str rule = res->rule.text;
	const size_t n = rows_of(&res->missing);

	if (n != asked_now(x, pack, rule))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct str fact = res->missing.list.v[i].text;
		const size_t at = ask_place(x, pack, rule, fact);

		if (at == x->nasks || ask_order(&x->asks[at], pack, rule,
		    fact) != 0)
			return false;
	}
	return true;
}

/* Ask for one more fact of the situation that was put last. */
static enum err
fact_put(struct reacting *x, struct str id, struct note *note)
{
	struct trigger_fact_asked *f;
	size_t at;

	if (!book_find(x->held.book, id, &at))
		return ERR_OK;
	if (x->place[at] == 0) {
		f = &x->fact[x->nfacts];
		*f = (struct trigger_fact_asked){
			.fact = V_TEXT(book_fact(x->held.book, at)->id),
			.rules = { .given = GIVEN_KNOWN, .list = { NEW_ARRAY(
			    x->tx->a, struct value, rows_of(
			    &x->d->results)), 0 } },
		};
		if (f->rules.list.v == NULL)
			return note_memory(note);
		x->of[x->nfacts] = book_fact(x->held.book, at);
		x->place[at] = ++x->nfacts;
	}
	f = &x->fact[x->place[at] - 1];
	f->rules.list.v[f->rules.list.n++] =
	    (struct value)V_INT((int64_t)x->nrules - 1);
	return ERR_OK;
}

/* One result: is something else asked for it than until now? */
static enum err
result_ask(struct reacting *x, const struct incident_result *res,
    struct note *note)
{
	const struct str pack = pack_of(x, res)->pack.text;
	const size_t n = trigger_is_open(res->outcome.text) ?
	    rows_of(&res->missing) : 0;
	enum err r = ERR_OK;

	if (x->nrules == TRIGGER_RULES_MAX || (n == 0 ?
	    asked_now(x, pack, res->rule.text) == 0 :
	    asked_same(x, pack, res)))
		return ERR_OK;
	x->rule[x->nrules++] = (struct trigger_rule_asked){
		.pack = V_TEXT(pack), .rule = V_TEXT(res->rule.text) };
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = fact_put(x, res->missing.list.v[i].text, note);
	return r;
}

static enum err
asked_say(struct reacting *x, struct note *note)
{
	struct trigger_asked ev = {
		.about = V_KEY(x->i.id),
		.called = V_TEXT(x->i.ref),
		.rules = TABLE(x->rule, x->nrules),
		.facts = TABLE(x->fact, x->nfacts),
	};
	enum err r;

	if (x->nrules == 0)
		return ERR_OK;
	if (x->nfacts > 0 && (r = trigger_know(x->tx, &x->held, x->i.body,
	    x->of, &ev, note)) != ERR_OK)
		return r;
	if (arena_failed(x->tx->a))
		return note_memory(note);
	if (key_none(x->sheet))
		x->sheet = tx_key(x->tx);
	return ledger_append(x->tx, &trigger_event_asked, x->sheet,
	    VALUES(&ev), NULL, note);
}

/* ---- what lapses ---- */

static const struct trigger_decision *
confirmed_of(const struct reacting *x, struct str pack, struct str rule)
{
	for (size_t i = 0; i < x->ndecided; i++)
		if (x->decided[i].is == TRIGGER_CONFIRMED &&
		    str_eq(x->decided[i].pack, pack) &&
		    str_eq(x->decided[i].rule, rule))
			return &x->decided[i];
	return NULL;
}

/* Does it still hold, read as the person read it? */
static enum err
read_still(struct reacting *x, const struct trigger_decision *d, bool *ret,
    struct note *note)
{
	struct tx *tx = x->tx;
	struct trigger_case c = { .i = x->i, .book = x->held.book };
	const struct pack_cond *want;
	struct trigger_one one;
	struct str *readings;
	size_t n = 0;
	enum err r;

	if ((readings = trigger_parted(tx->a, d->readings, &n)) == NULL)
		return note_memory(note);
	if ((r = trigger_case_load(tx->st, tx->a, x->held.zone, tx->now, &c,
	    note)) != ERR_OK ||
	    (r = trigger_case_find(tx->a, &c, str_fmt(tx->a, "%.*s/%.*s",
	    STR_ARG(d->pack), STR_ARG(d->rule)), &one, note)) != ERR_OK)
		return r;
	*ret = trigger_read_so(one.v, readings, n, &want) == TRUTH_YES;
	return ERR_OK;
}

static enum err
lapsed_say(struct reacting *x, const struct trigger_decision *d,
    struct str outcome, int64_t version, const char *why, struct note *note)
{
	struct trigger_lapsed ev = {
		.about = V_KEY(x->i.id),
		.called = V_TEXT(x->i.ref),
		.pack = V_TEXT(d->pack),
		.version = V_INT(version),
		.rule = V_TEXT(d->rule),
		.outcome = V_TEXT(outcome),
		.confirmed = V_INT(d->entry),
		.why = V_TEXT(str_of(why)),
	};

	if (x->d != NULL)
		ev.concluded = (struct value)V_INT(x->ev->seq);
	return ledger_append(x->tx, &trigger_event_lapsed, x->sheet,
	    VALUES(&ev), NULL, note);
}

static enum err
result_lapse(struct reacting *x, const struct incident_result *res,
    struct note *note)
{
	const struct incident_pack_used *used = pack_of(x, res);
	const struct trigger_decision *d = confirmed_of(x, used->pack.text,
	    res->rule.text);
	bool holds = str_is(res->outcome.text, outcome_word(OUTCOME_MET)) ||
	    str_is(res->outcome.text, outcome_word(OUTCOME_PERSON));
	enum err r;

	if (d == NULL || holds)
		return ERR_OK;
	if (str_is(res->outcome.text, outcome_word(OUTCOME_READINGS)) &&
	    d->readings.n > 0 &&
	    ((r = read_still(x, d, &holds, note)) != ERR_OK || holds))
		return r;
	return lapsed_say(x, d, res->outcome.text, used->version.num,
	    "facts", note);
}

/* ---- reactions ---- */

static enum err
reacting_load(struct reacting *x, struct note *note)
{
	struct tx *tx = x->tx;
	const size_t n = x->d == NULL ? 0 : rows_of(&x->d->results);
	size_t nfacts;
	enum err r;

	if ((r = incident_get(tx->st, tx->a, x->ev->on, &x->i,
	    note)) != ERR_OK || x->i.drill)
		return r;
	if ((r = rulebook_hold(tx, &x->held, note)) != ERR_OK ||
	    (r = trigger_sheet(tx->st, x->i.id, &x->sheet, note)) != ERR_OK)
		return r;
	if (!key_none(x->sheet) && ((r = trigger_asks(tx->st, tx->a, x->i.id,
	    &x->asks, &x->nasks, note)) != ERR_OK ||
	    (r = trigger_decided(tx->st, tx->a, x->i.id, &x->decided,
	    &x->ndecided, note)) != ERR_OK))
		return r;
	nfacts = book_nfacts(x->held.book);
	x->rule = NEW_ARRAY(tx->a, struct trigger_rule_asked, n + 1);
	x->fact = NEW_ARRAY(tx->a, struct trigger_fact_asked, nfacts + 1);
	x->of = NEW_ARRAY(tx->a, const struct pack_fact *, nfacts + 1);
	x->place = NEW_ARRAY(tx->a, size_t, nfacts + 1);
	return note_arena(tx->a, ERR_OK, note);
}

enum err
trigger_react_judged(struct tx *tx, const struct event *ev, struct note *note)
{
	struct reacting x = { .tx = tx, .ev = ev,
	    .d = (const void *)ev->data };
	const size_t n = rows_of(&x.d->results);
	enum err r;

	if (n == 0)
		return ERR_OK;
	if ((r = reacting_load(&x, note)) != ERR_OK || x.i.drill)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct incident_result *res = ROW(incident_result,
		    &x.d->results, i);

		if (situation_of(&x, res) == NULL)
			continue;
		if ((r = result_lapse(&x, res, note)) == ERR_OK)
			r = result_ask(&x, res, note);
	}
	return r == ERR_OK ? asked_say(&x, note) : r;
}

/* Nothing is judged any more: all that was confirmed lapses. */
static enum err
all_lapse(struct tx *tx, const struct event *ev, const char *why,
    struct note *note)
{
	struct reacting x = { .tx = tx, .ev = ev };
	enum err r = reacting_load(&x, note);

	for (size_t i = 0; i < x.ndecided && r == ERR_OK; i++)
		if (x.decided[i].is == TRIGGER_CONFIRMED)
			r = lapsed_say(&x, &x.decided[i],
			    x.decided[i].outcome, x.decided[i].version, why,
			    note);
	return r;
}

enum err
trigger_react_closed(struct tx *tx, const struct event *ev, struct note *note)
{
	const struct incident_closed *d = (const void *)ev->data;

	return str_is(d->why.text, "false_alarm") ? all_lapse(tx, ev,
	    "false_alarm", note) : ERR_OK;
}

enum err
trigger_react_merged(struct tx *tx, const struct event *ev, struct note *note)
{
	return all_lapse(tx, ev, "merged", note);
}
