/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of bodies follow from their events? */
#include "base/canonical.h"
#include "body/body_in.h"

#define REC_OPEN	CANON_INT_MAX

static const struct sql q_put = {
	"INSERT INTO body (id, source, code, withdrawn, merged, rev)"
	" VALUES ($1, $2, $3, 0, NULL, $4)", NULL
};
static const struct sql q_rev = {
	"UPDATE body SET rev = $2 WHERE id = $1", NULL
};
static const struct sql q_withdraw = {
	"UPDATE body SET withdrawn = 1, rev = $2 WHERE id = $1", NULL
};
static const struct sql q_merge = {
	"UPDATE body SET merged = $3, rev = $2 WHERE id = $1", NULL
};
static const struct sql q_alias_put = {
	"INSERT INTO body_alias (source, code, body) VALUES ($1, $2, $3)", NULL
};
static const struct sql q_row_put = {
	"INSERT INTO body_row (body, from_day, to_day, rec, rec_end, name, kind,"
	" superior, region, industry)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", NULL
};
static const struct sql q_guide_put = {
	"INSERT INTO body_guide (body, guide, from_day, to_day, rec, rec_end)"
	" VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING", NULL
};

/*
 * Cutting [from, to) out of what is current: rows that overlap it are
 * superseded, and their parts outside are written again under this entry.
 */
static const struct sql q_cut[] = {
	{ "UPDATE body_row SET rec_end = $4 WHERE body = $1 AND rec_end = $5"
	    " AND from_day < $3 AND to_day > $2", NULL },
	{ "INSERT INTO body_row (body, from_day, to_day, rec, rec_end, name,"
	    " kind, superior, region, industry) SELECT body, from_day, $2, $4,"
	    " $5, name, kind, superior, region, industry FROM body_row"
	    " WHERE body = $1 AND rec_end = $4 AND from_day < $2"
	    " AND to_day > $2 AND $3 > $2", NULL },
	{ "INSERT INTO body_row (body, from_day, to_day, rec, rec_end, name,"
	    " kind, superior, region, industry) SELECT body, $3, to_day, $4,"
	    " $5, name, kind, superior, region, industry FROM body_row"
	    " WHERE body = $1 AND rec_end = $4 AND to_day > $3"
	    " AND from_day < $3 AND $3 > $2", NULL },
	{ "UPDATE body_guide SET rec_end = $4 WHERE body = $1 AND rec_end = $5"
	    " AND from_day < $3 AND to_day > $2", NULL },
	{ "INSERT INTO body_guide (body, guide, from_day, to_day, rec, rec_end)"
	    " SELECT body, guide, from_day, $2, $4, $5 FROM body_guide"
	    " WHERE body = $1 AND rec_end = $4 AND from_day < $2"
	    " AND to_day > $2 AND $3 > $2", NULL },
	{ "INSERT INTO body_guide (body, guide, from_day, to_day, rec, rec_end)"
	    " SELECT body, guide, $3, to_day, $4, $5 FROM body_guide"
	    " WHERE body = $1 AND rec_end = $4 AND to_day > $3"
	    " AND from_day < $3 AND $3 > $2", NULL },
};

static const struct sql q_due = {
	"INSERT INTO body_due (body, region, from_day, seq)"
	" VALUES ($1, $2, $3, $4) ON CONFLICT (body, region)"
	" DO UPDATE SET from_day = excluded.from_day, seq = excluded.seq", NULL
};
/* Due no longer: it does not lie there any more on the days in question. */
static const struct sql q_placed = {
	"DELETE FROM body_due WHERE body = $1 AND NOT EXISTS"
	" (SELECT 1 FROM body_row w WHERE w.body = $1"
	" AND w.region = body_due.region AND w.rec_end = $2"
	" AND w.to_day > body_due.from_day)", NULL
};
static const struct sql q_not_due = {
	"DELETE FROM body_due WHERE body = $1", NULL
};

static enum err
cut(struct store *st, const struct event *ev, int64_t from, int64_t to,
    struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < sizeof q_cut / sizeof q_cut[0] &&
	    r == ERR_OK; i++)
		r = store_run(st, &q_cut[i], BINDS(BIND_KEY(ev->on),
		    BIND_INT(from), BIND_INT(to), BIND_INT(ev->seq),
		    BIND_INT(REC_OPEN)), note);
	return r;
}

static struct bind
key_or_null(const struct value *v)
{
	const struct bind none = BIND_NULL, some = BIND_KEY(v->key);

	return value_known(v) ? some : none;
}

static struct bind
text_or_null(const struct value *v)
{
	const struct bind none = BIND_NULL, some = BIND_TEXT(v->text);

	return value_known(v) ? some : none;
}

static enum err
state_put(struct store *st, const struct event *ev,
    const struct body_state *s, struct note *note)
{
	size_t n = value_known(&s->guided_by) ? s->guided_by.list.n : 0;
	enum err r;

	r = store_run(st, &q_row_put, BINDS(BIND_KEY(ev->on),
	    BIND_INT(s->from.num), BIND_INT(body_state_end(s)), BIND_INT(ev->seq),
	    BIND_INT(REC_OPEN), BIND_TEXT(s->name.text),
	    BIND_TEXT(s->kind.text), key_or_null(&s->superior),
	    key_or_null(&s->region), text_or_null(&s->industry)), note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = store_run(st, &q_guide_put, BINDS(BIND_KEY(ev->on),
		    BIND_KEY(s->guided_by.list.v[i].key),
		    BIND_INT(s->from.num), BIND_INT(body_state_end(s)),
		    BIND_INT(ev->seq), BIND_INT(REC_OPEN)), note);
	return r;
}

enum err
body_apply_added(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct body_added *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_put, BINDS(BIND_KEY(ev->on),
	    text_or_null(&d->source), text_or_null(&d->code),
	    BIND_INT(ev->seq)), note)) != ERR_OK)
		return r;
	if (value_known(&d->code) && (r = store_run(st, &q_alias_put,
	    BINDS(BIND_TEXT(d->source.text), BIND_TEXT(d->code.text),
	    BIND_KEY(ev->on)), note)) != ERR_OK)
		return r;
	return state_put(st, ev, &d->state, note);
}

/* Behind any change of rows: what is still due, and the last entry. */
static enum err
rows_changed(struct store *st, const struct event *ev, struct note *note)
{
	enum err r;

	if ((r = store_run(st, &q_placed, BINDS(BIND_KEY(ev->on),
	    BIND_INT(REC_OPEN)), note)) != ERR_OK)
		return r;
	return store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}

enum err
body_apply_restated(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct body_restated *d = (const void *)ev->data;
	int64_t from = d->state.from.num, to = body_state_end(&d->state);
	enum err r;

	(void)a;
	/* All that it stands instead of: two spans that overlap. */
	if (value_known(&d->was_from) && d->was_from.num < from)
		from = d->was_from.num;
	if (value_known(&d->was_to) && d->was_to.num > to)
		to = d->was_to.num;
	if ((r = cut(st, ev, from, to, note)) != ERR_OK ||
	    (r = state_put(st, ev, &d->state, note)) != ERR_OK)
		return r;
	return rows_changed(st, ev, note);
}

enum err
body_apply_ended(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct body_ended *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = cut(st, ev, d->to.num, DAY_OPEN, note)) != ERR_OK)
		return r;
	return rows_changed(st, ev, note);
}

enum err
body_apply_withdrawn(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_not_due, BINDS(BIND_KEY(ev->on)),
	    note)) != ERR_OK)
		return r;
	return store_run(st, &q_withdraw, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}

enum err
body_apply_merged(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct body_merged *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = cut(st, ev, d->on.num, DAY_OPEN, note)) != ERR_OK ||
	    (r = rows_changed(st, ev, note)) != ERR_OK)
		return r;
	return store_run(st, &q_merge, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_KEY(d->into.key)), note);
}

enum err
body_apply_place_due(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct body_place_due *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_due, BINDS(BIND_KEY(ev->on),
	    BIND_KEY(d->region.key), BIND_INT(d->from.num),
	    BIND_INT(ev->seq)), note)) != ERR_OK)
		return r;
	return store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}
