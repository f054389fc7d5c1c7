/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of reports follow from what is said of them? */
#include "incident/report_in.h"
#include "ledger/bind.h"

static const struct sql q_put = {
	"INSERT INTO report (id, incident, number, kind, replaces, channel,"
	" sent, sent_prec, body, person, addressee, to_words, entered_for,"
	" late_reason, reason, proved, arrived, arrived_prec, arrival, receipt,"
	" state,"
	" entered, seq, rev) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
	" $11, $12, $13, $14, $15, $16, NULL, NULL, NULL, NULL, 'sent', $17, $18,"
	" $18)", NULL
};
static const struct sql q_clock = {
	"INSERT INTO report_clock (report, entry, place, clock)"
	" VALUES ($1, $2, $3, $4)", NULL
};
static const struct sql q_content = {
	"INSERT INTO report_content (report, place, item, text)"
	" VALUES ($1, $2, $3, $4)", NULL
};
static const struct sql q_proof = {
	"INSERT INTO report_proof (report, entry, text, file, name)"
	" VALUES ($1, $2, $3, $4, $5)", NULL
};
static const struct sql q_proved = {
	"UPDATE report SET proved = 1 WHERE id = $1", NULL
};
static const struct sql q_late = {
	"UPDATE report SET late_reason = $2 WHERE id = $1", NULL
};
static const struct sql q_arrival = {
	"INSERT INTO report_arrival (report, entry, at, at_prec, receipt, year,"
	" number, body, person, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
	" $9, $10)", NULL
};
static const struct sql q_arrived = {
	"UPDATE report SET arrived = $2, arrived_prec = $3, receipt = $4,"
	" arrival = $5, rev = $5 WHERE id = $1", NULL
};
static const struct sql q_answer = {
	"INSERT INTO report_answer (report, entry, at, answer, body, person,"
	" text) VALUES ($1, $2, $3, $4, $5, $6, $7)", NULL
};
static const struct sql q_comment = {
	"INSERT INTO report_comment (report, entry, place, item, comment)"
	" VALUES ($1, $2, $3, $4, $5)", NULL
};
static const struct sql q_state = {
	"UPDATE report SET state = $2, rev = $3 WHERE id = $1", NULL
};
static const struct sql q_rev = {
	"UPDATE report SET rev = $2 WHERE id = $1", NULL
};

static size_t
count_of(const struct value *list)
{
	return value_known(list) ? list->list.n : 0;
}

static enum err
clocks_put(struct store *st, const struct event *ev,
    const struct value *clocks, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < count_of(clocks) && r == ERR_OK; i++)
		r = store_run(st, &q_clock, BINDS(BIND_KEY(ev->on),
		    BIND_INT(ev->seq), BIND_INT((int64_t)i),
		    BIND_TEXT(clocks->list.v[i].text)), note);
	return r;
}

static bool
is_proof(const struct value *text, const struct value *file)
{
	return value_known(text) || value_known(file);
}

static enum err
proof_put(struct store *st, const struct event *ev, const struct value *text,
    const struct value *file, struct note *note)
{
	return !is_proof(text, file) ? ERR_OK : store_run(st, &q_proof, BINDS(
	    BIND_KEY(ev->on), BIND_INT(ev->seq), bind_text(text),
	    bind_hash(file), bind_text(file)), note);
}

enum err
report_apply_sent(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	enum { ONE = VALUES_OF(struct report_content) };
	const struct report_sent *d = (const void *)ev->data;
	const bool proof = is_proof(&d->proof, &d->proof_file);
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_put, BINDS(BIND_KEY(ev->on),
	    BIND_KEY(d->incident.key), BIND_INT(d->number.num),
	    BIND_TEXT(d->kind.text), bind_key(&d->replaces),
	    BIND_TEXT(d->channel.text), bind_num(&d->sent),
	    bind_prec(&d->sent), BIND_KEY(d->by.key), bind_key(&d->person),
	    bind_key(&d->to), bind_text(&d->to_words),
	    bind_key(&d->entered_for), bind_hash(&d->late_reason),
	    bind_hash(&d->reason), BIND_INT(proof ? 1 : 0),
	    BIND_INT(ev->at), BIND_INT(ev->seq)), note)) != ERR_OK ||
	    (r = clocks_put(st, ev, &d->clocks, note)) != ERR_OK ||
	    (r = proof_put(st, ev, &d->proof, &d->proof_file,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < count_of(&d->contents) && r == ERR_OK; i++) {
		const struct report_content *c = (const void *)
		    (d->contents.list.v + i * ONE);

		r = store_run(st, &q_content, BINDS(BIND_KEY(ev->on),
		    BIND_INT((int64_t)i), BIND_TEXT(c->item.text),
		    bind_hash(&c->text)), note);
	}
	return r;
}

enum err
report_apply_arrived(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct report_arrived *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = store_run(st, &q_arrival, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), bind_num(&d->at), bind_prec(&d->at),
	    bind_text(&d->receipt), bind_num(&d->year), bind_num(&d->number),
	    bind_key(&d->body), bind_key(&d->person), bind_hash(&d->reason)),
	    note)) != ERR_OK ||
	    (r = store_run(st, &q_arrived, BINDS(BIND_KEY(ev->on),
	    bind_num(&d->at), bind_prec(&d->at), bind_text(&d->receipt),
	    BIND_INT(ev->seq)), note)) != ERR_OK)
		return r;
	/* Whoever got it says so, or gave a number for it. */
	return !is_proof(&d->receipt, &d->body) ? ERR_OK :
	    store_run(st, &q_proved, BINDS(BIND_KEY(ev->on)), note);
}

enum err
report_apply_proved(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	const struct report_proved *d = (const void *)ev->data;
	enum err r;

	(void)a;
	if ((r = proof_put(st, ev, &d->proof, &d->proof_file,
	    note)) != ERR_OK ||
	    (r = clocks_put(st, ev, &d->clocks, note)) != ERR_OK ||
	    (r = store_run(st, &q_rev, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq)), note)) != ERR_OK ||
	    (value_known(&d->late_reason) && (r = store_run(st, &q_late,
	    BINDS(BIND_KEY(ev->on), bind_hash(&d->late_reason)),
	    note)) != ERR_OK))
		return r;
	return !is_proof(&d->proof, &d->proof_file) ? ERR_OK :
	    store_run(st, &q_proved, BINDS(BIND_KEY(ev->on)), note);
}

static enum err
state_put(struct store *st, const struct event *ev, struct str word,
    struct note *note)
{
	return store_run(st, &q_state, BINDS(BIND_KEY(ev->on),
	    BIND_TEXT(word), BIND_INT(ev->seq)), note);
}

enum err
report_apply_answered(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	enum { ONE = VALUES_OF(struct report_comment) };
	const struct report_answered *d = (const void *)ev->data;
	enum err r;

	(void)a;
	r = store_run(st, &q_answer, BINDS(BIND_KEY(ev->on),
	    BIND_INT(ev->seq), BIND_INT(ev->at), BIND_TEXT(d->answer.text),
	    BIND_KEY(d->body.key), bind_key(&d->person), bind_hash(&d->text)),
	    note);
	for (size_t i = 0; i < count_of(&d->comments) && r == ERR_OK; i++) {
		const struct report_comment *c = (const void *)
		    (d->comments.list.v + i * ONE);

		r = store_run(st, &q_comment, BINDS(BIND_KEY(ev->on),
		    BIND_INT(ev->seq), BIND_INT((int64_t)i),
		    BIND_TEXT(c->item.text), bind_hash(&c->comment)), note);
	}
	return r != ERR_OK ? r : state_put(st, ev, d->answer.text, note);
}

enum err
report_apply_withdrawn(struct store *st, struct arena *a,
    const struct event *ev, struct note *note)
{
	(void)a;
	return state_put(st, ev, S("withdrawn"), note);
}
