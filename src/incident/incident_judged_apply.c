/* SPDX-License-Identifier: Apache-2.0 */
/* How do conclusions and decisions become rows? */
#include "incident/incident_in.h"
#include "ledger/bind.h"

static const struct sql q_result_end = {
	"UPDATE incident_result SET rec_end = $4 WHERE incident = $1"
	" AND pack = $2 AND rule = $3 AND rec_end = $5", NULL
};
static const struct sql q_result = {
	"INSERT INTO incident_result (incident, pack, rule, rec, rec_end,"
	" version, outcome, missing) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
	NULL
};
static const struct sql q_level_end = {
	"UPDATE incident_level SET rec_end = $3 WHERE incident = $1"
	" AND pack = $2 AND rec_end = $4", NULL
};
static const struct sql q_level = {
	"INSERT INTO incident_level (incident, pack, rec, rec_end, version,"
	" least, advised, most, missing)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", NULL
};
static const struct sql q_used = {
	"INSERT INTO incident_used (incident, rec, fact, entry)"
	" VALUES ($1, $2, $3, $4)", NULL
};
static const struct sql q_decision = {
	"INSERT INTO incident_decision (incident, entry, kind, act, word,"
	" proposed, pack, version, body, person, reason) VALUES ($1, $2, $3, $4,"
	" $5, $6, $7, $8, $9, $10, $11)", NULL
};
static const struct sql q_graded = {
	"UPDATE incident SET level = $3, rev = $2 WHERE id = $1", NULL
};
static const struct sql q_classed = {
	"UPDATE incident SET class = $3, rev = $2 WHERE id = $1", NULL
};
static const struct sql q_state = {
	"UPDATE incident SET state = $3, merged = $4, rev = $2 WHERE id = $1",
	NULL
};
static const struct sql q_rev = {
	"UPDATE incident SET rev = $2 WHERE id = $1", NULL
};

/* Ids of facts have no comma. */
static struct str
joined(struct arena *a, const struct value *v)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; value_known(v) && i < v->list.n; i++) {
		if (i > 0)
			buf_text(&b, ",");
		buf_str(&b, v->list.v[i].text);
	}
	return buf_view(&b);
}

/* The row of a table within the event. */
#define ROW(type, table, i) \
	((const struct type *)(const void *)((table)->list.v + \
	    (size_t)(i) * VALUES_OF(struct type)))

static size_t
rows_of(const struct value *table)
{
	return value_known(table) ? table->list.n : 0;
}

static const struct incident_pack_used *
pack_of(const struct incident_judged *d, const struct value *index)
{
	/* The act wrote it from the same list. */
	return index->num >= 0 && (size_t)index->num < rows_of(&d->packs) ?
	    ROW(incident_pack_used, &d->packs, index->num) : NULL;
}

static enum err
result_put(struct store *st, struct arena *a, const struct event *ev,
    const struct incident_result *x, struct note *note)
{
	const struct incident_pack_used *p = pack_of((const void *)ev->data,
	    &x->pack);
	enum err r;

	if (p == NULL)
		return ERR_OK;
	if ((r = store_run(st, &q_result_end, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(p->pack.text), BIND_TEXT(x->rule.text),
	    BIND_INT(ev->seq), BIND_INT(REC_OPEN)), note)) != ERR_OK)
		return r;
	return store_run(st, &q_result, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(p->pack.text), BIND_TEXT(x->rule.text),
	    BIND_INT(ev->seq), BIND_INT(REC_OPEN), BIND_INT(p->version.num),
	    BIND_TEXT(x->outcome.text), BIND_TEXT(joined(a, &x->missing))),
	    note);
}

static enum err
level_put(struct store *st, struct arena *a, const struct event *ev,
    const struct incident_level *x, struct note *note)
{
	const struct incident_pack_used *p = pack_of((const void *)ev->data,
	    &x->pack);
	enum err r;

	if (p == NULL)
		return ERR_OK;
	if ((r = store_run(st, &q_level_end, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(p->pack.text), BIND_INT(ev->seq), BIND_INT(REC_OPEN)),
	    note)) != ERR_OK)
		return r;
	return store_run(st, &q_level, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(p->pack.text), BIND_INT(ev->seq), BIND_INT(REC_OPEN),
	    BIND_INT(p->version.num), bind_words(&x->least),
	    bind_words(&x->advised), bind_words(&x->most),
	    BIND_TEXT(joined(a, &x->missing))), note);
}

enum err
incident_apply_judged(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct incident_judged *d = (const void *)ev->data;
	enum err r = ERR_OK;

	for (size_t i = 0; i < rows_of(&d->facts) && r == ERR_OK; i++) {
		const struct incident_fact_used *f = ROW(incident_fact_used,
		    &d->facts, i);

		r = store_run(st, &q_used, BINDS(BIND_KEY(ev->on),
		    BIND_INT(ev->seq), BIND_TEXT(f->fact.text),
		    BIND_INT(f->entry.num)), note);
	}
	for (size_t i = 0; i < rows_of(&d->results) && r == ERR_OK; i++)
		r = result_put(st, a, ev, ROW(incident_result, &d->results,
		    i), note);
	for (size_t i = 0; i < rows_of(&d->levels) && r == ERR_OK; i++)
		r = level_put(st, a, ev, ROW(incident_level, &d->levels, i),
		    note);
	return r != ERR_OK ? r : store_run(st, &q_rev, BINDS(
	    BIND_KEY(ev->on), BIND_INT(ev->seq)), note);
}

/* ---- what persons decide ---- */

enum err
incident_apply_graded(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct incident_graded *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_decision, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_CSTR("level"), BIND_TEXT(d->act.text),
	    BIND_TEXT(d->level.text), bind_words(&d->proposed),
	    bind_words(&d->pack), BIND_INT(d->version.num),
	    BIND_KEY(d->body.key), bind_key(&d->person),
	    bind_hash(&d->reason)), note)) != ERR_OK)
		return r;
	return store_run(st, &q_graded, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_TEXT(d->level.text)), note);
}

enum err
incident_apply_classed(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct incident_classed *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_decision, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_CSTR("class"), BIND_CSTR("chosen"),
	    BIND_TEXT(d->code.text), bind_words(&d->proposed),
	    bind_words(&d->pack), BIND_INT(d->version.num),
	    BIND_KEY(d->body.key), bind_key(&d->person),
	    bind_hash(&d->reason)), note)) != ERR_OK)
		return r;
	return store_run(st, &q_classed, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_TEXT(d->code.text)), note);
}

static enum err
state_put(struct store *st, const struct event *ev, struct str word,
    struct bind into, struct note *note)
{
	return store_run(st, &q_state, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_TEXT(word), into), note);
}

enum err
incident_apply_closed(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct incident_closed *d = (const void *)ev->data;
	const struct bind none = BIND_NULL;

	(void)a;
	return state_put(st, ev, d->why.text, none, note);
}

enum err
incident_apply_reopened(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct bind none = BIND_NULL;

	(void)a;
	return state_put(st, ev, S("open"), none, note);
}

enum err
incident_apply_merged(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct incident_merged *d = (const void *)ev->data;
	const struct bind into = BIND_KEY(d->into.key);

	(void)a;
	return state_put(st, ev, S("merged"), into, note);
}

enum err
incident_apply_split(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	(void)a;
	return store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}
