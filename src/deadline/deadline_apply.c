/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of deadlines follow from their events? */
#include "deadline/deadline_in.h"
#include "ledger/bind.h"

static const struct sql q_put = {
	"INSERT INTO deadline (id, about, pack, rule, part, called, body, kind,"
	" state, due, met, met_prec, met_by, outcome, late, rev) VALUES ($1, $2,"
	" $3, $4, $5, $6, $7, $8, $9, $10, NULL, NULL, NULL, NULL, NULL, $11)"
	" ON CONFLICT (id) DO UPDATE SET called = excluded.called,"
	" body = excluded.body, state = excluded.state, due = excluded.due,"
	" rev = excluded.rev", NULL
};
static const struct sql q_supersede = {
	"UPDATE deadline_row SET rec_end = $2 WHERE deadline = $1"
	" AND rec_end = $3", NULL
};
static const struct sql q_row = {
	"INSERT INTO deadline_row (deadline, rec, rec_end, state, version,"
	" anchor, anchor_prec, anchor_fact, anchor_entry, within, calendar, due,"
	" earlier, missing, decided, why) VALUES ($1, $2, $3, $4, $5, $6, $7,"
	" $8, $9, $10, $11, $12, $13, $14, $15, '')", NULL
};
/* Nothing is required: what it rested on until then stays in the rows before. */
static const struct sql q_row_drop = {
	"INSERT INTO deadline_row (deadline, rec, rec_end, state, version,"
	" anchor, anchor_prec, anchor_fact, anchor_entry, within, calendar, due,"
	" earlier, missing, decided, why) VALUES ($1, $2, $3, 'dropped', $4,"
	" NULL, NULL, '', NULL, '', '', NULL, 0, '', $5, $6)", NULL
};
static const struct sql q_drop = {
	"UPDATE deadline SET state = 'dropped', due = NULL, rev = $2"
	" WHERE id = $1", NULL
};
static const struct sql q_met = {
	"UPDATE deadline SET met = $2, met_prec = $3, met_by = $4, outcome = $5,"
	" late = $6, rev = $7 WHERE id = $1", NULL
};
static const struct sql q_reopen = {
	"UPDATE deadline SET met = NULL, met_prec = NULL, met_by = NULL,"
	" outcome = NULL, late = NULL, rev = $2 WHERE id = $1", NULL
};
static const struct sql q_remind = {
	"INSERT INTO deadline_reminder (deadline, seq, step, due, at)"
	" VALUES ($1, $2, $3, $4, $5)", NULL
};
static const struct sql q_rev = {
	"UPDATE deadline SET rev = $2 WHERE id = $1", NULL
};

/* Facts' ids have no comma. */
static struct str
joined(struct arena *a, const struct value *v)
{
	struct buf b = BUF_INIT;
	struct str s;

	for (size_t i = 0; value_known(v) && i < v->list.n; i++) {
		if (i > 0)
			buf_put(&b, ",", 1);
		buf_put(&b, v->list.v[i].text.p, v->list.v[i].text.n);
	}
	s = str_copy(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static enum err
supersede(struct store *st, const struct event *ev, struct note *note)
{
	return store_run(st, &q_supersede, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_INT(REC_OPEN)), note);
}

enum err
deadline_apply_said(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct deadline_said *d = (const void *)ev->data;
	const bool earlier = value_known(&d->earlier) && d->earlier.num != 0;
	enum err r;

	if ((r = store_run(st, &q_put, BINDS(BIND_KEY(ev->on),
	    BIND_KEY(d->about.key), BIND_TEXT(d->pack.text),
	    BIND_TEXT(d->rule.text), bind_words(&d->part),
	    BIND_TEXT(d->called.text), bind_key(&d->body),
	    BIND_TEXT(d->kind.text), BIND_TEXT(d->state.text),
	    bind_num(&d->due), BIND_INT(ev->seq)), note)) != ERR_OK ||
	    (r = supersede(st, ev, note)) != ERR_OK)
		return r;
	return store_run(st, &q_row, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_INT(REC_OPEN), BIND_TEXT(d->state.text),
	    BIND_INT(d->version.num), bind_num(&d->anchor),
	    bind_prec(&d->anchor), bind_words(&d->anchor_fact),
	    bind_num(&d->anchor_entry), bind_words(&d->within),
	    bind_words(&d->calendar), bind_num(&d->due),
	    BIND_INT(earlier ? 1 : 0), BIND_TEXT(joined(a, &d->missing)),
	    bind_num(&d->decided)), note);
}

enum err
deadline_apply_dropped(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct deadline_drop *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_drop, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note)) != ERR_OK ||
	    (r = supersede(st, ev, note)) != ERR_OK)
		return r;
	return store_run(st, &q_row_drop, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_INT(REC_OPEN),
	    BIND_INT(value_known(&d->version) ? d->version.num : 0),
	    bind_num(&d->decided), BIND_TEXT(d->why.text)), note);
}

enum err
deadline_apply_met(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct deadline_met *d = (const void *)ev->data;

	(void)a;
	return store_run(st, &q_met, BINDS(BIND_KEY(ev->on),
	    BIND_INT(d->at.num), BIND_INT((int64_t)d->at.prec),
	    BIND_KEY(d->by.key), BIND_TEXT(d->outcome.text),
	    bind_num(&d->late), BIND_INT(ev->seq)), note);
}

enum err
deadline_apply_reopened(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	(void)a;
	return store_run(st, &q_reopen, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}

enum err
deadline_apply_reminded(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct deadline_reminded *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_remind, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_TEXT(d->step.text), bind_num(&d->due),
	    BIND_INT(ev->at)), note)) != ERR_OK)
		return r;
	return store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note);
}
