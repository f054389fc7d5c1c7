/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/incident.h"

#include "deadline/deadline.h"
#include "incident/incident_in.h"
#include "incident/report.h"
#include "rulebook/rulebook.h"

struct judging {
	struct tx			*tx;
	const struct incident		*i;
	struct held_book		 held;
	struct incident_case		 c;
	struct judgement		 j;
	const struct incident_result_row *was;
	size_t				 nwas;
	const struct incident_level_row	*level_was;
	size_t				 nlevel_was;
	/* What is to be recorded. */
	struct incident_result		*result;
	size_t				 nresults;
	struct incident_level		*level;
	size_t				 nlevels;
	bool				*used;	/* by fact of the book */
	const struct report		*reports;
	size_t				 nreports;
};

/* ---- facts ---- */

static struct value
missing_value(struct arena *a, const struct book *b,
    const struct feel_missing *m)
{
	struct value v = { .given = GIVEN_NOT };
	size_t n = 0, at;

	for (const struct feel_missing *x = m; x != NULL; x = x->next)
		n++;
	if (n == 0 || (v.list.v = NEW_ARRAY(a, struct value, n)) == NULL)
		return (struct value){ .given = GIVEN_NOT };
	for (; m != NULL; m = m->next)
		v.list.v[v.list.n++] = (struct value)V_TEXT(book_find(b,
		    m->fact, &at) ? book_fact(b, at)->id : m->fact);
	v.given = GIVEN_KNOWN;
	return v;
}

/* As it is kept: ids, by commas. */
static struct str
missing_text(struct arena *a, const struct value *v)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; value_known(v) && i < v->list.n; i++) {
		if (i > 0)
			buf_text(&b, ",");
		buf_str(&b, v->list.v[i].text);
	}
	return buf_view(&b);
}

/* Did anybody say something that the rule read? */
static bool
used_note(const struct judging *x, const struct judged_pack *p,
    const struct verdict *v)
{
	bool some = false;

	for (size_t s = 0; s < p->pack->nfacts; s++) {
		size_t at;

		if ((v->used[s / 64] >> (s % 64) & 1) == 0 ||
		    p->pack->facts[s] == NULL ||
		    !book_find(x->held.book, p->pack->facts[s]->id, &at) ||
		    x->c.entry[at] < 0)
			continue;
		x->used[at] = true;
		some = true;
	}
	return some;
}

/* ---- results ---- */

static const struct incident_result_row *
result_was(const struct judging *x, struct str pack, struct str rule)
{
	size_t low = 0, high = x->nwas;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;
		const struct incident_result_row *w = &x->was[mid];
		int order = str_cmp(w->pack, pack);

		if (order == 0 && (order = str_cmp(w->rule, rule)) == 0)
			return w;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/*
 * A conclusion is recorded when it differs from the last one; what was never
 * concluded is open, with nothing known that it could rest on.
 */
static void
result_add(struct judging *x, size_t pack, const struct judged_pack *p,
    const struct verdict *v)
{
	struct arena *a = x->tx->a;
	const struct incident_result_row *was = result_was(x, p->pack->id,
	    v->rule->id);
	const struct str outcome = str_of(outcome_word(v->outcome));
	const struct value missing = missing_value(a, x->held.book,
	    v->missing);
	const bool some = used_note(x, p, v);

	if (was != NULL ? str_eq(was->outcome, outcome) &&
	    str_eq(was->missing, missing_text(a, &missing)) :
	    v->outcome == OUTCOME_OPEN && !some)
		return;
	x->result[x->nresults++] = (struct incident_result){
		.pack = V_INT((int64_t)pack),
		.rule = V_TEXT(v->rule->id),
		.outcome = V_TEXT(outcome),
		.missing = missing,
	};
}

/* ---- levels ---- */

static struct value
level_value(const struct pack *p, int level)
{
	struct value v = { .given = GIVEN_NOT };

	if (level >= 0 && (size_t)level < p->nlevels)
		v = (struct value)V_TEXT(p->levels[level].id);
	return v;
}

static bool
level_same(const struct incident_level_row *was,
    const struct incident_level *is, struct str missing)
{
	return str_eq(was->least, is->least.text) &&
	    str_eq(was->advised, is->advised.text) &&
	    str_eq(was->most, is->most.text) &&
	    str_eq(was->missing, missing);
}

static void
level_add(struct judging *x, size_t pack, const struct judged_pack *p)
{
	struct arena *a = x->tx->a;
	struct incident_level is = {
		.pack = V_INT((int64_t)pack),
		.least = level_value(p->pack, p->grade.least),
		.advised = level_value(p->pack, p->grade.advised),
		.most = level_value(p->pack, p->grade.most),
		.missing = missing_value(a, x->held.book, p->grade.missing),
	};

	if (p->pack->nlevels == 0)
		return;
	for (size_t i = 0; i < x->nlevel_was; i++)
		if (str_eq(x->level_was[i].pack, p->pack->id) &&
		    level_same(&x->level_was[i], &is,
		    missing_text(a, &is.missing)))
			return;
	x->level[x->nlevels++] = is;
}

/* ---- the entry ---- */

static enum err
room_take(struct judging *x, struct note *note)
{
	size_t n = 0;

	for (size_t p = 0; p < x->j.n; p++)
		n += x->j.packs[p].nverdicts;
	x->result = NEW_ARRAY(x->tx->a, struct incident_result, n + 1);
	x->level = NEW_ARRAY(x->tx->a, struct incident_level, x->j.n + 1);
	x->used = NEW_ARRAY(x->tx->a, bool, book_nfacts(x->held.book) + 1);
	return x->result == NULL || x->level == NULL || x->used == NULL ?
	    note_memory(note) : ERR_OK;
}

#define TABLE(type, rows, count) \
	((struct value){ .given = (count) > 0 ? GIVEN_KNOWN : GIVEN_NOT, \
	    .list = { (struct value *)(void *)(rows), (count) } })

static struct value
packs_value(const struct judging *x)
{
	struct incident_pack_used *used = NEW_ARRAY(x->tx->a,
	    struct incident_pack_used, x->j.n + 1);

	for (size_t i = 0; used != NULL && i < x->j.n; i++) {
		const struct pack *p = x->j.packs[i].pack;
		const struct adoption *by = adoption_of(x->held.adoptions,
		    p->id, p->version);

		used[i] = (struct incident_pack_used){
			.pack = V_TEXT(p->id),
			.version = V_INT(p->version),
			.adopted = V_INT(by == NULL ? 0 : by->seq),
		};
	}
	return TABLE(incident_pack_used, used, used == NULL ? 0 : x->j.n);
}

static struct value
facts_value(const struct judging *x)
{
	const size_t most = book_nfacts(x->held.book);
	struct incident_fact_used *used = NEW_ARRAY(x->tx->a,
	    struct incident_fact_used, most + 1);
	size_t n = 0;

	for (size_t i = 0; used != NULL && i < most; i++)
		if (x->used[i])
			used[n++] = (struct incident_fact_used){
				.fact = V_TEXT(book_fact(x->held.book,
				    i)->id),
				.entry = V_INT(x->c.entry[i]),
			};
	return TABLE(incident_fact_used, used, n);
}

static enum err
conclusions_say(struct judging *x, struct note *note)
{
	struct incident_judged ev;
	enum err r;

	if ((r = room_take(x, note)) != ERR_OK)
		return r;
	for (size_t p = 0; p < x->j.n; p++) {
		const struct judged_pack *jp = &x->j.packs[p];

		for (size_t v = 0; v < jp->nverdicts; v++)
			result_add(x, p, jp, &jp->verdicts[v]);
		level_add(x, p, jp);
	}
	if (x->nresults == 0 && x->nlevels == 0)
		return ERR_OK;
	ev = (struct incident_judged){
		.packs = packs_value(x),
		.facts = facts_value(x),
		.results = TABLE(incident_result, x->result, x->nresults),
		.levels = TABLE(incident_level, x->level, x->nlevels),
	};
	if (arena_failed(x->tx->a))
		return note_memory(note);
	return ledger_append(x->tx, &incident_event_judged, x->i->id,
	    VALUES(&ev), NULL, note);
}

/* ---- clocks ---- */

static struct str
within_text(struct arena *a, const struct pack_clock *c)
{
	const struct pack_duration *d = &c->within;

	if (!c->timed)
		return S("");
	if (d->months != 0)
		return str_fmt(a, "P%dM", (int)d->months);
	return d->days != 0 ? str_fmt(a, "P%dD", (int)d->days) :
	    d->minutes % 60 == 0 ? str_fmt(a, "PT%dH", (int)d->minutes / 60) :
	    str_fmt(a, "PT%dM", (int)d->minutes);
}

/* Which fact started it: the one among the anchors that has its moment. */
static void
anchor_find(const struct judging *x, const struct judged_pack *p,
    const struct verdict *v, struct deadline_claim *ret)
{
	const struct pack_clock *c = &v->rule->clock;

	ret->anchor = (struct moment){ v->clock.anchor, PREC_MINUTE };
	for (size_t n = 0; n < c->nanchor; n++)
		for (size_t s = 0; s < p->pack->nfacts; s++) {
			const struct pack_fact *f = p->pack->facts[s];
			size_t at;

			if (f == NULL || !feel_names(c->anchor[n], s) ||
			    p->facts[s].kind != FEEL_STAMP ||
			    (int64_t)(feel_stamp_instant(&p->facts[s].stamp) /
			    1000000) != v->clock.anchor ||
			    !book_find(x->held.book, f->id, &at) ||
			    x->c.entry[at] < 0)
				continue;
			ret->anchor_fact = f->id;
			ret->anchor_entry = x->c.entry[at];
			return;
		}
}

/*
 * What is known too weakly to decide never says that nothing is required.  But a
 * clock that is itself known so weakly, and that does not even advise, is none.
 */
static enum deadline_state
state_of(const struct verdict *v)
{
	if (!attested_decides(v->rule->attested) &&
	    v->advised == TRUTH_NO)
		return DEADLINE_DROPPED;
	return v->clock.state == CLOCK_RUNS ? DEADLINE_RUNS :
	    v->clock.state == CLOCK_PRECAUTION ? DEADLINE_PRECAUTION :
	    DEADLINE_DROPPED;
}

/*
 * Whoever got the report whose arrival started it owes what follows; what
 * others owe otherwise is nobody's whom the register knows.
 */
static struct key
owed_by(const struct judging *x, const struct deadline_claim *c)
{
	switch (c->kind) {
	case CLOCK_INITIAL:
	case CLOCK_SUPPLEMENT:
	case CLOCK_PROGRESS:
	case CLOCK_SUMMARY:
	case CLOCK_ASSESSMENT:
		return x->i->body;
	default:
		break;
	}
	for (size_t i = 0; i < x->nreports; i++)
		if (x->reports[i].arrival >= 0 &&
		    x->reports[i].arrival == c->anchor_entry)
			return x->reports[i].to;
	return KEY_NONE;
}

/* One of each addressee: who told one of them has not told the other. */
static void
claim_make(const struct judging *x, const struct judged_pack *p,
    const struct verdict *v, size_t to, struct deadline_claim *ret)
{
	struct arena *a = x->tx->a;
	const struct value missing = missing_value(a, x->held.book,
	    v->missing != NULL ? v->missing : v->clock.anchor_missing);
	struct str *ids = NEW_ARRAY(a, struct str, missing.list.n + 1);

	*ret = (struct deadline_claim){
		.of = { p->pack->id, v->rule->id, v->rule->clock.nto > 1 ?
		    str_fmt(a, "%zu", to + 1) : S("") },
		.version = p->pack->version,
		.kind = v->rule->clock.kind,
		.state = state_of(v),
		.called = x->i->ref,
		.anchor = { DEADLINE_NEVER, PREC_MINUTE },
		.anchor_entry = -1,
		.within = within_text(a, &v->rule->clock),
		.due = v->clock.timed ? v->clock.due : DEADLINE_NEVER,
		.earlier = v->clock.earlier,
		.decided = DEADLINE_NEVER,
		.dropped = v->clock.state == CLOCK_NOT_IN_FORCE ?
		    S("not_in_force") : S("not_required"),
	};
	if (v->clock.anchored)
		anchor_find(x, p, v, ret);
	ret->body = owed_by(x, ret);
	for (size_t i = 0; ids != NULL && value_known(&missing) &&
	    i < missing.list.n; i++)
		ids[i] = missing.list.v[i].text;
	ret->missing = ids;
	ret->nmissing = value_known(&missing) ? missing.list.n : 0;
}

/* What may be required but has nothing to count from waits until it has. */
static bool
clock_claims(const struct verdict *v)
{
	return v->rule->kind == PACK_CLOCK && (v->clock.anchored ||
	    v->clock.state > CLOCK_PRECAUTION);
}

static size_t
addressees(const struct verdict *v)
{
	return v->rule->clock.nto > 0 ? v->rule->clock.nto : 1;
}

static enum err
clocks_settle(struct judging *x, struct note *note)
{
	struct deadline_claim *claims;
	size_t n = 0, most = 0;

	for (size_t p = 0; p < x->j.n; p++)
		for (size_t v = 0; v < x->j.packs[p].nverdicts; v++)
			if (clock_claims(&x->j.packs[p].verdicts[v]))
				most += addressees(
				    &x->j.packs[p].verdicts[v]);
	claims = NEW_ARRAY(x->tx->a, struct deadline_claim, most + 1);
	if (claims == NULL)
		return note_memory(note);
	for (size_t p = 0; p < x->j.n; p++)
		for (size_t v = 0; v < x->j.packs[p].nverdicts; v++) {
			const struct verdict *at =
			    &x->j.packs[p].verdicts[v];

			if (!clock_claims(at))
				continue;
			for (size_t to = 0; to < addressees(at); to++)
				claim_make(x, &x->j.packs[p], at, to,
				    &claims[n++]);
		}
	return deadline_settle(x->tx, x->i->id, claims, n, note);
}

/* ---- all of it ---- */

static enum err
rules_ask(struct judging *x, struct note *note)
{
	struct tx *tx = x->tx;
	struct book_case c = { .at = tx->now };
	enum err r;

	if ((r = rulebook_hold(tx, &x->held, note)) != ERR_OK ||
	    (r = incident_case_load(tx->st, tx->a, x->held.book, x->i,
	    tx->now, &x->c, note)) != ERR_OK ||
	    (r = incident_results(tx->st, tx->a, x->i->id, &x->was, &x->nwas,
	    note)) != ERR_OK ||
	    (r = incident_levels(tx->st, tx->a, x->i->id, &x->level_was,
	    &x->nlevel_was, note)) != ERR_OK ||
	    (r = report_list(tx->st, tx->a, x->i->id, &x->reports,
	    &x->nreports, note)) != ERR_OK)
		return r;
	c.facts = x->c.facts;
	c.zone = x->held.zone;
	return judge(tx->a, x->held.book, &c, &x->j, note);
}

enum err
incident_judge(struct tx *tx, struct key id, struct note *note)
{
	struct judging x = { .tx = tx };
	struct incident i;
	enum err r;

	if ((r = incident_get(tx->st, tx->a, id, &i, note)) != ERR_OK)
		return r;
	if (i.classified || i.state == INCIDENT_MERGED ||
	    i.state == INCIDENT_FALSE_ALARM)
		return deadline_drop_all(tx, id, i.state == INCIDENT_MERGED ?
		    S("merged") : i.state == INCIDENT_FALSE_ALARM ?
		    S("false_alarm") : S("not_required"), note);
	x.i = &i;
	if ((r = rules_ask(&x, note)) != ERR_OK ||
	    (r = conclusions_say(&x, note)) != ERR_OK)
		return r;
	return clocks_settle(&x, note);
}
