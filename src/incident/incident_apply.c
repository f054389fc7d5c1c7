/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of an incident follow from what is said of it? */
#include "incident/incident_in.h"
#include "ledger/bind.h"

static const struct sql q_put = {
	"INSERT INTO incident (id, ref, year, number, drill, classified,"
	" channel_no, body, title, origin, source, state, merged, level, class,"
	" opened, occurred, learned, rev) VALUES ($1, $2, $3, $4, $5, $6, $7,"
	" $8, $9, $10, $11, 'open', NULL, NULL, NULL, $12, NULL, NULL, $13)",
	NULL
};
static const struct sql q_rev = {
	"UPDATE incident SET rev = $2 WHERE id = $1", NULL
};
static const struct sql q_part = {
	"INSERT INTO incident_part (incident, entry, place, part, system, body,"
	" person, reason, ended) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)",
	NULL
};
static const struct sql q_supersede = {
	"UPDATE incident_fact SET rec_end = $3 WHERE incident = $1"
	" AND fact = $2 AND rec_end = $4", NULL
};
static const struct sql q_fact = {
	"INSERT INTO incident_fact (incident, fact, rec, rec_end, value, words,"
	" reason, unit, at, at_prec, source, asserter, person, material)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
	NULL
};
static const struct sql q_time = {
	"INSERT INTO incident_time (incident, entry, kind, at, at_prec, body,"
	" person, note, ended) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)",
	NULL
};
static const struct sql q_outage = {
	"INSERT INTO incident_outage (incident, entry, what, system, since,"
	" until, ended) VALUES ($1, $2, $3, $4, $5, $6, NULL)", NULL
};
static const struct sql q_area = {
	"INSERT INTO incident_area (incident, entry, region, people, population,"
	" ended) VALUES ($1, $2, $3, $4, $5, NULL)", NULL
};
static const struct sql q_step = {
	"INSERT INTO incident_step (incident, entry, kind, at, at_prec, body,"
	" person, level, text, answers, ended) VALUES ($1, $2, $3, $4, $5, $6,"
	" $7, $8, $9, $10, NULL)", NULL
};

/* Whatever the entry $2 said counts no more. */
static const struct sql q_end[] = {
	{ "UPDATE incident_time SET ended = $3 WHERE incident = $1"
	    " AND entry = $2", NULL },
	{ "UPDATE incident_outage SET ended = $3 WHERE incident = $1"
	    " AND entry = $2", NULL },
	{ "UPDATE incident_area SET ended = $3 WHERE incident = $1"
	    " AND entry = $2", NULL },
	{ "UPDATE incident_part SET ended = $3 WHERE incident = $1"
	    " AND entry = $2", NULL },
	{ "UPDATE incident_step SET ended = $3 WHERE incident = $1"
	    " AND entry = $2", NULL },
};
/* What lists are sorted by. */
static const struct sql q_earliest = {
	"UPDATE incident SET occurred = (SELECT MIN(at) FROM incident_time"
	" WHERE incident = $1 AND ended IS NULL AND kind = 'occurred'),"
	" learned = (SELECT MIN(at) FROM incident_time WHERE incident = $1"
	" AND ended IS NULL AND kind IN ('discovered', 'learned'))"
	" WHERE id = $1", NULL
};

static enum err
rev_put(struct store *st, const struct event *ev, struct note *note)
{
	return store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}

static enum err
ended_put(struct store *st, const struct event *ev, const struct value *entry,
    struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; value_known(entry) && r == ERR_OK &&
	    i < sizeof q_end / sizeof q_end[0]; i++)
		r = store_run(st, &q_end[i], BINDS(BIND_KEY(ev->on),
		    BIND_INT(entry->num), BIND_INT(ev->seq)), note);
	return r;
}

enum err
incident_apply_reported(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct incident_reported *d = (const void *)ev->data;
	const struct bind none = BIND_NULL;
	const size_t n = value_known(&d->systems) ? d->systems.list.n : 0;
	enum err r;

	(void)a;
	r = store_run(st, &q_put, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(d->ref.text), BIND_INT(d->year.num),
	    BIND_INT(d->number.num), BIND_INT(value_known(&d->drill) ?
	    d->drill.num : 0), BIND_INT(value_known(&d->classified) ?
	    d->classified.num : 0), bind_text(&d->channel_no),
	    BIND_KEY(d->body.key), bind_hash(&d->title),
	    BIND_TEXT(d->origin.text), bind_text(&d->source),
	    BIND_INT(ev->at), BIND_INT(ev->seq)), note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = store_run(st, &q_part, BINDS(BIND_KEY(ev->on),
		    BIND_INT(ev->seq), BIND_INT((int64_t)i),
		    BIND_CSTR("system"), BIND_KEY(d->systems.list.v[i].key),
		    none, none, none), note);
	return r;
}

static enum err
fact_put(struct store *st, const struct event *ev,
    const struct incident_fact_said *f, struct note *note)
{
	const bool unknown = f->value.given == GIVEN_UNKNOWN;
	const struct bind none = BIND_NULL, why = BIND_TEXT(f->value.text);
	enum err r;

	if ((r = store_run(st, &q_supersede, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(f->fact.text), BIND_INT(ev->seq), BIND_INT(REC_OPEN)),
	    note)) != ERR_OK)
		return r;
	return store_run(st, &q_fact, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(f->fact.text), BIND_INT(ev->seq), BIND_INT(REC_OPEN),
	    bind_text(&f->value), bind_hash(&f->words), unknown ? why : none,
	    bind_text(&f->unit), bind_num(&f->at), bind_prec(&f->at),
	    bind_hash(&f->source), bind_key(&f->asserter),
	    bind_key(&f->person), bind_hash(&f->material)), note);
}

enum err
incident_apply_stated(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	enum { ONE = VALUES_OF(struct incident_fact_said) };
	const struct incident_stated *d = (const void *)ev->data;
	enum err r = rev_put(st, ev, note);

	(void)a;
	for (size_t i = 0; i < d->facts.list.n && r == ERR_OK; i++)
		r = fact_put(st, ev, (const void *)(d->facts.list.v +
		    i * ONE), note);
	return r;
}

enum err
incident_apply_timed(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct incident_timed *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = ended_put(st, ev, &d->instead, note)) != ERR_OK ||
	    (r = store_run(st, &q_time, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_TEXT(d->kind.text), bind_num(&d->at),
	    bind_prec(&d->at), bind_key(&d->body), bind_key(&d->person),
	    bind_hash(&d->note)), note)) != ERR_OK ||
	    (r = store_run(st, &q_earliest, BINDS(BIND_KEY(ev->on)),
	    note)) != ERR_OK)
		return r;
	return rev_put(st, ev, note);
}

enum err
incident_apply_outage(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct incident_outage_said *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = ended_put(st, ev, &d->instead, note)) != ERR_OK ||
	    (r = store_run(st, &q_outage, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_TEXT(d->what.text), bind_key(&d->system),
	    bind_num(&d->since), bind_num(&d->until)), note)) != ERR_OK)
		return r;
	return rev_put(st, ev, note);
}

enum err
incident_apply_area(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct incident_area_said *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = ended_put(st, ev, &d->instead, note)) != ERR_OK ||
	    (r = store_run(st, &q_area, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_KEY(d->region.key), bind_num(&d->people),
	    bind_num(&d->population)), note)) != ERR_OK)
		return r;
	return rev_put(st, ev, note);
}

enum err
incident_apply_involved(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct incident_involved *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_part, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_INT(0), BIND_TEXT(d->part.text),
	    bind_key(&d->system), bind_key(&d->body), bind_key(&d->person),
	    bind_hash(&d->reason)), note)) != ERR_OK)
		return r;
	return rev_put(st, ev, note);
}

enum err
incident_apply_handled(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct incident_handled *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_step, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_TEXT(d->kind.text), bind_num(&d->at),
	    bind_prec(&d->at), bind_key(&d->body), bind_key(&d->person),
	    bind_text(&d->level), bind_hash(&d->text), bind_num(&d->answers)),
	    note)) != ERR_OK)
		return r;
	return rev_put(st, ev, note);
}

enum err
incident_apply_taken_back(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct incident_taken_back *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = ended_put(st, ev, &d->entry, note)) != ERR_OK ||
	    (r = store_run(st, &q_earliest, BINDS(BIND_KEY(ev->on)),
	    note)) != ERR_OK)
		return r;
	return rev_put(st, ev, note);
}
