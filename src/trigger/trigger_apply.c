/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of triggers follow from their events? */
#include "ledger/bind.h"
#include "trigger/trigger_in.h"

static const struct sql q_sheet = {
	"INSERT INTO trigger_sheet (id, incident, called, rev)"
	" VALUES ($1, $2, $3, $4)"
	" ON CONFLICT (id) DO UPDATE SET rev = excluded.rev", NULL
};
static const struct sql q_ask_end = {
	"DELETE FROM trigger_ask WHERE incident = $1 AND pack = $2"
	" AND rule = $3", NULL
};
static const struct sql q_ask = {
	"INSERT INTO trigger_ask (incident, pack, rule, fact, rec)"
	" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (incident, pack, rule, fact)"
	" DO UPDATE SET rec = excluded.rec", NULL
};
static const struct sql q_kind = {
	"INSERT INTO trigger_ask_kind (incident, fact, kinds)"
	" VALUES ($1, $2, $3) ON CONFLICT (incident, fact)"
	" DO UPDATE SET kinds = excluded.kinds", NULL
};
static const struct sql q_body_end = {
	"DELETE FROM trigger_ask_body WHERE incident = $1 AND fact = $2", NULL
};
static const struct sql q_body = {
	"INSERT INTO trigger_ask_body (body, incident, fact)"
	" VALUES ($1, $2, $3) ON CONFLICT (body, incident, fact) DO NOTHING",
	NULL
};
/* What no situation asks for any more is asked of nobody. */
#define UNASKED(t) \
	"DELETE FROM " t " WHERE incident = $1 AND NOT EXISTS (SELECT 1" \
	" FROM trigger_ask a WHERE a.incident = $1 AND a.fact = " t ".fact)"
static const struct sql q_kinds_end = { UNASKED("trigger_ask_kind"), NULL };
static const struct sql q_bodies_end = { UNASKED("trigger_ask_body"), NULL };

static const struct sql q_decision = {
	"INSERT INTO trigger_decision (incident, entry, pack, rule, state,"
	" version, outcome, concluded, confirmed, readings, names, body, person,"
	" reason, why, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
	" $12, $13, $14, $15, $16)", NULL
};
static const struct sql q_state = {
	"INSERT INTO trigger_state (incident, pack, rule, state, entry)"
	" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (incident, pack, rule)"
	" DO UPDATE SET state = excluded.state, entry = excluded.entry", NULL
};

/* The row of a table within the event. */
#define ROW(type, table, i) \
	((const struct type *)(const void *)((table)->list.v + \
	    (size_t)(i) * VALUES_OF(struct type)))

static size_t
rows_of(const struct value *table)
{
	return value_known(table) ? table->list.n : 0;
}

/* The words of a list, by commas, which none of them has. */
static struct str
joined(struct arena *a, const struct value *v)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < rows_of(v); i++) {
		buf_text(&b, i > 0 ? "," : "");
		buf_str(&b, v->list.v[i].text);
	}
	return buf_view(&b);
}

static enum err
sheet_put(struct store *st, const struct event *ev, const struct value *about,
    const struct value *called, struct note *note)
{
	return store_run(st, &q_sheet, BINDS(BIND_KEY(ev->on),
	    BIND_KEY(about->key), BIND_TEXT(called->text),
	    BIND_INT(ev->seq)), note);
}

/* ---- asking ---- */

static enum err
who_put(struct store *st, struct arena *a, const struct trigger_asked *d,
    const struct trigger_fact_asked *f, struct note *note)
{
	const struct trigger_who_asked *w;
	enum err r;

	/* The act wrote it from the same list. */
	if (f->who.num < 0 || (size_t)f->who.num >= rows_of(&d->who))
		return ERR_OK;
	w = ROW(trigger_who_asked, &d->who, f->who.num);
	if ((r = store_run(st, &q_kind, BINDS(BIND_KEY(d->about.key),
	    BIND_TEXT(f->fact.text), BIND_TEXT(joined(a, &w->kinds))),
	    note)) != ERR_OK ||
	    (r = store_run(st, &q_body_end, BINDS(BIND_KEY(d->about.key),
	    BIND_TEXT(f->fact.text)), note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < rows_of(&w->bodies) && r == ERR_OK; i++) {
		const int64_t at = w->bodies.list.v[i].num;

		if (at >= 0 && (size_t)at < rows_of(&d->bodies))
			r = store_run(st, &q_body, BINDS(
			    BIND_KEY(d->bodies.list.v[at].key),
			    BIND_KEY(d->about.key), BIND_TEXT(f->fact.text)),
			    note);
	}
	return note_arena(a, r, note);
}

static enum err
fact_put(struct store *st, struct arena *a, const struct event *ev,
    const struct trigger_fact_asked *f, struct note *note)
{
	const struct trigger_asked *d = (const void *)ev->data;
	enum err r = who_put(st, a, d, f, note);

	for (size_t i = 0; i < rows_of(&f->rules) && r == ERR_OK; i++) {
		const int64_t at = f->rules.list.v[i].num;
		const struct trigger_rule_asked *of;

		if (at < 0 || (size_t)at >= rows_of(&d->rules))
			continue;
		of = ROW(trigger_rule_asked, &d->rules, at);
		r = store_run(st, &q_ask, BINDS(BIND_KEY(d->about.key),
		    BIND_TEXT(of->pack.text), BIND_TEXT(of->rule.text),
		    BIND_TEXT(f->fact.text), BIND_INT(ev->seq)), note);
	}
	return r;
}

enum err
trigger_apply_asked(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct trigger_asked *d = (const void *)ev->data;
	const struct bind about = BIND_KEY(d->about.key);
	enum err r = sheet_put(st, ev, &d->about, &d->called, note);

	for (size_t i = 0; i < rows_of(&d->rules) && r == ERR_OK; i++) {
		const struct trigger_rule_asked *of = ROW(trigger_rule_asked,
		    &d->rules, i);

		r = store_run(st, &q_ask_end, BINDS(about,
		    BIND_TEXT(of->pack.text), BIND_TEXT(of->rule.text)),
		    note);
	}
	for (size_t i = 0; i < rows_of(&d->facts) && r == ERR_OK; i++)
		r = fact_put(st, a, ev, ROW(trigger_fact_asked, &d->facts, i),
		    note);
	if (r != ERR_OK ||
	    (r = store_run(st, &q_kinds_end, &about, 1, note)) != ERR_OK)
		return r;
	return store_run(st, &q_bodies_end, &about, 1, note);
}

/* ---- deciding ---- */

/* What all three have in common; what one of them lacks is not said. */
struct decided {
	const struct value	*about, *called, *pack, *version, *rule,
				*outcome, *concluded, *confirmed, *readings,
				*names, *body, *person, *reason, *why;
};

static enum err
decision_put(struct store *st, struct arena *a, const struct event *ev,
    enum trigger_state is, const struct decided *d, struct note *note)
{
	const char *const word = trigger_states[is].word;
	enum err r;

	if ((r = sheet_put(st, ev, d->about, d->called, note)) != ERR_OK ||
	    (r = store_run(st, &q_decision, BINDS(BIND_KEY(d->about->key),
	    BIND_INT(ev->seq), BIND_TEXT(d->pack->text),
	    BIND_TEXT(d->rule->text), BIND_CSTR(word),
	    BIND_INT(d->version->num), BIND_TEXT(d->outcome->text),
	    bind_num(d->concluded), bind_num(d->confirmed),
	    BIND_TEXT(joined(a, d->readings)), bind_hash(d->names),
	    bind_key(d->body), bind_key(d->person), bind_hash(d->reason),
	    bind_words(d->why), BIND_INT(ev->at)), note)) != ERR_OK)
		return r;
	r = store_run(st, &q_state, BINDS(BIND_KEY(d->about->key),
	    BIND_TEXT(d->pack->text), BIND_TEXT(d->rule->text),
	    BIND_CSTR(word), BIND_INT(ev->seq)), note);
	return note_arena(a, r, note);
}

static const struct value not_said = { .given = GIVEN_NOT };

enum err
trigger_apply_confirmed(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct trigger_confirmed *x = (const void *)ev->data;
	const struct decided d = { &x->about, &x->called, &x->pack,
	    &x->version, &x->rule, &x->outcome, &x->concluded, &not_said,
	    &x->readings, &x->names, &x->body, &x->person, &x->reason,
	    &not_said };

	return decision_put(st, a, ev, TRIGGER_CONFIRMED, &d, note);
}

enum err
trigger_apply_declined(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct trigger_declined *x = (const void *)ev->data;
	const struct decided d = { &x->about, &x->called, &x->pack,
	    &x->version, &x->rule, &x->outcome, &x->concluded, &not_said,
	    &not_said, &not_said, &x->body, &x->person, &x->reason,
	    &not_said };

	return decision_put(st, a, ev, TRIGGER_DECLINED, &d, note);
}

enum err
trigger_apply_lapsed(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct trigger_lapsed *x = (const void *)ev->data;
	const struct decided d = { &x->about, &x->called, &x->pack,
	    &x->version, &x->rule, &x->outcome, &x->concluded, &x->confirmed,
	    &not_said, &not_said, &not_said, &not_said, &not_said, &x->why };

	return decision_put(st, a, ev, TRIGGER_LAPSED, &d, note);
}
