/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of traces follow from their events? */
#include "accountability/trace_in.h"
#include "ledger/bind.h"

static const struct sql q_put = {
	"INSERT INTO trace (id, ref, year, number, incident, called, pack, rule,"
	" confirmed, conduct, conduct_prec, occurred, occurred_prec, body,"
	" person, reason, state, opened, rev) VALUES ($1, $2, $3, $4, $5, $6,"
	" $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'open', $17, $18)",
	NULL
};
static const struct sql q_rung = {
	"INSERT INTO trace_rung (trace, place, time, rung, height, ordering,"
	" body, person, tenure, post, title, held, flaws, stands, examined,"
	" outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
	" $13, NULL, NULL, NULL)", NULL
};
static const struct sql q_examined = {
	"UPDATE trace_rung SET examined = $3, outcome = $4 WHERE trace = $1"
	" AND place = $2", NULL
};
static const struct sql q_stands = {
	"UPDATE trace_rung SET stands = $3 WHERE trace = $1 AND body = $2"
	" AND rung IN ('coordinating', 'supervising')", NULL
};
static const struct sql q_said = {
	"INSERT INTO trace_said (trace, entry, kind, place, outcome, body,"
	" person, text, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", NULL
};
static const struct sql q_state = {
	"UPDATE trace SET state = $3, rev = $2 WHERE id = $1", NULL
};
static const struct sql q_rev = {
	"UPDATE trace SET rev = $2 WHERE id = $1", NULL
};

static const struct value not_said = { .given = GIVEN_NOT };

/* The words of a list, by commas, which none of them has. */
static struct str
joined(struct arena *a, const struct value *v)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; value_known(v) && i < v->list.n; i++) {
		buf_text(&b, i > 0 ? "," : "");
		buf_str(&b, v->list.v[i].text);
	}
	return buf_view(&b);
}

static enum err
rung_put(struct store *st, struct arena *a, const struct event *ev,
    int64_t place, const struct trace_rung_said *d, struct note *note)
{
	const int kind = trace_word(trace_rungs, d->rung.text);
	enum err r;

	r = store_run(st, &q_rung, BINDS(BIND_KEY(ev->on), BIND_INT(place),
	    BIND_TEXT(d->time.text), BIND_TEXT(d->rung.text),
	    BIND_INT(d->height.num), BIND_INT(trace_order(
	    (enum rung_kind)kind, d->height.num)), bind_key(&d->body),
	    bind_key(&d->person), bind_key(&d->tenure), bind_key(&d->post),
	    bind_words(&d->title), bind_words(&d->held),
	    BIND_TEXT(joined(a, &d->flaws))), note);
	return note_arena(a, r, note);
}

enum err
trace_apply_opened(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	enum { ONE = VALUES_OF(struct trace_rung_said) };
	const struct trace_opened *d = (const void *)ev->data;
	enum err r;

	r = store_run(st, &q_put, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(d->ref.text), BIND_INT(d->year.num),
	    BIND_INT(d->number.num), BIND_KEY(d->about.key),
	    BIND_TEXT(d->called.text), BIND_TEXT(d->pack.text),
	    BIND_TEXT(d->rule.text), BIND_INT(d->confirmed.num),
	    bind_num(&d->conduct), bind_prec(&d->conduct),
	    bind_num(&d->occurred), bind_prec(&d->occurred),
	    BIND_KEY(d->body.key), BIND_KEY(d->person.key),
	    bind_hash(&d->reason), BIND_INT(ev->at), BIND_INT(ev->seq)),
	    note);
	for (size_t i = 0; i < d->rungs.list.n && r == ERR_OK; i++)
		r = rung_put(st, a, ev, (int64_t)i + 1, (const void *)
		    (d->rungs.list.v + i * ONE), note);
	return r;
}

/* Who said what of which rung. */
struct saying {
	enum trace_kind		 kind;
	int64_t			 place;
	const struct value	*outcome, *body, *person, *text;
};

static enum err
said_put(struct store *st, const struct event *ev, const struct saying *s,
    struct note *note)
{
	enum err r = store_run(st, &q_said, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_CSTR(trace_kinds[s->kind].word),
	    BIND_INT(s->place), bind_text(s->outcome), bind_key(s->body),
	    bind_key(s->person), bind_hash(s->text), BIND_INT(ev->at)), note);

	return r != ERR_OK ? r : store_run(st, &q_rev, BINDS(
	    BIND_KEY(ev->on), BIND_INT(ev->seq)), note);
}

enum err
trace_apply_designated(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct trace_designated *d = (const void *)ev->data;
	const struct trace_rung_said rung = {
		.time = V_TEXT(str_of(trace_times[TRACE_CONDUCT].word)),
		.rung = V_TEXT(str_of(trace_rungs[RUNG_INVOLVED].word)),
		.height = V_INT(0),
		.body = d->body,
		.person = d->involved,
	};
	const struct saying s = { TRACE_SAID_DESIGNATED, d->place.num,
	    &not_said, &d->body, &d->person, &d->reason };
	enum err r = rung_put(st, a, ev, d->place.num, &rung, note);

	return r != ERR_OK ? r : said_put(st, ev, &s, note);
}

enum err
trace_apply_examined(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct trace_examined *d = (const void *)ev->data;
	const struct saying s = { TRACE_SAID_EXAMINED, d->place.num,
	    &d->outcome, &not_said, &d->person, &d->reason };
	enum err r = store_run(st, &q_examined, BINDS(BIND_KEY(ev->on),
	    BIND_INT(d->place.num), BIND_INT(ev->seq),
	    BIND_TEXT(d->outcome.text)), note);

	(void)a;
	return r != ERR_OK ? r : said_put(st, ev, &s, note);
}

enum err
trace_apply_answered(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct trace_answered *d = (const void *)ev->data;
	const struct saying s = { TRACE_SAID_ANSWERED, d->place.num, &not_said,
	    &not_said, &d->person, &d->text };

	(void)a;
	return said_put(st, ev, &s, note);
}

enum err
trace_apply_coordination(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct trace_coordination *d = (const void *)ev->data;
	const struct saying s = { TRACE_SAID_COORDINATION, d->place.num,
	    &not_said, &d->body, &d->person, &d->reason };
	enum err r = store_run(st, &q_stands, BINDS(BIND_KEY(ev->on),
	    BIND_KEY(d->of.key), BIND_INT(ev->seq)), note);

	(void)a;
	return r != ERR_OK ? r : said_put(st, ev, &s, note);
}

static enum err
state_put(struct store *st, const struct event *ev, enum trace_state state,
    const struct saying *s, struct note *note)
{
	enum err r = said_put(st, ev, s, note);

	return r != ERR_OK ? r : store_run(st, &q_state, BINDS(
	    BIND_KEY(ev->on), BIND_INT(ev->seq),
	    BIND_CSTR(trace_states[state].word)), note);
}

enum err
trace_apply_closed(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct trace_closed *d = (const void *)ev->data;
	const struct saying s = { TRACE_SAID_CLOSED, 0, &not_said, &not_said,
	    &d->person, &d->reason };

	(void)a;
	return state_put(st, ev, TRACE_CLOSED, &s, note);
}

enum err
trace_apply_reopened(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct trace_reopened *d = (const void *)ev->data;
	const struct saying s = { TRACE_SAID_REOPENED, 0, &not_said,
	    &not_said, &d->person, &d->reason };

	(void)a;
	return state_put(st, ev, TRACE_OPEN, &s, note);
}
